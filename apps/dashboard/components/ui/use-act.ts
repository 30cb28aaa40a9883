"use client";

import { toSupportError } from "@cossistant/core/parts";
import { useState } from "react";

/** One act of a form: busy, or refused with a sentence. */
export function useAct() {
	const [isBusy, setIsBusy] = useState(false);
	const [problem, setProblem] = useState<string | null>(null);

	/** Runs the act; answers whether it went well. On success it stays busy when the page is about to change. */
	async function run(act: () => Promise<void>, { staysBusy = false } = {}): Promise<boolean> {
		setIsBusy(true);
		setProblem(null);
		try {
			await act();
			if (!staysBusy) setIsBusy(false);
			return true;
		} catch (thrown) {
			setProblem(toSupportError(thrown).message);
			setIsBusy(false);
			return false;
		}
	}

	return { isBusy, problem, run };
}

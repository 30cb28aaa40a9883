"use client";

import { type FormEvent, useState } from "react";
import { authSentence } from "../../lib/auth/auth-sentences.ts";

type Failure = { code?: string | undefined; status?: number | undefined; name?: string };

/** What an attempt ends in: a failure to tell, a link in the mail, or a page to go to. */
export type Outcome = { error: Failure } | { mailedTo: string } | { goTo: string };

/** The state of one form of signing in: busy, refused with a sentence, or a link sent. */
export function useAuthForm(initialProblem: string | null = null) {
	const [busyWith, setBusyWith] = useState<string | null>(null);
	const [problem, setProblem] = useState(initialProblem);
	const [mailedTo, setMailedTo] = useState<string | null>(null);

	async function attempt(name: string, act: () => Promise<Outcome>): Promise<void> {
		setBusyWith(name);
		setProblem(null);
		const outcome = await act().catch((error: Failure): Outcome => ({ error }));
		if ("goTo" in outcome) {
			// A full load: the server renders with the new session, and nothing of the old one stays in memory.
			window.location.assign(outcome.goTo);
			return;
		}
		setBusyWith(null);
		if ("error" in outcome) setProblem(authSentence(outcome.error));
		else setMailedTo(outcome.mailedTo);
	}

	return { busyWith, problem, setProblem, mailedTo, attempt, startOver: () => setMailedTo(null) };
}

/** Reads a submitted form by its fields' names. */
export function fieldsOf(event: FormEvent<HTMLFormElement>): (name: string) => string {
	event.preventDefault();
	return readFields(event.currentTarget);
}

/** Reads a form by its fields' names. */
export function readFields(form: HTMLFormElement): (name: string) => string {
	const data = new FormData(form);
	return (name) => String(data.get(name) ?? "").trim();
}

/** Whether these fields are filled in well; the browser says what is missing, as it does for the form as a whole. */
export function isFilled(form: HTMLFormElement, names: readonly string[]): boolean {
	return names.every((name) => {
		const field = form.elements.namedItem(name);
		return !(field instanceof HTMLInputElement) || field.reportValidity();
	});
}

/** Where a link from an email comes back to. */
export function callbackUrl(next: string): string {
	const url = new URL("/auth/callback", window.location.origin);
	if (next !== "/") url.searchParams.set("next", next);
	return url.href;
}

"use client";

import { useSupport } from "@cossistant/next";
import { signOut } from "../lib/actions.ts";

/** Signs out of the shop and makes the widget forget who was here. */
export function SignOutButton() {
	const { client } = useSupport();

	async function leave() {
		await client?.reset();
		await signOut();
	}

	return (
		<form action={leave}>
			<button
				type="submit"
				className="cursor-pointer rounded-full border border-line px-4 py-2 text-sm hover:bg-card"
			>
				Sign out
			</button>
		</form>
	);
}

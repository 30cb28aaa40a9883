"use client";

import { useVisitor } from "@cossistant/next";
import { type FormEvent, useState } from "react";

type Standing = "asking" | "saving" | "saved" | "failed";

/**
 * Anybody may type any address here, so this tells the team who the visitor says they are,
 * and opens nobody's conversations: an identity counts as proven only when the server has signed it.
 */
export function NewsletterForm() {
	const { identify } = useVisitor();
	const [standing, setStanding] = useState<Standing>("asking");

	async function subscribe(event: FormEvent<HTMLFormElement>) {
		event.preventDefault();
		const email = String(new FormData(event.currentTarget).get("email"));
		setStanding("saving");
		const answer = await identify({ email, metadata: { newsletter: true } });
		setStanding(answer === null ? "failed" : "saved");
	}

	return (
		<form onSubmit={subscribe} className="flex flex-col gap-2">
			<label htmlFor="newsletter-email" className="text-sm font-medium">
				One mail a month, about what we roast
			</label>
			<div className="flex max-w-sm gap-2">
				<input
					id="newsletter-email"
					name="email"
					type="email"
					required
					autoComplete="email"
					placeholder="you@example.com"
					className="min-w-0 flex-1 rounded-full border border-line bg-card px-4 py-2 text-sm placeholder:text-soft"
				/>
				<button
					type="submit"
					disabled={standing === "saving"}
					className="cursor-pointer rounded-full border border-line px-4 py-2 text-sm hover:bg-card"
				>
					Subscribe
				</button>
			</div>
			<p role="status" className="min-h-5 text-sm text-soft">
				{standing === "saved" && "Thank you. You will hear from us."}
				{standing === "failed" && "That did not work. Please try again."}
			</p>
		</form>
	);
}

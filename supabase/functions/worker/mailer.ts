import type { ReadVariable } from "../_shared/project-environment.ts";
import { requireVariable } from "./require-variable.ts";

export type Mail = { to: string; subject: string; text: string; html: string };

/** Hands a mail over; the same key is the same mail, so that a second try is not a second mail. */
export type SendMail = (
	mail: Mail,
	options: { idempotencyKey: string; signal: AbortSignal },
) => Promise<void>;

/** Sends over HTTP, in the way of Resend: edge functions of hosted projects reach no SMTP port. */
export function createMailer({
	read,
	fetch,
}: {
	read: ReadVariable;
	fetch: typeof globalThis.fetch;
}): SendMail {
	return async ({ to, subject, text, html }, { idempotencyKey, signal }) => {
		const url = requireVariable(read, "MAIL_API_URL", "your mail service, https://api.resend.com");
		const key = requireVariable(read, "MAIL_API_KEY", "your mail service's key");
		const from = requireVariable(read, "MAIL_FROM", "the sender, such as Acme <support@acme.com>");
		const response = await fetch(`${url.replace(/\/+$/, "")}/emails`, {
			method: "POST",
			headers: {
				authorization: `Bearer ${key}`,
				"content-type": "application/json",
				"idempotency-key": idempotencyKey,
			},
			body: JSON.stringify({ from, to: [to], subject, text, html }),
			signal,
		});
		const answer = await response.text();
		if (!response.ok) {
			throw new Error(`The mail service answered ${response.status}: ${answer.slice(0, 500)}`);
		}
	};
}

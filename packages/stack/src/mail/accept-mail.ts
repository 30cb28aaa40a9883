import type { Mailbox } from "./mailbox.ts";

/** The key that functions of the local Supabase send mails with; it opens nothing but this mailbox. */
export const LOCAL_MAIL_KEY = "local-mail";

/** `POST /mail/emails`: takes a mail in the way of Resend, and the same mail once. */
export async function acceptMail(request: Request, mailbox: Mailbox): Promise<Response> {
	if (request.headers.get("authorization") !== `Bearer ${LOCAL_MAIL_KEY}`) {
		return refuse(401, "missing_api_key", `The local mail catcher's key is ${LOCAL_MAIL_KEY}.`);
	}
	const mail: unknown = await request.json().catch(() => undefined);
	const { from, to, subject, html, text } = Object(mail);
	const recipients = (Array.isArray(to) ? to : [to]).filter((one) => typeof one === "string");
	if (recipients.length === 0 || typeof from !== "string" || typeof subject !== "string") {
		return refuse(422, "missing_required_field", "A mail has from, to and subject.");
	}
	if (typeof html !== "string" && typeof text !== "string") {
		return refuse(422, "missing_required_field", "A mail has html or text.");
	}
	const idempotencyKey = request.headers.get("idempotency-key") ?? undefined;
	const letter = {
		to: recipients.join(", "),
		subject,
		...(typeof html === "string" && { html }),
		...(typeof text === "string" && { text }),
	};
	return Response.json({ id: mailbox.add(letter, { idempotencyKey }).id });
}

function refuse(statusCode: number, name: string, message: string): Response {
	return Response.json({ statusCode, name, message }, { status: statusCode });
}

import { AuthError } from "./auth-error.ts";
import { type AuthCall, type AuthContext, textOf } from "./context.ts";
import { type MailKind, sendMail } from "./mails.ts";
import { issueToken, type TokenType } from "./one-time-tokens.ts";
import { rememberChallenge } from "./pkce.ts";
import { redirectTarget } from "./redirect.ts";
import type { SignInMethod } from "./sessions.ts";
import type { UserRow } from "./users.ts";

const KINDS = {
	confirmation: {
		type: "confirmation_token",
		method: "email/signup",
		sentAt: "confirmation_sent_at",
	},
	invite: { type: "confirmation_token", method: "invite", sentAt: "confirmation_sent_at" },
	magic_link: { type: "recovery_token", method: "magiclink", sentAt: "recovery_sent_at" },
	recovery: { type: "recovery_token", method: "recovery", sentAt: "recovery_sent_at" },
} satisfies Partial<Record<MailKind, { type: TokenType; method: SignInMethod; sentAt: string }>>;

/** Makes a token for the user and mails it to him. */
export async function sendToken(
	context: AuthContext,
	call: AuthCall,
	{ user, kind }: { user: UserRow; kind: keyof typeof KINDS },
): Promise<void> {
	context.mailLimit.take();
	const { type, method, sentAt } = KINDS[kind];
	const email = user.email as string;
	const pkce = await rememberChallenge(context, call, { userId: user.id, method });
	const token = await issueToken(context, { userId: user.id, email, type, pkce });
	await context.sql`
		update auth.users set ${context.sql(sentAt)} = now(), updated_at = now() where id = ${user.id}`;
	sendMail(context, {
		kind,
		to: email,
		token,
		redirectTo: redirectTarget(context, call),
		data: user.raw_user_meta_data ?? {},
	});
}

/** Mails what confirms a change of address: to the new one and, as the project wishes, to the old one. */
export async function sendEmailChange(
	context: AuthContext,
	call: AuthCall,
	{ user, newEmail }: { user: UserRow; newEmail: string },
): Promise<void> {
	context.mailLimit.take();
	const { sql, settings } = context;
	const current = user.email as string;
	const pkce = await rememberChallenge(context, call, { userId: user.id, method: "otp" });
	await sql`
		update auth.users
		set email_change = ${newEmail}, email_change_sent_at = now(), email_change_confirm_status = 0,
			updated_at = now()
		where id = ${user.id}`;
	const recipients = [
		{ to: newEmail, type: "email_change_token_new" as const },
		...(settings.confirmsChangeTwice && current
			? [{ to: current, type: "email_change_token_current" as const }]
			: []),
	];
	for (const { to, type } of recipients) {
		const token = await issueToken(context, { userId: user.id, email: to, type, pkce });
		sendMail(context, {
			kind: "email_change",
			to,
			token,
			redirectTo: redirectTarget(context, call),
			data: user.raw_user_meta_data ?? {},
			newEmail,
		});
	}
}

/** Throws where the project does not let people in by mail. */
export function requireEmailEnabled({ settings }: AuthContext, call: AuthCall): void {
	if (!settings.emailEnabled) {
		throw new AuthError(422, "email_provider_disabled", "Email logins are disabled");
	}
	if (textOf(call, "phone") !== undefined) {
		throw new AuthError(400, "phone_provider_disabled", "Unsupported phone provider");
	}
}

import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import type { AuthContext } from "./context.ts";
import type { OneTimeToken } from "./one-time-tokens.ts";

export type MailKind = "confirmation" | "magic_link" | "recovery" | "email_change" | "invite";

const DEFAULTS: Record<MailKind, { subject: string; action: string; verifies: string }> = {
	confirmation: { subject: "Confirm Your Signup", action: "Confirm your mail", verifies: "signup" },
	magic_link: { subject: "Your Magic Link", action: "Log In", verifies: "magiclink" },
	recovery: { subject: "Reset Your Password", action: "Reset Password", verifies: "recovery" },
	email_change: {
		subject: "Confirm Email Change",
		action: "Change Email",
		verifies: "email_change",
	},
	invite: { subject: "You have been invited", action: "Accept the invite", verifies: "invite" },
};

export type MailOrder = {
	kind: MailKind;
	to: string;
	token: OneTimeToken;
	redirectTo: string;
	data: Record<string, unknown>;
	newEmail?: string;
};

/** The link that a mail of this kind carries. */
export function verifyLink(
	{ settings }: AuthContext,
	{ kind, token, redirectTo }: Pick<MailOrder, "kind" | "token" | "redirectTo">,
): string {
	const link = new URL("/auth/v1/verify", settings.externalUrl);
	link.searchParams.set("token", token.hash);
	link.searchParams.set("type", DEFAULTS[kind].verifies);
	link.searchParams.set("redirect_to", redirectTo);
	return link.href;
}

/** Puts a mail into the catcher, written by the project's template or the default one. */
export function sendMail(context: AuthContext, order: MailOrder): void {
	const { settings, mailbox, supabaseDir } = context;
	const template = settings.template(order.kind);
	const link = verifyLink(context, order);
	const words: Record<string, string> = {
		ConfirmationURL: link,
		Token: order.token.code,
		TokenHash: order.token.hash,
		SiteURL: settings.siteUrl,
		RedirectTo: order.redirectTo,
		Email: order.to,
		NewEmail: order.newEmail ?? "",
	};
	for (const [name, value] of Object.entries(order.data)) words[`Data.${name}`] = String(value);
	const html = template.file
		? readFileSync(resolve(supabaseDir, "..", template.file), "utf8")
		: defaultHtml(order.kind);
	const { subject } = DEFAULTS[order.kind];
	mailbox.add({
		to: order.to,
		subject: fill(template.subject || subject, words),
		html: fill(html, words),
		text: `${subject}: ${link}\n\nor enter the code ${order.token.code}`,
	});
}

function defaultHtml(kind: MailKind): string {
	const { subject, action } = DEFAULTS[kind];
	return `<h2>${subject}</h2>
<p><a href="{{ .ConfirmationURL }}">${action}</a></p>
<p>Alternatively, enter the code: <strong>{{ .Token }}</strong></p>`;
}

function fill(template: string, words: Record<string, string>): string {
	return template.replace(/\{\{\s*\.([\w.]+)\s*\}\}/g, (_, name: string) =>
		(words[name] ?? "").replace(/[<>"]/g, (character) => `&#${character.charCodeAt(0)};`),
	);
}

import type postgres from "postgres";
import type { Mailbox } from "../mail/mailbox.ts";
import type { TokenProblem } from "../rest/token.ts";
import type { MailLimit } from "./mail-limit.ts";
import type { AuthSettings } from "./settings.ts";

/** What every part of Auth works with. */
export type AuthContext = {
	sql: ReturnType<typeof postgres>;
	settings: AuthSettings;
	mailbox: Mailbox;
	mailLimit: MailLimit;
	supabaseDir: string;
};

export type CallerClaims = { role?: string; sub?: string; session_id?: string };

/** A request with what the routes need of it. */
export type AuthCall = {
	request: Request;
	url: URL;
	body: Record<string, unknown>;
	/** The caller's verified claims; a key alone gives a role without a `sub`. */
	claims: CallerClaims;
	/** Why the caller's token was not accepted; of interest only where one is needed. */
	tokenProblem?: TokenProblem;
};

/** Reads a string of the body, or nothing. */
export function textOf(call: AuthCall, name: string): string | undefined {
	const value = call.body[name];
	return typeof value === "string" && value !== "" ? value : undefined;
}

import { createHash, randomInt } from "node:crypto";
import { AuthError } from "./auth-error.ts";
import type { AuthContext } from "./context.ts";
import { findUser, type UserRow } from "./users.ts";

export type TokenType =
	| "confirmation_token"
	| "recovery_token"
	| "email_change_token_new"
	| "email_change_token_current";

/** What a person gets by mail: a code to type, and the same as a hash in a link. */
export type OneTimeToken = { code: string; hash: string };

const PKCE = "pkce_";

/** Makes a code for the user; the one he had of this type stops working. */
export async function issueToken(
	{ sql, settings }: AuthContext,
	{ userId, email, type, pkce }: { userId: string; email: string; type: TokenType; pkce: boolean },
): Promise<OneTimeToken> {
	const code = Array.from({ length: settings.otpLength }, () => randomInt(10)).join("");
	const hash = (pkce ? PKCE : "") + hashOf(email, code);
	await sql`
		insert into auth.one_time_tokens (user_id, token_type, token_hash, relates_to)
		values (${userId}, ${type}, ${hash}, ${email})
		on conflict (user_id, token_type)
		do update set token_hash = excluded.token_hash, relates_to = excluded.relates_to,
			created_at = now(), updated_at = now()`;
	return { code, hash };
}

/** Takes a token out of circulation and answers whose it was; throws for one that is unknown, used or too old. */
export async function claimToken(
	context: AuthContext,
	{ hashes, types }: { hashes: readonly string[]; types: readonly TokenType[] },
): Promise<{ user: UserRow; type: TokenType; hash: string; relatesTo: string }> {
	const { sql, settings } = context;
	const [claimed] = await sql<ClaimedRow[]>`
		delete from auth.one_time_tokens
		where token_hash in ${sql(hashes)} and token_type::text in ${sql(types)}
		returning *, created_at < now()::timestamp - make_interval(secs => ${settings.otpSeconds}) as is_expired`;
	const user =
		claimed && !claimed.is_expired ? await findUser(context, claimed.user_id) : undefined;
	if (!claimed || !user) {
		throw new AuthError(403, "otp_expired", "Email link is invalid or has expired");
	}
	const { token_type: type, token_hash: hash, relates_to: relatesTo } = claimed;
	return { user, type, hash, relatesTo };
}

type ClaimedRow = {
	user_id: string;
	token_type: TokenType;
	token_hash: string;
	relates_to: string;
	is_expired: boolean;
};

/** The hashes under which a typed code may be stored. */
export function hashesOf(email: string, code: string): string[] {
	const hash = hashOf(email, code);
	return [hash, PKCE + hash];
}

/** Whether the link continues a flow whose other half lies in the browser that started it. */
export function isPkce(hash: string): boolean {
	return hash.startsWith(PKCE);
}

function hashOf(email: string, code: string): string {
	return createHash("sha224")
		.update(email.toLowerCase() + code)
		.digest("hex");
}

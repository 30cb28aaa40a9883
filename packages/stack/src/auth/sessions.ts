import { randomBytes, randomUUID } from "node:crypto";
import { SignJWT } from "jose";
import { AuthError } from "./auth-error.ts";
import type { AuthContext } from "./context.ts";
import { findUser, type UserRow, userJson } from "./users.ts";

export type SignInMethod =
	| "password"
	| "otp"
	| "magiclink"
	| "recovery"
	| "invite"
	| "email/signup";

/** Opens a session for the user and answers with its tokens. */
export async function createSession(
	context: AuthContext,
	{ user, method, request }: { user: UserRow; method: SignInMethod; request: Request },
): Promise<object> {
	const { sql } = context;
	refuseBanned(user);
	const id = randomUUID();
	const refreshToken = newRefreshToken();
	await sql.begin(async (sql) => {
		await sql`
			insert into auth.sessions (id, user_id, created_at, updated_at, aal, user_agent)
			values (${id}, ${user.id}, now(), now(), 'aal1', ${request.headers.get("user-agent")})`;
		await sql`
			insert into auth.mfa_amr_claims (session_id, created_at, updated_at, authentication_method)
			values (${id}, now(), now(), ${method})`;
		await sql`
			insert into auth.refresh_tokens (token, user_id, revoked, created_at, updated_at, session_id)
			values (${refreshToken}, ${user.id}, false, now(), now(), ${id})`;
		await sql`
			update auth.users
			set last_sign_in_at = now(), confirmation_token = '', recovery_token = '', updated_at = now()
			where id = ${user.id}`;
	});
	const fresh = (await findUser(context, user.id)) as UserRow;
	return sessionJson(context, { user: fresh, sessionId: id, refreshToken });
}

/** Trades a refresh token for new tokens; a used one works again only within the grace for several tabs. */
export async function refreshSession(context: AuthContext, token: string): Promise<object> {
	const { sql, settings } = context;
	const outcome = await sql.begin(async (sql): Promise<Refreshed> => {
		const [known] = await sql<RefreshToken[]>`
			select tokens.*, (now() - tokens.updated_at) < make_interval(secs => ${settings.reuseSeconds}) as is_recent
			from auth.refresh_tokens as tokens
			where token = ${token} for update`;
		if (!known) return { problem: NOT_FOUND };
		if (!known.revoked) {
			const next = newRefreshToken();
			await sql`update auth.refresh_tokens set revoked = true, updated_at = now() where id = ${known.id}`;
			await sql`
				insert into auth.refresh_tokens (token, user_id, revoked, created_at, updated_at, parent, session_id)
				values (${next}, ${known.user_id}, false, now(), now(), ${token}, ${known.session_id})`;
			await sql`
				update auth.sessions set refreshed_at = now(), updated_at = now() where id = ${known.session_id}`;
			return { known, next };
		}
		const [active] = await sql<RefreshToken[]>`
			select * from auth.refresh_tokens where session_id = ${known.session_id} and not revoked`;
		if (active && (known.is_recent || active.parent === token))
			return { known, next: active.token };
		// A used token in a stranger's hand: the whole family ends.
		if (settings.rotates) {
			await sql`
				update auth.refresh_tokens set revoked = true, updated_at = now()
				where session_id = ${known.session_id}`;
		}
		return { problem: ALREADY_USED };
	});
	if ("problem" in outcome) throw refreshRefused(outcome.problem);
	const { known, next } = outcome;
	const user = await findUser(context, known.user_id);
	if (!user) throw refreshRefused(NOT_FOUND);
	refuseBanned(user);
	return sessionJson(context, { user, sessionId: known.session_id, refreshToken: next });
}

type Refreshed = { known: RefreshToken; next: string } | { problem: typeof NOT_FOUND };

type RefreshToken = {
	id: string;
	token: string;
	user_id: string;
	session_id: string;
	revoked: boolean;
	parent: string | null;
	is_recent: boolean;
};

const NOT_FOUND = {
	code: "refresh_token_not_found",
	message: "Invalid Refresh Token: Refresh Token Not Found",
};
const ALREADY_USED = {
	code: "refresh_token_already_used",
	message: "Invalid Refresh Token: Already Used",
};

function refreshRefused({ code, message }: typeof NOT_FOUND): AuthError {
	return new AuthError(400, code, message);
}

/** Ends sessions of the user: this one, all others, or all. */
export async function endSessions(
	{ sql }: AuthContext,
	{ userId, sessionId, scope }: { userId: string; sessionId: string | undefined; scope: string },
): Promise<void> {
	if (scope === "global" || sessionId === undefined) {
		await sql`delete from auth.sessions where user_id = ${userId}`;
	} else if (scope === "others") {
		await sql`delete from auth.sessions where user_id = ${userId} and id <> ${sessionId}`;
	} else {
		await sql`delete from auth.sessions where user_id = ${userId} and id = ${sessionId}`;
	}
}

async function sessionJson(
	context: AuthContext,
	{ user, sessionId, refreshToken }: { user: UserRow; sessionId: string; refreshToken: string },
): Promise<object> {
	const { settings } = context;
	const now = Math.floor(Date.now() / 1000);
	return {
		access_token: await accessToken(context, user, sessionId),
		token_type: "bearer",
		expires_in: settings.jwtSeconds,
		expires_at: now + settings.jwtSeconds,
		refresh_token: refreshToken,
		user: await userJson(context, user),
		weak_password: null,
	};
}

async function accessToken(
	{ sql, settings }: AuthContext,
	user: UserRow,
	sessionId: string,
): Promise<string> {
	const methods = await sql<{ method: string; timestamp: number }[]>`
		select authentication_method as method, floor(extract(epoch from updated_at))::int as timestamp
		from auth.mfa_amr_claims where session_id = ${sessionId} order by created_at desc`;
	const now = Math.floor(Date.now() / 1000);
	return new SignJWT({
		email: user.email ?? "",
		phone: user.phone ?? "",
		app_metadata: user.raw_app_meta_data ?? {},
		user_metadata: user.raw_user_meta_data ?? {},
		role: user.role,
		aal: "aal1",
		amr: [...methods],
		session_id: sessionId,
		is_anonymous: user.is_anonymous,
	})
		.setProtectedHeader({ alg: "HS256", typ: "JWT" })
		.setIssuer(`${settings.externalUrl}/auth/v1`)
		.setSubject(user.id)
		.setAudience(user.aud)
		.setIssuedAt(now)
		.setExpirationTime(now + settings.jwtSeconds)
		.sign(new TextEncoder().encode(settings.jwtSecret));
}

function refuseBanned(user: UserRow): void {
	if (user.banned_until && user.banned_until > new Date()) {
		throw new AuthError(400, "user_banned", "User is banned");
	}
}

function newRefreshToken(): string {
	return randomBytes(9).toString("base64url").toLowerCase().replaceAll(/[-_]/g, "x");
}

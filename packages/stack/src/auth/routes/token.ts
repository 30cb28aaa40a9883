import { AuthError } from "../auth-error.ts";
import { type AuthCall, type AuthContext, textOf } from "../context.ts";
import { redeemAuthCode } from "../pkce.ts";
import { requireEmailEnabled } from "../send-token.ts";
import { createSession, refreshSession } from "../sessions.ts";
import { findUserByEmail, passwordFits } from "../users.ts";

/** POST /token: a session for a password, a refresh token or the code of a link. */
export async function token(context: AuthContext, call: AuthCall): Promise<Response> {
	switch (call.url.searchParams.get("grant_type")) {
		case "password":
			return Response.json(await byPassword(context, call));
		case "refresh_token":
			return Response.json(await refreshSession(context, textOf(call, "refresh_token") ?? ""));
		case "pkce":
			return Response.json(await byCode(context, call));
		default:
			throw new AuthError(400, "invalid_credentials", "unsupported_grant_type");
	}
}

async function byPassword(context: AuthContext, call: AuthCall): Promise<object> {
	requireEmailEnabled(context, call);
	const password = textOf(call, "password");
	const user = await findUserByEmail(context, textOf(call, "email") ?? "");
	if (!user || password === undefined || !(await passwordFits(context, user, password))) {
		throw new AuthError(400, "invalid_credentials", "Invalid login credentials");
	}
	if (!user.confirmed_at) throw new AuthError(400, "email_not_confirmed", "Email not confirmed");
	return createSession(context, { user, method: "password", request: call.request });
}

async function byCode(context: AuthContext, call: AuthCall): Promise<object> {
	const code = textOf(call, "auth_code");
	const verifier = textOf(call, "code_verifier");
	if (code === undefined || verifier === undefined) {
		throw new AuthError(
			400,
			"validation_failed",
			"invalid request: both auth code and code verifier should be non-empty",
		);
	}
	const { user, method } = await redeemAuthCode(context, { code, verifier });
	return createSession(context, { user, method, request: call.request });
}

import { AuthError } from "./auth-error.ts";
import { type AuthCall, type AuthContext, type CallerClaims, textOf } from "./context.ts";
import { findUser, type UserRow } from "./users.ts";

/** The address in the body, in lower case; throws for none and for what is not one. */
export function emailOf(call: AuthCall): string {
	const email = textOf(call, "email");
	if (email === undefined) {
		throw new AuthError(400, "validation_failed", "missing email or phone");
	}
	if (!/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(email) || email.length > 254) {
		throw new AuthError(
			400,
			"validation_failed",
			"Unable to validate email address: invalid format",
		);
	}
	return email.toLowerCase();
}

/** Throws for a password the project would not take. */
export function checkPassword({ settings }: AuthContext, password: string): void {
	if (password.length > 72) {
		throw new AuthError(422, "validation_failed", "Password cannot be longer than 72 characters");
	}
	if (password.length < settings.minimumPasswordLength) {
		throw new AuthError(
			422,
			"weak_password",
			`Password should be at least ${settings.minimumPasswordLength} characters.`,
			{ weak_password: { reasons: ["length"] } },
		);
	}
}

/** The signed-in user who calls, with his session still open. */
export async function callerOf(context: AuthContext, call: AuthCall): Promise<UserRow> {
	const { sub, session_id: sessionId } = verifiedClaims(call);
	if (sub === undefined) {
		throw new AuthError(401, "no_authorization", "This endpoint requires a valid Bearer token");
	}
	const user = await findUser(context, sub).catch(() => undefined);
	if (!user) {
		throw new AuthError(403, "user_not_found", "User from sub claim in JWT does not exist");
	}
	const [session] = await context.sql`
		select from auth.sessions where id = ${sessionId ?? null} and user_id = ${sub}`;
	if (!session) {
		throw new AuthError(
			403,
			"session_not_found",
			"Session from session_id claim in JWT does not exist",
		);
	}
	return user;
}

function verifiedClaims(call: AuthCall): CallerClaims {
	if (call.tokenProblem === undefined) return call.claims;
	const reason = call.tokenProblem === "expired" ? "token is expired" : "signature is invalid";
	throw new AuthError(
		403,
		"bad_jwt",
		`invalid JWT: unable to parse or verify signature, ${reason}`,
	);
}

/** Throws unless the call carries the project's secret key. */
export function requireAdmin(call: AuthCall): void {
	if (verifiedClaims(call).role !== "service_role") {
		throw new AuthError(403, "not_admin", "User not allowed");
	}
}

/** An object of the body, or an empty one. */
export function objectOf(call: AuthCall, name: string): Record<string, unknown> {
	const value = call.body[name];
	return typeof value === "object" && value !== null && !Array.isArray(value)
		? (value as Record<string, unknown>)
		: {};
}

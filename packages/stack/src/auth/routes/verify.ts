import { AuthError } from "../auth-error.ts";
import { type AuthCall, type AuthContext, textOf } from "../context.ts";
import { claimToken, hashesOf, isPkce, type TokenType } from "../one-time-tokens.ts";
import { issueAuthCode } from "../pkce.ts";
import { redirectTarget } from "../redirect.ts";
import { createSession, type SignInMethod } from "../sessions.ts";
import { changeUser, type UserRow } from "../users.ts";

const VERIFIES: Record<string, { types: readonly TokenType[]; method: SignInMethod }> = {
	signup: { types: ["confirmation_token"], method: "otp" },
	invite: { types: ["confirmation_token"], method: "otp" },
	magiclink: { types: ["recovery_token"], method: "otp" },
	recovery: { types: ["recovery_token"], method: "recovery" },
	email: { types: ["confirmation_token", "recovery_token"], method: "otp" },
	email_change: {
		types: ["email_change_token_new", "email_change_token_current"],
		method: "otp",
	},
};

/** POST /verify: a session for a typed code or a link's hash. */
export async function verifyByPost(context: AuthContext, call: AuthCall): Promise<Response> {
	const type = textOf(call, "type") ?? "";
	const hash = textOf(call, "token_hash");
	const code = textOf(call, "token");
	const email = textOf(call, "email");
	if (hash === undefined && (code === undefined || email === undefined)) {
		throw new AuthError(
			400,
			"validation_failed",
			"Only an email address or phone number should be provided on verify",
		);
	}
	const hashes = hash === undefined ? hashesOf(email ?? "", code ?? "") : [hash];
	const verified = await verify(context, { type, hashes }).catch((error) => {
		if (error instanceof AuthError && error.code === "otp_expired" && hash === undefined) {
			throw new AuthError(403, "otp_expired", "Token has expired or is invalid");
		}
		throw error;
	});
	if ("message" in verified) return Response.json({ msg: verified.message, code: 200 });
	const { user, method } = verified;
	return Response.json(await createSession(context, { user, method, request: call.request }));
}

/** GET /verify: what the link of a mail opens; leads on to the page that asked for it. */
export async function verifyByLink(context: AuthContext, call: AuthCall): Promise<Response> {
	const target = new URL(redirectTarget(context, call));
	const type = call.url.searchParams.get("type") ?? "";
	const hash = call.url.searchParams.get("token") ?? "";
	try {
		const verified = await verify(context, { type, hashes: [hash] });
		if ("message" in verified) return redirect(target, { message: verified.message, sb: "" });
		const { user, method } = verified;
		if (isPkce(hash)) {
			target.searchParams.set("code", await issueAuthCode(context, user.id));
			return redirect(target);
		}
		const session = await createSession(context, { user, method, request: call.request });
		const { access_token, refresh_token, expires_in, expires_at, token_type } = session as Record<
			string,
			unknown
		>;
		return redirect(target, {
			access_token,
			expires_at,
			expires_in,
			refresh_token,
			sb: "",
			token_type,
			type,
		});
	} catch (error) {
		if (!(error instanceof AuthError)) throw error;
		const problem = {
			error: "access_denied",
			error_code: error.code,
			error_description: error.message,
		};
		// A browser in the middle of a PKCE flow reads the query, others the fragment.
		if (isPkce(hash)) {
			for (const [name, value] of Object.entries(problem)) target.searchParams.set(name, value);
		}
		return redirect(target, { ...problem, sb: "" });
	}
}

type Verified = { user: UserRow; method: SignInMethod } | { message: string };

async function verify(
	context: AuthContext,
	{ type, hashes }: { type: string; hashes: readonly string[] },
): Promise<Verified> {
	const verifies = VERIFIES[type];
	if (!verifies)
		throw new AuthError(400, "validation_failed", "Verify requires a verification type");
	const claimed = await claimToken(context, { hashes, types: verifies.types });
	const { method } = verifies;
	if (type === "email_change") return changeEmail(context, claimed);
	return { user: await changeUser(context, claimed.user.id, { confirm: true }), method };
}

/** The address changes once every mailbox that was asked has agreed. */
async function changeEmail(context: AuthContext, { user }: { user: UserRow }): Promise<Verified> {
	const { sql } = context;
	const [waiting] = await sql`
		select from auth.one_time_tokens
		where user_id = ${user.id} and token_type in ('email_change_token_new', 'email_change_token_current')`;
	if (waiting) {
		await sql`update auth.users set email_change_confirm_status = 1 where id = ${user.id}`;
		return {
			message: "Confirmation link accepted. Please proceed to confirm link sent to the other email",
		};
	}
	const email = user.email_change as string;
	const changed = await changeUser(context, user.id, {
		email,
		confirm: true,
		userMetadata: { email, email_verified: true },
	});
	return { user: changed, method: "otp" };
}

function redirect(target: URL, fragment: Record<string, unknown> = {}): Response {
	const words = new URLSearchParams(
		Object.entries(fragment).map(([name, value]) => [name, String(value)] as [string, string]),
	);
	const location = new URL(target);
	if (words.size > 0) location.hash = words.toString();
	return new Response(null, { status: 303, headers: { location: location.href } });
}

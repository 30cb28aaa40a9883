import { createHash, randomUUID } from "node:crypto";
import { AuthError } from "./auth-error.ts";
import { type AuthCall, type AuthContext, textOf } from "./context.ts";
import type { SignInMethod } from "./sessions.ts";
import { findUser, type UserRow } from "./users.ts";

const CODE_SECONDS = 300;

/** Remembers the challenge of a flow that starts in a browser; answers whether there was one. */
export async function rememberChallenge(
	{ sql }: AuthContext,
	call: AuthCall,
	{ userId, method }: { userId: string; method: SignInMethod },
): Promise<boolean> {
	const challenge = textOf(call, "code_challenge");
	if (challenge === undefined) return false;
	const challengeMethod = (textOf(call, "code_challenge_method") ?? "plain").toLowerCase();
	if (challengeMethod !== "s256" && challengeMethod !== "plain") {
		throw new AuthError(400, "validation_failed", "invalid PKCE code challenge method");
	}
	await sql`
		insert into auth.flow_state (
			id, user_id, code_challenge_method, code_challenge, provider_type, authentication_method, created_at, updated_at
		)
		values (${randomUUID()}, ${userId}, ${challengeMethod}, ${challenge}, 'email', ${method}, now(), now())`;
	return true;
}

/** The code with which the browser that started the user's latest flow gets its session. */
export async function issueAuthCode({ sql }: AuthContext, userId: string): Promise<string> {
	const code = randomUUID();
	const issued = await sql`
		update auth.flow_state
		set auth_code = ${code}, auth_code_issued_at = now(), updated_at = now()
		where id = (
			select id from auth.flow_state where user_id = ${userId} order by created_at desc limit 1
		)`;
	if (issued.count === 0) throw NOT_FOUND();
	return code;
}

/** Trades code and verifier for the user; each code works once. */
export async function redeemAuthCode(
	context: AuthContext,
	{ code, verifier }: { code: string; verifier: string },
): Promise<{ user: UserRow; method: SignInMethod }> {
	const { sql } = context;
	const [flow] = await sql<FlowState[]>`
		select *, auth_code_issued_at < now() - make_interval(secs => ${CODE_SECONDS}) as is_expired
		from auth.flow_state where auth_code = ${code}`;
	if (!flow) throw NOT_FOUND();
	if (flow.is_expired) {
		throw new AuthError(403, "flow_state_expired", "invalid flow state, flow state has expired");
	}
	const proof =
		flow.code_challenge_method === "plain"
			? verifier
			: createHash("sha256").update(verifier).digest("base64url");
	if (proof !== flow.code_challenge) {
		throw new AuthError(
			400,
			"bad_code_verifier",
			"code challenge does not match previously saved code verifier",
		);
	}
	const taken = await sql`delete from auth.flow_state where id = ${flow.id}`;
	const user = taken.count === 1 ? await findUser(context, flow.user_id) : undefined;
	if (!user) throw NOT_FOUND();
	return { user, method: flow.authentication_method };
}

type FlowState = {
	id: string;
	user_id: string;
	code_challenge: string;
	code_challenge_method: "s256" | "plain";
	authentication_method: SignInMethod;
	is_expired: boolean;
};

function NOT_FOUND(): AuthError {
	return new AuthError(
		404,
		"flow_state_not_found",
		"invalid flow state, no valid flow state found",
	);
}

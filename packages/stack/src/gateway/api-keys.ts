import { SignJWT } from "jose";
import type { Keys } from "../base/keys.ts";

export type ApiRole = "anon" | "service_role";

/** Turns the opaque keys of a request into what the services behind the gateway understand: a role's token. */
export type ApiKeys = {
	/** The role a key stands for, or undefined for a key this project did not issue. */
	roleOf(key: string): ApiRole | undefined;
	/** A short-lived token of that role. */
	tokenOf(role: ApiRole): Promise<string>;
};

const TOKEN_SECONDS = 3600;

/** Knows the two keys of a checkout. */
export function createApiKeys(keys: Keys, now: () => number = Date.now): ApiKeys {
	const secret = new TextEncoder().encode(keys.jwtSecret);
	const tokens = new Map<ApiRole, { token: string; renewAt: number }>();
	return {
		roleOf(key) {
			if (key === keys.publishableKey) return "anon";
			return key === keys.secretKey ? "service_role" : undefined;
		},
		async tokenOf(role) {
			const known = tokens.get(role);
			if (known && known.renewAt > now()) return known.token;
			const issuedAt = Math.floor(now() / 1000);
			const token = await new SignJWT({ iss: "supabase", ref: "local", role })
				.setProtectedHeader({ alg: "HS256", typ: "JWT" })
				.setIssuedAt(issuedAt)
				.setExpirationTime(issuedAt + TOKEN_SECONDS)
				.sign(secret);
			tokens.set(role, { token, renewAt: now() + (TOKEN_SECONDS * 1000) / 2 });
			return token;
		},
	};
}

const BROWSER = /^\s*Mozilla\s*\/\s*5\s*\.\s*0/i;

/**
 * Checks the key of a request and gives it the token to go on with: the caller's own, or that of the key's role.
 * Answers with the refusal when there is no valid key.
 */
export async function admit(
	request: { headers: Headers; url: URL },
	apiKeys: ApiKeys,
): Promise<Response | { authorization: string; role: ApiRole }> {
	const key = request.headers.get("apikey") ?? request.url.searchParams.get("apikey");
	if (key === null) {
		return refusal("UNAUTHORIZED_MISSING_API_KEY", {
			message: "No API key found in request",
			hint: "No `apikey` request header or url param was found.",
		});
	}
	const role = apiKeys.roleOf(key);
	if (role === undefined) {
		return refusal("UNAUTHORIZED_INVALID_API_KEY", {
			message: "Invalid API key",
			hint: "Double check your Supabase `anon` or `service_role` API key.",
		});
	}
	if (role === "service_role" && BROWSER.test(request.headers.get("user-agent") ?? "")) {
		return refusal("UNAUTHORIZED_INVALID_API_KEY_TYPE", {
			message: "Forbidden use of secret API key in browser",
		});
	}
	const bearer = /^Bearer\s+(.+)$/i.exec(request.headers.get("authorization") ?? "")?.[1];
	const own = bearer !== undefined && bearer !== key && !bearer.startsWith("sb_");
	return { authorization: `Bearer ${own ? bearer : await apiKeys.tokenOf(role)}`, role };
}

function refusal(code: string, body: object): Response {
	return Response.json(body, { status: 401, headers: { "sb-error-code": code } });
}

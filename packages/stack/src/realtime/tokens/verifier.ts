import { compactVerify, decodeProtectedHeader, errors, importJWK, type JWK } from "jose";
import { type TokenError, tokenError } from "./token-error.ts";

/** What a token says; Realtime itself needs these two. */
export type Claims = { role: string; exp: number; sub?: string } & Record<string, unknown>;

/** A token that was found good. */
export type Token = { raw: string; claims: Claims };

export type Verifier = (raw: string) => Promise<Token>;

/** Verifies API keys and JWTs: signature first, then the claims Realtime needs, then the time. */
export function createVerifier(options: {
	jwks: { keys: object[] };
	apiKeys: { publishable: string; secret: string };
	now?: () => number;
}): Verifier {
	const now = options.now ?? Date.now;
	const keys = options.jwks.keys as JWK[];
	const imported = new Map<JWK, ReturnType<typeof importJWK>>();
	const roles = new Map([
		[options.apiKeys.publishable, "anon"],
		[options.apiKeys.secret, "service_role"],
	]);

	async function payloadOf(raw: string): Promise<unknown> {
		const { alg, kid } = headerOf(raw);
		const key = findKey(keys, { alg, kid });
		if (!key) throw signerError(kid);
		try {
			const material = imported.get(key) ?? importJWK(key, alg);
			imported.set(key, material);
			const { payload } = await compactVerify(raw, await material, { algorithms: [alg] });
			return JSON.parse(new TextDecoder().decode(payload));
		} catch (error) {
			throw refusal(error, kid);
		}
	}

	return async (raw) => {
		const role = roles.get(raw);
		if (role !== undefined) return { raw, claims: claimsOfApiKey(role, now()) };
		const claims = await payloadOf(raw);
		if (!isClaims(claims)) {
			throw tokenError("missing-claims", "Fields `role` and `exp` are required in JWT");
		}
		const age = Math.floor(now() / 1000) - claims.exp;
		if (age >= 0) throw tokenError("expired", `Token has expired ${age} seconds ago`);
		return { raw, claims };
	};
}

const TEN_YEARS_S = 315_360_000;

function claimsOfApiKey(role: string, now: number): Claims {
	const iat = Math.floor(now / 1000);
	return { iss: "supabase", ref: "local", role, iat, exp: iat + TEN_YEARS_S };
}

function headerOf(raw: string): { alg: string; kid: string | undefined } {
	try {
		const { alg, kid } = decodeProtectedHeader(raw);
		if (raw.split(".").length === 3 && typeof alg === "string") return { alg, kid };
	} catch {
		// Said below, for every way in which it is not a token.
	}
	throw tokenError("malformed", "The token provided is not a valid JWT");
}

/** HS* tokens fall back on the project's plain secret; others must name a key of their kind. */
function findKey(keys: JWK[], { alg, kid }: { alg: string; kid: string | undefined }) {
	const isSymmetric = alg.startsWith("HS");
	const fitting = keys.filter((key) => (key.kty === "oct") === isSymmetric);
	const named = fitting.find((key) => kid !== undefined && key.kid === kid);
	return named ?? (isSymmetric ? fitting.find((key) => key.kid === undefined) : undefined);
}

function signerError(kid: string | undefined): TokenError {
	const which = kid === undefined ? "" : ` for key ID (kid) "${kid}"`;
	return tokenError(
		"signer",
		`Failed to generate JWT signer${which}, check your JWT secret or JWKS configuration`,
	);
}

function refusal(error: unknown, kid: string | undefined): TokenError {
	if (error instanceof errors.JWSSignatureVerificationFailed) {
		return tokenError("signature", "Failed to validate JWT signature");
	}
	if (error instanceof errors.JWSInvalid || error instanceof SyntaxError) {
		return tokenError("malformed", "The token provided is not a valid JWT");
	}
	return signerError(kid);
}

function isClaims(value: unknown): value is Claims {
	if (typeof value !== "object" || value === null) return false;
	const { role, exp } = value as Record<string, unknown>;
	return typeof role === "string" && Number.isInteger(exp);
}

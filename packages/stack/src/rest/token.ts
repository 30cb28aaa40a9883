import {
	createLocalJWKSet,
	errors,
	importJWK,
	type JSONWebKeySet,
	type JWK,
	type JWTPayload,
	type JWTVerifyGetKey,
	jwtVerify,
} from "jose";

export type Claims = JWTPayload & { role?: string };

export type TokenProblem = "expired" | "malformed" | "bad_signature";

/** Checks a token's signature and dates. */
export type TokenVerifier = (
	token: string,
) => Promise<{ claims: Claims } | { problem: TokenProblem }>;

/** Verifies tokens against the project's keys. */
export function createVerifier(keys: JSONWebKeySet): TokenVerifier {
	const findKey = keyFinder(keys);
	return async (token) => {
		try {
			const { payload } = await jwtVerify(token, findKey, { clockTolerance: 30 });
			return { claims: payload as Claims };
		} catch (error) {
			return { problem: problemOf(error) };
		}
	};
}

/** Symmetric keys by their kind, asymmetric ones as the standard says: by `kid` and algorithm. */
function keyFinder(keys: JSONWebKeySet): JWTVerifyGetKey {
	const secret = keys.keys.find((key: JWK) => key.kty === "oct");
	const asymmetric = createLocalJWKSet({ keys: keys.keys.filter((key) => key.kty !== "oct") });
	return async (header, token) => {
		if (header.alg?.startsWith("HS") && secret) return importJWK(secret, header.alg);
		return asymmetric(header, token);
	};
}

function problemOf(error: unknown): TokenProblem {
	if (error instanceof errors.JWTExpired) return "expired";
	return error instanceof errors.JWSInvalid || error instanceof errors.JWTInvalid
		? "malformed"
		: "bad_signature";
}

const ANSWERS = {
	expired: { code: "PGRST303", message: "JWT expired", details: null },
	malformed: { code: "PGRST301", message: "Expected 3 parts in JWT; got 1", details: null },
	bad_signature: {
		code: "PGRST301",
		message: "No suitable key or wrong key type",
		details: "None of the keys was able to decode the JWT",
	},
} satisfies Record<TokenProblem, object>;

/** PostgREST's answer to a token it does not accept. */
export function tokenErrorResponse(problem: TokenProblem): Response {
	const answer = ANSWERS[problem];
	return Response.json(
		{ ...answer, hint: null },
		{
			status: 401,
			headers: {
				"www-authenticate": `Bearer error="invalid_token", error_description="${answer.message}"`,
			},
		},
	);
}

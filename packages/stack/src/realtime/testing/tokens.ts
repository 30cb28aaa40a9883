import { randomUUID } from "node:crypto";
import { SignJWT } from "jose";

/** Signs a token as the project would; by default a signed-in user's, good for an hour. */
export function signToken(
	secret: string,
	claims: Record<string, unknown> = {},
	expiresInS = 3600,
): Promise<string> {
	const now = Math.floor(Date.now() / 1000);
	return new SignJWT({ role: "authenticated", sub: randomUUID(), exp: now + expiresInS, ...claims })
		.setProtectedHeader({ alg: "HS256", typ: "JWT" })
		.sign(new TextEncoder().encode(secret));
}

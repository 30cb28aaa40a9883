import type { VisitorClaims } from "@cossistant/protocol";
import { SignJWT } from "jose";
import type { OpenedSession } from "./database.ts";
import type { SigningKey } from "./signing-key.ts";

/** The most the design allows: rows decide about rights, so a token that lives on gives nothing away. */
const TOKEN_SECONDS = 3_600;

/**
 * Signs what the database said about a visitor.
 * It has no `aud`: PostgREST, Realtime and Storage ask for none, while code of the site that verifies
 * `aud: "authenticated"` with the same public key must not take a visitor for one of its users.
 */
export async function mintVisitorToken(
	{ visitor, website, organizationId, verifiedContactId }: OpenedSession,
	{ signingKey, now, ipHash }: { signingKey: SigningKey; now: Date; ipHash: string },
): Promise<{ token: string; expiresAt: string }> {
	const iat = Math.floor(now.getTime() / 1_000);
	const claims: VisitorClaims = {
		role: "anon",
		sub: visitor.id,
		website_id: website.id,
		organization_id: organizationId,
		...(verifiedContactId !== null && { contact_id: verifiedContactId }),
		...(visitor.isBlocked && { is_blocked: true }),
		ip_hash: ipHash,
		iat,
		exp: iat + TOKEN_SECONDS,
	};
	const { alg, kid, key } = signingKey;
	const token = await new SignJWT(claims)
		.setProtectedHeader({ alg, typ: "JWT", ...(kid !== undefined && { kid }) })
		.sign(key);
	return { token, expiresAt: new Date(claims.exp * 1_000).toISOString() };
}

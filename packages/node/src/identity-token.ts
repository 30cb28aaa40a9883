import type { VisitorMetadata } from "@cossistant/protocol";
import { identityClaims } from "@cossistant/protocol/schemas";
import { base64url, SignJWT } from "jose";

/** A user of your site, by your own id; everything else is for your team to see. */
export type SignedIdentity = {
	/** Your id of this user: the same one on every device, and never given to somebody else. */
	externalId: string;
	/** Give only an address that you know to be this user's. */
	email?: string | null | undefined;
	name?: string | null | undefined;
	image?: string | null | undefined;
	metadata?: VisitorMetadata | null | undefined;
};

/** What a token is made of. */
export type IdentityTokenOptions = {
	/** The website's identity secret, `<kid>.<secret>`, as the dashboard shows it once. Keep it on your server. */
	secret: string;
	/** The website's public key, `pk_…`: the token is good for this website alone. */
	publicKey: string;
	identity: SignedIdentity;
	/** Default an hour, at most a day. A token is needed for the moment of identification only. */
	expiresInSeconds?: number;
	/** The clock, for tests. */
	now?: Date;
};

const HOUR = 60 * 60;
const DAY = 24 * HOUR;

/**
 * Signs who a visitor is, so that the visitor is verified and shares history across devices. Runs on your server.
 *
 * @example
 * const identityToken = await createIdentityToken({
 *   secret: process.env.COSSISTANT_IDENTITY_SECRET,
 *   publicKey: process.env.NEXT_PUBLIC_COSSISTANT_API_KEY,
 *   identity: { externalId: user.id, email: user.email, name: user.name },
 * });
 */
export async function createIdentityToken({
	secret,
	publicKey,
	identity,
	expiresInSeconds = HOUR,
	now = new Date(),
}: IdentityTokenOptions): Promise<string> {
	if (!(expiresInSeconds > 0 && expiresInSeconds <= DAY)) {
		throw new TypeError(
			"An identity token lives at most a day: give expiresInSeconds of 1 to 86400.",
		);
	}
	const { kid, key } = parseSecret(secret);
	const iat = Math.floor(now.getTime() / 1_000);
	const claims = {
		...given(identity),
		sub: identity.externalId,
		aud: publicKey,
		iat,
		exp: iat + Math.floor(expiresInSeconds),
	};
	check(claims);
	return new SignJWT(claims).setProtectedHeader({ alg: "HS256", typ: "JWT", kid }).sign(key);
}

function parseSecret(secret: string): { kid: string; key: Uint8Array } {
	const [, kid, encoded] =
		/^([A-Za-z0-9_-]+)\.([A-Za-z0-9_-]{22,})$/.exec(secret?.trim() ?? "") ?? [];
	if (kid === undefined || encoded === undefined) {
		throw new TypeError(
			"The identity secret is not of the form <kid>.<secret>. Make a new one in the dashboard and copy it whole.",
		);
	}
	return { kid, key: base64url.decode(encoded) };
}

/** What is said of the user besides the id; an empty email address says nothing. */
function given({ email, name, image, metadata }: SignedIdentity) {
	return {
		...(email && { email }),
		...(name != null && { name }),
		...(image != null && { image }),
		...(metadata != null && { metadata }),
	};
}

/** Better refused here, where the developer looks, than in the visitor's browser. */
function check(claims: Record<string, unknown>): void {
	const [issue] = identityClaims.safeParse(claims).error?.issues ?? [];
	if (issue === undefined) return;
	const field = issue.path.join(".").replace("sub", "externalId").replace("aud", "publicKey");
	throw new TypeError(`This identity can't be signed: ${field}: ${issue.message}`);
}

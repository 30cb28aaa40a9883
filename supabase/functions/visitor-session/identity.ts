import type { IdentifyParams } from "@cossistant/protocol";
import { identityClaims } from "@cossistant/protocol/schemas";
import { base64url, errors, type JWTPayload, jwtVerify } from "jose";
import { Refusal } from "../_shared/refusal.ts";
import type { Identity, IdentitySecret } from "./database.ts";

/** How long an identity token may live. */
const MAX_AGE_SECONDS = 24 * 60 * 60;
/** How far the clocks of the site's backend and of this machine may be apart. */
const LEEWAY_SECONDS = 30;

type Context = {
	publicKey: string;
	now: Date;
	identitySecrets: (publicKey: string) => Promise<IdentitySecret[]>;
};

/** Who the visitor is said to be: verified when it comes as a token signed by the site's backend, else a mere label. */
export async function readIdentity(
	identity: { token: string } | IdentifyParams | undefined,
	context: Context,
): Promise<Identity | null> {
	if (identity === undefined) return null;
	if (!("token" in identity)) return { ...identity, isVerified: false };
	const payload = await verify(identity.token, context);
	const { sub, email, name, image, metadata } = readClaims(payload, context.now);
	return {
		isVerified: true,
		externalId: sub,
		...(email !== undefined && { email }),
		...(name !== undefined && { name }),
		...(image !== undefined && { image }),
		...(metadata !== undefined && { metadata }),
	};
}

async function verify(token: string, { publicKey, now, identitySecrets }: Context) {
	const secrets = await identitySecrets(publicKey);
	try {
		const { payload } = await jwtVerify(token, ({ kid }) => secretOf(kid, secrets), {
			algorithms: ["HS256"],
			audience: publicKey,
			clockTolerance: LEEWAY_SECONDS,
			currentDate: now,
		});
		return payload;
	} catch (thrown) {
		throw thrown instanceof Refusal ? thrown : refusalOf(thrown);
	}
}

function secretOf(kid: string | undefined, secrets: IdentitySecret[]): Uint8Array {
	const found = secrets.find((candidate) => candidate.kid === kid);
	if (found === undefined) {
		throw invalid("Its `kid` names no live identity secret of this website.");
	}
	return base64url.decode(found.secret);
}

function readClaims(payload: JWTPayload, now: Date) {
	const claims = identityClaims.safeParse(payload);
	if (!claims.success) {
		throw invalid(`Its claim \`${claims.error.issues[0]?.path.join(".")}\` is not valid.`);
	}
	const { exp, iat } = claims.data;
	const seconds = now.getTime() / 1_000;
	if (iat !== undefined && iat > seconds + LEEWAY_SECONDS) {
		throw invalid("It was signed in the future: check the clock of your backend.");
	}
	if (exp - (iat ?? seconds) > MAX_AGE_SECONDS + LEEWAY_SECONDS) {
		throw invalid("It lives longer than a day: sign one for each page instead.");
	}
	return claims.data;
}

function refusalOf(thrown: unknown): Refusal {
	if (thrown instanceof errors.JWTExpired) return new Refusal("identity_token_expired");
	if (thrown instanceof errors.JOSEAlgNotAllowed) return invalid("Its `alg` is not HS256.");
	if (thrown instanceof errors.JWSSignatureVerificationFailed) {
		return invalid("Its signature is not made with the secret that its `kid` names.");
	}
	if (thrown instanceof errors.JWTClaimValidationFailed) {
		return invalid(
			thrown.claim === "aud"
				? "Its `aud` is not the public key of this website."
				: `Its claim \`${thrown.claim}\` is missing or not valid.`,
		);
	}
	return invalid("It is not a signed JSON Web Token.");
}

function invalid(hint: string): Refusal {
	return new Refusal("identity_token_invalid", { hint });
}

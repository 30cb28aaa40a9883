import { createIdentityToken } from "@cossistant/node";
import type { IdentifySupportVisitorProps } from "@cossistant/react";

/** What signing takes from the server's environment. */
export type SigningEnvironment = {
	secret: string | undefined;
	publicKey: string | undefined;
};

/** The identity as the browser may pass it on: signed where it can be, else as it is and why. */
export type SignedProps = { props: IdentifySupportVisitorProps; warning: string | null };

/** Signs who the visitor is. Without a secret or an externalId the visitor stays unverified, which is told, not thrown. */
export async function signIdentity(
	props: IdentifySupportVisitorProps,
	{ secret, publicKey }: SigningEnvironment,
): Promise<SignedProps> {
	const { identityToken, externalId, ...facts } = props;
	if (identityToken !== undefined) return { props, warning: null };

	const lacking = missing({ secret, publicKey, externalId });
	if (lacking !== null || !secret || !publicKey || !externalId) {
		return { props, warning: `${lacking} The visitor stays unverified: no history is shared.` };
	}
	const identity = { externalId, ...facts };
	return {
		props: { identityToken: await createIdentityToken({ secret, publicKey, identity }) },
		warning: null,
	};
}

function missing(given: SigningEnvironment & { externalId: string | undefined }): string | null {
	if (!given.secret) return "COSSISTANT_IDENTITY_SECRET is not set.";
	if (!given.publicKey) return "NEXT_PUBLIC_COSSISTANT_API_KEY is not set.";
	if (!given.externalId) return "An identity without externalId can't be signed.";
	return null;
}

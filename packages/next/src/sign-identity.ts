import { createIdentityToken } from "@cossistant/node";
import type { IdentifySupportVisitorProps } from "@cossistant/react";

/** What signing takes from the server's environment. */
export type SigningEnvironment = {
	secret: string | undefined;
	publicKey: string | undefined;
};

/** The identity as the browser may pass it on: signed where it can be, else as it is and why. */
export type SignedProps = { props: IdentifySupportVisitorProps; warning: string | null };

/** Signs who the visitor is. Where that can't be the visitor stays unverified, which is told, not thrown: the page must go on. */
export async function signIdentity(
	props: IdentifySupportVisitorProps,
	{ secret, publicKey }: SigningEnvironment,
): Promise<SignedProps> {
	const { identityToken, externalId, ...facts } = props;
	if (identityToken !== undefined) return { props, warning: null };

	const unverified = (reason: string) => ({
		props,
		warning: `${reason} The visitor stays unverified: no history is shared.`,
	});
	if (!secret) return unverified("COSSISTANT_IDENTITY_SECRET is not set.");
	if (!publicKey) return unverified("NEXT_PUBLIC_COSSISTANT_API_KEY is not set.");
	if (!externalId) return unverified("An identity without externalId can't be signed.");
	try {
		const identity = { externalId, ...facts };
		const token = await createIdentityToken({ secret, publicKey, identity });
		return { props: { identityToken: token }, warning: null };
	} catch (error) {
		return unverified(error instanceof Error ? error.message : String(error));
	}
}

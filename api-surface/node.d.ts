// Every public name, written by `npm run surface`. A change here is a change of the product.

// @cossistant/node

export const createIdentityToken: ({
	secret,
	publicKey,
	identity,
	expiresInSeconds,
	now,
}: IdentityTokenOptions) => Promise<string>;
export type IdentityTokenOptions = {
	secret: string;
	publicKey: string;
	identity: SignedIdentity;
	expiresInSeconds?: number;
	now?: Date;
};
export type SignedIdentity = {
	externalId: string;
	email?: string | null | undefined;
	name?: string | null | undefined;
	image?: string | null | undefined;
	metadata?: VisitorMetadata | null | undefined;
};

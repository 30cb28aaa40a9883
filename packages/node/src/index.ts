export {
	createIdentityToken,
	type IdentityTokenOptions,
	type SignedIdentity,
} from "./identity-token.ts";

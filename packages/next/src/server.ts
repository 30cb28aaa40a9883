export {
	createIdentityToken,
	type IdentityTokenOptions,
	type SignedIdentity,
} from "@cossistant/node";

export {
	createIdentityToken,
	type IdentityTokenOptions,
	type SignedIdentity,
} from "./identity-token.ts";
export {
	type ConversationQuery,
	createSupportClient,
	type SupportClient,
} from "./support-client.ts";
export { SupportError } from "./support-error.ts";

// Every public name, written by `npm run surface`. A change here is a change of the product.

// @cossistant/node

export class SupportError {
	constructor(
		code:
			| "invalid_request"
			| "address_not_found"
			| "method_not_allowed"
			| "request_too_large"
			| "public_key_invalid"
			| "api_key_invalid"
			| "session_expired"
			| "refresh_secret_invalid"
			| "identity_token_invalid"
			| "identity_token_expired"
			| "identity_token_required"
			| "origin_not_allowed"
			| "website_inactive"
			| "visitor_blocked"
			| "scope_missing"
			| "ai_agent_inactive"
			| "not_allowed"
			| "not_signed_in"
			| "organization_not_found"
			| "website_not_found"
			| "conversation_not_found"
			| "visitor_not_found"
			| "contact_not_found"
			| "ai_agent_not_found"
			| "company_not_found"
			| "invitation_not_found"
			| "member_not_found"
			| "api_key_not_found"
			| "tag_not_found"
			| "saved_view_not_found"
			| "item_not_found"
			| "attachment_not_found"
			| "attachment_not_uploaded"
			| "id_taken"
			| "slug_taken"
			| "name_taken"
			| "limit_reached"
			| "contact_exists"
			| "contact_not_editable"
			| "merge_not_allowed"
			| "visitor_identified"
			| "already_member"
			| "bulk_refused"
			| "organization_not_empty"
			| "last_owner"
			| "file_too_large"
			| "file_type_not_allowed"
			| "file_refused"
			| "too_many_files"
			| "message_empty"
			| "message_too_long"
			| "parts_invalid"
			| "mentions_invalid"
			| "routing_invalid"
			| "metadata_invalid"
			| "name_invalid"
			| "email_invalid"
			| "domain_invalid"
			| "origin_invalid"
			| "rate_limited"
			| "unavailable"
			| "internal",
		message: string,
		{ status, hint, retryAfterSeconds, cause }: Details,
	);
	name: "SupportError";
	code:
		| "invalid_request"
		| "address_not_found"
		| "method_not_allowed"
		| "request_too_large"
		| "public_key_invalid"
		| "api_key_invalid"
		| "session_expired"
		| "refresh_secret_invalid"
		| "identity_token_invalid"
		| "identity_token_expired"
		| "identity_token_required"
		| "origin_not_allowed"
		| "website_inactive"
		| "visitor_blocked"
		| "scope_missing"
		| "ai_agent_inactive"
		| "not_allowed"
		| "not_signed_in"
		| "organization_not_found"
		| "website_not_found"
		| "conversation_not_found"
		| "visitor_not_found"
		| "contact_not_found"
		| "ai_agent_not_found"
		| "company_not_found"
		| "invitation_not_found"
		| "member_not_found"
		| "api_key_not_found"
		| "tag_not_found"
		| "saved_view_not_found"
		| "item_not_found"
		| "attachment_not_found"
		| "attachment_not_uploaded"
		| "id_taken"
		| "slug_taken"
		| "name_taken"
		| "limit_reached"
		| "contact_exists"
		| "contact_not_editable"
		| "merge_not_allowed"
		| "visitor_identified"
		| "already_member"
		| "bulk_refused"
		| "organization_not_empty"
		| "last_owner"
		| "file_too_large"
		| "file_type_not_allowed"
		| "file_refused"
		| "too_many_files"
		| "message_empty"
		| "message_too_long"
		| "parts_invalid"
		| "mentions_invalid"
		| "routing_invalid"
		| "metadata_invalid"
		| "name_invalid"
		| "email_invalid"
		| "domain_invalid"
		| "origin_invalid"
		| "rate_limited"
		| "unavailable"
		| "internal";
	status: number;
	hint: string | undefined;
	retryAfterSeconds: number | undefined;
}
export const createIdentityToken: ({
	secret,
	publicKey,
	identity,
	expiresInSeconds,
	now,
}: IdentityTokenOptions) => Promise<string>;
export const createSupportClient: (
	{ url, apiKey }: { url: string; apiKey: string },
	world?: Partial<World>,
) => SupportClient;
export type ConversationQuery = {
	status?: ConversationStatus;
	contact?: ContactName;
	before?: string | null;
	limit?: number;
};
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
export type SupportClient = {
	getKey(): Promise<ResolvedApiKey>;
	createConversation(conversation: NewConversation): Promise<TeamAct>;
	getConversation(id: string): Promise<OpenedConversation>;
	listConversations(query?: ConversationQuery): Promise<InboxPage>;
	updateConversation(
		id: string,
		change: ConversationChange,
	): Promise<{ conversation: TeamConversation }>;
	listItems(
		conversationId: string,
		query?: { before?: number; limit?: number },
	): Promise<TimelinePage>;
	addItem(conversationId: string, item: NewItem): Promise<TeamAct>;
	getContact(externalId: string): Promise<ContactDetails>;
	putContact(externalId: string, facts: ContactFacts): Promise<ContactDetails>;
	eraseContact(externalId: string): Promise<boolean>;
	importConversation(conversation: ConversationImport): Promise<ImportedConversation>;
};

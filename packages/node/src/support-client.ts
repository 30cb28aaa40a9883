import type {
	ContactDetails,
	ContactFacts,
	ContactName,
	ConversationChange,
	ConversationImport,
	ConversationStatus,
	ImportedConversation,
	InboxPage,
	NewConversation,
	NewItem,
	OpenedConversation,
	ResolvedApiKey,
	TeamAct,
	TeamConversation,
	TimelinePage,
} from "@cossistant/protocol";
import { createSend, type World } from "./request.ts";

/** Which conversations to list; `before` is the page before's `nextCursor`. */
export type ConversationQuery = {
	status?: ConversationStatus;
	contact?: ContactName;
	before?: string | null;
	limit?: number;
};

/** What the site's backend may do, with a secret key, on its one website. */
export type SupportClient = {
	/** What the key is good for. */
	getKey(): Promise<ResolvedApiKey>;
	/** Begins a conversation by its first message. */
	createConversation(conversation: NewConversation): Promise<TeamAct>;
	/** A conversation with its visitor, its contact and its newest items. */
	getConversation(id: string): Promise<OpenedConversation>;
	/** Conversations, the latest activity first. */
	listConversations(query?: ConversationQuery): Promise<InboxPage>;
	/** Changes status, priority, title, assignee and tags, all or nothing. */
	updateConversation(
		id: string,
		change: ConversationChange,
	): Promise<{ conversation: TeamConversation }>;
	/** The items before an order, oldest first. */
	listItems(
		conversationId: string,
		query?: { before?: number; limit?: number },
	): Promise<TimelinePage>;
	/** Writes a message, a tool or an identification, by the contact, a member or an AI agent. */
	addItem(conversationId: string, item: NewItem): Promise<TeamAct>;
	getContact(externalId: string): Promise<ContactDetails>;
	/** Makes a contact, or changes what is given of it. */
	putContact(externalId: string, facts: ContactFacts): Promise<ContactDetails>;
	/**
	 * Erases a contact with everything kept of them: facts and browsers at once, conversations and files soon after.
	 * Answers whether there was one.
	 */
	eraseContact(externalId: string): Promise<boolean>;
	/** Brings a conversation of before, or more of its items: at most 500 at once. */
	importConversation(conversation: ConversationImport): Promise<ImportedConversation>;
};

/**
 * Makes a client for the site's backend. Runs on your server: the key is a secret.
 *
 * @example
 * const support = createSupportClient({
 *   url: process.env.SUPABASE_URL,
 *   apiKey: process.env.COSSISTANT_SECRET_KEY,
 * });
 */
export function createSupportClient(
	{ url, apiKey }: { url: string; apiKey: string },
	world: Partial<World> = {},
): SupportClient {
	if (!/^https?:\/\//.test(url ?? "") || !/^sk_/.test(apiKey ?? "")) {
		throw new TypeError("Give the url of your project, https://…, and a secret apiKey, sk_….");
	}
	const send = createSend({ url, apiKey }, { fetch: globalThis.fetch, wait, ...world });
	// What the API answers is what protocol says: its tests hold each shape against real answers.
	const call = <Answer>(method: string, path: string, body?: unknown) =>
		send({ method, path, body }) as Promise<Answer>;
	const at = (id: string) => `/v1/conversations/${encodeURIComponent(id)}`;
	const ofContact = (externalId: string) => `/v1/contacts/${encodeURIComponent(externalId)}`;

	return {
		getKey: () => call("GET", "/v1/key"),
		createConversation: (conversation) => call("POST", "/v1/conversations", conversation),
		getConversation: (id) => call("GET", at(id)),
		listConversations: ({ contact, ...query } = {}) =>
			call("GET", `/v1/conversations${search({ ...query, ...contact })}`),
		updateConversation: (id, change) => call("PATCH", at(id), change),
		listItems: (id, query = {}) => call("GET", `${at(id)}/items${search(query)}`),
		addItem: (id, item) => call("POST", `${at(id)}/items`, item),
		getContact: (externalId) => call("GET", ofContact(externalId)),
		putContact: (externalId, facts) => call("PUT", ofContact(externalId), facts),
		eraseContact: (externalId) => call("DELETE", ofContact(externalId)),
		importConversation: (conversation) => call("POST", "/v1/import", conversation),
	};
}

function wait(milliseconds: number): Promise<void> {
	return new Promise((resolve) => setTimeout(resolve, milliseconds));
}

function search(query: Record<string, string | number | null | undefined>): string {
	const given = Object.entries(query).flatMap(([name, value]) =>
		value === undefined || value === null ? [] : [[name, String(value)]],
	);
	return given.length === 0 ? "" : `?${new URLSearchParams(given)}`;
}

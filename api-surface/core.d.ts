// Every public name, written by `npm run surface`. A change here is a change of the product.

// @cossistant/core

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
		{ status, retryAfterSeconds }?: { status?: number; retryAfterSeconds?: number | null },
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
	retryAfterSeconds: number | null;
}
export const createCossistantClient: (options: CossistantClientOptions) => CossistantClient;
export const createStore: <State>(initial: State) => WritableStore<State>;
export interface RouteRegistry {
	HOME: undefined;
	ARTICLES: undefined;
	CONVERSATION: { conversationId: string; initialMessage?: string };
	CONVERSATION_HISTORY: undefined;
}
export type ConversationListState = {
	conversations: readonly Conversation[];
	unreadCount: number;
	isLoading: boolean;
	hasMore: boolean;
	error: SupportErrorShape | null;
	isTyping: boolean;
};
export type ConversationState = {
	conversation: Conversation | null;
	items: readonly ShownItem[];
	typists: readonly Typist[];
	isLoading: boolean;
	hasOlder: boolean;
	error: SupportErrorShape | null;
	connection: "idle" | "connecting" | "live" | "polling" | "offline";
};
export type CossistantClient = {
	readonly session: Store<SessionState>;
	readonly conversationList: Store<ConversationListState>;
	start(): () => void;
	ready(): Promise<{ website: PublicWebsite; visitor: PublicVisitor }>;
	conversation(conversationId: string): Store<ConversationState>;
	watchConversation(conversationId: string): () => void;
	watchConversationList(): () => void;
	newConversationId(): string;
	sendMessage(
		conversationId: string,
		message: OutgoingMessage,
		options?: { greetings?: readonly DefaultMessage[] },
	): Promise<{ conversationId: string; itemId: string }>;
	retryMessage(itemId: string): void;
	discardMessage(itemId: string): string | null;
	loadOlder(conversationId: string): Promise<void>;
	loadMoreConversations(): Promise<void>;
	markRead(conversationId: string): Promise<void>;
	setTyping(conversationId: string, text: string | null): void;
	draft(conversationId: string): string;
	saveDraft(conversationId: string, text: string): void;
	identify(
		identity: IdentifyParams | { token: string },
	): Promise<{ contactId: string; visitorId: string }>;
	updateContactMetadata(metadata: VisitorMetadata): Promise<PublicVisitor>;
	touchVisitor(page: { url: string; title: string | null }): Promise<void>;
	reset(): Promise<void>;
	destroy(): void;
	readonly conversations: {
		list(): Promise<readonly Conversation[]>;
		get(conversationId: string): Promise<Conversation>;
		create(first: OutgoingMessage): Promise<Conversation>;
		sendMessage(conversationId: string, content: string): Promise<{ itemId: string }>;
		markAsRead(conversationId: string): Promise<void>;
	};
	readonly visitors: {
		identify(params: IdentifyParams): Promise<{ contactId: string; visitorId: string }>;
		updateMetadata(metadata: VisitorMetadata): Promise<PublicVisitor>;
	};
};
export type CossistantClientOptions = {
	publicKey: string;
	apiUrl: string;
	storage?: Pick<Storage, "getItem" | "setItem" | "removeItem">;
	fetch?: typeof globalThis.fetch;
	WebSocket?: typeof globalThis.WebSocket;
	now?: () => number;
	random?: () => number;
	locks?: Pick<LockManager, "request"> | null;
	page?: { isOnline?: () => boolean; isVisible?: () => boolean; events?: EventTarget };
	loadLive?: () => Promise<typeof import("./live/index.ts")>;
	device?: () => import("@cossistant/protocol").Device;
	onConnect?: () => void;
	onDisconnect?: () => void;
	onError?: (error: SupportErrorShape) => void;
};
export type Delivery =
	| { state: "sent" }
	| { state: "sending"; heldBack?: SupportErrorShape }
	| { state: "failed"; error: SupportErrorShape };
export type OutgoingMessage = { text: string; parts?: readonly TimelinePart[] };
export type SessionState =
	| { phase: "idle" | "loading"; website: PublicWebsite | null; visitor: PublicVisitor | null }
	| { phase: "ready"; website: PublicWebsite; visitor: PublicVisitor }
	| {
			phase: "failed";
			website: PublicWebsite | null;
			visitor: PublicVisitor | null;
			error: SupportErrorShape;
	  };
export type ShownItem = TimelineItem & { delivery: Delivery };
export type Store<State> = { get(): State; subscribe(listener: () => void): () => void };
export type SupportErrorShape = Error & {
	readonly code: ErrorCode;
	readonly status: number;
	readonly retryAfterSeconds: number | null;
};
export type Typist = { actorId: string; actorName: string | null };
export type WritableStore<State> = Store<State> & { set(next: State): void };

// @cossistant/core/live

export const createLive: (outer: Shell) => Live;

// @cossistant/core/parts

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
		{ status, retryAfterSeconds }?: { status?: number; retryAfterSeconds?: number | null },
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
	retryAfterSeconds: number | null;
}
export const backoff: (
	attempt: number,
	{ base, max, random }: { base?: number; max?: number; random: () => number },
) => number;
export const createJsonStorage: (given: CossistantClientOptions["storage"]) => JsonStorage;
export const createRealtime: (deps: SocketDeps) => {
	join: (name: string, listener: Listener) => Topic;
	wake(reason?: WakeReason): void;
	close(): void;
};
export const createStore: <State>(initial: State) => WritableStore<State>;
export const createSyncLoop: ({
	world,
	sync,
	onConnection,
	onRefused,
}: {
	world: World;
	sync: () => Promise<boolean>;
	onConnection: (connection: Connection) => void;
	onRefused: (error: SupportError) => void;
}) => {
	start(): void;
	stop: () => void;
	isOn: () => boolean;
	hurry: () => void;
	announce: () => void;
	up: () => void;
	down: () => void;
};
export const createTypingSignal: ({
	world,
	say,
}: {
	world: World;
	say: (word: { isTyping: boolean; text: string }) => void;
}) => { key(typed: string): void; stop: () => void; again(): void };
export const createTypists: ({
	world,
	onChange,
}: {
	world: World;
	onChange: (typists: readonly Typist[]) => void;
}) => {
	hear({ actorId, actorName, isTyping }: Typing): void;
	remove: (actorId: string) => void;
	clear(): void;
};
export const createWorld: (options: Omit<CossistantClientOptions, "publicKey" | "apiUrl">) => World;
export const emptyTimeline: Timeline<never>;
export const errorFromAnswer: (response: Response, now: number) => Promise<SupportError>;
export const isTransient: ({ code, status }: SupportErrorShape) => boolean;
export const mergeConversation: <Shown extends Header>(
	known: Shown | null | undefined,
	incoming: Shown,
) => Shown;
export const mergeRead: <Shown extends Header>(conversation: Shown, read: Read) => Shown;
export const toSupportError: (thrown: unknown) => SupportError;
export const unavailable: () => SupportError;
export const unlessSame: <Value>(before: Value, after: Value) => Value;
export const uuidv7: (now: number) => string;
export const withChanges: <Shown extends Header>(
	timeline: Timeline<Shown>,
	changes: { conversation: Shown; items: readonly TimelineItem[] },
) => Timeline<Shown>;
export const withEvent: <Shown extends Header>(
	timeline: Timeline<Shown>,
	{ items, conversation }: { items: readonly TimelineItem[]; conversation: Shown },
) => Timeline<Shown> | null;
export const withOlderPage: <Shown extends Header>(
	timeline: Timeline<Shown>,
	page: TimelinePage,
) => Timeline<Shown>;
export const withReadUpto: <Shown extends Header>(
	timeline: Timeline<Shown>,
	read: Read,
) => Timeline<Shown>;
export type Delivery =
	| { state: "sent" }
	| { state: "sending"; heldBack?: SupportErrorShape }
	| { state: "failed"; error: SupportErrorShape };
export type JsonStorage = {
	read<Value>(key: string): Value | null;
	write(key: string, value: unknown): void;
};
export type Listener = {
	onEvent(event: string, payload: unknown): void;
	onUp(): void;
	onDown(): void;
};
export type Realtime = ReturnType<typeof createRealtime>;
export type Store<State> = { get(): State; subscribe(listener: () => void): () => void };
export type Timeline<Shown extends Header = Conversation> = {
	conversation: Shown | null;
	items: readonly TimelineItem[];
	below: readonly TimelineItem[];
	hasOlder: boolean;
	lastChange: number;
};
export type Timer = ReturnType<typeof globalThis.setTimeout>;
export type Topic = { send(event: string, payload: Record<string, unknown>): void; leave(): void };
export type Typist = { actorId: string; actorName: string | null };
export type World = {
	fetch: typeof globalThis.fetch;
	storage: JsonStorage;
	now(): number;
	random(): number;
	after(milliseconds: number, run: () => void): Timer;
	cancel(timer: Timer | null): void;
	locks: Pick<LockManager, "request"> | null;
	isOnline(): boolean;
	isVisible(): boolean;
	on(event: PageEvent, listener: (event: Event) => void): () => void;
	device(): Device;
};
export type WritableStore<State> = Store<State> & { set(next: State): void };

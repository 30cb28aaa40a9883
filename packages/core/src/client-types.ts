import type {
	Conversation,
	DefaultMessage,
	ErrorCode,
	IdentifyParams,
	PublicVisitor,
	PublicWebsite,
	TimelineItem,
	TimelinePart,
	VisitorMetadata,
} from "@cossistant/protocol";

/** Something that can be read now and watched for change. `get` answers the same object until it changes. */
export type Store<State> = {
	get(): State;
	/** Calls `listener` after each change; the answer ends that, and may be called twice. */
	subscribe(listener: () => void): () => void;
};

/** Every failure the client reports: `code` is stable, `message` is a sentence for a person. */
export type SupportErrorShape = Error & {
	readonly code: ErrorCode;
	/** HTTP status, 0 when no answer came. */
	readonly status: number;
	readonly retryAfterSeconds: number | null;
};

/** Who talks to whom: known once the session stands. */
export type SessionState =
	| { phase: "idle" | "loading"; website: PublicWebsite | null; visitor: PublicVisitor | null }
	| { phase: "ready"; website: PublicWebsite; visitor: PublicVisitor }
	| {
			phase: "failed";
			website: PublicWebsite | null;
			visitor: PublicVisitor | null;
			error: SupportErrorShape;
	  };

/** How a message stands: on its way, stored, or refused (it stays on screen with retry and discard). */
export type Delivery =
	| { state: "sent" }
	/** With `heldBack` the server takes no more for now; the message goes out by itself after the seconds it names. */
	| { state: "sending"; heldBack?: SupportErrorShape }
	| { state: "failed"; error: SupportErrorShape };

/** A timeline item as shown: a pending one has `order` 0 and stands last until the server numbers it. */
export type ShownItem = TimelineItem & { delivery: Delivery };

/** Someone of the team who types now. */
export type Typist = { actorId: string; actorName: string | null };

export type ConversationListState = {
	conversations: readonly Conversation[];
	/** Unread messages over all conversations. */
	unreadCount: number;
	isLoading: boolean;
	hasMore: boolean;
	error: SupportErrorShape | null;
	/** Whether somebody of the team types in any watched conversation. */
	isTyping: boolean;
};

export type ConversationState = {
	/** Null while unknown to the server: not loaded yet, or its first message is still pending. */
	conversation: Conversation | null;
	items: readonly ShownItem[];
	typists: readonly Typist[];
	isLoading: boolean;
	hasOlder: boolean;
	error: SupportErrorShape | null;
	/** `live` by Realtime, `polling` while that can't be had, `offline` without a network. */
	connection: "idle" | "connecting" | "live" | "polling" | "offline";
};

export type OutgoingMessage = { text: string; parts?: readonly TimelinePart[] };

/** The support client of one page: one session, one connection. */
export type CossistantClient = {
	readonly session: Store<SessionState>;
	readonly conversationList: Store<ConversationListState>;

	/** Opens the session and keeps it: resumes a stored visitor, or becomes a new one. Idempotent; the answer stops it. */
	start(): () => void;
	/** Resolves when the session stands; rejects with its error. */
	ready(): Promise<{ website: PublicWebsite; visitor: PublicVisitor }>;

	/** The picture of one conversation; unknown ids give an empty one, for the first message to fill. */
	conversation(conversationId: string): Store<ConversationState>;
	/** Loads a conversation and keeps it in step (Realtime, else polling) until stopped. Counted: two watchers share one. */
	watchConversation(conversationId: string): () => void;
	/** Loads the list and keeps it in step until stopped. */
	watchConversationList(): () => void;
	/** A new conversation's id (UUIDv7). Nothing is created until its first message is sent. */
	newConversationId(): string;

	/**
	 * Puts a message into the outbox and sends it; it shows at once as `sending`. Resolves when the server has it.
	 * `greetings`: default messages that stood on screen, kept with a first message.
	 */
	sendMessage(
		conversationId: string,
		message: OutgoingMessage,
		options?: { greetings?: readonly DefaultMessage[] },
	): Promise<{ conversationId: string; itemId: string }>;
	/** Sends a failed message again, under the same id. */
	retryMessage(itemId: string): void;
	/** Forgets a failed message and answers its text, so that it can go back into the composer. */
	discardMessage(itemId: string): string | null;

	loadOlder(conversationId: string): Promise<void>;
	loadMoreConversations(): Promise<void>;
	/** Marks everything up to the newest item as read. */
	markRead(conversationId: string): Promise<void>;
	/** Tells the team that the visitor types; `null` that it stopped. Throttled inside. */
	setTyping(conversationId: string, text: string | null): void;

	/** What is typed and not sent, kept over a reload. */
	draft(conversationId: string): string;
	saveDraft(conversationId: string, text: string): void;

	identify(
		identity: IdentifyParams | { token: string },
	): Promise<{ contactId: string; visitorId: string }>;
	/** Merges into the contact's metadata; unchanged metadata makes no request. */
	updateContactMetadata(metadata: VisitorMetadata): Promise<PublicVisitor>;
	/** Reports the page the visitor looks at, at most once a minute per page. */
	touchVisitor(page: { url: string; title: string | null }): Promise<void>;

	/** Logout: forgets visitor, secret, stores and outbox, and starts anew. */
	reset(): Promise<void>;
	/** Ends every connection and timer. */
	destroy(): void;

	/** The documents' names for the same verbs. */
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

/** The world a client lives in; tests bring their own. */
export type CossistantClientOptions = {
	/** The website's public key, `pk_…`. */
	publicKey: string;
	/** The Supabase project's URL, as in `https://<ref>.supabase.co`. */
	apiUrl: string;
	/** Where the visitor is remembered; default `localStorage`, memory where that is refused. */
	storage?: Pick<Storage, "getItem" | "setItem" | "removeItem">;
	fetch?: typeof globalThis.fetch;
	WebSocket?: typeof globalThis.WebSocket;
	now?: () => number;
	random?: () => number;
	/** Keeps tabs from doing the same at once; default `navigator.locks`, null for none. */
	locks?: Pick<LockManager, "request"> | null;
	/** Signals of the page; default `navigator.onLine`, `document.visibilityState` and the events of `window`. */
	page?: {
		isOnline?: () => boolean;
		isVisible?: () => boolean;
		/** Where `online`, `offline`, `visibilitychange` and `storage` are heard. */
		events?: EventTarget;
	};
	/** Loads the live part; default an `import()` of `@cossistant/core/live`. */
	loadLive?: () => Promise<typeof import("./live/index.ts")>;
	/** Facts about the browser; default reads `navigator`, `screen` and `document`. */
	device?: () => import("@cossistant/protocol").Device;
	onConnect?: () => void;
	onDisconnect?: () => void;
	onError?: (error: SupportErrorShape) => void;
};

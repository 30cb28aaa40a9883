import type {
	ConversationListState,
	CossistantClientOptions,
	SupportErrorShape,
} from "./client-types.ts";
import type { Entries } from "./entries.ts";
import type { Rpc } from "./rpc.ts";
import type { Session } from "./session.ts";
import type { WritableStore } from "./store.ts";
import type { createViews } from "./views.ts";
import type { World } from "./world.ts";

/** The small part that is always there, as the other parts see it. */
export type Shell = {
	world: World;
	/** Names this project and website among the keys and locks of the browser. */
	prefix: string;
	apiUrl: string;
	session: Session;
	rpc: Rpc;
	entries: Entries;
	views: ReturnType<typeof createViews>;
	list: WritableStore<ConversationListState>;
	/** Ids of conversations made here, whose first message has not reached the server: there is nothing to load. */
	unborn: Set<string>;
	options: Pick<CossistantClientOptions, "WebSocket" | "onConnect" | "onDisconnect">;
	report: (error: SupportErrorShape) => void;
};

/** The network is back, or the page is looked at again. */
export type WakeReason = "online" | "visible";

/** The part that loads when it is needed: timelines, sending, Realtime. */
export type Live = {
	watch(conversationId: string): void;
	unwatch(conversationId: string): void;
	watchList(): void;
	unwatchList(): void;
	/** Sends what the outbox holds. */
	flush(): void;
	/** Resolves when the server has the message, rejects when it is refused. */
	settled(itemId: string): Promise<void>;
	retry(itemId: string): void;
	discard(itemId: string): string | null;
	/** Another tab has changed the outbox. */
	outboxChanged(): void;
	/** The visitor has signed out: what was not sent is nobody's. */
	clearOutbox(): void;
	wake(reason: WakeReason): void;
	/** The network went. */
	announce(): void;
	loadOlder(conversationId: string): Promise<void>;
	loadMore(): Promise<void>;
	markRead(conversationId: string): Promise<void>;
	setTyping(conversationId: string, text: string | null): void;
	/** Forgets every picture, of a visitor who is gone; what is watched starts anew. */
	forget(): void;
	close(): void;
};

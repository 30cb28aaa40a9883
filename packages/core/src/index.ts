export { createCossistantClient } from "./client.ts";
export type {
	ConversationListState,
	ConversationState,
	CossistantClient,
	CossistantClientOptions,
	Delivery,
	OutgoingMessage,
	SessionState,
	ShownItem,
	Store,
	SupportErrorShape,
	Typist,
} from "./client-types.ts";
export { SupportError } from "./errors.ts";
export { createStore, type WritableStore } from "./store.ts";

/** The pages of the widget and their parameters; extend it by `declare module "@cossistant/core"`. */
export interface RouteRegistry {
	HOME: undefined;
	ARTICLES: undefined;
	CONVERSATION: { conversationId: string; initialMessage?: string };
	CONVERSATION_HISTORY: undefined;
}

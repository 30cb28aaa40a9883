import type { ConversationState } from "./client-types.ts";
import { createStore, type WritableStore } from "./store.ts";

export const nothingYet: ConversationState = {
	conversation: null,
	items: [],
	typists: [],
	isLoading: false,
	hasOlder: false,
	error: null,
	connection: "idle",
};

/** One store per conversation, there before anything is known of it. */
export function createViews() {
	const stores = new Map<string, WritableStore<ConversationState>>();
	return {
		of(conversationId: string): WritableStore<ConversationState> {
			const store = stores.get(conversationId) ?? createStore(nothingYet);
			stores.set(conversationId, store);
			return store;
		},
		clear() {
			for (const store of stores.values()) store.set(nothingYet);
		},
	};
}

import type { ConversationState, Store } from "@cossistant/core";

const nothing: ConversationState = {
	conversation: null,
	items: [],
	typists: [],
	isLoading: false,
	hasOlder: false,
	error: null,
	connection: "idle",
};

/** The picture of a conversation that has no id yet. */
export const nothingYet: Store<ConversationState> = {
	get: () => nothing,
	subscribe: () => () => {},
};

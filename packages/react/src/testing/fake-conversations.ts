import {
	type ConversationState,
	createStore,
	type Delivery,
	type ShownItem,
	SupportError,
	type WritableStore,
} from "@cossistant/core";
import type { DefaultMessage } from "@cossistant/protocol";
import { aConversation, anItem, fromVera } from "./story.ts";

/** How sending ends; `hold` leaves messages on their way. */
export type Sending = "succeeds" | "fails" | "hold";

const nothing: ConversationState = {
	conversation: null,
	items: [],
	typists: [],
	isLoading: false,
	hasOlder: false,
	error: null,
	connection: "live",
};

/** Conversations that live in memory, with an outbox whose luck the test decides. */
export function createFakeConversations(luck: () => Sending) {
	const stores = new Map<string, WritableStore<ConversationState>>();

	function store(id: string) {
		const found = stores.get(id) ?? createStore(nothing);
		stores.set(id, found);
		return found;
	}
	function change(id: string, difference: Partial<ConversationState>) {
		store(id).set({ ...store(id).get(), ...difference });
	}
	function find(itemId: string) {
		for (const found of stores.values()) {
			const item = found.get().items.find(({ id }) => id === itemId);
			if (item) return item;
		}
		return null;
	}
	function replace(itemId: string, next: (item: ShownItem) => ShownItem[]) {
		const id = find(itemId)?.conversationId;
		if (id === undefined) return;
		const items = store(id).get().items;
		change(id, { items: items.flatMap((item) => (item.id === itemId ? next(item) : [item])) });
	}
	function deliver(itemId: string, delivery: Delivery) {
		replace(itemId, (item) => [{ ...item, delivery }]);
	}
	/** As the server does: greetings are stored before a first message, everything in order. */
	function accept(itemId: string, greetings: readonly DefaultMessage[]) {
		replace(itemId, (item) => {
			const { conversation, items } = store(item.conversationId).get();
			change(item.conversationId, {
				conversation: conversation ?? aConversation({ id: item.conversationId }),
			});
			const order = Math.max(0, ...items.map((other) => other.order)) + 1;
			const stored = greetings.map(({ content }, index) =>
				anItem({
					conversationId: item.conversationId,
					text: content,
					order: order + index,
					parts: [
						{ type: "text", text: content },
						{ type: "metadata", source: "greeting" },
					],
				}),
			);
			return [...stored, { ...item, order: order + stored.length, delivery: { state: "sent" } }];
		});
	}
	async function send(itemId: string, greetings: readonly DefaultMessage[] = []) {
		deliver(itemId, { state: "sending" });
		await Promise.resolve();
		if (luck() === "hold") return new Promise<never>(() => {});
		if (luck() === "succeeds") return accept(itemId, greetings);
		const error = new SupportError("unavailable", "The service can't be reached.");
		deliver(itemId, { state: "failed", error });
		throw error;
	}

	return {
		store,
		change,
		send,
		add(conversationId: string, text: string): string {
			const createdAt = new Date().toISOString();
			const item = fromVera(text, { conversationId, createdAt, order: 0 });
			change(conversationId, { items: [...store(conversationId).get().items, item] });
			return item.id;
		},
		remove(itemId: string): string | null {
			const text = find(itemId)?.text ?? null;
			replace(itemId, () => []);
			return text;
		},
	};
}

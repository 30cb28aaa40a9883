import type { Timer } from "@cossistant/core/parts";
import type { OpenedConversation, TeamConversation, VisitorSeen } from "@cossistant/protocol";
import {
	type ConversationParts,
	type ConversationStore,
	createConversationStore,
} from "./conversation-store.ts";

/** Conversations kept in memory, so that going back to one shows it at once. */
const CAPACITY = 30;
/** A conversation left and entered again at once must not leave and join its topics. */
const LINGER_MS = 1_000;

type Kept = { store: ConversationStore; watchers: number; linger: Timer | null };

/** The conversations of one desk: made when asked for, in step while watched, forgotten when long unused. */
export function createConversationCache(
	parts: ConversationParts,
	start: OpenedConversation | null,
) {
	const { world } = parts;
	const kept = new Map<string, Kept>();

	function find(conversationId: string): Kept {
		const isStart = start?.conversation.id === conversationId;
		const found = kept.get(conversationId) ?? {
			store: createConversationStore(parts, { conversationId, start: isStart ? start : null }),
			watchers: 0,
			linger: null,
		};
		// Set anew, so that the map's order is the order of use.
		kept.delete(conversationId);
		kept.set(conversationId, found);
		forgetOldest();
		return found;
	}

	function forgetOldest(): void {
		for (const [id, { watchers, linger, store }] of kept) {
			if (kept.size <= CAPACITY) return;
			if (watchers > 0 || linger !== null) continue;
			store.forget();
			kept.delete(id);
		}
	}

	function unwatch(found: Kept): void {
		found.watchers -= 1;
		if (found.watchers > 0) return;
		found.linger = world.after(LINGER_MS, () => {
			found.linger = null;
			found.store.stop();
		});
	}

	function watched(): readonly ConversationStore[] {
		return [...kept.values()].filter(({ watchers }) => watchers > 0).map(({ store }) => store);
	}

	return {
		get: (conversationId: string) => find(conversationId).store,
		/** The conversation if it is in memory. */
		peek: (conversationId: string) => kept.get(conversationId)?.store ?? null,
		/** What the inbox knows of a conversation that is in memory. */
		header: (conversation: TeamConversation) =>
			kept.get(conversation.id)?.store.header(conversation),
		/** Keeps a conversation in step; the answer ends that. */
		watch(conversationId: string): () => void {
			const found = find(conversationId);
			let isOver = false;
			found.watchers += 1;
			world.cancel(found.linger);
			found.linger = null;
			found.store.start();
			return () => {
				if (!isOver) unwatch(found);
				isOver = true;
			};
		},
		/** Brings those that are watched in step, without waiting out a pause. */
		wake(): void {
			for (const store of watched()) store.wake();
		},
		/** A visitor is there, on another page perhaps: what is shown of them is read again. */
		visitorSeen({ visitorId }: VisitorSeen): void {
			for (const store of watched()) {
				if (store.get().visitor?.id !== visitorId) continue;
				store.refreshPeople().catch(() => {}); // The next visit brings them.
			}
		},
		stop() {
			for (const { store, linger } of kept.values()) {
				world.cancel(linger);
				store.stop();
			}
		},
	};
}

import type { ConversationState } from "../client-types.ts";
import type { Shell } from "../shell.ts";
import { nothingYet } from "../views.ts";
import { type Outbox, pendingItem } from "./outbox.ts";
import { unlessSame, unlessSameList } from "./unless-same.ts";

export type Views = ReturnType<typeof createLiveViews>;

/** Draws each conversation: what the server confirmed, with the outbox laid over it. */
export function createLiveViews({ views }: Pick<Shell, "views">, outbox: Outbox) {
	const confirmed = new Map<string, ConversationState>();

	function draw(conversationId: string): void {
		const known = confirmed.get(conversationId) ?? nothingYet;
		const ids = new Set(known.items.map((item) => item.id));
		const pending = outbox.entries
			.get()
			.filter((entry) => entry.conversationId === conversationId && !ids.has(entry.id))
			.map(pendingItem);
		const isAllConfirmed = pending.length === 0;
		views
			.of(conversationId)
			.set(isAllConfirmed ? known : { ...known, items: [...known.items, ...pending] });
	}

	let before = new Set<string>();
	outbox.entries.subscribe(() => {
		const now = new Set(outbox.entries.get().map((entry) => entry.conversationId));
		for (const id of new Set([...before, ...now])) draw(id);
		before = now;
	});

	return {
		hasItems: (conversationId: string) => views.of(conversationId).get().items.length > 0,
		change(conversationId: string, change: Partial<ConversationState>) {
			const known = confirmed.get(conversationId) ?? nothingYet;
			const next = { ...known, ...change };
			const conversation = unlessSame(known.conversation, next.conversation);
			const items = unlessSameList(known.items, next.items);
			confirmed.set(conversationId, { ...next, conversation, items });
			draw(conversationId);
		},
		/** Forgets what was confirmed; what is on its way stays. */
		clear() {
			const ids = [...confirmed.keys()];
			confirmed.clear();
			ids.forEach(draw);
		},
	};
}

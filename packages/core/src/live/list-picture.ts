import type { Conversation, ConversationPage } from "@cossistant/protocol";
import type { ConversationListState } from "../client-types.ts";
import type { WritableStore } from "../store.ts";
import { mergeConversation } from "./headers.ts";
import type { Reads } from "./reads.ts";
import { unlessSame, unlessSameList } from "./unless-same.ts";

export type ListPicture = ReturnType<typeof createListPicture>;

/** Holds the conversations known of and the unread count over all of them, and draws both. */
export function createListPicture({
	list,
	reads,
	countAtFirst,
}: {
	list: WritableStore<ConversationListState>;
	reads: Reads;
	/** The unread count that came with the session. */
	countAtFirst: () => number;
}) {
	const known = new Map<string, Conversation>();
	const typingIn = new Set<string>();
	/** As the server counts, the conversations not loaded included. */
	let unreadCount = countAtFirst();
	let cursor: string | null = null;

	function draw(): void {
		const all = [...known.values()];
		const shown = all.map(reads.laidOver);
		const readHere = sumUnread(all) - sumUnread(shown);
		const before = list.get();
		const drawn = new Map(before.conversations.map((one) => [one.id, one]));
		const now = shown.sort(byActivity).map((one) => unlessSame(drawn.get(one.id) ?? one, one));
		list.set({
			...before,
			conversations: unlessSameList(before.conversations, now),
			unreadCount: Math.max(0, unreadCount - readHere),
			hasMore: cursor !== null,
			isTyping: typingIn.size > 0,
		});
	}

	/** Takes what is told of one conversation; answers whether it was known and so the count is right. */
	function take(conversation: Conversation): boolean {
		const before = known.get(conversation.id);
		const merged = mergeConversation(before, conversation);
		known.set(conversation.id, merged);
		if (before) unreadCount += merged.unreadCount - before.unreadCount;
		draw();
		return before !== undefined || merged.unreadCount === 0;
	}

	return {
		draw,
		take,
		get: (conversationId: string) => known.get(conversationId),
		size: () => known.size,
		cursor: () => cursor,
		/** What is known now, to hold against an answer that comes later. */
		asOfNow: (): ReadonlyMap<string, Conversation> => new Map(known),
		/**
		 * Takes a page; answers whether it changed the count. What the newest page lacks is gone, unless it has changed since
		 * the page was asked for.
		 */
		page(
			{ conversations, nextCursor, unreadCount: counted }: ConversationPage,
			before?: ReadonlyMap<string, Conversation>,
		): boolean {
			const isNews = counted !== unreadCount;
			const last = nextCursor === null ? undefined : conversations.at(-1);
			for (const [id, one] of before ?? []) {
				if (known.get(id) === one && (!last || byActivity(one, last) < 0)) known.delete(id);
			}
			for (const one of conversations) known.set(one.id, mergeConversation(known.get(one.id), one));
			unreadCount = counted;
			cursor = nextCursor;
			draw();
			return isNews;
		},
		/** The conversation is gone. */
		drop(conversationId: string) {
			unreadCount -= known.get(conversationId)?.unreadCount ?? 0;
			if (known.delete(conversationId)) draw();
		},
		setTyping(conversationId: string, isTyping: boolean) {
			if (isTyping) typingIn.add(conversationId);
			else typingIn.delete(conversationId);
			draw();
		},
		forget() {
			known.clear();
			typingIn.clear();
			cursor = null;
			unreadCount = countAtFirst();
			draw();
		},
	};
}

function sumUnread(conversations: readonly Conversation[]): number {
	return conversations.reduce((sum, { unreadCount }) => sum + unreadCount, 0);
}

function byActivity(a: Conversation, b: Conversation): number {
	return Date.parse(b.lastActivityAt) - Date.parse(a.lastActivityAt) || (a.id < b.id ? 1 : -1);
}

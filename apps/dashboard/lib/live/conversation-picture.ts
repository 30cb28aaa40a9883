import {
	createStore,
	emptyTimeline,
	mergeConversation,
	unlessSame,
	withChanges,
	withEvent,
	withOlderPage,
	withReadUpto,
} from "@cossistant/core/parts";
import type {
	OpenedConversation,
	Read,
	TeamConversation,
	TeamConversationChanges,
	TeamItemsChanged,
	TimelinePage,
} from "@cossistant/protocol";
import type { TeamOutbox } from "./team-outbox.ts";
import {
	type ConversationState,
	nothingYet,
	openedTimeline,
	type TeamTimeline,
	withPending,
} from "./team-timeline.ts";

export type ConversationPicture = ReturnType<typeof createConversationPicture>;

/** Holds the timeline of one conversation, and draws it with what is on its way laid over it. */
export function createConversationPicture({
	conversationId,
	outbox,
	start,
	onConversation,
}: {
	conversationId: string;
	outbox: Pick<TeamOutbox, "get" | "subscribe">;
	start: OpenedConversation | null;
	/** The conversation itself is another one now. */
	onConversation: (conversation: TeamConversation) => void;
}) {
	const store = createStore<ConversationState>(nothingYet);
	let timeline: TeamTimeline = emptyTimeline;
	let isLoaded = false;

	function change(changed: Partial<ConversationState>): void {
		const pending = outbox.get().filter((entry) => entry.conversationId === conversationId);
		const { conversation, hasOlder } = timeline;
		const items = withPending(timeline.items, pending);
		store.set({ ...store.get(), conversation, hasOlder, items, ...changed });
	}

	function show(next: TeamTimeline): void {
		const before = timeline.conversation;
		const conversation = unlessSame(before, next.conversation);
		timeline = { ...next, conversation };
		change({});
		if (conversation !== null && conversation !== before) onConversation(conversation);
	}

	function opened({ visitor, contact, ...answer }: OpenedConversation): void {
		isLoaded = true;
		show(openedTimeline(answer));
		change({ phase: "ready", error: null, visitor, contact });
	}

	const stopListening = outbox.subscribe(() => change({}));
	if (start !== null) opened(start);

	return {
		get: store.get,
		subscribe: store.subscribe,
		change,
		opened,
		isLoaded: () => isLoaded,
		timeline: () => timeline,
		changes: (changes: TeamConversationChanges) => show(withChanges(timeline, changes)),
		older: (page: TimelinePage) => show(withOlderPage(timeline, page)),
		read: (read: Read) => show(withReadUpto(timeline, read)),
		/** What the inbox knows of the conversation. */
		header(conversation: TeamConversation): void {
			if (!isLoaded) return;
			const merged = mergeConversation(timeline.conversation, conversation);
			timeline = { ...timeline, conversation: merged };
			change({});
		},
		/** Takes a change that came by itself; answers false when changes before it are missing. */
		event(event: TeamItemsChanged): boolean {
			const next = isLoaded ? withEvent(timeline, event) : null;
			if (next !== null) show(next);
			return next !== null;
		},
		stop: stopListening,
	};
}

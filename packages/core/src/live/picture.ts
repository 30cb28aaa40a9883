import type {
	Conversation,
	ConversationChanges,
	ItemsChanged,
	Read,
	SentMessage,
	TimelineItem,
	TimelinePage,
} from "@cossistant/protocol";
import type { ShownItem } from "../client-types.ts";
import { mergeConversation } from "./headers.ts";
import type { Reads } from "./reads.ts";
import * as timelines from "./timeline.ts";
import type { Views } from "./views.ts";

export type Picture = ReturnType<typeof createPicture>;

/** Holds the timeline of one conversation and draws it for its watchers. */
export function createPicture({
	views,
	reads,
	conversationId,
	onConversation,
}: {
	views: Views;
	reads: Reads;
	conversationId: string;
	onConversation: (conversation: Conversation) => void;
}) {
	/** One object per item as long as the item is the same, so that lists redraw only what changed. */
	const shown = new WeakMap<TimelineItem, ShownItem>();
	let timeline: timelines.Timeline = timelines.emptyTimeline;
	let isLoaded = false;

	function show(next: timelines.Timeline): void {
		const { conversation } = timeline;
		timeline = next;
		draw();
		if (next.conversation && next.conversation !== conversation) onConversation(next.conversation);
	}

	function draw(): void {
		views.change(conversationId, {
			conversation: timeline.conversation && reads.laidOver(timeline.conversation),
			items: timeline.items.map(toShown),
			hasOlder: timeline.hasOlder,
			...(isLoaded && { isLoading: false, error: null }),
		});
	}

	function toShown(item: TimelineItem): ShownItem {
		const known = shown.get(item) ?? { ...item, delivery: { state: "sent" } };
		shown.set(item, known);
		return known;
	}

	/** Takes a change that came by itself; answers false when changes before it are missing. */
	function event(change: ItemsChanged): boolean {
		const next = isLoaded ? timelines.withEvent(timeline, change) : null;
		if (next) show(next);
		return next !== null;
	}

	return {
		draw,
		event,
		isLoaded: () => isLoaded,
		timeline: () => timeline,
		newest(page: TimelinePage) {
			isLoaded = true;
			show(timelines.withNewestPage(timeline, page));
		},
		older: (page: TimelinePage) => show(timelines.withOlderPage(timeline, page)),
		changes: (changes: ConversationChanges) => show(timelines.withChanges(timeline, changes)),
		read: (read: Read) => show(timelines.withReadUpto(timeline, read)),
		/** What the list knows of the conversation, before or beside its timeline. */
		header(conversation: Conversation) {
			timeline = {
				...timeline,
				conversation: mergeConversation(timeline.conversation, conversation),
			};
			draw();
		},
		/** The answer to a message; answers false when it does not join on to what is here. */
		sent({ conversation, items }: SentMessage): boolean {
			// The answer to a first message is all there is of its conversation.
			if (items.some((item) => item.order === 1)) isLoaded = true;
			const inOrder = [...items].sort((a, b) => a.change - b.change);
			return (
				event({ items: inOrder, conversation }) && timeline.lastChange >= conversation.lastChange
			);
		},
		forget() {
			isLoaded = false;
			timeline = timelines.emptyTimeline;
		},
	};
}

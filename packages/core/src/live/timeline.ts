import type { Conversation, Read, TimelineItem, TimelinePage } from "@cossistant/protocol";
import { type Header, mergeConversation, mergeRead } from "./headers.ts";

/**
 * The client's picture of one conversation: its newest items, and how far it is in step. Every change of the
 * server's timeline up to `lastChange` is in it.
 */
export type Timeline<Shown extends Header = Conversation> = {
	conversation: Shown | null;
	/** By order, without holes, from the oldest one loaded to the newest. */
	items: readonly TimelineItem[];
	/** Changed items older than these: they win over an older page that was read before they changed. */
	below: readonly TimelineItem[];
	hasOlder: boolean;
	lastChange: number;
};

export const emptyTimeline: Timeline<never> = {
	conversation: null,
	items: [],
	below: [],
	hasOlder: false,
	lastChange: 0,
};

/** The first picture: the newest page. What changed since the page was read comes by `withChanges`. */
export function withNewestPage<Shown extends Header>(
	{ conversation }: Timeline<Shown>,
	page: TimelinePage,
): Timeline<Shown> {
	return {
		conversation,
		items: page.items,
		below: [],
		hasOlder: page.hasMore,
		// No item of this page changed later than this, so what comes after it is all that can be missing.
		lastChange: Math.max(0, ...page.items.map((item) => item.change)),
	};
}

/** The picture with an older page before it. */
export function withOlderPage<Shown extends Header>(
	timeline: Timeline<Shown>,
	page: TimelinePage,
): Timeline<Shown> {
	const first = page.items[0]?.order ?? 0;
	const late = timeline.below.filter((item) => item.order >= first);
	return {
		...timeline,
		items: merge(merge(page.items, late), timeline.items),
		below: timeline.below.filter((item) => item.order < first),
		hasOlder: page.hasMore,
	};
}

/** The picture after an answer of `sync_conversation`. */
export function withChanges<Shown extends Header>(
	timeline: Timeline<Shown>,
	changes: { conversation: Shown; items: readonly TimelineItem[] },
): Timeline<Shown> {
	const next = changes.items.reduce(withItem<Shown>, timeline);
	return { ...next, conversation: mergeConversation(next.conversation, changes.conversation) };
}

/**
 * The picture after a live event, whose items are in order of change; null when changes before one of them are missing and
 * must be asked for.
 */
export function withEvent<Shown extends Header>(
	timeline: Timeline<Shown>,
	{ items, conversation }: { items: readonly TimelineItem[]; conversation: Shown },
): Timeline<Shown> | null {
	let next = timeline;
	for (const item of items) {
		if (item.change > next.lastChange + 1) return null;
		if (item.change > next.lastChange) next = withItem(next, item);
	}
	return { ...next, conversation: mergeConversation(next.conversation, conversation) };
}

/** The picture after somebody has read on. */
export function withReadUpto<Shown extends Header>(
	timeline: Timeline<Shown>,
	read: Read,
): Timeline<Shown> {
	if (timeline.conversation === null) return timeline;
	return { ...timeline, conversation: mergeRead(timeline.conversation, read) };
}

function withItem<Shown extends Header>(
	timeline: Timeline<Shown>,
	item: TimelineItem,
): Timeline<Shown> {
	const lastChange = Math.max(timeline.lastChange, item.change);
	const first = timeline.items[0];
	if (timeline.hasOlder && first && item.order < first.order) {
		return { ...timeline, lastChange, below: merge(timeline.below, [item]) };
	}
	return { ...timeline, lastChange, items: merge(timeline.items, [item]) };
}

/** Both lists as one, by order; of two versions of an item the later change stays. */
function merge(known: readonly TimelineItem[], incoming: readonly TimelineItem[]): TimelineItem[] {
	const byId = new Map(known.map((item) => [item.id, item]));
	for (const item of incoming) {
		const before = byId.get(item.id);
		if (!before || before.change < item.change) byId.set(item.id, item);
	}
	return [...byId.values()].sort((a, b) => a.order - b.order);
}

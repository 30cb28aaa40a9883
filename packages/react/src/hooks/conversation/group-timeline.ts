import type { TimelineItem } from "@cossistant/protocol";
import { isSameSender, senderOf, type TimelineSender } from "./sender.ts";

/** Messages of one sender that lie further apart start a new group. */
const GROUP_GAP_MS = 5 * 60_000;

/** What a timeline draws, top to bottom. */
export type TimelineRow<Item extends TimelineItem = TimelineItem> =
	| { kind: "day"; key: string; date: Date }
	| { kind: "group"; key: string; sender: TimelineSender; items: readonly Item[] }
	| { kind: "event"; key: string; item: Item };

type Group<Item extends TimelineItem> = { key: string; sender: TimelineSender; items: Item[] };

/** Puts days between items and the messages that somebody wrote in a row together. */
export function groupTimeline<Item extends TimelineItem>(
	items: readonly Item[],
): TimelineRow<Item>[] {
	const rows: TimelineRow<Item>[] = [];
	let day = "";
	let open: Group<Item> | null = null;

	for (const item of items) {
		const date = new Date(item.createdAt);
		if (date.toDateString() !== day) {
			day = date.toDateString();
			open = null;
			rows.push({ kind: "day", key: day, date });
		}
		if (item.type !== "message") {
			open = null;
			rows.push({ kind: "event", key: item.id, item });
		} else if (open !== null && belongs(open, item)) {
			open.items.push(item);
		} else {
			open = { key: item.id, sender: senderOf(item), items: [item] };
			rows.push({ kind: "group", ...open });
		}
	}
	return rows;
}

function belongs<Item extends TimelineItem>(group: Group<Item>, item: Item): boolean {
	const last = group.items.at(-1);
	return (
		last !== undefined &&
		isSameSender(group.sender, senderOf(item)) &&
		Date.parse(item.createdAt) - Date.parse(last.createdAt) < GROUP_GAP_MS
	);
}

import type { TeamItem } from "../live/team-timeline.ts";
import { isSameDay } from "../text/time.ts";

/** Who wrote: decides the side, the face and the group. */
export type Author =
	| { kind: "visitor"; id: string }
	| { kind: "user"; id: string }
	| { kind: "ai"; id: string }
	| { kind: "greeting"; id: "greeting" };

/** What the timeline draws, top to bottom. */
export type Block =
	| { kind: "day"; key: string; moment: string }
	| { kind: "event"; key: string; item: TeamItem }
	| {
			kind: "group";
			key: string;
			author: Author;
			visibility: TeamItem["visibility"];
			items: readonly TeamItem[];
	  };

/** Messages of one author this close together read as one. */
const GROUP_WITHIN_MS = 5 * 60_000;

/** Parts a timeline into days, events and groups of messages. */
export function blocksOf(items: readonly TeamItem[]): readonly Block[] {
	const blocks: Block[] = [];
	let before: TeamItem | null = null;
	for (const item of items) {
		if (before === null || !isSameDay(Date.parse(before.createdAt), Date.parse(item.createdAt))) {
			blocks.push({ kind: "day", key: `day-${item.id}`, moment: item.createdAt });
			before = null;
		}
		const last = blocks.at(-1);
		if (item.type !== "message") {
			blocks.push({ kind: "event", key: item.id, item });
		} else if (last?.kind === "group" && before !== null && belongsTo(last, item, before)) {
			blocks[blocks.length - 1] = { ...last, items: [...last.items, item] };
		} else {
			const { visibility } = item;
			blocks.push({
				kind: "group",
				key: item.id,
				author: authorOf(item),
				visibility,
				items: [item],
			});
		}
		before = item;
	}
	return blocks;
}

/** Who wrote an item. A message without an actor stood on screen before the visitor's first word. */
export function authorOf({ visitorId, userId, aiAgentId }: TeamItem): Author {
	if (visitorId !== null) return { kind: "visitor", id: visitorId };
	if (userId !== null) return { kind: "user", id: userId };
	if (aiAgentId !== null) return { kind: "ai", id: aiAgentId };
	return { kind: "greeting", id: "greeting" };
}

function belongsTo(
	group: Extract<Block, { kind: "group" }>,
	item: TeamItem,
	before: TeamItem,
): boolean {
	const passed = Date.parse(item.createdAt) - Date.parse(before.createdAt);
	return (
		group.author.id === authorOf(item).id &&
		group.visibility === item.visibility &&
		passed < GROUP_WITHIN_MS
	);
}

import type { Read } from "@cossistant/protocol";
import type { TeamItem } from "../live/team-timeline.ts";

/** The last answer that the visitor has read, and when; null while none is. */
export function seenMark(
	items: readonly TeamItem[],
	reads: readonly Read[],
): { itemId: string; readAt: string } | null {
	const read = reads.find(({ readerType }) => readerType === "visitor");
	if (read === undefined) return null;
	const seen = items.findLast(
		(item) =>
			item.type === "message" &&
			item.visibility === "public" &&
			item.visitorId === null &&
			item.delivery.state === "sent" &&
			item.order <= read.upto,
	);
	return seen === undefined ? null : { itemId: seen.id, readAt: read.readAt };
}

import type { ShownItem } from "@cossistant/core";
import type { Read } from "@cossistant/protocol";

/** The visitor's newest message that somebody of the team has read, and who. */
export type LastSeen = { itemId: string; readerIds: readonly string[] };

/** Finds how far the team has read what the visitor wrote; null while nobody has read anything of it. */
export function lastSeenItem(items: readonly ShownItem[], reads: readonly Read[]): LastSeen | null {
	const team = reads.filter((read) => read.readerType === "user");
	const upto = Math.max(0, ...team.map((read) => read.upto));
	const item = items.findLast(
		({ type, visitorId, order, delivery }) =>
			type === "message" && visitorId !== null && delivery.state === "sent" && order <= upto,
	);
	if (item === undefined) return null;

	const readerIds = team
		.filter((read) => read.upto >= item.order)
		.flatMap(({ readerId }) => (readerId === null ? [] : [readerId]));
	return { itemId: item.id, readerIds };
}

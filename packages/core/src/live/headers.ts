import type { Conversation, Read } from "@cossistant/protocol";

/** What the client needs to know of a conversation to keep it in step, as a visitor or an agent sees it. */
export type Header = Pick<Conversation, "lastChange" | "lastItem" | "reads"> & {
	/** The visitor's count; an agent's is made from the reads. */
	unreadCount?: number;
};

/** The later of two pictures of one conversation, whichever came first; reads only ever move up. */
export function mergeConversation<Shown extends Header>(
	known: Shown | null | undefined,
	incoming: Shown,
): Shown {
	if (!known) return incoming;
	const reads = incoming.reads.reduce(withRead, known.reads);
	if (incoming.lastChange < known.lastChange) return { ...known, reads };
	const merged = { ...incoming, reads };
	// Between two changes a count can only go down.
	if (incoming.lastChange === known.lastChange && merged.unreadCount !== undefined)
		merged.unreadCount = Math.min(merged.unreadCount, known.unreadCount ?? 0);
	return merged;
}

/** The conversation after somebody has read on. */
export function mergeRead<Shown extends Header>(conversation: Shown, read: Read): Shown {
	const next = { ...conversation, reads: withRead(conversation.reads, read) };
	return read.readerType === "visitor" ? asRead(next, read.upto) : next;
}

/** The conversation as it stands for a visitor who has read up to `upto`, whether the server knows yet or not. */
export function asRead<Shown extends Header>(conversation: Shown, upto: number): Shown {
	const { lastItem, unreadCount } = conversation;
	const isAllRead = lastItem !== null && lastItem.order <= upto;
	return isAllRead && unreadCount ? { ...conversation, unreadCount: 0 } : conversation;
}

function withRead(reads: Read[], read: Read): Read[] {
	const isSame = (one: Read) =>
		one.readerType === read.readerType && one.readerId === read.readerId;
	const known = reads.find(isSame);
	if (!known) return [...reads, read];
	if (known.upto >= read.upto) return reads;
	return reads.map((one) => (isSame(one) ? read : one));
}

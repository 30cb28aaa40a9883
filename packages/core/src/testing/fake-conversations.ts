import type { Conversation, PublicVisitor, Read, TimelineItem } from "@cossistant/protocol";

/** What the database tells its listeners: a topic, an event and its payload. */
export type Announce = (topic: string, event: string, payload: Record<string, unknown>) => void;

/** The refusal of the database: HTTP status and code. */
export class Refusal extends Error {
	readonly status: number;
	constructor(status: number, code: string) {
		super(code);
		this.status = status;
	}
}

export type Row = { visitorId: string; header: Conversation; items: TimelineItem[] };

export type FakeConversations = ReturnType<typeof createFakeConversations>;

/** Conversations with their counters: each write takes the next number, counts, and tells the topics. */
export function createFakeConversations({
	now,
	announce,
}: {
	now: () => number;
	announce: Announce;
}) {
	const visitors = new Map<string, PublicVisitor>();
	const rows = new Map<string, Row>();
	const moment = () => new Date(now()).toISOString();

	function tell(row: Row): void {
		const contact = visitors.get(row.visitorId)?.contact;
		const payload = { conversation: row.header };
		announce(`visitor:${row.visitorId}`, "conversation_changed", payload);
		if (contact?.isVerified) announce(`contact:${contact.id}`, "conversation_changed", payload);
	}

	return {
		visitors,
		rows,
		begin(id: string, visitorId: string): Row {
			const row = { visitorId, header: newHeader(id, moment()), items: [] };
			rows.set(id, row);
			return row;
		},
		write(row: Row, item: Partial<TimelineItem> & { id: string }): TimelineItem {
			const before = row.items.find((one) => one.id === item.id);
			const change = row.header.lastChange + 1;
			const written = { ...(before ?? newItem(row, item.id, moment())), ...item, change };
			row.items = [...row.items.filter((one) => one.id !== item.id), written];
			row.items.sort((a, b) => a.order - b.order);
			const isActivity = written.type === "message" && !before;
			const lastActivityAt = isActivity ? moment() : row.header.lastActivityAt;
			row.header = counted(row, { lastChange: change, lastActivityAt });
			tell(row);
			const payload = { items: [written], conversation: row.header };
			announce(`conversation:${row.header.id}`, "items_changed", payload);
			return written;
		},
		readOn(row: Row, read: Omit<Read, "messageCount" | "readAt">): Read {
			const isSame = (one: Read) =>
				one.readerType === read.readerType && one.readerId === read.readerId;
			const known = row.header.reads.find(isSame)?.upto ?? 0;
			const upto = Math.max(known, Math.min(read.upto, row.items.length));
			const next: Read = { ...read, upto, messageCount: 0, readAt: moment() };
			const others = row.header.reads.filter((one) => !isSame(one));
			row.header = counted(row, { reads: [...others, next] });
			tell(row);
			const conversationId = row.header.id;
			announce(`conversation:${conversationId}`, "conversation_read", {
				conversationId,
				read: next,
			});
			return next;
		},
	};
}

/** The conversation after a change, with what follows from its items. */
function counted(row: Row, change: Partial<Conversation>): Conversation {
	const header = { ...row.header, ...change };
	const upto = header.reads.find((read) => read.readerType === "visitor")?.upto ?? 0;
	const messages = row.items.filter((item) => item.type === "message");
	const unread = messages.filter((item) => item.userId && item.order > upto && !item.deletedAt);
	return { ...header, unreadCount: unread.length, lastItem: messages.at(-1) ?? null };
}

function newItem(row: Row, id: string, createdAt: string): TimelineItem {
	return {
		id,
		conversationId: row.header.id,
		type: "message",
		visibility: "public",
		order: row.items.length + 1,
		change: 0,
		text: null,
		parts: [],
		visitorId: null,
		userId: null,
		aiAgentId: null,
		createdAt,
		editedAt: null,
		deletedAt: null,
	};
}

function newHeader(id: string, createdAt: string): Conversation {
	return {
		id,
		websiteId: "00000000-0000-7000-8000-000000000001",
		status: "open",
		title: null,
		createdAt,
		lastActivityAt: createdAt,
		resolvedAt: null,
		lastItem: null,
		lastChange: 0,
		participants: [],
		reads: [],
		unreadCount: 0,
	};
}

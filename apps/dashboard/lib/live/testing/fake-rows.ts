import { SupportError } from "@cossistant/core/parts";
import type {
	ConversationStatus,
	Read,
	TeamConversation,
	TimelineItem,
} from "@cossistant/protocol";

export const WEBSITE = "website";
export const ADA = { id: "ada", name: "Ada Lovelace" };

export type Row = { header: TeamConversation; items: TimelineItem[] };
export type Announce = (topic: string, event: string, payload: unknown) => void;

export type FakeRows = ReturnType<typeof createFakeRows>;

type FakeWorld = { now: () => number; announce: Announce };

/** Conversations with their counters: each write takes the next number and is announced. */
export function createFakeRows({ now, announce }: FakeWorld) {
	const table = createTable({ now, announce });

	/** The visitor writes; the conversation begins or opens again. */
	function visitorSays(id: string, text: string): void {
		const row = table.rows.get(id) ?? { header: newHeader(id, table.moment()), items: [] };
		table.rows.set(id, row);
		const item = table.write(row, { text, visitorId: `visitor-of-${id}` });
		row.header = { ...row.header, status: "open", resolvedAt: null };
		table.tellItem(row, item);
		table.tellHeader(row);
	}

	function setStatus(id: string, status: ConversationStatus) {
		const row = table.find(id);
		row.header = {
			...row.header,
			status,
			resolvedAt: status === "resolved" ? table.moment() : null,
		};
		const item = table.write(row, { type: "event", text: null, userId: ADA.id });
		table.tellItem(row, item);
		table.tellHeader(row);
		return { conversation: row.header, items: [item] };
	}

	function edit(id: string, order: number, text: string): void {
		const row = table.find(id);
		const change = row.header.lastChange + 1;
		const index = order - 1;
		const before = row.items[index];
		if (before === undefined) return;
		const item = { ...before, text, change, editedAt: table.moment() };
		row.items[index] = item;
		const isLast = row.header.lastItem?.id === item.id;
		row.header = { ...row.header, lastChange: change, ...(isLast && { lastItem: item }) };
		table.tellItem(row, item);
		table.tellHeader(row);
	}

	function markRead(id: string, upto: number): Read {
		const row = table.find(id);
		const isCounted = ({ order, visitorId }: TimelineItem) => visitorId !== null && order <= upto;
		const read: Read = {
			readerType: "user",
			readerId: ADA.id,
			upto,
			messageCount: row.items.filter(isCounted).length,
			readAt: table.moment(),
		};
		const others = row.header.reads.filter(({ readerId }) => readerId !== ADA.id);
		row.header = { ...row.header, reads: [...others, read] };
		announce(`conversation:${id}:team`, "conversation_read", { conversationId: id, read });
		table.tellHeader(row);
		return read;
	}

	/** An agent writes; the same id again answers as before. */
	function teamSays(id: string, given: Pick<TimelineItem, "id" | "text" | "visibility">) {
		const row = table.find(id);
		const known = row.items.find((item) => item.id === given.id);
		const item = known ?? table.write(row, { ...given, userId: ADA.id });
		if (known === undefined) {
			table.tellItem(row, item);
			table.tellHeader(row);
		}
		return { conversation: row.header, items: [item] };
	}

	return { all: table.rows, find: table.find, visitorSays, teamSays, setStatus, edit, markRead };
}

function createTable({ now, announce }: FakeWorld) {
	const rows = new Map<string, Row>();
	let ticks = 0;

	/** Microseconds, so that two writes of one moment differ. */
	function moment(): string {
		ticks += 1;
		const micros = String(ticks % 1_000).padStart(3, "0");
		return new Date(now()).toISOString().replace("Z", `${micros}+00:00`);
	}

	function find(id: string): Row {
		const row = rows.get(id);
		if (row === undefined) {
			throw new SupportError("conversation_not_found", "There is no such conversation.", {
				status: 404,
			});
		}
		return row;
	}

	function tellHeader({ header }: Row): void {
		announce(`inbox:${WEBSITE}`, "conversation_changed", { conversation: header });
	}

	function write(row: Row, given: Partial<TimelineItem>): TimelineItem {
		const change = row.header.lastChange + 1;
		const item = newItem(row, { change, createdAt: moment(), ...given });
		row.items.push(item);
		const isMessage = item.type === "message";
		row.header = {
			...row.header,
			lastChange: change,
			...(isMessage && { lastItem: item, lastActivityAt: item.createdAt }),
			visitorMessageCount: row.header.visitorMessageCount + (isMessage && item.visitorId ? 1 : 0),
		};
		return item;
	}

	function tellItem(row: Row, item: TimelineItem): void {
		const payload = { items: [item], conversation: row.header };
		announce(`conversation:${row.header.id}:team`, "items_changed", payload);
	}

	return { rows, moment, find, write, tellHeader, tellItem };
}

function newHeader(id: string, now: string): TeamConversation {
	return {
		id,
		websiteId: WEBSITE,
		organizationId: "organization",
		visitorId: `visitor-of-${id}`,
		contactId: null,
		status: "open",
		priority: "medium",
		channel: "widget",
		isTest: false,
		title: null,
		assigneeId: null,
		createdAt: now,
		lastActivityAt: now,
		resolvedAt: null,
		lastItem: null,
		lastChange: 0,
		participants: [],
		reads: [],
		visitorMessageCount: 0,
		visitorName: null,
		visitorImage: null,
		isVisitorBlocked: false,
		waitingSince: null,
		snoozedUntil: null,
		spamAt: null,
		archivedAt: null,
		rating: null,
		ratingComment: null,
		tags: [],
	};
}

function newItem({ header, items }: Row, given: Partial<TimelineItem>): TimelineItem {
	return {
		id: `${header.id}-${items.length + 1}`,
		conversationId: header.id,
		type: "message",
		visibility: "public",
		order: items.length + 1,
		change: 0,
		text: null,
		parts: [],
		visitorId: null,
		userId: null,
		aiAgentId: null,
		createdAt: header.createdAt,
		editedAt: null,
		deletedAt: null,
		...given,
	};
}

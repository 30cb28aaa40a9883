import type {
	ConversationChanges,
	ConversationPage,
	DefaultMessage,
	PublicContact,
	PublicVisitor,
	Read,
	SentMessage,
	TimelinePage,
} from "@cossistant/protocol";
import { uuidv7 } from "../uuid.ts";
import { type FakeConversations, Refusal, type Row } from "./fake-conversations.ts";

type MessageArgs = {
	conversation_id: string;
	id: string;
	text: string;
	greetings: DefaultMessage[];
};

/** The database's functions as a visitor calls them. */
export function createFakeFunctions(conversations: FakeConversations, now: () => number) {
	const { rows, visitors } = conversations;

	function rowOf(id: string, visitor: PublicVisitor): Row {
		const row = rows.get(id);
		if (!row || !mayRead(row, visitor)) throw new Refusal(404, "conversation_not_found");
		return row;
	}

	function mayRead(row: Row, { id, contact }: PublicVisitor): boolean {
		const owner = visitors.get(row.visitorId);
		return (
			row.visitorId === id || Boolean(contact?.isVerified && owner?.contact?.id === contact.id)
		);
	}

	return {
		send_visitor_message(visitor: PublicVisitor, args: MessageArgs): SentMessage {
			if (visitor.isBlocked) throw new Refusal(403, "visitor_blocked");
			const known = rows.get(args.conversation_id);
			const taken = [...rows.values()].find((row) => row.items.some((one) => one.id === args.id));
			if (known && !mayRead(known, visitor)) throw new Refusal(409, "id_taken");
			if (taken && taken !== known) throw new Refusal(409, "id_taken");
			const row = known ?? conversations.begin(args.conversation_id, visitor.id);
			if (!taken) writeMessage(conversations, { row, visitor, args, now });
			return answerTo(row, args.id);
		},
		list_timeline(
			visitor: PublicVisitor,
			args: { conversation_id: string; before?: number; limit: number },
		): TimelinePage {
			const { items } = rowOf(args.conversation_id, visitor);
			const older = items.filter((item) => item.order < (args.before ?? Number.POSITIVE_INFINITY));
			return { items: older.slice(-args.limit), hasMore: older.length > args.limit };
		},
		sync_conversation(
			visitor: PublicVisitor,
			{
				conversation_id: id,
				after,
				limit = 200,
			}: { conversation_id: string; after: number; limit?: number },
		): ConversationChanges {
			const { header, items } = rowOf(id, visitor);
			const changed = items
				.filter((item) => item.change > after)
				.sort((a, b) => a.change - b.change);
			return {
				conversation: header,
				items: changed.slice(0, limit),
				hasMore: changed.length > limit,
			};
		},
		list_conversations(
			visitor: PublicVisitor,
			args: { before: string | null; limit: number },
		): ConversationPage {
			return pageOf(
				[...rows.values()].filter((row) => mayRead(row, visitor)),
				args,
			);
		},
		mark_read(visitor: PublicVisitor, args: { conversation_id: string; upto: number }): Read {
			const row = rowOf(args.conversation_id, visitor);
			return conversations.readOn(row, { readerType: "visitor", readerId: null, upto: args.upto });
		},
		update_contact_metadata(visitor: PublicVisitor): PublicContact {
			const contact = visitors.get(visitor.id)?.contact;
			if (!contact) throw new Refusal(404, "contact_not_found");
			return contact;
		},
		touch_visitor: () => null,
	};
}

function writeMessage(
	{ write }: FakeConversations,
	{
		row,
		visitor,
		args,
		now,
	}: { row: Row; visitor: PublicVisitor; args: MessageArgs; now: () => number },
): void {
	const greetings = row.items.length === 0 ? args.greetings : [];
	for (const { content } of greetings) write(row, { id: uuidv7(now()), text: content });
	write(row, { id: args.id, text: args.text, visitorId: visitor.id });
	if (row.header.status !== "resolved") return;
	row.header = { ...row.header, status: "open", resolvedAt: null };
	write(row, { id: uuidv7(now()), type: "event" });
}

/** The message and, of a first one, the greetings before it: the same answer each time. */
function answerTo(row: Row, id: string): SentMessage {
	const place = row.items.findIndex((item) => item.id === id);
	const isFirst = row.items.slice(0, place).every((item) => !item.visitorId && !item.userId);
	return { conversation: row.header, items: row.items.slice(isFirst ? 0 : place, place + 1) };
}

function pageOf(
	rows: readonly Row[],
	{ before, limit }: { before: string | null; limit: number },
): ConversationPage {
	const all = rows
		.map((row) => row.header)
		.sort((a, b) => b.lastActivityAt.localeCompare(a.lastActivityAt) || b.id.localeCompare(a.id));
	const from = Number(before ?? 0);
	const to = from + limit;
	return {
		conversations: all.slice(from, to),
		nextCursor: all.length > to ? String(to) : null,
		unreadCount: all.reduce((sum, one) => sum + one.unreadCount, 0),
	};
}

import type { TimelineItem } from "@cossistant/protocol";
import { uuidv7 } from "../uuid.ts";
import { type Announce, createFakeConversations, type Row } from "./fake-conversations.ts";
import { createFakeFunctions } from "./fake-functions.ts";

export type FakeDatabase = ReturnType<typeof createFakeDatabase>;

/** A model of the database as one visitor may see it: the same numbers, the same answers, no SQL. */
export function createFakeDatabase({ now, announce }: { now: () => number; announce: Announce }) {
	const conversations = createFakeConversations({ now, announce });
	const { rows, visitors, write, readOn } = conversations;
	const moment = () => new Date(now()).toISOString();

	function row(conversationId: string): Row {
		const found = rows.get(conversationId);
		if (!found) throw new Error(`No conversation ${conversationId}`);
		return found;
	}

	return {
		visitors,
		functions: createFakeFunctions(conversations, now),
		items: (conversationId: string): readonly TimelineItem[] =>
			rows.get(conversationId)?.items ?? [],
		header: (conversationId: string) => row(conversationId).header,
		conversationsOf: (visitorId: string) =>
			[...rows.values()].filter((one) => one.visitorId === visitorId).map((one) => one.header.id),
		/** An agent starts a conversation, as one may from the dashboard. */
		begin: (id: string, visitorId: string) => conversations.begin(id, visitorId).header.id,
		agentSays: (conversationId: string, text: string, userId = "ada") =>
			write(row(conversationId), { id: uuidv7(now()), text, userId }),
		edit: (conversationId: string, id: string, text: string) =>
			write(row(conversationId), { id, text, editedAt: moment() }),
		remove: (conversationId: string, id: string) =>
			write(row(conversationId), { id, text: null, parts: [], deletedAt: moment() }),
		/** The conversation is deleted, as retention does. */
		erase(conversationId: string) {
			const { visitorId } = row(conversationId);
			rows.delete(conversationId);
			for (const topic of [`visitor:${visitorId}`, `conversation:${conversationId}`])
				announce(topic, "conversation_deleted", { conversationId });
		},
		agentReads: (conversationId: string, upto: number, readerId = "ada") =>
			readOn(row(conversationId), { readerType: "user", readerId, upto }),
		resolve(conversationId: string) {
			const found = row(conversationId);
			found.header = { ...found.header, status: "resolved", resolvedAt: moment() };
			write(found, { id: uuidv7(now()), type: "event" });
		},
	};
}

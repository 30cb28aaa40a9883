import { randomUUID } from "node:crypto";
import type { MakeArguments } from "../cast.ts";

export const visitorCalls: Record<string, MakeArguments> = {
	block_visitor: ({ victor }) => ({ visitor_id: victor.id }),
	list_conversations: () => ({}),
	rate_conversation: ({ conversationId }) => ({ conversation_id: conversationId, rating: 5 }),
	send_visitor_message: ({ conversationId }) => ({
		conversation_id: conversationId,
		id: randomUUID(),
		text: "Hello",
	}),
	touch_visitor: () => ({ page: { url: "https://shop.example/", title: null } }),
	unblock_visitor: ({ victor }) => ({ visitor_id: victor.id }),
	update_contact_metadata: () => ({ metadata: { plan: "pro" } }),
};

import { randomUUID } from "node:crypto";
import type { Cast, MakeArguments } from "../cast.ts";

const here = ({ conversationId }: Cast) => ({ conversation_id: conversationId });
const ownMessage = (cast: Cast) => ({ ...here(cast), id: cast.messageId });
const atAcme = ({ acme }: Cast) => ({ website_id: acme.websiteId });

/** A tag of Acme that no other call has. */
async function newTag({ ada, acme }: Cast): Promise<string> {
	return (await ada.rpc("create_tag", { website_id: acme.websiteId, name: randomUUID() })).id;
}

export const conversationCalls: Record<string, MakeArguments> = {
	add_tag: async (cast) => ({ ...here(cast), tag_id: await newTag(cast) }),
	archive: here,
	assign: (cast) => ({ ...here(cast), user_id: cast.ada.id }),
	bulk_act: ({ conversationId }) => ({
		conversation_ids: [conversationId],
		act: { type: "set_priority", priority: "high" },
	}),
	create_tag: (cast) => ({ ...atAcme(cast), name: randomUUID() }),
	delete_message: ownMessage,
	delete_tag: async (cast) => ({ id: await newTag(cast) }),
	edit_message: (cast) => ({ ...ownMessage(cast), text: randomUUID() }),
	get_conversation: ({ conversationId }) => ({ id: conversationId }),
	inbox: atAcme,
	inbox_counts: atAcme,
	join_conversation: here,
	leave_conversation: here,
	list_timeline: here,
	mark_read: (cast) => ({ ...here(cast), upto: 1 }),
	mark_spam: here,
	mark_unread: here,
	remove_tag: async (cast) => ({ ...here(cast), tag_id: await newTag(cast) }),
	search_conversations: (cast) => ({ ...atAcme(cast), query: "hello" }),
	send_message: (cast) => ({ ...here(cast), id: randomUUID(), text: "Hello" }),
	set_priority: (cast) => ({ ...here(cast), priority: "high" }),
	set_status: (cast) => ({ ...here(cast), status: "resolved" }),
	set_title: (cast) => ({ ...here(cast), title: "Title" }),
	snooze: here,
	start_conversation: (cast) => ({
		...atAcme(cast),
		conversation_id: randomUUID(),
		id: randomUUID(),
		text: "Hello",
		visitor_id: cast.vera.id,
	}),
	sync_conversation: (cast) => ({ ...here(cast), after: 0 }),
	update_tag: async (cast) => ({ id: await newTag(cast), color: "red" }),
};

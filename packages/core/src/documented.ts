import type { Conversation } from "@cossistant/protocol";
import type { CossistantClient } from "./client-types.ts";
import type { Shell } from "./shell.ts";

/** The documents' names for the client's verbs; loaded when one is used. */
export function createDocumentedVerbs(
	{ rpc }: Shell,
	{ newConversationId, sendMessage }: Pick<CossistantClient, "newConversationId" | "sendMessage">,
) {
	async function get(conversationId: string): Promise<Conversation> {
		// Asks for no changes, so that the answer is the conversation alone.
		const after = Number.MAX_SAFE_INTEGER;
		const args = { conversation_id: conversationId, after };
		return (await rpc<{ conversation: Conversation }>("sync_conversation", args)).conversation;
	}

	return {
		get,
		/** The newest hundred. */
		async list(): Promise<readonly Conversation[]> {
			const args = { before: null, limit: 100 };
			const page = await rpc<{ conversations: Conversation[] }>("list_conversations", args);
			return page.conversations;
		},
		async create(first: Parameters<typeof sendMessage>[1]): Promise<Conversation> {
			const { conversationId } = await sendMessage(newConversationId(), first);
			return get(conversationId);
		},
	};
}

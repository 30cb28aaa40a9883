import type { SupportErrorShape } from "@cossistant/core";
import type { Conversation } from "@cossistant/protocol";
import { useConversationState } from "./use-conversation-state.ts";

export type UseConversationResult = {
	conversation: Conversation | null;
	isLoading: boolean;
	error: SupportErrorShape | null;
};

/** One conversation, kept in step. */
export function useConversation(
	conversationId: string | null,
	options?: { enabled?: boolean | undefined },
): UseConversationResult {
	const { conversation, isLoading, error } = useConversationState(conversationId, options);
	return { conversation, isLoading, error };
}

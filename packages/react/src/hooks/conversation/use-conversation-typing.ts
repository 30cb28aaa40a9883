import type { Typist } from "@cossistant/core";
import { useConversationState } from "./use-conversation-state.ts";

/** Who of the team types in this conversation now. */
export function useConversationTyping(conversationId: string | null): readonly Typist[] {
	return useConversationState(conversationId).typists;
}

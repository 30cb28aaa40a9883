import type { Read } from "@cossistant/protocol";
import { useConversationState } from "./use-conversation-state.ts";

const NOBODY: readonly Read[] = [];

/** How far each reader of this conversation has read. */
export function useConversationSeen(conversationId: string | null): readonly Read[] {
	return useConversationState(conversationId).conversation?.reads ?? NOBODY;
}

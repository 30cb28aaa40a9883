import { useCallback, useState } from "react";
import { PENDING_CONVERSATION_ID } from "../state/navigation.ts";
import { useLatest } from "../use-latest.ts";
import { realId } from "./use-conversation-state.ts";

export type UseConversationLifecycleResult = {
	conversationId: string;
	/** Whether no message has been written yet. */
	isPending: boolean;
	realConversationId: string | null;
	setConversationId: (conversationId: string) => void;
	/** Whether it began here. */
	isNewConversation: boolean;
};

/** Follows a conversation from before its first message to after it. */
export function useConversationLifecycle({
	initialConversationId = PENDING_CONVERSATION_ID,
	onConversationCreated,
}: {
	initialConversationId?: string | undefined;
	onConversationCreated?: ((conversationId: string) => void) | undefined;
} = {}): UseConversationLifecycleResult {
	const [conversationId, setId] = useState(initialConversationId);
	const created = useLatest(onConversationCreated);
	const realConversationId = realId(conversationId);

	return {
		conversationId,
		isPending: realConversationId === null,
		realConversationId,
		isNewConversation: realId(initialConversationId) === null,
		setConversationId: useCallback(
			(next) => {
				setId(next);
				if (realId(next) !== null) created.current?.(next);
			},
			[created],
		),
	};
}

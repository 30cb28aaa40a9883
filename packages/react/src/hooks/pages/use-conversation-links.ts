import { useMemo } from "react";
import { PENDING_CONVERSATION_ID } from "../state/navigation.ts";
import { useSupportContext } from "../support-context.ts";
import { useLatest } from "../use-latest.ts";

/** Handlers that take the place of the widget's own navigation. */
export type ConversationLinkHandlers = {
	onStartConversation?: ((initialMessage?: string) => void) | undefined;
	onOpenConversation?: ((conversationId: string) => void) | undefined;
	onOpenConversationHistory?: (() => void) | undefined;
};

export type ConversationLinks = {
	/** Goes to a new conversation; words given are sent as its first message. */
	startConversation: (initialMessage?: string) => void;
	openConversation: (conversationId: string) => void;
	openConversationHistory: () => void;
};

/** The ways from a page to conversations. */
export function useConversationLinks(handlers: ConversationLinkHandlers): ConversationLinks {
	const { store } = useSupportContext("useConversationLinks");
	const latest = useLatest(handlers);

	return useMemo(() => {
		const open = (params: { conversationId: string; initialMessage?: string }) =>
			store.navigate<"CONVERSATION">({ page: "CONVERSATION", params });

		return {
			startConversation(initialMessage) {
				const { onStartConversation } = latest.current;
				if (onStartConversation) return onStartConversation(initialMessage);
				open({
					conversationId: PENDING_CONVERSATION_ID,
					...(initialMessage && { initialMessage }),
				});
			},
			openConversation(conversationId) {
				const { onOpenConversation } = latest.current;
				if (onOpenConversation) return onOpenConversation(conversationId);
				open({ conversationId });
			},
			openConversationHistory() {
				const { onOpenConversationHistory } = latest.current;
				if (onOpenConversationHistory) return onOpenConversationHistory();
				store.navigate({ page: "CONVERSATION_HISTORY" });
			},
		};
	}, [store, latest]);
}

import type { SupportErrorShape } from "@cossistant/core";
import type { Conversation } from "@cossistant/protocol";
import { useCallback, useEffect } from "react";
import { useStore } from "../state/use-store.ts";
import { useSupportContext } from "../support-context.ts";

export type UseConversationsResult = {
	/** Latest first. */
	conversations: readonly Conversation[];
	pagination: { hasMore: boolean; loadMore: () => Promise<void> };
	isLoading: boolean;
	error: SupportErrorShape | null;
	refetch: () => Promise<void>;
};

/** The visitor's conversations, kept in step while mounted. */
export function useConversations({
	enabled = true,
}: {
	enabled?: boolean | undefined;
} = {}): UseConversationsResult {
	const { client } = useSupportContext("useConversations");
	const { conversations, hasMore, isLoading, error } = useStore(client.conversationList);

	useEffect(() => (enabled ? client.watchConversationList() : undefined), [client, enabled]);

	return {
		conversations,
		pagination: { hasMore, loadMore: client.loadMoreConversations },
		isLoading,
		error,
		refetch: useCallback(async () => {
			await client.conversations.list();
		}, [client]),
	};
}

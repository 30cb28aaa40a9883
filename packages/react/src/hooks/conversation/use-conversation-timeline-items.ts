import type { ShownItem, SupportErrorShape } from "@cossistant/core";
import { useCallback } from "react";
import { useSupportContext } from "../support-context.ts";
import { realId, useConversationState } from "./use-conversation-state.ts";

export type UseConversationTimelineItemsResult = {
	/** Oldest first. */
	items: readonly ShownItem[];
	isLoading: boolean;
	error: SupportErrorShape | null;
	/** Whether older items exist. */
	hasNextPage: boolean;
	/** Where the next older page begins. */
	nextCursor: number | null;
	/** Loads older items. */
	fetchNextPage: () => Promise<void>;
	/** Loads the conversation again. */
	refetch: () => Promise<void>;
};

/** The timeline of one conversation, newest page first, older ones on demand. */
export function useConversationTimelineItems(
	conversationId: string | null,
	options?: { enabled?: boolean | undefined },
): UseConversationTimelineItemsResult {
	const { client } = useSupportContext("useConversationTimelineItems");
	const { items, isLoading, error, hasOlder } = useConversationState(conversationId, options);
	const id = realId(conversationId);

	return {
		items,
		isLoading,
		error,
		hasNextPage: hasOlder,
		nextCursor: hasOlder ? (items[0]?.order ?? null) : null,
		fetchNextPage: useCallback(
			() => (id === null ? Promise.resolve() : client.loadOlder(id)),
			[client, id],
		),
		refetch: useCallback(async () => {
			if (id !== null) await client.conversations.get(id);
		}, [client, id]),
	};
}

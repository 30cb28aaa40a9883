import type { SupportErrorShape } from "@cossistant/core";
import type { Conversation } from "@cossistant/protocol";
import { useCallback, useState } from "react";
import { useConversations } from "../conversation/use-conversations.ts";
import {
	type ConversationLinkHandlers,
	type ConversationLinks,
	useConversationLinks,
} from "./use-conversation-links.ts";

/** How many more conversations one step shows. */
const STEP = 10;

export type UseConversationHistoryPageOptions = ConversationLinkHandlers & {
	initialVisibleCount?: number | undefined;
	enabled?: boolean | undefined;
};

export type UseConversationHistoryPageResult = Omit<
	ConversationLinks,
	"openConversationHistory"
> & {
	conversations: readonly Conversation[];
	isLoading: boolean;
	error: SupportErrorShape | null;
	visibleConversations: readonly Conversation[];
	visibleCount: number;
	/** Whether more can be shown, loaded already or not. */
	hasMore: boolean;
	/** How many loaded ones are not shown. */
	remainingCount: number;
	showMore: () => void;
	showAll: () => void;
	refetch: () => Promise<void>;
};

/** What the page with all conversations shows and does. */
export function useConversationHistoryPage(
	options: UseConversationHistoryPageOptions = {},
): UseConversationHistoryPageResult {
	const { initialVisibleCount = 4, enabled } = options;
	const { conversations, pagination, isLoading, error, refetch } = useConversations({ enabled });
	const [wanted, setWanted] = useState(initialVisibleCount);
	const { startConversation, openConversation } = useConversationLinks(options);
	const { hasMore, loadMore } = pagination;
	const visibleConversations = conversations.slice(0, wanted);

	const showMore = useCallback(() => {
		setWanted((count) => count + STEP);
		if (hasMore && wanted + STEP > conversations.length) void loadMore();
	}, [hasMore, loadMore, wanted, conversations.length]);

	return {
		conversations,
		isLoading,
		error,
		visibleConversations,
		visibleCount: visibleConversations.length,
		hasMore: hasMore || conversations.length > wanted,
		remainingCount: conversations.length - visibleConversations.length,
		showMore,
		showAll: useCallback(() => setWanted(Number.POSITIVE_INFINITY), []),
		openConversation,
		startConversation,
		refetch,
	};
}

import type { SupportErrorShape } from "@cossistant/core";
import type { Conversation } from "@cossistant/protocol";
import { useConversations } from "../conversation/use-conversations.ts";
import {
	type ConversationLinkHandlers,
	type ConversationLinks,
	useConversationLinks,
} from "./use-conversation-links.ts";

export type UseHomePageResult = ConversationLinks & {
	conversations: readonly Conversation[];
	isLoading: boolean;
	error: SupportErrorShape | null;
	/** The open conversation that somebody wrote in last. */
	lastOpenConversation: Conversation | null;
	/** How many others there are. */
	availableConversationsCount: number;
	hasConversations: boolean;
};

/** What the home page shows and does. */
export function useHomePage(
	options: ConversationLinkHandlers & { enabled?: boolean | undefined } = {},
): UseHomePageResult {
	const { conversations, isLoading, error } = useConversations({ enabled: options.enabled });
	const lastOpenConversation = conversations.find(({ status }) => status === "open") ?? null;

	return {
		conversations,
		isLoading,
		error,
		lastOpenConversation,
		availableConversationsCount: conversations.length - (lastOpenConversation === null ? 0 : 1),
		hasConversations: conversations.length > 0,
		...useConversationLinks(options),
	};
}

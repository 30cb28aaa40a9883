import type { CossistantClient } from "@cossistant/core";
import type { TimelineItem } from "@cossistant/protocol";
import { useEffect } from "react";
import { useWindowVisibilityFocus } from "../use-window-visibility-focus.ts";
import { CONVERSATION_AUTO_SEEN_DELAY_MS } from "./auto-seen-delay.ts";
import { realId } from "./use-conversation-state.ts";

export type UseConversationAutoSeenOptions = {
	client: CossistantClient;
	conversationId: string | null;
	visitorId?: string | undefined;
	/** The newest item on screen. */
	lastTimelineItem: TimelineItem | null;
	enabled?: boolean | undefined;
	isWidgetOpen?: boolean | undefined;
};

/** Marks a conversation read once its newest item has been looked at for two seconds, in an open widget of a visible, focused tab. */
export function useConversationAutoSeen(options: UseConversationAutoSeenOptions): void {
	const { client, lastTimelineItem, enabled = true, isWidgetOpen = true } = options;
	const conversationId = realId(options.conversationId);
	const isLookedAt = useWindowVisibilityFocus() && isWidgetOpen && enabled;
	const newest = lastTimelineItem?.order ?? 0;

	useEffect(() => {
		if (!isLookedAt || conversationId === null || newest === 0) return;
		const timer = setTimeout(() => {
			const { conversation } = client.conversation(conversationId).get();
			if (conversation === null || conversation.unreadCount === 0) return;
			// A mark that gets lost is made again with the next item or look.
			client.markRead(conversationId).catch(() => {});
		}, CONVERSATION_AUTO_SEEN_DELAY_MS);
		return () => clearTimeout(timer);
	}, [client, conversationId, newest, isLookedAt]);
}

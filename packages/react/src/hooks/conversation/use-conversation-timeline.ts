import type { ShownItem, Typist } from "@cossistant/core";
import type { Read } from "@cossistant/protocol";
import { useMemo } from "react";
import type { TimelineRow } from "./group-timeline.ts";
import { type LastSeen, lastSeenItem } from "./last-seen-item.ts";
import { useConversationState } from "./use-conversation-state.ts";
import { useGroupedMessages } from "./use-grouped-messages.ts";

export type UseConversationTimelineResult = {
	/** Days, groups of messages and events, oldest first. */
	groupedItems: TimelineRow<ShownItem>[];
	/** How far each reader has read. */
	seenData: readonly Read[];
	/** How far the team has read the visitor's messages. */
	lastSeen: LastSeen | null;
	typingParticipants: readonly Typist[];
};

const NOBODY: readonly Read[] = [];

/** Everything a conversation's timeline draws; `items` replaces the conversation's own. */
export function useConversationTimeline(options: {
	conversationId: string | null;
	items?: readonly ShownItem[] | undefined;
}): UseConversationTimelineResult {
	const state = useConversationState(options.conversationId);
	const items = options.items ?? state.items;
	const seenData = state.conversation?.reads ?? NOBODY;

	return {
		groupedItems: useGroupedMessages(items),
		seenData,
		lastSeen: useMemo(() => lastSeenItem(items, seenData), [items, seenData]),
		typingParticipants: state.typists,
	};
}

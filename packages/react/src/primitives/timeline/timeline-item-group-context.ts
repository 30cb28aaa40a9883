import type { TimelineItem } from "@cossistant/protocol";
import { createContext, useContext } from "react";
import { senderOf } from "../../hooks/conversation/sender.ts";
import type { SenderType } from "../../hooks/default-message.ts";

/** What a group of messages tells the parts inside it. */
export type TimelineItemGroupState = {
	senderType: SenderType;
	senderId: string | null;
	viewerType: SenderType;
	isSentByViewer: boolean;
	isReceivedByViewer: boolean;
	isVisitor: boolean;
	isAI: boolean;
	isTeamMember: boolean;
	itemCount: number;
	firstItemId: string | null;
	lastItemId: string | null;
	hasBeenSeenByViewer: boolean;
	/** Who else has read the group's last message. */
	seenByIds: readonly string[];
};

export type TimelineItemGroupInput = {
	items?: readonly TimelineItem[] | undefined;
	/** Who looks at it; without an id, the viewer's type decides. */
	viewerId?: string | undefined;
	viewerType?: SenderType | undefined;
	seenByIds?: readonly string[] | undefined;
	/** The last item each reader has read, by reader. */
	lastReadItemIds?: ReadonlyMap<string, string> | undefined;
};

export type TimelineItemGroupContextValue = TimelineItemGroupState & {
	lastReadItemIds: ReadonlyMap<string, string>;
};

const NONE: ReadonlyMap<string, string> = new Map();

export function groupStateOf(input: TimelineItemGroupInput): TimelineItemGroupContextValue {
	const { items = [], viewerId, viewerType = "visitor", seenByIds = [] } = input;
	const first = items[0];
	const sender = first ? senderOf(first) : { type: viewerType, id: null };
	const isSentByViewer =
		sender.type === viewerType && (viewerId === undefined || sender.id === viewerId);

	return {
		senderType: sender.type,
		senderId: sender.id,
		viewerType,
		isSentByViewer,
		isReceivedByViewer: !isSentByViewer,
		isVisitor: sender.type === "visitor",
		isAI: sender.type === "ai",
		isTeamMember: sender.type === "team_member",
		itemCount: items.length,
		firstItemId: first?.id ?? null,
		lastItemId: items.at(-1)?.id ?? null,
		hasBeenSeenByViewer: viewerId !== undefined && seenByIds.includes(viewerId),
		seenByIds,
		lastReadItemIds: input.lastReadItemIds ?? NONE,
	};
}

export const TimelineItemGroupContext = createContext<TimelineItemGroupContextValue | null>(null);

export function useTimelineItemGroup(part: string): TimelineItemGroupContextValue {
	const group = useContext(TimelineItemGroupContext);
	if (group === null) throw new Error(`${part} must be used inside <TimelineItemGroup>.`);
	return group;
}

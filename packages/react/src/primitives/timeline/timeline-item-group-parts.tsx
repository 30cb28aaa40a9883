import type { ReactNode } from "react";
import type { SenderType } from "../../hooks/default-message.ts";
import { ofState, type PartProps, part, type StatefulPartProps } from "../part.tsx";
import { useTimelineItemGroup } from "./timeline-item-group-context.ts";

export type TimelineItemGroupHeaderState = {
	name: string | undefined;
	senderId: string | null;
	senderType: SenderType;
};

export type TimelineItemGroupHeaderProps = StatefulPartProps<
	"div",
	TimelineItemGroupHeaderState,
	{ name?: string | undefined }
>;

/** Who wrote the group. */
export const TimelineItemGroupHeader = part(
	"div",
	function TimelineItemGroupHeader(props: TimelineItemGroupHeaderProps) {
		const { name, className, children, ...rest } = props;
		const { senderId, senderType } = useTimelineItemGroup("TimelineItemGroupHeader");
		const state = { name, senderId, senderType };

		return {
			...rest,
			className: ofState(className, state),
			children: ofState(children, state) ?? name,
		};
	},
);

export type TimelineItemGroupAvatarProps = PartProps<
	"div",
	{ src?: string | null | undefined; alt?: string | undefined }
>;

/** The sender's picture: from `src`, or children of your own. */
export const TimelineItemGroupAvatar = part(
	"div",
	function TimelineItemGroupAvatar(props: TimelineItemGroupAvatarProps) {
		const { src, alt = "", children, ...rest } = props;
		return { ...rest, children: children ?? (src ? <img src={src} alt={alt} /> : null) };
	},
);

/** Holds the group's messages. */
export const TimelineItemGroupContent = part(
	"div",
	function TimelineItemGroupContent({ ...props }: PartProps<"div">) {
		return props;
	},
);

export type TimelineItemGroupSeenState = { seenByIds: readonly string[]; hasBeenSeen: boolean };

/** Tells that somebody has read the group; there once somebody has. */
export const TimelineItemGroupSeenIndicator = part(
	"div",
	function TimelineItemGroupSeenIndicator(
		props: StatefulPartProps<"div", TimelineItemGroupSeenState>,
	) {
		const { className, children, ...rest } = props;
		const { seenByIds } = useTimelineItemGroup("TimelineItemGroupSeenIndicator");
		const state = { seenByIds, hasBeenSeen: seenByIds.length > 0 };
		if (!state.hasBeenSeen) return null;

		return {
			...rest,
			className: ofState(className, state),
			children: ofState(children, state),
		};
	},
);

export type TimelineItemGroupReadState = {
	readers: { userId: string; isLastRead: boolean }[];
	lastReaderIds: string[];
};

export type TimelineItemGroupReadIndicatorProps = StatefulPartProps<
	"div",
	TimelineItemGroupReadState,
	{ itemId: string; lastReadItemIds?: ReadonlyMap<string, string> | undefined }
>;

/** Tells who has read up to exactly this item. */
export const TimelineItemGroupReadIndicator = part(
	"div",
	function TimelineItemGroupReadIndicator(props: TimelineItemGroupReadIndicatorProps) {
		const { itemId, lastReadItemIds, className, children, ...rest } = props;
		const group = useTimelineItemGroup("TimelineItemGroupReadIndicator");
		const state = readStateOf(itemId, lastReadItemIds ?? group.lastReadItemIds);
		if (state.lastReaderIds.length === 0) return null;

		return {
			...rest,
			className: ofState(className, state),
			children: ofState(
				children as ReactNode | ((state: TimelineItemGroupReadState) => ReactNode),
				state,
			),
		};
	},
);

function readStateOf(
	itemId: string,
	lastReadItemIds: ReadonlyMap<string, string>,
): TimelineItemGroupReadState {
	const readers = [...lastReadItemIds].map(([userId, lastItemId]) => ({
		userId,
		isLastRead: lastItemId === itemId,
	}));
	return {
		readers,
		lastReaderIds: readers.filter(({ isLastRead }) => isLastRead).map(({ userId }) => userId),
	};
}

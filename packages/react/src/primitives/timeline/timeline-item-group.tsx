import { ofState, part, type StatefulPartProps } from "../part.tsx";
import { provideInside } from "../provide-inside.ts";
import {
	groupStateOf,
	TimelineItemGroupContext,
	type TimelineItemGroupInput,
	type TimelineItemGroupState,
} from "./timeline-item-group-context.ts";

export type TimelineItemGroupProps = StatefulPartProps<
	"div",
	TimelineItemGroupState,
	TimelineItemGroupInput
>;

/** The messages that one sender wrote in a row. */
export const TimelineItemGroup = part(
	"div",
	function TimelineItemGroup(props: TimelineItemGroupProps) {
		const { items, viewerId, viewerType, seenByIds, lastReadItemIds, ...attributes } = props;
		const { className, children, ...rest } = attributes;
		const state = groupStateOf({ items, viewerId, viewerType, seenByIds, lastReadItemIds });

		return {
			role: "group",
			"data-sender": state.senderType,
			"data-sent": state.isSentByViewer ? "" : undefined,
			...rest,
			className: ofState(className, state),
			children: provideInside(TimelineItemGroupContext, state, {
				children: ofState(children, state),
				asChild: rest.asChild,
			}),
		};
	},
);

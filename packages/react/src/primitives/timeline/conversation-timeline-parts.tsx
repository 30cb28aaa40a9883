import { useContext } from "react";
import { ofState, part, type StatefulPartProps } from "../part.tsx";
import { type ConversationTimelineState, TimelineContext } from "./timeline-context.ts";

export type ConversationTimelinePartProps = StatefulPartProps<"div", ConversationTimelineState>;

function useTimelinePart({ className, children, ...rest }: ConversationTimelinePartProps) {
	const state = useContext(TimelineContext);
	const attributes = {
		...rest,
		className: ofState(className, state),
		children: ofState(children, state),
	};
	return { state, attributes };
}

/** Holds the items. */
export const ConversationTimelineContainer = part(
	"div",
	function ConversationTimelineContainer(props: ConversationTimelinePartProps) {
		return useTimelinePart(props).attributes;
	},
);

/** Shown while items are on their way. */
export const ConversationTimelineLoading = part(
	"div",
	function ConversationTimelineLoading(props: ConversationTimelinePartProps) {
		const { state, attributes } = useTimelinePart(props);
		return state.isLoading ? { role: "status", ...attributes } : null;
	},
);

/** Shown when there is nothing to read and nothing on its way. */
export const ConversationTimelineEmpty = part(
	"div",
	function ConversationTimelineEmpty(props: ConversationTimelinePartProps) {
		const { state, attributes } = useTimelinePart(props);
		return state.isEmpty && !state.isLoading ? attributes : null;
	},
);

import { createContext } from "react";

/** What a timeline tells the parts inside it. */
export type ConversationTimelineState = {
	itemCount: number;
	isLoading: boolean;
	hasMore: boolean;
	isEmpty: boolean;
};

export const TimelineContext = createContext<ConversationTimelineState>({
	itemCount: 0,
	isLoading: false,
	hasMore: false,
	isEmpty: true,
});

// @vitest-environment jsdom
import { describePart } from "../testing/describe-part.tsx";
import { fromAda } from "../testing/story.ts";
import {
	Avatar,
	AvatarFallback,
	Bubble,
	Button,
	ConversationTimeline,
	ConversationTimelineContainer,
	ConversationTimelineEmpty,
	ConversationTimelineLoading,
	MultimodalInput,
	TimelineItem,
	TimelineItemContent,
	TimelineItemGroup,
	TimelineItemGroupAvatar,
	TimelineItemGroupContent,
	TimelineItemGroupHeader,
	TimelineItemGroupReadIndicator,
	TimelineItemGroupSeenIndicator,
	TimelineItemTimestamp,
	TypingIndicator,
	Window,
} from "./index.ts";

const item = fromAda("Hello");
const lastReadItemIds = new Map([["ada", item.id]]);
const inGroup = {
	within: (children: React.ReactNode) => (
		<TimelineItemGroup items={[item]} seenByIds={["ada"]} lastReadItemIds={lastReadItemIds}>
			{children}
		</TimelineItemGroup>
	),
};
const inItem = {
	within: (children: React.ReactNode) => <TimelineItem item={item}>{children}</TimelineItem>,
};

describePart(<Button />);
describePart(<Bubble />);
describePart(<Window isOpen />);
describePart(<MultimodalInput value="" onChange={() => {}} />, { isVoid: true });
describePart(<TypingIndicator participants={[{ id: "ada", name: "Ada" }]} />);
describePart(<Avatar />);
describePart(<AvatarFallback name="Ada" />, {
	within: (children) => <Avatar>{children}</Avatar>,
});
describePart(<ConversationTimeline items={[item]} />);
describePart(<ConversationTimelineContainer />);
describePart(<ConversationTimelineEmpty />);
describePart(<ConversationTimelineLoading />, {
	within: (children) => <ConversationTimeline isLoading>{children}</ConversationTimeline>,
});
describePart(<TimelineItem item={item} />);
describePart(<TimelineItemContent />, inItem);
describePart(<TimelineItemTimestamp />, inItem);
describePart(<TimelineItemGroup items={[item]} />);
describePart(<TimelineItemGroupHeader name="Ada" />, inGroup);
describePart(<TimelineItemGroupAvatar />, inGroup);
describePart(<TimelineItemGroupContent />, inGroup);
describePart(<TimelineItemGroupSeenIndicator />, inGroup);
describePart(<TimelineItemGroupReadIndicator itemId={item.id} />, inGroup);

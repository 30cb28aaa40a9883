import type { ShownItem } from "@cossistant/core";
import { type RefObject, useCallback, useEffect, useMemo, useRef, useState } from "react";
import type { TimelineRow } from "../../hooks/conversation/group-timeline.ts";
import { lastSeenItem } from "../../hooks/conversation/last-seen-item.ts";
import { useGroupedMessages } from "../../hooks/conversation/use-grouped-messages.ts";
import type { UseConversationPageResult } from "../../hooks/pages/use-conversation-page.ts";
import { useSupportText } from "../../hooks/text/use-support-text.ts";
import { ConversationTimeline } from "../../primitives/timeline/conversation-timeline.tsx";
import { ConversationTimelineContainer } from "../../primitives/timeline/conversation-timeline-parts.tsx";
import { useDates } from "../shared/use-dates.ts";
import type { Team } from "../shared/use-team.ts";
import { EventLine } from "./event-line.tsx";
import { JumpToLatest } from "./jump-to-latest.tsx";
import { MessageGroup } from "./message-group.tsx";
import { TypingLine } from "./typing-line.tsx";

/** Older messages are asked for this far before the reader comes to the oldest. */
const LOAD_AHEAD_PX = 300;

export type TimelineProps = { page: UseConversationPageResult; team: Team };

/** The messages of a conversation, with the days between them. */
export function Timeline({ page, team }: TimelineProps) {
	const { items, hasOlder, loadOlder } = page;
	const text = useSupportText();
	const element = useRef<HTMLDivElement>(null);
	const [isPinned, setPinned] = useState(true);
	const rows = useGroupedMessages(items);
	const reads = page.conversation?.reads;
	const lastSeen = useMemo(() => lastSeenItem(items, reads ?? []), [items, reads]);
	useOwnInSight(element, page.lastTimelineItem);
	const onScrollStart = useCallback(() => {
		if (hasOlder) loadOlder();
	}, [hasOlder, loadOlder]);

	return (
		<div className="co-timeline">
			<ConversationTimeline
				ref={element}
				className="co-timeline-scroll"
				aria-label={text("component.timeline.label")}
				items={items}
				hasMore={hasOlder}
				isLoading={page.isLoading}
				scrollStartThreshold={LOAD_AHEAD_PX}
				onScrollStart={onScrollStart}
				onPinnedChange={setPinned}
			>
				<ConversationTimelineContainer className="co-timeline-items">
					{hasOlder && <span className="co-timeline-older" aria-hidden="true" />}
					{rows.map((row) => (
						<Row key={row.key} row={row} page={page} team={team} lastSeen={lastSeen} />
					))}
					<TypingLine typists={page.typists} team={team} conversation={page.conversation} />
				</ConversationTimelineContainer>
			</ConversationTimeline>
			<JumpToLatest timeline={element} isShown={!isPinned} items={items} />
		</div>
	);
}

/** Whoever sends a message wants to see it, wherever they were reading. */
function useOwnInSight(timeline: RefObject<HTMLElement | null>, last: ShownItem | null) {
	const isSending = last?.delivery.state === "sending";
	const id = last?.id;
	useEffect(() => {
		const element = timeline.current;
		if (element !== null && isSending && id !== undefined) element.scrollTop = element.scrollHeight;
	}, [timeline, isSending, id]);
}

type RowProps = TimelineProps & {
	row: TimelineRow<UseConversationPageResult["items"][number]>;
	lastSeen: ReturnType<typeof lastSeenItem>;
};

function Row({ row, page, team, lastSeen }: RowProps) {
	// Before the first message there is only a greeting, which is of no day.
	if (row.kind === "day") return page.isPending ? null : <Day date={row.date} />;
	if (row.kind === "event") {
		return <EventLine item={row.item} team={team} conversation={page.conversation} />;
	}
	return <MessageGroup group={row} page={page} team={team} lastSeen={lastSeen} />;
}

function Day({ date }: { date: Date }) {
	const dates = useDates();
	return (
		<p className="co-day">
			<time className="co-plain" dateTime={date.toISOString()}>
				{dates.day(date)}
			</time>
		</p>
	);
}

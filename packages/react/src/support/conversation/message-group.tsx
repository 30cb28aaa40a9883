import type { ShownItem } from "@cossistant/core";
import type { TimelineRow } from "../../hooks/conversation/group-timeline.ts";
import type { LastSeen } from "../../hooks/conversation/last-seen-item.ts";
import type { UseConversationPageResult } from "../../hooks/pages/use-conversation-page.ts";
import { useSupportText } from "../../hooks/text/use-support-text.ts";
import { TimelineItemGroup } from "../../primitives/timeline/timeline-item-group.tsx";
import {
	TimelineItemGroupContent,
	TimelineItemGroupHeader,
} from "../../primitives/timeline/timeline-item-group-parts.tsx";
import { Face } from "../shared/face.tsx";
import type { Team } from "../shared/use-team.ts";
import { Message } from "./message.tsx";
import { MessageStanding } from "./message-standing.tsx";

export type MessageGroupProps = {
	group: Extract<TimelineRow<ShownItem>, { kind: "group" }>;
	page: UseConversationPageResult;
	team: Team;
	lastSeen: LastSeen | null;
};

/** What somebody wrote in a row: their face once, their words below each other, the time at the end. */
export function MessageGroup({ group, page, team, lastSeen }: MessageGroupProps) {
	const text = useSupportText();
	const { sender, items } = group;
	const isOwn = sender.type === "visitor";
	const person = team.personOf(sender, page.conversation);
	const name = isOwn ? text("common.fallbacks.you") : person.name;

	return (
		<TimelineItemGroup items={items} className="co-group" aria-label={name}>
			{!isOwn && <Face person={person} size="small" />}
			<TimelineItemGroupContent className="co-group-content">
				{!isOwn && (
					<TimelineItemGroupHeader className="co-group-header" aria-hidden="true">
						{person.name}
						{sender.type === "ai" && (
							<span className="co-chip">{text("common.labels.aiAgentIndicator")}</span>
						)}
					</TimelineItemGroupHeader>
				)}
				{items.map((item, index) => (
					<MessageWithStanding
						key={item.id}
						item={item}
						isLast={index === items.length - 1}
						page={page}
						team={team}
						lastSeen={lastSeen}
					/>
				))}
			</TimelineItemGroupContent>
		</TimelineItemGroup>
	);
}

type MessageWithStandingProps = Omit<MessageGroupProps, "group"> & {
	item: ShownItem;
	isLast: boolean;
};

/** Only what differs is said: the last of a group tells the time, one that was not sent tells so wherever it stands. */
function MessageWithStanding({ item, isLast, ...rest }: MessageWithStandingProps) {
	const isHeldBack = item.delivery.state === "sending" && item.delivery.heldBack !== undefined;
	const isToldApart =
		item.delivery.state === "failed" || isHeldBack || rest.lastSeen?.itemId === item.id;
	const isSaid = isToldApart || (isLast && !rest.page.isPending);
	return (
		<>
			<Message item={item} />
			{isSaid && <MessageStanding item={item} {...rest} />}
		</>
	);
}

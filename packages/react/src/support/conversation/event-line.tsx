import type { ShownItem } from "@cossistant/core";
import type { Conversation, EventPart, EventType } from "@cossistant/protocol";
import type { SupportTextKey } from "../../hooks/text/keys.ts";
import { useSupportText } from "../../hooks/text/use-support-text.ts";
import { TimelineItem } from "../../primitives/timeline/timeline-item.tsx";
import type { Team } from "../shared/use-team.ts";

type EventKey = Extract<SupportTextKey, `component.conversationEvent.${string}`>;

const KEYS: Record<EventType, EventKey> = {
	assigned: "component.conversationEvent.assigned",
	unassigned: "component.conversationEvent.unassigned",
	participant_requested: "component.conversationEvent.participantRequested",
	participant_joined: "component.conversationEvent.participantJoined",
	participant_left: "component.conversationEvent.participantLeft",
	status_changed: "component.conversationEvent.statusChanged",
	priority_changed: "component.conversationEvent.priorityChanged",
	tag_added: "component.conversationEvent.tagAdded",
	tag_removed: "component.conversationEvent.tagRemoved",
	resolved: "component.conversationEvent.resolved",
	reopened: "component.conversationEvent.reopened",
	visitor_blocked: "component.conversationEvent.visitorBlocked",
	visitor_unblocked: "component.conversationEvent.visitorUnblocked",
	visitor_identified: "component.conversationEvent.visitorIdentified",
};

/** Something that happened to the conversation, in one quiet line. */
export function EventLine(props: {
	item: ShownItem;
	team: Team;
	conversation: Conversation | null;
}) {
	const { item, team, conversation } = props;
	const text = useSupportText();
	const event = item.parts.find((part) => part.type === "event");
	if (event === undefined) return null;

	const actorName = item.visitorId
		? text("common.fallbacks.you")
		: team.personOf(actorOf(item, event), conversation).name;
	// A newer server may know events that this page does not.
	const key = KEYS[event.eventType] ?? "component.conversationEvent.default";
	return (
		<TimelineItem item={item} className="co-event">
			{text(key, { actorName })}
		</TimelineItem>
	);
}

function actorOf(item: ShownItem, { actorUserId, actorAiAgentId }: EventPart) {
	const aiAgentId = actorAiAgentId ?? item.aiAgentId;
	return aiAgentId
		? ({ type: "ai", id: aiAgentId } as const)
		: ({ type: "team_member", id: actorUserId ?? item.userId } as const);
}

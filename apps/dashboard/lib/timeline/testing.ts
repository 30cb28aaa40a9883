import type { EventPart } from "@cossistant/protocol";
import type { TeamItem } from "../live/team-timeline.ts";

/** A timeline item for tests: a public message of the visitor unless told otherwise. */
export function itemOf(given: Partial<TeamItem> & { order: number }): TeamItem {
	return {
		id: `item-${given.order}`,
		conversationId: "conversation",
		type: "message",
		visibility: "public",
		change: given.order,
		text: `text ${given.order}`,
		parts: [],
		visitorId: "vera",
		userId: null,
		aiAgentId: null,
		createdAt: new Date(2026, 10, 20, 12, given.order).toISOString(),
		editedAt: null,
		deletedAt: null,
		delivery: { state: "sent" },
		...given,
	};
}

/** An event item for tests. */
export function eventOf(order: number, part: Partial<EventPart> & Pick<EventPart, "eventType">) {
	const none = {
		actorUserId: null,
		actorAiAgentId: null,
		targetUserId: null,
		targetAiAgentId: null,
	};
	return itemOf({ order, type: "event", text: null, parts: [{ type: "event", ...none, ...part }] });
}

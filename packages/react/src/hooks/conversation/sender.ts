import type { TimelineItem } from "@cossistant/protocol";
import type { SenderType } from "../default-message.ts";

/** Who wrote an item; a greeting of the website comes from the team as a whole, without an id. */
export type TimelineSender = { type: SenderType; id: string | null };

type Actors = Pick<TimelineItem, "visitorId" | "userId" | "aiAgentId">;

export function senderOf({ visitorId, userId, aiAgentId }: Actors): TimelineSender {
	if (visitorId) return { type: "visitor", id: visitorId };
	if (aiAgentId) return { type: "ai", id: aiAgentId };
	return { type: "team_member", id: userId ?? null };
}

export function isSameSender(one: TimelineSender, other: TimelineSender): boolean {
	return one.type === other.type && one.id === other.id;
}

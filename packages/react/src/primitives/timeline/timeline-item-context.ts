import type { TimelineItem } from "@cossistant/protocol";
import { createContext } from "react";
import { senderOf } from "../../hooks/conversation/sender.ts";

/** What an item tells the parts inside it. */
export type TimelineItemState = {
	isVisitor: boolean;
	isAI: boolean;
	isHuman: boolean;
	senderType: "visitor" | "ai" | "human";
	timestamp: Date;
	text: string;
	itemType: TimelineItem["type"];
};

/** The fields of an item that a part needs; a list of messages of your own has at least some of them. */
export type TimelineItemInput = Partial<Omit<TimelineItem, "id">> & { id?: string | undefined };

export function stateOf(item: TimelineItemInput): TimelineItemState {
	const { visitorId = null, userId = null, aiAgentId = null } = item;
	const { type } = senderOf({ visitorId, userId, aiAgentId });

	return {
		isVisitor: type === "visitor",
		isAI: type === "ai",
		isHuman: type === "team_member",
		senderType: type === "team_member" ? "human" : type,
		timestamp: new Date(item.createdAt ?? Date.now()),
		text: item.text ?? "",
		itemType: item.type ?? "message",
	};
}

export const TimelineItemContext = createContext<TimelineItemState | null>(null);

import type { ShownItem } from "@cossistant/core";
import type {
	Conversation,
	HumanAgent,
	PublicVisitor,
	PublicWebsite,
	TimelineItem,
} from "@cossistant/protocol";

/** The people and places of every test here: Acme, Ada its agent, Vera who visits. */
export const ada: HumanAgent = {
	id: "0198a000-0000-7000-8000-0000000000a1",
	name: "Ada Lovelace",
	image: null,
	lastSeenAt: new Date().toISOString(),
};

export const grace: HumanAgent = {
	id: "0198a000-0000-7000-8000-0000000000a2",
	name: "Grace Hopper",
	image: null,
	lastSeenAt: "2020-01-01T00:00:00+00:00",
};

export const acme: PublicWebsite = {
	id: "0198a000-0000-7000-8000-0000000000b1",
	name: "Acme",
	domain: "acme.test",
	description: null,
	logoUrl: null,
	organizationId: "0198a000-0000-7000-8000-0000000000b2",
	status: "active",
	lastOnlineAt: null,
	availableHumanAgents: [ada, grace],
	availableAIAgents: [],
	defaultMessages: [],
	quickOptions: [],
	isTypingPreviewEnabled: false,
};

export const vera: PublicVisitor = {
	id: "0198a000-0000-7000-8000-0000000000c1",
	isBlocked: false,
	language: "en-GB",
	timezone: "Europe/London",
	contact: null,
};

export const aConversationId = "0198a000-0000-7000-8000-0000000000d1";

/** A conversation of Vera's, with whatever differs. */
export function aConversation(difference: Partial<Conversation> = {}): Conversation {
	return {
		id: aConversationId,
		websiteId: acme.id,
		status: "open",
		title: null,
		createdAt: "2025-05-12T09:00:00+00:00",
		lastActivityAt: "2025-05-12T09:00:00+00:00",
		resolvedAt: null,
		lastItem: null,
		lastChange: 0,
		participants: [],
		reads: [],
		unreadCount: 0,
		...difference,
	};
}

let itemCount = 0;

/** An item of a timeline, with whatever differs; by nobody unless told. */
export function anItem(difference: Partial<ShownItem> = {}): ShownItem {
	itemCount += 1;
	const text = difference.text === undefined ? `Message ${itemCount}` : difference.text;
	return {
		id: `item-${itemCount}`,
		conversationId: aConversationId,
		type: "message",
		visibility: "public",
		order: itemCount,
		change: itemCount,
		text,
		parts: text === null ? [] : [{ type: "text", text }],
		visitorId: null,
		userId: null,
		aiAgentId: null,
		createdAt: "2025-05-12T09:00:00+00:00",
		editedAt: null,
		deletedAt: null,
		delivery: { state: "sent" },
		...difference,
	};
}

export function fromVera(text: string, difference: Partial<ShownItem> = {}): ShownItem {
	return anItem({ text, visitorId: vera.id, ...difference });
}

export function fromAda(text: string, difference: Partial<ShownItem> = {}): ShownItem {
	return anItem({ text, userId: ada.id, ...difference });
}

/** Something that happened, by Ada. */
export function anEvent(
	eventType: Extract<TimelineItem["parts"][number], { type: "event" }>["eventType"],
	difference: Partial<ShownItem> = {},
): ShownItem {
	return anItem({
		type: "event",
		text: null,
		userId: ada.id,
		parts: [
			{
				type: "event",
				eventType,
				actorUserId: ada.id,
				actorAiAgentId: null,
				targetUserId: null,
				targetAiAgentId: null,
			},
		],
		...difference,
	});
}

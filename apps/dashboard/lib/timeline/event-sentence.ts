import type { EventPart, EventType, TimelineItem } from "@cossistant/protocol";

/** Finds a name by id; null for nobody known. */
export type NameOf = (id: string | null) => string | null;

const SENTENCES: Record<EventType, (actor: string, target: string) => string> = {
	assigned: (actor, target) => `${actor} assigned ${target}`,
	unassigned: (actor, target) => `${actor} unassigned ${target}`,
	participant_requested: (actor, target) => `${actor} asked for ${target}`,
	participant_joined: (_actor, target) => `${target} joined`,
	participant_left: (_actor, target) => `${target} left`,
	status_changed: (actor) => `${actor} changed the status`,
	priority_changed: (actor) => `${actor} changed the priority`,
	tag_added: (actor) => `${actor} added a tag`,
	tag_removed: (actor) => `${actor} removed a tag`,
	resolved: (actor) => `${actor} resolved this`,
	reopened: (actor) => `${actor} reopened this`,
	visitor_blocked: (actor) => `${actor} blocked the visitor`,
	visitor_unblocked: (actor) => `${actor} unblocked the visitor`,
	visitor_identified: () => "The visitor said who they are",
};

/** What happened, in a sentence; null for an item that tells nothing. */
export function eventSentence(item: TimelineItem, nameOf: NameOf): string | null {
	const part = item.parts.find((one): one is EventPart => one.type === "event");
	if (part === undefined) return item.text;
	const visitor = item.visitorId === null ? null : "The visitor";
	const actor = nameOf(part.actorUserId ?? part.actorAiAgentId) ?? visitor ?? "Somebody";
	const target = nameOf(part.targetUserId ?? part.targetAiAgentId) ?? "somebody";
	const words = SENTENCES[part.eventType](actor, target);
	const sentence = words.charAt(0).toUpperCase() + words.slice(1);
	return part.message === undefined ? sentence : `${sentence}: ${part.message}`;
}

import { z } from "zod";
import { id, moment, sequence } from "./common.ts";

export const itemType = z.enum(["message", "event", "identification", "tool"]);
export type ItemType = z.infer<typeof itemType>;

export const visibility = z.enum(["public", "private"]);
/** `private` items are notes and team events: they never reach a visitor. */
export type Visibility = z.infer<typeof visibility>;

export const eventType = z.enum([
	"assigned",
	"unassigned",
	"participant_requested",
	"participant_joined",
	"participant_left",
	"status_changed",
	"priority_changed",
	"tag_added",
	"tag_removed",
	"resolved",
	"reopened",
	"visitor_blocked",
	"visitor_unblocked",
	"visitor_identified",
]);
export type EventType = z.infer<typeof eventType>;

export const textPart = z.object({ type: z.literal("text"), text: z.string() });

export const imagePart = z.object({
	type: z.literal("image"),
	url: z.string(),
	mediaType: z.string(),
	fileName: z.string().optional(),
	size: z.int().nonnegative().optional(),
	width: z.int().positive().optional(),
	height: z.int().positive().optional(),
});

export const filePart = z.object({
	type: z.literal("file"),
	url: z.string(),
	mediaType: z.string(),
	fileName: z.string().optional(),
	size: z.int().nonnegative().optional(),
});

export const eventPart = z.object({
	type: z.literal("event"),
	eventType,
	actorUserId: id.nullable(),
	actorAiAgentId: id.nullable(),
	targetUserId: id.nullable(),
	targetAiAgentId: id.nullable(),
	message: z.string().optional(),
});
export type EventPart = z.infer<typeof eventPart>;

/** Whom a note mentions, by the name they had then. In private items only. */
export const mentionPart = z.object({ type: z.literal("mention"), userId: id, name: z.string() });
export type MentionPart = z.infer<typeof mentionPart>;

/** Where an item came from; `greeting` marks a default message that was on screen when the visitor first wrote. */
export const metadataPart = z.object({
	type: z.literal("metadata"),
	source: z.enum(["widget", "email", "api", "greeting"]),
});

/** How a tool was called, and what came of it: an `output` with `result`, an `errorText` with `error`. */
export const toolPart = z.strictObject({
	type: z.templateLiteral(["tool-", z.string()]),
	toolCallId: z.string().min(1).max(200),
	toolName: z.string().regex(/^[A-Za-z0-9_-]{1,64}$/),
	input: z.unknown(),
	output: z.unknown().optional(),
	state: z.enum(["partial", "result", "error"]),
	errorText: z.string().max(2_000).optional(),
});
export type ToolPart = z.infer<typeof toolPart>;

export const timelinePart = z.union([
	z.discriminatedUnion("type", [
		textPart,
		imagePart,
		filePart,
		eventPart,
		mentionPart,
		metadataPart,
	]),
	toolPart,
]);
export type TimelinePart = z.infer<typeof timelinePart>;

/**
 * One entry of a conversation, as its audience may see it.
 * `order` is its place (set once), `change` the number of its latest change; both count per audience without gaps.
 * A deleted item stays as a tombstone: no text, no parts.
 */
export const timelineItem = z.object({
	id,
	conversationId: id,
	type: itemType,
	visibility,
	order: sequence,
	change: sequence,
	text: z.string().nullable(),
	parts: z.array(timelinePart),
	visitorId: id.nullable(),
	userId: id.nullable(),
	aiAgentId: id.nullable(),
	createdAt: moment,
	editedAt: moment.nullable(),
	deletedAt: moment.nullable(),
});
export type TimelineItem = z.infer<typeof timelineItem>;

import { z } from "zod";
import { id, moment, sequence, visitorMetadata } from "./common.ts";
import { conversationPriority, conversationStatus, teamConversation } from "./conversation.ts";
import { filePart, imagePart, toolPart, visibility } from "./timeline.ts";

/** Who an item is by: the conversation's contact (its visitor), a member of the team, or an AI agent of the website. */
export const author = z.discriminatedUnion("type", [
	z.strictObject({ type: z.literal("contact") }),
	z.strictObject({ type: z.literal("user"), id }),
	z.strictObject({ type: z.literal("ai"), id }),
]);
export type Author = z.infer<typeof author>;

const itemBase = {
	/** Chosen by the sender: the same one again is no second item. */
	id,
	author,
	visibility: visibility.optional(),
	text: z.string().max(10_000).nullish(),
	/** When it was; now, if it isn't said. */
	createdAt: moment.optional(),
};

/** An item as the owner's backend writes it. */
export const newItem = z.discriminatedUnion("type", [
	z.strictObject({
		...itemBase,
		type: z.literal("message"),
		parts: z
			.array(z.discriminatedUnion("type", [imagePart, filePart]))
			.max(10)
			.optional(),
	}),
	z.strictObject({ ...itemBase, type: z.literal("tool"), parts: z.tuple([toolPart]) }),
	z.strictObject({ ...itemBase, type: z.literal("identification") }),
]);
export type NewItem = z.infer<typeof newItem>;

/** A contact by the site's own id or by its address: one that was put there, or that an identity token has named. */
export const contactName = z.union([
	z.strictObject({ externalId: z.string().min(1).max(255) }),
	z.strictObject({ email: z.string().min(3).max(320) }),
]);
export type ContactName = z.infer<typeof contactName>;

const tagNames = z.array(z.string().min(1).max(50)).max(20);
const title = z.string().max(200);

const conversationBase = {
	/** Chosen by the sender: the same one again is no second conversation. */
	id,
	/** Who it is with: a contact, or a visitor. */
	contact: contactName.optional(),
	visitorId: id.optional(),
	title: title.nullish(),
	priority: conversationPriority.optional(),
	tags: tagNames.optional(),
};

/** A conversation as the owner's backend begins it. */
export const newConversation = z.strictObject({ ...conversationBase, message: newItem });
export type NewConversation = z.infer<typeof newConversation>;

/** What the owner's backend may change of a conversation; what is left out stays. Tags by name. */
export const conversationChange = z.strictObject({
	status: conversationStatus.optional(),
	priority: conversationPriority.optional(),
	title: title.nullable().optional(),
	assigneeId: id.nullable().optional(),
	addTags: tagNames.optional(),
	removeTags: tagNames.optional(),
});
export type ConversationChange = z.infer<typeof conversationChange>;

/** What the owner's backend says of a contact; what is left out stays. */
export const contactFacts = z.strictObject({
	email: z.string().max(320).nullish(),
	name: z.string().max(200).nullish(),
	image: z.string().max(2_000).nullish(),
	metadata: visitorMetadata.optional(),
});
export type ContactFacts = z.infer<typeof contactFacts>;

/** A conversation of before, or more items of it: at most 500 at once, in the order they are to stand in. */
export const conversationImport = z.strictObject({
	...conversationBase,
	createdAt: moment.optional(),
	status: conversationStatus.optional(),
	channel: z.enum(["widget", "email", "api"]).optional(),
	/** Whether the team has to read it; nobody, if it isn't said. */
	isUnread: z.boolean().optional(),
	items: z.array(newItem).max(500),
});
export type ConversationImport = z.infer<typeof conversationImport>;

/** Answer of an import: where each of its items stands. */
export const importedConversation = z.object({
	conversation: teamConversation,
	items: z.array(z.object({ id, order: sequence })),
});
export type ImportedConversation = z.infer<typeof importedConversation>;

/** An AI agent as the team sees it. */
export const teamAIAgent = z.object({
	id,
	websiteId: id,
	name: z.string(),
	image: z.string().nullable(),
	isActive: z.boolean(),
	createdAt: moment,
});
export type TeamAIAgent = z.infer<typeof teamAIAgent>;

/** Answer of `list_ai_agents`. */
export const aiAgentList = z.object({ agents: z.array(teamAIAgent) });
export type AIAgentList = z.infer<typeof aiAgentList>;

import { z } from "zod";
import { id } from "./common.ts";
import { conversation, read, tag, teamConversation } from "./conversation.ts";
import { company, contactDetails, member, visitorDetails } from "./people.ts";
import { timelineItem } from "./timeline.ts";

/**
 * What the database announces. Topics (all private):
 *   conversation:<id>        items_changed, conversation_read, conversation_deleted, access_ended     (visitor and team)
 *   conversation:<id>:team   items_changed, conversation_read, conversation_deleted, access_ended     (team; its own numbers)
 *   visitor:<id>, contact:<id>   conversation_changed, conversation_deleted, access_ended
 *   inbox:<website_id>       inbox_changed, conversation_changed, conversation_deleted, visitor_seen, visitor_changed,
 *                            visitor_deleted, contact_changed, contact_deleted, company_changed, company_deleted,
 *                            saved_view_changed, saved_view_deleted, agent_changed, tag_changed, tag_deleted,
 *                            website_deleted, access_ended
 *   user:<id>                notification_changed, notifications_read          (that agent alone)
 * Each is a hint that carries enough to draw; `items_changed` whose first item is not the next change makes the client sync.
 * Its header tells reads too: who writes has read, and no `conversation_read` comes beside it.
 */

/** All items that one act has written or changed, in order of change, and the conversation after it. */
export const itemsChanged = z.object({ items: z.array(timelineItem).min(1), conversation });
export type ItemsChanged = z.infer<typeof itemsChanged>;

export const teamItemsChanged = z.object({
	items: z.array(timelineItem).min(1),
	conversation: teamConversation,
});
export type TeamItemsChanged = z.infer<typeof teamItemsChanged>;

export const conversationRead = z.object({ conversationId: id, read });
export type ConversationRead = z.infer<typeof conversationRead>;

export const conversationChanged = z.object({ conversation });
export type ConversationChanged = z.infer<typeof conversationChanged>;

export const teamConversationChanged = z.object({ conversation: teamConversation });
export type TeamConversationChanged = z.infer<typeof teamConversationChanged>;

/** The conversation is gone, with all that was in it: drop it. */
export const conversationDeleted = z.object({ conversationId: id, websiteId: id });
export type ConversationDeleted = z.infer<typeof conversationDeleted>;

/**
 * So many conversations or people have changed at once that each is not told: read again what is on screen of the website,
 * the open conversation too. It stands for their events on this topic and on `conversation:<id>:team`.
 */
export const inboxChanged = z.object({ websiteId: id });
export type InboxChanged = z.infer<typeof inboxChanged>;

/** A visitor was identified, blocked or let in again. */
export const visitorChanged = z.object({ visitor: visitorDetails });
export type VisitorChanged = z.infer<typeof visitorChanged>;

export const visitorDeleted = z.object({ visitorId: id, websiteId: id });
export type VisitorDeleted = z.infer<typeof visitorDeleted>;

/** A contact is new or has changed; with `mergedIntoId` it stands under that one from here on. */
export const contactChanged = z.object({ contact: contactDetails });
export type ContactChanged = z.infer<typeof contactChanged>;

export const contactDeleted = z.object({ contactId: id, websiteId: id });
export type ContactDeleted = z.infer<typeof contactDeleted>;

export const companyChanged = z.object({ company });
export type CompanyChanged = z.infer<typeof companyChanged>;

/** The company is gone; its contacts have none. */
export const companyDeleted = z.object({ companyId: id, websiteId: id });
export type CompanyDeleted = z.infer<typeof companyDeleted>;

export const visitorSeen = z.object({ visitorId: id, websiteId: id });
export type VisitorSeen = z.infer<typeof visitorSeen>;

/** A colleague is new, has another role, name or face, has come online, or is away or back. */
export const agentChanged = z.object({ member });
export type AgentChanged = z.infer<typeof agentChanged>;

/** A tag has another name or color: it changes wherever it stands. */
export const tagChanged = z.object({ tag });
export type TagChanged = z.infer<typeof tagChanged>;

/** A tag is gone from every conversation. */
export const tagDeleted = z.object({ tagId: id, websiteId: id });
export type TagDeleted = z.infer<typeof tagDeleted>;

/** A website is gone, and with it everything on this topic. */
export const websiteDeleted = z.object({ websiteId: id });
export type WebsiteDeleted = z.infer<typeof websiteDeleted>;

/** The listener may no longer read this topic and must leave it. */
export const accessEnded = z.object({
	reason: z.enum(["visitor_blocked", "visitor_erased", "member_removed"]),
	/** Whom it concerns: a visitor's or a user's id. Others ignore it. */
	subjectId: id,
});
export type AccessEnded = z.infer<typeof accessEnded>;

/** Client broadcast `typing` on conversation:<id>:typing:visitor or :typing:team. */
export const typing = z.object({
	isTyping: z.boolean(),
	/** Who: a visitor's or a user's id. */
	actorId: id,
	actorName: z.string().max(200).optional(),
	/** What the visitor has typed so far, where the website allows it. */
	preview: z.string().max(500).optional(),
});
export type Typing = z.infer<typeof typing>;

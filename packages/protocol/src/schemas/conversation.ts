import { z } from "zod";
import { id, moment, sequence } from "./common.ts";
import {
	contactDetails,
	exportedPerson,
	participant,
	teamParticipant,
	visitorDetails,
} from "./people.ts";
import { timelineItem } from "./timeline.ts";

export const conversationStatus = z.enum(["open", "resolved"]);
export type ConversationStatus = z.infer<typeof conversationStatus>;

export const conversationPriority = z.enum(["low", "medium", "high", "urgent"]);
export type ConversationPriority = z.infer<typeof conversationPriority>;

/** How far somebody has read. The visitor's side has one cursor, whatever the device: `readerId` is null for it. */
export const read = z.object({
	readerType: z.enum(["visitor", "user"]),
	readerId: id.nullable(),
	/** Order of the last item read, in this audience's numbers; only ever moves up, except by `mark_unread`. */
	upto: sequence,
	/** How many messages of the other side that covers; below zero where imported ones, which count for nobody, lie after it. */
	messageCount: z.int(),
	readAt: moment,
});
export type Read = z.infer<typeof read>;

const header = {
	id,
	websiteId: id,
	status: conversationStatus,
	title: z.string().nullable(),
	createdAt: moment,
	/** When the last message was written: lists sort by it. */
	lastActivityAt: moment,
	resolvedAt: moment.nullable(),
	lastItem: timelineItem.nullable(),
	/** The number of the latest change in this audience's timeline. */
	lastChange: sequence,
	participants: z.array(participant),
	reads: z.array(read),
};

/** A conversation as its visitor may see it. */
export const conversation = z.object({ ...header, unreadCount: sequence });
export type Conversation = z.infer<typeof conversation>;

/** A label of the team. */
export const tag = z.object({ id, name: z.string(), color: z.string().nullable() });
export type Tag = z.infer<typeof tag>;

/** A conversation as the team sees it; an agent's unread count is `visitorMessageCount` less their read's `messageCount`. */
export const teamConversation = z.object({
	...header,
	participants: z.array(teamParticipant),
	organizationId: id,
	visitorId: id,
	contactId: id.nullable(),
	priority: conversationPriority,
	channel: z.enum(["widget", "email", "api"]),
	/** Of a visitor of the test key: it stands in a box of its own and in no number. */
	isTest: z.boolean(),
	assigneeId: id.nullable(),
	/** Since when the visitor waits for a public answer. */
	waitingSince: moment.nullable(),
	snoozedUntil: moment.nullable(),
	spamAt: moment.nullable(),
	archivedAt: moment.nullable(),
	rating: z.number().int().min(1).max(5).nullable(),
	ratingComment: z.string().nullable(),
	tags: z.array(tag),
	visitorMessageCount: sequence,
	/** What to call the person: the contact's name or email, else null ("Visitor" is the reader's word). */
	visitorName: z.string().nullable(),
	visitorImage: z.string().nullable(),
	isVisitorBlocked: z.boolean(),
});
export type TeamConversation = z.infer<typeof teamConversation>;

/** Answer of `list_conversations`. */
export const conversationPage = z.object({
	conversations: z.array(conversation),
	nextCursor: z.string().nullable(),
	/** Unread messages over all conversations of this visitor, not of this page alone. */
	unreadCount: sequence,
});
export type ConversationPage = z.infer<typeof conversationPage>;

/** Answer of `inbox`. */
export const inboxPage = z.object({
	conversations: z.array(teamConversation),
	nextCursor: z.string().nullable(),
});
export type InboxPage = z.infer<typeof inboxPage>;

/** Answer of `list_timeline`: oldest first; `hasMore` tells of older items. */
export const timelinePage = z.object({ items: z.array(timelineItem), hasMore: z.boolean() });
export type TimelinePage = z.infer<typeof timelinePage>;

/** Answer of `sync_conversation`: what changed after the number given, by change; ask again while `hasMore`. */
export const conversationChanges = z.object({
	conversation,
	items: z.array(timelineItem),
	hasMore: z.boolean(),
});
export type ConversationChanges = z.infer<typeof conversationChanges>;

export const teamConversationChanges = conversationChanges.extend({
	conversation: teamConversation,
});
export type TeamConversationChanges = z.infer<typeof teamConversationChanges>;

/** Answer of `send_visitor_message`: the conversation and every item the call wrote. */
export const sentMessage = z.object({ conversation, items: z.array(timelineItem) });
export type SentMessage = z.infer<typeof sentMessage>;

/** Answer of `send_message`, `set_status` and every other act of an agent on a conversation. */
export const teamAct = z.object({
	conversation: teamConversation,
	items: z.array(timelineItem),
});
export type TeamAct = z.infer<typeof teamAct>;

/** Answer of `get_conversation`: one round trip opens the screen. */
export const openedConversation = z.object({
	conversation: teamConversation,
	visitor: visitorDetails,
	contact: contactDetails.nullable(),
	items: z.array(timelineItem),
	hasMore: z.boolean(),
});
export type OpenedConversation = z.infer<typeof openedConversation>;

/** A page of `export_contact`; pages put together are everything kept of a contact. */
export const exportPage = z.object({
	/** With the first page. */
	person: exportedPerson.nullable(),
	conversations: z.array(
		z.object({
			conversationId: id,
			/** With the conversation's first items. */
			conversation: teamConversation.nullable(),
			/** Paths in the bucket `attachments`, with the first items. */
			files: z.array(z.string()),
			/** Of both audiences, in order: private ones are the team's notes. */
			items: z.array(timelineItem),
		}),
	),
	nextCursor: z.string().nullable(),
});
export type ExportPage = z.infer<typeof exportPage>;

/** Answer of `inbox_counts`: conversations by where they stand. */
export const inboxCounts = z.object({
	open: sequence,
	resolved: sequence,
	snoozed: sequence,
	archived: sequence,
	spam: sequence,
	/** Conversations of visitors of the test key, which are in no other number. */
	test: sequence,
	/** Open ones that nobody is assigned to. */
	unassigned: sequence,
	/** Open ones that the calling agent is assigned to. */
	mine: sequence,
	/** Open ones with messages that the calling agent has not read; 1,000 stands for that many or more. */
	unread: sequence,
});
export type InboxCounts = z.infer<typeof inboxCounts>;

/** Answer of `search_conversations`; `item` is null where the title or the person matched. */
export const searchPage = z.object({
	results: z.array(z.object({ conversation: teamConversation, item: timelineItem.nullable() })),
	nextCursor: z.string().nullable(),
});
export type SearchPage = z.infer<typeof searchPage>;

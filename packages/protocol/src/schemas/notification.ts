import { z } from "zod";
import { id, moment } from "./common.ts";

/** What happened that an agent should know of. */
export const notificationKind = z.enum(["mention", "assigned", "requested"]);
export type NotificationKind = z.infer<typeof notificationKind>;

/** A notification as its agent gets it. */
export const notification = z.object({
	id,
	kind: notificationKind,
	websiteId: id,
	conversationId: id,
	/** The note that mentions, or the event that tells the rest. */
	itemId: id,
	/** Who did it; null for the system. */
	actorId: id.nullable(),
	actorName: z.string().nullable(),
	/** The first words of a note. */
	text: z.string().nullable(),
	/** Whose conversation it is, as it was when asked: the contact's name or email. */
	visitorName: z.string().nullable(),
	createdAt: moment,
	readAt: moment.nullable(),
});
export type Notification = z.infer<typeof notification>;

/** Answer of `list_notifications`. */
export const notificationPage = z.object({
	notifications: z.array(notification),
	nextCursor: z.string().nullable(),
	/** Of all unread ones, not of this page alone; 100 stands for "100 or more". */
	unreadCount: z.int().min(0).max(100),
});
export type NotificationPage = z.infer<typeof notificationPage>;

/** Answer of `mark_notifications_read`. */
export const unreadNotifications = notificationPage.pick({ unreadCount: true });
export type UnreadNotifications = z.infer<typeof unreadNotifications>;

/** There is a notification, or the words of its note have changed. */
export const notificationChanged = z.object({ notification });
export type NotificationChanged = z.infer<typeof notificationChanged>;

/** Notifications that the agent has read, here or on another screen. */
export const notificationsRead = z.object({ ids: z.array(id), readAt: moment });
export type NotificationsRead = z.infer<typeof notificationsRead>;

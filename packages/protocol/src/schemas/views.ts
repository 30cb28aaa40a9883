import { z } from "zod";
import { id, moment, sequence } from "./common.ts";

/** In which order an inbox is listed. */
export const inboxSort = z.enum(["newest", "oldest", "longest_waiting", "priority"]);
export type InboxSort = z.infer<typeof inboxSort>;

/** A filter and an order of a website's inbox, kept under a name. */
export const savedView = z.object({
	id,
	websiteId: id,
	/** The team's, or the reader's own, which nobody else sees. */
	isShared: z.boolean(),
	/** The member who made it and may change it; null when they have left. */
	createdBy: id.nullable(),
	name: z.string(),
	/** The name of an icon. */
	icon: z.string().nullable(),
	color: z.string().nullable(),
	/** What `inbox` takes; `me` is whoever looks. */
	filter: z.record(z.string(), z.unknown()),
	sort: inboxSort,
	/** Its place in its list, the team's or the reader's own. */
	position: sequence,
	createdAt: moment,
});
export type SavedView = z.infer<typeof savedView>;

/** Answer of `list_saved_views` and `reorder_saved_views`: the team's, then the caller's own. */
export const savedViewList = z.object({ views: z.array(savedView) });
export type SavedViewList = z.infer<typeof savedViewList>;

/** How much a view finds. */
export const viewCount = z.object({
	viewId: id,
	/** Conversations that the view finds. */
	count: sequence,
	/** Those of them with messages of the visitor that the calling agent has not read. */
	unread: sequence,
	/** 1,000 of its conversations were looked at, and there may be more: both numbers are at least these. */
	isCapped: z.boolean(),
});
export type ViewCount = z.infer<typeof viewCount>;

/** Answer of `view_counts`, in the order of `list_saved_views`. */
export const viewCounts = z.object({ counts: z.array(viewCount) });
export type ViewCounts = z.infer<typeof viewCounts>;

/** A shared view is there or has changed; announced on inbox:<website_id>. */
export const savedViewChanged = z.object({ view: savedView });
export type SavedViewChanged = z.infer<typeof savedViewChanged>;

/** A view was deleted, or is no longer shared; announced on inbox:<website_id>. */
export const savedViewDeleted = z.object({ viewId: id, websiteId: id });
export type SavedViewDeleted = z.infer<typeof savedViewDeleted>;

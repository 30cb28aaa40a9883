import { z } from "zod";
import { id, moment } from "./common.ts";
import { conversationPriority, conversationStatus, teamAct } from "./conversation.ts";

/** What `bulk_act` does to each conversation: named as the function that does it to one. */
export const bulkAct = z.discriminatedUnion("type", [
	z.strictObject({ type: z.literal("set_status"), status: conversationStatus }),
	z.strictObject({ type: z.literal("set_priority"), priority: conversationPriority }),
	z.strictObject({ type: z.literal("assign"), userId: id.nullable() }),
	z.strictObject({ type: z.literal("add_tag"), tagId: id }),
	z.strictObject({ type: z.literal("remove_tag"), tagId: id }),
	z.strictObject({ type: z.literal("snooze"), until: moment.nullable() }),
	z.strictObject({ type: z.literal("mark_spam"), isSpam: z.boolean().optional() }),
	z.strictObject({ type: z.literal("archive"), isArchived: z.boolean().optional() }),
	z.strictObject({ type: z.literal("mark_read") }),
	z.strictObject({ type: z.literal("mark_unread") }),
]);
export type BulkAct = z.infer<typeof bulkAct>;

/** Answer of `bulk_act`: one result for each conversation, in the order asked. */
export const bulkResults = z.object({
	results: z.array(teamAct.extend({ id, outcome: z.enum(["changed", "unchanged"]) })),
});
export type BulkResults = z.infer<typeof bulkResults>;

/** The detail of `bulk_refused`, as JSON: which conversations refused, and with which error code. Nothing was changed. */
export const bulkRefusals = z.object({
	refusals: z.array(z.object({ id, code: z.string() })),
});
export type BulkRefusals = z.infer<typeof bulkRefusals>;

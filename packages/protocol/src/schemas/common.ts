import { z } from "zod";

/** An id chosen by whoever creates the row: a UUID, version 7 where it orders by time. */
export const id = z.uuid();

/** A moment as ISO 8601 with offset, as Postgres writes it into JSON. */
export const moment = z.iso.datetime({ offset: true });

/** A gapless number per conversation and audience: a position in the timeline or the number of a change. */
export const sequence = z.int().nonnegative();

/** Flat facts about a contact; nested objects and arrays are refused. */
export const visitorMetadata = z.record(
	z.string().min(1).max(64),
	z.union([z.string().max(2_000), z.number(), z.boolean(), z.null()]),
);
export type VisitorMetadata = z.infer<typeof visitorMetadata>;

export const senderType = z.enum(["visitor", "team_member", "ai"]);

/** A message on screen before the visitor has written anything. */
export const defaultMessage = z.object({
	content: z.string().min(1).max(2_000),
	senderType,
	senderId: z.string().optional(),
});
export type DefaultMessage = z.infer<typeof defaultMessage>;

import { z } from "zod";
import { id } from "./common.ts";

/** `pending` until its content was looked at; `refused` when it was not what it was said to be. */
export const attachmentState = z.enum(["pending", "checked", "refused"]);

/** A file of a conversation: prepared, then uploaded to `path` of its bucket, then checked, then named by a message. */
export const attachment = z.object({
	id,
	conversationId: id,
	/** Its name in the bucket `attachments`; the `url` of the message's part. */
	path: z.string(),
	fileName: z.string(),
	mediaType: z.string(),
	size: z.int().positive(),
	state: attachmentState,
});
export type Attachment = z.infer<typeof attachment>;

/** Body of POST `/functions/v1/attachments`. */
export const attachmentLinkRequest = z.object({ path: z.string().min(1).max(1_000) });

/** Answer of `attachments`: a link for whoever has it, until it ends. */
export const attachmentLink = z.object({
	attachment,
	/** Below the project's URL. */
	link: z.string().startsWith("/storage/v1/"),
	/** Seconds. */
	expiresIn: z.int().positive(),
});
export type AttachmentLink = z.infer<typeof attachmentLink>;

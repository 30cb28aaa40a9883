import { randomUUID } from "node:crypto";
import type { Cast, MakeArguments } from "../cast.ts";

/** A file of Vera's message, uploaded and checked, without the way there. */
export async function newAttachment({
	sql,
	acme,
	conversationId,
	messageId,
	vera,
}: Cast): Promise<string> {
	const id = randomUUID();
	const path = `${acme.websiteId}/${conversationId}/${id}.txt`;
	await sql`
		insert into storage.objects (bucket_id, name, version, metadata)
		values ('attachments', ${path}, 'one', '{"size": 1, "mimetype": "text/plain"}')`;
	await sql`
		insert into public.attachments (
			id, website_id, conversation_id, path, file_name, media_type, size, visitor_id, state,
			checked_version, item_id
		)
		values (
			${id}, ${acme.websiteId}, ${conversationId}, ${path}, 'a.txt', 'text/plain', 1, ${vera.id},
			'checked', 'one', ${messageId}
		)`;
	return path;
}

export const attachmentCalls: Record<string, MakeArguments> = {
	complete_attachment_check: async (cast) => ({
		path: await newAttachment(cast),
		version: "one",
		is_accepted: true,
	}),
	open_attachment: async (cast) => ({ path: await newAttachment(cast) }),
	prepare_upload: ({ conversationId }) => ({
		conversation_id: conversationId,
		id: randomUUID(),
		file_name: "a.txt",
		media_type: "text/plain",
		size: 1,
	}),
};

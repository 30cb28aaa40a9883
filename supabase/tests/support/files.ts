import { randomUUID } from "node:crypto";
import type { Attachment } from "@cossistant/protocol";
import type { Caller } from "./caller.ts";
import { signToken, stack } from "./stack.ts";

/** What a file is made of and what it is said to be. */
export type File = { id?: string; name?: string; type?: string; content?: string | Uint8Array };

export const PNG = Buffer.from(
	"iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==",
	"base64",
);

/** Says that a file will come, and answers where it may be put. */
export function prepare(
	caller: Caller,
	conversationId: string,
	{ id = randomUUID(), name = "note.txt", type = "text/plain", content = "hello" }: File = {},
): Promise<Attachment> {
	return caller.rpc("prepare_upload", {
		conversation_id: conversationId,
		id,
		file_name: name,
		media_type: type,
		size: Buffer.byteLength(content),
	});
}

/** Puts content where a path says. */
export function put(
	caller: Caller,
	path: string,
	{ type = "text/plain", content = "hello" }: File = {},
) {
	return caller.client.storage
		.from("attachments")
		.upload(path, Buffer.from(content), { contentType: type });
}

/** Asks the edge function for a link. */
export async function askLink(caller: Caller, path: unknown) {
	const response = await fetch(`${stack.url}/functions/v1/attachments`, {
		method: "POST",
		headers: {
			apikey: stack.publishableKey,
			"content-type": "application/json",
			...(caller.claims && { authorization: `Bearer ${await signToken(caller.claims)}` }),
		},
		body: JSON.stringify({ path }),
	});
	return { status: response.status, ...(await response.json()) };
}

/** A file that was prepared, uploaded and checked. */
export async function attach(
	caller: Caller,
	conversationId: string,
	file: File = {},
): Promise<Attachment> {
	const prepared = await prepare(caller, conversationId, file);
	const { error } = await put(caller, prepared.path, file);
	if (error) throw error;
	const answer = await askLink(caller, prepared.path);
	if (answer.status !== 200) throw new Error(`${answer.status} ${answer.code}`);
	return answer.attachment;
}

/** The part of a message that names a file. */
export const partOf = ({ path }: Pick<Attachment, "path">, more: object = {}) => ({
	type: "file",
	url: path,
	...more,
});

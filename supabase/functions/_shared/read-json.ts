import { Refusal } from "./refusal.ts";

/** Reads a body of JSON, and keeps no more of it than `maxBytes`. */
export async function readJson(request: Request, maxBytes: number): Promise<unknown> {
	const text = new TextDecoder().decode(await readBytes(request, maxBytes));
	try {
		return JSON.parse(text, storable);
	} catch {
		throw new Refusal("invalid_request", { message: "The body is not JSON.", hint: "Send JSON." });
	}
}

/**
 * Postgres stores neither NUL nor half a surrogate pair, which is what cutting a title inside an emoji leaves.
 * Neither is worth refusing a visitor.
 */
function storable(_key: string, value: unknown): unknown {
	return typeof value === "string" ? value.toWellFormed().replaceAll("\0", "") : value;
}

/** What is too large is still taken in, up to here: a connection closed on a page that writes looks like no network. */
const DRAINED_BYTES = 16 * 1024 * 1024;

async function readBytes(request: Request, maxBytes: number): Promise<Uint8Array> {
	const bytes = new Uint8Array(maxBytes);
	let length = 0;
	for await (const chunk of request.body ?? []) {
		if (length + chunk.byteLength <= maxBytes) bytes.set(chunk, length);
		length += chunk.byteLength;
		if (length > DRAINED_BYTES) break;
	}
	if (length <= maxBytes) return bytes.subarray(0, length);
	throw new Refusal("request_too_large", { hint: `Send at most ${maxBytes / 1024} kB.` });
}

import { Refusal } from "./refusal.ts";

/** Reads a body of JSON, and no more of it than `maxBytes`. */
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

async function readBytes(request: Request, maxBytes: number): Promise<Uint8Array> {
	if (Number(request.headers.get("content-length") ?? 0) > maxBytes) throw tooLarge(maxBytes);
	const bytes = new Uint8Array(maxBytes);
	let length = 0;
	for await (const chunk of request.body ?? []) {
		if (length + chunk.byteLength > maxBytes) throw tooLarge(maxBytes);
		bytes.set(chunk, length);
		length += chunk.byteLength;
	}
	return bytes.subarray(0, length);
}

function tooLarge(maxBytes: number): Refusal {
	return new Refusal("request_too_large", { hint: `Send at most ${maxBytes / 1024} kB.` });
}

import type { IncomingMessage, ServerResponse } from "node:http";
import { Readable } from "node:stream";
import type { ReadableStream as NodeReadableStream } from "node:stream/web";

/** A Node request as the standard one. */
export function toRequest(incoming: IncomingMessage, origin: string): Request {
	const headers = new Headers();
	for (const [name, value] of Object.entries(incoming.headers)) {
		for (const one of [value ?? []].flat()) headers.append(name, one);
	}
	const method = incoming.method ?? "GET";
	const hasBody = method !== "GET" && method !== "HEAD";
	return new Request(new URL(incoming.url ?? "/", origin), {
		method,
		headers,
		...(hasBody ? { body: Readable.toWeb(incoming) as BodyInit, duplex: "half" } : {}),
	} as RequestInit);
}

/** Writes a standard response to a Node one, as a stream. */
export async function writeResponse(response: Response, outgoing: ServerResponse): Promise<void> {
	const headers: Record<string, string | string[]> = {};
	for (const [name, value] of response.headers) {
		if (name !== "set-cookie") headers[name] = value;
	}
	const cookies = response.headers.getSetCookie();
	if (cookies.length > 0) headers["set-cookie"] = cookies;
	outgoing.writeHead(response.status, headers);
	if (response.body === null) {
		outgoing.end();
		return;
	}
	const body = Readable.fromWeb(response.body as NodeReadableStream);
	await new Promise<void>((resolve) => {
		body.on("error", () => outgoing.destroy());
		outgoing.on("close", () => {
			body.destroy();
			resolve();
		});
		body.pipe(outgoing);
	});
}

import type { IncomingMessage } from "node:http";
import type { Project } from "../project.ts";
import { TokenError } from "../tokens/token-error.ts";
import type { Token } from "../tokens/verifier.ts";
import { RestError } from "./rest-error.ts";

/** A request whose sender is known. */
export type RestRequest = {
	token: Token;
	headers: Record<string, string>;
	url: URL;
	contentType: string;
	body: Buffer;
};

const MAX_BODY_BYTES = 8_000_000;

/** Finds out who asks and reads what they sent. */
export async function readRequest(
	project: Project,
	incoming: IncomingMessage,
	url: URL,
): Promise<RestRequest> {
	const headers = flatHeaders(incoming);
	const token = await authenticate(project, headers, url);
	const contentType = (headers["content-type"] ?? "").split(";")[0]?.trim().toLowerCase() ?? "";
	return { token, headers, url, contentType, body: await readBody(incoming) };
}

export function jsonOf(body: Buffer): unknown {
	if (body.length === 0) return {};
	try {
		return JSON.parse(body.toString("utf8"));
	} catch {
		throw new RestError(400, { errors: { detail: "Bad Request" } });
	}
}

/** The bearer token counts where there is one that is not itself an API key; else the API key does. */
async function authenticate(
	project: Project,
	headers: Record<string, string>,
	url: URL,
): Promise<Token> {
	const bearer = /^Bearer\s+(.+)$/i.exec(headers.authorization ?? "")?.[1];
	const key = bearer ?? headers["x-api-key"] ?? headers.apikey ?? url.searchParams.get("apikey");
	try {
		if (key) return await project.verify(key);
	} catch (error) {
		if (!(error instanceof TokenError)) throw error;
	}
	throw new RestError(401, { message: "Unauthorized" });
}

function flatHeaders(incoming: IncomingMessage): Record<string, string> {
	const entries = Object.entries(incoming.headers).filter(([, value]) => value !== undefined);
	return Object.fromEntries(entries.map(([name, value]) => [name, String(value)]));
}

async function readBody(incoming: IncomingMessage): Promise<Buffer> {
	const chunks: Buffer[] = [];
	let size = 0;
	for await (const chunk of incoming as AsyncIterable<Buffer>) {
		size += chunk.length;
		if (size > MAX_BODY_BYTES)
			throw new RestError(413, { errors: { detail: "Payload Too Large" } });
		chunks.push(chunk);
	}
	return Buffer.concat(chunks);
}

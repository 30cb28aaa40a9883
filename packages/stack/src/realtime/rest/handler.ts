import type { IncomingMessage, ServerResponse } from "node:http";
import type { Project } from "../project.ts";
import { sendBatch } from "./batch.ts";
import { readRequest } from "./request.ts";
import { RestError } from "./rest-error.ts";
import { sendSingle } from "./single.ts";

type Handler = (incoming: IncomingMessage, outgoing: ServerResponse) => void;

/** Serves `/api/broadcast` and `/api/broadcast/<topic>/events/<event>`. */
export function createRestHandler(project: Project): Handler {
	async function handle(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
		for (const [name, value] of Object.entries(CORS)) outgoing.setHeader(name, value);
		if (incoming.method === "OPTIONS") return void outgoing.writeHead(204).end();
		try {
			await route(project, incoming);
			outgoing.writeHead(202).end();
		} catch (error) {
			if (!(error instanceof RestError)) project.log(`A request failed: ${error}`);
			const { status, body } = error instanceof RestError ? error : FAILED;
			outgoing.writeHead(status, { "content-type": "application/json; charset=utf-8" });
			outgoing.end(JSON.stringify(body));
		}
	}

	return (incoming, outgoing) => void handle(incoming, outgoing);
}

async function route(project: Project, incoming: IncomingMessage): Promise<void> {
	const url = new URL(incoming.url ?? "/", "http://localhost");
	const path = /^\/api\/broadcast(?:\/([^/]+)\/events\/([^/]+))?\/?$/.exec(url.pathname);
	if (incoming.method !== "POST" || !path) throw notFound();
	const request = await readRequest(project, incoming, url);
	const [, topic, event] = path;
	if (topic === undefined || event === undefined) return sendBatch(project, request);
	return sendSingle(project, request, { topic: decode(topic), event: decode(event) });
}

function decode(part: string): string {
	try {
		return decodeURIComponent(part);
	} catch {
		throw notFound();
	}
}

function notFound(): RestError {
	return new RestError(404, { message: "Not found" });
}

const FAILED = { status: 500, body: { message: "Internal server error" } };

const CORS = {
	"access-control-allow-origin": "*",
	"access-control-allow-methods": "POST, OPTIONS",
	"access-control-allow-headers": "authorization, apikey, content-type, x-client-info",
};

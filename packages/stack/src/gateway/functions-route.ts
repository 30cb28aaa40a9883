import type { IncomingMessage, ServerResponse } from "node:http";
import { jwtVerify } from "jose";
import type { FunctionConfig } from "../functions/config.ts";
import type { FunctionsService } from "../functions/functions-service.ts";
import type { ApiKeys } from "./api-keys.ts";
import type { Upgrade } from "./gateway.ts";
import { proxyRequest, proxyUpgrade } from "./proxy.ts";

export type FunctionsRoute = {
	handle(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void>;
	upgrade(call: Upgrade): Promise<void>;
};

/** Brings requests to functions: checks the token where the function asks for it, answers for one that cannot. */
export function createFunctionsRoute(options: {
	functions: () => FunctionsService | undefined;
	apiKeys: ApiKeys;
	jwtSecret: string;
	answerWithinMs: number;
}): FunctionsRoute {
	const secret = new TextEncoder().encode(options.jwtSecret);

	async function open(
		incoming: IncomingMessage,
	): Promise<{ name: string; port: number } | Problem> {
		const functions = options.functions();
		const [, , , name = ""] = new URL(incoming.url ?? "/", "http://localhost").pathname.split("/");
		const config = functions?.find(name);
		if (!functions || !config) return NOT_FOUND;
		const refusal = await checkToken(config, incoming);
		if (refusal) return refusal;
		const port = await functions.portOf(config);
		return port === undefined ? BOOT_ERROR : { name: config.name, port };
	}

	async function checkToken(
		config: FunctionConfig,
		{ headers, method }: IncomingMessage,
	): Promise<Problem | undefined> {
		if (!config.verifyJwt || method === "OPTIONS") return undefined;
		const bearer = /^Bearer\s+(.+)$/i.exec(headers.authorization ?? "")?.[1];
		const key = bearer ?? (typeof headers.apikey === "string" ? headers.apikey : undefined);
		if (key === undefined) return MISSING_TOKEN;
		if (options.apiKeys.roleOf(key) !== undefined) return undefined;
		const verified = await jwtVerify(key, secret).catch(() => undefined);
		return verified ? undefined : INVALID_TOKEN;
	}

	return {
		async handle(incoming, outgoing) {
			const target = await open(incoming);
			if (!("port" in target)) return answer(outgoing, target);
			const timer = setTimeout(() => {
				if (outgoing.headersSent) return;
				answer(outgoing, IDLE_TIMEOUT);
				// It may hang for good; the next request finds a fresh one.
				void options.functions()?.restart(target.name);
			}, options.answerWithinMs);
			outgoing.on("close", () => clearTimeout(timer));
			proxyRequest(incoming, outgoing, {
				target: { port: target.port, path: functionPath(incoming) },
				async onError() {
					// Its end may not have been noticed yet; the next request must not go to the same process.
					await options.functions()?.restart(target.name);
					answer(outgoing, WORKER_ERROR);
				},
			});
		},
		async upgrade({ incoming, socket, head }) {
			const target = await open(incoming);
			if (!("port" in target)) {
				socket.end(`HTTP/1.1 ${target.status} ${target.body.code}\r\nconnection: close\r\n\r\n`);
				return;
			}
			const path = functionPath(incoming);
			proxyUpgrade(incoming, socket, { head, target: { port: target.port, path } });
		},
	};
}

type Problem = { status: number; body: { code: string | number; message: string } };

const NOT_FOUND: Problem = {
	status: 404,
	body: { code: "NOT_FOUND", message: "Requested function was not found" },
};
const BOOT_ERROR: Problem = {
	status: 503,
	body: { code: "BOOT_ERROR", message: "Function failed to start (please check logs)" },
};
const WORKER_ERROR: Problem = {
	status: 500,
	body: { code: "WORKER_ERROR", message: "Function exited due to an error (please check logs)" },
};
const IDLE_TIMEOUT: Problem = {
	status: 504,
	body: { code: "IDLE_TIMEOUT", message: "The function did not answer in time" },
};
const MISSING_TOKEN: Problem = {
	status: 401,
	body: { code: 401, message: "Missing authorization header" },
};
const INVALID_TOKEN: Problem = { status: 401, body: { code: 401, message: "Invalid JWT" } };

/** A function sees its own name as the first segment of the path. */
function functionPath(incoming: IncomingMessage): string {
	return (incoming.url ?? "/").replace(/^\/functions\/v1/, "");
}

function answer(outgoing: ServerResponse, { status, body }: Problem): void {
	outgoing.writeHead(status, { "content-type": "application/json" });
	outgoing.end(JSON.stringify(body));
}

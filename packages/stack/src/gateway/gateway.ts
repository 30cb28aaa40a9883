import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { Socket } from "node:net";
import type { Log } from "../base/log.ts";
import { LOOPBACK } from "../base/ports.ts";
import { messageOf, StackError } from "../base/stack-error.ts";
import { handleMail } from "../mail/mail-handler.ts";
import type { Mailbox } from "../mail/mailbox.ts";
import { type ApiKeys, admit } from "./api-keys.ts";
import { corsHeaders, preflight, withCors } from "./cors.ts";
import type { FunctionsRoute } from "./functions-route.ts";
import { toRequest, writeResponse } from "./node-http.ts";
import { proxyRequest, proxyUpgrade } from "./proxy.ts";
import type { Service } from "./service.ts";

export type GatewayOptions = {
	port: number;
	apiKeys: ApiKeys;
	/** The services that are up now, by name. */
	service(name: string): Service | undefined;
	realtimePort(): number | undefined;
	functions: FunctionsRoute;
	mailbox: Mailbox;
	log: Log;
};

export type Gateway = { url: string; port: number; stop(): Promise<void> };

/** The one door: the paths of a hosted project on a port of this machine. */
export async function startGateway(options: GatewayOptions): Promise<Gateway> {
	const server = createServer((incoming, outgoing) => {
		handle(incoming, outgoing).catch((error) => {
			options.log("gateway", messageOf(error));
			if (outgoing.headersSent) outgoing.destroy();
			else answer(outgoing, Response.json({ message: "Internal error" }, { status: 500 }));
		});
	});
	server.on("upgrade", (incoming, socket, head) => {
		upgrade(incoming, socket as Socket, head).catch(() => socket.destroy());
	});
	await listen(server, options.port);
	const { port } = server.address() as { port: number };
	const url = `http://${LOOPBACK}:${port}`;

	async function handle(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
		const path = (incoming.url ?? "/").split("?")[0] as string;
		if (path.startsWith("/functions/v1/")) return options.functions.handle(incoming, outgoing);
		if (path.startsWith("/realtime/v1/")) return toRealtime(incoming, outgoing);
		const request = toRequest(incoming, url);
		if (request.method === "OPTIONS") return writeResponse(preflight(request), outgoing);
		await answer(outgoing, withCors(await route(request, path), request));
	}

	async function route(request: Request, path: string): Promise<Response> {
		if (path === "/mail" || path.startsWith("/mail/")) return handleMail(request, options.mailbox);
		const name = /^\/(rest|auth|storage)\/v1(?:\/|$)/.exec(path)?.[1];
		if (name === undefined) return Response.json({ message: "no Route matched" }, { status: 404 });
		const service = options.service(name);
		if (!service) return unavailable(name);
		if (isOpen(path)) return service.fetch(request);
		const admitted = await admit(
			{ headers: request.headers, url: new URL(request.url) },
			options.apiKeys,
		);
		if (admitted instanceof Response) return admitted;
		const headers = new Headers(request.headers);
		headers.set("authorization", admitted.authorization);
		headers.delete("apikey");
		return service.fetch(new Request(request, { headers }));
	}

	function toRealtime(incoming: IncomingMessage, outgoing: ServerResponse): void {
		const request = new Request(url, {
			method: incoming.method ?? "GET",
			headers: corsQuestion(incoming),
		});
		const port = options.realtimePort();
		if (incoming.method === "OPTIONS") void writeResponse(preflight(request), outgoing);
		else if (port === undefined) void answer(outgoing, unavailable("realtime"));
		else {
			for (const [name, value] of Object.entries(corsHeaders(request))) {
				outgoing.setHeader(name, value);
			}
			proxyRequest(incoming, outgoing, {
				target: { port, path: realtimePath(incoming) },
				onError: () => void answer(outgoing, unavailable("realtime")),
			});
		}
	}

	async function upgrade(incoming: IncomingMessage, socket: Socket, head: Buffer): Promise<void> {
		const path = incoming.url ?? "/";
		if (path.startsWith("/functions/v1/")) return options.functions.upgrade(incoming, socket, head);
		const port = options.realtimePort();
		if (!path.startsWith("/realtime/v1/") || port === undefined) {
			socket.end("HTTP/1.1 503 Service Unavailable\r\nconnection: close\r\n\r\n");
			return;
		}
		proxyUpgrade(incoming, socket, { head, target: { port, path: realtimePath(incoming) } });
	}

	return {
		url,
		port,
		async stop() {
			const closed = new Promise<void>((resolve) => server.close(() => resolve()));
			server.closeAllConnections();
			await closed;
		},
	};
}

/** Paths a person's browser opens from a mail, where no key can be sent. */
function isOpen(path: string): boolean {
	return (
		/^\/auth\/v1\/(verify|callback|authorize|health|\.well-known\/.*)$/.test(path) ||
		/^\/storage\/v1\/(object\/(public|sign)|render\/image\/(public|sign)|status)(\/|$)/.test(path)
	);
}

function realtimePath(incoming: IncomingMessage): string {
	const path = (incoming.url ?? "/").replace(/^\/realtime\/v1/, "");
	return path.startsWith("/websocket") ? `/socket${path}` : path;
}

function corsQuestion(incoming: IncomingMessage): HeadersInit {
	const asked = incoming.headers["access-control-request-headers"];
	return asked === undefined ? {} : { "access-control-request-headers": asked };
}

function unavailable(name: string): Response {
	return Response.json({ message: `The service ${name} is not running` }, { status: 503 });
}

function answer(outgoing: ServerResponse, response: Response): Promise<void> {
	return writeResponse(response, outgoing);
}

function listen(server: ReturnType<typeof createServer>, port: number): Promise<void> {
	return new Promise((resolve, reject) => {
		server.once("error", (error: NodeJS.ErrnoException) => {
			reject(
				error.code === "EADDRINUSE"
					? new StackError("port_taken", `Port ${port} is taken.`, { cause: error })
					: error,
			);
		});
		server.listen(port, LOOPBACK, () => resolve());
	});
}

import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { Socket } from "node:net";
import type { Log } from "../base/log.ts";
import { LOOPBACK } from "../base/ports.ts";
import { portOwner } from "../base/process-info.ts";
import { messageOf, StackError } from "../base/stack-error.ts";
import type { FaultGate } from "./faults.ts";
import type { FunctionsRoute } from "./functions-route.ts";
import { toRequest, writeResponse } from "./node-http.ts";
import type { RealtimeRoute } from "./realtime-route.ts";
import { type RouteOptions, route } from "./routes.ts";

export type Gateway = {
	url: string;
	/** From here on requests are answered by these; before, the port is only held. */
	open(options: GatewayOptions): void;
	stop(): Promise<void>;
};

export type GatewayOptions = RouteOptions & {
	functions: FunctionsRoute;
	realtime: RealtimeRoute;
	faults: FaultGate;
	log: Log;
};

/** The one door: the paths of a hosted project on a port of this machine. Takes the port at once. */
export async function startGateway(port: number): Promise<Gateway> {
	let options: GatewayOptions | undefined;
	const sockets = new Set<Socket>();
	const server = createServer({ keepAliveTimeout: 65_000 }, (incoming, outgoing) => {
		if (!options) refuse(outgoing, 503);
		else answer(incoming, outgoing, options);
	});
	server.on("connection", (socket) => {
		sockets.add(socket);
		socket.on("close", () => sockets.delete(socket));
	});
	server.on("upgrade", (incoming, socket, head) => {
		if (!options) socket.destroy();
		else upgrade({ incoming, socket: socket as Socket, head }, options);
	});
	await listen(server, port);

	return {
		url: `http://${LOOPBACK}:${(server.address() as { port: number }).port}`,
		open(given) {
			options = given;
		},
		async stop() {
			const closed = new Promise<void>((resolve) => server.close(() => resolve()));
			for (const socket of sockets) socket.destroy();
			await closed;
		},
	};
}

async function answer(
	incoming: IncomingMessage,
	outgoing: ServerResponse,
	options: GatewayOptions,
): Promise<void> {
	try {
		if (!isForThisMachine(incoming)) return refuse(outgoing, 403);
		const path = pathOf(incoming);
		forward(incoming);
		const failure = incoming.method === "OPTIONS" ? undefined : await options.faults.pass(path);
		if (failure === "drop") return void incoming.socket.destroy();
		if (failure !== undefined) return refuse(outgoing, failure);
		if (path.startsWith("/functions/v1/"))
			return await options.functions.handle(incoming, outgoing);
		if (path.startsWith("/realtime/v1/")) return options.realtime.handle(incoming, outgoing);
		const request = toRequest(incoming, `http://${incoming.headers.host}`);
		await writeResponse(await route(request, options), outgoing);
	} catch (error) {
		options.log("gateway", messageOf(error));
		if (outgoing.headersSent) outgoing.destroy();
		else refuse(outgoing, 500);
	}
}

export type Upgrade = { incoming: IncomingMessage; socket: Socket; head: Buffer };

async function upgrade(call: Upgrade, options: GatewayOptions): Promise<void> {
	try {
		const path = pathOf(call.incoming);
		forward(call.incoming);
		const failure = isForThisMachine(call.incoming) ? await options.faults.pass(path) : "drop";
		if (failure !== undefined) call.socket.destroy();
		else if (path.startsWith("/functions/v1/")) await options.functions.upgrade(call);
		else if (path.startsWith("/realtime/v1/")) options.realtime.upgrade(call);
		else call.socket.destroy();
	} catch (error) {
		options.log("gateway", messageOf(error));
		call.socket.destroy();
	}
}

function pathOf({ url = "/" }: IncomingMessage): string {
	return url.split("?")[0] as string;
}

/** A page elsewhere may point a name of its own at this machine; only its true names are served. */
function isForThisMachine({ headers: { host } }: IncomingMessage): boolean {
	return /^(127\.0\.0\.1|localhost|\[::1\]|([\w-]+\.)+localhost)(:\d+)?$/i.test(host ?? "");
}

/** Tells the services where a request came from, as proxies in front of hosted projects do. */
function forward({ headers, socket }: IncomingMessage): void {
	const client = socket.remoteAddress ?? LOOPBACK;
	const before = headers["x-forwarded-for"];
	headers["x-forwarded-for"] = before ? `${before}, ${client}` : client;
	headers["x-forwarded-proto"] ??= "http";
	if (headers.host) headers["x-forwarded-host"] ??= headers.host;
}

function refuse(outgoing: ServerResponse, status: number): void {
	outgoing.writeHead(status, {
		"content-type": "application/json",
		"access-control-allow-origin": "*",
	});
	outgoing.end(JSON.stringify({ message: REASONS[status] ?? "Failed on purpose" }));
}

const REASONS: Record<number, string> = {
	403: "This name does not belong to this machine",
	500: "Internal error",
	503: "Service unavailable",
};

function listen(server: Server, port: number): Promise<void> {
	return new Promise((resolve, reject) => {
		server.once("error", (error: NodeJS.ErrnoException) => {
			reject(error.code === "EADDRINUSE" ? portTaken(port) : error);
		});
		server.listen(port, LOOPBACK, () => resolve());
	});
}

function portTaken(port: number): StackError {
	const owner = portOwner(port);
	const whom = owner ? `process ${owner.pid} (${owner.command.slice(0, 80)})` : "another program";
	return new StackError(
		"port_taken",
		`Port ${port} is taken by ${whom}. ` +
			`${owner ? `End it: \`kill ${owner.pid}\`` : "End it"}, or choose another port.`,
	);
}

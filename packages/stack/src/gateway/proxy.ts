import { type IncomingMessage, request, type ServerResponse } from "node:http";
import { connect, type Socket } from "node:net";
import { LOOPBACK } from "../base/ports.ts";

export type Target = { port: number; path: string; headers?: Record<string, string> };

/** Passes a request on to another port of this machine, both bodies as streams. */
export function proxyRequest(
	incoming: IncomingMessage,
	outgoing: ServerResponse,
	{ target, onError }: { target: Target; onError: (error: NodeJS.ErrnoException) => void },
): void {
	const upstream = request({
		host: LOOPBACK,
		port: target.port,
		path: target.path,
		method: incoming.method,
		headers: { ...incoming.headers, ...target.headers },
	});
	upstream.on("response", (answer) => {
		outgoing.writeHead(answer.statusCode ?? 502, { ...answer.headers, ...corsOf(outgoing) });
		answer.pipe(outgoing);
		answer.on("error", () => outgoing.destroy());
	});
	upstream.on("error", (error) => {
		if (outgoing.headersSent) outgoing.destroy();
		else onError(error);
	});
	outgoing.on("close", () => upstream.destroy());
	incoming.pipe(upstream);
}

/** What was set on the response before the upstream answered stays unless the upstream says otherwise. */
function corsOf(outgoing: ServerResponse): Record<string, string> {
	const kept: Record<string, string> = {};
	for (const [name, value] of Object.entries(outgoing.getHeaders())) {
		if (typeof value === "string") kept[name] = value;
	}
	return kept;
}

/** Passes a WebSocket upgrade on to another port of this machine, byte by byte. */
export function proxyUpgrade(
	incoming: IncomingMessage,
	socket: Socket,
	{ head, target }: { head: Buffer; target: Target },
): void {
	const upstream = connect(target.port, LOOPBACK, () => {
		upstream.write(handshake(incoming, target));
		if (head.length > 0) upstream.write(head);
		socket.pipe(upstream).pipe(socket);
	});
	socket.setNoDelay(true);
	upstream.setNoDelay(true);
	const end = () => {
		socket.destroy();
		upstream.destroy();
	};
	for (const side of [socket, upstream]) {
		side.on("error", end);
		side.on("close", end);
	}
}

function handshake(incoming: IncomingMessage, target: Target): string {
	const lines = [`${incoming.method} ${target.path} HTTP/1.1`];
	for (let index = 0; index < incoming.rawHeaders.length; index += 2) {
		lines.push(`${incoming.rawHeaders[index]}: ${incoming.rawHeaders[index + 1]}`);
	}
	for (const [name, value] of Object.entries(target.headers ?? {})) lines.push(`${name}: ${value}`);
	return `${lines.join("\r\n")}\r\n\r\n`;
}

import { type IncomingMessage, request, type ServerResponse } from "node:http";
import { connect, type Socket } from "node:net";
import { LOOPBACK } from "../base/ports.ts";

export type Target = { port: number; path: string };

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
		headers: endToEnd(incoming.headers),
		// A connection kept from before may lead to a process that has been replaced since.
		agent: false,
	});
	upstream.on("response", (answer) => {
		outgoing.writeHead(answer.statusCode ?? 502, {
			...setBefore(outgoing),
			...endToEnd(answer.headers),
		});
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

/** Passes a WebSocket upgrade on to another port of this machine, byte by byte. */
export function proxyUpgrade(
	incoming: IncomingMessage,
	socket: Socket,
	{ head, target }: { head: Buffer; target: Target },
): void {
	const upstream = connect(target.port, LOOPBACK, () => {
		upstream.write(handshake(incoming, target.path));
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

const HOP_BY_HOP = ["connection", "keep-alive", "proxy-connection", "te", "upgrade"];

type Headers_ = Record<string, string | string[] | number | undefined>;

/** The headers that are for the other end, not for the connection. */
function endToEnd(headers: Headers_): Record<string, string | string[] | number> {
	const kept = Object.entries(headers).filter(
		([name, value]) => value !== undefined && !HOP_BY_HOP.includes(name),
	);
	return Object.fromEntries(kept) as Record<string, string | string[] | number>;
}

function setBefore(outgoing: ServerResponse): Record<string, string | string[] | number> {
	return endToEnd(outgoing.getHeaders());
}

function handshake(incoming: IncomingMessage, path: string): string {
	const lines = [`${incoming.method} ${path} HTTP/1.1`];
	for (const [name, value] of Object.entries(incoming.headers)) {
		for (const one of [value ?? []].flat()) lines.push(`${name}: ${one}`);
	}
	return `${lines.join("\r\n")}\r\n\r\n`;
}

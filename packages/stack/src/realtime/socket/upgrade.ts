import type { IncomingMessage } from "node:http";
import { STATUS_CODES } from "node:http";
import type { Duplex } from "node:stream";
import { WebSocketServer } from "ws";
import { detach } from "../channel/channel.ts";
import type { Project } from "../project.ts";
import { createConnection } from "./connection.ts";
import { type Refusal, type Shown, shakeHands } from "./handshake.ts";
import { createReceiver } from "./receive.ts";

const PATH = "/socket/websocket";

/** Turns upgrade requests into sockets. */
export function createUpgrader(
	project: Project,
): (request: IncomingMessage, socket: Duplex, head: Buffer) => void {
	const server = new WebSocketServer({
		noServer: true,
		maxPayload: project.limits.maxFrameBytes,
		perMessageDeflate: false,
		clientTracking: false,
	});

	async function upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): Promise<void> {
		if ((request.url ?? "/").split("?")[0] !== PATH) {
			return refuse(socket, { status: 404, error: "Not found" });
		}
		const shown = await shakeHands(project, request);
		if ("error" in shown) {
			setTimeout(() => refuse(socket, shown), project.delays.connectErrorMs).unref();
			return;
		}
		server.handleUpgrade(request, socket, head, (webSocket) => open(webSocket, shown));
	}

	function open(socket: Parameters<typeof createConnection>[1], shown: Shown): void {
		const connection = createConnection(project, socket, shown);
		const receive = createReceiver(project, connection);
		project.connections.add(connection);
		socket.on("message", (data: Buffer, isBinary) => receive(data, isBinary));
		socket.on("error", (error) => project.log(`A socket broke: ${error.message}`));
		for (const sign of ["ping", "pong"] as const) {
			socket.on(sign, () => {
				connection.heardAt = project.now();
			});
		}
		socket.on("close", () => {
			project.connections.delete(connection);
			project.users.delete(connection);
			for (const channel of connection.channels.values()) detach(channel);
		});
	}

	return (request, socket, head) => {
		socket.on("error", () => socket.destroy());
		upgrade(request, socket, head).catch((error) => {
			project.log(`An upgrade failed: ${error}`);
			socket.destroy();
		});
	};
}

function refuse(socket: Duplex, { status, error }: Refusal): void {
	const body = JSON.stringify({ error });
	socket.once("finish", () => socket.destroy());
	socket.end(
		[
			`HTTP/1.1 ${status} ${STATUS_CODES[status]}`,
			"content-type: application/json; charset=utf-8",
			`content-length: ${Buffer.byteLength(body)}`,
			"connection: close",
			"",
			body,
		].join("\r\n"),
	);
}

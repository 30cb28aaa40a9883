import { FakeSocket, type Hub, nameOf } from "./fake-socket.ts";

/**
 * Realtime as far as the client leans on it: sockets that open or not, joins that are granted or refused, broadcasts,
 * and channels that the server closes.
 */
export function createFakeRealtime({ mayJoin }: Pick<Hub, "mayJoin">) {
	const hub: Hub = {
		sockets: new Set(),
		joins: [],
		said: [],
		isUp: true,
		isMute: false,
		mayJoin,
	};
	const { sockets } = hub;

	class Socket extends FakeSocket {
		constructor(url: string | URL) {
			super(hub, url);
		}
	}

	return {
		...hub,
		WebSocket: Socket as unknown as typeof globalThis.WebSocket,
		topics: () => [...sockets].flatMap((socket) => [...socket.topics.keys()].map(nameOf)),
		broadcast(topic: string, event: string, payload: Record<string, unknown>) {
			for (const socket of sockets) {
				if (!socket.topics.has(`realtime:${topic}`)) continue;
				const message = { type: "broadcast", event, payload };
				socket.push([null, null, `realtime:${topic}`, "broadcast", message]);
			}
		},
		/** Ends channels as the server does when a token has run out or lost its rights. */
		closeChannels(message: string) {
			for (const socket of sockets) {
				for (const [topic, joinRef] of socket.topics) {
					const payload = { extension: "system", status: "error", message, channel: topic };
					socket.push([joinRef, null, topic, "system", payload]);
					socket.push([joinRef, joinRef, topic, "phx_close", {}]);
				}
				socket.topics.clear();
			}
		},
		/** The server goes down, or the network between. */
		stop() {
			hub.isUp = false;
			for (const socket of sockets) socket.close(1006);
		},
		restart() {
			hub.isUp = true;
		},
		mute(isMute: boolean) {
			hub.isMute = isMute;
		},
	};
}

import { createCossistantClient } from "../client.ts";
import type { CossistantClient, CossistantClientOptions } from "../client-types.ts";

export type RealBrowser = ReturnType<typeof createRealBrowser>;

/** The site that carries the widget. */
const ORIGIN = "https://shop.example";

/** A browser in front of a real server: tabs share what is stored; the network and the sockets can be cut. */
export function createRealBrowser({ apiUrl, publicKey }: { apiUrl: string; publicKey: string }) {
	const stored = new Map<string, string>();
	const sockets = new Set<WebSocket>();
	const clients = new Set<CossistantClient>();
	const events = new EventTarget();
	const asked: string[] = [];
	const network = { isUp: true, hasSockets: true, losesAnswers: false };

	class Socket extends WebSocket {
		constructor(url: string | URL, protocols?: string | string[]) {
			const hasWay = network.isUp && network.hasSockets;
			// Nobody listens on port 1.
			super(hasWay ? url : "ws://127.0.0.1:1/", protocols);
			sockets.add(this);
			this.addEventListener("close", () => sockets.delete(this));
		}
	}

	const fetch: typeof globalThis.fetch = async (input, init) => {
		asked.push(String(input).split("/").at(-1) ?? "");
		if (!network.isUp) throw new TypeError("fetch failed");
		const headers = new Headers(init?.headers);
		headers.set("origin", ORIGIN);
		const answer = await globalThis.fetch(input, { ...init, headers });
		if (!network.losesAnswers) return answer;
		await answer.arrayBuffer();
		throw new TypeError("fetch failed");
	};

	function open(options: Partial<CossistantClientOptions> = {}): CossistantClient {
		const client = createCossistantClient({
			apiUrl,
			publicKey,
			fetch,
			WebSocket: Socket,
			storage: {
				getItem: (key) => stored.get(key) ?? null,
				setItem: (key, value) => void stored.set(key, value),
				removeItem: (key) => void stored.delete(key),
			},
			page: { events, isOnline: () => network.isUp, isVisible: () => true },
			...options,
		});
		clients.add(client);
		client.start();
		return client;
	}

	const cutSockets = () => {
		for (const socket of sockets) socket.close();
	};

	return {
		open,
		stored,
		/** The functions asked for, by their names. */
		asked,
		network,
		close(client: CossistantClient) {
			client.destroy();
			clients.delete(client);
		},
		closeAll() {
			for (const client of clients) client.destroy();
		},
		cutSockets,
		goOffline() {
			network.isUp = false;
			cutSockets();
			events.dispatchEvent(new Event("offline"));
		},
		goOnline() {
			network.isUp = true;
			events.dispatchEvent(new Event("online"));
		},
	};
}

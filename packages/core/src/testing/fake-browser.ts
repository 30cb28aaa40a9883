import { createCossistantClient } from "../client.ts";
import type { CossistantClient, CossistantClientOptions } from "../client-types.ts";
import * as live from "../live/index.ts";
import { API_URL, type FakeServer, PUBLIC_KEY } from "./fake-server.ts";

/** One browser: tabs that share storage and locks, a network that can go, pages that can be hidden. */
export function createFakeBrowser(server: FakeServer) {
	const stored = new Map<string, string>();
	const tabs = new Set<Tab>();
	const locks = createFakeLocks();
	let isOnline = true;

	/** Opens the site in a tab. Closing it is what a reload or a closed window is: nothing is said to anyone. */
	function open(options: Partial<CossistantClientOptions> = {}) {
		const events = new EventTarget();
		const page = { isVisible: true };
		const storage = {
			getItem: (key: string) => stored.get(key) ?? null,
			setItem: (key: string, value: string) => change(key, value),
			removeItem: (key: string) => change(key, null),
		};

		function change(key: string, value: string | null): void {
			if (stored.get(key) === (value ?? undefined)) return;
			if (value === null) stored.delete(key);
			else stored.set(key, value);
			for (const other of tabs) {
				if (other !== tab) other.events.dispatchEvent(Object.assign(new Event("storage"), { key }));
			}
		}

		const client = createCossistantClient({
			publicKey: PUBLIC_KEY,
			apiUrl: API_URL,
			storage,
			fetch: (...request) =>
				isOnline ? server.fetch(...request) : Promise.reject(new TypeError("fetch failed")),
			WebSocket: server.realtime.WebSocket,
			locks,
			random: () => 0.5,
			page: { isOnline: () => isOnline, isVisible: () => page.isVisible, events },
			device: () => ({ page: { url: "https://acme.test/shop", title: "Shop" } }),
			loadLive: async () => live,
			...options,
		});
		const tab: Tab = {
			client,
			events,
			close() {
				tabs.delete(tab);
				client.destroy();
			},
			show(isVisible: boolean) {
				page.isVisible = isVisible;
				events.dispatchEvent(new Event("visibilitychange"));
			},
		};
		tabs.add(tab);
		return tab;
	}

	return {
		open,
		stored,
		goOffline() {
			isOnline = false;
			server.realtime.stop();
			for (const tab of tabs) tab.events.dispatchEvent(new Event("offline"));
		},
		goOnline() {
			isOnline = true;
			server.realtime.restart();
			for (const tab of tabs) tab.events.dispatchEvent(new Event("online"));
		},
		closeAll() {
			for (const tab of tabs) tab.close();
		},
	};
}

export type Tab = {
	client: CossistantClient;
	events: EventTarget;
	close(): void;
	show(isVisible: boolean): void;
};

/** Web Locks, as far as the client uses them: exclusive, one after another, with a signal for the waiting. */
function createFakeLocks(): Pick<LockManager, "request"> {
	const held = new Map<string, Promise<unknown>>();
	const request = async (
		name: string,
		{ signal }: LockOptions,
		work: () => Promise<unknown>,
	): Promise<unknown> => {
		const before = held.get(name) ?? Promise.resolve();
		const impatient = new Promise<never>((_resolve, reject) =>
			signal?.addEventListener("abort", () => reject(signal.reason)),
		);
		const mine = Promise.race([before.catch(() => {}), impatient]).then(work);
		held.set(name, mine);
		return mine;
	};
	return { request: request as LockManager["request"] };
}

import type { Device } from "@cossistant/protocol";
import type { CossistantClientOptions } from "./client-types.ts";
import { readDevice } from "./device.ts";
import { createJsonStorage, type JsonStorage } from "./storage.ts";

export type Timer = ReturnType<typeof globalThis.setTimeout>;

/** Everything outside the client, in one place, so that tests can bring their own. */
export type World = {
	fetch: typeof globalThis.fetch;
	storage: JsonStorage;
	now(): number;
	random(): number;
	after(milliseconds: number, run: () => void): Timer;
	cancel(timer: Timer | null): void;
	locks: Pick<LockManager, "request"> | null;
	isOnline(): boolean;
	isVisible(): boolean;
	/** Listens to an event of the page; the answer ends that. */
	on(event: PageEvent, listener: (event: Event) => void): () => void;
	device(): Device;
};

export type PageEvent = "online" | "offline" | "visibilitychange" | "storage";

/** The world of this page or process, with the parts that the options replace. Touches nothing yet. */
export function createWorld(options: Omit<CossistantClientOptions, "publicKey" | "apiUrl">): World {
	const { page = {} } = options;
	return {
		fetch: (...request) => (options.fetch ?? globalThis.fetch)(...request),
		storage: createJsonStorage(options.storage),
		now: options.now ?? Date.now,
		random: options.random ?? Math.random,
		after: (milliseconds, run) => globalThis.setTimeout(run, milliseconds),
		cancel: (timer) => globalThis.clearTimeout(timer ?? undefined),
		// Absent outside secure contexts and in older browsers.
		locks: options.locks === undefined ? (globalThis.navigator?.locks ?? null) : options.locks,
		isOnline: page.isOnline ?? (() => globalThis.navigator?.onLine !== false),
		isVisible: page.isVisible ?? (() => globalThis.document?.visibilityState !== "hidden"),
		on: (event, listener) => listen(page.events ?? globalThis, event, listener),
		device: options.device ?? readDevice,
	};
}

function listen(target: Partial<EventTarget>, event: string, listener: (event: Event) => void) {
	target.addEventListener?.(event, listener);
	return () => target.removeEventListener?.(event, listener);
}

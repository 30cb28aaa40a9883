import { createStore } from "@cossistant/core/parts";

/** A short sentence about what just happened, perhaps with a way back. */
export type Toast = {
	id: number;
	sentence: string;
	tone: "plain" | "danger";
	action: { label: string; run: () => void } | null;
};

type Options = { tone?: Toast["tone"]; action?: NonNullable<Toast["action"]> };

const SHOWN_AT_ONCE = 3;

/** Makes the list of toasts on screen; each leaves by itself after `lifetimeMs`. */
export function createToasts(world: {
	lifetimeMs: number;
	setTimeout: (run: () => void, ms: number) => unknown;
}) {
	const store = createStore<readonly Toast[]>([]);
	let lastId = 0;

	function dismiss(id: number): void {
		store.set(store.get().filter((toast) => toast.id !== id));
	}

	function show(sentence: string, options: Options = {}): number {
		lastId += 1;
		const id = lastId;
		const toast: Toast = {
			id,
			sentence,
			tone: options.tone ?? "plain",
			action: options.action ?? null,
		};
		store.set([...store.get().slice(1 - SHOWN_AT_ONCE), toast]);
		world.setTimeout(() => dismiss(id), world.lifetimeMs);
		return id;
	}

	return { get: store.get, subscribe: store.subscribe, show, dismiss };
}

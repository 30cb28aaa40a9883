import type { Store } from "./client-types.ts";

/** A store that its owner may change. */
export type WritableStore<State> = Store<State> & {
	set(next: State): void;
};

/** Makes a value that can be read now and watched for change; setting what says the same is silent. */
export function createStore<State>(initial: State): WritableStore<State> {
	const listeners = new Set<() => void>();
	let state = initial;
	return {
		get: () => state,
		set(next) {
			if (isSame(next, state)) return;
			state = next;
			for (const listener of [...listeners]) listener();
		},
		subscribe(listener) {
			// A wrapper of its own, so that one function subscribed twice is two subscriptions.
			const own = () => listener();
			listeners.add(own);
			return () => {
				listeners.delete(own);
			};
		},
	};
}

/** The same value, or a plain object of the same values. */
function isSame(a: unknown, b: unknown): boolean {
	if (Object.is(a, b)) return true;
	if (!isPlain(a) || !isPlain(b)) return false;
	const keys = Object.keys(a);
	return keys.length === Object.keys(b).length && keys.every((key) => Object.is(a[key], b[key]));
}

function isPlain(value: unknown): value is Record<string, unknown> {
	return value?.constructor === Object;
}

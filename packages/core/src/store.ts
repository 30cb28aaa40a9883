import type { Store } from "./client-types.ts";

/** A store that its owner may change. */
export type WritableStore<State> = Store<State> & {
	set(next: State): void;
};

/** Makes a value that can be read now and watched for change; setting the same value again is silent. */
export function createStore<State>(initial: State): WritableStore<State> {
	const listeners = new Set<() => void>();
	let state = initial;
	return {
		get: () => state,
		set(next) {
			if (Object.is(next, state)) return;
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

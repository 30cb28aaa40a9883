import type { Timer, World } from "../world.ts";

/** A view that is left and entered again at once, as React does, must not leave and join its topics. */
const LINGER_MS = 1_000;

/** Which things are watched; one that is let go stays watched a moment longer. */
export function createLingering<Key>(
	world: World,
	{ onStart, onEnd }: { onStart: (key: Key) => void; onEnd: (key: Key) => void },
) {
	const watched = new Map<Key, Timer | null>();
	return {
		keys: () => watched.keys(),
		has: (key: Key) => watched.has(key),
		watch(key: Key) {
			const isNew = !watched.has(key);
			world.cancel(watched.get(key) ?? null);
			watched.set(key, null);
			if (isNew) onStart(key);
		},
		unwatch(key: Key) {
			const end = () => {
				watched.delete(key);
				onEnd(key);
			};
			world.cancel(watched.get(key) ?? null);
			watched.set(key, world.after(LINGER_MS, end));
		},
		clear() {
			for (const timer of watched.values()) world.cancel(timer);
			watched.clear();
		},
	};
}

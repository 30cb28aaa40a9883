import { createStore } from "@cossistant/core/parts";
import { useSyncExternalStore } from "react";

const TICK_MS = 20_000;

const clock = createStore<number>(0);
let watchers = 0;
let timer: ReturnType<typeof setInterval> | undefined;

function subscribe(listener: () => void): () => void {
	const stop = clock.subscribe(listener);
	watchers += 1;
	if (watchers === 1) {
		tick();
		timer = setInterval(tick, TICK_MS);
	}
	return () => {
		stop();
		watchers -= 1;
		if (watchers === 0) clearInterval(timer);
	};
}

function tick(): void {
	clock.set(Date.now());
}

function now(): number | null {
	return clock.get() || null;
}

/** The time, every 20 s. Null while rendering on the server: it knows neither the reader's clock nor their zone. */
export function useNow(): number | null {
	return useSyncExternalStore(subscribe, now, () => null);
}

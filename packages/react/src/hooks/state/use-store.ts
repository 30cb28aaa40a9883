import type { Store } from "@cossistant/core";
import { useSyncExternalStore } from "react";

/** Reads a store, or what `select` takes from it, and draws again when that changes; `select` must answer stable values. */
export function useStore<State>(store: Store<State>): State;
export function useStore<State, Value>(
	store: Store<State>,
	select: (state: State) => Value,
	/** The state to draw on a server and while its page is taken over; default: the store's own. */
	onServer?: State,
): Value;
export function useStore<State>(
	store: Store<State>,
	select: (state: State) => unknown = (state) => state,
	onServer?: State,
) {
	return useSyncExternalStore(
		store.subscribe,
		() => select(store.get()),
		() => select(onServer ?? store.get()),
	);
}

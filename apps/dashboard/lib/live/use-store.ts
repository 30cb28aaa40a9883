import { useCallback, useSyncExternalStore } from "react";

type Readable<State> = {
	get(): State;
	subscribe(listener: () => void): () => void;
};

/** Reads a store, and redraws when it changes. */
export function useStore<State>(store: Readable<State>): State {
	return useSyncExternalStore(store.subscribe, store.get, store.get);
}

/** Reads one part of a store; redraws only when that part is another value. */
export function usePart<State, Part>(store: Readable<State>, part: (state: State) => Part): Part {
	const get = useCallback(() => part(store.get()), [store, part]);
	return useSyncExternalStore(store.subscribe, get, get);
}

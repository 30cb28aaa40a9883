import { useCallback, useSyncExternalStore } from "react";

/** Whether the screen is as the query says; not on a server. */
export function useMediaQuery(query: string): boolean {
	const subscribe = useCallback(
		(listener: () => void) => {
			const list = window.matchMedia?.(query);
			list?.addEventListener("change", listener);
			return () => list?.removeEventListener("change", listener);
		},
		[query],
	);
	return useSyncExternalStore(
		subscribe,
		() => window.matchMedia?.(query).matches ?? false,
		() => false,
	);
}

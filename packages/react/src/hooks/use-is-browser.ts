import { useSyncExternalStore } from "react";

const never = () => () => {};

/** False on a server and while the browser takes its page over, true from then on. */
export function useIsBrowser(): boolean {
	return useSyncExternalStore(
		never,
		() => true,
		() => false,
	);
}

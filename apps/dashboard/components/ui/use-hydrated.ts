"use client";

import { useSyncExternalStore } from "react";

const never = () => () => {};

/** Whether the page's code has taken over what the server rendered: before that, nothing listens. */
export function useHydrated(): boolean {
	return useSyncExternalStore(
		never,
		() => true,
		() => false,
	);
}

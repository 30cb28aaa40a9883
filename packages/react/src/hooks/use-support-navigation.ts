import { useMemo } from "react";
import type { NavigationState } from "./state/navigation.ts";
import type { SupportStore } from "./state/support-store.ts";
import { useSupportContext } from "./support-context.ts";
import { useSupportState } from "./use-support-state.ts";

export type UseSupportNavigationResult = Pick<SupportStore, "navigate" | "replace" | "goBack"> & {
	current: NavigationState;
	page: NavigationState["page"];
	params: NavigationState["params"];
	previousPages: readonly NavigationState[];
	canGoBack: boolean;
};

/**
 * Where the widget is, and the ways from there; works anywhere below the provider.
 * @example
 * const { navigate, goBack } = useSupportNavigation();
 * navigate({ page: "CONVERSATION", params: { conversationId } });
 */
export function useSupportNavigation(): UseSupportNavigationResult {
	const { store } = useSupportContext("useSupportNavigation");
	const { current, previousPages } = useSupportState(
		"useSupportNavigation",
		(state) => state.navigation,
	);

	return useMemo(
		() => ({
			current,
			page: current.page,
			params: current.params,
			previousPages,
			canGoBack: previousPages.length > 0,
			navigate: store.navigate,
			replace: store.replace,
			goBack: store.goBack,
		}),
		[store, current, previousPages],
	);
}

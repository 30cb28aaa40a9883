import type { SupportStore, SupportStoreState } from "./state/support-store.ts";
import { useSupportContext } from "./support-context.ts";
import { useSupportState } from "./use-support-state.ts";

export type UseSupportStoreResult = Pick<SupportStoreState, "navigation" | "config"> &
	Pick<
		SupportStore,
		"navigate" | "replace" | "goBack" | "open" | "close" | "toggle" | "updateConfig" | "reset"
	> & { isOpen: boolean };

/** Everything the widget itself remembers, with the verbs that change it: for widgets built from scratch. */
export function useSupportStore(): UseSupportStoreResult {
	const { store } = useSupportContext("useSupportStore");
	const { navigation, config } = useSupportState("useSupportStore", (state) => state);
	const { navigate, replace, goBack, open, close, toggle, updateConfig, reset } = store;

	return {
		navigation,
		config,
		isOpen: config.isOpen,
		navigate,
		replace,
		goBack,
		open,
		close,
		toggle,
		updateConfig,
		reset,
	};
}

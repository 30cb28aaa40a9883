import { useCallback } from "react";
import { useSupportNavigation } from "../../hooks/use-support-navigation.ts";

/** Back to the page before; home where there was none, as after a link straight to a conversation. */
export function useGoBack(): () => void {
	const { canGoBack, goBack, replace } = useSupportNavigation();
	return useCallback(() => {
		if (canGoBack) goBack();
		else replace({ page: "HOME" });
	}, [canGoBack, goBack, replace]);
}

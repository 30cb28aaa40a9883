import { closedSupport, type SupportStoreState } from "./state/support-store.ts";
import { useStore } from "./state/use-store.ts";
import { useSupportContext } from "./support-context.ts";

/** Reads the widget's own state; closed and at home until the browser has taken the page over. */
export function useSupportState<Value>(
	caller: string,
	select: (state: SupportStoreState) => Value,
): Value {
	const { store } = useSupportContext(caller);
	return useStore(store, select, closedSupport);
}

import { createStore } from "@cossistant/core";
import { useContext, useMemo } from "react";
import { closedSupport } from "../hooks/state/support-store.ts";
import { useStore } from "../hooks/state/use-store.ts";
import { SupportContext } from "../hooks/support-context.ts";

const nobody = { isOpen: false, toggle: () => {}, close: () => {} };
const nothing = createStore(closedSupport);

/** The surrounding provider's widget; closed for good where there is none and the part is told by props. */
export function useWidget() {
	const store = useContext(SupportContext)?.store;
	const isOpen = useStore(store ?? nothing, ({ config }) => config.isOpen, closedSupport);

	return useMemo(
		() => (store ? { isOpen, toggle: store.toggle, close: store.close } : nobody),
		[store, isOpen],
	);
}

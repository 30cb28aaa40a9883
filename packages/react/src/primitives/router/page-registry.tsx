import type { Store } from "@cossistant/core";
import { createStore } from "@cossistant/core";
import { type ComponentType, createContext, type ReactNode, useContext, useMemo } from "react";
import { useIsomorphicLayoutEffect } from "../../hooks/use-isomorphic-layout-effect.ts";

/** A page's component; it gets the parameters it was navigated to with. */
// biome-ignore lint/suspicious/noExplicitAny: each page narrows its own parameters, and a component's props are contravariant
export type PageComponent<Params = any> = ComponentType<{ params?: Params }>;

type Pages = ReadonlyMap<string, readonly PageComponent[]>;

export type PageRegistry = Store<Pages> & {
	/** Adds a page; the newest of a name is shown until its answer is called. */
	register(name: string, component: PageComponent): () => void;
};

/** A registry of pages by name. */
export function createPageRegistry(): PageRegistry {
	const store = createStore<Pages>(new Map());
	const change = (name: string, components: readonly PageComponent[]) =>
		store.set(new Map(store.get()).set(name, components));

	return {
		get: store.get,
		subscribe: store.subscribe,
		register(name, component) {
			change(name, [...(store.get().get(name) ?? []), component]);
			let isThere = true;
			return () => {
				if (!isThere) return;
				isThere = false;
				const components = [...(store.get().get(name) ?? [])];
				components.splice(components.lastIndexOf(component), 1);
				change(name, components);
			};
		},
	};
}

const PageRegistryContext = createContext<PageRegistry | null>(null);

/** Lets `<Page>`s below register, for a `<Router>` below to show. */
export function PageRegistryProvider({ children }: { children?: ReactNode }) {
	const registry = useMemo(createPageRegistry, []);
	return <PageRegistryContext.Provider value={registry}>{children}</PageRegistryContext.Provider>;
}

/** The nearest registry of pages. */
export function usePageRegistry(): PageRegistry {
	const registry = useContext(PageRegistryContext);
	if (registry === null) {
		throw new Error("Pages must be used inside <Support> or <PageRegistryProvider>.");
	}
	return registry;
}

/** Registers a page while mounted, before the screen is painted. */
export function useRegisterPage(name: string, component: PageComponent): void {
	const registry = usePageRegistry();
	useIsomorphicLayoutEffect(() => registry.register(name, component), [registry, name, component]);
}

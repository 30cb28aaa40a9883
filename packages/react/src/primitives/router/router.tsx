import { createElement, type ReactNode } from "react";
import { useStore } from "../../hooks/state/use-store.ts";
import { type PageComponent, usePageRegistry } from "./page-registry.tsx";

export type RouterProps = {
	/** The name of the page to show. */
	page: string;
	params?: unknown;
	/** Shown when no page has that name. */
	fallback?: ReactNode | PageComponent;
	/** Pages that are always there, by name; a `<Page>` of the same name takes their place. */
	pages?: Readonly<Record<string, PageComponent>> | undefined;
	/** `<Page>`s. */
	children?: ReactNode;
};

/** Shows the registered page of a name with its parameters, else the fallback. */
export function Router({ page, params, fallback, pages, children }: RouterProps) {
	const registry = usePageRegistry();
	const registered = useStore(registry, (known) => known.get(page)?.at(-1));
	const component = registered ?? (pages && Object.hasOwn(pages, page) ? pages[page] : undefined);

	return (
		<>
			{children}
			{component ? createElement(component, { params }) : shown(fallback, params)}
		</>
	);
}

function shown(fallback: RouterProps["fallback"], params: unknown): ReactNode {
	return typeof fallback === "function" ? createElement(fallback, { params }) : fallback;
}

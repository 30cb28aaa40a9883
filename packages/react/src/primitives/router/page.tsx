import { type PageComponent, useRegisterPage } from "./page-registry.tsx";

export type PageProps<Params = unknown> = {
	/** The page's name: yours, or a built-in one to take its place. */
	name: string;
	component: PageComponent<Params>;
};

/**
 * Adds a page to the widget while mounted.
 * @example
 * <Page name="FAQ" component={FaqPage} />
 */
export function Page<Params>({ name, component }: PageProps<Params>): null {
	useRegisterPage(name, component);
	return null;
}

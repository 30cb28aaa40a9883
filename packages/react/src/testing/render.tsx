import { cleanup, configure, render } from "@testing-library/react";
import type { ReactElement, ReactNode } from "react";
import { afterEach, beforeEach, vi } from "vitest";
import { SupportProvider, type SupportProviderProps } from "../hooks/support-provider.tsx";
import { createFakeClient, type FakeClient } from "./fake-client.ts";

// The window arrives by import(), which takes its time on a busy machine.
configure({ asyncUtilTimeout: 10_000 });
vi.setConfig({ testTimeout: 20_000 });

beforeEach(() => localStorage.clear());
afterEach(cleanup);

/** Draws something inside a provider whose client is a fake one. */
export function renderWithin(
	ui: ReactElement,
	{
		client = createFakeClient(),
		...props
	}: Omit<SupportProviderProps, "client"> & {
		client?: FakeClient;
	} = {},
) {
	const Wrapper = ({ children }: { children: ReactNode }) => (
		<SupportProvider client={client} {...props}>
			{children}
		</SupportProvider>
	);
	return { client, ...render(ui, { wrapper: Wrapper }) };
}

/** Reads a hook inside a provider; `result.current` is its newest answer. */
export function renderHookWithin<Result>(
	useHook: () => Result,
	options?: Parameters<typeof renderWithin>[1],
) {
	const result = {} as { current: Result };
	function Reader() {
		result.current = useHook();
		return null;
	}
	const rendered = renderWithin(<Reader />, options);
	return { result, redraw: () => rendered.rerender(<Reader />), ...rendered };
}

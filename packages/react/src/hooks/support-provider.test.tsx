// @vitest-environment jsdom
import type { SessionState } from "@cossistant/core";
import { act, render, screen } from "@testing-library/react";
import { StrictMode, useState } from "react";
import { renderToString } from "react-dom/server";
import { afterEach, describe, expect, it, vi } from "vitest";
import { createFakeClient } from "../testing/fake-client.ts";
import { renderHookWithin, renderWithin } from "../testing/render.tsx";
import { acme, vera } from "../testing/story.ts";
import { SupportProvider } from "./support-provider.tsx";
import { useSupport } from "./use-support.ts";
import { useSupportNavigation } from "./use-support-navigation.ts";

afterEach(() => vi.unstubAllEnvs());

function State() {
	const { configurationError, isOpen, size } = useSupport();
	return <p>{JSON.stringify({ error: configurationError?.code, isOpen, size })}</p>;
}

describe("SupportProvider", () => {
	it("opens the session and keeps the list in step while mounted", () => {
		const { client, unmount } = renderWithin(<p>page</p>);
		expect(client.running).toMatchObject({ start: 1, watchConversationList: 1 });

		unmount();
		expect(client.running).toMatchObject({ start: 0, watchConversationList: 0 });
	});

	it("has one running client in strict mode", () => {
		const client = createFakeClient();
		const { unmount } = render(
			<StrictMode>
				<SupportProvider client={client} />
			</StrictMode>,
		);
		expect(client.running.start).toBe(1);

		unmount();
		expect(client.running.start).toBe(0);
	});

	it("keeps its client while the page draws anew", () => {
		const seen = new Set<unknown>();
		function Page() {
			const [count, setCount] = useState(0);
			return (
				<SupportProvider publicKey="pk_1" apiUrl="https://x.test" autoConnect={false}>
					<Seen />
					<button type="button" onClick={() => setCount(count + 1)}>
						more
					</button>
				</SupportProvider>
			);
		}
		function Seen() {
			seen.add(useSupport().client);
			return null;
		}
		render(<Page />);
		act(() => screen.getByRole("button").click());

		expect(seen.size).toBe(1);
	});

	it("asks nobody anything without autoConnect", () => {
		const { client } = renderWithin(<p>page</p>, { autoConnect: false });

		expect(client.callsOf("start")).toEqual([]);
	});

	it("says which of key and URL is missing, and does not throw", () => {
		vi.stubEnv("NEXT_PUBLIC_SUPABASE_URL", "https://x.test");
		render(
			<SupportProvider>
				<State />
			</SupportProvider>,
		);
		expect(screen.getByText(/public_key_missing/)).toBeTruthy();

		vi.stubEnv("NEXT_PUBLIC_SUPABASE_URL", "");
		render(
			<SupportProvider publicKey="pk_1">
				<State />
			</SupportProvider>,
		);
		expect(screen.getByText(/api_url_missing/)).toBeTruthy();
	});

	it("opens the widget on mount, and takes its size", () => {
		renderWithin(<State />, { defaultOpen: true, size: "larger" });

		expect(screen.getByText('{"isOpen":true,"size":"larger"}')).toBeTruthy();
	});

	it("is drawn closed by a server, whatever this browser remembers", () => {
		localStorage.setItem(
			"cossistant-support-store",
			'{"config":{"isOpen":true,"size":"normal"},"navigation":{"current":{"page":"HOME"},"previousPages":[]}}',
		);
		const html = renderToString(
			<SupportProvider client={createFakeClient()}>
				<State />
			</SupportProvider>,
		);

		expect(html).toContain("&quot;isOpen&quot;:false");
	});

	it("goes home when another visitor sits here", () => {
		const { client, result } = renderHookWithin(useSupportNavigation);
		act(() => result.current.navigate({ page: "CONVERSATION_HISTORY" }));

		const eve: SessionState = { phase: "ready", website: acme, visitor: { ...vera, id: "eve" } };
		act(() => client.setSession(eve));

		expect(result.current.page).toBe("HOME");
	});
});

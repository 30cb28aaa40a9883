// @vitest-environment jsdom
import { SupportError } from "@cossistant/core";
import { act } from "@testing-library/react";
import { renderToString } from "react-dom/server";
import { describe, expect, it } from "vitest";
import { createFakeClient } from "../testing/fake-client.ts";
import { renderHookWithin } from "../testing/render.tsx";
import { acme, ada, grace, vera } from "../testing/story.ts";
import { useClient } from "./use-client.ts";
import { useSupport } from "./use-support.ts";
import { useSupportConfig } from "./use-support-config.ts";
import { useSupportNavigation } from "./use-support-navigation.ts";
import { useSupportStore } from "./use-support-store.ts";

describe("useSupport", () => {
	it("says what to do outside a provider", () => {
		function Lost() {
			useSupport();
			return null;
		}
		expect(() => renderToString(<Lost />)).toThrow(
			"useSupport must be used inside <SupportProvider>.",
		);
	});

	it("tells the website, with the visitor, and the visitor, with a language", () => {
		const { result } = renderHookWithin(useSupport);

		expect(result.current.website).toEqual({ ...acme, visitor: vera });
		expect(result.current.visitor).toEqual({ ...vera, locale: "en" });
		expect(result.current.availableHumanAgents).toEqual([ada, grace]);
		expect(result.current.availableAIAgents).toEqual([]);
		expect(result.current).toMatchObject({ isLoading: false, error: null, size: "normal" });
	});

	it("is loading until the website is known", () => {
		const client = createFakeClient({ phase: "loading", website: null, visitor: null });
		const { result } = renderHookWithin(useSupport, { client });
		expect(result.current).toMatchObject({ isLoading: true, website: null, visitor: undefined });

		act(() => client.setSession({ phase: "ready", website: acme, visitor: vera }));
		expect(result.current.isLoading).toBe(false);
	});

	it("opens, closes and toggles by functions that stay the same", () => {
		const { result } = renderHookWithin(useSupport);
		const { open, close, toggle } = result.current;

		act(open);
		expect(result.current.isOpen).toBe(true);
		act(toggle);
		expect(result.current.isOpen).toBe(false);
		act(toggle);
		act(close);
		expect(result.current).toMatchObject({ isOpen: false, open, close, toggle });
	});

	it("counts unread messages, not conversations", () => {
		const { client, result } = renderHookWithin(useSupport);
		act(() => client.changeList({ unreadCount: 5 }));

		expect(result.current.unreadCount).toBe(5);
	});

	it("tells faults of the set-up from others", () => {
		const { client, result } = renderHookWithin(useSupport);
		const fail = (code: "origin_not_allowed" | "unavailable") => {
			const error = new SupportError(code, "A sentence.");
			act(() => client.setSession({ phase: "failed", website: null, visitor: null, error }));
			return error;
		};

		const refused = fail("origin_not_allowed");
		expect(result.current.error).toBe(refused);
		expect(result.current.configurationError).toEqual({
			code: "origin_not_allowed",
			message: "A sentence.",
		});

		fail("unavailable");
		expect(result.current.configurationError).toBeNull();
	});

	it("sets default messages and quick options by hand, until they are set anew", () => {
		const { result } = renderHookWithin(useSupport, { quickOptions: ["Prices?"] });
		expect(result.current.quickOptions).toEqual(["Prices?"]);

		act(() => result.current.setQuickOptions(["Refunds?"]));
		act(() => result.current.setQuickOptions(["Returns?"]));
		act(() => result.current.setDefaultMessages([{ text: "Hi" }]));
		const { setQuickOptions } = result.current;
		expect(result.current.quickOptions).toEqual(["Returns?"]);
		expect(result.current.defaultMessages).toEqual([{ content: "Hi", senderType: "team_member" }]);

		act(() => setQuickOptions([]));
		expect(result.current).toMatchObject({ quickOptions: ["Prices?"], setQuickOptions });
	});

	it("falls back on the website's own messages and options", () => {
		const website = { ...acme, quickOptions: ["From the dashboard?"] };
		const client = createFakeClient({ phase: "ready", website, visitor: vera });
		const { result } = renderHookWithin(useSupport, { client });

		expect(result.current.quickOptions).toEqual(["From the dashboard?"]);
	});
});

describe("the widget's state", () => {
	it("is read and changed by useSupportStore", () => {
		const { result } = renderHookWithin(useSupportStore);
		act(() => result.current.updateConfig({ size: "larger", isOpen: true }));
		act(() => result.current.navigate({ page: "CONVERSATION_HISTORY" }));

		expect(result.current).toMatchObject({
			isOpen: true,
			config: { size: "larger", isOpen: true },
			navigation: { current: { page: "CONVERSATION_HISTORY" } },
		});

		act(() => result.current.reset());
		expect(result.current.navigation.current).toEqual({ page: "HOME" });
	});

	it("is read and changed by useSupportConfig", () => {
		const { result } = renderHookWithin(useSupportConfig);
		act(() => result.current.open());

		expect(result.current).toMatchObject({ isOpen: true, size: "normal", content: undefined });
	});

	it("is navigated from anywhere below the provider", () => {
		const { result } = renderHookWithin(useSupportNavigation);
		expect(result.current).toMatchObject({ page: "HOME", canGoBack: false });

		const params = { conversationId: "c1" };
		act(() => result.current.navigate({ page: "CONVERSATION", params }));
		expect(result.current).toMatchObject({
			page: "CONVERSATION",
			params,
			current: { page: "CONVERSATION", params },
			canGoBack: true,
			previousPages: [{ page: "HOME" }],
		});

		act(() => result.current.goBack());
		act(() => result.current.replace({ page: "CONVERSATION_HISTORY" }));
		expect(result.current).toMatchObject({ page: "CONVERSATION_HISTORY", canGoBack: false });
	});

	it("has its client at hand", () => {
		const { client, result } = renderHookWithin(useClient);

		expect(result.current).toBe(client);
	});
});

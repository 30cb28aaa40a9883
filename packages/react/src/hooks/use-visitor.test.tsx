// @vitest-environment jsdom

import { render } from "@testing-library/react";
import { afterEach, describe, expect, it, vi } from "vitest";
import { createFakeClient } from "../testing/fake-client.ts";
import { renderHookWithin } from "../testing/render.tsx";
import { vera } from "../testing/story.ts";
import { SupportProvider } from "./support-provider.tsx";
import { type UseVisitorResult, useVisitor } from "./use-visitor.ts";

afterEach(() => vi.restoreAllMocks());

describe("useVisitor", () => {
	it("tells who the visitor is, and identifies them", async () => {
		const { client, result } = renderHookWithin(useVisitor);
		expect(result.current.visitor).toEqual(vera);

		const answer = await result.current.identify({ externalId: "u1", name: "Vera" });
		expect(answer).toEqual({ contactId: "contact", visitorId: vera.id });
		expect(client.callsOf("identify")).toEqual([[{ externalId: "u1", name: "Vera" }]]);
	});

	it("merges metadata", async () => {
		const { client, result } = renderHookWithin(useVisitor);
		await result.current.setVisitorMetadata({ plan: "pro" });

		expect(client.callsOf("updateContactMetadata")).toEqual([[{ plan: "pro" }]]);
	});

	it("answers null and warns when something fails, and never throws", async () => {
		const warn = vi.spyOn(console, "warn").mockImplementation(() => {});
		const client = createFakeClient();
		client.identify = () => Promise.reject(new Error("Sign in first."));
		client.updateContactMetadata = () => Promise.reject(new Error("Identify first."));
		const { result } = renderHookWithin(useVisitor, { client });

		expect(await result.current.identify({ email: "vera@acme.test" })).toBeNull();
		expect(await result.current.setVisitorMetadata({ plan: "pro" })).toBeNull();
		expect(warn).toHaveBeenCalledWith("identify failed: Sign in first.");
		expect(warn).toHaveBeenCalledWith("setVisitorMetadata failed: Identify first.");
	});

	it("has verbs that stay the same", () => {
		const { result, redraw } = renderHookWithin(useVisitor);
		const { identify, setVisitorMetadata } = result.current;
		redraw();

		expect(result.current).toMatchObject({ identify, setVisitorMetadata });
	});

	it("asks nobody when the provider has no key", async () => {
		vi.spyOn(console, "warn").mockImplementation(() => {});
		const fetch = vi.spyOn(globalThis, "fetch");
		let visitor = {} as UseVisitorResult;
		function Reader() {
			visitor = useVisitor();
			return null;
		}
		render(
			<SupportProvider>
				<Reader />
			</SupportProvider>,
		);

		expect(await visitor.identify({ externalId: "u1" })).toBeNull();
		expect(fetch).not.toHaveBeenCalled();
	});
});

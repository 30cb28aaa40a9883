// @vitest-environment jsdom
import { act, waitFor } from "@testing-library/react";
import { afterEach, describe, expect, it, vi } from "vitest";
import { createFakeClient } from "../testing/fake-client.ts";
import { renderWithin } from "../testing/render.tsx";
import { acme, vera } from "../testing/story.ts";
import { IdentifySupportVisitor } from "./identify-support-visitor.tsx";

afterEach(() => vi.restoreAllMocks());

describe("IdentifySupportVisitor", () => {
	it("says who the visitor is, once", () => {
		const identity = (
			<IdentifySupportVisitor
				externalId="u1"
				email="vera@acme.test"
				name="Vera"
				image={null}
				metadata={{ plan: "pro" }}
			/>
		);
		const { client, rerender } = renderWithin(identity);
		rerender(identity);

		expect(client.callsOf("identify")).toEqual([
			[
				{
					externalId: "u1",
					email: "vera@acme.test",
					name: "Vera",
					image: null,
					metadata: { plan: "pro" },
				},
			],
		]);
	});

	it("says it again when something changes", () => {
		const { client, rerender } = renderWithin(<IdentifySupportVisitor externalId="u1" />);
		rerender(<IdentifySupportVisitor externalId="u1" name="Vera" />);

		expect(client.callsOf("identify")).toEqual([
			[{ externalId: "u1" }],
			[{ externalId: "u1", name: "Vera" }],
		]);
	});

	it("passes a token on alone", () => {
		const { client } = renderWithin(<IdentifySupportVisitor externalId="u1" identityToken="t" />);

		expect(client.callsOf("identify")).toEqual([[{ token: "t" }]]);
	});

	it("waits until the session is opened", () => {
		const client = createFakeClient({ phase: "idle", website: null, visitor: null });
		renderWithin(<IdentifySupportVisitor externalId="u1" />, { client, autoConnect: false });
		expect(client.callsOf("identify")).toEqual([]);

		act(() => client.setSession({ phase: "ready", website: acme, visitor: vera }));
		expect(client.callsOf("identify")).toHaveLength(1);
	});

	it("warns when it fails", async () => {
		const warn = vi.spyOn(console, "warn").mockImplementation(() => {});
		const client = createFakeClient();
		client.identify = () => Promise.reject(new Error("The identity token has expired."));
		renderWithin(<IdentifySupportVisitor identityToken="old" />, { client });

		await waitFor(() =>
			expect(warn).toHaveBeenCalledWith("IdentifySupportVisitor: The identity token has expired."),
		);
	});
});

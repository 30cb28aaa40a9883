import { IdentifySupportVisitor as IdentifyInBrowser } from "@cossistant/react";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { IdentifySupportVisitor } from "./identify-support-visitor.server.tsx";

beforeEach(() => {
	vi.stubEnv(
		"COSSISTANT_IDENTITY_SECRET",
		"demo.YWNtZS1kZW1vLWlkZW50aXR5LXNlY3JldC1mb3ItbG9jYWwtdXNl",
	);
	vi.stubEnv("NEXT_PUBLIC_COSSISTANT_API_KEY", "pk_demo_acme_7Q2mVx");
	vi.spyOn(console, "warn").mockImplementation(() => {});
});
afterEach(() => {
	vi.unstubAllEnvs();
	vi.restoreAllMocks();
});

describe("the server's IdentifySupportVisitor", () => {
	it("hands the browser's one a token", async () => {
		const element = await IdentifySupportVisitor({ externalId: "u1", name: "Vera" });

		expect(element.type).toBe(IdentifyInBrowser);
		expect(element.props).toEqual({
			identityToken: expect.stringMatching(/^[\w-]+\.[\w-]+\.[\w-]+$/),
		});
		expect(console.warn).not.toHaveBeenCalled();
	});

	it("hands it the identity without a secret, and warns once", async () => {
		vi.stubEnv("COSSISTANT_IDENTITY_SECRET", "");
		const element = await IdentifySupportVisitor({ externalId: "u1" });
		expect(element.props).toEqual({ externalId: "u1" });

		await IdentifySupportVisitor({ externalId: "u1" });
		expect(console.warn).toHaveBeenCalledExactlyOnceWith(
			"IdentifySupportVisitor: COSSISTANT_IDENTITY_SECRET is not set. The visitor stays unverified: no history is shared.",
		);
	});

	it("does not break the page for what can't be signed", async () => {
		const element = await IdentifySupportVisitor({ externalId: "u1", email: "no address" });

		expect(element.props).toEqual({ externalId: "u1", email: "no address" });
		expect(console.warn).toHaveBeenCalledWith(
			expect.stringMatching(/^IdentifySupportVisitor: This identity can't be signed: email:/),
		);
	});
});

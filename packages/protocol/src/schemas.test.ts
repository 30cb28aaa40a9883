import { describe, expect, it } from "vitest";
import type { z } from "zod";
import { examples } from "./examples.ts";
import * as schemas from "./schemas/index.ts";

const all = Object.entries<z.ZodType>(schemas);

describe("every shape", () => {
	it("has an example, and every example a shape", () => {
		expect(Object.keys(examples).sort()).toEqual(all.map(([name]) => name).sort());
	});

	it.each(all)("takes its example as it is, nothing dropped: %s", (name, schema) => {
		expect(schema.parse(examples[name])).toEqual(examples[name]);
	});

	it.each(all)("takes nothing of another kind: %s", (_name, schema) => {
		for (const wrong of [undefined, Symbol("no JSON"), ["a list"]]) {
			expect(schema.safeParse(wrong).success).toBe(false);
		}
	});

	it.each(all)("speaks camelCase: %s", (name) => {
		expect(namesIn(examples[name]).filter((key) => !/^[a-z]+([A-Z]+[a-z]*)*$/.test(key))).toEqual(
			[],
		);
	});
});

describe("what a visitor may tell", () => {
	it.each([
		["nested metadata", schemas.visitorMetadata, { plan: { name: "pro" } }],
		["a list in metadata", schemas.visitorMetadata, { plans: ["pro"] }],
		["metadata without a name", schemas.visitorMetadata, { "": 1 }],
		["an endless fact", schemas.visitorMetadata, { note: "x".repeat(2_001) }],
		["an identity of nobody", schemas.identifyParams, { name: "Vera" }],
		["an address that is none", schemas.identifyParams, { email: "vera" }],
		["an endless page title", schemas.device, { page: { url: "/", title: "x".repeat(301) } }],
		[
			"an endless preview",
			schemas.typing,
			{ ...Object(examples.typing), preview: "x".repeat(501) },
		],
	])("has its limits: %s", (_name, schema: z.ZodType, value) => {
		expect(schema.safeParse(value).success).toBe(false);
	});

	it("need not be anything but the key", () => {
		expect(schemas.visitorSessionRequest.parse({ publicKey: "pk_demo" })).toEqual({
			publicKey: "pk_demo",
			device: {},
		});
	});
});

describe("what a visitor may know", () => {
	it("is nothing of the team's", () => {
		const teamOnly = ["organizationId", "visitorMessageCount", "priority", "assigneeId", "channel"];
		const shown = Object.keys(schemas.conversation.shape);

		expect(teamOnly.filter((key) => key in schemas.teamConversation.shape)).toEqual(teamOnly);
		expect(shown.filter((key) => teamOnly.includes(key))).toEqual([]);
		expect(Object.keys(schemas.humanAgent.shape)).not.toContain("email");
	});
});

function namesIn(value: unknown): string[] {
	if (typeof value !== "object" || value === null) return [];
	const nested = Object.values(value).flatMap(namesIn);
	return Array.isArray(value) ? nested : [...Object.keys(value), ...nested];
}

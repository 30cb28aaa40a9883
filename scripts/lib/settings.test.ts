import { describe, expect, it } from "vitest";
import { seeded } from "./seeded.ts";
import { settingsFrom } from "./settings.ts";

const project = {
	SUPABASE_URL: "https://abcdefgh.supabase.co/",
	SUPABASE_PUBLISHABLE_KEY: "sb_publishable_x",
	NEXT_PUBLIC_COSSISTANT_API_KEY: "pk_mine",
	COSSISTANT_IDENTITY_SECRET: "kid.c2VjcmV0",
};

describe("with an empty environment", () => {
	it("uses the local stack, the usual ports and what the seed holds", () => {
		expect(settingsFrom({})).toEqual({
			backend: { kind: "stack", port: 54321 },
			dashboardPort: 3000,
			demoPort: 3001,
			websiteKey: seeded.websiteKey,
			identitySecret: seeded.identitySecret,
		});
	});

	it("reads an empty variable as none", () => {
		expect(settingsFrom({ SUPABASE_URL: " ", DEMO_PORT: "" })).toEqual(settingsFrom({}));
	});
});

describe("with SUPABASE_URL", () => {
	it("points everything at that project", () => {
		expect(settingsFrom(project)).toMatchObject({
			backend: {
				kind: "project",
				url: "https://abcdefgh.supabase.co",
				publishableKey: "sb_publishable_x",
			},
			websiteKey: "pk_mine",
			identitySecret: "kid.c2VjcmV0",
		});
	});

	it.each([
		"SUPABASE_PUBLISHABLE_KEY",
		"NEXT_PUBLIC_COSSISTANT_API_KEY",
		"COSSISTANT_IDENTITY_SECRET",
	])("asks for %s", (name) => {
		expect(() => settingsFrom({ ...project, [name]: undefined })).toThrow(name);
	});

	it("never lets a secret key into the browser", () => {
		const variables = { ...project, SUPABASE_PUBLISHABLE_KEY: "sb_secret_x" };

		expect(() => settingsFrom(variables)).toThrow("SUPABASE_PUBLISHABLE_KEY is a secret key");
	});
});

it.each([
	["SUPABASE_URL", "abcdefgh"],
	["DEMO_PORT", "80 80"],
	["DASHBOARD_PORT", "70000"],
	["SUPABASE_PORT", "-1"],
])("says that %s=%s is wrong", (name, value) => {
	expect(() => settingsFrom({ [name]: value })).toThrow(`${name} is ${value}.`);
});

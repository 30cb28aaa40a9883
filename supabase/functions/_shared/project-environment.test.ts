import { describe, expect, it } from "vitest";
import { EnvironmentError, readProjectEnvironment } from "./project-environment.ts";

const hosted = {
	SUPABASE_URL: "https://abc.supabase.co/",
	SUPABASE_PUBLISHABLE_KEYS: '{"default":"sb_publishable_1"}',
	SUPABASE_SECRET_KEYS: '{"default":"sb_secret_1","other":"sb_secret_2"}',
	SB_REGION: "eu-central-1",
};

const read = (variables: Record<string, string | undefined>) =>
	readProjectEnvironment((name) => variables[name]);

describe("the project's environment", () => {
	it("is what a hosted project sets", () => {
		expect(read(hosted)).toEqual({
			url: "https://abc.supabase.co",
			publishableKey: "sb_publishable_1",
			secretKey: "sb_secret_1",
			isHosted: true,
		});
	});

	it("may have keys of the old kind, as self-hosted projects do", () => {
		const old = {
			SUPABASE_URL: "http://kong:8000",
			SUPABASE_ANON_KEY: "anon.jwt",
			SUPABASE_SERVICE_ROLE_KEY: "service.jwt",
		};

		expect(read(old)).toEqual({
			url: "http://kong:8000",
			publishableKey: "anon.jwt",
			secretKey: "service.jwt",
			isHosted: false,
		});
	});

	it.each([
		["no URL", { SUPABASE_URL: undefined }, /SUPABASE_URL is missing.*can't be reached/],
		["a URL that is none", { SUPABASE_URL: "abc" }, /SUPABASE_URL is not a URL/],
		["no secret key", { SUPABASE_SECRET_KEYS: undefined }, /SUPABASE_SECRET_KEYS has no entry/],
		["no default key", { SUPABASE_SECRET_KEYS: '{"web":"x"}' }, /no entry "default"/],
		["keys that are no JSON", { SUPABASE_SECRET_KEYS: "sb_secret_1" }, /is not JSON/],
		["no publishable key", { SUPABASE_PUBLISHABLE_KEYS: "" }, /SUPABASE_PUBLISHABLE_KEYS/],
	])("is refused by name: %s", (_name, change, message) => {
		expect(() => read({ ...hosted, ...change })).toThrow(EnvironmentError);
		expect(() => read({ ...hosted, ...change })).toThrow(message);
	});
});

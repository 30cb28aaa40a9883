import { describe, expect, it } from "vitest";
import { readConfig, requireConfig } from "./config.ts";

const good = {
	NEXT_PUBLIC_SUPABASE_URL: "http://127.0.0.1:54321/",
	NEXT_PUBLIC_SUPABASE_PUBLISHABLE_KEY: "sb_publishable_abc",
};

describe("configuration", () => {
	it("reads the project's URL without a trailing slash", () => {
		expect(requireConfig(good)).toEqual({
			supabaseUrl: "http://127.0.0.1:54321",
			publishableKey: "sb_publishable_abc",
		});
	});

	it("names every variable that is missing at once", () => {
		expect(() => requireConfig({})).toThrow(
			/NEXT_PUBLIC_SUPABASE_URL: .*\nNEXT_PUBLIC_SUPABASE_PUBLISHABLE_KEY: /,
		);
	});

	it.each(["example.com", "ftp://example.com", "not a url"])("refuses %s as a URL", (url) => {
		const read = readConfig({ ...good, NEXT_PUBLIC_SUPABASE_URL: url });
		expect(read).toMatchObject({ problems: [{ variable: "NEXT_PUBLIC_SUPABASE_URL" }] });
	});

	it.each(["sb_secret_abc", `x.${btoa('{"role":"service_role"}')}.y`])(
		"refuses the secret key %s",
		(key) => {
			const read = readConfig({ ...good, NEXT_PUBLIC_SUPABASE_PUBLISHABLE_KEY: key });
			expect(read).toMatchObject({
				problems: [{ variable: "NEXT_PUBLIC_SUPABASE_PUBLISHABLE_KEY" }],
			});
		},
	);
});

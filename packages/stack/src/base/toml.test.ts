import { describe, expect, it } from "vitest";
import { parseSize } from "./project-config.ts";
import { parseToml } from "./toml.ts";

const read = (text: string) => Object.fromEntries(parseToml(text));

describe("config.toml", () => {
	it("is read by section and key", () => {
		const text = `
			top = 1
			[auth.email]
			enabled = true # in the house
			subject = "Hello # there"
			path = 'C:\\raw'
			[functions.visitor-session]
			"verify_jwt" = false
			port = 54_321`;

		expect(read(text)).toEqual({
			"auth.email": { enabled: true, subject: "Hello # there", path: "C:\\raw" },
			"functions.visitor-session": { verify_jwt: false, port: 54_321 },
		});
	});

	it("may spread a list over lines, with comments among them", () => {
		const text = '[auth]\nurls = [\n  "http://a", # one\n  "http://b:*/**",\n]\nlast = 2';

		expect(read(text)).toEqual({ auth: { urls: ["http://a", "http://b:*/**"], last: 2 } });
	});

	it("may give sizes with a unit", () => {
		expect([parseSize("50MiB"), parseSize("1MB"), parseSize("512KB"), parseSize("7")]).toEqual([
			52_428_800, 1_000_000, 512_000, 7,
		]);
	});
});

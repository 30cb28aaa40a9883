import { describe, expect, it } from "vitest";
import { domainOf, readOrigins, suggestedOrigins } from "./origins.ts";

describe("a domain", () => {
	it.each([
		["acme.test", "acme.test"],
		["https://www.acme.test/pricing?x=1", "acme.test"],
		[" Shop.Acme.test ", "shop.acme.test"],
		["localhost:3000", "localhost"],
		["", ""],
	])("is read from %s", (text, domain) => {
		expect(domainOf(text)).toBe(domain);
	});
});

describe("origins", () => {
	it("are suggested for the site, its subdomains and this machine", () => {
		expect(suggestedOrigins("acme.test")).toEqual([
			"https://acme.test",
			"https://*.acme.test",
			"http://localhost:*",
			"http://127.0.0.1:*",
		]);
		expect(suggestedOrigins("localhost")).toEqual(["http://localhost:*", "http://127.0.0.1:*"]);
	});

	it("are read once each, however they are parted", () => {
		expect(readOrigins("https://A.test/,\nhttps://a.test  http://localhost:*")).toEqual([
			"https://a.test",
			"http://localhost:*",
		]);
	});
});

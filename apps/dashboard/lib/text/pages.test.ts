import { describe, expect, it } from "vitest";
import { factsOfPage, hostOf } from "./pages.ts";

describe("the page a visitor looks at", () => {
	it("is called by its title, else by where it is", () => {
		const url = "https://acme.test/pricing?x=1";
		expect(factsOfPage({ url, title: "Pricing" })).toEqual({ href: url, label: "Pricing" });
		expect(factsOfPage({ url, title: null })?.label).toBe("acme.test/pricing");
	});

	it.each(["javascript:alert(1)", "data:text/html,x", "nonsense"])("is no link for %s", (url) => {
		expect(factsOfPage({ url, title: "Pricing" })).toBeNull();
	});
});

describe("where a visitor came from", () => {
	it.each([
		["https://www.google.com/search?q=plane", "google.com"],
		["nonsense", null],
		[null, null],
	])("%s is %s", (url, host) => {
		expect(hostOf(url)).toBe(host);
	});
});

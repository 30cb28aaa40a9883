import { describe, expect, it } from "vitest";
import { linkify } from "./linkify.ts";

const links = (text: string) =>
	linkify(text).flatMap(({ text: label, href }) => (href === null ? [] : [[label, href]]));

describe("links in a message", () => {
	it.each([
		["See https://acme.test/a?b=1.", "https://acme.test/a?b=1", "https://acme.test/a?b=1"],
		["(http://acme.test/x)", "http://acme.test/x", "http://acme.test/x"],
		["at www.acme.test, now", "www.acme.test", "https://www.acme.test/"],
		["write to ada@acme.test!", "ada@acme.test", "mailto:ada@acme.test"],
		["https://en.test/a_(b)", "https://en.test/a_(b)", "https://en.test/a_(b)"],
	])("are found in %s", (text, label, href) => {
		expect(links(text)).toEqual([[label, href]]);
	});

	it.each(["javascript:alert(1)", "data:text/html,x", "file:///etc/passwd", "a.b", "http://"])(
		"are not made of %s",
		(text) => {
			expect(links(text)).toEqual([]);
		},
	);

	it("lose not a single character of the text", () => {
		const text = "a https://x.test/, b@c.test\n  www.d.test) https:// end";
		expect(
			linkify(text)
				.map((segment) => segment.text)
				.join(""),
		).toBe(text);
	});
});

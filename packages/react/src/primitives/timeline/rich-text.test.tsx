import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it } from "vitest";
import { plainText } from "./plain-text.ts";
import { RichText } from "./rich-text.tsx";

const draw = (text: string) => renderToStaticMarkup(<RichText text={text} />);
const link = (url: string, text = url) =>
	`<a href="${url}" target="_blank" rel="noopener noreferrer nofollow">${text}</a>`;

describe("the marks of a message", () => {
	it.each([
		["**bold** and __bold__", "<p><strong>bold</strong> and <strong>bold</strong></p>"],
		["*italic* and _italic_", "<p><em>italic</em> and <em>italic</em></p>"],
		["**bold with *italic* in it**", "<p><strong>bold with <em>italic</em> in it</strong></p>"],
		["`const a = **1**`", "<p><code>const a = **1**</code></p>"],
		["one\ntwo", "<p>one<br/>two</p>"],
		["one\r\n\r\ntwo", "<p>one</p><p>two</p>"],
		["- one\n- **two**", "<ul><li>one</li><li><strong>two</strong></li></ul>"],
		[
			"Steps:\n1. one\n2. two\nDone",
			'<p>Steps:</p><ol start="1"><li>one</li><li>two</li></ol><p>Done</p>',
		],
		["3) three", '<ol start="3"><li>three</li></ol>'],
		["```js\nif (a) {\n  b\n}\n```", "<pre><code>if (a) {\n  b\n}</code></pre>"],
		["```\nnever closed", "<pre><code>never closed</code></pre>"],
	])("are drawn: %j", (text, html) => expect(draw(text)).toBe(html));

	it.each([
		"2 * 3 * 4",
		"a*b*c and snake_case_name",
		"** not bold **",
		"5 - 3",
		"-no list",
		"`open",
		"[text] (not a link)",
		"***",
		"_",
	])("are left alone where they are none: %j", (text) => expect(draw(text)).toBe(`<p>${text}</p>`));
});

describe("links", () => {
	it.each([
		["https://acme.test/a_b?c=1#d", link("https://acme.test/a_b?c=1#d")],
		["[Acme](https://acme.test)", link("https://acme.test", "Acme")],
		["mailto:ada@acme.test", link("mailto:ada@acme.test", "ada@acme.test")],
		["ada.l+x@mail.acme.test", link("mailto:ada.l+x@mail.acme.test", "ada.l+x@mail.acme.test")],
	])("open where they say: %j", (text, html) => expect(draw(text)).toBe(`<p>${html}</p>`));

	it.each([
		["See https://acme.test.", `See ${link("https://acme.test")}.`],
		["(https://acme.test)", `(${link("https://acme.test")})`],
		["https://acme.test/a_(b)", link("https://acme.test/a_(b)")],
		["https://acme.test, or", `${link("https://acme.test")}, or`],
		["**https://acme.test**", `<strong>${link("https://acme.test")}</strong>`],
	])("end where the sentence goes on: %j", (text, html) =>
		expect(draw(text)).toBe(`<p>${html}</p>`),
	);

	it.each([
		"[x](javascript:alert(1))",
		"[x](JaVaScRiPt:alert)",
		"[x](data:text/html,x)",
		"[x](/relative)",
		"[x](//evil.test)",
		"javascript:alert(1)",
		"http://",
	])("go to no other scheme: %j", (text) => expect(draw(text)).not.toContain("<a"));
});

describe("what a message can't do", () => {
	it.each([
		"<script>alert(1)</script>",
		'<img src=x onerror="alert(1)">',
		"[<b>x</b>](https://acme.test)",
		'https://acme.test/"onmouseover="alert(1)',
	])("is be HTML: %j", (text) => {
		expect(draw(text)).not.toMatch(/<(script|img|b)\b/);
		expect(draw(text)).not.toMatch(/<[^>]+onmouseover/);
	});

	it.each([
		"*".repeat(10_000),
		"**a ".repeat(2_500),
		"[".repeat(10_000),
		"`".repeat(9_999),
		"a@".repeat(5_000),
		"a".repeat(10_000),
		"_a".repeat(5_000),
		"https://".repeat(1_250),
		"(".repeat(5_000) + ")".repeat(5_000),
	])("is keep a page busy", (text) => {
		const start = performance.now();
		draw(text);

		expect(performance.now() - start).toBeLessThan(400);
	});
});

describe("a message in one line", () => {
	it("has no marks", () => {
		expect(plainText("**Hi** `there`\n\n- one\n- [two](https://acme.test)\n\n```\ncode\n```")).toBe(
			"Hi there one two code",
		);
	});
});

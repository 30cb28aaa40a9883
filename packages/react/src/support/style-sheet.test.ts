import { build } from "esbuild";
import { describe, expect, it } from "vitest";

const bundle = await build({
	entryPoints: [new URL("./support.css", import.meta.url).pathname],
	bundle: true,
	write: false,
});
const css = bundle.outputFiles[0]?.text ?? "";

/** The selectors of every rule outside of keyframes. */
function selectors(): string[] {
	const bare = css
		.replace(/\/\*[\s\S]*?\*\//g, "")
		.replace(/@keyframes[^{]*\{(?:[^{}]*\{[^{}]*\})*[^{}]*\}/g, "");
	return [...bare.matchAll(/([^{};]+)\{/g)]
		.map(([, selector]) => selector?.trim() ?? "")
		.filter((selector) => !selector.startsWith("@"))
		.flatMap(splitList);
}

/** Cuts at the commas that are in no bracket. */
function splitList(selector: string): string[] {
	const parts = [""];
	let depth = 0;
	for (const letter of selector) {
		if (letter === "(") depth += 1;
		if (letter === ")") depth -= 1;
		if (letter === "," && depth === 0) parts.push("");
		else parts[parts.length - 1] += letter;
	}
	return parts.map((part) => part.trim());
}

/** What weighs in a selector: all but :where(…) and pseudo-elements. */
function weightOf(selector: string): string[] {
	let rest = selector;
	while (/:where\([^()]*\)/.test(rest) || /\([^()]*\)/.test(rest)) {
		rest = rest.replace(/:where\([^()]*\)/g, "").replace(/\([^()]*\)/g, "");
	}
	return (
		rest
			.replace(/:where/g, "")
			.replace(/::[\w-]+/g, "")
			.match(/\.[\w-]+|\[[^\]]*\]|:[\w-]+|\w+/g) ?? []
	);
}

describe("the style sheet", () => {
	it("has rules that weigh one class each, so that a class of the site's own wins", () => {
		expect(selectors().length).toBeGreaterThan(100);
		expect(selectors().filter((selector) => weightOf(selector).length !== 1)).toEqual([]);
	});

	it("touches nothing outside of the widget", () => {
		const outside = selectors().filter((selector) => !/\.co-|cossistant/.test(selector));

		expect(outside).toEqual([]);
	});

	it("has every token of the theme, each after the page's own", () => {
		const tokens = [
			"background",
			"foreground",
			"primary",
			"primary-foreground",
			"border",
			"muted",
			"muted-foreground",
			"background-50",
			"background-100",
			"background-200",
			"background-300",
			"radius",
			"destructive",
			"success",
			"warning",
			"neutral",
			"pink",
			"yellow",
			"blue",
			"orange",
		];
		const compact = css.replace(/\s+/g, "");
		for (const token of tokens) {
			expect(compact).toContain(`--co-${token}:var(--co-theme-${token},`);
		}
	});

	it("is read by a bundler without complaint", () => expect(bundle.warnings).toEqual([]));
});

import { describe, expect, it } from "vitest";
import { createKeymap } from "./keymap.ts";

function keyboard() {
	const done: string[] = [];
	let time = 0;
	const bindings = ["j", "r", "g o", "o", "?"].map((keys) => ({
		keys,
		label: keys,
		run: () => done.push(keys),
	}));
	const keymap = createKeymap({ now: () => time, bindings: () => bindings });
	const event = {
		ctrlKey: false,
		metaKey: false,
		altKey: false,
		isComposing: false,
		repeat: false,
		defaultPrevented: false,
		target: null as unknown,
		preventDefault() {},
	};
	return {
		done,
		wait: (ms: number) => {
			time += ms;
		},
		press: (key: string, more: Partial<typeof event> = {}) =>
			keymap.press({ ...event, key, ...more }),
	};
}

describe("the keyboard", () => {
	it("does what a key is bound to", () => {
		const { press, done } = keyboard();
		expect(press("j")).toBe(true);
		expect(press("x")).toBe(false);
		expect(press("?")).toBe(true);
		expect(done).toEqual(["j", "?"]);
	});

	it("takes two keys that come soon after each other as one", () => {
		const { press, wait, done } = keyboard();
		press("g");
		wait(500);
		press("o");
		expect(done).toEqual(["g o"]);
	});

	it("forgets the first key of a pair after a while", () => {
		const { press, wait, done } = keyboard();
		press("g");
		wait(2_000);
		press("o");
		expect(done).toEqual(["o"]);
	});

	it.each([
		["writes in a field", { target: { tagName: "TEXTAREA" } }],
		["writes in a rich field", { target: { tagName: "DIV", isContentEditable: true } }],
		["composes a word", { isComposing: true }],
		["holds a modifier", { metaKey: true }],
	])("leaves alone who %s", (_what, more) => {
		const { press, done } = keyboard();
		press("r", more);
		expect(done).toEqual([]);
	});

	it("lets keys for moving be held, and nothing else", () => {
		const { press, done } = keyboard();
		press("j", { repeat: true });
		press("r", { repeat: true });
		expect(done).toEqual(["j"]);
	});
});

import { describe, expect, it } from "vitest";
import { createFakeWorld } from "./live/testing/fake-world.ts";
import { createToasts } from "./toasts.ts";

function toaster() {
	const { world, pass } = createFakeWorld();
	const toasts = createToasts({
		lifetimeMs: 6_000,
		setTimeout: (run, ms) => world.after(ms, run),
	});
	return { toasts, pass, sentences: () => toasts.get().map(({ sentence }) => sentence) };
}

describe("toasts", () => {
	it("leave by themselves, each in its own time", async () => {
		const { toasts, pass, sentences } = toaster();
		toasts.show("First");
		await pass(4_000);
		toasts.show("Second");
		await pass(3_000);
		expect(sentences()).toEqual(["Second"]);
	});

	it("are three at most, the latest ones", () => {
		const { toasts, sentences } = toaster();
		for (const sentence of ["a", "b", "c", "d"]) toasts.show(sentence);
		expect(sentences()).toEqual(["b", "c", "d"]);
	});

	it("can be sent away", () => {
		const { toasts, sentences } = toaster();
		toasts.dismiss(toasts.show("Gone"));
		expect(sentences()).toEqual([]);
	});
});

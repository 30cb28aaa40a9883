import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { createKicks } from "./kicks.ts";

beforeEach(() => {
	vi.useFakeTimers();
});
afterEach(() => {
	vi.useRealTimers();
});

it("calls once more for all kicks of one call, and never twice at once", async () => {
	let atOnce = 0;
	let most = 0;
	const call = vi.fn(async () => {
		most = Math.max(most, ++atOnce);
		await new Promise((resolve) => setTimeout(resolve, 100));
		atOnce -= 1;
	});
	const kicks = createKicks({ call, report: () => {} });

	kicks.kick();
	await vi.advanceTimersByTimeAsync(50);
	for (let n = 0; n < 20; n++) kicks.kick();
	await vi.advanceTimersByTimeAsync(1_000);

	expect([call.mock.calls.length, most]).toEqual([2, 1]);
});

it("tries again by itself after a failure, each time later, however often it is kicked", async () => {
	const begun = Date.now();
	const calls: number[] = [];
	const call = async () => {
		calls.push(Date.now() - begun);
		throw new Error("no");
	};
	const kicks = createKicks({ call, report: () => {} });

	kicks.kick();
	for (let n = 0; n < 35; n++) {
		await vi.advanceTimersByTimeAsync(100);
		kicks.kick();
	}

	expect(calls).toEqual([0, 500, 1_500, 3_500]);
});

it("ends a call, and a pause, when it is stopped", async () => {
	const call = (signal: AbortSignal) =>
		new Promise<void>((_, reject) => signal.addEventListener("abort", () => reject(signal.reason)));
	const kicks = createKicks({ call, report: () => {} });
	kicks.kick();

	await expect(kicks.stop()).resolves.toBeUndefined();
});

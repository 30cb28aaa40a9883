import { describe, expect, it } from "vitest";
import { createCallWindow } from "./call-window.ts";
import { createRate } from "./rate.ts";

describe("a rate", () => {
	const options = { tickMs: 5_000, windowMs: 60_000, now: 0 };

	it("is known at ticks alone", () => {
		const rate = createRate(options);
		rate.add(1_000);
		rate.tick(4_999);
		expect(rate.average()).toBe(0);
		rate.tick(5_000);
		// A young counter averages over the two buckets it has.
		expect(rate.average()).toBe(100);
	});

	it("falls as the window moves on, and forgets what left it", () => {
		const rate = createRate(options);
		rate.add(1_200);
		for (let tick = 1; tick <= 12; tick++) rate.tick(tick * 5_000);
		expect(rate.average()).toBe(1_200 / 60);
		rate.tick(13 * 5_000);
		expect(rate.average()).toBe(0);
	});
});

describe("a window of calls", () => {
	it("gives so many calls, and anew when its time is over", () => {
		const calls = createCallWindow({ calls: 2, windowMs: 1_000 });
		expect([0, 10, 20, 1_000].map((now) => calls.take(now))).toEqual([true, true, false, false]);
		expect([1_001, 1_002, 1_003].map((now) => calls.take(now))).toEqual([true, true, false]);
	});
});

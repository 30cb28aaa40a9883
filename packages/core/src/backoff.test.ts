import { expect, it } from "vitest";
import { backoff } from "./backoff.ts";

it("doubles the pause, up to a most, and leaves half of it to chance", () => {
	const pauses = (chance: number) =>
		[0, 1, 2, 3, 9].map((attempt) => backoff(attempt, { random: () => chance }));
	expect(pauses(0)).toEqual([500, 1_000, 2_000, 4_000, 15_000]);
	expect(pauses(1)).toEqual([1_000, 2_000, 4_000, 8_000, 30_000]);
});

import { describe, expect, it } from "vitest";
import { compareMoments } from "./moments.ts";

describe("moments", () => {
	it("differ by microseconds that a Date can't see", () => {
		const earlier = "2026-11-21T09:00:00.1234+00:00";
		const later = "2026-11-21T09:00:00.123456+00:00";
		expect(compareMoments(earlier, later)).toBeLessThan(0);
		expect(compareMoments(later, earlier)).toBeGreaterThan(0);
	});

	it("are the same whatever the offset they are told in", () => {
		const utc = "2026-11-21T09:00:00.5+00:00";
		expect(compareMoments(utc, "2026-11-21T10:00:00.500000+01:00")).toBe(0);
	});
});

import { describe, expect, it } from "vitest";
import { microsOf } from "./moments.ts";

describe("moments", () => {
	it("differ by microseconds that a Date can't see", () => {
		const earlier = "2026-11-21T09:00:00.1234+00:00";
		const later = "2026-11-21T09:00:00.123456+00:00";
		expect(microsOf(later) - microsOf(earlier)).toBe(56);
	});

	it("are the same whatever the offset they are told in", () => {
		const utc = "2026-11-21T09:00:00.5+00:00";
		expect(microsOf(utc)).toBe(microsOf("2026-11-21T10:00:00.500000+01:00"));
	});
});

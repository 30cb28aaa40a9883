import { describe, expect, it } from "vitest";
import { ago, clockIn, dayOf } from "./time.ts";

/** A Friday, at noon, here. */
const now = new Date(2026, 10, 20, 12, 0, 0).getTime();
const minutesAgo = (minutes: number) => new Date(now - minutes * 60_000).toISOString();
const HOURS = 60;
const DAYS = 24 * HOURS;

describe("how long ago", () => {
	it.each([
		[0.5, "now"],
		[-5, "now"],
		[4, "4m"],
		[3 * HOURS, "3h"],
		[13 * HOURS, "1d"],
		[
			2 * DAYS,
			new Intl.DateTimeFormat(undefined, { weekday: "short" }).format(now - 2 * 86_400_000),
		],
	])("%s minutes are %s", (minutes, text) => {
		expect(ago(minutesAgo(minutes), now)).toBe(text);
	});

	it("tells the year only when it is another one", () => {
		expect(ago(minutesAgo(30 * DAYS), now)).not.toMatch(/2026/);
		expect(ago(minutesAgo(400 * DAYS), now)).toMatch(/2025/);
	});
});

describe("days", () => {
	it("are today and yesterday by the calendar, not by hours", () => {
		expect(dayOf(minutesAgo(11 * HOURS), now)).toBe("Today");
		expect(dayOf(minutesAgo(13 * HOURS), now)).toBe("Yesterday");
		expect(dayOf(minutesAgo(5 * DAYS), now)).not.toMatch(/day$|2026/);
	});
});

describe("the clock of a visitor", () => {
	it("is unknown in a zone nobody knows", () => {
		expect(clockIn("Europe/Berlin", now)).toMatch(/\d/);
		expect(clockIn("Mars/Olympus", now)).toBeNull();
	});
});

import { describe, expect, it } from "vitest";
import { blocksOf } from "./blocks.ts";
import { eventOf, itemOf } from "./testing.ts";

const shapes = (items: Parameters<typeof blocksOf>[0]) =>
	blocksOf(items).map((block) =>
		block.kind === "group" ? `${block.author.kind}×${block.items.length}` : block.kind,
	);

describe("a timeline", () => {
	it("groups one author's messages that are close together", () => {
		expect(shapes([itemOf({ order: 1 }), itemOf({ order: 2 }), itemOf({ order: 9 })])).toEqual([
			"day",
			"visitor×2",
			"visitor×1",
		]);
	});

	it("never groups an answer with an internal note", () => {
		const mine = { visitorId: null, userId: "ada" } as const;
		const items = [
			itemOf({ order: 1, ...mine }),
			itemOf({ order: 2, ...mine, visibility: "private" }),
			itemOf({ order: 3, ...mine }),
		];
		expect(shapes(items)).toEqual(["day", "user×1", "user×1", "user×1"]);
	});

	it("is parted by events and days", () => {
		const tomorrow = new Date(2026, 10, 21, 0, 1).toISOString();
		const midnight = new Date(2026, 10, 20, 23, 59).toISOString();
		const items = [
			itemOf({ order: 1 }),
			eventOf(2, { eventType: "resolved" }),
			itemOf({ order: 3, createdAt: midnight }),
			itemOf({ order: 4, createdAt: tomorrow }),
		];
		expect(shapes(items)).toEqual(["day", "visitor×1", "event", "visitor×1", "day", "visitor×1"]);
	});

	it("shows a message without an actor as the greeting it was", () => {
		expect(shapes([itemOf({ order: 1, visitorId: null })])).toEqual(["day", "greeting×1"]);
	});
});

import type { Read } from "@cossistant/protocol";
import { describe, expect, it } from "vitest";
import { seenMark } from "./seen.ts";
import { itemOf } from "./testing.ts";

const readAt = "2026-11-20T12:00:00+00:00";
const read = (upto: number): Read => ({
	readerType: "visitor",
	readerId: null,
	upto,
	messageCount: 0,
	readAt,
});
const answer = { visitorId: null, userId: "ada" } as const;
const items = [
	itemOf({ order: 1 }),
	itemOf({ order: 2, ...answer }),
	itemOf({ order: 3, ...answer, visibility: "private" }),
	itemOf({ order: 4, ...answer }),
];

describe("the seen mark", () => {
	it("stands at the last answer that was read", () => {
		expect(seenMark(items, [read(2)])).toEqual({ itemId: "item-2", readAt });
		expect(seenMark(items, [read(4)])?.itemId).toBe("item-4");
	});

	it("never stands at a note, which no visitor sees", () => {
		expect(seenMark(items, [read(3)])?.itemId).toBe("item-2");
	});

	it("is missing while nothing was read", () => {
		expect(seenMark(items, [read(1)])).toBeNull();
		expect(seenMark(items, [])).toBeNull();
	});
});

import { describe, expect, it } from "vitest";
import { ada, anEvent, anItem, fromAda, fromVera, grace } from "../../testing/story.ts";
import { groupTimeline } from "./group-timeline.ts";
import { lastSeenItem } from "./last-seen-item.ts";
import { withGreetings } from "./with-greetings.ts";

const at = (time: string) => ({ createdAt: `2025-05-12T${time}:00Z` });
const kinds = (items: Parameters<typeof groupTimeline>[0]) =>
	groupTimeline(items).map((row) => (row.kind === "group" ? row.items.length : row.kind));

describe("the rows of a timeline", () => {
	it("put what somebody wrote in a row together", () => {
		const items = [
			fromVera("Hi", at("09:00")),
			fromVera("Anybody?", at("09:01")),
			fromAda("Yes", at("09:02")),
			fromVera("Good", at("09:03")),
		];
		expect(kinds(items)).toEqual(["day", 2, 1, 1]);
	});

	it("start a new group after five minutes of silence", () => {
		expect(
			kinds([fromVera("1", at("09:00")), fromVera("2", at("09:04")), fromVera("3", at("09:08"))]),
		).toEqual(["day", 3]);
		expect(kinds([fromVera("1", at("09:00")), fromVera("2", at("09:05"))])).toEqual(["day", 1, 1]);
	});

	it("keep agents apart, and messages on either side of an event", () => {
		const items = [
			fromAda("I'll fetch Grace", at("09:00")),
			fromAda("Hello", { ...at("09:00"), userId: grace.id }),
			anEvent("participant_joined", at("09:00")),
			fromAda("There", { ...at("09:00"), userId: grace.id }),
		];
		expect(kinds(items)).toEqual(["day", 1, 1, "event", 1]);
	});

	it("begin each day anew", () => {
		const items = [
			fromVera("1", { createdAt: new Date(2025, 4, 12, 23, 59).toISOString() }),
			fromVera("2", { createdAt: new Date(2025, 4, 13, 0, 1).toISOString() }),
		];
		expect(kinds(items)).toEqual(["day", 1, "day", 1]);
	});

	it("are none for nothing", () => expect(groupTimeline([])).toEqual([]));
});

describe("how far the team has read", () => {
	const items = [
		fromVera("1", { id: "one", order: 1 }),
		fromVera("2", { id: "two", order: 2 }),
		fromAda("3", { order: 3 }),
		fromVera("4", { id: "four", order: 4 }),
		fromVera("5", { id: "five", order: 0, delivery: { state: "sending" } }),
	];
	const read = (readerId: string, upto: number) => ({
		readerType: "user" as const,
		readerId,
		upto,
		messageCount: 1,
		readAt: "2025-05-12T09:00:00Z",
	});

	it("is the visitor's newest message at or before it, and by whom", () => {
		expect(lastSeenItem(items, [read(ada.id, 3), read(grace.id, 1)])).toEqual({
			itemId: "two",
			readerIds: [ada.id],
		});
		expect(lastSeenItem(items, [read(ada.id, 4), read(grace.id, 9)])?.readerIds).toEqual([
			ada.id,
			grace.id,
		]);
	});

	it("reaches a message the moment it is read", () => {
		expect(lastSeenItem(items, [read(ada.id, 2)])?.itemId).toBe("two");
		expect(lastSeenItem(items, [read(ada.id, 1)])?.itemId).toBe("one");
	});

	it("says nothing of what only the visitor has read, or nobody", () => {
		expect(
			lastSeenItem(items, [{ ...read("x", 4), readerType: "visitor", readerId: null }]),
		).toBeNull();
		expect(lastSeenItem(items, [])).toBeNull();
	});
});

describe("greetings", () => {
	const greetingParts = [{ type: "metadata" as const, source: "greeting" as const }];
	const shown = fromAda("Hi there", { order: 0, parts: greetingParts });
	const stored = anItem({ text: "Hi there", order: 1, parts: greetingParts });
	const pending = fromVera("Hello", { order: 0, delivery: { state: "sending" } });

	it("stand before a message that the server does not have yet", () => {
		expect(withGreetings([pending], [shown])).toEqual([shown, pending]);
	});

	it("are not doubled once they are stored, and go on being said by whom they were", () => {
		const items = withGreetings([stored, fromVera("Hello", { order: 2 })], [shown]);

		expect(items).toHaveLength(2);
		expect(items[0]).toMatchObject({ id: stored.id, userId: ada.id });
	});

	it("are the team's where the page says nothing of the kind any more", () => {
		expect(withGreetings([stored], [])[0]).toBe(stored);
		expect(withGreetings([stored], [fromAda("Other words", { parts: greetingParts })])[0]).toBe(
			stored,
		);
	});
});

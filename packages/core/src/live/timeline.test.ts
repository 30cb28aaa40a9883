import type { ConversationChanges, ItemsChanged, TimelineItem } from "@cossistant/protocol";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createFakeDatabase } from "../testing/fake-database.ts";
import {
	emptyTimeline,
	type Timeline,
	withChanges,
	withEvent,
	withNewestPage,
	withOlderPage,
	withReadUpto,
} from "./timeline.ts";

const VERA = { id: "vera", isBlocked: false, language: null, timezone: null, contact: null };
const ID = "c1";

/** A conversation in the model, and the events it tells. */
function story() {
	let clock = Date.parse("2026-01-01T00:00:00Z");
	const told: ItemsChanged[] = [];
	const database = createFakeDatabase({
		now: () => (clock += 1_000),
		announce: (topic, event, payload) => {
			if (topic === `conversation:${ID}` && event === "items_changed")
				told.push(payload as ItemsChanged);
		},
	});
	database.visitors.set("vera", VERA);
	database.begin(ID, "vera");
	const ask = <Name extends keyof typeof database.functions>(name: Name, args: object) =>
		(database.functions[name] as (visitor: typeof VERA, args: object) => unknown)(VERA, {
			conversation_id: ID,
			...args,
		});
	return {
		database,
		told,
		page: (limit: number, before?: number) =>
			ask("list_timeline", { limit, before }) as { items: TimelineItem[]; hasMore: boolean },
		changes: (after: number, limit = 200) =>
			ask("sync_conversation", { after, limit }) as ConversationChanges,
	};
}

type Story = ReturnType<typeof story>;

function synced({ changes }: Story, timeline: Timeline, limit?: number): Timeline {
	let next = timeline;
	let answer: ConversationChanges;
	do {
		answer = changes(next.lastChange, limit);
		next = withChanges(next, answer);
	} while (answer.hasMore);
	return next;
}

/** What was told one by one, as one act tells it: each item as it is in the end, in order of change. */
function asOne(told: ItemsChanged[]): ItemsChanged | undefined {
	const last = told.at(-1);
	const items = new Map(told.flatMap((each) => each.items).map((item) => [item.id, item]));
	return last && { ...last, items: [...items.values()].sort((a, b) => a.change - b.change) };
}

function opened(one: Story, size: number): Timeline {
	return synced(one, withNewestPage(emptyTimeline, one.page(size)));
}

/** What happens to a conversation, and to its events on their way to the client. */
const happening = fc.oneof(
	{ weight: 4, arbitrary: fc.constant({ kind: "says" as const }) },
	{ weight: 2, arbitrary: fc.record({ kind: fc.constant("edits" as const), at: fc.nat() }) },
	{ weight: 1, arbitrary: fc.record({ kind: fc.constant("removes" as const), at: fc.nat() }) },
	{ weight: 1, arbitrary: fc.constant({ kind: "resolves" as const }) },
	{ weight: 2, arbitrary: fc.record({ kind: fc.constant("deliver" as const), at: fc.nat() }) },
	{
		weight: 3,
		arbitrary: fc.record({
			kind: fc.constant("deliverNext" as const),
			count: fc.integer({ min: 1, max: 3 }),
		}),
	},
	{ weight: 1, arbitrary: fc.constant({ kind: "askChanges" as const }) },
	{ weight: 1, arbitrary: fc.constant({ kind: "getChanges" as const }) },
	{ weight: 1, arbitrary: fc.constant({ kind: "askOlder" as const }) },
	{ weight: 1, arbitrary: fc.constant({ kind: "getOlder" as const }) },
	{
		weight: 1,
		arbitrary: fc.record({
			kind: fc.constant("sync" as const),
			limit: fc.integer({ min: 1, max: 5 }),
		}),
	},
);

describe("T1: old picture + events = fresh picture", () => {
	it("whatever is lost, doubled, late or out of order", () => {
		fc.assert(
			fc.property(
				fc.integer({ min: 0, max: 12 }),
				fc.integer({ min: 1, max: 6 }),
				fc.array(happening, { maxLength: 60 }),
				(before, size, happenings) => {
					const one = story();
					for (let i = 0; i < before; i += 1) one.database.agentSays(ID, `m${i}`);
					let picture = opened(one, size);
					let older: { items: TimelineItem[]; hasMore: boolean } | null = null;
					let asked: ConversationChanges | null = null;
					let delivered = one.told.length;
					const pick = (at: number) => one.database.items(ID)[at % one.database.items(ID).length];

					for (const event of happenings) {
						const target = "at" in event ? pick(event.at) : undefined;
						if (event.kind === "says") one.database.agentSays(ID, "hello");
						if (event.kind === "edits" && target) one.database.edit(ID, target.id, "edited");
						if (event.kind === "removes" && target) one.database.remove(ID, target.id);
						if (event.kind === "resolves") one.database.resolve(ID);
						if (event.kind === "askOlder" && picture.hasOlder && picture.items[0])
							older ??= one.page(2, picture.items[0].order);
						if (event.kind === "askChanges") asked ??= one.changes(picture.lastChange);
						if (event.kind === "getChanges" && asked) {
							picture = withChanges(picture, asked);
							asked = null;
						}
						if (event.kind === "getOlder" && older) {
							picture = withOlderPage(picture, older);
							older = null;
						}
						if (event.kind === "sync") picture = synced(one, picture, event.limit);
						const told =
							event.kind === "deliverNext"
								? asOne(one.told.slice(delivered, delivered + event.count))
								: event.kind === "deliver"
									? one.told[event.at % Math.max(1, one.told.length)]
									: undefined;
						if (event.kind === "deliverNext") delivered += event.count;
						if (told) picture = withEvent(picture, told) ?? synced(one, picture);
					}
					if (older) picture = withOlderPage(picture, older);
					picture = synced(one, picture);

					const all = one.database.items(ID);
					expect(picture.items).toEqual(all.slice(all.length - picture.items.length));
					expect(picture.hasOlder).toBe(picture.items.length < all.length);
					expect(picture.conversation).toEqual(one.database.header(ID));
					expect(picture.lastChange).toBe(one.database.header(ID).lastChange);
				},
			),
			{ numRuns: 1_000 },
		);
	});

	it("needs no asking while every event comes in its turn", () => {
		fc.assert(
			fc.property(fc.array(happening, { maxLength: 40 }), (happenings) => {
				const one = story();
				one.database.agentSays(ID, "first");
				let picture: Timeline | null = opened(one, 50);
				let delivered = one.told.length;
				for (const event of happenings) {
					const target =
						one.database.items(ID)["at" in event ? event.at % one.database.items(ID).length : 0];
					if (event.kind === "says") one.database.agentSays(ID, "hello");
					if (event.kind === "edits" && target) one.database.edit(ID, target.id, "edited");
					if (event.kind === "removes" && target) one.database.remove(ID, target.id);
					for (; delivered < one.told.length; delivered += 1) {
						const told = one.told[delivered];
						if (picture && told) picture = withEvent(picture, told);
					}
				}
				expect(picture?.items).toEqual(one.database.items(ID));
				expect(picture?.conversation).toEqual(one.database.header(ID));
			}),
		);
	});
});

describe("T3: which change is taken", () => {
	it("takes the next one, ignores an old one, and says that others are missing", () => {
		const one = story();
		one.database.agentSays(ID, "1");
		const picture = opened(one, 50);
		one.database.agentSays(ID, "2");
		one.database.agentSays(ID, "3");
		const [first, second, third] = one.told as [ItemsChanged, ItemsChanged, ItemsChanged];

		expect(withEvent(picture, third)).toBeNull();
		expect(withEvent(picture, first)?.items).toEqual(picture.items);
		const next = withEvent(picture, second) ?? picture;
		expect(next.items.map((item) => item.text)).toEqual(["1", "2"]);
		expect(withEvent(next, third)?.items.map((item) => item.text)).toEqual(["1", "2", "3"]);
	});

	it("takes all items of one act, those it has already left as they are", () => {
		const one = story();
		one.database.agentSays(ID, "1");
		const picture = opened(one, 50);
		one.database.agentSays(ID, "2");
		one.database.agentSays(ID, "3");
		const [, ...more] = one.told;

		const next = withEvent(picture, asOne(one.told) as ItemsChanged);
		expect(next?.items).toEqual(one.database.items(ID));
		expect(next?.items[0]).toBe(picture.items[0]);
		expect(next?.lastChange).toBe(3);
		expect(withEvent(picture, asOne(more) as ItemsChanged)).toEqual(next);
		expect(withEvent(emptyTimeline, asOne(more) as ItemsChanged)).toBeNull();
	});

	it("lets a late event change neither the items nor the conversation back", () => {
		const one = story();
		const { id } = one.database.agentSays(ID, "1");
		one.database.edit(ID, id, "edited");
		const picture = opened(one, 50);
		const late = one.told[0] as ItemsChanged;
		expect(withEvent(picture, late)).toEqual(picture);
	});
});

it("T3: an answer that was overtaken by events changes nothing back", () => {
	const one = story();
	one.database.agentSays(ID, "1");
	const picture = opened(one, 50);
	const { id } = one.database.agentSays(ID, "2");
	const overtaken = one.changes(picture.lastChange);
	one.database.edit(ID, id, "2, edited");
	const [, said, edited] = one.told as [ItemsChanged, ItemsChanged, ItemsChanged];
	const later = withEvent(withEvent(picture, said) ?? picture, edited) ?? picture;
	expect(withChanges(later, overtaken).items.map((item) => item.text)).toEqual(["1", "2, edited"]);
});

describe("T5: reads only move up", () => {
	it("whichever of two comes first", () => {
		const one = story();
		one.database.agentSays(ID, "1");
		one.database.agentSays(ID, "2");
		const read = (upto: number) => one.database.agentReads(ID, upto);
		const [early, later] = [read(1), read(2)];
		const picture = opened(one, 50);
		const reads = withReadUpto(withReadUpto(picture, later), early).conversation?.reads;
		expect(reads?.map(({ upto }) => upto)).toEqual([2]);
	});

	it("and an older header brings back neither reads nor status", () => {
		const one = story();
		one.database.agentSays(ID, "1");
		const before = one.told.at(-1) as ItemsChanged;
		one.database.agentReads(ID, 1);
		one.database.resolve(ID);
		const picture = opened(one, 50);
		const next = withEvent(picture, before)?.conversation;
		expect(next).toMatchObject({ status: "resolved", reads: [{ upto: 1 }] });
	});
});

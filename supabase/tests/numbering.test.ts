import { randomUUID } from "node:crypto";
import type { TimelineItem } from "@cossistant/protocol";
import {
	conversationChanges,
	teamConversationChanges,
	timelinePage,
} from "@cossistant/protocol/schemas";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { openStory, type Story, type Visitor } from "./support/story.ts";

let story: Story;
let vera: Visitor;

beforeAll(async () => {
	story = await openStory();
});
beforeEach(async () => {
	vera = await story.enters();
});
afterAll(() => story.close());

const range = (length: number) => Array.from({ length }, (_, index) => index + 1);
const ordersOf = (items: TimelineItem[]) => items.map(({ order }) => order);
const changesOf = (items: TimelineItem[]) => items.map(({ change }) => change);

/** What a reader has who reads everything: the timeline by pages, and all changes. */
async function everything(reader: { rpc: Visitor["rpc"] }, conversationId: string) {
	const items: TimelineItem[] = [];
	for (let before: number | null = null; ; ) {
		const page = timelinePage
			.strict()
			.parse(
				await reader.rpc("list_timeline", { conversation_id: conversationId, before, limit: 3 }),
			);
		items.unshift(...page.items);
		if (!page.hasMore) return items;
		before = page.items[0]?.order ?? 0;
	}
}

async function conversationWithNotes() {
	const { conversation } = await vera.writes("Hello");
	const { id } = conversation;
	await story.ada.notes(id, "A difficult one");
	await story.ada.replies(id, "Hi");
	await story.grace.notes(id, "I know her");
	await story.grace.notes(id, "From the fair");
	await vera.writes("Are you there?", { conversationId: id });
	await story.ada.rpc("set_status", { conversation_id: id, status: "resolved" });
	return id;
}

describe("numbers", () => {
	it("count every item for the team and only public ones for the visitor, without gaps", async () => {
		const id = await conversationWithNotes();

		const forTeam = await everything(story.ada, id);
		const forVisitor = await everything(vera, id);

		expect(ordersOf(forTeam)).toEqual(range(8));
		expect(changesOf(forTeam)).toEqual(range(8));
		expect(forTeam.filter(({ visibility }) => visibility === "private")).toHaveLength(3);
		expect(ordersOf(forVisitor)).toEqual(range(5));
		expect(changesOf(forVisitor)).toEqual(range(5));
		expect(forVisitor.every(({ visibility }) => visibility === "public")).toBe(true);
	});

	it("stay gapless when an item changes: its place stays, its change is the next", async () => {
		const id = await conversationWithNotes();
		const [first, note] = await everything(story.ada, id);

		await story.sql`
			update public.timeline_items set text = 'Hello!', edited_at = now()
			where conversation_id = ${id} and id = ${first?.id ?? ""}`;
		await story.sql`
			update public.timeline_items set text = 'Not so difficult', edited_at = now()
			where conversation_id = ${id} and id = ${note?.id ?? ""}`;

		const forTeam = await everything(story.ada, id);
		const forVisitor = await everything(vera, id);
		expect(changesOf(forTeam)).toEqual([9, 10, 3, 4, 5, 6, 7, 8]);
		expect(changesOf(forVisitor)).toEqual([6, 2, 3, 4, 5]);
		expect(ordersOf(forVisitor)).toEqual(range(5));
		// The edited note is no change of the visitor's conversation.
		const { conversation } = await vera.rpc("sync_conversation", { conversation_id: id, after: 0 });
		expect(conversation.lastChange).toBe(6);
	});

	it("survive fifty writers at once", async () => {
		const { conversation } = await vera.writes("Hello");
		const { id } = conversation;

		await Promise.all(
			range(24).flatMap((n) => [
				vera.writes(`${n}`, { conversationId: id }),
				n % 2 ? story.ada.notes(id, `${n}`) : story.grace.replies(id, `${n}`),
			]),
		);

		const forTeam = await everything(story.ada, id);
		const forVisitor = await everything(vera, id);
		expect(ordersOf(forTeam)).toEqual(range(1 + 48 + 1));
		expect(ordersOf(forVisitor)).toEqual(range(1 + 24 + 12 + 1));
		const times = forTeam.map(({ createdAt }) => createdAt);
		expect(times).toEqual([...times].sort());
	});

	it("can't be set or changed by whoever writes the row", async () => {
		const { conversation } = await vera.writes("Hello");
		await story.sql`
			insert into public.timeline_items
				(website_id, conversation_id, id, type, text, team_order, team_change, visitor_order, visitor_change)
			values (${story.acme.websiteId}, ${conversation.id}, ${randomUUID()}, 'message', 'x', 99, 99, 99, 99)`;

		expect(ordersOf(await everything(vera, conversation.id))).toEqual([1, 2]);
		await expect(
			story.sql`update public.timeline_items set team_order = 7 where conversation_id = ${conversation.id}`,
		).rejects.toThrow("keeps");
		await expect(
			story.sql`update public.timeline_items set visitor_order = 7 where conversation_id = ${conversation.id}`,
		).rejects.toThrow("keeps");
		await expect(
			story.sql`update public.timeline_items set visibility = 'private' where conversation_id = ${conversation.id}`,
		).rejects.toThrow("keeps");
	});
});

describe("the visitor's builder of items", () => {
	it("makes nothing of a note, whoever asks it", async () => {
		const { conversation } = await vera.writes("Hello");
		await story.ada.notes(conversation.id, "Careful");

		const made = await story.sql`
			select private.item_for_visitor(items) as item from public.timeline_items as items
			where conversation_id = ${conversation.id} order by team_order`;

		expect(made.map(({ item }) => item?.text ?? null)).toEqual(["Hello", null]);
	});
});

describe("sync", () => {
	it("answers what changed after a number, in order of change, with the conversation as it is", async () => {
		const id = await conversationWithNotes();
		await story.sql`
			update public.timeline_items set text = 'Hello!', edited_at = now()
			where conversation_id = ${id} and team_order = 1`;

		const forTeam = teamConversationChanges
			.strict()
			.parse(await story.ada.rpc("sync_conversation", { conversation_id: id, after: 6 }));
		const forVisitor = conversationChanges
			.strict()
			.parse(await vera.rpc("sync_conversation", { conversation_id: id, after: 4 }));

		expect(forTeam.items.map(({ order, change }) => [order, change])).toEqual([
			[7, 7],
			[8, 8],
			[1, 9],
		]);
		expect(forTeam.conversation).toMatchObject({ lastChange: 9, status: "resolved" });
		expect(forVisitor.items.map(({ order, change }) => [order, change])).toEqual([
			[5, 5],
			[1, 6],
		]);
		expect(forVisitor.conversation.lastChange).toBe(6);
	});

	it("pages, and says whether more is left", async () => {
		const id = await conversationWithNotes();
		const ask = (after: number) =>
			vera.rpc("sync_conversation", { conversation_id: id, after, limit: 2 });

		const pages = [await ask(0), await ask(2), await ask(4), await ask(5)];

		expect(pages.map(({ items, hasMore }) => [changesOf(items), hasMore])).toEqual([
			[[1, 2], true],
			[[3, 4], true],
			[[5], false],
			[[], false],
		]);
	});

	it("beyond the end answers nothing new; before the beginning it is refused", async () => {
		const id = await conversationWithNotes();

		const beyond = await vera.rpc("sync_conversation", { conversation_id: id, after: 999 });
		expect(beyond).toMatchObject({ items: [], hasMore: false, conversation: { lastChange: 5 } });

		for (const after of [-1, null]) {
			expect(await vera.refusal("sync_conversation", { conversation_id: id, after })).toMatchObject(
				{ status: 400, message: "invalid_request" },
			);
		}
	});
});

describe("a page of a timeline", () => {
	it("before the first item is empty", async () => {
		const id = await conversationWithNotes();

		expect(await vera.rpc("list_timeline", { conversation_id: id, before: 1 })).toEqual({
			items: [],
			hasMore: false,
		});
	});

	it("holds at least one item, whatever size is asked for", async () => {
		const id = await conversationWithNotes();

		for (const limit of [0, -5]) {
			const page = await vera.rpc("list_timeline", { conversation_id: id, limit });
			expect([ordersOf(page.items), page.hasMore]).toEqual([[5], true]);
		}
	});
});

import { inboxPage } from "@cossistant/protocol/schemas";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openStory, type Story } from "./support/story.ts";

let story: Story;
/** Conversations by their names, in the order in which they began. */
const ids = new Map<string, string>();

beforeAll(async () => {
	story = await openStory();
	for (const name of ["answered", "early", "urgent", "late", "resolved", "high"]) {
		const vera = await story.enters();
		ids.set(name, (await vera.writes(name)).conversation.id);
	}
	const act = (name: string, on: string, args: object = {}) =>
		story.ada.rpc(name, { conversation_id: ids.get(on), ...args });
	await act("set_priority", "urgent", { priority: "urgent" });
	await act("set_priority", "high", { priority: "high" });
	await act("set_status", "resolved", { status: "resolved" });
	await story.ada.replies(ids.get("answered") ?? "", "There you are");
});
afterAll(() => story.close());

/** The names on all pages of this size. */
async function pages(sort: string, limit: number): Promise<string[][]> {
	const found: string[][] = [];
	let cursor: string | null = null;
	do {
		const page = inboxPage
			.strict()
			.parse(
				await story.ada.rpc("inbox", { website_id: story.acme.websiteId, sort, cursor, limit }),
			);
		found.push(
			page.conversations.map(({ id }) => [...ids].find(([, known]) => known === id)?.[0] ?? id),
		);
		cursor = page.nextCursor;
	} while (cursor !== null);
	return found;
}

describe("an inbox sorted", () => {
	it.each([
		["newest", ["answered", "high", "resolved", "late", "urgent", "early"]],
		["oldest", ["early", "urgent", "late", "resolved", "high", "answered"]],
		["priority", ["urgent", "high", "answered", "resolved", "late", "early"]],
	])("by %s is the same whole, whatever the page's size", async (sort, expected) => {
		expect(await pages(sort, 50)).toEqual([expected]);
		for (const size of [1, 2, 4]) expect((await pages(sort, size)).flat()).toEqual(expected);
	});

	it("by longest_waiting begins with who waits longest, and ends with those who don't", async () => {
		const [whole = []] = await pages("longest_waiting", 50);

		expect(whole.slice(0, 4)).toEqual(["early", "urgent", "late", "high"]);
		expect(whole.slice(4).sort()).toEqual(["answered", "resolved"]);
		for (const size of [1, 4, 5]) {
			expect((await pages("longest_waiting", size)).flat()).toEqual(whole);
		}
	});

	it("goes on only in the order in which it began", async () => {
		const ask = (args: object) =>
			story.ada.refusal("inbox", { website_id: story.acme.websiteId, ...args });
		const { nextCursor } = await story.ada.rpc("inbox", {
			website_id: story.acme.websiteId,
			limit: 1,
		});

		expect(await ask({ sort: "oldest", cursor: nextCursor })).toMatchObject({
			status: 400,
			details: expect.stringContaining("another order"),
		});
		expect(await ask({ sort: "loudest" })).toMatchObject({ message: "invalid_request" });
		for (const cursor of ["x", "newest~1~x~high", "newest~1", `${nextCursor}' or true --`]) {
			expect(await ask({ cursor })).toMatchObject({ status: 400, message: "invalid_request" });
		}
	});
});

describe("a visitor waits", () => {
	const waitingSince = async (id: string) =>
		(await story.ada.rpc("get_conversation", { id })).conversation.waitingSince;

	it("since the first message that nobody answered, whatever is written after it", async () => {
		const vera = await story.enters();
		const { conversation } = await vera.writes("hello?");
		const since = await waitingSince(conversation.id);

		await vera.writes("anybody?", { conversationId: conversation.id });
		await story.ada.notes(conversation.id, "I don't know this one");

		expect(since).not.toBeNull();
		expect(await waitingSince(conversation.id)).toBe(since);
	});

	it("until somebody answers or resolves, and again when they write again", async () => {
		const vera = await story.enters();
		const { conversation } = await vera.writes("hello?");
		const { id } = conversation;

		await story.ada.replies(id, "Hi");
		expect(await waitingSince(id)).toBeNull();

		await vera.writes("thanks, and one more thing", { conversationId: id });
		expect(await waitingSince(id)).not.toBeNull();

		await story.ada.rpc("set_status", { conversation_id: id, status: "resolved" });
		expect(await waitingSince(id)).toBeNull();
	});
});

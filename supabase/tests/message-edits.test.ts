import { randomUUID } from "node:crypto";
import { sentMessage, teamAct } from "@cossistant/protocol/schemas";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { messageOf, openStory, type Story, type Visitor } from "./support/story.ts";

let story: Story;
let vera: Visitor;
let id: string;
let hers: string;
let adas: string;

beforeAll(async () => {
	story = await openStory();
});
beforeEach(async () => {
	vera = await story.enters();
	const sent = await vera.writes("Hello");
	id = sent.conversation.id;
	hers = messageOf(sent).id;
	adas = messageOf(await story.ada.replies(id, "Hi")).id;
});
afterAll(() => story.close());

const refused = (status: number, message: string) => ({ status, message });
const inHere = (item: string, args: Record<string, unknown> = {}) => ({
	conversation_id: id,
	id: item,
	...args,
});

describe("editing one's own message", () => {
	it("changes it for both sides, in its place and as the next change", async () => {
		const forVera = sentMessage
			.strict()
			.parse(await vera.rpc("edit_message", inHere(hers, { text: " Hello! " })));
		expect(forVera.items).toMatchObject([
			{ id: hers, text: "Hello!", order: 1, change: 4, editedAt: expect.any(String) },
		]);

		const forAda = teamAct
			.strict()
			.parse(await story.ada.rpc("edit_message", inHere(adas, { text: "Hi!" })));
		expect(forAda.items).toMatchObject([{ text: "Hi!", order: 3, change: 5 }]);
		expect(forAda.conversation.lastItem).toEqual(forAda.items[0]);

		const synced = await vera.rpc("sync_conversation", { conversation_id: id, after: 3 });
		expect(synced.items.map(({ text }: { text: string }) => text)).toEqual(["Hello!", "Hi!"]);
	});

	it("into the same words changes nothing", async () => {
		const { items } = await vera.rpc("edit_message", inHere(hers, { text: "Hello" }));

		expect(items).toMatchObject([{ change: 1, editedAt: null }]);
	});

	it.each([
		["", 422, "message_empty"],
		["x".repeat(10_001), 422, "message_too_long"],
	])("into %.10j is refused", async (text, status, message) => {
		expect(await vera.refusal("edit_message", inHere(hers, { text }))).toMatchObject(
			refused(status, message),
		);
	});
});

describe("deleting one's own message", () => {
	it("leaves a place without words, and can be said twice", async () => {
		const deleted = sentMessage.strict().parse(await vera.rpc("delete_message", inHere(hers)));

		expect(deleted.items).toMatchObject([
			{ id: hers, text: null, parts: [], order: 1, change: 4, deletedAt: expect.any(String) },
		]);
		expect(await vera.rpc("delete_message", inHere(hers))).toEqual(deleted);
		expect(await vera.refusal("edit_message", inHere(hers, { text: "x" }))).toMatchObject(
			refused(404, "item_not_found"),
		);
		const [row] = await story.sql`select text from public.timeline_items where id = ${hers}`;
		expect(row?.text).toBeNull();
	});

	it("is not undone by sending it again", async () => {
		await vera.rpc("delete_message", inHere(hers));

		const again = await vera.writes("Hello", { conversationId: id, id: hers });

		expect(again.items).toMatchObject([{ id: hers, text: null }]);
	});
});

describe("what one may not change", () => {
	const tries = async (reader: Pick<Visitor, "refusal">, item: string) => [
		await reader.refusal("edit_message", inHere(item, { text: "Forged" })),
		await reader.refusal("delete_message", inHere(item)),
	];

	it("is somebody else's message", async () => {
		const notAllowed = [refused(403, "not_allowed"), refused(403, "not_allowed")];
		expect(await tries(vera, adas)).toMatchObject(notAllowed);
		expect(await tries(story.ada, hers)).toMatchObject(notAllowed);
		expect(await tries(story.grace, adas)).toMatchObject(notAllowed);
	});

	it("is an event, a note one can't see, or nothing", async () => {
		const note = messageOf(await story.ada.notes(id, "Careful")).id;
		const { items } = await vera.rpc("list_timeline", { conversation_id: id });
		const event = items.find(({ type }: { type: string }) => type === "event").id;
		const notFound = [refused(404, "item_not_found"), refused(404, "item_not_found")];

		for (const item of [note, event, randomUUID()]) {
			expect(await tries(vera, item)).toMatchObject(notFound);
		}
		expect(await tries(story.ada, event)).toMatchObject(notFound);
	});

	it("is, for a visitor, a message older than 15 minutes", async () => {
		await story.sql`
			update public.timeline_items set created_at = now() - interval '16 minutes'
			where conversation_id = ${id}`;

		expect(await tries(vera, hers)).toMatchObject([
			refused(403, "not_allowed"),
			refused(403, "not_allowed"),
		]);
		await story.ada.rpc("edit_message", inHere(adas, { text: "Hi!" }));
	});
});

describe("marking as unread", () => {
	it("takes the agent's cursor back before the visitor's last message", async () => {
		await vera.writes("Are you there?", { conversationId: id });
		await story.ada.rpc("mark_read", { conversation_id: id, upto: 99 });

		const read = await story.ada.rpc("mark_unread", { conversation_id: id });

		expect(read).toMatchObject({ readerId: story.ada.id, upto: 3, messageCount: 1 });
		expect(await story.ada.rpc("mark_read", { conversation_id: id, upto: 99 })).toMatchObject({
			upto: 4,
			messageCount: 2,
		});
	});

	it("is not told to the visitor", async () => {
		await story.ada.rpc("mark_read", { conversation_id: id, upto: 99 });
		const reads = async () => (await vera.rpc("list_conversations")).conversations[0].reads;
		const before = await reads();

		await story.ada.rpc("mark_unread", { conversation_id: id });

		expect(await reads()).toEqual(before);
	});

	it("and reading on from there takes nothing back for the visitor", async () => {
		await story.ada.rpc("set_status", { conversation_id: id, status: "resolved" });
		await story.ada.rpc("mark_read", { conversation_id: id, upto: 99 });
		const [before] = (await vera.rpc("list_conversations")).conversations[0].reads;
		await story.ada.rpc("mark_unread", { conversation_id: id });

		const read = await story.ada.rpc("mark_read", { conversation_id: id, upto: 1 });

		expect(read).toMatchObject({ upto: 1, messageCount: 1 });
		expect((await vera.rpc("list_conversations")).conversations[0].reads).toEqual([before]);
	});

	it("of what was never read changes nothing", async () => {
		const read = await story.grace.rpc("mark_unread", { conversation_id: id });

		expect(read).toMatchObject({ upto: 0, messageCount: 0 });
	});
});

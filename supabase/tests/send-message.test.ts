import { randomUUID } from "node:crypto";
import { teamAct } from "@cossistant/protocol/schemas";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { messageOf, openStory, type Story, type Visitor } from "./support/story.ts";

let story: Story;
let vera: Visitor;

beforeAll(async () => {
	story = await openStory();
});
afterAll(() => story.close());

async function opened() {
	vera = await story.enters();
	return (await vera.writes("Hello")).conversation.id;
}

describe("an agent's first reply", () => {
	it("makes them a participant, which the visitor may know, and answers as the protocol says", async () => {
		const id = await opened();

		const act = teamAct.strict().parse(await story.ada.replies(id, "Hi"));

		expect(act.items).toMatchObject([
			{
				type: "event",
				visibility: "public",
				order: 2,
				userId: story.ada.id,
				parts: [
					{
						type: "event",
						eventType: "participant_joined",
						actorUserId: story.ada.id,
						targetUserId: story.ada.id,
					},
				],
			},
			{ type: "message", visibility: "public", order: 3, text: "Hi", userId: story.ada.id },
		]);
		const ada = { id: story.ada.id, type: "user", name: "Ada Lovelace", image: null };
		expect(act.conversation.participants).toEqual([{ ...ada, status: "joined" }]);
		expect(act.conversation.assigneeId).toBeNull();
		expect((await vera.rpc("list_conversations")).conversations[0].participants).toEqual([ada]);
	});

	it("is the only one that joins", async () => {
		const id = await opened();
		await story.ada.replies(id, "Hi");

		const second = await story.ada.replies(id, "Still there?");

		expect(second.items.map(({ type }) => type)).toEqual(["message"]);
		expect(second.conversation.participants).toHaveLength(1);
	});

	it("raced by itself joins once", async () => {
		const id = await opened();

		await Promise.all(["a", "b", "c", "d"].map((text) => story.grace.replies(id, text)));

		const { items } = await vera.rpc("list_timeline", { conversation_id: id });
		expect(items.filter(({ type }: { type: string }) => type === "event")).toHaveLength(1);
	});
});

describe("an internal note", () => {
	it("is for the team alone and makes nobody a participant", async () => {
		const id = await opened();
		const [before] = (await vera.rpc("list_conversations")).conversations;

		const act = await story.ada.notes(id, "She sounds upset");

		expect(act.items).toMatchObject([{ visibility: "private", text: "She sounds upset" }]);
		expect(act.conversation).toMatchObject({
			participants: [],
			lastItem: { text: "She sounds upset" },
			lastChange: 2,
		});
		const [seen] = (await vera.rpc("list_conversations")).conversations;
		expect(seen).toMatchObject({ lastItem: { text: "Hello" }, lastChange: 1, unreadCount: 0 });
		expect(seen.lastActivityAt).toBe(before.lastActivityAt);
		expect(act.conversation.lastActivityAt).toBe(before.lastActivityAt);
	});
});

describe("a repeated message", () => {
	it("answers as the first did, the joining included", async () => {
		const conversationId = await opened();
		const id = randomUUID();

		const first = await story.ada.replies(conversationId, "Hi", id);

		expect(await story.ada.replies(conversationId, "Hi", id)).toEqual(first);
	});

	it("sent twenty times at once is one row and twenty equal answers", async () => {
		const conversationId = await opened();
		const id = randomUUID();

		const answers = await Promise.all(
			Array.from({ length: 20 }, () => story.ada.replies(conversationId, "Hi", id)),
		);

		expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
		expect(answers[0]?.conversation.lastChange).toBe(3);
	});

	it("is refused under the id of another's message", async () => {
		const conversationId = await opened();
		const { id } = messageOf(await story.ada.replies(conversationId, "Hi"));

		await expect(story.grace.replies(conversationId, "Mine", id)).rejects.toMatchObject({
			code: "PT409",
			message: "id_taken",
		});
	});
});

describe("what is refused", () => {
	it.each([
		["no text", { text: " " }, 422, "message_empty"],
		["too much text", { text: "x".repeat(10_001) }, 422, "message_too_long"],
		["parts of somewhere else", { parts: [{ type: "image" }] }, 422, "parts_invalid"],
		["no id", { id: null }, 400, "invalid_request"],
		["no visibility", { visibility: null }, 400, "invalid_request"],
		["a visibility that is none", { visibility: "secret" }, 400, null],
		["an unknown conversation", { conversation_id: randomUUID() }, 404, "conversation_not_found"],
	])("%s", async (_, args, status, message) => {
		const conversation_id = await opened();

		const refusal = await story.ada.refusal("send_message", {
			conversation_id,
			id: randomUUID(),
			text: "Hi",
			...args,
		});

		expect(refusal.status).toBe(status);
		if (message) expect(refusal.message).toBe(message);
	});
});

describe("resolving", () => {
	it("tells the visitor, once", async () => {
		const conversation_id = await opened();
		const set = (status: string) => story.ada.rpc("set_status", { conversation_id, status });

		const act = teamAct.strict().parse(await set("resolved"));
		const again = teamAct.strict().parse(await set("resolved"));

		expect(act.conversation).toMatchObject({ status: "resolved", resolvedAt: expect.any(String) });
		expect(act.items).toMatchObject([
			{ type: "event", visibility: "public", parts: [{ eventType: "resolved" }] },
		]);
		expect(again.items).toEqual([]);
		expect(again.conversation).toEqual(act.conversation);
		// The preview stays the last message: an event is none.
		const [seen] = (await vera.rpc("list_conversations")).conversations;
		expect([act.conversation.lastItem?.text, seen.lastItem.text]).toEqual(["Hello", "Hello"]);
	});

	it("can be taken back", async () => {
		const conversation_id = await opened();
		await story.ada.rpc("set_status", { conversation_id, status: "resolved" });

		const act = await story.grace.rpc("set_status", { conversation_id, status: "open" });

		expect(act.conversation).toMatchObject({ status: "open", resolvedAt: null });
		expect(act.items).toMatchObject([{ parts: [{ eventType: "reopened" }] }]);
	});

	it("to no status is refused", async () => {
		const conversation_id = await opened();

		expect(await story.ada.refusal("set_status", { conversation_id, status: null })).toMatchObject({
			status: 400,
			message: "invalid_request",
		});
		expect(
			(await story.ada.refusal("set_status", { conversation_id, status: "closed" })).status,
		).toBe(400);
	});
});

import { randomUUID } from "node:crypto";
import { sentMessage } from "@cossistant/protocol/schemas";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { messageOf, openStory, type Story, type Visitor } from "./support/story.ts";

let story: Story;
let vera: Visitor;

beforeAll(async () => {
	story = await openStory();
});
afterAll(() => story.close());

async function newVisitor() {
	vera = await story.enters();
	return vera;
}

describe("a first message", () => {
	it("starts the conversation under the ids the browser chose, and answers as the protocol says", async () => {
		await newVisitor();
		const conversationId = randomUUID();
		const id = randomUUID();

		const sent = await vera.writes("  Hello\r\nthere  ", { conversationId, id });

		expect(sentMessage.strict().parse(sent)).toEqual(sent);
		expect(sent.conversation).toMatchObject({
			id: conversationId,
			websiteId: story.acme.websiteId,
			status: "open",
			lastChange: 1,
			unreadCount: 0,
			participants: [],
		});
		expect(sent.items).toHaveLength(1);
		expect(sent.items[0]).toMatchObject({
			id,
			text: "Hello\nthere",
			parts: [{ type: "text", text: "Hello\nthere" }],
			visitorId: vera.id,
			userId: null,
			order: 1,
			change: 1,
		});
		expect(sent.conversation.lastItem).toEqual(sent.items[0]);
	});

	it("loses control characters, and keeps tabs and line ends", async () => {
		await newVisitor();
		const controls = Array.from({ length: 32 }, (_, code) => String.fromCharCode(code)).slice(1);

		const sent = await vera.writes(`a${controls.join("")}b\u007f\u0085`);

		expect(sent.items[0]?.text).toBe("a\t\n\rb");
	});

	it("keeps the greetings that were on screen, without an author and not as unread", async () => {
		await newVisitor();

		const sent = await vera.writes("Hello", {
			greetings: [
				{ content: "Hi, I am Ada", senderType: "team_member", senderId: story.ada.id },
				{ content: "How can I help?", senderType: "ai" },
			],
		});

		expect(sent.items.map(({ text, order }) => [order, text])).toEqual([
			[1, "Hi, I am Ada"],
			[2, "How can I help?"],
			[3, "Hello"],
		]);
		expect(sent.items[0]).toMatchObject({
			visitorId: null,
			userId: null,
			aiAgentId: null,
			parts: [
				{ type: "text", text: "Hi, I am Ada" },
				{ type: "metadata", source: "greeting" },
			],
		});
		expect(sent.conversation.unreadCount).toBe(0);
	});

	it("takes greetings only once", async () => {
		await newVisitor();
		const greetings = [{ content: "Hi", senderType: "ai" as const }];
		const first = await vera.writes("Hello", { greetings });

		const second = await vera.writes("Are you there?", {
			conversationId: first.conversation.id,
			greetings,
		});

		expect(second.items.map(({ text }) => text)).toEqual(["Are you there?"]);
	});
});

describe("a repeated message", () => {
	it("answers as the first did, greetings and events included", async () => {
		await newVisitor();
		const letter = {
			conversationId: randomUUID(),
			id: randomUUID(),
			greetings: [{ content: "Hi", senderType: "ai" as const }],
		};
		const first = await vera.writes("Hello", letter);

		expect(await vera.writes("Hello", letter)).toEqual(first);
	});

	it("sent twenty times at once is one row and twenty equal answers", async () => {
		await newVisitor();
		const letter = { conversationId: randomUUID(), id: randomUUID() };

		const answers = await Promise.all(
			Array.from({ length: 20 }, () => vera.writes("Hello", letter)),
		);

		expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
		const rows = await story.sql`
			select team_order from public.timeline_items where conversation_id = ${letter.conversationId}`;
		expect(rows.map(({ team_order }) => Number(team_order))).toEqual([1]);
	});

	it("is refused under an id that somebody else used in this conversation", async () => {
		await newVisitor();
		const { conversation } = await vera.writes("Hello");
		const reply = messageOf(await story.ada.replies(conversation.id, "Hi"));

		await expect(
			vera.writes("Mine", { conversationId: conversation.id, id: reply.id }),
		).rejects.toMatchObject({ code: "PT409", message: "id_taken" });
	});
});

describe("racing first messages", () => {
	it("make one conversation with every message in it", async () => {
		await newVisitor();
		const conversationId = randomUUID();

		const answers = await Promise.all(
			["one", "two", "three", "four", "five"].map((text) => vera.writes(text, { conversationId })),
		);

		expect(answers.map((answer) => messageOf(answer).order).sort()).toEqual([1, 2, 3, 4, 5]);
		const { conversations } = await vera.rpc("list_conversations");
		expect(conversations.map(({ id }: { id: string }) => id)).toEqual([conversationId]);
	});
});

describe("a conversation of somebody else", () => {
	it("can't be written in, and is not told from an id that is taken", async () => {
		await newVisitor();
		const { conversation } = await vera.writes("Hello");
		const victor = await story.enters();

		await expect(
			victor.writes("Let me in", { conversationId: conversation.id }),
		).rejects.toMatchObject({ status: 409, code: "PT409", message: "id_taken" });

		const page = await vera.rpc("list_timeline", { conversation_id: conversation.id });
		expect(page.items).toHaveLength(1);
	});
});

describe("a message in a resolved conversation", () => {
	it("reopens it, which both sides can read after the message", async () => {
		await newVisitor();
		const { conversation } = await vera.writes("Hello");
		await story.ada.rpc("set_status", { conversation_id: conversation.id, status: "resolved" });

		const sent = await vera.writes("One more thing", { conversationId: conversation.id });

		expect(sent.conversation).toMatchObject({ status: "open", resolvedAt: null });
		expect(sent.items).toMatchObject([
			{ type: "message", text: "One more thing" },
			{
				type: "event",
				visibility: "public",
				text: null,
				visitorId: vera.id,
				parts: [
					{
						type: "event",
						eventType: "reopened",
						actorUserId: null,
						actorAiAgentId: null,
						targetUserId: null,
						targetAiAgentId: null,
					},
				],
			},
		]);
	});
});

describe("what is refused", () => {
	const refused = (args: Record<string, unknown>) =>
		vera.refusal("send_visitor_message", {
			conversation_id: randomUUID(),
			id: randomUUID(),
			text: "Hello",
			...args,
		});

	it.each([
		["no text", { text: "" }, 422, "message_empty"],
		["blank text", { text: " \n\t " }, 422, "message_empty"],
		["nothing", { text: null }, 422, "message_empty"],
		["control characters alone", { text: "\u0001\u0002" }, 422, "message_empty"],
		["10,001 characters", { text: "x".repeat(10_001) }, 422, "message_too_long"],
		["20,000 characters", { text: "x".repeat(20_000) }, 422, "message_too_long"],
		["parts that are no list", { parts: { type: "text" } }, 422, "parts_invalid"],
		["a part of no known kind", { parts: [{ type: "iframe" }] }, 422, "parts_invalid"],
		["an event", { parts: [{ type: "event", eventType: "resolved" }] }, 422, "parts_invalid"],
		["an image of nowhere", { parts: [{ type: "image" }] }, 422, "parts_invalid"],
		[
			"a file of somewhere else",
			{
				parts: [{ type: "file", url: "https://evil.example/x.pdf", mediaType: "application/pdf" }],
			},
			422,
			"parts_invalid",
		],
		["no conversation", { conversation_id: null }, 400, "invalid_request"],
		["no id", { id: null }, 400, "invalid_request"],
		["greetings that are no list", { greetings: "hi" }, 400, null],
		["greetings of no known kind", { greetings: [{ text: "hi" }] }, 400, "invalid_request"],
	])("%s", async (_, args, status, message) => {
		await newVisitor();
		const answer = await refused(args);

		expect(answer.status).toBe(status);
		if (message) expect(answer.message).toBe(message);
		expect((await vera.rpc("list_conversations")).conversations).toEqual([]);
	});

	it("keeps 10,000 characters, whatever they are", async () => {
		await newVisitor();
		const text = "ñ👩‍💻字".repeat(1_666).slice(0, 9_996);

		expect(messageOf(await vera.writes(text)).text).toBe(text);
	});

	it("takes nothing for a website that is switched off", async () => {
		const ada = story.ada;
		const { id } = await ada.rpc("create_website", {
			organization_id: story.acme.organizationId,
			name: "Old",
			domain: "old.example",
			allowed_origins: ["https://shop.example"],
		});
		const [row] = await story.sql`select public_key from public.websites where id = ${id}`;
		vera = await story.enters({
			at: { ...story.acme, websiteId: id, publicKey: row?.public_key },
		});
		await story.sql`update public.websites set status = 'inactive' where id = ${id}`;

		expect(await refused({})).toMatchObject({ status: 403, message: "website_inactive" });
	});
});

import { read } from "@cossistant/protocol/schemas";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openStory, type Story, type Visitor } from "./support/story.ts";

let story: Story;
let vera: Visitor;

beforeAll(async () => {
	story = await openStory();
});
afterAll(() => story.close());

async function opened() {
	vera = await story.enters();
	const { conversation } = await vera.writes("Hello");
	return conversation.id;
}

const marks = async (reader: Pick<Visitor, "rpc">, conversation_id: string, upto: number) =>
	read.strict().parse(await reader.rpc("mark_read", { conversation_id, upto }));

async function unreadOf(visitor: Visitor, id: string) {
	const page = await visitor.rpc("list_conversations");
	const found = page.conversations.find((one: { id: string }) => one.id === id);
	return [found.unreadCount, page.unreadCount];
}

describe("unread messages of a visitor", () => {
	it("are the team's public messages after the cursor: no events, no notes, no words of their own", async () => {
		const id = await opened();
		await story.ada.replies(id, "Hi");
		await story.ada.notes(id, "Careful");
		await story.ada.replies(id, "How can I help?");
		await vera.writes("With this", { conversationId: id });
		await story.ada.rpc("set_status", { conversation_id: id, status: "resolved" });

		expect(await unreadOf(vera, id)).toEqual([2, 2]);

		// joined (2), Hi (3), How can I help? (4)
		expect(await marks(vera, id, 3)).toMatchObject({ upto: 3, messageCount: 1 });
		expect(await unreadOf(vera, id)).toEqual([1, 1]);
		expect(await marks(vera, id, 6)).toMatchObject({ upto: 6, messageCount: 2 });
		expect(await unreadOf(vera, id)).toEqual([0, 0]);
	});

	it("add up over all conversations", async () => {
		const first = await opened();
		const second = (await vera.writes("Another thing")).conversation.id;
		await story.ada.replies(first, "Hi");
		await story.grace.replies(second, "Hi");
		await story.grace.replies(second, "Hi again");

		const page = await vera.rpc("list_conversations", { limit: 1 });

		expect(page.conversations).toHaveLength(1);
		expect(page.unreadCount).toBe(3);
	});

	it("are read on every device of a verified contact at once", async () => {
		const identity = { isVerified: true, externalId: crypto.randomUUID() };
		vera = await story.enters({ identity });
		const phone = await story.enters({ identity });
		const { conversation } = await vera.writes("Hello");
		await story.ada.replies(conversation.id, "Hi");

		await marks(phone, conversation.id, 3);

		expect(await unreadOf(vera, conversation.id)).toEqual([0, 0]);
		const [{ reads }] = (await vera.rpc("list_conversations")).conversations;
		expect(
			reads.filter(({ readerType }: { readerType: string }) => readerType === "visitor"),
		).toHaveLength(1);
	});
});

describe("a cursor", () => {
	it("never moves back, and not beyond the end", async () => {
		const id = await opened();
		await story.ada.replies(id, "Hi");

		expect(await marks(vera, id, 999)).toMatchObject({ upto: 3, messageCount: 1 });
		const readAt = (await marks(vera, id, 1)).readAt;
		expect(await marks(vera, id, 0)).toMatchObject({ upto: 3, messageCount: 1, readAt });
		expect(await unreadOf(vera, id)).toEqual([0, 0]);
		await marks(story.grace, id, 3);
		expect(await marks(story.grace, id, 0)).toMatchObject({ upto: 3, messageCount: 1 });
	});

	it("of nothing read yet is zero", async () => {
		const id = await opened();

		expect(await marks(vera, id, 0)).toMatchObject({ upto: 0, messageCount: 0 });
	});

	it.each([[-1], [null]])("%s is refused", async (upto) => {
		const id = await opened();

		expect(await vera.refusal("mark_read", { conversation_id: id, upto })).toMatchObject({
			status: 400,
			message: "invalid_request",
		});
	});

	it("of an agent counts the visitor's messages", async () => {
		const id = await opened();
		await vera.writes("Are you there?", { conversationId: id });

		expect(await marks(story.ada, id, 1)).toMatchObject({
			readerType: "user",
			readerId: story.ada.id,
			upto: 1,
			messageCount: 1,
		});
		expect(await story.ada.rpc("inbox_counts", { website_id: story.acme.websiteId })).toMatchObject(
			{
				unread: expect.any(Number),
			},
		);
	});

	it("of an agent moves when they write", async () => {
		const id = await opened();

		const { conversation } = await story.ada.replies(id, "Hi");

		expect(conversation.visitorMessageCount).toBe(1);
		expect(conversation.reads).toMatchObject([
			{ readerId: story.ada.id, upto: 3, messageCount: 1 },
		]);
	});

	it("of two marks at once is the higher", async () => {
		const id = await opened();
		for (const text of ["a", "b", "c", "d"]) await story.ada.replies(id, text);

		await Promise.all([3, 6, 1, 5, 2, 4].map((upto) => marks(vera, id, upto)));

		expect(await marks(vera, id, 0)).toMatchObject({ upto: 6, messageCount: 4 });
	});
});

describe("an agent who reads a note", () => {
	it("has, for the visitor, read nothing", async () => {
		const id = await opened();
		await story.ada.rpc("mark_read", { conversation_id: id, upto: 1 });
		const readsForVera = async () => (await vera.rpc("list_conversations")).conversations[0].reads;
		const before = await readsForVera();
		await story.grace.notes(id, "Careful");

		await marks(story.ada, id, 2);

		expect(await readsForVera()).toEqual([
			...before,
			// Grace wrote a note, and with it read the public message before it.
			expect.objectContaining({ readerId: story.grace.id, upto: 1 }),
		]);
	});

	it("does not appear at all before having read something public", async () => {
		vera = await story.enters();
		const { conversation } = await vera.writes("Hello");
		await story.sql`
			insert into public.conversation_reads (website_id, conversation_id, user_id, team_upto)
			values (${story.acme.websiteId}, ${conversation.id}, ${story.adam.id}, 0)`;

		expect((await vera.rpc("list_conversations")).conversations[0].reads).toEqual([]);
	});
});

import { randomUUID } from "node:crypto";
import { teamAct, timelineItem } from "@cossistant/protocol/schemas";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { actAs } from "./support/stack.ts";
import { messageOf, openStory, type Story, type Visitor } from "./support/story.ts";

let story: Story;
let vera: Visitor;
let id: string;

beforeAll(async () => {
	story = await openStory();
});
beforeEach(async () => {
	vera = await story.enters();
	id = (await vera.writes("Hello")).conversation.id;
});
afterAll(() => story.close());

const note = (mentions: unknown, change: Record<string, unknown> = {}) => ({
	conversation_id: id,
	id: randomUUID(),
	text: "Have a look",
	visibility: "private",
	mentions,
	...change,
});
const notes = (mentions: unknown, change = {}) =>
	story.ada.rpc("send_message", note(mentions, change));
const refusal = (mentions: unknown, change = {}) =>
	story.ada.refusal("send_message", note(mentions, change));
/** What Grace was notified of in this conversation. */
const ofGrace = async () =>
	(await story.grace.rpc("list_notifications")).notifications.filter(
		({ conversationId }: { conversationId: string }) => conversationId === id,
	);

describe("a note that mentions a colleague", () => {
	it("says so among its parts, by the name of the time, and notifies", async () => {
		const act = await notes([story.grace.id]);

		teamAct.strict().parse(act);
		expect(messageOf(act).parts).toEqual([
			{ type: "text", text: "Have a look" },
			{ type: "mention", userId: story.grace.id, name: "Grace Hopper" },
		]);
		expect(await ofGrace()).toMatchObject([
			{ kind: "mention", itemId: messageOf(act).id, text: "Have a look", actorId: story.ada.id },
		]);
	});

	it("mentions each once, in the order given, whatever is repeated", async () => {
		const { grace, adam } = story;
		const letter = note([grace.id, adam.id, grace.id]);

		const act = await story.ada.rpc("send_message", letter);
		const again = await story.ada.rpc("send_message", letter);

		const mentioned = messageOf(act).parts.flatMap((part) =>
			part.type === "mention" ? [part.userId] : [],
		);
		expect(mentioned).toEqual([grace.id, adam.id]);
		expect(again).toEqual(act);
		expect(await ofGrace()).toHaveLength(1);
	});

	it("keeps its mentions when its words change, and its notification tells the new ones", async () => {
		const { id: itemId } = messageOf(await notes([story.grace.id]));

		const edited = await story.ada.rpc("edit_message", {
			conversation_id: id,
			id: itemId,
			text: "Have another look",
		});

		expect(messageOf(edited).parts).toContainEqual(
			expect.objectContaining({ type: "mention", userId: story.grace.id }),
		);
		expect(await ofGrace()).toMatchObject([{ text: "Have another look" }]);
	});

	it("leaves no word in the notification when it is deleted", async () => {
		const { id: itemId } = messageOf(await notes([story.grace.id]));
		await story.ada.rpc("delete_message", { conversation_id: id, id: itemId });

		expect(await ofGrace()).toMatchObject([{ itemId, text: null }]);
	});

	it("does not notify its author", async () => {
		await notes([story.ada.id]);

		const { notifications } = await story.ada.rpc("list_notifications");
		expect(notifications).toEqual([]);
	});
});

describe("mentions are refused", () => {
	it("in a public message, which the visitor would read", async () => {
		expect(await refusal([story.grace.id], { visibility: "public" })).toMatchObject({
			status: 422,
			message: "mentions_invalid",
		});
	});

	it("of strangers, visitors and nobody", async () => {
		for (const stranger of [story.eve.id, vera.id, randomUUID(), null]) {
			expect(await refusal([story.grace.id, stranger])).toMatchObject({
				status: 404,
				message: "member_not_found",
			});
		}
	});

	it("when there are more than ten", async () => {
		const many = Array.from({ length: 11 }, () => randomUUID());
		expect(await refusal(many)).toMatchObject({ status: 422, message: "mentions_invalid" });
	});

	it.each([["grace"], [["grace"]], [7], [[7]], [[[randomUUID()], []]]])(
		"when they are no list of ids: %j",
		async (mentions) => {
			const { status } = await story.ada.client.rpc("send_message", note(mentions));
			expect([400, 404]).toContain(status);
		},
	);

	it("as parts, by agents and visitors alike", async () => {
		const parts = [{ type: "mention", userId: story.grace.id, name: "Grace" }];
		const letter = { conversation_id: id, id: randomUUID(), text: "Hi", parts };

		for (const refused of [
			story.ada.refusal("send_message", letter),
			vera.refusal("send_visitor_message", letter),
		]) {
			expect(await refused).toMatchObject({ status: 422, message: "parts_invalid" });
		}
	});

	it("with everything else of the call", async () => {
		await refusal([story.eve.id]);

		const { items } = await story.ada.rpc("get_conversation", { id });
		expect(items).toHaveLength(1);
		expect(await ofGrace()).toEqual([]);
	});

	it("by the table itself, in whatever a visitor may see", async () => {
		const insert = story.sql`
			insert into public.timeline_items (website_id, conversation_id, id, type, text, parts)
			values (${story.acme.websiteId}, ${id}, ${randomUUID()}, 'message', 'Hi',
				${story.sql.json([{ type: "mention", userId: story.grace.id, name: "Grace" }])})`;
		await expect(insert).rejects.toThrow("timeline_items_mentions_are_private");
	});
});

describe("an empty list, and none", () => {
	it.each([[[]], [null], [undefined]])("%j mentions nobody", async (mentions) => {
		const message = messageOf(await notes(mentions, { visibility: "public" }));

		expect(timelineItem.strict().parse(message).parts).toHaveLength(1);
	});
});

it("no agent writes a notification by hand", async () => {
	const { grace, sql } = story;
	const write = actAs(
		sql,
		grace.claims,
		(sql) => sql`update public.notifications set read_at = now()`,
	);
	await expect(write).rejects.toThrow("permission denied");
});

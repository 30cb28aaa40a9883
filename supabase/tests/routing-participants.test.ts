import { topics } from "@cossistant/protocol";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { announcedOn } from "./support/live.ts";
import { openRouted, type Routed } from "./support/routing.ts";
import { openStory, type Story } from "./support/story.ts";

let story: Story;
let shop: Routed;

beforeAll(async () => {
	story = await openStory();
});
beforeEach(async () => {
	shop = await openRouted(story);
});
afterAll(() => story.close());

describe("who is asked to take part", () => {
	const asked = async () => {
		await shop.rules({ participantIds: [story.grace.id] });
		return shop.writes();
	};
	const seenBy = async (visitor: Awaited<ReturnType<Routed["writes"]>>["visitor"]) =>
		(await visitor.rpc("list_conversations")).conversations[0].participants;

	it("is shown to the visitor when they join, or answer", async () => {
		for (const join of [
			(id: string) => story.grace.rpc("join_conversation", { conversation_id: id }),
			(id: string) => story.grace.replies(id, "Here I am"),
		]) {
			const { visitor, conversation } = await asked();
			expect(await seenBy(visitor)).toEqual([]);

			await join(conversation.id);

			expect(await seenBy(visitor)).toMatchObject([{ id: story.grace.id, type: "user" }]);
			expect((await shop.screenOf(conversation.id)).conversation.participants).toMatchObject([
				{ id: story.grace.id, status: "joined" },
			]);
		}
	});

	it("may say no, of which the visitor learns nothing", async () => {
		const { visitor, conversation } = await asked();
		const timeline = () => visitor.rpc("list_timeline", { conversation_id: conversation.id });
		const before = await timeline();

		const act = await story.grace.rpc("leave_conversation", { conversation_id: conversation.id });

		expect(act.conversation.participants).toEqual([]);
		expect(act.items).toMatchObject([{ visibility: "private" }]);
		expect(await timeline()).toEqual(before);
	});
});

describe("the visitor", () => {
	it("gets nothing of all this, neither by answer nor by announcement", async () => {
		const { grace, adam } = story;
		const tag = await shop.newTag("tag-secret");
		const work = {
			assignment: "member",
			memberIds: [grace.id],
			participantIds: [adam.id],
			priority: "urgent",
		};
		await shop.rules(
			{ tagId: tag.id, ...work },
			{ keywords: ["plain"] },
			{ addedTagIds: [tag.id], ...work },
		);

		const { visitor, ...sent } = await shop.writes();
		const { visitor: other, ...plain } = await shop.writes("plain");
		const topicsOf = (id: string, visitorId: string) => [
			topics.conversation(id),
			topics.visitor(visitorId),
		];
		const topicsOfOther = topicsOf(plain.conversation.id, other.id);
		const before = await announcedOn(story.sql, topicsOfOther);
		await story.ada.rpc("add_tag", { conversation_id: plain.conversation.id, tag_id: tag.id });

		// A tag that routes is no more heard of than a tag that does not.
		expect((await shop.screenOf(plain.conversation.id)).conversation.assigneeId).toBe(grace.id);
		expect(await announcedOn(story.sql, topicsOfOther)).toEqual(before);
		const all = JSON.stringify([
			sent,
			plain,
			await announcedOn(story.sql, topicsOf(sent.conversation.id, visitor.id)),
			await visitor.rpc("list_conversations"),
			await visitor.rpc("sync_conversation", { conversation_id: sent.conversation.id, after: 0 }),
			await other.rpc("list_timeline", { conversation_id: plain.conversation.id }),
		]);
		expect(all).not.toMatch(/assign|priority|urgent|tag|request|status":"joined|Grace|Adam/);
		expect(sent.items).toMatchObject([{ order: 1, change: 1 }]);
		expect(sent.conversation).toMatchObject({ lastChange: 1, participants: [] });
	});
});

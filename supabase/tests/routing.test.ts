import { timelineItem } from "@cossistant/protocol/schemas";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
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

describe("a new conversation", () => {
	it("without rules is nobody's, and only has its message", async () => {
		const { conversation } = await shop.writes();
		const screen = await shop.screenOf(conversation.id);

		expect(screen.conversation).toMatchObject({ assigneeId: null, tags: [], participants: [] });
		expect(screen.items).toHaveLength(1);
	});

	it("gets all that its rule says, each with an event that nobody did", async () => {
		const { grace, adam } = story;
		const tag = await shop.newTag("orders");
		await shop.rules({
			assignment: "member",
			memberIds: [grace.id],
			participantIds: [adam.id],
			addedTagIds: [tag.id],
			priority: "urgent",
		});

		const { conversation } = await shop.writes();
		const screen = await shop.screenOf(conversation.id);

		expect(screen.conversation).toMatchObject({
			assigneeId: grace.id,
			priority: "urgent",
			tags: [{ name: "orders" }],
			participants: [{ id: adam.id, status: "requested" }],
		});
		const events = screen.items.slice(1).map((item: unknown) => timelineItem.strict().parse(item));
		expect(events.map(({ parts }: { parts: unknown[] }) => parts[0])).toMatchObject([
			{ eventType: "priority_changed", message: "urgent", actorUserId: null },
			{ eventType: "tag_added", message: "orders", actorUserId: null },
			{ eventType: "participant_requested", targetUserId: adam.id, actorUserId: null },
			{ eventType: "assigned", targetUserId: grace.id, actorUserId: null },
		]);
		expect(events.every(({ visibility }: { visibility: string }) => visibility === "private")).toBe(
			true,
		);
	});

	it("notifies whom it was given to, and who is asked to take part", async () => {
		const { grace, adam } = story;
		await shop.rules({ assignment: "member", memberIds: [grace.id], participantIds: [adam.id] });

		const { conversation } = await shop.writes();

		for (const [agent, kind] of [
			[grace, "assigned"],
			[adam, "requested"],
		] as const) {
			const { notifications } = await agent.rpc("list_notifications", { limit: 1 });
			expect(notifications).toMatchObject([
				{ kind, conversationId: conversation.id, actorId: null, actorName: null },
			]);
		}
	});

	it("is routed once: later messages change nothing", async () => {
		await shop.rules({ assignment: "member", memberIds: [story.grace.id], priority: "high" });
		const { visitor, conversation } = await shop.writes();
		await story.ada.rpc("assign", { conversation_id: conversation.id, user_id: null });
		await story.ada.rpc("set_priority", { conversation_id: conversation.id, priority: "low" });

		await visitor.writes("Anybody?", { conversationId: conversation.id });

		expect((await shop.screenOf(conversation.id)).conversation).toMatchObject({
			assigneeId: null,
			priority: "low",
		});
	});

	it("belongs to the agent who begins it, whatever the rules say", async () => {
		await shop.rules({ assignment: "member", memberIds: [story.grace.id] });
		const visitor = await story.enters({ at: shop.team });
		const letter = {
			website_id: shop.team.websiteId,
			conversation_id: crypto.randomUUID(),
			id: crypto.randomUUID(),
			text: "May I help?",
			visitor_id: visitor.id,
		};

		const act = await story.ada.rpc("start_conversation", letter);

		expect(act.conversation.assigneeId).toBe(story.ada.id);
		expect(
			act.items.map(({ parts }: { parts: { eventType?: string }[] }) => parts[0]?.eventType),
		).toEqual(["assigned", "participant_joined", undefined]);
		expect(await story.ada.rpc("start_conversation", letter)).toEqual(act);
	});
});

describe("the first rule that holds acts", () => {
	it("and the others don't", async () => {
		await shop.rules(
			{ keywords: ["refund"], priority: "high" },
			{ keywords: ["refund", "invoice"], priority: "urgent" },
			{ priority: "low" },
		);

		expect((await shop.routed("I want a refund for this invoice")).priority).toBe("high");
		expect((await shop.routed("The invoice")).priority).toBe("urgent");
		expect((await shop.routed("Hello")).priority).toBe("low");
	});

	it.each([
		["in another case and without accents", "REMBOURSE le café", "Café", true],
		["with its accents left out", "the cafe", "café", true],
		["as part of a longer word", "cafeteria", "café", false],
		["among signs", "money-back!", "money back", true],
		["as several words in order", "give my money back", "money back", true],
		["as several words in another order", "back to money", "money back", false],
		["with somebody's SQL", "'; drop table public.tags; --", "drop table", true],
		["in an address", "mail billing@acme.test", "billing", true],
		["in another script", "返品 したい", "返品", true],
	])("by a keyword %s", async (_, text, keyword, holds) => {
		await shop.rules({ keywords: ["unrelated", keyword], priority: "high" });

		expect((await shop.routed(text)).priority).toBe(holds ? "high" : "medium");
	});

	it("by its channel", async () => {
		await shop.rules(
			{ channel: "email", priority: "low" },
			{ channel: "widget", priority: "high" },
		);

		expect((await shop.routed()).priority).toBe("high");
	});

	it("only if all of its conditions hold", async () => {
		await shop.rules({ channel: "email", keywords: ["refund"], priority: "high" });

		expect((await shop.routed("refund")).priority).toBe("medium");
	});
});

describe("what is gone", () => {
	it("is passed over: members who left, and deleted tags", async () => {
		const nora = await story.signsUp("Nora");
		const membership = { organization_id: shop.team.organizationId, user_id: nora.id };
		await story.sql`insert into public.members ${story.sql(membership)}`;
		const tag = await shop.newTag("gone");
		await shop.rules(
			{ keywords: ["direct"], assignment: "member", memberIds: [nora.id] },
			{
				assignment: "round_robin",
				memberIds: [nora.id, story.grace.id],
				participantIds: [nora.id, story.adam.id],
				addedTagIds: [tag.id],
			},
		);
		await story.ada.rpc("remove_member", membership);
		await story.ada.rpc("delete_tag", { id: tag.id });

		expect((await shop.routed("direct")).assigneeId).toBeNull();
		expect(await shop.routed()).toMatchObject({
			assigneeId: story.grace.id,
			participants: [{ id: story.adam.id }],
			tags: [],
		});
	});
});

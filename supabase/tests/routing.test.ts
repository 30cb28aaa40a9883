import { topics } from "@cossistant/protocol";
import { teamConversation, timelineItem } from "@cossistant/protocol/schemas";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { announcedOn } from "./support/live.ts";
import { openStory, type Story, type Team } from "./support/story.ts";

let story: Story;
/** A website of Acme, new for each test. */
let site: Team;

beforeAll(async () => {
	story = await openStory();
});
beforeEach(async () => {
	const { ada, acme } = story;
	const website = await ada.rpc("create_website", {
		organization_id: acme.organizationId,
		name: "Shop",
		domain: "shop.example",
	});
	site = { ...acme, websiteId: website.id, publicKey: website.publicKey };
	await story.sql`update public.profiles set last_seen_at = now(), is_away = false`;
});
afterAll(() => story.close());

const rules = (...rules: Record<string, unknown>[]) =>
	story.ada.rpc("set_routing", { website_id: site.websiteId, rules });
const writes = async (text = "Hello") => {
	const visitor = await story.enters({ at: site });
	return { visitor, ...(await visitor.writes(text)) };
};
const screenOf = async (id: string) => {
	const screen = await story.ada.rpc("get_conversation", { id });
	teamConversation.strict().parse(screen.conversation);
	return screen;
};
/** What the team sees of a new conversation that begins with some words. */
const routed = async (text?: string) =>
	(await screenOf((await writes(text)).conversation.id)).conversation;
const newTag = (name: string) =>
	story.ada.rpc("create_tag", { website_id: site.websiteId, name }) as Promise<{ id: string }>;
const isSeen = (ago: string, userId: string) => story.sql`
	update public.profiles set last_seen_at = now() - ${ago}::interval where user_id = ${userId}`;

describe("a new conversation", () => {
	it("without rules is nobody's, and only has its message", async () => {
		const { conversation } = await writes();
		const screen = await screenOf(conversation.id);

		expect(screen.conversation).toMatchObject({ assigneeId: null, tags: [], participants: [] });
		expect(screen.items).toHaveLength(1);
	});

	it("gets all that its rule says, each with an event that nobody did", async () => {
		const { grace, adam } = story;
		const tag = await newTag("orders");
		await rules({
			assignment: "member",
			memberIds: [grace.id],
			participantIds: [adam.id],
			addedTagIds: [tag.id],
			priority: "urgent",
		});

		const { conversation } = await writes();
		const screen = await screenOf(conversation.id);

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
		await rules({ assignment: "member", memberIds: [grace.id], participantIds: [adam.id] });

		const { conversation } = await writes();

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
		await rules({ assignment: "member", memberIds: [story.grace.id], priority: "high" });
		const { visitor, conversation } = await writes();
		await story.ada.rpc("assign", { conversation_id: conversation.id, user_id: null });
		await story.ada.rpc("set_priority", { conversation_id: conversation.id, priority: "low" });

		await visitor.writes("Anybody?", { conversationId: conversation.id });

		expect((await screenOf(conversation.id)).conversation).toMatchObject({
			assigneeId: null,
			priority: "low",
		});
	});

	it("belongs to the agent who begins it, whatever the rules say", async () => {
		await rules({ assignment: "member", memberIds: [story.grace.id] });
		const visitor = await story.enters({ at: site });
		const letter = {
			website_id: site.websiteId,
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
		await rules(
			{ keywords: ["refund"], priority: "high" },
			{ keywords: ["refund", "invoice"], priority: "urgent" },
			{ priority: "low" },
		);

		expect((await routed("I want a refund for this invoice")).priority).toBe("high");
		expect((await routed("The invoice")).priority).toBe("urgent");
		expect((await routed("Hello")).priority).toBe("low");
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
		await rules({ keywords: ["unrelated", keyword], priority: "high" });

		expect((await routed(text)).priority).toBe(holds ? "high" : "medium");
	});

	it("by its channel", async () => {
		await rules({ channel: "email", priority: "low" }, { channel: "widget", priority: "high" });

		expect((await routed()).priority).toBe("high");
	});

	it("only if all of its conditions hold", async () => {
		await rules({ channel: "email", keywords: ["refund"], priority: "high" });

		expect((await routed("refund")).priority).toBe("medium");
	});
});

describe("round robin", () => {
	it("goes round those who are online", async () => {
		const { ada, adam, grace } = story;
		await rules({ assignment: "round_robin_of_all" });

		const six = [];
		for (let count = 0; count < 6; count++) six.push((await routed()).assigneeId);

		expect(new Set(six.slice(0, 3))).toEqual(new Set([ada.id, adam.id, grace.id]));
		expect(six.slice(3)).toEqual(six.slice(0, 3));
	});

	it("is fair within one when sixty first messages race", async () => {
		const { ada, adam, grace, sql } = story;
		const [away, offline] = await Promise.all([story.signsUp("Away"), story.signsUp("Offline")]);
		await sql`
			insert into public.members (organization_id, user_id)
			values (${site.organizationId}, ${away.id}), (${site.organizationId}, ${offline.id})`;
		await away.rpc("update_profile", { is_away: true });
		await isSeen("6 minutes", offline.id);
		await rules({ assignment: "round_robin_of_all" });
		const visitors = await Promise.all(
			Array.from({ length: 20 }, () => story.enters({ at: site })),
		);

		await Promise.all(visitors.flatMap((one) => ["a", "b", "c"].map((text) => one.writes(text))));

		const shares = await sql`
			select assignee_id as id, count(*)::int as count from public.conversations
			where website_id = ${site.websiteId} group by assignee_id`;
		expect(Object.fromEntries(shares.map(({ id, count }) => [id, count]))).toEqual({
			[ada.id]: 20,
			[adam.id]: 20,
			[grace.id]: 20,
		});
	}, 60_000);

	it("chooses among those named, and never a stranger", async () => {
		const { adam, grace } = story;
		await rules({ assignment: "round_robin", memberIds: [adam.id, grace.id] });

		const four = [];
		for (let count = 0; count < 4; count++) four.push((await routed()).assigneeId);

		expect(four.filter((id) => id === adam.id)).toHaveLength(2);
		expect(four.filter((id) => id === grace.id)).toHaveLength(2);
	});

	it("leaves it to the team to see when nobody is there", async () => {
		const { adam, grace } = story;
		await isSeen("6 minutes", adam.id);
		await grace.rpc("update_profile", { is_away: true });
		await rules(
			{ assignment: "round_robin", memberIds: [adam.id, grace.id], priority: "high" },
			{ assignment: "round_robin_of_all" },
		);

		expect(await routed()).toMatchObject({ assigneeId: null, priority: "high" });
	});

	it("finds who came back: by a heartbeat, or no longer away", async () => {
		const { adam, grace } = story;
		await isSeen("6 minutes", adam.id);
		await grace.rpc("update_profile", { is_away: true });
		await rules({ assignment: "round_robin", memberIds: [adam.id, grace.id] });
		expect((await routed()).assigneeId).toBeNull();

		await adam.rpc("touch_agent");
		expect((await routed()).assigneeId).toBe(adam.id);

		await grace.rpc("touch_agent");
		await grace.rpc("update_profile", { is_away: false });
		expect((await routed()).assigneeId).toBe(grace.id);
	});

	it("is not asked when a rule names one member, there or not", async () => {
		await isSeen("1 day", story.grace.id);
		await rules({ assignment: "member", memberIds: [story.grace.id] });

		expect((await routed()).assigneeId).toBe(story.grace.id);
	});
});

describe("a tag that is given", () => {
	const give = async (conversationId: string, tag: { id: string }) =>
		story.ada.rpc("add_tag", { conversation_id: conversationId, tag_id: tag.id });

	it("routes by the rules of that tag alone, and the answer tells all of it", async () => {
		const tag = await newTag("billing");
		await rules(
			{ keywords: ["nothing"], assignment: "member", memberIds: [story.adam.id] },
			{ tagId: tag.id, assignment: "member", memberIds: [story.grace.id] },
			{ priority: "low" },
		);
		const { conversation } = await writes();
		expect((await screenOf(conversation.id)).conversation).toMatchObject({
			assigneeId: null,
			priority: "low",
		});

		const act = await give(conversation.id, tag);

		expect(act.conversation.assigneeId).toBe(story.grace.id);
		expect(act.items).toMatchObject([
			{ userId: story.ada.id, parts: [{ eventType: "tag_added" }] },
			{ userId: null, parts: [{ eventType: "assigned", targetUserId: story.grace.id }] },
		]);
		expect(act.items.at(-1).change).toBe(act.conversation.lastChange);
		expect((await give(conversation.id, tag)).items).toEqual([]);
	});

	it("leaves alone what is assigned, resolved, spam or archived", async () => {
		const tag = await newTag("billing");
		await rules({ tagId: tag.id, priority: "urgent", assignment: "round_robin_of_all" });

		for (const [name, args] of [
			["assign", { user_id: story.ada.id }],
			["set_status", { status: "resolved" }],
			["mark_spam", {}],
			["archive", {}],
		] as const) {
			const { conversation } = await writes();
			await story.ada.rpc(name, { conversation_id: conversation.id, ...args });
			expect((await give(conversation.id, tag)).conversation.priority).toBe("medium");
		}
	});

	it("routes many at once while others do the same, without deadlock", async () => {
		const tag = await newTag("billing");
		await rules({ tagId: tag.id, assignment: "round_robin_of_all" });
		const ids = (await Promise.all(Array.from({ length: 8 }, () => writes()))).map(
			({ conversation }) => conversation.id,
		);

		await Promise.all([
			story.ada.rpc("bulk_act", {
				conversation_ids: ids,
				act: { type: "add_tag", tagId: tag.id },
			}),
			...[...ids].reverse().map((id) => give(id, tag)),
			writes(),
		]);

		const shares = await story.sql`
			select count(*)::int as count from public.conversations
			where website_id = ${site.websiteId} and assignee_id is not null group by assignee_id`;
		const counts = shares.map(({ count }) => count);
		expect(counts.reduce((sum, count) => sum + count, 0)).toBe(8);
		expect(Math.max(...counts) - Math.min(...counts)).toBeLessThanOrEqual(1);
	});

	it("that is deleted takes its rule along, rather than making it hold always", async () => {
		const tag = await newTag("billing");
		await rules({ tagId: tag.id, priority: "urgent" }, { priority: "low" });

		await story.ada.rpc("delete_tag", { id: tag.id });

		expect((await routed()).priority).toBe("low");
	});
});

describe("what is gone", () => {
	it("is passed over: members who left, and deleted tags", async () => {
		const nora = await story.signsUp("Nora");
		const membership = { organization_id: site.organizationId, user_id: nora.id };
		await story.sql`insert into public.members ${story.sql(membership)}`;
		const tag = await newTag("gone");
		await rules(
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

		expect((await routed("direct")).assigneeId).toBeNull();
		expect(await routed()).toMatchObject({
			assigneeId: story.grace.id,
			participants: [{ id: story.adam.id }],
			tags: [],
		});
	});
});

describe("who is asked to take part", () => {
	const asked = async () => {
		await rules({ participantIds: [story.grace.id] });
		return writes();
	};
	const seenBy = async (visitor: Awaited<ReturnType<typeof writes>>["visitor"]) =>
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
			expect((await screenOf(conversation.id)).conversation.participants).toMatchObject([
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
		const tag = await newTag("tag-secret");
		const work = {
			assignment: "member",
			memberIds: [grace.id],
			participantIds: [adam.id],
			priority: "urgent",
		};
		await rules(
			{ tagId: tag.id, ...work },
			{ keywords: ["plain"] },
			{ addedTagIds: [tag.id], ...work },
		);

		const { visitor, ...sent } = await writes();
		const { visitor: other, ...plain } = await writes("plain");
		const topicsOf = (id: string, visitorId: string) => [
			topics.conversation(id),
			topics.visitor(visitorId),
		];
		const topicsOfOther = topicsOf(plain.conversation.id, other.id);
		const before = await announcedOn(story.sql, topicsOfOther);
		await story.ada.rpc("add_tag", { conversation_id: plain.conversation.id, tag_id: tag.id });

		// A tag that routes is no more heard of than a tag that does not.
		expect((await screenOf(plain.conversation.id)).conversation.assigneeId).toBe(grace.id);
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

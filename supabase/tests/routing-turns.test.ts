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

const isSeen = (ago: string, userId: string) => story.sql`
	update public.profiles set last_seen_at = now() - ${ago}::interval where user_id = ${userId}`;

describe("round robin", () => {
	it("goes round those who are online", async () => {
		const { ada, adam, grace } = story;
		await shop.rules({ assignment: "round_robin_of_all" });

		const six = [];
		for (let count = 0; count < 6; count++) six.push((await shop.routed()).assigneeId);

		expect(new Set(six.slice(0, 3))).toEqual(new Set([ada.id, adam.id, grace.id]));
		expect(six.slice(3)).toEqual(six.slice(0, 3));
	});

	it("is fair within one when sixty first messages race", async () => {
		const { ada, adam, grace, sql } = story;
		const [away, offline] = await Promise.all([story.signsUp("Away"), story.signsUp("Offline")]);
		await sql`
			insert into public.members (organization_id, user_id)
			values (${shop.team.organizationId}, ${away.id}), (${shop.team.organizationId}, ${offline.id})`;
		await away.rpc("update_profile", { is_away: true });
		await isSeen("6 minutes", offline.id);
		await shop.rules({ assignment: "round_robin_of_all" });
		const visitors = await Promise.all(
			Array.from({ length: 20 }, () => story.enters({ at: shop.team })),
		);

		await Promise.all(visitors.flatMap((one) => ["a", "b", "c"].map((text) => one.writes(text))));

		const shares = await sql`
			select assignee_id as id, count(*)::int as count from public.conversations
			where website_id = ${shop.team.websiteId} group by assignee_id`;
		expect(Object.fromEntries(shares.map(({ id, count }) => [id, count]))).toEqual({
			[ada.id]: 20,
			[adam.id]: 20,
			[grace.id]: 20,
		});
	}, 60_000);

	it("chooses among those named, and never a stranger", async () => {
		const { adam, grace } = story;
		await shop.rules({ assignment: "round_robin", memberIds: [adam.id, grace.id] });

		const four = [];
		for (let count = 0; count < 4; count++) four.push((await shop.routed()).assigneeId);

		expect(four.filter((id) => id === adam.id)).toHaveLength(2);
		expect(four.filter((id) => id === grace.id)).toHaveLength(2);
	});

	it("leaves it to the team to see when nobody is there", async () => {
		const { adam, grace } = story;
		await isSeen("6 minutes", adam.id);
		await grace.rpc("update_profile", { is_away: true });
		await shop.rules(
			{ assignment: "round_robin", memberIds: [adam.id, grace.id], priority: "high" },
			{ assignment: "round_robin_of_all" },
		);

		expect(await shop.routed()).toMatchObject({ assigneeId: null, priority: "high" });
	});

	it("finds who came back: by a heartbeat, or no longer away", async () => {
		const { adam, grace } = story;
		await isSeen("6 minutes", adam.id);
		await grace.rpc("update_profile", { is_away: true });
		await shop.rules({ assignment: "round_robin", memberIds: [adam.id, grace.id] });
		expect((await shop.routed()).assigneeId).toBeNull();

		await adam.rpc("touch_agent");
		expect((await shop.routed()).assigneeId).toBe(adam.id);

		await grace.rpc("touch_agent");
		await grace.rpc("update_profile", { is_away: false });
		expect((await shop.routed()).assigneeId).toBe(grace.id);
	});

	it("is not asked when a rule names one member, there or not", async () => {
		await isSeen("1 day", story.grace.id);
		await shop.rules({ assignment: "member", memberIds: [story.grace.id] });

		expect((await shop.routed()).assigneeId).toBe(story.grace.id);
	});
});

describe("a tag that is given", () => {
	const give = async (conversationId: string, tag: { id: string }) =>
		story.ada.rpc("add_tag", { conversation_id: conversationId, tag_id: tag.id });

	it("routes by the rules of that tag alone, and the answer tells all of it", async () => {
		const tag = await shop.newTag("billing");
		await shop.rules(
			{ keywords: ["nothing"], assignment: "member", memberIds: [story.adam.id] },
			{ tagId: tag.id, assignment: "member", memberIds: [story.grace.id] },
			{ priority: "low" },
		);
		const { conversation } = await shop.writes();
		expect((await shop.screenOf(conversation.id)).conversation).toMatchObject({
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
		const tag = await shop.newTag("billing");
		await shop.rules({ tagId: tag.id, priority: "urgent", assignment: "round_robin_of_all" });

		for (const [name, args] of [
			["assign", { user_id: story.ada.id }],
			["set_status", { status: "resolved" }],
			["mark_spam", {}],
			["archive", {}],
		] as const) {
			const { conversation } = await shop.writes();
			await story.ada.rpc(name, { conversation_id: conversation.id, ...args });
			expect((await give(conversation.id, tag)).conversation.priority).toBe("medium");
		}
	});

	it("routes many at once while others do the same, without deadlock", async () => {
		const tag = await shop.newTag("billing");
		await shop.rules({ tagId: tag.id, assignment: "round_robin_of_all" });
		const ids = (await Promise.all(Array.from({ length: 8 }, () => shop.writes()))).map(
			({ conversation }) => conversation.id,
		);

		await Promise.all([
			story.ada.rpc("bulk_act", {
				conversation_ids: ids,
				act: { type: "add_tag", tagId: tag.id },
			}),
			...[...ids].reverse().map((id) => give(id, tag)),
			shop.writes(),
		]);

		const shares = await story.sql`
			select count(*)::int as count from public.conversations
			where website_id = ${shop.team.websiteId} and assignee_id is not null group by assignee_id`;
		const counts = shares.map(({ count }) => count);
		expect(counts.reduce((sum, count) => sum + count, 0)).toBe(8);
		expect(Math.max(...counts) - Math.min(...counts)).toBeLessThanOrEqual(1);
	});

	it("that is deleted takes its rule along, rather than making it hold always", async () => {
		const tag = await shop.newTag("billing");
		await shop.rules({ tagId: tag.id, priority: "urgent" }, { priority: "low" });

		await story.ada.rpc("delete_tag", { id: tag.id });

		expect((await shop.routed()).priority).toBe("low");
	});
});

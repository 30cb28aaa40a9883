import { report as reportShape } from "@cossistant/protocol/schemas";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { movesTo } from "./support/past.ts";
import { openStory, type Story, type Team } from "./support/story.ts";

let story: Story;
let team: Team;

beforeAll(async () => {
	story = await openStory();
});
beforeEach(async () => {
	const { id, publicKey } = await story.ada.rpc("create_website", {
		organization_id: story.acme.organizationId,
		name: "Shop",
		domain: "shop.example",
	});
	team = { organizationId: story.acme.organizationId, websiteId: id, publicKey };
});
afterAll(() => story.close());

const here = (args: Record<string, unknown> = {}) => ({
	website_id: team.websiteId,
	from: "2026-03-28",
	to: "2026-03-30",
	...args,
});

async function report(args: Record<string, unknown> = {}) {
	return reportShape.strict().parse(await story.grace.rpc("report", here(args)));
}

async function isIn(timezone: string) {
	await story.ada.rpc("update_website", { website_id: team.websiteId, changes: { timezone } });
	await sumUp();
}

/** Somebody wrote at that moment, once. */
async function wroteAt(moment: string): Promise<string> {
	const { conversation } = await (await story.enters({ at: team })).writes("hello");
	await movesTo(story.sql, conversation.id, moment);
	return conversation.id;
}

const sumUp = () => story.sql`select private.sum_up_report(${team.websiteId})`;

describe("a report", () => {
	it("says how much there was, how fast and how well it was done, and by whom", async () => {
		const visitor = await story.enters({ at: team });
		const { conversation } = await visitor.writes("hello");
		const on = { conversation_id: conversation.id };
		await story.grace.notes(conversation.id, "mine");
		await story.ada.replies(conversation.id, "hi");
		await story.grace.rpc("set_status", { ...on, status: "resolved" });
		await visitor.rpc("rate_conversation", { ...on, rating: 4 });
		const tag = await story.ada.rpc("create_tag", { website_id: team.websiteId, name: "billing" });
		await story.ada.rpc("add_tag", { ...on, tag_id: tag.id });
		await story.sql`
			update public.conversations set created_at = created_at - interval '1 hour',
				first_written_at = first_responded_at - interval '90 seconds'
			where id = ${conversation.id}`;
		await movesTo(story.sql, conversation.id, "2026-03-29T12:00:00Z");

		const said = await report();

		expect(said.summary).toMatchObject({
			started: 1,
			closed: 1,
			reopened: 0,
			messagesReceived: 1,
			messagesSent: 1,
			firstResponse: { count: 1, average: 90, median: 90, ninetiethPercentile: 90 },
			rating: { count: 1, average: 4, stars: [0, 0, 0, 1, 0] },
		});
		expect(said.summary.resolution.average).toBeGreaterThanOrEqual(3_600);
		expect(said.agents).toMatchObject([
			{
				agent: { id: story.ada.id },
				firstResponse: { count: 1 },
				resolution: { count: 0 },
				messagesSent: 1,
			},
			{
				agent: { id: story.grace.id },
				resolution: { count: 1 },
				rating: { count: 1 },
				messagesSent: 0,
			},
		]);
		expect(said.tags).toMatchObject([{ tag, started: 1, resolution: { count: 1 } }]);
		expect(said.series.map(({ started, open }) => [started, open])).toEqual([
			[0, 0],
			[1, 0],
			[0, 0],
		]);
		expect(said.before.started).toBe(0);
		expect((await report({ from: "2026-03-31", to: "2026-04-02" })).before).toEqual(said.summary);
	});

	it("counts an answer by an AI agent beside a person's, and what was reopened", async () => {
		const visitor = await story.enters({ at: team });
		const { conversation } = await visitor.writes("hello");
		await story.sql`
			with aida as (
				insert into public.ai_agents (organization_id, website_id, name)
				values (${team.organizationId}, ${team.websiteId}, 'Aida') returning id
			)
			insert into public.timeline_items (website_id, conversation_id, id, type, text, ai_agent_id)
			select ${team.websiteId}, ${conversation.id}, gen_random_uuid(), 'message', 'Hi', id from aida`;
		const status = (status: string) =>
			story.ada.rpc("set_status", { conversation_id: conversation.id, status });
		await status("resolved");
		await visitor.writes("still there?", { conversationId: conversation.id });
		await status("resolved");
		await movesTo(story.sql, conversation.id, "2026-03-29T12:00:00Z");

		expect((await report()).summary).toMatchObject({
			firstResponse: { count: 0 },
			firstResponseByAI: { count: 1 },
			messagesSentByAI: 1,
			closed: 2,
			reopened: 1,
			resolution: { count: 1 },
		});
	});

	it("has the median of ten answers from the fifth, and the ninetieth percentile from the ninth", async () => {
		const visitors = await Promise.all(
			Array.from({ length: 10 }, () => story.enters({ at: team })),
		);
		for (const [index, visitor] of visitors.entries()) {
			const { conversation } = await visitor.writes("hello");
			await story.ada.replies(conversation.id, "hi");
			await story.sql`
				update public.conversations
				set first_written_at = first_responded_at - interval '1 minute' * ${2 ** index}
				where id = ${conversation.id}`;
			await movesTo(story.sql, conversation.id, "2026-03-29T12:00:00Z");
		}

		expect((await report()).summary.firstResponse).toEqual({
			count: 10,
			average: 6138,
			median: 60 * 16,
			ninetiethPercentile: 60 * 256,
		});
	});

	it("leaves out tests and spam", async () => {
		const tester = await story.enters({ at: team });
		await story.sql`update public.visitors set is_test = true where id = ${tester.id}`;
		const test = await tester.writes("does it work?");
		const spam = await (await story.enters({ at: team })).writes("buy!");
		await story.ada.rpc("mark_spam", { conversation_id: spam.conversation.id, is_spam: true });
		for (const { conversation } of [test, spam]) {
			await movesTo(story.sql, conversation.id, "2026-03-29T12:00:00Z");
		}
		const before = await report();
		await sumUp();

		// What spam was written had to be read all the same.
		expect(before.summary).toMatchObject({ started: 0, closed: 0, messagesReceived: 1 });
		expect((await report()).summary).toEqual(before.summary);
		expect(before.series.at(-1)?.open).toBe(0);
	});

	it("begins its days when they begin where the website is", async () => {
		const moments: [timezone: string, moment: string, day: string][] = [
			["Asia/Kathmandu", "2026-03-28T18:20:00Z", "2026-03-29"],
			["Asia/Kathmandu", "2026-03-28T18:14:00Z", "2026-03-28"],
			["America/St_Johns", "2026-03-29T02:29:00Z", "2026-03-28"],
			["America/St_Johns", "2026-03-29T02:30:00Z", "2026-03-29"],
			["Pacific/Apia", "2026-03-28T11:00:00Z", "2026-03-29"],
			["Europe/Berlin", "2026-03-29T22:00:00Z", "2026-03-30"],
			["Atlantic/Azores", "2026-10-24T23:59:00Z", "2026-10-24"],
			["Atlantic/Azores", "2026-10-25T00:00:00Z", "2026-10-25"],
			["Atlantic/Azores", "2026-10-25T01:00:00Z", "2026-10-25"],
			["Asia/Beirut", "2026-03-28T21:59:00Z", "2026-03-28"],
			["Asia/Beirut", "2026-03-28T22:00:00Z", "2026-03-29"],
		];
		for (const [timezone, moment, day] of moments) {
			await isIn(timezone);
			const id = await wroteAt(moment);

			const { summary, timezone: said } = await report({ from: day, to: day });
			await sumUp();

			expect([timezone, moment, summary.started]).toEqual([said, moment, 1]);
			expect([moment, (await report({ from: day, to: day })).summary.started]).toEqual([moment, 1]);
			await story.sql`delete from public.conversations where id = ${id}`;
			await story.sql`select private.rebuild_report(${team.websiteId})`;
		}
	});

	it.each([
		["Europe/Berlin", "2026-03-29", 23],
		["Europe/Berlin", "2026-10-25", 25],
		["Europe/Berlin", "2026-06-01", 24],
		["Atlantic/Azores", "2026-10-25", 25],
		["Asia/Beirut", "2026-03-29", 23],
	])("by the hour has the hours that there are in %s on %s: %i", async (timezone, day, hours) => {
		await isIn(timezone);
		await wroteAt(`${day}T00:30:00Z`);
		await wroteAt(`${day}T01:30:00Z`);
		await sumUp();

		const { series, busiestHours } = await report({ from: day, to: day, granularity: "hour" });

		expect(series).toHaveLength(hours);
		const busy = series.filter(({ started }) => started === 1).map(({ startsAt }) => startsAt);
		expect(busy.map((at) => new Date(at).toISOString())).toEqual([
			`${day}T00:00:00.000Z`,
			`${day}T01:00:00.000Z`,
		]);
		expect(busiestHours?.flat().reduce((sum, n) => sum + n)).toBe(2);
	});

	it("keeps old figures when the website moves to another time zone", async () => {
		await isIn("Pacific/Apia");
		await wroteAt("2026-03-28T20:00:00Z");
		await sumUp();
		const asked = { from: "2026-03-28", to: "2026-03-28" };
		expect((await report(asked)).summary).toMatchObject({ started: 0, messagesReceived: 0 });

		await isIn("America/St_Johns");

		expect((await report(asked)).summary).toMatchObject({ started: 1, messagesReceived: 1 });
		expect((await report({ from: "2026-03-29", to: "2026-03-29" })).summary.started).toBe(0);
	});

	it("keeps what was done by who has left, and says nothing of a tag that is gone", async () => {
		const nora = await story.signsUp("Nora");
		const membership = { organization_id: team.organizationId, user_id: nora.id };
		await story.sql`insert into public.members ${story.sql(membership)}`;
		const { conversation } = await (await story.enters({ at: team })).writes("hello");
		const on = { conversation_id: conversation.id };
		await nora.replies(conversation.id, "hi");
		await nora.rpc("set_status", { ...on, status: "resolved" });
		const tag = await story.ada.rpc("create_tag", { website_id: team.websiteId, name: "gone" });
		await story.ada.rpc("add_tag", { ...on, tag_id: tag.id });
		await movesTo(story.sql, conversation.id, "2026-03-29T12:00:00Z");
		await sumUp();
		const before = await report();
		expect(before).toMatchObject({ agents: [{ agent: { id: nora.id } }], tags: [{ tag }] });
		const ofNora = await report({ agent_id: nora.id });
		expect(ofNora.summary).toMatchObject({ messagesSent: 1, resolution: { count: 1 } });

		await story.ada.rpc("remove_member", membership);
		await story.ada.rpc("delete_tag", { id: tag.id });

		for (const summedUp of [false, true]) {
			if (summedUp) await sumUp();
			expect(await report()).toEqual({ ...before, tags: [] });
			expect(await report({ agent_id: nora.id })).toEqual(ofNora);
		}
		expect(await story.grace.refusal("report", here({ tag_id: tag.id }))).toMatchObject({
			message: "tag_not_found",
		});
	});

	it.each(["week", "month"])("adds up the days of each %s", async (granularity) => {
		await wroteAt("2026-02-27T10:00:00Z");
		await wroteAt("2026-03-01T10:00:00Z");
		await wroteAt("2026-03-02T10:00:00Z");
		await sumUp();

		const { series, summary } = await report({ from: "2026-02-26", to: "2026-03-03", granularity });

		expect(summary.started).toBe(3);
		expect(series.map(({ started }) => started)).toEqual(granularity === "week" ? [2, 1] : [1, 2]);
		expect(series.at(-1)?.open).toBe(3);
	});
});

describe("who asks for a report", () => {
	it("and works elsewhere finds no such website, agent or tag", async () => {
		const { eve, grace, acme } = story;
		const tag = await story.ada.rpc("create_tag", { website_id: acme.websiteId, name: "other" });

		expect(await eve.refusal("report", here())).toMatchObject({ message: "website_not_found" });
		expect(await grace.refusal("report", here({ agent_id: eve.id }))).toMatchObject({
			message: "member_not_found",
		});
		expect(await grace.refusal("report", here({ tag_id: tag.id }))).toMatchObject({
			message: "tag_not_found",
		});
		expect(await story.nobody.refusal("report", here())).toMatchObject({ code: "42501" });
	});

	it.each([
		{ from: null },
		{ from: "yesterday" },
		{ from: "2026-02-30" },
		{ from: "2026-03-28T00:00:00Z" },
		{ from: "x".repeat(20_000) },
		{ from: "\ud800" },
		{ from: "2026-03-31" },
		{ from: "2024-03-01" },
		{ to: "infinity" },
		{ granularity: null },
		{ granularity: "minute" },
		{ granularity: "day'; drop table private.report_sums; --" },
		{ granularity: "hour", from: "2026-01-01" },
		{ granularity: "hour", agent_id: "0199a000-0000-4000-8000-000000000007" },
		{ agent_id: "x" },
		{ tag_id: 1 },
		{ unknown: true },
	])("with %j is refused", async (args) => {
		const refusal = await story.ada.refusal("report", here(args));

		expect(refusal.status).toBeGreaterThanOrEqual(400);
		expect(refusal.status).toBeLessThan(500);
	});

	it("of an agent and a tag at once is told to choose", async () => {
		const id = "0199a000-0000-4000-8000-000000000007";

		expect(await story.ada.refusal("report", here({ agent_id: id, tag_id: id }))).toMatchObject({
			status: 400,
			message: "invalid_request",
		});
	});
});

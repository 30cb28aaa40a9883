import { randomUUID } from "node:crypto";
import { topics } from "@cossistant/protocol";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type Connection, type Crowd, openCrowd, outcomesOf } from "./support/crowd.ts";
import { announcedOn } from "./support/live.ts";
import type { Claims } from "./support/stack.ts";
import { type Agent, openStory, type Story, type Visitor } from "./support/story.ts";

let story: Story;
let crowd: Crowd;
let vera: Visitor;

beforeAll(async () => {
	story = await openStory();
	crowd = openCrowd(50);
	await story.sql`
		insert into private.rate_limit_rules (kind, website_id, hits, seconds)
		select kind, ${story.acme.websiteId}, 100000, 60
		from unnest(array['message_visitor', 'message_website', 'metadata_visitor']) as kind`;
});
beforeEach(async () => {
	vera = await story.enters();
});
afterAll(async () => {
	await crowd.close();
	await story.close();
});

const range = (length: number) => Array.from({ length }, (_, index) => index + 1);
const claimsOf = ({ claims }: Agent | Visitor) => claims as Claims;

/** Everybody does their part at the same time, each on a connection of their own. */
const atOnce = <Answer>(size: number, part: (on: Connection, n: number) => Promise<Answer>) =>
	outcomesOf(crowd.connections.slice(0, size).map((on, n) => part(on, n)));

describe("fifty writers to one conversation", () => {
	/** Everybody writes two messages, and edits or deletes the second. */
	async function writeAndChange(on: Connection, n: number, conversation_id: string) {
		const isVisitor = n % 5 < 2;
		const claims = claimsOf(isVisitor ? vera : n % 2 ? story.ada : story.grace);
		const [name, visibility] = isVisitor
			? ["send_visitor_message", {}]
			: ["send_message", { visibility: n % 5 === 4 ? "private" : "public" }];
		const [first, second] = [randomUUID(), randomUUID()];
		for (const id of [first, second])
			await on.call(claims, name, { conversation_id, id, text: `${n}`, ...visibility });
		const place = { conversation_id, id: second };
		if (n % 3) await on.call(claims, "edit_message", { ...place, text: `${n}!` });
		else await on.call(claims, "delete_message", place);
		return [first, second];
	}

	it("leave no gap in either audience's numbers, every message once, and right counts", async () => {
		const { conversation } = await vera.writes("Hello");
		const { id } = conversation;

		const { answers, refusals } = await atOnce(50, (on, n) => writeAndChange(on, n, id));

		expect(refusals).toEqual([]);
		const items = await story.sql`
			select id, type, visibility, user_id, team_order::integer, visitor_order::integer
			from public.timeline_items where conversation_id = ${id} order by team_order`;
		const messages = items.filter(({ type }) => type === "message");
		const publicItems = items.filter(({ visibility }) => visibility === "public");
		expect(messages.map((item) => item.id).sort()).toEqual(
			[conversation.lastItem?.id, ...answers.flat()].sort(),
		);
		// Ada and Grace have joined, once each.
		expect(items).toHaveLength(1 + 100 + 2);
		expect(items.map((item) => item.team_order)).toEqual(range(103));
		expect(publicItems.map((item) => item.visitor_order)).toEqual(range(publicItems.length));

		// Each change was told once, under the number after the one before.
		const told = async (topic: string) =>
			(await announcedOn(story.sql, [topic]))
				.filter(({ event }) => event === "items_changed")
				.flatMap(({ payload }) => payload.items as { change: number }[])
				.map(({ change }) => change)
				.sort((one, other) => one - other);
		expect(await told(topics.conversationTeam(id))).toEqual(range(103 + 50));
		const changesForVisitor = publicItems.length + 40;
		expect(await told(topics.conversation(id))).toEqual(range(changesForVisitor));

		const [counted] = await story.sql`
			select
				team_last_order::integer, team_last_change::integer,
				visitor_last_order::integer, visitor_last_change::integer,
				visitor_message_count::integer, team_message_count::integer
			from public.conversations where id = ${id}`;
		expect(counted).toEqual({
			team_last_order: 103,
			team_last_change: 153,
			visitor_last_order: publicItems.length,
			visitor_last_change: changesForVisitor,
			visitor_message_count: 1 + 20 * 2,
			team_message_count: 20 * 2,
		});
	});
});

describe("one id sent twenty times at once", () => {
	it.each(["agent", "visitor"])("by the %s is one row, and twenty equal answers", async (by) => {
		const { conversation } = await vera.writes("Hello");
		const letter = { conversation_id: conversation.id, id: randomUUID(), text: "Once" };

		const { answers, refusals } = await atOnce(20, (on) =>
			by === "agent"
				? on.call(claimsOf(story.ada), "send_message", letter)
				: on.call(claimsOf(vera), "send_visitor_message", letter),
		);

		expect(refusals).toEqual([]);
		expect(answers).toHaveLength(20);
		for (const answer of answers) expect(answer).toEqual(answers[0]);
		const rows = await story.sql`
			select from public.timeline_items where conversation_id = ${conversation.id} and text = 'Once'`;
		expect(rows).toHaveLength(1);
	});
});

describe("first messages that race for one new conversation", () => {
	const greetings = [{ content: "Welcome", senderType: "team_member" }];

	it("of the same visitor make one, with every message and the greeting once", async () => {
		const conversation_id = randomUUID();

		const { answers, refusals } = await atOnce(12, (on, n) =>
			on.call(claimsOf(vera), "send_visitor_message", {
				conversation_id,
				id: randomUUID(),
				text: `${n}`,
				greetings,
			}),
		);

		expect(refusals).toEqual([]);
		expect(new Set(answers.map(({ conversation }) => conversation.id))).toEqual(
			new Set([conversation_id]),
		);
		const items = await story.sql`
			select text, team_order::integer as place from public.timeline_items
			where conversation_id = ${conversation_id} order by team_order`;
		expect(items.map(({ place }) => place)).toEqual(range(13));
		expect(items.map(({ text }) => text).sort()).toEqual(
			["Welcome", ...range(12).map((n) => `${n - 1}`)].sort(),
		);
	});

	it("of different visitors make one, its owner's; the others are told that the id is taken", async () => {
		const conversation_id = randomUUID();
		const visitors = await Promise.all(range(8).map(() => story.enters()));

		const { answers, refusals } = await atOnce(8, (on, n) =>
			on.call(claimsOf(visitors[n] as Visitor), "send_visitor_message", {
				conversation_id,
				id: randomUUID(),
				text: "Mine",
			}),
		);

		expect(answers).toHaveLength(1);
		expect(refusals).toEqual(Array(7).fill("id_taken"));
		const rows = await story.sql`
			select visitor_id from public.timeline_items where conversation_id = ${conversation_id}`;
		expect(rows).toEqual([{ visitor_id: answers[0].items[0].visitorId }]);
	});
});

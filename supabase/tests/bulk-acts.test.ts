import { randomUUID } from "node:crypto";
import { topics } from "@cossistant/protocol";
import { bulkRefusals, bulkResults } from "@cossistant/protocol/schemas";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { announcedOn } from "./support/live.ts";
import { type Agent, openStory, type Story, type Visitor } from "./support/story.ts";

let story: Story;
let vera: Visitor;
/** Three conversations of Acme. */
let ids: string[];
let tagId: string;

const converse = async () => (await vera.writes("Hello")).conversation.id;

beforeAll(async () => {
	story = await openStory();
	tagId = (await story.ada.rpc("create_tag", { website_id: story.acme.websiteId, name: "vip" })).id;
});
beforeEach(async () => {
	vera = await story.enters();
	ids = [await converse(), await converse(), await converse()];
});
afterAll(() => story.close());

const bulk = async (act: unknown, conversation_ids: unknown = ids, agent: Agent = story.ada) =>
	bulkResults.strict().parse(await agent.rpc("bulk_act", { conversation_ids, act })).results;
const refuses = (act: unknown, conversation_ids: unknown = ids, agent: Agent = story.ada) =>
	agent.refusal("bulk_act", { conversation_ids, act });
const opened = async (id: string) =>
	(await story.ada.rpc("get_conversation", { id })) as {
		conversation: Record<string, unknown>;
		items: unknown[];
	};
const later = () => new Date(Date.now() + 3_600_000).toISOString();

/** Each act, and the single act that does the same. */
const ACTS: [string, () => Record<string, unknown>, string, () => Record<string, unknown>][] = [
	[
		"resolve",
		() => ({ type: "set_status", status: "resolved" }),
		"set_status",
		() => ({ status: "resolved" }),
	],
	[
		"prioritise",
		() => ({ type: "set_priority", priority: "urgent" }),
		"set_priority",
		() => ({ priority: "urgent" }),
	],
	[
		"assign",
		() => ({ type: "assign", userId: story.grace.id }),
		"assign",
		() => ({ user_id: story.grace.id }),
	],
	["tag", () => ({ type: "add_tag", tagId }), "add_tag", () => ({ tag_id: tagId })],
	["mark as spam", () => ({ type: "mark_spam" }), "mark_spam", () => ({})],
	["archive", () => ({ type: "archive" }), "archive", () => ({})],
	["mark as read", () => ({ type: "mark_read" }), "mark_read", () => ({ upto: 99 })],
];

/** What takes each of them back. */
const BACK: [Record<string, unknown>, Record<string, unknown>][] = [
	[
		{ type: "set_status", status: "resolved" },
		{ type: "set_status", status: "open" },
	],
	[{ type: "mark_spam" }, { type: "mark_spam", isSpam: false }],
	[
		{ type: "archive", isArchived: true },
		{ type: "archive", isArchived: false },
	],
	[{ type: "mark_read" }, { type: "mark_unread" }],
];

/** An opened conversation without what two of them can't share. */
const alike = (value: unknown) =>
	JSON.parse(
		JSON.stringify(value)
			.replaceAll(/"[0-9a-f]{8}-[0-9a-f-]{27}"/g, '"id"')
			.replaceAll(/"\d{4}-\d\d-\d\dT[^"]+"/g, '"moment"'),
	);

describe("a bulk act", () => {
	it.each(ACTS)("does what the single act does: %s", async (_, act, single, args) => {
		const alone = await converse();

		const results = await bulk(act());
		await story.ada.rpc(single, { conversation_id: alone, ...args() });

		expect(results.map(({ id, outcome }) => [id, outcome])).toEqual(
			ids.map((id) => [id, "changed"]),
		);
		for (const { id, conversation, items } of results) {
			const now = await opened(id);
			expect(conversation).toEqual(now.conversation);
			expect(now.items.slice(now.items.length - items.length)).toEqual(items);
			expect(alike(now)).toEqual(alike(await opened(alone)));
		}
		expect((await bulk(act())).map(({ outcome, items }) => [outcome, items])).toEqual(
			ids.map(() => ["unchanged", []]),
		);
	});

	it.each(BACK)("%j is taken back by %j", async (act, back) => {
		await bulk(act);
		expect((await bulk(back)).map(({ outcome }) => outcome)).toEqual(ids.map(() => "changed"));
		expect((await bulk(back)).map(({ outcome }) => outcome)).toEqual(ids.map(() => "unchanged"));
	});

	it("snoozes, wakes, unassigns and untags", async () => {
		const until = later();
		for (const { conversation } of await bulk({ type: "snooze", until })) {
			expect(new Date(conversation.snoozedUntil ?? 0).toISOString()).toBe(until);
		}
		await bulk({ type: "add_tag", tagId });
		await bulk({ type: "assign", userId: story.ada.id });
		for (const act of [
			{ type: "snooze", until: null },
			{ type: "remove_tag", tagId },
			{ type: "assign", userId: null },
		]) {
			expect((await bulk(act)).map(({ outcome }) => outcome)).toEqual(ids.map(() => "changed"));
		}
		for (const id of ids) {
			expect((await opened(id)).conversation).toMatchObject({
				snoozedUntil: null,
				tags: [],
				assigneeId: null,
			});
		}
	});

	it("answers in the order asked, and says which changed", async () => {
		const [first = "", second = "", third = ""] = ids;
		await story.ada.rpc("set_priority", { conversation_id: second, priority: "high" });

		const results = await bulk({ type: "set_priority", priority: "high" }, [third, second, first]);

		expect(results.map(({ id, outcome }) => [id, outcome])).toEqual([
			[third, "changed"],
			[second, "unchanged"],
			[first, "changed"],
		]);
	});

	it("reaches over the websites of those who work there", async () => {
		const second = await story.ada.rpc("create_website", {
			organization_id: story.acme.organizationId,
			name: "Second",
			domain: "second.example",
			allowed_origins: ["https://shop.example"],
		});
		const victor = await story.enters({
			at: { ...story.acme, websiteId: second.id, publicKey: second.publicKey },
		});
		const there = (await victor.writes("Hello")).conversation.id;

		const results = await bulk({ type: "archive" }, [...ids, there]);

		expect(results.at(-1)).toMatchObject({ id: there, outcome: "changed" });
		// A tag is one website's.
		const refusal = await refuses({ type: "add_tag", tagId }, [...ids, there]);
		expect(bulkRefusals.parse(JSON.parse(refusal.details ?? "")).refusals).toEqual([
			{ id: there, code: "tag_not_found" },
		]);
	});

	it("takes two hundred", async () => {
		const { sql, acme } = story;
		const many = await sql`
			insert into public.conversations (id, organization_id, website_id, visitor_id)
			select gen_random_uuid(), ${acme.organizationId}, ${acme.websiteId}, ${vera.id} from generate_series(1, 200)
			returning id`;

		const results = await bulk(
			{ type: "assign", userId: story.ada.id },
			many.map(({ id }) => id),
		);

		expect(results).toHaveLength(200);
	});
});

describe("a bulk act that one conversation refuses", () => {
	it.each([
		[
			"a stranger's",
			async () => {
				const vic = await story.enters({ at: story.globex });
				return (await vic.writes("Hello")).conversation.id;
			},
		],
		["one that is none", async () => randomUUID()],
	])("changes nothing and names %s", async (_, make) => {
		const other = await make();
		const told = () => announcedOn(story.sql, [topics.inbox(story.acme.websiteId)]);
		const before = await Promise.all(ids.map(opened));
		const announced = await told();

		const refusal = await refuses({ type: "set_status", status: "resolved" }, [...ids, other]);

		expect(refusal).toMatchObject({ status: 409, message: "bulk_refused" });
		expect(bulkRefusals.strict().parse(JSON.parse(refusal.details ?? ""))).toEqual({
			refusals: [{ id: other, code: "conversation_not_found" }],
		});
		expect(await Promise.all(ids.map(opened))).toEqual(before);
		expect(await told()).toEqual(announced);
	});

	it("names each with its own reason", async () => {
		const [first = "", second = ""] = ids;
		const none = randomUUID();
		await story.ada.rpc("set_status", { conversation_id: second, status: "resolved" });

		const refusal = await refuses({ type: "snooze", until: later() }, [first, second, none]);

		const { refusals } = bulkRefusals.parse(JSON.parse(refusal.details ?? ""));
		expect(new Map(refusals.map(({ id, code }) => [id, code]))).toEqual(
			new Map([
				[second, "invalid_request"],
				[none, "conversation_not_found"],
			]),
		);
		expect((await opened(first)).conversation.snoozedUntil).toBeNull();
	});

	it.each([
		["member_not_found", () => ({ type: "assign", userId: story.eve.id })],
		["tag_not_found", () => ({ type: "add_tag", tagId: randomUUID() })],
		["tag_not_found", () => ({ type: "remove_tag", tagId: randomUUID() })],
		["invalid_request", () => ({ type: "snooze", until: "2020-01-01" })],
	])("says %s of every one", async (code, act) => {
		const refusal = await refuses(act());

		const { refusals } = bulkRefusals.parse(JSON.parse(refusal.details ?? ""));
		expect(new Map(refusals.map((refused) => [refused.id, refused.code]))).toEqual(
			new Map(ids.map((id) => [id, code])),
		);
	});

	it("is a stranger's every one", async () => {
		const refusal = await refuses({ type: "archive" }, ids, story.eve);

		expect(bulkRefusals.parse(JSON.parse(refusal.details ?? "")).refusals).toHaveLength(3);
		expect((await opened(ids[0] ?? "")).conversation.archivedAt).toBeNull();
	});
});

describe("a bulk act", () => {
	it.each([
		["no ids", []],
		["nothing", null],
		["a null", [null]],
		["one twice", [0, 0]],
		["201", Array.from({ length: 201 }, () => randomUUID())],
		["a list of lists", [[randomUUID()]]],
		["no id", ["x"]],
	])("on %s is refused", async (_, asked) => {
		const first = ids[0];
		const refusal = await refuses(
			{ type: "archive" },
			Array.isArray(asked) ? asked.map((id) => (id === 0 ? first : id)) : asked,
		);

		expect(refusal.status).toBe(400);
	});

	it.each([
		[null],
		[7],
		["archive"],
		[[]],
		[{}],
		[{ type: "delete" }],
		[{ type: ["archive"] }],
		[{ type: "archive", isArchived: "yes" }],
		[{ type: "archive", isArchived: null }],
		[{ type: "archive", more: 1 }],
		[{ type: "mark_spam", is_spam: false }],
		[{ type: "set_status" }],
		[{ type: "set_status", status: "closed" }],
		[{ type: "set_status", status: null }],
		[{ type: "set_priority", priority: ["high"] }],
		[{ type: "assign" }],
		[{ type: "assign", userId: "me" }],
		[{ type: "add_tag", tagId: null }],
		[{ type: "remove_tag", tagId: "x".repeat(20_000) }],
		[{ type: "snooze" }],
		[{ type: "snooze", until: "tomorrow" }],
		[{ type: "snooze", until: 7 }],
		[{ type: "mark_read", upto: 1 }],
	])("can't be %j", async (act) => {
		const before = await Promise.all(ids.map(opened));

		expect(await refuses(act)).toMatchObject({ status: 400, message: "invalid_request" });
		expect(await Promise.all(ids.map(opened))).toEqual(before);
	});
});

describe("what is told of a bulk act", () => {
	it("makes an old inbox a new one, each conversation told once", async () => {
		const { sql, acme, ada } = story;
		const told = () => announcedOn(sql, [topics.inbox(acme.websiteId)]);
		const before = (await told()).length;

		const results = await bulk({ type: "set_status", status: "resolved" });

		const events = (await told()).slice(before);
		expect(events.map(({ event }) => event)).toEqual(ids.map(() => "conversation_changed"));
		const picture = new Map(
			events.map(({ payload }) => {
				const { conversation } = payload as { conversation: { id: string } };
				return [conversation.id, conversation];
			}),
		);
		const page = await ada.rpc("inbox", {
			website_id: acme.websiteId,
			filter: { status: "resolved" },
		});
		for (const { id, conversation } of results) {
			expect(picture.get(id)).toEqual(conversation);
			expect(page.conversations).toContainEqual(conversation);
		}
	});

	it("is for the visitor what they may know", async () => {
		const seen = async () => (await vera.rpc("list_conversations")).conversations;
		const before = await seen();
		const announced = await announcedOn(story.sql, [topics.visitor(vera.id)]);

		await bulk({ type: "set_priority", priority: "urgent" });
		await bulk({ type: "add_tag", tagId });
		await bulk({ type: "mark_spam" });

		expect(await seen()).toEqual(before);
		expect(await announcedOn(story.sql, [topics.visitor(vera.id)])).toEqual(announced);
	});
});

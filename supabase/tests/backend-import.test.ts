import { randomUUID } from "node:crypto";
import {
	importedConversation,
	openedConversation,
	teamConversation,
	timelinePage,
} from "@cossistant/protocol/schemas";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Backend, item, openBackend } from "./support/backend.ts";
import { openStory, type Story } from "./support/story.ts";

let story: Story;
let backend: Backend;

beforeAll(async () => {
	story = await openStory();
	backend = await openBackend(story);
	await backend.call("put_contact", { external_id: "vera", facts: {} });
});
afterAll(() => story.close());

const at = (minute: number) => new Date(Date.UTC(2020, 0, 1, 8, minute)).toISOString();
const said = (minute: number, change: Record<string, unknown> = {}) =>
	item({ createdAt: at(minute), text: `${minute}`, ...change });
const byAda = () => ({ author: { type: "user", id: story.ada.id } });
const requestOf = (items: unknown, change: Record<string, unknown> = {}) => ({
	id: randomUUID() as string,
	contact: { externalId: "vera" },
	createdAt: at(0),
	items,
	...change,
});
const bring = async (items: unknown, change: Record<string, unknown> = {}) =>
	importedConversation.parse(
		await backend.call("import_conversation", { request: requestOf(items, change) }),
	);
const vera = () => story.enters({ identity: { isVerified: true, externalId: "vera" } });
const moment = (minute: number) => at(minute).replace(".000Z", "+00:00");

/** What must be true of every conversation's numbers, whoever wrote it. */
async function expectGapless(id: string) {
	const rows = await story.sql`
		select * from public.timeline_items where conversation_id = ${id} order by team_order`;
	const [row] = await story.sql`select * from public.conversations where id = ${id}`;
	const numbers = (column: string) =>
		rows.flatMap((item) => (item[column] === null ? [] : [Number(item[column])]));
	const upTo = (n: number) => Array.from({ length: n }, (_, index) => index + 1);
	const seen = rows.filter((item) => item.visibility === "public");
	expect(numbers("team_order")).toEqual(upTo(rows.length));
	expect(numbers("team_change").sort((a, b) => a - b)).toEqual(upTo(rows.length));
	expect(numbers("visitor_order")).toEqual(upTo(seen.length));
	expect(numbers("visitor_change").sort((a, b) => a - b)).toEqual(upTo(seen.length));
	expect([row?.team_last_order, row?.team_last_change]).toEqual([
		`${rows.length}`,
		`${rows.length}`,
	]);
	expect([row?.visitor_last_order, row?.visitor_last_change]).toEqual([
		`${seen.length}`,
		`${seen.length}`,
	]);
	const last = (list: readonly Record<string, unknown>[], column: string) =>
		list.filter((item) => item.type === "message").at(-1)?.[column] ?? null;
	expect(row?.team_last_message).toBe(last(rows, "team_order"));
	expect(row?.visitor_last_message).toBe(last(seen, "visitor_order"));
}

describe("an imported conversation", () => {
	it("stands as it was: its moments, its order, its people, its state", async () => {
		const items = [
			said(1),
			said(2, byAda()),
			said(3, { ...byAda(), visibility: "private" }),
			said(4),
		];
		const { conversation, items: places } = await bring(items, {
			status: "resolved",
			channel: "email",
			title: "Order 7",
			tags: ["moved"],
		});

		expect(conversation).toMatchObject({
			status: "resolved",
			channel: "email",
			createdAt: moment(0),
			lastActivityAt: moment(4),
			resolvedAt: moment(4),
			waitingSince: null,
			lastChange: 4,
		});
		expect(conversation.tags.map(({ name }) => name)).toEqual(["moved"]);
		expect(conversation.participants.map(({ id }) => id)).toEqual([story.ada.id]);
		expect(conversation.lastItem?.text).toBe("4");
		expect(places).toEqual(items.map(({ id }, index) => ({ id, order: index + 1 })));
		const page = timelinePage.parse(
			await (await vera()).rpc("list_timeline", { conversation_id: conversation.id }),
		);
		expect(page.items.map(({ text, order }) => [text, order])).toEqual([
			["1", 1],
			["2", 2],
			["4", 3],
		]);
		await expectGapless(conversation.id);
	});

	it("is nobody's news: nothing unread, no event, one announcement of the conversation", async () => {
		const before = await story.ada.rpc("inbox_counts", { website_id: story.acme.websiteId });
		const visitorBefore = (await (await vera()).rpc("list_conversations")).unreadCount;
		const items = Array.from({ length: 500 }, (_, n) => said(n, n % 3 ? {} : byAda()));
		const { conversation } = await bring(items);

		const after = await story.ada.rpc("inbox_counts", { website_id: story.acme.websiteId });
		expect(after).toEqual({
			...before,
			open: before.open + 1,
			unassigned: before.unassigned + 1,
		});
		expect((await (await vera()).rpc("list_conversations")).unreadCount).toBe(visitorBefore);
		const told = await story.sql`
			select topic, event from realtime.messages
			where payload::text like ${`%${conversation.id}%`} and not topic like 'contact:%'
			order by topic`;
		expect(told.map(({ topic, event }) => [topic.split(":")[0], event])).toEqual([
			["inbox", "conversation_changed"],
			["visitor", "conversation_changed"],
		]);
		await expectGapless(conversation.id);
	});

	it("is unread for the team when that is wished, and read like any other", async () => {
		const { conversation } = await bring([said(1), said(2, byAda()), said(3)], { isUnread: true });
		expect(conversation.visitorMessageCount).toBe(2);

		await story.ada.rpc("mark_read", { conversation_id: conversation.id, upto: 3 });
		const opened = await story.ada.rpc("get_conversation", { id: conversation.id });
		const [read] = openedConversation.parse(opened).conversation.reads;
		expect(read?.messageCount).toBe(2);
	});

	it("can be marked unread though nobody had to read it", async () => {
		const { conversation } = await bring([said(1), said(2)]);
		const conversation_id = conversation.id;
		const unread = async () => {
			const filter = { unread: true };
			const page = await story.ada.rpc("inbox", { website_id: story.acme.websiteId, filter });
			return page.conversations.some(({ id }: { id: string }) => id === conversation_id);
		};
		expect(await unread()).toBe(false);

		await story.ada.rpc("mark_unread", { conversation_id });
		expect(await unread()).toBe(true);
		const opened = await story.ada.rpc("get_conversation", { id: conversation_id });
		teamConversation.parse(opened.conversation);

		await story.ada.rpc("mark_read", { conversation_id, upto: 2 });
		expect(await unread()).toBe(false);
	});

	it("stays read for who reads but its beginning, on either side", async () => {
		const { conversation } = await bring([said(1), said(2, byAda()), said(3), said(4, byAda())]);
		const ask = { conversation_id: conversation.id, upto: 1 };
		const visitor = await vera();
		const unread = async () => {
			const args = { website_id: story.acme.websiteId, filter: { unread: true } };
			const { conversations } = await story.ada.rpc("inbox", args);
			return conversations.some(({ id }: { id: string }) => id === conversation.id);
		};
		const unreadBefore = (await visitor.rpc("list_conversations")).unreadCount;

		await story.ada.rpc("mark_read", ask);
		await visitor.rpc("mark_read", ask);

		expect(await unread()).toBe(false);
		expect((await visitor.rpc("list_conversations")).unreadCount).toBe(unreadBefore);
	});

	it("was answered when it was answered, for the reports", async () => {
		const { conversation } = await bring([said(1, byAda()), said(2), said(3), said(9, byAda())]);
		const [row] = await story.sql`
			select first_written_at, first_responded_at, first_responded_by, first_ai_responded_at
			from public.conversations where id = ${conversation.id}`;

		expect(row).toEqual({
			first_written_at: new Date(at(2)),
			first_responded_at: new Date(at(9)),
			first_responded_by: story.ada.id,
			first_ai_responded_at: null,
		});
	});

	it("waits since the first message that no answer came after", async () => {
		const waiting = async (items: unknown, change = {}) =>
			(await bring(items, change)).conversation.waitingSince;

		expect(await waiting([said(1), said(2, byAda()), said(3), said(4)])).toBe(moment(3));
		expect(await waiting([said(1), said(2, byAda())])).toBeNull();
		expect(await waiting([said(3), said(2, byAda()), said(1)])).toBe(moment(3));
		expect(await waiting([said(1)], { status: "resolved" })).toBeNull();
		expect(await waiting([])).toBeNull();
	});
});

describe("an import that comes again", () => {
	it("adds nothing, and answers where its items stand", async () => {
		const request = requestOf([said(1), said(2, byAda())]);
		const first = await backend.call("import_conversation", { request });
		const again = await backend.call("import_conversation", { request });

		expect(again).toEqual(first);
	});

	it("is one, when many come at once", async () => {
		const request = requestOf(Array.from({ length: 40 }, (_, n) => said(n)));
		const answers = await Promise.all(
			Array.from({ length: 6 }, () => backend.call("import_conversation", { request })),
		);

		for (const { items } of answers) expect(items).toEqual(answers[0].items);
		await expectGapless(request.id);
	});

	it("goes on where a batch ended, beside what is written meanwhile", async () => {
		const request = requestOf([said(1), said(2, byAda())], { tags: ["a"] });
		await backend.call("import_conversation", { request });
		const visitor = await vera();
		const live = visitor.writes("live", { conversationId: request.id });
		const note = story.ada.notes(request.id, "meanwhile");
		const batches = [3, 13, 23].map((first) => ({
			...request,
			tags: ["b"],
			items: Array.from({ length: 10 }, (_, n) => said(first + n, n % 4 ? {} : byAda())),
		}));
		await Promise.all([
			live,
			note,
			...batches.map((batch) => backend.call("import_conversation", { request: batch })),
		]);
		await story.ada.replies(request.id, "The end");

		await expectGapless(request.id);
		const opened = openedConversation.parse(
			await backend.call("find_conversation", { id: request.id }),
		);
		expect(opened.conversation).toMatchObject({ waitingSince: null, status: "open" });
		expect(opened.conversation.tags.map(({ name }) => name)).toEqual(["a"]);
		expect(opened.conversation.visitorMessageCount).toBe(1);
		expect(opened.items.at(-1)?.text).toBe("The end");
	});

	it("leaves a live conversation's waiting to what was answered when", async () => {
		const visitor = await vera();
		const { conversation } = await visitor.writes("Waiting");
		const since = (await story.ada.rpc("get_conversation", { id: conversation.id })).conversation
			.waitingSince;
		const more = async (items: unknown) =>
			(await bring(items, { id: conversation.id, contact: undefined, visitorId: visitor.id }))
				.conversation.waitingSince;

		expect(await more([said(1), said(2, byAda())])).toBe(since);
		await story.ada.replies(conversation.id, "Here");
		expect(await more([said(3)])).toBeNull();
	});
});

describe("an import that can't be stored", () => {
	it.each<[string, (items: unknown[]) => unknown, string, RegExp]>([
		["a bad author", (i) => [...i, said(3, { author: {} })], "invalid_request", /items\[2\]/],
		["no moment", (i) => [...i, item()], "invalid_request", /items\[2\]/],
		[
			"the future",
			(i) => [said(1, { createdAt: "2999-01-01T00:00:00Z" }), ...i],
			"invalid_request",
			/items\[0\]/,
		],
		[
			"a moment that is none",
			(i) => [said(1, { createdAt: "2020-02-31" }), ...i],
			"invalid_request",
			/items\[0\]/,
		],
		["an id twice", (i) => [...i, i[0]], "invalid_request", /items\[2\]/],
		[
			"endless text",
			(i) => [...i, said(1, { text: "x".repeat(10_001) })],
			"message_too_long",
			/items\[2\]/,
		],
		["no text", (i) => [...i, said(3, { text: " " })], "message_empty", /items\[2\]/],
		[
			"a stranger for a member",
			(i) => [...i, said(3, { author: { type: "user", id: randomUUID() } })],
			"member_not_found",
			/items\[2\]/,
		],
		[
			"no AI agent",
			(i) => [said(3, { author: { type: "ai", id: randomUUID() } }), ...i],
			"ai_agent_not_found",
			/items\[0\]/,
		],
		[
			"a file of elsewhere",
			(i) => [...i, said(3, { parts: [{ type: "file", url: "x/y/z" }] })],
			"parts_invalid",
			/items\[2\]/,
		],
		["a number", (i) => [...i, 7], "invalid_request", /items\[2\]/],
		["null", (i) => [null, ...i], "invalid_request", /items\[0\]/],
		["no list", () => ({}), "invalid_request", /500/],
		["501 items", () => Array.from({ length: 501 }, (_, n) => said(n)), "invalid_request", /500/],
	])("refuses all of it, and says where: %s", async (_, change, code, where) => {
		const request = requestOf(change([said(1), said(2)]));
		const refusal = await backend.refusal("import_conversation", { request });

		expect(refusal).toMatchObject({ message: code });
		expect(refusal.details).toMatch(where);
		expect((await backend.refusal("find_conversation", { id: request.id })).status).toBe(404);
	});

	it.each<[string, Record<string, unknown>, string]>([
		["an id that is none", { id: "1" }, "invalid_request"],
		["nobody", { contact: undefined }, "invalid_request"],
		["somebody unknown", { contact: { externalId: "nobody" } }, "contact_not_found"],
		["two people", { visitorId: randomUUID() }, "invalid_request"],
		["a status that is none", { status: "closed" }, "invalid_request"],
		["a channel that is none", { channel: "fax" }, "invalid_request"],
		["a beginning to come", { createdAt: "2999-01-01T00:00:00Z" }, "invalid_request"],
		["a visitor of nobody", { contact: undefined, visitorId: randomUUID() }, "visitor_not_found"],
		["tags that are none", { tags: [null] }, "invalid_request"],
		["a tag without a name", { tags: [" "] }, "name_invalid"],
		["unread as text", { isUnread: "yes" }, "invalid_request"],
	])("refuses %s", async (_, change, code) => {
		const request = requestOf([said(1)], change);
		expect((await backend.refusal("import_conversation", { request })).message).toBe(code);
	});

	it("takes no id of another conversation or another author", async () => {
		const { conversation } = await (await story.enters()).writes("Mine");
		const foreign = requestOf([], { id: conversation.id });
		expect((await backend.refusal("import_conversation", { request: foreign })).message).toBe(
			"id_taken",
		);

		const first = said(1);
		const request = requestOf([first]);
		await backend.call("import_conversation", { request });
		const items = [{ ...first, ...byAda() }];
		const refusal = await backend.refusal("import_conversation", {
			request: { ...request, items },
		});
		expect(refusal).toMatchObject({ status: 409, message: "id_taken" });
		expect(refusal.details).toContain("items[0]");
	});
});

describe("imported messages", () => {
	/** Messages in reports, from one day of January 2020 to another. */
	async function counted(from: string, to = from): Promise<number> {
		await story.sql`select private.sum_up_report(${story.acme.websiteId})`;
		const period = { from: `2020-01-${from}`, to: `2020-01-${to}`, granularity: "day" };
		const { summary } = await story.ada.rpc("report", {
			website_id: story.acme.websiteId,
			...period,
		});
		return summary.messagesReceived + summary.messagesSent;
	}
	const DAY = 24 * 60;

	it("are counted in reports of days that were summed up before", async () => {
		const before = await counted("01");

		await bring([said(1), said(2, byAda())]);

		expect(await counted("01")).toBe(before + 2);
	});

	it("leave the figures of the days between them as they are", async () => {
		const { conversation } = await bring([said(11 * DAY)]);
		expect(await counted("11", "13")).toBe(1);
		await story.sql`delete from public.conversations where id = ${conversation.id}`;

		await bring([said(10 * DAY), said(12 * DAY, byAda())]);

		expect(await counted("11", "13")).toBe(3);
	});
});

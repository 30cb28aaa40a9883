import { randomUUID } from "node:crypto";
import type { ViewCount } from "@cossistant/protocol";
import { inboxPage, viewCounts } from "@cossistant/protocol/schemas";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Agent, openStory, type Story } from "./support/story.ts";

let story: Story;

beforeAll(async () => {
	story = await openStory();
});
afterAll(() => story.close());

const refused = (status: number, message: string) => ({ status, message });

async function saves(filter: object, agent: Agent = story.ada, more: object = {}): Promise<string> {
	const view = await agent.rpc("create_saved_view", {
		website_id: story.acme.websiteId,
		id: randomUUID(),
		name: randomUUID(),
		filter,
		...more,
	});
	return view.id;
}
const count = async (view_ids: string[] | null, agent: Agent = story.ada): Promise<ViewCount[]> =>
	viewCounts
		.strict()
		.parse(await agent.rpc("view_counts", { website_id: story.acme.websiteId, view_ids })).counts;

/** The same numbers, counted in the inbox's own pages. */
async function countedInInbox(filter: object, agent: Agent) {
	const { conversations } = inboxPage
		.strict()
		.parse(await agent.rpc("inbox", { website_id: story.acme.websiteId, filter, limit: 100 }));
	const unread = conversations.filter(({ reads, visitorMessageCount }) => {
		const own = reads.find(({ readerId }) => readerId === agent.id);
		return visitorMessageCount > (own?.messageCount ?? 0);
	});
	return { count: conversations.length, unread: unread.length, isCapped: false };
}

describe("the counts of views", () => {
	it("are what the inbox finds by their filters, and what the caller has not read of it", async () => {
		const { ada, grace, acme } = story;
		const tag = await ada.rpc("create_tag", { website_id: acme.websiteId, name: "vip" });
		const ids: string[] = [];
		for (let n = 0; n < 8; n++) {
			ids.push((await (await story.enters()).writes(`hello ${n}`)).conversation.id);
		}
		const act = (name: string, which: number, args: object = {}) =>
			ada.rpc(name, { conversation_id: ids[which], ...args });
		await act("add_tag", 0, { tag_id: tag.id });
		await act("add_tag", 1, { tag_id: tag.id });
		await act("mark_read", 1, { upto: 9 });
		await act("assign", 2, { user_id: ada.id });
		await act("assign", 3, { user_id: grace.id });
		await act("set_status", 4, { status: "resolved" });
		await act("mark_spam", 5);
		await act("archive", 6);
		await act("snooze", 7, { until: new Date(Date.now() + 3_600_000).toISOString() });
		const filters = [
			{},
			{ status: "open" },
			{ status: "resolved" },
			{ assignee: "me" },
			{ assignee: grace.id },
			{ tags: [tag.id] },
			{ tags: [randomUUID()] },
			{ assignee: randomUUID() },
			{ box: "spam" },
			{ box: "archived" },
			{ box: "snoozed" },
			{ unread: true },
			{ unread: false },
			{ unread: true, tags: [tag.id] },
			{ text: "hello 3" },
		];
		for (const filter of filters) await saves(filter, grace, { is_shared: true });

		for (const agent of [ada, grace]) {
			const counts = await count(null, agent);
			const { views } = await agent.rpc("list_saved_views", { website_id: acme.websiteId });
			expect(counts.map(({ viewId }) => viewId)).toEqual(views.map(({ id }: { id: string }) => id));
			for (const [index, filter] of filters.entries()) {
				const { viewId: _, ...numbers } = counts[index] ?? {};
				expect([filter, numbers]).toEqual([filter, await countedInInbox(filter, agent)]);
			}
		}
	});

	it("can be asked for some views alone", async () => {
		const [one, two] = [await saves({}), await saves({ status: "open" })];

		expect((await count([two])).map(({ viewId }) => viewId)).toEqual([two]);
		expect((await count([two, one])).map(({ viewId }) => viewId)).toEqual([one, two]);
	});

	it("look at a thousand conversations and say when there may be more", async () => {
		const { sql, globex, eve } = story;
		const visitor = await story.enters({ at: globex });
		await sql`
			insert into public.conversations (id, organization_id, website_id, visitor_id, last_activity_at, visitor_message_count)
			select gen_random_uuid(), ${globex.organizationId}, ${globex.websiteId}, ${visitor.id},
				now() - n * interval '1 minute', 1
			from generate_series(1, 1100) as n`;
		const asks = async (filter: object) => {
			const id = randomUUID();
			await eve.rpc("create_saved_view", {
				website_id: globex.websiteId,
				id,
				name: id,
				filter,
			});
			const { counts } = await eve.rpc("view_counts", {
				website_id: globex.websiteId,
				view_ids: [id],
			});
			return counts;
		};

		expect(await asks({})).toMatchObject([{ count: 1_000, unread: 1_000, isCapped: true }]);
		expect(await asks({ unread: true })).toMatchObject([{ count: 1_000, isCapped: true }]);
		expect(await asks({ unread: false })).toMatchObject([{ count: 0, unread: 0, isCapped: true }]);
		expect(await asks({ priority: ["urgent"] })).toMatchObject([
			{ count: 0, unread: 0, isCapped: false },
		]);
	});

	it("are refused for others' own views, and for those who don't work there", async () => {
		const own = await saves({});
		const ask = (agent: Agent, view_ids: unknown) =>
			agent.refusal("view_counts", { website_id: story.acme.websiteId, view_ids });

		expect(await ask(story.grace, [own])).toMatchObject(refused(404, "saved_view_not_found"));
		expect(await ask(story.ada, [own, randomUUID()])).toMatchObject(
			refused(404, "saved_view_not_found"),
		);
		expect(await ask(story.eve, [own])).toMatchObject(refused(404, "website_not_found"));
		expect(
			await story.eve.refusal("view_counts", {
				website_id: story.globex.websiteId,
				view_ids: [own],
			}),
		).toMatchObject(refused(404, "saved_view_not_found"));
	});

	it.each([
		["none", []],
		["a null", [null]],
		["one twice", ["00000000-0000-4000-8000-000000000000", "00000000-0000-4000-8000-000000000000"]],
		["lists", [["00000000-0000-4000-8000-000000000000"]]],
		["201", Array.from({ length: 201 }, () => randomUUID())],
		["words", ["x"]],
	])("are refused for %s", async (_, view_ids) => {
		expect(
			(await story.ada.refusal("view_counts", { website_id: story.acme.websiteId, view_ids }))
				.status,
		).toBe(400);
	});
});

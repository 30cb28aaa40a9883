import { randomUUID } from "node:crypto";
import { type SavedView, topics } from "@cossistant/protocol";
import {
	savedView,
	savedViewChanged,
	savedViewDeleted,
	savedViewList,
} from "@cossistant/protocol/schemas";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { announcedOn } from "./support/live.ts";
import { type Agent, openStory, type Story, type Team } from "./support/story.ts";

let story: Story;
let shop: Team;

beforeAll(async () => {
	story = await openStory();
});
afterAll(() => story.close());

/** A website of Acme's own for each group, so that lists are short. */
async function anotherWebsite(): Promise<void> {
	const website = await story.ada.rpc("create_website", {
		organization_id: story.acme.organizationId,
		name: "Shop",
		domain: "shop.example",
	});
	shop = { ...story.acme, websiteId: website.id };
}

async function saves(agent: Agent, args: Record<string, unknown> = {}): Promise<SavedView> {
	const answer = await agent.rpc("create_saved_view", {
		website_id: shop.websiteId,
		id: randomUUID(),
		name: `View ${randomUUID()}`,
		...args,
	});
	return savedView.strict().parse(answer);
}
const refusesToSave = (agent: Agent, args: Record<string, unknown> = {}) =>
	agent.refusal("create_saved_view", {
		website_id: shop.websiteId,
		id: randomUUID(),
		name: "Refused",
		...args,
	});
const list = async (agent: Agent): Promise<SavedView[]> =>
	savedViewList.strict().parse(await agent.rpc("list_saved_views", { website_id: shop.websiteId }))
		.views;
const namesOf = (views: SavedView[]) => views.map(({ name }) => name);
const refused = (status: number, message: string) => ({ status, message });

describe("a saved view", () => {
	beforeAll(anotherWebsite);

	it("keeps a filter under a name, for its owner alone", async () => {
		const filter = { status: "open", assignee: "me", tags: [randomUUID()] };
		const mine = await saves(story.grace, {
			name: "  Mine ",
			filter: { ...filter, box: null },
			sort: "longest_waiting",
			icon: "flame",
			color: "red",
		});

		expect(mine).toMatchObject({
			name: "Mine",
			filter,
			sort: "longest_waiting",
			icon: "flame",
			color: "red",
			isShared: false,
			createdBy: story.grace.id,
		});
		expect(mine.filter).toEqual(filter);
		expect(await list(story.grace)).toEqual([mine]);
		expect(await list(story.ada)).toEqual([]);
		for (const agent of [story.ada, story.eve]) {
			expect((await agent.client.from("saved_views").select().eq("id", mine.id)).data).toEqual([]);
			expect(await agent.refusal("delete_saved_view", { id: mine.id })).toMatchObject(
				refused(404, "saved_view_not_found"),
			);
			expect(
				await agent.refusal("update_saved_view", { id: mine.id, changes: { name: "Theirs" } }),
			).toMatchObject(refused(404, "saved_view_not_found"));
		}
	});

	it("that is shared stands before everybody's own", async () => {
		const own = await saves(story.adam);
		const shared = await saves(story.grace, { is_shared: true });

		expect(await list(story.adam)).toEqual([shared, own]);
		expect((await story.adam.client.from("saved_views").select("id")).data).toHaveLength(2);
		expect(
			await story.eve.refusal("list_saved_views", { website_id: shop.websiteId }),
		).toMatchObject(refused(404, "website_not_found"));
		expect(await refusesToSave(story.eve)).toMatchObject(refused(404, "website_not_found"));
	});

	it("that is shared is changed by its author, owners and admins", async () => {
		const { id } = await saves(story.grace, { is_shared: true });
		const byAda = await saves(story.ada, { is_shared: true });
		const rename = (name: string) => ({ id, changes: { name } });

		for (const agent of [story.grace, story.adam, story.ada]) {
			expect(await agent.rpc("update_saved_view", rename(`By ${agent.id}`))).toMatchObject({
				name: `By ${agent.id}`,
				createdBy: story.grace.id,
			});
		}
		expect(
			await story.grace.refusal("update_saved_view", { id: byAda.id, changes: { name: "x" } }),
		).toMatchObject(refused(403, "not_allowed"));
		expect(await story.grace.refusal("delete_saved_view", { id: byAda.id })).toMatchObject(
			refused(403, "not_allowed"),
		);
		expect(await list(story.ada)).toContainEqual(byAda);
		await story.adam.rpc("delete_saved_view", { id });
		expect(await story.adam.refusal("delete_saved_view", { id })).toMatchObject(
			refused(404, "saved_view_not_found"),
		);
	});

	it("answers a repeated call as the first, and keeps its id from others", async () => {
		const args = { id: randomUUID(), name: "Once" };
		const first = await saves(story.adam, args);

		expect(await saves(story.adam, args)).toEqual(first);
		expect(await refusesToSave(story.ada, args)).toMatchObject(refused(409, "id_taken"));
		expect(
			await story.eve.refusal("create_saved_view", { ...args, website_id: story.globex.websiteId }),
		).toMatchObject(refused(409, "id_taken"));
	});

	it("has a name of its own in its list", async () => {
		await saves(story.adam, { name: "Refunds" });
		const other = await saves(story.adam, { name: "Other" });

		expect(await refusesToSave(story.adam, { name: " refunds" })).toMatchObject(
			refused(409, "name_taken"),
		);
		expect(
			await story.adam.refusal("update_saved_view", { id: other.id, changes: { name: "REFUNDS" } }),
		).toMatchObject(refused(409, "name_taken"));
		await saves(story.adam, { name: "Refunds", is_shared: true });
		await saves(story.ada, { name: "Refunds" });
		await saves(story.ada, { name: "other", is_shared: true });
		expect(
			await story.adam.refusal("update_saved_view", { id: other.id, changes: { isShared: true } }),
		).toMatchObject(refused(409, "name_taken"));
	});

	it.each([
		["name_invalid", { name: "" }],
		["name_invalid", { name: "x".repeat(20_000) }],
		["invalid_request", { id: null }],
		["invalid_request", { is_shared: null }],
		["invalid_request", { sort: "random" }],
		["invalid_request", { sort: null }],
		["invalid_request", { icon: "<svg>" }],
		["invalid_request", { color: "url(javascript:1)" }],
		["invalid_request", { filter: null }],
		["invalid_request", { filter: [] }],
		["invalid_request", { filter: "status" }],
		["invalid_request", { filter: { status: "closed" } }],
		["invalid_request", { filter: { website: "x" } }],
		["invalid_request", { filter: { assignee: "me' or true --" } }],
		["invalid_request", { filter: { tags: ["billing"] } }],
		["invalid_request", { filter: { text: "a".repeat(20_000) } }],
		["invalid_request", { filter: { createdFrom: "2026-02-31" } }],
	])("is refused with %s %j", async (message, args) => {
		const before = await list(story.grace);

		expect(await refusesToSave(story.grace, args)).toMatchObject({
			status: message === "name_invalid" ? 422 : 400,
			message,
		});
		expect(await list(story.grace)).toEqual(before);
	});

	it.each([
		[null],
		[[]],
		["name"],
		[{ name: null }],
		[{ name: 7 }],
		[{ user_id: "x" }],
		[{ isShared: "yes" }],
		[{ filter: { status: 7 } }],
		[{ position: 1 }],
		[{ icon: {} }],
	])("can't be changed by %j", async (changes) => {
		const view = await saves(story.grace);

		expect(await story.grace.refusal("update_saved_view", { id: view.id, changes })).toMatchObject(
			refused(400, "invalid_request"),
		);
		expect(await list(story.grace)).toContainEqual(view);
	});

	it("keeps what a change leaves out", async () => {
		const view = await saves(story.grace, { filter: { status: "open" }, icon: "flame" });

		const changed = await story.grace.rpc("update_saved_view", {
			id: view.id,
			changes: { icon: null, sort: "oldest" },
		});

		expect(changed).toEqual({ ...view, icon: null, sort: "oldest" });
		expect(await list(story.grace)).toContainEqual(changed);
	});

	it("answers nothing for a tag or a member that is gone", async () => {
		const filters = [{ tags: [randomUUID()] }, { assignee: randomUUID() }];

		for (const filter of filters) {
			const view = await saves(story.grace, { filter });
			const page = await story.grace.rpc("inbox", {
				website_id: shop.websiteId,
				filter: view.filter,
				sort: view.sort,
			});
			expect(page.conversations).toEqual([]);
		}
	});
});

describe("the order of views", () => {
	beforeAll(anotherWebsite);

	it("is each list's own: named ones first, the others behind them", async () => {
		const [a, b, c] = [
			await saves(story.grace, { name: "a" }),
			await saves(story.grace, { name: "b" }),
			await saves(story.grace, { name: "c" }),
		];
		const shared = await saves(story.ada, { name: "shared", is_shared: true });
		const order = (ids: string[], agent: Agent = story.grace) =>
			agent.rpc("reorder_saved_views", { website_id: shop.websiteId, ids });

		const answer = await order([c.id, a.id]);

		expect(namesOf(answer.views)).toEqual(["shared", "c", "a", "b"]);
		expect(await list(story.grace)).toEqual(answer.views);
		await order([b.id]);
		expect(namesOf(await list(story.grace))).toEqual(["shared", "b", "c", "a"]);
		const second = await saves(story.grace, { name: "second", is_shared: true });
		await order([second.id, shared.id], story.adam);
		expect(namesOf(await list(story.grace))).toEqual(["second", "shared", "b", "c", "a"]);
		expect(
			await story.grace.refusal("reorder_saved_views", {
				website_id: shop.websiteId,
				ids: [shared.id],
			}),
		).toMatchObject(refused(403, "not_allowed"));
	});

	it.each([
		["invalid_request", () => null],
		["invalid_request", () => []],
		["invalid_request", () => [null]],
		["invalid_request", () => [[randomUUID()]]],
		["invalid_request", () => Array.from({ length: 201 }, () => randomUUID())],
		["saved_view_not_found", () => [randomUUID()]],
		["saved_view_not_found", async () => [(await saves(story.ada)).id]],
		[
			"saved_view_not_found",
			async () => [(await saves(story.grace, { website_id: story.acme.websiteId })).id],
		],
	])("is refused with %s", async (message, make) => {
		const before = await list(story.grace);

		expect(
			await story.grace.refusal("reorder_saved_views", {
				website_id: shop.websiteId,
				ids: await make(),
			}),
		).toMatchObject({ message });
		expect(await list(story.grace)).toEqual(before);
	});
});

describe("a hundred views", () => {
	beforeAll(anotherWebsite);

	it("are the most of one list, also for two who make one at once", async () => {
		await story.sql`
			insert into public.saved_views (id, organization_id, website_id, user_id, name, position)
			select gen_random_uuid(), ${shop.organizationId}, ${shop.websiteId}, null, n, n from generate_series(1, 99) as n`;
		const save = (agent: Agent) =>
			agent.client.rpc("create_saved_view", {
				website_id: shop.websiteId,
				id: randomUUID(),
				name: `By ${agent.id}`,
				is_shared: true,
			});

		const answers = await Promise.all([save(story.ada), save(story.adam), save(story.grace)]);

		expect(answers.map(({ error }) => error?.message ?? "ok").sort()).toEqual([
			"limit_reached",
			"limit_reached",
			"ok",
		]);
		expect(await refusesToSave(story.ada, { is_shared: true })).toMatchObject(
			refused(409, "limit_reached"),
		);
		const own = await saves(story.ada);
		expect(
			await story.ada.refusal("update_saved_view", { id: own.id, changes: { isShared: true } }),
		).toMatchObject(refused(409, "limit_reached"));
	});
});

describe("a membership that ends", () => {
	beforeAll(anotherWebsite);

	it("takes one's own views along and leaves the shared ones", async () => {
		const nora = await story.signsUp("Nora");
		const membership = { organization_id: story.acme.organizationId, user_id: nora.id };
		await story.sql`insert into public.members ${story.sql(membership)}`;
		const own = await saves(nora);
		const shared = await saves(nora, { is_shared: true });

		await story.ada.rpc("remove_member", membership);

		expect(await list(story.ada)).toEqual([{ ...shared, createdBy: null }]);
		expect(await story.sql`select from public.saved_views where id = ${own.id}`).toHaveLength(0);
		expect(await nora.refusal("delete_saved_view", { id: shared.id })).toMatchObject(
			refused(404, "saved_view_not_found"),
		);
	});
});

describe("what is told of views", () => {
	beforeAll(anotherWebsite);

	/** The picture of the shared list as a client keeps it. */
	function withEvents(
		picture: SavedView[],
		announced: { event: string; payload: Record<string, unknown> }[],
	): SavedView[] {
		const views = new Map(picture.map((view) => [view.id, view]));
		for (const { event, payload } of announced) {
			if (event === "saved_view_changed") {
				const { view } = savedViewChanged.strict().parse(payload);
				views.set(view.id, view);
			} else if (event === "saved_view_deleted") {
				views.delete(savedViewDeleted.strict().parse(payload).viewId);
			}
		}
		return [...views.values()].sort((a, b) => a.position - b.position);
	}
	const told = () => announcedOn(story.sql, [topics.inbox(shop.websiteId)]);

	it("makes an old picture of the shared list a new one, and says nothing of one's own", async () => {
		const secret = await saves(story.grace, { name: "secret" });
		const a = await saves(story.grace, { name: "a", is_shared: true });
		const b = await saves(story.grace, { name: "b", is_shared: true });
		const old = [a, b];
		const before = (await told()).length;
		const change = (id: string, changes: object) =>
			story.ada.rpc("update_saved_view", { id, changes });

		const acts = [
			() => change(a.id, { name: "A", filter: { unread: true } }),
			() => story.ada.rpc("reorder_saved_views", { website_id: shop.websiteId, ids: [b.id, a.id] }),
			() => saves(story.ada, { name: "c", is_shared: true }),
			() => change(a.id, { isShared: false }),
			() => change(a.id, { isShared: true }),
			() => story.ada.rpc("delete_saved_view", { id: b.id }),
			() => story.grace.rpc("update_saved_view", { id: secret.id, changes: { name: "shh" } }),
			() => story.grace.rpc("delete_saved_view", { id: secret.id }),
		];
		for (const act of acts) {
			await act();
			const events = (await told()).slice(before);
			const shared = (await list(story.adam)).filter(({ isShared }) => isShared);
			expect(withEvents(old, events)).toEqual(shared);
		}
		expect(JSON.stringify(await told())).not.toMatch(/secret|shh/);
	});

	it("is nothing where nothing changed", async () => {
		const view = await saves(story.ada, { is_shared: true });
		const before = await told();

		await story.ada.rpc("update_saved_view", { id: view.id, changes: { name: view.name } });

		expect(await told()).toEqual(before);
	});
});

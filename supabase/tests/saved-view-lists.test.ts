import { randomUUID } from "node:crypto";
import { type SavedView, topics } from "@cossistant/protocol";
import { savedViewChanged, savedViewDeleted } from "@cossistant/protocol/schemas";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { announcedOn } from "./support/live.ts";
import { type Agent, openStory, type Story } from "./support/story.ts";
import { openShelf, type Shelf } from "./support/views.ts";

let story: Story;
let shop: Shelf;

beforeAll(async () => {
	story = await openStory();
});
afterAll(() => story.close());

async function anotherShelf(): Promise<void> {
	shop = await openShelf(story);
}
const namesOf = (views: SavedView[]) => views.map(({ name }) => name);
const refused = (status: number, message: string) => ({ status, message });

describe("the order of views", () => {
	beforeAll(anotherShelf);

	it("is each list's own: named ones first, the others behind them", async () => {
		const [a, b, c] = [
			await shop.saves(story.grace, { name: "a" }),
			await shop.saves(story.grace, { name: "b" }),
			await shop.saves(story.grace, { name: "c" }),
		];
		const shared = await shop.saves(story.ada, { name: "shared", is_shared: true });
		const order = (ids: string[], agent: Agent = story.grace) =>
			agent.rpc("reorder_saved_views", { website_id: shop.websiteId, ids });

		const answer = await order([c.id, a.id]);

		expect(namesOf(answer.views)).toEqual(["shared", "c", "a", "b"]);
		expect(await shop.list(story.grace)).toEqual(answer.views);
		await order([b.id]);
		expect(namesOf(await shop.list(story.grace))).toEqual(["shared", "b", "c", "a"]);
		const second = await shop.saves(story.grace, { name: "second", is_shared: true });
		await order([second.id, shared.id], story.adam);
		expect(namesOf(await shop.list(story.grace))).toEqual(["second", "shared", "b", "c", "a"]);
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
		["saved_view_not_found", async () => [(await shop.saves(story.ada)).id]],
		[
			"saved_view_not_found",
			async () => [(await shop.saves(story.grace, { website_id: story.acme.websiteId })).id],
		],
	])("is refused with %s", async (message, make) => {
		const before = await shop.list(story.grace);

		expect(
			await story.grace.refusal("reorder_saved_views", {
				website_id: shop.websiteId,
				ids: await make(),
			}),
		).toMatchObject({ message });
		expect(await shop.list(story.grace)).toEqual(before);
	});
});

describe("a hundred views", () => {
	beforeAll(anotherShelf);

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
		expect(await shop.refusesToSave(story.ada, { is_shared: true })).toMatchObject(
			refused(409, "limit_reached"),
		);
		const own = await shop.saves(story.ada);
		expect(
			await story.ada.refusal("update_saved_view", { id: own.id, changes: { isShared: true } }),
		).toMatchObject(refused(409, "limit_reached"));
	});
});

describe("a membership that ends", () => {
	beforeAll(anotherShelf);

	it("takes one's own views along and leaves the shared ones", async () => {
		const nora = await story.signsUp("Nora");
		const membership = { organization_id: story.acme.organizationId, user_id: nora.id };
		await story.sql`insert into public.members ${story.sql(membership)}`;
		const own = await shop.saves(nora);
		const shared = await shop.saves(nora, { is_shared: true });

		await story.ada.rpc("remove_member", membership);

		expect(await shop.list(story.ada)).toEqual([{ ...shared, createdBy: null }]);
		expect(await story.sql`select from public.saved_views where id = ${own.id}`).toHaveLength(0);
		expect(await nora.refusal("delete_saved_view", { id: shared.id })).toMatchObject(
			refused(404, "saved_view_not_found"),
		);
	});
});

describe("what is told of views", () => {
	beforeAll(anotherShelf);

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
		const secret = await shop.saves(story.grace, { name: "secret" });
		const a = await shop.saves(story.grace, { name: "a", is_shared: true });
		const b = await shop.saves(story.grace, { name: "b", is_shared: true });
		const old = [a, b];
		const before = (await told()).length;
		const change = (id: string, changes: object) =>
			story.ada.rpc("update_saved_view", { id, changes });

		const acts = [
			() => change(a.id, { name: "A", filter: { unread: true } }),
			() => story.ada.rpc("reorder_saved_views", { website_id: shop.websiteId, ids: [b.id, a.id] }),
			() => shop.saves(story.ada, { name: "c", is_shared: true }),
			() => change(a.id, { isShared: false }),
			() => change(a.id, { isShared: true }),
			() => story.ada.rpc("delete_saved_view", { id: b.id }),
			() => story.grace.rpc("update_saved_view", { id: secret.id, changes: { name: "shh" } }),
			() => story.grace.rpc("delete_saved_view", { id: secret.id }),
		];
		for (const act of acts) {
			await act();
			const events = (await told()).slice(before);
			const shared = (await shop.list(story.adam)).filter(({ isShared }) => isShared);
			expect(withEvents(old, events)).toEqual(shared);
		}
		expect(JSON.stringify(await told())).not.toMatch(/secret|shh/);
	});

	it("is nothing where nothing changed", async () => {
		const view = await shop.saves(story.ada, { is_shared: true });
		const before = await told();

		await story.ada.rpc("update_saved_view", { id: view.id, changes: { name: view.name } });

		expect(await told()).toEqual(before);
	});
});

import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openStory, type Story } from "./support/story.ts";
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
const refused = (status: number, message: string) => ({ status, message });

describe("a saved view", () => {
	beforeAll(anotherShelf);

	it("keeps a filter under a name, for its owner alone", async () => {
		const filter = { status: "open", assignee: "me", tags: [randomUUID()] };
		const mine = await shop.saves(story.grace, {
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
		expect(await shop.list(story.grace)).toEqual([mine]);
		expect(await shop.list(story.ada)).toEqual([]);
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
		const own = await shop.saves(story.adam);
		const shared = await shop.saves(story.grace, { is_shared: true });

		expect(await shop.list(story.adam)).toEqual([shared, own]);
		expect((await story.adam.client.from("saved_views").select("id")).data).toHaveLength(2);
		expect(
			await story.eve.refusal("list_saved_views", { website_id: shop.websiteId }),
		).toMatchObject(refused(404, "website_not_found"));
		expect(await shop.refusesToSave(story.eve)).toMatchObject(refused(404, "website_not_found"));
	});

	it("that is shared is changed by its author, owners and admins", async () => {
		const { id } = await shop.saves(story.grace, { is_shared: true });
		const byAda = await shop.saves(story.ada, { is_shared: true });
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
		expect(await shop.list(story.ada)).toContainEqual(byAda);
		await story.adam.rpc("delete_saved_view", { id });
		expect(await story.adam.refusal("delete_saved_view", { id })).toMatchObject(
			refused(404, "saved_view_not_found"),
		);
	});

	it("answers a repeated call as the first, and keeps its id from others", async () => {
		const args = { id: randomUUID(), name: "Once" };
		const first = await shop.saves(story.adam, args);

		expect(await shop.saves(story.adam, args)).toEqual(first);
		expect(await shop.refusesToSave(story.ada, args)).toMatchObject(refused(409, "id_taken"));
		expect(
			await story.eve.refusal("create_saved_view", { ...args, website_id: story.globex.websiteId }),
		).toMatchObject(refused(409, "id_taken"));
	});

	it("has a name of its own in its list", async () => {
		await shop.saves(story.adam, { name: "Refunds" });
		const other = await shop.saves(story.adam, { name: "Other" });

		expect(await shop.refusesToSave(story.adam, { name: " refunds" })).toMatchObject(
			refused(409, "name_taken"),
		);
		expect(
			await story.adam.refusal("update_saved_view", { id: other.id, changes: { name: "REFUNDS" } }),
		).toMatchObject(refused(409, "name_taken"));
		await shop.saves(story.adam, { name: "Refunds", is_shared: true });
		await shop.saves(story.ada, { name: "Refunds" });
		await shop.saves(story.ada, { name: "other", is_shared: true });
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
		const before = await shop.list(story.grace);

		expect(await shop.refusesToSave(story.grace, args)).toMatchObject({
			status: message === "name_invalid" ? 422 : 400,
			message,
		});
		expect(await shop.list(story.grace)).toEqual(before);
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
		const view = await shop.saves(story.grace);

		expect(await story.grace.refusal("update_saved_view", { id: view.id, changes })).toMatchObject(
			refused(400, "invalid_request"),
		);
		expect(await shop.list(story.grace)).toContainEqual(view);
	});

	it("keeps what a change leaves out", async () => {
		const view = await shop.saves(story.grace, { filter: { status: "open" }, icon: "flame" });

		const changed = await story.grace.rpc("update_saved_view", {
			id: view.id,
			changes: { icon: null, sort: "oldest" },
		});

		expect(changed).toEqual({ ...view, icon: null, sort: "oldest" });
		expect(await shop.list(story.grace)).toContainEqual(changed);
	});

	it("answers nothing for a tag or a member that is gone", async () => {
		const filters = [{ tags: [randomUUID()] }, { assignee: randomUUID() }];

		for (const filter of filters) {
			const view = await shop.saves(story.grace, { filter });
			const page = await story.grace.rpc("inbox", {
				website_id: shop.websiteId,
				filter: view.filter,
				sort: view.sort,
			});
			expect(page.conversations).toEqual([]);
		}
	});
});

import { topics } from "@cossistant/protocol";
import { websiteDeleted } from "@cossistant/protocol/schemas";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { announcedOn } from "./support/live.ts";
import { openStory, type Story, sessionRequest, type Team } from "./support/story.ts";

let story: Story;
let shop: Team;

const refused = (status: number, message: string) => ({ status, message });

beforeAll(async () => {
	story = await openStory();
	const website = await story.ada.rpc("create_website", {
		organization_id: story.acme.organizationId,
		name: "Shop",
		domain: "shop.example",
	});
	shop = { ...story.acme, websiteId: website.id, publicKey: website.publicKey };
});
afterAll(() => story.close());

/** Does the jobs that take a deleted website away, as the worker does: one writes the next. */
async function purge(websiteId: string): Promise<number> {
	let jobs = 0;
	for (;;) {
		const [job] = await story.sql`
			delete from private.jobs
			where kind = 'purge_website' and payload ->> 'websiteId' = ${websiteId}
			returning payload`;
		if (!job) return jobs;
		await story.service.rpc("purge_website", { id: job.payload.websiteId });
		jobs += 1;
	}
}

describe("a website", () => {
	it("is deleted by an owner: closed and out of sight at once", async () => {
		const { ada, adam, grace, eve, sql } = story;
		const vera = await story.enters({ at: shop });
		await vera.writes("Hello");
		const id = shop.websiteId;
		const robot = await ada.rpc("create_ai_agent", { website_id: id, name: "Robot" });
		for (const agent of [adam, grace]) {
			expect(await agent.refusal("delete_website", { id })).toMatchObject(
				refused(403, "not_allowed"),
			);
		}
		expect(await eve.refusal("delete_website", { id })).toMatchObject(
			refused(404, "website_not_found"),
		);

		await ada.rpc("delete_website", { id });

		const ask = { website_id: id };
		for (const name of ["inbox", "inbox_counts", "list_saved_views", "delete_website"]) {
			const args = name === "delete_website" ? { id } : ask;
			expect(await ada.refusal(name, args)).toMatchObject(refused(404, "website_not_found"));
		}
		for (const name of ["block_visitor", "erase_visitor"]) {
			const args = name === "block_visitor" ? { visitor_id: vera.id } : { id: vera.id };
			expect(await ada.refusal(name, args)).toMatchObject(refused(404, "visitor_not_found"));
		}
		expect(
			await ada.refusal("update_ai_agent", { id: robot.id, changes: { name: "Ghost" } }),
		).toMatchObject(refused(404, "ai_agent_not_found"));
		for (const [table, column] of [
			["websites", "id"],
			["conversations", "website_id"],
			["visitors", "website_id"],
		] as const) {
			expect((await ada.client.from(table).select().eq(column, id)).data).toEqual([]);
		}
		expect(await story.isRefused({ ...sessionRequest(shop) })).toMatchObject(
			refused(403, "website_inactive"),
		);
		const announced = await announcedOn(sql, [topics.inbox(id)]);
		expect(websiteDeleted.strict().parse(announced.at(-1)?.payload)).toEqual({ websiteId: id });
		const { data: lines } = await ada.client
			.from("audit_log")
			.select("detail, actor:actor_user_id")
			.eq("action", "website_deleted");
		expect(lines).toEqual([{ actor: ada.id, detail: { name: "Shop", domain: "shop.example" } }]);
	});

	it("goes away by jobs, rows and all, and no other with it", async () => {
		const { sql, acme } = story;
		const { conversation } = await (await story.enters()).writes("Hello");

		expect(await purge(shop.websiteId)).toBeGreaterThan(1);

		const [left] = await sql`
			select
				(select count(*)::int from public.websites where id = ${shop.websiteId}) as websites,
				(select count(*)::int from public.visitors where website_id = ${shop.websiteId}) as visitors,
				(select count(*)::int from public.timeline_items where website_id = ${shop.websiteId}) as items`;
		expect(left).toEqual({ websites: 0, visitors: 0, items: 0 });
		await story.service.rpc("purge_website", { id: acme.websiteId });
		expect((await story.ada.rpc("get_conversation", { id: conversation.id })).items).toHaveLength(
			1,
		);
	});
});

describe("an organization", () => {
	it("is deleted by an owner when no website is left", async () => {
		const { eve, ada, grace, globex, acme, sql } = story;
		const id = globex.organizationId;
		expect(await grace.refusal("delete_organization", { id: acme.organizationId })).toMatchObject(
			refused(403, "not_allowed"),
		);
		expect(await ada.refusal("delete_organization", { id })).toMatchObject(
			refused(404, "organization_not_found"),
		);
		expect(await eve.refusal("delete_organization", { id })).toMatchObject(
			refused(409, "organization_not_empty"),
		);

		await eve.rpc("delete_website", { id: globex.websiteId });
		expect(await eve.refusal("delete_organization", { id })).toMatchObject(
			refused(409, "organization_not_empty"),
		);
		await purge(globex.websiteId);
		await eve.rpc("delete_organization", { id });

		expect(await sql`select from public.members where organization_id = ${id}`).toHaveLength(0);
		expect(await eve.refusal("list_members", { organization_id: id })).toMatchObject(
			refused(404, "organization_not_found"),
		);
	});
});

import { topics } from "@cossistant/protocol";
import { websiteDeleted } from "@cossistant/protocol/schemas";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openBackend } from "./support/backend.ts";
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

describe("a website's rows", () => {
	it("go some at a time, however long a conversation is", async () => {
		const { ada, acme, sql } = story;
		const { id: website_id, publicKey } = await ada.rpc("create_website", {
			organization_id: acme.organizationId,
			name: "Long",
			domain: "shop.example",
		});
		const vera = await story.enters({ at: { ...acme, websiteId: website_id, publicKey } });
		const { conversation } = await vera.writes("Hello");
		await sql.begin(async (past) => {
			await past`select set_config('support.importing', 'on', true)`;
			await past`
				insert into public.timeline_items
					(website_id, conversation_id, id, type, text, visitor_id, team_order, team_change, visitor_order, visitor_change)
				select ${website_id}, ${conversation.id}, gen_random_uuid(), 'message', 'Hi', ${vera.id}, n, n, n, n
				from generate_series(2, 6000) as n`;
		});
		await ada.rpc("delete_website", { id: website_id });

		await story.service.rpc("purge_website", { id: website_id });

		const [left] = await sql`
			select count(*)::int as items from public.timeline_items where website_id = ${website_id}`;
		expect(left?.items).toBe(1000);
		await purge(website_id);
		expect(await sql`select from public.websites where id = ${website_id}`).toHaveLength(0);
	});

	it("are out of reach of a key that was made while it was deleted", async () => {
		const { ada, acme, sql } = story;
		const { id: websiteId } = await ada.rpc("create_website", {
			organization_id: acme.organizationId,
			name: "Keyed",
			domain: "keyed.example",
		});
		const backend = await openBackend(story, { at: { ...acme, websiteId } });
		await ada.rpc("delete_website", { id: websiteId });
		await sql`update public.api_keys set revoked_at = null where website_id = ${websiteId}`;

		expect(await backend.refusal("find_conversations")).toMatchObject(
			refused(401, "api_key_invalid"),
		);
	});
});

describe("an organization", () => {
	it("is out of sight at once, lets nobody in, and goes away by jobs, however long its audit log", async () => {
		const { ada, sql, service } = story;
		const { id } = await ada.rpc("create_organization", { name: "Old" });
		await sql`
			insert into public.audit_log (organization_id, action)
			select ${id}, 'conversation_imported' from generate_series(1, 20000)`;
		await sql`
			insert into public.invitations (organization_id, email, revoked_at)
			select ${id}, n || '@b.test', now() from generate_series(1, 6000) as n`;
		const nora = await story.signsUp("Nora");
		const { id: invitationId, token } = await ada.rpc("invite_member", {
			organization_id: id,
			email: nora.claims?.email,
		});
		const left = async () =>
			(
				await sql`
					select count(lines.id)::int as lines
					from public.organizations left join public.audit_log as lines on lines.organization_id = organizations.id
					where organizations.id = ${id} group by organizations.id`
			)[0]?.lines;

		await ada.rpc("delete_organization", { id });

		expect(await left()).toBe(15_002);
		expect(await ada.refusal("list_members", { organization_id: id })).toMatchObject(
			refused(404, "organization_not_found"),
		);
		expect((await ada.client.from("organizations").select().eq("id", id)).data).toEqual([]);
		// What is open still stands there, and opens nothing.
		expect(await sql`select from public.invitations where id = ${invitationId}`).toHaveLength(1);
		expect(await nora.refusal("accept_invitation", { token })).toMatchObject(
			refused(404, "invitation_not_found"),
		);
		expect(await service.rpc("invitation_to_mail", { id: invitationId, token })).toBeNull();

		for (let jobs = 0; (await left()) !== undefined; jobs++) {
			expect(jobs).toBeLessThan(5);
			const waiting = await sql`
				delete from private.jobs
				where kind = 'purge_organization' and payload ->> 'organizationId' = ${id} returning id`;
			expect(waiting).toHaveLength(1);
			await service.rpc("purge_organization", { id });
		}
	});

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

import postgres, { type Sql } from "postgres";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Stack, startStack } from "../../packages/stack/src/index.ts";
import { CASES } from "../../scripts/bench/database/cases.ts";
import { readWorld, type World } from "../../scripts/bench/database/world.ts";
import { readOptions } from "../../scripts/seed/options.ts";
import { seedDatabase } from "../../scripts/seed/seed-database.ts";

// A stack of its own, seeded: enough of everything for full pages.
let stack: Stack;
let sql: Sql;
let world: World;

beforeAll(async () => {
	stack = await startStack({ ephemeral: true, port: 0, functions: false, seed: true });
	sql = postgres(stack.databaseUrl, { max: 1, onnotice: () => {} });
	const options = readOptions(["--conversations", "3000"], Date.now());
	await seedDatabase(sql, { ...options, isBare: true, tell: () => {} });
	world = await readWorld(sql);
	await sql`select set_config('request.jwt.claims', ${JSON.stringify({ role: "authenticated", sub: world.agentIds[0] })}, false)`;
	await sql.unsafe(WAYS);
	await sql.unsafe(PLAN_OF_MANY);
}, 120_000);
afterAll(async () => {
	await sql?.end();
	await stack?.stop();
});

/**
 * The ids of a page: as the inbox gives it, walked, walked with a check of texts only as far as that is worth it, and
 * looked up by each part that may find few.
 */
const WAYS = `
	create function pg_temp.ways(website_id uuid, filter jsonb, sort text)
	returns table (way text, ids text[])
	language plpgsql
	as $$
	declare
		wanted private.inbox_filter := private.read_inbox_filter(filter);
		boxes text[] := private.inbox_boxes(wanted);
		parts private.inbox_part[] := array(select part from private.inbox_parts(wanted) as part);
		conditions text[] := array(select part.condition from unnest(parts) as part where not part.is_elsewhere);
		checked text[] := array(select part.condition from unnest(parts) as part where part.is_elsewhere);
		in_order private.inbox_order := private.inbox_order(sort);
		agent_id uuid := private.user_id();
		part private.inbox_part;
		few uuid[];
	begin
		way := 'inbox';
		ids := array(select json_array_elements(public.inbox(website_id, filter, null, 50, sort) -> 'conversations') ->> 'id');
		return next;
		way := 'walked';
		ids := private.ids_of_page(
			private.walk(boxes, conditions || checked, '{}', in_order, false), website_id, wanted, agent_id, 50, null, null
		);
		return next;
		way := 'walked, with checks';
		ids := private.ids_of_page(
			private.walk(boxes, conditions, checked, in_order, false), website_id, wanted, agent_id, 50, null, null
		);
		return next;
		way := 'as if many had the words';
		ids := private.inbox_ids(website_id, wanted, agent_id, sort, 50, null);
		return next;
		foreach part in array parts loop
			continue when part.few is null;
			few := null;
			part.few := 100000;
			if part.ids is not null then
				few := private.collect_ids(part.ids, website_id, wanted, agent_id, 100000);
				way := 'walked by ids of ' || part.name;
				ids := private.ids_of_page(
					private.walk(boxes, conditions, array['(conversations.id in (select unnest($6))) is true'] || checked, in_order, false),
					website_id, wanted, agent_id, 50, null, few
				);
				return next;
				part.condition := 'conversations.id = any ($6)';
			end if;
			way := 'looked up by ' || part.name;
			ids := private.ids_of_page(
				private.lookup(boxes, part, conditions, checked, in_order), website_id, wanted, agent_id, 50, null, few
			);
			return next;
		end loop;
	end;
	$$`;

/** How a walk looks for conversations among 20,000 that are known to have the words. */
const PLAN_OF_MANY = `
	create function pg_temp.plan_of_many(website_id uuid)
	returns text
	language plpgsql
	as $$
	declare
		wanted private.inbox_filter := private.read_inbox_filter('{"text": "order"}');
		in_order private.inbox_order := private.inbox_order('newest');
		line text;
		plan text := '';
	begin
		wanted.conversation_ids := array(select private.uuid_v7() from generate_series(1, 20000));
		for line in execute 'explain (costs off) select ' || private.walk(
			'{open}', '{}', array(select part.condition from private.inbox_parts(wanted) as part), in_order, false
		)
		using website_id, wanted, private.user_id(), 50, null::private.inbox_place, null::uuid[]
		loop
			plan := plan || line;
		end loop;
		return plan;
	end;
	$$`;

describe("an inbox's page is the same, walked and looked up", () => {
	const cases = CASES.filter(
		({ name }) => name.startsWith("inbox ") && !name.endsWith("deep page") && name.includes(":"),
	);

	it.each(cases.map((one) => [one.name, one] as const))("%s", async (_name, one) => {
		const [websiteId, filter, , sort] = one.args(world, 0, "authenticated") as string[];

		const ways = await sql`
			select * from pg_temp.ways(${websiteId as string}, ${filter as string}::text::jsonb, ${sort as string})`;

		for (const { way, ids } of ways) expect([way, ids]).toEqual([way, ways[0]?.ids]);
		expect(ways.length).toBeGreaterThan(1);
	});

	it("with ids of more conversations with the words than can be looked through for each", async () => {
		const [{ plan } = {}] = await sql`
			select pg_temp.plan_of_many(${world.websiteId}) as plan`;

		expect(plan).toContain("hashed SubPlan");
		expect(plan).not.toContain("= ANY ('{");
	});

	it("with a tag of more than are looked up", async () => {
		const back = new Error("taken back");
		const paged = sql.begin(async (sql) => {
			const ids = async (filter: object, cursor: string | null) => {
				const [{ page } = {}] = await sql`
					select public.inbox(${world.websiteId}, ${JSON.stringify(filter)}::text::jsonb, ${cursor}) as page`;
				return [page.conversations.map(({ id }: { id: string }) => id), page.nextCursor];
			};
			const [{ tag, given } = {}] = await sql`
				with tag as (
					insert into public.tags (website_id, name) values (${world.websiteId}, 'of all') returning id
				), given as (
					insert into public.conversation_tags (website_id, conversation_id, tag_id)
					select conversations.website_id, conversations.id, tag.id
					from public.conversations, tag
					where conversations.website_id = ${world.websiteId}
					returning conversation_id
				)
				select (select id from tag) as tag, (select count(*)::int from given) as given`;
			expect(given).toBeGreaterThan(1500);
			for (const filter of [{ tags: [tag] }, { allTags: [tag] }]) {
				const [all, cursor] = await ids({}, null);
				expect(await ids(filter, null)).toEqual([all, cursor]);
				expect(await ids(filter, cursor)).toEqual(await ids({}, cursor));
			}
			throw back;
		});

		await expect(paged).rejects.toBe(back);
	});

	it("with all parts that may find few", async () => {
		const filter = {
			assignee: "me",
			tags: world.tagIds,
			allTags: world.tagIds.slice(0, 1),
			createdFrom: "2020-01-01",
			activeTo: "2100-01-01",
		};

		const ways = await sql`
			select way, cardinality(ids) as found
			from pg_temp.ways(${world.websiteId}, ${JSON.stringify(filter)}::text::jsonb, 'newest')`;

		expect(ways.map(({ way }) => way)).toEqual([
			...["inbox", "walked", "walked, with checks", "as if many had the words"],
			"looked up by assignee",
			...["walked by ids of tags", "looked up by tags"],
			...["walked by ids of allTags", "looked up by allTags"],
			...["looked up by created", "looked up by active"],
		]);
		expect(new Set(ways.map(({ found }) => found)).size).toBe(1);
		expect(ways[0]?.found).toBeGreaterThan(0);
	});
});

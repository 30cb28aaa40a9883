import postgres from "postgres";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Stack, startStack } from "../../packages/stack/src/index.ts";
import { BIG_TABLES, type CallerOfCase, openCaller } from "../../scripts/bench/database/callers.ts";
import { CASES } from "../../scripts/bench/database/cases.ts";
import { readWorld, type World } from "../../scripts/bench/database/world.ts";
import { readOptions } from "../../scripts/seed/options.ts";
import { seedDatabase } from "../../scripts/seed/seed-database.ts";

/** How much larger the planner is told that everything is: then its plans are those of a million conversations. */
const TIMES = 400;

// A stack of its own: what the planner knows of its tables is not true.
let stack: Stack;
let world: World;
let agent: CallerOfCase;
let owner: CallerOfCase;

beforeAll(async () => {
	stack = await startStack({ ephemeral: true, port: 0, functions: false, seed: true });
	const sql = postgres(stack.databaseUrl, { max: 1, onnotice: () => {} });
	const options = readOptions(["--conversations", "2500", "--long", "3000"], Date.now());
	await seedDatabase(sql, { ...options, isBare: true, tell: () => {} });
	world = await readWorld(sql);
	await sql.end();
	await exaggerate();
	agent = await openCaller(stack.databaseUrl, { world, as: "authenticated" });
	owner = await openCaller(stack.databaseUrl, { world, as: "owner" });
}, 120_000);
afterAll(async () => {
	await Promise.all([agent?.end(), owner?.end()]);
	await stack?.stop();
});

/** The planner takes the number of pages from the file and the rows on a page from here: so the rows multiply. */
async function exaggerate(): Promise<void> {
	const admin = postgres(stack.adminDatabaseUrl, { max: 1, onnotice: () => {} });
	for (const table of BIG_TABLES) {
		await admin.unsafe(`alter table if exists public.${table} set (autovacuum_enabled = off)`);
	}
	await admin`
		update pg_catalog.pg_class set reltuples = reltuples * ${TIMES}
		where reltuples > 0 and (
			oid in (select oid from pg_catalog.pg_class where relname = any (${BIG_TABLES}))
			or oid in (
				select indexrelid from pg_catalog.pg_index
				where indrelid in (select oid from pg_catalog.pg_class where relname = any (${BIG_TABLES}))
			)
		)`;
	await admin.end();
}

/** How many conversations an act of an agent reads, with what is told of it at the end. */
async function conversationsReadBy(name: string, args: unknown[]): Promise<number> {
	const sql = postgres(stack.databaseUrl, { max: 1, onnotice: () => {} });
	const claims = JSON.stringify({ role: "authenticated", sub: world.agentIds[0] });
	let read = Number.NaN;
	const takeBack = new Error("taken back");
	await sql
		.begin(async (open) => {
			await open`select set_config('request.jwt.claims', ${claims}, true)`;
			const places = args.map((_, place) => `$${place + 1}`);
			await open.unsafe(`select public.${name}(${places.join(", ")})`, args as never[]);
			await open`set constraints all immediate`;
			const [row] = await open`
				select (seq_tup_read + idx_tup_fetch)::int as read from pg_catalog.pg_stat_xact_user_tables
				where relid = 'public.conversations'::regclass`;
			read = row?.read;
			throw takeBack;
		})
		.catch((error) => {
			if (error !== takeBack) throw error;
		})
		.finally(() => sql.end());
	return read;
}

describe("an act on one person or conversation", () => {
	const conversation = () => world.unjoinedIds[0];
	const visitor = async () => {
		const sql = postgres(stack.databaseUrl, { max: 1 });
		const [row] = await sql`
			select visitor_id from public.conversations where contact_id = ${world.contactIds[0] ?? ""} limit 1`;
		await sql.end();
		return row?.visitor_id;
	};
	it.each<[string, () => Promise<unknown[]> | unknown[]]>([
		["update_contact", () => [world.contactIds[0], { name: "Another" }]],
		["merge_contacts", () => [world.contactIds[0], world.contactIds[1]]],
		["block_visitor", async () => [await visitor()]],
		["set_status", () => [conversation(), "resolved"]],
		["add_tag", () => [conversation(), world.tagIds[0]]],
		["mark_unread", () => [conversation()]],
	])("reads few others: %s", async (name, args) => {
		expect(await conversationsReadBy(name, await args())).toBeLessThan(200);
	});
});

describe("at the size of a million conversations", () => {
	it("a read of a whole big table is noticed", async () => {
		const one = {
			...{ name: "everything", budgetMs: 1, args: () => [] },
			statement: "select sum(team_last_order) from public.conversations",
		};

		// Not by the agent: row security itself is a reason to use an index.
		expect(await owner.scans(one)).toEqual(["conversations"]);
	});

	it.each(CASES.map((one) => [one.name, one] as const))(
		"no big table is read whole for %s",
		async (_name, one) => {
			expect(await agent.scans(one)).toEqual([]);
		},
	);
});

import { randomUUID } from "node:crypto";
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

type Claims = { role: string; sub: string } & Record<string, unknown>;
type Act = { claims: Claims; args: unknown[] };

/** Of which big tables a call reads many rows, with what is told of it at the end. */
async function muchReadBy(name: string, { claims, args }: Act): Promise<Record<string, number>> {
	const sql = postgres(stack.databaseUrl, { max: 1, onnotice: () => {} });
	let found: Record<string, number> = {};
	const takeBack = new Error("taken back");
	await sql
		.begin(async (open) => {
			await open`select set_config('request.jwt.claims', ${JSON.stringify(claims)}, true)`;
			const places = args.map((_, place) => `$${place + 1}`);
			await open.unsafe(`select public.${name}(${places.join(", ")})`, args as never[]);
			await open`set constraints all immediate`;
			const rows = await open`
				select relname as name, (seq_tup_read + coalesce(idx_tup_fetch, 0))::int as read
				from pg_catalog.pg_stat_xact_user_tables
				where relname = any (${BIG_TABLES}) and seq_tup_read + coalesce(idx_tup_fetch, 0) > 200`;
			found = Object.fromEntries(rows.map(({ name, read }) => [name, read]));
			throw takeBack;
		})
		.catch((error) => {
			if (error !== takeBack) throw error;
		})
		.finally(() => sql.end());
	return found;
}

describe("a call about one person or conversation", () => {
	/** Somebody with a conversation, their contact, and their website. */
	let one: Record<string, string>;
	beforeAll(async () => {
		const sql = postgres(stack.databaseUrl, { max: 1 });
		const [row] = await sql`
			select conversations.id, visitor_id, contact_id, external_id, email, public_key, websites.id as website_id
			from public.conversations
			join public.contacts on contacts.id = contact_id
			join public.websites on websites.id = conversations.website_id
			where contact_id = ${world.contactIds[0] ?? ""}
			limit 1`;
		one = row as Record<string, string>;
		await sql.end();
	});

	const byAgent = (...args: unknown[]) => ({
		claims: { role: "authenticated", sub: world.agentIds[0] ?? "" },
		args,
	});
	const byVisitor = (...args: unknown[]) => ({
		claims: {
			role: "anon",
			sub: one.visitor_id ?? "",
			website_id: one.website_id,
			contact_id: one.contact_id,
		},
		args,
	});
	const byService = (...args: unknown[]) => ({ claims: { role: "service_role", sub: "" }, args });
	const session = (identity: object | null) => ({
		publicKey: one.public_key,
		origin: "https://example.com",
		ipHash: "x",
		visitor: null,
		newRefreshSecretHash: randomUUID(),
		device: {},
		identity,
	});
	const known = () => ({ externalId: one.external_id, email: one.email, name: "Another" });
	it.each<[string, () => Act]>([
		["update_contact", () => byAgent(one.contact_id, { name: "Another" })],
		["merge_contacts", () => byAgent(one.contact_id, world.contactIds[1])],
		["block_visitor", () => byAgent(one.visitor_id)],
		[
			"start_conversation",
			() => byAgent(one.website_id, randomUUID(), randomUUID(), "Hi", null, one.contact_id),
		],
		["set_status", () => byAgent(one.id, "resolved")],
		["assign", () => byAgent(one.id, world.agentIds[1])],
		["add_tag", () => byAgent(one.id, world.tagIds[0])],
		["mark_unread", () => byAgent(one.id)],
		["get_contact", () => byAgent(one.contact_id)],
		["list_notifications", () => byAgent()],
		["update_profile", () => byAgent("Another")],
		["list_conversations", () => byVisitor()],
		["send_visitor_message", () => byVisitor(randomUUID(), randomUUID(), "Hi")],
		["rate_conversation", () => byVisitor(one.id, 5)],
		["update_contact_metadata", () => byVisitor({ plan: "pro" })],
		["open_visitor_session", () => byService(session(null))],
		["open_visitor_session", () => byService(session({ isVerified: true, ...known() }))],
		["open_visitor_session", () => byService(session({ isVerified: false, ...known() }))],
	])("reads few others: %s", async (name, act) => {
		expect(await muchReadBy(name, act())).toEqual({});
	});

	describe("with thousands of items", () => {
		const by = (agent: number, ...args: unknown[]) => ({
			claims: { role: "authenticated", sub: world.agentIds[agent] ?? "" },
			args: [world.long.id, ...args],
		});
		// One agent has read it to its end, another nothing of it.
		beforeAll(async () => {
			const sql = postgres(stack.databaseUrl, { max: 1 });
			await sql`delete from public.conversation_reads where conversation_id = ${world.long.id}`;
			await sql.begin(async (open) => {
				const { claims, args } = by(0, 1_000_000);
				await open`select set_config('request.jwt.claims', ${JSON.stringify(claims)}, true)`;
				await open.unsafe("select public.mark_read($1, $2)", args as never[]);
			});
			await sql.end();
		});

		it.each<[string, () => Act]>([
			["mark_read", () => by(0, 1)],
			["mark_read", () => by(1, 1_000_000)],
			["mark_unread", () => by(0)],
			["mark_unread", () => by(1)],
			["get_conversation", () => by(1)],
			["list_timeline", () => by(1, 1500)],
			["sync_conversation", () => by(1, 1500, 50)],
			["send_message", () => by(1, randomUUID(), "Hi")],
			["set_status", () => by(1, "resolved")],
			["snooze", () => by(1, new Date(Date.now() + 86_400_000))],
			["add_tag", () => by(1, world.tagIds[0])],
			["join_conversation", () => by(1)],
		])("reads few of them: %s", async (name, act) => {
			expect(await muchReadBy(name, act())).toEqual({});
		});
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

import postgres from "postgres";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Stack, startStack } from "../../packages/stack/src/index.ts";
import { DAY, type Plan } from "../../scripts/seed/plan.ts";
import { COLUMNS } from "../../scripts/seed/rows.ts";
import { type Seeded, seedDatabase } from "../../scripts/seed/seed-database.ts";
import { findMiscounts, RECOUNTS } from "./support/recount.ts";
import type { Sql } from "./support/stack.ts";

const PLAN: Plan = {
	...{ seed: 7, conversations: 300, items: 10, contacts: 60, agents: 6, websites: 2, tags: 5 },
	...{ long: 1500, until: 20_600 * DAY },
};

// A stack of its own: seeding holds whole tables.
let stack: Stack;
let sql: Sql;
let seeded: Seeded;
let catalogBefore: unknown;
const websites = ({ team }: Seeded) => team.websites.map(({ id }) => id);

beforeAll(async () => {
	stack = await startStack({ ephemeral: true, port: 0, functions: false, seed: true });
	sql = postgres(stack.databaseUrl, { max: 2, onnotice: () => {} });
	catalogBefore = await catalog();
	seeded = await seed(PLAN, { isBare: true });
});
afterAll(async () => {
	await sql?.end();
	await stack?.stop();
});

const seed = (plan: Plan, { isBare }: { isBare: boolean }) =>
	seedDatabase(sql, { plan, owner: "ada@acme.test", isBare, tell: () => {} });

/** What the schema consists of, as far as a load takes it away and brings it back. */
async function catalog() {
	return sql`
		select pg_get_constraintdef(oid) as definition, conname as name, convalidated as is_valid
		from pg_catalog.pg_constraint where connamespace = 'public'::regnamespace
		union all
		select indexdef, indexname, true from pg_catalog.pg_indexes where schemaname = 'public'
		union all
		select pg_get_triggerdef(oid), tgname, tgenabled = 'O' from pg_catalog.pg_trigger where not tgisinternal
		order by 1, 2`;
}

/** One number for all that was written, by table. */
async function fingerprints(organizationId: string) {
	const prints: Record<string, unknown> = {};
	for (const [table, columns] of Object.entries(COLUMNS)) {
		const [row] = await sql.unsafe(
			`select count(*)::int as rows, md5(string_agg(md5(whole), '' order by whole)) as print
			from (
				select row(${columns.replaceAll(" ", ", ")})::text as whole
				from public.${table}
				where website_id in (select id from public.websites where organization_id = $1)
			) as written`,
			[organizationId],
		);
		prints[table] = row;
	}
	return prints;
}

describe("a seeded database", () => {
	it("has the rows that the triggers would have made", async () => {
		expect(await findMiscounts(sql, websites(seeded))).toEqual({});
	});

	it("has all that was asked for, and every kind of conversation", async () => {
		const ids = websites(seeded);
		const [row] = await sql`
			select
				count(*)::int as conversations,
				max(team_last_order)::int as longest,
				bool_or(status = 'open' and waiting_since < 'infinity') as somebody_waits,
				bool_or(snoozed_until > now()) as some_snoozed,
				bool_or(spam_at is not null) as some_spam,
				bool_or(archived_at is not null) as some_archived,
				bool_or(rating is not null) as some_rated,
				bool_or(assignee_id is null) as some_unassigned,
				count(distinct channel)::int as channels,
				count(distinct priority)::int as priorities,
				count(distinct website_id)::int as websites
			from public.conversations where website_id = any (${ids})`;
		const [{ contacts } = {}] = await sql`
			select count(*)::int as contacts from public.contacts where website_id = any (${ids})`;

		expect(row).toEqual({
			...{
				conversations: 301,
				longest: expect.any(Number),
				channels: 3,
				priorities: 4,
				websites: 2,
			},
			...{ somebody_waits: true, some_snoozed: expect.any(Boolean), some_spam: true },
			...{ some_archived: true, some_rated: true, some_unassigned: true },
		});
		expect(row?.longest).toBeGreaterThanOrEqual(1490);
		expect(contacts).toBe(60);
	});

	it("says who resolved each conversation and whose work was rated, as reports need it", async () => {
		const forgotten = await sql`
			select from public.conversations
			where website_id = any (${websites(seeded)})
				and (
					(resolved_at is null) <> (resolved_by is null)
					or (rating is null) <> (rated_for is null)
				)`;

		expect(forgotten).toHaveLength(0);
	});

	it("ends with its history, and begins nothing before its people came", async () => {
		const end = new Date(PLAN.until);
		const ids = websites(seeded);

		expect(
			await sql`
				select from public.timeline_items as items
				where website_id = any (${ids}) and created_at >= ${end}
				union all
				select from public.conversations
				join public.visitors on visitors.id = visitor_id
				where conversations.website_id = any (${ids})
					and (visitors.created_at > conversations.created_at or resolved_at >= ${end})`,
		).toHaveLength(0);
	});

	it("has its schema as before, every trigger on", async () => {
		expect(await catalog()).toEqual(catalogBefore);
	});

	it("goes on with the next numbers when somebody writes", async () => {
		const [conversation] = await sql`
			select id, website_id, visitor_id, team_last_order from public.conversations
			where website_id = any (${websites(seeded)}) order by id limit 1`;
		const [item] = await sql`
			insert into public.timeline_items (website_id, conversation_id, id, type, text, visitor_id)
			values (
				${conversation?.website_id}, ${conversation?.id}, gen_random_uuid(), 'message', 'one more',
				${conversation?.visitor_id}
			)
			returning team_order`;

		expect(Number(item?.team_order)).toBe(Number(conversation?.team_last_order) + 1);
		await sql`delete from public.timeline_items where conversation_id = ${conversation?.id} and text = 'one more'`;
	});

	it("belongs to the account that asked, and to nobody who can sign in otherwise", async () => {
		const owners = await sql`
			select users.email, users.encrypted_password is not null as has_password, members.role
			from public.members join auth.users on users.id = user_id
			where organization_id = ${seeded.team.organizationId}
				and (users.encrypted_password is not null or members.role = 'owner')
			order by 1`;

		expect(owners).toEqual([
			{ email: "ada@acme.test", has_password: true, role: "owner" },
			{ email: "agent1@harbour-goods-7.test", has_password: false, role: "owner" },
		]);
	});

	it("is the same for the same seed, however it was loaded, and another for another", async () => {
		const plan = { ...PLAN, seed: 8, conversations: 60, long: 0 };
		const first = await seed(plan, { isBare: false });
		const printed = await fingerprints(first.team.organizationId);
		expect(await findMiscounts(sql, websites(first))).toEqual({});
		await forget(first);

		const again = await seed(plan, { isBare: true });
		expect(await fingerprints(again.team.organizationId)).toEqual(printed);

		const other = await seed({ ...plan, seed: 9 }, { isBare: false });
		expect(await fingerprints(other.team.organizationId)).not.toEqual(printed);
	});

	it("is left as it was by a seed that is there already", async () => {
		const before = await fingerprints(seeded.team.organizationId);

		await expect(seed(PLAN, { isBare: true })).rejects.toMatchObject({ code: "23505" });

		expect(await fingerprints(seeded.team.organizationId)).toEqual(before);
		expect(await catalog()).toEqual(catalogBefore);
	});
});

async function forget({ team }: Seeded): Promise<void> {
	const agents = team.agents.map(({ id }) => id);
	await sql`delete from public.organizations where id = ${team.organizationId}`;
	await sql`delete from auth.users where id = any (${agents})`;
	await sql`delete from public.profiles where user_id = any (${agents})`;
}

/** A change past the triggers that each recount must find. */
const DAMAGES: Record<keyof typeof RECOUNTS, string> = {
	"every conversation's counters":
		"update public.conversations set team_message_count = team_message_count + 1 where id = $1",
	"orders and changes without gaps, for both audiences":
		"update public.timeline_items set team_change = team_change + 1000 where conversation_id = $1 and team_order = 1",
	"since when the visitor waits":
		"update public.conversations set waiting_since = created_at - interval '1 day' where id = $1",
	"when somebody first wrote and was answered":
		"update public.conversations set first_responded_by = null where id = $1",
	"how far everybody has read":
		"update public.conversation_reads set message_count = message_count + 1 where conversation_id = $1",
	"the tallies of each box":
		"delete from private.inbox_tallies where website_id = (select website_id from public.conversations where id = $1)",
	"the list of each conversation's tags":
		"delete from private.tag_lists where website_id = (select website_id from public.conversations where id = $1)",
	"a mark for every tag":
		"update public.conversations set tag_marks = 0 where website_id = (select website_id from public.conversations where id = $1)",
	"an event for every tag, participant and assignee":
		"delete from public.timeline_items where conversation_id = $1 and type = 'event'",
};

describe("a recount", () => {
	it.each(Object.keys(RECOUNTS))("notices what is wrong with %s", async (name) => {
		const back = new Error("taken back");
		const [conversation] = await sql`
			select conversation_id as id from public.conversation_participants
			where website_id = any (${websites(seeded)}) order by 1 limit 1`;
		await sql
			.begin(async (transaction) => {
				await transaction.unsafe("alter table public.timeline_items disable trigger user");
				await transaction.unsafe(DAMAGES[name] ?? "", [conversation?.id]);
				const wrong = await findMiscounts(transaction as unknown as Sql, websites(seeded));
				expect(wrong).toHaveProperty([name]);
				throw back;
			})
			.catch((error) => expect(error).toBe(back));
	});
});

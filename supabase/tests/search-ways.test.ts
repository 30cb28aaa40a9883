import postgres, { type Sql } from "postgres";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Stack, startStack } from "../../packages/stack/src/index.ts";
import { readWorld, type World } from "../../scripts/bench/database/world.ts";
import { readOptions } from "../../scripts/seed/options.ts";
import { seedDatabase } from "../../scripts/seed/seed-database.ts";

// A stack of its own, seeded: more messages than are read before the index is asked.
let stack: Stack;
let sql: Sql;
let world: World;

beforeAll(async () => {
	stack = await startStack({ ephemeral: true, port: 0, functions: false, seed: true });
	sql = postgres(stack.databaseUrl, { max: 1, onnotice: () => {} });
	const options = readOptions(["--conversations", "1500"], Date.now());
	await seedDatabase(sql, { ...options, isBare: true, tell: () => {} });
	world = await readWorld(sql);
	await sql`select set_config('request.jwt.claims', ${JSON.stringify({ role: "authenticated", sub: world.agentIds[0] })}, false)`;
	await sql`update public.conversations set title = 'About an umbrella' where id in (
		select id from public.conversations where website_id = ${world.websiteId} order by id offset 5 limit 40)`;
	// Somebody with a name that is a common word, too, among the latest.
	await sql`update public.contacts set name = 'Theo Order' where id in (
		select contact_id from public.conversations
		where website_id = ${world.websiteId} and contact_id is not null
		order by last_activity_at desc offset 5 limit 3)`;
}, 120_000);
afterAll(async () => {
	await sql?.end();
	await stack?.stop();
});

type Place = { id: string; item: string | null };

/** Every place that a search shall find, in order, by a look at everything. */
const placesWith = (query: string) => sql<Place[]>`
	with words as (select private.read_search(${query}) as query),
	places as (
		select items.created_at as at, items.id as place, items.conversation_id as id, items.id as item
		from public.timeline_items as items, words
		where items.website_id = ${world.websiteId} and items.type = 'message' and private.words(items.text) @@ words.query
		union all
		select created_at, id, id, null
		from public.conversations, words
		where website_id = ${world.websiteId} and private.words(title) @@ words.query
		union all
		select conversations.last_activity_at, conversations.id, conversations.id, null
		from public.conversations
		join public.visitors on visitors.id = conversations.visitor_id
		join public.contacts on contacts.id = visitors.contact_id,
			words
		where conversations.website_id = ${world.websiteId}
			and private.contact_words(contacts.team_name, contacts.name, contacts.email, contacts.external_id) @@ words.query
	),
	latest as (select distinct on (id) * from places order by id, at desc, place desc)
	select id, item from latest order by at desc, place desc`;

async function search(query: string): Promise<Place[]> {
	const found: Place[] = [];
	let cursor: string | null = null;
	do {
		const [{ page } = {}]: postgres.Row[] = await sql`
			select public.search_conversations(${world.websiteId}, ${query}, ${cursor}, 20) as page`;
		for (const { conversation, item } of page.results)
			found.push({ id: conversation.id, item: item?.id ?? null });
		cursor = page.nextCursor;
	} while (cursor !== null);
	return found;
}

const QUERIES = ["order", "refund", "lamp", "umbrella", "umbrella t", "order here", "lisbon", "th"];
const queries = () => [
	...QUERIES,
	...world.rareWords.slice(0, 2),
	...world.contactNames.slice(0, 2),
];

describe("among thousands of messages", () => {
	it("a search finds what a look at everything finds", async () => {
		for (const query of queries()) {
			const places = await placesWith(query);
			expect(await search(query), query).toEqual(places.map(({ id, item }) => ({ id, item })));
			expect(places.length, query).toBeGreaterThan(0);
		}
	});

	it("the conversations with words are those that a look at everything finds, or too many", async () => {
		const were = { collected: 0, common: 0 };
		for (const query of queries()) {
			const [{ all, many, few, expected, messages, sampled } = {}] = await sql`
				with found as (
					select items.conversation_id,
						(row_number() over (order by items.created_at desc) <= 250)::int
							+ (is_old and row_number() over (partition by is_old order by items.created_at desc) <= 250)::int
							as samples,
						private.words(items.text) @@ private.read_search(${query}) as has_words
					from public.timeline_items as items,
						lateral (select items.created_at < now() - interval '30 days' as is_old) as age
					where items.website_id = ${world.websiteId} and items.type = 'message'
				), facts as (
					select array(select distinct conversation_id from found where has_words order by 1) as expected,
						count(*) filter (where has_words)::int as messages,
						coalesce(sum(samples) filter (where has_words), 0)::int as sampled
					from found
				)
				select facts.*,
					(select array_agg(distinct id order by id) from unnest(private.conversations_with_words(
						${world.websiteId}, private.read_search(${query}))) as id) as all,
					(select array_agg(distinct id order by id) from unnest(private.conversations_with_words(
						${world.websiteId}, private.read_search(${query}), 20000)) as id) as many,
					private.conversations_with_words(
						${world.websiteId}, private.read_search(${query}), messages - 1) as few
				from facts`;

			expect(all ?? [], query).toEqual(expected);
			expect(few, query).toBeNull();
			if (sampled >= 5) were.common += 1;
			else were.collected += Math.min(messages, 1);
			expect(many ?? [], query).toEqual(sampled >= 5 ? [] : expected);
		}
		expect(Math.min(were.common, were.collected)).toBeGreaterThan(0);
	});

	it("the patterns of words fit whatever text has them, for each character there is", async () => {
		const unfit = await sql`
			select text
			from (
				select 'kiwi' || chr(code) || 'k ' || chr(code) || ' ' || chr(code) || 'ilk' as text
				from generate_series(1, 65535) as code
				where code not between 55296 and 57343
			) as texts,
				lateral (
					select string_agg(quote_literal(lexeme), ' & ')::tsquery as words
					from unnest(private.words(text))
				) as asked
			where private.words(text) @@ words
				and not private.has_words(text, words, private.word_patterns(words))`;

		expect(unfit).toEqual([]);
	});
});

import type postgres from "postgres";

type Sql = postgres.Sql;

/** What stands in the database before anything is measured. */
export type History = {
	/** Who answers: one per writer. */
	agentIds: string[];
	conversations: Place[];
};

/** A conversation, and what a writer has to know of it. */
export type Place = {
	id: string;
	websiteId: string;
	organizationId: string;
	visitorId: string;
	/** Who answers there. */
	agentId: string;
	/** Items so far: the next place in a table that nobody numbers. */
	items: number;
};

/** The bare table: the timeline's columns, constraints and indexes, without its triggers and foreign keys. */
export const BARE_TABLE = "bench.bare_items";

const ITEMS_EACH = 12;

const WORDS =
	"order parcel refund size colour delivery invoice password account printer tomorrow thanks hello where when please blue warm shop Lisbon address changed twice still waiting number card";

/** One organization with three websites, conversations of some days, and who has read and answered them. */
export async function writeHistory(
	admin: Sql,
	options: { conversations: number; agents: number },
): Promise<History> {
	await admin.begin(async (sql) => {
		// A history is no news: nobody counts, announces or checks it row by row.
		await sql`set local session_replication_role = replica`;
		await writePeople(sql, options.agents);
		await writeConversations(sql, options.conversations);
		await writeItems(sql);
		await copyToBareTable(sql);
		// The bench measures how fast messages are written, not when a visitor is asked to slow down.
		await sql`
			insert into private.rate_limit_rules (kind, website_id, hits, seconds)
			select kind, websites.id, 1000000000, 60
			from public.websites cross join unnest(array['message_visitor', 'message_website']) as kind`;
	});
	await admin`select private.rebuild_inbox()`;
	await admin.unsafe("vacuum (analyze)");
	await admin.unsafe("checkpoint");
	return readHistory(admin);
}

async function writePeople(sql: postgres.TransactionSql, agents: number): Promise<void> {
	await sql`
		insert into auth.users (id, aud, role, email)
		select gen_random_uuid(), 'authenticated', 'authenticated', 'agent-' || n || '@bench.test'
		from generate_series(1, ${agents}) as n`;
	await sql`
		insert into public.profiles (user_id, name, email, last_seen_at)
		select id, 'Agent ' || email, email, now() from auth.users where email like '%@bench.test'`;
	await sql`insert into public.organizations (name, slug) values ('Bench', 'bench')`;
	await sql`
		insert into public.members (organization_id, user_id)
		select organizations.id, profiles.user_id
		from public.organizations, public.profiles where slug = 'bench'`;
	await sql`
		insert into public.websites (organization_id, name, domain)
		select organizations.id, 'Shop ' || n, 'shop-' || n || '.test'
		from public.organizations, generate_series(1, 3) as n where slug = 'bench'`;
}

async function writeConversations(sql: postgres.TransactionSql, count: number): Promise<void> {
	await sql`
		insert into public.visitors (organization_id, website_id, language, browser, last_seen_at)
		select organization_id, id, 'en', 'Firefox', now()
		from public.websites, generate_series(1, ${Math.ceil(count / 3)}) where domain like 'shop-%.test'`;
	await sql`
		insert into public.conversations (
			id, organization_id, website_id, visitor_id, created_at, last_activity_at,
			team_last_order, team_last_change, team_last_message,
			visitor_last_order, visitor_last_change, visitor_last_message,
			visitor_message_count, team_message_count
		)
		select
			private.uuid_v7(), organization_id, website_id, id, began_at, began_at + interval '1 hour',
			${ITEMS_EACH}, ${ITEMS_EACH}, ${ITEMS_EACH}, ${ITEMS_EACH}, ${ITEMS_EACH}, ${ITEMS_EACH},
			${ITEMS_EACH / 2}, ${ITEMS_EACH / 2}
		from (select *, now() - random() * interval '30 days' as began_at from public.visitors) as visitors
		order by began_at`;
	await sql`
		insert into public.conversation_participants (website_id, conversation_id, user_id)
		select website_id, id, ${agentOf(sql)} from public.conversations`;
	await sql`
		insert into public.conversation_reads (
			website_id, conversation_id, user_id, team_upto, visitor_upto, message_count, seen_message_count, visitor_read_at
		)
		select website_id, id, reader, ${ITEMS_EACH}, ${ITEMS_EACH}, ${ITEMS_EACH / 2}, ${ITEMS_EACH / 2}, now()
		from public.conversations, lateral (values (null), (${agentOf(sql)})) as readers (reader)`;
}

/** The agent who answers a conversation: always the same, as far as its id decides. */
function agentOf(sql: postgres.TransactionSql) {
	return sql`(
		select agents.ids[1 + abs(hashtext(conversations.id::text)) % cardinality(agents.ids)]
		from (select array_agg(user_id order by user_id) as ids from public.members) as agents
	)`;
}

async function writeItems(sql: postgres.TransactionSql): Promise<void> {
	await sql`
		insert into public.timeline_items (
			website_id, conversation_id, id, type, text, visitor_id, user_id, created_at,
			team_order, team_change, visitor_order, visitor_change
		)
		select
			website_id, id, private.uuid_v7(), 'message', said.text,
			case when n % 2 = 1 then visitor_id end, case when n % 2 = 0 then ${agentOf(sql)} end,
			created_at + n * interval '5 minutes', n, n, n, n
		from public.conversations
		cross join generate_series(1, ${ITEMS_EACH}) as n
		cross join lateral (
			select string_agg(words.all[1 + floor(random() * cardinality(words.all))::integer], ' ') as text
			from generate_series(1, 6 + n), (select string_to_array(${WORDS}, ' ') as all) as words
			where conversations.id is not null
		) as said
		order by created_at, n`;
}

async function copyToBareTable(sql: postgres.TransactionSql): Promise<void> {
	await sql`create schema bench authorization postgres`;
	await sql.unsafe(`create table ${BARE_TABLE} (like public.timeline_items including all)`);
	await sql.unsafe(`alter table ${BARE_TABLE} owner to postgres`);
	await sql.unsafe(`insert into ${BARE_TABLE} select * from public.timeline_items`);
}

async function readHistory(sql: Sql): Promise<History> {
	const agents = await sql<{ id: string }[]>`select user_id as id from public.members order by 1`;
	const conversations = await sql<Place[]>`
		select
			conversations.id, conversations.website_id as "websiteId", organization_id as "organizationId",
			visitor_id as "visitorId", participants.user_id as "agentId", team_last_order::integer as items
		from public.conversations
		join public.conversation_participants as participants on conversation_id = conversations.id
		order by md5(conversations.id::text)`;
	return { agentIds: agents.map(({ id }) => id), conversations: [...conversations] };
}

/** Something to say, of the length of the messages that stand there. */
export function saySomething(): string {
	const words = WORDS.split(" ");
	return Array.from({ length: 12 }, () => words[Math.floor(Math.random() * words.length)]).join(
		" ",
	);
}

import type { Sql } from "postgres";

/** What the cases ask about: facts of a seeded database, found anew in each. */
export type World = {
	organizationId: string;
	/** The busiest one. */
	websiteId: string;
	agentIds: string[];
	/** From the most frequent to the rarest. */
	tagIds: string[];
	contactIds: string[];
	contactNames: string[];
	/** The conversation with the most items, and how many. */
	long: { id: string; items: number; changes: number };
	/** Open conversations in which none of these agents takes part, newest first. */
	unjoinedIds: string[];
	/** By agent, two open conversations in which they take part. */
	joinedIds: Record<string, string[]>;
	/** Words of one message each. */
	rareWords: string[];
	/** Places far down the inbox, by sort. */
	deepCursors: Record<string, string>;
	/** Days of the history. */
	days: { middle: string; later: string; quarter: string; end: string };
};

/** Looks at the busiest website there is; slow queries are fine here. */
export async function readWorld(sql: Sql): Promise<World> {
	const [website] = await sql`
		select website_id, organization_id from public.conversations
		group by 1, 2 order by count(*) desc limit 1`;
	const websiteId = website?.website_id as string;
	const organizationId = website?.organization_id as string;
	const column = async (rows: Promise<readonly Record<string, unknown>[]>) =>
		(await rows).map(({ value }) => value as string);
	const [long] = await sql`
		select id, team_last_order::int as items, team_last_change::int as changes
		from public.conversations where website_id = ${websiteId}
		order by team_last_order desc limit 1`;
	const [days] = await sql`
		select
			percentile_disc(0.5) within group (order by created_at)::date::text as middle,
			(percentile_disc(0.5) within group (order by created_at) + interval '3 days')::date::text as later,
			(max(created_at) - interval '90 days')::date::text as quarter,
			max(created_at)::date::text as end
		from public.conversations where website_id = ${websiteId}`;
	const agentIds = await column(sql`
		select user_id as value from public.members
		where organization_id = ${organizationId} order by created_at, user_id limit 20`);
	return {
		organizationId,
		websiteId,
		agentIds,
		tagIds: await column(sql`
			select tag_id as value from public.conversation_tags
			where website_id = ${websiteId} group by 1 order by count(*) desc`),
		contactIds: await column(sql`
			select contact_id as value from public.conversations
			where website_id = ${websiteId} and contact_id is not null
			group by 1 order by count(*) desc limit 10`),
		contactNames: await column(sql`
			select name as value from public.contacts where website_id = ${websiteId} order by id limit 10`),
		long: long as unknown as World["long"],
		unjoinedIds: await column(sql`
			select id as value from public.conversations
			where website_id = ${websiteId} and status = 'open'
				and not exists (
					select from public.conversation_participants
					where conversation_id = conversations.id and user_id = any (${agentIds})
				)
			order by id desc limit 500`),
		joinedIds: await joinedIds(sql, { websiteId, agentIds }),
		rareWords: await column(sql`
			select split_part(text, '-', 2) as value
			from (
				select substring(text from '[A-Z]{2}-[0-9]{6,}') as text
				from public.timeline_items
				where website_id = ${websiteId} and type = 'message' and text ~ '[A-Z]{2}-[0-9]{6,}'
					and conversation_id <> ${long?.id ?? ""}
				limit 10
			) as found`),
		deepCursors: await deepCursors(sql, websiteId),
		days: days as unknown as World["days"],
	};
}

async function joinedIds(
	sql: Sql,
	{ websiteId, agentIds }: { websiteId: string; agentIds: string[] },
): Promise<Record<string, string[]>> {
	const rows = await sql<{ agent: string; ids: string[] }[]>`
		select agents.id as agent, array(
			select conversations.id
			from public.conversation_participants as participants
			join public.conversations on conversations.id = participants.conversation_id
			where participants.website_id = ${websiteId} and participants.user_id = agents.id
				and participants.joined_at is not null and participants.left_at is null
				and conversations.status = 'open'
			order by conversations.id desc limit 2
		) as ids
		from unnest(${agentIds}::uuid[]) as agents (id)`;
	return Object.fromEntries(rows.map(({ agent, ids }) => [agent, ids]));
}

const SORTS: Record<string, { by: string; at: string }> = {
	newest: { by: "last_activity_at desc, id desc", at: "last_activity_at" },
	oldest: { by: "last_activity_at, id", at: "last_activity_at" },
	longest_waiting: { by: "waiting_since, id", at: "waiting_since" },
	priority: { by: "priority desc, last_activity_at desc, id desc", at: "last_activity_at" },
};

async function deepCursors(sql: Sql, websiteId: string): Promise<Record<string, string>> {
	const cursors: Record<string, string> = {};
	for (const [sort, { by, at }] of Object.entries(SORTS)) {
		const [row] = await sql.unsafe(
			`select concat_ws('~', $2::text,
				case when ${at} = 'infinity' then 'infinity' else (extract(epoch from ${at}) * 1000000)::bigint::text end,
				id, priority) as cursor
			from public.conversations
			where website_id = $1 and spam_at is null and archived_at is null
			order by ${by}
			offset (select count(*) / 3 from public.conversations where website_id = $1) limit 1`,
			[websiteId, sort],
		);
		cursors[sort] = row?.cursor as string;
	}
	return cursors;
}

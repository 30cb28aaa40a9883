import type { Sql } from "./stack.ts";

/**
 * What the triggers keep, held against a recount from the items: each query answers the rows that are wrong. Website
 * by website, so that others may work beside it.
 */
export const RECOUNTS: Record<string, string> = {
	"every conversation's counters": `
		select conversations.id
		from public.conversations
		left join lateral (
			select
				count(*) as items,
				count(*) + count(edited_at) + count(deleted_at) as changes,
				count(*) filter (where visibility = 'public') as public_items,
				count(*) filter (where visibility = 'public')
					+ count(edited_at) filter (where visibility = 'public')
					+ count(deleted_at) filter (where visibility = 'public') as public_changes,
				max(team_order) filter (where type = 'message') as last_message,
				max(visitor_order) filter (where type = 'message') as last_public_message,
				count(*) filter (where type = 'message' and visibility = 'public' and visitor_id is not null) as by_visitor,
				count(*) filter (
					where type = 'message' and visibility = 'public' and num_nonnulls(user_id, ai_agent_id) > 0
				) as by_team,
				max(created_at) filter (where type = 'message' and visibility = 'public') as last_at
			from public.timeline_items
			where conversation_id = conversations.id
		) as counted on true
		where website_id = any ($1)
			and (
				team_last_order, team_last_change, team_last_message,
				visitor_last_order, visitor_last_change, visitor_last_message,
				visitor_message_count, team_message_count, last_activity_at
			) is distinct from (
				items, changes, last_message,
				public_items, public_changes, last_public_message,
				by_visitor, by_team, greatest(created_at, last_at)
			)`,

	"orders and changes without gaps, for both audiences": `
		select conversation_id
		from public.timeline_items
		join public.conversations on conversations.id = conversation_id
		where conversations.website_id = any ($1)
		group by conversation_id, team_last_order, team_last_change, visitor_last_order, visitor_last_change
		having array_agg(team_order order by team_order) <> array(select generate_series(1, team_last_order))
			or array_agg(visitor_order order by visitor_order) filter (where visitor_order is not null)
				is distinct from nullif(array(select generate_series(1, visitor_last_order)), '{}')
			or max(team_change) <> team_last_change
			or coalesce(max(visitor_change), 0) <> visitor_last_change
			or count(distinct team_change) <> count(*)
			or bool_or(team_change < team_order)`,

	"since when the visitor waits": `
		select conversations.id
		from public.conversations
		where website_id = any ($1)
			and waiting_since is distinct from case when status = 'open' then coalesce(
				(
					select min(items.created_at)
					from public.timeline_items as items
					where items.conversation_id = conversations.id
						and items.type = 'message' and items.visibility = 'public' and items.visitor_id is not null
						and items.team_order > coalesce((
							select max(answers.team_order)
							from public.timeline_items as answers
							where answers.conversation_id = conversations.id
								and answers.type = 'message' and answers.visibility = 'public'
								and num_nonnulls(answers.user_id, answers.ai_agent_id) > 0
						), 0)
				),
				'infinity'
			) else 'infinity' end`,

	"when somebody first wrote and was answered": `
		select conversations.id
		from public.conversations
		left join lateral (
			select min(team_order) as place, min(created_at) as at
			from public.timeline_items
			where conversation_id = conversations.id
				and type = 'message' and visibility = 'public' and visitor_id is not null
		) as written on true
		left join lateral (
			select
				min(created_at) filter (where user_id is not null) as at,
				(array_agg(user_id order by team_order) filter (where user_id is not null))[1] as by,
				min(created_at) filter (where ai_agent_id is not null) as ai_at
			from public.timeline_items
			where conversation_id = conversations.id
				and type = 'message' and visibility = 'public' and team_order > written.place
		) as responded on true
		where website_id = any ($1)
			and (first_written_at, first_responded_at, first_responded_by, first_ai_responded_at)
				is distinct from (written.at, responded.at, responded.by, responded.ai_at)`,

	"how far everybody has read": `
		select reads.conversation_id
		from public.conversation_reads as reads
		left join lateral (
			select
				max(team_order) as upto,
				count(*) filter (where visibility = 'public') as public_items,
				count(*) filter (
					where type = 'message' and visibility = 'public'
						and case when reads.user_id is null
							then num_nonnulls(items.user_id, ai_agent_id) > 0
							else visitor_id is not null
						end
				) as messages
			from public.timeline_items as items
			where items.conversation_id = reads.conversation_id and items.team_order <= reads.team_upto
		) as counted on true
		where reads.website_id = any ($1)
			and (team_upto, visitor_upto, message_count, seen_message_count)
				is distinct from (upto, public_items, messages, messages)`,

	"the tallies of each box": `
		select box, assignee_id
		from (
			select website_id, box, assignee_id, amount from private.inbox_tallies
			union all
			select website_id, conversations.box, assignee_id, -1 from public.conversations
		) as lines
		where website_id = any ($1)
		group by website_id, box, assignee_id
		having sum(amount) <> 0`,

	"the list of each conversation's tags": `
		select conversation_id
		from (
			select conversation_id, array_agg(tag_id order by tag_id) as tag_ids
			from public.conversation_tags
			where website_id = any ($1)
			group by conversation_id
			having count(*) > 1
		) as given
		full join (
			select conversation_id, array(select unnest(tag_ids) order by 1) as tag_ids
			from private.tag_lists
			where website_id = any ($1) and cardinality(tag_ids) > 1
		) as listed using (conversation_id)
		where given.tag_ids is distinct from listed.tag_ids`,

	"a mark for every tag": `
		select id
		from public.conversations
		join public.conversation_tags as given on given.conversation_id = conversations.id
		where conversations.website_id = any ($1)
		group by id
		having tag_marks & private.tag_marks(array_agg(tag_id)) <> private.tag_marks(array_agg(tag_id))`,

	"an event for every tag, participant and assignee": `
		select conversation_id from public.conversation_tags as given
		where website_id = any ($1) and not exists (
			select from public.timeline_items as items
			join public.tags on tags.id = given.tag_id
			where items.conversation_id = given.conversation_id
				and parts @> jsonb_build_array(jsonb_build_object('eventType', 'tag_added', 'message', tags.name)))
		union all
		select conversation_id from public.conversation_participants as participants
		where website_id = any ($1) and not exists (
			select from public.timeline_items as items
			where items.conversation_id = participants.conversation_id
				and parts @> jsonb_build_array(
					jsonb_build_object('eventType', 'participant_joined', 'targetUserId', participants.user_id)))
		union all
		select id from public.conversations
		where website_id = any ($1) and assignee_id is not null and not exists (
			select from public.timeline_items as items
			where items.conversation_id = conversations.id
				and parts @> jsonb_build_array(jsonb_build_object('eventType', 'assigned', 'targetUserId', assignee_id)))`,
};

/** The names of what does not add up in these websites, each with how many rows are wrong. */
export async function findMiscounts(
	sql: Sql,
	websiteIds: string[],
): Promise<Record<string, number>> {
	const wrong: Record<string, number> = {};
	for (const [name, query] of Object.entries(RECOUNTS)) {
		const rows = await sql.unsafe(query, [websiteIds]);
		if (rows.length > 0) wrong[name] = rows.length;
	}
	return wrong;
}

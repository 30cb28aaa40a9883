import { randomUUID } from "node:crypto";
import type postgres from "postgres";
import { type Place, saySomething } from "./history.ts";

type Sql = postgres.Sql;

/**
 * Writes all that a message leaves behind and nothing else: the item, its conversation's counters, its author's cursor and
 * four announcements that were made before. No trigger runs, nobody is asked for a right, and no JSON is put together:
 * a send can't cost less than this.
 *
 * @param sql a connection of a superuser's, who alone may leave triggers out
 */
export async function openRowsWriter(sql: Sql, next: () => Place): Promise<() => Promise<unknown>> {
	await sql`set session_replication_role = replica`;
	const payloads = await announcementsOf(sql, next());
	return () => writeRows(sql, next(), payloads);
}

type Payloads = { items: string; visitorItems: string; header: string; visitorHeader: string };

/** What is announced of a conversation's last message, as text. */
async function announcementsOf(sql: Sql, { id }: Place): Promise<Payloads> {
	const [payloads] = await sql<Payloads[]>`
		select
			jsonb_build_object('items', array[private.item_for_team(items)], 'conversation', header)::text as items,
			jsonb_build_object('items', array[private.item_for_visitor(items)], 'conversation', visitor_header)::text
				as "visitorItems",
			jsonb_build_object('conversation', header)::text as header,
			jsonb_build_object('conversation', visitor_header)::text as "visitorHeader"
		from public.conversations
		join public.timeline_items as items
			on items.conversation_id = conversations.id and items.team_order = conversations.team_last_message
		cross join lateral (
			select
				private.conversation_for_team(conversations) as header,
				private.conversation_for_visitor(conversations) as visitor_header
		) as headers
		where conversations.id = ${id}`;
	if (!payloads) throw new Error(`Conversation ${id} has no message.`);
	return payloads;
}

function writeRows(sql: Sql, { id, agentId, websiteId, visitorId }: Place, payloads: Payloads) {
	return sql`
		with counted as (
			update public.conversations
			set
				team_last_order = team_last_order + 1,
				team_last_change = team_last_change + 1,
				team_last_message = team_last_order + 1,
				visitor_last_order = visitor_last_order + 1,
				visitor_last_change = visitor_last_change + 1,
				visitor_last_message = visitor_last_order + 1,
				team_message_count = team_message_count + 1,
				last_activity_at = clock_timestamp(),
				waiting_since = 'infinity'
			where id = ${id}
			returning *
		),
		item as (
			insert into public.timeline_items (
				website_id, conversation_id, id, type, visibility, text, parts, user_id,
				team_order, team_change, visitor_order, visitor_change
			)
			select
				website_id, id, ${randomUUID()}, 'message', 'public', ${saySomething()}, '[]', ${agentId}::uuid,
				team_last_order, team_last_change, visitor_last_order, visitor_last_change
			from counted
		),
		reading as (
			update public.conversation_reads as reads
			set
				team_upto = team_last_order,
				visitor_upto = visitor_last_order,
				team_read_at = now(),
				visitor_read_at = now()
			from counted
			where reads.conversation_id = counted.id and reads.user_id = ${agentId}
		)
		insert into realtime.messages (topic, event, payload, private, extension)
		values
			(${`conversation:${id}:team`}, 'items_changed', ${payloads.items}::text::jsonb, true, 'broadcast'),
			(${`conversation:${id}`}, 'items_changed', ${payloads.visitorItems}::text::jsonb, true, 'broadcast'),
			(${`inbox:${websiteId}`}, 'conversation_changed', ${payloads.header}::text::jsonb, true, 'broadcast'),
			(${`visitor:${visitorId}`}, 'conversation_changed', ${payloads.visitorHeader}::text::jsonb, true, 'broadcast')`;
}

import type { Sql } from "./stack.ts";

/** Moves a conversation back with all that happened in it, as if it had begun at that moment. */
export async function movesTo(sql: Sql, conversationId: string, moment: string): Promise<void> {
	await sql.begin(async (transaction) => {
		const [move] = await transaction`
			select least(${moment}::timestamptz - created_at, interval '0') as by, website_id as "websiteId"
			from public.conversations where id = ${conversationId} for no key update`;
		const by = move?.by;
		const items = () => transaction`
			select private.mark_report_dirty(${move?.websiteId}, min(created_at), max(created_at))
			from public.timeline_items where conversation_id = ${conversationId}`;
		await items();
		await transaction`
			update public.timeline_items set created_at = created_at + ${by}::interval
			where conversation_id = ${conversationId}`;
		await items();
		await transaction`
			update public.conversations
			set
				created_at = created_at + ${by}::interval,
				last_activity_at = last_activity_at + ${by}::interval,
				first_written_at = first_written_at + ${by}::interval,
				first_responded_at = first_responded_at + ${by}::interval,
				first_ai_responded_at = first_ai_responded_at + ${by}::interval,
				resolved_at = resolved_at + ${by}::interval,
				rated_at = rated_at + ${by}::interval,
				closed_during = (
					select range_agg(tstzrange(lower(span) + ${by}::interval, upper(span) + ${by}::interval))
					from unnest(closed_during) as span
				)
			where id = ${conversationId}`;
	});
}

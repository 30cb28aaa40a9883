-- Another time zone has other days: all sums move to them, some conversations and some weeks of messages at a time. Until
-- all of them are there reports tell of the days of before: of everything once, but of some hours beside the day they were
-- in. What was counted of conversations that are deleted stays on the days of before.

create function private.move_conversations(state private.report_states, last_id uuid)
returns void
language sql
set search_path = ''
as $$
  select private.add_to_report(state, $source$
    -- Their lines, too, for facts are as the lines will make them.
    lines as (
      delete from private.report_lines
      where report_lines.website_id = ($1).website_id
        and report_lines.conversation_id > ($1).moved_conversation_id
        and report_lines.conversation_id <= ($2)[1]::uuid
      returning report_lines.*
    ),
    taken as (
      select lines.at, ($1).timezone, lines.measure, lines.agent_id, lines.tag_id, lines.bin, lines.amount, lines.total
      from lines
      union all
      select
        facts.at, zones.timezone, facts.measure, facts.agent_id, facts.tag_id, facts.bin, zones.amount,
        zones.amount * facts.total
      from private.facts_of_website(($1).website_id, ($1).moved_conversation_id, ($2)[1]::uuid) as facts
      cross join (values (($1).timezone, -1), (($1).next_timezone, 1)) as zones (timezone, amount)
      -- Most are of the same day in both.
      where (facts.at at time zone ($1).timezone)::date <> (facts.at at time zone ($1).next_timezone)::date
    )
  $source$, array[move_conversations.last_id::text]);
$$;

create function private.move_messages(state private.report_states, ends timestamptz)
returns void
language sql
set search_path = ''
as $$
  select private.add_to_report(state, $source$
    taken as (
      select
        known.at, zones.timezone, known.measure, known.agent_id, null::uuid as tag_id, 0::smallint as bin,
        zones.amount * known.amount as amount, 0::bigint as total
      from private.summed_messages(($1).website_id, ($1).messages_moved_until, ($2)[1]::timestamptz) as known
      cross join (values (($1).timezone, -1), (($1).next_timezone, 1)) as zones (timezone, amount)
    )
  $source$, array[move_messages.ends::text]);
$$;

create function private.move_report(state private.report_states, part integer)
returns private.report_states
language plpgsql
set search_path = ''
as $$
declare
  moved private.report_states := state;
begin
  moved.moved_conversation_id := coalesce(
    (
      select conversations.id
      from public.conversations
      where conversations.website_id = state.website_id
        and conversations.id > state.moved_conversation_id
      order by conversations.id
      offset move_report.part / 10 -- of each there are about as many facts
      limit 1
    ),
    'ffffffff-ffff-ffff-ffff-ffffffffffff'
  );

  select coalesce(min(known.starts) at time zone 'UTC' + interval '7 days', 'infinity')
  into moved.messages_moved_until
  from private.report_sums as known
  where known.website_id = state.website_id
    and known.scope = 'website'
    and known.grain = 'quarter'
    and known.measure in ('received', 'sent', 'ai_sent')
    and known.starts >= state.messages_moved_until at time zone 'UTC';

  perform private.move_conversations(state, moved.moved_conversation_id);
  perform private.move_messages(state, moved.messages_moved_until);

  if moved.moved_conversation_id = 'ffffffff-ffff-ffff-ffff-ffffffffffff' and moved.messages_moved_until = 'infinity' then
    moved.timezone := moved.next_timezone;
    moved.next_timezone := null;
    moved.moved_conversation_id := null;
    moved.messages_moved_until := null;
  end if;

  return moved;
end;
$$;
comment on function private.move_report(private.report_states, integer) is
  'Moves some conversations and a week of messages to the next time zone; with the last ones, reports tell of its days.';

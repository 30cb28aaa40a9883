-- Reports anew, from the rows themselves: after conversations were loaded past the triggers, or when in doubt. What was
-- counted of conversations that are deleted is lost by it. A million conversations take some minutes; a website is a part,
-- and `rebuild_report` for each in a transaction of its own can be stopped and gone on with.

create function private.restamp_responses(website_id uuid)
returns void
language sql
set search_path = ''
as $$
  update public.conversations
  set
    first_written_at = firsts.written_at,
    first_responded_at = firsts.responded_at,
    first_responded_by = firsts.responded_by,
    first_ai_responded_at = firsts.ai_responded_at
  from (
    select
      conversations.id,
      written.created_at as written_at,
      responded.created_at as responded_at,
      responded.user_id as responded_by,
      ai_responded.created_at as ai_responded_at
    from public.conversations
    left join lateral (
      select items.team_order, items.created_at
      from public.timeline_items as items
      where items.conversation_id = conversations.id
        and items.type = 'message'
        and items.visibility = 'public'
        and items.visitor_id is not null
      order by items.team_order
      limit 1
    ) as written on conversations.visitor_message_count > 0
    left join lateral (
      select items.created_at, items.user_id
      from public.timeline_items as items
      where items.conversation_id = conversations.id
        and items.team_order > written.team_order
        and items.type = 'message'
        and items.visibility = 'public'
        and items.user_id is not null
      order by items.team_order
      limit 1
    ) as responded on conversations.team_message_count > 0
    left join lateral (
      select items.created_at
      from public.timeline_items as items
      where items.conversation_id = conversations.id
        and items.team_order > written.team_order
        and items.type = 'message'
        and items.visibility = 'public'
        and items.ai_agent_id is not null
      order by items.team_order
      limit 1
    ) as ai_responded on conversations.team_message_count > 0
    where conversations.website_id = restamp_responses.website_id
      and conversations.visitor_message_count > 0
      and (
        conversations.first_written_at is null
        or (
          conversations.team_message_count > 0
          and conversations.first_responded_at is null
          and conversations.first_ai_responded_at is null
        )
      )
  ) as firsts
  where conversations.id = firsts.id
    and (
      conversations.first_written_at,
      conversations.first_responded_at,
      conversations.first_responded_by,
      conversations.first_ai_responded_at
    ) is distinct from (firsts.written_at, firsts.responded_at, firsts.responded_by, firsts.ai_responded_at);
$$;
comment on function private.restamp_responses(uuid) is
  'Finds first messages and first responses in the timelines for conversations that lack them; what is stamped is believed. It holds the conversations it stamps until its transaction ends.';

create function private.rebuild_report(website_id uuid)
returns void
language plpgsql
set search_path = ''
set work_mem = '256MB' -- it sorts all there ever was
as $$
declare
  state private.report_states;
begin
  perform private.restamp_responses(rebuild_report.website_id);

  insert into private.report_states (website_id, timezone, messages_until)
  select websites.id, websites.timezone, private.messages_are_all_there_until()
  from public.websites
  where websites.id = rebuild_report.website_id
  on conflict on constraint report_states_pkey do update
  set
    timezone = excluded.timezone,
    messages_until = excluded.messages_until,
    next_timezone = null,
    moved_conversation_id = null,
    messages_moved_until = null
  returning report_states.* into state;

  delete from private.report_sums
  where report_sums.website_id = state.website_id;

  execute private.summing($source$
    settled_lines as (
      delete from private.report_lines
      where report_lines.website_id = ($1).website_id
    ),
    settled_recounts as (
      delete from private.report_recounts
      where report_recounts.website_id = ($1).website_id
    ),
    taken as (
      select
        facts.at, ($1).timezone, facts.measure, facts.agent_id, facts.tag_id, facts.bin, 1 as amount, facts.total
      from private.facts_of_website(($1).website_id) as facts
      union all
      select counted.at, ($1).timezone, counted.measure, counted.agent_id, null, 0, counted.amount, 0
      from private.messages_of_website(($1).website_id, '-infinity', ($1).messages_until) as counted
    )
  $source$)
  using state;
end;
$$;

create function private.rebuild_reports()
returns void
language plpgsql
set search_path = ''
as $$
declare
  website_id uuid;
begin
  for website_id in
    select websites.id from public.websites order by websites.id
  loop
    perform private.rebuild_report(website_id);
  end loop;
end;
$$;
comment on function private.rebuild_reports() is
  'Counts everything that reports show anew, in one transaction. People may go on working meanwhile: what they change is summed up afterwards.';

-- Adding up: lines and messages become the sums that reports read (57_report_sums.sql), a part at a time.

create function private.summing(source text)
returns text
language sql
immutable
set search_path = ''
as $$
  -- One statement, so that what is taken and what is counted are of the same moment.
  select 'with ' || summing.source || $sql$,
    counted as (
      select
        whose.scope,
        whose.scope_id,
        taken.measure,
        taken.bin,
        private.quarter_of(taken.at) at time zone 'UTC' as quarter,
        taken.at at time zone taken.timezone as shown,
        taken.amount,
        taken.total
      from taken
      cross join lateral (
        select 'website'::private.report_scope as scope, ($1).website_id as scope_id
        where taken.tag_id is null
        union all
        select 'agent', taken.agent_id
        where taken.agent_id is not null
        union all
        select 'tag', taken.tag_id
        where taken.tag_id is not null
      ) as whose
    ),
    -- The time comes first: it tells rows apart soonest, and then sorting is cheap.
    days as (
      select
        date_trunc('day', counted.shown) as starts, counted.scope_id, counted.measure, counted.bin, counted.scope,
        sum(counted.amount)::bigint as amount, sum(counted.total)::bigint as total
      from counted
      group by 1, 2, 3, 4, 5
    ),
    placed as (
      select
        counted.quarter as starts, counted.scope_id, counted.measure, counted.bin, counted.scope,
        'quarter'::private.report_grain as grain, sum(counted.amount)::bigint as amount, sum(counted.total)::bigint as total
      from counted
      -- By the quarter hour only what is asked for by the hour, and messages, to recount them.
      where counted.scope = 'website'
        or (counted.scope = 'agent' and counted.measure = 'sent')
      group by 1, 2, 3, 4, 5, 6
      union all
      select
        date_trunc('day', counted.shown), counted.scope_id, counted.measure, date_part('hour', counted.shown)::smallint,
        counted.scope, 'clock'::private.report_grain, sum(counted.amount)::bigint, sum(counted.total)::bigint
      from counted
      where (counted.scope, counted.measure) in (('website', 'received'), ('agent', 'sent'))
      group by 1, 2, 3, 4, 5, 6
      union all
      select days.starts, days.scope_id, days.measure, days.bin, days.scope, 'day', days.amount, days.total
      from days
      union all
      -- Of days, which are fewer than what they were made of.
      select
        date_trunc(grains.grain::text, days.starts), days.scope_id, days.measure, days.bin,
        days.scope, grains.grain, sum(days.amount)::bigint, sum(days.total)::bigint
      from days
      cross join (values ('week'::private.report_grain), ('month')) as grains (grain)
      group by 1, 2, 3, 4, 5, 6
    )
    insert into private.report_sums
      (website_id, starts, scope_id, measure, bin, scope, grain, amount, total)
    select
      ($1).website_id, placed.starts, placed.scope_id, placed.measure, placed.bin, placed.scope, placed.grain,
      placed.amount, placed.total
    from placed
    where placed.amount <> 0
      or placed.total <> 0
    -- Those of one time are near each other in the index.
    order by placed.starts
  $sql$;
$$;
comment on function private.summing(text) is
  'The statement that makes sums of what a query named `taken` gives; $1 is the website''s state.';

create function private.add_to_report(state private.report_states, source text, others text[])
returns void
language plpgsql
set search_path = ''
as $$
begin
  execute private.summing(add_to_report.source) || $sql$
    on conflict on constraint report_sums_pkey do update
    set
      amount = report_sums.amount + excluded.amount,
      total = report_sums.total + excluded.total
  $sql$
  using add_to_report.state, add_to_report.others;
end;
$$;
comment on function private.add_to_report(private.report_states, text, text[]) is
  'Adds what a query named `taken` gives to the sums of a website; $1 is its state, $2 what else the query needs.';

create function private.place_lines(state private.report_states, part integer)
returns boolean
language plpgsql
set search_path = ''
as $$
declare
  ids bigint[] := array(
    select lines.id
    from private.report_lines as lines
    where lines.website_id = state.website_id
    order by lines.id
    limit place_lines.part + 1
  );
begin
  if cardinality(ids) > 0 then
    perform private.add_to_report(state, $source$
      lines as (
        delete from private.report_lines
        where report_lines.website_id = ($1).website_id
          and report_lines.id <= ($2)[1]::bigint
        returning report_lines.*
      ),
      taken as (
        select
          lines.at,
          case when lines.conversation_id <= ($1).moved_conversation_id then ($1).next_timezone else ($1).timezone end as timezone,
          lines.measure, lines.agent_id, lines.tag_id, lines.bin, lines.amount, lines.total
        from lines
      )
    $source$, array[ids[least(cardinality(ids), place_lines.part)]::text]);
  end if;

  return cardinality(ids) > place_lines.part;
end;
$$;
comment on function private.place_lines(private.report_states, integer) is 'Adds up some lines; true if there are more.';

create function private.count_messages(state private.report_states, starts timestamptz, ends timestamptz)
returns void
language sql
set search_path = ''
as $$
  select private.add_to_report(state, $source$
    taken as (
      select
        messages.at,
        case when messages.at < ($1).messages_moved_until then ($1).next_timezone else ($1).timezone end as timezone,
        messages.measure, messages.agent_id, null::uuid as tag_id, 0::smallint as bin, messages.amount, 0::bigint as total
      from (
        select counted.*
        from private.messages_of_website(($1).website_id, ($2)[1]::timestamptz, ($2)[2]::timestamptz) as counted
        union all
        -- What was counted before is taken away: counting twice changes nothing.
        select known.at, known.measure, known.agent_id, -known.amount
        from private.summed_messages(($1).website_id, ($2)[1]::timestamptz, ($2)[2]::timestamptz) as known
      ) as messages
    )
  $source$, array[count_messages.starts::text, count_messages.ends::text]);
$$;

create function private.end_of_part(website_id uuid, starts timestamptz, ends timestamptz, part integer)
returns timestamptz
language sql
stable
set search_path = ''
as $$
  select coalesce(
    least(
      end_of_part.ends,
      (
        select private.quarter_of(items.created_at) + interval '15 minutes'
        from public.timeline_items as items
        where items.website_id = end_of_part.website_id
          and items.type = 'message'
          and items.created_at >= end_of_part.starts
          and items.created_at < end_of_part.ends
        order by items.created_at
        offset end_of_part.part - 1
        limit 1
      )
    ),
    end_of_part.ends
  );
$$;
comment on function private.end_of_part(uuid, timestamptz, timestamptz, integer) is
  'The end of the quarter hour in which so many messages are reached, or of the whole time.';

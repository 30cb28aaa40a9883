-- Adding up: lines and messages become the sums that reports read (57_report_sums.sql), minute by minute.

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
        select 'website'::private.report_scope as scope, $1 as scope_id
        where taken.tag_id is null
        union all
        select 'agent', taken.agent_id
        where taken.agent_id is not null
        union all
        select 'tag', taken.tag_id
        where taken.tag_id is not null
      ) as whose
    ),
    days as (
      select
        counted.scope, counted.scope_id, counted.measure, counted.bin, date_trunc('day', counted.shown) as starts,
        sum(counted.amount)::bigint as amount, sum(counted.total)::bigint as total
      from counted
      group by 1, 2, 3, 4, 5
    ),
    placed as (
      select
        counted.scope, 'quarter'::private.report_grain as grain, counted.measure, counted.quarter as starts,
        counted.scope_id, counted.bin, sum(counted.amount)::bigint as amount, sum(counted.total)::bigint as total
      from counted
      -- By the quarter hour only what is asked for by the hour, and messages, to recount them.
      where counted.scope = 'website'
        or (counted.scope = 'agent' and counted.measure = 'sent')
      group by 1, 2, 3, 4, 5, 6
      union all
      select
        counted.scope, 'clock'::private.report_grain, counted.measure, date_trunc('day', counted.shown),
        counted.scope_id, date_part('hour', counted.shown)::smallint, sum(counted.amount)::bigint, sum(counted.total)::bigint
      from counted
      where (counted.scope, counted.measure) in (('website', 'received'), ('agent', 'sent'))
      group by 1, 2, 3, 4, 5, 6
      union all
      select days.scope, 'day', days.measure, days.starts, days.scope_id, days.bin, days.amount, days.total
      from days
      union all
      -- Of days, which are fewer than what they were made of.
      select
        days.scope, grains.grain, days.measure, date_trunc(grains.grain::text, days.starts),
        days.scope_id, days.bin, sum(days.amount)::bigint, sum(days.total)::bigint
      from days
      cross join (values ('week'::private.report_grain), ('month')) as grains (grain)
      group by 1, 2, 3, 4, 5, 6
    )
    insert into private.report_sums
      (website_id, scope, grain, measure, starts, scope_id, bin, amount, total)
    select $1, placed.scope, placed.grain, placed.measure, placed.starts, placed.scope_id, placed.bin, placed.amount, placed.total
    from placed
    where placed.amount <> 0
      or placed.total <> 0
    -- In the order of the key they come to its index side by side.
    order by placed.scope, placed.grain, placed.measure, placed.starts, placed.scope_id, placed.bin
  $sql$;
$$;
comment on function private.summing(text) is
  'The statement that makes sums of a website, $1, from what a query named `taken` gives.';

create function private.add_to_report(website_id uuid, timezone text, source text, others text[])
returns void
language plpgsql
set search_path = ''
set work_mem = '64MB' -- another time zone sorts all there ever was
as $$
begin
  execute private.summing(add_to_report.source) || $sql$
    on conflict on constraint report_sums_pkey do update
    set
      amount = report_sums.amount + excluded.amount,
      total = report_sums.total + excluded.total
  $sql$
  using add_to_report.website_id, add_to_report.timezone, add_to_report.others;
end;
$$;
comment on function private.add_to_report(uuid, text, text, text[]) is
  'Adds what a query named `taken` gives to the sums of a website; $1 is the website, $2 the time zone, $3 what else it needs.';

create function private.count_messages(website_id uuid, timezone text, starts timestamptz, ends timestamptz)
returns void
language sql
set search_path = ''
as $$
  -- What was counted before is taken away: counting twice changes nothing.
  select private.add_to_report(count_messages.website_id, count_messages.timezone, $source$
    taken as (
      select counted.at, $2 as timezone, counted.measure, counted.agent_id, null::uuid as tag_id,
        0::smallint as bin, counted.amount, 0::bigint as total
      from private.messages_of_website($1, ($3)[1]::timestamptz, ($3)[2]::timestamptz) as counted
      union all
      select known.starts at time zone 'UTC', $2, known.measure,
        case known.scope when 'agent' then known.scope_id end, null, 0, -known.amount, 0
      from private.report_sums as known
      where known.website_id = $1
        and known.grain = 'quarter'
        and (known.scope, known.measure) in (('website', 'received'), ('agent', 'sent'), ('website', 'ai_sent'))
        and known.starts >= ($3)[1]::timestamptz at time zone 'UTC'
        and known.starts < ($3)[2]::timestamptz at time zone 'UTC'
    )
  $source$, array[count_messages.starts::text, count_messages.ends::text]);
$$;

create function private.place_lines(website_id uuid, timezone text, new_timezone text)
returns void
language sql
set search_path = ''
as $$
  select private.add_to_report(place_lines.website_id, place_lines.timezone, $source$
    lines as (
      delete from private.report_lines
      where report_lines.website_id = $1
      returning report_lines.*
    ),
    taken as (
      select lines.at, $2 as timezone, lines.measure, lines.agent_id, lines.tag_id, lines.bin, lines.amount, lines.total
      from lines
    $source$ || case when place_lines.new_timezone <> place_lines.timezone then $source$
      -- Other days: all there is leaves the old ones and comes to the new ones. What is of nothing any more stays.
      union all
      select facts.at, zones.timezone, facts.measure, facts.agent_id, facts.tag_id, facts.bin, zones.amount,
        zones.amount * facts.total
      from private.facts_of_website($1) as facts
      cross join (values ($2, -1), (($3)[1], 1)) as zones (timezone, amount)
      union all
      select known.starts at time zone 'UTC', zones.timezone, known.measure,
        case known.scope when 'agent' then known.scope_id end, null, 0, zones.amount * known.amount, 0
      from private.report_sums as known
      cross join (values ($2, -1), (($3)[1], 1)) as zones (timezone, amount)
      where known.website_id = $1
        and known.grain = 'quarter'
        and (known.scope, known.measure) in (('website', 'received'), ('agent', 'sent'), ('website', 'ai_sent'))
    $source$ else '' end || ')',
    array[place_lines.new_timezone]
  );
$$;

create function private.messages_are_all_there_until()
returns timestamptz
language sql
stable
return private.quarter_of(now() - interval '5 minutes');
comment on function private.messages_are_all_there_until() is
  'A message has its moment some seconds before its commit: the last minutes wait to be summed up.';

create function private.sum_up_report(website_id uuid)
returns void
language plpgsql
set search_path = ''
as $$
declare
  state private.report_states;
  current_timezone text;
  counted_until timestamptz := private.messages_are_all_there_until();
  recount record;
begin
  insert into private.report_states (website_id, timezone)
  select websites.id, websites.timezone
  from public.websites
  where websites.id = sum_up_report.website_id
  on conflict do nothing;

  select states.*
  into state
  from private.report_states as states
  where states.website_id = sum_up_report.website_id
  for update skip locked;

  if state.website_id is null then
    return;
  end if;

  select websites.timezone
  into current_timezone
  from public.websites
  where websites.id = state.website_id;

  perform private.place_lines(state.website_id, state.timezone, current_timezone);

  for recount in
    delete from private.report_recounts as recounts
    where recounts.website_id = state.website_id
    returning
      private.quarter_of(recounts.starts) as starts,
      least(private.quarter_of(recounts.ends) + interval '15 minutes', state.messages_until) as ends
  loop
    perform private.count_messages(state.website_id, current_timezone, recount.starts, recount.ends);
  end loop;

  if state.messages_until < counted_until then
    perform private.count_messages(state.website_id, current_timezone, state.messages_until, counted_until);
  end if;

  update private.report_states as states
  set
    timezone = current_timezone,
    messages_until = greatest(states.messages_until, counted_until)
  where states.website_id = state.website_id;
end;
$$;

create function private.sum_up_reports()
returns void
language plpgsql
set search_path = ''
as $$
declare
  website_id uuid;
begin
  delete from private.report_lines as lines
  where not exists (select from public.websites where websites.id = lines.website_id);

  for website_id in
    select websites.id from public.websites order by websites.id
  loop
    perform private.sum_up_report(website_id);
  end loop;
end;
$$;
comment on function private.sum_up_reports() is
  'Brings the sums of all websites up to date. Safe at any time, also twice at once; what is read is the same before and after.';

-- What a report reads: of each of its parts the steps, and of each step the fewest sums that make it up.

create type private.report_part as enum ('summary', 'before', 'series', 'agents', 'tags');

create function private.report_parts(wanted private.report_request)
returns table (part private.report_part, scope private.report_scope, scope_id uuid, step text, starts date, ends date)
language sql
stable
begin atomic
  select 'summary'::private.report_part, wanted.scope, wanted.scope_id, 'period', wanted.starts, wanted.ends
  union all
  select 'before', wanted.scope, wanted.scope_id, 'period', wanted.starts - (wanted.ends - wanted.starts), wanted.starts
  union all
  select 'series', wanted.scope, wanted.scope_id, wanted.step, wanted.starts, wanted.ends
  union all
  select 'agents', 'agent', null, 'period', wanted.starts, wanted.ends
  where wanted.scope = 'website'
  union all
  select 'tags', 'tag', null, 'period', wanted.starts, wanted.ends
  where wanted.scope = 'website';
end;
comment on function private.report_parts(private.report_request) is
  'What a report says figures of, in steps or of a period as one; those without an id of each that has some. Of one agent or tag the summary says it all.';

create function private.beginning_of_day(day timestamp, timezone text)
returns timestamptz
language sql
stable
-- Of an hour that clocks show twice, the database takes the second.
return day at time zone timezone - case
  when (day at time zone timezone - interval '1 hour') at time zone timezone >= day then interval '1 hour'
  else interval '0'
end;
comment on function private.beginning_of_day(timestamp, text) is
  'The first moment of a day somewhere. Where clocks change at midnight, there may be two midnights, or none.';

create function private.report_step(step text, timezone text, moment timestamptz, starts date)
returns timestamptz
language sql
stable
return case report_step.step
  when 'hour' then date_trunc('hour', report_step.moment, report_step.timezone)
  when 'period' then private.beginning_of_day(report_step.starts, report_step.timezone)
  else private.beginning_of_day(
    greatest(date_trunc(report_step.step, report_step.moment at time zone report_step.timezone), report_step.starts),
    report_step.timezone
  )
end;
comment on function private.report_step(text, text, timestamptz, date) is 'When the step of a period began in which a moment lies.';

create function private.days_as_pieces(starts timestamp, ends timestamp)
returns table (grain private.report_grain, sign integer, moments timestamp[])
language sql
stable
begin atomic
  select pieces.grain, pieces.sign, array_agg(distinct date_trunc(pieces.grain::text, pieces.day))
  from (
    -- Of a long time also months of which it holds more than half, from which the rest is taken away again.
    select
      date_trunc('month', days_as_pieces.starts + case when lengths.is_long then interval '15 days' else interval '1 month - 1 day' end)
        as starts,
      date_trunc('month', days_as_pieces.ends + case when lengths.is_long then interval '15 days' else interval '0' end) as ends
    from (select days_as_pieces.ends - days_as_pieces.starts > interval '31 days' as is_long) as lengths
  ) as months
  cross join lateral (
    select
      days.day,
      case when days.day >= days_as_pieces.starts and days.day < days_as_pieces.ends then 1 else -1 end as sign,
      case
        when days.day >= months.starts and days.day < months.ends
          and days.day >= days_as_pieces.starts and days.day < days_as_pieces.ends then 'month'
        when exists (
          select
          from unnest(array[days_as_pieces.starts, days_as_pieces.ends, months.starts, months.ends]) as edges (edge)
          where edges.edge > date_trunc('week', days.day)
            and edges.edge < date_trunc('week', days.day) + interval '1 week'
        ) then 'day'
        else 'week'
      end::private.report_grain as grain
    from generate_series(
      least(days_as_pieces.starts, months.starts),
      greatest(days_as_pieces.ends, months.ends) - interval '1 day',
      interval '1 day'
    ) as days (day)
  ) as pieces
  group by 1, 2;
end;
comment on function private.days_as_pieces(timestamp, timestamp) is
  'The sums that days add up to: of months, of the weeks beside them, and of the days that are left.';

create function private.report_pieces(step text, timezone text, starts date, ends date)
returns table (at timestamptz, grain private.report_grain, sign integer, moments timestamp[])
language sql
stable
begin atomic
  select
    private.report_step(report_pieces.step, report_pieces.timezone, quarters.at, report_pieces.starts),
    'quarter'::private.report_grain,
    1,
    array_agg(quarters.at at time zone 'UTC')
  from generate_series(
    private.beginning_of_day(report_pieces.starts, report_pieces.timezone),
    private.beginning_of_day(report_pieces.ends, report_pieces.timezone) - interval '1 microsecond',
    interval '15 minutes'
  ) as quarters (at)
  where report_pieces.step = 'hour'
  group by 1
  union all
  select private.beginning_of_day(steps.starts, report_pieces.timezone), pieces.grain, pieces.sign, pieces.moments
  from (
    select report_pieces.starts::timestamp as starts, report_pieces.ends::timestamp as ends
    where report_pieces.step = 'period'
    union all
    select greatest(every.starts, report_pieces.starts), least(every.starts + units.length, report_pieces.ends)
    from (
      select
        case report_pieces.step when 'week' then 'week' when 'month' then 'month' else 'day' end as name,
        case report_pieces.step when 'week' then interval '1 week' when 'month' then interval '1 month' else interval '1 day' end
          as length
    ) as units
    cross join lateral generate_series(
      date_trunc(units.name, report_pieces.starts::timestamp),
      report_pieces.ends::timestamp - interval '1 day',
      units.length
    ) as every (starts)
    where report_pieces.step in ('day', 'week', 'month')
  ) as steps
  cross join lateral private.days_as_pieces(steps.starts, steps.ends) as pieces;
end;
comment on function private.report_pieces(text, text, date, date) is
  'The steps of a period, each with the sums that make it up: those to add, and with the sign -1 those to take away.';

create function private.report_reads(wanted private.report_request)
returns table (
  part private.report_part,
  at timestamptz,
  scope private.report_scope,
  scope_id uuid,
  grain private.report_grain,
  sign integer,
  moments timestamp[]
)
language plpgsql -- keeps its plan, and what it takes out of those that read by it
stable
rows 100
set search_path = ''
set plan_cache_mode = force_generic_plan
as $$
begin
  return query
    select parts.part, pieces.at, parts.scope, parts.scope_id, pieces.grain, pieces.sign, pieces.moments
    from private.report_parts(wanted) as parts
    cross join lateral private.report_pieces(parts.step, wanted.timezone, parts.starts, parts.ends) as pieces;
end;
$$;
comment on function private.report_reads(private.report_request) is
  'What to read for a report: of each of its parts, the sums that make its steps up.';

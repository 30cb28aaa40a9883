-- The figures of reports: from sums, by months where a period holds whole ones, and from what is not summed up yet.

create function private.report_spans(step text, timezone text, starts date, ends date)
returns table (grain private.report_grain, starts timestamp, ends timestamp)
language sql
stable
rows 3
set search_path = ''
as $$
  with months as (
    select
      date_trunc('month', report_spans.starts + interval '1 month' - interval '1 day') as first,
      date_trunc('month', report_spans.ends::timestamp) as last
  )
  select spans.grain, spans.starts, spans.ends
  from months
  cross join lateral (
    select
      'quarter'::private.report_grain as grain,
      report_spans.starts::timestamp at time zone report_spans.timezone at time zone 'UTC' as starts,
      report_spans.ends::timestamp at time zone report_spans.timezone at time zone 'UTC' as ends
    where report_spans.step = 'hour'
    union all
    select 'day', report_spans.starts, report_spans.ends
    where report_spans.step in ('day', 'week')
      or (report_spans.step in ('month', 'period') and months.first >= months.last)
    union all
    select whole.grain, whole.starts, whole.ends
    from (
      values
        ('day'::private.report_grain, report_spans.starts::timestamp, months.first),
        ('month', months.first, months.last),
        ('day', months.last, report_spans.ends::timestamp)
    ) as whole (grain, starts, ends)
    where report_spans.step in ('month', 'period')
      and months.first < months.last
  ) as spans
  where spans.starts < spans.ends;
$$;
comment on function private.report_spans(text, text, date, date) is 'The pieces of sums that make up a period, for steps of some length.';

create function private.report_step(step text, timezone text, moment timestamptz, starts date)
returns timestamptz
language sql
stable
return case report_step.step
  when 'period' then null
  when 'hour' then date_trunc('hour', report_step.moment, report_step.timezone)
  else greatest(
    date_trunc(report_step.step, report_step.moment at time zone report_step.timezone),
    report_step.starts
  ) at time zone report_step.timezone
end;
comment on function private.report_step(text, text, timestamptz, date) is 'When the step of a period began in which a moment lies.';

create function private.report_tail(website_id uuid)
returns table (at timestamptz, measure private.report_measure, agent_id uuid, tag_id uuid, bin smallint, amount bigint, total bigint)
language sql
stable
begin atomic
  select lines.at, lines.measure, lines.agent_id, lines.tag_id, lines.bin, lines.amount::bigint, lines.total
  from private.report_lines as lines
  where lines.website_id = report_tail.website_id
  union all
  select messages.at, messages.measure, messages.agent_id, null, 0, messages.amount, 0
  from private.messages_of_website(
    report_tail.website_id,
    coalesce(
      (
        select states.messages_until
        from private.report_states as states
        where states.website_id = report_tail.website_id
      ),
      '-infinity'
    ),
    'infinity'
  ) as messages;
end;
comment on function private.report_tail(uuid) is 'What is not summed up yet.';

create function private.report_cells(
  website_id uuid,
  scope private.report_scope,
  scope_id uuid,
  measures private.report_measure[],
  step text,
  timezone text,
  starts date,
  ends date
)
returns table (scope_id uuid, at timestamptz, measure private.report_measure, bin smallint, amount double precision, total double precision)
language sql
stable
set search_path = ''
set plan_cache_mode = force_custom_plan
as $$
  with spans as materialized (
    select found.*
    from private.report_spans(report_cells.step, report_cells.timezone, report_cells.starts, report_cells.ends) as found
  ),
  -- In which step each moment of the sums lies, found once for all that is summed up there.
  moments as materialized (
    select
      spans.grain,
      every.starts,
      private.report_step(
        report_cells.step,
        report_cells.timezone,
        every.starts at time zone case spans.grain when 'quarter' then 'UTC' else report_cells.timezone end,
        report_cells.starts
      ) as at
    from spans
    cross join lateral generate_series(
      case spans.grain
        when 'quarter' then private.quarter_of(spans.starts at time zone 'UTC') at time zone 'UTC'
        else spans.starts
      end,
      spans.ends - interval '1 microsecond',
      case spans.grain when 'quarter' then interval '15 minutes' when 'day' then interval '1 day' else interval '1 month' end
    ) as every (starts)
  ),
  cells as (
    select sums.scope_id, moments.at, sums.measure, sums.bin, sums.amount, sums.total
    from spans
    cross join unnest(report_cells.measures) as wanted (measure)
    cross join lateral (
      select report_sums.scope_id, report_sums.grain, report_sums.measure, report_sums.starts, report_sums.bin,
        report_sums.amount, report_sums.total
      from private.report_sums
      where report_sums.website_id = report_cells.website_id
        and report_sums.scope = report_cells.scope
        and (report_cells.scope_id is null or report_sums.scope_id = report_cells.scope_id)
        and report_sums.grain = spans.grain
        and report_sums.measure = wanted.measure
        and report_sums.starts >= spans.starts
        and report_sums.starts < spans.ends
      -- Few pieces, each a stretch of an index: joined otherwise, all sums there are would be read.
      offset 0
    ) as sums
    join moments on moments.grain = sums.grain and moments.starts = sums.starts
    union all
    select whose.scope_id,
      private.report_step(report_cells.step, report_cells.timezone, tail.at, report_cells.starts),
      tail.measure, tail.bin, tail.amount, tail.total
    from private.report_tail(report_cells.website_id) as tail
    cross join lateral (
      select case report_cells.scope
        when 'website' then case when tail.tag_id is null then report_cells.website_id end
        when 'agent' then tail.agent_id
        else tail.tag_id
      end as scope_id
    ) as whose
    where whose.scope_id is not null
      and (report_cells.scope_id is null or whose.scope_id = report_cells.scope_id)
      and tail.measure = any (report_cells.measures)
      and tail.at >= report_cells.starts::timestamp at time zone report_cells.timezone
      and tail.at < report_cells.ends::timestamp at time zone report_cells.timezone
  )
  select cells.scope_id, cells.at, cells.measure, cells.bin, cells.amount, cells.total
  from cells;
$$;
comment on function private.report_cells(uuid, private.report_scope, uuid, private.report_measure[], text, text, date, date) is
  'What was counted in a period, with the step of it, for a website, an agent or a tag, or without an id for each of them.';

create function private.measures_of(scope private.report_scope)
returns private.report_measure[]
language sql
immutable
return case scope
  when 'agent' then '{responded,resolved,rated,sent}'
  when 'tag' then '{started,responded,ai_responded,resolved,closed,reopened,rated}'
  else '{started,responded,ai_responded,resolved,closed,reopened,rated,received,sent,ai_sent}'
end::private.report_measure[];
comment on function private.measures_of(private.report_scope) is 'What can be said of whom: nobody of the team starts a conversation, and a tag has no messages.';

create function private.no_figures(scope private.report_scope)
returns jsonb
language sql
immutable
set search_path = ''
as $$
  select jsonb_object_agg(
    known.name,
    case when known.measure = any (private.measures_of(no_figures.scope)) then known.nothing else 'null' end
  )
  from (
    values
      ('started'::private.report_measure, 'started', jsonb '0'),
      ('closed', 'closed', '0'),
      ('reopened', 'reopened', '0'),
      ('received', 'messagesReceived', '0'),
      ('sent', 'messagesSent', '0'),
      ('ai_sent', 'messagesSentByAI', '0'),
      ('responded', 'firstResponse', '{"count": 0, "average": null, "median": null, "ninetiethPercentile": null}'),
      ('ai_responded', 'firstResponseByAI', '{"count": 0, "average": null, "median": null, "ninetiethPercentile": null}'),
      ('resolved', 'resolution', '{"count": 0, "average": null, "median": null, "ninetiethPercentile": null}'),
      ('rated', 'rating', '{"count": 0, "average": null, "stars": [0, 0, 0, 0, 0]}')
  ) as known (measure, name, nothing);
$$;
comment on function private.no_figures(private.report_scope) is 'The figures of a time when nothing happened; null is what can''t be said of this scope.';

create function private.report_figures(
  website_id uuid,
  scope private.report_scope,
  scope_id uuid,
  step text,
  timezone text,
  starts date,
  ends date
)
returns table (scope_id uuid, at timestamptz, figures jsonb)
language sql
stable
set search_path = ''
as $$
  with nothing as materialized (
    select private.no_figures(report_figures.scope) as figures
  ),
  steps as (
    select
      cells.*,
      sum(cells.amount) over (partition by cells.at, cells.measure, cells.scope_id order by cells.bin) as reached,
      sum(cells.amount) over (partition by cells.at, cells.measure, cells.scope_id) as everything
    from (
      select
        found.scope_id,
        found.at,
        found.measure,
        found.bin,
        sum(found.amount) as amount,
        sum(found.total) as total
      from private.report_cells(
        report_figures.website_id, report_figures.scope, report_figures.scope_id,
        private.measures_of(report_figures.scope),
        report_figures.step, report_figures.timezone, report_figures.starts, report_figures.ends
      ) as found
      group by 1, 2, 3, 4
      having sum(found.amount) <> 0
    ) as cells
  ),
  measured as (
    select
      steps.scope_id,
      steps.at,
      steps.measure,
      sum(steps.amount)::bigint as amount,
      sum(steps.total) / nullif(sum(steps.amount), 0) as average,
      -- Of the bins, the one that gets there; what stands for it is the average of what is in it.
      min(steps.total / steps.amount) filter (
        where steps.reached >= steps.everything * 0.5 and steps.reached - steps.amount < steps.everything * 0.5
      ) as median,
      min(steps.total / steps.amount) filter (
        where steps.reached >= steps.everything * 0.9 and steps.reached - steps.amount < steps.everything * 0.9
      ) as ninetieth,
      array[
        coalesce(sum(steps.amount) filter (where steps.bin = 1), 0),
        coalesce(sum(steps.amount) filter (where steps.bin = 2), 0),
        coalesce(sum(steps.amount) filter (where steps.bin = 3), 0),
        coalesce(sum(steps.amount) filter (where steps.bin = 4), 0),
        coalesce(sum(steps.amount) filter (where steps.bin = 5), 0)
      ]::bigint[] as stars
    from steps
    group by 1, 2, 3
  )
  select
    measured.scope_id,
    measured.at,
    (select nothing.figures from nothing) || jsonb_object_agg(
      case measured.measure
        when 'received' then 'messagesReceived'
        when 'sent' then 'messagesSent'
        when 'ai_sent' then 'messagesSentByAI'
        when 'responded' then 'firstResponse'
        when 'ai_responded' then 'firstResponseByAI'
        when 'resolved' then 'resolution'
        when 'rated' then 'rating'
        else measured.measure::text
      end,
      case
        when measured.measure in ('responded', 'ai_responded', 'resolved') then jsonb_build_object(
          'count', measured.amount,
          'average', floor(measured.average + 0.5)::bigint,
          'median', floor(measured.median + 0.5)::bigint,
          'ninetiethPercentile', floor(measured.ninetieth + 0.5)::bigint
        )
        when measured.measure = 'rated' then jsonb_build_object(
          'count', measured.amount,
          'average', round(measured.average::numeric, 2),
          'stars', measured.stars
        )
        else to_jsonb(measured.amount)
      end
    )
  from measured
  where measured.amount <> 0
  group by 1, 2;
$$;
comment on function private.report_figures(uuid, private.report_scope, uuid, text, text, date, date) is
  'The figures of each step of a period and each of its scope; what has none is left out.';

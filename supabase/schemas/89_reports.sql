-- Reports: how much there was to do, how fast and how well it was done. Every member of the team sees them.

create function private.figures_of_period(wanted private.report_request, starts date, ends date)
returns jsonb
language sql
stable
set search_path = ''
as $$
  select coalesce(
    (
      select found.figures
      from private.report_figures(
        wanted.website_id, wanted.scope, wanted.scope_id, 'period', wanted.timezone,
        figures_of_period.starts, figures_of_period.ends
      ) as found
    ),
    private.no_figures(wanted.scope)
  );
$$;

create function private.open_before(wanted private.report_request)
returns bigint
language sql
stable
set search_path = ''
as $$
  select coalesce(sum(case cells.measure when 'closed' then -cells.amount else cells.amount end), 0)::bigint
  from private.report_cells(
    wanted.website_id, wanted.scope, wanted.scope_id, '{started,closed,reopened}', 'period', wanted.timezone,
    '1970-01-01', wanted.starts
  ) as cells;
$$;
comment on function private.open_before(private.report_request) is 'How many conversations were open when the period began.';

create function private.report_series(wanted private.report_request)
returns jsonb
language sql
stable
set search_path = ''
as $$
  with steps as (
    select distinct private.report_step(wanted.step, wanted.timezone, moments.moment, wanted.starts) as at
    from generate_series(
      wanted.starts::timestamp at time zone wanted.timezone,
      wanted.ends::timestamp at time zone wanted.timezone - interval '1 microsecond',
      case wanted.step when 'hour' then interval '15 minutes' else interval '6 hours' end
    ) as moments (moment)
  ),
  beginning as materialized (
    select private.open_before(wanted) as open, private.no_figures(wanted.scope) as nothing
  ),
  filled as materialized (
    select steps.at, coalesce(found.figures, beginning.nothing) as figures
    from beginning
    cross join steps
    left join private.report_figures(
      wanted.website_id, wanted.scope, wanted.scope_id, wanted.step, wanted.timezone, wanted.starts, wanted.ends
    ) as found on found.at = steps.at
  )
  select jsonb_agg(
    filled.figures || jsonb_build_object(
      'startsAt', filled.at,
      'open', case when wanted.scope <> 'agent' and filled.at <= now() then filled.open end
    )
    order by filled.at
  )
  from (
    select
      filled.*,
      beginning.open + sum(
        (filled.figures -> 'started')::bigint
          + (filled.figures -> 'reopened')::bigint
          - (filled.figures -> 'closed')::bigint
      ) over (order by filled.at) as open
    from beginning
    cross join filled
    where wanted.scope <> 'agent'
    union all
    select filled.*, null
    from filled
    where wanted.scope = 'agent'
  ) as filled;
$$;
comment on function private.report_series(private.report_request) is
  'The figures of each step, and how many conversations were open at its end. Days on which clocks change have 23 or 25 hours.';

create function private.busiest_hours(wanted private.report_request)
returns jsonb
language sql
stable
set search_path = ''
as $$
  with counted as (
    select
      date_part('isodow', found.at at time zone wanted.timezone) as day,
      date_part('hour', found.at at time zone wanted.timezone) as hour,
      sum(found.amount)::bigint as amount
    from (
      select sums.starts at time zone 'UTC' as at, sums.amount
      from private.report_sums as sums
      where sums.website_id = wanted.website_id
        and sums.scope = wanted.scope
        and sums.scope_id = wanted.scope_id
        and sums.grain = 'quarter'
        and sums.measure = case wanted.scope when 'agent' then 'sent' else 'received' end::private.report_measure
        and sums.starts >= wanted.starts::timestamp at time zone wanted.timezone at time zone 'UTC'
        and sums.starts < wanted.ends::timestamp at time zone wanted.timezone at time zone 'UTC'
      union all
      select tail.at, tail.amount
      from private.report_tail(wanted.website_id) as tail
      where tail.measure = case wanted.scope when 'agent' then 'sent' else 'received' end::private.report_measure
        and (wanted.scope = 'website' or tail.agent_id = wanted.scope_id)
        and tail.at >= wanted.starts::timestamp at time zone wanted.timezone
        and tail.at < wanted.ends::timestamp at time zone wanted.timezone
    ) as found
    where wanted.scope <> 'tag'
    group by 1, 2
  )
  select jsonb_agg(days.hours order by days.day)
  from (
    select day, jsonb_agg(coalesce(counted.amount, 0) order by hour) as hours
    from generate_series(1, 7) as day
    cross join generate_series(0, 23) as hour
    left join counted using (day, hour)
    group by day
  ) as days
  where wanted.scope <> 'tag';
$$;
comment on function private.busiest_hours(private.report_request) is
  'Messages by the day of the week, from Monday, and the hour of the day: those of visitors, or those an agent sent.';

create function private.figures_by_agent(wanted private.report_request)
returns jsonb
language sql
stable
set search_path = ''
as $$
  select coalesce(
    jsonb_agg(
      found.figures || jsonb_build_object(
        'agent', jsonb_build_object('id', found.scope_id, 'name', profiles.name, 'image', profiles.image)
      )
      order by profiles.name, found.scope_id
    ),
    '[]'
  )
  from private.report_figures(
    wanted.website_id, 'agent', case wanted.scope when 'agent' then wanted.scope_id end, 'period', wanted.timezone,
    wanted.starts, wanted.ends
  ) as found
  join public.profiles on profiles.user_id = found.scope_id
  where wanted.scope <> 'tag';
$$;

create function private.figures_by_tag(wanted private.report_request)
returns jsonb
language sql
stable
set search_path = ''
as $$
  select coalesce(
    jsonb_agg(found.figures || jsonb_build_object('tag', private.tag_as_json(tags)) order by tags.name, tags.id),
    '[]'
  )
  from private.report_figures(
    wanted.website_id, 'tag', case wanted.scope when 'tag' then wanted.scope_id end, 'period', wanted.timezone,
    wanted.starts, wanted.ends
  ) as found
  join public.tags on tags.id = found.scope_id
  where wanted.scope <> 'agent';
$$;

create function private.report(website_id uuid, starts text, ends text, step text, agent_id uuid, tag_id uuid)
returns jsonb
language plpgsql
stable
security definer -- sums are in private
set search_path = ''
as $$
declare
  wanted private.report_request;
begin
  perform private.require_visible_website(report.website_id);
  wanted := private.read_report_request(
    report.website_id, report.starts, report.ends, report.step, report.agent_id, report.tag_id
  );

  return jsonb_build_object(
    'websiteId', wanted.website_id,
    'timezone', wanted.timezone,
    'from', wanted.starts,
    'to', wanted.ends - 1,
    'granularity', wanted.step,
    'summary', private.figures_of_period(wanted, wanted.starts, wanted.ends),
    'before', private.figures_of_period(wanted, wanted.starts - (wanted.ends - wanted.starts), wanted.starts),
    'series', private.report_series(wanted),
    'agents', private.figures_by_agent(wanted),
    'tags', private.figures_by_tag(wanted),
    'busiestHours', private.busiest_hours(wanted)
  );
end;
$$;

create function public.report(
  website_id uuid,
  "from" text,
  "to" text,
  granularity text default 'day',
  agent_id uuid default null,
  tag_id uuid default null
)
returns jsonb
language sql
stable
set search_path = ''
as $$
  select private.report(
    report.website_id, report."from", report."to", report.granularity, report.agent_id, report.tag_id
  );
$$;
comment on function public.report(uuid, text, text, text, uuid, uuid) is
  'A website''s figures from the first to the last day of a period, in its time zone: all together and of the period before, by hour, day, week or month, by agent, by tag, and its busiest hours; with an agent or a tag, of that one alone.';

grant execute on function
  private.report(uuid, text, text, text, uuid, uuid),
  public.report(uuid, text, text, text, uuid, uuid)
to authenticated;

-- Reports: how much there was to do, how fast and how well it was done. Every member of the team sees them.

create function private.open_before(wanted private.report_request, tail private.report_change[])
returns bigint
language plpgsql -- keeps its plan
stable
set search_path = ''
set plan_cache_mode = force_generic_plan
as $$
declare
  month timestamp := date_trunc('month', wanted.starts::timestamp);
begin
  return (
    select coalesce(sum(case moved.measure when 'closed' then -moved.amount else moved.amount end), 0)
    from (
      select known.measure, known.amount
      from private.report_sums as known
      where known.website_id = wanted.website_id
        and known.scope = wanted.scope
        and known.grain = 'month'
        and known.measure in ('started', 'closed', 'reopened')
        and known.starts < month
        and known.scope_id = wanted.scope_id
      union all
      select known.measure, known.amount
      from private.report_sums as known
      where known.website_id = wanted.website_id
        and known.scope = wanted.scope
        and known.grain = 'day'
        and known.measure in ('started', 'closed', 'reopened')
        and known.starts >= month
        and known.starts < wanted.starts
        and known.scope_id = wanted.scope_id
      union all
      select changes.measure, changes.amount
      from unnest(tail) as changes
      where changes.measure in ('started', 'closed', 'reopened')
        and changes.tag_id is not distinct from case wanted.scope when 'tag' then wanted.scope_id end
        and changes.at < private.beginning_of_day(wanted.starts, wanted.timezone)
    ) as moved
  );
end;
$$;
comment on function private.open_before(private.report_request, private.report_change[]) is
  'How many conversations of a website or a tag were open when the period began.';

create function private.report_series(
  wanted private.report_request,
  figures private.report_figures[],
  open_before bigint
)
returns json
language plpgsql -- keeps its plan
stable
set search_path = ''
as $$
begin
  return (
    select json_agg(said order by said."startsAt")
    from (
      select
        steps.at as "startsAt",
        case
          when wanted.scope <> 'agent' and steps.at <= now() then open_before + sum(
            coalesce(one.started, 0) + coalesce(one.reopened, 0) - coalesce(one.closed, 0)
          ) over (order by steps.at)
        end as open,
        shown.*
      from (
        select distinct pieces.at
        from private.report_pieces(wanted.step, wanted.timezone, wanted.starts, wanted.ends) as pieces
      ) as steps
      left join unnest(figures) as one on one.part = 'series' and one.at = steps.at
      cross join lateral private.shown_figures(one, wanted.scope) as shown
    ) as said
  );
end;
$$;
comment on function private.report_series(private.report_request, private.report_figures[], bigint) is
  'The figures of each step, and how many conversations were open at its end. Days on which clocks change have 23 or 25 hours.';

create function private.busiest_hours(wanted private.report_request, tail private.report_change[])
returns json
language plpgsql -- keeps its plan
stable
set search_path = ''
set plan_cache_mode = force_generic_plan
as $$
declare
  counted_measure private.report_measure := case wanted.scope when 'agent' then 'sent' else 'received' end;
  days timestamp[] := array(
    select generate_series(wanted.starts::timestamp, wanted.ends::timestamp - interval '1 day', interval '1 day')
  );
begin
  if wanted.scope = 'tag' then
    return null;
  end if;

  return (
    with counted as (
      select date_part('isodow', clocks.day) as day, clocks.hour, sum(clocks.amount)::bigint as amount
      from (
        select known.starts as day, known.bin as hour, known.amount
        from private.report_sums as known
        where known.website_id = wanted.website_id
          and known.scope = wanted.scope
          and known.grain = 'clock'
          and known.measure = counted_measure
          and known.starts = any (days)
          and known.scope_id = wanted.scope_id
        union all
        select showing.time, date_part('hour', showing.time), changes.amount
        from unnest(tail) as changes
        cross join lateral (select changes.at at time zone wanted.timezone as time) as showing
        where changes.measure = counted_measure
          and (wanted.scope = 'website' or changes.agent_id = wanted.scope_id)
          and showing.time >= wanted.starts
          and showing.time < wanted.ends
      ) as clocks
      group by 1, 2
    )
    select json_agg(week.hours order by week.day)
    from (
      select day, json_agg(coalesce(counted.amount, 0) order by hour) as hours
      from generate_series(1, 7) as day
      cross join generate_series(0, 23) as hour
      left join counted using (day, hour)
      group by day
    ) as week
  );
end;
$$;
comment on function private.busiest_hours(private.report_request, private.report_change[]) is
  'Messages by the day of the week, from Monday, and the hour of the day: those of visitors, or those an agent sent.';

create function private.figures_of(part private.report_part, wanted private.report_request, figures private.report_figures[])
returns json
language plpgsql -- keeps its plan
stable
set search_path = ''
as $$
begin
  return (
    select row_to_json(shown)
    from (select) as always
    left join unnest(figures) as one on one.part = figures_of.part
    cross join lateral private.shown_figures(one, wanted.scope) as shown
  );
end;
$$;

create function private.figures_by_agent(wanted private.report_request, figures private.report_figures[])
returns json
language plpgsql -- keeps its plan
stable
set search_path = ''
as $$
begin
  return (
    select coalesce(json_agg(said order by profiles.name, profiles.user_id), '[]')
    from unnest(figures) as one
    join public.profiles on profiles.user_id = one.scope_id
    cross join lateral (
      select
        jsonb_build_object('id', profiles.user_id, 'name', profiles.name, 'image', profiles.image) as agent,
        shown.*
      from private.shown_figures(one, 'agent') as shown
    ) as said
    where one.part = case wanted.scope when 'agent' then 'summary' else 'agents' end::private.report_part
  );
end;
$$;

create function private.figures_by_tag(wanted private.report_request, figures private.report_figures[])
returns json
language plpgsql -- keeps its plan
stable
set search_path = ''
as $$
begin
  return (
    select coalesce(json_agg(said order by tags.name, tags.id), '[]')
    from unnest(figures) as one
    join public.tags on tags.id = one.scope_id
    cross join lateral (
      select private.tag_as_json(tags) as tag, shown.*
      from private.shown_figures(one, 'tag') as shown
    ) as said
    where one.part = case wanted.scope when 'tag' then 'summary' else 'tags' end::private.report_part
  );
end;
$$;

create function private.report(website_id uuid, starts text, ends text, step text, agent_id uuid, tag_id uuid)
returns json
language plpgsql
stable
security definer -- sums are in private
set search_path = ''
as $$
declare
  wanted private.report_request;
  tail private.report_change[];
  figures private.report_figures[];
begin
  perform private.require_visible_website(report.website_id);
  wanted := private.read_report_request(
    report.website_id, report.starts, report.ends, report.step, report.agent_id, report.tag_id
  );
  tail := private.report_tail(wanted.website_id);
  figures := private.report_figures(wanted, tail);

  return json_build_object(
    'websiteId', wanted.website_id,
    'timezone', wanted.timezone,
    'from', wanted.starts,
    'to', wanted.ends - 1,
    'granularity', wanted.step,
    'summary', private.figures_of('summary', wanted, figures),
    'before', private.figures_of('before', wanted, figures),
    'series', private.report_series(wanted, figures, private.open_before(wanted, tail)),
    'agents', private.figures_by_agent(wanted, figures),
    'tags', private.figures_by_tag(wanted, figures),
    'busiestHours', private.busiest_hours(wanted, tail)
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
returns json
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

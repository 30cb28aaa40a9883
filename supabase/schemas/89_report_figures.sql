-- The figures of reports: added up from sums, and from what is not summed up yet.

-- Null is nothing.
create type private.report_figures as (
  part private.report_part,
  at timestamptz,
  scope_id uuid,
  started bigint,
  closed bigint,
  reopened bigint,
  received bigint,
  sent bigint,
  ai_sent bigint,
  responded json,
  ai_responded json,
  resolved json,
  rated json
);

create type private.report_change as (
  at timestamptz,
  measure private.report_measure,
  agent_id uuid,
  tag_id uuid,
  bin smallint,
  amount bigint,
  total bigint
);

create function private.report_tail(website_id uuid)
returns private.report_change[]
language plpgsql -- keeps its plan
stable
set search_path = ''
as $$
declare
  summed_until timestamptz;
begin
  select states.messages_until
  into summed_until
  from private.report_states as states
  where states.website_id = report_tail.website_id;

  return array(
    select row(lines.at, lines.measure, lines.agent_id, lines.tag_id, lines.bin, lines.amount, lines.total)::private.report_change
    from private.report_lines as lines
    where lines.website_id = report_tail.website_id
    union all
    select row(messages.at, messages.measure, messages.agent_id, null, 0, messages.amount, 0)::private.report_change
    from private.messages_of_website(report_tail.website_id, coalesce(summed_until, '-infinity'), 'infinity') as messages
  );
end;
$$;
comment on function private.report_tail(uuid) is 'What is not summed up yet.';

create function private.measures_of(scope private.report_scope)
returns private.report_measure[]
language sql
immutable
return case scope
  when 'agent' then array['responded', 'resolved', 'rated', 'sent']::private.report_measure[]
  when 'tag' then array['started', 'responded', 'ai_responded', 'resolved', 'closed', 'reopened', 'rated']::private.report_measure[]
  else enum_range(null::private.report_measure)
end;
comment on function private.measures_of(private.report_scope) is 'What can be said of whom: nobody of the team starts a conversation, and a tag has no messages.';

create function private.report_cells(wanted private.report_request, tail private.report_change[])
returns table (
  part private.report_part,
  at timestamptz,
  scope_id uuid,
  measure private.report_measure,
  bin smallint,
  amount double precision,
  total double precision
)
language sql
stable
begin atomic
  select
    counted.part, counted.at, counted.scope_id, counted.measure, counted.bin,
    sum(counted.amount::double precision), sum(counted.total::double precision)
  from (
    select
      reads.part, reads.at, sums.scope_id, sums.measure, sums.bin,
      reads.sign * sums.amount as amount, reads.sign * sums.total as total
    from private.report_reads(wanted) as reads
    cross join lateral (
      select known.scope_id, known.measure, known.bin, known.amount, known.total
      from private.report_sums as known
      where known.website_id = wanted.website_id
        and known.scope = reads.scope
        and known.grain = reads.grain
        and known.measure = any (private.measures_of(reads.scope))
        and known.starts = any (reads.moments)
        and known.scope_id between coalesce(reads.scope_id, '00000000-0000-0000-0000-000000000000')
          and coalesce(reads.scope_id, 'ffffffff-ffff-ffff-ffff-ffffffffffff')
      -- Few pieces, each a stretch of an index: joined otherwise, all sums there are would be read.
      offset 0
    ) as sums
    union all
    select
      parts.part, private.report_step(parts.step, wanted.timezone, changes.at, parts.starts), whose.scope_id,
      changes.measure, changes.bin, changes.amount, changes.total
    from unnest(tail) as changes
    join private.report_parts(wanted) as parts
      on changes.measure = any (private.measures_of(parts.scope))
      and changes.at >= private.beginning_of_day(parts.starts, wanted.timezone)
      and changes.at < private.beginning_of_day(parts.ends, wanted.timezone)
    cross join lateral (
      select case parts.scope
        when 'website' then case when changes.tag_id is null then wanted.website_id end
        when 'agent' then changes.agent_id
        else changes.tag_id
      end as scope_id
    ) as whose
    where whose.scope_id = coalesce(parts.scope_id, whose.scope_id)
  ) as counted
  group by 1, 2, 3, 4, 5
  having sum(counted.amount::double precision) <> 0;
end;
comment on function private.report_cells(private.report_request, private.report_change[]) is
  'What was counted for each part of a report and each step of it: of a website, an agent or a tag.';

create function private.report_figures(wanted private.report_request, tail private.report_change[])
returns private.report_figures[]
language plpgsql -- keeps its plan, which takes longer to make than to follow
stable
set search_path = ''
set plan_cache_mode = force_generic_plan
set enable_sort = off -- to group cells; how many there are can't be told beforehand
set jit = off
as $$
begin
  return array(
    with steps as (
      select
        cells.*,
        sum(cells.amount) over (
          -- What tells them apart soonest comes first.
          partition by cells.scope_id, cells.at, cells.measure, cells.part
          order by cells.bin
          rows unbounded preceding
        ) as reached
      from private.report_cells(wanted, tail) as cells
    ),
    measured as (
      select
        steps.part,
        steps.at,
        steps.scope_id,
        steps.measure,
        sum(steps.amount)::bigint as amount,
        sum(steps.total) / nullif(sum(steps.amount), 0) as average,
        -- How many there are up to each bin, and the average of what is in it, which stands for it.
        array_agg(steps.reached order by steps.bin) as reached,
        array_agg(steps.total / steps.amount order by steps.bin) as averages,
        array[
          coalesce(sum(steps.amount) filter (where steps.bin = 1), 0),
          coalesce(sum(steps.amount) filter (where steps.bin = 2), 0),
          coalesce(sum(steps.amount) filter (where steps.bin = 3), 0),
          coalesce(sum(steps.amount) filter (where steps.bin = 4), 0),
          coalesce(sum(steps.amount) filter (where steps.bin = 5), 0)
        ]::bigint[] as stars
      from steps
      group by 1, 2, 3, 4
    ),
    said as (
      select
        measured.part,
        measured.at,
        measured.scope_id,
        measured.measure,
        measured.amount,
        case
          when measured.measure in ('responded', 'ai_responded', 'resolved') then json_build_object(
            'count', measured.amount,
            'average', floor(measured.average + 0.5)::bigint,
            -- Of the bins, the first that gets there.
            'median', floor(
              measured.averages[1 + width_bucket((measured.amount + 1) / 2 - 1, measured.reached)] + 0.5
            )::bigint,
            'ninetiethPercentile', floor(
              measured.averages[1 + width_bucket((measured.amount * 9 + 9) / 10 - 1, measured.reached)] + 0.5
            )::bigint
          )
          when measured.measure = 'rated' then json_build_object(
            'count', measured.amount,
            'average', round(measured.average::numeric, 2),
            'stars', measured.stars
          )
        end as details
      from measured
      where measured.amount <> 0
    )
    select row(
      said.part,
      said.at,
      said.scope_id,
      any_value(said.amount) filter (where said.measure = 'started'),
      any_value(said.amount) filter (where said.measure = 'closed'),
      any_value(said.amount) filter (where said.measure = 'reopened'),
      any_value(said.amount) filter (where said.measure = 'received'),
      any_value(said.amount) filter (where said.measure = 'sent'),
      any_value(said.amount) filter (where said.measure = 'ai_sent'),
      any_value(said.details) filter (where said.measure = 'responded'),
      any_value(said.details) filter (where said.measure = 'ai_responded'),
      any_value(said.details) filter (where said.measure = 'resolved'),
      any_value(said.details) filter (where said.measure = 'rated')
    )::private.report_figures
    from said
    group by said.part, said.at, said.scope_id
  );
end;
$$;
comment on function private.report_figures(private.report_request, private.report_change[]) is
  'The figures of each part of a report and each step of it; what is nothing is left out.';

create function private.shown_figures(figures private.report_figures, scope private.report_scope)
returns table (
  started bigint,
  closed bigint,
  reopened bigint,
  "messagesReceived" bigint,
  "messagesSent" bigint,
  "messagesSentByAI" bigint,
  "firstResponse" json,
  "firstResponseByAI" json,
  resolution json,
  rating json
)
language sql
stable
begin atomic
  select
    case when scope <> 'agent' then coalesce(figures.started, 0) end,
    case when scope <> 'agent' then coalesce(figures.closed, 0) end,
    case when scope <> 'agent' then coalesce(figures.reopened, 0) end,
    case when scope = 'website' then coalesce(figures.received, 0) end,
    case when scope <> 'tag' then coalesce(figures.sent, 0) end,
    case when scope = 'website' then coalesce(figures.ai_sent, 0) end,
    coalesce(figures.responded, nothing.durations),
    case when scope <> 'agent' then coalesce(figures.ai_responded, nothing.durations) end,
    coalesce(figures.resolved, nothing.durations),
    coalesce(figures.rated, json '{"count": 0, "average": null, "stars": [0, 0, 0, 0, 0]}')
  from (
    select json '{"count": 0, "average": null, "median": null, "ninetiethPercentile": null}' as durations
  ) as nothing;
end;
comment on function private.shown_figures(private.report_figures, private.report_scope) is
  'Figures as a report says them; null is what can''t be said of this scope.';

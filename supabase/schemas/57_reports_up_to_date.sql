-- Sums are brought up to date in parts, by housekeeping and by jobs (82_report_jobs.sql). What is read is the same before
-- and after.

create function private.messages_are_all_there_until()
returns timestamptz
language sql
stable
return private.quarter_of(now() - interval '5 minutes');
comment on function private.messages_are_all_there_until() is
  'A message has its moment some seconds before its commit: the last minutes wait to be summed up.';

create function private.hold_report(website_id uuid)
returns private.report_states
language plpgsql
set search_path = ''
as $$
declare
  state private.report_states;
begin
  insert into private.report_states (website_id, timezone)
  select websites.id, websites.timezone
  from public.websites
  where websites.id = hold_report.website_id
  on conflict do nothing;

  select states.*
  into state
  from private.report_states as states
  where states.website_id = hold_report.website_id
  for update skip locked;

  if state.next_timezone is null then
    select websites.timezone, '00000000-0000-0000-0000-000000000000', '-infinity'
    into state.next_timezone, state.moved_conversation_id, state.messages_moved_until
    from public.websites
    where websites.id = state.website_id
      and websites.timezone <> state.timezone;
  end if;

  return state;
end;
$$;
comment on function private.hold_report(uuid) is
  'The state of a website''s report, held until the transaction ends; null while another one holds it.';

create function private.recount_messages(state private.report_states, part integer)
returns boolean
language plpgsql
set search_path = ''
as $$
declare
  left_over tstzmultirange;
  recounted tstzrange;
begin
  with taken as (
    delete from private.report_recounts as recounts
    where recounts.id in (
      select marked.id
      from private.report_recounts as marked
      where marked.website_id = state.website_id
      order by marked.id
      limit 10000
    )
    returning recounts.*
  )
  select range_agg(tstzrange(times.starts, times.ends))
  into left_over
  from taken
  cross join lateral (
    select
      private.quarter_of(taken.starts) as starts,
      least(private.quarter_of(taken.ends) + interval '15 minutes', state.messages_until) as ends
  ) as times
  where times.starts < times.ends;

  -- What is left comes after the others, in the fewest stretches of time.
  select tstzrange(lower(times.time), private.end_of_part(state.website_id, lower(times.time), upper(times.time), part))
  into recounted
  from unnest(left_over) as times (time)
  limit 1;

  if found then
    perform private.count_messages(state, lower(recounted), upper(recounted));
    perform private.mark_report_dirty(state.website_id, lower(times.time), upper(times.time) - interval '1 microsecond')
    from unnest(left_over - tstzmultirange(recounted)) as times (time);
  end if;

  return exists (select from private.report_recounts as recounts where recounts.website_id = state.website_id);
end;
$$;
comment on function private.recount_messages(private.report_states, integer) is
  'Counts some messages anew that were written of a past time; true if there are more.';

create function private.sum_up_report(website_id uuid, part integer default 5000, ends_by timestamptz default 'infinity')
returns boolean
language plpgsql
set search_path = ''
as $$
declare
  state private.report_states := private.hold_report(sum_up_report.website_id);
  counted_until timestamptz := private.messages_are_all_there_until();
  part_ends timestamptz;
  has_more boolean;
begin
  if state.website_id is null then
    return false;
  end if;

  loop
    has_more := private.place_lines(state, sum_up_report.part);

    if state.next_timezone is not null then
      state := private.move_report(state, sum_up_report.part);
      has_more := has_more or state.next_timezone is not null;
    end if;

    has_more := private.recount_messages(state, sum_up_report.part) or has_more;

    if state.messages_until < counted_until then
      part_ends := private.end_of_part(state.website_id, state.messages_until, counted_until, sum_up_report.part);
      perform private.count_messages(state, state.messages_until, part_ends);
      state.messages_until := part_ends;
      has_more := has_more or part_ends < counted_until;
    end if;

    exit when not has_more or clock_timestamp() >= sum_up_report.ends_by;
  end loop;

  update private.report_states as states
  set
    timezone = state.timezone,
    messages_until = state.messages_until,
    next_timezone = state.next_timezone,
    moved_conversation_id = state.moved_conversation_id,
    messages_moved_until = state.messages_moved_until
  where states.website_id = state.website_id
    and states is distinct from state;

  return has_more;
end;
$$;
comment on function private.sum_up_report(uuid, integer, timestamptz) is
  'Brings the sums of a website up to date, part by part until the time is up; true if there is more to do, which is nothing while another one holds them. A part is about so many lines or messages.';

create function private.forget_reports(ends_by timestamptz)
returns void
language plpgsql
set search_path = ''
as $$
declare
  gone_id uuid;
begin
  delete from private.report_lines as lines
  where not exists (select from public.websites where websites.id = lines.website_id);

  for gone_id in
    select states.website_id
    from private.report_states as states
    where not exists (select from public.websites where websites.id = states.website_id)
    for update skip locked
  loop
    loop
      delete from private.report_sums
      where report_sums.ctid = any (array(
        select doomed.ctid from private.report_sums as doomed where doomed.website_id = gone_id limit 100000
      ));
      exit when not found;

      if clock_timestamp() >= forget_reports.ends_by then
        return;
      end if;
    end loop;

    delete from private.report_states as states
    where states.website_id = gone_id;
  end loop;
end;
$$;
comment on function private.forget_reports(timestamptz) is
  'Takes away what was counted of websites that are gone, or as much as it gets done in time.';

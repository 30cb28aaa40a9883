-- Who sums reports up (57_reports_up_to_date.sql): housekeeping does a part for each website. Where there is more to do, after an
-- import or because another time zone moves all sums, jobs go on: each some seconds, and between them others get their turn.

create function private.enqueue_report(website_id uuid)
returns void
language sql
set search_path = ''
as $$
  select private.enqueue(
    'sum_up_report',
    jsonb_build_object('websiteId', enqueue_report.website_id),
    dedupe_key => 'report:' || enqueue_report.website_id
  );
$$;

create function private.go_on_with_report(website_id uuid, ends_by timestamptz)
returns void
language sql
security definer -- the caller is the edge function's service role, which has no access to private tables
set search_path = ''
as $$
  select private.enqueue_report(go_on_with_report.website_id)
  where private.sum_up_report(go_on_with_report.website_id, ends_by => go_on_with_report.ends_by);
$$;
comment on function private.go_on_with_report(uuid, timestamptz) is
  'Brings the sums of a website up to date until the time is up, at least a part, and writes the job for the next.';

create function private.sum_up_reports()
returns void
language plpgsql
set search_path = ''
as $$
declare
  ends_by timestamptz := clock_timestamp() + interval '2 seconds';
  website_id uuid;
begin
  for website_id in
    select websites.id
    from public.websites
    left join private.report_states as states on states.website_id = websites.id
    -- First the one that is furthest behind.
    order by states.messages_until nulls first, websites.id
  loop
    perform private.go_on_with_report(website_id, ends_by => '-infinity');
    exit when clock_timestamp() >= ends_by;
  end loop;

  perform private.forget_reports(ends_by);
end;
$$;
comment on function private.sum_up_reports() is
  'Brings the sums of each website a part further, of as many as it gets to in some seconds. Safe at any time, also twice at once.';

-- For the edge function alone

create function public.sum_up_report(website_id uuid)
returns void
language sql
set search_path = ''
as $$
  select private.go_on_with_report(sum_up_report.website_id, clock_timestamp() + interval '2 seconds');
$$;
comment on function public.sum_up_report(uuid) is
  'Brings the figures of a website''s reports up to date, or some seconds of work further; safe at any time. For the edge function `worker`.';

grant execute on function
  private.go_on_with_report(uuid, timestamptz),
  public.sum_up_report(uuid)
to service_role;

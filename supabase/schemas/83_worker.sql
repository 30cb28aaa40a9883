-- The worker's side of jobs, and housekeeping: called by the edge function `worker` with the secret key. A claim lasts
-- five minutes; a job that fails waits longer each time and is given up after ten attempts, but kept for inspection.

create function private.claim_jobs(size integer)
returns jsonb
language plpgsql
security definer -- the caller is the edge function's service role, which has no access to private tables
set search_path = ''
as $$
declare
  claimed jsonb;
begin
  with due as (
    select jobs.id, jobs.attempts < 10 as is_tried
    from private.jobs
    where jobs.failed_at is null
      and jobs.run_at <= now()
      and (jobs.claimed_until is null or jobs.claimed_until < now())
    order by jobs.run_at, jobs.id
    limit least(greatest(coalesce(claim_jobs.size, 10), 0), 100)
    for update skip locked
  ),
  taken as (
    update private.jobs
    set
      attempts = jobs.attempts + due.is_tried::integer,
      claimed_until = case when due.is_tried then now() + interval '5 minutes' end,
      -- Who took it the tenth time ended before the job did: nobody was left to say that it failed.
      failed_at = case when not due.is_tried then now() end,
      last_error = case when due.is_tried then jobs.last_error else 'The worker that took it ended without a word.' end
    from due
    where jobs.id = due.id
    returning jobs.*
  )
  select coalesce(
    jsonb_agg(
      jsonb_build_object('id', taken.id, 'kind', taken.kind, 'payload', taken.payload, 'attempt', taken.attempts)
      order by taken.run_at, taken.id
    ),
    '[]'
  )
  into claimed
  from taken
  where taken.failed_at is null;

  return claimed;
end;
$$;

create function private.complete_job(id bigint, attempt integer)
returns void
language sql
security definer -- the caller is the edge function's service role, which has no access to private tables
set search_path = ''
as $$
  -- A worker that was too late must not end the next one's attempt.
  delete from private.jobs
  where jobs.id = complete_job.id
    and jobs.attempts = complete_job.attempt;
$$;

create function private.fail_job(id bigint, attempt integer, error text)
returns void
language plpgsql
security definer -- the caller is the edge function's service role, which has no access to private tables
set search_path = ''
as $$
begin
  update private.jobs
  set
    last_error = left(fail_job.error, 2000),
    run_at = now() + least(interval '1 hour', interval '5 seconds' * power(2, jobs.attempts)),
    claimed_until = null,
    failed_at = case when jobs.attempts >= 10 then now() end
  where jobs.id = fail_job.id
    and jobs.attempts = fail_job.attempt
    and jobs.failed_at is null;
exception
  when unique_violation then
    -- Meanwhile the same work was asked for again: that job stands for both.
    perform private.complete_job(fail_job.id, fail_job.attempt);
end;
$$;

create function private.wake_conversations()
returns integer
language plpgsql
set search_path = ''
as $$
declare
  conversation_id uuid;
  woken integer := 0;
begin
  for conversation_id in
    select conversations.id
    from public.conversations
    where conversations.snoozed_until <= now()
    order by conversations.id
    limit 200
    for no key update skip locked
  loop
    update public.conversations
    set snoozed_until = null
    where conversations.id = conversation_id;

    perform private.write_event(conversation_id, 'status_changed', 'private', message => 'awake');
    woken := woken + 1;
  end loop;

  return woken;
end;
$$;

create function private.clear_what_has_run_out()
returns void
language plpgsql
set search_path = ''
as $$
begin
  with run_out as (
    select limits.kind, limits.website_id, limits.subject, limits.slot
    from private.rate_limits as limits
    where limits.window_started_at < now() - interval '2 days'
    limit 10000
    for update skip locked
  )
  delete from private.rate_limits as limits
  using run_out
  where (limits.kind, limits.website_id, limits.subject, limits.slot)
    = (run_out.kind, run_out.website_id, run_out.subject, run_out.slot);

  with run_out as (
    select secrets.id
    from private.visitor_secrets as secrets
    where secrets.expires_at < now()
    order by secrets.expires_at
    limit 10000
    for update skip locked
  )
  delete from private.visitor_secrets as secrets
  using run_out
  where secrets.id = run_out.id;

  with run_out as (
    select secrets.invitation_id
    from private.invitation_secrets as secrets
    join public.invitations on invitations.id = secrets.invitation_id
    where invitations.expires_at < now() - interval '30 days'
    limit 10000
    for update of secrets skip locked
  )
  delete from private.invitation_secrets as secrets
  using run_out
  where secrets.invitation_id = run_out.invitation_id;

  delete from private.retired_public_keys
  where retired_public_keys.ends_at < now();
end;
$$;
comment on function private.clear_what_has_run_out() is
  'Clears limits, secrets and keys that count no longer, so many of each at a time; what somebody holds waits for the next.';

create function private.run_housekeeping()
returns jsonb
language plpgsql
security definer -- the caller is the edge function's service role, which has no access to private tables
set search_path = ''
as $$
begin
  perform private.keep_retention();
  perform private.sum_up_tallies();
  perform private.sum_up_reports();
  perform private.write_notification_marks();
  perform private.forget_notifications();
  perform private.sweep_attachments();
  perform private.clear_what_has_run_out();

  -- Last, for whoever writes in a conversation waits from here to the end.
  return jsonb_build_object('wokenConversations', private.wake_conversations());
end;
$$;

-- For the edge function alone

create function public.claim_jobs("limit" integer default 10)
returns jsonb
language sql
set search_path = ''
as $$
  select private.claim_jobs(claim_jobs."limit");
$$;
comment on function public.claim_jobs(integer) is 'Takes due jobs for five minutes; two workers never get the same. For the edge function `worker`.';

create function public.complete_job(id bigint, attempt integer)
returns void
language sql
set search_path = ''
as $$
  select private.complete_job(complete_job.id, complete_job.attempt);
$$;
comment on function public.complete_job(bigint, integer) is 'Ends a job that was done in this attempt. For the edge function `worker`.';

create function public.fail_job(id bigint, attempt integer, error text)
returns void
language sql
set search_path = ''
as $$
  select private.fail_job(fail_job.id, fail_job.attempt, fail_job.error);
$$;
comment on function public.fail_job(bigint, integer, text) is
  'Puts a job back for later, each time longer; after ten attempts it is given up. For the edge function `worker`.';

create function public.run_housekeeping()
returns jsonb
language sql
set search_path = ''
as $$
  select private.run_housekeeping();
$$;
comment on function public.run_housekeeping() is
  'Wakes snoozed conversations and clears what has run out; safe at any time. For the edge function `worker`.';

grant execute on function
  private.claim_jobs(integer),
  private.complete_job(bigint, integer),
  private.fail_job(bigint, integer, text),
  private.run_housekeeping(),
  public.claim_jobs(integer),
  public.complete_job(bigint, integer),
  public.fail_job(bigint, integer, text),
  public.run_housekeeping()
to service_role;

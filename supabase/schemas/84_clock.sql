-- The clock of the jobs: whoever drains them is told right after the commit that brought one, and again when one
-- comes due. Those who listen on the channel `support_jobs` hear it; where pg_net and Vault are there, the edge function
-- `worker` is called as well. Vault holds where it is and the key to call it with: `support_worker_url`
-- (https://<project>.supabase.co/functions/v1/worker) and `support_worker_key` (a secret API key).

create function private.call_worker()
returns void
language plpgsql
security definer -- the one who brings a job has no access to Vault
set search_path = ''
as $$
declare
  url text;
  key text;
begin
  if to_regclass('net.http_request_queue') is null or to_regclass('vault.decrypted_secrets') is null then
    return;
  end if;

  execute $sql$
    select
      max(decrypted_secret) filter (where name = 'support_worker_url'),
      max(decrypted_secret) filter (where name = 'support_worker_key')
    from vault.decrypted_secrets
    where name in ('support_worker_url', 'support_worker_key')
  $sql$ into url, key;

  if url is null or key is null then
    return;
  end if;

  execute 'select net.http_post(url := $1, headers := $2, body := $3, timeout_milliseconds := $4)'
    using url, jsonb_build_object('content-type', 'application/json', 'apikey', key), '{}'::jsonb, 60000;
exception
  when others then
    -- The job is written all the same, and the next tick tries again.
    raise warning 'The worker can''t be called: %', sqlerrm;
end;
$$;
comment on function private.call_worker() is 'Posts to the edge function `worker`, after the commit, where the project can and was told how.';

create function private.kick_worker()
returns void
language plpgsql
set search_path = ''
as $$
begin
  -- Once per transaction, however many jobs it brings. A savepoint rolled back takes the mark back, too.
  if current_setting('support.worker_is_kicked', true) = 'true' then
    return;
  end if;

  perform set_config('support.worker_is_kicked', 'true', true);
  perform pg_notify('support_jobs', '');
  perform private.call_worker();
end;
$$;
comment on function private.kick_worker() is 'Tells the worker, after the commit of this transaction, that there is work.';

create function private.kick_worker_for_new_jobs()
returns trigger
language plpgsql
set search_path = ''
as $$
begin
  -- A job for later is the clock's business.
  if exists (select from new_jobs where new_jobs.run_at <= now()) then
    perform private.kick_worker();
  end if;
  return null;
end;
$$;

create trigger a_kick_worker
  after insert on private.jobs
  referencing new table as new_jobs
  for each statement execute function private.kick_worker_for_new_jobs();

create function private.tick_worker()
returns void
language plpgsql
set search_path = ''
as $$
begin
  if exists (
    select from private.jobs
    where jobs.failed_at is null
      and jobs.run_at <= now()
      and (jobs.claimed_until is null or jobs.claimed_until < now())
  ) or exists (
    select from public.conversations
    where conversations.snoozed_until <= now()
  ) then
    perform private.kick_worker();
  end if;
end;
$$;
comment on function private.tick_worker() is 'Tells the worker if something has come due. For a clock, every few seconds.';

do $$
begin
  if (
    select count(*) from pg_catalog.pg_available_extensions
    where pg_available_extensions.name in ('pg_cron', 'pg_net')
  ) < 2 then
    return;
  end if;

  execute 'create extension if not exists pg_cron with schema pg_catalog';
  execute 'create extension if not exists pg_net with schema extensions';
  execute $sql$ select cron.schedule('support_worker', '10 seconds', 'select private.tick_worker()') $sql$;
  execute $sql$
    select cron.schedule('support_housekeeping', '17 * * * *',
      'select private.run_housekeeping(); '
      'delete from cron.job_run_details where end_time < now() - interval ''1 day''')
  $sql$;
end;
$$;

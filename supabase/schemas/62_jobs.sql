-- Jobs: work outside the database, written in the transaction that causes it and done after its commit. A worker
-- claims jobs for a while; what it does not finish in that time is free for the next.

create table private.jobs (
  id bigint generated always as identity primary key,
  kind text not null,
  payload jsonb not null default '{}',
  dedupe_key text,
  run_at timestamptz not null default now(),
  attempts integer not null default 0,
  claimed_until timestamptz,
  failed_at timestamptz,
  last_error text,
  created_at timestamptz not null default now(),
  constraint jobs_kind_is_plain check (kind ~ '^[a-z]+(_[a-z]+)*$'),
  constraint jobs_payload_is_an_object check (jsonb_typeof(payload) = 'object')
);
comment on table private.jobs is 'Work to do outside the database. Done jobs are deleted; those that failed too often stay, for inspection.';
comment on column private.jobs.dedupe_key is 'At most one waiting job has this key; enqueueing it again changes nothing.';
comment on column private.jobs.failed_at is 'Given up: nobody tries it again.';
create unique index jobs_one_waiting_per_dedupe_key
  on private.jobs (dedupe_key)
  where dedupe_key is not null and failed_at is null and claimed_until is null;
create index jobs_due on private.jobs (run_at) where failed_at is null;

create function private.enqueue(
  kind text,
  payload jsonb default '{}',
  run_at timestamptz default now(),
  dedupe_key text default null
)
returns void
language sql
set search_path = ''
as $$
  insert into private.jobs (kind, payload, run_at, dedupe_key)
  values (enqueue.kind, enqueue.payload, enqueue.run_at, enqueue.dedupe_key)
  on conflict do nothing;
$$;
comment on function private.enqueue(text, jsonb, timestamptz, text) is 'Adds a job to this transaction, unless one with its dedupe key waits.';

alter table private.jobs enable row level security;

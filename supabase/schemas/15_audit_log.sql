-- Audit log: who did which administrative act, when, to what. Lines are written by the functions that act.

create table public.audit_log (
  id uuid primary key default private.uuid_v7(),
  organization_id uuid not null references public.organizations (id) on delete cascade,
  website_id uuid,
  actor_user_id uuid,
  action text not null,
  subject_id uuid,
  detail jsonb not null default '{}',
  created_at timestamptz not null default now(),
  constraint audit_log_action_is_a_past_event check (action ~ '^[a-z]+(_[a-z]+)*$'),
  constraint audit_log_detail_is_an_object check (jsonb_typeof(detail) = 'object')
);
comment on table public.audit_log is 'One line for every administrative act. Never changed, never deleted while the organization lives.';
comment on column public.audit_log.website_id is 'No foreign key: a line outlives the website it speaks of.';
comment on column public.audit_log.actor_user_id is 'No foreign key: a line outlives the account it speaks of. Null for the system.';
create index audit_log_by_subject on public.audit_log (subject_id) where subject_id is not null;
create index audit_log_newest on public.audit_log (organization_id, created_at desc);

create function private.audit(
  organization_id uuid,
  action text,
  subject_id uuid default null,
  website_id uuid default null,
  detail jsonb default '{}'
)
returns void
language sql
set search_path = ''
as $$
  insert into public.audit_log (organization_id, website_id, actor_user_id, action, subject_id, detail)
  values (
    audit.organization_id,
    audit.website_id,
    private.user_id(),
    audit.action,
    audit.subject_id,
    audit.detail
  );
$$;
comment on function private.audit(uuid, text, uuid, uuid, jsonb) is 'Adds a line to the audit log in the caller''s name.';

alter table public.audit_log enable row level security;

create policy audit_log_read on public.audit_log
  for select to authenticated
  using (organization_id = any (array(select private.my_administered_organization_ids())));

grant select on public.audit_log to authenticated, service_role;

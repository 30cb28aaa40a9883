-- Visitors: one per browser. A visitor proves itself by a random secret kept in that browser; its id opens nothing.

create type public.device_type as enum ('desktop', 'mobile', 'tablet', 'unknown');

create table public.visitors (
  id uuid primary key default private.uuid_v7(),
  organization_id uuid not null,
  website_id uuid not null,
  contact_id uuid,
  is_test boolean not null default false,
  language text,
  timezone text,
  screen text,
  browser text,
  os text,
  device_type public.device_type not null default 'unknown',
  page_url text,
  page_title text,
  referrer text,
  fingerprint text,
  blocked_at timestamptz,
  blocked_by uuid references public.profiles (user_id) on delete set null,
  erased_at timestamptz,
  created_at timestamptz not null default now(),
  last_seen_at timestamptz,
  constraint visitors_website_id_id_key unique (website_id, id),
  constraint visitors_belong_to_a_website foreign key (organization_id, website_id)
    references public.websites (organization_id, id) on delete cascade,
  constraint visitors_are_of_a_contact foreign key (website_id, contact_id)
    references public.contacts (website_id, id) on delete set null (contact_id),
  constraint visitors_blocked_by_iff_blocked check (blocked_at is not null or blocked_by is null)
);
comment on table public.visitors is 'A browser that loaded a website''s widget, with what it tells of itself.';
comment on column public.visitors.contact_id is 'Who it is. Once verified it stays: another person gets another visitor.';
comment on column public.visitors.is_test is 'Came with the test key, and stays so: its conversations are tests.';
comment on column public.visitors.fingerprint is
  'A coarse hash of device facts: a hint for agents ("probably the same browser"), never an access.';
comment on column public.visitors.erased_at is 'Blank and shut out since then, and soon gone with its conversations.';
create index visitors_newest_seen on public.visitors (website_id, last_seen_at desc, id desc);
create index visitors_by_fingerprint on public.visitors (website_id, fingerprint) where fingerprint is not null;
create index visitors_by_contact on public.visitors (website_id, contact_id) where contact_id is not null;
create index visitors_by_blocker on public.visitors (blocked_by) where blocked_by is not null;

create table private.visitor_secrets (
  id bigint generated always as identity primary key,
  website_id uuid not null,
  visitor_id uuid not null,
  hash text not null,
  created_at timestamptz not null default now(),
  expires_at timestamptz,
  constraint visitor_secrets_hash_is_unique unique (website_id, visitor_id, hash),
  constraint visitor_secrets_belong_to_a_visitor foreign key (website_id, visitor_id)
    references public.visitors (website_id, id) on delete cascade
);
comment on table private.visitor_secrets is
  'Hashes of refresh secrets. Using one retires all older ones a minute later; the used one stays until a newer one is used.';
create index visitor_secrets_run_out on private.visitor_secrets (expires_at) where expires_at is not null;

alter table public.visitors enable row level security;
alter table private.visitor_secrets enable row level security;

create policy visitors_read on public.visitors
  for select to authenticated
  using (website_id = any (array(select private.my_website_ids())));

grant select on public.visitors to authenticated, service_role;

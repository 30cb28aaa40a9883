-- Contacts: who a visitor is. Verified when the site's backend vouched for it by an identity token; an unverified
-- contact only labels the one visitor who claimed it, and opens nothing.

create function private.is_flat(value jsonb)
returns boolean
language sql
immutable
set search_path = ''
as $$
  select jsonb_typeof(value) = 'object'
    and pg_column_size(value) <= 65536
    and not exists (
      select
      from jsonb_each(value) as fact
      where jsonb_typeof(fact.value) in ('object', 'array')
        or char_length(fact.key) not between 1 and 64
        or char_length(fact.value #>> '{}') > 2000
    );
$$;
comment on function private.is_flat(jsonb) is 'Whether a JSON value is metadata: an object of text, numbers, booleans and nulls.';

create function private.metadata_hash(value jsonb)
returns text
language sql
immutable
set search_path = ''
as $$
  select encode(sha256(convert_to(
    '{' || coalesce(string_agg(to_json(fact.key)::text || ':' || fact.value::text, ',' order by fact.key collate "C"), '') || '}',
    'utf8'
  )), 'hex')
  from jsonb_each(value) as fact;
$$;
comment on function private.metadata_hash(jsonb) is
  'SHA-256 in hex over JSON without spaces, keys in code point order: a client that gets the same has nothing to send.';

create table public.contacts (
  id uuid primary key default private.uuid_v7(),
  organization_id uuid not null,
  website_id uuid not null,
  external_id text,
  email text,
  name text,
  image text,
  is_verified boolean not null default false,
  is_test boolean not null default false,
  metadata jsonb not null default '{}',
  claimed_metadata jsonb not null default '{}',
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  constraint contacts_website_id_id_key unique (website_id, id),
  constraint contacts_belong_to_a_website foreign key (organization_id, website_id)
    references public.websites (organization_id, id) on delete cascade,
  constraint contacts_have_an_external_id_or_an_email check (num_nonnulls(external_id, email) > 0),
  constraint contacts_external_id_is_short check (char_length(external_id) between 1 and 255),
  constraint contacts_email_is_short check (char_length(email) <= 320),
  constraint contacts_name_is_short check (char_length(name) <= 200),
  constraint contacts_image_is_short check (char_length(image) <= 2000),
  constraint contacts_metadata_is_flat check (private.is_flat(metadata)),
  constraint contacts_claimed_metadata_is_flat check (private.is_flat(claimed_metadata))
);
comment on table public.contacts is 'An identified person of a website: known by the site''s own id or an email address.';
comment on column public.contacts.is_verified is
  'The site''s backend vouched for it. Only a verified contact shares history across devices.';
comment on column public.contacts.is_test is
  'Known by the test key alone: user 1 of a developer''s machine is not user 1 of the site.';
comment on column public.contacts.metadata is 'Facts told by the site''s backend or the team.';
comment on column public.contacts.claimed_metadata is
  'Facts told by the browser, newer than `metadata` of the same name; anybody can make these up.';
create unique index contacts_one_per_external_id
  on public.contacts (website_id, external_id, is_test)
  where is_verified;
create unique index contacts_one_per_email
  on public.contacts (website_id, lower(email), is_test)
  where is_verified;

alter table public.contacts enable row level security;

create policy contacts_read on public.contacts
  for select to authenticated
  using (website_id = any (array(select private.my_website_ids())));

grant select on public.contacts to authenticated, service_role;

-- Contacts: who a visitor is. Verified when the site's backend vouched for it by an identity token. Without that it is
-- the team's own note of somebody, or a label of the one visitor who claimed it; neither opens anything.

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

create function private.checked_metadata(metadata jsonb)
returns jsonb
language plpgsql
immutable
set search_path = ''
as $$
begin
  if metadata is null or metadata = 'null' then
    return '{}';
  elsif private.is_flat(metadata) is not true then
    perform private.raise_error('metadata_invalid');
  end if;

  return metadata;
end;
$$;

create function private.merged_metadata(known jsonb, facts jsonb)
returns jsonb
language plpgsql
immutable
set search_path = ''
as $$
begin
  if private.is_flat(known || facts) is not true then
    perform private.raise_error('metadata_invalid', 'These are too many facts.');
  end if;

  return known || facts;
end;
$$;
comment on function private.merged_metadata(jsonb, jsonb) is 'What was known with what is said now; refuses more than a contact holds.';

create function private.joined_metadata(gone jsonb, kept jsonb)
returns jsonb
language sql
immutable
set search_path = ''
as $$
  select case when private.is_flat(gone || kept) then gone || kept else kept end;
$$;
comment on function private.joined_metadata(jsonb, jsonb) is
  'The facts of two contacts that become one; of the one that stays alone, if both are more than it holds.';

create function private.metadata_hash(value jsonb)
returns text
language plpgsql -- keeps its plan
immutable
set search_path = ''
as $$
begin
  return (
    select encode(sha256(convert_to(
      '{' || coalesce(string_agg(to_json(fact.key)::text || ':' || fact.value::text, ',' order by fact.key collate "C"), '') || '}',
      'utf8'
    )), 'hex')
    from jsonb_each(metadata_hash.value) as fact
  );
end;
$$;
comment on function private.metadata_hash(jsonb) is
  'SHA-256 in hex over JSON without spaces, keys in code point order: a client that gets the same has nothing to send.';

create function private.checked_email(email text)
returns text
language plpgsql
immutable
set search_path = ''
as $$
declare
  cleaned text := lower(coalesce(private.clean_text(checked_email.email), ''));
begin
  if char_length(cleaned) > 320 or cleaned !~ '^[^@[:space:]]+@[^@[:space:]]+\.[^@[:space:]]+$' then
    perform private.raise_error('email_invalid');
  end if;

  return cleaned;
end;
$$;

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
  is_by_team boolean not null default false,
  team_name text,
  team_metadata jsonb not null default '{}',
  merged_into_id uuid,
  erased_at timestamptz,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  constraint contacts_website_id_id_key unique (website_id, id),
  constraint contacts_belong_to_a_website foreign key (organization_id, website_id)
    references public.websites (organization_id, id) on delete cascade,
  constraint contacts_are_merged_into_another foreign key (website_id, merged_into_id)
    references public.contacts (website_id, id) on delete cascade,
  constraint contacts_are_not_merged_into_themselves check (merged_into_id <> id),
  constraint contacts_have_an_external_id_or_an_email check (
    num_nonnulls(external_id, email) > 0 or erased_at is not null
  ),
  constraint contacts_external_id_is_short check (char_length(external_id) between 1 and 255),
  constraint contacts_email_is_short check (char_length(email) <= 320),
  constraint contacts_name_is_short check (char_length(name) <= 200),
  constraint contacts_team_name_is_short check (char_length(team_name) between 1 and 200),
  constraint contacts_image_is_short check (char_length(image) <= 2000),
  constraint contacts_metadata_is_flat check (private.is_flat(metadata)),
  constraint contacts_claimed_metadata_is_flat check (private.is_flat(claimed_metadata)),
  constraint contacts_team_metadata_is_flat check (private.is_flat(team_metadata))
);
comment on table public.contacts is 'An identified person of a website: known by the site''s own id or an email address.';
comment on column public.contacts.is_verified is
  'The site''s backend vouched for it. Only a verified contact shares history across devices.';
comment on column public.contacts.is_test is
  'Known by the test key alone: user 1 of a developer''s machine is not user 1 of the site.';
comment on column public.contacts.metadata is 'Facts told by the site''s backend.';
comment on column public.contacts.claimed_metadata is
  'Facts told by the browser, newer than `metadata` of the same name; anybody can make these up.';
comment on column public.contacts.is_by_team is
  'An agent made it. The team''s word: no browser is let in by it, until the backend vouches for the same person.';
comment on column public.contacts.team_name is 'What the team calls them, before what anybody else says; visitors never see it.';
comment on column public.contacts.team_metadata is 'Facts told by the team; visitors never see them.';
comment on column public.contacts.merged_into_id is
  'The contact that the team shows in its place, never itself merged. What its visitors may see stays as it was.';
comment on column public.contacts.erased_at is 'Blank since then, and soon gone with its conversations.';
create unique index contacts_one_per_external_id
  on public.contacts (website_id, external_id, is_test)
  where is_verified or is_by_team;
create unique index contacts_one_per_email
  on public.contacts (website_id, lower(email), is_test)
  where is_verified or is_by_team;
create index contacts_newest
  on public.contacts (website_id, created_at desc, id desc)
  where merged_into_id is null;
create index contacts_by_merging on public.contacts (website_id, merged_into_id) where merged_into_id is not null;

alter table public.contacts enable row level security;

create policy contacts_read on public.contacts
  for select to authenticated
  using (website_id = any (array(select private.my_website_ids())));

grant select on public.contacts to authenticated, service_role;

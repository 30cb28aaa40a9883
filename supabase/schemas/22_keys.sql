-- Keys: public keys that were replaced and still open sessions for a while, and secret keys of the owner's backend. A
-- test key opens sessions whose visitors and conversations are marked, so that trying things out spoils no numbers.

create type public.api_scope as enum ('conversations:read', 'conversations:write', 'contacts:read', 'contacts:write');

create table private.retired_public_keys (
  key text primary key,
  website_id uuid not null references public.websites (id) on delete cascade,
  retired_at timestamptz not null default now(),
  ends_at timestamptz not null
);
comment on table private.retired_public_keys is 'Public keys from before a rotation; pages that still carry one work until it ends.';
create index retired_public_keys_by_website on private.retired_public_keys (website_id);

create table public.api_keys (
  id uuid primary key default private.uuid_v7(),
  organization_id uuid not null,
  website_id uuid not null,
  name text not null,
  hint text not null,
  scopes public.api_scope[] not null default enum_range(null::public.api_scope),
  created_by uuid references public.profiles (user_id) on delete set null,
  created_at timestamptz not null default now(),
  last_used_at timestamptz,
  expires_at timestamptz,
  revoked_at timestamptz,
  constraint api_keys_website_id_id_key unique (website_id, id),
  constraint api_keys_belong_to_a_website foreign key (organization_id, website_id)
    references public.websites (organization_id, id) on delete cascade,
  constraint api_keys_name_has_1_to_100_characters check (char_length(name) between 1 and 100),
  constraint api_keys_are_good_for_something check (cardinality(scopes) between 1 and 10)
);
comment on table public.api_keys is 'Secret keys of the owner''s backend, each good for one website. The keys themselves are kept as hashes only.';
comment on column public.api_keys.hint is 'The key''s last characters, to tell keys apart.';
comment on column public.api_keys.scopes is 'What the key may do; all of it unless its maker said less.';
comment on column public.api_keys.expires_at is 'When it ends by itself; null for a key that lives until it is revoked.';
create index api_keys_by_creator on public.api_keys (created_by);

create table private.api_key_hashes (
  website_id uuid not null,
  api_key_id uuid not null,
  hash bytea not null,
  primary key (website_id, api_key_id),
  constraint api_key_hashes_hash_is_unique unique (hash),
  constraint api_key_hashes_belong_to_a_key foreign key (website_id, api_key_id)
    references public.api_keys (website_id, id) on delete cascade
);
comment on table private.api_key_hashes is 'SHA-256 of each secret key: 192 random bits need neither salt nor slowness.';

create function private.find_website(public_key text)
returns public.websites
language plpgsql
stable
set search_path = ''
as $$
declare
  website public.websites;
begin
  select websites.*
  into website
  from public.websites
  where websites.public_key = find_website.public_key
    or websites.test_public_key = find_website.public_key
    or websites.id = (
      select retired.website_id
      from private.retired_public_keys as retired
      where retired.key = find_website.public_key
        and retired.ends_at > now()
    );

  if website.id is null then
    perform private.raise_error('public_key_invalid');
  end if;

  return website;
end;
$$;
comment on function private.find_website(text) is
  'The website that a public key names, live or test, the current one or one that was replaced lately; else 401.';

create function private.is_test_key(public_key text)
returns boolean
language sql
immutable
return starts_with(is_test_key.public_key, 'pk_test_');
comment on function private.is_test_key(text) is 'Whether a public key is one to try things out with: its name says so.';

create function private.require_api_key(hash text, scope public.api_scope default null)
returns public.api_keys
language plpgsql
stable
set search_path = ''
as $$
declare
  api_key public.api_keys;
begin
  if require_api_key.hash ~ '^[0-9a-f]{64}$' then
    select api_keys.*
    into api_key
    from private.api_key_hashes as hashes
    join public.api_keys on api_keys.id = hashes.api_key_id
    join public.websites on websites.id = api_keys.website_id
    where hashes.hash = decode(require_api_key.hash, 'hex')
      and api_keys.revoked_at is null
      and (api_keys.expires_at is null or api_keys.expires_at > now())
      and websites.deleted_at is null;
  end if;

  if api_key.id is null then
    perform private.raise_error('api_key_invalid');
  elsif require_api_key.scope <> all (api_key.scopes) then
    perform private.raise_error('scope_missing', format('This API key has not the scope %s.', require_api_key.scope));
  end if;

  return api_key;
end;
$$;
comment on function private.require_api_key(text, public.api_scope) is
  'The secret key of this SHA-256 in hex, if it lives and is good for the scope; else 401 or 403.';

create function private.note_use(api_key public.api_keys)
returns void
language sql
set search_path = ''
as $$
  update public.api_keys
  set last_used_at = now()
  where api_keys.id = api_key.id
    and (api_keys.last_used_at is null or api_keys.last_used_at < now() - interval '1 minute');
$$;
comment on function private.note_use(public.api_keys) is 'Writes down that a key was used, to the minute.';

alter table private.retired_public_keys enable row level security;
alter table public.api_keys enable row level security;
alter table private.api_key_hashes enable row level security;

create policy api_keys_read on public.api_keys
  for select to authenticated
  using (
    organization_id = any (array(select private.my_administered_organization_ids()))
    and website_id = any (array(select private.my_website_ids()))
  );

grant select on public.api_keys to authenticated, service_role;

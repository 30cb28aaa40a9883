-- Websites: where visitors come from. The public key names a website; it is no secret and opens nothing by itself.

create type public.website_status as enum ('active', 'inactive');
create type public.identity_verification as enum ('optional', 'required');
create type public.public_key_kind as enum ('live', 'test');

-- Helpers for the constraints

create function private.is_domain(value text)
returns boolean
language sql
immutable
set search_path = ''
as $$
  select char_length(value) <= 253
    and value ~ '^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)*[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$';
$$;
comment on function private.is_domain(text) is 'Whether a text is a host name in lower case, such as example.com or localhost.';

create function private.is_origin_pattern(value text)
returns boolean
language sql
immutable
set search_path = ''
as $$
  select value = '*'
    or value ~ '^https?://(\*\.)?[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?(:([0-9]{1,5}|\*))?$'
    or value ~ '^https?://\[[0-9a-f:]+\](:([0-9]{1,5}|\*))?$';
$$;
comment on function private.is_origin_pattern(text) is
  'Whether a text names origins: https://example.com, https://*.example.com (subdomains), http://localhost:* (any port), or *.';

create function private.are_origin_patterns(value text[])
returns boolean
language sql
immutable
set search_path = ''
as $$
  select cardinality(value) <= 50
    and not exists (select from unnest(value) as pattern where private.is_origin_pattern(pattern) is not true);
$$;

create function private.are_default_messages(value jsonb)
returns boolean
language sql
immutable
set search_path = ''
as $$
  select jsonb_typeof(value) = 'array'
    and jsonb_array_length(value) <= 5
    and not exists (
      select
      from jsonb_array_elements(value) as message
      where jsonb_typeof(message) <> 'object'
        or jsonb_typeof(message -> 'content') is distinct from 'string'
        or char_length(message ->> 'content') not between 1 and 2000
        or coalesce(message ->> 'senderType', '') not in ('visitor', 'team_member', 'ai')
        or coalesce(jsonb_typeof(message -> 'senderId'), 'string') <> 'string'
    );
$$;
comment on function private.are_default_messages(jsonb) is 'Whether a JSON value is a list of messages to show before the first word.';

create function private.is_timezone_name(value text)
returns boolean
language sql
immutable
set search_path = ''
as $$
  select value ~ '^[A-Z][A-Za-z_]*(/[A-Za-z0-9_+-]+)*$' and char_length(value) <= 64;
$$;
comment on function private.is_timezone_name(text) is
  'Whether a text looks like the name of a time zone, such as Europe/Berlin; whether there is one is for whoever writes it to check.';

create table public.websites (
  id uuid primary key default private.uuid_v7(),
  organization_id uuid not null references public.organizations (id) on delete cascade,
  name text not null,
  domain text not null,
  description text,
  logo_url text,
  status public.website_status not null default 'active',
  public_key text not null default 'pk_' || private.random_token(18),
  test_public_key text not null default 'pk_test_' || private.random_token(18),
  allowed_origins text[] not null default '{}',
  identity_verification public.identity_verification not null default 'optional',
  default_messages jsonb not null default '[]',
  quick_options text[] not null default '{}',
  is_typing_preview_enabled boolean not null default true,
  retention_days integer,
  timezone text not null default 'UTC',
  created_at timestamptz not null default now(),
  deleted_at timestamptz,
  constraint websites_public_key_is_unique unique (public_key),
  constraint websites_test_public_key_is_unique unique (test_public_key),
  constraint websites_organization_id_id_key unique (organization_id, id),
  constraint websites_name_has_1_to_100_characters check (char_length(name) between 1 and 100),
  constraint websites_domain_is_a_host_name check (private.is_domain(domain)),
  constraint websites_public_key_starts_with_pk check (
    public_key ~ '^pk_[A-Za-z0-9_-]{8,64}$' and public_key !~ '^pk_test_'
  ),
  constraint websites_test_public_key_starts_with_pk_test check (test_public_key ~ '^pk_test_[A-Za-z0-9_-]{8,64}$'),
  constraint websites_allowed_origins_are_origins check (private.are_origin_patterns(allowed_origins)),
  constraint websites_default_messages_are_valid check (private.are_default_messages(default_messages)),
  constraint websites_retention_is_7_days_to_10_years check (retention_days between 7 and 3650),
  constraint websites_quick_options_are_few check (cardinality(quick_options) <= 10),
  constraint websites_timezone_is_a_name check (private.is_timezone_name(timezone)),
  constraint websites_are_inactive_once_deleted check (deleted_at is null or status = 'inactive')
);
comment on table public.websites is 'A site that embeds the widget, with what its visitors are shown.';
comment on column public.websites.allowed_origins is
  'Which pages may open sessions: origins, https://*.example.com, http://localhost:*, or *. Empty allows any.';
comment on column public.websites.retention_days is
  'For how many days resolved conversations are kept after their last activity; null for ever.';
comment on column public.websites.identity_verification is
  '`required` refuses identities that the site''s backend has not signed.';
comment on column public.websites.timezone is 'In which time zone its days begin: an IANA name. Reports count by it.';

comment on column public.websites.deleted_at is
  'Since when it is closed and out of its team''s sight, while jobs take its rows away.';

create table private.website_secrets (
  website_id uuid not null references public.websites (id) on delete cascade,
  kid text not null,
  secret bytea not null,
  created_at timestamptz not null default now(),
  revoked_at timestamptz,
  primary key (website_id, kid),
  constraint website_secrets_kid_is_plain check (kid ~ '^[A-Za-z0-9_-]{1,32}$'),
  constraint website_secrets_are_long check (octet_length(secret) >= 16)
);
comment on table private.website_secrets is
  'Keys that sign identity tokens (HS256), several per website so that they can be rotated. Kept as they are: verifying needs them.';

-- Helpers

create function private.my_website_ids()
returns setof uuid
language plpgsql -- keeps its plan: a policy asks in every statement
stable
security definer -- reads members and websites, whose own policies call this
set search_path = ''
as $$
declare
  agent_id uuid := private.user_id();
begin
  return query
  select websites.id
  from public.members
  join public.websites on websites.organization_id = members.organization_id
  where members.user_id = agent_id
    and websites.deleted_at is null;
end;
$$;
comment on function private.my_website_ids() is 'The websites of the calling agent''s organizations.';

create function private.require_website(website_id uuid, allowed public.member_role[] default '{owner,admin,member}')
returns public.websites
language plpgsql
stable
security definer -- reads websites before membership is known
set search_path = ''
as $$
declare
  agent_id uuid := private.require_agent();
  website public.websites;
begin
  select websites.*
  into website
  from public.websites
  where websites.id = require_website.website_id
    and websites.deleted_at is null
    and websites.organization_id in (
      select members.organization_id
      from public.members
      where members.user_id = agent_id
    );

  if website.id is null then
    perform private.raise_error('website_not_found');
  end if;

  perform private.require_member(website.organization_id, allowed);
  return website;
end;
$$;
comment on function private.require_website(uuid, public.member_role[]) is
  'The website, if the calling agent works there in an allowed role; else 404 or 403.';

create function private.hold_website(website_id uuid, allowed public.member_role[] default '{owner,admin,member}')
returns public.websites
language plpgsql
set search_path = ''
as $$
begin
  perform private.require_website(hold_website.website_id, allowed);
  perform from public.websites where websites.id = hold_website.website_id for no key update;
  -- Once more: until now others may have changed or deleted it.
  return private.require_website(hold_website.website_id, allowed);
end;
$$;
comment on function private.hold_website(uuid, public.member_role[]) is
  'The website, as `require_website`, held until the end of the transaction.';

create function private.matches_origin(pattern text, origin text)
returns boolean
language sql
immutable
set search_path = ''
as $$
  select pattern = '*'
    or pattern = origin
    or origin ~ (
      '^'
      || replace(
        replace(
          regexp_replace(pattern, '([.\[\]])', '\\\1', 'g'),
          '://*\.', '://([a-z0-9-]+\.)+'
        ),
        ':*', '(:[0-9]{1,5})?'
      )
      || '$'
    );
$$;

create function private.allows_origin(allowed_origins text[], origin text)
returns boolean
language sql
immutable
set search_path = ''
as $$
  -- Without an origin it is not a browser, which a list of origins is there to demand.
  select cardinality(allowed_origins) = 0
    or '*' = any (allowed_origins)
    or exists (
      select
      from unnest(allowed_origins) as pattern
      where private.matches_origin(pattern, lower(origin))
    );
$$;
comment on function private.allows_origin(text[], text) is 'Whether a page of this origin may open sessions.';

create function private.is_local_origin(origin text)
returns boolean
language sql
immutable
set search_path = ''
as $$
  select lower(origin) ~ '^https?://(([a-z0-9-]+\.)*localhost|127\.0\.0\.1|\[::1\])(:[0-9]{1,5})?$';
$$;
comment on function private.is_local_origin(text) is 'Whether a page of this origin comes from the developer''s own machine.';

-- Policies

alter table public.websites enable row level security;
alter table private.website_secrets enable row level security;

create policy websites_read on public.websites
  for select to authenticated
  using (organization_id = any (array(select private.my_organization_ids())) and deleted_at is null);

grant select on public.websites to authenticated, service_role;

grant execute on function
  private.my_website_ids()
to authenticated;

-- The database as one migration, put together from supabase/schemas by `npm run baseline`.
-- Read and edit the chapters there; what is written here is lost.

-- 00_foundations.sql ------------------------------------------------------------------------------

-- Foundations: the two schemas, what nobody may do until a line allows it, and the small words later chapters use.
--   public   tables under row security and invoker functions: the API
--   private  helpers, privileged steps, secrets, jobs: never exposed

create schema if not exists extensions;
create extension if not exists pgcrypto with schema extensions;

create schema private;
comment on schema private is 'Helpers, privileged steps, secrets and jobs. Never exposed by the API.';

-- Nothing is given until a line gives it: neither by Postgres' defaults nor by an older project's.
alter default privileges revoke execute on functions from public;
alter default privileges in schema public revoke all on tables from anon, authenticated, service_role;
alter default privileges in schema public revoke all on sequences from anon, authenticated, service_role;
alter default privileges in schema public revoke all on functions from anon, authenticated, service_role;

revoke all on schema private from public;
-- Public functions run as their caller and step into private ones; tables in private are granted to nobody.
grant usage on schema private to anon, authenticated, service_role;

-- Types

create type private.audience as enum ('team', 'visitor');

create type private.page_cursor as (at timestamptz, id uuid);

-- Values. A body after `return` is bound when the function is made, so it needs no search path, and the planner can put
-- it in the place of the call: that is for small words on hot paths.

create function private.to_uuid(value text)
returns uuid
language sql
immutable
return case
  when value ~* '^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$' then value::uuid
end;
comment on function private.to_uuid(text) is 'The UUID a text spells, or null: malformed names of topics and paths must not raise.';

create function private.uuid_v7()
returns uuid
language sql
volatile
return encode(
  set_bit(
    set_bit(
      overlay(
        uuid_send(gen_random_uuid())
        placing substring(int8send((extract(epoch from clock_timestamp()) * 1000)::bigint) from 3)
        from 1 for 6
      ),
      52, 1
    ),
    53, 1
  ),
  'hex'
)::uuid;
comment on function private.uuid_v7() is 'A UUID that orders by time, for rows the database itself writes.';

create function private.clean_text(value text)
returns text
language sql
immutable
return regexp_replace(
  regexp_replace(
    replace(clean_text.value, E'\r\n', E'\n'),
    '[\x01-\x08\x0b\x0c\x0e-\x1f\x7f]', '', 'g'
  ),
  '^\s+|\s+$', '', 'g'
);
comment on function private.clean_text(text) is 'Text as it is stored: without control characters, trimmed.';

create function private.to_base64url(value bytea)
returns text
language sql
immutable
set search_path = ''
as $$
  select translate(replace(encode(to_base64url.value, 'base64'), E'\n', ''), '+/=', '-_');
$$;

create function private.random_token(bytes integer)
returns text
language sql
volatile
set search_path = ''
as $$
  select private.to_base64url(extensions.gen_random_bytes(random_token.bytes));
$$;
comment on function private.random_token(integer) is 'Random bytes as base64url, for keys and secrets.';

create function private.is_link(value text)
returns boolean
language sql
immutable
return value ~ '^https?://[^[:space:]]+$' and char_length(value) <= 2000;
comment on function private.is_link(text) is 'Whether a text is an address that a browser may load from: http or https, at most 2,000 characters.';

create function private.page_size(asked integer, most integer)
returns integer
language sql
immutable
return least(greatest(coalesce(page_size.asked, page_size.most), 1), page_size.most);
comment on function private.page_size(integer, integer) is 'How many rows a page holds: what was asked for, within reason.';

-- Who is calling. PostgREST, Realtime and Storage put the verified token's claims here; nobody else can.

create function private.claim(name text)
returns text
language sql
stable
return nullif(current_setting('request.jwt.claims', true), '')::jsonb ->> claim.name;
comment on function private.claim(text) is 'One claim of the caller''s verified token, or null.';

create function private.user_id()
returns uuid
language sql
stable
return case when private.claim('role') = 'authenticated' then private.to_uuid(private.claim('sub')) end;
comment on function private.user_id() is 'The signed-in agent who is calling, or null.';

grant execute on function
  private.to_uuid(text),
  private.claim(text),
  private.user_id()
to anon, authenticated;
grant execute on function private.page_size(integer, integer) to authenticated;

-- 05_errors.sql -----------------------------------------------------------------------------------

-- Errors: one place that knows each code's HTTP status, what it means and what to do about it.
-- The status travels as SQLSTATE `PTnnn`, the code as message; protocol lists the same codes.

create function private.raise_error(code text, detail text default null)
returns void
language plpgsql
set search_path = ''
as $$
declare
  known record;
begin
  select errors.*
  into strict known
  from (
    values
      ('invalid_request', 400, 'The request is not understood.', 'Check its fields.'),
      ('public_key_invalid', 401, 'This public key is not known.', 'Copy it again from the dashboard.'),
      ('api_key_invalid', 401, 'This API key is not known.', 'Copy it again, or create a new one in the dashboard.'),
      ('session_expired', 401, 'This session has ended.', 'Start a new one.'),
      ('refresh_secret_invalid', 401, 'This browser can''t prove which visitor it is.', 'Start a new visitor.'),
      ('not_signed_in', 401, 'This is for the team.', 'Sign in first.'),
      ('identity_token_required', 403, 'This website accepts only identities signed by its backend.', 'Send an identity token.'),
      ('origin_not_allowed', 403, 'This origin is not allowed.', 'Add it to the website''s allowed origins.'),
      ('website_inactive', 403, 'Support is switched off for this website.', 'Switch it on in the dashboard.'),
      ('visitor_blocked', 403, 'You can''t write to this team.', 'Ask the team by another way.'),
      ('scope_missing', 403, 'This API key is not good for that.', 'Use a key with this scope, or create one in the dashboard.'),
      ('ai_agent_inactive', 403, 'This AI agent is switched off.', 'Switch it on in the dashboard.'),
      ('not_allowed', 403, 'You are not allowed to do this.', 'Ask an owner or admin of the organization.'),
      ('organization_not_found', 404, 'There is no such organization, or you are not a member of it.', 'Check the id.'),
      ('website_not_found', 404, 'There is no such website, or you may not see it.', 'Check the id.'),
      ('conversation_not_found', 404, 'There is no such conversation, or you may not see it.', 'Check the id.'),
      ('visitor_not_found', 404, 'There is no such visitor, or you may not see it.', 'Check the id.'),
      ('contact_not_found', 404, 'This visitor is not identified.', 'Identify the visitor first.'),
      ('ai_agent_not_found', 404, 'There is no such AI agent, or you may not see it.', 'Check the id.'),
      ('company_not_found', 404, 'There is no such company, or you may not see it.', 'Check the id.'),
      ('invitation_not_found', 404, 'There is no such invitation, or it has ended.', 'Ask for a new one.'),
      ('member_not_found', 404, 'There is no such member.', 'Check the id.'),
      ('saved_view_not_found', 404, 'There is no such view, or you may not see it.', 'Check the id.'),
      ('api_key_not_found', 404, 'There is no such API key, or you may not see it.', 'Check the id.'),
      ('tag_not_found', 404, 'There is no such tag, or you may not see it.', 'Check the id.'),
      ('item_not_found', 404, 'There is no such message, or you may not see it.', 'Check the id.'),
      ('attachment_not_found', 404, 'There is no such file, or you may not see it.', 'Check the path.'),
      ('attachment_not_uploaded', 409, 'This file has not been uploaded.', 'Upload it first.'),
      ('id_taken', 409, 'This id is already in use.', 'Choose a new one.'),
      ('name_taken', 409, 'There is one of this name already.', 'Choose another.'),
      ('limit_reached', 409, 'There are as many of these as there may be.', 'Delete one first.'),
      ('contact_exists', 409, 'There is a contact of this external id or email already.', 'Change that one instead.'),
      ('contact_not_editable', 409, 'What the site''s backend or a browser says of a contact is not the team''s to change.', 'Give it another name, or merge it into a contact of the team''s.'),
      ('merge_not_allowed', 409, 'A contact can''t be merged into one that is vouched for less.', 'Merge them the other way round.'),
      ('visitor_identified', 409, 'This visitor is known as a contact.', 'Erase the contact instead.'),
      ('already_member', 409, 'This person is a member already.', 'Change their role instead.'),
      ('bulk_refused', 409, 'Some of these conversations refuse the act, so none was changed.', 'Leave out those that are named.'),
      ('organization_not_empty', 409, 'This organization still has websites.', 'Delete them first. Large ones take a while to go.'),
      ('last_owner', 409, 'An organization needs an owner.', 'Make somebody else owner first.'),
      ('file_too_large', 413, 'This file is too large.', 'Choose a smaller one.'),
      ('file_type_not_allowed', 415, 'Files of this type are not accepted.', 'Send an image, a PDF, a ZIP or plain text.'),
      ('file_refused', 422, 'The content of this file is not what it was said to be.', 'Choose another file.'),
      ('too_many_files', 422, 'Too many files wait to be sent here.', 'Send or leave those first.'),
      ('message_empty', 422, 'A message needs text or a file.', 'Write something first.'),
      ('message_too_long', 422, 'A message may have at most 10,000 characters.', 'Split it into several.'),
      ('parts_invalid', 422, 'The parts of this message are not valid.', 'Send images and files of this conversation only.'),
      ('mentions_invalid', 422, 'Only notes mention colleagues: a visitor would read it.', 'Write a note, or leave the mentions out.'),
      ('routing_invalid', 422, 'These rules are not valid.', 'Check the fields of each rule.'),
      ('metadata_invalid', 422, 'Metadata takes flat values only.', 'Send text, numbers, true, false or null.'),
      ('name_invalid', 422, 'A name has 1 to 100 characters.', 'Choose another name.'),
      ('email_invalid', 422, 'This is not an email address.', 'Give an address such as ada@example.com.'),
      ('domain_invalid', 422, 'This is not a domain.', 'Give a domain such as example.com.'),
      ('origin_invalid', 422, 'This is not an origin.', 'Give an origin such as https://example.com.'),
      ('rate_limited', 429, 'Too many requests.', 'Try again later.')
  ) as errors (code, status, detail, hint)
  where errors.code = raise_error.code;

  raise exception using
    errcode = 'PT' || known.status,
    message = known.code,
    detail = coalesce(raise_error.detail, known.detail),
    hint = known.hint;
end;
$$;
comment on function private.raise_error(text, text) is 'Ends the request with a stable code, its HTTP status, a sentence and what to do.';

create function private.checked_name(name text)
returns text
language plpgsql
immutable
set search_path = ''
as $$
declare
  cleaned text := coalesce(private.clean_text(checked_name.name), '');
begin
  if char_length(cleaned) not between 1 and 100 then
    perform private.raise_error('name_invalid');
  end if;

  return cleaned;
end;
$$;

create function private.read_cursor(value text)
returns private.page_cursor
language plpgsql
immutable
set search_path = ''
as $$
declare
  cursor private.page_cursor;
begin
  if value is null then
    return null;
  end if;

  cursor.id := private.to_uuid(split_part(value, '.', 2));
  if cursor.id is null or split_part(value, '.', 1) !~ '^[0-9]{1,16}$' then
    perform private.raise_error('invalid_request', 'This cursor was not made by a previous page.');
  end if;

  cursor.at := timestamptz 'epoch' + split_part(value, '.', 1)::bigint * interval '1 microsecond';
  return cursor;
end;
$$;

create function private.write_cursor(at timestamptz, id uuid)
returns text
language sql
immutable
set search_path = ''
as $$
  select (extract(epoch from write_cursor.at) * 1000000)::bigint || '.' || write_cursor.id;
$$;
comment on function private.write_cursor(timestamptz, uuid) is 'Where a page ends, as opaque text for the next call.';

create function private.checked_ids(ids uuid[], most integer)
returns uuid[]
language plpgsql
immutable
set search_path = ''
as $$
begin
  if array_ndims(checked_ids.ids) = 1 and cardinality(checked_ids.ids) <= checked_ids.most then
    if (select count(distinct id) = cardinality(checked_ids.ids) from unnest(checked_ids.ids) as id) then
      return checked_ids.ids;
    end if;
  end if;

  perform private.raise_error('invalid_request', format('Name 1 to %s ids, each once.', checked_ids.most));
end;
$$;
comment on function private.checked_ids(uuid[], integer) is 'A list of ids as it was given; refuses none, too many, nulls and repeats.';

grant execute on function
  private.raise_error(text, text),
  private.read_cursor(text),
  private.write_cursor(timestamptz, uuid)
to anon, authenticated;

-- 10_organizations.sql ----------------------------------------------------------------------------

-- Organizations: the tenants, the people who work in them, and who may still come in.

create type public.member_role as enum ('owner', 'admin', 'member');

create table public.organizations (
  id uuid primary key default private.uuid_v7(),
  name text not null,
  slug text not null,
  created_at timestamptz not null default now(),
  deleted_at timestamptz,
  constraint organizations_slug_is_unique unique (slug),
  constraint organizations_name_has_1_to_100_characters check (char_length(name) between 1 and 100),
  constraint organizations_slug_is_plain check (slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$')
);
comment on table public.organizations is 'A tenant: everything else belongs to exactly one.';
comment on column public.organizations.deleted_at is
  'Since when it has no members and lets nobody in, while jobs take its rows away.';

create table public.profiles (
  user_id uuid primary key,
  name text not null,
  image text,
  email text,
  last_seen_at timestamptz,
  is_away boolean not null default false,
  created_at timestamptz not null default now(),
  constraint profiles_name_has_1_to_100_characters check (char_length(name) between 1 and 100),
  constraint profiles_image_is_a_link check (private.is_link(image))
);
comment on table public.profiles is
  'How an agent appears. Not tied to the account: what somebody wrote keeps its author''s name when the account is gone.';
comment on column public.profiles.email is 'For colleagues only; visitors never see it.';
comment on column public.profiles.last_seen_at is 'The latest heartbeat; offline when older than five minutes.';
comment on column public.profiles.is_away is 'Away by choice: not offered to visitors, whatever the heartbeat says.';

create table public.members (
  organization_id uuid not null references public.organizations (id) on delete cascade,
  user_id uuid not null references public.profiles (user_id) on delete cascade,
  role public.member_role not null default 'member',
  created_at timestamptz not null default now(),
  primary key (organization_id, user_id),
  constraint members_have_an_account foreign key (user_id) references auth.users (id) on delete cascade
);
comment on table public.members is 'Who works in which organization. The row is the access: without it, nothing is seen.';
create index members_by_user on public.members (user_id);

create table public.invitations (
  id uuid primary key default private.uuid_v7(),
  organization_id uuid not null references public.organizations (id) on delete cascade,
  email text not null,
  role public.member_role not null default 'member',
  invited_by uuid references public.profiles (user_id) on delete set null,
  created_at timestamptz not null default now(),
  expires_at timestamptz not null default now() + interval '7 days',
  accepted_at timestamptz,
  revoked_at timestamptz,
  constraint invitations_email_is_lower_case check (email = lower(email)),
  constraint invitations_end_once check (num_nonnulls(accepted_at, revoked_at) <= 1)
);
comment on table public.invitations is 'Who was asked to join an organization, as what, and whether they did.';
create unique index invitations_one_pending_per_email
  on public.invitations (organization_id, email)
  where accepted_at is null and revoked_at is null;
create index invitations_by_organization on public.invitations (organization_id);
create index invitations_by_inviter on public.invitations (invited_by);

create table private.invitation_secrets (
  invitation_id uuid primary key references public.invitations (id) on delete cascade,
  token_hash bytea not null,
  constraint invitation_secrets_hash_is_unique unique (token_hash)
);
comment on table private.invitation_secrets is 'The SHA-256 of the token that an invitation''s mail carries.';

-- Helpers

create function private.my_organization_ids()
returns setof uuid
language plpgsql -- keeps its plan, as below: a policy asks in every statement
stable
security definer -- reads members, whose own policy calls this
set search_path = ''
as $$
declare
  agent_id uuid := private.user_id();
begin
  return query
  select members.organization_id from public.members where members.user_id = agent_id;
end;
$$;
comment on function private.my_organization_ids() is 'The organizations the calling agent works in.';

create function private.my_administered_organization_ids()
returns setof uuid
language plpgsql
stable
security definer -- reads members, whose own policy would hide nothing but costs a second look
set search_path = ''
as $$
declare
  agent_id uuid := private.user_id();
begin
  return query
  select members.organization_id
  from public.members
  where members.user_id = agent_id
    and members.role in ('owner', 'admin');
end;
$$;

create function private.my_colleague_ids()
returns setof uuid
language plpgsql
stable
security definer -- reads members beyond the caller's own row
set search_path = ''
as $$
declare
  agent_id uuid := private.user_id();
begin
  return query
  select agent_id
  union
  select colleagues.user_id
  from public.members as own
  join public.members as colleagues on colleagues.organization_id = own.organization_id
  where own.user_id = agent_id;
end;
$$;
comment on function private.my_colleague_ids() is 'Everyone who shares an organization with the calling agent, and the agent.';

create function private.is_online(profile public.profiles)
returns boolean
language sql
stable
return coalesce((profile).last_seen_at > now() - interval '5 minutes' and not (profile).is_away, false);
comment on function private.is_online(public.profiles) is 'Whether an agent is there: a heartbeat within five minutes, and not away by choice.';

create function private.require_agent()
returns uuid
language plpgsql
stable
set search_path = ''
as $$
declare
  agent_id uuid := private.user_id();
begin
  if agent_id is null then
    perform private.raise_error('not_signed_in');
  end if;

  return agent_id;
end;
$$;
comment on function private.require_agent() is 'The signed-in agent who is calling; refuses everybody else.';

create function private.require_member(organization_id uuid, allowed public.member_role[])
returns void
language plpgsql
stable
security definer -- reads members
set search_path = ''
as $$
declare
  agent_id uuid := private.require_agent();
  role public.member_role;
begin
  select members.role
  into role
  from public.members
  where members.organization_id = require_member.organization_id
    and members.user_id = agent_id;

  if role is null then
    perform private.raise_error('organization_not_found');
  elsif role <> all (allowed) then
    perform private.raise_error('not_allowed');
  end if;
end;
$$;
comment on function private.require_member(uuid, public.member_role[]) is
  'Refuses callers who are not members (404) or whose role is not among those allowed (403).';

create function private.ensure_profile()
returns public.profiles
language plpgsql
security definer -- writes the caller's own profile
set search_path = ''
as $$
declare
  metadata jsonb := coalesce(nullif(current_setting('request.jwt.claims', true), '')::jsonb -> 'user_metadata', '{}');
  image text := coalesce(metadata ->> 'avatar_url', metadata ->> 'picture');
  profile public.profiles;
begin
  -- Visitors see this name, so it is never made of the email address.
  insert into public.profiles (user_id, name, image, email)
  values (
    private.require_agent(),
    left(coalesce(
      nullif(private.clean_text(metadata ->> 'name'), ''),
      nullif(private.clean_text(metadata ->> 'full_name'), ''),
      'Team member'
    ), 100),
    case when private.is_link(image) then image end,
    private.claim('email')
  )
  on conflict on constraint profiles_pkey
  do update set email = coalesce(excluded.email, profiles.email)
  returning * into profile;

  return profile;
end;
$$;
comment on function private.ensure_profile() is 'The calling agent''s profile, made from the token the first time.';

-- Policies

alter table public.organizations enable row level security;
alter table public.profiles enable row level security;
alter table public.members enable row level security;
alter table public.invitations enable row level security;
alter table private.invitation_secrets enable row level security;

create policy organizations_read on public.organizations
  for select to authenticated
  using (id = any (array(select private.my_organization_ids())));

create policy profiles_read on public.profiles
  for select to authenticated
  using (user_id = any (array(select private.my_colleague_ids())));

create policy members_read on public.members
  for select to authenticated
  using (organization_id = any (array(select private.my_organization_ids())));

create policy invitations_read on public.invitations
  for select to authenticated
  using (organization_id = any (array(select private.my_administered_organization_ids())));

-- Grants: reading only. Every change goes through a function, which checks, audits and announces.

grant select on public.organizations, public.profiles, public.members, public.invitations to authenticated, service_role;

grant execute on function
  private.my_organization_ids(),
  private.my_administered_organization_ids(),
  private.my_colleague_ids(),
  private.require_agent()
to authenticated;

-- 15_audit_log.sql --------------------------------------------------------------------------------

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

-- 20_websites.sql ---------------------------------------------------------------------------------

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

-- 22_keys.sql -------------------------------------------------------------------------------------

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

-- 25_ai_agents.sql --------------------------------------------------------------------------------

-- AI agents: automated participants of a website. They share the timeline with people.

create table public.ai_agents (
  id uuid primary key default private.uuid_v7(),
  organization_id uuid not null,
  website_id uuid not null,
  name text not null,
  image text,
  is_active boolean not null default true,
  created_at timestamptz not null default now(),
  constraint ai_agents_website_id_id_key unique (website_id, id),
  constraint ai_agents_belong_to_a_website foreign key (organization_id, website_id)
    references public.websites (organization_id, id) on delete cascade,
  constraint ai_agents_name_has_1_to_100_characters check (char_length(name) between 1 and 100),
  constraint ai_agents_image_is_a_link check (private.is_link(image))
);
comment on table public.ai_agents is 'An automated participant of a website, as its visitors see it.';
comment on column public.ai_agents.is_active is 'One that is switched off writes nothing and is not offered to visitors; what it wrote keeps its name.';

alter table public.ai_agents enable row level security;

create policy ai_agents_read on public.ai_agents
  for select to authenticated
  using (website_id = any (array(select private.my_website_ids())));

grant select on public.ai_agents to authenticated, service_role;

-- 30_contacts.sql ---------------------------------------------------------------------------------

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

-- 31_companies.sql --------------------------------------------------------------------------------

-- Companies: whom contacts work for, as the team sees it. Only the team names them; visitors never see one.

create table public.companies (
  id uuid primary key default private.uuid_v7(),
  organization_id uuid not null,
  website_id uuid not null,
  name text not null,
  external_id text,
  created_at timestamptz not null default now(),
  constraint companies_website_id_id_key unique (website_id, id),
  constraint companies_belong_to_a_website foreign key (organization_id, website_id)
    references public.websites (organization_id, id) on delete cascade,
  constraint companies_name_has_1_to_100_characters check (char_length(name) between 1 and 100),
  constraint companies_external_id_is_short check (char_length(external_id) between 1 and 255)
);
comment on table public.companies is 'A company of a website''s contacts, known by its name and by the site''s own id.';
create unique index companies_name_is_unique on public.companies (website_id, lower(name));
create unique index companies_external_id_is_unique
  on public.companies (website_id, external_id)
  where external_id is not null;
create index companies_newest on public.companies (website_id, created_at desc, id desc);

alter table public.contacts
  add column company_id uuid;
comment on column public.contacts.company_id is
  'The one company they work for, if the team knows it. No foreign key: one that is deleted may have very many, who leave it in parts.';
create index contacts_by_company
  on public.contacts (website_id, company_id, created_at desc, id desc)
  where company_id is not null;

create function private.company_as_json(company public.companies)
returns jsonb
language sql
stable
return jsonb_build_object(
  'id', (company).id,
  'websiteId', (company).website_id,
  'name', (company).name,
  'externalId', (company).external_id,
  'createdAt', (company).created_at
);
comment on function private.company_as_json(public.companies) is 'A company as the team sees it.';

alter table public.companies enable row level security;

create policy companies_read on public.companies
  for select to authenticated
  using (website_id = any (array(select private.my_website_ids())));

grant select on public.companies to authenticated, service_role;

-- 35_visitors.sql ---------------------------------------------------------------------------------

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

-- 40_conversations.sql ----------------------------------------------------------------------------

-- Conversations: one thread between a visitor and the team. It carries two sets of numbers, one per audience: the
-- team's count every item and change, the visitor's only public ones, so that nothing betrays internal notes.

create type public.conversation_status as enum ('open', 'resolved');
create type public.conversation_priority as enum ('low', 'medium', 'high', 'urgent');
create type public.conversation_channel as enum ('widget', 'email', 'api');

create table public.conversations (
  id uuid primary key,
  organization_id uuid not null,
  website_id uuid not null,
  visitor_id uuid not null,
  contact_id uuid,
  status public.conversation_status not null default 'open',
  priority public.conversation_priority not null default 'medium',
  channel public.conversation_channel not null default 'widget',
  is_test boolean not null default false,
  title text,
  assignee_id uuid,
  created_at timestamptz not null default now(),
  last_activity_at timestamptz not null default now(),
  waiting_since timestamptz not null default 'infinity',
  resolved_at timestamptz,
  snoozed_until timestamptz,
  spam_at timestamptz,
  archived_at timestamptz,
  -- No enum: under row security, only text is compared by an index.
  box text collate "C" not null generated always as (
    case
      when is_test then 'test'
      when spam_at is not null then 'spam'
      when archived_at is not null then 'archived'
      when status = 'resolved' then 'resolved'
      when snoozed_until is not null then 'snoozed'
      else 'open'
    end
  ) stored,
  rating smallint,
  rating_comment text,
  rated_at timestamptz,
  rated_for uuid,
  first_written_at timestamptz,
  first_responded_at timestamptz,
  first_responded_by uuid,
  first_ai_responded_at timestamptz,
  resolved_by uuid,
  closed_during tstzmultirange,
  team_last_order bigint not null default 0,
  team_last_change bigint not null default 0,
  team_last_message bigint,
  visitor_last_order bigint not null default 0,
  visitor_last_change bigint not null default 0,
  visitor_last_message bigint,
  visitor_message_count bigint not null default 0,
  team_message_count bigint not null default 0,
  tag_marks bigint not null default 0,
  constraint conversations_website_id_id_key unique (website_id, id),
  constraint conversations_belong_to_a_website foreign key (organization_id, website_id)
    references public.websites (organization_id, id) on delete cascade,
  constraint conversations_belong_to_a_visitor foreign key (website_id, visitor_id)
    references public.visitors (website_id, id) on delete cascade,
  constraint conversations_are_of_a_contact foreign key (website_id, contact_id)
    references public.contacts (website_id, id) on delete set null (contact_id),
  constraint conversations_resolved_at_iff_resolved check ((status = 'resolved') = (resolved_at is not null)),
  constraint conversations_snoozed_ones_are_open check (snoozed_until is null or status = 'open'),
  constraint conversations_rating_is_1_to_5 check (rating between 1 and 5),
  constraint conversations_rated_at_iff_rated check ((rating is null) = (rated_at is null)),
  constraint conversations_rating_comment_is_short check (char_length(rating_comment) between 1 and 2000),
  constraint conversations_title_is_short check (char_length(title) between 1 and 200),
  constraint conversations_visitors_count_no_more_than_the_team check (
    visitor_last_order <= team_last_order and visitor_last_change <= team_last_change
  )
);
comment on table public.conversations is 'A thread between a visitor and the team. Its id is chosen by whoever starts it.';
comment on column public.conversations.contact_id is
  'The verified contact whose history this is, on every device. An unverified one is found at the visitor.';
comment on column public.conversations.is_test is
  'Of a visitor of the test key: it stands in a box of its own and in no number of the team''s.';
comment on column public.conversations.assignee_id is
  'A member of the team. No foreign key: who leaves may have very many, and is taken out of them in parts.';
comment on column public.conversations.last_activity_at is 'When the last public message was written: lists sort by it.';
comment on column public.conversations.waiting_since is
  'Since when the visitor waits for a public answer; `infinity` when nobody waits, so that lists sort those last.';
comment on column public.conversations.snoozed_until is 'Out of the way until then, or until the visitor writes.';
comment on column public.conversations.first_written_at is 'When the visitor''s first message was written.';
comment on column public.conversations.first_responded_at is
  'When a person''s first public message after the visitor''s first one was written; an AI agent''s is kept beside it.';
comment on column public.conversations.first_responded_by is
  'Who wrote it. No foreign key, here and in `resolved_by` and `rated_for`: figures stay with whom they are of.';
comment on column public.conversations.resolved_by is 'The agent who resolved it; null if nobody of the team did, or while it is open.';
comment on column public.conversations.box is
  'Where it stands: open, snoozed, resolved, archived, spam, test. A snoozed one stands there until it was woken, also after its time.';
comment on column public.conversations.rated_for is 'Whose work the rating speaks of: who resolved it, else the assignee, else who first responded.';
comment on column public.conversations.closed_during is 'When it was resolved or archived and came back later; null if it never did.';
comment on column public.conversations.team_last_order is 'Items so far. The next item of any kind takes the next number.';
comment on column public.conversations.team_last_change is 'Changes so far: every insert, edit or delete of an item takes the next number.';
comment on column public.conversations.team_last_message is 'Order of the last message, notes included: the preview in the inbox.';
comment on column public.conversations.visitor_last_order is 'Public items so far.';
comment on column public.conversations.visitor_last_change is 'Changes of public items so far.';
comment on column public.conversations.visitor_last_message is 'Order of the last public message, in the visitor''s numbers.';
comment on column public.conversations.visitor_message_count is 'Messages by visitors: what an agent has to read.';
comment on column public.conversations.team_message_count is
  'Public messages by people and AI agents: what the visitor has to read. Greetings have no author and don''t count.';
comment on column public.conversations.tag_marks is
  'A bit for each tag that it carries or has carried, of 64 that all tags share: where one is missing, the tag is.';
-- The inbox merges its boxes, each from one of these in the order asked for. What most filters ask is answered in them alone,
-- for a walk that looks at each conversation takes ten times as long.
create index conversations_newest
  on public.conversations (website_id, box, last_activity_at desc, id desc)
  include (visitor_message_count, assignee_id, tag_marks);
create index conversations_longest_waiting
  on public.conversations (website_id, box, waiting_since, id)
  include (visitor_message_count, assignee_id, tag_marks);
create index conversations_most_urgent
  on public.conversations (website_id, box, priority desc, last_activity_at desc, id desc)
  include (visitor_message_count, assignee_id, tag_marks);
create index conversations_by_beginning
  on public.conversations (website_id, created_at)
  include (id, box, last_activity_at, waiting_since, priority);
create index conversations_to_answer
  on public.conversations (website_id, id desc) include (visitor_message_count)
  where box = 'open';
create index conversations_of_visitor on public.conversations (website_id, visitor_id, last_activity_at desc, id desc);
create index conversations_of_contact
  on public.conversations (website_id, contact_id, last_activity_at desc, id desc)
  where contact_id is not null;
create index conversations_snoozed on public.conversations (snoozed_until) where snoozed_until is not null;
create index conversations_of_assignee
  on public.conversations (assignee_id, website_id, box, last_activity_at desc, id desc)
  include (waiting_since, priority)
  where assignee_id is not null;

alter table public.conversations enable row level security;

create policy conversations_read on public.conversations
  for select to authenticated
  using (website_id = any (array(select private.my_website_ids())));

grant select on public.conversations to authenticated, service_role;

-- 43_inbox_tallies.sql ----------------------------------------------------------------------------

-- Tallies: how many conversations stand in each box, for the numbers beside the inbox. A change of a conversation adds
-- lines and never waits for another; housekeeping sums them up. What time alone changes is not counted here.

create table private.inbox_tallies (
  id bigint generated always as identity primary key,
  -- No foreign key: when a website goes, its conversations leave their lines, which sum up to nothing.
  website_id uuid not null,
  box text collate "C" not null,
  assignee_id uuid,
  amount integer not null
);
comment on table private.inbox_tallies is 'Changes of how many conversations a box holds, by assignee: their sum is the number.';
create index inbox_tallies_by_website on private.inbox_tallies (website_id, box, assignee_id) include (amount);

create function private.tally_conversation()
returns trigger
language plpgsql
security definer -- whoever acts on a conversation has no access to private tables
set search_path = ''
as $$
begin
  if tg_op = 'UPDATE'
    and (new.box, new.assignee_id) is not distinct from (old.box, old.assignee_id)
  then
    return null;
  end if;

  if tg_op <> 'INSERT' then
    insert into private.inbox_tallies (website_id, box, assignee_id, amount)
    values (old.website_id, old.box, old.assignee_id, -1);
  end if;

  if tg_op <> 'DELETE' then
    insert into private.inbox_tallies (website_id, box, assignee_id, amount)
    values (new.website_id, new.box, new.assignee_id, 1);
  end if;

  return null;
end;
$$;

create trigger b_tally
  after insert or delete or update of status, assignee_id, snoozed_until, spam_at, archived_at
  on public.conversations
  for each row execute function private.tally_conversation();

create function private.sum_up_tallies()
returns void
language sql
set search_path = ''
as $$
  with taken as (
    delete from private.inbox_tallies
    returning inbox_tallies.*
  )
  insert into private.inbox_tallies (website_id, box, assignee_id, amount)
  select taken.website_id, taken.box, taken.assignee_id, sum(taken.amount)
  from taken
  group by taken.website_id, taken.box, taken.assignee_id
  having sum(taken.amount) <> 0;
$$;
comment on function private.sum_up_tallies() is 'Makes one line of many. Safe at any time, also twice at once.';

create function private.rebuild_inbox()
returns void
language plpgsql
set search_path = ''
as $$
begin
  delete from private.inbox_tallies;

  insert into private.inbox_tallies (website_id, box, assignee_id, amount)
  select conversations.website_id, conversations.box, conversations.assignee_id, count(*)
  from public.conversations
  group by 1, 2, 3;
end;
$$;
comment on function private.rebuild_inbox() is
  'Counts anew, after conversations were loaded past the triggers. Nobody may write conversations meanwhile.';

alter table private.inbox_tallies enable row level security;

-- 44_report_facts.sql -----------------------------------------------------------------------------

-- What reports count of a conversation: facts, each at its moment. All of them follow from the conversation's row, so a
-- change of the row takes the old facts away and brings the new ones, and a recount of the rows gives the same.

create type private.report_measure as enum (
  'started',
  'responded',
  'ai_responded',
  'resolved',
  'closed',
  'reopened',
  'rated',
  -- Of messages, counted from timelines.
  'received',
  'sent',
  'ai_sent'
);

create type private.report_fact as (
  at timestamptz,
  measure private.report_measure,
  agent_id uuid,
  bin smallint,
  total bigint
);

create function private.duration_bin(seconds bigint)
returns smallint
language sql
immutable
return case when seconds < 1 then 0 else least(1 + floor(2 * ln(seconds) / ln(2)), 63) end::smallint;
comment on function private.duration_bin(bigint) is
  'Where a duration stands on a scale of two steps for each doubling: what medians and percentiles are read from.';

create function private.seconds_between(starts timestamptz, ends timestamptz)
returns bigint
language sql
immutable
return greatest(0, floor(date_part('epoch', ends - starts)))::bigint;

create function private.closed_since(conversation public.conversations)
returns timestamptz
language sql
immutable
return least((conversation).resolved_at, (conversation).archived_at);
comment on function private.closed_since(public.conversations) is
  'Since when a conversation is done with, resolved or archived; null while it is open. A snoozed one is open.';

create function private.closed_spans(conversation public.conversations)
returns tstzmultirange
language sql
immutable
return (
  coalesce((conversation).closed_during, '{}')
  + case
    when private.closed_since(conversation) is null then '{}'
    else tstzmultirange(tstzrange(private.closed_since(conversation), null))
  end
) * tstzmultirange(tstzrange((conversation).created_at, null));
comment on function private.closed_spans(public.conversations) is 'When it was done with, from its beginning on.';

create function private.report_facts(conversation public.conversations)
returns setof private.report_fact
language sql
immutable
begin atomic
  select facts.at, facts.measure, facts.agent_id, facts.bin, facts.total
  from (
    -- Each by itself: a list of values would be prepared anew for each conversation, and take twenty times as long.
    select conversation.created_at, 'started'::private.report_measure, null::uuid, 0::smallint, 0::bigint
    union all
    select
      conversation.first_responded_at,
      'responded',
      conversation.first_responded_by,
      private.duration_bin(private.seconds_between(conversation.first_written_at, conversation.first_responded_at)),
      private.seconds_between(conversation.first_written_at, conversation.first_responded_at)
    union all
    select
      conversation.first_ai_responded_at,
      'ai_responded',
      null,
      private.duration_bin(private.seconds_between(conversation.first_written_at, conversation.first_ai_responded_at)),
      private.seconds_between(conversation.first_written_at, conversation.first_ai_responded_at)
    union all
    select
      conversation.resolved_at,
      'resolved',
      conversation.resolved_by,
      private.duration_bin(private.seconds_between(conversation.created_at, conversation.resolved_at)),
      private.seconds_between(conversation.created_at, conversation.resolved_at)
    union all
    select conversation.rated_at, 'rated', conversation.rated_for, conversation.rating, conversation.rating
    union all
    select lower(spans.span), 'closed', null, 0::smallint, 0
    from unnest(private.closed_spans(conversation)) as spans (span)
    union all
    select upper(spans.span), 'reopened', null, 0::smallint, 0
    from unnest(private.closed_spans(conversation)) as spans (span)
    where conversation.closed_during is not null
  ) as facts (at, measure, agent_id, bin, total)
  where facts.at is not null
    and conversation.spam_at is null
    and not conversation.is_test;
end;
comment on function private.report_facts(public.conversations) is
  'What a conversation adds to reports. Spam and tests add nothing; of several resolutions the last one counts.';

-- Stamps

create function private.stamp_report_facts()
returns trigger
language plpgsql
set search_path = ''
as $$
declare
  was_closed_since timestamptz := private.closed_since(old);
  comes_back_at timestamptz := coalesce(private.closed_since(new), now());
begin
  if was_closed_since < comes_back_at and private.closed_since(new) is distinct from was_closed_since then
    new.closed_during := coalesce(new.closed_during, '{}')
      + tstzmultirange(tstzrange(was_closed_since, comes_back_at));
  end if;

  if new.status <> old.status then
    new.resolved_by := case when new.status = 'resolved' then private.user_id() end;
  end if;

  if new.rating is distinct from old.rating then
    new.rated_for := case
      when new.rating is not null then coalesce(new.resolved_by, new.assignee_id, new.first_responded_by)
    end;
  end if;

  return new;
end;
$$;
comment on function private.stamp_report_facts() is
  'Keeps what the row would forget: who resolved it, whose work was rated, and when it was closed before.';

create trigger a_stamp_report_facts
  before update of status, archived_at, rating on public.conversations
  for each row execute function private.stamp_report_facts();

-- 45_timeline_items.sql ---------------------------------------------------------------------------

-- Timeline items: everything that happened in a conversation, in order. A trigger numbers each change for the
-- audiences it concerns while it holds the conversation's row, so numbers are gapless and follow commits.

create type public.item_type as enum ('message', 'event', 'identification', 'tool');
create type public.item_visibility as enum ('public', 'private');

-- One part, the usual case of an event, is checked without a call: the planner puts these bodies in its place.

create function private.is_count(value jsonb, minimum integer)
returns boolean
language sql
immutable
return jsonb_typeof(value) = 'number'
  and value::numeric = trunc(value::numeric)
  and value::numeric between minimum and 9007199254740991;

create function private.is_file_part(part jsonb)
returns boolean
language sql
immutable
return jsonb_typeof(part -> 'url') = 'string'
  and char_length(part ->> 'url') between 1 and 1000
  and jsonb_typeof(part -> 'mediaType') = 'string'
  and part ->> 'mediaType' ~ '^[a-z0-9.+-]{1,64}/[a-z0-9.+-]{1,128}$'
  and (not part ? 'fileName' or (jsonb_typeof(part -> 'fileName') = 'string' and char_length(part ->> 'fileName') <= 255))
  and (not part ? 'size' or private.is_count(part -> 'size', 0))
  and (not part ? 'width' or private.is_count(part -> 'width', 1))
  and (not part ? 'height' or private.is_count(part -> 'height', 1));

create function private.is_tool_part(part jsonb)
returns boolean
language sql
immutable
set search_path = ''
as $$
  select jsonb_typeof(part -> 'toolName') = 'string'
    and part ->> 'toolName' ~ '^[A-Za-z0-9_-]{1,64}$'
    and part ->> 'type' = 'tool-' || (part ->> 'toolName')
    and jsonb_typeof(part -> 'toolCallId') = 'string'
    and char_length(part ->> 'toolCallId') between 1 and 200
    and part ? 'input'
    and part ->> 'state' in ('partial', 'result', 'error')
    and (part ->> 'state' = 'result') = (part ? 'output')
    and (part ->> 'state' = 'error') = (part ? 'errorText')
    and coalesce(jsonb_typeof(part -> 'errorText'), 'string') = 'string'
    and coalesce(char_length(part ->> 'errorText'), 0) <= 2000
    and part - '{type,toolCallId,toolName,input,output,state,errorText}'::text[] = '{}'
    and pg_column_size(part) <= 65536;
$$;
comment on function private.is_tool_part(jsonb) is
  'Whether a JSON value says how a tool was called and what came of it: an output with `result`, an errorText with `error`.';

create function private.is_part(part jsonb)
returns boolean
language sql
immutable
return jsonb_typeof(part) = 'object'
  and case part ->> 'type'
    when 'image' then private.is_file_part(part)
    when 'file' then private.is_file_part(part)
    when 'event' then jsonb_typeof(part -> 'eventType') = 'string'
    when 'mention' then private.to_uuid(part ->> 'userId') is not null and jsonb_typeof(part -> 'name') = 'string'
    when 'metadata' then part ->> 'source' in ('widget', 'email', 'api', 'greeting')
    else private.is_tool_part(part)
  end;

create function private.are_parts(parts jsonb)
returns boolean
language plpgsql -- keeps its plan: what stands in a constraint in place of a call is planned anew by every statement
immutable
set search_path = ''
as $$
begin
  if are_parts.parts = '[]' then
    return true;
  elsif jsonb_typeof(are_parts.parts) is distinct from 'array' then
    return false;
  end if;

  return jsonb_array_length(are_parts.parts) <= 20
    and not exists (
      select
      from jsonb_array_elements(are_parts.parts) as part
      where private.is_part(part) is not true
    );
end;
$$;
comment on function private.are_parts(jsonb) is
  'Whether a JSON value may stand as an item''s stored parts. The text part is not stored: it is made of `text`.';

create table public.timeline_items (
  website_id uuid not null,
  conversation_id uuid not null,
  id uuid not null,
  type public.item_type not null,
  visibility public.item_visibility not null default 'public',
  text text,
  parts jsonb not null default '[]',
  visitor_id uuid,
  user_id uuid references public.profiles (user_id) on delete restrict,
  ai_agent_id uuid,
  caused_by uuid,
  created_at timestamptz not null default clock_timestamp(),
  edited_at timestamptz,
  deleted_at timestamptz,
  team_order bigint not null,
  team_change bigint not null,
  visitor_order bigint,
  visitor_change bigint,
  primary key (conversation_id, id),
  constraint timeline_items_team_order_is_unique unique (conversation_id, team_order),
  constraint timeline_items_belong_to_a_conversation foreign key (website_id, conversation_id)
    references public.conversations (website_id, id) on delete cascade,
  constraint timeline_items_are_by_a_visitor foreign key (website_id, visitor_id)
    references public.visitors (website_id, id) on delete set null (visitor_id),
  constraint timeline_items_are_by_an_ai_agent foreign key (website_id, ai_agent_id)
    references public.ai_agents (website_id, id) on delete set null (ai_agent_id),
  constraint timeline_items_have_at_most_one_author check (num_nonnulls(visitor_id, user_id, ai_agent_id) <= 1),
  constraint timeline_items_text_is_short check (char_length(text) <= 10000),
  constraint timeline_items_parts_are_valid check (private.are_parts(parts)),
  constraint timeline_items_mentions_are_private check (visibility = 'private' or not parts @> '[{"type": "mention"}]'),
  constraint timeline_items_deleted_ones_are_blank check (deleted_at is null or (text is null and parts = '[]')),
  constraint timeline_items_visitors_number_public_ones check (
    (visibility = 'public') = (visitor_order is not null)
    and (visitor_order is null) = (visitor_change is null)
  )
);
comment on table public.timeline_items is
  'Messages, events and notes of a conversation. The sender chooses the id, so that a retry is not a repeat.';
comment on column public.timeline_items.text is 'The message itself; null for events and for deleted messages.';
comment on column public.timeline_items.caused_by is 'The message whose sending wrote this item too, as a greeting or an event.';
comment on column public.timeline_items.team_order is 'Its place among all items; set once.';
comment on column public.timeline_items.team_change is 'The number of its latest change among all changes.';
comment on column public.timeline_items.visitor_order is 'Its place among public items; null for private ones.';
comment on column public.timeline_items.visitor_change is 'The number of its latest change among changes of public items.';
create unique index timeline_items_by_team_change on public.timeline_items (conversation_id, team_change);
create unique index timeline_items_by_visitor_order
  on public.timeline_items (conversation_id, visitor_order)
  where visitor_order is not null;
create unique index timeline_items_by_visitor_change
  on public.timeline_items (conversation_id, visitor_change)
  where visitor_change is not null;
create index timeline_items_by_visitor on public.timeline_items (visitor_id) where visitor_id is not null;
create index timeline_items_by_user on public.timeline_items (user_id) where user_id is not null;
create index timeline_items_by_ai_agent on public.timeline_items (ai_agent_id) where ai_agent_id is not null;

-- Triggers

create function private.stamp_firsts(conversation public.conversations, message public.timeline_items)
returns void
language plpgsql
set search_path = ''
as $$
begin
  if message.visitor_id is not null then
    if conversation.first_written_at is null then
      update public.conversations
      set first_written_at = message.created_at
      where conversations.id = conversation.id;
    end if;
  elsif conversation.first_written_at is null then
    return;
  elsif message.user_id is not null and conversation.first_responded_at is null then
    update public.conversations
    set
      first_responded_at = message.created_at,
      first_responded_by = message.user_id
    where conversations.id = conversation.id;
  elsif message.ai_agent_id is not null and conversation.first_ai_responded_at is null then
    update public.conversations
    set first_ai_responded_at = message.created_at
    where conversations.id = conversation.id;
  end if;
end;
$$;
comment on function private.stamp_firsts(public.conversations, public.timeline_items) is
  'Keeps when the visitor first wrote and when they were first answered, by a person and by an AI agent.';

create function private.number_new_item()
returns trigger
language plpgsql
security definer -- counts on the conversation's row, which nobody else may write
set search_path = ''
as $$
declare
  is_public boolean := new.visibility = 'public';
  public_one integer := is_public::integer;
  by_visitor integer := (new.visitor_id is not null)::integer;
  by_team integer := num_nonnulls(new.user_id, new.ai_agent_id);
  conversation public.conversations;
begin
  -- An import numbers its items itself, all at once.
  if current_setting('support.importing', true) = 'on' then
    return new;
  elsif is_public and new.type = 'message' then
    update public.conversations
    set
      team_last_order = conversations.team_last_order + 1,
      team_last_change = conversations.team_last_change + 1,
      team_last_message = conversations.team_last_order + 1,
      visitor_last_order = conversations.visitor_last_order + 1,
      visitor_last_change = conversations.visitor_last_change + 1,
      visitor_last_message = conversations.visitor_last_order + 1,
      visitor_message_count = conversations.visitor_message_count + by_visitor,
      team_message_count = conversations.team_message_count + by_team,
      last_activity_at = greatest(conversations.last_activity_at, new.created_at),
      waiting_since = case
        when by_visitor > 0 then least(conversations.waiting_since, new.created_at)
        when by_team > 0 then 'infinity'
        else conversations.waiting_since
      end
    where conversations.id = new.conversation_id
      and conversations.website_id = new.website_id
    returning conversations.* into conversation;

    if num_nulls(conversation.first_written_at, conversation.first_responded_at) > 0 or new.ai_agent_id is not null then
      perform private.stamp_firsts(conversation, new);
    end if;
  else
    update public.conversations
    set
      team_last_order = conversations.team_last_order + 1,
      team_last_change = conversations.team_last_change + 1,
      team_last_message = case
        when new.type = 'message' then conversations.team_last_order + 1
        else conversations.team_last_message
      end,
      visitor_last_order = conversations.visitor_last_order + public_one,
      visitor_last_change = conversations.visitor_last_change + public_one
    where conversations.id = new.conversation_id
      and conversations.website_id = new.website_id
    returning conversations.* into conversation;
  end if;

  new.team_order := conversation.team_last_order;
  new.team_change := conversation.team_last_change;
  new.visitor_order := case when is_public then conversation.visitor_last_order end;
  new.visitor_change := case when is_public then conversation.visitor_last_change end;
  return new;
end;
$$;

create function private.number_changed_item()
returns trigger
language plpgsql
security definer -- counts on the conversation's row, which nobody else may write
set search_path = ''
as $$
begin
  if (new.website_id, new.conversation_id, new.id, new.type, new.visibility, new.team_order)
    is distinct from (old.website_id, old.conversation_id, old.id, old.type, old.visibility, old.team_order)
    or new.visitor_order is distinct from old.visitor_order
  then
    raise exception 'An item keeps its conversation, id, type, visibility and place.';
  end if;

  update public.conversations
  set
    team_last_change = conversations.team_last_change + 1,
    visitor_last_change = conversations.visitor_last_change + (new.visibility = 'public')::integer
  where conversations.id = new.conversation_id
  returning
    conversations.team_last_change,
    case when new.visibility = 'public' then conversations.visitor_last_change end
  into new.team_change, new.visitor_change;

  return new;
end;
$$;

create trigger a_number_insert
  before insert on public.timeline_items
  for each row execute function private.number_new_item();

create trigger a_number_update
  before update of text, parts, edited_at, deleted_at, type, visibility, team_order, visitor_order
  on public.timeline_items
  for each row execute function private.number_changed_item();

-- Policies

alter table public.timeline_items enable row level security;

create policy timeline_items_read on public.timeline_items
  for select to authenticated
  using (website_id = any (array(select private.my_website_ids())));

grant select on public.timeline_items to authenticated, service_role;

-- 46_attachments.sql ------------------------------------------------------------------------------

-- Attachments: what is known of each file. One is prepared before it is uploaded, checked after, and then named by one
-- message. A row outlives nothing: whatever removes it has its file removed too (75).

create type public.attachment_state as enum ('pending', 'checked', 'refused');

create table public.attachments (
  id uuid primary key,
  website_id uuid not null,
  conversation_id uuid not null,
  path text not null,
  file_name text not null,
  media_type text not null,
  size bigint not null,
  visitor_id uuid,
  user_id uuid references public.profiles (user_id) on delete restrict,
  state public.attachment_state not null default 'pending',
  checked_version text,
  item_id uuid,
  created_at timestamptz not null default now(),
  constraint attachments_path_is_unique unique (path),
  constraint attachments_belong_to_a_website foreign key (website_id)
    references public.websites (id) on delete cascade,
  constraint attachments_are_named_by_an_item foreign key (conversation_id, item_id)
    references public.timeline_items (conversation_id, id) on delete cascade,
  constraint attachments_are_by_a_visitor foreign key (website_id, visitor_id)
    references public.visitors (website_id, id) on delete set null (visitor_id),
  constraint attachments_have_at_most_one_author check (num_nonnulls(visitor_id, user_id) <= 1),
  constraint attachments_path_says_where check (
    starts_with(path, website_id || '/' || conversation_id || '/' || id || '.')
  ),
  constraint attachments_file_name_is_short check (char_length(file_name) between 1 and 255),
  constraint attachments_size_is_positive check (size > 0),
  constraint attachments_checked_ones_say_what_was_checked check (
    state <> 'checked' or checked_version is not null
  ),
  constraint attachments_named_ones_were_checked check (item_id is null or state <> 'pending')
);
comment on table public.attachments is
  'Files of conversations: prepared by who uploads them, checked by their content, named by one message each.';
comment on column public.attachments.id is 'Chosen by the uploader, so that a retry is not a repeat.';
comment on column public.attachments.conversation_id is
  'Where it may be sent. Without a foreign key: a visitor''s first message makes the conversation that its files were prepared for.';
comment on column public.attachments.path is 'Its name in the bucket: `<website id>/<conversation id>/<id>.<extension>`.';
comment on column public.attachments.checked_version is 'Which upload was checked: another one under the same name is checked anew.';
comment on column public.attachments.item_id is 'The message that names it; null until it is sent. Who may read the message may read the file.';
create index attachments_by_item on public.attachments (conversation_id, item_id);
create index attachments_by_visitor on public.attachments (website_id, visitor_id);
create index attachments_by_user on public.attachments (user_id) where user_id is not null;
create index attachments_to_sweep on public.attachments (created_at) where item_id is null;

alter table public.attachments enable row level security;

-- What somebody has not sent yet is theirs alone.
create policy attachments_read on public.attachments
  for select to authenticated
  using (
    website_id = any (array(select private.my_website_ids()))
    and (item_id is not null or user_id = (select private.user_id()))
  );

grant select on public.attachments to authenticated, service_role;

-- 47_tags.sql -------------------------------------------------------------------------------------

-- Tags: a website's own words for what conversations are about. For the team alone.

create table public.tags (
  id uuid primary key default private.uuid_v7(),
  website_id uuid not null references public.websites (id) on delete cascade,
  name text not null,
  color text,
  created_at timestamptz not null default now(),
  constraint tags_website_id_id_key unique (website_id, id),
  constraint tags_name_has_1_to_50_characters check (char_length(name) between 1 and 50),
  constraint tags_color_is_plain check (color ~ '^[a-z0-9#-]{1,30}$')
);
comment on table public.tags is 'A label that a website''s team gives to conversations.';
create unique index tags_name_is_unique on public.tags (website_id, lower(name));

create table public.conversation_tags (
  website_id uuid not null,
  conversation_id uuid not null,
  tag_id uuid not null,
  created_at timestamptz not null default now(),
  primary key (conversation_id, tag_id),
  constraint conversation_tags_belong_to_a_conversation foreign key (website_id, conversation_id)
    references public.conversations (website_id, id) on delete cascade
);
comment on table public.conversation_tags is 'Which conversations carry which tags.';
comment on column public.conversation_tags.tag_id is
  'Whoever gives a tag holds it. No foreign key: one that is deleted may be on very many, and is taken off them in parts.';
create index conversation_tags_by_tag on public.conversation_tags (website_id, tag_id, conversation_id);

create function private.tag_marks(tag_ids uuid[])
returns bigint
language sql
immutable
strict
return (
  select coalesce(bit_or(1::bigint << (get_byte(uuid_send(tag_id), 15) & 63)), 0)
  from unnest(tag_ids) as tag_id
);
comment on function private.tag_marks(uuid[]) is 'The bits of tags, by their ids'' last six: these are drawn.';

-- What carries several tags at once is found in an index over lists. They are no column of conversations: a message would
-- then write to that index too, and who deletes a tag would wait for everybody at work.
create table private.tag_lists (
  website_id uuid not null,
  conversation_id uuid primary key,
  tag_ids uuid[] not null,
  constraint tag_lists_belong_to_a_conversation foreign key (website_id, conversation_id)
    references public.conversations (website_id, id) on delete cascade
);
comment on table private.tag_lists is
  'The tags of each conversation that carries several. Seldom one too many, never one too few: whoever finds something here asks `conversation_tags`.';
create index tag_lists_by_tags on private.tag_lists using gin (tag_ids) with (fastupdate = off);

create function private.list_given_tags()
returns trigger
language plpgsql
security definer -- whoever gives a tag has no access to private tables
set search_path = ''
as $$
begin
  -- Whoever gives a tag holds the conversation: nobody else gives it one meanwhile.
  insert into private.tag_lists (website_id, conversation_id, tag_ids)
  select given.website_id, given.conversation_id, array_agg(given.tag_id)
  from public.conversation_tags as given
  where given.conversation_id in (select fresh.conversation_id from fresh)
  group by given.website_id, given.conversation_id
  having count(*) > 1
  on conflict on constraint tag_lists_pkey do update set tag_ids = excluded.tag_ids;

  return null;
end;
$$;

create function private.mark_given_tags()
returns trigger
language plpgsql
security definer -- whoever gives a tag may not write conversations
set search_path = ''
as $$
begin
  update public.conversations
  set tag_marks = conversations.tag_marks | given.tag_marks
  from (
    select fresh.conversation_id, private.tag_marks(array_agg(fresh.tag_id)) as tag_marks
    from fresh
    group by fresh.conversation_id
  ) as given
  where conversations.id = given.conversation_id
    and conversations.tag_marks & given.tag_marks <> given.tag_marks;

  return null;
end;
$$;

create function private.list_taken_tags()
returns trigger
language plpgsql
security definer -- whoever takes a tag has no access to private tables
set search_path = ''
as $$
begin
  update private.tag_lists as lists
  set tag_ids = array(select unnest(lists.tag_ids) except select unnest(free.taken_ids))
  from (
    select held.conversation_id, gone.taken_ids
    from (
      select taken.conversation_id, array_agg(taken.tag_id) as taken_ids
      from taken
      group by taken.conversation_id
    ) as gone
    join private.tag_lists as held on held.conversation_id = gone.conversation_id
    -- A tag may be taken of very many, and whoever holds one of them may wait for that tag.
    for update of held skip locked
  ) as free
  where lists.conversation_id = free.conversation_id;

  return null;
end;
$$;

create trigger b_list_given_tags
  after insert on public.conversation_tags
  referencing new table as fresh
  for each statement execute function private.list_given_tags();

create trigger b_mark_given_tags
  after insert on public.conversation_tags
  referencing new table as fresh
  for each statement execute function private.mark_given_tags();

create trigger b_list_taken_tags
  after delete on public.conversation_tags
  referencing old table as taken
  for each statement execute function private.list_taken_tags();

create function private.rebuild_tag_lists()
returns void
language plpgsql
set search_path = ''
as $$
begin
  delete from private.tag_lists;

  insert into private.tag_lists (website_id, conversation_id, tag_ids)
  select given.website_id, given.conversation_id, array_agg(given.tag_id)
  from public.conversation_tags as given
  group by given.website_id, given.conversation_id
  having count(*) > 1;

  update public.conversations
  set tag_marks = given.tag_marks
  from (
    select given.conversation_id, private.tag_marks(array_agg(given.tag_id)) as tag_marks
    from public.conversation_tags as given
    group by given.conversation_id
  ) as given
  where conversations.id = given.conversation_id
    and conversations.tag_marks <> given.tag_marks;
end;
$$;
comment on function private.rebuild_tag_lists() is
  'Lists and marks anew, after tags were loaded past the triggers. Nobody may give or take one meanwhile.';

create type private.tag_json as (id uuid, name text, color text);

create function private.tag_as_json(tag public.tags)
returns json
language sql
stable
return row_to_json(row((tag).id, (tag).name, (tag).color)::private.tag_json);

alter table public.tags enable row level security;
alter table public.conversation_tags enable row level security;
alter table private.tag_lists enable row level security;

create policy tags_read on public.tags
  for select to authenticated
  using (website_id = any (array(select private.my_website_ids())));

create policy conversation_tags_read on public.conversation_tags
  for select to authenticated
  using (website_id = any (array(select private.my_website_ids())));

grant select on public.tags, public.conversation_tags to authenticated, service_role;

-- 48_saved_views.sql ------------------------------------------------------------------------------

-- Saved views: filters of the inbox that somebody keeps under a name, for themselves or for the whole team.

create table public.saved_views (
  id uuid primary key,
  organization_id uuid not null,
  website_id uuid not null,
  user_id uuid,
  created_by uuid,
  name text not null,
  icon text,
  color text,
  filter jsonb not null default '{}',
  sort text not null default 'newest',
  position integer not null,
  created_at timestamptz not null default now(),
  constraint saved_views_belong_to_a_website foreign key (organization_id, website_id)
    references public.websites (organization_id, id) on delete cascade,
  constraint saved_views_go_with_the_membership foreign key (organization_id, user_id)
    references public.members (organization_id, user_id) on delete cascade,
  constraint saved_views_outlive_their_author foreign key (organization_id, created_by)
    references public.members (organization_id, user_id) on delete set null (created_by),
  constraint saved_views_name_has_1_to_100_characters check (char_length(name) between 1 and 100),
  constraint saved_views_icon_is_a_name check (icon ~ '^[a-z0-9-]{1,40}$'),
  constraint saved_views_color_is_plain check (color ~ '^[a-z0-9#-]{1,30}$'),
  constraint saved_views_filter_is_an_object check (jsonb_typeof(filter) = 'object'),
  constraint saved_views_sort_is_known check (sort in ('newest', 'oldest', 'longest_waiting', 'priority')),
  constraint saved_views_position_is_positive check (position > 0)
);
comment on table public.saved_views is 'A filter and an order of a website''s inbox, kept under a name.';
comment on column public.saved_views.user_id is 'Whose it is and who alone sees it; null for the team''s.';
comment on column public.saved_views.created_by is 'Who made it, as long as they are a member: they may change it, shared or not.';
comment on column public.saved_views.filter is
  'As the inbox takes it. Tags, members and contacts in it may be gone: then nothing is found for them.';
create unique index saved_views_name_is_unique
  on public.saved_views (organization_id, website_id, user_id, lower(name)) nulls not distinct;
create index saved_views_of_member on public.saved_views (organization_id, user_id) where user_id is not null;
create index saved_views_by_author on public.saved_views (organization_id, created_by) where created_by is not null;

create function private.saved_view_as_json(view public.saved_views)
returns jsonb
language sql
stable
return jsonb_build_object(
  'id', (view).id,
  'websiteId', (view).website_id,
  'isShared', (view).user_id is null,
  'createdBy', (view).created_by,
  'name', (view).name,
  'icon', (view).icon,
  'color', (view).color,
  'filter', (view).filter,
  'sort', (view).sort,
  'position', (view).position,
  'createdAt', (view).created_at
);
comment on function private.saved_view_as_json(public.saved_views) is 'A saved view, for those who may see it.';

alter table public.saved_views enable row level security;

create policy saved_views_read on public.saved_views
  for select to authenticated
  using (
    website_id = any (array(select private.my_website_ids()))
    and (user_id is null or user_id = (select private.user_id()))
  );

grant select on public.saved_views to authenticated, service_role;

-- 49_routing_rules.sql ----------------------------------------------------------------------------

-- Routing rules: who takes care of a new conversation, by what is known of it. A website has an ordered list; the first
-- rule whose conditions all hold acts, the others don't. No rules: a conversation stays unassigned, for the team to see.

create type public.routing_assignment as enum ('nobody', 'member', 'round_robin', 'round_robin_of_all');

create table public.routing_rules (
  organization_id uuid not null,
  website_id uuid not null,
  place integer not null,
  keywords text[] not null default '{}',
  keyword_query tsquery,
  tag_id uuid,
  channel public.conversation_channel,
  assignment public.routing_assignment not null default 'nobody',
  member_ids uuid[] not null default '{}',
  participant_ids uuid[] not null default '{}',
  added_tag_ids uuid[] not null default '{}',
  priority public.conversation_priority,
  primary key (website_id, place),
  constraint routing_rules_belong_to_a_website foreign key (organization_id, website_id)
    references public.websites (organization_id, id) on delete cascade,
  constraint routing_rules_ask_for_a_tag_of_the_website foreign key (website_id, tag_id)
    references public.tags (website_id, id) on delete cascade,
  constraint routing_rules_keywords_are_few check (cardinality(keywords) <= 50),
  constraint routing_rules_keyword_query_iff_keywords check ((keyword_query is null) = (keywords = '{}')),
  constraint routing_rules_members_are_few check (cardinality(member_ids) <= 100),
  constraint routing_rules_participants_are_few check (cardinality(participant_ids) <= 20),
  constraint routing_rules_added_tags_are_few check (cardinality(added_tag_ids) <= 20),
  constraint routing_rules_name_members_iff_they_choose_among_them check (
    case assignment
      when 'member' then cardinality(member_ids) = 1
      when 'round_robin' then cardinality(member_ids) >= 1
      else cardinality(member_ids) = 0
    end
  )
);
comment on table public.routing_rules is 'What a website does with new conversations: conditions and acts, in order.';
comment on column public.routing_rules.keywords is 'One of these must stand in the visitor''s first message, as whole words.';
comment on column public.routing_rules.keyword_query is 'The keywords as search understands them.';
comment on column public.routing_rules.tag_id is
  'The conversation must carry this tag. Without the tag there is no such rule: it must not turn into one that always holds.';
comment on column public.routing_rules.member_ids is
  'Without foreign keys, as the other lists: who has left and what was deleted is passed over when the rule acts.';
create index routing_rules_by_tag on public.routing_rules (website_id, tag_id) where tag_id is not null;

create table private.routing_turns (
  website_id uuid not null references public.websites (id) on delete cascade,
  user_id uuid not null references public.profiles (user_id) on delete cascade,
  taken_at timestamptz not null,
  primary key (website_id, user_id)
);
comment on table private.routing_turns is 'When somebody was last given a conversation in turn: the next is who waits longest.';
create index routing_turns_by_user on private.routing_turns (user_id);

alter table public.routing_rules enable row level security;
alter table private.routing_turns enable row level security;

create policy routing_rules_read on public.routing_rules
  for select to authenticated
  using (website_id = any (array(select private.my_website_ids())));

grant select on public.routing_rules to authenticated, service_role;

-- 50_participants.sql -----------------------------------------------------------------------------

-- Participants: who of the team took part in a conversation. They stay listed after leaving: their messages need a name.

create table public.conversation_participants (
  id bigint generated always as identity primary key,
  website_id uuid not null,
  conversation_id uuid not null,
  user_id uuid references public.profiles (user_id) on delete cascade,
  ai_agent_id uuid,
  requested_at timestamptz,
  joined_at timestamptz default now(),
  left_at timestamptz,
  constraint conversation_participants_join_once unique nulls not distinct (conversation_id, user_id, ai_agent_id),
  constraint conversation_participants_belong_to_a_conversation foreign key (website_id, conversation_id)
    references public.conversations (website_id, id) on delete cascade,
  constraint conversation_participants_may_be_ai_agents foreign key (website_id, ai_agent_id)
    references public.ai_agents (website_id, id) on delete cascade,
  constraint conversation_participants_were_asked_or_joined check (num_nonnulls(requested_at, joined_at) > 0),
  constraint conversation_participants_leave_what_they_joined check (left_at is null or joined_at is not null),
  constraint conversation_participants_are_one_of_user_and_ai_agent check (num_nonnulls(user_id, ai_agent_id) = 1)
);
comment on table public.conversation_participants is 'People and AI agents of the team who took part in a conversation, or are asked to.';
comment on column public.conversation_participants.joined_at is 'Null for who is only asked: the visitor does not know of them.';
create index conversation_participants_by_conversation on public.conversation_participants (website_id, conversation_id, id);
create index conversation_participants_by_user on public.conversation_participants (user_id) where user_id is not null;
create index conversation_participants_by_ai_agent
  on public.conversation_participants (website_id, ai_agent_id)
  where ai_agent_id is not null;

alter table public.conversation_participants enable row level security;

create policy conversation_participants_read on public.conversation_participants
  for select to authenticated
  using (website_id = any (array(select private.my_website_ids())));

grant select on public.conversation_participants to authenticated, service_role;

-- 51_notifications.sql ----------------------------------------------------------------------------

-- Notifications: what happened that one agent should know of. Written in the transaction that causes them, once per
-- item and agent, never for who did it. They go with the membership, with the item and with the conversation.

create type public.notification_kind as enum ('mention', 'assigned', 'requested');

create table public.notifications (
  id uuid primary key default private.uuid_v7(),
  organization_id uuid not null,
  website_id uuid not null,
  conversation_id uuid not null,
  item_id uuid not null,
  user_id uuid not null,
  kind public.notification_kind not null,
  created_at timestamptz not null default clock_timestamp(),
  read_at timestamptz,
  constraint notifications_one_per_item_and_user unique (conversation_id, item_id, user_id),
  constraint notifications_are_about_an_item foreign key (conversation_id, item_id)
    references public.timeline_items (conversation_id, id) on delete cascade,
  constraint notifications_belong_to_a_conversation foreign key (website_id, conversation_id)
    references public.conversations (website_id, id) on delete cascade,
  constraint notifications_belong_to_a_website foreign key (organization_id, website_id)
    references public.websites (organization_id, id) on delete cascade,
  constraint notifications_are_for_a_member foreign key (organization_id, user_id)
    references public.members (organization_id, user_id) on delete cascade
);
comment on table public.notifications is 'What an agent should know of: a mention, a conversation given to them, or one they are asked to take part in.';
comment on column public.notifications.item_id is 'The note that mentions, or the event that tells the rest.';
create index notifications_newest on public.notifications (user_id, created_at desc, id desc);
create index notifications_unread
  on public.notifications (user_id, created_at desc, id desc)
  where read_at is null;
create index notifications_long_read on public.notifications (read_at) where read_at is not null;
create index notifications_by_member on public.notifications (organization_id, user_id);
create index notifications_by_website on public.notifications (website_id, conversation_id);

-- However many are marked as read at once, a call writes only so many. The others count as read by this, until it is written.
create table private.notification_marks (
  user_id uuid primary key references public.profiles (user_id) on delete cascade,
  upto timestamptz not null,
  read_at timestamptz not null
);
comment on table private.notification_marks is
  'Up to which moment an agent has read all notifications, while housekeeping writes it to them.';

-- Helpers

create function private.read_upto(user_id uuid)
returns timestamptz
language sql
stable
set search_path = ''
as $$
  select coalesce(max(marks.upto), '-infinity')
  from private.notification_marks as marks
  where marks.user_id = read_upto.user_id;
$$;
comment on function private.read_upto(uuid) is 'The moment up to which an agent''s notifications count as read, whatever stands in them.';

create function private.notify(
  conversation public.conversations,
  item_id uuid,
  user_ids uuid[],
  kind public.notification_kind
)
returns void
language plpgsql
set search_path = ''
as $$
begin
  -- Who is just being taken out of the team is waited for, and then left out.
  perform
  from public.members
  where members.organization_id = conversation.organization_id
    and members.user_id = any (notify.user_ids)
  order by members.user_id
  for key share;

  insert into public.notifications (organization_id, website_id, conversation_id, item_id, user_id, kind)
  select
    members.organization_id,
    conversation.website_id,
    conversation.id,
    notify.item_id,
    members.user_id,
    notify.kind
  from public.members
  where members.organization_id = conversation.organization_id
    and members.user_id = any (notify.user_ids)
    and members.user_id is distinct from private.user_id()
  on conflict on constraint notifications_one_per_item_and_user do nothing;
end;
$$;
comment on function private.notify(public.conversations, uuid, uuid[], public.notification_kind) is
  'Notifies members of an item, but not the caller of what they did.';

create function private.forget_notifications()
returns void
language sql
set search_path = ''
as $$
  with forgotten as (
    select notifications.id
    from public.notifications
    where notifications.read_at < now() - interval '90 days'
    order by notifications.read_at
    limit 10000
    for update skip locked
  )
  delete from public.notifications
  using forgotten
  where notifications.id = forgotten.id;
$$;
comment on function private.forget_notifications() is 'Clears what was read long ago, so much at a time; a step of housekeeping.';

-- Policies

alter table public.notifications enable row level security;
alter table private.notification_marks enable row level security;

create policy notifications_read on public.notifications
  for select to authenticated
  using (
    user_id = (select private.user_id())
    and website_id = any (array(select private.my_website_ids()))
  );

grant select on public.notifications to authenticated, service_role;

-- 55_reads.sql ------------------------------------------------------------------------------------

-- Reads: how far each reader has come. The visitor's side has one cursor, whatever the device; each agent has one.
-- A cursor is kept in both audiences' numbers, and so is the moment: an agent reading notes must not show outside.

create table public.conversation_reads (
  id bigint generated always as identity primary key,
  website_id uuid not null,
  conversation_id uuid not null,
  user_id uuid references public.profiles (user_id) on delete cascade,
  team_upto bigint not null default 0,
  visitor_upto bigint not null default 0,
  message_count bigint not null default 0,
  seen_message_count bigint not null default 0,
  team_read_at timestamptz not null default now(),
  visitor_read_at timestamptz,
  constraint conversation_reads_one_per_reader unique nulls not distinct (conversation_id, user_id),
  constraint conversation_reads_belong_to_a_conversation foreign key (website_id, conversation_id)
    references public.conversations (website_id, id) on delete cascade,
  constraint conversation_reads_visitor_read_at_iff_read check ((visitor_upto > 0) = (visitor_read_at is not null))
);
comment on table public.conversation_reads is 'How far a reader has read a conversation; a null user is the visitor''s side.';
comment on column public.conversation_reads.team_upto is 'Order of the last item read, in the team''s numbers.';
comment on column public.conversation_reads.visitor_upto is 'The same place in the visitor''s numbers.';
comment on column public.conversation_reads.message_count is
  'How many messages of the other side that covers: unread is the conversation''s count less this.';
comment on column public.conversation_reads.seen_message_count is
  'The same as the visitor is told. It and `visitor_upto` never go back, not even when an agent marks as unread.';
create index conversation_reads_by_conversation on public.conversation_reads (website_id, conversation_id, id);
create index conversation_reads_by_user
  on public.conversation_reads (user_id, conversation_id) include (message_count)
  where user_id is not null;

create function private.read_by(conversation_id uuid, user_id uuid)
returns public.conversation_reads
language plpgsql -- keeps its plan
stable
set search_path = ''
as $$
declare
  reading public.conversation_reads;
begin
  select reads.*
  into reading
  from public.conversation_reads as reads
  where reads.conversation_id = read_by.conversation_id
    and reads.user_id is not distinct from read_by.user_id;

  return reading;
end;
$$;
comment on function private.read_by(uuid, uuid) is 'A reader''s cursor, or null; a null user is the visitor''s side.';

create function private.advance_read(conversation_id uuid, user_id uuid, upto bigint)
returns public.conversation_reads
language plpgsql
set search_path = ''
as $$
declare
  reading public.conversation_reads := private.read_by(advance_read.conversation_id, advance_read.user_id);
  place record;
begin
  -- What lies after a place far back is a whole timeline.
  if reading.team_upto >= advance_read.upto then
    return reading;
  end if;

  -- One snapshot for counters and items. What lies after the cursor is usually little, so that is what is counted.
  select
    conversations.website_id,
    cursor.upto as team_upto,
    conversations.visitor_last_order - after.public_items as visitor_upto,
    -- What was imported as read is not in the count, but may lie after the cursor.
    greatest(0, case
      when advance_read.user_id is null then conversations.team_message_count - after.by_team
      else conversations.visitor_message_count - after.by_visitor
    end) as message_count
  into place
  from public.conversations
  cross join lateral (
    select least(greatest(advance_read.upto, 0), conversations.team_last_order) as upto
  ) as cursor
  cross join lateral (
    select
      count(*) filter (where items.visibility = 'public') as public_items,
      count(*) filter (where items.type = 'message' and items.visibility = 'public' and items.visitor_id is not null)
        as by_visitor,
      count(*) filter (
        where items.type = 'message'
          and items.visibility = 'public'
          and num_nonnulls(items.user_id, items.ai_agent_id) > 0
      ) as by_team
    from public.timeline_items as items
    where items.conversation_id = conversations.id
      and items.team_order > cursor.upto
  ) as after
  where conversations.id = advance_read.conversation_id;

  if not found then
    return null;
  end if;

  insert into public.conversation_reads
    (website_id, conversation_id, user_id, team_upto, visitor_upto, message_count, seen_message_count, visitor_read_at)
  values (
    place.website_id,
    advance_read.conversation_id,
    advance_read.user_id,
    place.team_upto,
    place.visitor_upto,
    place.message_count,
    place.message_count,
    case when place.visitor_upto > 0 then now() end
  )
  on conflict on constraint conversation_reads_one_per_reader
  do update set
    team_upto = excluded.team_upto,
    visitor_upto = greatest(excluded.visitor_upto, conversation_reads.visitor_upto),
    message_count = excluded.message_count,
    seen_message_count = greatest(excluded.seen_message_count, conversation_reads.seen_message_count),
    team_read_at = now(),
    visitor_read_at = case
      when excluded.visitor_upto > conversation_reads.visitor_upto then now()
      else conversation_reads.visitor_read_at
    end
  where excluded.team_upto > conversation_reads.team_upto;

  return private.read_by(advance_read.conversation_id, advance_read.user_id);
end;
$$;
comment on function private.advance_read(uuid, uuid, bigint) is
  'Moves a reader''s cursor up to an order in the team''s numbers, never down, and answers where it stands; null when the conversation is gone.';

create function private.read_everything(conversation public.conversations, user_id uuid)
returns void
language plpgsql
set search_path = ''
as $$
begin
  insert into public.conversation_reads
    (website_id, conversation_id, user_id, team_upto, visitor_upto, message_count, seen_message_count, visitor_read_at)
  values (
    conversation.website_id,
    conversation.id,
    read_everything.user_id,
    conversation.team_last_order,
    conversation.visitor_last_order,
    conversation.visitor_message_count,
    conversation.visitor_message_count,
    case when conversation.visitor_last_order > 0 then now() end
  )
  on conflict on constraint conversation_reads_one_per_reader
  do update set
    team_upto = excluded.team_upto,
    visitor_upto = excluded.visitor_upto,
    message_count = excluded.message_count,
    seen_message_count = excluded.seen_message_count,
    team_read_at = now(),
    visitor_read_at = case
      when excluded.visitor_upto > conversation_reads.visitor_upto then now()
      else conversation_reads.visitor_read_at
    end
  where excluded.team_upto > conversation_reads.team_upto;
end;
$$;
comment on function private.read_everything(public.conversations, uuid) is
  'Moves an agent''s cursor to the end of a conversation that the caller holds.';

alter table public.conversation_reads enable row level security;

create policy conversation_reads_read on public.conversation_reads
  for select to authenticated
  using (website_id = any (array(select private.my_website_ids())));

grant select on public.conversation_reads to authenticated, service_role;

-- 57_report_lines.sql -----------------------------------------------------------------------------

-- Report lines: every change of what reports count, at once and without waiting for anybody; housekeeping sums them up
-- (57_reports_adding_up.sql). Nothing here runs for a message, but for a conversation's first response.

create table private.report_lines (
  id bigint generated always as identity primary key,
  -- No foreign key: when a website goes, its conversations leave their lines.
  website_id uuid not null,
  conversation_id uuid not null,
  at timestamptz not null,
  measure private.report_measure not null,
  agent_id uuid,
  tag_id uuid,
  bin smallint not null,
  amount integer not null,
  total bigint not null
);
comment on table private.report_lines is
  'What has changed of reports since they were summed up: facts brought (amount 1) and taken away (-1). Those with a tag are of the tag alone.';
create index report_lines_by_website on private.report_lines (website_id, id);

create function private.report_conversation()
returns trigger
language plpgsql
security definer -- whoever acts on a conversation has no access to private tables
set search_path = ''
as $$
declare
  was public.conversations;
begin
  if tg_op = 'UPDATE' then
    was := old;
  end if;

  insert into private.report_lines (website_id, conversation_id, at, measure, agent_id, tag_id, bin, amount, total)
  select
    new.website_id,
    new.id,
    facts.at,
    facts.measure,
    case when given.tag_id is null then facts.agent_id end,
    given.tag_id,
    facts.bin,
    sum(facts.amount),
    sum(facts.amount * facts.total)
  from (
    select brought.*, 1 as amount
    from private.report_facts(new) as brought
    union all
    select taken.*, -1
    from private.report_facts(was) as taken
  ) as facts
  cross join (
    select null::uuid as tag_id
    union all
    select tags.tag_id
    from public.conversation_tags as tags
    where tags.conversation_id = new.id
      -- The tags of a conversation bring its facts when they are given, and a new one has none.
      and tg_op = 'UPDATE'
  ) as given
  group by facts.at, facts.measure, 5, given.tag_id, facts.bin
  having sum(facts.amount) <> 0 or sum(facts.amount * facts.total) <> 0;

  return null;
end;
$$;

create function private.report_deletion()
returns trigger
language plpgsql
security definer -- whoever deletes a conversation has no access to private tables
set search_path = ''
as $$
begin
  insert into private.report_lines (website_id, conversation_id, at, measure, tag_id, bin, amount, total)
  select old.website_id, old.id, now(), 'closed', given.tag_id, 0, 1, 0
  from (
    select null::uuid as tag_id
    union all
    select tags.tag_id
    from public.conversation_tags as tags
    where tags.conversation_id = old.id
  ) as given;

  return old;
end;
$$;
comment on function private.report_deletion() is
  'What is deleted or erased is open no longer; all else that was counted of it stays, and tells nothing of anybody.';

create function private.report_tags()
returns trigger
language plpgsql
security definer -- whoever gives a tag has no access to private tables
set search_path = ''
as $$
declare
  sign integer := case tg_op when 'INSERT' then 1 else -1 end;
begin
  insert into private.report_lines (website_id, conversation_id, at, measure, tag_id, bin, amount, total)
  select
    changed.website_id, changed.conversation_id, facts.at, facts.measure, changed.tag_id, facts.bin, sign, sign * facts.total
  from changed
  join public.conversations on conversations.id = changed.conversation_id
  cross join lateral private.report_facts(conversations) as facts;

  return null;
end;
$$;
comment on function private.report_tags() is 'A conversation counts for the tags it carries, with all that was counted before it carried them.';

create trigger b_report_beginning
  after insert on public.conversations
  for each row execute function private.report_conversation();

create trigger b_report_change
  after update of
    created_at, first_responded_at, first_ai_responded_at, status, resolved_at, archived_at, spam_at, rating, rated_at
  on public.conversations
  for each row
  -- The numbering of messages names some of these each time and changes them once.
  when (
    (
      old.created_at, old.first_responded_at, old.first_ai_responded_at, old.status, old.resolved_at, old.archived_at,
      old.spam_at, old.rating, old.rated_at
    ) is distinct from (
      new.created_at, new.first_responded_at, new.first_ai_responded_at, new.status, new.resolved_at, new.archived_at,
      new.spam_at, new.rating, new.rated_at
    )
  )
  execute function private.report_conversation();

create trigger a_report_deletion
  before delete on public.conversations
  for each row
  when (old.box in ('open', 'snoozed'))
  execute function private.report_deletion();

create trigger b_report_given_tags
  after insert on public.conversation_tags
  referencing new table as changed
  for each statement execute function private.report_tags();

create trigger b_report_taken_tags
  after delete on public.conversation_tags
  referencing old table as changed
  for each statement execute function private.report_tags();

alter table private.report_lines enable row level security;

-- 57_report_sums.sql ------------------------------------------------------------------------------

-- Report sums: what reports read. Per website, agent and tag, by day, week and month of the website's time zone, and by
-- quarter hour in UTC, on whose edges the days of every time zone begin. One transaction at a time sums up a website.

create type private.report_scope as enum ('website', 'agent', 'tag');
-- Of the clock are sums of a day, with the hour that a clock on the wall showed as their bin.
create type private.report_grain as enum ('quarter', 'clock', 'day', 'week', 'month');

create table private.report_states (
  -- No foreign key: when a website goes, its sums are taken away in parts, and this at last.
  website_id uuid primary key,
  timezone text not null,
  messages_until timestamptz not null default '-infinity',
  next_timezone text,
  moved_conversation_id uuid,
  messages_moved_until timestamptz,
  constraint report_states_move_conversations_and_messages check (
    num_nonnulls(next_timezone, moved_conversation_id, messages_moved_until) in (0, 3)
  )
);
comment on table private.report_states is 'How far a website''s reports are summed up. Who sums up holds the row.';
comment on column private.report_states.timezone is
  'Whose days the sums are; another one of the website takes effect when all of them have moved (57_reports_moving.sql).';
comment on column private.report_states.messages_until is 'Up to when messages are in the sums; later ones are counted when they are asked for.';
comment on column private.report_states.next_timezone is 'To whose days the sums move, part by part; null while they stay.';
comment on column private.report_states.moved_conversation_id is 'Conversations up to this one are counted by the days of the next time zone.';
comment on column private.report_states.messages_moved_until is 'Messages before that are counted by the days of the next time zone.';

create table private.report_sums (
  -- No foreign key: a rebuild would look the website up for each of millions of sums.
  website_id uuid not null,
  scope private.report_scope not null,
  grain private.report_grain not null,
  measure private.report_measure not null,
  starts timestamp not null,
  scope_id uuid not null,
  bin smallint not null,
  amount bigint not null,
  total bigint not null,
  primary key (website_id, scope, grain, measure, starts, scope_id, bin) include (amount, total)
);
comment on table private.report_sums is 'How many facts of a kind there were, and the total of their seconds or stars.';
comment on column private.report_sums.scope_id is 'The website, the agent or the tag: those that are gone stay, so this is no foreign key.';
comment on column private.report_sums.starts is 'Of a quarter hour in UTC; of all else in the website''s time zone.';

create table private.report_recounts (
  id bigint generated always as identity primary key,
  website_id uuid not null references public.websites (id) on delete cascade,
  starts timestamptz not null,
  ends timestamptz not null
);
comment on table private.report_recounts is 'When messages were written after that time had been counted.';
create index report_recounts_by_website on private.report_recounts (website_id, id);

alter table private.report_states enable row level security;
alter table private.report_sums enable row level security;
alter table private.report_recounts enable row level security;

create function private.quarter_of(moment timestamptz)
returns timestamptz
language sql
immutable
return date_bin(interval '15 minutes', moment, timestamptz '2000-01-01 00:00:00+00');

create function private.mark_report_dirty(website_id uuid, starts timestamptz, ends timestamptz)
returns void
language sql
set search_path = ''
as $$
  insert into private.report_recounts (website_id, starts, ends)
  values (mark_report_dirty.website_id, mark_report_dirty.starts, mark_report_dirty.ends);
$$;
comment on function private.mark_report_dirty(uuid, timestamptz, timestamptz) is
  'For who writes messages of a past time: they are counted anew with the next summing up. Conversations need no mark.';

-- From where facts come

create function private.facts_of_website(
  website_id uuid,
  after_id uuid default '00000000-0000-0000-0000-000000000000',
  last_id uuid default 'ffffffff-ffff-ffff-ffff-ffffffffffff'
)
returns table (at timestamptz, measure private.report_measure, agent_id uuid, tag_id uuid, bin smallint, total bigint)
language sql
stable
begin atomic
  select facts.at, facts.measure, case when given.tag_id is null then facts.agent_id end, given.tag_id, facts.bin, facts.total
  from public.conversations
  cross join lateral (
    select array(
      select tags.tag_id
      from public.conversation_tags as tags
      where tags.conversation_id = conversations.id
    ) as ids
    offset 0 -- looked up once for each conversation, not for each of its facts
  ) as carried
  cross join lateral private.report_facts(conversations) as facts
  -- Once for all, and once for each tag.
  cross join lateral unnest(array[null::uuid] || carried.ids) as given (tag_id)
  where conversations.website_id = facts_of_website.website_id
    and conversations.id > facts_of_website.after_id
    and conversations.id <= facts_of_website.last_id;
end;
comment on function private.facts_of_website(uuid, uuid, uuid) is
  'The facts of its conversations, of all or of those after one up to another: for all together, and for each tag.';

create function private.messages_of_website(website_id uuid, starts timestamptz, ends timestamptz)
returns table (at timestamptz, measure private.report_measure, agent_id uuid, amount bigint)
language sql
stable
begin atomic
  select private.quarter_of(items.created_at), kinds.measure, items.user_id, count(*)
  from public.timeline_items as items
  cross join lateral (
    select case
      when items.visitor_id is not null then 'received'
      when items.user_id is not null then 'sent'
      when items.ai_agent_id is not null then 'ai_sent'
    end::private.report_measure as measure
  ) as kinds
  where items.website_id = messages_of_website.website_id
    and items.type = 'message'
    and items.created_at >= messages_of_website.starts
    and items.created_at < messages_of_website.ends
    and items.visibility = 'public'
    and kinds.measure is not null
    -- All of them are read once, not for each message.
    and items.conversation_id not in (
      select conversations.id
      from public.conversations
      where conversations.website_id = messages_of_website.website_id
        and conversations.box = 'test'
    )
  group by 1, 2, 3;
end;
comment on function private.messages_of_website(uuid, timestamptz, timestamptz) is
  'How many public messages there were in each quarter hour, by author. One that was deleted had been written.';

create function private.summed_messages(website_id uuid, starts timestamptz, ends timestamptz)
returns table (at timestamptz, measure private.report_measure, agent_id uuid, amount bigint)
language sql
stable
begin atomic
  select
    known.starts at time zone 'UTC',
    known.measure,
    case known.scope when 'agent' then known.scope_id end,
    known.amount
  from private.report_sums as known
  where known.website_id = summed_messages.website_id
    and known.grain = 'quarter'
    and (known.scope, known.measure) in (('website', 'received'), ('agent', 'sent'), ('website', 'ai_sent'))
    and known.starts >= summed_messages.starts at time zone 'UTC'
    and known.starts < summed_messages.ends at time zone 'UTC';
end;
comment on function private.summed_messages(uuid, timestamptz, timestamptz) is
  'The same of the sums: also of messages that are deleted with their conversations.';

-- 57_reports_adding_up.sql ------------------------------------------------------------------------

-- Adding up: lines and messages become the sums that reports read (57_report_sums.sql), a part at a time.

create function private.summing(source text)
returns text
language sql
immutable
set search_path = ''
as $$
  -- One statement, so that what is taken and what is counted are of the same moment.
  select 'with ' || summing.source || $sql$,
    counted as (
      select
        whose.scope,
        whose.scope_id,
        taken.measure,
        taken.bin,
        private.quarter_of(taken.at) at time zone 'UTC' as quarter,
        taken.at at time zone taken.timezone as shown,
        taken.amount,
        taken.total
      from taken
      cross join lateral (
        select 'website'::private.report_scope as scope, ($1).website_id as scope_id
        where taken.tag_id is null
        union all
        select 'agent', taken.agent_id
        where taken.agent_id is not null
        union all
        select 'tag', taken.tag_id
        where taken.tag_id is not null
      ) as whose
    ),
    -- The time comes first: it tells rows apart soonest, and then sorting is cheap.
    days as (
      select
        date_trunc('day', counted.shown) as starts, counted.scope_id, counted.measure, counted.bin, counted.scope,
        sum(counted.amount)::bigint as amount, sum(counted.total)::bigint as total
      from counted
      group by 1, 2, 3, 4, 5
    ),
    placed as (
      select
        counted.quarter as starts, counted.scope_id, counted.measure, counted.bin, counted.scope,
        'quarter'::private.report_grain as grain, sum(counted.amount)::bigint as amount, sum(counted.total)::bigint as total
      from counted
      -- By the quarter hour only what is asked for by the hour, and messages, to recount them.
      where counted.scope = 'website'
        or (counted.scope = 'agent' and counted.measure = 'sent')
      group by 1, 2, 3, 4, 5, 6
      union all
      select
        date_trunc('day', counted.shown), counted.scope_id, counted.measure, date_part('hour', counted.shown)::smallint,
        counted.scope, 'clock'::private.report_grain, sum(counted.amount)::bigint, sum(counted.total)::bigint
      from counted
      where (counted.scope, counted.measure) in (('website', 'received'), ('agent', 'sent'))
      group by 1, 2, 3, 4, 5, 6
      union all
      select days.starts, days.scope_id, days.measure, days.bin, days.scope, 'day', days.amount, days.total
      from days
      union all
      -- Of days, which are fewer than what they were made of.
      select
        date_trunc(grains.grain::text, days.starts), days.scope_id, days.measure, days.bin,
        days.scope, grains.grain, sum(days.amount)::bigint, sum(days.total)::bigint
      from days
      cross join (values ('week'::private.report_grain), ('month')) as grains (grain)
      group by 1, 2, 3, 4, 5, 6
    )
    insert into private.report_sums
      (website_id, starts, scope_id, measure, bin, scope, grain, amount, total)
    select
      ($1).website_id, placed.starts, placed.scope_id, placed.measure, placed.bin, placed.scope, placed.grain,
      placed.amount, placed.total
    from placed
    where placed.amount <> 0
      or placed.total <> 0
    -- Those of one time are near each other in the index.
    order by placed.starts
  $sql$;
$$;
comment on function private.summing(text) is
  'The statement that makes sums of what a query named `taken` gives; $1 is the website''s state.';

create function private.add_to_report(state private.report_states, source text, others text[])
returns void
language plpgsql
set search_path = ''
as $$
begin
  execute private.summing(add_to_report.source) || $sql$
    on conflict on constraint report_sums_pkey do update
    set
      amount = report_sums.amount + excluded.amount,
      total = report_sums.total + excluded.total
  $sql$
  using add_to_report.state, add_to_report.others;
end;
$$;
comment on function private.add_to_report(private.report_states, text, text[]) is
  'Adds what a query named `taken` gives to the sums of a website; $1 is its state, $2 what else the query needs.';

create function private.place_lines(state private.report_states, part integer)
returns boolean
language plpgsql
set search_path = ''
as $$
declare
  ids bigint[] := array(
    select lines.id
    from private.report_lines as lines
    where lines.website_id = state.website_id
    order by lines.id
    limit place_lines.part + 1
  );
begin
  if cardinality(ids) > 0 then
    perform private.add_to_report(state, $source$
      lines as (
        delete from private.report_lines
        where report_lines.website_id = ($1).website_id
          and report_lines.id <= ($2)[1]::bigint
        returning report_lines.*
      ),
      taken as (
        select
          lines.at,
          case when lines.conversation_id <= ($1).moved_conversation_id then ($1).next_timezone else ($1).timezone end as timezone,
          lines.measure, lines.agent_id, lines.tag_id, lines.bin, lines.amount, lines.total
        from lines
      )
    $source$, array[ids[least(cardinality(ids), place_lines.part)]::text]);
  end if;

  return cardinality(ids) > place_lines.part;
end;
$$;
comment on function private.place_lines(private.report_states, integer) is 'Adds up some lines; true if there are more.';

create function private.count_messages(state private.report_states, starts timestamptz, ends timestamptz)
returns void
language sql
set search_path = ''
as $$
  select private.add_to_report(state, $source$
    taken as (
      select
        messages.at,
        case when messages.at < ($1).messages_moved_until then ($1).next_timezone else ($1).timezone end as timezone,
        messages.measure, messages.agent_id, null::uuid as tag_id, 0::smallint as bin, messages.amount, 0::bigint as total
      from (
        select counted.*
        from private.messages_of_website(($1).website_id, ($2)[1]::timestamptz, ($2)[2]::timestamptz) as counted
        union all
        -- What was counted before is taken away: counting twice changes nothing.
        select known.at, known.measure, known.agent_id, -known.amount
        from private.summed_messages(($1).website_id, ($2)[1]::timestamptz, ($2)[2]::timestamptz) as known
      ) as messages
    )
  $source$, array[count_messages.starts::text, count_messages.ends::text]);
$$;

create function private.end_of_part(website_id uuid, starts timestamptz, ends timestamptz, part integer)
returns timestamptz
language sql
stable
set search_path = ''
as $$
  select coalesce(
    least(
      end_of_part.ends,
      (
        select private.quarter_of(items.created_at) + interval '15 minutes'
        from public.timeline_items as items
        where items.website_id = end_of_part.website_id
          and items.type = 'message'
          and items.created_at >= end_of_part.starts
          and items.created_at < end_of_part.ends
        order by items.created_at
        offset end_of_part.part - 1
        limit 1
      )
    ),
    end_of_part.ends
  );
$$;
comment on function private.end_of_part(uuid, timestamptz, timestamptz, integer) is
  'The end of the quarter hour in which so many messages are reached, or of the whole time.';

-- 57_reports_moving.sql ---------------------------------------------------------------------------

-- Another time zone has other days: all sums move to them, some conversations and some weeks of messages at a time. Until
-- all of them are there reports tell of the days of before: of everything once, but of some hours beside the day they were
-- in. What was counted of conversations that are deleted stays on the days of before.

create function private.move_conversations(state private.report_states, last_id uuid)
returns void
language sql
set search_path = ''
as $$
  select private.add_to_report(state, $source$
    -- Their lines, too, for facts are as the lines will make them.
    lines as (
      delete from private.report_lines
      where report_lines.website_id = ($1).website_id
        and report_lines.conversation_id > ($1).moved_conversation_id
        and report_lines.conversation_id <= ($2)[1]::uuid
      returning report_lines.*
    ),
    taken as (
      select lines.at, ($1).timezone, lines.measure, lines.agent_id, lines.tag_id, lines.bin, lines.amount, lines.total
      from lines
      union all
      select
        facts.at, zones.timezone, facts.measure, facts.agent_id, facts.tag_id, facts.bin, zones.amount,
        zones.amount * facts.total
      from private.facts_of_website(($1).website_id, ($1).moved_conversation_id, ($2)[1]::uuid) as facts
      cross join (values (($1).timezone, -1), (($1).next_timezone, 1)) as zones (timezone, amount)
      -- Most are of the same day in both.
      where (facts.at at time zone ($1).timezone)::date <> (facts.at at time zone ($1).next_timezone)::date
    )
  $source$, array[move_conversations.last_id::text]);
$$;

create function private.move_messages(state private.report_states, ends timestamptz)
returns void
language sql
set search_path = ''
as $$
  select private.add_to_report(state, $source$
    taken as (
      select
        known.at, zones.timezone, known.measure, known.agent_id, null::uuid as tag_id, 0::smallint as bin,
        zones.amount * known.amount as amount, 0::bigint as total
      from private.summed_messages(($1).website_id, ($1).messages_moved_until, ($2)[1]::timestamptz) as known
      cross join (values (($1).timezone, -1), (($1).next_timezone, 1)) as zones (timezone, amount)
    )
  $source$, array[move_messages.ends::text]);
$$;

create function private.move_report(state private.report_states, part integer)
returns private.report_states
language plpgsql
set search_path = ''
as $$
declare
  moved private.report_states := state;
begin
  moved.moved_conversation_id := coalesce(
    (
      select conversations.id
      from public.conversations
      where conversations.website_id = state.website_id
        and conversations.id > state.moved_conversation_id
      order by conversations.id
      offset move_report.part / 10 -- of each there are about as many facts
      limit 1
    ),
    'ffffffff-ffff-ffff-ffff-ffffffffffff'
  );

  select coalesce(min(known.starts) at time zone 'UTC' + interval '7 days', 'infinity')
  into moved.messages_moved_until
  from private.report_sums as known
  where known.website_id = state.website_id
    and known.scope = 'website'
    and known.grain = 'quarter'
    and known.measure in ('received', 'sent', 'ai_sent')
    and known.starts >= state.messages_moved_until at time zone 'UTC';

  perform private.move_conversations(state, moved.moved_conversation_id);
  perform private.move_messages(state, moved.messages_moved_until);

  if moved.moved_conversation_id = 'ffffffff-ffff-ffff-ffff-ffffffffffff' and moved.messages_moved_until = 'infinity' then
    moved.timezone := moved.next_timezone;
    moved.next_timezone := null;
    moved.moved_conversation_id := null;
    moved.messages_moved_until := null;
  end if;

  return moved;
end;
$$;
comment on function private.move_report(private.report_states, integer) is
  'Moves some conversations and a week of messages to the next time zone; with the last ones, reports tell of its days.';

-- 57_reports_rebuild.sql --------------------------------------------------------------------------

-- Reports anew, from the rows themselves: after conversations were loaded past the triggers, or when in doubt. What was
-- counted of conversations that are deleted is lost by it. A million conversations take some minutes; a website is a part,
-- and `rebuild_report` for each in a transaction of its own can be stopped and gone on with.

create function private.restamp_responses(website_id uuid)
returns void
language sql
set search_path = ''
as $$
  update public.conversations
  set
    first_written_at = firsts.written_at,
    first_responded_at = firsts.responded_at,
    first_responded_by = firsts.responded_by,
    first_ai_responded_at = firsts.ai_responded_at
  from (
    select
      conversations.id,
      written.created_at as written_at,
      responded.created_at as responded_at,
      responded.user_id as responded_by,
      ai_responded.created_at as ai_responded_at
    from public.conversations
    left join lateral (
      select items.team_order, items.created_at
      from public.timeline_items as items
      where items.conversation_id = conversations.id
        and items.type = 'message'
        and items.visibility = 'public'
        and items.visitor_id is not null
      order by items.team_order
      limit 1
    ) as written on conversations.visitor_message_count > 0
    left join lateral (
      select items.created_at, items.user_id
      from public.timeline_items as items
      where items.conversation_id = conversations.id
        and items.team_order > written.team_order
        and items.type = 'message'
        and items.visibility = 'public'
        and items.user_id is not null
      order by items.team_order
      limit 1
    ) as responded on conversations.team_message_count > 0
    left join lateral (
      select items.created_at
      from public.timeline_items as items
      where items.conversation_id = conversations.id
        and items.team_order > written.team_order
        and items.type = 'message'
        and items.visibility = 'public'
        and items.ai_agent_id is not null
      order by items.team_order
      limit 1
    ) as ai_responded on conversations.team_message_count > 0
    where conversations.website_id = restamp_responses.website_id
      and conversations.visitor_message_count > 0
      and (
        conversations.first_written_at is null
        or (
          conversations.team_message_count > 0
          and conversations.first_responded_at is null
          and conversations.first_ai_responded_at is null
        )
      )
  ) as firsts
  where conversations.id = firsts.id
    and (
      conversations.first_written_at,
      conversations.first_responded_at,
      conversations.first_responded_by,
      conversations.first_ai_responded_at
    ) is distinct from (firsts.written_at, firsts.responded_at, firsts.responded_by, firsts.ai_responded_at);
$$;
comment on function private.restamp_responses(uuid) is
  'Finds first messages and first responses in the timelines for conversations that lack them; what is stamped is believed. It holds the conversations it stamps until its transaction ends.';

create function private.rebuild_report(website_id uuid)
returns void
language plpgsql
set search_path = ''
set work_mem = '256MB' -- it sorts all there ever was
as $$
declare
  state private.report_states;
begin
  perform private.restamp_responses(rebuild_report.website_id);

  insert into private.report_states (website_id, timezone, messages_until)
  select websites.id, websites.timezone, private.messages_are_all_there_until()
  from public.websites
  where websites.id = rebuild_report.website_id
  on conflict on constraint report_states_pkey do update
  set
    timezone = excluded.timezone,
    messages_until = excluded.messages_until,
    next_timezone = null,
    moved_conversation_id = null,
    messages_moved_until = null
  returning report_states.* into state;

  delete from private.report_sums
  where report_sums.website_id = state.website_id;

  execute private.summing($source$
    settled_lines as (
      delete from private.report_lines
      where report_lines.website_id = ($1).website_id
    ),
    settled_recounts as (
      delete from private.report_recounts
      where report_recounts.website_id = ($1).website_id
    ),
    taken as (
      select
        facts.at, ($1).timezone, facts.measure, facts.agent_id, facts.tag_id, facts.bin, 1 as amount, facts.total
      from private.facts_of_website(($1).website_id) as facts
      union all
      select counted.at, ($1).timezone, counted.measure, counted.agent_id, null, 0, counted.amount, 0
      from private.messages_of_website(($1).website_id, '-infinity', ($1).messages_until) as counted
    )
  $source$)
  using state;
end;
$$;

create function private.rebuild_reports()
returns void
language plpgsql
set search_path = ''
as $$
declare
  website_id uuid;
begin
  for website_id in
    select websites.id from public.websites order by websites.id
  loop
    perform private.rebuild_report(website_id);
  end loop;
end;
$$;
comment on function private.rebuild_reports() is
  'Counts everything that reports show anew, in one transaction. People may go on working meanwhile: what they change is summed up afterwards.';

-- 57_reports_up_to_date.sql -----------------------------------------------------------------------

-- Sums are brought up to date in parts, by housekeeping and by jobs (82_report_jobs.sql). What is read is the same before
-- and after.

create function private.messages_are_all_there_until()
returns timestamptz
language sql
stable
return private.quarter_of(now() - interval '5 minutes');
comment on function private.messages_are_all_there_until() is
  'A message has its moment some seconds before its commit: the last minutes wait to be summed up.';

create function private.hold_report(website_id uuid)
returns private.report_states
language plpgsql
set search_path = ''
as $$
declare
  state private.report_states;
begin
  insert into private.report_states (website_id, timezone)
  select websites.id, websites.timezone
  from public.websites
  where websites.id = hold_report.website_id
  on conflict do nothing;

  select states.*
  into state
  from private.report_states as states
  where states.website_id = hold_report.website_id
  for update skip locked;

  if state.next_timezone is null then
    select websites.timezone, '00000000-0000-0000-0000-000000000000', '-infinity'
    into state.next_timezone, state.moved_conversation_id, state.messages_moved_until
    from public.websites
    where websites.id = state.website_id
      and websites.timezone <> state.timezone;
  end if;

  return state;
end;
$$;
comment on function private.hold_report(uuid) is
  'The state of a website''s report, held until the transaction ends; null while another one holds it.';

create function private.recount_messages(state private.report_states, part integer)
returns boolean
language plpgsql
set search_path = ''
as $$
declare
  left_over tstzmultirange;
  recounted tstzrange;
begin
  with taken as (
    delete from private.report_recounts as recounts
    where recounts.id in (
      select marked.id
      from private.report_recounts as marked
      where marked.website_id = state.website_id
      order by marked.id
      limit 10000
    )
    returning recounts.*
  )
  select range_agg(tstzrange(times.starts, times.ends))
  into left_over
  from taken
  cross join lateral (
    select
      private.quarter_of(taken.starts) as starts,
      least(private.quarter_of(taken.ends) + interval '15 minutes', state.messages_until) as ends
  ) as times
  where times.starts < times.ends;

  -- What is left comes after the others, in the fewest stretches of time.
  select tstzrange(lower(times.time), private.end_of_part(state.website_id, lower(times.time), upper(times.time), part))
  into recounted
  from unnest(left_over) as times (time)
  limit 1;

  if found then
    perform private.count_messages(state, lower(recounted), upper(recounted));
    perform private.mark_report_dirty(state.website_id, lower(times.time), upper(times.time) - interval '1 microsecond')
    from unnest(left_over - tstzmultirange(recounted)) as times (time);
  end if;

  return exists (select from private.report_recounts as recounts where recounts.website_id = state.website_id);
end;
$$;
comment on function private.recount_messages(private.report_states, integer) is
  'Counts some messages anew that were written of a past time; true if there are more.';

create function private.sum_up_report(website_id uuid, part integer default 5000, ends_by timestamptz default 'infinity')
returns boolean
language plpgsql
set search_path = ''
as $$
declare
  state private.report_states := private.hold_report(sum_up_report.website_id);
  counted_until timestamptz := private.messages_are_all_there_until();
  part_ends timestamptz;
  has_more boolean;
begin
  if state.website_id is null then
    return false;
  end if;

  loop
    has_more := private.place_lines(state, sum_up_report.part);

    if state.next_timezone is not null then
      state := private.move_report(state, sum_up_report.part);
      has_more := has_more or state.next_timezone is not null;
    end if;

    has_more := private.recount_messages(state, sum_up_report.part) or has_more;

    if state.messages_until < counted_until then
      part_ends := private.end_of_part(state.website_id, state.messages_until, counted_until, sum_up_report.part);
      perform private.count_messages(state, state.messages_until, part_ends);
      state.messages_until := part_ends;
      has_more := has_more or part_ends < counted_until;
    end if;

    exit when not has_more or clock_timestamp() >= sum_up_report.ends_by;
  end loop;

  update private.report_states as states
  set
    timezone = state.timezone,
    messages_until = state.messages_until,
    next_timezone = state.next_timezone,
    moved_conversation_id = state.moved_conversation_id,
    messages_moved_until = state.messages_moved_until
  where states.website_id = state.website_id
    and states is distinct from state;

  return has_more;
end;
$$;
comment on function private.sum_up_report(uuid, integer, timestamptz) is
  'Brings the sums of a website up to date, part by part until the time is up; true if there is more to do, which is nothing while another one holds them. A part is about so many lines or messages.';

create function private.forget_reports(ends_by timestamptz)
returns void
language plpgsql
set search_path = ''
as $$
declare
  gone_id uuid;
begin
  delete from private.report_lines as lines
  where not exists (select from public.websites where websites.id = lines.website_id);

  for gone_id in
    select states.website_id
    from private.report_states as states
    where not exists (select from public.websites where websites.id = states.website_id)
    for update skip locked
  loop
    loop
      delete from private.report_sums
      where report_sums.ctid = any (array(
        select doomed.ctid from private.report_sums as doomed where doomed.website_id = gone_id limit 100000
      ));
      exit when not found;

      if clock_timestamp() >= forget_reports.ends_by then
        return;
      end if;
    end loop;

    delete from private.report_states as states
    where states.website_id = gone_id;
  end loop;
end;
$$;
comment on function private.forget_reports(timestamptz) is
  'Takes away what was counted of websites that are gone, or as much as it gets done in time.';

-- 58_access.sql -----------------------------------------------------------------------------------

-- Access: the questions every function and every live topic asks. Visitors hold role `anon` with claims of our own
-- token; the rows decide, so that blocking or unlinking works at once, not when the token ends. What belongs to a deleted
-- website is nobody's, though its rows go later.

-- Visitors

create function private.require_visitor()
returns public.visitors
language plpgsql
stable
security definer -- visitors have no access to tables
set search_path = ''
as $$
declare
  claims jsonb := nullif(current_setting('request.jwt.claims', true), '')::jsonb;
  visitor public.visitors;
begin
  if claims ->> 'role' = 'anon' then
    select visitors.*
    into visitor
    from public.visitors
    where visitors.id = private.to_uuid(claims ->> 'sub')
      and visitors.website_id = private.to_uuid(claims ->> 'website_id')
      and visitors.erased_at is null
      and exists (
        select
        from public.websites
        where websites.id = visitors.website_id
          and websites.deleted_at is null
      );
  end if;

  if visitor.id is null then
    perform private.raise_error('session_expired');
  elsif visitor.blocked_at is not null then
    perform private.raise_error('visitor_blocked');
  end if;

  return visitor;
end;
$$;
comment on function private.require_visitor() is 'The visitor who is calling; refuses everybody else, and the blocked.';

create function private.calling_visitor()
returns public.visitors
language sql
stable
security definer -- visitors have no access to tables
set search_path = ''
as $$
  select visitors.*
  from public.visitors
  where visitors.id = private.to_uuid(private.claim('sub'))
    and visitors.website_id = private.to_uuid(private.claim('website_id'))
    and private.claim('role') = 'anon'
    and num_nonnulls(visitors.blocked_at, visitors.erased_at) = 0
    and exists (
      select
      from public.websites
      where websites.id = visitors.website_id
        and websites.deleted_at is null
    );
$$;
comment on function private.calling_visitor() is 'The visitor who is calling, or null; for policies, which must not raise.';

create function private.verified_contact_id(visitor public.visitors)
returns uuid
language sql
stable
return case
  -- The claim says that it was verified when the token was made, the row that it still holds.
  when (visitor).contact_id = private.to_uuid(private.claim('contact_id')) then (visitor).contact_id
end;

create function private.contact_of_history(visitor public.visitors)
returns uuid
language sql
stable
set search_path = ''
as $$
  select contacts.id
  from public.contacts
  where contacts.website_id = visitor.website_id
    and contacts.id = visitor.contact_id
    and contacts.is_verified;
$$;
comment on function private.contact_of_history(public.visitors) is
  'The contact that a visitor''s new conversations belong to: a verified one, or none.';

create function private.belongs_to_visitor(conversation public.conversations, visitor public.visitors)
returns boolean
language sql
stable
return coalesce(
  (conversation).website_id = (visitor).website_id
    and (
      (conversation).visitor_id = (visitor).id
      or (conversation).contact_id = private.verified_contact_id(visitor)
    ),
  false
);
comment on function private.belongs_to_visitor(public.conversations, public.visitors) is
  'Whether a conversation is the visitor''s own or, for a verified contact, that contact''s.';

create function private.conversation_of_visitor(conversation_id uuid, visitor public.visitors)
returns public.conversations
language plpgsql
stable
set search_path = ''
as $$
declare
  conversation public.conversations;
begin
  select conversations.*
  into conversation
  from public.conversations
  where conversations.id = conversation_of_visitor.conversation_id;

  if not private.belongs_to_visitor(conversation, visitor) then
    perform private.raise_error('conversation_not_found');
  end if;

  return conversation;
end;
$$;

create function private.require_active_website(website_id uuid)
returns void
language plpgsql
stable
set search_path = ''
as $$
begin
  perform
  from public.websites
  where websites.id = require_active_website.website_id
    and websites.status = 'active';

  if not found then
    perform private.raise_error('website_inactive');
  end if;
end;
$$;

-- Agents

create function private.conversation_of_agent(conversation_id uuid)
returns public.conversations
language plpgsql
stable
security definer -- reads before membership is known
set search_path = ''
as $$
declare
  agent_id uuid := private.require_agent();
  conversation public.conversations;
begin
  select conversations.*
  into conversation
  from public.conversations
  where conversations.id = conversation_of_agent.conversation_id
    and exists (
      select
      from public.websites
      join public.members on members.organization_id = websites.organization_id
      where websites.id = conversations.website_id
        and websites.deleted_at is null
        and members.user_id = agent_id
    );

  if conversation.id is null then
    perform private.raise_error('conversation_not_found');
  end if;

  return conversation;
end;
$$;
comment on function private.conversation_of_agent(uuid) is 'The conversation, if the calling agent works there; else 404.';

create function private.visitor_of_agent(visitor_id uuid)
returns public.visitors
language plpgsql
stable
security definer -- reads before membership is known
set search_path = ''
as $$
declare
  visitor public.visitors;
begin
  perform private.require_agent();

  select visitors.*
  into visitor
  from public.visitors
  where visitors.id = visitor_of_agent.visitor_id
    and visitors.erased_at is null
    and visitors.website_id in (select private.my_website_ids());

  if visitor.id is null then
    perform private.raise_error('visitor_not_found');
  end if;

  return visitor;
end;
$$;
comment on function private.visitor_of_agent(uuid) is 'The visitor, if the calling agent works there; else 404.';

-- Both

create function private.audience()
returns private.audience
language sql
stable
return case when private.user_id() is null then 'visitor' else 'team' end::private.audience;
comment on function private.audience() is 'Whose numbers and words the caller gets. Who is nobody is refused later, as a visitor.';

create function private.require_conversation(conversation_id uuid)
returns public.conversations
language plpgsql
stable
security definer -- visitors have no access to tables
set search_path = ''
as $$
begin
  if private.audience() = 'team' then
    return private.conversation_of_agent(require_conversation.conversation_id);
  end if;

  return private.conversation_of_visitor(require_conversation.conversation_id, private.require_visitor());
end;
$$;
comment on function private.require_conversation(uuid) is 'The conversation, if the caller may see it; else 404.';

create function private.lock_conversation(conversation_id uuid)
returns public.conversations
language plpgsql -- keeps its plan
set search_path = ''
as $$
declare
  conversation public.conversations;
begin
  select conversations.*
  into conversation
  from public.conversations
  where conversations.id = lock_conversation.conversation_id
  for no key update;

  return conversation;
end;
$$;
comment on function private.lock_conversation(uuid) is
  'Holds a conversation''s row until the end of the transaction: whoever changes a timeline does so first.';

create function private.lock_conversation_of_agent(conversation_id uuid)
returns public.conversations
language plpgsql
security definer -- reads before membership is known
set search_path = ''
as $$
declare
  agent_id uuid := private.user_id();
  conversation public.conversations;
begin
  select conversations.*
  into conversation
  from public.conversations
  where conversations.id = lock_conversation_of_agent.conversation_id
    and exists (
      select
      from public.websites
      join public.members on members.organization_id = websites.organization_id
      where websites.id = conversations.website_id
        and websites.deleted_at is null
        and members.user_id = agent_id
    )
  for no key update;

  if conversation.id is null then
    perform private.require_agent();
    perform private.raise_error('conversation_not_found');
  end if;

  return conversation;
end;
$$;
comment on function private.lock_conversation_of_agent(uuid) is
  'The conversation, held until the end of the transaction, if the calling agent works there; else 404.';

-- 59_search.sql -----------------------------------------------------------------------------------

-- Search: what words a text has, and the indexes that find it. There is no copy of any text: what is edited, deleted
-- or erased is gone from here with it. Queries that use these indexes check who asks by themselves, for row security
-- keeps text operators from using an index.

create extension if not exists unaccent with schema extensions;
create extension if not exists btree_gin with schema extensions;

create function private.words(value text)
returns tsvector
language plpgsql -- keeps its plan: it runs for every message
immutable
parallel safe
cost 1000 -- as measured: the planner shall not think that walking through messages costs nothing
set search_path = ''
as $$
begin
  -- Signs inside addresses, links and versions part words, so that each part is found.
  return to_tsvector(
    'simple',
    extensions.unaccent('extensions.unaccent', regexp_replace(words.value, '[@._/\\:''’-]', ' ', 'g'))
  );
end;
$$;
comment on function private.words(text) is 'The words of a text, without case and accents, in no language''s own way.';

create function private.read_search(query text)
returns tsquery
language plpgsql
immutable
set search_path = ''
as $$
declare
  found tsquery;
begin
  if query is null or char_length(query) > 200 then
    perform private.raise_error('invalid_request', 'Search for 1 to 200 characters.');
  end if;

  -- All words, and the last one may still be being typed.
  select to_tsquery(
    'simple',
    string_agg(quote_literal(word.lexeme) || case when word.is_last then ':*' else '' end, ' & ')
  )
  into found
  from (
    select
      words.lexeme,
      words.positions[cardinality(words.positions)] = max(words.positions[cardinality(words.positions)]) over () as is_last
    from unnest(private.words(read_search.query)) as words
  ) as word;

  if found is null then
    perform private.raise_error('invalid_request', 'Search for a word.');
  end if;

  return found;
end;
$$;
comment on function private.read_search(text) is 'What somebody typed, as a query: every word must be there, the last one at least as a beginning.';

create function private.word_patterns(words tsquery)
returns text[]
language plpgsql
immutable
set search_path = ''
as $$
begin
  return array(
    -- What may be another sign in a text stands for any: what lies beyond ASCII, and k, which kelvins are written with.
    select '%' || regexp_replace(word[1], '[^a-jl-z0-9]', '_', 'g') || '%'
    from regexp_matches(word_patterns.words::text, '''([^'']+)''', 'g') as word
  );
end;
$$;
comment on function private.word_patterns(tsquery) is 'What is `like` all texts that have the words, once they are without accents and capitals.';

create function private.has_words(value text, words tsquery, patterns text[])
returns boolean
language plpgsql -- keeps its plan
immutable
parallel safe
cost 500
set search_path = ''
as $$
begin
  return lower(extensions.unaccent('extensions.unaccent', value) collate "C") like all (patterns)
    and private.words(value) @@ has_words.words;
end;
$$;
comment on function private.has_words(text, tsquery, text[]) is
  'Whether a text has the words, whose `word_patterns` are given: most that don''t are known without a look at each of their words.';

create function private.contact_text(team_name text, name text, email text, external_id text)
returns text
language sql
immutable
parallel safe
return coalesce(team_name, '') || ' ' || coalesce(name, '') || ' ' || coalesce(email, '') || ' ' || coalesce(external_id, '');

create function private.contact_words(team_name text, name text, email text, external_id text)
returns tsvector
language sql
immutable
parallel safe
return private.words(private.contact_text(team_name, name, email, external_id));
comment on function private.contact_words(text, text, text, text) is 'The words by which a contact is found.';

-- Where words stand in time. The index holds what was written behind a mark of its website and of some days. So the
-- latest days are looked up first, and a search for words that are not rare ends there, however much there is before.

create function private.period_of(at timestamptz)
returns integer
language plpgsql
immutable
parallel safe
set search_path = ''
as $$
begin
  return floor(extract(epoch from period_of.at - timestamptz 'epoch') / 2764800);
end;
$$;
comment on function private.period_of(timestamptz) is
  'The number of the 32 days around a moment: so many that years have few of them, and a busy website not too much in one.';

create function private.beginning_of_period(period integer)
returns timestamptz
language sql
immutable
return timestamptz 'epoch' + period * interval '768 hours'; -- a day is not always of 24 hours
comment on function private.beginning_of_period(integer) is 'The first moment of a `period_of`.';

create function private.search_mark(website_id uuid, period integer)
returns text
language sql
immutable
parallel safe
return right(website_id::text, 6) || lpad(to_hex(period), 4, '0');
comment on function private.search_mark(uuid, integer) is
  'What stands before the words of a website''s period. Two websites may have the same: whoever asks the index names the website too.';

create function private.marked_words(website_id uuid, at timestamptz, value text)
returns tsvector
language plpgsql -- keeps its plan, and puts strings together without a query: it runs for every message
immutable
parallel safe
cost 100000 -- never for a lookup, however little there is: a plan made then may be kept for long
set search_path = ''
as $$
declare
  mark constant text := private.search_mark(marked_words.website_id, private.period_of(marked_words.at));
  words text := array_to_string(tsvector_to_array(private.words(marked_words.value)), ' ');
begin
  if octet_length(words) > 1000 then
    -- A longer word would not fit in behind its mark, and no search is as long.
    words := regexp_replace(words, '(\S{250})\S+', '\1', 'g');
  end if;

  return array_to_tsvector(string_to_array(mark || replace(words, ' ', ' ' || mark), ' '));
end;
$$;
comment on function private.marked_words(uuid, timestamptz, text) is 'The words of a text, each behind the mark of their website and time.';

create function private.marked_queries(words tsquery, website_id uuid, oldest integer, newest integer)
returns setof tsquery
language plpgsql -- keeps its plan
immutable
rows 10
set search_path = ''
as $$
declare
  -- Words hold neither spaces nor control signs.
  template constant text := regexp_replace(words::text, '(^|& )''', '\1''' || chr(1), 'g');
begin
  return query
  select replace(template, chr(1), private.search_mark(marked_queries.website_id, period))::tsquery
  from generate_series(marked_queries.oldest, marked_queries.newest) as period;
end;
$$;
comment on function private.marked_queries(tsquery, uuid, integer, integer) is
  'Queries over `marked_words`, one for each of some periods of a website.';

create function private.whole_words(words tsquery)
returns tsquery
language plpgsql -- keeps its plan
immutable
set search_path = ''
as $$
begin
  return (
    select string_agg(word, ' & ')::tsquery
    from regexp_split_to_table(whole_words.words::text, ' & ') as word
    where word not like '%:*'
  );
end;
$$;
comment on function private.whole_words(tsquery) is 'A query without the word that may be a beginning; null if that is all.';

-- Words are put in at once: what waits to be put in would be read by every lookup, of which a search makes dozens.
create index timeline_items_by_words
  on public.timeline_items
  using gin (private.marked_words(website_id, created_at, text)) with (fastupdate = off)
  where type = 'message' and text is not null;
create index timeline_items_latest_messages
  on public.timeline_items (website_id, created_at)
  where type = 'message';
create index conversations_by_words
  on public.conversations
  using gin (private.marked_words(website_id, created_at, title)) with (fastupdate = off)
  where title is not null;
create index contacts_by_words
  on public.contacts
  using gin (website_id, private.contact_words(team_name, name, email, external_id)) with (fastupdate = off);

-- 59_search_lookups.sql ---------------------------------------------------------------------------

-- Looking up words in what was written. The latest messages are read: of words that are not rare, a page of them is found
-- there. What lies before is looked up, from the latest periods back through time, more and more at once.

create type private.search_place as (at timestamptz, id uuid, conversation_id uuid, item_id uuid);
comment on type private.search_place is 'Where words stand: in an item or, without one, in a title or a person''s name or address.';

create function private.moment_of_message(website_id uuid, latest integer)
returns timestamptz
language plpgsql -- keeps its plan
stable
set search_path = ''
as $$
begin
  return (
    select items.created_at
    from public.timeline_items as items
    where items.website_id = moment_of_message.website_id
      and items.type = 'message'
    order by items.created_at desc
    offset latest - 1
    limit 1
  );
end;
$$;
comment on function private.moment_of_message(uuid, integer) is
  'When the last, tenth last, … message of a website was written; null if there are not as many.';

create function private.read_places(website_id uuid, words tsquery, since timestamptz)
returns private.search_place[]
language plpgsql -- keeps its plan
stable
set search_path = ''
as $$
declare
  patterns constant text[] := private.word_patterns(words);
begin
  return array(
    select row(items.created_at, items.id, items.conversation_id, items.id)::private.search_place
    from public.timeline_items as items
    where items.website_id = read_places.website_id
      and items.type = 'message'
      and items.created_at >= since
      and private.has_words(items.text, words, patterns)
    union all
    select row(conversations.created_at, conversations.id, conversations.id, null)::private.search_place
    from public.conversations
    where conversations.website_id = read_places.website_id
      and conversations.created_at >= since
      and private.has_words(conversations.title, words, patterns)
  );
end;
$$;
comment on function private.read_places(uuid, tsquery, timestamptz) is
  'Where words stand in the messages and titles since a moment, each of which is read.';

create function private.are_common(words tsquery, website_id uuid)
returns boolean
language plpgsql -- keeps its plan
stable
set search_path = ''
as $$
declare
  patterns constant text[] := private.word_patterns(words);
begin
  return (
    with sample as materialized (
      select
      from (values (timestamptz 'infinity'), (now() - interval '30 days')) as moments (before)
      cross join lateral (
        select items.text
        from public.timeline_items as items
        where items.website_id = are_common.website_id
          and items.type = 'message'
          and items.created_at < moments.before
        order by items.created_at desc
        limit 250
      ) as items
      where private.has_words(items.text, words, patterns)
    )
    select count(*) = 5
    from (select from sample limit 5) as counted
  );
end;
$$;
comment on function private.are_common(tsquery, uuid) is
  'Whether five of five hundred messages have the words: then more conversations do than are worth collecting. Half of them are a month old, for on a day much may be said of one thing.';

create function private.first_period(website_id uuid)
returns integer
language plpgsql -- keeps its plan
stable
set search_path = ''
as $$
begin
  return private.period_of(least(
    (
      select min(items.created_at)
      from public.timeline_items as items
      where items.website_id = first_period.website_id
        and items.type = 'message'
    ),
    (
      select min(conversations.created_at)
      from public.conversations
      where conversations.website_id = first_period.website_id
    )
  ));
end;
$$;
comment on function private.first_period(uuid) is 'The first period in which a website has messages or titles.';

create function private.written(website_id uuid, marked_words tsquery)
returns table (at timestamptz, id uuid, conversation_id uuid, item_id uuid, text text)
language sql
stable
begin atomic
  -- In a form that no other index serves: those of a website lead to all that it has.
  select items.created_at, items.id, items.conversation_id, items.id, items.text
  from public.timeline_items as items
  where items.website_id is not distinct from written.website_id
    and items.type = 'message'
    and items.text is not null
    and private.marked_words(items.website_id, items.created_at, items.text) @@ written.marked_words
  union all
  select conversations.created_at, conversations.id, conversations.id, null, conversations.title
  from public.conversations
  where conversations.website_id is not distinct from written.website_id
    and conversations.title is not null
    and private.marked_words(conversations.website_id, conversations.created_at, conversations.title) @@ written.marked_words;
end;
comment on function private.written(uuid, tsquery) is 'The messages and titles that a query over `marked_words` finds.';

create function private.are_rare(words tsquery, website_id uuid, oldest integer, newest integer)
returns boolean
language plpgsql -- keeps its plan
stable
set search_path = ''
as $$
begin
  return (
    with found as materialized (
      select
      from private.marked_queries(words, website_id, oldest, newest) as marked,
        private.written(website_id, marked)
    )
    select count(*) < 200
    from (select from found limit 200) as counted
  );
end;
$$;
comment on function private.are_rare(tsquery, uuid, integer, integer) is
  'Whether words are so rare in some periods that all texts with them can be read.';

create function private.words_to_look_up(words tsquery, website_id uuid, oldest integer, newest integer)
returns tsquery
language plpgsql
stable
set search_path = ''
as $$
declare
  whole_words constant tsquery := private.whole_words(words);
begin
  -- Words of which only a letter is known are many. Beside a rare word, they are looked for in the texts.
  if whole_words is not null and private.are_rare(whole_words, website_id, oldest, newest) then
    return whole_words;
  end if;

  return words;
end;
$$;
comment on function private.words_to_look_up(tsquery, uuid, integer, integer) is
  'The words of a query that are best looked up in some periods: all, or the whole ones.';

create function private.written_with(website_id uuid, words tsquery, looked_up tsquery, oldest integer, newest integer)
returns table (at timestamptz, id uuid, conversation_id uuid, item_id uuid)
language sql
stable
begin atomic
  select written.at, written.id, written.conversation_id, written.item_id
  from private.marked_queries(written_with.looked_up, written_with.website_id, written_with.oldest, written_with.newest) as marked,
    private.written(written_with.website_id, marked) as written
  where written_with.looked_up = written_with.words
    or private.has_words(written.text, written_with.words, (select private.word_patterns(written_with.words)));
end;
comment on function private.written_with(uuid, tsquery, tsquery, integer, integer) is
  'The messages and titles of some periods in which words stand, all or some of which are looked up.';

create function private.written_places(website_id uuid, words tsquery, oldest integer, newest integer)
returns private.search_place[]
language plpgsql -- keeps its plan
stable
set search_path = ''
set plan_cache_mode = force_generic_plan -- whatever the words, the index finds them
as $$
declare
  looked_up constant tsquery := private.words_to_look_up(words, website_id, oldest, newest);
begin
  return array(
    select distinct on (written.conversation_id)
      row(written.at, written.id, written.conversation_id, written.item_id)::private.search_place
    from private.written_with(website_id, words, looked_up, oldest, newest) as written
    order by written.conversation_id, written.at desc, written.id desc
  );
end;
$$;
comment on function private.written_places(uuid, tsquery, integer, integer) is
  'The latest place of each conversation where words stand in what was written in some periods.';

create function private.conversations_with_words(website_id uuid, words tsquery, most integer default null)
returns uuid[]
language plpgsql -- keeps its plan
stable
set search_path = ''
set plan_cache_mode = force_generic_plan -- whatever the words, the index finds them
set jit = off
as $$
declare
  oldest integer;
  newest constant integer := private.period_of(now());
  looked_up tsquery;
  ids uuid[];
begin
  if words is null or (most is not null and private.are_common(words, website_id)) then
    return null;
  end if;

  oldest := private.first_period(website_id);
  looked_up := private.words_to_look_up(words, website_id, oldest, newest);
  with found as materialized (
    select written.conversation_id
    from private.written_with(website_id, words, looked_up, oldest, newest) as written
    where written.item_id is not null
  )
  select array(select found.conversation_id from found limit most::bigint + 1) into ids;

  return case when most is null or cardinality(ids) <= most then ids end;
end;
$$;
comment on function private.conversations_with_words(uuid, tsquery, integer) is
  'The conversations where all these words stand in one message, once for each; null where it is more than `most` messages, or seems to be.';

-- 60_rate_limits.sql ------------------------------------------------------------------------------

-- Rate limits: fixed windows, counted in the database. A hit is taken as the last step of a call, so that the counter's
-- row is held for the length of a commit only (the address of a session comes first, before anything is done for it);
-- always what fewer share first, so that nobody deadlocks.
-- What a whole website shares is counted in slots, or its visitors would wait for one another's commits, one by one.

create table private.rate_limit_rules (
  id integer generated always as identity primary key,
  kind text not null,
  website_id uuid references public.websites (id) on delete cascade,
  hits integer not null,
  seconds integer not null,
  constraint rate_limit_rules_one_per_kind_and_website unique nulls not distinct (kind, website_id),
  constraint rate_limit_rules_are_positive check (hits > 0 and seconds > 0)
);
comment on table private.rate_limit_rules is 'How much of a kind is allowed per window; a website''s own rule goes before the general one.';
create index rate_limit_rules_by_website on private.rate_limit_rules (website_id);

insert into private.rate_limit_rules (kind, hits, seconds)
values
  -- An office or a demo shares one address, so this is the loosest of the three that name somebody.
  ('session_ip', 300, 60),
  ('session_visitor', 30, 60),
  ('session_website', 6000, 60),
  ('message_visitor', 30, 60),
  ('message_ip', 600, 60),
  ('message_website', 3000, 60),
  ('metadata_visitor', 60, 60),
  -- A widget tells each page once a minute, and each message it shows once.
  ('touch_visitor', 120, 60),
  ('read_visitor', 120, 60),
  ('api_key', 1200, 60),
  ('api_website', 3000, 60),
  -- Invitations are mail to strangers.
  ('organization_user', 20, 86400),
  ('invitation_address', 20, 86400),
  ('invitation_user', 300, 3600),
  ('invitation_organization', 100, 3600);

create unlogged table private.rate_limits (
  kind text not null,
  website_id uuid not null,
  subject text not null,
  slot smallint not null default 0,
  window_started_at timestamptz not null,
  hits integer not null,
  primary key (kind, website_id, subject, slot)
);
comment on table private.rate_limits is
  'Hits of the current window. Unlogged: after a crash everybody starts from nothing, which is fine.';
comment on column private.rate_limits.website_id is 'Of what belongs to no website, the nil UUID.';
comment on column private.rate_limits.slot is
  'Of the subject `all` there are several: each connection counts in its own, and the hits are their sum.';

create function private.take_hit(kind text, website_id uuid, subject text)
returns void
language plpgsql
set search_path = ''
as $$
declare
  rule private.rate_limit_rules;
  slots integer := case when take_hit.subject = 'all' then 16 else 1 end;
  own_slot smallint := pg_backend_pid() % slots;
  began_at timestamptz;
  taken integer;
begin
  select rules.*
  into strict rule
  from private.rate_limit_rules as rules
  where rules.kind = take_hit.kind
    and (rules.website_id = take_hit.website_id or rules.website_id is null)
  order by rules.website_id nulls last
  limit 1;

  began_at := date_bin(make_interval(secs => rule.seconds), clock_timestamp(), timestamptz 'epoch');

  insert into private.rate_limits as limits (kind, website_id, subject, slot, window_started_at, hits)
  values (take_hit.kind, take_hit.website_id, take_hit.subject, own_slot, began_at, 1)
  on conflict on constraint rate_limits_pkey
  do update set
    hits = case when limits.window_started_at >= excluded.window_started_at then limits.hits + 1 else 1 end,
    window_started_at = greatest(limits.window_started_at, excluded.window_started_at)
  returning limits.hits, limits.window_started_at
  into taken, began_at;

  if slots > 1 then
    taken := taken + (
      select coalesce(sum(limits.hits), 0)
      from private.rate_limits as limits
      where limits.kind = take_hit.kind
        and limits.website_id = take_hit.website_id
        and limits.subject = take_hit.subject
        and limits.slot <> own_slot
        and limits.window_started_at >= began_at
    );
  end if;

  if taken > rule.hits then
    perform private.raise_error('rate_limited', jsonb_build_object(
      'retryAfterSeconds',
      greatest(1, ceil(extract(epoch from
        began_at + make_interval(secs => rule.seconds) - clock_timestamp()
      )))::integer
    )::text);
  end if;
end;
$$;
comment on function private.take_hit(text, uuid, text) is
  'Counts one more of a kind, or ends the request with `rate_limited` and the seconds until the next window. Of the subject `all`, which is the whole website, callers at the same moment may not see one another''s hits.';

create function private.take_hit_of_no_website(kind text, subject text)
returns void
language sql
set search_path = ''
as $$
  select private.take_hit(
    take_hit_of_no_website.kind, '00000000-0000-0000-0000-000000000000', take_hit_of_no_website.subject
  );
$$;
comment on function private.take_hit_of_no_website(text, text) is 'The same of what belongs to no website.';

create function private.take_hits(visitor public.visitors, what text)
returns void
language plpgsql
set search_path = ''
as $$
declare
  ip_hash text := private.claim('ip_hash');
begin
  perform private.take_hit(take_hits.what || '_visitor', visitor.website_id, visitor.id::text);
  -- Said by the token, for it is the function that made it who saw the address.
  if ip_hash is not null then
    perform private.take_hit(take_hits.what || '_ip', visitor.website_id, ip_hash);
  end if;
  perform private.take_hit(take_hits.what || '_website', visitor.website_id, 'all');
end;
$$;
comment on function private.take_hits(public.visitors, text) is
  'Counts one more message or upload of the calling visitor: for them, for their address, and for their website.';

alter table private.rate_limit_rules enable row level security;
alter table private.rate_limits enable row level security;

-- 62_jobs.sql -------------------------------------------------------------------------------------

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

-- 65_json_people.sql ------------------------------------------------------------------------------

-- JSON of people and websites: one builder per entity and audience. Functions and announcements both use these, so a
-- live event and a fetch can never differ. protocol holds one schema per builder.

create function private.agents_of_website(website public.websites)
returns jsonb
language sql
stable
set search_path = ''
as $$
  select coalesce(
    jsonb_agg(
      jsonb_build_object(
        'id', profiles.user_id,
        'name', profiles.name,
        'image', profiles.image,
        'lastSeenAt', profiles.last_seen_at
      )
      order by profiles.last_seen_at desc, profiles.user_id
    ),
    '[]'
  )
  from public.members
  join public.profiles on profiles.user_id = members.user_id
  where members.organization_id = website.organization_id
    and private.is_online(profiles);
$$;
comment on function private.agents_of_website(public.websites) is 'The people of a team who are there now, as visitors may know them.';

create function private.organization_for_team(organization public.organizations)
returns jsonb
language sql
stable
return jsonb_build_object('id', (organization).id, 'name', (organization).name, 'slug', (organization).slug);
comment on function private.organization_for_team(public.organizations) is 'An organization as its members see it.';

create function private.member_for_team(member public.members)
returns jsonb
language sql
stable
set search_path = ''
as $$
  select jsonb_build_object(
    'organizationId', member.organization_id,
    'userId', member.user_id,
    'role', member.role,
    'name', profiles.name,
    'image', profiles.image,
    'email', profiles.email,
    'isAway', profiles.is_away,
    'isOnline', private.is_online(profiles),
    'lastSeenAt', profiles.last_seen_at,
    'createdAt', member.created_at
  )
  from public.profiles
  where profiles.user_id = member.user_id;
$$;
comment on function private.member_for_team(public.members) is 'A member as colleagues see them, here or away.';

create function private.website_for_visitor(website public.websites)
returns jsonb
language sql
stable
set search_path = ''
as $$
  select jsonb_build_object(
    'id', website.id,
    'name', website.name,
    'domain', website.domain,
    'description', website.description,
    'logoUrl', website.logo_url,
    'organizationId', website.organization_id,
    'status', website.status,
    'lastOnlineAt', (
      select max(profiles.last_seen_at)
      from public.members
      join public.profiles on profiles.user_id = members.user_id
      where members.organization_id = website.organization_id
    ),
    'availableHumanAgents', private.agents_of_website(website),
    'availableAIAgents', (
      select coalesce(
        jsonb_agg(
          jsonb_build_object('id', agents.id, 'name', agents.name, 'image', agents.image)
          order by agents.created_at, agents.id
        ),
        '[]'
      )
      from public.ai_agents as agents
      where agents.website_id = website.id
        and agents.is_active
    ),
    'defaultMessages', website.default_messages,
    'quickOptions', to_jsonb(website.quick_options),
    'isTypingPreviewEnabled', website.is_typing_preview_enabled
  );
$$;
comment on function private.website_for_visitor(public.websites) is 'What a page that carries the public key may know of a website.';

create function private.website_for_team(website public.websites)
returns jsonb
language sql
stable
set search_path = ''
as $$
  select jsonb_build_object(
    'id', website.id,
    'organizationId', website.organization_id,
    'name', website.name,
    'domain', website.domain,
    'description', website.description,
    'logoUrl', website.logo_url,
    'status', website.status,
    'publicKey', website.public_key,
    'testPublicKey', website.test_public_key,
    'allowedOrigins', to_jsonb(website.allowed_origins),
    'identityVerification', website.identity_verification,
    'defaultMessages', website.default_messages,
    'quickOptions', to_jsonb(website.quick_options),
    'isTypingPreviewEnabled', website.is_typing_preview_enabled,
    'retentionDays', website.retention_days,
    'timezone', website.timezone,
    'createdAt', website.created_at
  );
$$;
comment on function private.website_for_team(public.websites) is 'A website as its team sees it.';

create function private.contact_for_visitor(contact public.contacts)
returns jsonb
language sql
stable
return case when (contact).id is not null then jsonb_build_object(
  'id', (contact).id,
  'name', (contact).name,
  'email', (contact).email,
  'image', (contact).image,
  'metadataHash', private.metadata_hash((contact).metadata || (contact).claimed_metadata),
  'isVerified', (contact).is_verified
) end;
comment on function private.contact_for_visitor(public.contacts) is 'What a visitor may know of who they are.';

create function private.contact_for_team(contact public.contacts)
returns jsonb
language plpgsql -- keeps its plan
stable
set search_path = ''
as $$
begin
  return private.contact_for_visitor(contact) || jsonb_build_object(
    'websiteId', contact.website_id,
    'name', coalesce(contact.team_name, contact.name),
    'externalId', contact.external_id,
    'isTest', contact.is_test,
    'isByTeam', contact.is_by_team,
    'mergedIntoId', contact.merged_into_id,
    -- All in one for a glance: of facts of the same name the one that is vouched for more.
    'metadata', contact.claimed_metadata || contact.team_metadata || contact.metadata,
    'verifiedMetadata', contact.metadata,
    'teamMetadata', contact.team_metadata,
    'claimedMetadata', contact.claimed_metadata,
    'company', (
      select private.company_as_json(companies)
      from public.companies
      where companies.id = contact.company_id
    ),
    'createdAt', contact.created_at,
    'updatedAt', contact.updated_at
  );
end;
$$;
comment on function private.contact_for_team(public.contacts) is
  'Everything the team knows of a contact, told apart by who says so; null for none.';

create function private.contact_as_shown(id uuid)
returns public.contacts
language plpgsql -- keeps its plan
stable
set search_path = ''
as $$
declare
  contact public.contacts;
begin
  -- Most visitors are nobody's.
  if contact_as_shown.id is null then
    return null;
  end if;

  select contacts.*
  into contact
  from public.contacts
  where contacts.id = contact_as_shown.id;

  if contact.merged_into_id is null then
    return contact;
  end if;

  return private.contact_as_shown(contact.merged_into_id);
end;
$$;
comment on function private.contact_as_shown(uuid) is 'The contact, or the one that the team has merged it into.';

create function private.visitor_for_visitor(visitor public.visitors)
returns jsonb
language sql
stable
set search_path = ''
as $$
  select jsonb_build_object(
    'id', visitor.id,
    'isBlocked', visitor.blocked_at is not null,
    'language', visitor.language,
    'timezone', visitor.timezone,
    'contact', (
      select private.contact_for_visitor(contacts)
      from public.contacts
      where contacts.website_id = visitor.website_id
        and contacts.id = visitor.contact_id
    )
  );
$$;
comment on function private.visitor_for_visitor(public.visitors) is 'What a visitor may know of itself.';

create function private.visitor_for_team(visitor public.visitors)
returns jsonb
language plpgsql -- keeps its plan
stable
set search_path = ''
as $$
begin
  return jsonb_build_object(
    'id', visitor.id,
    'websiteId', visitor.website_id,
    'contactId', (
      select coalesce(contacts.merged_into_id, contacts.id)
      from public.contacts
      where contacts.id = visitor.contact_id
    ),
    'isTest', visitor.is_test,
    'isBlocked', visitor.blocked_at is not null,
    'language', visitor.language,
    'timezone', visitor.timezone,
    'browser', visitor.browser,
    'os', visitor.os,
    'deviceType', visitor.device_type,
    'screen', visitor.screen,
    'page', case
      when visitor.page_url is not null
        then jsonb_build_object('url', visitor.page_url, 'title', visitor.page_title)
    end,
    'referrer', visitor.referrer,
    'createdAt', visitor.created_at,
    'lastSeenAt', visitor.last_seen_at
  );
end;
$$;
comment on function private.visitor_for_team(public.visitors) is 'Everything the team knows of a visitor.';

-- 65_json_timelines.sql ---------------------------------------------------------------------------

-- JSON of what a timeline shows: items, how far somebody has read, who takes part; for each audience in its own numbers.
-- What the visitor's builders don't name can't reach a visitor. What pages are made of is `json`: text that is put
-- together costs half of a `jsonb`, which every level above it takes apart and builds anew.

-- A row becomes JSON in half the time of `json_build_object`, which looks up the type of each name and value at every
-- call: what is written most often is such a row.

create type private.item_json as (
  id uuid,
  "conversationId" uuid,
  type public.item_type,
  visibility public.item_visibility,
  "order" bigint,
  change bigint,
  text text,
  parts jsonb,
  "visitorId" uuid,
  "userId" uuid,
  "aiAgentId" uuid,
  "createdAt" timestamptz,
  "editedAt" timestamptz,
  "deletedAt" timestamptz
);

create function private.item_as_json(item public.timeline_items, place bigint, change bigint)
returns json
language sql
stable
return row_to_json(row(
  (item).id,
  (item).conversation_id,
  (item).type,
  (item).visibility,
  place,
  change,
  (item).text,
  case
    when (item).text is null then (item).parts
    else jsonb_build_array(jsonb_build_object('type', 'text', 'text', (item).text)) || (item).parts
  end,
  (item).visitor_id,
  (item).user_id,
  (item).ai_agent_id,
  (item).created_at,
  (item).edited_at,
  (item).deleted_at
)::private.item_json);

create function private.item_for_team(item public.timeline_items)
returns json
language sql
stable
return private.item_as_json(item, (item).team_order, (item).team_change);
comment on function private.item_for_team(public.timeline_items) is 'A timeline item as the team sees it.';

create function private.item_for_visitor(item public.timeline_items)
returns json
language sql
stable
return case
  when (item).visibility = 'public' then private.item_as_json(item, (item).visitor_order, (item).visitor_change)
end;
comment on function private.item_for_visitor(public.timeline_items) is
  'A public timeline item in the visitor''s numbers; null for a private one.';

create type private.read_json as (
  "readerType" text,
  "readerId" uuid,
  upto bigint,
  "messageCount" bigint,
  "readAt" timestamptz
);

create function private.read_for_team(reading public.conversation_reads)
returns json
language sql
stable
return row_to_json(row(
  case when (reading).user_id is null then 'visitor' else 'user' end,
  (reading).user_id,
  (reading).team_upto,
  (reading).message_count,
  (reading).team_read_at
)::private.read_json);
comment on function private.read_for_team(public.conversation_reads) is 'A read cursor in the team''s numbers.';

create function private.read_for_visitor(reading public.conversation_reads)
returns json
language sql
stable
return row_to_json(row(
  case when (reading).user_id is null then 'visitor' else 'user' end,
  (reading).user_id,
  (reading).visitor_upto,
  (reading).seen_message_count,
  coalesce((reading).visitor_read_at, (reading).team_read_at)
)::private.read_json);
comment on function private.read_for_visitor(public.conversation_reads) is 'A read cursor in the visitor''s numbers.';

create function private.person_of(participant public.conversation_participants)
returns table (name text, image text)
language sql
stable
begin atomic
  select profiles.name, profiles.image
  from public.profiles
  where profiles.user_id = (participant).user_id
  union all
  select agents.name, agents.image
  from public.ai_agents as agents
  where agents.id = (participant).ai_agent_id
  limit 1;
end;
comment on function private.person_of(public.conversation_participants) is 'The name and face of who takes part, a person or an AI agent.';

create function private.participant_for_visitor(participant public.conversation_participants, name text, image text)
returns json
language sql
stable
return json_build_object(
  'id', coalesce((participant).user_id, (participant).ai_agent_id),
  'type', case when (participant).user_id is null then 'ai' else 'user' end,
  'name', name,
  'image', image
);

create type private.participant_json as (id uuid, type text, name text, image text, status text);

create function private.participant_for_team(participant public.conversation_participants, name text, image text)
returns json
language sql
stable
return row_to_json(row(
  coalesce((participant).user_id, (participant).ai_agent_id),
  case when (participant).user_id is null then 'ai' else 'user' end,
  name,
  image,
  case
    when (participant).joined_at is null then 'requested'
    when (participant).left_at is null then 'joined'
    else 'left'
  end
)::private.participant_json);

-- 66_json_conversations.sql -----------------------------------------------------------------------

-- JSON of conversations: their headers, for each audience in its own numbers. Every announcement makes some, so these keep
-- their plans. What stands around a conversation is looked up for each by itself, never by a join of whole tables; what a
-- header lists is an array, which costs less than an aggregate.

create function private.unread_of_visitor(conversation public.conversations, read_count bigint)
returns bigint
language sql
immutable
return greatest(0, (conversation).team_message_count - coalesce(read_count, 0));
comment on function private.unread_of_visitor(public.conversations, bigint) is
  'Messages of the team that the visitor''s side has not read, after it has read so many.';

create function private.conversation_for_visitor(conversation public.conversations)
returns json
language plpgsql
stable
set search_path = ''
set plan_cache_mode = force_generic_plan -- or it is planned anew for every header
as $$
begin
  return (
    select row_to_json(header)
    from (
      select
        conversation.id,
        conversation.website_id as "websiteId",
        conversation.status,
        conversation.title,
        conversation.created_at as "createdAt",
        conversation.last_activity_at as "lastActivityAt",
        conversation.resolved_at as "resolvedAt",
        (
          select private.item_for_visitor(items)
          from public.timeline_items as items
          where items.conversation_id = conversation.id
            and items.visitor_order = conversation.visitor_last_message
        ) as "lastItem",
        conversation.visitor_last_change as "lastChange",
        array_to_json(array(
          select private.participant_for_visitor(participants, person.name, person.image)
          from public.conversation_participants as participants
          cross join lateral private.person_of(participants) as person
          where participants.website_id = conversation.website_id
            and participants.conversation_id = conversation.id
            and participants.joined_at is not null
          order by participants.id
        )) as participants,
        array_to_json(array(
          select private.read_for_visitor(reads)
          from public.conversation_reads as reads
          where reads.website_id = conversation.website_id
            and reads.conversation_id = conversation.id
            -- An agent who has only read notes has, for the visitor, read nothing.
            and reads.visitor_upto > 0
          order by reads.id
        )) as reads,
        private.unread_of_visitor(
          conversation,
          (
            select reads.message_count
            from public.conversation_reads as reads
            where reads.conversation_id = conversation.id
              and reads.user_id is null
          )
        ) as "unreadCount"
    ) as header
  );
end;
$$;
comment on function private.conversation_for_visitor(public.conversations) is 'A conversation as its visitor may see it.';

create function private.headers_for_team(conversations public.conversations[])
returns json[]
language plpgsql
stable
security definer -- agents call it on rows that their own row security has let through
set search_path = ''
set plan_cache_mode = force_generic_plan -- or it is planned anew for every header
as $$
begin
  return array(
    select row_to_json(header)
    from (
      select
        conversation.id,
        conversation.website_id as "websiteId",
        conversation.organization_id as "organizationId",
        conversation.visitor_id as "visitorId",
        asker.contact_id as "contactId",
        conversation.status,
        conversation.priority,
        conversation.channel,
        conversation.is_test as "isTest",
        conversation.title,
        conversation.assignee_id as "assigneeId",
        nullif(conversation.waiting_since, 'infinity') as "waitingSince",
        conversation.snoozed_until as "snoozedUntil",
        conversation.spam_at as "spamAt",
        conversation.archived_at as "archivedAt",
        conversation.rating,
        conversation.rating_comment as "ratingComment",
        array_to_json(array(
          select tag.shown
          from public.conversation_tags as given
          cross join lateral (
            select private.tag_as_json(tags) as shown
            from public.tags
            where tags.id = given.tag_id
            limit 1
          ) as tag
          where given.conversation_id = conversation.id
          order by given.tag_id
        )) as tags,
        conversation.created_at as "createdAt",
        conversation.last_activity_at as "lastActivityAt",
        conversation.resolved_at as "resolvedAt",
        (
          select private.item_for_team(items)
          from public.timeline_items as items
          where items.conversation_id = conversation.id
            and items.team_order = conversation.team_last_message
        ) as "lastItem",
        conversation.team_last_change as "lastChange",
        array_to_json(array(
          select private.participant_for_team(participants, person.name, person.image)
          from public.conversation_participants as participants
          cross join lateral private.person_of(participants) as person
          where participants.website_id = conversation.website_id
            and participants.conversation_id = conversation.id
          order by participants.id
        )) as participants,
        array_to_json(array(
          select private.read_for_team(reads)
          from public.conversation_reads as reads
          where reads.website_id = conversation.website_id
            and reads.conversation_id = conversation.id
          order by reads.id
        )) as reads,
        conversation.visitor_message_count as "visitorMessageCount",
        asker.name as "visitorName",
        asker.image as "visitorImage",
        asker.is_blocked as "isVisitorBlocked"
      from unnest(headers_for_team.conversations) with ordinality as conversation
      left join lateral (
        select
          contact.id as contact_id,
          coalesce(contact.team_name, contact.name, contact.email) as name,
          contact.image,
          visitor.blocked_at is not null as is_blocked
        from public.visitors as visitor
        left join public.contacts as known on known.id = coalesce(conversation.contact_id, visitor.contact_id)
        left join public.contacts as contact on contact.id = coalesce(known.merged_into_id, known.id)
        where visitor.id = conversation.visitor_id
        limit 1
      ) as asker on true
      order by conversation.ordinality
    ) as header
  );
end;
$$;
comment on function private.headers_for_team(public.conversations[]) is
  'Conversations as the team sees them, in the order given: a page costs one statement, not one for each.';

create function private.conversations_for_team(conversations public.conversations[])
returns json
language sql
stable
return array_to_json(private.headers_for_team(conversations));
comment on function private.conversations_for_team(public.conversations[]) is 'A page of conversations as the team sees them.';

create function private.conversation_for_team(conversation public.conversations)
returns json
language sql
stable
return (private.headers_for_team(array[conversation]))[1];
comment on function private.conversation_for_team(public.conversations) is 'A conversation as the team sees it.';

create function private.current_conversation(conversation_id uuid)
returns public.conversations
language plpgsql
stable
set search_path = ''
as $$
declare
  conversation public.conversations;
begin
  select conversations.*
  into conversation
  from public.conversations
  where conversations.id = current_conversation.conversation_id;

  return conversation;
end;
$$;
comment on function private.current_conversation(uuid) is 'A conversation''s row as it is now.';

grant execute on function
  private.headers_for_team(public.conversations[]),
  private.conversations_for_team(public.conversations[]),
  private.conversation_for_team(public.conversations)
to authenticated;

-- 68_events.sql -----------------------------------------------------------------------------------

-- Events: what happened in a conversation besides messages. Written by the functions that act, never by clients.

create type public.event_type as enum (
  'assigned',
  'unassigned',
  'participant_requested',
  'participant_joined',
  'participant_left',
  'status_changed',
  'priority_changed',
  'tag_added',
  'tag_removed',
  'resolved',
  'reopened',
  'visitor_blocked',
  'visitor_unblocked',
  'visitor_identified'
);

create function private.write_event(
  conversation_id uuid,
  event_type public.event_type,
  visibility public.item_visibility,
  by_visitor uuid default null,
  by_user uuid default null,
  target_user uuid default null,
  caused_by uuid default null,
  message text default null
)
returns uuid
language plpgsql
set search_path = ''
as $$
declare
  event_id uuid := private.uuid_v7();
  part jsonb := jsonb_build_object(
    'type', 'event',
    'eventType', write_event.event_type,
    'actorUserId', write_event.by_user,
    'actorAiAgentId', null,
    'targetUserId', write_event.target_user,
    'targetAiAgentId', null
  );
begin
  if write_event.message is not null then
    part := part || jsonb_build_object('message', write_event.message);
  end if;

  insert into public.timeline_items
    (website_id, conversation_id, id, type, visibility, visitor_id, user_id, caused_by, parts)
  select
    conversations.website_id,
    conversations.id,
    event_id,
    'event',
    write_event.visibility,
    write_event.by_visitor,
    write_event.by_user,
    write_event.caused_by,
    jsonb_build_array(part)
  from public.conversations
  where conversations.id = write_event.conversation_id;

  return event_id;
end;
$$;
comment on function private.write_event(uuid, public.event_type, public.item_visibility, uuid, uuid, uuid, uuid, text) is
  'Adds an event to a conversation. The caller holds the conversation''s row.';

-- 69_routing.sql ----------------------------------------------------------------------------------

-- Routing: what the rules do with a conversation. The caller holds its row. Events have no actor, for the rules act,
-- and are the team's alone; who is asked to take part stays unknown to the visitor until they join.

create function private.hold_turns(website_id uuid)
returns void
language plpgsql
set search_path = ''
as $$
begin
  perform pg_advisory_xact_lock(hashtextextended('turns of ' || hold_turns.website_id, 0));
end;
$$;
comment on function private.hold_turns(uuid) is
  'One at a time gives conversations in turn. Who also waits for conversations that are there already takes this first.';

create function private.hold_turns_of_tag(tag public.tags)
returns void
language plpgsql
set search_path = ''
as $$
begin
  perform
  from public.routing_rules as rules
  where rules.website_id = tag.website_id
    and rules.tag_id = tag.id
    and rules.assignment in ('round_robin', 'round_robin_of_all');

  if found then
    perform private.hold_turns(tag.website_id);
  end if;
end;
$$;

create function private.take_turn(conversation public.conversations, candidate_ids uuid[])
returns uuid
language plpgsql
set search_path = ''
as $$
declare
  next_id uuid;
begin
  perform private.hold_turns(conversation.website_id);

  select members.user_id
  into next_id
  from public.members
  join public.profiles on profiles.user_id = members.user_id
  left join private.routing_turns as turns
    on turns.website_id = conversation.website_id
    and turns.user_id = members.user_id
  where members.organization_id = conversation.organization_id
    and (take_turn.candidate_ids is null or members.user_id = any (take_turn.candidate_ids))
    and private.is_online(profiles)
  order by turns.taken_at nulls first, members.created_at, members.user_id
  limit 1
  for key share of members;

  if next_id is not null then
    insert into private.routing_turns (website_id, user_id, taken_at)
    values (conversation.website_id, next_id, clock_timestamp())
    on conflict on constraint routing_turns_pkey do update set taken_at = excluded.taken_at;
  end if;

  return next_id;
end;
$$;
comment on function private.take_turn(public.conversations, uuid[]) is
  'Who of these, or of all, is online and has waited longest for a conversation of this website; null if nobody is there.';

create function private.route_to_assignee(conversation public.conversations, rule public.routing_rules)
returns void
language plpgsql
set search_path = ''
as $$
declare
  chosen_id uuid;
begin
  if conversation.assignee_id is not null then
    return;
  elsif rule.assignment = 'member' then
    select members.user_id
    into chosen_id
    from public.members
    where members.organization_id = conversation.organization_id
      and members.user_id = rule.member_ids[1]
    for key share;
  elsif rule.assignment = 'round_robin' then
    chosen_id := private.take_turn(conversation, rule.member_ids);
  elsif rule.assignment = 'round_robin_of_all' then
    chosen_id := private.take_turn(conversation, null);
  end if;

  if chosen_id is not null then
    update public.conversations
    set assignee_id = chosen_id
    where conversations.id = conversation.id;

    perform private.notify(
      conversation,
      private.write_event(conversation.id, 'assigned', 'private', target_user => chosen_id),
      array[chosen_id],
      'assigned'
    );
  end if;
end;
$$;

create function private.request_participants(conversation public.conversations, user_ids uuid[])
returns void
language plpgsql
set search_path = ''
as $$
declare
  requested_id uuid;
begin
  for requested_id in
    insert into public.conversation_participants (website_id, conversation_id, user_id, joined_at, requested_at)
    select conversation.website_id, conversation.id, members.user_id, null, now()
    from public.members
    where members.organization_id = conversation.organization_id
      and members.user_id = any (request_participants.user_ids)
    order by array_position(request_participants.user_ids, members.user_id)
    on conflict on constraint conversation_participants_join_once do nothing
    returning conversation_participants.user_id
  loop
    perform private.notify(
      conversation,
      private.write_event(conversation.id, 'participant_requested', 'private', target_user => requested_id),
      array[requested_id],
      'requested'
    );
  end loop;
end;
$$;
comment on function private.request_participants(public.conversations, uuid[]) is
  'Asks members to take part. They join by saying so or by answering; until then the visitor does not know of them.';

create function private.route_tags(conversation public.conversations, tag_ids uuid[])
returns void
language plpgsql
set search_path = ''
as $$
declare
  tag public.tags;
begin
  for tag in
    select tags.*
    from public.tags
    where tags.website_id = conversation.website_id
      and tags.id = any (route_tags.tag_ids)
    order by tags.id
    for key share
  loop
    insert into public.conversation_tags (website_id, conversation_id, tag_id)
    values (conversation.website_id, conversation.id, tag.id)
    on conflict do nothing;

    if found then
      perform private.write_event(conversation.id, 'tag_added', 'private', message => tag.name);
    end if;
  end loop;
end;
$$;

create function private.first_words(conversation_id uuid)
returns tsvector
language sql
stable
set search_path = ''
as $$
  select private.words(items.text)
  from public.timeline_items as items
  where items.conversation_id = first_words.conversation_id
    and items.type = 'message'
    and items.visitor_id is not null
  order by items.team_order
  limit 1;
$$;
comment on function private.first_words(uuid) is 'The words of the visitor''s first message.';

create function private.route_conversation(conversation_id uuid, by_tag_id uuid default null)
returns void
language plpgsql
set search_path = ''
as $$
declare
  conversation public.conversations := private.current_conversation(route_conversation.conversation_id);
  rule public.routing_rules;
begin
  select rules.*
  into rule
  from public.routing_rules as rules
  where rules.website_id = conversation.website_id
    and (route_conversation.by_tag_id is null or rules.tag_id = route_conversation.by_tag_id)
    and (rules.channel is null or rules.channel = conversation.channel)
    and (
      rules.tag_id is null
      or exists (
        select
        from public.conversation_tags as given
        where given.conversation_id = conversation.id
          and given.tag_id = rules.tag_id
      )
    )
    and (rules.keyword_query is null or (select private.first_words(conversation.id)) @@ rules.keyword_query)
  order by rules.place
  limit 1;

  if not found then
    return;
  elsif rule.priority <> conversation.priority then
    update public.conversations
    set priority = rule.priority
    where conversations.id = conversation.id;

    perform private.write_event(conversation.id, 'priority_changed', 'private', message => rule.priority::text);
  end if;

  perform private.route_tags(conversation, rule.added_tag_ids);
  perform private.request_participants(conversation, rule.participant_ids);
  perform private.route_to_assignee(conversation, rule);
end;
$$;
comment on function private.route_conversation(uuid, uuid) is
  'Does what the website''s first matching rule says with a new conversation; with a tag, looks at that tag''s rules alone.';

create function private.route_by_tag(conversation public.conversations, tag_id uuid)
returns void
language plpgsql
set search_path = ''
as $$
begin
  if conversation.status = 'open'
    and num_nonnulls(conversation.assignee_id, conversation.spam_at, conversation.archived_at) = 0
  then
    perform private.route_conversation(conversation.id, route_by_tag.tag_id);
  end if;
end;
$$;
comment on function private.route_by_tag(public.conversations, uuid) is
  'A tag that is given routes what is open and nobody has taken.';

-- 69_telling.sql ----------------------------------------------------------------------------------

-- Telling: what a transaction has told, so that it tells each thing once, and one thing for very many. Realtime counts what
-- a project tells, once for each listener, and drops all above 100 a second; see docs/decisions/005.

create function private.was_announced(key text)
returns boolean
language sql
stable
return position(was_announced.key in coalesce(current_setting('support.announced', true), '')) > 0;
comment on function private.was_announced(text) is 'Whether this transaction has announced what the key stands for.';

create function private.is_first_announcement(key text)
returns boolean
language sql
volatile
return case
  when private.was_announced(is_first_announcement.key) then false
  else set_config(
    'support.announced',
    concat(current_setting('support.announced', true), ' ', is_first_announcement.key),
    true
  ) is not null
end;
comment on function private.is_first_announcement(text) is 'True once per key and transaction.';

create function private.announce(topic text, event text, payload jsonb)
returns void
language plpgsql -- keeps its plan
set search_path = ''
as $$
begin
  perform realtime.send(announce.payload, announce.event, announce.topic, true);
end;
$$;
comment on function private.announce(text, text, jsonb) is 'Tells a private topic; delivered after the commit, to whoever listens then.';

create function private.is_told_singly(website_id uuid, subject_id uuid)
returns boolean
language plpgsql
set search_path = ''
as $$
declare
  told text := coalesce(current_setting('support.told_singly', true), '');
begin
  if position(is_told_singly.subject_id::text in told) > 0 then
    return true;
  -- To fifty agents these are a thousand events, of the six thousand that there may be in a minute.
  elsif length(told) < 20 * length(' ' || subject_id) then
    return set_config('support.told_singly', concat(told, ' ', subject_id), true) is not null;
  end if;

  if private.is_first_announcement('many:' || website_id) then
    perform private.announce(
      'inbox:' || is_told_singly.website_id,
      'inbox_changed',
      jsonb_build_object('websiteId', is_told_singly.website_id)
    );
  end if;
  return false;
end;
$$;
comment on function private.is_told_singly(uuid, uuid) is
  'Whether the team is told of this conversation or person by itself. So it is with the first 20 of a transaction; for all others one `inbox_changed` is told here.';

create function private.tell_none_singly()
returns void
language sql
set search_path = ''
as $$
  select set_config('support.told_singly', repeat(' ', 20 * 37), true);
$$;
comment on function private.tell_none_singly() is
  'Makes one `inbox_changed` of all that this transaction changes: for jobs that do much in many parts.';

create function private.could_be_heard(conversation public.conversations)
returns boolean
language sql
stable
set search_path = ''
as $$
  -- A token lives for an hour, and whoever asks for one is seen.
  select exists (
    select
    from public.visitors
    where visitors.id = conversation.visitor_id
      and visitors.last_seen_at > now() - interval '2 hours'
      and visitors.erased_at is null
  ) or exists (
    select
    from public.visitors
    where visitors.website_id = conversation.website_id
      and visitors.contact_id = conversation.contact_id
      and visitors.last_seen_at > now() - interval '2 hours'
      and visitors.erased_at is null
  );
$$;
comment on function private.could_be_heard(public.conversations) is
  'Whether a visitor whose conversation it is may be there. Where very many change, nobody else is told on the visitor''s side.';

-- 70_announcements.sql ----------------------------------------------------------------------------

-- Announcements: what changed is told over Realtime, by triggers that run at commit, or at the end of an act. By then
-- nothing changes any more, so a payload is what a fetch would answer, and each thing is told once, whatever touched it.

create function private.announce_now(audience private.audience, conversation_id uuid, header json)
returns void
language plpgsql
set search_path = ''
as $$
begin
  perform set_config('support.header', concat(audience, ' ', conversation_id, ' ', header), true);
  set constraints all immediate;
  set constraints all deferred;
  -- What a later act of the same transaction changes is told again.
  perform set_config('support.header', '', true), set_config('support.announced', '', true);
end;
$$;
comment on function private.announce_now(private.audience, uuid, json) is
  'Ends an act: tells what it has changed, with the header that it answers, so that this is made once.';

create function private.header(audience private.audience, conversation public.conversations)
returns jsonb
language sql
stable
return case
  when starts_with(current_setting('support.header', true), concat(audience, ' ', (conversation).id, ' '))
    then substr(current_setting('support.header', true), length(concat(audience, ' ', (conversation).id, ' ')) + 1)::jsonb
  when audience = 'team' then private.conversation_for_team(conversation)::jsonb
  else private.conversation_for_visitor(conversation)::jsonb
end;
comment on function private.header(private.audience, public.conversations) is
  'A conversation as an audience sees it: as the act which ends now has made it, or made here.';

-- Headers: the inbox always, the visitor's own topics when something they may see has changed.

create function private.announce_to_team(conversation public.conversations)
returns void
language plpgsql
set search_path = ''
as $$
begin
  if private.is_told_singly(conversation.website_id, conversation.id)
    and private.is_first_announcement('team:' || conversation.id)
  then
    perform private.announce(
      'inbox:' || conversation.website_id,
      'conversation_changed',
      jsonb_build_object('conversation', private.conversation_for_team(conversation))
    );
  end if;
end;
$$;

create function private.announce_to_visitor(conversation public.conversations)
returns void
language plpgsql
set search_path = ''
as $$
declare
  payload jsonb;
begin
  if private.is_first_announcement('visitor:' || conversation.id) then
    payload := jsonb_build_object('conversation', private.conversation_for_visitor(conversation));
    perform private.announce('visitor:' || conversation.visitor_id, 'conversation_changed', payload);

    if conversation.contact_id is not null then
      perform private.announce('contact:' || conversation.contact_id, 'conversation_changed', payload);
    end if;
  end if;
end;
$$;

-- Conversations: the items that have changed, all at once, to the team in its numbers, public ones also to the visitor's
-- side in theirs, with the header; then the header alone, to wherever lists are drawn.

create function private.announce_changes(
  conversation public.conversations,
  since bigint,
  for_team jsonb,
  for_visitor jsonb
)
returns void
language plpgsql
set search_path = ''
set plan_cache_mode = force_generic_plan -- or it is planned anew for every message
as $$
declare
  is_due_to_team boolean := for_team is not null and private.is_first_announcement('team:' || conversation.id);
  is_due_to_visitor boolean := for_visitor is not null and private.is_first_announcement('visitor:' || conversation.id);
begin
  -- What `realtime.send` does for one message, for all at once, and like it: a lost message never undoes the change
  -- that it announces.
  insert into realtime.messages (topic, event, payload, private, extension)
  select told.topic, told.event, told.payload, true, 'broadcast'
  from (
    select
      by_audience.topic,
      'items_changed' as event,
      jsonb_build_object('items', by_audience.items, 'conversation', by_audience.header) as payload
    from (
      select
        json_agg(private.item_for_team(items) order by items.team_change) as for_team,
        json_agg(private.item_for_visitor(items) order by items.visitor_change) filter (where items.visibility = 'public')
          as for_visitor
      from public.timeline_items as items
      where items.conversation_id = conversation.id
        and items.team_change > announce_changes.since
    ) as changed
    cross join lateral (
      values
        ('conversation:' || conversation.id || ':team', changed.for_team, announce_changes.for_team),
        ('conversation:' || conversation.id, changed.for_visitor, announce_changes.for_visitor)
    ) as by_audience (topic, items, header)
    where by_audience.items is not null
      and by_audience.header is not null
    union all
    select 'inbox:' || conversation.website_id, 'conversation_changed', jsonb_build_object('conversation', for_team)
    where is_due_to_team
    union all
    select lists.topic, 'conversation_changed', jsonb_build_object('conversation', for_visitor)
    from (
      values ('visitor:' || conversation.visitor_id), ('contact:' || conversation.contact_id)
    ) as lists (topic)
    where is_due_to_visitor
      and lists.topic is not null
  ) as told;
exception
  when others then
    raise warning 'Changes of conversation % were not announced: %', conversation.id, sqlerrm;
end;
$$;
comment on function private.announce_changes(public.conversations, bigint, jsonb, jsonb) is
  'Tells what was written or changed after a change number of the team''s, with the headers made for each audience.';

create function private.has_news_for_visitor(before public.conversations, after public.conversations)
returns boolean
language sql
immutable
return before.id is null
  or (after.visitor_last_change, after.status, after.title, after.contact_id)
  is distinct from (before.visitor_last_change, before.status, before.title, before.contact_id);

create function private.announce_conversation()
returns trigger
language plpgsql
security definer -- realtime.messages takes data from the database alone
set search_path = ''
as $$
declare
  conversation public.conversations;
  before_team bigint := coalesce(old.team_last_change, 0);
  before_visitor bigint := coalesce(old.visitor_last_change, 0);
  is_single boolean;
  for_team jsonb;
  for_visitor jsonb;
begin
  if private.was_announced('changes:' || new.id) then
    return null;
  end if;

  conversation := private.current_conversation(new.id);
  if conversation.id is null then
    return null;
  end if;

  is_single := private.is_told_singly(conversation.website_id, conversation.id);
  if is_single then
    for_team := private.header('team', conversation);
  end if;
  if private.has_news_for_visitor(old, conversation) and (is_single or private.could_be_heard(conversation)) then
    for_visitor := private.header('visitor', conversation);
  end if;
  if for_team is null and for_visitor is null then
    return null;
  end if;

  -- An import is told as a changed conversation: who looks at it syncs.
  if private.was_announced('import:' || conversation.id) then
    before_team := conversation.team_last_change;
    before_visitor := conversation.visitor_last_change;
  end if;

  -- The first event of a transaction knows the row as it was before, so it tells all that has changed since.
  perform private.is_first_announcement('changes:' || conversation.id);
  perform private.announce_changes(conversation, before_team, for_team, for_visitor);
  if conversation.team_last_change > before_team then
    perform private.is_first_announcement('items:' || conversation.id || ':team');
  end if;
  if conversation.visitor_last_change > before_visitor then
    perform private.is_first_announcement('items:' || conversation.id || ':visitor');
  end if;

  return null;
end;
$$;

create constraint trigger z_announce
  after insert or update on public.conversations
  deferrable initially deferred
  for each row execute function private.announce_conversation();

create function private.announce_deleted_conversation()
returns trigger
language plpgsql
security definer -- realtime.messages takes data from the database alone
set search_path = ''
as $$
declare
  is_single boolean;
begin
  -- When a whole website goes, nobody is left to be told of each.
  if not exists (select from public.websites where websites.id = old.website_id and websites.deleted_at is null) then
    return null;
  end if;

  is_single := private.is_told_singly(old.website_id, old.id);
  perform private.announce(
    topics.name,
    'conversation_deleted',
    jsonb_build_object('conversationId', old.id, 'websiteId', old.website_id)
  )
  from (
    values
      ('inbox:' || old.website_id, is_single),
      ('conversation:' || old.id || ':team', is_single),
      ('conversation:' || old.id, is_single or private.could_be_heard(old)),
      ('visitor:' || old.visitor_id, is_single or private.could_be_heard(old)),
      ('contact:' || old.contact_id, is_single or private.could_be_heard(old))
  ) as topics (name, is_heard)
  where topics.name is not null
    and topics.is_heard;

  return null;
end;
$$;

create constraint trigger z_announce_deleted
  after delete on public.conversations
  deferrable initially deferred
  for each row execute function private.announce_deleted_conversation();

-- 70_reader_announcements.sql ---------------------------------------------------------------------

-- Announcements about who reads and takes part. Reads are told beside the conversation, and as a changed conversation
-- wherever lists are drawn. Whoever writes has read: then the header beside the item has told it.

create function private.announce_read()
returns trigger
language plpgsql
security definer -- realtime.messages takes data from the database alone
set search_path = ''
as $$
declare
  conversation public.conversations;
  topic text := 'conversation:' || new.conversation_id;
  is_single boolean;
  is_for_visitor boolean := new.visitor_upto > 0 and (tg_op = 'INSERT' or new.visitor_upto <> old.visitor_upto);
begin
  if private.was_announced('items:' || new.conversation_id || ':team')
    and (not is_for_visitor or private.was_announced('items:' || new.conversation_id || ':visitor'))
  then
    return null;
  end if;

  conversation := private.current_conversation(new.conversation_id);
  if conversation.id is null then
    return null;
  end if;

  is_single := private.is_told_singly(conversation.website_id, conversation.id);
  is_for_visitor := is_for_visitor and (is_single or private.could_be_heard(conversation));

  if is_single and not private.was_announced('items:' || new.conversation_id || ':team') then
    perform private.announce(
      topic || ':team',
      'conversation_read',
      jsonb_build_object('conversationId', new.conversation_id, 'read', private.read_for_team(new))
    );
    perform private.announce_to_team(conversation);
  end if;

  if is_for_visitor and not private.was_announced('items:' || new.conversation_id || ':visitor') then
    perform private.announce(
      topic,
      'conversation_read',
      jsonb_build_object('conversationId', new.conversation_id, 'read', private.read_for_visitor(new))
    );
    perform private.announce_to_visitor(conversation);
  end if;

  return null;
end;
$$;

create constraint trigger z_announce
  after insert or update on public.conversation_reads
  deferrable initially deferred
  for each row execute function private.announce_read();

create function private.announce_participant()
returns trigger
language plpgsql
security definer -- realtime.messages takes data from the database alone
set search_path = ''
as $$
declare
  conversation public.conversations := private.current_conversation(new.conversation_id);
begin
  if conversation.id is not null then
    perform private.announce_to_team(conversation);
    if new.joined_at is not null
      and (
        private.is_told_singly(conversation.website_id, conversation.id)
        or private.could_be_heard(conversation)
      )
    then
      perform private.announce_to_visitor(conversation);
    end if;
  end if;

  return null;
end;
$$;

create constraint trigger z_announce
  after insert or update on public.conversation_participants
  deferrable initially deferred
  for each row execute function private.announce_participant();

-- 71_people_announcements.sql ---------------------------------------------------------------------

-- Announcements about people: names, faces and blocks stand in the headers of conversations, the latest 200 of which are
-- looked at; who is there, and whose access has ended.

create function private.announce_person(website_id uuid, person_id uuid, event text, payload jsonb)
returns void
language plpgsql
set search_path = ''
as $$
begin
  -- When a whole website goes, nobody is left to be told of each.
  if exists (
    select from public.websites where websites.id = announce_person.website_id and websites.deleted_at is null
  )
    and private.is_told_singly(announce_person.website_id, announce_person.person_id)
    and private.is_first_announcement(announce_person.event || ':' || announce_person.person_id)
  then
    perform private.announce('inbox:' || announce_person.website_id, announce_person.event, announce_person.payload);
  end if;
end;
$$;

create function private.announce_visitor(visitor public.visitors)
returns void
language plpgsql
set search_path = ''
as $$
begin
  perform private.announce_person(
    visitor.website_id, visitor.id, 'visitor_changed', jsonb_build_object('visitor', private.visitor_for_team(visitor))
  );
end;
$$;

create function private.announce_visitor_change()
returns trigger
language plpgsql
security definer -- realtime.messages takes data from the database alone
set search_path = ''
as $$
declare
  visitor public.visitors;
begin
  select visitors.*
  into visitor
  from public.visitors
  where visitors.id = old.id
    and visitors.erased_at is null;

  if visitor.id is null then
    perform private.announce_person(
      old.website_id,
      old.id,
      'visitor_deleted',
      jsonb_build_object('visitorId', old.id, 'websiteId', old.website_id)
    );
    return null;
  end if;

  perform private.announce_visitor(visitor);
  perform private.announce_to_team(conversations)
  from (
    select latest.*
    from public.conversations as latest
    where latest.website_id = visitor.website_id
      and latest.visitor_id = visitor.id
    order by latest.last_activity_at desc
    limit 200
  ) as conversations;

  return null;
end;
$$;

create constraint trigger z_announce
  after update on public.visitors
  deferrable initially deferred
  for each row
  when ((old.contact_id, old.blocked_at, old.erased_at) is distinct from (new.contact_id, new.blocked_at, new.erased_at))
  execute function private.announce_visitor_change();

create constraint trigger z_announce_deleted
  after delete on public.visitors
  deferrable initially deferred
  for each row execute function private.announce_visitor_change();

create function private.announce_contact(contact public.contacts)
returns void
language plpgsql
set search_path = ''
as $$
begin
  perform private.announce_person(
    contact.website_id, contact.id, 'contact_changed', jsonb_build_object('contact', private.contact_for_team(contact))
  );
end;
$$;

create function private.announce_headers_of_contact(contact public.contacts)
returns void
language sql
set search_path = ''
as $$
  select private.announce_to_team(conversations)
  from (
    select latest.*
    from public.conversations as latest
    where latest.website_id = contact.website_id
      and (
        latest.contact_id = contact.id
        -- A list, for which there is an index; a subquery would be asked of every conversation.
        or latest.visitor_id = any (array(
          select visitors.id
          from public.contacts as merged
          join public.visitors on visitors.website_id = merged.website_id and visitors.contact_id = merged.id
          where merged.website_id = contact.website_id
            and (merged.id = contact.id or merged.merged_into_id = contact.id)
        ))
      )
    order by latest.last_activity_at desc
    limit 200
  ) as conversations;
$$;

create function private.announce_contact_change()
returns trigger
language plpgsql
security definer -- realtime.messages takes data from the database alone
set search_path = ''
as $$
declare
  subject public.contacts := case when tg_op = 'DELETE' then old else new end;
  contact public.contacts;
begin
  select contacts.*
  into contact
  from public.contacts
  where contacts.id = subject.id
    and contacts.erased_at is null;

  if contact.id is null then
    perform private.announce_person(
      subject.website_id,
      subject.id,
      'contact_deleted',
      jsonb_build_object('contactId', subject.id, 'websiteId', subject.website_id)
    );
    return null;
  end if;

  -- A company that was deleted is told of once, not once for each contact.
  if tg_op = 'UPDATE'
    and old.company_id is not null
    and not exists (select from public.companies where companies.id = old.company_id)
  then
    return null;
  end if;

  perform private.announce_contact(contact);
  if tg_op = 'UPDATE'
    and (old.name, old.email, old.image, old.team_name, old.merged_into_id)
      is distinct from (new.name, new.email, new.image, new.team_name, new.merged_into_id)
  then
    perform private.announce_headers_of_contact(contact);
  end if;

  if tg_op = 'UPDATE' and old.merged_into_id is distinct from new.merged_into_id then
    perform private.announce_visitor(visitors)
    from public.visitors
    where visitors.website_id = contact.website_id
      and visitors.contact_id = contact.id
      and visitors.erased_at is null;
  end if;

  return null;
end;
$$;

create constraint trigger z_announce
  after insert or update or delete on public.contacts
  deferrable initially deferred
  for each row execute function private.announce_contact_change();

create function private.announce_company()
returns trigger
language plpgsql
security definer -- realtime.messages takes data from the database alone
set search_path = ''
as $$
declare
  subject public.companies := case when tg_op = 'DELETE' then old else new end;
  company public.companies;
begin
  select companies.*
  into company
  from public.companies
  where companies.id = subject.id;

  if company.id is null then
    perform private.announce_person(
      subject.website_id,
      subject.id,
      'company_deleted',
      jsonb_build_object('companyId', subject.id, 'websiteId', subject.website_id)
    );
  else
    perform private.announce_person(
      company.website_id, company.id, 'company_changed', jsonb_build_object('company', private.company_as_json(company))
    );
  end if;

  return null;
end;
$$;

create constraint trigger z_announce
  after insert or update or delete on public.companies
  deferrable initially deferred
  for each row execute function private.announce_company();

create function private.announce_visitor_seen(visitor public.visitors)
returns void
language sql
set search_path = ''
as $$
  select private.announce(
    'inbox:' || visitor.website_id,
    'visitor_seen',
    jsonb_build_object('visitorId', visitor.id, 'websiteId', visitor.website_id)
  );
$$;
comment on function private.announce_visitor_seen(public.visitors) is 'Tells the inbox that a visitor is there.';

create function private.announce_access_ended(topic text, reason text, subject_id uuid)
returns void
language sql
set search_path = ''
as $$
  select private.announce(
    announce_access_ended.topic,
    'access_ended',
    jsonb_build_object('reason', announce_access_ended.reason, 'subjectId', announce_access_ended.subject_id)
  );
$$;
comment on function private.announce_access_ended(text, text, uuid) is
  'Tells listeners of a topic that one of them must leave: Realtime asks the policies only when a token changes.';

-- 71_team_announcements.sql -----------------------------------------------------------------------

-- Announcements about colleagues: who they are, who has left, and whether they are there. A heartbeat is told only when it
-- ends an absence; nobody can tell of somebody who falls silent, so clients look at the time of the last heartbeat
-- themselves.

create function private.announce_member(member public.members)
returns void
language plpgsql
set search_path = ''
as $$
begin
  if private.is_first_announcement('member:' || member.organization_id || ':' || member.user_id) then
    perform private.announce(
      'inbox:' || websites.id,
      'agent_changed',
      jsonb_build_object('member', private.member_for_team(member))
    )
    from public.websites
    where websites.organization_id = member.organization_id;
  end if;
end;
$$;

create function private.announce_agent()
returns trigger
language plpgsql
security definer -- realtime.messages takes data from the database alone
set search_path = ''
as $$
begin
  perform private.announce_member(members)
  from public.members
  where members.user_id = new.user_id;

  return null;
end;
$$;

create constraint trigger z_announce
  after update on public.profiles
  deferrable initially deferred
  for each row
  when (
    (old.name, old.image, old.email, old.is_away) is distinct from (new.name, new.image, new.email, new.is_away)
    or (
      old.last_seen_at is distinct from new.last_seen_at
      and (old.last_seen_at is null or new.last_seen_at - old.last_seen_at >= interval '5 minutes')
    )
  )
  execute function private.announce_agent();

create constraint trigger z_announce_agent
  after insert or update of role on public.members
  deferrable initially deferred
  for each row execute function private.announce_agent();

create function private.announce_removed_member()
returns trigger
language plpgsql
security definer -- realtime.messages takes data from the database alone
set search_path = ''
as $$
begin
  perform private.announce_access_ended('inbox:' || websites.id, 'member_removed', old.user_id)
  from public.websites
  where websites.organization_id = old.organization_id;

  return null;
end;
$$;

create constraint trigger z_announce
  after delete on public.members
  deferrable initially deferred
  for each row execute function private.announce_removed_member();

-- 72_live_topics.sql ------------------------------------------------------------------------------

-- Live topics: who may listen and who may speak. Realtime asks by probing realtime.messages with the caller's role;
-- policies look at `extension` and `realtime.topic()` only. The names are protocol's. Data topics are written by the
-- database alone: whoever may broadcast on a topic could forge any event on it.

create type private.topic as (
  kind text, -- conversation, team, typing_visitor, typing_team, visitor, contact, inbox, user
  id uuid
);

create function private.parse_topic(name text)
returns private.topic
language sql
immutable
set search_path = ''
as $$
  select row(
    case substring(parse_topic.name from '^([a-z]+:)[0-9a-f-]{36}(?::[a-z:]+)?$')
      || coalesce(substring(parse_topic.name from '^[a-z]+:[0-9a-f-]{36}(:[a-z:]+)$'), '')
      when 'conversation:' then 'conversation'
      when 'conversation::team' then 'team'
      when 'conversation::typing:visitor' then 'typing_visitor'
      when 'conversation::typing:team' then 'typing_team'
      when 'visitor:' then 'visitor'
      when 'contact:' then 'contact'
      when 'inbox:' then 'inbox'
      when 'user:' then 'user'
    end,
    private.to_uuid(split_part(parse_topic.name, ':', 2))
  )::private.topic;
$$;
comment on function private.parse_topic(text) is 'What a topic is about; nulls for a name that is none of ours.';

create function private.is_conversation_of_caller(conversation_id uuid)
returns boolean
language sql
stable
security definer -- visitors have no access to tables
set search_path = ''
as $$
  select exists (
    select
    from public.conversations
    where conversations.id = is_conversation_of_caller.conversation_id
      and case private.audience()
        when 'team' then conversations.website_id in (select private.my_website_ids())
        else private.belongs_to_visitor(conversations, private.calling_visitor())
      end
  );
$$;
comment on function private.is_conversation_of_caller(uuid) is 'Whether the caller may see a conversation; for policies, which must not raise.';

create function private.may_listen_as_visitor(topic private.topic)
returns boolean
language sql
stable
security definer -- visitors have no access to tables
set search_path = ''
as $$
  select coalesce(
    case
      when topic.kind in ('conversation', 'typing_visitor', 'typing_team')
        then private.is_conversation_of_caller(topic.id)
      when topic.kind = 'visitor'
        then (private.calling_visitor()).id = topic.id
      when topic.kind = 'contact'
        then private.verified_contact_id(private.calling_visitor()) = topic.id
    end,
    false
  );
$$;

create function private.may_listen_as_agent(topic private.topic)
returns boolean
language sql
stable
set search_path = ''
as $$
  select coalesce(
    case
      when topic.kind in ('conversation', 'team', 'typing_visitor', 'typing_team')
        then private.is_conversation_of_caller(topic.id)
      when topic.kind = 'inbox'
        then topic.id in (select private.my_website_ids())
      when topic.kind = 'user'
        then topic.id = private.user_id()
    end,
    false
  );
$$;

-- Policies

create policy support_visitors_listen on realtime.messages
  for select to anon
  using (
    extension = 'broadcast'
    and (select private.may_listen_as_visitor(private.parse_topic(realtime.topic())))
  );

create policy support_visitors_type on realtime.messages
  for insert to anon
  with check (
    extension = 'broadcast'
    and (private.parse_topic(realtime.topic())).kind = 'typing_visitor'
    and (select private.may_listen_as_visitor(private.parse_topic(realtime.topic())))
  );

create policy support_agents_listen on realtime.messages
  for select to authenticated
  using (
    (extension = 'broadcast' or (extension = 'presence' and (private.parse_topic(realtime.topic())).kind = 'team'))
    and (select private.may_listen_as_agent(private.parse_topic(realtime.topic())))
  );

create policy support_agents_type_and_show_themselves on realtime.messages
  for insert to authenticated
  with check (
    (extension, (private.parse_topic(realtime.topic())).kind) in (('broadcast', 'typing_team'), ('presence', 'team'))
    and (select private.may_listen_as_agent(private.parse_topic(realtime.topic())))
  );

grant execute on function
  private.parse_topic(text),
  private.is_conversation_of_caller(uuid),
  private.may_listen_as_visitor(private.topic)
to anon;

grant execute on function
  private.parse_topic(text),
  private.is_conversation_of_caller(uuid),
  private.may_listen_as_agent(private.topic)
to authenticated;

-- 73_name_announcements.sql -----------------------------------------------------------------------

-- Announcements about names that stand in many conversations: the names of tags and of agents. A tag is told once, and
-- clients put it wherever it stands. What a visitor sees of an agent stands in the visitor's own conversations, so those
-- are told, as far as somebody may still be looking at them; whoever comes later fetches.

create function private.announce_tag()
returns trigger
language plpgsql
security definer -- realtime.messages takes data from the database alone
set search_path = ''
as $$
declare
  tag public.tags;
begin
  select tags.*
  into tag
  from public.tags
  where tags.id = old.id;

  if tag.id is not null then
    perform private.announce(
      'inbox:' || tag.website_id,
      'tag_changed',
      jsonb_build_object('tag', private.tag_as_json(tag))
    );
  else
    perform private.announce(
      'inbox:' || old.website_id,
      'tag_deleted',
      jsonb_build_object('tagId', old.id, 'websiteId', old.website_id)
    );
  end if;

  return null;
end;
$$;

create constraint trigger z_announce
  after update or delete on public.tags
  deferrable initially deferred
  for each row execute function private.announce_tag();

create function private.announce_author()
returns trigger
language plpgsql
security definer -- realtime.messages takes data from the database alone
set search_path = ''
as $$
begin
  perform private.announce_to_visitor(conversations)
  from (
    select recent.*
    from public.conversation_participants as participants
    join public.conversations as recent on recent.id = participants.conversation_id
    where participants.user_id = new.user_id
      and recent.last_activity_at > now() - interval '1 day'
    order by recent.last_activity_at desc
    limit 500
  ) as conversations;

  return null;
end;
$$;
comment on function private.announce_author() is
  'Tells visitors an agent''s new name and face, in conversations of the last day, the 500 latest.';

create constraint trigger z_announce_author
  after update on public.profiles
  deferrable initially deferred
  for each row
  when ((old.name, old.image) is distinct from (new.name, new.image))
  execute function private.announce_author();

-- 75_attachments.sql ------------------------------------------------------------------------------

-- The bucket of attachments, and who may put what into it: exactly the file that was prepared, once, by who prepared
-- it. Nobody reads it directly: links are made by the edge function `attachments`, after asking 77.

insert into storage.buckets (id, name, public, file_size_limit, allowed_mime_types)
values (
  'attachments',
  'attachments',
  false,
  10485760,
  -- Nothing that a browser would run as a page: no HTML, no SVG. The edge function knows how each of these begins.
  array[
    'image/png', 'image/jpeg', 'image/gif', 'image/webp', 'image/avif',
    'application/pdf', 'application/zip', 'application/json',
    'text/plain', 'text/csv', 'text/markdown'
  ]
)
on conflict (id) do update set
  public = excluded.public,
  file_size_limit = excluded.file_size_limit,
  allowed_mime_types = excluded.allowed_mime_types;

insert into private.rate_limit_rules (kind, hits, seconds)
values
  ('upload_visitor', 60, 3600),
  ('upload_ip', 300, 3600),
  ('upload_website', 3000, 3600);

create function private.is_by_caller(attachment public.attachments)
returns boolean
language sql
stable
set search_path = ''
as $$
  select coalesce(
    case private.audience()
      when 'team' then attachment.user_id = private.user_id()
        and attachment.website_id in (select private.my_website_ids())
      else attachment.visitor_id = (private.calling_visitor()).id
    end,
    false
  );
$$;
comment on function private.is_by_caller(public.attachments) is
  'Whether the caller prepared this attachment and may still write where it is for.';

create function private.may_upload(path text)
returns boolean
language sql
stable
security definer -- visitors have no access to tables
set search_path = ''
as $$
  select exists (
    select
    from public.attachments
    where attachments.path = may_upload.path
      and attachments.state = 'pending'
      -- Long before it is swept, so that no upload ends after that.
      and attachments.created_at > now() - interval '1 hour'
      and private.is_by_caller(attachments)
  );
$$;
comment on function private.may_upload(text) is 'Whether the caller prepared the file of this path; for policies, which must not raise.';

create policy support_attachments_add on storage.objects
  for insert to anon, authenticated
  with check (
    bucket_id = 'attachments'
    -- A signed upload link would outlive every check: it replaces the file for two hours.
    and current_setting('storage.operation', true) = 'storage.object.upload'
    and private.may_upload(name)
  );

create function private.delete_removed_files()
returns trigger
language plpgsql
security definer -- jobs are written by the database alone
set search_path = ''
as $$
begin
  -- Every item that goes asks here, and few have files.
  if not exists (select from removed) then
    return null;
  end if;

  perform private.enqueue(
    'delete_files',
    jsonb_build_object('bucket', 'attachments', 'paths', jsonb_agg(numbered.path))
  )
  from (
    select removed.path, (row_number() over () - 1) / 100 as batch
    from removed
  ) as numbered
  group by numbered.batch;

  return null;
end;
$$;

create trigger a_delete_files
  after delete on public.attachments
  referencing old table as removed
  for each statement execute function private.delete_removed_files();

grant execute on function private.may_upload(text) to anon, authenticated;

-- 76_messages.sql ---------------------------------------------------------------------------------

-- Messages: what every sender's words go through before they are stored.

create function private.checked_text(text text, has_files boolean)
returns text
language plpgsql
immutable
set search_path = ''
as $$
declare
  cleaned text;
begin
  -- Cleaning megabytes takes seconds, and no message of that size comes out short enough.
  if octet_length(checked_text.text) > 1000000 then
    perform private.raise_error('message_too_long');
  end if;

  cleaned := coalesce(private.clean_text(checked_text.text), '');
  if char_length(cleaned) > 10000 then
    perform private.raise_error('message_too_long');
  elsif cleaned = '' and not has_files then
    perform private.raise_error('message_empty');
  end if;

  return nullif(cleaned, '');
end;
$$;
comment on function private.checked_text(text, boolean) is 'A message''s text as it is stored; null beside files, refused without.';

create function private.file_part(attachment public.attachments, given jsonb)
returns jsonb
language sql
immutable
set search_path = ''
as $$
  select jsonb_strip_nulls(jsonb_build_object(
    'type', case when starts_with(attachment.media_type, 'image/') then 'image' else 'file' end,
    'url', attachment.path,
    'mediaType', attachment.media_type,
    'fileName', attachment.file_name,
    'size', attachment.size,
    -- How much room to keep is all that the sender knows better.
    'width', given -> 'width',
    'height', given -> 'height'
  ));
$$;
comment on function private.file_part(public.attachments, jsonb) is 'The part of a message that shows an attachment.';

create function private.checked_files(parts jsonb, conversation public.conversations)
returns jsonb
language plpgsql
stable
set search_path = ''
as $$
declare
  files jsonb;
  asked bigint;
  found_ones bigint;
begin
  if parts is null or parts in ('[]', 'null') then
    return '[]';
  elsif jsonb_typeof(parts) <> 'array' or jsonb_array_length(parts) > 20 then
    perform private.raise_error('parts_invalid');
  end if;

  -- The text part is made of `text`, and where a message came from is not the sender's to say.
  select
    count(*),
    count(distinct attachments.id),
    coalesce(jsonb_agg(private.file_part(attachments, part) order by place), '[]')
  into asked, found_ones, files
  from jsonb_array_elements(parts) with ordinality as given (part, place)
  left join public.attachments
    on attachments.path = part ->> 'url'
    and part ->> 'type' in ('image', 'file')
    and attachments.website_id = conversation.website_id
    and attachments.conversation_id = conversation.id
    and attachments.state = 'checked'
    and attachments.item_id is null
    and private.is_by_caller(attachments)
  where coalesce(part ->> 'type', '') not in ('text', 'metadata');

  if asked > 10 or asked <> found_ones or private.are_parts(files) is not true then
    perform private.raise_error('parts_invalid');
  end if;

  return files;
end;
$$;
comment on function private.checked_files(jsonb, public.conversations) is
  'The image and file parts of a message: attachments that the caller uploaded here, that were checked, and that no message names yet.';

create function private.name_files(conversation_id uuid, item_id uuid, files jsonb)
returns void
language plpgsql
set search_path = ''
as $$
declare
  named integer;
begin
  update public.attachments
  set item_id = name_files.item_id
  where attachments.path in (select file ->> 'url' from jsonb_array_elements(files) as file)
    and attachments.conversation_id = name_files.conversation_id
    and attachments.state = 'checked'
    and attachments.item_id is null;

  get diagnostics named = row_count;
  -- One may have been swept since it was looked at.
  if named <> jsonb_array_length(files) then
    perform private.raise_error('parts_invalid');
  end if;
end;
$$;
comment on function private.name_files(uuid, uuid, jsonb) is 'Gives a message''s files to it: from then on they are read by who reads it.';

-- 77_attachment_links.sql -------------------------------------------------------------------------

-- Links to attachments: who may read a file, and what was found out about its content. The edge function `attachments`
-- asks the first as the caller, looks at the content, and tells the second with the secret key.

create type private.stored_file as (version text, media_type text, size bigint);

create function private.find_stored_file(path text)
returns private.stored_file
language sql
stable
set search_path = ''
as $$
  select row(
    objects.version,
    lower(split_part(objects.metadata ->> 'mimetype', ';', 1)),
    (objects.metadata ->> 'size')::bigint
  )::private.stored_file
  from storage.objects
  where objects.bucket_id = 'attachments'
    and objects.name = find_stored_file.path;
$$;
comment on function private.find_stored_file(text) is 'What Storage says of an upload; null where there is none.';

create function private.may_read_item(conversation_id uuid, item_id uuid)
returns boolean
language sql
stable
set search_path = ''
as $$
  select exists (
    select
    from public.conversations
    join public.timeline_items as items on items.conversation_id = conversations.id
    where conversations.id = may_read_item.conversation_id
      and items.id = may_read_item.item_id
      and items.deleted_at is null
      and case private.audience()
        when 'team' then conversations.website_id in (select private.my_website_ids())
        else items.visibility = 'public'
          and private.belongs_to_visitor(conversations, private.calling_visitor())
      end
  );
$$;
comment on function private.may_read_item(uuid, uuid) is 'Whether the caller sees an item with its words and files.';

create function private.readable_attachment(path text)
returns public.attachments
language plpgsql
stable
set search_path = ''
as $$
declare
  attachment public.attachments;
begin
  if private.audience() = 'visitor' then
    perform private.require_visitor();
  end if;

  select attachments.*
  into attachment
  from public.attachments
  where attachments.path = readable_attachment.path;

  -- What is not sent yet is its author's alone.
  if attachment.id is null
    or (attachment.item_id is null and not private.is_by_caller(attachment))
    or (attachment.item_id is not null and not private.may_read_item(attachment.conversation_id, attachment.item_id))
  then
    perform private.raise_error('attachment_not_found');
  end if;

  return attachment;
end;
$$;
comment on function private.readable_attachment(text) is 'The attachment, if the caller may read the item that names it, or wrote it; else 404.';

create function private.open_attachment(path text)
returns jsonb
language plpgsql
stable
security definer -- visitors have no access to tables
set search_path = ''
as $$
declare
  attachment public.attachments := private.readable_attachment(open_attachment.path);
  stored private.stored_file;
begin
  if attachment.state = 'refused' then
    perform private.raise_error('file_refused');
  end if;

  stored := private.find_stored_file(attachment.path);
  if stored.version is null then
    perform private.raise_error('attachment_not_uploaded');
  end if;

  return jsonb_build_object(
    'attachment', private.attachment_as_json(attachment),
    'version', stored.version,
    'isChecked', attachment.state = 'checked' and attachment.checked_version = stored.version
  );
end;
$$;

create function private.complete_attachment_check(path text, version text, is_accepted boolean)
returns jsonb
language plpgsql
security definer -- the caller is the edge function's service role, which writes no tables
set search_path = ''
as $$
declare
  attachment public.attachments;
  stored private.stored_file;
begin
  select attachments.*
  into attachment
  from public.attachments
  where attachments.path = complete_attachment_check.path
  for no key update;

  stored := private.find_stored_file(attachment.path);
  if attachment.id is null then
    perform private.raise_error('attachment_not_found');
  elsif attachment.state = 'refused' then
    return private.attachment_as_json(attachment);
  elsif stored.version is distinct from complete_attachment_check.version then
    perform private.raise_error('attachment_not_uploaded', 'This file changed while it was looked at.');
  end if;

  -- What Storage serves it as has to be what was looked for.
  if complete_attachment_check.is_accepted
    and stored.media_type = attachment.media_type
    and stored.size = attachment.size
  then
    attachment.state := 'checked';
    attachment.checked_version := stored.version;
  else
    attachment.state := 'refused';
    perform private.enqueue(
      'delete_files',
      jsonb_build_object('bucket', 'attachments', 'paths', jsonb_build_array(attachment.path))
    );
  end if;

  update public.attachments
  set
    state = attachment.state,
    checked_version = attachment.checked_version
  where attachments.id = attachment.id;

  return private.attachment_as_json(attachment);
end;
$$;

-- The API

create function public.open_attachment(path text)
returns jsonb
language sql
stable
set search_path = ''
as $$
  select private.open_attachment(open_attachment.path);
$$;
comment on function public.open_attachment(text) is
  'An attachment that the caller may read, and whether its upload was checked. A link to it is made by the edge function `attachments`.';

-- For the edge function alone

create function public.complete_attachment_check(path text, version text, is_accepted boolean)
returns jsonb
language sql
set search_path = ''
as $$
  select private.complete_attachment_check(
    complete_attachment_check.path,
    complete_attachment_check.version,
    complete_attachment_check.is_accepted
  );
$$;
comment on function public.complete_attachment_check(text, text, boolean) is
  'Notes whether the content of an upload is what it was said to be; what is refused is deleted. For the edge function `attachments`.';

grant execute on function
  private.open_attachment(text),
  public.open_attachment(text)
to anon, authenticated;

grant execute on function
  private.complete_attachment_check(text, text, boolean),
  public.complete_attachment_check(text, text, boolean)
to service_role;

-- 77_attachment_uploads.sql -----------------------------------------------------------------------

-- Preparing an upload: who, where, how large and of which type is decided before a byte is sent. The bucket's policy
-- (75) then takes exactly that file.

create function private.extension_of(media_type text)
returns text
language sql
immutable
set search_path = ''
as $$
  select types.extension
  from (
    values
      ('image/png', 'png'),
      ('image/jpeg', 'jpg'),
      ('image/gif', 'gif'),
      ('image/webp', 'webp'),
      ('image/avif', 'avif'),
      ('application/pdf', 'pdf'),
      ('application/zip', 'zip'),
      ('application/json', 'json'),
      ('text/plain', 'txt'),
      ('text/csv', 'csv'),
      ('text/markdown', 'md')
  ) as types (media_type, extension)
  where types.media_type = extension_of.media_type;
$$;
comment on function private.extension_of(text) is 'How names of files of a type end; null for a type whose content nobody can check.';

create function private.clean_file_name(value text)
returns text
language sql
immutable
set search_path = ''
as $$
  -- Neither a way out of a folder nor marks that turn `gpj.exe` around. Of an endless name the end says what it is.
  select coalesce(
    nullif(
      right(
        regexp_replace(
          private.clean_text(clean_file_name.value),
          '[/\\\x09\x0a\x85\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069]', '_', 'g'
        ),
        255
      ),
      ''
    ),
    'file'
  );
$$;

create function private.attachment_as_json(attachment public.attachments)
returns jsonb
language sql
stable
return jsonb_build_object(
  'id', (attachment).id,
  'conversationId', (attachment).conversation_id,
  'path', (attachment).path,
  'fileName', (attachment).file_name,
  'mediaType', (attachment).media_type,
  'size', (attachment).size,
  'state', (attachment).state
);
comment on function private.attachment_as_json(public.attachments) is
  'An attachment, for both audiences: all of it came from its uploader.';

create function private.author_of_upload(conversation_id uuid)
returns public.attachments
language plpgsql
stable
set search_path = ''
as $$
declare
  author public.attachments;
  visitor public.visitors;
begin
  if private.audience() = 'team' then
    author.website_id := (private.conversation_of_agent(author_of_upload.conversation_id)).website_id;
    author.user_id := private.user_id();
    return author;
  end if;

  visitor := private.require_visitor();
  perform private.require_active_website(visitor.website_id);
  perform
  from public.conversations
  where conversations.id = author_of_upload.conversation_id;

  -- The first message makes the conversation, and its files come before it.
  if found then
    perform private.conversation_of_visitor(author_of_upload.conversation_id, visitor);
  end if;

  author.website_id := visitor.website_id;
  author.visitor_id := visitor.id;
  return author;
end;
$$;
comment on function private.author_of_upload(uuid) is 'Website and author of an attachment, if the caller may write in this conversation.';

create function private.check_upload(attachment public.attachments)
returns void
language plpgsql
stable
set search_path = ''
as $$
declare
  bucket storage.buckets;
begin
  select buckets.*
  into strict bucket
  from storage.buckets
  where buckets.id = 'attachments';

  if attachment.media_type <> all (bucket.allowed_mime_types) or attachment.path is null then
    perform private.raise_error('file_type_not_allowed');
  elsif attachment.size > bucket.file_size_limit then
    perform private.raise_error('file_too_large', format(
      'A file may have at most %s MB.', bucket.file_size_limit / 1048576
    ));
  elsif attachment.size < 1 then
    perform private.raise_error('invalid_request', 'This file is empty.');
  end if;
end;
$$;

create function private.limit_uploads(attachment public.attachments)
returns void
language plpgsql
set search_path = ''
as $$
begin
  -- Counted one after the other, so that many at once don't all find room.
  perform pg_advisory_xact_lock(hashtextextended(attachment.conversation_id::text, 0));
  if 20 < (
    select count(*)
    from public.attachments
    where attachments.conversation_id = attachment.conversation_id
      and attachments.item_id is null
      and attachments.state <> 'refused'
      and coalesce(attachments.visitor_id, attachments.user_id) = coalesce(attachment.visitor_id, attachment.user_id)
  ) then
    perform private.raise_error('too_many_files');
  elsif attachment.visitor_id is not null then
    perform private.take_hits(private.require_visitor(), 'upload');
  end if;
end;
$$;

create function private.prepare_upload(
  conversation_id uuid,
  id uuid,
  file_name text,
  media_type text,
  size bigint
)
returns jsonb
language plpgsql
security definer -- attachments are written by the database alone
set search_path = ''
as $$
declare
  attachment public.attachments;
  known public.attachments;
begin
  if num_nulls(
    prepare_upload.conversation_id, prepare_upload.id, prepare_upload.file_name, prepare_upload.media_type, prepare_upload.size
  ) > 0 then
    perform private.raise_error('invalid_request');
  end if;

  attachment := private.author_of_upload(prepare_upload.conversation_id);
  attachment.conversation_id := prepare_upload.conversation_id;
  attachment.id := prepare_upload.id;
  attachment.file_name := private.clean_file_name(prepare_upload.file_name);
  attachment.media_type := lower(prepare_upload.media_type);
  attachment.size := prepare_upload.size;
  attachment.path := attachment.website_id || '/' || attachment.conversation_id || '/' || attachment.id || '.'
    || private.extension_of(attachment.media_type);
  perform private.check_upload(attachment);

  begin
    insert into public.attachments (
      id, website_id, conversation_id, path, file_name, media_type, size, visitor_id, user_id
    )
    values (
      attachment.id, attachment.website_id, attachment.conversation_id, attachment.path, attachment.file_name,
      attachment.media_type, attachment.size, attachment.visitor_id, attachment.user_id
    )
    on conflict do nothing;
  exception
    when foreign_key_violation then
      -- Erased in this moment.
      perform private.raise_error('session_expired');
  end;

  if found then
    perform private.limit_uploads(attachment);
    attachment.state := 'pending';
    return private.attachment_as_json(attachment);
  end if;

  -- Asked again, as after an answer that got lost: there is an hour from now to upload it.
  update public.attachments
  set created_at = case when attachments.state = 'pending' then now() else attachments.created_at end
  where attachments.id = prepare_upload.id
    and attachments.path = attachment.path
    and private.is_by_caller(attachments)
  returning attachments.* into known;

  if known.id is null then
    perform private.raise_error('id_taken');
  end if;

  return private.attachment_as_json(known);
end;
$$;

create function private.sweep_attachments()
returns void
language sql
set search_path = ''
as $$
  -- Never sent: prepared and left, or refused.
  with left_over as (
    select attachments.id
    from public.attachments
    where attachments.item_id is null
      and attachments.created_at < now() - interval '1 day'
    order by attachments.created_at
    limit 1000
    for update skip locked
  )
  delete from public.attachments
  using left_over
  where attachments.id = left_over.id;
$$;
comment on function private.sweep_attachments() is 'Removes files that no message named within a day; a step of housekeeping.';

-- The API

create function public.prepare_upload(
  conversation_id uuid,
  id uuid,
  file_name text,
  media_type text,
  size bigint
)
returns jsonb
language sql
set search_path = ''
as $$
  select private.prepare_upload(
    prepare_upload.conversation_id,
    prepare_upload.id,
    prepare_upload.file_name,
    prepare_upload.media_type,
    prepare_upload.size
  );
$$;
comment on function public.prepare_upload(uuid, uuid, text, text, bigint) is
  'Allows the caller to upload one file to the path it answers, for a message in this conversation; a visitor''s conversation may be one that its first message will make. A repeated id answers as before.';

grant execute on function
  private.prepare_upload(uuid, uuid, text, text, bigint),
  public.prepare_upload(uuid, uuid, text, text, bigint)
to anon, authenticated;

-- 78_contact_joining.sql --------------------------------------------------------------------------

-- One person, two rows: what happens when contacts turn out to be the same. The backend's word joins them for good; the
-- team's word (81) only shows them as one.

create function private.lock_contacts(website_id uuid)
returns void
language sql
set search_path = ''
as $$
  select pg_advisory_xact_lock(hashtextextended('contacts of ' || lock_contacts.website_id, 0));
$$;
comment on function private.lock_contacts(uuid) is
  'Holds a website''s contacts until the end of the transaction: two devices that arrive at once must find one contact.';

create function private.forget_label(label public.contacts, heir public.contacts default null)
returns void
language plpgsql
set search_path = ''
as $$
declare
  shown_id uuid := coalesce(
    nullif(heir.merged_into_id, label.id),
    heir.id,
    (
      select contacts.id
      from public.contacts
      where contacts.website_id = label.website_id
        and contacts.merged_into_id = label.id
      order by contacts.id
      limit 1
    )
  );
begin
  -- What the team has merged into it stays together.
  update public.contacts
  set merged_into_id = nullif(shown_id, contacts.id)
  where contacts.website_id = label.website_id
    and contacts.merged_into_id = label.id;

  delete from public.contacts
  where contacts.id = label.id;
end;
$$;
comment on function private.forget_label(public.contacts, public.contacts) is 'Deletes an unverified contact that has nobody left to label.';

create function private.hold_conversations_of(website_id uuid, visitor_ids uuid[])
returns void
language sql
set search_path = ''
as $$
  -- In the order everybody locks conversations in.
  select
  from public.conversations
  where conversations.website_id = hold_conversations_of.website_id
    and conversations.visitor_id = any (hold_conversations_of.visitor_ids)
  order by conversations.id
  for no key update;
$$;

create function private.give_history(contact public.contacts)
returns void
language plpgsql
set search_path = ''
as $$
declare
  visitor_ids uuid[] := array(
    select visitors.id
    from public.visitors
    where visitors.website_id = contact.website_id
      and visitors.contact_id = contact.id
  );
begin
  perform private.hold_conversations_of(contact.website_id, visitor_ids);

  update public.conversations
  set contact_id = contact.id
  where conversations.website_id = contact.website_id
    and conversations.visitor_id = any (visitor_ids)
    and conversations.contact_id is distinct from contact.id;
end;
$$;
comment on function private.give_history(public.contacts) is
  'Makes the conversations of a contact''s visitors its history, which each of its devices may read.';

create function private.join_contact(gone public.contacts, kept public.contacts)
returns void
language plpgsql
set search_path = ''
as $$
begin
  update public.visitors
  set contact_id = kept.id
  where visitors.website_id = gone.website_id
    and visitors.contact_id = gone.id;

  update public.contacts
  set
    name = coalesce(contacts.name, gone.name),
    image = coalesce(contacts.image, gone.image),
    metadata = private.joined_metadata(gone.metadata, contacts.metadata),
    claimed_metadata = private.joined_metadata(gone.claimed_metadata, contacts.claimed_metadata),
    team_name = coalesce(contacts.team_name, gone.team_name),
    team_metadata = private.joined_metadata(gone.team_metadata, contacts.team_metadata),
    company_id = coalesce(contacts.company_id, gone.company_id),
    updated_at = now()
  where contacts.id = kept.id;

  perform private.give_history(kept);
  perform private.forget_label(gone, kept);
end;
$$;
comment on function private.join_contact(public.contacts, public.contacts) is
  'Makes two contacts one, when the site''s backend has named both as the same person.';

-- 78_identity.sql ---------------------------------------------------------------------------------

-- Identity: what the site says of a visitor. Signed by its backend it links history across devices; unsigned it is a
-- label on one visitor. Neither lets one person see what another wrote in the same browser.

create function private.is_somebody_else(visitor public.visitors, identity jsonb)
returns boolean
language sql
stable
set search_path = ''
as $$
  select coalesce(
    (
      select case
        when contacts.external_id is not null and identity ->> 'externalId' is not null
          then contacts.external_id <> identity ->> 'externalId'
        when contacts.is_verified
          then lower(contacts.email) <> lower(identity ->> 'email')
      end
      from public.contacts
      where contacts.website_id = visitor.website_id
        and contacts.id = visitor.contact_id
    ),
    false
  );
$$;
comment on function private.is_somebody_else(public.visitors, jsonb) is
  'Whether an identity speaks of another person than the visitor is known as: that person gets a visitor of their own.';

create function private.contacts_named(website_id uuid, identity jsonb, is_test boolean)
returns public.contacts[]
language sql
stable
set search_path = ''
as $$
  -- By the site's own id before by the address, which names only who has no such id.
  select array(
    select contacts
    from public.contacts
    where contacts.website_id = contacts_named.website_id
      and (contacts.is_verified or contacts.is_by_team)
      and contacts.is_test = contacts_named.is_test
      and (
        contacts.external_id = identity ->> 'externalId'
        or (contacts.external_id is null and lower(contacts.email) = lower(identity ->> 'email'))
      )
    order by contacts.external_id nulls last
  );
$$;
comment on function private.contacts_named(uuid, jsonb, boolean) is
  'The contacts that the backend or the team knows by these names: at most one by the id and one by the address.';

create function private.make_verified_contact(website public.websites, identity jsonb, is_test boolean)
returns public.contacts
language sql
set search_path = ''
as $$
  insert into public.contacts
    (organization_id, website_id, is_test, external_id, email, name, image, is_verified, metadata)
  values (
    website.organization_id,
    website.id,
    make_verified_contact.is_test,
    identity ->> 'externalId',
    identity ->> 'email',
    identity ->> 'name',
    identity ->> 'image',
    true,
    private.checked_metadata(identity -> 'metadata')
  )
  returning contacts.*;
$$;

create function private.renew_contact(known public.contacts, identity jsonb)
returns public.contacts
language plpgsql
set search_path = ''
as $$
declare
  contact public.contacts := known;
  facts jsonb := private.checked_metadata(identity -> 'metadata');
begin
  contact.external_id := coalesce(identity ->> 'externalId', known.external_id);
  contact.email := coalesce(identity ->> 'email', known.email);
  contact.name := coalesce(identity ->> 'name', known.name);
  contact.image := coalesce(identity ->> 'image', known.image);
  contact.is_verified := true;
  contact.metadata := private.merged_metadata(known.metadata, facts);
  contact.claimed_metadata := known.claimed_metadata - array(select jsonb_object_keys(facts));

  -- Most sessions say what is known; those write nothing and tell nobody.
  if contact is distinct from known then
    update public.contacts
    set
      external_id = contact.external_id,
      email = contact.email,
      name = contact.name,
      image = contact.image,
      is_verified = true,
      metadata = contact.metadata,
      claimed_metadata = contact.claimed_metadata,
      updated_at = now()
    where contacts.id = known.id
    returning contacts.* into contact;
  end if;

  -- What the team began with somebody it had noted belongs to the one whom the backend now vouches for.
  if not known.is_verified then
    perform private.give_history(contact);
  end if;

  return contact;
end;
$$;

create function private.verified_contact(website public.websites, identity jsonb, is_test boolean)
returns public.contacts
language plpgsql
set search_path = ''
as $$
declare
  named public.contacts[];
begin
  perform private.lock_contacts(website.id);
  named := private.contacts_named(website.id, identity, verified_contact.is_test);

  -- The id and the address were two people until the backend said that they are one.
  if cardinality(named) > 1 then
    perform private.join_contact(named[2], named[1]);
    named := private.contacts_named(website.id, identity, verified_contact.is_test);
  end if;

  -- An address belongs to whom the backend named last.
  update public.contacts
  set email = null, updated_at = now()
  where contacts.website_id = website.id
    and (contacts.is_verified or contacts.is_by_team)
    and contacts.is_test = verified_contact.is_test
    and lower(contacts.email) = lower(identity ->> 'email')
    and contacts.id is distinct from (named[1]).id;

  if (named[1]).id is null then
    return private.make_verified_contact(website, identity, verified_contact.is_test);
  end if;

  return private.renew_contact(named[1], identity);
end;
$$;
comment on function private.verified_contact(public.websites, jsonb, boolean) is
  'The contact a signed identity names, made or brought up to date.';

create function private.link_visitor(visitor public.visitors, contact public.contacts)
returns void
language plpgsql
set search_path = ''
as $$
declare
  conversation_id uuid;
begin
  perform private.hold_conversations_of(visitor.website_id, array[visitor.id]);

  -- Who was blocked stays so on the next device.
  update public.visitors
  set
    contact_id = contact.id,
    (blocked_at, blocked_by) = (
      select siblings.blocked_at, siblings.blocked_by
      from public.visitors as siblings
      where siblings.website_id = visitor.website_id
        and siblings.contact_id = contact.id
        and siblings.blocked_at is not null
      order by siblings.blocked_at
      limit 1
    )
  where visitors.id = visitor.id;

  update public.conversations
  set contact_id = contact.id
  where conversations.website_id = visitor.website_id
    and conversations.visitor_id = visitor.id
    and conversations.contact_id is distinct from contact.id;

  for conversation_id in
    select conversations.id
    from public.conversations
    where conversations.website_id = visitor.website_id
      and conversations.visitor_id = visitor.id
      and conversations.status = 'open'
    order by conversations.id
  loop
    perform private.write_event(conversation_id, 'visitor_identified', 'private', by_visitor => visitor.id);
  end loop;

  -- The label of before has nobody left to label.
  perform private.forget_label(contacts, contact)
  from public.contacts
  where contacts.website_id = visitor.website_id
    and contacts.id = visitor.contact_id
    and not (contacts.is_verified or contacts.is_by_team);
end;
$$;
comment on function private.link_visitor(public.visitors, public.contacts) is
  'Makes a visitor one of a verified contact''s devices: their conversations become the contact''s.';

create function private.label_visitor(visitor public.visitors, identity jsonb)
returns void
language plpgsql
set search_path = ''
as $$
declare
  label_id uuid := visitor.contact_id;
  facts jsonb := private.checked_metadata(identity -> 'metadata');
begin
  if label_id is null then
    insert into public.contacts (organization_id, website_id, is_test, external_id, email, name, image, claimed_metadata)
    values (
      visitor.organization_id,
      visitor.website_id,
      visitor.is_test,
      identity ->> 'externalId',
      identity ->> 'email',
      identity ->> 'name',
      identity ->> 'image',
      facts
    )
    returning contacts.id into label_id;

    update public.visitors
    set contact_id = label_id
    where visitors.id = visitor.id;
  else
    update public.contacts
    set
      external_id = said.external_id,
      email = said.email,
      name = said.name,
      image = said.image,
      claimed_metadata = said.claimed_metadata,
      updated_at = now()
    from (
      select
        known.id,
        coalesce(identity ->> 'externalId', known.external_id) as external_id,
        coalesce(identity ->> 'email', known.email) as email,
        coalesce(identity ->> 'name', known.name) as name,
        coalesce(identity ->> 'image', known.image) as image,
        private.merged_metadata(known.claimed_metadata, facts) as claimed_metadata
      from public.contacts as known
      where known.id = label_id
        -- Nothing unsigned changes what the backend has vouched for.
        and not (known.is_verified or known.is_by_team)
    ) as said
    where contacts.id = said.id
      and (contacts.external_id, contacts.email, contacts.name, contacts.image, contacts.claimed_metadata)
        is distinct from (said.external_id, said.email, said.name, said.image, said.claimed_metadata);
  end if;
end;
$$;
comment on function private.label_visitor(public.visitors, jsonb) is
  'Notes what a browser says of its visitor, for the team to see as unverified. Links and shares nothing.';

create function private.identify_visitor(website public.websites, visitor public.visitors, identity jsonb)
returns public.visitors
language plpgsql
set search_path = ''
as $$
declare
  contact public.contacts;
begin
  if coalesce(jsonb_typeof(identity), 'null') = 'null' then
    return visitor;
  elsif jsonb_typeof(identity) <> 'object' or num_nonnulls(identity ->> 'externalId', identity ->> 'email') = 0 then
    perform private.raise_error('invalid_request', 'An identity names an externalId or an email.');
  end if;

  if (identity ->> 'isVerified')::boolean is true then
    contact := private.verified_contact(website, identity, visitor.is_test);
    if contact.id is distinct from visitor.contact_id then
      perform private.link_visitor(visitor, contact);
    end if;
  elsif website.identity_verification = 'required' then
    perform private.raise_error('identity_token_required');
  else
    perform private.label_visitor(visitor, identity);
  end if;

  select visitors.*
  into visitor
  from public.visitors
  where visitors.id = visitor.id;

  return visitor;
end;
$$;

-- 79_mentions.sql ---------------------------------------------------------------------------------

-- Mentions: a note calls colleagues. They stand among the note's parts, with the name as it was written. A visitor
-- must never read them, so a public message takes none.

create function private.mention_parts(
  mentions uuid[],
  visibility public.item_visibility,
  conversation public.conversations
)
returns jsonb
language plpgsql
stable
set search_path = ''
as $$
declare
  mentioned uuid[];
  parts jsonb;
begin
  -- Most messages mention nobody, and pay nothing for it.
  if coalesce(cardinality(mention_parts.mentions), 0) = 0 then
    return '[]';
  end if;

  mentioned := array(select distinct user_id from unnest(mention_parts.mentions) as user_id);
  if mention_parts.visibility <> 'private' then
    perform private.raise_error('mentions_invalid');
  elsif cardinality(mentioned) > 10 then
    perform private.raise_error('mentions_invalid', 'A note mentions at most 10 colleagues.');
  end if;

  select jsonb_agg(
    jsonb_build_object('type', 'mention', 'userId', profiles.user_id, 'name', profiles.name)
    order by array_position(mention_parts.mentions, profiles.user_id)
  )
  into parts
  from public.members
  join public.profiles on profiles.user_id = members.user_id
  where members.organization_id = conversation.organization_id
    and members.user_id = any (mentioned);

  if coalesce(jsonb_array_length(parts), 0) < cardinality(mentioned) then
    perform private.raise_error('member_not_found');
  end if;

  return parts;
end;
$$;
comment on function private.mention_parts(uuid[], public.item_visibility, public.conversations) is
  'The parts that say whom a note mentions: members of the organization, ten at most. Refuses mentions in public.';

-- 79_notification_reading.sql ---------------------------------------------------------------------

-- Reading notifications: some by their ids, those of a conversation with it, or all up to a moment. However many these are, a
-- call writes a part; the others count as read by a mark, and housekeeping writes them.

create function private.read_notifications(user_id uuid, ids uuid[], at timestamptz default now())
returns void
language plpgsql
set search_path = ''
as $$
declare
  read_ids uuid[];
begin
  -- In the order of ids, so that two devices that read at once don't deadlock.
  with held as (
    select notifications.id
    from public.notifications
    where notifications.id = any (read_notifications.ids)
      and notifications.user_id = read_notifications.user_id
      and notifications.read_at is null
    order by notifications.id
    for no key update
  ),
  changed as (
    update public.notifications
    set read_at = read_notifications.at
    from held
    where notifications.id = held.id
    returning notifications.id
  )
  select array_agg(changed.id order by changed.id)
  into read_ids
  from changed;

  -- However many, a payload stays small.
  for place in 1..coalesce(cardinality(read_ids), 0) by 500 loop
    perform private.announce(
      'user:' || read_notifications.user_id,
      'notifications_read',
      jsonb_build_object('ids', to_jsonb(read_ids[place:place + 499]), 'readAt', read_notifications.at)
    );
  end loop;
end;
$$;
comment on function private.read_notifications(uuid, uuid[], timestamptz) is
  'Marks an agent''s notifications as read, and tells the agent''s other screens.';

create function private.read_notifications_of_conversation(conversation_id uuid, user_id uuid, upto bigint)
returns void
language plpgsql
set search_path = ''
as $$
declare
  ids uuid[] := array(
    select notifications.id
    from public.notifications
    join public.timeline_items as items
      on items.conversation_id = notifications.conversation_id
      and items.id = notifications.item_id
    where notifications.conversation_id = read_notifications_of_conversation.conversation_id
      and notifications.user_id = read_notifications_of_conversation.user_id
      and notifications.read_at is null
      and items.team_order <= read_notifications_of_conversation.upto
  );
begin
  if cardinality(ids) > 0 then
    perform private.read_notifications(read_notifications_of_conversation.user_id, ids);
  end if;
end;
$$;
comment on function private.read_notifications_of_conversation(uuid, uuid, bigint) is
  'Who reads a conversation has read what they were notified of in it.';

create function private.read_some_notifications(user_id uuid, upto timestamptz, at timestamptz)
returns boolean
language plpgsql
set search_path = ''
as $$
begin
  perform private.read_notifications(
    read_some_notifications.user_id,
    array(
      select notifications.id
      from public.notifications
      where notifications.user_id = read_some_notifications.user_id
        and notifications.read_at is null
        and notifications.created_at <= read_some_notifications.upto
      order by notifications.created_at desc, notifications.id desc
      limit 2000
    ),
    read_some_notifications.at
  );

  return exists (
    select
    from public.notifications
    where notifications.user_id = read_some_notifications.user_id
      and notifications.read_at is null
      and notifications.created_at <= read_some_notifications.upto
  );
end;
$$;
comment on function private.read_some_notifications(uuid, timestamptz, timestamptz) is
  'Marks an agent''s newest 2,000 unread notifications up to a moment as read; answers whether there are more.';

create function private.read_all_notifications(user_id uuid, upto timestamptz)
returns void
language plpgsql
set search_path = ''
as $$
declare
  -- What is yet to come was not read.
  upto timestamptz := least(read_all_notifications.upto, clock_timestamp());
begin
  if private.read_some_notifications(read_all_notifications.user_id, upto, now()) then
    insert into private.notification_marks as marks (user_id, upto, read_at)
    values (read_all_notifications.user_id, upto, now())
    on conflict on constraint notification_marks_pkey
    do update set upto = greatest(marks.upto, excluded.upto);
  end if;
end;
$$;

create function private.write_notification_marks()
returns void
language plpgsql
set search_path = ''
as $$
declare
  mark private.notification_marks;
begin
  for mark in
    select marks.*
    from private.notification_marks as marks
    order by marks.read_at
    limit 5
  loop
    if not private.read_some_notifications(mark.user_id, mark.upto, mark.read_at) then
      delete from private.notification_marks as marks
      where marks.user_id = mark.user_id
        and marks.upto = mark.upto;
    end if;
  end loop;
end;
$$;
comment on function private.write_notification_marks() is
  'Writes to notifications that they were read, so many at a time; a step of housekeeping.';

create function private.unread_notifications(user_id uuid)
returns bigint
language sql
stable
set search_path = ''
as $$
  select count(*)
  from (
    select
    from public.notifications
    where notifications.user_id = unread_notifications.user_id
      and notifications.website_id = any (array(select private.my_website_ids()))
      and notifications.read_at is null
      and notifications.created_at > (select private.read_upto(unread_notifications.user_id))
    limit 100
  ) as unread;
$$;
comment on function private.unread_notifications(uuid) is 'How many the calling agent has not read; nobody counts beyond 100.';

-- 79_notifications.sql ----------------------------------------------------------------------------

-- Notifications, as their agent gets them: a list with the number of unread ones, and a topic of one's own.

create function private.notification_for_agent(notification public.notifications)
returns jsonb
language sql
stable
set search_path = ''
as $$
  select jsonb_build_object(
    'id', notification.id,
    'kind', notification.kind,
    'websiteId', notification.website_id,
    'conversationId', notification.conversation_id,
    'itemId', notification.item_id,
    'actorId', items.user_id,
    'actorName', profiles.name,
    'text', left(items.text, 200),
    'visitorName', coalesce(contact.team_name, contact.name, contact.email),
    'createdAt', notification.created_at,
    'readAt', coalesce(notification.read_at, (
      select marks.read_at
      from private.notification_marks as marks
      where marks.user_id = notification.user_id
        and marks.upto >= notification.created_at
    ))
  )
  from public.timeline_items as items
  join public.conversations on conversations.id = items.conversation_id
  join public.visitors on visitors.id = conversations.visitor_id
  cross join private.contact_as_shown(coalesce(conversations.contact_id, visitors.contact_id)) as contact
  left join public.profiles on profiles.user_id = items.user_id
  where items.conversation_id = notification.conversation_id
    and items.id = notification.item_id;
$$;
comment on function private.notification_for_agent(public.notifications) is
  'A notification with what one needs to draw it: who did it, the first words of a note, and whose conversation it is.';

-- Announcements

create function private.announce_notification()
returns trigger
language plpgsql
security definer -- realtime.messages takes data from the database alone
set search_path = ''
as $$
declare
  notification jsonb := private.notification_for_agent(new);
begin
  -- Its item may be gone again by the end of the transaction.
  if notification is not null then
    perform private.announce(
      'user:' || new.user_id, 'notification_changed', jsonb_build_object('notification', notification)
    );
  end if;

  return null;
end;
$$;

create constraint trigger z_announce
  after insert on public.notifications
  deferrable initially deferred
  for each row execute function private.announce_notification();

create function private.announce_changed_note(conversation_id uuid, item_id uuid)
returns void
language sql
set search_path = ''
as $$
  select private.announce(
    'user:' || notifications.user_id,
    'notification_changed',
    jsonb_build_object('notification', private.notification_for_agent(notifications))
  )
  from public.notifications
  where notifications.conversation_id = announce_changed_note.conversation_id
    and notifications.item_id = announce_changed_note.item_id;
$$;
comment on function private.announce_changed_note(uuid, uuid) is
  'Tells those whom a note mentions that its words have changed.';

-- The agent's own

create function private.list_notifications(cursor text, size integer, unread boolean)
returns jsonb
language plpgsql
stable
security definer -- its builder reads beyond the agent's own rows
set search_path = ''
as $$
declare
  agent_id uuid := private.require_agent();
  website_ids uuid[] := array(select private.my_website_ids());
  after private.page_cursor := private.read_cursor(list_notifications.cursor);
  size integer := private.page_size(list_notifications.size, 100);
  read_upto timestamptz := private.read_upto(agent_id);
  page public.notifications[];
begin
  -- Two queries, so that each keeps a plan that walks its own index.
  if list_notifications.unread then
    page := array(
      select notifications
      from public.notifications
      where notifications.user_id = agent_id
        and notifications.website_id = any (website_ids)
        and notifications.read_at is null
        and notifications.created_at > read_upto
        and (notifications.created_at, notifications.id)
          < (coalesce(after.at, 'infinity'), coalesce(after.id, 'ffffffff-ffff-ffff-ffff-ffffffffffff'))
      order by notifications.created_at desc, notifications.id desc
      limit size + 1
    );
  else
    page := array(
      select notifications
      from public.notifications
      where notifications.user_id = agent_id
        and notifications.website_id = any (website_ids)
        and (notifications.created_at, notifications.id)
          < (coalesce(after.at, 'infinity'), coalesce(after.id, 'ffffffff-ffff-ffff-ffff-ffffffffffff'))
      order by notifications.created_at desc, notifications.id desc
      limit size + 1
    );
  end if;

  return jsonb_build_object(
    'notifications', (
      select coalesce(jsonb_agg(private.notification_for_agent(page[place]) order by place), '[]')
      from generate_series(1, least(size, cardinality(page))) as place
    ),
    'nextCursor', case
      when cardinality(page) > size then private.write_cursor(page[size].created_at, page[size].id)
    end,
    'unreadCount', private.unread_notifications(agent_id)
  );
end;
$$;

create function private.mark_notifications_read(ids uuid[], upto timestamptz)
returns jsonb
language plpgsql
security definer -- notifications are written by the database alone
set search_path = ''
as $$
declare
  agent_id uuid := private.require_agent();
begin
  if num_nonnulls(mark_notifications_read.ids, mark_notifications_read.upto) <> 1
    or cardinality(mark_notifications_read.ids) > 1000
  then
    perform private.raise_error('invalid_request', 'Name up to 1,000 notifications, or a moment up to which all were read.');
  end if;

  if mark_notifications_read.ids is not null then
    perform private.read_notifications(agent_id, mark_notifications_read.ids);
  else
    perform private.read_all_notifications(agent_id, mark_notifications_read.upto);
  end if;

  return jsonb_build_object('unreadCount', private.unread_notifications(agent_id));
end;
$$;

-- The API

create function public.list_notifications(cursor text default null, "limit" integer default 50, unread boolean default false)
returns jsonb
language sql
stable
set search_path = ''
as $$
  select private.list_notifications(
    list_notifications.cursor, list_notifications."limit", list_notifications.unread
  );
$$;
comment on function public.list_notifications(text, integer, boolean) is
  'The calling agent''s notifications, newest first, of all their organizations; with `unread`, those alone. `unreadCount` ends at 100.';

create function public.mark_notifications_read(ids uuid[] default null, upto timestamptz default null)
returns jsonb
language sql
set search_path = ''
as $$
  select private.mark_notifications_read(mark_notifications_read.ids, mark_notifications_read.upto);
$$;
comment on function public.mark_notifications_read(uuid[], timestamptz) is
  'Marks the calling agent''s notifications as read: some, or all that are no later than a moment, such as the `createdAt` of the newest on screen.';

grant execute on function
  private.list_notifications(text, integer, boolean),
  private.mark_notifications_read(uuid[], timestamptz),
  public.list_notifications(text, integer, boolean),
  public.mark_notifications_read(uuid[], timestamptz)
to authenticated;

-- 80_visitor_session.sql --------------------------------------------------------------------------

-- The visitor's session: which website, which visitor, who they are. Called by the edge function that mints visitor
-- tokens, with the secret key; everything here happens in one transaction or not at all.

create function private.session_website(request jsonb)
returns public.websites
language plpgsql
stable
set search_path = ''
as $$
declare
  website public.websites := private.find_website(request ->> 'publicKey');
begin
  if website.status <> 'active' then
    perform private.raise_error('website_inactive');
  elsif not coalesce(private.allows_origin(website.allowed_origins, request ->> 'origin'), false)
    and not (private.is_test_key(request ->> 'publicKey') and coalesce(private.is_local_origin(request ->> 'origin'), false))
  then
    perform private.raise_error('origin_not_allowed');
  end if;

  return website;
end;
$$;

create function private.resume_visitor(website public.websites, is_test boolean, visitor_id uuid, hash text)
returns public.visitors
language plpgsql
set search_path = ''
as $$
declare
  visitor public.visitors;
  secret private.visitor_secrets;
begin
  -- Held to the end: two tabs with the same secret take turns.
  select visitors.*
  into visitor
  from public.visitors
  where visitors.website_id = website.id
    and visitors.id = resume_visitor.visitor_id
    and visitors.is_test = resume_visitor.is_test
  for no key update;

  select secrets.*
  into secret
  from private.visitor_secrets as secrets
  where secrets.website_id = website.id
    and secrets.visitor_id = visitor.id
    and secrets.hash = resume_visitor.hash
    and (secrets.expires_at is null or secrets.expires_at > now());

  if secret.id is null then
    perform private.raise_error('refresh_secret_invalid');
  end if;

  -- An answer may be lost and two tabs may ask at once: what was used stays good, older ones for one more minute.
  update private.visitor_secrets as secrets
  set expires_at = now() + interval '1 minute'
  where secrets.website_id = website.id
    and secrets.visitor_id = visitor.id
    and secrets.id < secret.id
    and secrets.expires_at is null;

  delete from private.visitor_secrets as secrets
  where secrets.website_id = website.id
    and secrets.visitor_id = visitor.id
    and (
      secrets.expires_at < now()
      -- Somebody who never keeps the answer must not fill the table.
      or secrets.id < (
        select kept.id
        from private.visitor_secrets as kept
        where kept.website_id = website.id
          and kept.visitor_id = visitor.id
        order by kept.id desc
        offset 50
        limit 1
      )
      and secrets.id > secret.id
    );

  return visitor;
end;
$$;
comment on function private.resume_visitor(public.websites, boolean, uuid, text) is
  'The visitor that a refresh secret proves; retires the secrets before it.';

create function private.create_visitor(website public.websites, is_test boolean)
returns public.visitors
language sql
set search_path = ''
as $$
  insert into public.visitors (organization_id, website_id, is_test)
  values (website.organization_id, website.id, create_visitor.is_test)
  returning visitors.*;
$$;

create function private.describe_visitor(visitor_id uuid, device jsonb)
returns public.visitors
language sql
set search_path = ''
as $$
  -- What a browser does not tell this time stays as it was.
  update public.visitors
  set
    language = left(coalesce(device ->> 'language', visitors.language), 35),
    timezone = left(coalesce(device ->> 'timezone', visitors.timezone), 64),
    screen = left(coalesce(device ->> 'screen', visitors.screen), 32),
    browser = left(coalesce(device ->> 'browser', visitors.browser), 100),
    os = left(coalesce(device ->> 'os', visitors.os), 100),
    device_type = case
      when device ->> 'deviceType' in ('desktop', 'mobile', 'tablet')
        then (device ->> 'deviceType')::public.device_type
      else visitors.device_type
    end,
    page_url = left(coalesce(device -> 'page' ->> 'url', visitors.page_url), 2000),
    page_title = case
      when device -> 'page' ->> 'url' is null then visitors.page_title
      else left(device -> 'page' ->> 'title', 300)
    end,
    referrer = left(coalesce(visitors.referrer, device ->> 'referrer'), 2000),
    fingerprint = left(coalesce(device ->> 'fingerprint', visitors.fingerprint), 100),
    last_seen_at = now()
  where visitors.id = describe_visitor.visitor_id
  returning visitors.*;
$$;

create function private.unread_total(visitor public.visitors, contact_id uuid)
returns bigint
language sql
stable
set search_path = ''
as $$
  select coalesce(sum(private.unread_of_visitor(conversations, reads.message_count)), 0)::bigint
  from public.conversations
  left join lateral (
    select conversation_reads.message_count
    from public.conversation_reads
    where conversation_reads.conversation_id = conversations.id
      and conversation_reads.user_id is null
    limit 1
  ) as reads on true
  where conversations.website_id = visitor.website_id
    and (conversations.visitor_id = visitor.id or conversations.contact_id = unread_total.contact_id);
$$;
comment on function private.unread_total(public.visitors, uuid) is
  'Messages a visitor has not read, over all conversations they may see.';

create function private.session_answer(website public.websites, visitor public.visitors)
returns jsonb
language sql
stable
set search_path = ''
as $$
  select jsonb_build_object(
    'website', private.website_for_visitor(website),
    'visitor', private.visitor_for_visitor(visitor),
    'organizationId', website.organization_id,
    'verifiedContactId', verified.contact_id,
    'hasConversations', visitor.blocked_at is null and exists (
      select
      from public.conversations
      where conversations.website_id = visitor.website_id
        and (conversations.visitor_id = visitor.id or conversations.contact_id = verified.contact_id)
    ),
    'unreadCount', case
      when visitor.blocked_at is null then private.unread_total(visitor, verified.contact_id)
      else 0
    end
  )
  from (select private.contact_of_history(visitor) as contact_id) as verified;
$$;

create function private.open_visitor_session(request jsonb)
returns jsonb
language plpgsql
security definer -- the caller is the edge function's service role, which has no access to private tables
set search_path = ''
as $$
declare
  website public.websites := private.session_website(request);
  is_test boolean := private.is_test_key(request ->> 'publicKey');
  visitor public.visitors;
  was_seen_at timestamptz;
begin
  perform private.take_hit('session_ip', website.id, coalesce(request ->> 'ipHash', 'unknown'));

  -- In everybody's order: a website's contacts are held before its visitors.
  if (request -> 'identity' ->> 'isVerified')::boolean then
    perform private.lock_contacts(website.id);
  end if;

  if jsonb_typeof(request -> 'visitor') = 'object' then
    visitor := private.resume_visitor(
      website,
      is_test,
      private.to_uuid(request -> 'visitor' ->> 'id'),
      request -> 'visitor' ->> 'refreshSecretHash'
    );
    was_seen_at := visitor.last_seen_at;
    perform private.take_hit('session_visitor', website.id, visitor.id::text);
  end if;

  if visitor.id is null or private.is_somebody_else(visitor, request -> 'identity') then
    visitor := private.create_visitor(website, is_test);
    was_seen_at := null;
  end if;

  insert into private.visitor_secrets (website_id, visitor_id, hash)
  values (website.id, visitor.id, request ->> 'newRefreshSecretHash');

  visitor := private.describe_visitor(visitor.id, coalesce(request -> 'device', '{}'));
  if visitor.blocked_at is null then
    visitor := private.identify_visitor(website, visitor, request -> 'identity');
    if was_seen_at is null or was_seen_at < now() - interval '1 minute' then
      perform private.announce_visitor_seen(visitor);
    end if;
  end if;

  perform private.take_hit('session_website', website.id, 'all');
  return private.session_answer(website, visitor);
end;
$$;

create function private.identity_secrets(public_key text)
returns jsonb
language plpgsql
stable
security definer -- the caller is the edge function's service role, which has no access to private tables
set search_path = ''
as $$
declare
  website public.websites := private.find_website(identity_secrets.public_key);
begin
  return (
    select coalesce(
      jsonb_agg(
        jsonb_build_object('kid', secrets.kid, 'secret', private.to_base64url(secrets.secret))
        order by secrets.created_at
      ),
      '[]'
    )
    from private.website_secrets as secrets
    where secrets.website_id = website.id
      and secrets.revoked_at is null
  );
end;
$$;

-- For the edge function alone

create function public.open_visitor_session(request jsonb)
returns jsonb
language sql
set search_path = ''
as $$
  select private.open_visitor_session(open_visitor_session.request);
$$;
comment on function public.open_visitor_session(jsonb) is
  'Checks key, origin and limits, creates or resumes the visitor, identifies them, and answers what a session shows. For the edge function visitor-session.';

create function public.identity_secrets(public_key text)
returns jsonb
language sql
stable
set search_path = ''
as $$
  select private.identity_secrets(identity_secrets.public_key);
$$;
comment on function public.identity_secrets(text) is
  'The live keys that may have signed an identity token for a website. For the edge function visitor-session.';

grant execute on function
  private.open_visitor_session(jsonb),
  private.identity_secrets(text),
  public.open_visitor_session(jsonb),
  public.identity_secrets(text)
to service_role;

-- 81_company_deletion.sql -------------------------------------------------------------------------

-- Deleting a company: it is gone at once for everybody. Very many contacts may work for it, so they leave it in parts, the
-- first within the call and the rest by jobs.

create function private.leave_company_some(website_id uuid, company_id uuid)
returns void
language plpgsql
set search_path = ''
as $$
begin
  with leaving as (
    select contacts.id
    from public.contacts
    where contacts.website_id = leave_company_some.website_id
      and contacts.company_id = leave_company_some.company_id
    limit 2000
    for no key update skip locked
  )
  update public.contacts
  set company_id = null
  from leaving
  where contacts.id = leaving.id;

  perform private.enqueue(
    'leave_company',
    jsonb_build_object('websiteId', leave_company_some.website_id, 'companyId', leave_company_some.company_id)
  )
  where exists (
    select
    from public.contacts
    where contacts.website_id = leave_company_some.website_id
      and contacts.company_id = leave_company_some.company_id
  );
end;
$$;
comment on function private.leave_company_some(uuid, uuid) is
  'Takes up to 2,000 contacts out of a company that is gone, and asks for those after by a job; waits for nobody.';

create function private.leave_company(website_id uuid, company_id uuid)
returns void
language plpgsql
security definer -- the caller is the edge function's service role, which may not write tables
set search_path = ''
as $$
begin
  -- Only one that was deleted: a job takes nobody out of a company by itself.
  if not exists (select from public.companies where companies.id = leave_company.company_id) then
    perform private.leave_company_some(leave_company.website_id, leave_company.company_id);
  end if;
end;
$$;

create function private.delete_company(id uuid)
returns void
language plpgsql
security definer -- companies are written by the database alone
set search_path = ''
as $$
declare
  company public.companies := private.company_of_agent(delete_company.id);
begin
  perform private.require_website(company.website_id, '{owner,admin}');

  -- In turn with whoever puts a contact into it.
  perform private.lock_contacts(company.website_id);
  delete from public.companies
  where companies.id = company.id;

  if not found then
    perform private.raise_error('company_not_found');
  end if;

  perform private.leave_company_some(company.website_id, company.id);
  perform private.audit(
    company.organization_id, 'company_deleted', company.id, company.website_id, jsonb_build_object('name', company.name)
  );
end;
$$;

-- The API

create function public.delete_company(id uuid)
returns void
language sql
set search_path = ''
as $$
  select private.delete_company(delete_company.id);
$$;
comment on function public.delete_company(uuid) is 'Deletes a company; its contacts stay, without one. For owners and admins.';

grant execute on function
  private.delete_company(uuid),
  public.delete_company(uuid)
to authenticated;

-- For the edge function alone

create function public.leave_company(website_id uuid, company_id uuid)
returns void
language sql
set search_path = ''
as $$
  select private.leave_company(leave_company.website_id, leave_company.company_id);
$$;
comment on function public.leave_company(uuid, uuid) is
  'Takes the next contacts out of a deleted company; safe at any time. For the edge function `worker`.';

grant execute on function
  private.leave_company(uuid, uuid),
  public.leave_company(uuid, uuid)
to service_role;

-- 81_company_functions.sql ------------------------------------------------------------------------

-- Companies as the team keeps them. Anybody of the team makes and renames them; owners and admins delete them (81_company_deletion.sql).

create function private.company_of_agent(company_id uuid)
returns public.companies
language plpgsql
stable
security definer -- reads before membership is known
set search_path = ''
as $$
declare
  company public.companies;
begin
  perform private.require_agent();

  select companies.*
  into company
  from public.companies
  where companies.id = company_of_agent.company_id
    and companies.website_id in (select private.my_website_ids());

  if company.id is null then
    perform private.raise_error('company_not_found');
  end if;

  return company;
end;
$$;

create function private.hold_company_of_agent(company_id uuid)
returns public.companies
language plpgsql
set search_path = ''
as $$
begin
  perform private.company_of_agent(hold_company_of_agent.company_id);
  perform from public.companies where companies.id = hold_company_of_agent.company_id for no key update;
  -- Once more: until now others may have changed or deleted it.
  return private.company_of_agent(hold_company_of_agent.company_id);
end;
$$;

create function private.checked_company_id(external_id text)
returns text
language plpgsql
immutable
set search_path = ''
as $$
begin
  if char_length(checked_company_id.external_id) not between 1 and 255 then
    perform private.raise_error('invalid_request', 'An externalId has 1 to 255 characters.');
  end if;

  return checked_company_id.external_id;
end;
$$;

create function private.create_company(website_id uuid, name text, external_id text)
returns jsonb
language plpgsql
security definer -- companies are written by the database alone
set search_path = ''
as $$
declare
  website public.websites := private.require_website(create_company.website_id);
  cleaned text := private.checked_name(create_company.name);
  company public.companies;
begin
  insert into public.companies (organization_id, website_id, name, external_id)
  values (website.organization_id, website.id, cleaned, private.checked_company_id(create_company.external_id))
  on conflict do nothing
  returning companies.* into company;

  -- The same said twice is one company.
  if company.id is null then
    select companies.*
    into company
    from public.companies
    where companies.website_id = website.id
      and lower(companies.name) = lower(cleaned)
      and (create_company.external_id is null or companies.external_id = create_company.external_id);
  end if;

  if company.id is null then
    perform private.raise_error('name_taken', 'There is a company of this name or external id already.');
  end if;

  return private.company_as_json(company);
end;
$$;

create function private.update_company(id uuid, changes jsonb)
returns jsonb
language plpgsql
security definer -- companies are written by the database alone
set search_path = ''
as $$
declare
  company public.companies := private.hold_company_of_agent(update_company.id);
begin
  if jsonb_typeof(changes) is distinct from 'object'
    or changes = '{}'
    or changes - array['name', 'externalId'] <> '{}'
    or coalesce(jsonb_typeof(changes -> 'name'), 'string') <> 'string'
    or coalesce(jsonb_typeof(changes -> 'externalId'), 'null') not in ('string', 'null')
  then
    perform private.raise_error('invalid_request', 'A company has a name and an externalId.');
  end if;

  company.name := private.checked_name(coalesce(changes ->> 'name', company.name));
  if changes ? 'externalId' then
    company.external_id := private.checked_company_id(changes ->> 'externalId');
  end if;

  update public.companies
  set name = company.name, external_id = company.external_id
  where companies.id = company.id
    and companies is distinct from company;

  return private.company_as_json(company);
exception
  when unique_violation then
    perform private.raise_error('name_taken', 'There is a company of this name or external id already.');
end;
$$;

create function private.list_companies(website_id uuid, query text, cursor text, size integer)
returns jsonb
language plpgsql
stable
security definer -- asks who is calling once, not for each row
set search_path = ''
as $$
declare
  website public.websites := private.require_website(list_companies.website_id);
  after private.page_cursor := private.read_cursor(list_companies.cursor);
  page public.companies[];
begin
  if char_length(list_companies.query) > 100 then
    perform private.raise_error('invalid_request', 'Look for the beginning of a name.');
  end if;

  page := array(
    select companies
    from public.companies
    where companies.website_id = website.id
      and (list_companies.query is null or starts_with(lower(companies.name), lower(list_companies.query)))
      and (after.id is null or (companies.created_at, companies.id) < (after.at, after.id))
    order by companies.created_at desc, companies.id desc
    limit list_companies.size + 1
  );

  return jsonb_build_object(
    'companies', (
      select coalesce(jsonb_agg(private.company_as_json(page[place]) order by place), '[]')
      from generate_series(1, least(list_companies.size, cardinality(page))) as place
    ),
    'nextCursor', case
      when cardinality(page) > list_companies.size
        then private.write_cursor(page[list_companies.size].created_at, page[list_companies.size].id)
    end
  );
end;
$$;

-- The API

create function public.create_company(website_id uuid, name text, external_id text default null)
returns jsonb
language sql
set search_path = ''
as $$
  select private.create_company(create_company.website_id, create_company.name, create_company.external_id);
$$;
comment on function public.create_company(uuid, text, text) is 'Makes a company, or answers the one that has this name.';

create function public.update_company(id uuid, changes jsonb)
returns jsonb
language sql
set search_path = ''
as $$
  select private.update_company(update_company.id, update_company.changes);
$$;
comment on function public.update_company(uuid, jsonb) is 'Changes a company''s name or externalId; what is left out stays.';

create function public.list_companies(
  website_id uuid,
  query text default null,
  cursor text default null,
  "limit" integer default 50
)
returns jsonb
language sql
stable
set search_path = ''
as $$
  select private.list_companies(
    list_companies.website_id, list_companies.query, list_companies.cursor, private.page_size(list_companies."limit", 100)
  );
$$;
comment on function public.list_companies(uuid, text, text, integer) is
  'A page of a website''s companies, newest first; `query` is the beginning of a name.';

grant execute on function
  private.create_company(uuid, text, text),
  private.update_company(uuid, jsonb),
  private.list_companies(uuid, text, text, integer),
  public.create_company(uuid, text, text),
  public.update_company(uuid, jsonb),
  public.list_companies(uuid, text, text, integer)
to authenticated;

-- 81_contacts.sql ---------------------------------------------------------------------------------

-- Contacts as the team keeps them: made, changed and merged by agents. An agent's word is the team's: it is shown to the
-- team, and neither verifies anybody nor lets a browser see more than before.

create function private.contact_of_agent(contact_id uuid)
returns public.contacts
language plpgsql
stable
security definer -- reads before membership is known
set search_path = ''
as $$
declare
  contact public.contacts;
begin
  perform private.require_agent();

  select contacts.*
  into contact
  from public.contacts
  where contacts.id = contact_of_agent.contact_id
    and contacts.erased_at is null
    and contacts.website_id in (select private.my_website_ids());

  if contact.id is null then
    perform private.raise_error('contact_not_found', 'There is no such contact, or you may not see it.');
  end if;

  return contact;
end;
$$;
comment on function private.contact_of_agent(uuid) is 'The contact, if the calling agent works there; else 404.';

create function private.contact_shown_to_agent(contact_id uuid)
returns public.contacts
language sql
stable
set search_path = ''
as $$
  select private.contact_as_shown((private.contact_of_agent(contact_shown_to_agent.contact_id)).id);
$$;
comment on function private.contact_shown_to_agent(uuid) is
  'The contact that stands for an id: itself, or the one it was merged into. 404 for who does not work there.';

create function private.is_contact_field(field text, value jsonb)
returns boolean
language sql
immutable
set search_path = ''
as $$
  select case
    when field in ('id', 'companyId')
      then value = 'null' or (jsonb_typeof(value) = 'string' and private.to_uuid(value #>> '{}') is not null)
    when field = 'metadata' then true
    when jsonb_typeof(value) not in ('string', 'null') then false
    when field = 'externalId' then coalesce(char_length(value #>> '{}'), 1) between 1 and 255
    when field = 'email' then true
    when field = 'name' then coalesce(char_length(value #>> '{}'), 1) between 1 and 200
    when field = 'image'
      then value = 'null' or private.is_link(value #>> '{}')
    else false
  end;
$$;

create function private.read_contact(given jsonb, fields text[])
returns jsonb
language plpgsql
immutable
set search_path = ''
as $$
declare
  wrong text;
begin
  if jsonb_typeof(given) is distinct from 'object' or given = '{}' then
    perform private.raise_error('invalid_request', 'Say something of the contact.');
  end if;

  select string_agg(left(field.key, 64), ', ')
  into wrong
  from jsonb_each(given) as field
  where field.key <> all (fields) or private.is_contact_field(field.key, field.value) is not true;

  if wrong is not null then
    perform private.raise_error('invalid_request', 'These fields don''t exist or don''t take this value: ' || left(wrong, 500) || '.');
  elsif given ->> 'email' is not null then
    given := given || jsonb_build_object('email', private.checked_email(given ->> 'email'));
  end if;

  if given ->> 'name' is not null then
    given := given || jsonb_build_object('name', nullif(private.clean_text(given ->> 'name'), ''));
  end if;

  return given || jsonb_build_object('metadata', private.checked_metadata(given -> 'metadata'));
end;
$$;
comment on function private.read_contact(jsonb, text[]) is 'What an agent says of a contact, checked field by field.';

create function private.require_company(website_id uuid, company_id uuid)
returns void
language plpgsql
stable
set search_path = ''
as $$
begin
  if require_company.company_id is not null and not exists (
    select
    from public.companies
    where companies.website_id = require_company.website_id
      and companies.id = require_company.company_id
  ) then
    perform private.raise_error('company_not_found');
  end if;
end;
$$;

create function private.create_contact(website_id uuid, contact jsonb)
returns jsonb
language plpgsql
security definer -- contacts are written by the database alone
set search_path = ''
as $$
declare
  website public.websites := private.require_website(create_contact.website_id);
  said jsonb := private.read_contact(
    create_contact.contact, '{id,externalId,email,name,image,metadata,companyId}'
  );
  made public.contacts;
begin
  if num_nonnulls(said ->> 'externalId', said ->> 'email') = 0 then
    perform private.raise_error('invalid_request', 'A contact has an externalId or an email.');
  end if;

  -- In turn with sessions that bring the backend's word of the same person.
  perform private.lock_contacts(website.id);
  perform private.require_company(website.id, (said ->> 'companyId')::uuid);

  insert into public.contacts
    (id, organization_id, website_id, external_id, email, team_name, image, team_metadata, company_id, is_by_team)
  values (
    coalesce((said ->> 'id')::uuid, private.uuid_v7()),
    website.organization_id,
    website.id,
    said ->> 'externalId',
    said ->> 'email',
    said ->> 'name',
    said ->> 'image',
    jsonb_strip_nulls(said -> 'metadata'),
    (said ->> 'companyId')::uuid,
    true
  )
  on conflict do nothing
  returning contacts.* into made;

  if made.id is null then
    made := private.contact_made_before(website.id, said);
  end if;

  return private.contact_for_team(made);
end;
$$;

create function private.contact_made_before(website_id uuid, said jsonb)
returns public.contacts
language plpgsql
stable
set search_path = ''
as $$
declare
  contact public.contacts;
begin
  select contacts.*
  into contact
  from public.contacts
  where contacts.id = (said ->> 'id')::uuid;

  if contact.id is null then
    perform private.raise_error('contact_exists');
  elsif contact.website_id <> contact_made_before.website_id or not contact.is_by_team or contact.erased_at is not null then
    perform private.raise_error('id_taken');
  end if;

  return contact;
end;
$$;
comment on function private.contact_made_before(uuid, jsonb) is 'What the first call with this id has made; refuses an id or a name of another.';

create function private.update_contact(id uuid, changes jsonb)
returns jsonb
language plpgsql
security definer -- contacts are written by the database alone
set search_path = ''
as $$
declare
  contact public.contacts := private.contact_shown_to_agent(update_contact.id);
  said jsonb := private.read_contact(update_contact.changes, '{externalId,email,name,image,metadata,companyId}');
begin
  perform private.lock_contacts(contact.website_id);
  contact := private.contact_shown_to_agent(contact.id);
  if said ?| array['externalId', 'email', 'image'] and (contact.is_verified or not contact.is_by_team) then
    perform private.raise_error('contact_not_editable');
  end if;

  perform private.require_company(contact.website_id, (said ->> 'companyId')::uuid);
  contact := private.contact_with_changes(contact, said);
  if num_nonnulls(contact.external_id, contact.email) = 0 then
    perform private.raise_error('invalid_request', 'A contact has an externalId or an email.');
  elsif private.is_flat(contact.team_metadata) is not true then
    perform private.raise_error('metadata_invalid', 'These are too many facts.');
  end if;

  update public.contacts
  set
    external_id = contact.external_id,
    email = contact.email,
    image = contact.image,
    team_name = contact.team_name,
    team_metadata = contact.team_metadata,
    company_id = contact.company_id,
    updated_at = now()
  where contacts.id = contact.id
    and contacts is distinct from contact
  returning contacts.* into contact;

  return private.contact_for_team(private.contact_shown_to_agent(update_contact.id));
exception
  when unique_violation then
    perform private.raise_error('contact_exists');
end;
$$;

create function private.contact_with_changes(contact public.contacts, said jsonb)
returns public.contacts
language plpgsql
immutable
set search_path = ''
as $$
begin
  if said ? 'externalId' then
    contact.external_id := said ->> 'externalId';
  end if;
  if said ? 'email' then
    contact.email := said ->> 'email';
  end if;
  if said ? 'image' then
    contact.image := said ->> 'image';
  end if;
  if said ? 'name' then
    contact.team_name := said ->> 'name';
  end if;
  if said ? 'companyId' then
    contact.company_id := said ->> 'companyId';
  end if;

  -- A fact that is null is one to forget.
  contact.team_metadata := jsonb_strip_nulls(contact.team_metadata || (said -> 'metadata'));
  return contact;
end;
$$;

-- The API

create function public.create_contact(website_id uuid, contact jsonb)
returns jsonb
language sql
set search_path = ''
as $$
  select private.create_contact(create_contact.website_id, create_contact.contact);
$$;
comment on function public.create_contact(uuid, jsonb) is
  'Notes somebody the team knows, by externalId, email or both, with name, image, metadata and companyId. With an `id` of the caller''s own, a repeated call answers as the first. Verifies nobody; when the site''s backend signs the same externalId, or the same email of one without, the contact becomes that verified one.';

create function public.update_contact(id uuid, changes jsonb)
returns jsonb
language sql
set search_path = ''
as $$
  select private.update_contact(update_contact.id, update_contact.changes);
$$;
comment on function public.update_contact(uuid, jsonb) is
  'Changes what the team says of a contact: name, companyId, metadata (merged; null forgets a fact); of one that the team made also externalId, email and image. What changes nothing writes nothing.';

grant execute on function
  private.create_contact(uuid, jsonb),
  private.update_contact(uuid, jsonb),
  public.create_contact(uuid, jsonb),
  public.update_contact(uuid, jsonb)
to authenticated;

-- 82_contact_export.sql ---------------------------------------------------------------------------

-- Export: everything kept of a person as JSON, page by page, so that a long history takes no longer than a short one at
-- a time. The first page says who they are; then come their conversations, by id, each with its whole timeline.

create function private.files_of_conversation(conversation public.conversations)
returns setof text
language sql
stable
set search_path = ''
as $$
  -- All that lies in its folder, whether a message names it or not. As Storage's index has it: `0` comes after `/`.
  select objects.name
  from storage.objects
  where objects.bucket_id = 'attachments'
    and objects.name collate "C" >= conversation.website_id || '/' || conversation.id || '/'
    and objects.name collate "C" < conversation.website_id || '/' || conversation.id || '0'
  order by objects.name collate "C";
$$;
comment on function private.files_of_conversation(public.conversations) is 'The paths of a conversation''s files in the bucket `attachments`.';

create function private.exported_person(contact public.contacts)
returns jsonb
language sql
stable
set search_path = ''
as $$
  with own as (
    select contacts.id
    from public.contacts
    where contacts.website_id = contact.website_id
      and (contacts.id = contact.id or contacts.merged_into_id = contact.id)
  ),
  devices as (
    select visitors as visitor, visitors.id, visitors.fingerprint
    from public.visitors
    where visitors.website_id = contact.website_id
      and visitors.contact_id in (select own.id from own)
  )
  select jsonb_build_object(
    'contact', private.contact_for_team(contact),
    'mergedContacts', (
      select coalesce(jsonb_agg(private.contact_for_team(contacts) order by contacts.id), '[]')
      from public.contacts
      where contacts.id in (select own.id from own)
        and contacts.id <> contact.id
    ),
    'visitors', (
      select coalesce(
        jsonb_agg(
          private.visitor_for_team(devices.visitor) || jsonb_build_object('fingerprint', devices.fingerprint)
          order by devices.id
        ),
        '[]'
      )
      from devices
    ),
    'auditLog', (
      select coalesce(
        jsonb_agg(
          jsonb_build_object(
            'action', lines.action,
            'actorUserId', lines.actor_user_id,
            'subjectId', lines.subject_id,
            'detail', lines.detail,
            'createdAt', lines.created_at
          )
          order by lines.created_at, lines.id
        ),
        '[]'
      )
      from public.audit_log as lines
      where lines.subject_id in (select own.id from own union all select devices.id from devices)
    )
  );
$$;

create function private.exported_conversation(conversation public.conversations, after bigint, size integer)
returns jsonb
language sql
stable
set search_path = ''
as $$
  select jsonb_build_object(
    'conversation', case when exported_conversation.after = 0 then private.conversation_for_team(conversation) end,
    'files', case
      when exported_conversation.after = 0
        then (select coalesce(jsonb_agg(files.path), '[]') from private.files_of_conversation(conversation) as files (path))
      else '[]'
    end,
    'items', coalesce(jsonb_agg(page.item order by page.place), '[]')
  )
  from (
    select private.item_for_team(items) as item, items.team_order as place
    from public.timeline_items as items
    where items.conversation_id = conversation.id
      and items.team_order > exported_conversation.after
    order by items.team_order
    limit exported_conversation.size
  ) as page;
$$;
comment on function private.exported_conversation(public.conversations, bigint, integer) is
  'A part of a conversation: what comes after an order, its header and files with the first part.';

create type private.export_place as (conversation_id uuid, after bigint);

create function private.read_export_cursor(cursor text)
returns private.export_place
language plpgsql
immutable
set search_path = ''
as $$
declare
  place private.export_place;
begin
  place.conversation_id := private.to_uuid(split_part(cursor, '.', 1));
  if cursor is not null and (place.conversation_id is null or split_part(cursor, '.', 2) !~ '^[0-9]{1,18}$') then
    perform private.raise_error('invalid_request', 'This cursor was not made by a previous page.');
  end if;

  place.after := split_part(cursor, '.', 2)::bigint;
  return place;
end;
$$;

create function private.exported_history(contact public.contacts, place private.export_place, size integer)
returns jsonb
language plpgsql
stable
set search_path = ''
as $$
declare
  conversation public.conversations;
  part jsonb;
  parts jsonb[] := '{}';
  room integer := size;
  after bigint;
begin
  for conversation in
    select conversations.*
    from private.conversations_of_contact(contact.website_id, contact.id) as own (id)
    join public.conversations on conversations.id = own.id
    where place.conversation_id is null or own.id >= place.conversation_id
    order by own.id
  loop
    after := case when conversation.id = place.conversation_id then place.after else 0 end;
    part := private.exported_conversation(conversation, after, room);
    -- A page that ended with a conversation's last item leaves nothing of it for the next.
    continue when after > 0 and part -> 'items' = '[]';
    parts := parts || (jsonb_build_object('conversationId', conversation.id) || part);
    -- A conversation counts as one more, so that a page of empty ones ends as well.
    room := room - jsonb_array_length(part -> 'items') - 1;
    if room <= 0 then
      return jsonb_build_object(
        'conversations', to_jsonb(parts),
        -- Of one without items nothing comes after its first place.
        'nextCursor', conversation.id || '.' || coalesce((part -> 'items' -> -1 ->> 'order')::bigint, greatest(after, 1))
      );
    end if;
  end loop;

  return jsonb_build_object('conversations', to_jsonb(parts), 'nextCursor', null);
end;
$$;

create function private.require_export_begun(contact public.contacts)
returns void
language plpgsql
stable
set search_path = ''
as $$
begin
  perform
  from public.audit_log as lines
  where lines.subject_id = contact.id
    and lines.action = 'contact_exported'
    and lines.actor_user_id = private.user_id()
    and lines.created_at > now() - interval '1 day';

  if not found then
    perform private.raise_error('invalid_request', 'Begin with the first page: a cursor is good for a day.');
  end if;
end;
$$;
comment on function private.require_export_begun(public.contacts) is
  'Refuses later pages without the first, which leaves the line in the audit log.';

create function private.export_contact(id uuid, cursor text, size integer)
returns jsonb
language plpgsql
security definer -- its builders read beyond the one row that was checked
set search_path = ''
as $$
declare
  contact public.contacts := private.contact_shown_to_agent(export_contact.id);
  place private.export_place := private.read_export_cursor(export_contact.cursor);
begin
  perform private.require_website(contact.website_id, '{owner,admin}');
  if export_contact.cursor is not null then
    perform private.require_export_begun(contact);
    return jsonb_build_object('person', null) || private.exported_history(contact, place, size);
  end if;

  perform private.audit(contact.organization_id, 'contact_exported', contact.id, contact.website_id);
  return jsonb_build_object('person', private.exported_person(contact))
    || private.exported_history(contact, place, size);
end;
$$;

-- The API

create function public.export_contact(id uuid, cursor text default null, "limit" integer default 500)
returns jsonb
language sql
set search_path = ''
as $$
  select private.export_contact(
    export_contact.id, export_contact.cursor, private.page_size(export_contact."limit", 1000)
  );
$$;
comment on function public.export_contact(uuid, text, integer) is
  'Everything kept of a contact and of what was merged into it, in pages of about `limit` timeline items: the first says who they are, with their visitors and what the audit log says of them; conversations follow, private notes (visibility `private`), reads, ratings and the paths of files included. Ask again with nextCursor, within a day, until it is null. For owners and admins.';

grant execute on function
  private.export_contact(uuid, text, integer),
  public.export_contact(uuid, text, integer)
to authenticated;

-- 82_contact_merging.sql --------------------------------------------------------------------------

-- Merging by the team: two contacts are shown as one. Only the site's backend can say that two browsers are one person,
-- so a merge moves no visitor and no history: what each browser may see stays exactly as it was. The team sees one
-- contact, with everything of both.

create function private.trust_in(contact public.contacts)
returns integer
language sql
immutable
return case when (contact).is_verified then 2 when (contact).is_by_team then 1 else 0 end;
comment on function private.trust_in(public.contacts) is 'Whose word a contact is: the backend''s 2, the team''s 1, a browser''s 0.';

create function private.merge_contacts(from_id uuid, into_id uuid)
returns jsonb
language plpgsql
security definer -- contacts are written by the database alone
set search_path = ''
as $$
declare
  gone public.contacts := private.contact_of_agent(merge_contacts.from_id);
  kept public.contacts := private.contact_of_agent(merge_contacts.into_id);
begin
  if gone.website_id <> kept.website_id then
    perform private.raise_error('contact_not_found', 'Both contacts must be of one website.');
  elsif gone.id = kept.id then
    perform private.raise_error('invalid_request', 'Name two contacts.');
  end if;

  perform private.lock_contacts(kept.website_id);
  gone := private.contact_shown_to_agent(gone.id);
  kept := private.contact_shown_to_agent(kept.id);

  -- They are one already.
  if gone.id = kept.id then
    return private.contact_for_team(kept);
  elsif private.trust_in(gone) > private.trust_in(kept) then
    perform private.raise_error('merge_not_allowed');
  end if;

  perform private.show_as_one(gone, kept);
  perform private.audit(
    kept.organization_id, 'contacts_merged', kept.id, kept.website_id, jsonb_build_object('fromId', gone.id)
  );
  return private.contact_for_team(private.contact_of_agent(kept.id));
end;
$$;

create function private.show_as_one(gone public.contacts, kept public.contacts)
returns void
language plpgsql
set search_path = ''
as $$
declare
  -- What a browser claims stays a claim of its own; a name that the backend or the team gave may stand for a missing one.
  spare_name text := case when private.trust_in(gone) > 0 then coalesce(gone.team_name, gone.name) else gone.team_name end;
begin
  update public.contacts
  set merged_into_id = kept.id, updated_at = now()
  where contacts.website_id = gone.website_id
    and (contacts.id = gone.id or contacts.merged_into_id = gone.id);

  update public.contacts
  set
    team_name = coalesce(contacts.team_name, case when contacts.name is null then spare_name end),
    team_metadata = private.joined_metadata(gone.team_metadata, contacts.team_metadata),
    company_id = coalesce(contacts.company_id, gone.company_id),
    updated_at = now()
  where contacts.id = kept.id;
end;
$$;
comment on function private.show_as_one(public.contacts, public.contacts) is
  'Hides a contact behind another, with all that was merged into it, and gives that one the team''s words of both.';

-- The API

create function public.merge_contacts(from_id uuid, into_id uuid)
returns jsonb
language sql
set search_path = ''
as $$
  select private.merge_contacts(merge_contacts.from_id, merge_contacts.into_id);
$$;
comment on function public.merge_contacts(uuid, uuid) is
  'Shows two contacts as one to the team: conversations, visitors and facts of the first stand under the second, whose id answers for both. What each browser may see stays as it was.';

grant execute on function
  private.merge_contacts(uuid, uuid),
  public.merge_contacts(uuid, uuid)
to authenticated;

-- 82_deleting_conversations.sql -------------------------------------------------------------------

-- Deleting conversations, in parts: one may have a hundred thousand items, and somebody hundreds of conversations.

create function private.delete_files_of(conversation public.conversations)
returns void
language sql
set search_path = ''
as $$
  select private.enqueue(
    'delete_files',
    jsonb_build_object('bucket', 'attachments', 'paths', jsonb_agg(files.path order by files.path))
  )
  from private.files_of_conversation(conversation) with ordinality as files (path, place)
  group by (files.place - 1) / 100;
$$;

create function private.delete_conversation(conversation_id uuid, most integer)
returns integer
language plpgsql
set search_path = ''
as $$
declare
  conversation public.conversations := private.lock_conversation(delete_conversation.conversation_id);
  deleted integer;
begin
  delete from public.timeline_items as items
  where items.conversation_id = conversation.id
    and items.team_order < coalesce(
      (
        select kept.team_order
        from public.timeline_items as kept
        where kept.conversation_id = conversation.id
        order by kept.team_order
        offset delete_conversation.most
        limit 1
      ),
      9223372036854775807
    );

  get diagnostics deleted = row_count;
  if deleted < delete_conversation.most then
    perform private.delete_files_of(conversation);
    -- Those that no message names go with their files.
    delete from public.attachments
    where attachments.website_id = conversation.website_id
      and attachments.conversation_id = conversation.id;
    delete from public.conversations
    where conversations.id = conversation.id;
  end if;

  return deleted + 1;
end;
$$;
comment on function private.delete_conversation(uuid, integer) is
  'Deletes a conversation and its files, or the first of its items when there are more; answers how many rows that was.';

create function private.delete_conversations(ids uuid[], most integer)
returns integer
language plpgsql
set search_path = ''
as $$
declare
  conversation_id uuid;
  deleted integer := 0;
begin
  for conversation_id in
    select conversations.id
    from public.conversations
    where conversations.id = any (delete_conversations.ids)
    order by conversations.id
    for update
  loop
    exit when deleted >= delete_conversations.most;
    deleted := deleted + private.delete_conversation(conversation_id, delete_conversations.most - deleted);
  end loop;

  return deleted;
end;
$$;
comment on function private.delete_conversations(uuid[], integer) is
  'Deletes conversations in the order everybody locks them in, until about so many rows are gone; answers how many.';

-- 82_erasure.sql ----------------------------------------------------------------------------------

-- Erasing: what is known of a person goes at once, and they are nobody to us from then on; their conversations, files and
-- announcements go in parts, the first within the call and the rest by jobs, however much there is.

create function private.blank_contacts(ids uuid[])
returns void
language sql
set search_path = ''
as $$
  update public.contacts
  set
    external_id = null,
    email = null,
    name = null,
    image = null,
    is_verified = false,
    metadata = '{}',
    claimed_metadata = '{}',
    is_by_team = false,
    team_name = null,
    team_metadata = '{}',
    company_id = null,
    erased_at = now(),
    updated_at = now()
  where contacts.id = any (blank_contacts.ids);
$$;

create function private.blank_visitors(ids uuid[])
returns void
language plpgsql
set search_path = ''
as $$
begin
  delete from private.visitor_secrets as secrets
  using public.visitors
  where visitors.id = any (blank_visitors.ids)
    and secrets.website_id = visitors.website_id
    and secrets.visitor_id = visitors.id;

  update public.visitors
  set
    language = null,
    timezone = null,
    screen = null,
    browser = null,
    os = null,
    device_type = 'unknown',
    page_url = null,
    page_title = null,
    referrer = null,
    fingerprint = null,
    erased_at = now()
  where visitors.id = any (blank_visitors.ids);

  perform private.announce_access_ended('visitor:' || visitor.id, 'visitor_erased', visitor.id)
  from unnest(blank_visitors.ids) as visitor (id);
end;
$$;
comment on function private.blank_visitors(uuid[]) is 'Forgets what browsers told, and shuts them out: rows and live channels.';

-- A person

create function private.erased_visitors(website_id uuid, contact_id uuid, visitor_id uuid)
returns uuid[]
language sql
stable
set search_path = ''
as $$
  select array(
    select visitors.id
    from public.visitors
    where visitors.website_id = erased_visitors.website_id
      and (
        visitors.id = erased_visitors.visitor_id
        -- A list, for which there is an index.
        or visitors.contact_id = any (array(
          select contacts.id
          from public.contacts
          where contacts.website_id = erased_visitors.website_id
            and (contacts.id = erased_visitors.contact_id or contacts.merged_into_id = erased_visitors.contact_id)
        ))
      )
  );
$$;

create function private.has_begun_another(website_id uuid, visitor_ids uuid[])
returns boolean
language plpgsql
set search_path = ''
as $$
begin
  -- Waits for those who came in before the visitor was shut out and are writing still. Conversations are held by then:
  -- who writes holds first the conversation, then the visitor.
  perform
  from public.visitors
  where visitors.id = any (visitor_ids)
  order by visitors.id
  for update;

  return exists (
    select
    from public.conversations
    where conversations.website_id = has_begun_another.website_id
      and conversations.visitor_id = any (visitor_ids)
  );
end;
$$;

create function private.erase_next_part(website_id uuid, contact_id uuid, visitor_id uuid)
returns void
language plpgsql
set search_path = ''
as $$
declare
  visitor_ids uuid[] := private.erased_visitors(
    erase_next_part.website_id, erase_next_part.contact_id, erase_next_part.visitor_id
  );
  next_ids uuid[] := array(
    (
      select conversations.id
      from public.conversations
      where conversations.website_id = erase_next_part.website_id
        and conversations.visitor_id = any (visitor_ids)
      limit 200
    )
    union
    (
      select own.id
      from private.conversations_of_contact(erase_next_part.website_id, erase_next_part.contact_id) as own (id)
      limit 200
    )
  );
begin
  if cardinality(next_ids) > 0 then
    perform private.enqueue('forget_announcements', jsonb_build_object(
      'websiteId', erase_next_part.website_id,
      'conversationIds', to_jsonb(next_ids),
      'personIds', '[]'::jsonb
    ));
  end if;

  if private.delete_conversations(next_ids, 5000) >= 5000
    or cardinality(next_ids) >= 200
    or private.has_begun_another(erase_next_part.website_id, visitor_ids)
  then
    perform private.enqueue('erase_person', jsonb_build_object(
      'websiteId', erase_next_part.website_id,
      'contactId', erase_next_part.contact_id,
      'visitorId', erase_next_part.visitor_id
    ));
    return;
  end if;

  -- The inbox was told of much: it is looked through once.
  perform private.enqueue('forget_announcements', jsonb_build_object(
    'websiteId', erase_next_part.website_id,
    'conversationIds', '[]'::jsonb,
    'personIds', to_jsonb(visitor_ids || array(
      select contacts.id
      from public.contacts
      where contacts.website_id = erase_next_part.website_id
        and (contacts.id = erase_next_part.contact_id or contacts.merged_into_id = erase_next_part.contact_id)
    ))
  ));

  delete from public.visitors
  where visitors.id = any (visitor_ids);

  delete from public.contacts
  where contacts.website_id = erase_next_part.website_id
    and contacts.id = erase_next_part.contact_id;
end;
$$;
comment on function private.erase_next_part(uuid, uuid, uuid) is
  'Deletes the next conversations of somebody erased and asks for the rest by a job; after the last, the rows of the person.';

create function private.erase_shown_contact(contact public.contacts)
returns void
language plpgsql
set search_path = ''
as $$
begin
  perform private.blank_visitors(private.erased_visitors(contact.website_id, contact.id, null));
  perform private.announce_access_ended('contact:' || contact.id, 'visitor_erased', visitor.id)
  from unnest(private.erased_visitors(contact.website_id, contact.id, null)) as visitor (id);
  perform private.blank_contacts(array(
    select contacts.id
    from public.contacts
    where contacts.website_id = contact.website_id
      and (contacts.id = contact.id or contacts.merged_into_id = contact.id)
  ));

  perform private.erase_next_part(contact.website_id, contact.id, null);
end;
$$;
comment on function private.erase_shown_contact(public.contacts) is
  'Erases a contact with all that was merged into it. Whoever asks holds the website''s contacts, and audits.';

create function private.erase_contact(id uuid)
returns void
language plpgsql
security definer -- people are written by the database alone
set search_path = ''
as $$
declare
  contact public.contacts := private.contact_shown_to_agent(erase_contact.id);
begin
  perform private.require_website(contact.website_id, '{owner,admin}');
  perform private.lock_contacts(contact.website_id);
  -- Whoever came first has done it.
  contact := private.contact_shown_to_agent(contact.id);

  perform private.erase_shown_contact(contact);
  perform private.audit(contact.organization_id, 'contact_erased', contact.id, contact.website_id);
end;
$$;

create function private.erase_visitor(id uuid)
returns void
language plpgsql
security definer -- people are written by the database alone
set search_path = ''
as $$
declare
  visitor public.visitors := private.visitor_of_agent(erase_visitor.id);
begin
  perform private.require_website(visitor.website_id, '{owner,admin}');
  if visitor.contact_id is not null then
    perform private.raise_error('visitor_identified');
  end if;

  perform private.blank_visitors(array[visitor.id]);
  perform private.erase_next_part(visitor.website_id, null, visitor.id);
  perform private.audit(visitor.organization_id, 'visitor_erased', visitor.id, visitor.website_id);
end;
$$;

create function private.erase_more(website_id uuid, contact_id uuid, visitor_id uuid)
returns void
language plpgsql
security definer -- the caller is the edge function's service role
set search_path = ''
as $$
begin
  -- Only who was erased before: a job can't erase anybody by itself.
  if exists (
    select from public.contacts where contacts.id = erase_more.contact_id and contacts.erased_at is not null
  ) or exists (
    select from public.visitors where visitors.id = erase_more.visitor_id and visitors.erased_at is not null
  ) then
    perform private.tell_none_singly();
    perform private.erase_next_part(erase_more.website_id, erase_more.contact_id, erase_more.visitor_id);
  end if;
end;
$$;

-- 82_erasure_api.sql ------------------------------------------------------------------------------

-- The API of erasing, for owners and admins, and the worker's part of it.

create function private.topics_about(website_id uuid, conversation_ids uuid[], person_ids uuid[])
returns setof text
language sql
stable
set search_path = ''
as $$
  select unnest(array['conversation:' || conversation.id, 'conversation:' || conversation.id || ':team'])
  from unnest(topics_about.conversation_ids) as conversation (id)
  union all
  select unnest(array['visitor:' || person.id, 'contact:' || person.id])
  from unnest(topics_about.person_ids) as person (id)
  union all
  -- Notifications tell of a conversation, to whoever works here or did.
  select 'user:' || profiles.user_id
  from public.profiles
  where cardinality(topics_about.conversation_ids) > 0
  union all
  select 'inbox:' || topics_about.website_id
  where cardinality(topics_about.person_ids) > 0;
$$;
comment on function private.topics_about(uuid, uuid[], uuid[]) is
  'Where conversations and people were told of: their own topics, and those that tell of others, too.';

create function private.is_about(payload jsonb, conversation_ids text[], person_ids text[])
returns boolean
language sql
immutable
return coalesce(
  payload -> 'notification' ->> 'conversationId' = any (conversation_ids)
    or payload -> 'conversation' ->> 'visitorId' = any (person_ids)
    or payload -> 'conversation' ->> 'contactId' = any (person_ids)
    or payload -> 'contact' ->> 'id' = any (person_ids)
    or payload -> 'visitor' ->> 'id' = any (person_ids),
  false
);
comment on function private.is_about(jsonb, text[], text[]) is
  'Whether what was told to an inbox or an agent is about one of these conversations or people.';

create function private.forget_announcements(website_id uuid, conversation_ids uuid[], person_ids uuid[])
returns void
language plpgsql
security definer -- the caller is the edge function's service role
set search_path = ''
as $$
declare
  topics text[] := array(select private.topics_about(
    forget_announcements.website_id, forget_announcements.conversation_ids, forget_announcements.person_ids
  ));
begin
  -- What Realtime keeps for three days, by the index that it has: by moment and topic, of private broadcasts.
  delete from realtime.messages
  where messages.inserted_at > (now() at time zone 'utc') - interval '5 days'
    and messages.extension = 'broadcast'
    and messages.private is true
    and messages.topic = any (topics)
    and messages.event <> all (array['conversation_deleted', 'contact_deleted', 'visitor_deleted', 'access_ended'])
    and (
      split_part(messages.topic, ':', 1) not in ('inbox', 'user')
      or private.is_about(
        messages.payload, forget_announcements.conversation_ids::text[], forget_announcements.person_ids::text[]
      )
    );
end;
$$;

create function public.erase_contact(id uuid)
returns void
language sql
set search_path = ''
as $$
  select private.erase_contact(erase_contact.id);
$$;
comment on function public.erase_contact(uuid) is
  'Erases a contact with all that was merged into it: facts and browsers at once, then conversations, files and announcements. Only a line in the audit log stays, without personal data. For owners and admins.';

create function public.erase_visitor(id uuid)
returns void
language sql
set search_path = ''
as $$
  select private.erase_visitor(erase_visitor.id);
$$;
comment on function public.erase_visitor(uuid) is
  'Erases a visitor who is no contact, with their conversations. For owners and admins.';

-- For the edge function alone

create function public.erase_more(website_id uuid, contact_id uuid, visitor_id uuid)
returns void
language sql
set search_path = ''
as $$
  select private.erase_more(erase_more.website_id, erase_more.contact_id, erase_more.visitor_id);
$$;
comment on function public.erase_more(uuid, uuid, uuid) is
  'Deletes the next part of somebody who was erased, and asks for the part after it. For the edge function `worker`.';

create function public.forget_announcements(website_id uuid, conversation_ids uuid[], person_ids uuid[])
returns void
language sql
set search_path = ''
as $$
  select private.forget_announcements(
    forget_announcements.website_id, forget_announcements.conversation_ids, forget_announcements.person_ids
  );
$$;
comment on function public.forget_announcements(uuid, uuid[], uuid[]) is
  'Deletes what Realtime keeps of conversations and people who were erased. For the edge function `worker`.';

grant execute on function
  private.erase_contact(uuid),
  private.erase_visitor(uuid),
  public.erase_contact(uuid),
  public.erase_visitor(uuid)
to authenticated;

grant execute on function
  private.erase_more(uuid, uuid, uuid),
  private.forget_announcements(uuid, uuid[], uuid[]),
  public.erase_more(uuid, uuid, uuid),
  public.forget_announcements(uuid, uuid[], uuid[])
to service_role;

-- 82_people_lists.sql -----------------------------------------------------------------------------

-- Looking people up: one contact with all that belongs to it, a website's contacts, and who is or was on the site.

create function private.visitors_like(visitor public.visitors)
returns jsonb
language sql
stable
set search_path = ''
as $$
  -- A fingerprint is coarse: what more than three others share says nothing of anybody.
  select case when count(*) <= 3 then coalesce(jsonb_agg(others.id order by others.last_seen_at desc), '[]') else '[]' end
  from (
    select visitors.id, visitors.last_seen_at
    from public.visitors
    where visitors.website_id = visitor.website_id
      and visitors.fingerprint = visitor.fingerprint
      and visitors.id <> visitor.id
      and visitors.erased_at is null
    limit 4
  ) as others;
$$;
comment on function private.visitors_like(public.visitors) is
  'Visitors that are probably the same browser: a hint for agents, on which nothing is built.';

create function private.visitor_in_list(visitor public.visitors)
returns jsonb
language sql
stable
set search_path = ''
as $$
  select jsonb_build_object(
    'visitor', private.visitor_for_team(visitor),
    'contact', private.contact_for_team(private.contact_as_shown(visitor.contact_id)),
    'sameBrowserAs', private.visitors_like(visitor)
  );
$$;
comment on function private.visitor_in_list(public.visitors) is 'A visitor with who they are, for the team.';

create function private.conversations_of_contact(website_id uuid, contact_id uuid)
returns setof uuid
language sql
stable
set search_path = ''
as $$
  with own as (
    select contacts.id
    from public.contacts
    where contacts.website_id = conversations_of_contact.website_id
      and (contacts.id = conversations_of_contact.contact_id or contacts.merged_into_id = conversations_of_contact.contact_id)
  )
  select conversations.id
  from public.conversations
  where conversations.website_id = conversations_of_contact.website_id
    and conversations.contact_id in (select own.id from own)
  union
  select conversations.id
  from public.visitors
  join public.conversations
    on conversations.website_id = visitors.website_id
    and conversations.visitor_id = visitors.id
  where visitors.website_id = conversations_of_contact.website_id
    and visitors.contact_id in (select own.id from own);
$$;
comment on function private.conversations_of_contact(uuid, uuid) is
  'The conversations that the team shows under a contact: its own and those of what was merged into it.';

create function private.get_contact(id uuid)
returns jsonb
language plpgsql
stable
security definer -- its builders read beyond the one row that was checked
set search_path = ''
as $$
declare
  contact public.contacts := private.contact_shown_to_agent(get_contact.id);
  ids uuid[] := array(
    select contacts.id
    from public.contacts
    where contacts.website_id = contact.website_id
      and (contacts.id = contact.id or contacts.merged_into_id = contact.id)
  );
begin
  return jsonb_build_object(
    'contact', private.contact_for_team(contact),
    'mergedContacts', (
      select coalesce(jsonb_agg(private.contact_for_team(contacts) order by contacts.id), '[]')
      from public.contacts
      where contacts.website_id = contact.website_id
        and contacts.merged_into_id = contact.id
    ),
    'visitors', (
      select coalesce(jsonb_agg(private.visitor_in_list(own.visitor) order by own.seen_at desc, own.id), '[]')
      from (
        select visitors as visitor, coalesce(visitors.last_seen_at, visitors.created_at) as seen_at, visitors.id
        from public.visitors
        where visitors.website_id = contact.website_id
          and visitors.contact_id = any (ids)
        order by visitors.last_seen_at desc nulls last
        limit 100
      ) as own
    )
  );
end;
$$;

-- Contacts of a website

create function private.read_contact_filter(filter jsonb)
returns jsonb
language plpgsql
immutable
set search_path = ''
as $$
declare
  given jsonb := coalesce(filter, '{}');
begin
  if jsonb_typeof(given) <> 'object'
    or given - array['query', 'companyId', 'isVerified'] <> '{}'
    or jsonb_typeof(given -> 'query') <> 'string'
    or jsonb_typeof(given -> 'isVerified') <> 'boolean'
    or (given ? 'companyId' and private.to_uuid(given ->> 'companyId') is null)
  then
    perform private.raise_error('invalid_request', 'Contacts are filtered by query, companyId and isVerified.');
  end if;

  return given;
end;
$$;

create function private.contact_conditions(filter jsonb)
returns text
language sql
immutable
set search_path = ''
as $$
  select concat_ws(
    ' and ',
    'contacts.merged_into_id is null and contacts.erased_at is null',
    case when filter ? 'companyId' then 'contacts.company_id = $2' end,
    case filter -> 'isVerified' when 'true' then 'contacts.is_verified' when 'false' then 'not contacts.is_verified' end,
    case when filter ? 'query' then
      'private.contact_words(contacts.team_name, contacts.name, contacts.email, contacts.external_id) @@ $3'
    end
  );
$$;
comment on function private.contact_conditions(jsonb) is
  'The conditions a filter picks, over $2 (the company) and $3 (the words). Nothing of the filter''s own text is in them.';

create function private.list_contacts(website_id uuid, filter jsonb, cursor text, size integer)
returns jsonb
language plpgsql
stable
security definer -- row security keeps conditions on words from using an index
set search_path = ''
as $$
declare
  website public.websites := private.require_website(list_contacts.website_id);
  wanted jsonb := private.read_contact_filter(list_contacts.filter);
  after private.page_cursor := private.read_cursor(list_contacts.cursor);
  -- Null for one that is deleted, though some may not have left it yet.
  company_id uuid := (
    select companies.id
    from public.companies
    where companies.website_id = website.id
      and companies.id = private.to_uuid(wanted ->> 'companyId')
  );
  page public.contacts[];
begin
  execute format(
    'select array(
      select contacts
      from public.contacts
      where contacts.website_id = $1
        and %s
        and (contacts.created_at, contacts.id) < ($4, $5)
      order by contacts.created_at desc, contacts.id desc
      limit $6
    )',
    private.contact_conditions(wanted)
  )
  into page
  using
    website.id,
    company_id,
    case when wanted ? 'query' then private.read_search(wanted ->> 'query') end,
    coalesce(after.at, 'infinity'),
    coalesce(after.id, 'ffffffff-ffff-ffff-ffff-ffffffffffff'),
    list_contacts.size + 1;

  return jsonb_build_object(
    'contacts', (
      select coalesce(jsonb_agg(private.contact_for_team(page[place]) order by place), '[]')
      from generate_series(1, least(list_contacts.size, cardinality(page))) as place
    ),
    'nextCursor', case
      when cardinality(page) > list_contacts.size
        then private.write_cursor(page[list_contacts.size].created_at, page[list_contacts.size].id)
    end
  );
end;
$$;

-- Visitors of a website

create function private.list_visitors(website_id uuid, cursor text, size integer)
returns jsonb
language plpgsql
stable
security definer -- asks who is calling once, not for each row
set search_path = ''
as $$
declare
  website public.websites := private.require_website(list_visitors.website_id);
  after private.page_cursor := private.read_cursor(list_visitors.cursor);
  page public.visitors[];
begin
  page := array(
    select visitors
    from public.visitors
    where visitors.website_id = website.id
      and visitors.erased_at is null
      and (visitors.last_seen_at, visitors.id) < (
        coalesce(after.at, 'infinity'),
        coalesce(after.id, 'ffffffff-ffff-ffff-ffff-ffffffffffff')
      )
    order by visitors.last_seen_at desc, visitors.id desc
    limit list_visitors.size + 1
  );

  return jsonb_build_object(
    'visitors', (
      select coalesce(jsonb_agg(private.visitor_in_list(page[place]) order by place), '[]')
      from generate_series(1, least(list_visitors.size, cardinality(page))) as place
    ),
    'nextCursor', case
      when cardinality(page) > list_visitors.size
        then private.write_cursor(page[list_visitors.size].last_seen_at, page[list_visitors.size].id)
    end
  );
end;
$$;

-- The API

create function public.get_contact(id uuid)
returns jsonb
language sql
stable
set search_path = ''
as $$
  select private.get_contact(get_contact.id);
$$;
comment on function public.get_contact(uuid) is
  'A contact, what was merged into it, and its visitors, seen last first (100 at most). The id of a merged one answers with the one it was merged into.';

create function public.list_contacts(
  website_id uuid,
  filter jsonb default '{}',
  cursor text default null,
  "limit" integer default 50
)
returns jsonb
language sql
stable
set search_path = ''
as $$
  select private.list_contacts(
    list_contacts.website_id, list_contacts.filter, list_contacts.cursor, private.page_size(list_contacts."limit", 100)
  );
$$;
comment on function public.list_contacts(uuid, jsonb, text, integer) is
  'A page of a website''s contacts, newest first. A filter takes query (words of name, email and externalId, the last one may be a beginning), companyId and isVerified.';

create function public.list_visitors(website_id uuid, cursor text default null, "limit" integer default 50)
returns jsonb
language sql
stable
set search_path = ''
as $$
  select private.list_visitors(
    list_visitors.website_id, list_visitors.cursor, private.page_size(list_visitors."limit", 100)
  );
$$;
comment on function public.list_visitors(uuid, text, integer) is
  'A page of a website''s visitors, seen last first: online is who was seen within five minutes. Each with who they are, and which others are probably the same browser.';

grant execute on function
  private.get_contact(uuid),
  private.list_contacts(uuid, jsonb, text, integer),
  private.list_visitors(uuid, text, integer),
  public.get_contact(uuid),
  public.list_contacts(uuid, jsonb, text, integer),
  public.list_visitors(uuid, text, integer)
to authenticated;

-- 82_report_jobs.sql ------------------------------------------------------------------------------

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

-- 82_retention.sql --------------------------------------------------------------------------------

-- Retention: a website may say for how many days resolved conversations are kept after their last activity. Open ones are
-- kept for ever. Visitors without conversations go as well, unless they are blocked; verified contacts stay.

create function private.conversations_to_let_go(website_id uuid, before timestamptz)
returns uuid[]
language sql
stable
set search_path = ''
as $$
  select array(
    select conversations.id
    from unnest(array['resolved', 'archived', 'spam', 'test']) as boxes (box)
    cross join lateral (
      select conversations.id
      from public.conversations
      where conversations.website_id = conversations_to_let_go.website_id
        and conversations.box = boxes.box
        and conversations.status = 'resolved'
        and conversations.last_activity_at < conversations_to_let_go.before
        and conversations.resolved_at < conversations_to_let_go.before
      order by conversations.last_activity_at
      limit 200
    ) as conversations
  );
$$;

create function private.let_go_of_visitors(website_id uuid, before timestamptz)
returns integer
language plpgsql
set search_path = ''
as $$
declare
  gone public.visitors[];
begin
  -- In everybody's order, and so that no label goes that is being merged.
  perform private.lock_contacts(let_go_of_visitors.website_id);
  gone := array(
    select visitors
    from public.visitors
    where visitors.website_id = let_go_of_visitors.website_id
      and (
        visitors.last_seen_at < let_go_of_visitors.before
        or (visitors.last_seen_at is null and visitors.created_at < let_go_of_visitors.before)
      )
      and visitors.blocked_at is null
      and not exists (
        select
        from public.conversations
        where conversations.website_id = visitors.website_id
          and conversations.visitor_id = visitors.id
      )
      -- What they wrote in the conversation of another device keeps its author.
      and not exists (select from public.timeline_items as items where items.visitor_id = visitors.id)
    order by visitors.id
    limit 500
    for update skip locked
  );

  delete from public.visitors
  where visitors.id in (select visitor.id from unnest(gone) as visitor);

  perform private.forget_label(contacts)
  from public.contacts
  where contacts.website_id = let_go_of_visitors.website_id
    and contacts.id in (select visitor.contact_id from unnest(gone) as visitor)
    and not (contacts.is_verified or contacts.is_by_team)
    and not exists (
      select
      from public.visitors
      where visitors.website_id = contacts.website_id
        and visitors.contact_id = contacts.id
    );

  return cardinality(gone);
end;
$$;
comment on function private.let_go_of_visitors(uuid, timestamptz) is
  'Deletes visitors unseen since then who have no conversation, with the labels of theirs.';

create function private.let_go_of_conversations(website_id uuid, before timestamptz)
returns integer
language plpgsql
set search_path = ''
as $$
declare
  ids uuid[] := private.conversations_to_let_go(let_go_of_conversations.website_id, let_go_of_conversations.before);
begin
  -- Held in everybody's order, and looked at again: a visitor may just have written. What is held by others waits.
  ids := array(
    select conversations.id
    from public.conversations
    where conversations.id = any (ids)
      and conversations.status = 'resolved'
      and conversations.last_activity_at < let_go_of_conversations.before
      and conversations.resolved_at < let_go_of_conversations.before
    order by conversations.id
    for update skip locked
  );

  return private.delete_conversations(ids, 5000);
end;
$$;

create function private.enqueue_retention(website_id uuid, run_at timestamptz default now())
returns void
language sql
set search_path = ''
as $$
  select private.enqueue(
    'apply_retention',
    jsonb_build_object('websiteId', enqueue_retention.website_id),
    enqueue_retention.run_at,
    'retention:' || enqueue_retention.website_id
  );
$$;

create function private.keep_retention()
returns void
language sql
set search_path = ''
as $$
  -- Later, for the worker keeps house after all work: what is due at once would keep it at work for ever.
  select private.enqueue_retention(websites.id, now() + interval '1 hour')
  from public.websites
  where websites.retention_days is not null
    and websites.deleted_at is null;
$$;
comment on function private.keep_retention() is 'Has every website''s retention applied hourly, each by jobs of its own; a step of housekeeping.';

create function private.apply_retention(website_id uuid)
returns void
language plpgsql
security definer -- the caller is the edge function's service role
set search_path = ''
as $$
declare
  before timestamptz;
begin
  select now() - make_interval(days => websites.retention_days)
  into before
  from public.websites
  where websites.id = apply_retention.website_id
    and websites.deleted_at is null;

  perform private.tell_none_singly();
  -- Visitors by a job of their own: whoever holds conversations must not wait for contacts.
  if before is not null
    and (
      private.let_go_of_conversations(apply_retention.website_id, before) > 0
      or private.let_go_of_visitors(apply_retention.website_id, before) >= 500
    )
  then
    perform private.enqueue_retention(apply_retention.website_id);
  end if;
end;
$$;

create function public.apply_retention(website_id uuid)
returns void
language sql
set search_path = ''
as $$
  select private.apply_retention(apply_retention.website_id);
$$;
comment on function public.apply_retention(uuid) is
  'Deletes the next part of what a website keeps no longer, and asks for the part after it. For the edge function `worker`.';

grant execute on function
  private.apply_retention(uuid),
  public.apply_retention(uuid)
to service_role;

-- 83_worker.sql -----------------------------------------------------------------------------------

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

-- 84_clock.sql ------------------------------------------------------------------------------------

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

-- 84_timeline_functions.sql -----------------------------------------------------------------------

-- Reading a timeline: pages, what changed, how far somebody has read. Both audiences call these; each gets its own
-- items in its own numbers.

create function private.items_before(
  conversation_id uuid,
  audience private.audience,
  before bigint,
  size integer,
  out shown json,
  out has_more boolean
)
language plpgsql
stable
set search_path = ''
as $$
begin
  -- Orders have no gaps: whatever begins after the first item has older ones before it.
  if items_before.audience = 'team' then
    select coalesce(json_agg(page.item order by page.place), '[]'), coalesce(min(page.place) > 1, false)
    into shown, has_more
    from (
      select private.item_for_team(items) as item, items.team_order as place
      from public.timeline_items as items
      where items.conversation_id = items_before.conversation_id
        and items.team_order < coalesce(items_before.before, 9223372036854775807)
      order by items.team_order desc
      limit items_before.size
    ) as page;
  else
    select coalesce(json_agg(page.item order by page.place), '[]'), coalesce(min(page.place) > 1, false)
    into shown, has_more
    from (
      select private.item_for_visitor(items) as item, items.visitor_order as place
      from public.timeline_items as items
      where items.conversation_id = items_before.conversation_id
        and items.visitor_order < coalesce(items_before.before, 9223372036854775807)
      order by items.visitor_order desc
      limit items_before.size
    ) as page;
  end if;
end;
$$;
comment on function private.items_before(uuid, private.audience, bigint, integer) is
  'The items before an order, oldest first, and whether older ones are left.';

create function private.timeline_page(conversation_id uuid, audience private.audience, before bigint, size integer)
returns json
language plpgsql
stable
set search_path = ''
as $$
declare
  page record;
begin
  page := private.items_before(
    timeline_page.conversation_id, timeline_page.audience, timeline_page.before, timeline_page.size
  );
  return json_build_object('items', page.shown, 'hasMore', page.has_more);
end;
$$;
comment on function private.timeline_page(uuid, private.audience, bigint, integer) is 'A page of a timeline, as it is answered.';

create function private.changes_after(
  conversation public.conversations,
  audience private.audience,
  after bigint,
  size integer
)
returns json
language plpgsql
stable
set search_path = ''
as $$
declare
  answer json;
begin
  -- Changes have no gaps either: the conversation's last one is always some item's.
  if changes_after.audience = 'team' then
    select json_build_object(
      'conversation', private.conversation_for_team(conversation),
      'items', coalesce(json_agg(page.item order by page.change), '[]'),
      'hasMore', coalesce(max(page.change) < conversation.team_last_change, false)
    )
    into answer
    from (
      select private.item_for_team(items) as item, items.team_change as change
      from public.timeline_items as items
      where items.conversation_id = conversation.id
        and items.team_change > changes_after.after
        and items.team_change <= conversation.team_last_change
      order by items.team_change
      limit changes_after.size
    ) as page;
  else
    select json_build_object(
      'conversation', private.conversation_for_visitor(conversation),
      'items', coalesce(json_agg(page.item order by page.change), '[]'),
      'hasMore', coalesce(max(page.change) < conversation.visitor_last_change, false)
    )
    into answer
    from (
      select private.item_for_visitor(items) as item, items.visitor_change as change
      from public.timeline_items as items
      where items.conversation_id = conversation.id
        and items.visitor_change > changes_after.after
        and items.visitor_change <= conversation.visitor_last_change
      order by items.visitor_change
      limit changes_after.size
    ) as page;
  end if;

  return answer;
end;
$$;
comment on function private.changes_after(public.conversations, private.audience, bigint, integer) is
  'The conversation and its items that changed after a number, in order of change.';

create function private.list_timeline(conversation_id uuid, before bigint, size integer)
returns json
language plpgsql
stable
security definer -- visitors have no access to tables
set search_path = ''
as $$
begin
  return private.timeline_page(
    (private.require_conversation(list_timeline.conversation_id)).id,
    private.audience(),
    list_timeline.before,
    private.page_size(list_timeline.size, 200)
  );
end;
$$;

create function private.sync_conversation(conversation_id uuid, after bigint, size integer)
returns json
language plpgsql
stable
security definer -- visitors have no access to tables
set search_path = ''
as $$
declare
  conversation public.conversations := private.require_conversation(sync_conversation.conversation_id);
begin
  if sync_conversation.after is null or sync_conversation.after < 0 then
    perform private.raise_error('invalid_request', 'Give the number of the last change you know, or 0.');
  end if;

  return private.changes_after(
    conversation, private.audience(), sync_conversation.after, private.page_size(sync_conversation.size, 1000)
  );
end;
$$;

create function private.mark_read(conversation_id uuid, upto bigint)
returns jsonb
language plpgsql
security definer -- reads and their counts are written by the database alone
set search_path = ''
as $$
declare
  conversation public.conversations := private.require_conversation(mark_read.conversation_id);
  reading public.conversation_reads;
  team_upto bigint;
begin
  if mark_read.upto is null or mark_read.upto < 0 then
    perform private.raise_error('invalid_request', 'Give the order of the last item that was read.');
  end if;

  if private.audience() = 'team' then
    team_upto := mark_read.upto;
  else
    select items.team_order
    into team_upto
    from public.timeline_items as items
    where items.conversation_id = conversation.id
      and items.visitor_order <= mark_read.upto
    order by items.visitor_order desc
    limit 1;
  end if;

  reading := private.advance_read(conversation.id, private.user_id(), coalesce(team_upto, 0));
  if reading.id is null then
    -- Erased in this moment.
    perform private.raise_error('conversation_not_found');
  elsif private.audience() = 'team' then
    perform private.read_notifications_of_conversation(conversation.id, reading.user_id, reading.team_upto);
    return private.read_for_team(reading);
  end if;

  perform private.take_hit('read_visitor', conversation.website_id, private.claim('sub'));
  return private.read_for_visitor(reading);
exception
  when foreign_key_violation then
    -- Or in this one.
    perform private.raise_error('conversation_not_found');
end;
$$;

-- The API

create function public.list_timeline(conversation_id uuid, before bigint default null, "limit" integer default 50)
returns json
language sql
stable
set search_path = ''
as $$
  select private.list_timeline(list_timeline.conversation_id, list_timeline.before, list_timeline."limit");
$$;
comment on function public.list_timeline(uuid, bigint, integer) is
  'A page of a conversation''s timeline, oldest first: the newest, or what lies before an `order`.';

create function public.sync_conversation(conversation_id uuid, after bigint, "limit" integer default 200)
returns json
language sql
stable
set search_path = ''
as $$
  select private.sync_conversation(sync_conversation.conversation_id, sync_conversation.after, sync_conversation."limit");
$$;
comment on function public.sync_conversation(uuid, bigint, integer) is
  'The conversation as it is, and the items changed after a `change` number, in order of change.';

create function public.mark_read(conversation_id uuid, upto bigint)
returns jsonb
language sql
set search_path = ''
as $$
  select private.mark_read(mark_read.conversation_id, mark_read.upto);
$$;
comment on function public.mark_read(uuid, bigint) is
  'Marks a conversation as read up to an `order`; never moves back. Answers where the cursor stands.';

grant execute on function
  private.list_timeline(uuid, bigint, integer),
  private.sync_conversation(uuid, bigint, integer),
  private.mark_read(uuid, bigint),
  public.list_timeline(uuid, bigint, integer),
  public.sync_conversation(uuid, bigint, integer),
  public.mark_read(uuid, bigint)
to anon, authenticated;

-- 85_visitor_facts.sql ----------------------------------------------------------------------------

-- What a visitor tells of itself: facts about who they are, and the page they look at.

create function private.update_contact_metadata(metadata jsonb)
returns jsonb
language plpgsql
security definer -- visitors have no access to tables
set search_path = ''
as $$
declare
  visitor public.visitors := private.require_visitor();
  facts jsonb := private.checked_metadata(update_contact_metadata.metadata);
  contact public.contacts;
begin
  update public.contacts
  set
    claimed_metadata = private.merged_metadata(contacts.claimed_metadata, facts),
    updated_at = now()
  where contacts.website_id = visitor.website_id
    and contacts.id = visitor.contact_id
    and not (contacts.metadata || contacts.claimed_metadata) @> facts;

  select contacts.*
  into contact
  from public.contacts
  where contacts.website_id = visitor.website_id
    and contacts.id = visitor.contact_id;

  if contact.id is null then
    perform private.raise_error('contact_not_found');
  end if;

  perform private.take_hit('metadata_visitor', visitor.website_id, visitor.id::text);
  return private.contact_for_visitor(contact);
end;
$$;

create function private.touch_visitor(page jsonb)
returns void
language plpgsql
security definer -- visitors have no access to tables
set search_path = ''
as $$
declare
  visitor public.visitors := private.require_visitor();
  seen public.visitors;
  is_due boolean := coalesce(visitor.last_seen_at < now() - interval '1 minute', true);
begin
  if jsonb_typeof(touch_visitor.page -> 'url') is distinct from 'string' then
    perform private.raise_error('invalid_request', 'A page has a url.');
  end if;

  if not is_due and visitor.page_url is not distinct from left(touch_visitor.page ->> 'url', 2000) then
    return;
  end if;

  seen := private.describe_visitor(visitor.id, jsonb_build_object('page', touch_visitor.page));
  if is_due then
    perform private.announce_visitor_seen(seen);
  end if;
  perform private.take_hit('touch_visitor', visitor.website_id, visitor.id::text);
end;
$$;

-- 86_visitor_functions.sql ------------------------------------------------------------------------

-- What visitors may do. They give text, files and ids; who, where and when come from the token and the clock.

create function private.start_conversation_of_visitor(conversation_id uuid, visitor public.visitors)
returns public.conversations
language plpgsql
set search_path = ''
as $$
declare
  conversation public.conversations := private.lock_conversation(start_conversation_of_visitor.conversation_id);
begin
  if conversation.id is not null then
    if not private.belongs_to_visitor(conversation, visitor) then
      perform private.raise_error('id_taken');
    end if;
    return conversation;
  end if;

  -- Two first messages may race: the second waits here and finds the first one's conversation. No constraint is named:
  -- each unique one has to take part in the wait, or two of them deadlock.
  begin
    insert into public.conversations (id, organization_id, website_id, visitor_id, contact_id, is_test)
    values (
      start_conversation_of_visitor.conversation_id,
      visitor.organization_id,
      visitor.website_id,
      visitor.id,
      private.contact_of_history(visitor),
      visitor.is_test
    )
    on conflict do nothing;
  exception
    when foreign_key_violation then
      -- Erased in this moment.
      perform private.raise_error('session_expired');
  end;

  conversation := private.lock_conversation(start_conversation_of_visitor.conversation_id);
  if not private.belongs_to_visitor(conversation, visitor) then
    perform private.raise_error('id_taken');
  end if;

  return conversation;
end;
$$;
comment on function private.start_conversation_of_visitor(uuid, public.visitors) is
  'The visitor''s conversation of this id, made if it is new, held until the end of the transaction.';

create function private.write_greetings(conversation public.conversations, greetings jsonb, caused_by uuid)
returns void
language sql
set search_path = ''
as $$
  -- Without an author: a visitor must not be able to put words into an agent's mouth.
  insert into public.timeline_items (website_id, conversation_id, id, type, text, parts, caused_by)
  select
    conversation.website_id,
    conversation.id,
    private.uuid_v7(),
    'message',
    private.checked_text(greeting ->> 'content', false),
    '[{"type": "metadata", "source": "greeting"}]',
    write_greetings.caused_by
  from jsonb_array_elements(write_greetings.greetings) with ordinality as given (greeting, place)
  order by place;
$$;
comment on function private.write_greetings(public.conversations, jsonb, uuid) is
  'Keeps the default messages that were on screen when the visitor first wrote.';

create function private.reopen_by_visitor(conversation public.conversations, visitor public.visitors, caused_by uuid)
returns void
language plpgsql
set search_path = ''
as $$
begin
  if conversation.status = 'open' and num_nonnulls(conversation.snoozed_until, conversation.archived_at) = 0 then
    return;
  end if;

  update public.conversations
  set
    status = 'open',
    resolved_at = null,
    snoozed_until = null,
    archived_at = null
  where conversations.id = conversation.id;

  if conversation.status = 'open' then
    return;
  end if;

  perform private.write_event(
    conversation.id,
    'reopened',
    'public',
    by_visitor => visitor.id,
    caused_by => reopen_by_visitor.caused_by
  );
end;
$$;

create function private.items_written_by(message public.timeline_items, audience private.audience)
returns json
language plpgsql
stable
set search_path = ''
set plan_cache_mode = force_generic_plan -- or it is planned anew for every message
as $$
begin
  -- What a call wrote stands close to its message, so this looks at a few places, not at the whole timeline.
  return array_to_json(array(
    select private.item_as_json(
      items,
      case items_written_by.audience when 'team' then items.team_order else items.visitor_order end,
      case items_written_by.audience when 'team' then items.team_change else items.visitor_change end
    )
    from public.timeline_items as items
    where items.conversation_id = message.conversation_id
      and items.team_order between message.team_order - 10 and message.team_order + 10
      and (items.id = message.id or items.caused_by = message.id)
      and (items_written_by.audience = 'team' or items.visibility = 'public')
    order by items.team_order
  ));
end;
$$;
comment on function private.items_written_by(public.timeline_items, private.audience) is
  'A message and what its sending wrote beside it: the same answer for the first call and for a repeated one.';

create function private.find_item(conversation_id uuid, id uuid)
returns public.timeline_items
language plpgsql
stable
set search_path = ''
as $$
declare
  item public.timeline_items;
begin
  select items.*
  into item
  from public.timeline_items as items
  where items.conversation_id = find_item.conversation_id
    and items.id = find_item.id;

  return item;
end;
$$;

create function private.send_visitor_message(
  conversation_id uuid,
  id uuid,
  text text,
  parts jsonb,
  greetings jsonb
)
returns json
language plpgsql
security definer -- visitors have no access to tables
set search_path = ''
set plan_cache_mode = force_generic_plan -- or the first calls of a connection plan each statement five times
as $$
declare
  visitor public.visitors := private.require_visitor();
  greetings jsonb := coalesce(send_visitor_message.greetings, '[]');
  conversation public.conversations;
  after public.conversations;
  item public.timeline_items;
  files jsonb;
  header json;
begin
  if num_nulls(send_visitor_message.conversation_id, send_visitor_message.id) > 0
    or (greetings <> '[]' and private.are_default_messages(greetings) is not true)
  then
    perform private.raise_error('invalid_request');
  end if;

  conversation := private.start_conversation_of_visitor(send_visitor_message.conversation_id, visitor);
  item := private.find_item(conversation.id, send_visitor_message.id);

  if item.id is null then
    perform private.require_active_website(visitor.website_id);
    files := private.checked_files(send_visitor_message.parts, conversation);
    if conversation.team_last_order = 0 and greetings <> '[]' then
      perform private.write_greetings(conversation, greetings, send_visitor_message.id);
    end if;

    insert into public.timeline_items (website_id, conversation_id, id, type, text, parts, visitor_id)
    values (
      conversation.website_id,
      conversation.id,
      send_visitor_message.id,
      'message',
      private.checked_text(send_visitor_message.text, jsonb_array_length(files) > 0),
      files,
      visitor.id
    )
    returning timeline_items.* into item;

    if files <> '[]' then
      perform private.name_files(conversation.id, send_visitor_message.id, files);
    end if;

    perform private.reopen_by_visitor(conversation, visitor, send_visitor_message.id);
    if conversation.team_last_order = 0 then
      perform private.route_conversation(conversation.id);
    end if;

  elsif item.type <> 'message' or item.visitor_id is distinct from visitor.id then
    perform private.raise_error('id_taken');
  end if;

  after := private.current_conversation(conversation.id);
  header := private.conversation_for_visitor(after);
  if after.team_last_order > conversation.team_last_order then
    perform private.announce_now('visitor', after.id, header);
    perform private.take_hits(visitor, 'message');
  end if;

  return json_build_object(
    'conversation', header,
    'items', case
      when after.team_last_order = conversation.team_last_order + 1
        then json_build_array(private.item_for_visitor(item))
      else private.items_written_by(item, 'visitor')
    end
  );
end;
$$;

create function private.list_conversations(before text, size integer)
returns json
language plpgsql
stable
security definer -- visitors have no access to tables
set search_path = ''
as $$
declare
  visitor public.visitors := private.require_visitor();
  verified_id uuid := private.verified_contact_id(visitor);
  after private.page_cursor := private.read_cursor(list_conversations.before);
  size integer := private.page_size(list_conversations.size, 100);
  page public.conversations[];
begin
  page := array(
    select conversations
    from public.conversations
    where conversations.website_id = visitor.website_id
      and (conversations.visitor_id = visitor.id or conversations.contact_id = verified_id)
      and (after.id is null or (conversations.last_activity_at, conversations.id) < (after.at, after.id))
    order by conversations.last_activity_at desc, conversations.id desc
    limit size + 1
  );

  return json_build_object(
    'conversations', array_to_json(array(
      select private.conversation_for_visitor(page[place])
      from generate_series(1, least(size, cardinality(page))) as place
      order by place
    )),
    'nextCursor', case
      when cardinality(page) > size then private.write_cursor(page[size].last_activity_at, page[size].id)
    end,
    'unreadCount', private.unread_total(visitor, verified_id)
  );
end;
$$;

-- 87_visitor_api.sql ------------------------------------------------------------------------------

-- The visitor's API: thin functions over 86, for role `anon` with a visitor's token. Without its claims they refuse.

create function public.send_visitor_message(
  conversation_id uuid,
  id uuid,
  text text,
  parts jsonb default '[]',
  greetings jsonb default '[]'
)
returns json
language sql
return private.send_visitor_message(
  send_visitor_message.conversation_id,
  send_visitor_message.id,
  send_visitor_message.text,
  send_visitor_message.parts,
  send_visitor_message.greetings
);
comment on function public.send_visitor_message(uuid, uuid, text, jsonb, jsonb) is
  'Sends a visitor''s message. The client chooses both ids: a new conversation id starts one, a repeated message id answers as before. Reopens a resolved conversation.';

create function public.list_conversations(before text default null, "limit" integer default 20)
returns json
language sql
stable
set search_path = ''
as $$
  select private.list_conversations(list_conversations.before, list_conversations."limit");
$$;
comment on function public.list_conversations(text, integer) is
  'The visitor''s conversations, latest activity first; a verified contact''s from every device.';

create function public.update_contact_metadata(metadata jsonb)
returns jsonb
language sql
set search_path = ''
as $$
  select private.update_contact_metadata(update_contact_metadata.metadata);
$$;
comment on function public.update_contact_metadata(jsonb) is
  'Merges facts told by the browser into the visitor''s contact. Needs an identified visitor.';

create function public.touch_visitor(page jsonb)
returns void
language sql
set search_path = ''
as $$
  select private.touch_visitor(touch_visitor.page);
$$;
comment on function public.touch_visitor(jsonb) is 'Notes that the visitor is there and which page (`url`, `title`) they look at.';

grant execute on function
  private.send_visitor_message(uuid, uuid, text, jsonb, jsonb),
  private.list_conversations(text, integer),
  private.update_contact_metadata(jsonb),
  private.touch_visitor(jsonb),
  public.send_visitor_message(uuid, uuid, text, jsonb, jsonb),
  public.list_conversations(text, integer),
  public.update_contact_metadata(jsonb),
  public.touch_visitor(jsonb)
to anon;

-- 88_inbox_filter.sql -----------------------------------------------------------------------------

-- The inbox's filter: data that picks among conditions which stand here; its values travel as parameters.

create type private.inbox_filter as (
  status public.conversation_status,
  box text, -- inbox, snoozed, spam, archived, test
  assignee text, -- me, none, someone, or a member's id
  priorities public.conversation_priority[],
  tag_ids uuid[], -- any of them
  all_tag_ids uuid[],
  is_unread boolean,
  channel public.conversation_channel,
  contact_id uuid,
  created_from timestamptz,
  created_to timestamptz,
  active_from timestamptz,
  active_to timestamptz,
  words tsquery,
  conversation_ids uuid[] -- of those with the words, where it is known
);

create function private.read_texts(value jsonb, pattern text)
returns text[]
language plpgsql
immutable
set search_path = ''
as $$
declare
  texts text[];
begin
  if value is null then
    return null;
  elsif jsonb_typeof(value) = 'array' then
    texts := array(select jsonb_array_elements_text(value));
  end if;

  if cardinality(texts) between 1 and 50
    and not exists (select from unnest(texts) as item where (item ~ read_texts.pattern) is not true)
  then
    return texts;
  end if;

  perform private.raise_error('invalid_request', 'A filter''s list has 1 to 50 known values.');
end;
$$;

create function private.read_moment(value text)
returns timestamptz
language plpgsql
stable
set search_path = ''
as $$
begin
  if value is null then
    return null;
  elsif value ~ '^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d{1,6})?)?(Z|[+-]\d\d:\d\d))?$' then
    return value::timestamptz;
  end if;

  perform private.raise_error('invalid_request', 'A moment is written as 2026-01-31 or 2026-01-31T08:00:00Z.');
exception
  when datetime_field_overflow or invalid_datetime_format then
    perform private.raise_error('invalid_request', 'There is no such moment.');
end;
$$;
comment on function private.read_moment(text) is 'A moment as JSON writes it, or null; refuses everything else.';

create function private.refuse_unknown_filter(given jsonb)
returns void
language plpgsql
immutable
set search_path = ''
as $$
declare
  uuids constant text := '^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$';
  known constant jsonb := jsonb_build_object(
    'status', '^(open|resolved)$',
    'box', '^(inbox|snoozed|spam|archived|test)$',
    'assignee', '^(me|none|someone)$|' || uuids,
    'unread', '^(true|false)$',
    'channel', '^(widget|email|api)$',
    'contact', uuids,
    'priority', '', 'tags', '', 'allTags', '', 'text', '',
    'createdFrom', '', 'createdTo', '', 'activeFrom', '', 'activeTo', ''
  );
  part record;
begin
  if jsonb_typeof(given) <> 'object' then
    perform private.raise_error('invalid_request', 'A filter is an object.');
  end if;

  for part in
    select key, given ->> key as value
    from jsonb_object_keys(given) as key
  loop
    if not known ? part.key then
      perform private.raise_error('invalid_request', 'A filter names only: ' || (
        select string_agg(key, ', ' order by key)
        from jsonb_object_keys(known) as key
      ) || '.');
    elsif part.value !~* (known ->> part.key) then
      perform private.raise_error(
        'invalid_request',
        format('A filter''s %s can''t be this. It takes: %s', part.key, case
          when part.key in ('assignee') then 'me, none, someone or a member''s id.'
          when part.key in ('contact') then 'a contact''s id.'
          else translate(known ->> part.key, '^()$', '') || '.'
        end)
      );
    end if;
  end loop;
end;
$$;

create function private.read_inbox_filter(filter jsonb)
returns private.inbox_filter
language plpgsql
stable
set search_path = ''
as $$
declare
  given jsonb := jsonb_strip_nulls(coalesce(filter, '{}'));
  uuids constant text := '^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$';
  wanted private.inbox_filter;
begin
  perform private.refuse_unknown_filter(given);

  wanted.status := given ->> 'status';
  wanted.box := coalesce(given ->> 'box', 'inbox');
  wanted.assignee := given ->> 'assignee';
  wanted.priorities := private.read_texts(given -> 'priority', '^(low|medium|high|urgent)$');
  wanted.tag_ids := private.read_texts(given -> 'tags', uuids);
  wanted.all_tag_ids := nullif(array(select distinct unnest(private.read_texts(given -> 'allTags', uuids))), '{}');
  wanted.is_unread := given ->> 'unread';
  wanted.channel := given ->> 'channel';
  wanted.contact_id := given ->> 'contact';
  wanted.created_from := private.read_moment(given ->> 'createdFrom');
  wanted.created_to := private.read_moment(given ->> 'createdTo');
  wanted.active_from := private.read_moment(given ->> 'activeFrom');
  wanted.active_to := private.read_moment(given ->> 'activeTo');
  wanted.words := case when given ? 'text' then private.read_search(given ->> 'text') end;
  return wanted;
end;
$$;
comment on function private.read_inbox_filter(jsonb) is 'A filter as the API takes it, checked word by word.';

create function private.tags_of_filter(website_id uuid, ids uuid[])
returns uuid[]
language plpgsql -- keeps its plan
stable
set search_path = ''
as $$
begin
  return case
    when ids is not null then array(
      select tags.id
      from unnest(ids) as asked (id)
      left join public.tags on tags.website_id = tags_of_filter.website_id and tags.id = asked.id
    )
  end;
end;
$$;
comment on function private.tags_of_filter(uuid, uuid[]) is
  'A filter''s tags, with null for each that the website has no more: nothing carries that, though it may not yet be taken off all.';

create function private.inbox_filter_of(website_id uuid, filter jsonb)
returns private.inbox_filter
language plpgsql
stable
set search_path = ''
as $$
declare
  wanted private.inbox_filter := private.read_inbox_filter(inbox_filter_of.filter);
begin
  wanted.tag_ids := private.tags_of_filter(inbox_filter_of.website_id, wanted.tag_ids);
  wanted.all_tag_ids := private.tags_of_filter(inbox_filter_of.website_id, wanted.all_tag_ids);
  return wanted;
end;
$$;
comment on function private.inbox_filter_of(uuid, jsonb) is 'A filter as a website''s inbox looks by it.';

-- 88_inbox_parts.sql ------------------------------------------------------------------------------

-- What an inbox's filter asks of a conversation: in which boxes it stands, and its other parts, each with how its few
-- conversations may be found. All is text over $1 (the website), $2 (the filter) and $3 (the agent). Nothing of the filter's own
-- text is in it.

create function private.inbox_boxes(wanted private.inbox_filter)
returns text[]
language sql
immutable
return case
  when wanted.box = 'snoozed' then array['asleep']
  when wanted.box <> 'inbox' then array[wanted.box]
  when wanted.status = 'resolved' then array['resolved']
  when wanted.status = 'open' then array['open', 'due']
  else array['open', 'snoozed', 'resolved']
end;
comment on function private.inbox_boxes(private.inbox_filter) is
  'Where a filter looks. What is snoozed is asleep until its time, then due until it was woken.';

create function private.is_in_box(box text)
returns text
language sql
immutable
return case box
  when 'asleep' then 'conversations.box = ''snoozed'' and conversations.snoozed_until > now()'
  when 'due' then 'conversations.box = ''snoozed'' and conversations.snoozed_until <= now()'
  else format('conversations.box = %L', box)
end;

create function private.is_in_boxes(boxes text[])
returns text
language plpgsql -- keeps its plan
immutable
set search_path = ''
as $$
begin
  return case
    when boxes && '{asleep,due}'
      then '(' || array_to_string(array(select private.is_in_box(box) from unnest(boxes) as box), ' or ') || ')'
    else format('conversations.box = any (%L)', boxes)
  end;
end;
$$;

create type private.inbox_part as (
  name text,
  condition text,
  few integer, -- how many are looked up quicker than walked to, by an index of conversations
  ids text, -- or by their ids, which this finds in another table
  is_elsewhere boolean -- looks into another table, and so is checked last
);

create function private.inbox_parts(wanted private.inbox_filter)
returns setof private.inbox_part
language plpgsql -- keeps its plan
immutable
set search_path = ''
as $$
begin
  return query
  select parts.*, parts.ids is not null or parts.name = 'text'
  from (
    values
      (
        'status',
        case
          when wanted.box <> 'inbox' and wanted.status is not null
            then format('conversations.status = %L', wanted.status)
        end,
        null,
        null
      ),
      (
        'assignee',
        case
          when wanted.assignee = 'none' then 'conversations.assignee_id is null'
          when wanted.assignee = 'someone' then 'conversations.assignee_id is not null'
        end,
        null,
        null
      ),
      (
        'assignee',
        'conversations.assignee_id = ' || case
          when wanted.assignee = 'me' then '$3'
          when wanted.assignee not in ('none', 'someone') then '($2.assignee)::uuid'
        end,
        1500,
        null
      ),
      ('priority', case when wanted.priorities is not null then 'conversations.priority = any ($2.priorities)' end, null, null),
      (
        'tag marks',
        concat_ws(
          ' and ',
          case when wanted.tag_ids is not null then 'conversations.tag_marks & private.tag_marks($2.tag_ids) <> 0' end,
          case when wanted.all_tag_ids is not null then
            'conversations.tag_marks & private.tag_marks($2.all_tag_ids) = private.tag_marks($2.all_tag_ids)'
          end
        ),
        null,
        null
      ),
      (
        'tags',
        case when wanted.tag_ids is not null then
          '(select true from public.conversation_tags as given
            where given.conversation_id = conversations.id and given.tag_id = any ($2.tag_ids) limit 1)'
        end,
        1500,
        'select given.conversation_id from public.conversation_tags as given
          where given.website_id = $1 and given.tag_id = any ($2.tag_ids)'
      ),
      (
        'allTags',
        case when wanted.all_tag_ids is not null then
          '(select count(*) from public.conversation_tags as given
            where given.conversation_id = conversations.id and given.tag_id = any ($2.all_tag_ids))
            = cardinality($2.all_tag_ids)'
        end,
        1500,
        case
          when cardinality(wanted.all_tag_ids) > 1 then
            'select lists.conversation_id from private.tag_lists as lists
              where lists.website_id = $1 and lists.tag_ids @> $2.all_tag_ids'
          else
            'select given.conversation_id from public.conversation_tags as given
              where given.website_id = $1 and given.tag_id = any ($2.all_tag_ids)'
        end
      ),
      ('channel', case when wanted.channel is not null then format('conversations.channel = %L', wanted.channel) end, null, null),
      (
        'contact',
        case when wanted.contact_id is not null then
          '(conversations.id in (select private.conversations_of_contact($1, $2.contact_id))) is true'
        end,
        1500,
        'select private.conversations_of_contact($1, $2.contact_id)'
      ),
      (
        'created',
        concat_ws(
          ' and ',
          case when wanted.created_from is not null then 'conversations.created_at >= $2.created_from' end,
          case when wanted.created_to is not null then 'conversations.created_at < $2.created_to' end
        ),
        60000,
        null
      ),
      (
        'active',
        concat_ws(
          ' and ',
          case when wanted.active_from is not null then 'conversations.last_activity_at >= $2.active_from' end,
          case when wanted.active_to is not null then 'conversations.last_activity_at < $2.active_to' end
        ),
        10000,
        null
      ),
      (
        'text',
        case
          -- Looked at in a hash: they may be many, and each conversation of a walk is looked for.
          when wanted.conversation_ids is not null
            then '(conversations.id in (select unnest($2.conversation_ids))) is true'
          when wanted.words is not null then
            'exists (select from public.timeline_items as items
              where items.website_id = $1 and items.conversation_id = conversations.id
                and items.type = ''message''
                and private.has_words(items.text, $2.words, (select private.word_patterns($2.words))))'
        end,
        case when wanted.conversation_ids is not null then 1500 end,
        case when wanted.conversation_ids is not null then 'select unnest($2.conversation_ids)' end
      ),
      (
        'unread',
        case when wanted.is_unread is not null then
          '(conversations.visitor_message_count > coalesce((select reads.message_count
            from public.conversation_reads as reads
            where reads.conversation_id = conversations.id and reads.user_id = $3), 0)) = ($2.is_unread)'
        end,
        null,
        null
      )
  ) as parts (name, condition, few, ids)
  where parts.condition <> '';
end;
$$;

-- 88_inbox_queries.sql ----------------------------------------------------------------------------

-- The inbox as queries: for the ids of the first conversations of a website's boxes that conditions hold of, in order. All is
-- text over $1 (the website), $2 (the filter), $3 (the agent), $4 (how many), $5 (the place where a page ended) and $6 (ids).

create type private.inbox_place as (
  at timestamptz,
  id uuid,
  priority public.conversation_priority
);

create type private.inbox_order as (
  columns text,
  arranged text,
  after text -- what lies after $5
);

create function private.inbox_order(sort text)
returns private.inbox_order
language plpgsql
immutable
set search_path = ''
as $$
begin
  case sort
    when 'newest' then
      return row('last_activity_at, id', 'last_activity_at desc, id desc', '(last_activity_at, id) < ($5.at, $5.id)')::private.inbox_order;
    when 'oldest' then
      return row('last_activity_at, id', 'last_activity_at, id', '(last_activity_at, id) > ($5.at, $5.id)')::private.inbox_order;
    when 'longest_waiting' then
      return row('waiting_since, id', 'waiting_since, id', '(waiting_since, id) > ($5.at, $5.id)')::private.inbox_order;
    when 'priority' then
      return row(
        'priority, last_activity_at, id',
        'priority desc, last_activity_at desc, id desc',
        '(priority, last_activity_at, id) < ($5.priority, $5.at, $5.id)'
      )::private.inbox_order;
    else
      perform private.raise_error('invalid_request', 'An inbox is sorted by newest, oldest, longest_waiting or priority.');
  end case;
end;
$$;

create function private.all_hold(conditions text[])
returns text
language sql
immutable
return coalesce(nullif(array_to_string(conditions, ' and '), ''), 'true');

-- They name no other column than they must: then an index alone answers most.

create function private.walked(boxes text[], conditions text, in_order private.inbox_order, most text)
returns text
language plpgsql -- keeps its plan
immutable
set search_path = ''
as $$
declare
  walks constant text[] := array(
    select format(
      '(
        select %s
        from (select * from public.conversations where conversations.website_id = $1 and %s %s) as conversations
        where %s
        order by %s
        limit %s
      )',
      in_order.columns,
      private.is_in_box(box),
      -- Few, and found by their time.
      case when box = 'due' then 'offset 0' end,
      conditions,
      in_order.arranged,
      most
    )
    from unnest(boxes) as box
  );
begin
  return format(
    'select %s from (%s) as merged order by %s limit %s',
    in_order.columns, array_to_string(walks, ' union all '), in_order.arranged, most
  );
end;
$$;
comment on function private.walked(text[], text, private.inbox_order, text) is 'From each box its first, merged.';

create function private.checked(query text, conditions text[], in_order private.inbox_order)
returns text
language sql
immutable
return format(
  'select %s from (%s) as conversations where %s order by %s limit $4',
  in_order.columns, query, private.all_hold(conditions), in_order.arranged
);
comment on function private.checked(text, text[], private.inbox_order) is
  'Of a query''s conversations, which come in order, the first that conditions hold of: no more are looked at.';

create function private.walk(
  boxes text[],
  conditions text[],
  checked text[],
  in_order private.inbox_order,
  is_dear boolean
)
returns text
language sql
immutable
return format(
  'array(select id from (%s) as page)',
  case
    when checked = '{}' then private.walked(boxes, private.all_hold(conditions), in_order, '$4')
    else private.checked(
      private.walked(boxes, private.all_hold(conditions), in_order, case when is_dear then '1000' else 'all' end),
      checked,
      in_order
    )
  end
);
comment on function private.walk(text[], text[], text[], private.inbox_order, boolean) is
  'The ids of the first that conditions hold of; what is dear to check is checked for a thousand of each box at most.';

create function private.lookup(
  boxes text[],
  part private.inbox_part,
  conditions text[],
  checked text[],
  in_order private.inbox_order
)
returns text
language plpgsql -- keeps its plan
immutable
set search_path = ''
as $$
declare
  found constant text := format(
    'from public.conversations where conversations.website_id = $1 and %s and %s',
    private.is_in_boxes(boxes), part.condition
  );
  page constant text := format(
    'array(select id from (%s) as page)',
    private.checked('select * from fit order by ' || in_order.arranged, checked, in_order)
  );
begin
  return format(
    '(with fit as materialized (select %s %s and %s) select %s)',
    in_order.columns,
    found,
    private.all_hold(conditions),
    case
      when part.ids is not null then page
      else format(
        'case when (select count(*) from (select %1$s limit %2$s + 1) as few) <= %2$s then %3$s end', found, part.few, page
      )
    end
  );
end;
$$;
comment on function private.lookup(text[], private.inbox_part, text[], text[], private.inbox_order) is
  'The same, where one part finds few: these are put in order, which is kept from choosing how they are found. Ids were counted before; where another part finds more than few, null.';

-- 88_inbox_ways.sql -------------------------------------------------------------------------------

-- The inbox's two ways to a page. Where a part of the filter finds few, these are looked up and put in order; else the boxes
-- are walked in order until the page is full. What stands in other tables is then checked for each conversation or, where
-- that is quicker, against ids that were collected before. Which it is, is counted up to a bound: an estimate that is wrong
-- costs a second.

create function private.collect_ids(query text, website_id uuid, wanted private.inbox_filter, agent_id uuid, most integer)
returns uuid[]
language plpgsql
stable
set search_path = ''
set enable_seqscan = off -- a bound makes it look cheap
as $$
declare
  ids uuid[];
begin
  execute format('select array(select id from (%s) as few (id) limit $4)', collect_ids.query)
  into ids
  using collect_ids.website_id, wanted, collect_ids.agent_id, collect_ids.most + 1;

  return case when cardinality(ids) <= collect_ids.most then ids end;
end;
$$;
comment on function private.collect_ids(text, uuid, private.inbox_filter, uuid, integer) is
  'The ids that a query finds; null where these are more than asked for.';

create function private.common_ids(ids uuid[], others uuid[])
returns uuid[]
language plpgsql -- keeps its plan
immutable
set search_path = ''
as $$
begin
  return case
    when ids is null or others is null then coalesce(ids, others)
    when least(cardinality(ids), cardinality(others)) <= 10000
      then array(select unnest(ids) intersect select unnest(others))
    when cardinality(others) < cardinality(ids) then others
    else ids
  end;
end;
$$;
comment on function private.common_ids(uuid[], uuid[]) is
  'Ids among which all are that two lists have in common, of which either may be unknown.';

create function private.ids_of_page(
  query text,
  website_id uuid,
  wanted private.inbox_filter,
  agent_id uuid,
  size integer,
  place private.inbox_place,
  few uuid[]
)
returns uuid[]
language plpgsql
stable
set search_path = ''
set enable_sort = off -- what can be walked in order is, whatever else is thought to be quicker
as $$
declare
  ids uuid[];
begin
  execute 'select ' || ids_of_page.query
  into ids
  using ids_of_page.website_id, wanted, ids_of_page.agent_id, ids_of_page.size, ids_of_page.place, ids_of_page.few;

  return ids;
end;
$$;

create function private.inbox_ids(
  website_id uuid,
  wanted private.inbox_filter,
  agent_id uuid,
  sort text,
  size integer,
  place private.inbox_place
)
returns uuid[]
language plpgsql
stable
set search_path = ''
as $$
declare
  boxes constant text[] := private.inbox_boxes(wanted);
  in_order constant private.inbox_order := private.inbox_order(inbox_ids.sort);
  parts constant private.inbox_part[] := array(select part from private.inbox_parts(wanted) as part);
  conditions text[] := array(select part.condition from unnest(parts) as part where not part.is_elsewhere);
  checked text[] := array(select part.condition from unnest(parts) as part where part.is_elsewhere);
  -- Ids take time to collect: more than are looked up only to find what several parts have in common.
  most constant integer := case when (select count(part.ids) from unnest(parts) as part) > 1 then 40000 end;
  is_dear constant boolean := wanted.words is not null and wanted.conversation_ids is null;
  part private.inbox_part;
  few uuid[];
  ids uuid[];
begin
  if place is not null then
    conditions := conditions || in_order.after;
  end if;

  foreach part in array parts loop
    if part.ids is not null then
      few := private.common_ids(
        few, private.collect_ids(part.ids, inbox_ids.website_id, wanted, inbox_ids.agent_id, coalesce(most, part.few))
      );
      part.condition := 'conversations.id = any ($6)';
    end if;
    continue when part.few is null
      or (part.ids is not null and coalesce(cardinality(few) > part.few, true))
      -- A walk in this very order begins and ends with these.
      or (part.name in ('assignee', 'active') and inbox_ids.sort in ('newest', 'oldest'));

    ids := private.ids_of_page(
      private.lookup(boxes, part, array_remove(conditions, part.condition), checked, in_order),
      inbox_ids.website_id, wanted, inbox_ids.agent_id, inbox_ids.size, place, few
    );
    if ids is not null then
      return ids;
    end if;
  end loop;

  if few is not null then
    checked := array['(conversations.id in (select unnest($6))) is true'] || checked;
  end if;
  ids := private.ids_of_page(
    private.walk(boxes, conditions, checked, in_order, is_dear),
    inbox_ids.website_id, wanted, inbox_ids.agent_id, inbox_ids.size, place, few
  );
  if is_dear and cardinality(ids) < inbox_ids.size then
    -- Many have the words, but few of those that come first.
    wanted.conversation_ids := private.conversations_with_words(inbox_ids.website_id, wanted.words);
    return private.inbox_ids(
      inbox_ids.website_id, wanted, inbox_ids.agent_id, inbox_ids.sort, inbox_ids.size, place
    );
  end if;

  return ids;
end;
$$;
comment on function private.inbox_ids(uuid, private.inbox_filter, uuid, text, integer, private.inbox_place) is
  'The ids of a page: looked up by the first part that finds few, or walked.';

-- 88_report_request.sql ---------------------------------------------------------------------------

-- What a report is asked for: a website, an agent or a tag, and a period of whole days in the website's time zone.

create type private.report_request as (
  website_id uuid,
  timezone text,
  starts date,
  ends date, -- not of the period any more
  step text,
  scope private.report_scope,
  scope_id uuid
);

create function private.read_day(value text)
returns date
language plpgsql
immutable
set search_path = ''
as $$
begin
  if value ~ '^[12]\d{3}-\d\d-\d\d$' then
    return value::date;
  end if;

  perform private.raise_error('invalid_request', 'A day is written as 2026-01-31.');
exception
  when datetime_field_overflow or invalid_datetime_format then
    perform private.raise_error('invalid_request', 'There is no such day.');
end;
$$;

create function private.require_reported(website_id uuid, agent_id uuid, tag_id uuid)
returns void
language plpgsql
stable
set search_path = ''
as $$
begin
  if num_nonnulls(require_reported.agent_id, require_reported.tag_id) > 1 then
    perform private.raise_error('invalid_request', 'Ask for an agent or for a tag.');
  elsif require_reported.tag_id is not null and not exists (
    select from public.tags
    where tags.website_id = require_reported.website_id
      and tags.id = require_reported.tag_id
  ) then
    perform private.raise_error('tag_not_found');
  elsif require_reported.agent_id is not null and not exists (
    select
    from public.members
    join public.websites on websites.organization_id = members.organization_id
    where websites.id = require_reported.website_id
      and members.user_id = require_reported.agent_id
  ) and not exists (
    -- Who has left keeps what was done.
    select from private.report_sums as sums
    where sums.website_id = require_reported.website_id
      and sums.scope = 'agent'
      and sums.grain = 'month'
      and sums.scope_id = require_reported.agent_id
  ) then
    perform private.raise_error('member_not_found');
  end if;
end;
$$;

create function private.read_report_request(
  website_id uuid,
  starts text,
  ends text,
  step text,
  agent_id uuid,
  tag_id uuid
)
returns private.report_request
language plpgsql
stable
set search_path = ''
as $$
declare
  wanted private.report_request;
begin
  wanted.website_id := read_report_request.website_id;
  wanted.starts := private.read_day(read_report_request.starts);
  wanted.ends := private.read_day(read_report_request.ends) + 1;
  wanted.step := read_report_request.step;

  if wanted.starts is null or wanted.ends is null or wanted.ends - wanted.starts not between 1 and 732 then
    perform private.raise_error('invalid_request', 'A period is 1 day to 2 years, its last day not before its first.');
  elsif wanted.step is null or wanted.step not in ('hour', 'day', 'week', 'month') then
    perform private.raise_error('invalid_request', 'A granularity is hour, day, week or month.');
  elsif wanted.step = 'hour' and wanted.ends - wanted.starts > 31 then
    perform private.raise_error('invalid_request', 'By the hour a period is at most 31 days.');
  elsif wanted.step = 'hour' and num_nonnulls(read_report_request.agent_id, read_report_request.tag_id) > 0 then
    perform private.raise_error('invalid_request', 'By the hour there are figures of the whole website only.');
  end if;

  perform private.require_reported(wanted.website_id, read_report_request.agent_id, read_report_request.tag_id);
  wanted.scope := case
    when read_report_request.agent_id is not null then 'agent'
    when read_report_request.tag_id is not null then 'tag'
    else 'website'
  end;
  wanted.scope_id := coalesce(read_report_request.agent_id, read_report_request.tag_id, wanted.website_id);

  -- Sums are of the time zone they were summed up in; another one takes effect with the next summing up.
  select coalesce(states.timezone, websites.timezone)
  into wanted.timezone
  from public.websites
  left join private.report_states as states on states.website_id = websites.id
  where websites.id = wanted.website_id;

  return wanted;
end;
$$;
comment on function private.read_report_request(uuid, text, text, text, uuid, uuid) is 'What a report is asked for, checked.';

-- 88_report_steps.sql -----------------------------------------------------------------------------

-- What a report reads: of each of its parts the steps, and of each step the fewest sums that make it up.

create type private.report_part as enum ('summary', 'before', 'series', 'agents', 'tags');

create function private.report_parts(wanted private.report_request)
returns table (part private.report_part, scope private.report_scope, scope_id uuid, step text, starts date, ends date)
language sql
stable
begin atomic
  select 'summary'::private.report_part, wanted.scope, wanted.scope_id, 'period', wanted.starts, wanted.ends
  union all
  select 'before', wanted.scope, wanted.scope_id, 'period', wanted.starts - (wanted.ends - wanted.starts), wanted.starts
  union all
  select 'series', wanted.scope, wanted.scope_id, wanted.step, wanted.starts, wanted.ends
  union all
  select 'agents', 'agent', null, 'period', wanted.starts, wanted.ends
  where wanted.scope = 'website'
  union all
  select 'tags', 'tag', null, 'period', wanted.starts, wanted.ends
  where wanted.scope = 'website';
end;
comment on function private.report_parts(private.report_request) is
  'What a report says figures of, in steps or of a period as one; those without an id of each that has some. Of one agent or tag the summary says it all.';

create function private.beginning_of_day(day timestamp, timezone text)
returns timestamptz
language sql
stable
-- Of an hour that clocks show twice, the database takes the second.
return day at time zone timezone - case
  when (day at time zone timezone - interval '1 hour') at time zone timezone >= day then interval '1 hour'
  else interval '0'
end;
comment on function private.beginning_of_day(timestamp, text) is
  'The first moment of a day somewhere. Where clocks change at midnight, there may be two midnights, or none.';

create function private.report_step(step text, timezone text, moment timestamptz, starts date)
returns timestamptz
language sql
stable
return case report_step.step
  when 'hour' then date_trunc('hour', report_step.moment, report_step.timezone)
  when 'period' then private.beginning_of_day(report_step.starts, report_step.timezone)
  else private.beginning_of_day(
    greatest(date_trunc(report_step.step, report_step.moment at time zone report_step.timezone), report_step.starts),
    report_step.timezone
  )
end;
comment on function private.report_step(text, text, timestamptz, date) is 'When the step of a period began in which a moment lies.';

create function private.days_as_pieces(starts timestamp, ends timestamp)
returns table (grain private.report_grain, sign integer, moments timestamp[])
language sql
stable
begin atomic
  select pieces.grain, pieces.sign, array_agg(distinct date_trunc(pieces.grain::text, pieces.day))
  from (
    -- Of a long time also months of which it holds more than half, from which the rest is taken away again.
    select
      date_trunc('month', days_as_pieces.starts + case when lengths.is_long then interval '15 days' else interval '1 month - 1 day' end)
        as starts,
      date_trunc('month', days_as_pieces.ends + case when lengths.is_long then interval '15 days' else interval '0' end) as ends
    from (select days_as_pieces.ends - days_as_pieces.starts > interval '31 days' as is_long) as lengths
  ) as months
  cross join lateral (
    select
      days.day,
      case when days.day >= days_as_pieces.starts and days.day < days_as_pieces.ends then 1 else -1 end as sign,
      case
        when days.day >= months.starts and days.day < months.ends
          and days.day >= days_as_pieces.starts and days.day < days_as_pieces.ends then 'month'
        when exists (
          select
          from unnest(array[days_as_pieces.starts, days_as_pieces.ends, months.starts, months.ends]) as edges (edge)
          where edges.edge > date_trunc('week', days.day)
            and edges.edge < date_trunc('week', days.day) + interval '1 week'
        ) then 'day'
        else 'week'
      end::private.report_grain as grain
    from generate_series(
      least(days_as_pieces.starts, months.starts),
      greatest(days_as_pieces.ends, months.ends) - interval '1 day',
      interval '1 day'
    ) as days (day)
  ) as pieces
  group by 1, 2;
end;
comment on function private.days_as_pieces(timestamp, timestamp) is
  'The sums that days add up to: of months, of the weeks beside them, and of the days that are left.';

create function private.report_pieces(step text, timezone text, starts date, ends date)
returns table (at timestamptz, grain private.report_grain, sign integer, moments timestamp[])
language sql
stable
begin atomic
  select
    private.report_step(report_pieces.step, report_pieces.timezone, quarters.at, report_pieces.starts),
    'quarter'::private.report_grain,
    1,
    array_agg(quarters.at at time zone 'UTC')
  from generate_series(
    private.beginning_of_day(report_pieces.starts, report_pieces.timezone),
    private.beginning_of_day(report_pieces.ends, report_pieces.timezone) - interval '1 microsecond',
    interval '15 minutes'
  ) as quarters (at)
  where report_pieces.step = 'hour'
  group by 1
  union all
  select private.beginning_of_day(steps.starts, report_pieces.timezone), pieces.grain, pieces.sign, pieces.moments
  from (
    select report_pieces.starts::timestamp as starts, report_pieces.ends::timestamp as ends
    where report_pieces.step = 'period'
    union all
    select greatest(every.starts, report_pieces.starts), least(every.starts + units.length, report_pieces.ends)
    from (
      select
        case report_pieces.step when 'week' then 'week' when 'month' then 'month' else 'day' end as name,
        case report_pieces.step when 'week' then interval '1 week' when 'month' then interval '1 month' else interval '1 day' end
          as length
    ) as units
    cross join lateral generate_series(
      date_trunc(units.name, report_pieces.starts::timestamp),
      report_pieces.ends::timestamp - interval '1 day',
      units.length
    ) as every (starts)
    where report_pieces.step in ('day', 'week', 'month')
  ) as steps
  cross join lateral private.days_as_pieces(steps.starts, steps.ends) as pieces;
end;
comment on function private.report_pieces(text, text, date, date) is
  'The steps of a period, each with the sums that make it up: those to add, and with the sign -1 those to take away.';

create function private.report_reads(wanted private.report_request)
returns table (
  part private.report_part,
  at timestamptz,
  scope private.report_scope,
  scope_id uuid,
  grain private.report_grain,
  sign integer,
  moments timestamp[]
)
language plpgsql -- keeps its plan, and what it takes out of those that read by it
stable
rows 100
set search_path = ''
set plan_cache_mode = force_generic_plan
as $$
begin
  return query
    select parts.part, pieces.at, parts.scope, parts.scope_id, pieces.grain, pieces.sign, pieces.moments
    from private.report_parts(wanted) as parts
    cross join lateral private.report_pieces(parts.step, wanted.timezone, parts.starts, parts.ends) as pieces;
end;
$$;
comment on function private.report_reads(private.report_request) is
  'What to read for a report: of each of its parts, the sums that make its steps up.';

-- 88_team_functions.sql ---------------------------------------------------------------------------

-- What agents do in conversations. Each act locks the conversation, writes its event, and answers the conversation as it
-- is after it with the items it wrote.

create function private.team_act(conversation_id uuid, items jsonb default '[]')
returns jsonb
language plpgsql -- keeps its plan
stable
set search_path = ''
as $$
begin
  return jsonb_build_object(
    'conversation', private.conversation_for_team(private.current_conversation(team_act.conversation_id)),
    'items', team_act.items
  );
end;
$$;

create function private.event_as_json(conversation_id uuid, event_id uuid)
returns jsonb
language sql
stable
set search_path = ''
as $$
  select jsonb_build_array(
    private.item_for_team(private.find_item(event_as_json.conversation_id, event_as_json.event_id))
  );
$$;

create function private.items_after(conversation_id uuid, place bigint)
returns jsonb
language sql
stable
set search_path = ''
as $$
  select coalesce(jsonb_agg(private.item_for_team(items) order by items.team_order), '[]')
  from public.timeline_items as items
  where items.conversation_id = items_after.conversation_id
    and items.team_order > items_after.place;
$$;
comment on function private.items_after(uuid, bigint) is 'What an act wrote, by who held the conversation since that place.';

create function private.join_as_author(conversation public.conversations, agent_id uuid, caused_by uuid)
returns uuid
language plpgsql
set search_path = ''
as $$
declare
  event_id uuid;
begin
  perform
  from public.conversation_participants as participants
  where participants.conversation_id = conversation.id
    and participants.user_id = agent_id
    and participants.joined_at is not null
    and participants.left_at is null;

  if found then
    return null;
  end if;

  -- First the event: what it changes of the conversation announces all, and the participant stands in that header.
  event_id := private.write_event(
    conversation.id,
    'participant_joined',
    'public',
    by_user => agent_id,
    target_user => agent_id,
    caused_by => join_as_author.caused_by
  );

  insert into public.conversation_participants (website_id, conversation_id, user_id)
  values (conversation.website_id, conversation.id, agent_id)
  on conflict on constraint conversation_participants_join_once
  do update set
    left_at = null,
    joined_at = coalesce(conversation_participants.joined_at, now());

  return event_id;
end;
$$;
comment on function private.join_as_author(public.conversations, uuid, uuid) is
  'Who answers takes part: with the first public reply an agent joins, which the visitor may know. Answers the event, or null for who has joined before.';

create function private.send_message(
  conversation_id uuid,
  id uuid,
  text text,
  parts jsonb,
  visibility public.item_visibility,
  mentions uuid[] default '{}'
)
returns json
language plpgsql
security definer -- timelines are written by the database alone
set search_path = ''
set plan_cache_mode = force_generic_plan -- or the first calls of a connection plan each statement five times
as $$
declare
  conversation public.conversations := private.lock_conversation_of_agent(send_message.conversation_id);
  agent_id uuid := private.user_id();
  after public.conversations := conversation;
  item public.timeline_items;
  files jsonb;
  header json;
begin
  if num_nulls(send_message.id, send_message.visibility) > 0 then
    perform private.raise_error('invalid_request');
  end if;

  item := private.find_item(conversation.id, send_message.id);

  if item.id is null then
    files := private.checked_files(send_message.parts, conversation);
    if send_message.visibility = 'public' then
      perform private.join_as_author(conversation, agent_id, send_message.id);
    end if;

    insert into public.timeline_items (website_id, conversation_id, id, type, visibility, text, parts, user_id)
    values (
      conversation.website_id,
      conversation.id,
      send_message.id,
      'message',
      send_message.visibility,
      private.checked_text(send_message.text, jsonb_array_length(files) > 0),
      files || private.mention_parts(send_message.mentions, send_message.visibility, conversation),
      agent_id
    )
    returning timeline_items.* into item;

    if files <> '[]' then
      perform private.name_files(conversation.id, send_message.id, files);
    end if;

    if cardinality(send_message.mentions) > 0 then
      perform private.notify(conversation, send_message.id, send_message.mentions, 'mention');
    end if;

    -- Who writes has read what stands above.
    after := private.current_conversation(conversation.id);
    perform private.read_everything(after, agent_id);
  elsif item.type <> 'message' or item.user_id is distinct from agent_id then
    perform private.raise_error('id_taken');
  end if;

  header := private.conversation_for_team(after);
  if after.team_last_order > conversation.team_last_order then
    perform private.announce_now('team', after.id, header);
  end if;

  return json_build_object(
    'conversation', header,
    'items', case
      when after.team_last_order = conversation.team_last_order + 1
        then json_build_array(private.item_for_team(item))
      else private.items_written_by(item, 'team')
    end
  );
end;
$$;

create function private.put_status(
  conversation public.conversations,
  status public.conversation_status,
  agent_id uuid
)
returns jsonb
language plpgsql
set search_path = ''
as $$
declare
  event_id uuid;
begin
  if conversation.status = put_status.status then
    return private.team_act(conversation.id);
  end if;

  update public.conversations
  set
    status = put_status.status,
    resolved_at = case when put_status.status = 'resolved' then now() end,
    snoozed_until = case when put_status.status = 'open' then conversations.snoozed_until end,
    waiting_since = case when put_status.status = 'open' then conversations.waiting_since else 'infinity' end
  where conversations.id = conversation.id;

  event_id := private.write_event(
    conversation.id,
    case put_status.status when 'resolved' then 'resolved' else 'reopened' end::public.event_type,
    'public',
    by_user => agent_id
  );

  return private.team_act(conversation.id, private.event_as_json(conversation.id, event_id));
end;
$$;
comment on function private.put_status(public.conversations, public.conversation_status, uuid) is
  'Resolves or reopens a conversation that the caller holds, in an agent''s name or, by the owner''s backend, in nobody''s.';

create function private.set_status(conversation_id uuid, status public.conversation_status)
returns jsonb
language plpgsql
security definer -- conversations are written by the database alone
set search_path = ''
as $$
declare
  agent_id uuid := private.require_agent();
  conversation public.conversations := private.lock_conversation_of_agent(set_status.conversation_id);
begin
  if set_status.status is null then
    perform private.raise_error('invalid_request');
  end if;

  return private.put_status(conversation, set_status.status, agent_id);
end;
$$;

create function private.touch_agent()
returns void
language plpgsql
security definer -- profiles are written by the database alone
set search_path = ''
as $$
declare
  profile public.profiles := private.ensure_profile();
begin
  update public.profiles
  set last_seen_at = now()
  where profiles.user_id = profile.user_id;
end;
$$;

-- The API

create function public.send_message(
  conversation_id uuid,
  id uuid,
  text text,
  parts jsonb default '[]',
  visibility public.item_visibility default 'public',
  mentions uuid[] default '{}'
)
returns json
language sql
return private.send_message(
  send_message.conversation_id,
  send_message.id,
  send_message.text,
  send_message.parts,
  send_message.visibility,
  send_message.mentions
);
comment on function public.send_message(uuid, uuid, text, jsonb, public.item_visibility, uuid[]) is
  'Sends an agent''s message, or with visibility `private` an internal note, which may mention colleagues. A repeated id answers as before.';

create function public.set_status(conversation_id uuid, status public.conversation_status)
returns jsonb
language sql
set search_path = ''
as $$
  select private.set_status(set_status.conversation_id, set_status.status);
$$;
comment on function public.set_status(uuid, public.conversation_status) is 'Resolves or reopens a conversation; the visitor sees the event.';

create function public.touch_agent()
returns void
language sql
set search_path = ''
as $$
  select private.touch_agent();
$$;
comment on function public.touch_agent() is 'The agent''s heartbeat: online is who sent one within five minutes.';

grant execute on function
  private.send_message(uuid, uuid, text, jsonb, public.item_visibility, uuid[]),
  private.set_status(uuid, public.conversation_status),
  private.touch_agent(),
  public.send_message(uuid, uuid, text, jsonb, public.item_visibility, uuid[]),
  public.set_status(uuid, public.conversation_status),
  public.touch_agent()
to authenticated;

-- 88_visitor_blocking.sql -------------------------------------------------------------------------

-- Blocking: a visitor is shut out at once, on every device of a verified contact; open conversations tell the team, the
-- latest 200, for who has to be blocked may have begun thousands.

create function private.devices_of(visitor public.visitors)
returns uuid[]
language sql
stable
set search_path = ''
as $$
  select array(
    select visitors.id
    from public.visitors
    where visitors.website_id = visitor.website_id
      and (visitors.id = visitor.id or visitors.contact_id = private.contact_of_history(visitor))
    order by visitors.id
  );
$$;
comment on function private.devices_of(public.visitors) is
  'A verified contact''s visitors: who is blocked on one device is blocked on all. Of anybody else this browser alone.';

create function private.tell_blocked(visitor public.visitors, device_ids uuid[], is_blocked boolean)
returns void
language plpgsql
set search_path = ''
as $$
declare
  conversation public.conversations;
begin
  for conversation in
    select conversations.*
    from public.conversations
    where conversations.id in (
      select latest.id
      from public.conversations as latest
      where latest.website_id = visitor.website_id
        and latest.visitor_id = any (device_ids)
        and latest.status = 'open'
      order by latest.last_activity_at desc
      limit 200
    )
    order by conversations.id
    for no key update
  loop
    perform private.write_event(
      conversation.id,
      case when is_blocked then 'visitor_blocked' else 'visitor_unblocked' end::public.event_type,
      'private',
      by_user => private.user_id()
    );
    if is_blocked then
      perform private.announce_access_ended('conversation:' || conversation.id, 'visitor_blocked', device.id)
      from unnest(device_ids) as device (id);
    end if;
  end loop;

  if is_blocked then
    perform private.announce_access_ended(topic.name, 'visitor_blocked', device.id)
    from unnest(device_ids) as device (id)
    cross join lateral (
      values ('visitor:' || device.id), ('contact:' || private.contact_of_history(visitor))
    ) as topic (name)
    where topic.name is not null;
  end if;
end;
$$;

create function private.set_visitor_blocked(visitor_id uuid, is_blocked boolean)
returns jsonb
language plpgsql
security definer -- visitors are written by the database alone
set search_path = ''
as $$
declare
  visitor public.visitors := private.visitor_of_agent(set_visitor_blocked.visitor_id);
  device_ids uuid[];
begin
  -- A website's contacts are held before its visitors, and nobody becomes a device of theirs meanwhile.
  perform private.lock_contacts(visitor.website_id);
  visitor := private.visitor_of_agent(visitor.id);
  device_ids := private.devices_of(visitor);

  update public.visitors
  set
    blocked_at = case when is_blocked then now() end,
    blocked_by = case when is_blocked then private.user_id() end
  where visitors.id = any (device_ids)
    and (visitors.blocked_at is not null) <> is_blocked;

  if found then
    perform private.tell_blocked(visitor, device_ids, is_blocked);
    perform private.audit(
      visitor.organization_id,
      case when is_blocked then 'visitor_blocked' else 'visitor_unblocked' end,
      visitor.id,
      visitor.website_id
    );
  end if;

  return private.visitor_for_team(private.visitor_of_agent(visitor.id));
end;
$$;
comment on function private.set_visitor_blocked(uuid, boolean) is
  'Shuts a visitor out or lets them in again, at once: the rows decide, and live channels are told to leave.';

-- The API

create function public.block_visitor(visitor_id uuid)
returns jsonb
language sql
set search_path = ''
as $$
  select private.set_visitor_blocked(block_visitor.visitor_id, true);
$$;
comment on function public.block_visitor(uuid) is
  'Shuts a visitor out at once; of a verified contact every device, and each that comes later.';

create function public.unblock_visitor(visitor_id uuid)
returns jsonb
language sql
set search_path = ''
as $$
  select private.set_visitor_blocked(unblock_visitor.visitor_id, false);
$$;
comment on function public.unblock_visitor(uuid) is 'Lets a blocked visitor write again; a verified contact on every device.';

grant execute on function
  private.set_visitor_blocked(uuid, boolean),
  public.block_visitor(uuid),
  public.unblock_visitor(uuid)
to authenticated;

-- 89_inbox.sql ------------------------------------------------------------------------------------

-- The inbox: a page of conversations in one round trip, by a filter and in an order. It reads past row security, which
-- keeps conditions on enums, lists and words from using an index, and asks first whose website this is.

create function private.require_visible_website(website_id uuid)
returns void
language plpgsql
stable
set search_path = ''
as $$
begin
  perform private.require_agent();
  if not exists (select from private.my_website_ids() as mine (id) where mine.id = website_id) then
    perform private.raise_error('website_not_found');
  end if;
end;
$$;

create function private.read_inbox_cursor(cursor text, sort text)
returns private.inbox_place
language plpgsql
immutable
set search_path = ''
as $$
declare
  parts text[] := string_to_array(cursor, '~');
  place private.inbox_place;
begin
  if cursor is null then
    return null;
  elsif cursor !~ '^[a-z_]+~([0-9]{1,16}|infinity)~[0-9a-f-]{36}~(low|medium|high|urgent)$'
    or private.to_uuid(parts[3]) is null
  then
    perform private.raise_error('invalid_request', 'This cursor was not made by a previous page.');
  elsif parts[1] <> sort then
    perform private.raise_error('invalid_request', 'This cursor belongs to another order. Begin with the first page.');
  end if;

  place.at := case
    when parts[2] = 'infinity' then 'infinity'
    else timestamptz 'epoch' + parts[2]::bigint * interval '1 microsecond'
  end;
  place.id := parts[3];
  place.priority := parts[4];
  return place;
end;
$$;

create function private.write_inbox_cursor(last public.conversations, sort text)
returns text
language sql
stable
set search_path = ''
as $$
  select concat_ws(
    '~',
    sort,
    case when place.at = 'infinity' then 'infinity' else ((extract(epoch from place.at) * 1000000)::bigint)::text end,
    last.id,
    last.priority
  )
  from (
    select case when sort = 'longest_waiting' then last.waiting_since else last.last_activity_at end as at
  ) as place;
$$;
comment on function private.write_inbox_cursor(public.conversations, text) is 'Where a page ends, as opaque text for the next call.';

create function private.rows_of_page(ids uuid[])
returns public.conversations[]
language plpgsql -- keeps its plan
stable
set search_path = ''
as $$
begin
  return array(
    select conversations
    from unnest(ids) with ordinality as page (id, position)
    join public.conversations on conversations.id = page.id
    order by page.position
  );
end;
$$;

create function private.inbox(website_id uuid, filter jsonb, cursor text, size integer, sort text)
returns json
language plpgsql
stable
security definer -- row security keeps conditions that aren't leakproof from using indexes
set search_path = ''
set max_parallel_workers_per_gather = 0 -- helpers would take longer to come than the page takes
set jit = off -- so would a compiler
as $$
declare
  place private.inbox_place := private.read_inbox_cursor(inbox.cursor, inbox.sort);
  wanted private.inbox_filter;
  page public.conversations[];
begin
  perform private.require_visible_website(inbox.website_id);
  wanted := private.inbox_filter_of(inbox.website_id, inbox.filter);
  wanted.conversation_ids := private.conversations_with_words(inbox.website_id, wanted.words, 20000);
  page := private.rows_of_page(
    private.inbox_ids(inbox.website_id, wanted, private.user_id(), inbox.sort, inbox.size + 1, place)
  );

  return json_build_object(
    'conversations', private.conversations_for_team(page[:inbox.size]),
    'nextCursor', case
      when cardinality(page) > inbox.size then private.write_inbox_cursor(page[inbox.size], inbox.sort)
    end
  );
end;
$$;

create function public.inbox(
  website_id uuid,
  filter jsonb default '{}',
  cursor text default null,
  "limit" integer default 50,
  sort text default 'newest'
)
returns json
language sql
stable
set search_path = ''
as $$
  select private.inbox(
    inbox.website_id, inbox.filter, inbox.cursor, private.page_size(inbox."limit", 100), coalesce(inbox.sort, 'newest')
  );
$$;
comment on function public.inbox(uuid, jsonb, text, integer, text) is
  'A page of a website''s conversations, by sort: newest (latest activity first), oldest, longest_waiting, priority. A filter takes status (open, resolved), box (inbox, snoozed, spam, archived, test), assignee (me, none, someone, an id), priority (a list), tags (ids, any of them), allTags (ids, all of them), unread, channel, contact (an id), createdFrom, createdTo, activeFrom, activeTo (moments, the end excluded) and text (words of one message).';

grant execute on function
  private.require_visible_website(uuid),
  private.inbox(uuid, jsonb, text, integer, text),
  public.inbox(uuid, jsonb, text, integer, text)
to authenticated;

-- 89_inbox_counts.sql -----------------------------------------------------------------------------

-- The numbers beside the inbox: from tallies; only what is unread is counted, up to a thousand, in an index.

create function private.unread_of_agent(website_id uuid, agent_id uuid)
returns bigint
language plpgsql -- keeps its plan
stable
set search_path = ''
-- Conversations and reads lie in the same order: both are gone through side by side, until there are enough.
set enable_hashjoin = off
as $$
declare
  most constant integer := 1000;
begin
  return least(
    (
      select count(*)
      from (
        select
        from public.conversations
        left join public.conversation_reads as reads
          on reads.conversation_id = conversations.id
          and reads.user_id = unread_of_agent.agent_id
        where conversations.website_id = unread_of_agent.website_id
          and conversations.box = 'open'
          and conversations.visitor_message_count > coalesce(reads.message_count, 0)
        limit most
      ) as unread
    ) + (
      -- Due, and not yet woken.
      select count(*)
      from public.conversations
      where conversations.website_id = unread_of_agent.website_id
        and conversations.box = 'snoozed'
        and conversations.snoozed_until <= now()
        and conversations.visitor_message_count > coalesce((
          select reads.message_count
          from public.conversation_reads as reads
          where reads.conversation_id = conversations.id
            and reads.user_id = unread_of_agent.agent_id
        ), 0)
    ),
    most
  );
end;
$$;
comment on function private.unread_of_agent(uuid, uuid) is
  'Open conversations with messages of the visitor that an agent has not read; 1,000 stands for that many or more.';

create function private.inbox_counts(website_id uuid)
returns jsonb
language plpgsql
stable
security definer -- tallies are in private
set search_path = ''
as $$
declare
  agent_id uuid := private.require_agent();
begin
  perform private.require_visible_website(inbox_counts.website_id);

  return (
    select jsonb_build_object(
      'open', coalesce(sum(lines.amount) filter (where lines.box = 'open'), 0),
      'resolved', coalesce(sum(lines.amount) filter (where lines.box = 'resolved'), 0),
      'snoozed', coalesce(sum(lines.amount) filter (where lines.box = 'snoozed'), 0),
      'archived', coalesce(sum(lines.amount) filter (where lines.box = 'archived'), 0),
      'spam', coalesce(sum(lines.amount) filter (where lines.box = 'spam'), 0),
      'test', coalesce(sum(lines.amount) filter (where lines.box = 'test'), 0),
      'unassigned', coalesce(sum(lines.amount) filter (where lines.box = 'open' and lines.assignee_id is null), 0),
      'mine', coalesce(sum(lines.amount) filter (where lines.box = 'open' and lines.assignee_id = agent_id), 0),
      'unread', private.unread_of_agent(inbox_counts.website_id, agent_id)
    )
    from (
      select tallies.box, tallies.assignee_id, tallies.amount
      from private.inbox_tallies as tallies
      where tallies.website_id = inbox_counts.website_id
      union all
      -- What is due moves over, though nobody has woken it yet.
      select moved.box, conversations.assignee_id, moved.amount
      from public.conversations
      cross join (values ('snoozed', -1), ('open', 1)) as moved (box, amount)
      where conversations.website_id = inbox_counts.website_id
        and conversations.box = 'snoozed'
        and conversations.snoozed_until <= now()
    ) as lines
  );
end;
$$;

create function public.inbox_counts(website_id uuid)
returns jsonb
language sql
stable
set search_path = ''
as $$
  select private.inbox_counts(inbox_counts.website_id);
$$;
comment on function public.inbox_counts(uuid) is
  'How many conversations of a website are open, resolved, snoozed, archived, spam and tests; of the open ones, how many nobody is assigned to, how many the calling agent is, and how many have messages that agent has not read, where 1,000 stands for that many or more.';

grant execute on function
  private.inbox_counts(uuid),
  public.inbox_counts(uuid)
to authenticated;

-- 89_opened_conversation.sql ----------------------------------------------------------------------

-- The open conversation: one round trip fetches everything its screen shows.

create function private.opened_conversation(conversation public.conversations)
returns json
language plpgsql
stable
set search_path = ''
as $$
declare
  page record := private.items_before(conversation.id, 'team', null, 50);
  visitor public.visitors;
begin
  select visitors.*
  into visitor
  from public.visitors
  where visitors.id = conversation.visitor_id;

  return json_build_object(
    'items', page.shown,
    'hasMore', page.has_more,
    'conversation', private.conversation_for_team(conversation),
    'visitor', private.visitor_for_team(visitor),
    'contact', private.contact_for_team(
      private.contact_as_shown(coalesce(conversation.contact_id, visitor.contact_id))
    )
  );
end;
$$;

create function private.get_conversation(id uuid)
returns json
language sql
stable
security definer -- its builders read beyond the one row that was checked
set search_path = ''
as $$
  select private.opened_conversation(private.conversation_of_agent(get_conversation.id));
$$;

create function public.get_conversation(id uuid)
returns json
language sql
stable
set search_path = ''
as $$
  select private.get_conversation(get_conversation.id);
$$;
comment on function public.get_conversation(uuid) is
  'Everything the conversation''s screen shows: the conversation, its visitor and contact, and its newest items.';

grant execute on function
  private.get_conversation(uuid),
  public.get_conversation(uuid)
to authenticated;

-- 89_report_figures.sql ---------------------------------------------------------------------------

-- The figures of reports: added up from sums, and from what is not summed up yet.

-- Null is nothing.
create type private.report_figures as (
  part private.report_part,
  at timestamptz,
  scope_id uuid,
  started bigint,
  closed bigint,
  reopened bigint,
  received bigint,
  sent bigint,
  ai_sent bigint,
  responded json,
  ai_responded json,
  resolved json,
  rated json
);

create type private.report_change as (
  at timestamptz,
  measure private.report_measure,
  agent_id uuid,
  tag_id uuid,
  bin smallint,
  amount bigint,
  total bigint
);

create function private.report_tail(website_id uuid)
returns private.report_change[]
language plpgsql -- keeps its plan
stable
set search_path = ''
as $$
declare
  summed_until timestamptz;
begin
  select states.messages_until
  into summed_until
  from private.report_states as states
  where states.website_id = report_tail.website_id;

  return array(
    select row(lines.at, lines.measure, lines.agent_id, lines.tag_id, lines.bin, lines.amount, lines.total)::private.report_change
    from private.report_lines as lines
    where lines.website_id = report_tail.website_id
    union all
    select row(messages.at, messages.measure, messages.agent_id, null, 0, messages.amount, 0)::private.report_change
    from private.messages_of_website(report_tail.website_id, coalesce(summed_until, '-infinity'), 'infinity') as messages
  );
end;
$$;
comment on function private.report_tail(uuid) is 'What is not summed up yet.';

create function private.measures_of(scope private.report_scope)
returns private.report_measure[]
language sql
immutable
return case scope
  when 'agent' then array['responded', 'resolved', 'rated', 'sent']::private.report_measure[]
  when 'tag' then array['started', 'responded', 'ai_responded', 'resolved', 'closed', 'reopened', 'rated']::private.report_measure[]
  else enum_range(null::private.report_measure)
end;
comment on function private.measures_of(private.report_scope) is 'What can be said of whom: nobody of the team starts a conversation, and a tag has no messages.';

create function private.report_cells(wanted private.report_request, tail private.report_change[])
returns table (
  part private.report_part,
  at timestamptz,
  scope_id uuid,
  measure private.report_measure,
  bin smallint,
  amount double precision,
  total double precision
)
language sql
stable
begin atomic
  select
    counted.part, counted.at, counted.scope_id, counted.measure, counted.bin,
    sum(counted.amount::double precision), sum(counted.total::double precision)
  from (
    select
      reads.part, reads.at, sums.scope_id, sums.measure, sums.bin,
      reads.sign * sums.amount as amount, reads.sign * sums.total as total
    from private.report_reads(wanted) as reads
    cross join lateral (
      select known.scope_id, known.measure, known.bin, known.amount, known.total
      from private.report_sums as known
      where known.website_id = wanted.website_id
        and known.scope = reads.scope
        and known.grain = reads.grain
        and known.measure = any (private.measures_of(reads.scope))
        and known.starts = any (reads.moments)
        and known.scope_id between coalesce(reads.scope_id, '00000000-0000-0000-0000-000000000000')
          and coalesce(reads.scope_id, 'ffffffff-ffff-ffff-ffff-ffffffffffff')
      -- Few pieces, each a stretch of an index: joined otherwise, all sums there are would be read.
      offset 0
    ) as sums
    union all
    select
      parts.part, private.report_step(parts.step, wanted.timezone, changes.at, parts.starts), whose.scope_id,
      changes.measure, changes.bin, changes.amount, changes.total
    from unnest(tail) as changes
    join private.report_parts(wanted) as parts
      on changes.measure = any (private.measures_of(parts.scope))
      and changes.at >= private.beginning_of_day(parts.starts, wanted.timezone)
      and changes.at < private.beginning_of_day(parts.ends, wanted.timezone)
    cross join lateral (
      select case parts.scope
        when 'website' then case when changes.tag_id is null then wanted.website_id end
        when 'agent' then changes.agent_id
        else changes.tag_id
      end as scope_id
    ) as whose
    where whose.scope_id = coalesce(parts.scope_id, whose.scope_id)
  ) as counted
  group by 1, 2, 3, 4, 5
  having sum(counted.amount::double precision) <> 0;
end;
comment on function private.report_cells(private.report_request, private.report_change[]) is
  'What was counted for each part of a report and each step of it: of a website, an agent or a tag.';

create function private.report_figures(wanted private.report_request, tail private.report_change[])
returns private.report_figures[]
language plpgsql -- keeps its plan, which takes longer to make than to follow
stable
set search_path = ''
set plan_cache_mode = force_generic_plan
set enable_sort = off -- to group cells; how many there are can't be told beforehand
set jit = off
as $$
begin
  return array(
    with steps as (
      select
        cells.*,
        sum(cells.amount) over (
          -- What tells them apart soonest comes first.
          partition by cells.scope_id, cells.at, cells.measure, cells.part
          order by cells.bin
          rows unbounded preceding
        ) as reached
      from private.report_cells(wanted, tail) as cells
    ),
    measured as (
      select
        steps.part,
        steps.at,
        steps.scope_id,
        steps.measure,
        sum(steps.amount)::bigint as amount,
        sum(steps.total) / nullif(sum(steps.amount), 0) as average,
        -- How many there are up to each bin, and the average of what is in it, which stands for it.
        array_agg(steps.reached order by steps.bin) as reached,
        array_agg(steps.total / steps.amount order by steps.bin) as averages,
        array[
          coalesce(sum(steps.amount) filter (where steps.bin = 1), 0),
          coalesce(sum(steps.amount) filter (where steps.bin = 2), 0),
          coalesce(sum(steps.amount) filter (where steps.bin = 3), 0),
          coalesce(sum(steps.amount) filter (where steps.bin = 4), 0),
          coalesce(sum(steps.amount) filter (where steps.bin = 5), 0)
        ]::bigint[] as stars
      from steps
      group by 1, 2, 3, 4
    ),
    said as (
      select
        measured.part,
        measured.at,
        measured.scope_id,
        measured.measure,
        measured.amount,
        case
          when measured.measure in ('responded', 'ai_responded', 'resolved') then json_build_object(
            'count', measured.amount,
            'average', floor(measured.average + 0.5)::bigint,
            -- Of the bins, the first that gets there.
            'median', floor(
              measured.averages[1 + width_bucket((measured.amount + 1) / 2 - 1, measured.reached)] + 0.5
            )::bigint,
            'ninetiethPercentile', floor(
              measured.averages[1 + width_bucket((measured.amount * 9 + 9) / 10 - 1, measured.reached)] + 0.5
            )::bigint
          )
          when measured.measure = 'rated' then json_build_object(
            'count', measured.amount,
            'average', round(measured.average::numeric, 2),
            'stars', measured.stars
          )
        end as details
      from measured
      where measured.amount <> 0
    )
    select row(
      said.part,
      said.at,
      said.scope_id,
      any_value(said.amount) filter (where said.measure = 'started'),
      any_value(said.amount) filter (where said.measure = 'closed'),
      any_value(said.amount) filter (where said.measure = 'reopened'),
      any_value(said.amount) filter (where said.measure = 'received'),
      any_value(said.amount) filter (where said.measure = 'sent'),
      any_value(said.amount) filter (where said.measure = 'ai_sent'),
      any_value(said.details) filter (where said.measure = 'responded'),
      any_value(said.details) filter (where said.measure = 'ai_responded'),
      any_value(said.details) filter (where said.measure = 'resolved'),
      any_value(said.details) filter (where said.measure = 'rated')
    )::private.report_figures
    from said
    group by said.part, said.at, said.scope_id
  );
end;
$$;
comment on function private.report_figures(private.report_request, private.report_change[]) is
  'The figures of each part of a report and each step of it; what is nothing is left out.';

create function private.shown_figures(figures private.report_figures, scope private.report_scope)
returns table (
  started bigint,
  closed bigint,
  reopened bigint,
  "messagesReceived" bigint,
  "messagesSent" bigint,
  "messagesSentByAI" bigint,
  "firstResponse" json,
  "firstResponseByAI" json,
  resolution json,
  rating json
)
language sql
stable
begin atomic
  select
    case when scope <> 'agent' then coalesce(figures.started, 0) end,
    case when scope <> 'agent' then coalesce(figures.closed, 0) end,
    case when scope <> 'agent' then coalesce(figures.reopened, 0) end,
    case when scope = 'website' then coalesce(figures.received, 0) end,
    case when scope <> 'tag' then coalesce(figures.sent, 0) end,
    case when scope = 'website' then coalesce(figures.ai_sent, 0) end,
    coalesce(figures.responded, nothing.durations),
    case when scope <> 'agent' then coalesce(figures.ai_responded, nothing.durations) end,
    coalesce(figures.resolved, nothing.durations),
    coalesce(figures.rated, json '{"count": 0, "average": null, "stars": [0, 0, 0, 0, 0]}')
  from (
    select json '{"count": 0, "average": null, "median": null, "ninetiethPercentile": null}' as durations
  ) as nothing;
end;
comment on function private.shown_figures(private.report_figures, private.report_scope) is
  'Figures as a report says them; null is what can''t be said of this scope.';

-- 89_reports.sql ----------------------------------------------------------------------------------

-- Reports: how much there was to do, how fast and how well it was done. Every member of the team sees them.

create function private.open_before(wanted private.report_request, tail private.report_change[])
returns bigint
language plpgsql -- keeps its plan
stable
set search_path = ''
set plan_cache_mode = force_generic_plan
as $$
declare
  month timestamp := date_trunc('month', wanted.starts::timestamp);
begin
  return (
    select coalesce(sum(case moved.measure when 'closed' then -moved.amount else moved.amount end), 0)
    from (
      select known.measure, known.amount
      from private.report_sums as known
      where known.website_id = wanted.website_id
        and known.scope = wanted.scope
        and known.grain = 'month'
        and known.measure in ('started', 'closed', 'reopened')
        and known.starts < month
        and known.scope_id = wanted.scope_id
      union all
      select known.measure, known.amount
      from private.report_sums as known
      where known.website_id = wanted.website_id
        and known.scope = wanted.scope
        and known.grain = 'day'
        and known.measure in ('started', 'closed', 'reopened')
        and known.starts >= month
        and known.starts < wanted.starts
        and known.scope_id = wanted.scope_id
      union all
      select changes.measure, changes.amount
      from unnest(tail) as changes
      where changes.measure in ('started', 'closed', 'reopened')
        and changes.tag_id is not distinct from case wanted.scope when 'tag' then wanted.scope_id end
        and changes.at < private.beginning_of_day(wanted.starts, wanted.timezone)
    ) as moved
  );
end;
$$;
comment on function private.open_before(private.report_request, private.report_change[]) is
  'How many conversations of a website or a tag were open when the period began.';

create function private.report_series(
  wanted private.report_request,
  figures private.report_figures[],
  open_before bigint
)
returns json
language plpgsql -- keeps its plan
stable
set search_path = ''
as $$
begin
  return (
    select json_agg(said order by said."startsAt")
    from (
      select
        steps.at as "startsAt",
        case
          when wanted.scope <> 'agent' and steps.at <= now() then open_before + sum(
            coalesce(one.started, 0) + coalesce(one.reopened, 0) - coalesce(one.closed, 0)
          ) over (order by steps.at)
        end as open,
        shown.*
      from (
        select distinct pieces.at
        from private.report_pieces(wanted.step, wanted.timezone, wanted.starts, wanted.ends) as pieces
      ) as steps
      left join unnest(figures) as one on one.part = 'series' and one.at = steps.at
      cross join lateral private.shown_figures(one, wanted.scope) as shown
    ) as said
  );
end;
$$;
comment on function private.report_series(private.report_request, private.report_figures[], bigint) is
  'The figures of each step, and how many conversations were open at its end. Days on which clocks change have 23 or 25 hours.';

create function private.busiest_hours(wanted private.report_request, tail private.report_change[])
returns json
language plpgsql -- keeps its plan
stable
set search_path = ''
set plan_cache_mode = force_generic_plan
as $$
declare
  counted_measure private.report_measure := case wanted.scope when 'agent' then 'sent' else 'received' end;
  days timestamp[] := array(
    select generate_series(wanted.starts::timestamp, wanted.ends::timestamp - interval '1 day', interval '1 day')
  );
begin
  if wanted.scope = 'tag' then
    return null;
  end if;

  return (
    with counted as (
      select date_part('isodow', clocks.day) as day, clocks.hour, sum(clocks.amount)::bigint as amount
      from (
        select known.starts as day, known.bin as hour, known.amount
        from private.report_sums as known
        where known.website_id = wanted.website_id
          and known.scope = wanted.scope
          and known.grain = 'clock'
          and known.measure = counted_measure
          and known.starts = any (days)
          and known.scope_id = wanted.scope_id
        union all
        select showing.time, date_part('hour', showing.time), changes.amount
        from unnest(tail) as changes
        cross join lateral (select changes.at at time zone wanted.timezone as time) as showing
        where changes.measure = counted_measure
          and (wanted.scope = 'website' or changes.agent_id = wanted.scope_id)
          and showing.time >= wanted.starts
          and showing.time < wanted.ends
      ) as clocks
      group by 1, 2
    )
    select json_agg(week.hours order by week.day)
    from (
      select day, json_agg(coalesce(counted.amount, 0) order by hour) as hours
      from generate_series(1, 7) as day
      cross join generate_series(0, 23) as hour
      left join counted using (day, hour)
      group by day
    ) as week
  );
end;
$$;
comment on function private.busiest_hours(private.report_request, private.report_change[]) is
  'Messages by the day of the week, from Monday, and the hour of the day: those of visitors, or those an agent sent.';

create function private.figures_of(part private.report_part, wanted private.report_request, figures private.report_figures[])
returns json
language plpgsql -- keeps its plan
stable
set search_path = ''
as $$
begin
  return (
    select row_to_json(shown)
    from (select) as always
    left join unnest(figures) as one on one.part = figures_of.part
    cross join lateral private.shown_figures(one, wanted.scope) as shown
  );
end;
$$;

create function private.figures_by_agent(wanted private.report_request, figures private.report_figures[])
returns json
language plpgsql -- keeps its plan
stable
set search_path = ''
as $$
begin
  return (
    select coalesce(json_agg(said order by profiles.name, profiles.user_id), '[]')
    from unnest(figures) as one
    join public.profiles on profiles.user_id = one.scope_id
    cross join lateral (
      select
        jsonb_build_object('id', profiles.user_id, 'name', profiles.name, 'image', profiles.image) as agent,
        shown.*
      from private.shown_figures(one, 'agent') as shown
    ) as said
    where one.part = case wanted.scope when 'agent' then 'summary' else 'agents' end::private.report_part
  );
end;
$$;

create function private.figures_by_tag(wanted private.report_request, figures private.report_figures[])
returns json
language plpgsql -- keeps its plan
stable
set search_path = ''
as $$
begin
  return (
    select coalesce(json_agg(said order by tags.name, tags.id), '[]')
    from unnest(figures) as one
    join public.tags on tags.id = one.scope_id
    cross join lateral (
      select private.tag_as_json(tags) as tag, shown.*
      from private.shown_figures(one, 'tag') as shown
    ) as said
    where one.part = case wanted.scope when 'tag' then 'summary' else 'tags' end::private.report_part
  );
end;
$$;

create function private.report(website_id uuid, starts text, ends text, step text, agent_id uuid, tag_id uuid)
returns json
language plpgsql
stable
security definer -- sums are in private
set search_path = ''
as $$
declare
  wanted private.report_request;
  tail private.report_change[];
  figures private.report_figures[];
begin
  perform private.require_visible_website(report.website_id);
  wanted := private.read_report_request(
    report.website_id, report.starts, report.ends, report.step, report.agent_id, report.tag_id
  );
  tail := private.report_tail(wanted.website_id);
  figures := private.report_figures(wanted, tail);

  return json_build_object(
    'websiteId', wanted.website_id,
    'timezone', wanted.timezone,
    'from', wanted.starts,
    'to', wanted.ends - 1,
    'granularity', wanted.step,
    'summary', private.figures_of('summary', wanted, figures),
    'before', private.figures_of('before', wanted, figures),
    'series', private.report_series(wanted, figures, private.open_before(wanted, tail)),
    'agents', private.figures_by_agent(wanted, figures),
    'tags', private.figures_by_tag(wanted, figures),
    'busiestHours', private.busiest_hours(wanted, tail)
  );
end;
$$;

create function public.report(
  website_id uuid,
  "from" text,
  "to" text,
  granularity text default 'day',
  agent_id uuid default null,
  tag_id uuid default null
)
returns json
language sql
stable
set search_path = ''
as $$
  select private.report(
    report.website_id, report."from", report."to", report.granularity, report.agent_id, report.tag_id
  );
$$;
comment on function public.report(uuid, text, text, text, uuid, uuid) is
  'A website''s figures from the first to the last day of a period, in its time zone: all together and of the period before, by hour, day, week or month, by agent, by tag, and its busiest hours; with an agent or a tag, of that one alone.';

grant execute on function
  private.report(uuid, text, text, text, uuid, uuid),
  public.report(uuid, text, text, text, uuid, uuid)
to authenticated;

-- 89_search.sql -----------------------------------------------------------------------------------

-- Search: the conversations where words stand, in a message, the title, or the name or address of the person.

create function private.visitors_with_words(website_id uuid, words tsquery, most integer)
returns uuid[]
language plpgsql -- keeps its plan
stable
set search_path = ''
as $$
declare
  contact_ids uuid[];
begin
  with people as materialized (
    select contacts.id
    from public.contacts
    where contacts.website_id = visitors_with_words.website_id
      and private.contact_words(contacts.team_name, contacts.name, contacts.email, contacts.external_id) @@ words
  )
  select array(select people.id from people limit most + 1) into contact_ids;
  if cardinality(contact_ids) > most then
    return null;
  end if;

  return array(
    select visitors.id
    from public.visitors
    where visitors.website_id = visitors_with_words.website_id
      and visitors.contact_id = any (contact_ids)
  );
end;
$$;
comment on function private.visitors_with_words(uuid, tsquery, integer) is
  'The visitors who are people with these words in their names or addresses; null where it is more than `most` people.';

create function private.places_of_crowd(website_id uuid, words tsquery, since timestamptz, until timestamptz, most integer)
returns private.search_place[]
language plpgsql -- keeps its plan
stable
set search_path = ''
as $$
declare
  patterns constant text[] := private.word_patterns(words);
begin
  return array(
    select row(active.last_activity_at, active.id, active.id, null)::private.search_place
    from (
      select conversations.id, conversations.last_activity_at, conversations.visitor_id
      from public.conversations
      where conversations.website_id = places_of_crowd.website_id
        -- All there are: the index begins with them.
        and conversations.box = any ('{open,snoozed,resolved,archived,spam,test}')
        and conversations.last_activity_at >= since
        and conversations.last_activity_at < until
      order by conversations.last_activity_at desc
      limit 5000
    ) as active
    join public.visitors on visitors.id = active.visitor_id
    join public.contacts on contacts.id = visitors.contact_id
    where private.has_words(
      private.contact_text(contacts.team_name, contacts.name, contacts.email, contacts.external_id), words, patterns
    )
    order by active.last_activity_at desc
    limit most
  );
end;
$$;
comment on function private.places_of_crowd(uuid, tsquery, timestamptz, timestamptz, integer) is
  'The conversations that were active last in some time of people with these words, who are so many that it is quicker to ask the conversations: the latest.';

create function private.places_of_people(
  website_id uuid,
  words tsquery,
  visitor_ids uuid[],
  since timestamptz,
  until timestamptz,
  most integer
)
returns private.search_place[]
language plpgsql -- keeps its plan
stable
set search_path = ''
as $$
begin
  if visitor_ids is null then
    return private.places_of_crowd(website_id, words, since, until, most);
  end if;

  return array(
    select row(conversations.last_activity_at, conversations.id, conversations.id, null)::private.search_place
    from public.conversations
    where conversations.website_id = places_of_people.website_id
      and conversations.visitor_id = any (visitor_ids)
      and conversations.last_activity_at >= since
      and conversations.last_activity_at < until
  );
end;
$$;
comment on function private.places_of_people(uuid, tsquery, uuid[], timestamptz, timestamptz, integer) is
  'The conversations that were active last in some time of people with these words: of these visitors or, where it is null, of a crowd.';

create function private.search_page(
  places private.search_place[],
  before private.page_cursor,
  size integer
)
returns private.search_place[]
language plpgsql -- keeps its plan
stable
set search_path = ''
as $$
begin
  return array(
    select latest
    from (
      select distinct on (place.conversation_id) place.*
      from unnest(places) as place
      order by place.conversation_id, place.at desc, place.id desc
    ) as latest
    where before is null or (latest.at, latest.id) < (before.at, before.id)
    order by latest.at desc, latest.id desc
    limit size
  );
end;
$$;
comment on function private.search_page(private.search_place[], private.page_cursor, integer) is
  'The latest place of each conversation, before a moment.';

create function private.search_places(website_id uuid, words tsquery, before private.page_cursor, size integer)
returns private.search_place[]
language plpgsql
stable
set search_path = ''
set max_parallel_workers_per_gather = 0 -- helpers would take longer to come than the page takes
set jit = off -- so would a compiler
as $$
declare
  most constant integer := case when before is null then size end;
  first constant integer := private.first_period(website_id);
  newest integer := private.period_of(now());
  oldest integer;
  periods integer := 1;
  since timestamptz;
  latest integer;
  visitor_ids uuid[];
  places private.search_place[] := '{}';
  page private.search_place[] := '{}';
begin
  -- Back from now, also for a later page: a conversation stands where its latest place is, and nowhere else.
  foreach latest in array '{300,1000}'::integer[] loop
    since := private.moment_of_message(website_id, latest);
    places := private.read_places(website_id, words, since);
    -- Who has the name is asked only where the very latest messages don't fill the page.
    if latest = 300 then
      continue when cardinality(private.search_page(places, before, size)) < size;
    else
      visitor_ids := private.visitors_with_words(website_id, words, 2000);
      continue when since is null;
    end if;
    places := places || private.places_of_people(website_id, words, visitor_ids, since, 'infinity', most);
    page := private.search_page(places, before, size);
    exit when cardinality(page) = size;
  end loop;

  while newest >= first and cardinality(page) < size loop
    oldest := greatest(newest - periods + 1, first);
    since := private.beginning_of_period(oldest);
    places := places
      || private.written_places(website_id, words, oldest, newest)
      || private.places_of_people(
        website_id, words, visitor_ids, since, private.beginning_of_period(newest + 1), most
      );
    page := private.search_page(places, before, size);
    newest := oldest - 1;
    periods := periods * 4;
  end loop;

  return page;
end;
$$;
comment on function private.search_places(uuid, tsquery, private.page_cursor, integer) is
  'The latest places before a moment where the words stand, one of each conversation.';

create function private.search_results(places private.search_place[])
returns json
language plpgsql -- keeps its plan
stable
set search_path = ''
set plan_cache_mode = force_generic_plan -- or it is planned anew for every page
as $$
begin
  return (
    with headers as (
      select private.conversations_for_team(array(
        select conversations
        from unnest(places) with ordinality as place
        join public.conversations on conversations.id = place.conversation_id
        order by place.ordinality
      )) as list
    )
    select coalesce(
      json_agg(
        json_build_object(
          'conversation', header.value,
          'item', (
            select private.item_for_team(items)
            from public.timeline_items as items
            where items.conversation_id = place.conversation_id
              and items.id = place.item_id
          )
        )
        order by place.ordinality
      ),
      '[]'
    )
    from unnest(places) with ordinality as place
    join (
      select list.value, list.ordinality
      from headers, json_array_elements(headers.list) with ordinality as list
    ) as header using (ordinality)
  );
end;
$$;

create function private.search_conversations(website_id uuid, query text, cursor text, size integer)
returns json
language plpgsql
stable
security definer -- row security keeps conditions on words from using an index
set search_path = ''
as $$
declare
  page private.search_place[];
begin
  perform private.require_visible_website(search_conversations.website_id);
  page := private.search_places(
    search_conversations.website_id,
    private.read_search(search_conversations.query),
    private.read_cursor(search_conversations.cursor),
    search_conversations.size + 1
  );

  return json_build_object(
    'results', private.search_results(page[:search_conversations.size]),
    'nextCursor', case
      when cardinality(page) > search_conversations.size
        then private.write_cursor(page[search_conversations.size].at, page[search_conversations.size].id)
    end
  );
end;
$$;

create function public.search_conversations(
  website_id uuid,
  query text,
  cursor text default null,
  "limit" integer default 20
)
returns json
language sql
stable
set search_path = ''
as $$
  select private.search_conversations(
    search_conversations.website_id,
    search_conversations.query,
    search_conversations.cursor,
    private.page_size(search_conversations."limit", 50)
  );
$$;
comment on function public.search_conversations(uuid, text, text, integer) is
  'The conversations in which all these words stand, each once, latest first, notes included: in one message, in the title (as of the beginning), or in the person''s name and address (as of the latest activity; where thousands have the name, of a while''s many conversations the latest). The last word may be a beginning; case and accents don''t matter.';

grant execute on function
  private.search_conversations(uuid, text, text, integer),
  public.search_conversations(uuid, text, text, integer)
to authenticated;

-- 89_view_announcements.sql -----------------------------------------------------------------------

-- Announcements about saved views: shared ones are told to the team. Somebody's own are told to nobody: no topic is theirs
-- alone.

create function private.announce_view()
returns trigger
language plpgsql
security definer -- realtime.messages takes data from the database alone
set search_path = ''
as $$
declare
  known public.saved_views := case when tg_op = 'DELETE' then old else new end;
  view public.saved_views;
begin
  if not private.is_first_announcement('view:' || known.id) then
    return null;
  end if;

  select views.*
  into view
  from public.saved_views as views
  where views.id = known.id;

  if view.id is not null and view.user_id is null then
    perform private.announce(
      'inbox:' || known.website_id,
      'saved_view_changed',
      jsonb_build_object('view', private.saved_view_as_json(view))
    );
  elsif tg_op <> 'INSERT' and old.user_id is null then
    perform private.announce(
      'inbox:' || known.website_id,
      'saved_view_deleted',
      jsonb_build_object('viewId', known.id, 'websiteId', known.website_id)
    );
  end if;

  return null;
end;
$$;

create constraint trigger z_announce
  after insert or update or delete on public.saved_views
  deferrable initially deferred
  for each row execute function private.announce_view();

-- 89_view_counts.sql ------------------------------------------------------------------------------

-- The numbers beside saved views. A view may find everything, so at most a thousand of its conversations are looked at: what
-- a number costs does not grow with the website. What few conversations have, such as a rare tag, is found by them.

create function private.view_count(website_id uuid, filter jsonb, agent_id uuid)
returns jsonb
language plpgsql
stable
set search_path = ''
-- It ends at a thousand: what first reads everything, to join or to sort, would grow with the website.
set enable_hashjoin = off
set enable_mergejoin = off
as $$
declare
  most constant integer := 1000;
  wanted private.inbox_filter := private.inbox_filter_of(view_count.website_id, view_count.filter);
  is_unread boolean := wanted.is_unread;
  part private.inbox_part;
  conditions text[] := '{}';
  few uuid[];
  found integer;
  unread integer;
begin
  -- Nothing finds what is unread; among a thousand it is counted.
  wanted.is_unread := null;
  wanted.conversation_ids := private.conversations_with_words(view_count.website_id, wanted.words, 20000);

  for part in
    select parts.*
    from private.inbox_parts(wanted) as parts
  loop
    conditions := conditions || part.condition;
    if part.ids is not null then
      few := private.common_ids(
        few, private.collect_ids(part.ids, view_count.website_id, wanted, view_count.agent_id, 20000)
      );
    end if;
  end loop;
  if few is not null then
    conditions := array['conversations.id = any ($5)'] || conditions;
  end if;

  execute format(
    'select count(*), count(*) filter (where looked_at.is_unread)
    from (
      select conversations.visitor_message_count > coalesce((
        select reads.message_count
        from public.conversation_reads as reads
        where reads.conversation_id = conversations.id and reads.user_id = $3
      ), 0) as is_unread
      from (%s) as conversations
      where %s
      limit $4
    ) as looked_at',
    (
      select string_agg(
        'select * from public.conversations where conversations.website_id = $1 and ' || private.is_in_box(box), ' union all '
      )
      from unnest(private.inbox_boxes(wanted)) as box
    ),
    private.all_hold(conditions)
  )
  into found, unread
  using view_count.website_id, wanted, view_count.agent_id, most, few;

  return jsonb_build_object(
    'count', case
      when is_unread then unread
      when not is_unread then found - unread
      else found
    end,
    'unread', case when not is_unread then 0 else unread end,
    'isCapped', found = most
  );
end;
$$;

create function private.view_counts(website_id uuid, view_ids uuid[])
returns jsonb
language plpgsql
stable
security definer -- row security keeps conditions that aren't leakproof from using indexes
set search_path = ''
as $$
declare
  agent_id uuid := private.require_agent();
  known integer;
  counts jsonb;
begin
  perform private.require_visible_website(view_counts.website_id);
  if view_counts.view_ids is not null then
    perform private.checked_ids(view_counts.view_ids, 200);
  end if;

  select
    count(*),
    coalesce(
      jsonb_agg(
        jsonb_build_object('viewId', views.id)
          || private.view_count(view_counts.website_id, views.filter, agent_id)
        order by views.user_id is not null, views.position, views.id
      ),
      '[]'
    )
  into known, counts
  from public.saved_views as views
  where views.website_id = view_counts.website_id
    and (views.user_id is null or views.user_id = agent_id)
    and (view_counts.view_ids is null or views.id = any (view_counts.view_ids));

  if known < cardinality(view_counts.view_ids) then
    perform private.raise_error('saved_view_not_found');
  end if;

  return jsonb_build_object('counts', counts);
end;
$$;

create function public.view_counts(website_id uuid, view_ids uuid[] default null)
returns jsonb
language sql
stable
set search_path = ''
as $$
  select private.view_counts(view_counts.website_id, view_counts.view_ids);
$$;
comment on function public.view_counts(uuid, uuid[]) is
  'For each saved view, or each of those named: how many conversations it finds, and how many of them have messages that the calling agent has not read. At most 1,000 of a view are looked at; with isCapped there may be more.';

grant execute on function
  private.view_counts(uuid, uuid[]),
  public.view_counts(uuid, uuid[])
to authenticated;

-- 90_organization_functions.sql -------------------------------------------------------------------

-- Setting up: organizations, websites and the keys that sign identities.

create function private.slug_of(name text)
returns text
language sql
immutable
set search_path = ''
as $$
  select coalesce(
    nullif(trim(both '-' from left(regexp_replace(lower(slug_of.name), '[^a-z0-9]+', '-', 'g'), 40)), ''),
    'team'
  );
$$;

create function private.hold_organization(organization_id uuid)
returns void
language sql
set search_path = ''
as $$
  select from public.organizations
  where organizations.id = hold_organization.organization_id
  for no key update;
$$;
comment on function private.hold_organization(uuid) is
  'Takes turns among those who change who works in an organization and what websites it has.';

create function private.hold_organization_of_agent(organization_id uuid, allowed public.member_role[])
returns void
language plpgsql
set search_path = ''
as $$
begin
  perform private.require_member(hold_organization_of_agent.organization_id, allowed);
  perform private.hold_organization(hold_organization_of_agent.organization_id);
  -- Once more: until now others may have taken the caller's role, or the organization.
  perform private.require_member(hold_organization_of_agent.organization_id, allowed);
end;
$$;
comment on function private.hold_organization_of_agent(uuid, public.member_role[]) is
  'Holds the organization until the end of the transaction, if the calling agent has an allowed role there; else 404 or 403.';

create function private.create_organization(name text)
returns jsonb
language plpgsql
security definer -- the caller is not yet a member of what it makes
set search_path = ''
as $$
declare
  profile public.profiles := private.ensure_profile();
  organization public.organizations;
  name text := private.checked_name(create_organization.name);
  slug text := private.slug_of(name);
begin
  insert into public.organizations (name, slug)
  values (name, slug)
  on conflict on constraint organizations_slug_is_unique do nothing
  returning organizations.* into organization;

  if organization.id is null then
    insert into public.organizations (name, slug)
    values (name, slug || '-' || encode(extensions.gen_random_bytes(4), 'hex'))
    returning organizations.* into organization;
  end if;

  insert into public.members (organization_id, user_id, role)
  values (organization.id, profile.user_id, 'owner');

  perform private.audit(organization.id, 'organization_created', organization.id);
  perform private.take_hit_of_no_website('organization_user', profile.user_id::text);
  return private.organization_for_team(organization);
end;
$$;

create function private.update_organization(id uuid, name text)
returns jsonb
language plpgsql
security definer -- organizations are written by the database alone
set search_path = ''
as $$
declare
  organization public.organizations;
begin
  perform private.hold_organization_of_agent(update_organization.id, '{owner,admin}');

  update public.organizations
  set name = private.checked_name(update_organization.name)
  where organizations.id = update_organization.id
  returning organizations.* into organization;

  perform private.audit(
    organization.id, 'organization_updated', organization.id, null, jsonb_build_object('name', organization.name)
  );
  return private.organization_for_team(organization);
end;
$$;

create function private.checked_origins(origins text[], domain text)
returns text[]
language plpgsql
immutable
set search_path = ''
as $$
declare
  cleaned text[] := array(
    select distinct rtrim(lower(private.clean_text(origin)), '/')
    from unnest(origins) as origin
  );
begin
  -- Nothing said means the site itself, which is safer than everybody.
  if cardinality(cleaned) = 0 then
    return case
      when domain = 'localhost' then array['http://localhost:*', 'http://127.0.0.1:*']
      else array['https://' || domain, 'https://*.' || domain]
    end;
  elsif private.are_origin_patterns(cleaned) is not true then
    perform private.raise_error('origin_invalid');
  end if;

  return cleaned;
end;
$$;

create function private.checked_domain(domain text)
returns text
language plpgsql
immutable
set search_path = ''
as $$
declare
  cleaned text := lower(private.clean_text(checked_domain.domain));
begin
  if private.is_domain(cleaned) is not true then
    perform private.raise_error('domain_invalid');
  end if;

  return cleaned;
end;
$$;

create function private.create_website(organization_id uuid, name text, domain text, allowed_origins text[])
returns jsonb
language plpgsql
security definer -- websites are written by the database alone
set search_path = ''
as $$
declare
  domain text;
  website public.websites;
begin
  perform private.hold_organization_of_agent(create_website.organization_id, '{owner,admin}');
  domain := private.checked_domain(create_website.domain);

  if (
    select count(*) >= 500
    from public.websites
    where websites.organization_id = create_website.organization_id
      and websites.deleted_at is null
  ) then
    perform private.raise_error('limit_reached', 'An organization has at most 500 websites.');
  end if;

  insert into public.websites (organization_id, name, domain, allowed_origins)
  values (
    create_website.organization_id,
    private.checked_name(create_website.name),
    domain,
    private.checked_origins(create_website.allowed_origins, domain)
  )
  returning websites.* into website;

  perform private.audit(website.organization_id, 'website_created', website.id, website.id);
  return private.website_for_team(website);
end;
$$;

create function private.create_identity_secret(website_id uuid)
returns jsonb
language plpgsql
security definer -- secrets are out of everybody's reach
set search_path = ''
as $$
declare
  website public.websites := private.hold_website(create_identity_secret.website_id, '{owner,admin}');
  kid text := encode(extensions.gen_random_bytes(6), 'hex');
  secret bytea := extensions.gen_random_bytes(32);
begin
  if (
    select count(*) >= 20
    from private.website_secrets as secrets
    where secrets.website_id = website.id
      and secrets.revoked_at is null
  ) then
    perform private.raise_error('limit_reached', 'A website has at most 20 identity secrets that are not revoked.');
  end if;

  insert into private.website_secrets (website_id, kid, secret)
  values (website.id, kid, secret);

  perform private.audit(
    website.organization_id,
    'identity_secret_created',
    website.id,
    website.id,
    jsonb_build_object('kid', kid)
  );
  return jsonb_build_object('kid', kid, 'secret', kid || '.' || private.to_base64url(secret));
end;
$$;

-- The API

create function public.create_organization(name text)
returns jsonb
language sql
set search_path = ''
as $$
  select private.create_organization(create_organization.name);
$$;
comment on function public.create_organization(text) is 'Makes an organization with the calling agent as its owner.';

create function public.update_organization(id uuid, name text)
returns jsonb
language sql
set search_path = ''
as $$
  select private.update_organization(update_organization.id, update_organization.name);
$$;
comment on function public.update_organization(uuid, text) is 'Renames an organization; its slug stays. For owners and admins.';

create function public.create_website(
  organization_id uuid,
  name text,
  domain text,
  allowed_origins text[] default '{}'
)
returns jsonb
language sql
set search_path = ''
as $$
  select private.create_website(
    create_website.organization_id,
    create_website.name,
    create_website.domain,
    create_website.allowed_origins
  );
$$;
comment on function public.create_website(uuid, text, text, text[]) is
  'Adds a website; without allowed origins, pages of its domain may open sessions. For owners and admins.';

create function public.create_identity_secret(website_id uuid)
returns jsonb
language sql
set search_path = ''
as $$
  select private.create_identity_secret(create_identity_secret.website_id);
$$;
comment on function public.create_identity_secret(uuid) is
  'Makes a key for signing identity tokens and answers it, this once. Older keys stay good, for rotation.';

grant execute on function
  private.create_organization(text),
  private.update_organization(uuid, text),
  private.create_website(uuid, text, text, text[]),
  private.create_identity_secret(uuid),
  public.create_organization(text),
  public.update_organization(uuid, text),
  public.create_website(uuid, text, text, text[]),
  public.create_identity_secret(uuid)
to authenticated;

-- 91_website_functions.sql ------------------------------------------------------------------------

-- Running a website: its settings. For owners and admins; every change leaves a line in the audit log.

create function private.as_texts(value jsonb)
returns text[]
language plpgsql
immutable
set search_path = ''
as $$
begin
  if jsonb_typeof(value) is distinct from 'array'
    or jsonb_path_exists(value, '$[*] ? (@.type() != "string")')
  then
    perform private.raise_error('invalid_request', 'A list of texts is expected.');
  end if;

  return array(select jsonb_array_elements_text(value));
end;
$$;

create function private.is_website_change(field text, value jsonb)
returns boolean
language sql
immutable
set search_path = ''
as $$
  select case field
    when 'name' then jsonb_typeof(value) = 'string'
    when 'domain' then jsonb_typeof(value) = 'string'
    when 'description' then jsonb_typeof(value) in ('string', 'null') and coalesce(char_length(value #>> '{}'), 0) <= 500
    when 'logoUrl' then value = 'null' or private.is_link(value #>> '{}')
    when 'status' then value in ('"active"', '"inactive"')
    when 'identityVerification' then value in ('"optional"', '"required"')
    when 'isTypingPreviewEnabled' then jsonb_typeof(value) = 'boolean'
    when 'retentionDays' then value = 'null' or (private.is_count(value, 7) and value::integer <= 3650)
    when 'timezone' then jsonb_typeof(value) = 'string' and private.is_timezone_name(value #>> '{}')
    when 'defaultMessages' then private.are_default_messages(value)
    when 'allowedOrigins' then jsonb_typeof(value) = 'array'
    when 'quickOptions' then jsonb_typeof(value) = 'array'
      and jsonb_array_length(value) <= 10
      and not jsonb_path_exists(value, '$[*] ? (@.type() != "string")')
    else false
  end;
$$;
comment on function private.is_website_change(text, jsonb) is 'Whether a setting of a website exists and takes a value of this kind.';

create function private.as_columns(changes jsonb)
returns jsonb
language sql
immutable
set search_path = ''
as $$
  select jsonb_object_agg(lower(regexp_replace(change.key, '([A-Z])', '_\1', 'g')), change.value)
  from jsonb_each(changes) as change;
$$;
comment on function private.as_columns(jsonb) is 'The API''s camelCase fields under the names of columns.';

create function private.checked_timezone(timezone text)
returns text
language plpgsql
stable
set search_path = ''
as $$
begin
  perform
  from pg_catalog.pg_timezone_names
  where pg_timezone_names.name = checked_timezone.timezone;

  if not found then
    perform private.raise_error('invalid_request', 'There is no such time zone. Give an IANA name such as Europe/Berlin.');
  end if;

  return checked_timezone.timezone;
end;
$$;

create function private.update_website(website_id uuid, changes jsonb)
returns jsonb
language plpgsql
security definer -- websites are written by the database alone
set search_path = ''
as $$
declare
  website public.websites := private.hold_website(update_website.website_id, '{owner,admin}');
  wrong text;
begin
  if jsonb_typeof(changes) is distinct from 'object' or changes = '{}' then
    perform private.raise_error('invalid_request', 'Give the settings to change.');
  end if;

  select string_agg(change.key, ', ')
  into wrong
  from jsonb_each(changes) as change
  where private.is_website_change(change.key, change.value) is not true;

  if wrong is not null then
    perform private.raise_error('invalid_request', 'These settings don''t exist or don''t take this value: ' || wrong || '.');
  end if;

  website := jsonb_populate_record(website, private.as_columns(changes));
  website.name := private.checked_name(website.name);
  website.domain := private.checked_domain(website.domain);
  if changes ? 'allowedOrigins' then
    website.allowed_origins := private.checked_origins(private.as_texts(changes -> 'allowedOrigins'), website.domain);
  end if;
  if changes ? 'timezone' then
    website.timezone := private.checked_timezone(website.timezone);
  end if;

  update public.websites
  set
    name = website.name,
    domain = website.domain,
    description = website.description,
    logo_url = website.logo_url,
    status = website.status,
    allowed_origins = website.allowed_origins,
    identity_verification = website.identity_verification,
    default_messages = website.default_messages,
    quick_options = website.quick_options,
    is_typing_preview_enabled = website.is_typing_preview_enabled,
    retention_days = website.retention_days,
    timezone = website.timezone
  where websites.id = website.id;

  if changes ? 'timezone' then
    perform private.enqueue_report(website.id);
  end if;

  perform private.audit(website.organization_id, 'website_updated', website.id, website.id, changes);
  return private.website_for_team(website);
end;
$$;

-- 91_website_keys.sql -----------------------------------------------------------------------------

-- A website's keys: what pages carry, what signs identities, what its owner's backend calls with. For owners and admins;
-- every change leaves a line in the audit log.

create function private.rotate_public_key(website_id uuid, grace_hours integer, kind public.public_key_kind)
returns jsonb
language plpgsql
security definer -- websites and keys are written by the database alone
set search_path = ''
as $$
declare
  website public.websites := private.hold_website(rotate_public_key.website_id, '{owner,admin}');
begin
  if rotate_public_key.grace_hours is null or rotate_public_key.grace_hours not between 0 and 8760 then
    perform private.raise_error('invalid_request', 'The old key may work for 0 to 8,760 hours.');
  elsif rotate_public_key.kind is null then
    perform private.raise_error('invalid_request', 'Name a kind of key: live or test.');
  end if;

  insert into private.retired_public_keys (key, website_id, ends_at)
  values (
    case rotate_public_key.kind when 'live' then website.public_key else website.test_public_key end,
    website.id,
    now() + make_interval(hours => rotate_public_key.grace_hours)
  );

  update public.websites
  set
    public_key = case
      when rotate_public_key.kind = 'live' then 'pk_' || private.random_token(18)
      else websites.public_key
    end,
    test_public_key = case
      when rotate_public_key.kind = 'test' then 'pk_test_' || private.random_token(18)
      else websites.test_public_key
    end
  where websites.id = website.id
  returning websites.* into website;

  perform private.audit(
    website.organization_id, 'public_key_rotated', website.id, website.id,
    jsonb_build_object('kind', rotate_public_key.kind)
  );
  return private.website_for_team(website);
end;
$$;

create function private.list_identity_secrets(website_id uuid)
returns jsonb
language plpgsql
stable
security definer -- secrets are out of everybody's reach
set search_path = ''
as $$
declare
  website public.websites := private.require_website(list_identity_secrets.website_id, '{owner,admin}');
begin
  return (
    select coalesce(
      jsonb_agg(
        jsonb_build_object('kid', secrets.kid, 'createdAt', secrets.created_at, 'revokedAt', secrets.revoked_at)
        order by secrets.created_at
      ),
      '[]'
    )
    from private.website_secrets as secrets
    where secrets.website_id = website.id
  );
end;
$$;

create function private.revoke_identity_secret(website_id uuid, kid text)
returns jsonb
language plpgsql
security definer -- secrets are out of everybody's reach
set search_path = ''
as $$
declare
  website public.websites := private.require_website(revoke_identity_secret.website_id, '{owner,admin}');
begin
  update private.website_secrets as secrets
  set revoked_at = now()
  where secrets.website_id = website.id
    and secrets.kid = revoke_identity_secret.kid
    and secrets.revoked_at is null;

  if found then
    perform private.audit(
      website.organization_id, 'identity_secret_revoked', website.id, website.id,
      jsonb_build_object('kid', revoke_identity_secret.kid)
    );
  end if;

  return private.list_identity_secrets(website.id);
end;
$$;

create function private.api_key_as_json(api_key public.api_keys)
returns jsonb
language sql
stable
return jsonb_build_object(
  'id', (api_key).id,
  'name', (api_key).name,
  'hint', (api_key).hint,
  'scopes', to_jsonb((api_key).scopes),
  'expiresAt', (api_key).expires_at
);

create function private.create_api_key(
  website_id uuid,
  name text,
  scopes public.api_scope[],
  expires_at timestamptz
)
returns jsonb
language plpgsql
security definer -- keys are written by the database alone
set search_path = ''
as $$
declare
  website public.websites := private.hold_website(create_api_key.website_id, '{owner,admin}');
  secret text := 'sk_' || private.random_token(24);
  api_key public.api_keys;
begin
  if create_api_key.scopes = '{}' or array_position(create_api_key.scopes, null) > 0 then
    perform private.raise_error('invalid_request', 'A key has at least one scope.');
  elsif not isfinite(create_api_key.expires_at) or create_api_key.expires_at <= now() then
    perform private.raise_error('invalid_request', 'A key ends at a later moment, or not by itself.');
  elsif (
    select count(*) >= 500
    from public.api_keys
    where api_keys.website_id = website.id
      and api_keys.revoked_at is null
  ) then
    perform private.raise_error('limit_reached', 'A website has at most 500 API keys that are not revoked.');
  end if;

  insert into public.api_keys (organization_id, website_id, name, hint, scopes, expires_at, created_by)
  values (
    website.organization_id,
    website.id,
    private.checked_name(create_api_key.name),
    right(secret, 4),
    -- In one order, and each once.
    array(
      select distinct unnest(coalesce(create_api_key.scopes, enum_range(null::public.api_scope))) as scope
      order by scope
    ),
    create_api_key.expires_at,
    private.user_id()
  )
  returning api_keys.* into api_key;

  insert into private.api_key_hashes (website_id, api_key_id, hash)
  values (website.id, api_key.id, sha256(convert_to(secret, 'utf8')));

  perform private.audit(
    website.organization_id, 'api_key_created', api_key.id, website.id, jsonb_build_object('scopes', api_key.scopes)
  );
  return private.api_key_as_json(api_key) || jsonb_build_object('key', secret);
end;
$$;

create function private.revoke_api_key(id uuid)
returns void
language plpgsql
security definer -- keys are written by the database alone
set search_path = ''
as $$
declare
  api_key public.api_keys;
begin
  perform private.require_agent();

  select api_keys.*
  into api_key
  from public.api_keys
  where api_keys.id = revoke_api_key.id
    and api_keys.organization_id in (select private.my_administered_organization_ids())
    and api_keys.website_id in (select private.my_website_ids());

  if api_key.id is null then
    perform private.raise_error('api_key_not_found');
  end if;

  update public.api_keys
  set revoked_at = now()
  where api_keys.id = api_key.id
    and api_keys.revoked_at is null;

  if found then
    perform private.audit(api_key.organization_id, 'api_key_revoked', api_key.id, api_key.website_id);
  end if;
end;
$$;

create function private.resolve_api_key(key_hash text)
returns jsonb
language plpgsql
security definer -- the caller is the edge function's service role, which has no access to private tables
set search_path = ''
as $$
declare
  api_key public.api_keys := private.require_api_key(resolve_api_key.key_hash);
begin
  perform private.spend(api_key);
  return private.api_key_as_json(api_key)
    || jsonb_build_object('websiteId', api_key.website_id, 'organizationId', api_key.organization_id);
end;
$$;

-- 92_deletions.sql --------------------------------------------------------------------------------

-- Deleting a website or an organization. A website may hold millions of rows: it is out of sight and closed at once, and
-- a job takes its rows away, some at a time. So is an organization, which is deleted when it has no website left: its audit
-- log may be long.

create function private.delete_website(id uuid)
returns void
language plpgsql
security definer -- websites and keys are written by the database alone
set search_path = ''
as $$
declare
  website public.websites := private.hold_website(delete_website.id, '{owner}');
begin
  update public.websites
  set
    status = 'inactive',
    deleted_at = now()
  where websites.id = website.id;

  update public.api_keys
  set revoked_at = now()
  where api_keys.website_id = website.id
    and api_keys.revoked_at is null;

  perform private.audit(
    website.organization_id, 'website_deleted', website.id, website.id,
    jsonb_build_object('name', website.name, 'domain', website.domain)
  );
  perform private.announce(
    'inbox:' || website.id, 'website_deleted', jsonb_build_object('websiteId', website.id)
  );
  perform private.enqueue('purge_website', jsonb_build_object('websiteId', website.id));
end;
$$;

create function private.purge_website(id uuid)
returns void
language plpgsql
security definer -- the caller is the edge function's service role, which may not write tables
set search_path = ''
as $$
declare
  deleted integer;
begin
  perform
  from public.websites
  where websites.id = purge_website.id
    and websites.deleted_at is not null
  for update;

  if not found then
    return;
  end if;

  deleted := private.delete_conversations(
    array(
      select conversations.id
      from public.conversations
      where conversations.website_id = purge_website.id
      limit 500
    ),
    5000
  );
  if deleted = 0 then
    delete from public.visitors
    where visitors.id in (
      select doomed.id from public.visitors as doomed where doomed.website_id = purge_website.id limit 2000
    );
    get diagnostics deleted = row_count;
  end if;
  if deleted = 0 then
    delete from public.contacts
    where contacts.id in (
      select doomed.id from public.contacts as doomed where doomed.website_id = purge_website.id limit 2000
    );
    get diagnostics deleted = row_count;
  end if;

  if deleted = 0 then
    delete from public.companies
    where companies.id in (
      select doomed.id from public.companies as doomed where doomed.website_id = purge_website.id limit 2000
    );
    get diagnostics deleted = row_count;
  end if;

  if deleted > 0 then
    perform private.enqueue('purge_website', jsonb_build_object('websiteId', purge_website.id));
  else
    delete from public.websites
    where websites.id = purge_website.id;
  end if;
end;
$$;
comment on function private.purge_website(uuid) is
  'Takes some rows of a deleted website away, and writes the job for the next; the website itself goes last.';

create function private.purge_organization_some(organization_id uuid)
returns void
language plpgsql
set search_path = ''
as $$
begin
  delete from public.audit_log
  where audit_log.id in (
    select doomed.id
    from public.audit_log as doomed
    where doomed.organization_id = purge_organization_some.organization_id
    limit 5000
  );
  delete from public.invitations
  where invitations.id in (
    select doomed.id
    from public.invitations as doomed
    where doomed.organization_id = purge_organization_some.organization_id
    limit 5000
  );

  if exists (select from public.audit_log where audit_log.organization_id = purge_organization_some.organization_id)
    or exists (select from public.invitations where invitations.organization_id = purge_organization_some.organization_id)
  then
    perform private.enqueue(
      'purge_organization', jsonb_build_object('organizationId', purge_organization_some.organization_id)
    );
  else
    delete from public.organizations
    where organizations.id = purge_organization_some.organization_id;
  end if;
end;
$$;
comment on function private.purge_organization_some(uuid) is
  'Takes some rows of a deleted organization away, and writes the job for the next; the organization itself goes last.';

create function private.purge_organization(id uuid)
returns void
language plpgsql
security definer -- the caller is the edge function's service role, which may not write tables
set search_path = ''
as $$
begin
  perform
  from public.organizations
  where organizations.id = purge_organization.id
    and organizations.deleted_at is not null
  for update;

  if found then
    perform private.purge_organization_some(purge_organization.id);
  end if;
end;
$$;

create function private.delete_organization(id uuid)
returns void
language plpgsql
security definer -- organizations are written by the database alone
set search_path = ''
as $$
begin
  perform private.hold_organization_of_agent(delete_organization.id, '{owner}');

  if exists (select from public.websites where websites.organization_id = delete_organization.id) then
    perform private.raise_error('organization_not_empty');
  end if;

  -- Every access goes with the members.
  delete from public.members
  where members.organization_id = delete_organization.id;

  update public.organizations
  set deleted_at = now()
  where organizations.id = delete_organization.id;

  perform private.purge_organization_some(delete_organization.id);
end;
$$;

-- The API

create function public.delete_website(id uuid)
returns void
language sql
set search_path = ''
as $$
  select private.delete_website(delete_website.id);
$$;
comment on function public.delete_website(uuid) is
  'Deletes a website with all that happened on it. It is closed and out of sight at once; its rows go soon after. For owners.';

create function public.delete_organization(id uuid)
returns void
language sql
set search_path = ''
as $$
  select private.delete_organization(delete_organization.id);
$$;
comment on function public.delete_organization(uuid) is
  'Deletes an organization that has no websites left, with its members, invitations and audit log. It is out of sight at once; its rows may go soon after. For owners.';

grant execute on function
  private.delete_website(uuid),
  private.delete_organization(uuid),
  public.delete_website(uuid),
  public.delete_organization(uuid)
to authenticated;

-- For the edge function alone

create function public.purge_website(id uuid)
returns void
language sql
set search_path = ''
as $$
  select private.purge_website(purge_website.id);
$$;
comment on function public.purge_website(uuid) is
  'Takes some rows of a deleted website away; safe at any time. For the edge function `worker`.';

create function public.purge_organization(id uuid)
returns void
language sql
set search_path = ''
as $$
  select private.purge_organization(purge_organization.id);
$$;
comment on function public.purge_organization(uuid) is
  'Takes some rows of a deleted organization away; safe at any time. For the edge function `worker`.';

grant execute on function
  private.purge_website(uuid),
  private.purge_organization(uuid),
  public.purge_website(uuid),
  public.purge_organization(uuid)
to service_role;

-- 92_routing_checks.sql ---------------------------------------------------------------------------

-- What a routing rule may say, field by field, and whom and what it may name.

create function private.are_ids(value jsonb, most integer)
returns boolean
language sql
immutable
set search_path = ''
as $$
  select case
    when jsonb_typeof(value) = 'array' and jsonb_array_length(value) <= most then not exists (
      select
      from jsonb_array_elements(value) as id
      where jsonb_typeof(id) <> 'string'
        or private.to_uuid(id #>> '{}') is null
    )
    else false
  end;
$$;

create function private.is_routing_field(field text, value jsonb)
returns boolean
language sql
immutable
set search_path = ''
as $$
  select case field
    when 'keywords' then jsonb_typeof(value) = 'array'
      and jsonb_array_length(value) <= 50
      and not jsonb_path_exists(value, 'strict $[*] ? (@.type() != "string")')
    when 'tagId' then value = 'null' or private.are_ids(jsonb_build_array(value), 1)
    when 'channel' then value in ('null', '"widget"', '"email"', '"api"')
    when 'assignment' then value in ('"nobody"', '"member"', '"round_robin"', '"round_robin_of_all"')
    when 'memberIds' then private.are_ids(value, 100)
    when 'participantIds' then private.are_ids(value, 20)
    when 'addedTagIds' then private.are_ids(value, 20)
    when 'priority' then value in ('null', '"low"', '"medium"', '"high"', '"urgent"')
    else false
  end;
$$;
comment on function private.is_routing_field(text, jsonb) is 'Whether a rule has this field and it takes a value of this kind.';

create function private.check_routing_rule(rule jsonb, place bigint)
returns void
language plpgsql
immutable
set search_path = ''
as $$
declare
  wrong text;
  named integer;
begin
  if jsonb_typeof(rule) is distinct from 'object' then
    perform private.raise_error('routing_invalid', 'Rule ' || place || ' is no rule.');
  end if;

  select string_agg(field.key, ', ')
  into wrong
  from jsonb_each(rule) as field
  where private.is_routing_field(field.key, field.value) is not true;

  if wrong is not null then
    perform private.raise_error(
      'routing_invalid',
      'Rule ' || place || ': these fields don''t exist or don''t take this value: ' || left(wrong, 200) || '.'
    );
  end if;

  named := jsonb_array_length(coalesce(rule -> 'memberIds', '[]'));
  if (case coalesce(rule ->> 'assignment', 'nobody')
    when 'member' then named <> 1
    when 'round_robin' then named = 0
    else named > 0
  end) then
    perform private.raise_error(
      'routing_invalid',
      'Rule ' || place || ': `member` names one member, `round_robin` at least one, the others none.'
    );
  end if;
end;
$$;
comment on function private.check_routing_rule(jsonb, bigint) is 'Refuses what is no rule, and says which field of which rule.';

create function private.ids_in(rule jsonb, field text)
returns uuid[]
language sql
immutable
set search_path = ''
as $$
  select array(
    select id::uuid
    from jsonb_array_elements_text(coalesce(rule -> field, '[]')) as id
  );
$$;

create function private.check_routing_names(website public.websites, rules jsonb)
returns void
language plpgsql
set search_path = ''
as $$
declare
  -- Held, so that nothing is taken away before the rules stand.
  known_tags uuid[] := array(
    select tags.id
    from public.tags
    where tags.website_id = website.id
    order by tags.id
    for key share
  );
  rule jsonb;
begin
  for rule in select jsonb_array_elements(check_routing_names.rules)
  loop
    if exists (
      select
      from unnest(private.ids_in(rule, 'memberIds') || private.ids_in(rule, 'participantIds')) as named (id)
      where not exists (
        select
        from public.members
        where members.organization_id = website.organization_id
          and members.user_id = named.id
      )
    ) then
      perform private.raise_error('member_not_found');
    elsif not private.ids_in(rule, 'addedTagIds') || array_remove(array[(rule ->> 'tagId')::uuid], null) <@ known_tags then
      perform private.raise_error('tag_not_found');
    end if;
  end loop;
end;
$$;
comment on function private.check_routing_names(public.websites, jsonb) is
  'Refuses rules that name people who are no members, or tags of elsewhere.';

create function private.keyword_query(keywords text[])
returns tsquery
language plpgsql
immutable
set search_path = ''
as $$
declare
  keyword text;
  phrase tsquery;
  whole tsquery;
begin
  foreach keyword in array keywords
  loop
    -- A keyword of several words must stand as they do, one after the other.
    select to_tsquery('simple', string_agg(quote_literal(words.lexeme), ' <-> ' order by place))
    into phrase
    from unnest(private.words(keyword)) as words, unnest(words.positions) as place;

    if phrase is null or char_length(keyword) > 50 then
      perform private.raise_error('routing_invalid', 'A keyword has a word, and at most 50 characters.');
    end if;

    whole := coalesce(whole || phrase, phrase);
  end loop;

  return whole;
end;
$$;
comment on function private.keyword_query(text[]) is 'What finds any of the keywords; null for none.';

-- 92_routing_rules.sql ----------------------------------------------------------------------------

-- Setting the routing rules. The whole list is given at once, so that its order is never half of two.

create function private.members_among(organization_id uuid, user_ids uuid[])
returns uuid[]
language sql
stable
set search_path = ''
as $$
  select array(
    select members.user_id
    from public.members
    where members.organization_id = members_among.organization_id
      and members.user_id = any (members_among.user_ids)
    order by array_position(members_among.user_ids, members.user_id)
  );
$$;

create function private.routing_for_team(website public.websites)
returns jsonb
language sql
stable
set search_path = ''
as $$
  select jsonb_build_object(
    'websiteId', website.id,
    'rules', coalesce(
      jsonb_agg(
        jsonb_build_object(
          'keywords', to_jsonb(rules.keywords),
          'tagId', rules.tag_id,
          'channel', rules.channel,
          'assignment', case when rules.member_ids <> '{}' and there.members = '{}' then 'nobody' else rules.assignment end,
          'memberIds', to_jsonb(there.members),
          'participantIds', to_jsonb(there.participants),
          'addedTagIds', to_jsonb(there.tags),
          'priority', rules.priority
        )
        order by rules.place
      ),
      '[]'
    )
  )
  from public.routing_rules as rules
  cross join lateral (
    select
      private.members_among(rules.organization_id, rules.member_ids) as members,
      private.members_among(rules.organization_id, rules.participant_ids) as participants,
      array(
        select tags.id
        from public.tags
        where tags.website_id = rules.website_id
          and tags.id = any (rules.added_tag_ids)
        order by array_position(rules.added_tag_ids, tags.id)
      ) as tags
  ) as there
  where rules.website_id = website.id;
$$;
comment on function private.routing_for_team(public.websites) is
  'The routing rules of a website, in order, without who has left and what was deleted.';

create function private.write_routing_rules(website public.websites, rules jsonb)
returns void
language sql
set search_path = ''
as $$
  insert into public.routing_rules (
    organization_id, website_id, place, keywords, keyword_query, tag_id, channel,
    assignment, member_ids, participant_ids, added_tag_ids, priority
  )
  select
    website.organization_id,
    website.id,
    given.place,
    words.keywords,
    private.keyword_query(words.keywords),
    (rule ->> 'tagId')::uuid,
    (rule ->> 'channel')::public.conversation_channel,
    coalesce(rule ->> 'assignment', 'nobody')::public.routing_assignment,
    private.ids_in(rule, 'memberIds'),
    private.ids_in(rule, 'participantIds'),
    private.ids_in(rule, 'addedTagIds'),
    (rule ->> 'priority')::public.conversation_priority
  from jsonb_array_elements(write_routing_rules.rules) with ordinality as given (rule, place)
  cross join lateral (
    select array(
      select private.clean_text(keyword)
      from jsonb_array_elements_text(coalesce(rule -> 'keywords', '[]')) as keyword
    ) as keywords
  ) as words;
$$;

create function private.set_routing(website_id uuid, rules jsonb)
returns jsonb
language plpgsql
security definer -- rules are written by the database alone
set search_path = ''
as $$
declare
  -- Two who set them at once do so one after the other.
  website public.websites := private.hold_website(set_routing.website_id, '{owner,admin}');
begin
  if jsonb_typeof(set_routing.rules) is distinct from 'array' or jsonb_array_length(set_routing.rules) > 50 then
    perform private.raise_error('routing_invalid', 'A list of at most 50 rules is expected.');
  end if;

  perform private.check_routing_rule(rule, place)
  from jsonb_array_elements(set_routing.rules) with ordinality as given (rule, place);
  perform private.check_routing_names(website, set_routing.rules);

  delete from public.routing_rules where routing_rules.website_id = website.id;
  perform private.write_routing_rules(website, set_routing.rules);

  perform private.audit(
    website.organization_id, 'routing_changed', website.id, website.id,
    jsonb_build_object('rules', set_routing.rules)
  );
  return private.routing_for_team(website);
end;
$$;

create function private.get_routing(website_id uuid)
returns jsonb
language sql
stable
security definer -- the website is the caller's, which require_website asks
set search_path = ''
as $$
  select private.routing_for_team(private.require_website(get_routing.website_id));
$$;

-- The API

create function public.set_routing(website_id uuid, rules jsonb)
returns jsonb
language sql
set search_path = ''
as $$
  select private.set_routing(set_routing.website_id, set_routing.rules);
$$;
comment on function public.set_routing(uuid, jsonb) is
  'Replaces the routing rules of a website. The first rule whose conditions (`keywords`, `tagId`, `channel`) all hold acts on a new conversation: `assignment` (`nobody`, `member`, `round_robin` among `memberIds` who are online, `round_robin_of_all`), `participantIds`, `addedTagIds`, `priority`. For owners and admins.';

create function public.get_routing(website_id uuid)
returns jsonb
language sql
stable
set search_path = ''
as $$
  select private.get_routing(get_routing.website_id);
$$;
comment on function public.get_routing(uuid) is 'The routing rules of a website, in order; none, and conversations stay unassigned.';

grant execute on function
  private.set_routing(uuid, jsonb),
  private.get_routing(uuid),
  public.set_routing(uuid, jsonb),
  public.get_routing(uuid)
to authenticated;

-- 92_website_api.sql ------------------------------------------------------------------------------

-- The API of 91, for owners and admins, and for the edge function that answers their backends.

create function public.update_website(website_id uuid, changes jsonb)
returns jsonb
language sql
set search_path = ''
as $$
  select private.update_website(update_website.website_id, update_website.changes);
$$;
comment on function public.update_website(uuid, jsonb) is
  'Changes settings of a website: name, domain, description, logoUrl, status, allowedOrigins, identityVerification, defaultMessages, quickOptions, isTypingPreviewEnabled, timezone, retentionDays. What is left out stays.';

create function public.rotate_public_key(
  website_id uuid,
  grace_hours integer default 168,
  kind public.public_key_kind default 'live'
)
returns jsonb
language sql
set search_path = ''
as $$
  select private.rotate_public_key(
    rotate_public_key.website_id, rotate_public_key.grace_hours, rotate_public_key.kind
  );
$$;
comment on function public.rotate_public_key(uuid, integer, public.public_key_kind) is
  'Gives a website a new public key, live or test; the old one works on for some hours, a week if nothing is said.';

create function public.list_identity_secrets(website_id uuid)
returns jsonb
language sql
stable
set search_path = ''
as $$
  select private.list_identity_secrets(list_identity_secrets.website_id);
$$;
comment on function public.list_identity_secrets(uuid) is 'The names (`kid`) and ages of a website''s identity secrets, never the secrets.';

create function public.revoke_identity_secret(website_id uuid, kid text)
returns jsonb
language sql
set search_path = ''
as $$
  select private.revoke_identity_secret(revoke_identity_secret.website_id, revoke_identity_secret.kid);
$$;
comment on function public.revoke_identity_secret(uuid, text) is 'Ends an identity secret: what it signed is no longer believed.';

create function public.create_api_key(
  website_id uuid,
  name text,
  scopes public.api_scope[] default null,
  expires_at timestamptz default null
)
returns jsonb
language sql
set search_path = ''
as $$
  select private.create_api_key(
    create_api_key.website_id, create_api_key.name, create_api_key.scopes, create_api_key.expires_at
  );
$$;
comment on function public.create_api_key(uuid, text, public.api_scope[], timestamptz) is
  'Makes a secret key for the owner''s backend and answers it, this once. Good for all scopes and for ever unless less is said.';

create function public.revoke_api_key(id uuid)
returns void
language sql
set search_path = ''
as $$
  select private.revoke_api_key(revoke_api_key.id);
$$;
comment on function public.revoke_api_key(uuid) is 'Ends a secret key at once.';

create function public.resolve_api_key(key_hash text)
returns jsonb
language sql
set search_path = ''
as $$
  select private.resolve_api_key(resolve_api_key.key_hash);
$$;
comment on function public.resolve_api_key(text) is
  'What a secret key is good for, by the key''s SHA-256 in hex. For the edge function `api`.';

grant execute on function
  private.update_website(uuid, jsonb),
  private.rotate_public_key(uuid, integer, public.public_key_kind),
  private.list_identity_secrets(uuid),
  private.revoke_identity_secret(uuid, text),
  private.create_api_key(uuid, text, public.api_scope[], timestamptz),
  private.revoke_api_key(uuid),
  public.update_website(uuid, jsonb),
  public.rotate_public_key(uuid, integer, public.public_key_kind),
  public.list_identity_secrets(uuid),
  public.revoke_identity_secret(uuid, text),
  public.create_api_key(uuid, text, public.api_scope[], timestamptz),
  public.revoke_api_key(uuid)
to authenticated;

grant execute on function
  private.resolve_api_key(text),
  public.resolve_api_key(text)
to service_role;

-- 93_invitation_mail.sql --------------------------------------------------------------------------

-- The mail of an invitation, as the worker writes it: what it says is read at the moment of sending.

create function private.invitation_to_mail(id uuid, token text)
returns jsonb
language sql
stable
security definer -- the caller is the edge function's service role, which has no access to tokens
set search_path = ''
as $$
  select jsonb_build_object(
    'email', invitations.email,
    'organizationName', organizations.name,
    'inviterName', profiles.name,
    'expiresAt', invitations.expires_at
  )
  from public.invitations
  join private.invitation_secrets as secrets on secrets.invitation_id = invitations.id
  join public.organizations on organizations.id = invitations.organization_id
  left join public.profiles on profiles.user_id = invitations.invited_by
  where invitations.id = invitation_to_mail.id
    and organizations.deleted_at is null
    and secrets.token_hash = sha256(convert_to(invitation_to_mail.token, 'utf8'))
    and invitations.accepted_at is null
    and invitations.revoked_at is null
    and invitations.expires_at > now();
$$;

create function public.invitation_to_mail(id uuid, token text)
returns jsonb
language sql
stable
set search_path = ''
as $$
  select private.invitation_to_mail(invitation_to_mail.id, invitation_to_mail.token);
$$;
comment on function public.invitation_to_mail(uuid, text) is
  'What an invitation''s mail says; null once the invitation or this token of it has ended. For the edge function `worker`.';

grant execute on function
  private.invitation_to_mail(uuid, text),
  public.invitation_to_mail(uuid, text)
to service_role;

-- 93_invitations.sql ------------------------------------------------------------------------------

-- Invitations: how somebody comes into an organization. A token goes by mail; it works once, for a week, and only for
-- an account of the invited address.

create function private.invitation_for_team(invitation public.invitations)
returns jsonb
language sql
stable
set search_path = ''
as $$
  select jsonb_build_object(
    'id', invitation.id,
    'organizationId', invitation.organization_id,
    'email', invitation.email,
    'role', invitation.role,
    'invitedBy', invitation.invited_by,
    'createdAt', invitation.created_at,
    'expiresAt', invitation.expires_at,
    'acceptedAt', invitation.accepted_at
  );
$$;
comment on function private.invitation_for_team(public.invitations) is 'An invitation as owners and admins see it.';

create function private.hold_organization_to_give(organization_id uuid, role public.member_role)
returns void
language plpgsql
set search_path = ''
as $$
begin
  if hold_organization_to_give.role is null then
    perform private.raise_error('invalid_request', 'Name a role: owner, admin or member.');
  end if;

  perform private.hold_organization_of_agent(
    hold_organization_to_give.organization_id,
    case hold_organization_to_give.role when 'owner' then '{owner}' else '{owner,admin}' end::public.member_role[]
  );
end;
$$;
comment on function private.hold_organization_to_give(uuid, public.member_role) is
  'Holds the organization for who may give this role: owners give every one, admins all but owner.';

create function private.refuse_member_of(organization_id uuid, email text)
returns void
language plpgsql
stable
set search_path = ''
as $$
begin
  perform
  from public.members
  join public.profiles on profiles.user_id = members.user_id
  where members.organization_id = refuse_member_of.organization_id
    and lower(profiles.email) = refuse_member_of.email;

  if found then
    perform private.raise_error('already_member');
  end if;
end;
$$;

create function private.take_hits_of_invitation(organization_id uuid, address text)
returns void
language plpgsql
set search_path = ''
as $$
begin
  -- By the mailbox: what stands behind a plus leads to the same. Hashed, for an address is nobody's to keep here.
  perform private.take_hit_of_no_website(
    'invitation_address',
    encode(sha256(convert_to(regexp_replace(take_hits_of_invitation.address, '\+[^@]*@', '@'), 'utf8')), 'hex')
  );
  perform private.take_hit_of_no_website('invitation_user', private.user_id()::text);
  perform private.take_hit_of_no_website('invitation_organization', take_hits_of_invitation.organization_id::text);
end;
$$;
comment on function private.take_hits_of_invitation(uuid, text) is
  'Counts one more invitation: to its address, whoever sends it, by who sends it, and of the organization.';

create function private.invite_member(organization_id uuid, email text, role public.member_role)
returns jsonb
language plpgsql
security definer -- invitations and their tokens are written by the database alone
set search_path = ''
as $$
declare
  address text;
  token text := private.random_token(24);
  invitation public.invitations;
begin
  perform private.hold_organization_to_give(invite_member.organization_id, invite_member.role);
  address := private.checked_email(invite_member.email);
  perform private.refuse_member_of(invite_member.organization_id, address);

  update public.invitations
  set
    role = invite_member.role,
    invited_by = private.user_id(),
    created_at = now(),
    expires_at = now() + interval '7 days'
  where invitations.organization_id = invite_member.organization_id
    and invitations.email = address
    and invitations.accepted_at is null
    and invitations.revoked_at is null
  returning invitations.* into invitation;

  if invitation.id is null then
    insert into public.invitations (organization_id, email, role, invited_by)
    values (invite_member.organization_id, address, invite_member.role, private.user_id())
    returning invitations.* into invitation;
  end if;

  insert into private.invitation_secrets as secrets (invitation_id, token_hash)
  values (invitation.id, sha256(convert_to(token, 'utf8')))
  on conflict on constraint invitation_secrets_pkey
  do update set token_hash = excluded.token_hash;

  perform private.enqueue('invitation_mail', jsonb_build_object('invitationId', invitation.id, 'token', token));
  perform private.audit(
    invitation.organization_id, 'member_invited', invitation.id, null,
    jsonb_build_object('email', invitation.email, 'role', invitation.role)
  );
  perform private.take_hits_of_invitation(invitation.organization_id, address);
  return private.invitation_for_team(invitation) || jsonb_build_object('token', token);
end;
$$;

create function private.revoke_invitation(id uuid)
returns jsonb
language plpgsql
security definer -- invitations are written by the database alone
set search_path = ''
as $$
declare
  invitation public.invitations;
begin
  perform private.require_agent();

  update public.invitations
  set revoked_at = now()
  where invitations.id = revoke_invitation.id
    and invitations.accepted_at is null
    and invitations.revoked_at is null
    and invitations.organization_id in (select private.my_administered_organization_ids())
  returning invitations.* into invitation;

  if invitation.id is null then
    perform private.raise_error('invitation_not_found');
  end if;

  delete from private.invitation_secrets
  where invitation_secrets.invitation_id = invitation.id;

  perform private.audit(
    invitation.organization_id, 'invitation_revoked', invitation.id, null,
    jsonb_build_object('email', invitation.email)
  );
  return private.invitation_for_team(invitation);
end;
$$;

create function private.refuse_member_too_many(organization_id uuid)
returns void
language plpgsql
stable
set search_path = ''
as $$
begin
  if (
    select count(*) >= 1000
    from public.members
    where members.organization_id = refuse_member_too_many.organization_id
  ) then
    perform private.raise_error('limit_reached', 'An organization has at most 1,000 members.');
  end if;
end;
$$;

create function private.accept_invitation(token text)
returns jsonb
language plpgsql
security definer -- the caller is not yet a member
set search_path = ''
as $$
declare
  profile public.profiles := private.ensure_profile();
  invitation public.invitations;
  organization public.organizations;
begin
  -- In everybody's order: the organization before what is in it.
  perform private.hold_organization(invitations.organization_id)
  from public.invitations
  join private.invitation_secrets as secrets on secrets.invitation_id = invitations.id
  where secrets.token_hash = sha256(convert_to(accept_invitation.token, 'utf8'));

  select invitations.*
  into invitation
  from public.invitations
  join private.invitation_secrets as secrets on secrets.invitation_id = invitations.id
  join public.organizations on organizations.id = invitations.organization_id
  where secrets.token_hash = sha256(convert_to(accept_invitation.token, 'utf8'))
    and organizations.deleted_at is null
    and invitations.revoked_at is null
    and (invitations.accepted_at is not null or invitations.expires_at > now())
  for update of invitations;

  if invitation.id is null then
    perform private.raise_error('invitation_not_found');
  elsif invitation.email is distinct from lower(private.claim('email')) then
    perform private.raise_error('not_allowed', 'This invitation is for another address. Sign in with that one.');
  end if;

  if invitation.accepted_at is null then
    perform private.refuse_member_too_many(invitation.organization_id);
    insert into public.members (organization_id, user_id, role)
    values (invitation.organization_id, profile.user_id, invitation.role)
    on conflict on constraint members_pkey do nothing;

    update public.invitations
    set accepted_at = now()
    where invitations.id = invitation.id;

    perform private.audit(invitation.organization_id, 'invitation_accepted', invitation.id);
  elsif not exists (select from private.my_organization_ids() as mine (id) where mine.id = invitation.organization_id) then
    -- It worked once; whoever was removed since then needs a new one.
    perform private.raise_error('invitation_not_found');
  end if;

  select organizations.*
  into organization
  from public.organizations
  where organizations.id = invitation.organization_id;

  return private.organization_for_team(organization);
end;
$$;

-- The API

create function public.invite_member(organization_id uuid, email text, role public.member_role default 'member')
returns jsonb
language sql
set search_path = ''
as $$
  select private.invite_member(invite_member.organization_id, invite_member.email, invite_member.role);
$$;
comment on function public.invite_member(uuid, text, public.member_role) is
  'Invites an address by mail and answers the invitation with its token, this once. Inviting again sends a new token. For owners and admins.';

create function public.revoke_invitation(id uuid)
returns jsonb
language sql
set search_path = ''
as $$
  select private.revoke_invitation(revoke_invitation.id);
$$;
comment on function public.revoke_invitation(uuid) is 'Takes a pending invitation back. For owners and admins.';

create function public.accept_invitation(token text)
returns jsonb
language sql
set search_path = ''
as $$
  select private.accept_invitation(accept_invitation.token);
$$;
comment on function public.accept_invitation(text) is
  'Makes the caller a member by an invitation to their address; answers the organization.';

grant execute on function
  private.invite_member(uuid, text, public.member_role),
  private.revoke_invitation(uuid),
  private.accept_invitation(text),
  public.invite_member(uuid, text, public.member_role),
  public.revoke_invitation(uuid),
  public.accept_invitation(text)
to authenticated;

-- 94_leaving.sql ----------------------------------------------------------------------------------

-- Leaving: what becomes of what somebody was given when their membership ends. Every access ends with the row, at once; out
-- of their conversations they are taken in parts, the open ones first, however many there are.

create function private.unassign_some(organization_id uuid, user_id uuid)
returns integer
language plpgsql
set search_path = ''
as $$
declare
  ids uuid[] := array(
    select conversations.id
    from public.conversations
    where conversations.assignee_id = unassign_some.user_id
      and conversations.website_id in (
        select websites.id from public.websites where websites.organization_id = unassign_some.organization_id
      )
    order by conversations.box <> 'open'
    limit 200
  );
begin
  -- In the order everybody locks conversations in.
  perform
  from public.conversations
  where conversations.id = any (ids)
  order by conversations.id
  for no key update;

  update public.conversations
  set assignee_id = null
  where conversations.id = any (ids)
    and conversations.assignee_id = unassign_some.user_id;

  return cardinality(ids);
end;
$$;
comment on function private.unassign_some(uuid, uuid) is
  'Takes somebody out of up to 200 conversations, the open ones first; answers how many it found.';

create function private.end_membership(member public.members, action text)
returns void
language plpgsql
set search_path = ''
as $$
begin
  if member.role = 'owner' then
    perform private.require_another_owner(member.organization_id, member.user_id);
  end if;

  perform private.audit(member.organization_id, end_membership.action, member.user_id);
  -- Before the member, whom everybody holds after conversations.
  perform private.unassign_some(member.organization_id, member.user_id);

  delete from public.members
  where members.organization_id = member.organization_id
    and members.user_id = member.user_id;
end;
$$;
comment on function private.end_membership(public.members, text) is
  'Takes somebody out of an organization: every access ends with the row, live channels are told.';

create function private.enqueue_unassigning(organization_id uuid, user_id uuid)
returns void
language sql
set search_path = ''
as $$
  select private.enqueue(
    'unassign_member',
    jsonb_build_object(
      'organizationId', enqueue_unassigning.organization_id,
      'userId', enqueue_unassigning.user_id
    )
  )
  where exists (
    select
    from public.conversations
    where conversations.assignee_id = enqueue_unassigning.user_id
      and conversations.website_id in (
        select websites.id from public.websites where websites.organization_id = enqueue_unassigning.organization_id
      )
  );
$$;

create function private.unassign_who_left()
returns trigger
language plpgsql
security definer -- an account may be ended by Auth, which may write no jobs
set search_path = ''
as $$
begin
  perform private.enqueue_unassigning(old.organization_id, old.user_id);
  return null;
end;
$$;

create trigger a_unassign
  after delete on public.members
  for each row execute function private.unassign_who_left();

create function private.unassign_member(organization_id uuid, user_id uuid)
returns void
language plpgsql
security definer -- the caller is the edge function's service role, which may not write tables
set search_path = ''
as $$
begin
  -- Who came back keeps what is left.
  if not exists (
    select
    from public.members
    where members.organization_id = unassign_member.organization_id
      and members.user_id = unassign_member.user_id
  ) then
    perform private.tell_none_singly();
    perform private.unassign_some(unassign_member.organization_id, unassign_member.user_id);
    perform private.enqueue_unassigning(unassign_member.organization_id, unassign_member.user_id);
  end if;
end;
$$;

-- For the edge function alone

create function public.unassign_member(organization_id uuid, user_id uuid)
returns void
language sql
set search_path = ''
as $$
  select private.unassign_member(unassign_member.organization_id, unassign_member.user_id);
$$;
comment on function public.unassign_member(uuid, uuid) is
  'Takes who has left out of the next of their conversations, and asks for those after; safe at any time. For the edge function `worker`.';

grant execute on function
  private.unassign_member(uuid, uuid),
  public.unassign_member(uuid, uuid)
to service_role;

-- 94_members.sql ----------------------------------------------------------------------------------

-- Members: roles, leaving, removing, handing over. Each act holds the organization's row, so that two owners who
-- leave at once can't both believe in the other.

create function private.require_another_owner(organization_id uuid, user_id uuid)
returns void
language plpgsql
stable
set search_path = ''
as $$
begin
  perform
  from public.members
  where members.organization_id = require_another_owner.organization_id
    and members.user_id <> require_another_owner.user_id
    and members.role = 'owner';

  if not found then
    perform private.raise_error('last_owner');
  end if;
end;
$$;

create function private.find_member(organization_id uuid, user_id uuid)
returns public.members
language plpgsql
stable
set search_path = ''
as $$
declare
  member public.members;
begin
  select members.*
  into member
  from public.members
  where members.organization_id = find_member.organization_id
    and members.user_id = find_member.user_id;

  if member.user_id is null then
    perform private.raise_error('member_not_found');
  end if;

  return member;
end;
$$;

create function private.hold_member(organization_id uuid, user_id uuid)
returns void
language plpgsql
set search_path = ''
as $$
begin
  perform
  from public.members
  where members.organization_id = hold_member.organization_id
    and members.user_id = hold_member.user_id
  for key share;

  if not found then
    perform private.raise_error('member_not_found');
  end if;
end;
$$;
comment on function private.hold_member(uuid, uuid) is 'Keeps somebody a member until the end of the transaction, or says that they are none.';

create function private.list_members(organization_id uuid)
returns jsonb
language plpgsql
stable
security definer -- asks by itself whether the caller is one of them
set search_path = ''
as $$
begin
  perform private.require_member(list_members.organization_id, '{owner,admin,member}');

  return jsonb_build_object('members', (
    select jsonb_agg(private.member_for_team(members) order by members.created_at, members.user_id)
    from public.members
    where members.organization_id = list_members.organization_id
  ));
end;
$$;

create function private.change_member_role(organization_id uuid, user_id uuid, role public.member_role)
returns jsonb
language plpgsql
security definer -- members are written by the database alone
set search_path = ''
as $$
declare
  member public.members;
begin
  perform private.hold_organization_to_give(change_member_role.organization_id, change_member_role.role);
  member := private.find_member(change_member_role.organization_id, change_member_role.user_id);

  if member.role = change_member_role.role then
    return private.member_for_team(member);
  elsif member.role = 'owner' then
    perform private.require_member(member.organization_id, '{owner}');
    perform private.require_another_owner(member.organization_id, member.user_id);
  end if;

  perform private.audit(
    member.organization_id, 'member_role_changed', member.user_id, null,
    jsonb_build_object('from', member.role, 'to', change_member_role.role)
  );

  update public.members
  set role = change_member_role.role
  where members.organization_id = member.organization_id
    and members.user_id = member.user_id
  returning members.* into member;

  return private.member_for_team(member);
end;
$$;

create function private.remove_member(organization_id uuid, user_id uuid)
returns void
language plpgsql
security definer -- members are written by the database alone
set search_path = ''
as $$
declare
  member public.members;
begin
  perform private.hold_organization_of_agent(remove_member.organization_id, '{owner,admin}');
  member := private.find_member(remove_member.organization_id, remove_member.user_id);

  if member.role = 'owner' then
    perform private.require_member(member.organization_id, '{owner}');
  end if;

  perform private.end_membership(member, 'member_removed');
end;
$$;

create function private.leave_organization(organization_id uuid)
returns void
language plpgsql
security definer -- members are written by the database alone
set search_path = ''
as $$
begin
  perform private.hold_organization_of_agent(leave_organization.organization_id, '{owner,admin,member}');
  perform private.end_membership(
    private.find_member(leave_organization.organization_id, private.user_id()),
    'member_left'
  );
end;
$$;

create function private.transfer_ownership(organization_id uuid, user_id uuid)
returns jsonb
language plpgsql
security definer -- members are written by the database alone
set search_path = ''
as $$
declare
  heir public.members;
begin
  perform private.hold_organization_of_agent(transfer_ownership.organization_id, '{owner}');
  heir := private.find_member(transfer_ownership.organization_id, transfer_ownership.user_id);

  if heir.user_id <> private.user_id() then
    update public.members
    set role = case when members.user_id = heir.user_id then 'owner' else 'admin' end::public.member_role
    where members.organization_id = heir.organization_id
      and members.user_id in (heir.user_id, private.user_id());

    perform private.audit(heir.organization_id, 'ownership_transferred', heir.user_id);
  end if;

  return private.member_for_team(private.find_member(heir.organization_id, heir.user_id));
end;
$$;

create function private.update_profile(name text, image text, is_away boolean)
returns jsonb
language plpgsql
security definer -- profiles are written by the database alone
set search_path = ''
as $$
declare
  profile public.profiles := private.ensure_profile();
begin
  if update_profile.image <> '' and not private.is_link(update_profile.image) then
    perform private.raise_error('invalid_request', 'An image is an http or https address of at most 2,000 characters.');
  end if;

  update public.profiles
  set
    name = coalesce(
      case when update_profile.name is not null then private.checked_name(update_profile.name) end,
      profiles.name
    ),
    image = nullif(coalesce(update_profile.image, profiles.image), ''),
    is_away = coalesce(update_profile.is_away, profiles.is_away)
  where profiles.user_id = profile.user_id
  returning profiles.* into profile;

  return jsonb_build_object(
    'id', profile.user_id,
    'name', profile.name,
    'image', profile.image,
    'email', profile.email,
    'isAway', profile.is_away,
    'lastSeenAt', profile.last_seen_at
  );
end;
$$;

-- 94_members_api.sql ------------------------------------------------------------------------------

-- The API of members: thin functions over 94_members, for agents.

create function public.list_members(organization_id uuid)
returns jsonb
language sql
stable
set search_path = ''
as $$
  select private.list_members(list_members.organization_id);
$$;
comment on function public.list_members(uuid) is
  'Who works in an organization, as what, and whether they are there now: a heartbeat within five minutes and not away.';

create function public.change_member_role(organization_id uuid, user_id uuid, role public.member_role)
returns jsonb
language sql
set search_path = ''
as $$
  select private.change_member_role(
    change_member_role.organization_id, change_member_role.user_id, change_member_role.role
  );
$$;
comment on function public.change_member_role(uuid, uuid, public.member_role) is
  'Gives a member another role. Owners give every role, admins all but owner; an owner always stays.';

create function public.remove_member(organization_id uuid, user_id uuid)
returns void
language sql
set search_path = ''
as $$
  select private.remove_member(remove_member.organization_id, remove_member.user_id);
$$;
comment on function public.remove_member(uuid, uuid) is
  'Takes a member out; their access ends at once, on live channels too. For owners and admins.';

create function public.leave_organization(organization_id uuid)
returns void
language sql
set search_path = ''
as $$
  select private.leave_organization(leave_organization.organization_id);
$$;
comment on function public.leave_organization(uuid) is 'Ends the caller''s own membership. The last owner can''t leave.';

create function public.transfer_ownership(organization_id uuid, user_id uuid)
returns jsonb
language sql
set search_path = ''
as $$
  select private.transfer_ownership(transfer_ownership.organization_id, transfer_ownership.user_id);
$$;
comment on function public.transfer_ownership(uuid, uuid) is
  'Makes another member the owner and the calling owner an admin.';

create function public.update_profile(
  name text default null,
  image text default null,
  is_away boolean default null
)
returns jsonb
language sql
set search_path = ''
as $$
  select private.update_profile(update_profile.name, update_profile.image, update_profile.is_away);
$$;
comment on function public.update_profile(text, text, boolean) is
  'Changes how the calling agent appears; what is left out stays, an empty image takes it away. Away agents are not offered to visitors.';

grant execute on function
  private.list_members(uuid),
  public.list_members(uuid),
  private.change_member_role(uuid, uuid, public.member_role),
  private.remove_member(uuid, uuid),
  private.leave_organization(uuid),
  private.transfer_ownership(uuid, uuid),
  private.update_profile(text, text, boolean),
  public.change_member_role(uuid, uuid, public.member_role),
  public.remove_member(uuid, uuid),
  public.leave_organization(uuid),
  public.transfer_ownership(uuid, uuid),
  public.update_profile(text, text, boolean)
to authenticated;

-- 95_conversation_acts.sql ------------------------------------------------------------------------

-- What agents do with conversations besides writing: who takes care, how urgent, who takes part, out of sight for a
-- while or for good. What is only the team's business is a private event; who joins and leaves is public.

create function private.act_with_event(
  conversation_id uuid,
  event_type public.event_type,
  visibility public.item_visibility default 'private',
  target_user uuid default null,
  message text default null
)
returns jsonb
language plpgsql
set search_path = ''
as $$
declare
  -- By itself: what one statement writes, the stable functions in it don't see.
  event_id uuid := private.write_event(
    act_with_event.conversation_id,
    act_with_event.event_type,
    act_with_event.visibility,
    by_user => private.user_id(),
    target_user => act_with_event.target_user,
    message => act_with_event.message
  );
begin
  return private.team_act(
    act_with_event.conversation_id,
    private.event_as_json(act_with_event.conversation_id, event_id)
  );
end;
$$;
comment on function private.act_with_event(uuid, public.event_type, public.item_visibility, uuid, text) is
  'Writes an event in the calling agent''s name, or in nobody''s for the owner''s backend, and answers the act.';

create function private.put_assignee(conversation public.conversations, user_id uuid)
returns jsonb
language plpgsql
set search_path = ''
as $$
declare
  event_id uuid;
begin
  if conversation.assignee_id is not distinct from put_assignee.user_id then
    return private.team_act(conversation.id);
  elsif put_assignee.user_id is not null then
    perform private.hold_member(conversation.organization_id, put_assignee.user_id);
  end if;

  update public.conversations
  set assignee_id = put_assignee.user_id
  where conversations.id = conversation.id;

  event_id := private.write_event(
    conversation.id,
    case when put_assignee.user_id is null then 'unassigned' else 'assigned' end::public.event_type,
    'private',
    by_user => private.user_id(),
    target_user => coalesce(put_assignee.user_id, conversation.assignee_id)
  );
  perform private.notify(conversation, event_id, array[put_assignee.user_id], 'assigned');
  return private.team_act(conversation.id, private.event_as_json(conversation.id, event_id));
end;
$$;

create function private.assign(conversation_id uuid, user_id uuid)
returns jsonb
language sql
security definer -- conversations are written by the database alone
set search_path = ''
as $$
  select private.put_assignee(private.lock_conversation_of_agent(assign.conversation_id), assign.user_id);
$$;

create function private.put_priority(conversation public.conversations, priority public.conversation_priority)
returns jsonb
language plpgsql
set search_path = ''
as $$
begin
  if put_priority.priority is null then
    perform private.raise_error('invalid_request', 'Name a priority: low, medium, high or urgent.');
  elsif conversation.priority = put_priority.priority then
    return private.team_act(conversation.id);
  end if;

  update public.conversations
  set priority = put_priority.priority
  where conversations.id = conversation.id;

  return private.act_with_event(conversation.id, 'priority_changed', message => put_priority.priority::text);
end;
$$;

create function private.set_priority(conversation_id uuid, priority public.conversation_priority)
returns jsonb
language sql
security definer -- conversations are written by the database alone
set search_path = ''
as $$
  select private.put_priority(
    private.lock_conversation_of_agent(set_priority.conversation_id), set_priority.priority
  );
$$;

create function private.put_title(conversation public.conversations, title text)
returns jsonb
language plpgsql
set search_path = ''
as $$
declare
  cleaned text := nullif(private.clean_text(put_title.title), '');
begin
  if char_length(cleaned) > 200 then
    perform private.raise_error('invalid_request', 'A title has at most 200 characters.');
  end if;

  update public.conversations
  set title = cleaned
  where conversations.id = conversation.id
    and conversations.title is distinct from cleaned;

  return private.team_act(conversation.id);
end;
$$;

create function private.set_title(conversation_id uuid, title text)
returns jsonb
language sql
security definer -- conversations are written by the database alone
set search_path = ''
as $$
  select private.put_title(private.lock_conversation_of_agent(set_title.conversation_id), set_title.title);
$$;

create function private.join_conversation(conversation_id uuid)
returns jsonb
language plpgsql
security definer -- participants are written by the database alone
set search_path = ''
as $$
declare
  conversation public.conversations := private.lock_conversation_of_agent(join_conversation.conversation_id);
  event_id uuid := private.join_as_author(conversation, private.user_id(), null);
begin
  if event_id is null then
    return private.team_act(conversation.id);
  end if;

  return private.team_act(conversation.id, private.event_as_json(conversation.id, event_id));
end;
$$;

create function private.leave_conversation(conversation_id uuid)
returns jsonb
language plpgsql
security definer -- participants are written by the database alone
set search_path = ''
as $$
declare
  conversation public.conversations := private.lock_conversation_of_agent(leave_conversation.conversation_id);
begin
  -- Who was only asked says no, of which the visitor knows as little as of the question.
  delete from public.conversation_participants as participants
  where participants.conversation_id = conversation.id
    and participants.user_id = private.user_id()
    and participants.joined_at is null;

  if found then
    return private.act_with_event(conversation.id, 'participant_left', target_user => private.user_id());
  end if;

  update public.conversation_participants as participants
  set left_at = now()
  where participants.conversation_id = conversation.id
    and participants.user_id = private.user_id()
    and participants.left_at is null;

  if not found then
    return private.team_act(conversation.id);
  end if;

  return private.act_with_event(
    conversation.id, 'participant_left', 'public', target_user => private.user_id()
  );
end;
$$;

create function private.snooze(conversation_id uuid, until timestamptz)
returns jsonb
language plpgsql
security definer -- conversations are written by the database alone
set search_path = ''
as $$
declare
  conversation public.conversations := private.lock_conversation_of_agent(snooze.conversation_id);
begin
  if snooze.until <= now()
    or not isfinite(snooze.until)
    or (snooze.until is not null and conversation.status <> 'open')
  then
    perform private.raise_error('invalid_request', 'An open conversation can be snoozed until a later moment.');
  elsif conversation.snoozed_until is not distinct from snooze.until then
    return private.team_act(conversation.id);
  end if;

  update public.conversations
  set snoozed_until = snooze.until
  where conversations.id = conversation.id;

  return private.act_with_event(
    conversation.id,
    'status_changed',
    message => case when snooze.until is null then 'awake' else 'snoozed' end
  );
end;
$$;

create function private.mark_spam(conversation_id uuid, is_spam boolean)
returns jsonb
language plpgsql
security definer -- conversations are written by the database alone
set search_path = ''
as $$
declare
  conversation public.conversations := private.lock_conversation_of_agent(mark_spam.conversation_id);
begin
  if mark_spam.is_spam is null then
    perform private.raise_error('invalid_request');
  elsif (conversation.spam_at is not null) = mark_spam.is_spam then
    return private.team_act(conversation.id);
  end if;

  update public.conversations
  set spam_at = case when mark_spam.is_spam then now() end
  where conversations.id = conversation.id;

  return private.act_with_event(
    conversation.id,
    'status_changed',
    message => case when mark_spam.is_spam then 'spam' else 'not_spam' end
  );
end;
$$;

create function private.archive(conversation_id uuid, is_archived boolean)
returns jsonb
language plpgsql
security definer -- conversations are written by the database alone
set search_path = ''
as $$
declare
  conversation public.conversations := private.lock_conversation_of_agent(archive.conversation_id);
begin
  if archive.is_archived is null then
    perform private.raise_error('invalid_request');
  elsif (conversation.archived_at is not null) = archive.is_archived then
    return private.team_act(conversation.id);
  end if;

  update public.conversations
  set archived_at = case when archive.is_archived then now() end
  where conversations.id = conversation.id;

  return private.act_with_event(
    conversation.id,
    'status_changed',
    message => case when archive.is_archived then 'archived' else 'unarchived' end
  );
end;
$$;

-- 96_conversation_acts_api.sql --------------------------------------------------------------------

-- The API of 95, for agents. Each answers the conversation after the act and the items it wrote.

create function public.assign(conversation_id uuid, user_id uuid default null)
returns jsonb
language sql
set search_path = ''
as $$
  select private.assign(assign.conversation_id, assign.user_id);
$$;
comment on function public.assign(uuid, uuid) is 'Gives a conversation to a member of the team, or to nobody.';

create function public.set_priority(conversation_id uuid, priority public.conversation_priority)
returns jsonb
language sql
set search_path = ''
as $$
  select private.set_priority(set_priority.conversation_id, set_priority.priority);
$$;
comment on function public.set_priority(uuid, public.conversation_priority) is 'Says how urgent a conversation is.';

create function public.set_title(conversation_id uuid, title text default null)
returns jsonb
language sql
set search_path = ''
as $$
  select private.set_title(set_title.conversation_id, set_title.title);
$$;
comment on function public.set_title(uuid, text) is 'Names a conversation, for the visitor too; without a title it has none.';

create function public.join_conversation(conversation_id uuid)
returns jsonb
language sql
set search_path = ''
as $$
  select private.join_conversation(join_conversation.conversation_id);
$$;
comment on function public.join_conversation(uuid) is 'Makes the calling agent a participant, which the visitor may see.';

create function public.leave_conversation(conversation_id uuid)
returns jsonb
language sql
set search_path = ''
as $$
  select private.leave_conversation(leave_conversation.conversation_id);
$$;
comment on function public.leave_conversation(uuid) is 'Ends the calling agent''s part in a conversation, which the visitor may see.';

create function public.snooze(conversation_id uuid, until timestamptz default null)
returns jsonb
language sql
set search_path = ''
as $$
  select private.snooze(snooze.conversation_id, snooze.until);
$$;
comment on function public.snooze(uuid, timestamptz) is
  'Puts an open conversation out of the way until a moment, or until the visitor writes; without a moment it wakes.';

create function public.mark_spam(conversation_id uuid, is_spam boolean default true)
returns jsonb
language sql
set search_path = ''
as $$
  select private.mark_spam(mark_spam.conversation_id, mark_spam.is_spam);
$$;
comment on function public.mark_spam(uuid, boolean) is 'Marks a conversation as spam, or takes that back. The visitor is not told.';

create function public.archive(conversation_id uuid, is_archived boolean default true)
returns jsonb
language sql
set search_path = ''
as $$
  select private.archive(archive.conversation_id, archive.is_archived);
$$;
comment on function public.archive(uuid, boolean) is 'Puts a conversation away, or takes it back. The visitor is not told; their next message takes it back.';

grant execute on function
  private.assign(uuid, uuid),
  private.set_priority(uuid, public.conversation_priority),
  private.set_title(uuid, text),
  private.join_conversation(uuid),
  private.leave_conversation(uuid),
  private.snooze(uuid, timestamptz),
  private.mark_spam(uuid, boolean),
  private.archive(uuid, boolean),
  public.assign(uuid, uuid),
  public.set_priority(uuid, public.conversation_priority),
  public.set_title(uuid, text),
  public.join_conversation(uuid),
  public.leave_conversation(uuid),
  public.snooze(uuid, timestamptz),
  public.mark_spam(uuid, boolean),
  public.archive(uuid, boolean)
to authenticated;

-- 97_tag_deletion.sql -----------------------------------------------------------------------------

-- Deleting a tag: it is gone at once for everybody. It may stand on a great many conversations, so it is taken off them in
-- parts, the first within the call and the rest by jobs.

create function private.untag_some(website_id uuid, tag_id uuid)
returns void
language plpgsql
set search_path = ''
as $$
begin
  with doomed as (
    select given.conversation_id
    from public.conversation_tags as given
    where given.website_id = untag_some.website_id
      and given.tag_id = untag_some.tag_id
    limit 2000
    for update skip locked
  )
  delete from public.conversation_tags as given
  using doomed
  where given.conversation_id = doomed.conversation_id
    and given.tag_id = untag_some.tag_id;

  perform private.enqueue(
    'untag', jsonb_build_object('websiteId', untag_some.website_id, 'tagId', untag_some.tag_id)
  )
  where exists (
    select
    from public.conversation_tags as given
    where given.website_id = untag_some.website_id
      and given.tag_id = untag_some.tag_id
  );
end;
$$;
comment on function private.untag_some(uuid, uuid) is
  'Takes a tag that is gone off up to 2,000 conversations, and asks for those after by a job; waits for nobody.';

create function private.untag(website_id uuid, tag_id uuid)
returns void
language plpgsql
security definer -- the caller is the edge function's service role, which may not write tables
set search_path = ''
as $$
begin
  -- Only one that was deleted: a job takes no tag away by itself.
  if not exists (select from public.tags where tags.id = untag.tag_id) then
    perform private.untag_some(untag.website_id, untag.tag_id);
  end if;
end;
$$;

create function private.delete_tag(id uuid)
returns void
language plpgsql
security definer -- tags are written by the database alone
set search_path = ''
as $$
declare
  tag public.tags := private.require_tag(delete_tag.id, '{owner,admin}');
  website public.websites := private.require_website(tag.website_id);
begin
  delete from public.tags
  where tags.id = tag.id;

  if not found then
    -- By somebody else, in this moment.
    perform private.raise_error('tag_not_found');
  end if;

  perform private.untag_some(website.id, tag.id);
  perform private.audit(
    website.organization_id, 'tag_deleted', tag.id, website.id, jsonb_build_object('name', tag.name)
  );
end;
$$;

-- The API

create function public.delete_tag(id uuid)
returns void
language sql
set search_path = ''
as $$
  select private.delete_tag(delete_tag.id);
$$;
comment on function public.delete_tag(uuid) is 'Deletes a tag, on every conversation too. For owners and admins.';

grant execute on function
  private.delete_tag(uuid),
  public.delete_tag(uuid)
to authenticated;

-- For the edge function alone

create function public.untag(website_id uuid, tag_id uuid)
returns void
language sql
set search_path = ''
as $$
  select private.untag(untag.website_id, untag.tag_id);
$$;
comment on function public.untag(uuid, uuid) is
  'Takes a deleted tag off the next of its conversations; safe at any time. For the edge function `worker`.';

grant execute on function
  private.untag(uuid, uuid),
  public.untag(uuid, uuid)
to service_role;

-- 97_tag_functions.sql ----------------------------------------------------------------------------

-- Tagging: the team's own words on conversations. Tags belong to a website; anybody of its team makes and gives them,
-- owners and admins rename and delete them.

create function private.checked_tag_name(name text)
returns text
language plpgsql
immutable
set search_path = ''
as $$
declare
  cleaned text := coalesce(private.clean_text(checked_tag_name.name), '');
begin
  if char_length(cleaned) not between 1 and 50 then
    perform private.raise_error('name_invalid', 'A tag has 1 to 50 characters.');
  end if;

  return cleaned;
end;
$$;

create function private.require_tag(tag_id uuid, allowed public.member_role[] default '{owner,admin,member}')
returns public.tags
language plpgsql
stable
set search_path = ''
as $$
declare
  tag public.tags;
begin
  perform private.require_agent();

  select tags.*
  into tag
  from public.tags
  where tags.id = require_tag.tag_id
    and tags.website_id in (select private.my_website_ids());

  if tag.id is null then
    perform private.raise_error('tag_not_found');
  end if;

  perform private.require_website(tag.website_id, allowed);
  return tag;
end;
$$;
comment on function private.require_tag(uuid, public.member_role[]) is 'The tag, if the calling agent works there in an allowed role; else 404 or 403.';

create function private.checked_color(color text)
returns text
language plpgsql
immutable
set search_path = ''
as $$
begin
  if checked_color.color !~ '^[a-z0-9#-]{1,30}$' then
    perform private.raise_error('invalid_request', 'A color is a short word or #rrggbb in lower case.');
  end if;

  return checked_color.color;
end;
$$;

create function private.tag_named(website_id uuid, name text, is_made boolean, color text default null)
returns public.tags
language plpgsql
set search_path = ''
as $$
declare
  word text := private.checked_tag_name(tag_named.name);
  tag public.tags;
begin
  if tag_named.is_made then
    insert into public.tags (website_id, name, color)
    values (tag_named.website_id, word, private.checked_color(tag_named.color))
    on conflict do nothing
    returning tags.* into tag;
  end if;

  -- The same word twice is one tag.
  if tag.id is null then
    select tags.*
    into tag
    from public.tags
    where tags.website_id = tag_named.website_id
      and lower(tags.name) = lower(word)
    for key share;
  end if;

  return tag;
end;
$$;
comment on function private.tag_named(uuid, text, boolean, text) is 'The website''s tag of this name, made if it is new and asked for; held, so that it is not deleted before it is given.';

create function private.create_tag(website_id uuid, name text, color text)
returns jsonb
language plpgsql
security definer -- tags are written by the database alone
set search_path = ''
as $$
declare
  website public.websites := private.require_website(create_tag.website_id);
begin
  return private.tag_as_json(private.tag_named(website.id, create_tag.name, true, create_tag.color));
end;
$$;

create function private.update_tag(id uuid, name text, color text)
returns jsonb
language plpgsql
security definer -- tags are written by the database alone
set search_path = ''
as $$
declare
  tag public.tags := private.require_tag(update_tag.id, '{owner,admin}');
begin
  update public.tags
  set
    name = case when update_tag.name is null then tags.name else private.checked_tag_name(update_tag.name) end,
    color = coalesce(private.checked_color(update_tag.color), tags.color)
  where tags.id = tag.id
  returning tags.* into tag;

  if tag.id is null then
    -- Deleted in this moment.
    perform private.raise_error('tag_not_found');
  elsif num_nonnulls(update_tag.name, update_tag.color) > 0 then
    perform private.audit(
      (private.require_website(tag.website_id)).organization_id, 'tag_updated', tag.id, tag.website_id,
      jsonb_build_object('name', tag.name, 'color', tag.color)
    );
  end if;

  return private.tag_as_json(tag);
exception
  when unique_violation then
    perform private.raise_error('name_taken');
end;
$$;

create function private.put_tag(conversation public.conversations, tag public.tags, is_given boolean)
returns boolean
language plpgsql
set search_path = ''
as $$
begin
  perform from public.tags where tags.id = tag.id for key share;
  if not found then
    -- Deleted in this moment.
    perform private.raise_error('tag_not_found');
  end if;

  if put_tag.is_given then
    insert into public.conversation_tags (website_id, conversation_id, tag_id)
    values (conversation.website_id, conversation.id, tag.id)
    on conflict do nothing;
  else
    delete from public.conversation_tags as given
    where given.conversation_id = conversation.id
      and given.tag_id = tag.id;
  end if;

  if not found then
    return false;
  end if;

  perform private.write_event(
    conversation.id,
    case when put_tag.is_given then 'tag_added' else 'tag_removed' end::public.event_type,
    'private',
    by_user => private.user_id(),
    message => tag.name
  );
  return true;
end;
$$;
comment on function private.put_tag(public.conversations, public.tags, boolean) is
  'Gives or takes a tag of a conversation that the caller holds, with the event; says whether that changed anything.';

create function private.set_tag(conversation_id uuid, tag_id uuid, is_given boolean)
returns jsonb
language plpgsql
security definer -- tags are given by the database alone
set search_path = ''
as $$
declare
  tag public.tags := private.require_tag(set_tag.tag_id);
  conversation public.conversations;
begin
  if set_tag.is_given then
    perform private.hold_turns_of_tag(tag);
  end if;

  conversation := private.lock_conversation_of_agent(set_tag.conversation_id);
  if tag.website_id <> conversation.website_id then
    perform private.raise_error('tag_not_found');
  elsif not private.put_tag(conversation, tag, set_tag.is_given) then
    return private.team_act(conversation.id);
  elsif set_tag.is_given then
    perform private.route_by_tag(conversation, tag.id);
  end if;

  return private.team_act(conversation.id, private.items_after(conversation.id, conversation.team_last_order));
end;
$$;

-- The API

create function public.create_tag(website_id uuid, name text, color text default null)
returns jsonb
language sql
set search_path = ''
as $$
  select private.create_tag(create_tag.website_id, create_tag.name, create_tag.color);
$$;
comment on function public.create_tag(uuid, text, text) is 'Makes a tag, or answers the one that has this name.';

create function public.update_tag(id uuid, name text default null, color text default null)
returns jsonb
language sql
set search_path = ''
as $$
  select private.update_tag(update_tag.id, update_tag.name, update_tag.color);
$$;
comment on function public.update_tag(uuid, text, text) is 'Renames or recolours a tag; what is left out stays. For owners and admins.';

create function public.add_tag(conversation_id uuid, tag_id uuid)
returns jsonb
language sql
set search_path = ''
as $$
  select private.set_tag(add_tag.conversation_id, add_tag.tag_id, true);
$$;
comment on function public.add_tag(uuid, uuid) is 'Gives a conversation a tag of its website; one that is open and unassigned is routed by that tag''s rules.';

create function public.remove_tag(conversation_id uuid, tag_id uuid)
returns jsonb
language sql
set search_path = ''
as $$
  select private.set_tag(remove_tag.conversation_id, remove_tag.tag_id, false);
$$;
comment on function public.remove_tag(uuid, uuid) is 'Takes a tag off a conversation.';

grant execute on function
  private.create_tag(uuid, text, text),
  private.update_tag(uuid, text, text),
  private.set_tag(uuid, uuid, boolean),
  public.create_tag(uuid, text, text),
  public.update_tag(uuid, text, text),
  public.add_tag(uuid, uuid),
  public.remove_tag(uuid, uuid)
to authenticated;

-- 98_message_edits.sql ----------------------------------------------------------------------------

-- Changing what one has written, and going back to what one has read. Only the author edits and deletes; a deleted
-- message stays as a place without words, and each change takes the next number of each audience it concerns.

create function private.own_message(conversation public.conversations, id uuid)
returns public.timeline_items
language plpgsql
stable
set search_path = ''
as $$
declare
  item public.timeline_items := private.find_item(conversation.id, own_message.id);
  visitor public.visitors;
begin
  if item.id is null or item.type <> 'message' then
    perform private.raise_error('item_not_found');
  elsif private.audience() = 'team' then
    if item.user_id is distinct from private.user_id() then
      perform private.raise_error('not_allowed', 'Only its author changes a message.');
    end if;

    return item;
  end if;

  visitor := private.require_visitor();
  if item.visibility <> 'public' then
    perform private.raise_error('item_not_found');
  elsif item.visitor_id is distinct from visitor.id then
    perform private.raise_error('not_allowed', 'Only its author changes a message.');
  elsif item.created_at < now() - interval '15 minutes' then
    perform private.raise_error('not_allowed', 'A message can be changed for 15 minutes.');
  end if;

  return item;
end;
$$;
comment on function private.own_message(public.conversations, uuid) is
  'A message the caller wrote and may still change: agents always, visitors for 15 minutes.';

create function private.changed_message(conversation_id uuid, id uuid)
returns jsonb
language plpgsql
stable
set search_path = ''
as $$
declare
  conversation public.conversations := private.current_conversation(changed_message.conversation_id);
  item public.timeline_items := private.find_item(changed_message.conversation_id, changed_message.id);
begin
  if private.audience() = 'team' then
    return jsonb_build_object(
      'conversation', private.conversation_for_team(conversation),
      'items', jsonb_build_array(private.item_for_team(item))
    );
  end if;

  return jsonb_build_object(
    'conversation', private.conversation_for_visitor(conversation),
    'items', jsonb_build_array(private.item_for_visitor(item))
  );
end;
$$;

create function private.limit_changes_of_visitor()
returns void
language plpgsql
set search_path = ''
as $$
declare
  visitor public.visitors;
begin
  if private.audience() = 'visitor' then
    visitor := private.require_visitor();
    perform private.take_hits(visitor, 'message');
  end if;
end;
$$;

create function private.edit_message(conversation_id uuid, id uuid, text text)
returns jsonb
language plpgsql
security definer -- timelines are written by the database alone
set search_path = ''
as $$
declare
  conversation public.conversations := private.require_conversation(edit_message.conversation_id);
  item public.timeline_items;
  cleaned text;
begin
  conversation := private.lock_conversation(conversation.id);
  item := private.own_message(conversation, edit_message.id);
  if item.deleted_at is not null then
    perform private.raise_error('item_not_found', 'This message was deleted.');
  end if;

  cleaned := private.checked_text(edit_message.text, item.parts @? '$[*] ? (@.type == "image" || @.type == "file")');

  if item.text is distinct from cleaned then
    update public.timeline_items as items
    set text = cleaned, edited_at = now()
    where items.conversation_id = conversation.id
      and items.id = item.id;

    perform private.announce_changed_note(conversation.id, item.id);
    perform private.limit_changes_of_visitor();
  end if;

  return private.changed_message(conversation.id, item.id);
end;
$$;

create function private.delete_message(conversation_id uuid, id uuid)
returns jsonb
language plpgsql
security definer -- timelines are written by the database alone
set search_path = ''
as $$
declare
  conversation public.conversations := private.require_conversation(delete_message.conversation_id);
  item public.timeline_items;
begin
  conversation := private.lock_conversation(conversation.id);
  item := private.own_message(conversation, delete_message.id);
  if item.deleted_at is not null then
    return private.changed_message(conversation.id, item.id);
  end if;

  update public.timeline_items as items
  set
    text = null,
    parts = '[]',
    deleted_at = now()
  where items.conversation_id = conversation.id
    and items.id = item.id;

  delete from public.attachments
  where attachments.conversation_id = conversation.id
    and attachments.item_id = item.id;

  perform private.announce_changed_note(conversation.id, item.id);
  perform private.limit_changes_of_visitor();
  return private.changed_message(conversation.id, item.id);
end;
$$;

create function private.mark_unread(conversation_id uuid)
returns jsonb
language plpgsql
security definer -- reads are written by the database alone
set search_path = ''
as $$
declare
  conversation public.conversations := private.lock_conversation_of_agent(mark_unread.conversation_id);
  last_message bigint;
begin
  select max(items.team_order)
  into last_message
  from public.timeline_items as items
  where items.conversation_id = conversation.id
    and items.type = 'message'
    and items.visitor_id is not null;

  -- A cursor there is in any case, at the beginning for whoever has read nothing.
  insert into public.conversation_reads (website_id, conversation_id, user_id)
  values (conversation.website_id, conversation.id, private.user_id())
  on conflict do nothing;

  update public.conversation_reads as reads
  set
    team_upto = least(reads.team_upto, last_message - 1),
    -- Less than there are, even of what was imported as read.
    message_count = least(reads.message_count, conversation.visitor_message_count - 1)
  where reads.conversation_id = conversation.id
    and reads.user_id = private.user_id()
    and last_message is not null
    and (reads.team_upto >= last_message or reads.message_count >= conversation.visitor_message_count);

  return private.read_for_team(private.read_by(conversation.id, private.user_id()));
end;
$$;

-- The API

create function public.edit_message(conversation_id uuid, id uuid, text text)
returns jsonb
language sql
set search_path = ''
as $$
  select private.edit_message(edit_message.conversation_id, edit_message.id, edit_message.text);
$$;
comment on function public.edit_message(uuid, uuid, text) is
  'Changes the text of the caller''s own message; visitors have 15 minutes.';

create function public.delete_message(conversation_id uuid, id uuid)
returns jsonb
language sql
set search_path = ''
as $$
  select private.delete_message(delete_message.conversation_id, delete_message.id);
$$;
comment on function public.delete_message(uuid, uuid) is
  'Takes the words and files out of the caller''s own message; its place stays. Visitors have 15 minutes.';

create function public.mark_unread(conversation_id uuid)
returns jsonb
language sql
set search_path = ''
as $$
  select private.mark_unread(mark_unread.conversation_id);
$$;
comment on function public.mark_unread(uuid) is
  'Takes the calling agent''s cursor back before the visitor''s last message. The visitor is not told.';

grant execute on function
  private.edit_message(uuid, uuid, text),
  private.delete_message(uuid, uuid),
  public.edit_message(uuid, uuid, text),
  public.delete_message(uuid, uuid)
to anon, authenticated;

grant execute on function
  private.mark_unread(uuid),
  public.mark_unread(uuid)
to authenticated;

-- 99_ai_agents.sql --------------------------------------------------------------------------------

-- AI agents: owners and admins say which ones a website has. What they write comes from the owner's backend.

create function private.ai_agent_for_team(agent public.ai_agents)
returns jsonb
language sql
stable
return jsonb_build_object(
  'id', (agent).id,
  'websiteId', (agent).website_id,
  'name', (agent).name,
  'image', (agent).image,
  'isActive', (agent).is_active,
  'createdAt', (agent).created_at
);
comment on function private.ai_agent_for_team(public.ai_agents) is 'An AI agent as the team sees it.';

create function private.checked_image(url text)
returns text
language plpgsql
immutable
set search_path = ''
as $$
begin
  if not private.is_link(checked_image.url) then
    perform private.raise_error('invalid_request', 'An image is an http or https address of at most 2,000 characters.');
  end if;

  return checked_image.url;
end;
$$;

create function private.create_ai_agent(website_id uuid, name text, image text)
returns jsonb
language plpgsql
security definer -- AI agents are written by the database alone
set search_path = ''
as $$
declare
  website public.websites := private.require_website(create_ai_agent.website_id, '{owner,admin}');
  agent public.ai_agents;
begin
  insert into public.ai_agents (organization_id, website_id, name, image)
  values (
    website.organization_id,
    website.id,
    private.checked_name(create_ai_agent.name),
    private.checked_image(create_ai_agent.image)
  )
  returning ai_agents.* into agent;

  perform private.audit(website.organization_id, 'ai_agent_created', agent.id, website.id);
  return private.ai_agent_for_team(agent);
end;
$$;

create function private.update_ai_agent(id uuid, changes jsonb)
returns jsonb
language plpgsql
security definer -- AI agents are written by the database alone
set search_path = ''
as $$
declare
  agent public.ai_agents;
begin
  perform private.require_agent();

  select agents.*
  into agent
  from public.ai_agents as agents
  where agents.id = update_ai_agent.id
    and agents.website_id in (select private.my_website_ids());

  if agent.id is null then
    perform private.raise_error('ai_agent_not_found');
  end if;

  perform private.require_website(agent.website_id, '{owner,admin}');
  if jsonb_typeof(changes) is distinct from 'object'
    or changes = '{}'
    or changes - '{name,image,isActive}'::text[] <> '{}'
    or coalesce(jsonb_typeof(changes -> 'name'), 'string') <> 'string'
    or coalesce(jsonb_typeof(changes -> 'image'), 'null') not in ('string', 'null')
    or coalesce(jsonb_typeof(changes -> 'isActive'), 'boolean') <> 'boolean'
  then
    perform private.raise_error('invalid_request', 'What can change is name, image and isActive.');
  end if;

  update public.ai_agents as agents
  set
    name = case when changes ? 'name' then private.checked_name(changes ->> 'name') else agents.name end,
    image = case when changes ? 'image' then private.checked_image(changes ->> 'image') else agents.image end,
    is_active = coalesce((changes ->> 'isActive')::boolean, agents.is_active)
  where agents.id = agent.id
  returning agents.* into agent;

  perform private.audit(agent.organization_id, 'ai_agent_updated', agent.id, agent.website_id, changes);
  return private.ai_agent_for_team(agent);
end;
$$;

create function private.list_ai_agents(website_id uuid)
returns jsonb
language plpgsql
stable
security definer -- says 404 where row security would answer nothing
set search_path = ''
as $$
declare
  website public.websites := private.require_website(list_ai_agents.website_id);
begin
  return (
    select jsonb_build_object('agents', coalesce(
      jsonb_agg(private.ai_agent_for_team(agents) order by agents.created_at, agents.id),
      '[]'
    ))
    from public.ai_agents as agents
    where agents.website_id = website.id
  );
end;
$$;

-- The API

create function public.create_ai_agent(website_id uuid, name text, image text default null)
returns jsonb
language sql
set search_path = ''
as $$
  select private.create_ai_agent(create_ai_agent.website_id, create_ai_agent.name, create_ai_agent.image);
$$;
comment on function public.create_ai_agent(uuid, text, text) is 'Gives a website an AI agent. For owners and admins.';

create function public.update_ai_agent(id uuid, changes jsonb)
returns jsonb
language sql
set search_path = ''
as $$
  select private.update_ai_agent(update_ai_agent.id, update_ai_agent.changes);
$$;
comment on function public.update_ai_agent(uuid, jsonb) is
  'Changes name, image and isActive of an AI agent; what is left out stays. For owners and admins.';

create function public.list_ai_agents(website_id uuid)
returns jsonb
language sql
stable
set search_path = ''
as $$
  select private.list_ai_agents(list_ai_agents.website_id);
$$;
comment on function public.list_ai_agents(uuid) is 'The AI agents of a website, those switched off too.';

grant execute on function
  private.create_ai_agent(uuid, text, text),
  private.update_ai_agent(uuid, jsonb),
  private.list_ai_agents(uuid),
  public.create_ai_agent(uuid, text, text),
  public.update_ai_agent(uuid, jsonb),
  public.list_ai_agents(uuid)
to authenticated;

-- 99_backend.sql ----------------------------------------------------------------------------------

-- The owner's backend: who it is, and what it may reach. Every function here is called by the edge function `api` with the
-- hash of a secret key, which is good for one website; what lies outside it does not exist.

create function private.spend(api_key public.api_keys)
returns void
language plpgsql
set search_path = ''
as $$
begin
  perform private.take_hit('api_key', api_key.website_id, api_key.id::text);
  perform private.take_hit('api_website', api_key.website_id, 'all');
  perform private.note_use(api_key);
end;
$$;
comment on function private.spend(public.api_keys) is 'Counts a call of a key. The last step of each, so that its rows are held for a moment only.';

create function private.audit_key(api_key public.api_keys, action text, subject_id uuid, detail jsonb default '{}')
returns void
language sql
set search_path = ''
as $$
  select private.audit(
    api_key.organization_id, audit_key.action, audit_key.subject_id, api_key.website_id,
    audit_key.detail || jsonb_build_object('apiKeyId', api_key.id)
  );
$$;
comment on function private.audit_key(public.api_keys, text, uuid, jsonb) is
  'Adds a line to the audit log in a key''s name: it has no actor, and its detail says which key.';

create function private.conversation_of_key(api_key public.api_keys, conversation_id uuid)
returns public.conversations
language plpgsql
stable
set search_path = ''
as $$
declare
  conversation public.conversations;
begin
  select conversations.*
  into conversation
  from public.conversations
  where conversations.id = conversation_of_key.conversation_id
    and conversations.website_id = api_key.website_id;

  if conversation.id is null then
    perform private.raise_error('conversation_not_found');
  end if;

  return conversation;
end;
$$;

create function private.lock_conversation_of_key(api_key public.api_keys, conversation_id uuid)
returns public.conversations
language plpgsql
set search_path = ''
as $$
declare
  conversation public.conversations;
begin
  select conversations.*
  into conversation
  from public.conversations
  where conversations.id = lock_conversation_of_key.conversation_id
    and conversations.website_id = api_key.website_id
  for no key update;

  if conversation.id is null then
    perform private.raise_error('conversation_not_found');
  end if;

  return conversation;
end;
$$;
comment on function private.lock_conversation_of_key(public.api_keys, uuid) is
  'The conversation, held until the end of the transaction, if it is of the key''s website; else 404.';

create function private.contact_of_key(api_key public.api_keys, named jsonb)
returns public.contacts
language plpgsql
stable
set search_path = ''
as $$
declare
  contact public.contacts;
begin
  if jsonb_typeof(named) is distinct from 'object' or num_nonnulls(named ->> 'externalId', named ->> 'email') <> 1 then
    perform private.raise_error('invalid_request', 'A contact is named by its externalId or by its email.');
  end if;

  select contacts.*
  into contact
  from public.contacts
  where contacts.erased_at is null
    and contacts.website_id = api_key.website_id
    and contacts.is_verified
    and not contacts.is_test
    and (contacts.external_id = named ->> 'externalId' or lower(contacts.email) = lower(named ->> 'email'));

  if contact.id is null then
    perform private.raise_error('contact_not_found', 'There is no such contact. Put it there first.');
  end if;

  return contact;
end;
$$;
comment on function private.contact_of_key(public.api_keys, jsonb) is
  'The contact that a backend names: one that it, or a signed identity, has vouched for; else 404.';

-- 99_backend_changes.sql --------------------------------------------------------------------------

-- Changes of conversations by the owner's backend: status, priority, title, assignee and tags, all or nothing. Their events
-- have no author; the audit log says which key changed what.

create function private.tag_words(names jsonb)
returns setof text
language plpgsql
stable
set search_path = ''
as $$
begin
  if coalesce(jsonb_typeof(names), 'null') = 'null' then
    return;
  elsif jsonb_typeof(names) <> 'array'
    or jsonb_array_length(names) > 20
    or jsonb_path_exists(names, 'strict $[*] ? (@.type() != "string")')
  then
    perform private.raise_error('invalid_request', 'Tags are a list of at most 20 names.');
  end if;

  return query
    select (array_agg(words.name order by words.place))[1]
    from (
      select private.checked_tag_name(given.name) as name, given.place
      from jsonb_array_elements_text(names) with ordinality as given (name, place)
    ) as words
    group by lower(words.name)
    -- In one order, so that two who make the same ones wait instead of deadlocking.
    order by lower(words.name);
end;
$$;
comment on function private.tag_words(jsonb) is 'The names of tags as a backend gives them, each once.';

create function private.change_tags(conversation public.conversations, names jsonb, is_given boolean)
returns uuid[]
language plpgsql
set search_path = ''
as $$
declare
  name text;
  tag public.tags;
  changed uuid[] := '{}';
begin
  for name in
    select * from private.tag_words(names)
  loop
    tag := private.tag_named(conversation.website_id, name, change_tags.is_given);
    if tag.id is not null and private.put_tag(conversation, tag, change_tags.is_given) then
      changed := changed || tag.id;
    end if;
  end loop;

  return changed;
end;
$$;
comment on function private.change_tags(public.conversations, jsonb, boolean) is
  'Gives or takes tags by their names, and says which that were; a backend''s new words become tags of the website.';

create function private.change_conversation(conversation public.conversations, changes jsonb)
returns void
language plpgsql
set search_path = ''
as $$
begin
  if jsonb_typeof(changes) is distinct from 'object'
    or changes = '{}'
    or changes - '{status,priority,title,assigneeId,addTags,removeTags}'::text[] <> '{}'
    or coalesce(changes ->> 'status', 'open') not in ('open', 'resolved')
    or coalesce(changes ->> 'priority', 'low') not in ('low', 'medium', 'high', 'urgent')
    or coalesce(jsonb_typeof(changes -> 'title'), 'null') not in ('string', 'null')
    or (changes ->> 'assigneeId' is not null and private.to_uuid(changes ->> 'assigneeId') is null)
  then
    perform private.raise_error(
      'invalid_request', 'What can change is status, priority, title, assigneeId, addTags and removeTags.'
    );
  end if;

  -- Each as the conversation is after the one before.
  if changes ->> 'priority' is not null then
    perform private.put_priority(conversation, (changes ->> 'priority')::public.conversation_priority);
  end if;
  if changes ? 'title' then
    perform private.put_title(conversation, changes ->> 'title');
  end if;
  if changes ? 'assigneeId' then
    perform private.put_assignee(conversation, private.to_uuid(changes ->> 'assigneeId'));
  end if;
  perform private.route_by_tag(private.current_conversation(conversation.id), given.tag_id)
  from unnest(private.change_tags(conversation, changes -> 'addTags', true)) as given (tag_id);
  perform private.change_tags(conversation, changes -> 'removeTags', false);
  if changes ->> 'status' is not null then
    perform private.put_status(conversation, (changes ->> 'status')::public.conversation_status, null);
  end if;
end;
$$;

create function private.change_conversation_by_key(key_hash text, id uuid, changes jsonb)
returns jsonb
language plpgsql
security definer -- the caller is the edge function's service role, which has no access to private tables
set search_path = ''
as $$
declare
  api_key public.api_keys := private.require_api_key(change_conversation_by_key.key_hash, 'conversations:write');
  conversation public.conversations;
begin
  -- A tag may give it to somebody in turn.
  if changes ? 'addTags' then
    perform private.hold_turns(api_key.website_id);
  end if;

  conversation := private.lock_conversation_of_key(api_key, change_conversation_by_key.id);
  perform private.change_conversation(conversation, changes);
  perform private.audit_key(api_key, 'conversation_changed', conversation.id, changes);
  perform private.spend(api_key);
  return private.headed(conversation.id);
end;
$$;

-- For the edge function alone

create function public.change_conversation(key_hash text, id uuid, changes jsonb)
returns jsonb
language sql
set search_path = ''
as $$
  select private.change_conversation_by_key(change_conversation.key_hash, change_conversation.id, change_conversation.changes);
$$;
comment on function public.change_conversation(text, uuid, jsonb) is
  'Changes status, priority, title, assigneeId, addTags and removeTags (names) of a conversation, all or nothing. For the edge function `api`.';

grant execute on function
  private.change_conversation_by_key(text, uuid, jsonb),
  public.change_conversation(text, uuid, jsonb)
to service_role;

-- 99_backend_contacts.sql -------------------------------------------------------------------------

-- Contacts by the owner's backend, which knows who they are: what it says is verified.

create function private.checked_identity(external_id text, facts jsonb)
returns jsonb
language plpgsql
immutable
set search_path = ''
as $$
declare
  cleaned jsonb;
begin
  if coalesce(char_length(checked_identity.external_id), 0) not between 1 and 255
    or jsonb_typeof(facts) is distinct from 'object'
    or facts - '{email,name,image,metadata}'::text[] <> '{}'
    or jsonb_path_exists(facts, '$.keyvalue() ? (@.key != "metadata" && @.value.type() != "string" && @.value != null)')
    or char_length(facts ->> 'name') > 200
    or char_length(facts ->> 'image') > 2000
  then
    perform private.raise_error('invalid_request', 'A contact has an externalId, an email, a name, an image and metadata.');
  end if;

  cleaned := facts || jsonb_build_object('externalId', checked_identity.external_id);
  if facts ->> 'email' is not null then
    cleaned := cleaned || jsonb_build_object('email', private.checked_email(facts ->> 'email'));
  end if;

  return cleaned;
end;
$$;

create function private.put_contact(key_hash text, external_id text, facts jsonb)
returns jsonb
language plpgsql
security definer -- the caller is the edge function's service role, which has no access to private tables
set search_path = ''
as $$
declare
  api_key public.api_keys := private.require_api_key(put_contact.key_hash, 'contacts:write');
  website public.websites;
  contact public.contacts;
begin
  select websites.*
  into website
  from public.websites
  where websites.id = api_key.website_id;

  contact := private.verified_contact(
    website, private.checked_identity(put_contact.external_id, coalesce(put_contact.facts, '{}')), false
  );
  perform private.spend(api_key);
  return private.contact_for_team(contact);
end;
$$;

create function private.find_contact(key_hash text, external_id text)
returns jsonb
language plpgsql
security definer -- the caller is the edge function's service role, which has no access to private tables
set search_path = ''
as $$
declare
  api_key public.api_keys := private.require_api_key(find_contact.key_hash, 'contacts:read');
  contact public.contacts := private.contact_of_key(
    api_key, jsonb_build_object('externalId', find_contact.external_id)
  );
begin
  perform private.spend(api_key);
  return private.contact_for_team(contact);
end;
$$;

create function private.erase_contact_of_key(key_hash text, external_id text)
returns boolean
language plpgsql
security definer -- the caller is the edge function's service role, which has no access to private tables
set search_path = ''
as $$
declare
  api_key public.api_keys := private.require_api_key(erase_contact_of_key.key_hash, 'contacts:write');
  contact public.contacts;
begin
  perform private.lock_contacts(api_key.website_id);
  select shown.*
  into contact
  from public.contacts
  cross join private.contact_as_shown(contacts.id) as shown
  where contacts.website_id = api_key.website_id
    and contacts.external_id = erase_contact_of_key.external_id
    and contacts.is_verified
    and not contacts.is_test
    and contacts.erased_at is null;

  if contact.id is not null then
    perform private.erase_shown_contact(contact);
    perform private.audit_key(api_key, 'contact_erased', contact.id);
  end if;

  perform private.spend(api_key);
  -- Not a refusal: somebody erased before is gone, and the call may be one sent again.
  return contact.id is not null;
end;
$$;

-- For the edge function alone

create function public.put_contact(key_hash text, external_id text, facts jsonb)
returns jsonb
language sql
set search_path = ''
as $$
  select private.put_contact(put_contact.key_hash, put_contact.external_id, put_contact.facts);
$$;
comment on function public.put_contact(text, text, jsonb) is
  'Makes the contact that the site knows by this id, or changes its email, name, image and metadata; what is left out stays. For the edge function `api`.';

create function public.find_contact(key_hash text, external_id text)
returns jsonb
language sql
set search_path = ''
as $$
  select private.find_contact(find_contact.key_hash, find_contact.external_id);
$$;
comment on function public.find_contact(text, text) is 'The contact that the site knows by this id. For the edge function `api`.';

create function public.erase_contact_of_key(key_hash text, external_id text)
returns boolean
language sql
set search_path = ''
as $$
  select private.erase_contact_of_key(erase_contact_of_key.key_hash, erase_contact_of_key.external_id);
$$;
comment on function public.erase_contact_of_key(text, text) is
  'Erases the contact that the site knows by this id, with all that the team shows as one with it, as `erase_contact` does; answers whether there was one. For the edge function `api`.';

grant execute on function
  private.put_contact(text, text, jsonb),
  private.find_contact(text, text),
  private.erase_contact_of_key(text, text),
  public.put_contact(text, text, jsonb),
  public.find_contact(text, text),
  public.erase_contact_of_key(text, text)
to service_role;

-- 99_backend_conversations.sql --------------------------------------------------------------------

-- Conversations by the owner's backend: begun and written in by a secret key.

create function private.visitor_of_key(api_key public.api_keys, request jsonb)
returns public.visitors
language plpgsql
set search_path = ''
as $$
declare
  visitor public.visitors;
begin
  if num_nonnulls(nullif(request -> 'contact', 'null'), request ->> 'visitorId') <> 1 then
    perform private.raise_error('invalid_request', 'Name a contact or a visitorId.');
  elsif request ->> 'visitorId' is null then
    return private.visitor_of_contact(private.contact_of_key(api_key, request -> 'contact'));
  end if;

  select visitors.*
  into visitor
  from public.visitors
  where visitors.website_id = api_key.website_id
    and visitors.id = private.to_uuid(request ->> 'visitorId')
    and visitors.erased_at is null;

  if visitor.id is null then
    perform private.raise_error('visitor_not_found');
  end if;

  return visitor;
end;
$$;

create function private.new_conversation(api_key public.api_keys, request jsonb)
returns public.conversations
language plpgsql
set search_path = ''
as $$
declare
  visitor public.visitors := private.visitor_of_key(api_key, request);
  conversation public.conversations;
begin
  conversation.id := private.to_uuid(request ->> 'id');
  conversation.title := nullif(private.clean_text(request ->> 'title'), '');
  if conversation.id is null
    or char_length(conversation.title) > 200
    or coalesce(request ->> 'priority', 'medium') not in ('low', 'medium', 'high', 'urgent')
  then
    perform private.raise_error(
      'invalid_request', 'A conversation has an id (a UUID), a title of at most 200 characters and a priority.'
    );
  end if;

  conversation.organization_id := visitor.organization_id;
  conversation.website_id := visitor.website_id;
  conversation.visitor_id := visitor.id;
  conversation.contact_id := private.contact_of_history(visitor);
  conversation.is_test := visitor.is_test;
  conversation.priority := coalesce(request ->> 'priority', 'medium');
  return conversation;
end;
$$;
comment on function private.new_conversation(public.api_keys, jsonb) is 'A conversation as a backend asks for it, not yet stored.';

create function private.is_same_start(known public.conversations, asked public.conversations)
returns boolean
language sql
immutable
return coalesce(
  (known).website_id = (asked).website_id
    -- A contact may have come with another browser since.
    and ((known).visitor_id = (asked).visitor_id or (known).contact_id = (asked).contact_id),
  false
);
comment on function private.is_same_start(public.conversations, public.conversations) is
  'Whether a conversation that is there is the one asked for again.';

create function private.create_conversation(key_hash text, request jsonb)
returns jsonb
language plpgsql
security definer -- the caller is the edge function's service role, which has no access to private tables
set search_path = ''
as $$
declare
  api_key public.api_keys := private.require_api_key(create_conversation.key_hash, 'conversations:write');
  asked public.conversations := private.new_conversation(api_key, request);
  conversation public.conversations;
  answer jsonb;
begin
  begin
    insert into public.conversations
      (id, organization_id, website_id, visitor_id, contact_id, is_test, channel, title, priority)
    values (
      asked.id, asked.organization_id, asked.website_id, asked.visitor_id, asked.contact_id, asked.is_test,
      'api', asked.title, asked.priority
    )
    on conflict do nothing;
  exception
    when foreign_key_violation then
      -- Erased in this moment.
      perform private.raise_error('visitor_not_found');
  end;

  conversation := private.lock_conversation(asked.id);
  if not private.is_same_start(conversation, asked)
    or (conversation.team_last_order > 0
      and (private.find_item(asked.id, private.to_uuid(request #>> '{message,id}'))).id is null)
  then
    perform private.raise_error('id_taken');
  end if;

  answer := private.put_item(conversation, request -> 'message');
  if conversation.team_last_order = 0 then
    perform private.change_tags(conversation, request -> 'tags', true);
    -- Whom a member writes to is that member's.
    if request #>> '{message,author,type}' <> 'user' then
      perform private.route_conversation(conversation.id);
    end if;
  end if;

  perform private.spend(api_key);
  return answer || private.headed(conversation.id);
end;
$$;

create function private.headed(conversation_id uuid)
returns jsonb
language sql
stable
set search_path = ''
as $$
  select jsonb_build_object(
    'conversation', private.conversation_for_team(private.current_conversation(headed.conversation_id))
  );
$$;

create function private.add_item(key_hash text, conversation_id uuid, item jsonb)
returns jsonb
language plpgsql
security definer -- the caller is the edge function's service role, which has no access to private tables
set search_path = ''
as $$
declare
  api_key public.api_keys := private.require_api_key(add_item.key_hash, 'conversations:write');
  answer jsonb := private.put_item(private.lock_conversation_of_key(api_key, add_item.conversation_id), add_item.item);
begin
  perform private.spend(api_key);
  return answer;
end;
$$;

-- For the edge function alone

create function public.create_conversation(key_hash text, request jsonb)
returns jsonb
language sql
set search_path = ''
as $$
  select private.create_conversation(create_conversation.key_hash, create_conversation.request);
$$;
comment on function public.create_conversation(text, jsonb) is
  'Begins a conversation with a contact or a visitor by a first message of anybody in it: id, contact or visitorId, message, title, priority, tags. The caller chooses both ids. For the edge function `api`.';

create function public.add_item(key_hash text, conversation_id uuid, item jsonb)
returns jsonb
language sql
set search_path = ''
as $$
  select private.add_item(add_item.key_hash, add_item.conversation_id, add_item.item);
$$;
comment on function public.add_item(text, uuid, jsonb) is
  'Writes a message, a tool or an identification into a conversation, by its contact, a member or an AI agent. A repeated id answers as before. For the edge function `api`.';

grant execute on function
  private.create_conversation(text, jsonb),
  private.add_item(text, uuid, jsonb),
  public.create_conversation(text, jsonb),
  public.add_item(text, uuid, jsonb)
to service_role;

-- 99_backend_import.sql ---------------------------------------------------------------------------

-- Import: what was said elsewhere and before. Items keep their moments and their ids, take the next numbers in the order
-- given, and are nobody's news: no event, no notification, nothing unread, one announcement of the conversation at most.

create function private.start_import(api_key public.api_keys, request jsonb)
returns public.conversations
language plpgsql
set search_path = ''
as $$
declare
  asked public.conversations := private.new_conversation(api_key, request);
  is_resolved boolean := coalesce(request ->> 'status', 'open') = 'resolved';
  conversation public.conversations;
begin
  if coalesce(request ->> 'status', 'open') not in ('open', 'resolved')
    or coalesce(request ->> 'channel', 'api') not in ('widget', 'email', 'api')
  then
    perform private.raise_error('invalid_request', 'A status is open or resolved; a channel widget, email or api.');
  end if;

  asked.created_at := coalesce(private.past_moment(request ->> 'createdAt'), now());
  begin
    insert into public.conversations (
      id, organization_id, website_id, visitor_id, contact_id, is_test, title, priority,
      channel, status, resolved_at, created_at, last_activity_at
    )
    values (
      asked.id, asked.organization_id, asked.website_id, asked.visitor_id, asked.contact_id, asked.is_test, asked.title,
      asked.priority,
      coalesce(request ->> 'channel', 'api')::public.conversation_channel,
      coalesce(request ->> 'status', 'open')::public.conversation_status,
      case when is_resolved then asked.created_at end,
      asked.created_at,
      asked.created_at
    )
    on conflict do nothing;
  exception
    when foreign_key_violation then
      -- Erased in this moment.
      perform private.raise_error('visitor_not_found');
  end;

  conversation := private.lock_conversation(asked.id);
  if not private.is_same_start(conversation, asked) then
    perform private.raise_error('id_taken');
  end if;

  return conversation;
end;
$$;
comment on function private.start_import(public.api_keys, jsonb) is
  'The conversation of an import, made if it is new, held until the end of the transaction.';

create function private.checked_import(conversation public.conversations, given jsonb)
returns public.timeline_items[]
language plpgsql
stable
set search_path = ''
as $$
declare
  fresh public.timeline_items[] := '{}';
  item public.timeline_items;
  known public.timeline_items;
  ids jsonb := '{}';
  place integer := 0;
begin
  if jsonb_typeof(given) is distinct from 'array' or jsonb_array_length(given) > 500 then
    perform private.raise_error('invalid_request', 'An import has a list of at most 500 items.');
  end if;

  while place < jsonb_array_length(given)
  loop
    item := private.checked_item(conversation, given -> place);
    if item.created_at is null or ids ? item.id::text then
      perform private.raise_error('invalid_request', 'An imported item has a createdAt, and an id that no other has.');
    end if;

    ids := ids || jsonb_build_object(item.id::text, true);
    known := private.find_item(conversation.id, item.id);
    if known.id is null then
      fresh := fresh || item;
    else
      perform private.refuse_other_item(known, item);
    end if;
    place := place + 1;
  end loop;

  return fresh;
exception
  when others then
    -- Whatever is wrong, the sender has to know where.
    if sqlstate not like 'PT%' then
      raise;
    end if;
    declare
      sentence text;
    begin
      get stacked diagnostics sentence = pg_exception_detail;
      perform private.raise_error(sqlerrm, format('items[%s]: %s', place, sentence));
    end;
end;
$$;
comment on function private.checked_import(public.conversations, jsonb) is
  'Those of the items that are not there yet, checked; one that can''t be stored refuses all, and its index is told.';

create function private.store_import(conversation public.conversations, fresh public.timeline_items[])
returns void
language plpgsql
set search_path = ''
as $$
begin
  -- Numbered here, all at once, and told as a changed conversation, not item by item.
  perform private.is_first_announcement('import:' || conversation.id);
  perform set_config('support.importing', 'on', true);

  insert into public.timeline_items (
    website_id, conversation_id, id, type, visibility, text, parts, visitor_id, user_id, ai_agent_id, created_at,
    team_order, team_change, visitor_order, visitor_change
  )
  select
    items.website_id, items.conversation_id, items.id, items.type, items.visibility, items.text, items.parts,
    items.visitor_id, items.user_id, items.ai_agent_id, items.created_at,
    conversation.team_last_order + items.place,
    conversation.team_last_change + items.place,
    case when items.visibility = 'public' then conversation.visitor_last_order + items.public_place end,
    case when items.visibility = 'public' then conversation.visitor_last_change + items.public_place end
  from (
    select given.*, count(*) filter (where given.visibility = 'public') over (order by given.place) as public_place
    from (
      select unnested.*, row_number() over () as place
      from unnest(fresh) as unnested
    ) as given
  ) as items;

  perform set_config('support.importing', '', true);

  insert into public.conversation_participants (website_id, conversation_id, user_id, ai_agent_id, joined_at)
  select conversation.website_id, conversation.id, items.user_id, items.ai_agent_id, min(items.created_at)
  from unnest(fresh) as items
  where items.visibility = 'public'
    and num_nonnulls(items.user_id, items.ai_agent_id) > 0
  group by items.user_id, items.ai_agent_id
  on conflict do nothing;
end;
$$;

create function private.tag_import(conversation public.conversations, names jsonb)
returns void
language plpgsql
set search_path = ''
as $$
begin
  -- Only a conversation that has just begun: what the team has tagged since stays as it is.
  if conversation.team_last_order = 0 then
    insert into public.conversation_tags (website_id, conversation_id, tag_id)
    select tag.website_id, conversation.id, tag.id
    from private.tag_words(names) as words (name)
    cross join private.tag_named(conversation.website_id, words.name, true) as tag
    where tag.id is not null
    on conflict do nothing;
  end if;
end;
$$;

create function private.import_conversation(key_hash text, request jsonb)
returns jsonb
language plpgsql
security definer -- the caller is the edge function's service role, which has no access to private tables
set search_path = ''
as $$
declare
  api_key public.api_keys := private.require_api_key(import_conversation.key_hash, 'conversations:write');
  conversation public.conversations := private.start_import(api_key, request);
  fresh public.timeline_items[];
begin
  if coalesce(jsonb_typeof(request -> 'isUnread'), 'null') not in ('boolean', 'null') then
    perform private.raise_error('invalid_request');
  end if;

  fresh := private.checked_import(conversation, request -> 'items');
  if cardinality(fresh) > 0 then
    perform private.store_import(conversation, fresh);
    perform private.count_import(conversation, fresh, coalesce((request ->> 'isUnread')::boolean, false));
    perform private.note_first_response(conversation.id);
    -- Their days may have been counted long ago: each of them, and not what lies between.
    perform private.mark_report_dirty(conversation.website_id, min(item.created_at), max(item.created_at))
    from unnest(fresh) as item
    where item.type = 'message'
    group by date_trunc('day', item.created_at, 'UTC');
  end if;
  perform private.tag_import(conversation, request -> 'tags');
  perform private.audit_key(
    api_key, 'conversation_imported', conversation.id, jsonb_build_object('items', cardinality(fresh))
  );
  perform private.spend(api_key);

  return private.headed(conversation.id) || jsonb_build_object('items', (
    select coalesce(jsonb_agg(jsonb_build_object('id', items.id, 'order', items.team_order) order by given.place), '[]')
    from jsonb_array_elements(request -> 'items') with ordinality as given (item, place)
    join public.timeline_items as items
      on items.conversation_id = conversation.id
      and items.id = (given.item ->> 'id')::uuid
  ));
end;
$$;

-- For the edge function alone

create function public.import_conversation(key_hash text, request jsonb)
returns jsonb
language sql
set search_path = ''
as $$
  select private.import_conversation(import_conversation.key_hash, import_conversation.request);
$$;
comment on function public.import_conversation(text, jsonb) is
  'Brings a conversation of before with up to 500 items, or more items into it: id, contact or visitorId, createdAt, status, title, priority, channel, tags, isUnread, items with createdAt. What is there already is passed over. For the edge function `api`.';

grant execute on function
  private.import_conversation(text, jsonb),
  public.import_conversation(text, jsonb)
to service_role;

-- 99_backend_import_counts.sql --------------------------------------------------------------------

-- What an import does to the numbers of its conversation: counts, who waits, and when it was first answered.

create function private.waiting_after_import(conversation public.conversations, fresh public.timeline_items[])
returns timestamptz
language sql
stable
set search_path = ''
as $$
  -- An answer answers what was written before it, whenever it arrives here.
  select case
    when conversation.status = 'resolved' then 'infinity'
    when conversation.waiting_since > answered.at and conversation.waiting_since < 'infinity' then conversation.waiting_since
    else coalesce(
      min(items.created_at) filter (where items.visitor_id is not null and items.created_at > answered.at), 'infinity'
    )
  end
  from (
    select coalesce(
      greatest(
        max(given.created_at) filter (where num_nonnulls(given.user_id, given.ai_agent_id) > 0),
        -- While nobody waits, all that was there before is answered.
        case
          when conversation.visitor_last_message is not null and conversation.waiting_since = 'infinity'
            then conversation.last_activity_at
        end
      ),
      '-infinity'
    ) as at
    from unnest(fresh) as given
    where given.type = 'message'
      and given.visibility = 'public'
  ) as answered
  left join unnest(fresh) as items on items.type = 'message' and items.visibility = 'public'
  group by answered.at;
$$;

create function private.count_import(
  conversation public.conversations,
  fresh public.timeline_items[],
  is_unread boolean
)
returns void
language sql
set search_path = ''
as $$
  update public.conversations
  set
    team_last_order = conversations.team_last_order + counted.items,
    team_last_change = conversations.team_last_change + counted.items,
    team_last_message = coalesce(conversations.team_last_order + counted.last_message, conversations.team_last_message),
    visitor_last_order = conversations.visitor_last_order + counted.public_items,
    visitor_last_change = conversations.visitor_last_change + counted.public_items,
    visitor_last_message = coalesce(
      conversations.visitor_last_order + counted.last_public_message, conversations.visitor_last_message
    ),
    visitor_message_count = conversations.visitor_message_count
      + case when count_import.is_unread then counted.by_visitor else 0 end,
    last_activity_at = greatest(conversations.last_activity_at, counted.last_activity_at),
    resolved_at = case
      when conversations.status = 'resolved' then greatest(conversations.resolved_at, counted.last_activity_at)
    end,
    waiting_since = private.waiting_after_import(conversation, fresh)
  from (
    select
      count(*) as items,
      count(*) filter (where items.visibility = 'public') as public_items,
      max(items.place) filter (where items.type = 'message') as last_message,
      max(items.public_place) filter (where items.type = 'message' and items.visibility = 'public') as last_public_message,
      count(*) filter (where items.type = 'message' and items.visitor_id is not null) as by_visitor,
      max(items.created_at) filter (where items.type = 'message' and items.visibility = 'public') as last_activity_at
    from (
      select given.*, count(*) filter (where given.visibility = 'public') over (order by given.place) as public_place
      from (
        select unnested.*, row_number() over () as place
        from unnest(fresh) as unnested
      ) as given
    ) as items
  ) as counted
  where conversations.id = conversation.id;
$$;

create function private.note_first_response(conversation_id uuid)
returns void
language sql
set search_path = ''
as $$
  -- By place, as the numbering of a live message sees it; what was first stays first.
  update public.conversations
  set
    first_written_at = coalesce(conversations.first_written_at, written.created_at),
    first_responded_at = coalesce(conversations.first_responded_at, responded.created_at),
    first_responded_by = coalesce(conversations.first_responded_by, responded.user_id),
    first_ai_responded_at = coalesce(conversations.first_ai_responded_at, ai_responded.created_at)
  from (
    select items.team_order, items.created_at
    from public.timeline_items as items
    where items.conversation_id = note_first_response.conversation_id
      and items.type = 'message'
      and items.visitor_id is not null
    order by items.team_order
    limit 1
  ) as written
  left join lateral (
    select items.created_at, items.user_id
    from public.timeline_items as items
    where items.conversation_id = note_first_response.conversation_id
      and items.team_order > written.team_order
      and items.type = 'message'
      and items.visibility = 'public'
      and items.user_id is not null
    order by items.team_order
    limit 1
  ) as responded on true
  left join lateral (
    select items.created_at
    from public.timeline_items as items
    where items.conversation_id = note_first_response.conversation_id
      and items.team_order > written.team_order
      and items.type = 'message'
      and items.visibility = 'public'
      and items.ai_agent_id is not null
    order by items.team_order
    limit 1
  ) as ai_responded on true
  where conversations.id = note_first_response.conversation_id;
$$;

-- 99_backend_items.sql ----------------------------------------------------------------------------

-- Items by the owner's backend: what it may write into a timeline, and in whose name.

create type private.author as (visitor_id uuid, user_id uuid, ai_agent_id uuid);

create function private.author_of(conversation public.conversations, named jsonb)
returns private.author
language plpgsql
stable
set search_path = ''
as $$
declare
  author private.author;
  named_id uuid := private.to_uuid(named ->> 'id');
begin
  case named ->> 'type'
    when 'contact' then
      author.visitor_id := conversation.visitor_id;
    when 'user' then
      author.user_id := (private.find_member(conversation.organization_id, named_id)).user_id;
    when 'ai' then
      select agents.id
      into author.ai_agent_id
      from public.ai_agents as agents
      where agents.website_id = conversation.website_id
        and agents.id = named_id;

      if author.ai_agent_id is null then
        perform private.raise_error('ai_agent_not_found');
      end if;
    else
      perform private.raise_error('invalid_request', 'An author has a type, contact, user or ai; the latter two an id.');
  end case;

  return author;
end;
$$;
comment on function private.author_of(public.conversations, jsonb) is
  'Who writes: the conversation''s visitor, a member of its team, or one of its website''s AI agents.';

create function private.checked_tool(parts jsonb)
returns jsonb
language plpgsql
immutable
set search_path = ''
as $$
begin
  if jsonb_typeof(parts) is distinct from 'array'
    or jsonb_array_length(parts) <> 1
    or private.is_tool_part(parts -> 0) is not true
  then
    perform private.raise_error('parts_invalid', 'A tool item has one part, of the tool.');
  end if;

  return parts;
end;
$$;

create function private.checked_item(conversation public.conversations, given jsonb)
returns public.timeline_items
language plpgsql
stable
set search_path = ''
as $$
declare
  item public.timeline_items;
  author private.author;
begin
  item.id := private.to_uuid(given ->> 'id');
  if item.id is null
    or coalesce(given ->> 'type', 'message') not in ('message', 'tool', 'identification')
    or coalesce(given ->> 'visibility', 'public') not in ('public', 'private')
    or coalesce(jsonb_typeof(given -> 'text'), 'null') not in ('string', 'null')
  then
    perform private.raise_error(
      'invalid_request', 'An item has an id (a UUID), a type (message, tool, identification), a visibility and a text.'
    );
  end if;

  author := private.author_of(conversation, given -> 'author');
  item.website_id := conversation.website_id;
  item.conversation_id := conversation.id;
  item.type := coalesce(given ->> 'type', 'message');
  item.visibility := coalesce(given ->> 'visibility', 'public');
  item.visitor_id := author.visitor_id;
  item.user_id := author.user_id;
  item.ai_agent_id := author.ai_agent_id;
  item.created_at := private.past_moment(given ->> 'createdAt');
  item.parts := case item.type
    when 'message' then private.checked_files(given -> 'parts', conversation)
    when 'tool' then private.checked_tool(given -> 'parts')
    else '[]'
  end;
  item.text := private.checked_text(given ->> 'text', item.type <> 'message' or item.parts <> '[]');

  if item.visitor_id is not null and (item.type <> 'message' or item.visibility = 'private') then
    perform private.raise_error('invalid_request', 'A contact writes public messages, and nothing else.');
  end if;

  return item;
end;
$$;
comment on function private.checked_item(public.conversations, jsonb) is
  'An item as a backend gives it, checked, without its numbers: a message, a tool that was called, or the question who the visitor is.';

create function private.past_moment(value text)
returns timestamptz
language plpgsql
stable
set search_path = ''
as $$
declare
  moment timestamptz := private.read_moment(past_moment.value);
begin
  -- Clocks differ a little.
  if moment > clock_timestamp() + interval '5 minutes' or moment < timestamptz '1970-01-01' then
    perform private.raise_error('invalid_request', 'createdAt is a moment that has been.');
  end if;

  return moment;
end;
$$;

create function private.refuse_other_item(known public.timeline_items, item public.timeline_items)
returns void
language plpgsql
immutable
set search_path = ''
as $$
begin
  if (known.type, known.visibility, known.visitor_id, known.user_id, known.ai_agent_id)
    is distinct from (item.type, item.visibility, item.visitor_id, item.user_id, item.ai_agent_id)
  then
    perform private.raise_error('id_taken');
  end if;
end;
$$;

create function private.join_as_ai_agent(conversation public.conversations, agent_id uuid)
returns void
language sql
set search_path = ''
as $$
  insert into public.conversation_participants (website_id, conversation_id, ai_agent_id)
  values (conversation.website_id, conversation.id, join_as_ai_agent.agent_id)
  on conflict on constraint conversation_participants_join_once
  do update set left_at = null
  where conversation_participants.left_at is not null;
$$;

create function private.write_item(conversation public.conversations, item public.timeline_items)
returns void
language plpgsql
set search_path = ''
as $$
declare
  visitor public.visitors;
begin
  if item.visitor_id is not null then
    select visitors.*
    into visitor
    from public.visitors
    where visitors.id = item.visitor_id;
  end if;

  if visitor.blocked_at is not null then
    perform private.raise_error('visitor_blocked', 'This contact is blocked.');
  elsif exists (select from public.ai_agents where ai_agents.id = item.ai_agent_id and not ai_agents.is_active) then
    perform private.raise_error('ai_agent_inactive');
  elsif item.visibility = 'public' and item.user_id is not null then
    perform private.join_as_author(conversation, item.user_id, item.id);
  elsif item.visibility = 'public' and item.ai_agent_id is not null then
    perform private.join_as_ai_agent(conversation, item.ai_agent_id);
  end if;

  insert into public.timeline_items
    (website_id, conversation_id, id, type, visibility, text, parts, visitor_id, user_id, ai_agent_id, created_at)
  values (
    item.website_id, item.conversation_id, item.id, item.type, item.visibility, item.text, item.parts,
    item.visitor_id, item.user_id, item.ai_agent_id, coalesce(item.created_at, clock_timestamp())
  );

  if visitor.id is not null then
    perform private.reopen_by_visitor(conversation, visitor, item.id);
  elsif item.user_id is not null then
    -- Who writes has read what stands above.
    perform private.advance_read(conversation.id, item.user_id, 9223372036854775807);
  end if;
end;
$$;

create function private.finish_tool(known public.timeline_items, item public.timeline_items)
returns void
language sql
set search_path = ''
as $$
  update public.timeline_items as items
  set
    text = item.text,
    parts = item.parts
  where items.conversation_id = known.conversation_id
    and items.id = known.id
    and items.type = 'tool'
    and items.deleted_at is null
    and items.parts #>> '{0,state}' = 'partial'
    and items.parts <> item.parts;
$$;
comment on function private.finish_tool(public.timeline_items, public.timeline_items) is
  'A tool that was under way may say how it went on; what has ended stays.';

create function private.put_item(conversation public.conversations, given jsonb)
returns jsonb
language plpgsql
set search_path = ''
as $$
declare
  item public.timeline_items := private.checked_item(conversation, given);
  known public.timeline_items := private.find_item(conversation.id, item.id);
begin
  if known.id is null then
    perform private.write_item(conversation, item);
  else
    perform private.refuse_other_item(known, item);
    perform private.finish_tool(known, item);
  end if;

  return private.team_act(conversation.id, private.items_written_by(private.find_item(conversation.id, item.id), 'team')::jsonb);
end;
$$;
comment on function private.put_item(public.conversations, jsonb) is
  'Writes an item into a conversation that the caller holds. A repeated id answers as before.';

-- 99_backend_reading.sql --------------------------------------------------------------------------

-- What the owner's backend reads: conversations as the team sees them.

create function private.find_conversation(key_hash text, id uuid)
returns jsonb
language plpgsql
security definer -- the caller is the edge function's service role, which has no access to private tables
set search_path = ''
as $$
declare
  api_key public.api_keys := private.require_api_key(find_conversation.key_hash, 'conversations:read');
  conversation public.conversations := private.conversation_of_key(api_key, find_conversation.id);
begin
  perform private.spend(api_key);
  return private.opened_conversation(conversation);
end;
$$;

create function private.find_items(key_hash text, conversation_id uuid, before bigint, size integer)
returns jsonb
language plpgsql
security definer -- the caller is the edge function's service role, which has no access to private tables
set search_path = ''
as $$
declare
  api_key public.api_keys := private.require_api_key(find_items.key_hash, 'conversations:read');
  conversation public.conversations := private.conversation_of_key(api_key, find_items.conversation_id);
begin
  perform private.spend(api_key);
  return private.timeline_page(conversation.id, 'team', find_items.before, find_items.size);
end;
$$;

create function private.find_conversations(key_hash text, filter jsonb, before text, size integer)
returns jsonb
language plpgsql
security definer -- the caller is the edge function's service role, which has no access to private tables
set search_path = ''
as $$
declare
  api_key public.api_keys := private.require_api_key(find_conversations.key_hash, 'conversations:read');
  after private.page_cursor := private.read_cursor(find_conversations.before);
  given jsonb := jsonb_strip_nulls(coalesce(find_conversations.filter, '{}'));
  contact public.contacts;
  in_order private.inbox_order;
  page public.conversations[];
begin
  if jsonb_typeof(given) <> 'object'
    or given - '{status,contact}'::text[] <> '{}'
    or coalesce(given ->> 'status', 'open') not in ('open', 'resolved')
  then
    perform private.raise_error('invalid_request', 'A list is of a status (open, resolved) and of a contact, or of all.');
  elsif given ? 'contact' then
    contact := private.contact_of_key(api_key, given -> 'contact');
  end if;

  in_order := private.inbox_order('newest');
  execute format(
    'select array(
      select conversations
      from (%s) as page
      join public.conversations using (id)
      order by page.last_activity_at desc, page.id desc
    )',
    private.walked(
      '{open,snoozed,resolved,test}',
      concat_ws(
        ' and ',
        'conversations.spam_at is null and conversations.archived_at is null',
        case when given ? 'status' then format('conversations.status = %L', given ->> 'status') end,
        case when contact.id is not null then 'conversations.contact_id = $2' end,
        case when after.id is not null then '(conversations.last_activity_at, conversations.id) < ($3.at, $3.id)' end
      ),
      in_order,
      '$4'
    )
  )
  into page
  using api_key.website_id, contact.id, after, find_conversations.size + 1;

  perform private.spend(api_key);
  return jsonb_build_object(
    'conversations', private.conversations_for_team(page[:find_conversations.size]),
    'nextCursor', case
      when cardinality(page) > find_conversations.size then private.write_cursor(
        page[find_conversations.size].last_activity_at, page[find_conversations.size].id
      )
    end
  );
end;
$$;

-- For the edge function alone

create function public.find_conversation(key_hash text, id uuid)
returns jsonb
language sql
set search_path = ''
as $$
  select private.find_conversation(find_conversation.key_hash, find_conversation.id);
$$;
comment on function public.find_conversation(text, uuid) is
  'A conversation with its visitor, contact and newest items, as the team sees it. For the edge function `api`.';

create function public.find_items(key_hash text, conversation_id uuid, before bigint default null, "limit" integer default 50)
returns jsonb
language sql
set search_path = ''
as $$
  select private.find_items(
    find_items.key_hash, find_items.conversation_id, find_items.before, private.page_size(find_items."limit", 200)
  );
$$;
comment on function public.find_items(text, uuid, bigint, integer) is
  'The items of a conversation before an `order`, oldest first, as the team sees them. For the edge function `api`.';

create function public.find_conversations(
  key_hash text,
  filter jsonb default '{}',
  before text default null,
  "limit" integer default 50
)
returns jsonb
language sql
set search_path = ''
as $$
  select private.find_conversations(
    find_conversations.key_hash,
    find_conversations.filter,
    find_conversations.before,
    private.page_size(find_conversations."limit", 100)
  );
$$;
comment on function public.find_conversations(text, jsonb, text, integer) is
  'Conversations that are neither spam nor archived, the latest activity first, of a status and of a contact if asked for. For the edge function `api`.';

grant execute on function
  private.page_size(integer, integer),
  private.find_conversation(text, uuid),
  private.find_items(text, uuid, bigint, integer),
  private.find_conversations(text, jsonb, text, integer),
  public.find_conversation(text, uuid),
  public.find_items(text, uuid, bigint, integer),
  public.find_conversations(text, jsonb, text, integer)
to service_role;

-- 99_bulk_acts.sql --------------------------------------------------------------------------------

-- Bulk acts: one act on many conversations, on all of them or on none. Each conversation gets exactly what the single act
-- does, for it is the single act that does it: the same events, announcements and refusals.

create function private.is_act(act jsonb)
returns boolean
language sql
stable
set search_path = ''
as $$
  select case act ->> 'type'
    when 'set_status' then act ->> 'status' in ('open', 'resolved') and act - '{type,status}'::text[] = '{}'
    when 'set_priority' then
      act ->> 'priority' in ('low', 'medium', 'high', 'urgent') and act - '{type,priority}'::text[] = '{}'
    when 'assign' then
      (act -> 'userId' = 'null' or private.to_uuid(act ->> 'userId') is not null) and act - '{type,userId}'::text[] = '{}'
    when 'add_tag' then private.to_uuid(act ->> 'tagId') is not null and act - '{type,tagId}'::text[] = '{}'
    when 'remove_tag' then private.to_uuid(act ->> 'tagId') is not null and act - '{type,tagId}'::text[] = '{}'
    when 'snooze' then
      (act -> 'until' = 'null' or private.read_moment(act ->> 'until') is not null) and act - '{type,until}'::text[] = '{}'
    when 'mark_spam' then
      coalesce(jsonb_typeof(act -> 'isSpam'), 'boolean') = 'boolean' and act - '{type,isSpam}'::text[] = '{}'
    when 'archive' then
      coalesce(jsonb_typeof(act -> 'isArchived'), 'boolean') = 'boolean' and act - '{type,isArchived}'::text[] = '{}'
    when 'mark_read' then act - 'type' = '{}'
    when 'mark_unread' then act - 'type' = '{}'
    else false
  end;
$$;
comment on function private.is_act(jsonb) is 'Whether a JSON value is an act as `bulk_act` takes it, with its fields and no others.';

create function private.do_act(conversation_id uuid, act jsonb)
returns jsonb
language plpgsql
set search_path = ''
as $$
declare
  type constant text := act ->> 'type';
begin
  return case
    when type = 'set_status'
      then private.set_status(conversation_id, (act ->> 'status')::public.conversation_status)
    when type = 'set_priority'
      then private.set_priority(conversation_id, (act ->> 'priority')::public.conversation_priority)
    when type = 'assign' then private.assign(conversation_id, (act ->> 'userId')::uuid)
    when type in ('add_tag', 'remove_tag')
      then private.set_tag(conversation_id, (act ->> 'tagId')::uuid, type = 'add_tag')
    when type = 'snooze' then private.snooze(conversation_id, private.read_moment(act ->> 'until'))
    when type = 'mark_spam'
      then private.mark_spam(conversation_id, coalesce((act ->> 'isSpam')::boolean, true))
    when type = 'archive'
      then private.archive(conversation_id, coalesce((act ->> 'isArchived')::boolean, true))
    when type = 'mark_read' then private.mark_read(conversation_id, 9223372036854775807)
    when type = 'mark_unread' then private.mark_unread(conversation_id)
  end;
end;
$$;

create function private.place_of_agent(conversation_id uuid)
returns bigint
language sql
stable
set search_path = ''
as $$
  select reads.team_upto
  from public.conversation_reads as reads
  where reads.conversation_id = place_of_agent.conversation_id
    and reads.user_id = private.user_id();
$$;

create function private.bulk_result(conversation_id uuid, act jsonb)
returns jsonb
language plpgsql
set search_path = ''
as $$
declare
  place bigint := coalesce(private.place_of_agent(bulk_result.conversation_id), 0);
  done jsonb := private.do_act(bulk_result.conversation_id, bulk_result.act);
  is_changed boolean := case
    when done ? 'items' then done -> 'items' <> '[]'
    -- Reading writes no event, but moves the cursor.
    else private.place_of_agent(bulk_result.conversation_id) <> place
  end;
begin
  if not done ? 'items' then
    done := private.team_act(bulk_result.conversation_id);
  end if;

  return done || jsonb_build_object(
    'id', bulk_result.conversation_id,
    'outcome', case when is_changed then 'changed' else 'unchanged' end
  );
end;
$$;

create function private.bulk_act(conversation_ids uuid[], act jsonb)
returns jsonb
language plpgsql
security definer -- conversations are written by the database alone
set search_path = ''
as $$
declare
  ids uuid[] := private.checked_ids(bulk_act.conversation_ids, 200);
  id uuid;
  results jsonb := '{}';
  refusals jsonb := '[]';
begin
  perform private.require_agent();
  if private.is_act(bulk_act.act) is not true then
    perform private.raise_error('invalid_request', 'This is no act, or not with these fields.');
  end if;

  -- Who takes away the tag waits until the end, for they touch conversations in an order of their own.
  perform from public.tags where tags.id = private.to_uuid(act ->> 'tagId') for key share;

  -- A member is held after conversations, as by everybody: so all of these come before the first is given.
  if act ->> 'type' = 'assign' then
    perform
    from public.conversations
    where conversations.id = any (ids)
      and conversations.website_id in (select private.my_website_ids())
    order by conversations.id
    for no key update;
  end if;

  -- Everybody takes conversations in this order, so that nobody deadlocks.
  for id in select asked.id from unnest(ids) as asked (id) order by asked.id
  loop
    begin
      results := results || jsonb_build_object(id::text, private.bulk_result(id, bulk_act.act));
    exception
      when others then
        if sqlstate not like 'PT%' then
          raise;
        end if;
        refusals := refusals || jsonb_build_object('id', id, 'code', sqlerrm);
    end;
  end loop;

  if refusals <> '[]' then
    perform private.raise_error('bulk_refused', jsonb_build_object('refusals', refusals)::text);
  end if;

  return jsonb_build_object('results', (
    select jsonb_agg(results -> asked.id::text order by asked.place)
    from unnest(ids) with ordinality as asked (id, place)
  ));
end;
$$;

create function public.bulk_act(conversation_ids uuid[], act jsonb)
returns jsonb
language sql
set search_path = ''
as $$
  select private.bulk_act(bulk_act.conversation_ids, bulk_act.act);
$$;
comment on function public.bulk_act(uuid[], jsonb) is
  'Does one act on 1 to 200 conversations, on all or on none. An act is {type, …}: set_status {status}, set_priority {priority}, assign {userId or null}, add_tag and remove_tag {tagId}, snooze {until or null}, mark_spam {isSpam}, archive {isArchived}, mark_read, mark_unread. Refused with `bulk_refused`, whose detail lists {id, code} for each conversation that refuses.';

grant execute on function
  private.bulk_act(uuid[], jsonb),
  public.bulk_act(uuid[], jsonb)
to authenticated;

-- 99_saved_views.sql ------------------------------------------------------------------------------

-- What the team does with saved views. Everybody keeps views of their own and makes shared ones; a shared one is changed
-- by whoever made it, by owners and by admins. Who changes views of a website takes turns, so that places and limits hold.

create function private.require_view(id uuid)
returns public.saved_views
language plpgsql
stable
set search_path = ''
as $$
declare
  agent_id uuid := private.require_agent();
  view public.saved_views;
begin
  select views.*
  into view
  from public.saved_views as views
  where views.id = require_view.id
    and views.website_id in (select private.my_website_ids())
    and (views.user_id is null or views.user_id = agent_id);

  if view.id is null then
    perform private.raise_error('saved_view_not_found');
  end if;

  return view;
end;
$$;
comment on function private.require_view(uuid) is 'The view, if it is the calling agent''s own or their team''s; else 404.';

create function private.require_own_view(id uuid)
returns public.saved_views
language plpgsql
set search_path = ''
as $$
declare
  view public.saved_views := private.require_view(require_own_view.id);
begin
  perform private.hold_website(view.website_id);
  perform from public.saved_views as views where views.id = view.id for no key update;
  -- Once more: until now others may have changed it.
  view := private.require_view(require_own_view.id);
  if view.user_id is null and view.created_by is distinct from private.user_id() then
    perform private.require_website(view.website_id, '{owner,admin}');
  end if;

  return view;
end;
$$;
comment on function private.require_own_view(uuid) is
  'The view, if the calling agent may change it; else 404 or 403. Holds the website''s views until the end.';

create function private.checked_filter(filter jsonb)
returns jsonb
language plpgsql
stable
set search_path = ''
as $$
begin
  perform private.read_inbox_filter(checked_filter.filter);
  return jsonb_strip_nulls(checked_filter.filter);
end;
$$;

create function private.last_place(view public.saved_views)
returns integer
language plpgsql
set search_path = ''
as $$
declare
  amount integer;
  last integer;
begin
  select count(*), coalesce(max(views.position), 0)
  into amount, last
  from public.saved_views as views
  where views.organization_id = view.organization_id
    and views.website_id = view.website_id
    and views.user_id is not distinct from view.user_id
    and views.id <> view.id;

  if amount >= 100 then
    perform private.raise_error('limit_reached', 'A website has at most 100 shared views, and each member 100 of their own.');
  end if;

  return last + 1;
end;
$$;
comment on function private.last_place(public.saved_views) is 'Where a view comes that is new in its list; refuses the 101st.';

create function private.view_with_changes(view public.saved_views, changes jsonb)
returns public.saved_views
language plpgsql
stable
set search_path = ''
as $$
declare
  wrong text;
begin
  select string_agg(change.key, ', ')
  into wrong
  from jsonb_each(changes) as change
  where case
    when change.key in ('name', 'sort') then jsonb_typeof(change.value) = 'string'
    when change.key in ('icon', 'color') then jsonb_typeof(change.value) in ('string', 'null')
    when change.key = 'filter' then jsonb_typeof(change.value) = 'object'
    when change.key = 'isShared' then jsonb_typeof(change.value) = 'boolean'
  end is not true;

  if wrong is not null then
    perform private.raise_error('invalid_request', 'These don''t exist or don''t take this value: ' || left(wrong, 500) || '.');
  end if;

  view := jsonb_populate_record(view, changes - 'isShared');
  view.name := private.checked_name(view.name);
  view.color := private.checked_color(view.color);
  view.filter := private.checked_filter(view.filter);
  perform private.inbox_order(view.sort);
  if view.icon !~ '^[a-z0-9-]{1,40}$' then
    perform private.raise_error('invalid_request', 'An icon is named by small letters, digits and dashes.');
  end if;

  return view;
end;
$$;
comment on function private.view_with_changes(public.saved_views, jsonb) is 'A view with what a caller wants of it, checked field by field.';

create function private.create_saved_view(website_id uuid, id uuid, name text, is_shared boolean, given jsonb)
returns jsonb
language plpgsql
security definer -- views are written by the database alone
set search_path = ''
as $$
declare
  website public.websites := private.hold_website(create_saved_view.website_id);
  view public.saved_views;
  known public.saved_views;
begin
  if num_nulls(create_saved_view.id, create_saved_view.is_shared) > 0 then
    perform private.raise_error('invalid_request', 'Choose an id, and say whether the view is shared.');
  end if;

  view.id := create_saved_view.id;
  view.organization_id := website.organization_id;
  view.website_id := website.id;
  view.created_by := private.user_id();
  view.user_id := case when not is_shared then private.user_id() end;
  view.created_at := now();
  view.name := private.checked_name(create_saved_view.name);
  view := private.view_with_changes(view, create_saved_view.given);

  select views.*
  into known
  from public.saved_views as views
  where views.id = view.id
    and views.website_id = website.id
    and views.created_by = private.user_id();

  if known.id is not null then
    return private.saved_view_as_json(known);
  end if;

  view.position := private.last_place(view);
  insert into public.saved_views
  select view.*
  on conflict on constraint saved_views_pkey do nothing;

  if not found then
    perform private.raise_error('id_taken');
  end if;

  return private.saved_view_as_json(view);
exception
  when unique_violation then
    perform private.raise_error('name_taken');
  when foreign_key_violation then
    -- Taken out of the team in this moment.
    perform private.raise_error('website_not_found');
end;
$$;

create function private.update_saved_view(id uuid, changes jsonb)
returns jsonb
language plpgsql
security definer -- views are written by the database alone
set search_path = ''
as $$
declare
  view public.saved_views := private.require_own_view(update_saved_view.id);
  is_shared boolean := view.user_id is null;
begin
  if jsonb_typeof(changes) is distinct from 'object' then
    perform private.raise_error('invalid_request', 'Give what to change as an object.');
  end if;

  view := private.view_with_changes(view, changes);
  if (changes ->> 'isShared')::boolean <> is_shared then
    -- Who takes a view from the team keeps it.
    view.user_id := case when is_shared then private.user_id() end;
    view.position := private.last_place(view);
  end if;

  update public.saved_views as views
  set
    user_id = view.user_id,
    name = view.name,
    icon = view.icon,
    color = view.color,
    filter = view.filter,
    sort = view.sort,
    position = view.position
  where views.id = view.id
    and views is distinct from view;

  return private.saved_view_as_json(view);
exception
  when unique_violation then
    perform private.raise_error('name_taken');
  when foreign_key_violation then
    -- Taken out of the team in this moment.
    perform private.raise_error('saved_view_not_found');
end;
$$;

create function private.delete_saved_view(id uuid)
returns void
language plpgsql
security definer -- views are written by the database alone
set search_path = ''
as $$
declare
  view public.saved_views := private.require_own_view(delete_saved_view.id);
begin
  delete from public.saved_views as views
  where views.id = view.id;
end;
$$;

create function private.list_saved_views(website_id uuid)
returns jsonb
language plpgsql
stable
security definer -- asks by itself whose views these are
set search_path = ''
as $$
declare
  website public.websites := private.require_website(list_saved_views.website_id);
begin
  return jsonb_build_object('views', (
    select coalesce(
      jsonb_agg(private.saved_view_as_json(views) order by views.user_id is not null, views.position, views.id),
      '[]'
    )
    from public.saved_views as views
    where views.organization_id = website.organization_id
      and views.website_id = website.id
      and (views.user_id is null or views.user_id = private.user_id())
  ));
end;
$$;

create function private.reorder_saved_views(website_id uuid, ids uuid[])
returns jsonb
language plpgsql
security definer -- views are written by the database alone
set search_path = ''
as $$
declare
  website public.websites := private.hold_website(reorder_saved_views.website_id);
  named public.saved_views[];
begin
  named := array(select private.require_view(id) from unnest(private.checked_ids(ids, 200)) as id);
  if exists (select from unnest(named) as views where views.website_id <> website.id) then
    perform private.raise_error('saved_view_not_found');
  elsif exists (select from unnest(named) as views where views.user_id is null) then
    perform private.require_website(website.id, '{owner,admin}');
  end if;

  update public.saved_views as views
  set position = placed.place
  from (
    -- Those named come first, the others of the same list stay behind them.
    select
      listed.id,
      row_number() over (
        partition by listed.user_id
        order by array_position(ids, listed.id), listed.position, listed.id
      ) as place
    from public.saved_views as listed
    where listed.organization_id = website.organization_id
      and listed.website_id = website.id
      and exists (select from unnest(named) as view where view.user_id is not distinct from listed.user_id)
  ) as placed
  where views.id = placed.id
    and views.position <> placed.place;

  return private.list_saved_views(website.id);
end;
$$;

-- 99_saved_views_api.sql --------------------------------------------------------------------------

-- The API of 99_saved_views, for agents.

create function public.list_saved_views(website_id uuid)
returns jsonb
language sql
stable
set search_path = ''
as $$
  select private.list_saved_views(list_saved_views.website_id);
$$;
comment on function public.list_saved_views(uuid) is
  'The team''s views of a website''s inbox, then the calling agent''s own, each in their order.';

create function public.create_saved_view(
  website_id uuid,
  id uuid,
  name text,
  filter jsonb default '{}',
  sort text default 'newest',
  is_shared boolean default false,
  icon text default null,
  color text default null
)
returns jsonb
language sql
set search_path = ''
as $$
  select private.create_saved_view(
    create_saved_view.website_id,
    create_saved_view.id,
    create_saved_view.name,
    create_saved_view.is_shared,
    jsonb_build_object(
      'filter', create_saved_view.filter,
      'sort', create_saved_view.sort,
      'icon', create_saved_view.icon,
      'color', create_saved_view.color
    )
  );
$$;
comment on function public.create_saved_view(uuid, uuid, text, jsonb, text, boolean, text, text) is
  'Keeps a filter and an order of the inbox under a name, for the calling agent or, shared, for the team. `me` in a shared filter is whoever looks. The caller chooses the id.';

create function public.update_saved_view(id uuid, changes jsonb)
returns jsonb
language sql
set search_path = ''
as $$
  select private.update_saved_view(update_saved_view.id, update_saved_view.changes);
$$;
comment on function public.update_saved_view(uuid, jsonb) is
  'Changes a view''s name, filter, sort, icon, color or isShared; what is left out stays. Shared ones are changed by whoever made them, owners and admins.';

create function public.delete_saved_view(id uuid)
returns void
language sql
set search_path = ''
as $$
  select private.delete_saved_view(delete_saved_view.id);
$$;
comment on function public.delete_saved_view(uuid) is
  'Deletes a view. Shared ones are deleted by whoever made them, owners and admins.';

create function public.reorder_saved_views(website_id uuid, ids uuid[])
returns jsonb
language sql
set search_path = ''
as $$
  select private.reorder_saved_views(reorder_saved_views.website_id, reorder_saved_views.ids);
$$;
comment on function public.reorder_saved_views(uuid, uuid[]) is
  'Puts views into this order, before those of the same list that are not named. The shared list is ordered by owners and admins.';

grant execute on function
  private.list_saved_views(uuid),
  private.create_saved_view(uuid, uuid, text, boolean, jsonb),
  private.update_saved_view(uuid, jsonb),
  private.delete_saved_view(uuid),
  private.reorder_saved_views(uuid, uuid[]),
  public.list_saved_views(uuid),
  public.create_saved_view(uuid, uuid, text, jsonb, text, boolean, text, text),
  public.update_saved_view(uuid, jsonb),
  public.delete_saved_view(uuid),
  public.reorder_saved_views(uuid, uuid[])
to authenticated;

-- 99_starting_and_rating.sql ----------------------------------------------------------------------

-- Two ends of a conversation: the team begins one, the visitor rates one.

create function private.visitor_seen_last(contact public.contacts)
returns public.visitors
language sql
stable
set search_path = ''
as $$
  select visitors.*
  from public.visitors
  where visitors.website_id = contact.website_id
    and visitors.contact_id = contact.id
  order by visitors.last_seen_at desc nulls last
  limit 1;
$$;

create function private.visitor_of_contact(contact public.contacts)
returns public.visitors
language plpgsql
set search_path = ''
as $$
declare
  visitor public.visitors := private.visitor_seen_last(contact);
begin
  if visitor.id is null then
    perform private.lock_contacts(contact.website_id);
    visitor := private.visitor_seen_last(contact);
  end if;

  -- Somebody known who has not come yet: a visitor without a browser, for the first one that comes to share.
  if visitor.id is null then
    insert into public.visitors (organization_id, website_id, contact_id, is_test)
    select contacts.organization_id, contacts.website_id, contacts.id, contacts.is_test
    from public.contacts
    where contacts.id = contact.id
      and contacts.erased_at is null
    returning visitors.* into visitor;
  end if;

  if visitor.id is null then
    perform private.raise_error('contact_not_found');
  end if;

  return visitor;
end;
$$;
comment on function private.visitor_of_contact(public.contacts) is 'The visitor of a contact that was seen last, made if none has come.';

create function private.visitor_to_write_to(website public.websites, visitor_id uuid, contact_id uuid)
returns public.visitors
language plpgsql
set search_path = ''
as $$
declare
  visitor public.visitors;
  contact public.contacts;
begin
  if num_nonnulls(visitor_to_write_to.visitor_id, visitor_to_write_to.contact_id) <> 1 then
    perform private.raise_error('invalid_request', 'Name a visitor or a contact.');
  elsif visitor_to_write_to.visitor_id is not null then
    visitor := private.visitor_of_agent(visitor_to_write_to.visitor_id);
    if visitor.website_id <> website.id then
      perform private.raise_error('visitor_not_found');
    end if;

    return visitor;
  end if;

  select contacts.*
  into contact
  from public.contacts
  where contacts.website_id = website.id
    and contacts.id = visitor_to_write_to.contact_id
    and contacts.erased_at is null;

  if contact.id is null then
    perform private.raise_error('contact_not_found', 'There is no such contact, or you may not see it.');
  end if;

  return private.visitor_of_contact(contact);
end;
$$;
comment on function private.visitor_to_write_to(public.websites, uuid, uuid) is
  'The visitor that an agent begins a conversation with; of a contact the one seen last.';

create function private.start_conversation(
  website_id uuid,
  conversation_id uuid,
  id uuid,
  text text,
  visitor_id uuid,
  contact_id uuid
)
returns jsonb
language plpgsql
security definer -- conversations are written by the database alone
set search_path = ''
as $$
declare
  website public.websites := private.require_website(start_conversation.website_id);
  visitor public.visitors;
  conversation public.conversations;
begin
  if num_nulls(start_conversation.conversation_id, start_conversation.id) > 0 then
    perform private.raise_error('invalid_request');
  end if;

  visitor := private.visitor_to_write_to(
    website, start_conversation.visitor_id, start_conversation.contact_id
  );

  begin
    insert into public.conversations (id, organization_id, website_id, visitor_id, contact_id, is_test, assignee_id)
    values (
      start_conversation.conversation_id,
      website.organization_id,
      website.id,
      visitor.id,
      private.contact_of_history(visitor),
      visitor.is_test,
      private.user_id()
    )
    on conflict do nothing;
  exception
    when foreign_key_violation then
      -- Erased in this moment.
      perform private.raise_error('visitor_not_found');
  end;

  conversation := private.lock_conversation(start_conversation.conversation_id);
  if conversation.website_id <> website.id
    -- A contact may have come with another browser since the first try.
    or (conversation.visitor_id <> visitor.id and (conversation.contact_id = visitor.contact_id) is not true)
    or (conversation.team_last_order > 0
      and (private.find_item(conversation.id, start_conversation.id)).id is null)
  then
    perform private.raise_error('id_taken');
  end if;

  -- Who begins takes care: an answer must not wait for somebody else to notice it.
  if conversation.team_last_order = 0 then
    perform private.hold_member(website.organization_id, private.user_id());
    perform private.write_event(
      conversation.id,
      'assigned',
      'private',
      by_user => private.user_id(),
      target_user => private.user_id(),
      caused_by => start_conversation.id
    );
  end if;

  return private.send_message(conversation.id, start_conversation.id, start_conversation.text, '[]', 'public');
end;
$$;

create function private.rate_conversation(conversation_id uuid, rating integer, comment text)
returns jsonb
language plpgsql
security definer -- conversations are written by the database alone
set search_path = ''
as $$
declare
  visitor public.visitors := private.require_visitor();
  conversation public.conversations;
  words text := nullif(private.clean_text(rate_conversation.comment), '');
begin
  if rate_conversation.rating is null or rate_conversation.rating not between 1 and 5 or char_length(words) > 2000 then
    perform private.raise_error('invalid_request', 'A rating is 1 to 5, its comment at most 2,000 characters.');
  end if;

  conversation := private.conversation_of_visitor(rate_conversation.conversation_id, visitor);
  conversation := private.lock_conversation(conversation.id);
  if conversation.id is null then
    -- Erased in this moment.
    perform private.raise_error('conversation_not_found');
  end if;

  update public.conversations
  set
    rating = rate_conversation.rating,
    rating_comment = words,
    rated_at = now()
  where conversations.id = conversation.id
    and (conversations.rating, conversations.rating_comment) is distinct from (rate_conversation.rating, words);

  perform private.take_hits(visitor, 'message');
  return private.conversation_for_visitor(private.current_conversation(conversation.id));
end;
$$;

-- The API

create function public.start_conversation(
  website_id uuid,
  conversation_id uuid,
  id uuid,
  text text,
  visitor_id uuid default null,
  contact_id uuid default null
)
returns jsonb
language sql
set search_path = ''
as $$
  select private.start_conversation(
    start_conversation.website_id,
    start_conversation.conversation_id,
    start_conversation.id,
    start_conversation.text,
    start_conversation.visitor_id,
    start_conversation.contact_id
  );
$$;
comment on function public.start_conversation(uuid, uuid, uuid, text, uuid, uuid) is
  'Begins a conversation with a visitor or a contact by the calling agent''s first message, and assigns it to them. The caller chooses both ids.';

create function public.rate_conversation(conversation_id uuid, rating integer, comment text default null)
returns jsonb
language sql
set search_path = ''
as $$
  select private.rate_conversation(
    rate_conversation.conversation_id, rate_conversation.rating, rate_conversation.comment
  );
$$;
comment on function public.rate_conversation(uuid, integer, text) is
  'Says how the visitor found a conversation, from 1 to 5; a later rating takes the place of an earlier one.';

grant execute on function
  private.start_conversation(uuid, uuid, uuid, text, uuid, uuid),
  public.start_conversation(uuid, uuid, uuid, text, uuid, uuid)
to authenticated;

grant execute on function
  private.rate_conversation(uuid, integer, text),
  public.rate_conversation(uuid, integer, text)
to anon;

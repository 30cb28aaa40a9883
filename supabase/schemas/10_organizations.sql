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

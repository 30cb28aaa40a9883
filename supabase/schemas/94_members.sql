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

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

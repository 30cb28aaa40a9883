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

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

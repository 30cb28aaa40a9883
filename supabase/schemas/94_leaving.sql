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

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

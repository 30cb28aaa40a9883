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

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
    'readAt', notification.read_at
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

-- Reading

create function private.read_notifications(user_id uuid, ids uuid[])
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
    set read_at = now()
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
      jsonb_build_object('ids', to_jsonb(read_ids[place:place + 499]), 'readAt', now())
    );
  end loop;
end;
$$;
comment on function private.read_notifications(uuid, uuid[]) is
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
    limit 100
  ) as unread;
$$;
comment on function private.unread_notifications(uuid) is 'How many the calling agent has not read; nobody counts beyond 100.';

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

  perform private.read_notifications(
    agent_id,
    coalesce(mark_notifications_read.ids, array(
      select notifications.id
      from public.notifications
      where notifications.user_id = agent_id
        and notifications.read_at is null
        and notifications.created_at <= mark_notifications_read.upto
    ))
  );

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

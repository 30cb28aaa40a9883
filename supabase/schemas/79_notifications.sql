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

-- Notifications: what happened that one agent should know of. Written in the transaction that causes them, once per
-- item and agent, never for who did it. They go with the membership, with the item and with the conversation.

create type public.notification_kind as enum ('mention', 'assigned', 'requested');

create table public.notifications (
  id uuid primary key default private.uuid_v7(),
  organization_id uuid not null,
  website_id uuid not null,
  conversation_id uuid not null,
  item_id uuid not null,
  user_id uuid not null,
  kind public.notification_kind not null,
  created_at timestamptz not null default clock_timestamp(),
  read_at timestamptz,
  constraint notifications_one_per_item_and_user unique (conversation_id, item_id, user_id),
  constraint notifications_are_about_an_item foreign key (conversation_id, item_id)
    references public.timeline_items (conversation_id, id) on delete cascade,
  constraint notifications_belong_to_a_conversation foreign key (website_id, conversation_id)
    references public.conversations (website_id, id) on delete cascade,
  constraint notifications_belong_to_a_website foreign key (organization_id, website_id)
    references public.websites (organization_id, id) on delete cascade,
  constraint notifications_are_for_a_member foreign key (organization_id, user_id)
    references public.members (organization_id, user_id) on delete cascade
);
comment on table public.notifications is 'What an agent should know of: a mention, a conversation given to them, or one they are asked to take part in.';
comment on column public.notifications.item_id is 'The note that mentions, or the event that tells the rest.';
create index notifications_newest on public.notifications (user_id, created_at desc, id desc);
create index notifications_unread
  on public.notifications (user_id, created_at desc, id desc)
  where read_at is null;
create index notifications_long_read on public.notifications (read_at) where read_at is not null;
create index notifications_by_member on public.notifications (organization_id, user_id);
create index notifications_by_website on public.notifications (website_id, conversation_id);

-- However many are marked as read at once, a call writes only so many. The others count as read by this, until it is written.
create table private.notification_marks (
  user_id uuid primary key references public.profiles (user_id) on delete cascade,
  upto timestamptz not null,
  read_at timestamptz not null
);
comment on table private.notification_marks is
  'Up to which moment an agent has read all notifications, while housekeeping writes it to them.';

-- Helpers

create function private.read_upto(user_id uuid)
returns timestamptz
language sql
stable
set search_path = ''
as $$
  select coalesce(max(marks.upto), '-infinity')
  from private.notification_marks as marks
  where marks.user_id = read_upto.user_id;
$$;
comment on function private.read_upto(uuid) is 'The moment up to which an agent''s notifications count as read, whatever stands in them.';

create function private.notify(
  conversation public.conversations,
  item_id uuid,
  user_ids uuid[],
  kind public.notification_kind
)
returns void
language plpgsql
set search_path = ''
as $$
begin
  -- Who is just being taken out of the team is waited for, and then left out.
  perform
  from public.members
  where members.organization_id = conversation.organization_id
    and members.user_id = any (notify.user_ids)
  order by members.user_id
  for key share;

  insert into public.notifications (organization_id, website_id, conversation_id, item_id, user_id, kind)
  select
    members.organization_id,
    conversation.website_id,
    conversation.id,
    notify.item_id,
    members.user_id,
    notify.kind
  from public.members
  where members.organization_id = conversation.organization_id
    and members.user_id = any (notify.user_ids)
    and members.user_id is distinct from private.user_id()
  on conflict on constraint notifications_one_per_item_and_user do nothing;
end;
$$;
comment on function private.notify(public.conversations, uuid, uuid[], public.notification_kind) is
  'Notifies members of an item, but not the caller of what they did.';

create function private.forget_notifications()
returns void
language sql
set search_path = ''
as $$
  with forgotten as (
    select notifications.id
    from public.notifications
    where notifications.read_at < now() - interval '90 days'
    order by notifications.read_at
    limit 10000
    for update skip locked
  )
  delete from public.notifications
  using forgotten
  where notifications.id = forgotten.id;
$$;
comment on function private.forget_notifications() is 'Clears what was read long ago, so much at a time; a step of housekeeping.';

-- Policies

alter table public.notifications enable row level security;
alter table private.notification_marks enable row level security;

create policy notifications_read on public.notifications
  for select to authenticated
  using (
    user_id = (select private.user_id())
    and website_id = any (array(select private.my_website_ids()))
  );

grant select on public.notifications to authenticated, service_role;

-- Reading a timeline: pages, what changed, how far somebody has read. Both audiences call these; each gets its own
-- items in its own numbers.

create function private.items_before(
  conversation_id uuid,
  audience private.audience,
  before bigint,
  size integer,
  out shown json,
  out has_more boolean
)
language plpgsql
stable
set search_path = ''
as $$
begin
  -- Orders have no gaps: whatever begins after the first item has older ones before it.
  if items_before.audience = 'team' then
    select coalesce(json_agg(page.item order by page.place), '[]'), coalesce(min(page.place) > 1, false)
    into shown, has_more
    from (
      select private.item_for_team(items) as item, items.team_order as place
      from public.timeline_items as items
      where items.conversation_id = items_before.conversation_id
        and items.team_order < coalesce(items_before.before, 9223372036854775807)
      order by items.team_order desc
      limit items_before.size
    ) as page;
  else
    select coalesce(json_agg(page.item order by page.place), '[]'), coalesce(min(page.place) > 1, false)
    into shown, has_more
    from (
      select private.item_for_visitor(items) as item, items.visitor_order as place
      from public.timeline_items as items
      where items.conversation_id = items_before.conversation_id
        and items.visitor_order < coalesce(items_before.before, 9223372036854775807)
      order by items.visitor_order desc
      limit items_before.size
    ) as page;
  end if;
end;
$$;
comment on function private.items_before(uuid, private.audience, bigint, integer) is
  'The items before an order, oldest first, and whether older ones are left.';

create function private.timeline_page(conversation_id uuid, audience private.audience, before bigint, size integer)
returns json
language plpgsql
stable
set search_path = ''
as $$
declare
  page record;
begin
  page := private.items_before(
    timeline_page.conversation_id, timeline_page.audience, timeline_page.before, timeline_page.size
  );
  return json_build_object('items', page.shown, 'hasMore', page.has_more);
end;
$$;
comment on function private.timeline_page(uuid, private.audience, bigint, integer) is 'A page of a timeline, as it is answered.';

create function private.changes_after(
  conversation public.conversations,
  audience private.audience,
  after bigint,
  size integer
)
returns json
language plpgsql
stable
set search_path = ''
as $$
declare
  answer json;
begin
  -- Changes have no gaps either: the conversation's last one is always some item's.
  if changes_after.audience = 'team' then
    select json_build_object(
      'conversation', private.conversation_for_team(conversation),
      'items', coalesce(json_agg(page.item order by page.change), '[]'),
      'hasMore', coalesce(max(page.change) < conversation.team_last_change, false)
    )
    into answer
    from (
      select private.item_for_team(items) as item, items.team_change as change
      from public.timeline_items as items
      where items.conversation_id = conversation.id
        and items.team_change > changes_after.after
        and items.team_change <= conversation.team_last_change
      order by items.team_change
      limit changes_after.size
    ) as page;
  else
    select json_build_object(
      'conversation', private.conversation_for_visitor(conversation),
      'items', coalesce(json_agg(page.item order by page.change), '[]'),
      'hasMore', coalesce(max(page.change) < conversation.visitor_last_change, false)
    )
    into answer
    from (
      select private.item_for_visitor(items) as item, items.visitor_change as change
      from public.timeline_items as items
      where items.conversation_id = conversation.id
        and items.visitor_change > changes_after.after
        and items.visitor_change <= conversation.visitor_last_change
      order by items.visitor_change
      limit changes_after.size
    ) as page;
  end if;

  return answer;
end;
$$;
comment on function private.changes_after(public.conversations, private.audience, bigint, integer) is
  'The conversation and its items that changed after a number, in order of change.';

create function private.list_timeline(conversation_id uuid, before bigint, size integer)
returns json
language plpgsql
stable
security definer -- visitors have no access to tables
set search_path = ''
as $$
begin
  return private.timeline_page(
    (private.require_conversation(list_timeline.conversation_id)).id,
    private.audience(),
    list_timeline.before,
    private.page_size(list_timeline.size, 200)
  );
end;
$$;

create function private.sync_conversation(conversation_id uuid, after bigint, size integer)
returns json
language plpgsql
stable
security definer -- visitors have no access to tables
set search_path = ''
as $$
declare
  conversation public.conversations := private.require_conversation(sync_conversation.conversation_id);
begin
  if sync_conversation.after is null or sync_conversation.after < 0 then
    perform private.raise_error('invalid_request', 'Give the number of the last change you know, or 0.');
  end if;

  return private.changes_after(
    conversation, private.audience(), sync_conversation.after, private.page_size(sync_conversation.size, 1000)
  );
end;
$$;

create function private.mark_read(conversation_id uuid, upto bigint)
returns jsonb
language plpgsql
security definer -- reads and their counts are written by the database alone
set search_path = ''
as $$
declare
  conversation public.conversations := private.require_conversation(mark_read.conversation_id);
  reading public.conversation_reads;
  team_upto bigint;
begin
  if mark_read.upto is null or mark_read.upto < 0 then
    perform private.raise_error('invalid_request', 'Give the order of the last item that was read.');
  end if;

  if private.audience() = 'team' then
    team_upto := mark_read.upto;
  else
    select items.team_order
    into team_upto
    from public.timeline_items as items
    where items.conversation_id = conversation.id
      and items.visitor_order <= mark_read.upto
    order by items.visitor_order desc
    limit 1;
  end if;

  reading := private.advance_read(conversation.id, private.user_id(), coalesce(team_upto, 0));
  if reading.id is null then
    -- Erased in this moment.
    perform private.raise_error('conversation_not_found');
  elsif private.audience() = 'team' then
    perform private.read_notifications_of_conversation(conversation.id, reading.user_id, reading.team_upto);
    return private.read_for_team(reading);
  end if;

  perform private.take_hit('read_visitor', conversation.website_id, private.claim('sub'));
  return private.read_for_visitor(reading);
exception
  when foreign_key_violation then
    -- Or in this one.
    perform private.raise_error('conversation_not_found');
end;
$$;

-- The API

create function public.list_timeline(conversation_id uuid, before bigint default null, "limit" integer default 50)
returns json
language sql
stable
set search_path = ''
as $$
  select private.list_timeline(list_timeline.conversation_id, list_timeline.before, list_timeline."limit");
$$;
comment on function public.list_timeline(uuid, bigint, integer) is
  'A page of a conversation''s timeline, oldest first: the newest, or what lies before an `order`.';

create function public.sync_conversation(conversation_id uuid, after bigint, "limit" integer default 200)
returns json
language sql
stable
set search_path = ''
as $$
  select private.sync_conversation(sync_conversation.conversation_id, sync_conversation.after, sync_conversation."limit");
$$;
comment on function public.sync_conversation(uuid, bigint, integer) is
  'The conversation as it is, and the items changed after a `change` number, in order of change.';

create function public.mark_read(conversation_id uuid, upto bigint)
returns jsonb
language sql
set search_path = ''
as $$
  select private.mark_read(mark_read.conversation_id, mark_read.upto);
$$;
comment on function public.mark_read(uuid, bigint) is
  'Marks a conversation as read up to an `order`; never moves back. Answers where the cursor stands.';

grant execute on function
  private.list_timeline(uuid, bigint, integer),
  private.sync_conversation(uuid, bigint, integer),
  private.mark_read(uuid, bigint),
  public.list_timeline(uuid, bigint, integer),
  public.sync_conversation(uuid, bigint, integer),
  public.mark_read(uuid, bigint)
to anon, authenticated;

-- Announcements: what changed is told over Realtime, by triggers that run at commit, or at the end of an act. By then
-- nothing changes any more, so a payload is what a fetch would answer, and each thing is told once, whatever touched it.

create function private.announce_now(audience private.audience, conversation_id uuid, header json)
returns void
language plpgsql
set search_path = ''
as $$
begin
  perform set_config('support.header', concat(audience, ' ', conversation_id, ' ', header), true);
  set constraints all immediate;
  set constraints all deferred;
  -- What a later act of the same transaction changes is told again.
  perform set_config('support.header', '', true), set_config('support.announced', '', true);
end;
$$;
comment on function private.announce_now(private.audience, uuid, json) is
  'Ends an act: tells what it has changed, with the header that it answers, so that this is made once.';

create function private.header(audience private.audience, conversation public.conversations)
returns jsonb
language sql
stable
return case
  when starts_with(current_setting('support.header', true), concat(audience, ' ', (conversation).id, ' '))
    then substr(current_setting('support.header', true), length(concat(audience, ' ', (conversation).id, ' ')) + 1)::jsonb
  when audience = 'team' then private.conversation_for_team(conversation)::jsonb
  else private.conversation_for_visitor(conversation)::jsonb
end;
comment on function private.header(private.audience, public.conversations) is
  'A conversation as an audience sees it: as the act which ends now has made it, or made here.';

-- Headers: the inbox always, the visitor's own topics when something they may see has changed.

create function private.announce_to_team(conversation public.conversations)
returns void
language plpgsql
set search_path = ''
as $$
begin
  if private.is_told_singly(conversation.website_id, conversation.id)
    and private.is_first_announcement('team:' || conversation.id)
  then
    perform private.announce(
      'inbox:' || conversation.website_id,
      'conversation_changed',
      jsonb_build_object('conversation', private.conversation_for_team(conversation))
    );
  end if;
end;
$$;

create function private.announce_to_visitor(conversation public.conversations)
returns void
language plpgsql
set search_path = ''
as $$
declare
  payload jsonb;
begin
  if private.is_first_announcement('visitor:' || conversation.id) then
    payload := jsonb_build_object('conversation', private.conversation_for_visitor(conversation));
    perform private.announce('visitor:' || conversation.visitor_id, 'conversation_changed', payload);

    if conversation.contact_id is not null then
      perform private.announce('contact:' || conversation.contact_id, 'conversation_changed', payload);
    end if;
  end if;
end;
$$;

-- Conversations: the items that have changed, all at once, to the team in its numbers, public ones also to the visitor's
-- side in theirs, with the header; then the header alone, to wherever lists are drawn.

create function private.announce_changes(
  conversation public.conversations,
  since bigint,
  for_team jsonb,
  for_visitor jsonb
)
returns void
language plpgsql
set search_path = ''
set plan_cache_mode = force_generic_plan -- or it is planned anew for every message
as $$
declare
  is_due_to_team boolean := for_team is not null and private.is_first_announcement('team:' || conversation.id);
  is_due_to_visitor boolean := for_visitor is not null and private.is_first_announcement('visitor:' || conversation.id);
begin
  -- What `realtime.send` does for one message, for all at once, and like it: a lost message never undoes the change
  -- that it announces.
  insert into realtime.messages (topic, event, payload, private, extension)
  select told.topic, told.event, told.payload, true, 'broadcast'
  from (
    select
      by_audience.topic,
      'items_changed' as event,
      jsonb_build_object('items', by_audience.items, 'conversation', by_audience.header) as payload
    from (
      select
        json_agg(private.item_for_team(items) order by items.team_change) as for_team,
        json_agg(private.item_for_visitor(items) order by items.visitor_change) filter (where items.visibility = 'public')
          as for_visitor
      from public.timeline_items as items
      where items.conversation_id = conversation.id
        and items.team_change > announce_changes.since
    ) as changed
    cross join lateral (
      values
        ('conversation:' || conversation.id || ':team', changed.for_team, announce_changes.for_team),
        ('conversation:' || conversation.id, changed.for_visitor, announce_changes.for_visitor)
    ) as by_audience (topic, items, header)
    where by_audience.items is not null
      and by_audience.header is not null
    union all
    select 'inbox:' || conversation.website_id, 'conversation_changed', jsonb_build_object('conversation', for_team)
    where is_due_to_team
    union all
    select lists.topic, 'conversation_changed', jsonb_build_object('conversation', for_visitor)
    from (
      values ('visitor:' || conversation.visitor_id), ('contact:' || conversation.contact_id)
    ) as lists (topic)
    where is_due_to_visitor
      and lists.topic is not null
  ) as told;
exception
  when others then
    raise warning 'Changes of conversation % were not announced: %', conversation.id, sqlerrm;
end;
$$;
comment on function private.announce_changes(public.conversations, bigint, jsonb, jsonb) is
  'Tells what was written or changed after a change number of the team''s, with the headers made for each audience.';

create function private.has_news_for_visitor(before public.conversations, after public.conversations)
returns boolean
language sql
immutable
return before.id is null
  or (after.visitor_last_change, after.status, after.title, after.contact_id)
  is distinct from (before.visitor_last_change, before.status, before.title, before.contact_id);

create function private.announce_conversation()
returns trigger
language plpgsql
security definer -- realtime.messages takes data from the database alone
set search_path = ''
as $$
declare
  conversation public.conversations;
  before_team bigint := coalesce(old.team_last_change, 0);
  before_visitor bigint := coalesce(old.visitor_last_change, 0);
  is_single boolean;
  for_team jsonb;
  for_visitor jsonb;
begin
  if private.was_announced('changes:' || new.id) then
    return null;
  end if;

  conversation := private.current_conversation(new.id);
  if conversation.id is null then
    return null;
  end if;

  is_single := private.is_told_singly(conversation.website_id, conversation.id);
  if is_single then
    for_team := private.header('team', conversation);
  end if;
  if private.has_news_for_visitor(old, conversation) and (is_single or private.could_be_heard(conversation)) then
    for_visitor := private.header('visitor', conversation);
  end if;
  if for_team is null and for_visitor is null then
    return null;
  end if;

  -- An import is told as a changed conversation: who looks at it syncs.
  if private.was_announced('import:' || conversation.id) then
    before_team := conversation.team_last_change;
    before_visitor := conversation.visitor_last_change;
  end if;

  -- The first event of a transaction knows the row as it was before, so it tells all that has changed since.
  perform private.is_first_announcement('changes:' || conversation.id);
  perform private.announce_changes(conversation, before_team, for_team, for_visitor);
  if conversation.team_last_change > before_team then
    perform private.is_first_announcement('items:' || conversation.id || ':team');
  end if;
  if conversation.visitor_last_change > before_visitor then
    perform private.is_first_announcement('items:' || conversation.id || ':visitor');
  end if;

  return null;
end;
$$;

create constraint trigger z_announce
  after insert or update on public.conversations
  deferrable initially deferred
  for each row execute function private.announce_conversation();

create function private.announce_deleted_conversation()
returns trigger
language plpgsql
security definer -- realtime.messages takes data from the database alone
set search_path = ''
as $$
declare
  is_single boolean;
begin
  -- When a whole website goes, nobody is left to be told of each.
  if not exists (select from public.websites where websites.id = old.website_id and websites.deleted_at is null) then
    return null;
  end if;

  is_single := private.is_told_singly(old.website_id, old.id);
  perform private.announce(
    topics.name,
    'conversation_deleted',
    jsonb_build_object('conversationId', old.id, 'websiteId', old.website_id)
  )
  from (
    values
      ('inbox:' || old.website_id, is_single),
      ('conversation:' || old.id || ':team', is_single),
      ('conversation:' || old.id, is_single or private.could_be_heard(old)),
      ('visitor:' || old.visitor_id, is_single or private.could_be_heard(old)),
      ('contact:' || old.contact_id, is_single or private.could_be_heard(old))
  ) as topics (name, is_heard)
  where topics.name is not null
    and topics.is_heard;

  return null;
end;
$$;

create constraint trigger z_announce_deleted
  after delete on public.conversations
  deferrable initially deferred
  for each row execute function private.announce_deleted_conversation();

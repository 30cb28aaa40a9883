-- Announcements: what changed is told over Realtime, by triggers that run at commit, or at the end of an act. By then
-- nothing changes any more, so a payload is what a fetch would answer, and each thing is told once, whatever touched it.

create function private.was_announced(key text)
returns boolean
language sql
stable
return position(was_announced.key in coalesce(current_setting('support.announced', true), '')) > 0;
comment on function private.was_announced(text) is 'Whether this transaction has announced what the key stands for.';

create function private.is_first_announcement(key text)
returns boolean
language sql
volatile
return case
  when private.was_announced(is_first_announcement.key) then false
  else set_config(
    'support.announced',
    concat(current_setting('support.announced', true), ' ', is_first_announcement.key),
    true
  ) is not null
end;
comment on function private.is_first_announcement(text) is 'True once per key and transaction.';

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

create function private.header_at_hand(audience private.audience, conversation_id uuid)
returns jsonb
language sql
stable
return case
  when starts_with(current_setting('support.header', true), concat(audience, ' ', conversation_id, ' '))
    then substr(current_setting('support.header', true), length(concat(audience, ' ', conversation_id, ' ')) + 1)::jsonb
end;
comment on function private.header_at_hand(private.audience, uuid) is 'The header that the act which ends now has made, or null.';

create function private.announce(topic text, event text, payload jsonb)
returns void
language plpgsql -- keeps its plan
set search_path = ''
as $$
begin
  perform realtime.send(announce.payload, announce.event, announce.topic, true);
end;
$$;
comment on function private.announce(text, text, jsonb) is 'Tells a private topic; delivered after the commit, to whoever listens then.';

-- Headers: the inbox always, the visitor's own topics when something they may see has changed.

create function private.announce_to_team(conversation public.conversations)
returns void
language plpgsql
set search_path = ''
as $$
begin
  if private.is_first_announcement('team:' || conversation.id) then
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

-- Conversations: the items that have changed, to the team in its numbers, public ones also to the visitor's side in
-- theirs, each with the header; then the header alone, to wherever lists are drawn.

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
  is_due_to_team boolean := private.is_first_announcement('team:' || conversation.id);
  is_due_to_visitor boolean := for_visitor is not null and private.is_first_announcement('visitor:' || conversation.id);
begin
  -- What `realtime.send` does for one message, for all at once, and like it: a lost message never undoes the change
  -- that it announces.
  insert into realtime.messages (topic, event, payload, private, extension)
  select told.topic, told.event, told.payload, true, 'broadcast'
  from (
    select by_audience.topic, 'item_changed' as event, by_audience.payload
    from public.timeline_items as items
    cross join lateral (
      values
        (
          'conversation:' || items.conversation_id || ':team',
          jsonb_build_object('item', private.item_for_team(items), 'conversation', for_team)
        ),
        (
          case when items.visibility = 'public' then 'conversation:' || items.conversation_id end,
          jsonb_build_object('item', private.item_for_visitor(items), 'conversation', for_visitor)
        )
    ) as by_audience (topic, payload)
    where items.conversation_id = conversation.id
      and items.team_change > announce_changes.since
      and by_audience.topic is not null
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
  for_visitor jsonb;
begin
  -- The first event of a transaction knows the row as it was before, so it tells all that has changed since.
  if not private.is_first_announcement('changes:' || new.id) then
    return null;
  end if;

  conversation := private.current_conversation(new.id);
  if conversation.id is null then
    return null;
  end if;

  if tg_op = 'INSERT'
    or (conversation.visitor_last_change, conversation.status, conversation.title, conversation.contact_id)
    is distinct from (old.visitor_last_change, old.status, old.title, old.contact_id)
  then
    for_visitor := coalesce(
      private.header_at_hand('visitor', conversation.id),
      private.conversation_for_visitor(conversation)::jsonb
    );
  end if;

  -- An import is told as a changed conversation: who looks at it syncs.
  if private.was_announced('import:' || conversation.id) then
    before_team := conversation.team_last_change;
    before_visitor := conversation.visitor_last_change;
  end if;

  perform private.announce_changes(
    conversation,
    before_team,
    coalesce(
      private.header_at_hand('team', conversation.id),
      private.conversation_for_team(conversation)::jsonb
    ),
    for_visitor
  );

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
begin
  -- When a whole website goes, nobody is left to be told of each.
  if exists (select from public.websites where websites.id = old.website_id and websites.deleted_at is null) then
    perform private.announce(
      topics.name,
      'conversation_deleted',
      jsonb_build_object('conversationId', old.id, 'websiteId', old.website_id)
    )
    from (
      values
        ('inbox:' || old.website_id),
        ('conversation:' || old.id || ':team'),
        ('conversation:' || old.id),
        ('visitor:' || old.visitor_id),
        ('contact:' || old.contact_id)
    ) as topics (name)
    where topics.name is not null;
  end if;

  return null;
end;
$$;

create constraint trigger z_announce_deleted
  after delete on public.conversations
  deferrable initially deferred
  for each row execute function private.announce_deleted_conversation();

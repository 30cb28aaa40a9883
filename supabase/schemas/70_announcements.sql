-- Announcements: what changed is told over Realtime, by triggers that run at commit. By then nothing changes any more,
-- so a payload is what a fetch would answer, and each thing is told once per transaction, whatever touched it.

create function private.is_first_announcement(key text)
returns boolean
language plpgsql
set search_path = ''
as $$
declare
  announced text := coalesce(current_setting('support.announced', true), '');
begin
  if position(is_first_announcement.key in announced) > 0 then
    return false;
  end if;

  perform set_config('support.announced', announced || ' ' || is_first_announcement.key, true);
  return true;
end;
$$;
comment on function private.is_first_announcement(text) is 'True once per key and transaction.';

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

-- Conversations: the inbox always, the visitor's own topics when something they may see has changed.

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

create function private.announce_conversation()
returns trigger
language plpgsql
security definer -- realtime.messages takes data from the database alone
set search_path = ''
as $$
declare
  conversation public.conversations := private.current_conversation(new.id);
begin
  if conversation.id is null then
    return null;
  end if;

  perform private.announce_to_team(conversation);
  if tg_op = 'INSERT'
    or (new.visitor_last_change, new.status, new.title, new.contact_id)
    is distinct from (old.visitor_last_change, old.status, old.title, old.contact_id)
  then
    perform private.announce_to_visitor(conversation);
  end if;

  return null;
end;
$$;

create constraint trigger z_announce
  after insert or update on public.conversations
  deferrable initially deferred
  for each row execute function private.announce_conversation();

-- Items: to the team in its numbers, public ones also to the visitor's side in theirs.

create function private.announce_item()
returns trigger
language plpgsql
security definer -- realtime.messages takes data from the database alone
set search_path = ''
as $$
declare
  conversation public.conversations := private.current_conversation(new.conversation_id);
  item public.timeline_items;
begin
  select items.*
  into item
  from public.timeline_items as items
  where items.conversation_id = new.conversation_id
    and items.id = new.id;

  if item.id is null or not private.is_first_announcement('item:' || new.conversation_id || ':' || new.id) then
    return null;
  end if;

  perform private.announce(
    'conversation:' || conversation.id || ':team',
    'item_changed',
    jsonb_build_object(
      'item', private.item_for_team(item),
      'conversation', private.conversation_for_team(conversation)
    )
  );

  if item.visibility = 'public' then
    perform private.announce(
      'conversation:' || conversation.id,
      'item_changed',
      jsonb_build_object(
        'item', private.item_for_visitor(item),
        'conversation', private.conversation_for_visitor(conversation)
      )
    );
  end if;

  return null;
end;
$$;

create constraint trigger z_announce
  after insert or update on public.timeline_items
  deferrable initially deferred
  for each row execute function private.announce_item();

-- Reads: beside the conversation, and as a changed conversation wherever lists are drawn.

create function private.announce_read()
returns trigger
language plpgsql
security definer -- realtime.messages takes data from the database alone
set search_path = ''
as $$
declare
  conversation public.conversations := private.current_conversation(new.conversation_id);
begin
  if conversation.id is null then
    return null;
  end if;

  perform private.announce(
    'conversation:' || new.conversation_id || ':team',
    'conversation_read',
    jsonb_build_object('conversationId', new.conversation_id, 'read', private.read_for_team(new))
  );
  perform private.announce_to_team(conversation);

  if new.visitor_upto > 0 and (tg_op = 'INSERT' or new.visitor_upto <> old.visitor_upto) then
    perform private.announce(
      'conversation:' || new.conversation_id,
      'conversation_read',
      jsonb_build_object('conversationId', new.conversation_id, 'read', private.read_for_visitor(new))
    );
    perform private.announce_to_visitor(conversation);
  end if;

  return null;
end;
$$;

create constraint trigger z_announce
  after insert or update on public.conversation_reads
  deferrable initially deferred
  for each row execute function private.announce_read();

create function private.announce_participant()
returns trigger
language plpgsql
security definer -- realtime.messages takes data from the database alone
set search_path = ''
as $$
declare
  conversation public.conversations := private.current_conversation(new.conversation_id);
begin
  if conversation.id is not null then
    perform private.announce_to_team(conversation);
    perform private.announce_to_visitor(conversation);
  end if;

  return null;
end;
$$;

create constraint trigger z_announce
  after insert or update on public.conversation_participants
  deferrable initially deferred
  for each row execute function private.announce_participant();

-- Announcements about who reads and takes part. Reads are told beside the conversation, and as a changed conversation
-- wherever lists are drawn. Whoever writes has read: then the header beside the item has told it.

create function private.announce_read()
returns trigger
language plpgsql
security definer -- realtime.messages takes data from the database alone
set search_path = ''
as $$
declare
  conversation public.conversations;
  topic text := 'conversation:' || new.conversation_id;
  is_single boolean;
  is_for_visitor boolean := new.visitor_upto > 0 and (tg_op = 'INSERT' or new.visitor_upto <> old.visitor_upto);
begin
  if private.was_announced('items:' || new.conversation_id || ':team')
    and (not is_for_visitor or private.was_announced('items:' || new.conversation_id || ':visitor'))
  then
    return null;
  end if;

  conversation := private.current_conversation(new.conversation_id);
  if conversation.id is null then
    return null;
  end if;

  is_single := private.is_told_singly(conversation.website_id, conversation.id);
  is_for_visitor := is_for_visitor and (is_single or private.could_be_heard(conversation));

  if is_single and not private.was_announced('items:' || new.conversation_id || ':team') then
    perform private.announce(
      topic || ':team',
      'conversation_read',
      jsonb_build_object('conversationId', new.conversation_id, 'read', private.read_for_team(new))
    );
    perform private.announce_to_team(conversation);
  end if;

  if is_for_visitor and not private.was_announced('items:' || new.conversation_id || ':visitor') then
    perform private.announce(
      topic,
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
    if new.joined_at is not null
      and (
        private.is_told_singly(conversation.website_id, conversation.id)
        or private.could_be_heard(conversation)
      )
    then
      perform private.announce_to_visitor(conversation);
    end if;
  end if;

  return null;
end;
$$;

create constraint trigger z_announce
  after insert or update on public.conversation_participants
  deferrable initially deferred
  for each row execute function private.announce_participant();

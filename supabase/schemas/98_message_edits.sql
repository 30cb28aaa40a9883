-- Changing what one has written, and going back to what one has read. Only the author edits and deletes; a deleted
-- message stays as a place without words, and each change takes the next number of each audience it concerns.

create function private.own_message(conversation public.conversations, id uuid)
returns public.timeline_items
language plpgsql
stable
set search_path = ''
as $$
declare
  item public.timeline_items := private.find_item(conversation.id, own_message.id);
  visitor public.visitors;
begin
  if item.id is null or item.type <> 'message' then
    perform private.raise_error('item_not_found');
  elsif private.audience() = 'team' then
    if item.user_id is distinct from private.user_id() then
      perform private.raise_error('not_allowed', 'Only its author changes a message.');
    end if;

    return item;
  end if;

  visitor := private.require_visitor();
  if item.visibility <> 'public' then
    perform private.raise_error('item_not_found');
  elsif item.visitor_id is distinct from visitor.id then
    perform private.raise_error('not_allowed', 'Only its author changes a message.');
  elsif item.created_at < now() - interval '15 minutes' then
    perform private.raise_error('not_allowed', 'A message can be changed for 15 minutes.');
  end if;

  return item;
end;
$$;
comment on function private.own_message(public.conversations, uuid) is
  'A message the caller wrote and may still change: agents always, visitors for 15 minutes.';

create function private.changed_message(conversation_id uuid, id uuid)
returns jsonb
language plpgsql
stable
set search_path = ''
as $$
declare
  conversation public.conversations := private.current_conversation(changed_message.conversation_id);
  item public.timeline_items := private.find_item(changed_message.conversation_id, changed_message.id);
begin
  if private.audience() = 'team' then
    return jsonb_build_object(
      'conversation', private.conversation_for_team(conversation),
      'items', jsonb_build_array(private.item_for_team(item))
    );
  end if;

  return jsonb_build_object(
    'conversation', private.conversation_for_visitor(conversation),
    'items', jsonb_build_array(private.item_for_visitor(item))
  );
end;
$$;

create function private.limit_changes_of_visitor()
returns void
language plpgsql
set search_path = ''
as $$
declare
  visitor public.visitors;
begin
  if private.audience() = 'visitor' then
    visitor := private.require_visitor();
    perform private.take_hits(visitor, 'message');
  end if;
end;
$$;

create function private.edit_message(conversation_id uuid, id uuid, text text)
returns jsonb
language plpgsql
security definer -- timelines are written by the database alone
set search_path = ''
as $$
declare
  conversation public.conversations := private.require_conversation(edit_message.conversation_id);
  item public.timeline_items;
  cleaned text;
begin
  conversation := private.lock_conversation(conversation.id);
  item := private.own_message(conversation, edit_message.id);
  if item.deleted_at is not null then
    perform private.raise_error('item_not_found', 'This message was deleted.');
  end if;

  cleaned := private.checked_text(edit_message.text, item.parts @? '$[*] ? (@.type == "image" || @.type == "file")');

  if item.text is distinct from cleaned then
    update public.timeline_items as items
    set text = cleaned, edited_at = now()
    where items.conversation_id = conversation.id
      and items.id = item.id;

    perform private.announce_changed_note(conversation.id, item.id);
    perform private.limit_changes_of_visitor();
  end if;

  return private.changed_message(conversation.id, item.id);
end;
$$;

create function private.delete_message(conversation_id uuid, id uuid)
returns jsonb
language plpgsql
security definer -- timelines are written by the database alone
set search_path = ''
as $$
declare
  conversation public.conversations := private.require_conversation(delete_message.conversation_id);
  item public.timeline_items;
begin
  conversation := private.lock_conversation(conversation.id);
  item := private.own_message(conversation, delete_message.id);
  if item.deleted_at is not null then
    return private.changed_message(conversation.id, item.id);
  end if;

  update public.timeline_items as items
  set
    text = null,
    parts = '[]',
    deleted_at = now()
  where items.conversation_id = conversation.id
    and items.id = item.id;

  delete from public.attachments
  where attachments.conversation_id = conversation.id
    and attachments.item_id = item.id;

  perform private.announce_changed_note(conversation.id, item.id);
  perform private.limit_changes_of_visitor();
  return private.changed_message(conversation.id, item.id);
end;
$$;

create function private.mark_unread(conversation_id uuid)
returns jsonb
language plpgsql
security definer -- reads are written by the database alone
set search_path = ''
as $$
declare
  conversation public.conversations := private.lock_conversation_of_agent(mark_unread.conversation_id);
  last_message bigint;
begin
  select max(items.team_order)
  into last_message
  from public.timeline_items as items
  where items.conversation_id = conversation.id
    and items.type = 'message'
    and items.visitor_id is not null;

  -- A cursor there is in any case, at the beginning for whoever has read nothing.
  insert into public.conversation_reads (website_id, conversation_id, user_id)
  values (conversation.website_id, conversation.id, private.user_id())
  on conflict do nothing;

  update public.conversation_reads as reads
  set
    team_upto = least(reads.team_upto, last_message - 1),
    -- Less than there are, even of what was imported as read.
    message_count = least(reads.message_count, conversation.visitor_message_count - 1)
  where reads.conversation_id = conversation.id
    and reads.user_id = private.user_id()
    and last_message is not null
    and (reads.team_upto >= last_message or reads.message_count >= conversation.visitor_message_count);

  return private.read_for_team(private.read_by(conversation.id, private.user_id()));
end;
$$;

-- The API

create function public.edit_message(conversation_id uuid, id uuid, text text)
returns jsonb
language sql
set search_path = ''
as $$
  select private.edit_message(edit_message.conversation_id, edit_message.id, edit_message.text);
$$;
comment on function public.edit_message(uuid, uuid, text) is
  'Changes the text of the caller''s own message; visitors have 15 minutes.';

create function public.delete_message(conversation_id uuid, id uuid)
returns jsonb
language sql
set search_path = ''
as $$
  select private.delete_message(delete_message.conversation_id, delete_message.id);
$$;
comment on function public.delete_message(uuid, uuid) is
  'Takes the words and files out of the caller''s own message; its place stays. Visitors have 15 minutes.';

create function public.mark_unread(conversation_id uuid)
returns jsonb
language sql
set search_path = ''
as $$
  select private.mark_unread(mark_unread.conversation_id);
$$;
comment on function public.mark_unread(uuid) is
  'Takes the calling agent''s cursor back before the visitor''s last message. The visitor is not told.';

grant execute on function
  private.edit_message(uuid, uuid, text),
  private.delete_message(uuid, uuid),
  public.edit_message(uuid, uuid, text),
  public.delete_message(uuid, uuid)
to anon, authenticated;

grant execute on function
  private.mark_unread(uuid),
  public.mark_unread(uuid)
to authenticated;

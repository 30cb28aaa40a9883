-- Deleting conversations, in parts: one may have a hundred thousand items, and somebody hundreds of conversations.

create function private.delete_files_of(conversation public.conversations)
returns void
language sql
set search_path = ''
as $$
  select private.enqueue(
    'delete_files',
    jsonb_build_object('bucket', 'attachments', 'paths', jsonb_agg(files.path order by files.path))
  )
  from private.files_of_conversation(conversation) with ordinality as files (path, place)
  group by (files.place - 1) / 100;
$$;

create function private.delete_conversation(conversation_id uuid, most integer)
returns integer
language plpgsql
set search_path = ''
as $$
declare
  conversation public.conversations := private.lock_conversation(delete_conversation.conversation_id);
  deleted integer;
begin
  delete from public.timeline_items as items
  where items.conversation_id = conversation.id
    and items.team_order < coalesce(
      (
        select kept.team_order
        from public.timeline_items as kept
        where kept.conversation_id = conversation.id
        order by kept.team_order
        offset delete_conversation.most
        limit 1
      ),
      9223372036854775807
    );

  get diagnostics deleted = row_count;
  if deleted < delete_conversation.most then
    perform private.delete_files_of(conversation);
    -- Those that no message names go with their files.
    delete from public.attachments
    where attachments.website_id = conversation.website_id
      and attachments.conversation_id = conversation.id;
    delete from public.conversations
    where conversations.id = conversation.id;
  end if;

  return deleted + 1;
end;
$$;
comment on function private.delete_conversation(uuid, integer) is
  'Deletes a conversation and its files, or the first of its items when there are more; answers how many rows that was.';

create function private.delete_conversations(ids uuid[], most integer)
returns integer
language plpgsql
set search_path = ''
as $$
declare
  conversation_id uuid;
  deleted integer := 0;
begin
  for conversation_id in
    select conversations.id
    from public.conversations
    where conversations.id = any (delete_conversations.ids)
    order by conversations.id
    for update
  loop
    exit when deleted >= delete_conversations.most;
    deleted := deleted + private.delete_conversation(conversation_id, delete_conversations.most - deleted);
  end loop;

  return deleted;
end;
$$;
comment on function private.delete_conversations(uuid[], integer) is
  'Deletes conversations in the order everybody locks them in, until about so many rows are gone; answers how many.';

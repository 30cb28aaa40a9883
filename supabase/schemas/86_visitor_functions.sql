-- What visitors may do. They give text, files and ids; who, where and when come from the token and the clock.

create function private.start_conversation_of_visitor(conversation_id uuid, visitor public.visitors)
returns public.conversations
language plpgsql
set search_path = ''
as $$
declare
  conversation public.conversations := private.lock_conversation(start_conversation_of_visitor.conversation_id);
begin
  if conversation.id is not null then
    if not private.belongs_to_visitor(conversation, visitor) then
      perform private.raise_error('id_taken');
    end if;
    return conversation;
  end if;

  -- Two first messages may race: the second waits here and finds the first one's conversation. No constraint is named:
  -- each unique one has to take part in the wait, or two of them deadlock.
  begin
    insert into public.conversations (id, organization_id, website_id, visitor_id, contact_id, is_test)
    values (
      start_conversation_of_visitor.conversation_id,
      visitor.organization_id,
      visitor.website_id,
      visitor.id,
      private.contact_of_history(visitor),
      visitor.is_test
    )
    on conflict do nothing;
  exception
    when foreign_key_violation then
      -- Erased in this moment.
      perform private.raise_error('session_expired');
  end;

  conversation := private.lock_conversation(start_conversation_of_visitor.conversation_id);
  if not private.belongs_to_visitor(conversation, visitor) then
    perform private.raise_error('id_taken');
  end if;

  return conversation;
end;
$$;
comment on function private.start_conversation_of_visitor(uuid, public.visitors) is
  'The visitor''s conversation of this id, made if it is new, held until the end of the transaction.';

create function private.write_greetings(conversation public.conversations, greetings jsonb, caused_by uuid)
returns void
language sql
set search_path = ''
as $$
  -- Without an author: a visitor must not be able to put words into an agent's mouth.
  insert into public.timeline_items (website_id, conversation_id, id, type, text, parts, caused_by)
  select
    conversation.website_id,
    conversation.id,
    private.uuid_v7(),
    'message',
    private.checked_text(greeting ->> 'content', false),
    '[{"type": "metadata", "source": "greeting"}]',
    write_greetings.caused_by
  from jsonb_array_elements(write_greetings.greetings) with ordinality as given (greeting, place)
  order by place;
$$;
comment on function private.write_greetings(public.conversations, jsonb, uuid) is
  'Keeps the default messages that were on screen when the visitor first wrote.';

create function private.reopen_by_visitor(conversation public.conversations, visitor public.visitors, caused_by uuid)
returns void
language plpgsql
set search_path = ''
as $$
begin
  if conversation.status = 'open' and num_nonnulls(conversation.snoozed_until, conversation.archived_at) = 0 then
    return;
  end if;

  update public.conversations
  set
    status = 'open',
    resolved_at = null,
    snoozed_until = null,
    archived_at = null
  where conversations.id = conversation.id;

  if conversation.status = 'open' then
    return;
  end if;

  perform private.write_event(
    conversation.id,
    'reopened',
    'public',
    by_visitor => visitor.id,
    caused_by => reopen_by_visitor.caused_by
  );
end;
$$;

create function private.items_written_by(message public.timeline_items, audience private.audience)
returns json
language plpgsql
stable
set search_path = ''
set plan_cache_mode = force_generic_plan -- or it is planned anew for every message
as $$
begin
  -- What a call wrote stands close to its message, so this looks at a few places, not at the whole timeline.
  return array_to_json(array(
    select private.item_as_json(
      items,
      case items_written_by.audience when 'team' then items.team_order else items.visitor_order end,
      case items_written_by.audience when 'team' then items.team_change else items.visitor_change end
    )
    from public.timeline_items as items
    where items.conversation_id = message.conversation_id
      and items.team_order between message.team_order - 10 and message.team_order + 10
      and (items.id = message.id or items.caused_by = message.id)
      and (items_written_by.audience = 'team' or items.visibility = 'public')
    order by items.team_order
  ));
end;
$$;
comment on function private.items_written_by(public.timeline_items, private.audience) is
  'A message and what its sending wrote beside it: the same answer for the first call and for a repeated one.';

create function private.find_item(conversation_id uuid, id uuid)
returns public.timeline_items
language plpgsql
stable
set search_path = ''
as $$
declare
  item public.timeline_items;
begin
  select items.*
  into item
  from public.timeline_items as items
  where items.conversation_id = find_item.conversation_id
    and items.id = find_item.id;

  return item;
end;
$$;

create function private.send_visitor_message(
  conversation_id uuid,
  id uuid,
  text text,
  parts jsonb,
  greetings jsonb
)
returns json
language plpgsql
security definer -- visitors have no access to tables
set search_path = ''
set plan_cache_mode = force_generic_plan -- or the first calls of a connection plan each statement five times
as $$
declare
  visitor public.visitors := private.require_visitor();
  greetings jsonb := coalesce(send_visitor_message.greetings, '[]');
  conversation public.conversations;
  after public.conversations;
  item public.timeline_items;
  files jsonb;
  header json;
begin
  if num_nulls(send_visitor_message.conversation_id, send_visitor_message.id) > 0
    or (greetings <> '[]' and private.are_default_messages(greetings) is not true)
  then
    perform private.raise_error('invalid_request');
  end if;

  conversation := private.start_conversation_of_visitor(send_visitor_message.conversation_id, visitor);
  item := private.find_item(conversation.id, send_visitor_message.id);

  if item.id is null then
    perform private.require_active_website(visitor.website_id);
    files := private.checked_files(send_visitor_message.parts, conversation);
    if conversation.team_last_order = 0 and greetings <> '[]' then
      perform private.write_greetings(conversation, greetings, send_visitor_message.id);
    end if;

    insert into public.timeline_items (website_id, conversation_id, id, type, text, parts, visitor_id)
    values (
      conversation.website_id,
      conversation.id,
      send_visitor_message.id,
      'message',
      private.checked_text(send_visitor_message.text, jsonb_array_length(files) > 0),
      files,
      visitor.id
    )
    returning timeline_items.* into item;

    if files <> '[]' then
      perform private.name_files(conversation.id, send_visitor_message.id, files);
    end if;

    perform private.reopen_by_visitor(conversation, visitor, send_visitor_message.id);
    if conversation.team_last_order = 0 then
      perform private.route_conversation(conversation.id);
    end if;

  elsif item.type <> 'message' or item.visitor_id is distinct from visitor.id then
    perform private.raise_error('id_taken');
  end if;

  after := private.current_conversation(conversation.id);
  header := private.conversation_for_visitor(after);
  if after.team_last_order > conversation.team_last_order then
    perform private.announce_now('visitor', after.id, header);
    perform private.take_hits(visitor, 'message');
  end if;

  return json_build_object(
    'conversation', header,
    'items', case
      when after.team_last_order = conversation.team_last_order + 1
        then json_build_array(private.item_for_visitor(item))
      else private.items_written_by(item, 'visitor')
    end
  );
end;
$$;

create function private.list_conversations(before text, size integer)
returns json
language plpgsql
stable
security definer -- visitors have no access to tables
set search_path = ''
as $$
declare
  visitor public.visitors := private.require_visitor();
  verified_id uuid := private.verified_contact_id(visitor);
  after private.page_cursor := private.read_cursor(list_conversations.before);
  size integer := private.page_size(list_conversations.size, 100);
  page public.conversations[];
begin
  page := array(
    select conversations
    from public.conversations
    where conversations.website_id = visitor.website_id
      and (conversations.visitor_id = visitor.id or conversations.contact_id = verified_id)
      and (after.id is null or (conversations.last_activity_at, conversations.id) < (after.at, after.id))
    order by conversations.last_activity_at desc, conversations.id desc
    limit size + 1
  );

  return json_build_object(
    'conversations', array_to_json(array(
      select private.conversation_for_visitor(page[place])
      from generate_series(1, least(size, cardinality(page))) as place
      order by place
    )),
    'nextCursor', case
      when cardinality(page) > size then private.write_cursor(page[size].last_activity_at, page[size].id)
    end,
    'unreadCount', private.unread_total(visitor, verified_id)
  );
end;
$$;

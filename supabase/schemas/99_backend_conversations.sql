-- Conversations by the owner's backend: begun and written in by a secret key.

create function private.visitor_of_key(api_key public.api_keys, request jsonb)
returns public.visitors
language plpgsql
set search_path = ''
as $$
declare
  visitor public.visitors;
begin
  if num_nonnulls(nullif(request -> 'contact', 'null'), request ->> 'visitorId') <> 1 then
    perform private.raise_error('invalid_request', 'Name a contact or a visitorId.');
  elsif request ->> 'visitorId' is null then
    return private.visitor_of_contact(private.contact_of_key(api_key, request -> 'contact'));
  end if;

  select visitors.*
  into visitor
  from public.visitors
  where visitors.website_id = api_key.website_id
    and visitors.id = private.to_uuid(request ->> 'visitorId')
    and visitors.erased_at is null;

  if visitor.id is null then
    perform private.raise_error('visitor_not_found');
  end if;

  return visitor;
end;
$$;

create function private.new_conversation(api_key public.api_keys, request jsonb)
returns public.conversations
language plpgsql
set search_path = ''
as $$
declare
  visitor public.visitors := private.visitor_of_key(api_key, request);
  conversation public.conversations;
begin
  conversation.id := private.to_uuid(request ->> 'id');
  conversation.title := nullif(private.clean_text(request ->> 'title'), '');
  if conversation.id is null
    or char_length(conversation.title) > 200
    or coalesce(request ->> 'priority', 'medium') not in ('low', 'medium', 'high', 'urgent')
  then
    perform private.raise_error(
      'invalid_request', 'A conversation has an id (a UUID), a title of at most 200 characters and a priority.'
    );
  end if;

  conversation.organization_id := visitor.organization_id;
  conversation.website_id := visitor.website_id;
  conversation.visitor_id := visitor.id;
  conversation.contact_id := private.contact_of_history(visitor);
  conversation.is_test := visitor.is_test;
  conversation.priority := coalesce(request ->> 'priority', 'medium');
  return conversation;
end;
$$;
comment on function private.new_conversation(public.api_keys, jsonb) is 'A conversation as a backend asks for it, not yet stored.';

create function private.is_same_start(known public.conversations, asked public.conversations)
returns boolean
language sql
immutable
return coalesce(
  (known).website_id = (asked).website_id
    -- A contact may have come with another browser since.
    and ((known).visitor_id = (asked).visitor_id or (known).contact_id = (asked).contact_id),
  false
);
comment on function private.is_same_start(public.conversations, public.conversations) is
  'Whether a conversation that is there is the one asked for again.';

create function private.create_conversation(key_hash text, request jsonb)
returns jsonb
language plpgsql
security definer -- the caller is the edge function's service role, which has no access to private tables
set search_path = ''
as $$
declare
  api_key public.api_keys := private.require_api_key(create_conversation.key_hash, 'conversations:write');
  asked public.conversations := private.new_conversation(api_key, request);
  conversation public.conversations;
  answer jsonb;
begin
  begin
    insert into public.conversations
      (id, organization_id, website_id, visitor_id, contact_id, is_test, channel, title, priority)
    values (
      asked.id, asked.organization_id, asked.website_id, asked.visitor_id, asked.contact_id, asked.is_test,
      'api', asked.title, asked.priority
    )
    on conflict do nothing;
  exception
    when foreign_key_violation then
      -- Erased in this moment.
      perform private.raise_error('visitor_not_found');
  end;

  conversation := private.lock_conversation(asked.id);
  if not private.is_same_start(conversation, asked)
    or (conversation.team_last_order > 0
      and (private.find_item(asked.id, private.to_uuid(request #>> '{message,id}'))).id is null)
  then
    perform private.raise_error('id_taken');
  end if;

  answer := private.put_item(conversation, request -> 'message');
  if conversation.team_last_order = 0 then
    perform private.change_tags(conversation, request -> 'tags', true);
    -- Whom a member writes to is that member's.
    if request #>> '{message,author,type}' <> 'user' then
      perform private.route_conversation(conversation.id);
    end if;
  end if;

  perform private.spend(api_key);
  return answer || private.headed(conversation.id);
end;
$$;

create function private.headed(conversation_id uuid)
returns jsonb
language sql
stable
set search_path = ''
as $$
  select jsonb_build_object(
    'conversation', private.conversation_for_team(private.current_conversation(headed.conversation_id))
  );
$$;

create function private.add_item(key_hash text, conversation_id uuid, item jsonb)
returns jsonb
language plpgsql
security definer -- the caller is the edge function's service role, which has no access to private tables
set search_path = ''
as $$
declare
  api_key public.api_keys := private.require_api_key(add_item.key_hash, 'conversations:write');
  answer jsonb := private.put_item(private.lock_conversation_of_key(api_key, add_item.conversation_id), add_item.item);
begin
  perform private.spend(api_key);
  return answer;
end;
$$;

-- For the edge function alone

create function public.create_conversation(key_hash text, request jsonb)
returns jsonb
language sql
set search_path = ''
as $$
  select private.create_conversation(create_conversation.key_hash, create_conversation.request);
$$;
comment on function public.create_conversation(text, jsonb) is
  'Begins a conversation with a contact or a visitor by a first message of anybody in it: id, contact or visitorId, message, title, priority, tags. The caller chooses both ids. For the edge function `api`.';

create function public.add_item(key_hash text, conversation_id uuid, item jsonb)
returns jsonb
language sql
set search_path = ''
as $$
  select private.add_item(add_item.key_hash, add_item.conversation_id, add_item.item);
$$;
comment on function public.add_item(text, uuid, jsonb) is
  'Writes a message, a tool or an identification into a conversation, by its contact, a member or an AI agent. A repeated id answers as before. For the edge function `api`.';

grant execute on function
  private.create_conversation(text, jsonb),
  private.add_item(text, uuid, jsonb),
  public.create_conversation(text, jsonb),
  public.add_item(text, uuid, jsonb)
to service_role;

-- Import: what was said elsewhere and before. Items keep their moments and their ids, take the next numbers in the order
-- given, and are nobody's news: no event, no notification, nothing unread, one announcement of the conversation at most.

create function private.start_import(api_key public.api_keys, request jsonb)
returns public.conversations
language plpgsql
set search_path = ''
as $$
declare
  asked public.conversations := private.new_conversation(api_key, request);
  is_resolved boolean := coalesce(request ->> 'status', 'open') = 'resolved';
  conversation public.conversations;
begin
  if coalesce(request ->> 'status', 'open') not in ('open', 'resolved')
    or coalesce(request ->> 'channel', 'api') not in ('widget', 'email', 'api')
  then
    perform private.raise_error('invalid_request', 'A status is open or resolved; a channel widget, email or api.');
  end if;

  asked.created_at := coalesce(private.past_moment(request ->> 'createdAt'), now());
  begin
    insert into public.conversations (
      id, organization_id, website_id, visitor_id, contact_id, is_test, title, priority,
      channel, status, resolved_at, created_at, last_activity_at
    )
    values (
      asked.id, asked.organization_id, asked.website_id, asked.visitor_id, asked.contact_id, asked.is_test, asked.title,
      asked.priority,
      coalesce(request ->> 'channel', 'api')::public.conversation_channel,
      coalesce(request ->> 'status', 'open')::public.conversation_status,
      case when is_resolved then asked.created_at end,
      asked.created_at,
      asked.created_at
    )
    on conflict do nothing;
  exception
    when foreign_key_violation then
      -- Erased in this moment.
      perform private.raise_error('visitor_not_found');
  end;

  conversation := private.lock_conversation(asked.id);
  if not private.is_same_start(conversation, asked) then
    perform private.raise_error('id_taken');
  end if;

  return conversation;
end;
$$;
comment on function private.start_import(public.api_keys, jsonb) is
  'The conversation of an import, made if it is new, held until the end of the transaction.';

create function private.checked_import(conversation public.conversations, given jsonb)
returns public.timeline_items[]
language plpgsql
stable
set search_path = ''
as $$
declare
  fresh public.timeline_items[] := '{}';
  item public.timeline_items;
  known public.timeline_items;
  ids jsonb := '{}';
  place integer := 0;
begin
  if jsonb_typeof(given) is distinct from 'array' or jsonb_array_length(given) > 500 then
    perform private.raise_error('invalid_request', 'An import has a list of at most 500 items.');
  end if;

  while place < jsonb_array_length(given)
  loop
    item := private.checked_item(conversation, given -> place);
    if item.created_at is null or ids ? item.id::text then
      perform private.raise_error('invalid_request', 'An imported item has a createdAt, and an id that no other has.');
    end if;

    ids := ids || jsonb_build_object(item.id::text, true);
    known := private.find_item(conversation.id, item.id);
    if known.id is null then
      fresh := fresh || item;
    else
      perform private.refuse_other_item(known, item);
    end if;
    place := place + 1;
  end loop;

  return fresh;
exception
  when others then
    -- Whatever is wrong, the sender has to know where.
    if sqlstate not like 'PT%' then
      raise;
    end if;
    declare
      sentence text;
    begin
      get stacked diagnostics sentence = pg_exception_detail;
      perform private.raise_error(sqlerrm, format('items[%s]: %s', place, sentence));
    end;
end;
$$;
comment on function private.checked_import(public.conversations, jsonb) is
  'Those of the items that are not there yet, checked; one that can''t be stored refuses all, and its index is told.';

create function private.store_import(conversation public.conversations, fresh public.timeline_items[])
returns void
language plpgsql
set search_path = ''
as $$
begin
  -- Numbered here, all at once, and told as a changed conversation, not item by item.
  perform private.is_first_announcement('import:' || conversation.id);
  perform set_config('support.importing', 'on', true);

  insert into public.timeline_items (
    website_id, conversation_id, id, type, visibility, text, parts, visitor_id, user_id, ai_agent_id, created_at,
    team_order, team_change, visitor_order, visitor_change
  )
  select
    items.website_id, items.conversation_id, items.id, items.type, items.visibility, items.text, items.parts,
    items.visitor_id, items.user_id, items.ai_agent_id, items.created_at,
    conversation.team_last_order + items.place,
    conversation.team_last_change + items.place,
    case when items.visibility = 'public' then conversation.visitor_last_order + items.public_place end,
    case when items.visibility = 'public' then conversation.visitor_last_change + items.public_place end
  from (
    select given.*, count(*) filter (where given.visibility = 'public') over (order by given.place) as public_place
    from (
      select unnested.*, row_number() over () as place
      from unnest(fresh) as unnested
    ) as given
  ) as items;

  perform set_config('support.importing', '', true);

  insert into public.conversation_participants (website_id, conversation_id, user_id, ai_agent_id, joined_at)
  select conversation.website_id, conversation.id, items.user_id, items.ai_agent_id, min(items.created_at)
  from unnest(fresh) as items
  where items.visibility = 'public'
    and num_nonnulls(items.user_id, items.ai_agent_id) > 0
  group by items.user_id, items.ai_agent_id
  on conflict do nothing;
end;
$$;

create function private.tag_import(conversation public.conversations, names jsonb)
returns void
language plpgsql
set search_path = ''
as $$
begin
  -- Only a conversation that has just begun: what the team has tagged since stays as it is.
  if conversation.team_last_order = 0 then
    insert into public.conversation_tags (website_id, conversation_id, tag_id)
    select tag.website_id, conversation.id, tag.id
    from private.tag_words(names) as words (name)
    cross join private.tag_named(conversation.website_id, words.name, true) as tag
    where tag.id is not null
    on conflict do nothing;
  end if;
end;
$$;

create function private.import_conversation(key_hash text, request jsonb)
returns jsonb
language plpgsql
security definer -- the caller is the edge function's service role, which has no access to private tables
set search_path = ''
as $$
declare
  api_key public.api_keys := private.require_api_key(import_conversation.key_hash, 'conversations:write');
  conversation public.conversations := private.start_import(api_key, request);
  fresh public.timeline_items[];
begin
  if coalesce(jsonb_typeof(request -> 'isUnread'), 'null') not in ('boolean', 'null') then
    perform private.raise_error('invalid_request');
  end if;

  fresh := private.checked_import(conversation, request -> 'items');
  if cardinality(fresh) > 0 then
    perform private.store_import(conversation, fresh);
    perform private.count_import(conversation, fresh, coalesce((request ->> 'isUnread')::boolean, false));
    perform private.note_first_response(conversation.id);
    -- Their days may have been counted long ago: each of them, and not what lies between.
    perform private.mark_report_dirty(conversation.website_id, min(item.created_at), max(item.created_at))
    from unnest(fresh) as item
    where item.type = 'message'
    group by date_trunc('day', item.created_at, 'UTC');
  end if;
  perform private.tag_import(conversation, request -> 'tags');
  perform private.audit_key(
    api_key, 'conversation_imported', conversation.id, jsonb_build_object('items', cardinality(fresh))
  );
  perform private.spend(api_key);

  return private.headed(conversation.id) || jsonb_build_object('items', (
    select coalesce(jsonb_agg(jsonb_build_object('id', items.id, 'order', items.team_order) order by given.place), '[]')
    from jsonb_array_elements(request -> 'items') with ordinality as given (item, place)
    join public.timeline_items as items
      on items.conversation_id = conversation.id
      and items.id = (given.item ->> 'id')::uuid
  ));
end;
$$;

-- For the edge function alone

create function public.import_conversation(key_hash text, request jsonb)
returns jsonb
language sql
set search_path = ''
as $$
  select private.import_conversation(import_conversation.key_hash, import_conversation.request);
$$;
comment on function public.import_conversation(text, jsonb) is
  'Brings a conversation of before with up to 500 items, or more items into it: id, contact or visitorId, createdAt, status, title, priority, channel, tags, isUnread, items with createdAt. What is there already is passed over. For the edge function `api`.';

grant execute on function
  private.import_conversation(text, jsonb),
  public.import_conversation(text, jsonb)
to service_role;

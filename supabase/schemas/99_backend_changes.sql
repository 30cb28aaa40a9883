-- Changes of conversations by the owner's backend: status, priority, title, assignee and tags, all or nothing. Their events
-- have no author; the audit log says which key changed what.

create function private.tag_words(names jsonb)
returns setof text
language plpgsql
stable
set search_path = ''
as $$
begin
  if coalesce(jsonb_typeof(names), 'null') = 'null' then
    return;
  elsif jsonb_typeof(names) <> 'array'
    or jsonb_array_length(names) > 20
    or jsonb_path_exists(names, 'strict $[*] ? (@.type() != "string")')
  then
    perform private.raise_error('invalid_request', 'Tags are a list of at most 20 names.');
  end if;

  return query
    select (array_agg(words.name order by words.place))[1]
    from (
      select private.checked_tag_name(given.name) as name, given.place
      from jsonb_array_elements_text(names) with ordinality as given (name, place)
    ) as words
    group by lower(words.name)
    -- In one order, so that two who make the same ones wait instead of deadlocking.
    order by lower(words.name);
end;
$$;
comment on function private.tag_words(jsonb) is 'The names of tags as a backend gives them, each once.';

create function private.change_tags(conversation public.conversations, names jsonb, is_given boolean)
returns uuid[]
language plpgsql
set search_path = ''
as $$
declare
  name text;
  tag public.tags;
  changed uuid[] := '{}';
begin
  for name in
    select * from private.tag_words(names)
  loop
    tag := private.tag_named(conversation.website_id, name, change_tags.is_given);
    if tag.id is not null and private.put_tag(conversation, tag, change_tags.is_given) then
      changed := changed || tag.id;
    end if;
  end loop;

  return changed;
end;
$$;
comment on function private.change_tags(public.conversations, jsonb, boolean) is
  'Gives or takes tags by their names, and says which that were; a backend''s new words become tags of the website.';

create function private.change_conversation(conversation public.conversations, changes jsonb)
returns void
language plpgsql
set search_path = ''
as $$
begin
  if jsonb_typeof(changes) is distinct from 'object'
    or changes = '{}'
    or changes - '{status,priority,title,assigneeId,addTags,removeTags}'::text[] <> '{}'
    or coalesce(changes ->> 'status', 'open') not in ('open', 'resolved')
    or coalesce(changes ->> 'priority', 'low') not in ('low', 'medium', 'high', 'urgent')
    or coalesce(jsonb_typeof(changes -> 'title'), 'null') not in ('string', 'null')
    or (changes ->> 'assigneeId' is not null and private.to_uuid(changes ->> 'assigneeId') is null)
  then
    perform private.raise_error(
      'invalid_request', 'What can change is status, priority, title, assigneeId, addTags and removeTags.'
    );
  end if;

  -- Each as the conversation is after the one before.
  if changes ->> 'priority' is not null then
    perform private.put_priority(conversation, (changes ->> 'priority')::public.conversation_priority);
  end if;
  if changes ? 'title' then
    perform private.put_title(conversation, changes ->> 'title');
  end if;
  if changes ? 'assigneeId' then
    perform private.put_assignee(conversation, private.to_uuid(changes ->> 'assigneeId'));
  end if;
  perform private.route_by_tag(private.current_conversation(conversation.id), given.tag_id)
  from unnest(private.change_tags(conversation, changes -> 'addTags', true)) as given (tag_id);
  perform private.change_tags(conversation, changes -> 'removeTags', false);
  if changes ->> 'status' is not null then
    perform private.put_status(conversation, (changes ->> 'status')::public.conversation_status, null);
  end if;
end;
$$;

create function private.change_conversation_by_key(key_hash text, id uuid, changes jsonb)
returns jsonb
language plpgsql
security definer -- the caller is the edge function's service role, which has no access to private tables
set search_path = ''
as $$
declare
  api_key public.api_keys := private.require_api_key(change_conversation_by_key.key_hash, 'conversations:write');
  conversation public.conversations;
begin
  -- A tag may give it to somebody in turn.
  if changes ? 'addTags' then
    perform private.hold_turns(api_key.website_id);
  end if;

  conversation := private.lock_conversation_of_key(api_key, change_conversation_by_key.id);
  perform private.change_conversation(conversation, changes);
  perform private.audit_key(api_key, 'conversation_changed', conversation.id, changes);
  perform private.spend(api_key);
  return private.headed(conversation.id);
end;
$$;

-- For the edge function alone

create function public.change_conversation(key_hash text, id uuid, changes jsonb)
returns jsonb
language sql
set search_path = ''
as $$
  select private.change_conversation_by_key(change_conversation.key_hash, change_conversation.id, change_conversation.changes);
$$;
comment on function public.change_conversation(text, uuid, jsonb) is
  'Changes status, priority, title, assigneeId, addTags and removeTags (names) of a conversation, all or nothing. For the edge function `api`.';

grant execute on function
  private.change_conversation_by_key(text, uuid, jsonb),
  public.change_conversation(text, uuid, jsonb)
to service_role;

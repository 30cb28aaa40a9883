-- Items by the owner's backend: what it may write into a timeline, and in whose name.

create type private.author as (visitor_id uuid, user_id uuid, ai_agent_id uuid);

create function private.author_of(conversation public.conversations, named jsonb)
returns private.author
language plpgsql
stable
set search_path = ''
as $$
declare
  author private.author;
  named_id uuid := private.to_uuid(named ->> 'id');
begin
  case named ->> 'type'
    when 'contact' then
      author.visitor_id := conversation.visitor_id;
    when 'user' then
      author.user_id := (private.find_member(conversation.organization_id, named_id)).user_id;
    when 'ai' then
      select agents.id
      into author.ai_agent_id
      from public.ai_agents as agents
      where agents.website_id = conversation.website_id
        and agents.id = named_id;

      if author.ai_agent_id is null then
        perform private.raise_error('ai_agent_not_found');
      end if;
    else
      perform private.raise_error('invalid_request', 'An author has a type, contact, user or ai; the latter two an id.');
  end case;

  return author;
end;
$$;
comment on function private.author_of(public.conversations, jsonb) is
  'Who writes: the conversation''s visitor, a member of its team, or one of its website''s AI agents.';

create function private.checked_tool(parts jsonb)
returns jsonb
language plpgsql
immutable
set search_path = ''
as $$
begin
  if jsonb_typeof(parts) is distinct from 'array'
    or jsonb_array_length(parts) <> 1
    or private.is_tool_part(parts -> 0) is not true
  then
    perform private.raise_error('parts_invalid', 'A tool item has one part, of the tool.');
  end if;

  return parts;
end;
$$;

create function private.checked_item(conversation public.conversations, given jsonb)
returns public.timeline_items
language plpgsql
stable
set search_path = ''
as $$
declare
  item public.timeline_items;
  author private.author;
begin
  item.id := private.to_uuid(given ->> 'id');
  if item.id is null
    or coalesce(given ->> 'type', 'message') not in ('message', 'tool', 'identification')
    or coalesce(given ->> 'visibility', 'public') not in ('public', 'private')
    or coalesce(jsonb_typeof(given -> 'text'), 'null') not in ('string', 'null')
  then
    perform private.raise_error(
      'invalid_request', 'An item has an id (a UUID), a type (message, tool, identification), a visibility and a text.'
    );
  end if;

  author := private.author_of(conversation, given -> 'author');
  item.website_id := conversation.website_id;
  item.conversation_id := conversation.id;
  item.type := coalesce(given ->> 'type', 'message');
  item.visibility := coalesce(given ->> 'visibility', 'public');
  item.visitor_id := author.visitor_id;
  item.user_id := author.user_id;
  item.ai_agent_id := author.ai_agent_id;
  item.created_at := private.past_moment(given ->> 'createdAt');
  item.parts := case item.type
    when 'message' then private.checked_files(given -> 'parts', conversation)
    when 'tool' then private.checked_tool(given -> 'parts')
    else '[]'
  end;
  item.text := private.checked_text(given ->> 'text', item.type <> 'message' or item.parts <> '[]');

  if item.visitor_id is not null and (item.type <> 'message' or item.visibility = 'private') then
    perform private.raise_error('invalid_request', 'A contact writes public messages, and nothing else.');
  end if;

  return item;
end;
$$;
comment on function private.checked_item(public.conversations, jsonb) is
  'An item as a backend gives it, checked, without its numbers: a message, a tool that was called, or the question who the visitor is.';

create function private.past_moment(value text)
returns timestamptz
language plpgsql
stable
set search_path = ''
as $$
declare
  moment timestamptz := private.read_moment(past_moment.value);
begin
  -- Clocks differ a little.
  if moment > clock_timestamp() + interval '5 minutes' or moment < timestamptz '1970-01-01' then
    perform private.raise_error('invalid_request', 'createdAt is a moment that has been.');
  end if;

  return moment;
end;
$$;

create function private.refuse_other_item(known public.timeline_items, item public.timeline_items)
returns void
language plpgsql
immutable
set search_path = ''
as $$
begin
  if (known.type, known.visibility, known.visitor_id, known.user_id, known.ai_agent_id)
    is distinct from (item.type, item.visibility, item.visitor_id, item.user_id, item.ai_agent_id)
  then
    perform private.raise_error('id_taken');
  end if;
end;
$$;

create function private.join_as_ai_agent(conversation public.conversations, agent_id uuid)
returns void
language sql
set search_path = ''
as $$
  insert into public.conversation_participants (website_id, conversation_id, ai_agent_id)
  values (conversation.website_id, conversation.id, join_as_ai_agent.agent_id)
  on conflict on constraint conversation_participants_join_once
  do update set left_at = null
  where conversation_participants.left_at is not null;
$$;

create function private.write_item(conversation public.conversations, item public.timeline_items)
returns void
language plpgsql
set search_path = ''
as $$
declare
  visitor public.visitors;
begin
  if item.visitor_id is not null then
    select visitors.*
    into visitor
    from public.visitors
    where visitors.id = item.visitor_id;
  end if;

  if visitor.blocked_at is not null then
    perform private.raise_error('visitor_blocked', 'This contact is blocked.');
  elsif exists (select from public.ai_agents where ai_agents.id = item.ai_agent_id and not ai_agents.is_active) then
    perform private.raise_error('ai_agent_inactive');
  elsif item.visibility = 'public' and item.user_id is not null then
    perform private.join_as_author(conversation, item.user_id, item.id);
  elsif item.visibility = 'public' and item.ai_agent_id is not null then
    perform private.join_as_ai_agent(conversation, item.ai_agent_id);
  end if;

  insert into public.timeline_items
    (website_id, conversation_id, id, type, visibility, text, parts, visitor_id, user_id, ai_agent_id, created_at)
  values (
    item.website_id, item.conversation_id, item.id, item.type, item.visibility, item.text, item.parts,
    item.visitor_id, item.user_id, item.ai_agent_id, coalesce(item.created_at, clock_timestamp())
  );

  if visitor.id is not null then
    perform private.reopen_by_visitor(conversation, visitor, item.id);
  elsif item.user_id is not null then
    -- Who writes has read what stands above.
    perform private.advance_read(conversation.id, item.user_id, 9223372036854775807);
  end if;
end;
$$;

create function private.finish_tool(known public.timeline_items, item public.timeline_items)
returns void
language sql
set search_path = ''
as $$
  update public.timeline_items as items
  set
    text = item.text,
    parts = item.parts
  where items.conversation_id = known.conversation_id
    and items.id = known.id
    and items.type = 'tool'
    and items.deleted_at is null
    and items.parts #>> '{0,state}' = 'partial'
    and items.parts <> item.parts;
$$;
comment on function private.finish_tool(public.timeline_items, public.timeline_items) is
  'A tool that was under way may say how it went on; what has ended stays.';

create function private.put_item(conversation public.conversations, given jsonb)
returns jsonb
language plpgsql
set search_path = ''
as $$
declare
  item public.timeline_items := private.checked_item(conversation, given);
  known public.timeline_items := private.find_item(conversation.id, item.id);
begin
  if known.id is null then
    perform private.write_item(conversation, item);
  else
    perform private.refuse_other_item(known, item);
    perform private.finish_tool(known, item);
  end if;

  return private.team_act(conversation.id, private.items_written_by(private.find_item(conversation.id, item.id), 'team')::jsonb);
end;
$$;
comment on function private.put_item(public.conversations, jsonb) is
  'Writes an item into a conversation that the caller holds. A repeated id answers as before.';

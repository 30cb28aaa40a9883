-- What agents do in conversations. Each act locks the conversation, writes its event, and answers the conversation as it
-- is after it with the items it wrote.

create function private.team_act(conversation_id uuid, items jsonb default '[]')
returns jsonb
language plpgsql -- keeps its plan
stable
set search_path = ''
as $$
begin
  return jsonb_build_object(
    'conversation', private.conversation_for_team(private.current_conversation(team_act.conversation_id)),
    'items', team_act.items
  );
end;
$$;

create function private.event_as_json(conversation_id uuid, event_id uuid)
returns jsonb
language sql
stable
set search_path = ''
as $$
  select jsonb_build_array(
    private.item_for_team(private.find_item(event_as_json.conversation_id, event_as_json.event_id))
  );
$$;

create function private.items_after(conversation_id uuid, place bigint)
returns jsonb
language sql
stable
set search_path = ''
as $$
  select coalesce(jsonb_agg(private.item_for_team(items) order by items.team_order), '[]')
  from public.timeline_items as items
  where items.conversation_id = items_after.conversation_id
    and items.team_order > items_after.place;
$$;
comment on function private.items_after(uuid, bigint) is 'What an act wrote, by who held the conversation since that place.';

create function private.join_as_author(conversation public.conversations, agent_id uuid, caused_by uuid)
returns uuid
language plpgsql
set search_path = ''
as $$
declare
  event_id uuid;
begin
  perform
  from public.conversation_participants as participants
  where participants.conversation_id = conversation.id
    and participants.user_id = agent_id
    and participants.joined_at is not null
    and participants.left_at is null;

  if found then
    return null;
  end if;

  -- First the event: what it changes of the conversation announces all, and the participant stands in that header.
  event_id := private.write_event(
    conversation.id,
    'participant_joined',
    'public',
    by_user => agent_id,
    target_user => agent_id,
    caused_by => join_as_author.caused_by
  );

  insert into public.conversation_participants (website_id, conversation_id, user_id)
  values (conversation.website_id, conversation.id, agent_id)
  on conflict on constraint conversation_participants_join_once
  do update set
    left_at = null,
    joined_at = coalesce(conversation_participants.joined_at, now());

  return event_id;
end;
$$;
comment on function private.join_as_author(public.conversations, uuid, uuid) is
  'Who answers takes part: with the first public reply an agent joins, which the visitor may know. Answers the event, or null for who has joined before.';

create function private.send_message(
  conversation_id uuid,
  id uuid,
  text text,
  parts jsonb,
  visibility public.item_visibility,
  mentions uuid[] default '{}'
)
returns json
language plpgsql
security definer -- timelines are written by the database alone
set search_path = ''
set plan_cache_mode = force_generic_plan -- or the first calls of a connection plan each statement five times
as $$
declare
  conversation public.conversations := private.lock_conversation_of_agent(send_message.conversation_id);
  agent_id uuid := private.user_id();
  after public.conversations := conversation;
  item public.timeline_items;
  files jsonb;
  header json;
begin
  if num_nulls(send_message.id, send_message.visibility) > 0 then
    perform private.raise_error('invalid_request');
  end if;

  item := private.find_item(conversation.id, send_message.id);

  if item.id is null then
    files := private.checked_files(send_message.parts, conversation);
    if send_message.visibility = 'public' then
      perform private.join_as_author(conversation, agent_id, send_message.id);
    end if;

    insert into public.timeline_items (website_id, conversation_id, id, type, visibility, text, parts, user_id)
    values (
      conversation.website_id,
      conversation.id,
      send_message.id,
      'message',
      send_message.visibility,
      private.checked_text(send_message.text, jsonb_array_length(files) > 0),
      files || private.mention_parts(send_message.mentions, send_message.visibility, conversation),
      agent_id
    )
    returning timeline_items.* into item;

    if files <> '[]' then
      perform private.name_files(conversation.id, send_message.id, files);
    end if;

    if cardinality(send_message.mentions) > 0 then
      perform private.notify(conversation, send_message.id, send_message.mentions, 'mention');
    end if;

    -- Who writes has read what stands above.
    after := private.current_conversation(conversation.id);
    perform private.read_everything(after, agent_id);
  elsif item.type <> 'message' or item.user_id is distinct from agent_id then
    perform private.raise_error('id_taken');
  end if;

  header := private.conversation_for_team(after);
  if after.team_last_order > conversation.team_last_order then
    perform private.announce_now('team', after.id, header);
  end if;

  return json_build_object(
    'conversation', header,
    'items', case
      when after.team_last_order = conversation.team_last_order + 1
        then json_build_array(private.item_for_team(item))
      else private.items_written_by(item, 'team')
    end
  );
end;
$$;

create function private.put_status(
  conversation public.conversations,
  status public.conversation_status,
  agent_id uuid
)
returns jsonb
language plpgsql
set search_path = ''
as $$
declare
  event_id uuid;
begin
  if conversation.status = put_status.status then
    return private.team_act(conversation.id);
  end if;

  update public.conversations
  set
    status = put_status.status,
    resolved_at = case when put_status.status = 'resolved' then now() end,
    snoozed_until = case when put_status.status = 'open' then conversations.snoozed_until end,
    waiting_since = case when put_status.status = 'open' then conversations.waiting_since else 'infinity' end
  where conversations.id = conversation.id;

  event_id := private.write_event(
    conversation.id,
    case put_status.status when 'resolved' then 'resolved' else 'reopened' end::public.event_type,
    'public',
    by_user => agent_id
  );

  return private.team_act(conversation.id, private.event_as_json(conversation.id, event_id));
end;
$$;
comment on function private.put_status(public.conversations, public.conversation_status, uuid) is
  'Resolves or reopens a conversation that the caller holds, in an agent''s name or, by the owner''s backend, in nobody''s.';

create function private.set_status(conversation_id uuid, status public.conversation_status)
returns jsonb
language plpgsql
security definer -- conversations are written by the database alone
set search_path = ''
as $$
declare
  agent_id uuid := private.require_agent();
  conversation public.conversations := private.lock_conversation_of_agent(set_status.conversation_id);
begin
  if set_status.status is null then
    perform private.raise_error('invalid_request');
  end if;

  return private.put_status(conversation, set_status.status, agent_id);
end;
$$;

create function private.touch_agent()
returns void
language plpgsql
security definer -- profiles are written by the database alone
set search_path = ''
as $$
declare
  profile public.profiles := private.ensure_profile();
begin
  update public.profiles
  set last_seen_at = now()
  where profiles.user_id = profile.user_id;
end;
$$;

-- The API

create function public.send_message(
  conversation_id uuid,
  id uuid,
  text text,
  parts jsonb default '[]',
  visibility public.item_visibility default 'public',
  mentions uuid[] default '{}'
)
returns json
language sql
return private.send_message(
  send_message.conversation_id,
  send_message.id,
  send_message.text,
  send_message.parts,
  send_message.visibility,
  send_message.mentions
);
comment on function public.send_message(uuid, uuid, text, jsonb, public.item_visibility, uuid[]) is
  'Sends an agent''s message, or with visibility `private` an internal note, which may mention colleagues. A repeated id answers as before.';

create function public.set_status(conversation_id uuid, status public.conversation_status)
returns jsonb
language sql
set search_path = ''
as $$
  select private.set_status(set_status.conversation_id, set_status.status);
$$;
comment on function public.set_status(uuid, public.conversation_status) is 'Resolves or reopens a conversation; the visitor sees the event.';

create function public.touch_agent()
returns void
language sql
set search_path = ''
as $$
  select private.touch_agent();
$$;
comment on function public.touch_agent() is 'The agent''s heartbeat: online is who sent one within five minutes.';

grant execute on function
  private.send_message(uuid, uuid, text, jsonb, public.item_visibility, uuid[]),
  private.set_status(uuid, public.conversation_status),
  private.touch_agent(),
  public.send_message(uuid, uuid, text, jsonb, public.item_visibility, uuid[]),
  public.set_status(uuid, public.conversation_status),
  public.touch_agent()
to authenticated;

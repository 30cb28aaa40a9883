-- What agents do with conversations besides writing: who takes care, how urgent, who takes part, out of sight for a
-- while or for good. What is only the team's business is a private event; who joins and leaves is public.

create function private.act_with_event(
  conversation_id uuid,
  event_type public.event_type,
  visibility public.item_visibility default 'private',
  target_user uuid default null,
  message text default null
)
returns jsonb
language plpgsql
set search_path = ''
as $$
declare
  -- By itself: what one statement writes, the stable functions in it don't see.
  event_id uuid := private.write_event(
    act_with_event.conversation_id,
    act_with_event.event_type,
    act_with_event.visibility,
    by_user => private.user_id(),
    target_user => act_with_event.target_user,
    message => act_with_event.message
  );
begin
  return private.team_act(
    act_with_event.conversation_id,
    private.event_as_json(act_with_event.conversation_id, event_id)
  );
end;
$$;
comment on function private.act_with_event(uuid, public.event_type, public.item_visibility, uuid, text) is
  'Writes an event in the calling agent''s name, or in nobody''s for the owner''s backend, and answers the act.';

create function private.put_assignee(conversation public.conversations, user_id uuid)
returns jsonb
language plpgsql
set search_path = ''
as $$
declare
  event_id uuid;
begin
  if conversation.assignee_id is not distinct from put_assignee.user_id then
    return private.team_act(conversation.id);
  elsif put_assignee.user_id is not null then
    perform private.hold_member(conversation.organization_id, put_assignee.user_id);
  end if;

  update public.conversations
  set assignee_id = put_assignee.user_id
  where conversations.id = conversation.id;

  event_id := private.write_event(
    conversation.id,
    case when put_assignee.user_id is null then 'unassigned' else 'assigned' end::public.event_type,
    'private',
    by_user => private.user_id(),
    target_user => coalesce(put_assignee.user_id, conversation.assignee_id)
  );
  perform private.notify(conversation, event_id, array[put_assignee.user_id], 'assigned');
  return private.team_act(conversation.id, private.event_as_json(conversation.id, event_id));
end;
$$;

create function private.assign(conversation_id uuid, user_id uuid)
returns jsonb
language sql
security definer -- conversations are written by the database alone
set search_path = ''
as $$
  select private.put_assignee(private.lock_conversation_of_agent(assign.conversation_id), assign.user_id);
$$;

create function private.put_priority(conversation public.conversations, priority public.conversation_priority)
returns jsonb
language plpgsql
set search_path = ''
as $$
begin
  if put_priority.priority is null then
    perform private.raise_error('invalid_request', 'Name a priority: low, medium, high or urgent.');
  elsif conversation.priority = put_priority.priority then
    return private.team_act(conversation.id);
  end if;

  update public.conversations
  set priority = put_priority.priority
  where conversations.id = conversation.id;

  return private.act_with_event(conversation.id, 'priority_changed', message => put_priority.priority::text);
end;
$$;

create function private.set_priority(conversation_id uuid, priority public.conversation_priority)
returns jsonb
language sql
security definer -- conversations are written by the database alone
set search_path = ''
as $$
  select private.put_priority(
    private.lock_conversation_of_agent(set_priority.conversation_id), set_priority.priority
  );
$$;

create function private.put_title(conversation public.conversations, title text)
returns jsonb
language plpgsql
set search_path = ''
as $$
declare
  cleaned text := nullif(private.clean_text(put_title.title), '');
begin
  if char_length(cleaned) > 200 then
    perform private.raise_error('invalid_request', 'A title has at most 200 characters.');
  end if;

  update public.conversations
  set title = cleaned
  where conversations.id = conversation.id
    and conversations.title is distinct from cleaned;

  return private.team_act(conversation.id);
end;
$$;

create function private.set_title(conversation_id uuid, title text)
returns jsonb
language sql
security definer -- conversations are written by the database alone
set search_path = ''
as $$
  select private.put_title(private.lock_conversation_of_agent(set_title.conversation_id), set_title.title);
$$;

create function private.join_conversation(conversation_id uuid)
returns jsonb
language plpgsql
security definer -- participants are written by the database alone
set search_path = ''
as $$
declare
  conversation public.conversations := private.lock_conversation_of_agent(join_conversation.conversation_id);
  event_id uuid := private.join_as_author(conversation, private.user_id(), null);
begin
  if event_id is null then
    return private.team_act(conversation.id);
  end if;

  return private.team_act(conversation.id, private.event_as_json(conversation.id, event_id));
end;
$$;

create function private.leave_conversation(conversation_id uuid)
returns jsonb
language plpgsql
security definer -- participants are written by the database alone
set search_path = ''
as $$
declare
  conversation public.conversations := private.lock_conversation_of_agent(leave_conversation.conversation_id);
begin
  -- Who was only asked says no, of which the visitor knows as little as of the question.
  delete from public.conversation_participants as participants
  where participants.conversation_id = conversation.id
    and participants.user_id = private.user_id()
    and participants.joined_at is null;

  if found then
    return private.act_with_event(conversation.id, 'participant_left', target_user => private.user_id());
  end if;

  update public.conversation_participants as participants
  set left_at = now()
  where participants.conversation_id = conversation.id
    and participants.user_id = private.user_id()
    and participants.left_at is null;

  if not found then
    return private.team_act(conversation.id);
  end if;

  return private.act_with_event(
    conversation.id, 'participant_left', 'public', target_user => private.user_id()
  );
end;
$$;

create function private.snooze(conversation_id uuid, until timestamptz)
returns jsonb
language plpgsql
security definer -- conversations are written by the database alone
set search_path = ''
as $$
declare
  conversation public.conversations := private.lock_conversation_of_agent(snooze.conversation_id);
begin
  if snooze.until <= now()
    or not isfinite(snooze.until)
    or (snooze.until is not null and conversation.status <> 'open')
  then
    perform private.raise_error('invalid_request', 'An open conversation can be snoozed until a later moment.');
  elsif conversation.snoozed_until is not distinct from snooze.until then
    return private.team_act(conversation.id);
  end if;

  update public.conversations
  set snoozed_until = snooze.until
  where conversations.id = conversation.id;

  return private.act_with_event(
    conversation.id,
    'status_changed',
    message => case when snooze.until is null then 'awake' else 'snoozed' end
  );
end;
$$;

create function private.mark_spam(conversation_id uuid, is_spam boolean)
returns jsonb
language plpgsql
security definer -- conversations are written by the database alone
set search_path = ''
as $$
declare
  conversation public.conversations := private.lock_conversation_of_agent(mark_spam.conversation_id);
begin
  if mark_spam.is_spam is null then
    perform private.raise_error('invalid_request');
  elsif (conversation.spam_at is not null) = mark_spam.is_spam then
    return private.team_act(conversation.id);
  end if;

  update public.conversations
  set spam_at = case when mark_spam.is_spam then now() end
  where conversations.id = conversation.id;

  return private.act_with_event(
    conversation.id,
    'status_changed',
    message => case when mark_spam.is_spam then 'spam' else 'not_spam' end
  );
end;
$$;

create function private.archive(conversation_id uuid, is_archived boolean)
returns jsonb
language plpgsql
security definer -- conversations are written by the database alone
set search_path = ''
as $$
declare
  conversation public.conversations := private.lock_conversation_of_agent(archive.conversation_id);
begin
  if archive.is_archived is null then
    perform private.raise_error('invalid_request');
  elsif (conversation.archived_at is not null) = archive.is_archived then
    return private.team_act(conversation.id);
  end if;

  update public.conversations
  set archived_at = case when archive.is_archived then now() end
  where conversations.id = conversation.id;

  return private.act_with_event(
    conversation.id,
    'status_changed',
    message => case when archive.is_archived then 'archived' else 'unarchived' end
  );
end;
$$;

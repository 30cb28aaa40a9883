-- Events: what happened in a conversation besides messages. Written by the functions that act, never by clients.

create type public.event_type as enum (
  'assigned',
  'unassigned',
  'participant_requested',
  'participant_joined',
  'participant_left',
  'status_changed',
  'priority_changed',
  'tag_added',
  'tag_removed',
  'resolved',
  'reopened',
  'visitor_blocked',
  'visitor_unblocked',
  'visitor_identified'
);

create function private.write_event(
  conversation_id uuid,
  event_type public.event_type,
  visibility public.item_visibility,
  by_visitor uuid default null,
  by_user uuid default null,
  target_user uuid default null,
  caused_by uuid default null,
  message text default null
)
returns uuid
language plpgsql
set search_path = ''
as $$
declare
  event_id uuid := private.uuid_v7();
  part jsonb := jsonb_build_object(
    'type', 'event',
    'eventType', write_event.event_type,
    'actorUserId', write_event.by_user,
    'actorAiAgentId', null,
    'targetUserId', write_event.target_user,
    'targetAiAgentId', null
  );
begin
  if write_event.message is not null then
    part := part || jsonb_build_object('message', write_event.message);
  end if;

  insert into public.timeline_items
    (website_id, conversation_id, id, type, visibility, visitor_id, user_id, caused_by, parts)
  select
    conversations.website_id,
    conversations.id,
    event_id,
    'event',
    write_event.visibility,
    write_event.by_visitor,
    write_event.by_user,
    write_event.caused_by,
    jsonb_build_array(part)
  from public.conversations
  where conversations.id = write_event.conversation_id;

  return event_id;
end;
$$;
comment on function private.write_event(uuid, public.event_type, public.item_visibility, uuid, uuid, uuid, uuid, text) is
  'Adds an event to a conversation. The caller holds the conversation''s row.';

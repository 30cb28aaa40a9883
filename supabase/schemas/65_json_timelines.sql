-- JSON of what a timeline shows: items, how far somebody has read, who takes part; for each audience in its own numbers.
-- What the visitor's builders don't name can't reach a visitor. What pages are made of is `json`: text that is put
-- together costs half of a `jsonb`, which every level above it takes apart and builds anew.

-- A row becomes JSON in half the time of `json_build_object`, which looks up the type of each name and value at every
-- call: what is written most often is such a row.

create type private.item_json as (
  id uuid,
  "conversationId" uuid,
  type public.item_type,
  visibility public.item_visibility,
  "order" bigint,
  change bigint,
  text text,
  parts jsonb,
  "visitorId" uuid,
  "userId" uuid,
  "aiAgentId" uuid,
  "createdAt" timestamptz,
  "editedAt" timestamptz,
  "deletedAt" timestamptz
);

create function private.item_as_json(item public.timeline_items, place bigint, change bigint)
returns json
language sql
stable
return row_to_json(row(
  (item).id,
  (item).conversation_id,
  (item).type,
  (item).visibility,
  place,
  change,
  (item).text,
  case
    when (item).text is null then (item).parts
    else jsonb_build_array(jsonb_build_object('type', 'text', 'text', (item).text)) || (item).parts
  end,
  (item).visitor_id,
  (item).user_id,
  (item).ai_agent_id,
  (item).created_at,
  (item).edited_at,
  (item).deleted_at
)::private.item_json);

create function private.item_for_team(item public.timeline_items)
returns json
language sql
stable
return private.item_as_json(item, (item).team_order, (item).team_change);
comment on function private.item_for_team(public.timeline_items) is 'A timeline item as the team sees it.';

create function private.item_for_visitor(item public.timeline_items)
returns json
language sql
stable
return case
  when (item).visibility = 'public' then private.item_as_json(item, (item).visitor_order, (item).visitor_change)
end;
comment on function private.item_for_visitor(public.timeline_items) is
  'A public timeline item in the visitor''s numbers; null for a private one.';

create type private.read_json as (
  "readerType" text,
  "readerId" uuid,
  upto bigint,
  "messageCount" bigint,
  "readAt" timestamptz
);

create function private.read_for_team(reading public.conversation_reads)
returns json
language sql
stable
return row_to_json(row(
  case when (reading).user_id is null then 'visitor' else 'user' end,
  (reading).user_id,
  (reading).team_upto,
  (reading).message_count,
  (reading).team_read_at
)::private.read_json);
comment on function private.read_for_team(public.conversation_reads) is 'A read cursor in the team''s numbers.';

create function private.read_for_visitor(reading public.conversation_reads)
returns json
language sql
stable
return row_to_json(row(
  case when (reading).user_id is null then 'visitor' else 'user' end,
  (reading).user_id,
  (reading).visitor_upto,
  (reading).seen_message_count,
  coalesce((reading).visitor_read_at, (reading).team_read_at)
)::private.read_json);
comment on function private.read_for_visitor(public.conversation_reads) is 'A read cursor in the visitor''s numbers.';

create function private.person_of(participant public.conversation_participants)
returns table (name text, image text)
language sql
stable
begin atomic
  select profiles.name, profiles.image
  from public.profiles
  where profiles.user_id = (participant).user_id
  union all
  select agents.name, agents.image
  from public.ai_agents as agents
  where agents.id = (participant).ai_agent_id
  limit 1;
end;
comment on function private.person_of(public.conversation_participants) is 'The name and face of who takes part, a person or an AI agent.';

create function private.participant_for_visitor(participant public.conversation_participants, name text, image text)
returns json
language sql
stable
return json_build_object(
  'id', coalesce((participant).user_id, (participant).ai_agent_id),
  'type', case when (participant).user_id is null then 'ai' else 'user' end,
  'name', name,
  'image', image
);

create type private.participant_json as (id uuid, type text, name text, image text, status text);

create function private.participant_for_team(participant public.conversation_participants, name text, image text)
returns json
language sql
stable
return row_to_json(row(
  coalesce((participant).user_id, (participant).ai_agent_id),
  case when (participant).user_id is null then 'ai' else 'user' end,
  name,
  image,
  case
    when (participant).joined_at is null then 'requested'
    when (participant).left_at is null then 'joined'
    else 'left'
  end
)::private.participant_json);

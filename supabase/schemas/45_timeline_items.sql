-- Timeline items: everything that happened in a conversation, in order. A trigger numbers each change for the
-- audiences it concerns while it holds the conversation's row, so numbers are gapless and follow commits.

create type public.item_type as enum ('message', 'event', 'identification', 'tool');
create type public.item_visibility as enum ('public', 'private');

-- One part, the usual case of an event, is checked without a call: the planner puts these bodies in its place.

create function private.is_count(value jsonb, minimum integer)
returns boolean
language sql
immutable
return jsonb_typeof(value) = 'number'
  and value::numeric = trunc(value::numeric)
  and value::numeric between minimum and 9007199254740991;

create function private.is_file_part(part jsonb)
returns boolean
language sql
immutable
return jsonb_typeof(part -> 'url') = 'string'
  and char_length(part ->> 'url') between 1 and 1000
  and jsonb_typeof(part -> 'mediaType') = 'string'
  and part ->> 'mediaType' ~ '^[a-z0-9.+-]{1,64}/[a-z0-9.+-]{1,128}$'
  and (not part ? 'fileName' or (jsonb_typeof(part -> 'fileName') = 'string' and char_length(part ->> 'fileName') <= 255))
  and (not part ? 'size' or private.is_count(part -> 'size', 0))
  and (not part ? 'width' or private.is_count(part -> 'width', 1))
  and (not part ? 'height' or private.is_count(part -> 'height', 1));

create function private.is_tool_part(part jsonb)
returns boolean
language sql
immutable
set search_path = ''
as $$
  select jsonb_typeof(part -> 'toolName') = 'string'
    and part ->> 'toolName' ~ '^[A-Za-z0-9_-]{1,64}$'
    and part ->> 'type' = 'tool-' || (part ->> 'toolName')
    and jsonb_typeof(part -> 'toolCallId') = 'string'
    and char_length(part ->> 'toolCallId') between 1 and 200
    and part ? 'input'
    and part ->> 'state' in ('partial', 'result', 'error')
    and (part ->> 'state' = 'result') = (part ? 'output')
    and (part ->> 'state' = 'error') = (part ? 'errorText')
    and coalesce(jsonb_typeof(part -> 'errorText'), 'string') = 'string'
    and coalesce(char_length(part ->> 'errorText'), 0) <= 2000
    and part - '{type,toolCallId,toolName,input,output,state,errorText}'::text[] = '{}'
    and pg_column_size(part) <= 65536;
$$;
comment on function private.is_tool_part(jsonb) is
  'Whether a JSON value says how a tool was called and what came of it: an output with `result`, an errorText with `error`.';

create function private.is_part(part jsonb)
returns boolean
language sql
immutable
return jsonb_typeof(part) = 'object'
  and case part ->> 'type'
    when 'image' then private.is_file_part(part)
    when 'file' then private.is_file_part(part)
    when 'event' then jsonb_typeof(part -> 'eventType') = 'string'
    when 'mention' then private.to_uuid(part ->> 'userId') is not null and jsonb_typeof(part -> 'name') = 'string'
    when 'metadata' then part ->> 'source' in ('widget', 'email', 'api', 'greeting')
    else private.is_tool_part(part)
  end;

create function private.are_parts(parts jsonb)
returns boolean
language plpgsql -- keeps its plan: what stands in a constraint in place of a call is planned anew by every statement
immutable
set search_path = ''
as $$
begin
  if are_parts.parts = '[]' then
    return true;
  elsif jsonb_typeof(are_parts.parts) is distinct from 'array' then
    return false;
  end if;

  return jsonb_array_length(are_parts.parts) <= 20
    and not exists (
      select
      from jsonb_array_elements(are_parts.parts) as part
      where private.is_part(part) is not true
    );
end;
$$;
comment on function private.are_parts(jsonb) is
  'Whether a JSON value may stand as an item''s stored parts. The text part is not stored: it is made of `text`.';

create table public.timeline_items (
  website_id uuid not null,
  conversation_id uuid not null,
  id uuid not null,
  type public.item_type not null,
  visibility public.item_visibility not null default 'public',
  text text,
  parts jsonb not null default '[]',
  visitor_id uuid,
  user_id uuid references public.profiles (user_id) on delete restrict,
  ai_agent_id uuid,
  caused_by uuid,
  created_at timestamptz not null default clock_timestamp(),
  edited_at timestamptz,
  deleted_at timestamptz,
  team_order bigint not null,
  team_change bigint not null,
  visitor_order bigint,
  visitor_change bigint,
  primary key (conversation_id, id),
  constraint timeline_items_team_order_is_unique unique (conversation_id, team_order),
  constraint timeline_items_belong_to_a_conversation foreign key (website_id, conversation_id)
    references public.conversations (website_id, id) on delete cascade,
  constraint timeline_items_are_by_a_visitor foreign key (website_id, visitor_id)
    references public.visitors (website_id, id) on delete set null (visitor_id),
  constraint timeline_items_are_by_an_ai_agent foreign key (website_id, ai_agent_id)
    references public.ai_agents (website_id, id) on delete set null (ai_agent_id),
  constraint timeline_items_have_at_most_one_author check (num_nonnulls(visitor_id, user_id, ai_agent_id) <= 1),
  constraint timeline_items_text_is_short check (char_length(text) <= 10000),
  constraint timeline_items_parts_are_valid check (private.are_parts(parts)),
  constraint timeline_items_mentions_are_private check (visibility = 'private' or not parts @> '[{"type": "mention"}]'),
  constraint timeline_items_deleted_ones_are_blank check (deleted_at is null or (text is null and parts = '[]')),
  constraint timeline_items_visitors_number_public_ones check (
    (visibility = 'public') = (visitor_order is not null)
    and (visitor_order is null) = (visitor_change is null)
  )
);
comment on table public.timeline_items is
  'Messages, events and notes of a conversation. The sender chooses the id, so that a retry is not a repeat.';
comment on column public.timeline_items.text is 'The message itself; null for events and for deleted messages.';
comment on column public.timeline_items.caused_by is 'The message whose sending wrote this item too, as a greeting or an event.';
comment on column public.timeline_items.team_order is 'Its place among all items; set once.';
comment on column public.timeline_items.team_change is 'The number of its latest change among all changes.';
comment on column public.timeline_items.visitor_order is 'Its place among public items; null for private ones.';
comment on column public.timeline_items.visitor_change is 'The number of its latest change among changes of public items.';
create unique index timeline_items_by_team_change on public.timeline_items (conversation_id, team_change);
create unique index timeline_items_by_visitor_order
  on public.timeline_items (conversation_id, visitor_order)
  where visitor_order is not null;
create unique index timeline_items_by_visitor_change
  on public.timeline_items (conversation_id, visitor_change)
  where visitor_change is not null;
create index timeline_items_by_visitor on public.timeline_items (visitor_id) where visitor_id is not null;
create index timeline_items_by_user on public.timeline_items (user_id) where user_id is not null;
create index timeline_items_by_ai_agent on public.timeline_items (ai_agent_id) where ai_agent_id is not null;

-- Triggers

create function private.stamp_firsts(conversation public.conversations, message public.timeline_items)
returns void
language plpgsql
set search_path = ''
as $$
begin
  if message.visitor_id is not null then
    if conversation.first_written_at is null then
      update public.conversations
      set first_written_at = message.created_at
      where conversations.id = conversation.id;
    end if;
  elsif conversation.first_written_at is null then
    return;
  elsif message.user_id is not null and conversation.first_responded_at is null then
    update public.conversations
    set
      first_responded_at = message.created_at,
      first_responded_by = message.user_id
    where conversations.id = conversation.id;
  elsif message.ai_agent_id is not null and conversation.first_ai_responded_at is null then
    update public.conversations
    set first_ai_responded_at = message.created_at
    where conversations.id = conversation.id;
  end if;
end;
$$;
comment on function private.stamp_firsts(public.conversations, public.timeline_items) is
  'Keeps when the visitor first wrote and when they were first answered, by a person and by an AI agent.';

create function private.number_new_item()
returns trigger
language plpgsql
security definer -- counts on the conversation's row, which nobody else may write
set search_path = ''
as $$
declare
  is_public boolean := new.visibility = 'public';
  public_one integer := is_public::integer;
  by_visitor integer := (new.visitor_id is not null)::integer;
  by_team integer := num_nonnulls(new.user_id, new.ai_agent_id);
  conversation public.conversations;
begin
  -- An import numbers its items itself, all at once.
  if current_setting('support.importing', true) = 'on' then
    return new;
  elsif is_public and new.type = 'message' then
    update public.conversations
    set
      team_last_order = conversations.team_last_order + 1,
      team_last_change = conversations.team_last_change + 1,
      team_last_message = conversations.team_last_order + 1,
      visitor_last_order = conversations.visitor_last_order + 1,
      visitor_last_change = conversations.visitor_last_change + 1,
      visitor_last_message = conversations.visitor_last_order + 1,
      visitor_message_count = conversations.visitor_message_count + by_visitor,
      team_message_count = conversations.team_message_count + by_team,
      last_activity_at = greatest(conversations.last_activity_at, new.created_at),
      waiting_since = case
        when by_visitor > 0 then least(conversations.waiting_since, new.created_at)
        when by_team > 0 then 'infinity'
        else conversations.waiting_since
      end
    where conversations.id = new.conversation_id
      and conversations.website_id = new.website_id
    returning conversations.* into conversation;

    if num_nulls(conversation.first_written_at, conversation.first_responded_at) > 0 or new.ai_agent_id is not null then
      perform private.stamp_firsts(conversation, new);
    end if;
  else
    update public.conversations
    set
      team_last_order = conversations.team_last_order + 1,
      team_last_change = conversations.team_last_change + 1,
      team_last_message = case
        when new.type = 'message' then conversations.team_last_order + 1
        else conversations.team_last_message
      end,
      visitor_last_order = conversations.visitor_last_order + public_one,
      visitor_last_change = conversations.visitor_last_change + public_one
    where conversations.id = new.conversation_id
      and conversations.website_id = new.website_id
    returning conversations.* into conversation;
  end if;

  new.team_order := conversation.team_last_order;
  new.team_change := conversation.team_last_change;
  new.visitor_order := case when is_public then conversation.visitor_last_order end;
  new.visitor_change := case when is_public then conversation.visitor_last_change end;
  return new;
end;
$$;

create function private.number_changed_item()
returns trigger
language plpgsql
security definer -- counts on the conversation's row, which nobody else may write
set search_path = ''
as $$
begin
  if (new.website_id, new.conversation_id, new.id, new.type, new.visibility, new.team_order)
    is distinct from (old.website_id, old.conversation_id, old.id, old.type, old.visibility, old.team_order)
    or new.visitor_order is distinct from old.visitor_order
  then
    raise exception 'An item keeps its conversation, id, type, visibility and place.';
  end if;

  update public.conversations
  set
    team_last_change = conversations.team_last_change + 1,
    visitor_last_change = conversations.visitor_last_change + (new.visibility = 'public')::integer
  where conversations.id = new.conversation_id
  returning
    conversations.team_last_change,
    case when new.visibility = 'public' then conversations.visitor_last_change end
  into new.team_change, new.visitor_change;

  return new;
end;
$$;

create trigger a_number_insert
  before insert on public.timeline_items
  for each row execute function private.number_new_item();

create trigger a_number_update
  before update of text, parts, edited_at, deleted_at, type, visibility, team_order, visitor_order
  on public.timeline_items
  for each row execute function private.number_changed_item();

-- Policies

alter table public.timeline_items enable row level security;

create policy timeline_items_read on public.timeline_items
  for select to authenticated
  using (website_id = any (array(select private.my_website_ids())));

grant select on public.timeline_items to authenticated, service_role;

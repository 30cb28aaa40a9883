-- Reads: how far each reader has come. The visitor's side has one cursor, whatever the device; each agent has one.
-- A cursor is kept in both audiences' numbers, and so is the moment: an agent reading notes must not show outside.

create table public.conversation_reads (
  id bigint generated always as identity primary key,
  website_id uuid not null,
  conversation_id uuid not null,
  user_id uuid references public.profiles (user_id) on delete cascade,
  team_upto bigint not null default 0,
  visitor_upto bigint not null default 0,
  message_count bigint not null default 0,
  seen_message_count bigint not null default 0,
  team_read_at timestamptz not null default now(),
  visitor_read_at timestamptz,
  constraint conversation_reads_one_per_reader unique nulls not distinct (conversation_id, user_id),
  constraint conversation_reads_belong_to_a_conversation foreign key (website_id, conversation_id)
    references public.conversations (website_id, id) on delete cascade,
  constraint conversation_reads_visitor_read_at_iff_read check ((visitor_upto > 0) = (visitor_read_at is not null))
);
comment on table public.conversation_reads is 'How far a reader has read a conversation; a null user is the visitor''s side.';
comment on column public.conversation_reads.team_upto is 'Order of the last item read, in the team''s numbers.';
comment on column public.conversation_reads.visitor_upto is 'The same place in the visitor''s numbers.';
comment on column public.conversation_reads.message_count is
  'How many messages of the other side that covers: unread is the conversation''s count less this.';
comment on column public.conversation_reads.seen_message_count is
  'The same as the visitor is told. It and `visitor_upto` never go back, not even when an agent marks as unread.';
create index conversation_reads_by_conversation on public.conversation_reads (website_id, conversation_id, id);
create index conversation_reads_by_user
  on public.conversation_reads (user_id, conversation_id) include (message_count)
  where user_id is not null;

create function private.read_by(conversation_id uuid, user_id uuid)
returns public.conversation_reads
language plpgsql -- keeps its plan
stable
set search_path = ''
as $$
declare
  reading public.conversation_reads;
begin
  select reads.*
  into reading
  from public.conversation_reads as reads
  where reads.conversation_id = read_by.conversation_id
    and reads.user_id is not distinct from read_by.user_id;

  return reading;
end;
$$;
comment on function private.read_by(uuid, uuid) is 'A reader''s cursor, or null; a null user is the visitor''s side.';

create function private.advance_read(conversation_id uuid, user_id uuid, upto bigint)
returns public.conversation_reads
language plpgsql
set search_path = ''
as $$
declare
  reading public.conversation_reads := private.read_by(advance_read.conversation_id, advance_read.user_id);
  place record;
begin
  -- What lies after a place far back is a whole timeline.
  if reading.team_upto >= advance_read.upto then
    return reading;
  end if;

  -- One snapshot for counters and items. What lies after the cursor is usually little, so that is what is counted.
  select
    conversations.website_id,
    cursor.upto as team_upto,
    conversations.visitor_last_order - after.public_items as visitor_upto,
    -- What was imported as read is not in the count, but may lie after the cursor.
    greatest(0, case
      when advance_read.user_id is null then conversations.team_message_count - after.by_team
      else conversations.visitor_message_count - after.by_visitor
    end) as message_count
  into place
  from public.conversations
  cross join lateral (
    select least(greatest(advance_read.upto, 0), conversations.team_last_order) as upto
  ) as cursor
  cross join lateral (
    select
      count(*) filter (where items.visibility = 'public') as public_items,
      count(*) filter (where items.type = 'message' and items.visibility = 'public' and items.visitor_id is not null)
        as by_visitor,
      count(*) filter (
        where items.type = 'message'
          and items.visibility = 'public'
          and num_nonnulls(items.user_id, items.ai_agent_id) > 0
      ) as by_team
    from public.timeline_items as items
    where items.conversation_id = conversations.id
      and items.team_order > cursor.upto
  ) as after
  where conversations.id = advance_read.conversation_id;

  if not found then
    return null;
  end if;

  insert into public.conversation_reads
    (website_id, conversation_id, user_id, team_upto, visitor_upto, message_count, seen_message_count, visitor_read_at)
  values (
    place.website_id,
    advance_read.conversation_id,
    advance_read.user_id,
    place.team_upto,
    place.visitor_upto,
    place.message_count,
    place.message_count,
    case when place.visitor_upto > 0 then now() end
  )
  on conflict on constraint conversation_reads_one_per_reader
  do update set
    team_upto = excluded.team_upto,
    visitor_upto = greatest(excluded.visitor_upto, conversation_reads.visitor_upto),
    message_count = excluded.message_count,
    seen_message_count = greatest(excluded.seen_message_count, conversation_reads.seen_message_count),
    team_read_at = now(),
    visitor_read_at = case
      when excluded.visitor_upto > conversation_reads.visitor_upto then now()
      else conversation_reads.visitor_read_at
    end
  where excluded.team_upto > conversation_reads.team_upto;

  return private.read_by(advance_read.conversation_id, advance_read.user_id);
end;
$$;
comment on function private.advance_read(uuid, uuid, bigint) is
  'Moves a reader''s cursor up to an order in the team''s numbers, never down, and answers where it stands; null when the conversation is gone.';

create function private.read_everything(conversation public.conversations, user_id uuid)
returns void
language plpgsql
set search_path = ''
as $$
begin
  insert into public.conversation_reads
    (website_id, conversation_id, user_id, team_upto, visitor_upto, message_count, seen_message_count, visitor_read_at)
  values (
    conversation.website_id,
    conversation.id,
    read_everything.user_id,
    conversation.team_last_order,
    conversation.visitor_last_order,
    conversation.visitor_message_count,
    conversation.visitor_message_count,
    case when conversation.visitor_last_order > 0 then now() end
  )
  on conflict on constraint conversation_reads_one_per_reader
  do update set
    team_upto = excluded.team_upto,
    visitor_upto = excluded.visitor_upto,
    message_count = excluded.message_count,
    seen_message_count = excluded.seen_message_count,
    team_read_at = now(),
    visitor_read_at = case
      when excluded.visitor_upto > conversation_reads.visitor_upto then now()
      else conversation_reads.visitor_read_at
    end
  where excluded.team_upto > conversation_reads.team_upto;
end;
$$;
comment on function private.read_everything(public.conversations, uuid) is
  'Moves an agent''s cursor to the end of a conversation that the caller holds.';

alter table public.conversation_reads enable row level security;

create policy conversation_reads_read on public.conversation_reads
  for select to authenticated
  using (website_id = any (array(select private.my_website_ids())));

grant select on public.conversation_reads to authenticated, service_role;

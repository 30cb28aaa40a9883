-- What an import does to the numbers of its conversation: counts, who waits, and when it was first answered.

create function private.waiting_after_import(conversation public.conversations, fresh public.timeline_items[])
returns timestamptz
language sql
stable
set search_path = ''
as $$
  -- An answer answers what was written before it, whenever it arrives here.
  select case
    when conversation.status = 'resolved' then 'infinity'
    when conversation.waiting_since > answered.at and conversation.waiting_since < 'infinity' then conversation.waiting_since
    else coalesce(
      min(items.created_at) filter (where items.visitor_id is not null and items.created_at > answered.at), 'infinity'
    )
  end
  from (
    select coalesce(
      greatest(
        max(given.created_at) filter (where num_nonnulls(given.user_id, given.ai_agent_id) > 0),
        -- While nobody waits, all that was there before is answered.
        case
          when conversation.visitor_last_message is not null and conversation.waiting_since = 'infinity'
            then conversation.last_activity_at
        end
      ),
      '-infinity'
    ) as at
    from unnest(fresh) as given
    where given.type = 'message'
      and given.visibility = 'public'
  ) as answered
  left join unnest(fresh) as items on items.type = 'message' and items.visibility = 'public'
  group by answered.at;
$$;

create function private.count_import(
  conversation public.conversations,
  fresh public.timeline_items[],
  is_unread boolean
)
returns void
language sql
set search_path = ''
as $$
  update public.conversations
  set
    team_last_order = conversations.team_last_order + counted.items,
    team_last_change = conversations.team_last_change + counted.items,
    team_last_message = coalesce(conversations.team_last_order + counted.last_message, conversations.team_last_message),
    visitor_last_order = conversations.visitor_last_order + counted.public_items,
    visitor_last_change = conversations.visitor_last_change + counted.public_items,
    visitor_last_message = coalesce(
      conversations.visitor_last_order + counted.last_public_message, conversations.visitor_last_message
    ),
    visitor_message_count = conversations.visitor_message_count
      + case when count_import.is_unread then counted.by_visitor else 0 end,
    last_activity_at = greatest(conversations.last_activity_at, counted.last_activity_at),
    resolved_at = case
      when conversations.status = 'resolved' then greatest(conversations.resolved_at, counted.last_activity_at)
    end,
    waiting_since = private.waiting_after_import(conversation, fresh)
  from (
    select
      count(*) as items,
      count(*) filter (where items.visibility = 'public') as public_items,
      max(items.place) filter (where items.type = 'message') as last_message,
      max(items.public_place) filter (where items.type = 'message' and items.visibility = 'public') as last_public_message,
      count(*) filter (where items.type = 'message' and items.visitor_id is not null) as by_visitor,
      max(items.created_at) filter (where items.type = 'message' and items.visibility = 'public') as last_activity_at
    from (
      select given.*, count(*) filter (where given.visibility = 'public') over (order by given.place) as public_place
      from (
        select unnested.*, row_number() over () as place
        from unnest(fresh) as unnested
      ) as given
    ) as items
  ) as counted
  where conversations.id = conversation.id;
$$;

create function private.note_first_response(conversation_id uuid)
returns void
language sql
set search_path = ''
as $$
  -- By place, as the numbering of a live message sees it; what was first stays first.
  update public.conversations
  set
    first_written_at = coalesce(conversations.first_written_at, written.created_at),
    first_responded_at = coalesce(conversations.first_responded_at, responded.created_at),
    first_responded_by = coalesce(conversations.first_responded_by, responded.user_id),
    first_ai_responded_at = coalesce(conversations.first_ai_responded_at, ai_responded.created_at)
  from (
    select items.team_order, items.created_at
    from public.timeline_items as items
    where items.conversation_id = note_first_response.conversation_id
      and items.type = 'message'
      and items.visitor_id is not null
    order by items.team_order
    limit 1
  ) as written
  left join lateral (
    select items.created_at, items.user_id
    from public.timeline_items as items
    where items.conversation_id = note_first_response.conversation_id
      and items.team_order > written.team_order
      and items.type = 'message'
      and items.visibility = 'public'
      and items.user_id is not null
    order by items.team_order
    limit 1
  ) as responded on true
  left join lateral (
    select items.created_at
    from public.timeline_items as items
    where items.conversation_id = note_first_response.conversation_id
      and items.team_order > written.team_order
      and items.type = 'message'
      and items.visibility = 'public'
      and items.ai_agent_id is not null
    order by items.team_order
    limit 1
  ) as ai_responded on true
  where conversations.id = note_first_response.conversation_id;
$$;

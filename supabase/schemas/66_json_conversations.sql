-- JSON of conversations: items, participants, reads and headers, for each audience in its own numbers. What the
-- visitor's builders don't name can't reach a visitor. What pages are made of is `json`: text that is put together costs
-- half of a `jsonb`, which every level above it takes apart and builds anew.

create function private.item_as_json(item public.timeline_items, place bigint, change bigint)
returns json
language sql
stable
return json_build_object(
  'id', (item).id,
  'conversationId', (item).conversation_id,
  'type', (item).type,
  'visibility', (item).visibility,
  'order', place,
  'change', change,
  'text', (item).text,
  'parts', case
    when (item).text is null then (item).parts
    else jsonb_build_array(jsonb_build_object('type', 'text', 'text', (item).text)) || (item).parts
  end,
  'visitorId', (item).visitor_id,
  'userId', (item).user_id,
  'aiAgentId', (item).ai_agent_id,
  'createdAt', (item).created_at,
  'editedAt', (item).edited_at,
  'deletedAt', (item).deleted_at
);

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

create function private.read_for_team(reading public.conversation_reads)
returns json
language sql
stable
return json_build_object(
  'readerType', case when (reading).user_id is null then 'visitor' else 'user' end,
  'readerId', (reading).user_id,
  'upto', (reading).team_upto,
  'messageCount', (reading).message_count,
  'readAt', (reading).team_read_at
);
comment on function private.read_for_team(public.conversation_reads) is 'A read cursor in the team''s numbers.';

create function private.read_for_visitor(reading public.conversation_reads)
returns jsonb
language sql
stable
return jsonb_build_object(
  'readerType', case when (reading).user_id is null then 'visitor' else 'user' end,
  'readerId', (reading).user_id,
  'upto', (reading).visitor_upto,
  'messageCount', (reading).seen_message_count,
  'readAt', coalesce((reading).visitor_read_at, (reading).team_read_at)
);
comment on function private.read_for_visitor(public.conversation_reads) is 'A read cursor in the visitor''s numbers.';

create function private.participant_for_visitor(
  participant public.conversation_participants,
  profile public.profiles,
  agent public.ai_agents
)
returns jsonb
language sql
stable
return jsonb_build_object(
  'id', coalesce((participant).user_id, (participant).ai_agent_id),
  'type', case when (participant).user_id is null then 'ai' else 'user' end,
  'name', coalesce((profile).name, (agent).name),
  'image', coalesce((profile).image, (agent).image)
);

create function private.participant_for_team(
  participant public.conversation_participants,
  profile public.profiles,
  agent public.ai_agents
)
returns json
language sql
stable
return json_build_object(
  'id', coalesce((participant).user_id, (participant).ai_agent_id),
  'type', case when (participant).user_id is null then 'ai' else 'user' end,
  'name', coalesce((profile).name, (agent).name),
  'image', coalesce((profile).image, (agent).image),
  'status', case
    when (participant).joined_at is null then 'requested'
    when (participant).left_at is null then 'joined'
    else 'left'
  end
);

-- Headers. These keep their plans, for every announcement makes some of them.

create function private.unread_of_visitor(conversation public.conversations)
returns bigint
language plpgsql
stable
set search_path = ''
as $$
begin
  return greatest(0, conversation.team_message_count - coalesce(
    (
      select reads.message_count
      from public.conversation_reads as reads
      where reads.conversation_id = conversation.id
        and reads.user_id is null
    ),
    0
  ));
end;
$$;
comment on function private.unread_of_visitor(public.conversations) is 'Messages of the team that the visitor''s side has not read.';

create function private.conversation_for_visitor(conversation public.conversations)
returns jsonb
language plpgsql
stable
set search_path = ''
as $$
begin
  return jsonb_build_object(
    'id', conversation.id,
    'websiteId', conversation.website_id,
    'status', conversation.status,
    'title', conversation.title,
    'createdAt', conversation.created_at,
    'lastActivityAt', conversation.last_activity_at,
    'resolvedAt', conversation.resolved_at,
    'lastItem', (
      select private.item_for_visitor(items)
      from public.timeline_items as items
      where items.conversation_id = conversation.id
        and items.visitor_order = conversation.visitor_last_message
    ),
    'lastChange', conversation.visitor_last_change,
    'participants', (
      select coalesce(
        jsonb_agg(private.participant_for_visitor(participants, profiles, agents) order by participants.id), '[]'
      )
      from public.conversation_participants as participants
      left join public.profiles on profiles.user_id = participants.user_id
      left join public.ai_agents as agents on agents.id = participants.ai_agent_id
      where participants.conversation_id = conversation.id
        and participants.joined_at is not null
    ),
    'reads', (
      select coalesce(jsonb_agg(private.read_for_visitor(reads) order by reads.id), '[]')
      from public.conversation_reads as reads
      where reads.conversation_id = conversation.id
        -- An agent who has only read notes has, for the visitor, read nothing.
        and reads.visitor_upto > 0
    ),
    'unreadCount', private.unread_of_visitor(conversation)
  );
end;
$$;
comment on function private.conversation_for_visitor(public.conversations) is 'A conversation as its visitor may see it.';

create function private.conversations_for_team(conversations public.conversations[])
returns json
language plpgsql
stable
security definer -- agents call it on rows that their own row security has let through
set search_path = ''
set plan_cache_mode = force_generic_plan -- or it is planned anew for every header
as $$
begin
  return (
    select coalesce(
      json_agg(
        json_build_object(
          'id', conversation.id,
          'websiteId', conversation.website_id,
          'organizationId', conversation.organization_id,
          'visitorId', conversation.visitor_id,
          'contactId', contact.id,
          'status', conversation.status,
          'priority', conversation.priority,
          'channel', conversation.channel,
          'isTest', conversation.is_test,
          'title', conversation.title,
          'assigneeId', conversation.assignee_id,
          'waitingSince', nullif(conversation.waiting_since, 'infinity'),
          'snoozedUntil', conversation.snoozed_until,
          'spamAt', conversation.spam_at,
          'archivedAt', conversation.archived_at,
          'rating', conversation.rating,
          'ratingComment', conversation.rating_comment,
          'tags', (
            select coalesce(json_agg(private.tag_as_json(tags) order by tags.id), '[]')
            from public.conversation_tags as given
            join public.tags on tags.id = given.tag_id
            where given.conversation_id = conversation.id
          ),
          'createdAt', conversation.created_at,
          'lastActivityAt', conversation.last_activity_at,
          'resolvedAt', conversation.resolved_at,
          'lastItem', (
            select private.item_for_team(items)
            from public.timeline_items as items
            where items.conversation_id = conversation.id
              and items.team_order = conversation.team_last_message
          ),
          'lastChange', conversation.team_last_change,
          'participants', (
            select coalesce(
              json_agg(private.participant_for_team(participants, profiles, agents) order by participants.id), '[]'
            )
            from public.conversation_participants as participants
            left join public.profiles on profiles.user_id = participants.user_id
            left join public.ai_agents as agents on agents.id = participants.ai_agent_id
            where participants.conversation_id = conversation.id
          ),
          'reads', (
            select coalesce(json_agg(private.read_for_team(reads) order by reads.id), '[]')
            from public.conversation_reads as reads
            where reads.conversation_id = conversation.id
          ),
          'visitorMessageCount', conversation.visitor_message_count,
          'visitorName', coalesce(contact.team_name, contact.name, contact.email),
          'visitorImage', contact.image,
          'isVisitorBlocked', visitor.blocked_at is not null
        )
        order by conversation.ordinality
      ),
      '[]'
    )
    from unnest(conversations_for_team.conversations) with ordinality as conversation
    left join public.visitors as visitor on visitor.id = conversation.visitor_id
    left join public.contacts as known on known.id = coalesce(conversation.contact_id, visitor.contact_id)
    left join public.contacts as contact on contact.id = coalesce(known.merged_into_id, known.id)
  );
end;
$$;
comment on function private.conversations_for_team(public.conversations[]) is
  'Conversations as the team sees them, in the order given: a page costs one statement, not one for each.';

create function private.conversation_for_team(conversation public.conversations)
returns jsonb
language sql
stable
return (private.conversations_for_team(array[conversation]) -> 0)::jsonb;
comment on function private.conversation_for_team(public.conversations) is 'A conversation as the team sees it.';

create function private.current_conversation(conversation_id uuid)
returns public.conversations
language plpgsql
stable
set search_path = ''
as $$
declare
  conversation public.conversations;
begin
  select conversations.*
  into conversation
  from public.conversations
  where conversations.id = current_conversation.conversation_id;

  return conversation;
end;
$$;
comment on function private.current_conversation(uuid) is 'A conversation''s row as it is now.';

grant execute on function
  private.conversations_for_team(public.conversations[]),
  private.conversation_for_team(public.conversations)
to authenticated;

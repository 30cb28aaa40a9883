-- JSON of conversations: their headers, for each audience in its own numbers. Every announcement makes some, so these keep
-- their plans. What stands around a conversation is looked up for each by itself, never by a join of whole tables; what a
-- header lists is an array, which costs less than an aggregate.

create function private.unread_of_visitor(conversation public.conversations, read_count bigint)
returns bigint
language sql
immutable
return greatest(0, (conversation).team_message_count - coalesce(read_count, 0));
comment on function private.unread_of_visitor(public.conversations, bigint) is
  'Messages of the team that the visitor''s side has not read, after it has read so many.';

create function private.conversation_for_visitor(conversation public.conversations)
returns json
language plpgsql
stable
set search_path = ''
set plan_cache_mode = force_generic_plan -- or it is planned anew for every header
as $$
begin
  return (
    select row_to_json(header)
    from (
      select
        conversation.id,
        conversation.website_id as "websiteId",
        conversation.status,
        conversation.title,
        conversation.created_at as "createdAt",
        conversation.last_activity_at as "lastActivityAt",
        conversation.resolved_at as "resolvedAt",
        (
          select private.item_for_visitor(items)
          from public.timeline_items as items
          where items.conversation_id = conversation.id
            and items.visitor_order = conversation.visitor_last_message
        ) as "lastItem",
        conversation.visitor_last_change as "lastChange",
        array_to_json(array(
          select private.participant_for_visitor(participants, person.name, person.image)
          from public.conversation_participants as participants
          cross join lateral private.person_of(participants) as person
          where participants.website_id = conversation.website_id
            and participants.conversation_id = conversation.id
            and participants.joined_at is not null
          order by participants.id
        )) as participants,
        array_to_json(array(
          select private.read_for_visitor(reads)
          from public.conversation_reads as reads
          where reads.website_id = conversation.website_id
            and reads.conversation_id = conversation.id
            -- An agent who has only read notes has, for the visitor, read nothing.
            and reads.visitor_upto > 0
          order by reads.id
        )) as reads,
        private.unread_of_visitor(
          conversation,
          (
            select reads.message_count
            from public.conversation_reads as reads
            where reads.conversation_id = conversation.id
              and reads.user_id is null
          )
        ) as "unreadCount"
    ) as header
  );
end;
$$;
comment on function private.conversation_for_visitor(public.conversations) is 'A conversation as its visitor may see it.';

create function private.headers_for_team(conversations public.conversations[])
returns json[]
language plpgsql
stable
security definer -- agents call it on rows that their own row security has let through
set search_path = ''
set plan_cache_mode = force_generic_plan -- or it is planned anew for every header
as $$
begin
  return array(
    select row_to_json(header)
    from (
      select
        conversation.id,
        conversation.website_id as "websiteId",
        conversation.organization_id as "organizationId",
        conversation.visitor_id as "visitorId",
        asker.contact_id as "contactId",
        conversation.status,
        conversation.priority,
        conversation.channel,
        conversation.is_test as "isTest",
        conversation.title,
        conversation.assignee_id as "assigneeId",
        nullif(conversation.waiting_since, 'infinity') as "waitingSince",
        conversation.snoozed_until as "snoozedUntil",
        conversation.spam_at as "spamAt",
        conversation.archived_at as "archivedAt",
        conversation.rating,
        conversation.rating_comment as "ratingComment",
        array_to_json(array(
          select tag.shown
          from public.conversation_tags as given
          cross join lateral (
            select private.tag_as_json(tags) as shown
            from public.tags
            where tags.id = given.tag_id
            limit 1
          ) as tag
          where given.conversation_id = conversation.id
          order by given.tag_id
        )) as tags,
        conversation.created_at as "createdAt",
        conversation.last_activity_at as "lastActivityAt",
        conversation.resolved_at as "resolvedAt",
        (
          select private.item_for_team(items)
          from public.timeline_items as items
          where items.conversation_id = conversation.id
            and items.team_order = conversation.team_last_message
        ) as "lastItem",
        conversation.team_last_change as "lastChange",
        array_to_json(array(
          select private.participant_for_team(participants, person.name, person.image)
          from public.conversation_participants as participants
          cross join lateral private.person_of(participants) as person
          where participants.website_id = conversation.website_id
            and participants.conversation_id = conversation.id
          order by participants.id
        )) as participants,
        array_to_json(array(
          select private.read_for_team(reads)
          from public.conversation_reads as reads
          where reads.website_id = conversation.website_id
            and reads.conversation_id = conversation.id
          order by reads.id
        )) as reads,
        conversation.visitor_message_count as "visitorMessageCount",
        asker.name as "visitorName",
        asker.image as "visitorImage",
        asker.is_blocked as "isVisitorBlocked"
      from unnest(headers_for_team.conversations) with ordinality as conversation
      left join lateral (
        select
          contact.id as contact_id,
          coalesce(contact.team_name, contact.name, contact.email) as name,
          contact.image,
          visitor.blocked_at is not null as is_blocked
        from public.visitors as visitor
        left join public.contacts as known on known.id = coalesce(conversation.contact_id, visitor.contact_id)
        left join public.contacts as contact on contact.id = coalesce(known.merged_into_id, known.id)
        where visitor.id = conversation.visitor_id
        limit 1
      ) as asker on true
      order by conversation.ordinality
    ) as header
  );
end;
$$;
comment on function private.headers_for_team(public.conversations[]) is
  'Conversations as the team sees them, in the order given: a page costs one statement, not one for each.';

create function private.conversations_for_team(conversations public.conversations[])
returns json
language sql
stable
return array_to_json(private.headers_for_team(conversations));
comment on function private.conversations_for_team(public.conversations[]) is 'A page of conversations as the team sees them.';

create function private.conversation_for_team(conversation public.conversations)
returns json
language sql
stable
return (private.headers_for_team(array[conversation]))[1];
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
  private.headers_for_team(public.conversations[]),
  private.conversations_for_team(public.conversations[]),
  private.conversation_for_team(public.conversations)
to authenticated;

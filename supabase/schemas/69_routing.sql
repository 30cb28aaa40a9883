-- Routing: what the rules do with a conversation. The caller holds its row. Events have no actor, for the rules act,
-- and are the team's alone; who is asked to take part stays unknown to the visitor until they join.

create function private.hold_turns(website_id uuid)
returns void
language plpgsql
set search_path = ''
as $$
begin
  perform pg_advisory_xact_lock(hashtextextended('turns of ' || hold_turns.website_id, 0));
end;
$$;
comment on function private.hold_turns(uuid) is
  'One at a time gives conversations in turn. Who also waits for conversations that are there already takes this first.';

create function private.hold_turns_of_tag(tag public.tags)
returns void
language plpgsql
set search_path = ''
as $$
begin
  perform
  from public.routing_rules as rules
  where rules.website_id = tag.website_id
    and rules.tag_id = tag.id
    and rules.assignment in ('round_robin', 'round_robin_of_all');

  if found then
    perform private.hold_turns(tag.website_id);
  end if;
end;
$$;

create function private.take_turn(conversation public.conversations, candidate_ids uuid[])
returns uuid
language plpgsql
set search_path = ''
as $$
declare
  next_id uuid;
begin
  perform private.hold_turns(conversation.website_id);

  select members.user_id
  into next_id
  from public.members
  join public.profiles on profiles.user_id = members.user_id
  left join private.routing_turns as turns
    on turns.website_id = conversation.website_id
    and turns.user_id = members.user_id
  where members.organization_id = conversation.organization_id
    and (take_turn.candidate_ids is null or members.user_id = any (take_turn.candidate_ids))
    and private.is_online(profiles)
  order by turns.taken_at nulls first, members.created_at, members.user_id
  limit 1
  for key share of members;

  if next_id is not null then
    insert into private.routing_turns (website_id, user_id, taken_at)
    values (conversation.website_id, next_id, clock_timestamp())
    on conflict on constraint routing_turns_pkey do update set taken_at = excluded.taken_at;
  end if;

  return next_id;
end;
$$;
comment on function private.take_turn(public.conversations, uuid[]) is
  'Who of these, or of all, is online and has waited longest for a conversation of this website; null if nobody is there.';

create function private.route_to_assignee(conversation public.conversations, rule public.routing_rules)
returns void
language plpgsql
set search_path = ''
as $$
declare
  chosen_id uuid;
begin
  if conversation.assignee_id is not null then
    return;
  elsif rule.assignment = 'member' then
    select members.user_id
    into chosen_id
    from public.members
    where members.organization_id = conversation.organization_id
      and members.user_id = rule.member_ids[1]
    for key share;
  elsif rule.assignment = 'round_robin' then
    chosen_id := private.take_turn(conversation, rule.member_ids);
  elsif rule.assignment = 'round_robin_of_all' then
    chosen_id := private.take_turn(conversation, null);
  end if;

  if chosen_id is not null then
    update public.conversations
    set assignee_id = chosen_id
    where conversations.id = conversation.id;

    perform private.notify(
      conversation,
      private.write_event(conversation.id, 'assigned', 'private', target_user => chosen_id),
      array[chosen_id],
      'assigned'
    );
  end if;
end;
$$;

create function private.request_participants(conversation public.conversations, user_ids uuid[])
returns void
language plpgsql
set search_path = ''
as $$
declare
  requested_id uuid;
begin
  for requested_id in
    insert into public.conversation_participants (website_id, conversation_id, user_id, joined_at, requested_at)
    select conversation.website_id, conversation.id, members.user_id, null, now()
    from public.members
    where members.organization_id = conversation.organization_id
      and members.user_id = any (request_participants.user_ids)
    order by array_position(request_participants.user_ids, members.user_id)
    on conflict on constraint conversation_participants_join_once do nothing
    returning conversation_participants.user_id
  loop
    perform private.notify(
      conversation,
      private.write_event(conversation.id, 'participant_requested', 'private', target_user => requested_id),
      array[requested_id],
      'requested'
    );
  end loop;
end;
$$;
comment on function private.request_participants(public.conversations, uuid[]) is
  'Asks members to take part. They join by saying so or by answering; until then the visitor does not know of them.';

create function private.route_tags(conversation public.conversations, tag_ids uuid[])
returns void
language plpgsql
set search_path = ''
as $$
declare
  tag public.tags;
begin
  for tag in
    select tags.*
    from public.tags
    where tags.website_id = conversation.website_id
      and tags.id = any (route_tags.tag_ids)
    order by tags.id
    for key share
  loop
    insert into public.conversation_tags (website_id, conversation_id, tag_id)
    values (conversation.website_id, conversation.id, tag.id)
    on conflict do nothing;

    if found then
      perform private.write_event(conversation.id, 'tag_added', 'private', message => tag.name);
    end if;
  end loop;
end;
$$;

create function private.first_words(conversation_id uuid)
returns tsvector
language sql
stable
set search_path = ''
as $$
  select private.words(items.text)
  from public.timeline_items as items
  where items.conversation_id = first_words.conversation_id
    and items.type = 'message'
    and items.visitor_id is not null
  order by items.team_order
  limit 1;
$$;
comment on function private.first_words(uuid) is 'The words of the visitor''s first message.';

create function private.route_conversation(conversation_id uuid, by_tag_id uuid default null)
returns void
language plpgsql
set search_path = ''
as $$
declare
  conversation public.conversations := private.current_conversation(route_conversation.conversation_id);
  rule public.routing_rules;
begin
  select rules.*
  into rule
  from public.routing_rules as rules
  where rules.website_id = conversation.website_id
    and (route_conversation.by_tag_id is null or rules.tag_id = route_conversation.by_tag_id)
    and (rules.channel is null or rules.channel = conversation.channel)
    and (
      rules.tag_id is null
      or exists (
        select
        from public.conversation_tags as given
        where given.conversation_id = conversation.id
          and given.tag_id = rules.tag_id
      )
    )
    and (rules.keyword_query is null or (select private.first_words(conversation.id)) @@ rules.keyword_query)
  order by rules.place
  limit 1;

  if not found then
    return;
  elsif rule.priority <> conversation.priority then
    update public.conversations
    set priority = rule.priority
    where conversations.id = conversation.id;

    perform private.write_event(conversation.id, 'priority_changed', 'private', message => rule.priority::text);
  end if;

  perform private.route_tags(conversation, rule.added_tag_ids);
  perform private.request_participants(conversation, rule.participant_ids);
  perform private.route_to_assignee(conversation, rule);
end;
$$;
comment on function private.route_conversation(uuid, uuid) is
  'Does what the website''s first matching rule says with a new conversation; with a tag, looks at that tag''s rules alone.';

create function private.route_by_tag(conversation public.conversations, tag_id uuid)
returns void
language plpgsql
set search_path = ''
as $$
begin
  if conversation.status = 'open'
    and num_nonnulls(conversation.assignee_id, conversation.spam_at, conversation.archived_at) = 0
  then
    perform private.route_conversation(conversation.id, route_by_tag.tag_id);
  end if;
end;
$$;
comment on function private.route_by_tag(public.conversations, uuid) is
  'A tag that is given routes what is open and nobody has taken.';

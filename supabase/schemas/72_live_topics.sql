-- Live topics: who may listen and who may speak. Realtime asks by probing realtime.messages with the caller's role;
-- policies look at `extension` and `realtime.topic()` only. The names are protocol's. Data topics are written by the
-- database alone: whoever may broadcast on a topic could forge any event on it.

create type private.topic as (
  kind text, -- conversation, team, typing_visitor, typing_team, visitor, contact, inbox, user
  id uuid
);

create function private.parse_topic(name text)
returns private.topic
language sql
immutable
set search_path = ''
as $$
  select row(
    case substring(parse_topic.name from '^([a-z]+:)[0-9a-f-]{36}(?::[a-z:]+)?$')
      || coalesce(substring(parse_topic.name from '^[a-z]+:[0-9a-f-]{36}(:[a-z:]+)$'), '')
      when 'conversation:' then 'conversation'
      when 'conversation::team' then 'team'
      when 'conversation::typing:visitor' then 'typing_visitor'
      when 'conversation::typing:team' then 'typing_team'
      when 'visitor:' then 'visitor'
      when 'contact:' then 'contact'
      when 'inbox:' then 'inbox'
      when 'user:' then 'user'
    end,
    private.to_uuid(split_part(parse_topic.name, ':', 2))
  )::private.topic;
$$;
comment on function private.parse_topic(text) is 'What a topic is about; nulls for a name that is none of ours.';

create function private.is_conversation_of_caller(conversation_id uuid)
returns boolean
language sql
stable
security definer -- visitors have no access to tables
set search_path = ''
as $$
  select exists (
    select
    from public.conversations
    where conversations.id = is_conversation_of_caller.conversation_id
      and case private.audience()
        when 'team' then conversations.website_id in (select private.my_website_ids())
        else private.belongs_to_visitor(conversations, private.calling_visitor())
      end
  );
$$;
comment on function private.is_conversation_of_caller(uuid) is 'Whether the caller may see a conversation; for policies, which must not raise.';

create function private.may_listen_as_visitor(topic private.topic)
returns boolean
language sql
stable
security definer -- visitors have no access to tables
set search_path = ''
as $$
  select coalesce(
    case
      when topic.kind in ('conversation', 'typing_visitor', 'typing_team')
        then private.is_conversation_of_caller(topic.id)
      when topic.kind = 'visitor'
        then (private.calling_visitor()).id = topic.id
      when topic.kind = 'contact'
        then private.verified_contact_id(private.calling_visitor()) = topic.id
    end,
    false
  );
$$;

create function private.may_listen_as_agent(topic private.topic)
returns boolean
language sql
stable
set search_path = ''
as $$
  select coalesce(
    case
      when topic.kind in ('conversation', 'team', 'typing_visitor', 'typing_team')
        then private.is_conversation_of_caller(topic.id)
      when topic.kind = 'inbox'
        then topic.id in (select private.my_website_ids())
      when topic.kind = 'user'
        then topic.id = private.user_id()
    end,
    false
  );
$$;

-- Policies

create policy support_visitors_listen on realtime.messages
  for select to anon
  using (
    extension = 'broadcast'
    and (select private.may_listen_as_visitor(private.parse_topic(realtime.topic())))
  );

create policy support_visitors_type on realtime.messages
  for insert to anon
  with check (
    extension = 'broadcast'
    and (private.parse_topic(realtime.topic())).kind = 'typing_visitor'
    and (select private.may_listen_as_visitor(private.parse_topic(realtime.topic())))
  );

create policy support_agents_listen on realtime.messages
  for select to authenticated
  using (
    (extension = 'broadcast' or (extension = 'presence' and (private.parse_topic(realtime.topic())).kind = 'team'))
    and (select private.may_listen_as_agent(private.parse_topic(realtime.topic())))
  );

create policy support_agents_type_and_show_themselves on realtime.messages
  for insert to authenticated
  with check (
    (extension, (private.parse_topic(realtime.topic())).kind) in (('broadcast', 'typing_team'), ('presence', 'team'))
    and (select private.may_listen_as_agent(private.parse_topic(realtime.topic())))
  );

grant execute on function
  private.parse_topic(text),
  private.is_conversation_of_caller(uuid),
  private.may_listen_as_visitor(private.topic)
to anon;

grant execute on function
  private.parse_topic(text),
  private.is_conversation_of_caller(uuid),
  private.may_listen_as_agent(private.topic)
to authenticated;

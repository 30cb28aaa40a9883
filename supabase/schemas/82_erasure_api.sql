-- The API of erasing, for owners and admins, and the worker's part of it.

create function private.topics_about(website_id uuid, conversation_ids uuid[], person_ids uuid[])
returns setof text
language sql
stable
set search_path = ''
as $$
  select unnest(array['conversation:' || conversation.id, 'conversation:' || conversation.id || ':team'])
  from unnest(topics_about.conversation_ids) as conversation (id)
  union all
  select unnest(array['visitor:' || person.id, 'contact:' || person.id])
  from unnest(topics_about.person_ids) as person (id)
  union all
  -- Notifications tell of a conversation, to whoever works here or did.
  select 'user:' || profiles.user_id
  from public.profiles
  where cardinality(topics_about.conversation_ids) > 0
  union all
  select 'inbox:' || topics_about.website_id
  where cardinality(topics_about.person_ids) > 0;
$$;
comment on function private.topics_about(uuid, uuid[], uuid[]) is
  'Where conversations and people were told of: their own topics, and those that tell of others, too.';

create function private.is_about(payload jsonb, conversation_ids text[], person_ids text[])
returns boolean
language sql
immutable
return coalesce(
  payload -> 'notification' ->> 'conversationId' = any (conversation_ids)
    or payload -> 'conversation' ->> 'visitorId' = any (person_ids)
    or payload -> 'conversation' ->> 'contactId' = any (person_ids)
    or payload -> 'contact' ->> 'id' = any (person_ids)
    or payload -> 'visitor' ->> 'id' = any (person_ids),
  false
);
comment on function private.is_about(jsonb, text[], text[]) is
  'Whether what was told to an inbox or an agent is about one of these conversations or people.';

create function private.forget_announcements(website_id uuid, conversation_ids uuid[], person_ids uuid[])
returns void
language plpgsql
security definer -- the caller is the edge function's service role
set search_path = ''
as $$
declare
  topics text[] := array(select private.topics_about(
    forget_announcements.website_id, forget_announcements.conversation_ids, forget_announcements.person_ids
  ));
begin
  -- What Realtime keeps for three days, by the index that it has: by moment and topic, of private broadcasts.
  delete from realtime.messages
  where messages.inserted_at > (now() at time zone 'utc') - interval '5 days'
    and messages.extension = 'broadcast'
    and messages.private is true
    and messages.topic = any (topics)
    and messages.event <> all (array['conversation_deleted', 'contact_deleted', 'visitor_deleted', 'access_ended'])
    and (
      split_part(messages.topic, ':', 1) not in ('inbox', 'user')
      or private.is_about(
        messages.payload, forget_announcements.conversation_ids::text[], forget_announcements.person_ids::text[]
      )
    );
end;
$$;

create function public.erase_contact(id uuid)
returns void
language sql
set search_path = ''
as $$
  select private.erase_contact(erase_contact.id);
$$;
comment on function public.erase_contact(uuid) is
  'Erases a contact with all that was merged into it: facts and browsers at once, then conversations, files and announcements. Only a line in the audit log stays, without personal data. For owners and admins.';

create function public.erase_visitor(id uuid)
returns void
language sql
set search_path = ''
as $$
  select private.erase_visitor(erase_visitor.id);
$$;
comment on function public.erase_visitor(uuid) is
  'Erases a visitor who is no contact, with their conversations. For owners and admins.';

-- For the edge function alone

create function public.erase_more(website_id uuid, contact_id uuid, visitor_id uuid)
returns void
language sql
set search_path = ''
as $$
  select private.erase_more(erase_more.website_id, erase_more.contact_id, erase_more.visitor_id);
$$;
comment on function public.erase_more(uuid, uuid, uuid) is
  'Deletes the next part of somebody who was erased, and asks for the part after it. For the edge function `worker`.';

create function public.forget_announcements(website_id uuid, conversation_ids uuid[], person_ids uuid[])
returns void
language sql
set search_path = ''
as $$
  select private.forget_announcements(
    forget_announcements.website_id, forget_announcements.conversation_ids, forget_announcements.person_ids
  );
$$;
comment on function public.forget_announcements(uuid, uuid[], uuid[]) is
  'Deletes what Realtime keeps of conversations and people who were erased. For the edge function `worker`.';

grant execute on function
  private.erase_contact(uuid),
  private.erase_visitor(uuid),
  public.erase_contact(uuid),
  public.erase_visitor(uuid)
to authenticated;

grant execute on function
  private.erase_more(uuid, uuid, uuid),
  private.forget_announcements(uuid, uuid[], uuid[]),
  public.erase_more(uuid, uuid, uuid),
  public.forget_announcements(uuid, uuid[], uuid[])
to service_role;

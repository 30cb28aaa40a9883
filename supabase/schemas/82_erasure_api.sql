-- The API of erasing, for owners and admins, and the worker's part of it.

create function private.forget_announcements(website_id uuid, conversation_ids uuid[], person_ids uuid[])
returns void
language plpgsql
security definer -- the caller is the edge function's service role
set search_path = ''
as $$
begin
  -- What Realtime keeps for three days. It has no index by topic, so this reads all of them: it is a job's work.
  delete from realtime.messages
  where messages.inserted_at > (now() at time zone 'utc') - interval '5 days'
    and messages.event <> all (array['conversation_deleted', 'contact_deleted', 'visitor_deleted', 'access_ended'])
    and (
      messages.topic = any (
        select unnest(array['conversation:' || conversation.id, 'conversation:' || conversation.id || ':team'])
        from unnest(forget_announcements.conversation_ids) as conversation (id)
        union all
        select unnest(array['visitor:' || person.id, 'contact:' || person.id])
        from unnest(forget_announcements.person_ids) as person (id)
      )
      or private.to_uuid(messages.payload -> 'notification' ->> 'conversationId')
        = any (forget_announcements.conversation_ids)
      or (
        messages.topic = 'inbox:' || forget_announcements.website_id
        and (
          private.to_uuid(messages.payload -> 'conversation' ->> 'id') = any (forget_announcements.conversation_ids)
          or private.to_uuid(messages.payload -> 'contact' ->> 'id') = any (forget_announcements.person_ids)
          or private.to_uuid(messages.payload -> 'visitor' ->> 'id') = any (forget_announcements.person_ids)
        )
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

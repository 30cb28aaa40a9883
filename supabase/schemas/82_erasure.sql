-- Erasing: what is known of a person goes at once, and they are nobody to us from then on; their conversations, files and
-- announcements go in parts, the first within the call and the rest by jobs, however much there is.

create function private.blank_contacts(ids uuid[])
returns void
language sql
set search_path = ''
as $$
  update public.contacts
  set
    external_id = null,
    email = null,
    name = null,
    image = null,
    is_verified = false,
    metadata = '{}',
    claimed_metadata = '{}',
    is_by_team = false,
    team_name = null,
    team_metadata = '{}',
    company_id = null,
    erased_at = now(),
    updated_at = now()
  where contacts.id = any (blank_contacts.ids);
$$;

create function private.blank_visitors(ids uuid[])
returns void
language plpgsql
set search_path = ''
as $$
begin
  delete from private.visitor_secrets as secrets
  using public.visitors
  where visitors.id = any (blank_visitors.ids)
    and secrets.website_id = visitors.website_id
    and secrets.visitor_id = visitors.id;

  update public.visitors
  set
    language = null,
    timezone = null,
    screen = null,
    browser = null,
    os = null,
    device_type = 'unknown',
    page_url = null,
    page_title = null,
    referrer = null,
    fingerprint = null,
    erased_at = now()
  where visitors.id = any (blank_visitors.ids);

  perform private.announce_access_ended('visitor:' || visitor.id, 'visitor_erased', visitor.id)
  from unnest(blank_visitors.ids) as visitor (id);
end;
$$;
comment on function private.blank_visitors(uuid[]) is 'Forgets what browsers told, and shuts them out: rows and live channels.';

-- A person

create function private.erased_visitors(website_id uuid, contact_id uuid, visitor_id uuid)
returns uuid[]
language sql
stable
set search_path = ''
as $$
  select array(
    select visitors.id
    from public.visitors
    where visitors.website_id = erased_visitors.website_id
      and (
        visitors.id = erased_visitors.visitor_id
        -- A list, for which there is an index.
        or visitors.contact_id = any (array(
          select contacts.id
          from public.contacts
          where contacts.website_id = erased_visitors.website_id
            and (contacts.id = erased_visitors.contact_id or contacts.merged_into_id = erased_visitors.contact_id)
        ))
      )
  );
$$;

create function private.has_begun_another(website_id uuid, visitor_ids uuid[])
returns boolean
language plpgsql
set search_path = ''
as $$
begin
  -- Waits for those who came in before the visitor was shut out and are writing still. Conversations are held by then:
  -- who writes holds first the conversation, then the visitor.
  perform
  from public.visitors
  where visitors.id = any (visitor_ids)
  order by visitors.id
  for update;

  return exists (
    select
    from public.conversations
    where conversations.website_id = has_begun_another.website_id
      and conversations.visitor_id = any (visitor_ids)
  );
end;
$$;

create function private.erase_next_part(website_id uuid, contact_id uuid, visitor_id uuid)
returns void
language plpgsql
set search_path = ''
as $$
declare
  visitor_ids uuid[] := private.erased_visitors(
    erase_next_part.website_id, erase_next_part.contact_id, erase_next_part.visitor_id
  );
  next_ids uuid[] := array(
    (
      select conversations.id
      from public.conversations
      where conversations.website_id = erase_next_part.website_id
        and conversations.visitor_id = any (visitor_ids)
      limit 200
    )
    union
    (
      select own.id
      from private.conversations_of_contact(erase_next_part.website_id, erase_next_part.contact_id) as own (id)
      limit 200
    )
  );
begin
  if cardinality(next_ids) > 0 then
    perform private.enqueue('forget_announcements', jsonb_build_object(
      'websiteId', erase_next_part.website_id,
      'conversationIds', to_jsonb(next_ids),
      'personIds', '[]'::jsonb
    ));
  end if;

  if private.delete_conversations(next_ids, 5000) >= 5000
    or cardinality(next_ids) >= 200
    or private.has_begun_another(erase_next_part.website_id, visitor_ids)
  then
    perform private.enqueue('erase_person', jsonb_build_object(
      'websiteId', erase_next_part.website_id,
      'contactId', erase_next_part.contact_id,
      'visitorId', erase_next_part.visitor_id
    ));
    return;
  end if;

  -- The inbox was told of much: it is looked through once.
  perform private.enqueue('forget_announcements', jsonb_build_object(
    'websiteId', erase_next_part.website_id,
    'conversationIds', '[]'::jsonb,
    'personIds', to_jsonb(visitor_ids || array(
      select contacts.id
      from public.contacts
      where contacts.website_id = erase_next_part.website_id
        and (contacts.id = erase_next_part.contact_id or contacts.merged_into_id = erase_next_part.contact_id)
    ))
  ));

  delete from public.visitors
  where visitors.id = any (visitor_ids);

  delete from public.contacts
  where contacts.website_id = erase_next_part.website_id
    and contacts.id = erase_next_part.contact_id;
end;
$$;
comment on function private.erase_next_part(uuid, uuid, uuid) is
  'Deletes the next conversations of somebody erased and asks for the rest by a job; after the last, the rows of the person.';

create function private.erase_shown_contact(contact public.contacts)
returns void
language plpgsql
set search_path = ''
as $$
begin
  perform private.blank_visitors(private.erased_visitors(contact.website_id, contact.id, null));
  perform private.announce_access_ended('contact:' || contact.id, 'visitor_erased', visitor.id)
  from unnest(private.erased_visitors(contact.website_id, contact.id, null)) as visitor (id);
  perform private.blank_contacts(array(
    select contacts.id
    from public.contacts
    where contacts.website_id = contact.website_id
      and (contacts.id = contact.id or contacts.merged_into_id = contact.id)
  ));

  perform private.erase_next_part(contact.website_id, contact.id, null);
end;
$$;
comment on function private.erase_shown_contact(public.contacts) is
  'Erases a contact with all that was merged into it. Whoever asks holds the website''s contacts, and audits.';

create function private.erase_contact(id uuid)
returns void
language plpgsql
security definer -- people are written by the database alone
set search_path = ''
as $$
declare
  contact public.contacts := private.contact_shown_to_agent(erase_contact.id);
begin
  perform private.require_website(contact.website_id, '{owner,admin}');
  perform private.lock_contacts(contact.website_id);
  -- Whoever came first has done it.
  contact := private.contact_shown_to_agent(contact.id);

  perform private.erase_shown_contact(contact);
  perform private.audit(contact.organization_id, 'contact_erased', contact.id, contact.website_id);
end;
$$;

create function private.erase_visitor(id uuid)
returns void
language plpgsql
security definer -- people are written by the database alone
set search_path = ''
as $$
declare
  visitor public.visitors := private.visitor_of_agent(erase_visitor.id);
begin
  perform private.require_website(visitor.website_id, '{owner,admin}');
  if visitor.contact_id is not null then
    perform private.raise_error('visitor_identified');
  end if;

  perform private.blank_visitors(array[visitor.id]);
  perform private.erase_next_part(visitor.website_id, null, visitor.id);
  perform private.audit(visitor.organization_id, 'visitor_erased', visitor.id, visitor.website_id);
end;
$$;

create function private.erase_more(website_id uuid, contact_id uuid, visitor_id uuid)
returns void
language plpgsql
security definer -- the caller is the edge function's service role
set search_path = ''
as $$
begin
  -- Only who was erased before: a job can't erase anybody by itself.
  if exists (
    select from public.contacts where contacts.id = erase_more.contact_id and contacts.erased_at is not null
  ) or exists (
    select from public.visitors where visitors.id = erase_more.visitor_id and visitors.erased_at is not null
  ) then
    perform private.tell_none_singly();
    perform private.erase_next_part(erase_more.website_id, erase_more.contact_id, erase_more.visitor_id);
  end if;
end;
$$;

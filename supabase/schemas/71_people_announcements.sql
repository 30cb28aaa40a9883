-- Announcements about people: names, faces and blocks stand in the headers of conversations; who is there, and whose
-- access has ended.

create function private.announce_person(website_id uuid, event text, payload jsonb)
returns void
language plpgsql
set search_path = ''
as $$
begin
  -- When a whole website goes, nobody is left to be told of each.
  if exists (
    select from public.websites where websites.id = announce_person.website_id and websites.deleted_at is null
  ) then
    perform private.announce('inbox:' || announce_person.website_id, announce_person.event, announce_person.payload);
  end if;
end;
$$;

create function private.announce_visitor(visitor public.visitors)
returns void
language plpgsql
set search_path = ''
as $$
begin
  if private.is_first_announcement('person:' || visitor.id) then
    perform private.announce_person(
      visitor.website_id, 'visitor_changed', jsonb_build_object('visitor', private.visitor_for_team(visitor))
    );
  end if;
end;
$$;

create function private.announce_visitor_change()
returns trigger
language plpgsql
security definer -- realtime.messages takes data from the database alone
set search_path = ''
as $$
declare
  visitor public.visitors;
begin
  select visitors.*
  into visitor
  from public.visitors
  where visitors.id = old.id
    and visitors.erased_at is null;

  if visitor.id is null then
    if private.is_first_announcement('visitor-gone:' || old.id) then
      perform private.announce_person(
        old.website_id,
        'visitor_deleted',
        jsonb_build_object('visitorId', old.id, 'websiteId', old.website_id)
      );
    end if;

    return null;
  end if;

  perform private.announce_visitor(visitor);
  perform private.announce_to_team(conversations)
  from public.conversations
  where conversations.website_id = visitor.website_id
    and conversations.visitor_id = visitor.id;

  return null;
end;
$$;

create constraint trigger z_announce
  after update on public.visitors
  deferrable initially deferred
  for each row
  when ((old.contact_id, old.blocked_at, old.erased_at) is distinct from (new.contact_id, new.blocked_at, new.erased_at))
  execute function private.announce_visitor_change();

create constraint trigger z_announce_deleted
  after delete on public.visitors
  deferrable initially deferred
  for each row execute function private.announce_visitor_change();

create function private.announce_contact(contact public.contacts)
returns void
language plpgsql
set search_path = ''
as $$
begin
  if private.is_first_announcement('person:' || contact.id) then
    perform private.announce_person(
      contact.website_id, 'contact_changed', jsonb_build_object('contact', private.contact_for_team(contact))
    );
  end if;
end;
$$;

create function private.announce_headers_of_contact(contact public.contacts)
returns void
language sql
set search_path = ''
as $$
  select private.announce_to_team(conversations)
  from public.conversations
  where conversations.website_id = contact.website_id
    and (
      conversations.contact_id = contact.id
      or conversations.visitor_id in (
        select visitors.id
        from public.contacts as merged
        join public.visitors on visitors.website_id = merged.website_id and visitors.contact_id = merged.id
        where merged.website_id = contact.website_id
          and (merged.id = contact.id or merged.merged_into_id = contact.id)
      )
    );
$$;

create function private.announce_contact_change()
returns trigger
language plpgsql
security definer -- realtime.messages takes data from the database alone
set search_path = ''
as $$
declare
  subject public.contacts := case when tg_op = 'DELETE' then old else new end;
  contact public.contacts;
begin
  select contacts.*
  into contact
  from public.contacts
  where contacts.id = subject.id
    and contacts.erased_at is null;

  if contact.id is null then
    if private.is_first_announcement('contact-gone:' || subject.id) then
      perform private.announce_person(
        subject.website_id,
        'contact_deleted',
        jsonb_build_object('contactId', subject.id, 'websiteId', subject.website_id)
      );
    end if;

    return null;
  end if;

  -- A company that was deleted is told of once, not once for each contact.
  if tg_op = 'UPDATE'
    and old.company_id is not null
    and not exists (select from public.companies where companies.id = old.company_id)
  then
    return null;
  end if;

  perform private.announce_contact(contact);
  if tg_op = 'UPDATE'
    and (old.name, old.email, old.image, old.team_name, old.merged_into_id)
      is distinct from (new.name, new.email, new.image, new.team_name, new.merged_into_id)
  then
    perform private.announce_headers_of_contact(contact);
  end if;

  if tg_op = 'UPDATE' and old.merged_into_id is distinct from new.merged_into_id then
    perform private.announce_visitor(visitors)
    from public.visitors
    where visitors.website_id = contact.website_id
      and visitors.contact_id = contact.id
      and visitors.erased_at is null;
  end if;

  return null;
end;
$$;

create constraint trigger z_announce
  after insert or update or delete on public.contacts
  deferrable initially deferred
  for each row execute function private.announce_contact_change();

create function private.announce_company()
returns trigger
language plpgsql
security definer -- realtime.messages takes data from the database alone
set search_path = ''
as $$
begin
  if tg_op = 'DELETE' then
    perform private.announce_person(
      old.website_id, 'company_deleted', jsonb_build_object('companyId', old.id, 'websiteId', old.website_id)
    );
  else
    perform private.announce_person(
      new.website_id, 'company_changed', jsonb_build_object('company', private.company_as_json(new))
    );
  end if;

  return null;
end;
$$;

create constraint trigger z_announce
  after insert or update or delete on public.companies
  deferrable initially deferred
  for each row execute function private.announce_company();

create function private.announce_visitor_seen(visitor public.visitors)
returns void
language sql
set search_path = ''
as $$
  select private.announce(
    'inbox:' || visitor.website_id,
    'visitor_seen',
    jsonb_build_object('visitorId', visitor.id, 'websiteId', visitor.website_id)
  );
$$;
comment on function private.announce_visitor_seen(public.visitors) is 'Tells the inbox that a visitor is there.';

create function private.announce_access_ended(topic text, reason text, subject_id uuid)
returns void
language sql
set search_path = ''
as $$
  select private.announce(
    announce_access_ended.topic,
    'access_ended',
    jsonb_build_object('reason', announce_access_ended.reason, 'subjectId', announce_access_ended.subject_id)
  );
$$;
comment on function private.announce_access_ended(text, text, uuid) is
  'Tells listeners of a topic that one of them must leave: Realtime asks the policies only when a token changes.';

create function private.announce_removed_member()
returns trigger
language plpgsql
security definer -- realtime.messages takes data from the database alone
set search_path = ''
as $$
begin
  perform private.announce_access_ended('inbox:' || websites.id, 'member_removed', old.user_id)
  from public.websites
  where websites.organization_id = old.organization_id;

  return null;
end;
$$;

create constraint trigger z_announce
  after delete on public.members
  deferrable initially deferred
  for each row execute function private.announce_removed_member();

-- Colleagues: who they are, and whether they are there. A heartbeat is told only when it ends an absence; nobody can tell
-- of somebody who falls silent, so clients look at the time of the last heartbeat themselves.

create function private.announce_member(member public.members)
returns void
language plpgsql
set search_path = ''
as $$
begin
  if private.is_first_announcement('member:' || member.organization_id || ':' || member.user_id) then
    perform private.announce(
      'inbox:' || websites.id,
      'agent_changed',
      jsonb_build_object('member', private.member_for_team(member))
    )
    from public.websites
    where websites.organization_id = member.organization_id;
  end if;
end;
$$;

create function private.announce_agent()
returns trigger
language plpgsql
security definer -- realtime.messages takes data from the database alone
set search_path = ''
as $$
begin
  perform private.announce_member(members)
  from public.members
  where members.user_id = new.user_id;

  return null;
end;
$$;

create constraint trigger z_announce
  after update on public.profiles
  deferrable initially deferred
  for each row
  when (
    (old.name, old.image, old.email, old.is_away) is distinct from (new.name, new.image, new.email, new.is_away)
    or (
      old.last_seen_at is distinct from new.last_seen_at
      and (old.last_seen_at is null or new.last_seen_at - old.last_seen_at >= interval '5 minutes')
    )
  )
  execute function private.announce_agent();

create constraint trigger z_announce_agent
  after insert or update of role on public.members
  deferrable initially deferred
  for each row execute function private.announce_agent();

-- Announcements about people: names, faces and blocks stand in the headers of conversations, the latest 200 of which are
-- looked at; who is there, and whose access has ended.

create function private.announce_person(website_id uuid, person_id uuid, event text, payload jsonb)
returns void
language plpgsql
set search_path = ''
as $$
begin
  -- When a whole website goes, nobody is left to be told of each.
  if exists (
    select from public.websites where websites.id = announce_person.website_id and websites.deleted_at is null
  )
    and private.is_told_singly(announce_person.website_id, announce_person.person_id)
    and private.is_first_announcement(announce_person.event || ':' || announce_person.person_id)
  then
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
  perform private.announce_person(
    visitor.website_id, visitor.id, 'visitor_changed', jsonb_build_object('visitor', private.visitor_for_team(visitor))
  );
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
    perform private.announce_person(
      old.website_id,
      old.id,
      'visitor_deleted',
      jsonb_build_object('visitorId', old.id, 'websiteId', old.website_id)
    );
    return null;
  end if;

  perform private.announce_visitor(visitor);
  perform private.announce_to_team(conversations)
  from (
    select latest.*
    from public.conversations as latest
    where latest.website_id = visitor.website_id
      and latest.visitor_id = visitor.id
    order by latest.last_activity_at desc
    limit 200
  ) as conversations;

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
  perform private.announce_person(
    contact.website_id, contact.id, 'contact_changed', jsonb_build_object('contact', private.contact_for_team(contact))
  );
end;
$$;

create function private.announce_headers_of_contact(contact public.contacts)
returns void
language sql
set search_path = ''
as $$
  select private.announce_to_team(conversations)
  from (
    select latest.*
    from public.conversations as latest
    where latest.website_id = contact.website_id
      and (
        latest.contact_id = contact.id
        -- A list, for which there is an index; a subquery would be asked of every conversation.
        or latest.visitor_id = any (array(
          select visitors.id
          from public.contacts as merged
          join public.visitors on visitors.website_id = merged.website_id and visitors.contact_id = merged.id
          where merged.website_id = contact.website_id
            and (merged.id = contact.id or merged.merged_into_id = contact.id)
        ))
      )
    order by latest.last_activity_at desc
    limit 200
  ) as conversations;
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
    perform private.announce_person(
      subject.website_id,
      subject.id,
      'contact_deleted',
      jsonb_build_object('contactId', subject.id, 'websiteId', subject.website_id)
    );
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
declare
  subject public.companies := case when tg_op = 'DELETE' then old else new end;
  company public.companies;
begin
  select companies.*
  into company
  from public.companies
  where companies.id = subject.id;

  if company.id is null then
    perform private.announce_person(
      subject.website_id,
      subject.id,
      'company_deleted',
      jsonb_build_object('companyId', subject.id, 'websiteId', subject.website_id)
    );
  else
    perform private.announce_person(
      company.website_id, company.id, 'company_changed', jsonb_build_object('company', private.company_as_json(company))
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

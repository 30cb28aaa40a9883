-- Announcements about people: names, faces and blocks stand in the headers of conversations; who is there, and whose
-- access has ended.

create function private.announce_visitor_change()
returns trigger
language plpgsql
security definer -- realtime.messages takes data from the database alone
set search_path = ''
as $$
begin
  perform private.announce_to_team(conversations)
  from public.conversations
  where conversations.website_id = new.website_id
    and conversations.visitor_id = new.id;

  return null;
end;
$$;

create constraint trigger z_announce
  after update on public.visitors
  deferrable initially deferred
  for each row
  when (old.contact_id is distinct from new.contact_id or old.blocked_at is distinct from new.blocked_at)
  execute function private.announce_visitor_change();

create function private.announce_contact_change()
returns trigger
language plpgsql
security definer -- realtime.messages takes data from the database alone
set search_path = ''
as $$
begin
  perform private.announce_to_team(conversations)
  from public.conversations
  where conversations.website_id = new.website_id
    and (
      conversations.contact_id = new.id
      or conversations.visitor_id in (
        select visitors.id
        from public.visitors
        where visitors.website_id = new.website_id
          and visitors.contact_id = new.id
      )
    );

  return null;
end;
$$;

create constraint trigger z_announce
  after update on public.contacts
  deferrable initially deferred
  for each row
  when ((old.name, old.email, old.image) is distinct from (new.name, new.email, new.image))
  execute function private.announce_contact_change();

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

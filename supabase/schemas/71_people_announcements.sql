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

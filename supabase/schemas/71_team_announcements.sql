-- Announcements about colleagues: who they are, who has left, and whether they are there. A heartbeat is told only when it
-- ends an absence; nobody can tell of somebody who falls silent, so clients look at the time of the last heartbeat
-- themselves.

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

-- Announcements about names that stand in many conversations: the names of tags and of agents. A tag is told once, and
-- clients put it wherever it stands. What a visitor sees of an agent stands in the visitor's own conversations, so those
-- are told, as far as somebody may still be looking at them; whoever comes later fetches.

create function private.announce_tag()
returns trigger
language plpgsql
security definer -- realtime.messages takes data from the database alone
set search_path = ''
as $$
declare
  tag public.tags;
begin
  select tags.*
  into tag
  from public.tags
  where tags.id = old.id;

  if tag.id is not null then
    perform private.announce(
      'inbox:' || tag.website_id,
      'tag_changed',
      jsonb_build_object('tag', private.tag_as_json(tag))
    );
  else
    perform private.announce(
      'inbox:' || old.website_id,
      'tag_deleted',
      jsonb_build_object('tagId', old.id, 'websiteId', old.website_id)
    );
  end if;

  return null;
end;
$$;

create constraint trigger z_announce
  after update or delete on public.tags
  deferrable initially deferred
  for each row execute function private.announce_tag();

create function private.announce_author()
returns trigger
language plpgsql
security definer -- realtime.messages takes data from the database alone
set search_path = ''
as $$
begin
  perform private.announce_to_visitor(conversations)
  from (
    select recent.*
    from public.conversation_participants as participants
    join public.conversations as recent on recent.id = participants.conversation_id
    where participants.user_id = new.user_id
      and recent.last_activity_at > now() - interval '1 day'
    order by recent.last_activity_at desc
    limit 500
  ) as conversations;

  return null;
end;
$$;
comment on function private.announce_author() is
  'Tells visitors an agent''s new name and face, in conversations of the last day, the 500 latest.';

create constraint trigger z_announce_author
  after update on public.profiles
  deferrable initially deferred
  for each row
  when ((old.name, old.image) is distinct from (new.name, new.image))
  execute function private.announce_author();

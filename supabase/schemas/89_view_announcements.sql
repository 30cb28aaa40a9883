-- Announcements about saved views: shared ones are told to the team. Somebody's own are told to nobody: no topic is theirs
-- alone.

create function private.announce_view()
returns trigger
language plpgsql
security definer -- realtime.messages takes data from the database alone
set search_path = ''
as $$
declare
  known public.saved_views := case when tg_op = 'DELETE' then old else new end;
  view public.saved_views;
begin
  if not private.is_first_announcement('view:' || known.id) then
    return null;
  end if;

  select views.*
  into view
  from public.saved_views as views
  where views.id = known.id;

  if view.id is not null and view.user_id is null then
    perform private.announce(
      'inbox:' || known.website_id,
      'saved_view_changed',
      jsonb_build_object('view', private.saved_view_as_json(view))
    );
  elsif tg_op <> 'INSERT' and old.user_id is null then
    perform private.announce(
      'inbox:' || known.website_id,
      'saved_view_deleted',
      jsonb_build_object('viewId', known.id, 'websiteId', known.website_id)
    );
  end if;

  return null;
end;
$$;

create constraint trigger z_announce
  after insert or update or delete on public.saved_views
  deferrable initially deferred
  for each row execute function private.announce_view();

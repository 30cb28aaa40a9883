-- What the team does with saved views. Everybody keeps views of their own and makes shared ones; a shared one is changed
-- by whoever made it, by owners and by admins. Who changes views of a website takes turns, so that places and limits hold.

create function private.require_view(id uuid)
returns public.saved_views
language plpgsql
stable
set search_path = ''
as $$
declare
  agent_id uuid := private.require_agent();
  view public.saved_views;
begin
  select views.*
  into view
  from public.saved_views as views
  where views.id = require_view.id
    and views.website_id in (select private.my_website_ids())
    and (views.user_id is null or views.user_id = agent_id);

  if view.id is null then
    perform private.raise_error('saved_view_not_found');
  end if;

  return view;
end;
$$;
comment on function private.require_view(uuid) is 'The view, if it is the calling agent''s own or their team''s; else 404.';

create function private.require_own_view(id uuid)
returns public.saved_views
language plpgsql
set search_path = ''
as $$
declare
  view public.saved_views := private.require_view(require_own_view.id);
begin
  perform private.hold_website(view.website_id);
  perform from public.saved_views as views where views.id = view.id for no key update;
  -- Once more: until now others may have changed it.
  view := private.require_view(require_own_view.id);
  if view.user_id is null and view.created_by is distinct from private.user_id() then
    perform private.require_website(view.website_id, '{owner,admin}');
  end if;

  return view;
end;
$$;
comment on function private.require_own_view(uuid) is
  'The view, if the calling agent may change it; else 404 or 403. Holds the website''s views until the end.';

create function private.checked_filter(filter jsonb)
returns jsonb
language plpgsql
stable
set search_path = ''
as $$
begin
  perform private.read_inbox_filter(checked_filter.filter);
  return jsonb_strip_nulls(checked_filter.filter);
end;
$$;

create function private.last_place(view public.saved_views)
returns integer
language plpgsql
set search_path = ''
as $$
declare
  amount integer;
  last integer;
begin
  select count(*), coalesce(max(views.position), 0)
  into amount, last
  from public.saved_views as views
  where views.organization_id = view.organization_id
    and views.website_id = view.website_id
    and views.user_id is not distinct from view.user_id
    and views.id <> view.id;

  if amount >= 100 then
    perform private.raise_error('limit_reached', 'A website has at most 100 shared views, and each member 100 of their own.');
  end if;

  return last + 1;
end;
$$;
comment on function private.last_place(public.saved_views) is 'Where a view comes that is new in its list; refuses the 101st.';

create function private.view_with_changes(view public.saved_views, changes jsonb)
returns public.saved_views
language plpgsql
stable
set search_path = ''
as $$
declare
  wrong text;
begin
  select string_agg(change.key, ', ')
  into wrong
  from jsonb_each(changes) as change
  where case
    when change.key in ('name', 'sort') then jsonb_typeof(change.value) = 'string'
    when change.key in ('icon', 'color') then jsonb_typeof(change.value) in ('string', 'null')
    when change.key = 'filter' then jsonb_typeof(change.value) = 'object'
    when change.key = 'isShared' then jsonb_typeof(change.value) = 'boolean'
  end is not true;

  if wrong is not null then
    perform private.raise_error('invalid_request', 'These don''t exist or don''t take this value: ' || left(wrong, 500) || '.');
  end if;

  view := jsonb_populate_record(view, changes - 'isShared');
  view.name := private.checked_name(view.name);
  view.color := private.checked_color(view.color);
  view.filter := private.checked_filter(view.filter);
  perform private.inbox_order(view.sort);
  if view.icon !~ '^[a-z0-9-]{1,40}$' then
    perform private.raise_error('invalid_request', 'An icon is named by small letters, digits and dashes.');
  end if;

  return view;
end;
$$;
comment on function private.view_with_changes(public.saved_views, jsonb) is 'A view with what a caller wants of it, checked field by field.';

create function private.create_saved_view(website_id uuid, id uuid, name text, is_shared boolean, given jsonb)
returns jsonb
language plpgsql
security definer -- views are written by the database alone
set search_path = ''
as $$
declare
  website public.websites := private.hold_website(create_saved_view.website_id);
  view public.saved_views;
  known public.saved_views;
begin
  if num_nulls(create_saved_view.id, create_saved_view.is_shared) > 0 then
    perform private.raise_error('invalid_request', 'Choose an id, and say whether the view is shared.');
  end if;

  view.id := create_saved_view.id;
  view.organization_id := website.organization_id;
  view.website_id := website.id;
  view.created_by := private.user_id();
  view.user_id := case when not is_shared then private.user_id() end;
  view.created_at := now();
  view.name := private.checked_name(create_saved_view.name);
  view := private.view_with_changes(view, create_saved_view.given);

  select views.*
  into known
  from public.saved_views as views
  where views.id = view.id
    and views.website_id = website.id
    and views.created_by = private.user_id();

  if known.id is not null then
    return private.saved_view_as_json(known);
  end if;

  view.position := private.last_place(view);
  insert into public.saved_views
  select view.*
  on conflict on constraint saved_views_pkey do nothing;

  if not found then
    perform private.raise_error('id_taken');
  end if;

  return private.saved_view_as_json(view);
exception
  when unique_violation then
    perform private.raise_error('name_taken');
  when foreign_key_violation then
    -- Taken out of the team in this moment.
    perform private.raise_error('website_not_found');
end;
$$;

create function private.update_saved_view(id uuid, changes jsonb)
returns jsonb
language plpgsql
security definer -- views are written by the database alone
set search_path = ''
as $$
declare
  view public.saved_views := private.require_own_view(update_saved_view.id);
  is_shared boolean := view.user_id is null;
begin
  if jsonb_typeof(changes) is distinct from 'object' then
    perform private.raise_error('invalid_request', 'Give what to change as an object.');
  end if;

  view := private.view_with_changes(view, changes);
  if (changes ->> 'isShared')::boolean <> is_shared then
    -- Who takes a view from the team keeps it.
    view.user_id := case when is_shared then private.user_id() end;
    view.position := private.last_place(view);
  end if;

  update public.saved_views as views
  set
    user_id = view.user_id,
    name = view.name,
    icon = view.icon,
    color = view.color,
    filter = view.filter,
    sort = view.sort,
    position = view.position
  where views.id = view.id
    and views is distinct from view;

  return private.saved_view_as_json(view);
exception
  when unique_violation then
    perform private.raise_error('name_taken');
  when foreign_key_violation then
    -- Taken out of the team in this moment.
    perform private.raise_error('saved_view_not_found');
end;
$$;

create function private.delete_saved_view(id uuid)
returns void
language plpgsql
security definer -- views are written by the database alone
set search_path = ''
as $$
declare
  view public.saved_views := private.require_own_view(delete_saved_view.id);
begin
  delete from public.saved_views as views
  where views.id = view.id;
end;
$$;

create function private.list_saved_views(website_id uuid)
returns jsonb
language plpgsql
stable
security definer -- asks by itself whose views these are
set search_path = ''
as $$
declare
  website public.websites := private.require_website(list_saved_views.website_id);
begin
  return jsonb_build_object('views', (
    select coalesce(
      jsonb_agg(private.saved_view_as_json(views) order by views.user_id is not null, views.position, views.id),
      '[]'
    )
    from public.saved_views as views
    where views.organization_id = website.organization_id
      and views.website_id = website.id
      and (views.user_id is null or views.user_id = private.user_id())
  ));
end;
$$;

create function private.reorder_saved_views(website_id uuid, ids uuid[])
returns jsonb
language plpgsql
security definer -- views are written by the database alone
set search_path = ''
as $$
declare
  website public.websites := private.hold_website(reorder_saved_views.website_id);
  named public.saved_views[];
begin
  named := array(select private.require_view(id) from unnest(private.checked_ids(ids, 200)) as id);
  if exists (select from unnest(named) as views where views.website_id <> website.id) then
    perform private.raise_error('saved_view_not_found');
  elsif exists (select from unnest(named) as views where views.user_id is null) then
    perform private.require_website(website.id, '{owner,admin}');
  end if;

  update public.saved_views as views
  set position = placed.place
  from (
    -- Those named come first, the others of the same list stay behind them.
    select
      listed.id,
      row_number() over (
        partition by listed.user_id
        order by array_position(ids, listed.id), listed.position, listed.id
      ) as place
    from public.saved_views as listed
    where listed.organization_id = website.organization_id
      and listed.website_id = website.id
      and exists (select from unnest(named) as view where view.user_id is not distinct from listed.user_id)
  ) as placed
  where views.id = placed.id
    and views.position <> placed.place;

  return private.list_saved_views(website.id);
end;
$$;

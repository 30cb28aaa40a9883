-- The API of 99_saved_views, for agents.

create function public.list_saved_views(website_id uuid)
returns jsonb
language sql
stable
set search_path = ''
as $$
  select private.list_saved_views(list_saved_views.website_id);
$$;
comment on function public.list_saved_views(uuid) is
  'The team''s views of a website''s inbox, then the calling agent''s own, each in their order.';

create function public.create_saved_view(
  website_id uuid,
  id uuid,
  name text,
  filter jsonb default '{}',
  sort text default 'newest',
  is_shared boolean default false,
  icon text default null,
  color text default null
)
returns jsonb
language sql
set search_path = ''
as $$
  select private.create_saved_view(
    create_saved_view.website_id,
    create_saved_view.id,
    create_saved_view.name,
    create_saved_view.is_shared,
    jsonb_build_object(
      'filter', create_saved_view.filter,
      'sort', create_saved_view.sort,
      'icon', create_saved_view.icon,
      'color', create_saved_view.color
    )
  );
$$;
comment on function public.create_saved_view(uuid, uuid, text, jsonb, text, boolean, text, text) is
  'Keeps a filter and an order of the inbox under a name, for the calling agent or, shared, for the team. `me` in a shared filter is whoever looks. The caller chooses the id.';

create function public.update_saved_view(id uuid, changes jsonb)
returns jsonb
language sql
set search_path = ''
as $$
  select private.update_saved_view(update_saved_view.id, update_saved_view.changes);
$$;
comment on function public.update_saved_view(uuid, jsonb) is
  'Changes a view''s name, filter, sort, icon, color or isShared; what is left out stays. Shared ones are changed by whoever made them, owners and admins.';

create function public.delete_saved_view(id uuid)
returns void
language sql
set search_path = ''
as $$
  select private.delete_saved_view(delete_saved_view.id);
$$;
comment on function public.delete_saved_view(uuid) is
  'Deletes a view. Shared ones are deleted by whoever made them, owners and admins.';

create function public.reorder_saved_views(website_id uuid, ids uuid[])
returns jsonb
language sql
set search_path = ''
as $$
  select private.reorder_saved_views(reorder_saved_views.website_id, reorder_saved_views.ids);
$$;
comment on function public.reorder_saved_views(uuid, uuid[]) is
  'Puts views into this order, before those of the same list that are not named. The shared list is ordered by owners and admins.';

grant execute on function
  private.list_saved_views(uuid),
  private.create_saved_view(uuid, uuid, text, boolean, jsonb),
  private.update_saved_view(uuid, jsonb),
  private.delete_saved_view(uuid),
  private.reorder_saved_views(uuid, uuid[]),
  public.list_saved_views(uuid),
  public.create_saved_view(uuid, uuid, text, jsonb, text, boolean, text, text),
  public.update_saved_view(uuid, jsonb),
  public.delete_saved_view(uuid),
  public.reorder_saved_views(uuid, uuid[])
to authenticated;

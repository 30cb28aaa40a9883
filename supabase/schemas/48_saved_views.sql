-- Saved views: filters of the inbox that somebody keeps under a name, for themselves or for the whole team.

create table public.saved_views (
  id uuid primary key,
  organization_id uuid not null,
  website_id uuid not null,
  user_id uuid,
  created_by uuid,
  name text not null,
  icon text,
  color text,
  filter jsonb not null default '{}',
  sort text not null default 'newest',
  position integer not null,
  created_at timestamptz not null default now(),
  constraint saved_views_belong_to_a_website foreign key (organization_id, website_id)
    references public.websites (organization_id, id) on delete cascade,
  constraint saved_views_go_with_the_membership foreign key (organization_id, user_id)
    references public.members (organization_id, user_id) on delete cascade,
  constraint saved_views_outlive_their_author foreign key (organization_id, created_by)
    references public.members (organization_id, user_id) on delete set null (created_by),
  constraint saved_views_name_has_1_to_100_characters check (char_length(name) between 1 and 100),
  constraint saved_views_icon_is_a_name check (icon ~ '^[a-z0-9-]{1,40}$'),
  constraint saved_views_color_is_plain check (color ~ '^[a-z0-9#-]{1,30}$'),
  constraint saved_views_filter_is_an_object check (jsonb_typeof(filter) = 'object'),
  constraint saved_views_sort_is_known check (sort in ('newest', 'oldest', 'longest_waiting', 'priority')),
  constraint saved_views_position_is_positive check (position > 0)
);
comment on table public.saved_views is 'A filter and an order of a website''s inbox, kept under a name.';
comment on column public.saved_views.user_id is 'Whose it is and who alone sees it; null for the team''s.';
comment on column public.saved_views.created_by is 'Who made it, as long as they are a member: they may change it, shared or not.';
comment on column public.saved_views.filter is
  'As the inbox takes it. Tags, members and contacts in it may be gone: then nothing is found for them.';
create unique index saved_views_name_is_unique
  on public.saved_views (organization_id, website_id, user_id, lower(name)) nulls not distinct;
create index saved_views_of_member on public.saved_views (organization_id, user_id) where user_id is not null;
create index saved_views_by_author on public.saved_views (organization_id, created_by) where created_by is not null;

create function private.saved_view_as_json(view public.saved_views)
returns jsonb
language sql
stable
return jsonb_build_object(
  'id', (view).id,
  'websiteId', (view).website_id,
  'isShared', (view).user_id is null,
  'createdBy', (view).created_by,
  'name', (view).name,
  'icon', (view).icon,
  'color', (view).color,
  'filter', (view).filter,
  'sort', (view).sort,
  'position', (view).position,
  'createdAt', (view).created_at
);
comment on function private.saved_view_as_json(public.saved_views) is 'A saved view, for those who may see it.';

alter table public.saved_views enable row level security;

create policy saved_views_read on public.saved_views
  for select to authenticated
  using (
    website_id = any (array(select private.my_website_ids()))
    and (user_id is null or user_id = (select private.user_id()))
  );

grant select on public.saved_views to authenticated, service_role;

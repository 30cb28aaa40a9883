-- Tags: a website's own words for what conversations are about. For the team alone.

create table public.tags (
  id uuid primary key default private.uuid_v7(),
  website_id uuid not null references public.websites (id) on delete cascade,
  name text not null,
  color text,
  created_at timestamptz not null default now(),
  constraint tags_website_id_id_key unique (website_id, id),
  constraint tags_name_has_1_to_50_characters check (char_length(name) between 1 and 50),
  constraint tags_color_is_plain check (color ~ '^[a-z0-9#-]{1,30}$')
);
comment on table public.tags is 'A label that a website''s team gives to conversations.';
create unique index tags_name_is_unique on public.tags (website_id, lower(name));

create table public.conversation_tags (
  website_id uuid not null,
  conversation_id uuid not null,
  tag_id uuid not null,
  created_at timestamptz not null default now(),
  primary key (conversation_id, tag_id),
  constraint conversation_tags_belong_to_a_conversation foreign key (website_id, conversation_id)
    references public.conversations (website_id, id) on delete cascade,
  constraint conversation_tags_are_tags_of_the_website foreign key (website_id, tag_id)
    references public.tags (website_id, id) on delete cascade
);
comment on table public.conversation_tags is 'Which conversations carry which tags.';
create index conversation_tags_by_tag on public.conversation_tags (website_id, tag_id, conversation_id);

create type private.tag_json as (id uuid, name text, color text);

create function private.tag_as_json(tag public.tags)
returns json
language sql
stable
return row_to_json(row((tag).id, (tag).name, (tag).color)::private.tag_json);

alter table public.tags enable row level security;
alter table public.conversation_tags enable row level security;

create policy tags_read on public.tags
  for select to authenticated
  using (website_id = any (array(select private.my_website_ids())));

create policy conversation_tags_read on public.conversation_tags
  for select to authenticated
  using (website_id = any (array(select private.my_website_ids())));

grant select on public.tags, public.conversation_tags to authenticated, service_role;

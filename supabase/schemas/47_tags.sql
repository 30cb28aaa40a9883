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
    references public.conversations (website_id, id) on delete cascade
);
comment on table public.conversation_tags is 'Which conversations carry which tags.';
comment on column public.conversation_tags.tag_id is
  'Whoever gives a tag holds it. No foreign key: one that is deleted may be on very many, and is taken off them in parts.';
create index conversation_tags_by_tag on public.conversation_tags (website_id, tag_id, conversation_id);

create function private.tag_marks(tag_ids uuid[])
returns bigint
language sql
immutable
strict
return (
  select coalesce(bit_or(1::bigint << (get_byte(uuid_send(tag_id), 15) & 63)), 0)
  from unnest(tag_ids) as tag_id
);
comment on function private.tag_marks(uuid[]) is 'The bits of tags, by their ids'' last six: these are drawn.';

-- What carries several tags at once is found in an index over lists. They are no column of conversations: a message would
-- then write to that index too, and who deletes a tag would wait for everybody at work.
create table private.tag_lists (
  website_id uuid not null,
  conversation_id uuid primary key,
  tag_ids uuid[] not null,
  constraint tag_lists_belong_to_a_conversation foreign key (website_id, conversation_id)
    references public.conversations (website_id, id) on delete cascade
);
comment on table private.tag_lists is
  'The tags of each conversation that carries several. Seldom one too many, never one too few: whoever finds something here asks `conversation_tags`.';
create index tag_lists_by_tags on private.tag_lists using gin (tag_ids) with (fastupdate = off);

create function private.list_given_tags()
returns trigger
language plpgsql
security definer -- whoever gives a tag has no access to private tables
set search_path = ''
as $$
begin
  -- Whoever gives a tag holds the conversation: nobody else gives it one meanwhile.
  insert into private.tag_lists (website_id, conversation_id, tag_ids)
  select given.website_id, given.conversation_id, array_agg(given.tag_id)
  from public.conversation_tags as given
  where given.conversation_id in (select fresh.conversation_id from fresh)
  group by given.website_id, given.conversation_id
  having count(*) > 1
  on conflict on constraint tag_lists_pkey do update set tag_ids = excluded.tag_ids;

  return null;
end;
$$;

create function private.mark_given_tags()
returns trigger
language plpgsql
security definer -- whoever gives a tag may not write conversations
set search_path = ''
as $$
begin
  update public.conversations
  set tag_marks = conversations.tag_marks | given.tag_marks
  from (
    select fresh.conversation_id, private.tag_marks(array_agg(fresh.tag_id)) as tag_marks
    from fresh
    group by fresh.conversation_id
  ) as given
  where conversations.id = given.conversation_id
    and conversations.tag_marks & given.tag_marks <> given.tag_marks;

  return null;
end;
$$;

create function private.list_taken_tags()
returns trigger
language plpgsql
security definer -- whoever takes a tag has no access to private tables
set search_path = ''
as $$
begin
  update private.tag_lists as lists
  set tag_ids = array(select unnest(lists.tag_ids) except select unnest(free.taken_ids))
  from (
    select held.conversation_id, gone.taken_ids
    from (
      select taken.conversation_id, array_agg(taken.tag_id) as taken_ids
      from taken
      group by taken.conversation_id
    ) as gone
    join private.tag_lists as held on held.conversation_id = gone.conversation_id
    -- A tag may be taken of very many, and whoever holds one of them may wait for that tag.
    for update of held skip locked
  ) as free
  where lists.conversation_id = free.conversation_id;

  return null;
end;
$$;

create trigger b_list_given_tags
  after insert on public.conversation_tags
  referencing new table as fresh
  for each statement execute function private.list_given_tags();

create trigger b_mark_given_tags
  after insert on public.conversation_tags
  referencing new table as fresh
  for each statement execute function private.mark_given_tags();

create trigger b_list_taken_tags
  after delete on public.conversation_tags
  referencing old table as taken
  for each statement execute function private.list_taken_tags();

create function private.rebuild_tag_lists()
returns void
language plpgsql
set search_path = ''
as $$
begin
  delete from private.tag_lists;

  insert into private.tag_lists (website_id, conversation_id, tag_ids)
  select given.website_id, given.conversation_id, array_agg(given.tag_id)
  from public.conversation_tags as given
  group by given.website_id, given.conversation_id
  having count(*) > 1;

  update public.conversations
  set tag_marks = given.tag_marks
  from (
    select given.conversation_id, private.tag_marks(array_agg(given.tag_id)) as tag_marks
    from public.conversation_tags as given
    group by given.conversation_id
  ) as given
  where conversations.id = given.conversation_id
    and conversations.tag_marks <> given.tag_marks;
end;
$$;
comment on function private.rebuild_tag_lists() is
  'Lists and marks anew, after tags were loaded past the triggers. Nobody may give or take one meanwhile.';

create type private.tag_json as (id uuid, name text, color text);

create function private.tag_as_json(tag public.tags)
returns json
language sql
stable
return row_to_json(row((tag).id, (tag).name, (tag).color)::private.tag_json);

alter table public.tags enable row level security;
alter table public.conversation_tags enable row level security;
alter table private.tag_lists enable row level security;

create policy tags_read on public.tags
  for select to authenticated
  using (website_id = any (array(select private.my_website_ids())));

create policy conversation_tags_read on public.conversation_tags
  for select to authenticated
  using (website_id = any (array(select private.my_website_ids())));

grant select on public.tags, public.conversation_tags to authenticated, service_role;

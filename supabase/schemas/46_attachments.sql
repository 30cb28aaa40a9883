-- Attachments: what is known of each file. One is prepared before it is uploaded, checked after, and then named by one
-- message. A row outlives nothing: whatever removes it has its file removed too (75).

create type public.attachment_state as enum ('pending', 'checked', 'refused');

create table public.attachments (
  id uuid primary key,
  website_id uuid not null,
  conversation_id uuid not null,
  path text not null,
  file_name text not null,
  media_type text not null,
  size bigint not null,
  visitor_id uuid,
  user_id uuid references public.profiles (user_id) on delete restrict,
  state public.attachment_state not null default 'pending',
  checked_version text,
  item_id uuid,
  created_at timestamptz not null default now(),
  constraint attachments_path_is_unique unique (path),
  constraint attachments_belong_to_a_website foreign key (website_id)
    references public.websites (id) on delete cascade,
  constraint attachments_are_named_by_an_item foreign key (conversation_id, item_id)
    references public.timeline_items (conversation_id, id) on delete cascade,
  constraint attachments_are_by_a_visitor foreign key (website_id, visitor_id)
    references public.visitors (website_id, id) on delete set null (visitor_id),
  constraint attachments_have_at_most_one_author check (num_nonnulls(visitor_id, user_id) <= 1),
  constraint attachments_path_says_where check (
    starts_with(path, website_id || '/' || conversation_id || '/' || id || '.')
  ),
  constraint attachments_file_name_is_short check (char_length(file_name) between 1 and 255),
  constraint attachments_size_is_positive check (size > 0),
  constraint attachments_checked_ones_say_what_was_checked check (
    state <> 'checked' or checked_version is not null
  ),
  constraint attachments_named_ones_were_checked check (item_id is null or state <> 'pending')
);
comment on table public.attachments is
  'Files of conversations: prepared by who uploads them, checked by their content, named by one message each.';
comment on column public.attachments.id is 'Chosen by the uploader, so that a retry is not a repeat.';
comment on column public.attachments.conversation_id is
  'Where it may be sent. Without a foreign key: a visitor''s first message makes the conversation that its files were prepared for.';
comment on column public.attachments.path is 'Its name in the bucket: `<website id>/<conversation id>/<id>.<extension>`.';
comment on column public.attachments.checked_version is 'Which upload was checked: another one under the same name is checked anew.';
comment on column public.attachments.item_id is 'The message that names it; null until it is sent. Who may read the message may read the file.';
create index attachments_by_item on public.attachments (conversation_id, item_id);
create index attachments_by_visitor on public.attachments (website_id, visitor_id);
create index attachments_by_user on public.attachments (user_id) where user_id is not null;
create index attachments_to_sweep on public.attachments (created_at) where item_id is null;

alter table public.attachments enable row level security;

-- What somebody has not sent yet is theirs alone.
create policy attachments_read on public.attachments
  for select to authenticated
  using (
    website_id = any (array(select private.my_website_ids()))
    and (item_id is not null or user_id = (select private.user_id()))
  );

grant select on public.attachments to authenticated, service_role;

-- Attachments: files of conversations, in one private bucket under `<website id>/<conversation id>/<name>`. Who may
-- write in a conversation may add a file to it, who may read it may ask for a short signed link. Nothing is replaced.

insert into storage.buckets (id, name, public, file_size_limit, allowed_mime_types)
values (
  'attachments',
  'attachments',
  false,
  10485760,
  -- Nothing that a browser would run as a page: no HTML, no SVG.
  array[
    'image/png', 'image/jpeg', 'image/gif', 'image/webp', 'image/avif',
    'application/pdf', 'application/zip', 'application/json',
    'text/plain', 'text/csv', 'text/markdown'
  ]
)
on conflict (id) do update set
  public = excluded.public,
  file_size_limit = excluded.file_size_limit,
  allowed_mime_types = excluded.allowed_mime_types;

create function private.is_attachment_of_caller(path text)
returns boolean
language sql
stable
security definer -- visitors have no access to tables
set search_path = ''
as $$
  select exists (
    select
    from public.conversations
    where conversations.website_id = private.to_uuid(split_part(path, '/', 1))
      and conversations.id = private.to_uuid(split_part(path, '/', 2))
      and path ~ '^[^/]+/[^/]+/[A-Za-z0-9][A-Za-z0-9._-]{0,199}$'
      and private.is_conversation_of_caller(conversations.id)
  );
$$;
comment on function private.is_attachment_of_caller(text) is 'Whether a path lies in a conversation that the caller takes part in.';

create policy support_attachments_read on storage.objects
  for select to anon, authenticated
  using (bucket_id = 'attachments' and private.is_attachment_of_caller(name));

create policy support_attachments_add on storage.objects
  for insert to anon, authenticated
  with check (bucket_id = 'attachments' and private.is_attachment_of_caller(name));

grant execute on function private.is_attachment_of_caller(text) to anon, authenticated;

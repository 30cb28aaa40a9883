-- The bucket of attachments, and who may put what into it: exactly the file that was prepared, once, by who prepared
-- it. Nobody reads it directly: links are made by the edge function `attachments`, after asking 77.

insert into storage.buckets (id, name, public, file_size_limit, allowed_mime_types)
values (
  'attachments',
  'attachments',
  false,
  10485760,
  -- Nothing that a browser would run as a page: no HTML, no SVG. The edge function knows how each of these begins.
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

insert into private.rate_limit_rules (kind, hits, seconds)
values
  ('upload_visitor', 60, 3600),
  ('upload_ip', 300, 3600),
  ('upload_website', 3000, 3600);

create function private.is_by_caller(attachment public.attachments)
returns boolean
language sql
stable
set search_path = ''
as $$
  select coalesce(
    case private.audience()
      when 'team' then attachment.user_id = private.user_id()
        and attachment.website_id in (select private.my_website_ids())
      else attachment.visitor_id = (private.calling_visitor()).id
    end,
    false
  );
$$;
comment on function private.is_by_caller(public.attachments) is
  'Whether the caller prepared this attachment and may still write where it is for.';

create function private.may_upload(path text)
returns boolean
language sql
stable
security definer -- visitors have no access to tables
set search_path = ''
as $$
  select exists (
    select
    from public.attachments
    where attachments.path = may_upload.path
      and attachments.state = 'pending'
      -- Long before it is swept, so that no upload ends after that.
      and attachments.created_at > now() - interval '1 hour'
      and private.is_by_caller(attachments)
  );
$$;
comment on function private.may_upload(text) is 'Whether the caller prepared the file of this path; for policies, which must not raise.';

create policy support_attachments_add on storage.objects
  for insert to anon, authenticated
  with check (
    bucket_id = 'attachments'
    -- A signed upload link would outlive every check: it replaces the file for two hours.
    and current_setting('storage.operation', true) = 'storage.object.upload'
    and private.may_upload(name)
  );

create function private.delete_removed_files()
returns trigger
language plpgsql
security definer -- jobs are written by the database alone
set search_path = ''
as $$
begin
  -- Every item that goes asks here, and few have files.
  if not exists (select from removed) then
    return null;
  end if;

  perform private.enqueue(
    'delete_files',
    jsonb_build_object('bucket', 'attachments', 'paths', jsonb_agg(numbered.path))
  )
  from (
    select removed.path, (row_number() over () - 1) / 100 as batch
    from removed
  ) as numbered
  group by numbered.batch;

  return null;
end;
$$;

create trigger a_delete_files
  after delete on public.attachments
  referencing old table as removed
  for each statement execute function private.delete_removed_files();

grant execute on function private.may_upload(text) to anon, authenticated;

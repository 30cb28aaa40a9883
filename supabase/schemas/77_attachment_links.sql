-- Links to attachments: who may read a file, and what was found out about its content. The edge function `attachments`
-- asks the first as the caller, looks at the content, and tells the second with the secret key.

create type private.stored_file as (version text, media_type text, size bigint);

create function private.find_stored_file(path text)
returns private.stored_file
language sql
stable
set search_path = ''
as $$
  select row(
    objects.version,
    lower(split_part(objects.metadata ->> 'mimetype', ';', 1)),
    (objects.metadata ->> 'size')::bigint
  )::private.stored_file
  from storage.objects
  where objects.bucket_id = 'attachments'
    and objects.name = find_stored_file.path;
$$;
comment on function private.find_stored_file(text) is 'What Storage says of an upload; null where there is none.';

create function private.may_read_item(conversation_id uuid, item_id uuid)
returns boolean
language sql
stable
set search_path = ''
as $$
  select exists (
    select
    from public.conversations
    join public.timeline_items as items on items.conversation_id = conversations.id
    where conversations.id = may_read_item.conversation_id
      and items.id = may_read_item.item_id
      and items.deleted_at is null
      and case private.audience()
        when 'team' then conversations.website_id in (select private.my_website_ids())
        else items.visibility = 'public'
          and private.belongs_to_visitor(conversations, private.calling_visitor())
      end
  );
$$;
comment on function private.may_read_item(uuid, uuid) is 'Whether the caller sees an item with its words and files.';

create function private.readable_attachment(path text)
returns public.attachments
language plpgsql
stable
set search_path = ''
as $$
declare
  attachment public.attachments;
begin
  if private.audience() = 'visitor' then
    perform private.require_visitor();
  end if;

  select attachments.*
  into attachment
  from public.attachments
  where attachments.path = readable_attachment.path;

  -- What is not sent yet is its author's alone.
  if attachment.id is null
    or (attachment.item_id is null and not private.is_by_caller(attachment))
    or (attachment.item_id is not null and not private.may_read_item(attachment.conversation_id, attachment.item_id))
  then
    perform private.raise_error('attachment_not_found');
  end if;

  return attachment;
end;
$$;
comment on function private.readable_attachment(text) is 'The attachment, if the caller may read the item that names it, or wrote it; else 404.';

create function private.open_attachment(path text)
returns jsonb
language plpgsql
stable
security definer -- visitors have no access to tables
set search_path = ''
as $$
declare
  attachment public.attachments := private.readable_attachment(open_attachment.path);
  stored private.stored_file;
begin
  if attachment.state = 'refused' then
    perform private.raise_error('file_refused');
  end if;

  stored := private.find_stored_file(attachment.path);
  if stored.version is null then
    perform private.raise_error('attachment_not_uploaded');
  end if;

  return jsonb_build_object(
    'attachment', private.attachment_as_json(attachment),
    'version', stored.version,
    'isChecked', attachment.state = 'checked' and attachment.checked_version = stored.version
  );
end;
$$;

create function private.complete_attachment_check(path text, version text, is_accepted boolean)
returns jsonb
language plpgsql
security definer -- the caller is the edge function's service role, which writes no tables
set search_path = ''
as $$
declare
  attachment public.attachments;
  stored private.stored_file;
begin
  select attachments.*
  into attachment
  from public.attachments
  where attachments.path = complete_attachment_check.path
  for no key update;

  stored := private.find_stored_file(attachment.path);
  if attachment.id is null then
    perform private.raise_error('attachment_not_found');
  elsif attachment.state = 'refused' then
    return private.attachment_as_json(attachment);
  elsif stored.version is distinct from complete_attachment_check.version then
    perform private.raise_error('attachment_not_uploaded', 'This file changed while it was looked at.');
  end if;

  -- What Storage serves it as has to be what was looked for.
  if complete_attachment_check.is_accepted
    and stored.media_type = attachment.media_type
    and stored.size = attachment.size
  then
    attachment.state := 'checked';
    attachment.checked_version := stored.version;
  else
    attachment.state := 'refused';
    perform private.enqueue(
      'delete_files',
      jsonb_build_object('bucket', 'attachments', 'paths', jsonb_build_array(attachment.path))
    );
  end if;

  update public.attachments
  set
    state = attachment.state,
    checked_version = attachment.checked_version
  where attachments.id = attachment.id;

  return private.attachment_as_json(attachment);
end;
$$;

-- The API

create function public.open_attachment(path text)
returns jsonb
language sql
stable
set search_path = ''
as $$
  select private.open_attachment(open_attachment.path);
$$;
comment on function public.open_attachment(text) is
  'An attachment that the caller may read, and whether its upload was checked. A link to it is made by the edge function `attachments`.';

-- For the edge function alone

create function public.complete_attachment_check(path text, version text, is_accepted boolean)
returns jsonb
language sql
set search_path = ''
as $$
  select private.complete_attachment_check(
    complete_attachment_check.path,
    complete_attachment_check.version,
    complete_attachment_check.is_accepted
  );
$$;
comment on function public.complete_attachment_check(text, text, boolean) is
  'Notes whether the content of an upload is what it was said to be; what is refused is deleted. For the edge function `attachments`.';

grant execute on function
  private.open_attachment(text),
  public.open_attachment(text)
to anon, authenticated;

grant execute on function
  private.complete_attachment_check(text, text, boolean),
  public.complete_attachment_check(text, text, boolean)
to service_role;

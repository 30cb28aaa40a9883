-- Preparing an upload: who, where, how large and of which type is decided before a byte is sent. The bucket's policy
-- (75) then takes exactly that file.

create function private.extension_of(media_type text)
returns text
language sql
immutable
set search_path = ''
as $$
  select types.extension
  from (
    values
      ('image/png', 'png'),
      ('image/jpeg', 'jpg'),
      ('image/gif', 'gif'),
      ('image/webp', 'webp'),
      ('image/avif', 'avif'),
      ('application/pdf', 'pdf'),
      ('application/zip', 'zip'),
      ('application/json', 'json'),
      ('text/plain', 'txt'),
      ('text/csv', 'csv'),
      ('text/markdown', 'md')
  ) as types (media_type, extension)
  where types.media_type = extension_of.media_type;
$$;
comment on function private.extension_of(text) is 'How names of files of a type end; null for a type whose content nobody can check.';

create function private.clean_file_name(value text)
returns text
language sql
immutable
set search_path = ''
as $$
  -- Neither a way out of a folder nor marks that turn `gpj.exe` around. Of an endless name the end says what it is.
  select coalesce(
    nullif(
      right(
        regexp_replace(
          private.clean_text(clean_file_name.value),
          '[/\\\x09\x0a\x85\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069]', '_', 'g'
        ),
        255
      ),
      ''
    ),
    'file'
  );
$$;

create function private.attachment_as_json(attachment public.attachments)
returns jsonb
language sql
stable
return jsonb_build_object(
  'id', (attachment).id,
  'conversationId', (attachment).conversation_id,
  'path', (attachment).path,
  'fileName', (attachment).file_name,
  'mediaType', (attachment).media_type,
  'size', (attachment).size,
  'state', (attachment).state
);
comment on function private.attachment_as_json(public.attachments) is
  'An attachment, for both audiences: all of it came from its uploader.';

create function private.author_of_upload(conversation_id uuid)
returns public.attachments
language plpgsql
stable
set search_path = ''
as $$
declare
  author public.attachments;
  visitor public.visitors;
begin
  if private.audience() = 'team' then
    author.website_id := (private.conversation_of_agent(author_of_upload.conversation_id)).website_id;
    author.user_id := private.user_id();
    return author;
  end if;

  visitor := private.require_visitor();
  perform private.require_active_website(visitor.website_id);
  perform
  from public.conversations
  where conversations.id = author_of_upload.conversation_id;

  -- The first message makes the conversation, and its files come before it.
  if found then
    perform private.conversation_of_visitor(author_of_upload.conversation_id, visitor);
  end if;

  author.website_id := visitor.website_id;
  author.visitor_id := visitor.id;
  return author;
end;
$$;
comment on function private.author_of_upload(uuid) is 'Website and author of an attachment, if the caller may write in this conversation.';

create function private.check_upload(attachment public.attachments)
returns void
language plpgsql
stable
set search_path = ''
as $$
declare
  bucket storage.buckets;
begin
  select buckets.*
  into strict bucket
  from storage.buckets
  where buckets.id = 'attachments';

  if attachment.media_type <> all (bucket.allowed_mime_types) or attachment.path is null then
    perform private.raise_error('file_type_not_allowed');
  elsif attachment.size > bucket.file_size_limit then
    perform private.raise_error('file_too_large', format(
      'A file may have at most %s MB.', bucket.file_size_limit / 1048576
    ));
  elsif attachment.size < 1 then
    perform private.raise_error('invalid_request', 'This file is empty.');
  end if;
end;
$$;

create function private.limit_uploads(attachment public.attachments)
returns void
language plpgsql
set search_path = ''
as $$
begin
  -- Counted one after the other, so that many at once don't all find room.
  perform pg_advisory_xact_lock(hashtextextended(attachment.conversation_id::text, 0));
  if 20 < (
    select count(*)
    from public.attachments
    where attachments.conversation_id = attachment.conversation_id
      and attachments.item_id is null
      and attachments.state <> 'refused'
      and coalesce(attachments.visitor_id, attachments.user_id) = coalesce(attachment.visitor_id, attachment.user_id)
  ) then
    perform private.raise_error('too_many_files');
  elsif attachment.visitor_id is not null then
    perform private.take_hits(private.require_visitor(), 'upload');
  end if;
end;
$$;

create function private.prepare_upload(
  conversation_id uuid,
  id uuid,
  file_name text,
  media_type text,
  size bigint
)
returns jsonb
language plpgsql
security definer -- attachments are written by the database alone
set search_path = ''
as $$
declare
  attachment public.attachments;
  known public.attachments;
begin
  if num_nulls(
    prepare_upload.conversation_id, prepare_upload.id, prepare_upload.file_name, prepare_upload.media_type, prepare_upload.size
  ) > 0 then
    perform private.raise_error('invalid_request');
  end if;

  attachment := private.author_of_upload(prepare_upload.conversation_id);
  attachment.conversation_id := prepare_upload.conversation_id;
  attachment.id := prepare_upload.id;
  attachment.file_name := private.clean_file_name(prepare_upload.file_name);
  attachment.media_type := lower(prepare_upload.media_type);
  attachment.size := prepare_upload.size;
  attachment.path := attachment.website_id || '/' || attachment.conversation_id || '/' || attachment.id || '.'
    || private.extension_of(attachment.media_type);
  perform private.check_upload(attachment);

  begin
    insert into public.attachments (
      id, website_id, conversation_id, path, file_name, media_type, size, visitor_id, user_id
    )
    values (
      attachment.id, attachment.website_id, attachment.conversation_id, attachment.path, attachment.file_name,
      attachment.media_type, attachment.size, attachment.visitor_id, attachment.user_id
    )
    on conflict do nothing;
  exception
    when foreign_key_violation then
      -- Erased in this moment.
      perform private.raise_error('session_expired');
  end;

  if found then
    perform private.limit_uploads(attachment);
    attachment.state := 'pending';
    return private.attachment_as_json(attachment);
  end if;

  -- Asked again, as after an answer that got lost: there is an hour from now to upload it.
  update public.attachments
  set created_at = case when attachments.state = 'pending' then now() else attachments.created_at end
  where attachments.id = prepare_upload.id
    and attachments.path = attachment.path
    and private.is_by_caller(attachments)
  returning attachments.* into known;

  if known.id is null then
    perform private.raise_error('id_taken');
  end if;

  return private.attachment_as_json(known);
end;
$$;

create function private.sweep_attachments()
returns void
language sql
set search_path = ''
as $$
  -- Never sent: prepared and left, or refused.
  with left_over as (
    select attachments.id
    from public.attachments
    where attachments.item_id is null
      and attachments.created_at < now() - interval '1 day'
    order by attachments.created_at
    limit 1000
    for update skip locked
  )
  delete from public.attachments
  using left_over
  where attachments.id = left_over.id;
$$;
comment on function private.sweep_attachments() is 'Removes files that no message named within a day; a step of housekeeping.';

-- The API

create function public.prepare_upload(
  conversation_id uuid,
  id uuid,
  file_name text,
  media_type text,
  size bigint
)
returns jsonb
language sql
set search_path = ''
as $$
  select private.prepare_upload(
    prepare_upload.conversation_id,
    prepare_upload.id,
    prepare_upload.file_name,
    prepare_upload.media_type,
    prepare_upload.size
  );
$$;
comment on function public.prepare_upload(uuid, uuid, text, text, bigint) is
  'Allows the caller to upload one file to the path it answers, for a message in this conversation; a visitor''s conversation may be one that its first message will make. A repeated id answers as before.';

grant execute on function
  private.prepare_upload(uuid, uuid, text, text, bigint),
  public.prepare_upload(uuid, uuid, text, text, bigint)
to anon, authenticated;

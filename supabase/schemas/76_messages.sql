-- Messages: what every sender's words go through before they are stored.

create function private.checked_text(text text, has_files boolean)
returns text
language plpgsql
immutable
set search_path = ''
as $$
declare
  cleaned text;
begin
  -- Cleaning megabytes takes seconds, and no message of that size comes out short enough.
  if octet_length(checked_text.text) > 1000000 then
    perform private.raise_error('message_too_long');
  end if;

  cleaned := coalesce(private.clean_text(checked_text.text), '');
  if char_length(cleaned) > 10000 then
    perform private.raise_error('message_too_long');
  elsif cleaned = '' and not has_files then
    perform private.raise_error('message_empty');
  end if;

  return nullif(cleaned, '');
end;
$$;
comment on function private.checked_text(text, boolean) is 'A message''s text as it is stored; null beside files, refused without.';

create function private.file_part(attachment public.attachments, given jsonb)
returns jsonb
language sql
immutable
set search_path = ''
as $$
  select jsonb_strip_nulls(jsonb_build_object(
    'type', case when starts_with(attachment.media_type, 'image/') then 'image' else 'file' end,
    'url', attachment.path,
    'mediaType', attachment.media_type,
    'fileName', attachment.file_name,
    'size', attachment.size,
    -- How much room to keep is all that the sender knows better.
    'width', given -> 'width',
    'height', given -> 'height'
  ));
$$;
comment on function private.file_part(public.attachments, jsonb) is 'The part of a message that shows an attachment.';

create function private.checked_files(parts jsonb, conversation public.conversations)
returns jsonb
language plpgsql
stable
set search_path = ''
as $$
declare
  files jsonb;
  asked bigint;
  found_ones bigint;
begin
  if parts is null or parts in ('[]', 'null') then
    return '[]';
  elsif jsonb_typeof(parts) <> 'array' or jsonb_array_length(parts) > 20 then
    perform private.raise_error('parts_invalid');
  end if;

  -- The text part is made of `text`, and where a message came from is not the sender's to say.
  select
    count(*),
    count(distinct attachments.id),
    coalesce(jsonb_agg(private.file_part(attachments, part) order by place), '[]')
  into asked, found_ones, files
  from jsonb_array_elements(parts) with ordinality as given (part, place)
  left join public.attachments
    on attachments.path = part ->> 'url'
    and part ->> 'type' in ('image', 'file')
    and attachments.website_id = conversation.website_id
    and attachments.conversation_id = conversation.id
    and attachments.state = 'checked'
    and attachments.item_id is null
    and private.is_by_caller(attachments)
  where coalesce(part ->> 'type', '') not in ('text', 'metadata');

  if asked > 10 or asked <> found_ones or private.are_parts(files) is not true then
    perform private.raise_error('parts_invalid');
  end if;

  return files;
end;
$$;
comment on function private.checked_files(jsonb, public.conversations) is
  'The image and file parts of a message: attachments that the caller uploaded here, that were checked, and that no message names yet.';

create function private.name_files(conversation_id uuid, item_id uuid, files jsonb)
returns void
language plpgsql
set search_path = ''
as $$
declare
  named integer;
begin
  update public.attachments
  set item_id = name_files.item_id
  where attachments.path in (select file ->> 'url' from jsonb_array_elements(files) as file)
    and attachments.conversation_id = name_files.conversation_id
    and attachments.state = 'checked'
    and attachments.item_id is null;

  get diagnostics named = row_count;
  -- One may have been swept since it was looked at.
  if named <> jsonb_array_length(files) then
    perform private.raise_error('parts_invalid');
  end if;
end;
$$;
comment on function private.name_files(uuid, uuid, jsonb) is 'Gives a message''s files to it: from then on they are read by who reads it.';

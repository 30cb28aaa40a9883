-- Messages: what every sender's words go through before they are stored.

create function private.checked_text(text text, has_files boolean)
returns text
language plpgsql
immutable
set search_path = ''
as $$
declare
  cleaned text := coalesce(private.clean_text(checked_text.text), '');
begin
  if char_length(cleaned) > 10000 then
    perform private.raise_error('message_too_long');
  elsif cleaned = '' and not has_files then
    perform private.raise_error('message_empty');
  end if;

  return nullif(cleaned, '');
end;
$$;
comment on function private.checked_text(text, boolean) is 'A message''s text as it is stored; null beside files, refused without.';

create function private.file_part(part jsonb)
returns jsonb
language sql
immutable
set search_path = ''
as $$
  select case
    when jsonb_typeof(part) = 'object' then (
      select jsonb_object_agg(field.key, field.value)
      from jsonb_each(part) as field
      where field.key in ('type', 'url', 'mediaType', 'fileName', 'size', 'width', 'height')
    )
    else part
  end;
$$;
comment on function private.file_part(jsonb) is 'A file''s part with the fields we know and no others.';

create function private.checked_files(parts jsonb, conversation public.conversations)
returns jsonb
language plpgsql
immutable
set search_path = ''
as $$
declare
  files jsonb;
begin
  if coalesce(jsonb_typeof(parts), 'null') = 'null' then
    return '[]';
  elsif jsonb_typeof(parts) <> 'array' then
    perform private.raise_error('parts_invalid');
  end if;

  -- The text part is made of `text`, and where a message came from is not the sender's to say.
  select coalesce(jsonb_agg(private.file_part(part) order by place), '[]')
  into files
  from jsonb_array_elements(parts) with ordinality as given (part, place)
  where coalesce(part ->> 'type', '') not in ('text', 'metadata');

  if jsonb_array_length(files) > 10
    or private.are_parts(files) is not true
    or exists (
      select
      from jsonb_array_elements(files) as file
      where file ->> 'type' not in ('image', 'file')
        or not starts_with(file ->> 'url', conversation.website_id || '/' || conversation.id || '/')
    )
  then
    perform private.raise_error('parts_invalid');
  end if;

  return files;
end;
$$;
comment on function private.checked_files(jsonb, public.conversations) is
  'The image and file parts of a message, naming only files of its own conversation.';

-- The inbox's filter: data that picks among conditions which stand here; its values travel as parameters.

create type private.inbox_filter as (
  status public.conversation_status,
  box text, -- inbox, snoozed, spam, archived, test
  assignee text, -- me, none, someone, or a member's id
  priorities public.conversation_priority[],
  tag_ids uuid[], -- any of them
  all_tag_ids uuid[],
  is_unread boolean,
  channel public.conversation_channel,
  contact_id uuid,
  created_from timestamptz,
  created_to timestamptz,
  active_from timestamptz,
  active_to timestamptz,
  words tsquery,
  conversation_ids uuid[] -- of those with the words, where it is known
);

create function private.read_texts(value jsonb, pattern text)
returns text[]
language plpgsql
immutable
set search_path = ''
as $$
declare
  texts text[];
begin
  if value is null then
    return null;
  elsif jsonb_typeof(value) = 'array' then
    texts := array(select jsonb_array_elements_text(value));
  end if;

  if cardinality(texts) between 1 and 50
    and not exists (select from unnest(texts) as item where (item ~ read_texts.pattern) is not true)
  then
    return texts;
  end if;

  perform private.raise_error('invalid_request', 'A filter''s list has 1 to 50 known values.');
end;
$$;

create function private.read_moment(value text)
returns timestamptz
language plpgsql
stable
set search_path = ''
as $$
begin
  if value is null then
    return null;
  elsif value ~ '^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d{1,6})?)?(Z|[+-]\d\d:\d\d))?$' then
    return value::timestamptz;
  end if;

  perform private.raise_error('invalid_request', 'A moment is written as 2026-01-31 or 2026-01-31T08:00:00Z.');
exception
  when datetime_field_overflow or invalid_datetime_format then
    perform private.raise_error('invalid_request', 'There is no such moment.');
end;
$$;
comment on function private.read_moment(text) is 'A moment as JSON writes it, or null; refuses everything else.';

create function private.refuse_unknown_filter(given jsonb)
returns void
language plpgsql
immutable
set search_path = ''
as $$
declare
  uuids constant text := '^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$';
  known constant jsonb := jsonb_build_object(
    'status', '^(open|resolved)$',
    'box', '^(inbox|snoozed|spam|archived|test)$',
    'assignee', '^(me|none|someone)$|' || uuids,
    'unread', '^(true|false)$',
    'channel', '^(widget|email|api)$',
    'contact', uuids,
    'priority', '', 'tags', '', 'allTags', '', 'text', '',
    'createdFrom', '', 'createdTo', '', 'activeFrom', '', 'activeTo', ''
  );
  part record;
begin
  if jsonb_typeof(given) <> 'object' then
    perform private.raise_error('invalid_request', 'A filter is an object.');
  end if;

  for part in
    select key, given ->> key as value
    from jsonb_object_keys(given) as key
  loop
    if not known ? part.key then
      perform private.raise_error('invalid_request', 'A filter names only: ' || (
        select string_agg(key, ', ' order by key)
        from jsonb_object_keys(known) as key
      ) || '.');
    elsif part.value !~* (known ->> part.key) then
      perform private.raise_error(
        'invalid_request',
        format('A filter''s %s can''t be this. It takes: %s', part.key, case
          when part.key in ('assignee') then 'me, none, someone or a member''s id.'
          when part.key in ('contact') then 'a contact''s id.'
          else translate(known ->> part.key, '^()$', '') || '.'
        end)
      );
    end if;
  end loop;
end;
$$;

create function private.read_inbox_filter(filter jsonb)
returns private.inbox_filter
language plpgsql
stable
set search_path = ''
as $$
declare
  given jsonb := jsonb_strip_nulls(coalesce(filter, '{}'));
  uuids constant text := '^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$';
  wanted private.inbox_filter;
begin
  perform private.refuse_unknown_filter(given);

  wanted.status := given ->> 'status';
  wanted.box := coalesce(given ->> 'box', 'inbox');
  wanted.assignee := given ->> 'assignee';
  wanted.priorities := private.read_texts(given -> 'priority', '^(low|medium|high|urgent)$');
  wanted.tag_ids := private.read_texts(given -> 'tags', uuids);
  wanted.all_tag_ids := nullif(array(select distinct unnest(private.read_texts(given -> 'allTags', uuids))), '{}');
  wanted.is_unread := given ->> 'unread';
  wanted.channel := given ->> 'channel';
  wanted.contact_id := given ->> 'contact';
  wanted.created_from := private.read_moment(given ->> 'createdFrom');
  wanted.created_to := private.read_moment(given ->> 'createdTo');
  wanted.active_from := private.read_moment(given ->> 'activeFrom');
  wanted.active_to := private.read_moment(given ->> 'activeTo');
  wanted.words := case when given ? 'text' then private.read_search(given ->> 'text') end;
  return wanted;
end;
$$;
comment on function private.read_inbox_filter(jsonb) is 'A filter as the API takes it, checked word by word.';

create function private.tags_of_filter(website_id uuid, ids uuid[])
returns uuid[]
language plpgsql -- keeps its plan
stable
set search_path = ''
as $$
begin
  return case
    when ids is not null then array(
      select tags.id
      from unnest(ids) as asked (id)
      left join public.tags on tags.website_id = tags_of_filter.website_id and tags.id = asked.id
    )
  end;
end;
$$;
comment on function private.tags_of_filter(uuid, uuid[]) is
  'A filter''s tags, with null for each that the website has no more: nothing carries that, though it may not yet be taken off all.';

create function private.inbox_filter_of(website_id uuid, filter jsonb)
returns private.inbox_filter
language plpgsql
stable
set search_path = ''
as $$
declare
  wanted private.inbox_filter := private.read_inbox_filter(inbox_filter_of.filter);
begin
  wanted.tag_ids := private.tags_of_filter(inbox_filter_of.website_id, wanted.tag_ids);
  wanted.all_tag_ids := private.tags_of_filter(inbox_filter_of.website_id, wanted.all_tag_ids);
  return wanted;
end;
$$;
comment on function private.inbox_filter_of(uuid, jsonb) is 'A filter as a website''s inbox looks by it.';

-- The inbox: a page of conversations in one round trip, by a filter and in an order. It reads past row security, which
-- keeps conditions on enums, lists and words from using an index, and asks first whose website this is.

create type private.inbox_place as (
  at timestamptz,
  id uuid,
  priority public.conversation_priority
);

create function private.require_visible_website(website_id uuid)
returns void
language plpgsql
stable
set search_path = ''
as $$
begin
  perform private.require_agent();
  if not exists (select from private.my_website_ids() as mine (id) where mine.id = website_id) then
    perform private.raise_error('website_not_found');
  end if;
end;
$$;

create function private.read_inbox_cursor(cursor text, sort text)
returns private.inbox_place
language plpgsql
immutable
set search_path = ''
as $$
declare
  parts text[] := string_to_array(cursor, '~');
  place private.inbox_place;
begin
  if cursor is null then
    return null;
  elsif cursor !~ '^[a-z_]+~([0-9]{1,16}|infinity)~[0-9a-f-]{36}~(low|medium|high|urgent)$'
    or private.to_uuid(parts[3]) is null
  then
    perform private.raise_error('invalid_request', 'This cursor was not made by a previous page.');
  elsif parts[1] <> sort then
    perform private.raise_error('invalid_request', 'This cursor belongs to another order. Begin with the first page.');
  end if;

  place.at := case
    when parts[2] = 'infinity' then 'infinity'
    else timestamptz 'epoch' + parts[2]::bigint * interval '1 microsecond'
  end;
  place.id := parts[3];
  place.priority := parts[4];
  return place;
end;
$$;

create function private.write_inbox_cursor(last public.conversations, sort text)
returns text
language sql
stable
set search_path = ''
as $$
  select concat_ws(
    '~',
    sort,
    case when place.at = 'infinity' then 'infinity' else ((extract(epoch from place.at) * 1000000)::bigint)::text end,
    last.id,
    last.priority
  )
  from (
    select case when sort = 'longest_waiting' then last.waiting_since else last.last_activity_at end as at
  ) as place;
$$;
comment on function private.write_inbox_cursor(public.conversations, text) is 'Where a page ends, as opaque text for the next call.';

create function private.inbox_order(sort text)
returns text[]
language plpgsql
immutable
set search_path = ''
as $$
begin
  case sort
    when 'newest' then
      return array['last_activity_at desc, id desc', '(last_activity_at, id) < ($5.at, $5.id)'];
    when 'oldest' then
      return array['last_activity_at, id', '(last_activity_at, id) > ($5.at, $5.id)'];
    when 'longest_waiting' then
      return array['waiting_since, id', '(waiting_since, id) > ($5.at, $5.id)'];
    when 'priority' then
      return array[
        'priority desc, last_activity_at desc, id desc',
        '(priority, last_activity_at, id) < ($5.priority, $5.at, $5.id)'
      ];
    else
      perform private.raise_error('invalid_request', 'An inbox is sorted by newest, oldest, longest_waiting or priority.');
  end case;
end;
$$;
comment on function private.inbox_order(text) is 'What a sort orders by, and what lies after $5, the place where a page ended.';

-- A query for the first $4 conversations of a website's boxes, $1 being the website.

create function private.walked_boxes(boxes text[], conditions text, arranged text, checked text default null)
returns text
language sql
immutable
set search_path = ''
as $$
  select format(
    'select array(select merged.conversation from (%s) as merged order by %s limit $4)',
    string_agg(
      format(
        case
          when checked is null then '(%s limit $4)'
          else '(select conversations.* from (%s limit 1000) as conversations where %s order by %s limit $4)'
        end,
        format(
          'select conversations as conversation, id, last_activity_at, waiting_since, priority
          from public.conversations
          where conversations.website_id = $1 and conversations.box = %L and %s
          order by %s',
          box,
          conditions,
          arranged
        ),
        checked,
        arranged
      ),
      ' union all '
    ),
    arranged
  )
  from unnest(boxes) as box;
$$;
comment on function private.walked_boxes(text[], text, text, text) is
  'From each box its first, merged; where more is to be checked, which is dear, of the first thousand that would do.';

create function private.looked_up(boxes text[], conditions text, arranged text)
returns text
language sql
immutable
set search_path = ''
as $$
  select format(
    'with few as materialized (
      select conversations as conversation, id, last_activity_at, waiting_since, priority
      from public.conversations
      where conversations.website_id = $1 and conversations.box = any (%L) and %s
    )
    select array(select few.conversation from few order by %s limit $4)',
    boxes,
    conditions,
    arranged
  );
$$;
comment on function private.looked_up(text[], text, text) is
  'All that the conditions find, put in order: the order is kept from choosing how they are found.';

create function private.walk(query text, website_id uuid, wanted private.inbox_filter, agent_id uuid, size integer, place private.inbox_place)
returns public.conversations[]
language plpgsql
stable
set search_path = ''
set enable_sort = off -- walks in order, whatever else is thought to be quicker
as $$
declare
  page public.conversations[];
begin
  execute walk.query into page using walk.website_id, wanted, walk.agent_id, walk.size, walk.place;
  return page;
end;
$$;

create function private.inbox_page(
  website_id uuid,
  wanted private.inbox_filter,
  sort text,
  place private.inbox_place,
  size integer
)
returns public.conversations[]
language plpgsql
stable
set search_path = ''
as $$
declare
  arranged constant text[] := private.inbox_order(inbox_page.sort);
  boxes constant text[] := private.inbox_boxes(wanted);
  agent_id constant uuid := private.user_id();
  parts constant private.inbox_part[] := array(select part from private.inbox_parts(wanted) as part);
  lookup constant text := private.inbox_lookup(parts, inbox_page.website_id, wanted, agent_id, inbox_page.sort);
  beyond constant text := case when place is not null then arranged[2] end;
  page public.conversations[];
begin
  if lookup is not null then
    execute private.looked_up(boxes, concat_ws(' and ', lookup, private.inbox_conditions(parts), beyond), arranged[1])
    into page
    using inbox_page.website_id, wanted, agent_id, inbox_page.size, place;
    return page;
  end if;

  page := private.walk(
    private.walked_boxes(
      boxes,
      concat_ws(' and ', private.inbox_conditions(array(select part from unnest(parts) as part where part.name <> 'text')), beyond),
      arranged[1],
      (select part.condition from unnest(parts) as part where part.name = 'text')
    ),
    inbox_page.website_id, wanted, agent_id, inbox_page.size, place
  );
  if cardinality(page) = inbox_page.size or wanted.words is null then
    return page;
  end if;

  -- Many have the words, but few of those that come first.
  wanted.conversation_ids := private.conversations_with_words(inbox_page.website_id, wanted.words, 2147483647);
  return private.inbox_page(inbox_page.website_id, wanted, inbox_page.sort, place, inbox_page.size);
end;
$$;

create function private.inbox(website_id uuid, filter jsonb, cursor text, size integer, sort text)
returns json
language plpgsql
stable
security definer -- row security keeps conditions that aren't leakproof from using indexes
set search_path = ''
set max_parallel_workers_per_gather = 0 -- helpers would take longer to come than the page takes
as $$
declare
  place private.inbox_place := private.read_inbox_cursor(inbox.cursor, inbox.sort);
  wanted private.inbox_filter;
  page public.conversations[];
begin
  perform private.require_visible_website(inbox.website_id);
  wanted := private.read_inbox_filter(inbox.filter);
  wanted.conversation_ids := private.conversations_with_words(inbox.website_id, wanted.words, 1000);
  page := private.inbox_page(inbox.website_id, wanted, inbox.sort, place, inbox.size + 1);

  return json_build_object(
    'conversations', private.conversations_for_team(page[:inbox.size]),
    'nextCursor', case
      when cardinality(page) > inbox.size then private.write_inbox_cursor(page[inbox.size], inbox.sort)
    end
  );
end;
$$;

create function public.inbox(
  website_id uuid,
  filter jsonb default '{}',
  cursor text default null,
  "limit" integer default 50,
  sort text default 'newest'
)
returns json
language sql
stable
set search_path = ''
as $$
  select private.inbox(
    inbox.website_id, inbox.filter, inbox.cursor, private.page_size(inbox."limit", 100), coalesce(inbox.sort, 'newest')
  );
$$;
comment on function public.inbox(uuid, jsonb, text, integer, text) is
  'A page of a website''s conversations, by sort: newest (latest activity first), oldest, longest_waiting, priority. A filter takes status (open, resolved), box (inbox, snoozed, spam, archived, test), assignee (me, none, someone, an id), priority (a list), tags (ids, any of them), allTags (ids, all of them), unread, channel, contact (an id), createdFrom, createdTo, activeFrom, activeTo (moments, the end excluded) and text (words of one message).';

grant execute on function
  private.require_visible_website(uuid),
  private.inbox(uuid, jsonb, text, integer, text),
  public.inbox(uuid, jsonb, text, integer, text)
to authenticated;

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

create type private.inbox_order as (
  columns text,
  arranged text,
  after text -- what lies after $5, the place where a page ended
);

create function private.inbox_order(sort text)
returns private.inbox_order
language plpgsql
immutable
set search_path = ''
as $$
begin
  case sort
    when 'newest' then
      return row('last_activity_at, id', 'last_activity_at desc, id desc', '(last_activity_at, id) < ($5.at, $5.id)')::private.inbox_order;
    when 'oldest' then
      return row('last_activity_at, id', 'last_activity_at, id', '(last_activity_at, id) > ($5.at, $5.id)')::private.inbox_order;
    when 'longest_waiting' then
      return row('waiting_since, id', 'waiting_since, id', '(waiting_since, id) > ($5.at, $5.id)')::private.inbox_order;
    when 'priority' then
      return row(
        'priority, last_activity_at, id',
        'priority desc, last_activity_at desc, id desc',
        '(priority, last_activity_at, id) < ($5.priority, $5.at, $5.id)'
      )::private.inbox_order;
    else
      perform private.raise_error('invalid_request', 'An inbox is sorted by newest, oldest, longest_waiting or priority.');
  end case;
end;
$$;

-- Queries for the first $4 conversations of a website's boxes, in order. They name no other column than they must: then an index
-- alone answers most.

create function private.walked(boxes text[], conditions text, in_order private.inbox_order, most text)
returns text
language sql
immutable
set search_path = ''
as $$
  select format(
    'select %s from (%s) as merged order by %s limit %s',
    in_order.columns,
    string_agg(
      format(
        '(
          select %s
          from (select * from public.conversations where conversations.website_id = $1 and %s %s) as conversations
          where %s
          order by %s
          limit %s
        )',
        in_order.columns,
        private.is_in_box(box),
        -- Few, and found by their time.
        case when box = 'due' then 'offset 0' end,
        conditions,
        in_order.arranged,
        most
      ),
      ' union all '
    ),
    in_order.arranged,
    most
  )
  from unnest(boxes) as box;
$$;
comment on function private.walked(text[], text, private.inbox_order, text) is 'From each box its first, merged.';

create function private.checked(query text, condition text, in_order private.inbox_order)
returns text
language sql
immutable
return format(
  'select %s from (%s) as conversations where %s order by %s limit $4',
  in_order.columns, query, condition, in_order.arranged
);

create function private.looked_up(boxes text[], conditions text, in_order private.inbox_order)
returns text
language sql
immutable
set search_path = ''
as $$
  select format(
    'with few as materialized (
      select %1$s
      from public.conversations
      where conversations.website_id = $1 and %2$s and %3$s
    )
    select %1$s from few order by %4$s limit $4',
    in_order.columns,
    private.is_in_boxes(boxes),
    conditions,
    in_order.arranged
  );
$$;
comment on function private.looked_up(text[], text, private.inbox_order) is
  'All that the conditions find, put in order: the order is kept from choosing how they are found.';

create function private.ids_of_page(
  query text,
  website_id uuid,
  wanted private.inbox_filter,
  agent_id uuid,
  size integer,
  place private.inbox_place,
  few uuid[]
)
returns uuid[]
language plpgsql
stable
set search_path = ''
set enable_sort = off -- what can be walked in order is, whatever else is thought to be quicker
as $$
declare
  ids uuid[];
begin
  execute format('select array(select id from (%s) as page)', ids_of_page.query)
  into ids
  using ids_of_page.website_id, wanted, ids_of_page.agent_id, ids_of_page.size, ids_of_page.place, ids_of_page.few;

  return ids;
end;
$$;

create function private.inbox_page(
  website_id uuid,
  wanted private.inbox_filter,
  agent_id uuid,
  sort text,
  size integer,
  place private.inbox_place
)
returns public.conversations[]
language plpgsql
stable
set search_path = ''
as $$
declare
  boxes constant text[] := private.inbox_boxes(wanted);
  in_order constant private.inbox_order := private.inbox_order(inbox_page.sort);
  way private.inbox_way := private.inbox_way(inbox_page.website_id, wanted, inbox_page.agent_id, inbox_page.sort);
  query text;
  ids uuid[];
begin
  way.conditions := concat_ws(' and ', way.conditions, case when place is not null then in_order.after end);

  if way.is_lookup then
    query := private.looked_up(boxes, concat_ws(' and ', way.conditions, way.checked), in_order);
  elsif way.checked is null then
    query := private.walked(boxes, way.conditions, in_order, '$4');
  else
    query := private.checked(
      private.walked(boxes, way.conditions, in_order, case when way.is_dear then '1000' else 'all' end),
      way.checked,
      in_order
    );
  end if;
  ids := private.ids_of_page(
    query, inbox_page.website_id, wanted, inbox_page.agent_id, inbox_page.size, place, way.ids
  );

  if way.is_dear and not way.is_lookup and cardinality(ids) < inbox_page.size then
    -- Many have the words, but few of those that come first.
    wanted.conversation_ids := private.conversations_with_words(inbox_page.website_id, wanted.words);
    return private.inbox_page(
      inbox_page.website_id, wanted, inbox_page.agent_id, inbox_page.sort, inbox_page.size, place
    );
  end if;

  return array(
    select conversations
    from unnest(ids) with ordinality as page (id, position)
    join public.conversations on conversations.id = page.id
    order by page.position
  );
end;
$$;

create function private.inbox(website_id uuid, filter jsonb, cursor text, size integer, sort text)
returns json
language plpgsql
stable
security definer -- row security keeps conditions that aren't leakproof from using indexes
set search_path = ''
set max_parallel_workers_per_gather = 0 -- helpers would take longer to come than the page takes
set jit = off -- so would a compiler
as $$
declare
  place private.inbox_place := private.read_inbox_cursor(inbox.cursor, inbox.sort);
  wanted private.inbox_filter;
  page public.conversations[];
begin
  perform private.require_visible_website(inbox.website_id);
  wanted := private.read_inbox_filter(inbox.filter);
  wanted.conversation_ids := private.conversations_with_words(inbox.website_id, wanted.words, 20000);
  page := private.inbox_page(inbox.website_id, wanted, private.user_id(), inbox.sort, inbox.size + 1, place);

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

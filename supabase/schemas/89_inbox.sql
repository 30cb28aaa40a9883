-- The inbox: a page of conversations in one round trip, by a filter and in an order. It reads past row security, which
-- keeps conditions on enums, lists and words from using an index, and asks first whose website this is.

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

create function private.rows_of_page(ids uuid[])
returns public.conversations[]
language plpgsql -- keeps its plan
stable
set search_path = ''
as $$
begin
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
  wanted := private.inbox_filter_of(inbox.website_id, inbox.filter);
  wanted.conversation_ids := private.conversations_with_words(inbox.website_id, wanted.words, 20000);
  page := private.rows_of_page(
    private.inbox_ids(inbox.website_id, wanted, private.user_id(), inbox.sort, inbox.size + 1, place)
  );

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

-- Search: the conversations where words stand, in a message, the title, or the name or address of the person.

create function private.visitors_with_words(website_id uuid, words tsquery, most integer)
returns uuid[]
language plpgsql -- keeps its plan
stable
set search_path = ''
as $$
declare
  contact_ids uuid[];
begin
  with people as materialized (
    select contacts.id
    from public.contacts
    where contacts.website_id = visitors_with_words.website_id
      and private.contact_words(contacts.team_name, contacts.name, contacts.email, contacts.external_id) @@ words
  )
  select array(select people.id from people limit most + 1) into contact_ids;
  if cardinality(contact_ids) > most then
    return null;
  end if;

  return array(
    select visitors.id
    from public.visitors
    where visitors.website_id = visitors_with_words.website_id
      and visitors.contact_id = any (contact_ids)
  );
end;
$$;
comment on function private.visitors_with_words(uuid, tsquery, integer) is
  'The visitors who are people with these words in their names or addresses; null where it is more than `most` people.';

create function private.places_of_crowd(website_id uuid, words tsquery, since timestamptz, until timestamptz, most integer)
returns private.search_place[]
language plpgsql -- keeps its plan
stable
set search_path = ''
as $$
declare
  patterns constant text[] := private.word_patterns(words);
begin
  return array(
    select row(active.last_activity_at, active.id, active.id, null)::private.search_place
    from (
      select conversations.id, conversations.last_activity_at, conversations.visitor_id
      from public.conversations
      where conversations.website_id = places_of_crowd.website_id
        -- All there are: the index begins with them.
        and conversations.box = any ('{open,snoozed,resolved,archived,spam,test}')
        and conversations.last_activity_at >= since
        and conversations.last_activity_at < until
      order by conversations.last_activity_at desc
      limit 5000
    ) as active
    join public.visitors on visitors.id = active.visitor_id
    join public.contacts on contacts.id = visitors.contact_id
    where private.has_words(
      private.contact_text(contacts.team_name, contacts.name, contacts.email, contacts.external_id), words, patterns
    )
    order by active.last_activity_at desc
    limit most
  );
end;
$$;
comment on function private.places_of_crowd(uuid, tsquery, timestamptz, timestamptz, integer) is
  'The conversations that were active last in some time of people with these words, who are so many that it is quicker to ask the conversations: the latest.';

create function private.places_of_people(
  website_id uuid,
  words tsquery,
  visitor_ids uuid[],
  since timestamptz,
  until timestamptz,
  most integer
)
returns private.search_place[]
language plpgsql -- keeps its plan
stable
set search_path = ''
as $$
begin
  if visitor_ids is null then
    return private.places_of_crowd(website_id, words, since, until, most);
  end if;

  return array(
    select row(conversations.last_activity_at, conversations.id, conversations.id, null)::private.search_place
    from public.conversations
    where conversations.website_id = places_of_people.website_id
      and conversations.visitor_id = any (visitor_ids)
      and conversations.last_activity_at >= since
      and conversations.last_activity_at < until
  );
end;
$$;
comment on function private.places_of_people(uuid, tsquery, uuid[], timestamptz, timestamptz, integer) is
  'The conversations that were active last in some time of people with these words: of these visitors or, where it is null, of a crowd.';

create function private.search_page(
  places private.search_place[],
  before private.page_cursor,
  size integer
)
returns private.search_place[]
language plpgsql -- keeps its plan
stable
set search_path = ''
as $$
begin
  return array(
    select latest
    from (
      select distinct on (place.conversation_id) place.*
      from unnest(places) as place
      order by place.conversation_id, place.at desc, place.id desc
    ) as latest
    where before is null or (latest.at, latest.id) < (before.at, before.id)
    order by latest.at desc, latest.id desc
    limit size
  );
end;
$$;
comment on function private.search_page(private.search_place[], private.page_cursor, integer) is
  'The latest place of each conversation, before a moment.';

create function private.search_places(website_id uuid, words tsquery, before private.page_cursor, size integer)
returns private.search_place[]
language plpgsql
stable
set search_path = ''
set max_parallel_workers_per_gather = 0 -- helpers would take longer to come than the page takes
set jit = off -- so would a compiler
as $$
declare
  most constant integer := case when before is null then size end;
  first constant integer := private.first_period(website_id);
  newest integer := private.period_of(now());
  oldest integer;
  periods integer := 1;
  since timestamptz;
  latest integer;
  visitor_ids uuid[];
  places private.search_place[] := '{}';
  page private.search_place[] := '{}';
begin
  -- Back from now, also for a later page: a conversation stands where its latest place is, and nowhere else.
  foreach latest in array '{300,1000}'::integer[] loop
    since := private.moment_of_message(website_id, latest);
    places := private.read_places(website_id, words, since);
    -- Who has the name is asked only where the very latest messages don't fill the page.
    if latest = 300 then
      continue when cardinality(private.search_page(places, before, size)) < size;
    else
      visitor_ids := private.visitors_with_words(website_id, words, 2000);
      continue when since is null;
    end if;
    places := places || private.places_of_people(website_id, words, visitor_ids, since, 'infinity', most);
    page := private.search_page(places, before, size);
    exit when cardinality(page) = size;
  end loop;

  while newest >= first and cardinality(page) < size loop
    oldest := greatest(newest - periods + 1, first);
    since := private.beginning_of_period(oldest);
    places := places
      || private.written_places(website_id, words, oldest, newest)
      || private.places_of_people(
        website_id, words, visitor_ids, since, private.beginning_of_period(newest + 1), most
      );
    page := private.search_page(places, before, size);
    newest := oldest - 1;
    periods := periods * 4;
  end loop;

  return page;
end;
$$;
comment on function private.search_places(uuid, tsquery, private.page_cursor, integer) is
  'The latest places before a moment where the words stand, one of each conversation.';

create function private.search_results(places private.search_place[])
returns json
language plpgsql -- keeps its plan
stable
set search_path = ''
set plan_cache_mode = force_generic_plan -- or it is planned anew for every page
as $$
begin
  return (
    with headers as (
      select private.conversations_for_team(array(
        select conversations
        from unnest(places) with ordinality as place
        join public.conversations on conversations.id = place.conversation_id
        order by place.ordinality
      )) as list
    )
    select coalesce(
      json_agg(
        json_build_object(
          'conversation', header.value,
          'item', (
            select private.item_for_team(items)
            from public.timeline_items as items
            where items.conversation_id = place.conversation_id
              and items.id = place.item_id
          )
        )
        order by place.ordinality
      ),
      '[]'
    )
    from unnest(places) with ordinality as place
    join (
      select list.value, list.ordinality
      from headers, json_array_elements(headers.list) with ordinality as list
    ) as header using (ordinality)
  );
end;
$$;

create function private.search_conversations(website_id uuid, query text, cursor text, size integer)
returns json
language plpgsql
stable
security definer -- row security keeps conditions on words from using an index
set search_path = ''
as $$
declare
  page private.search_place[];
begin
  perform private.require_visible_website(search_conversations.website_id);
  page := private.search_places(
    search_conversations.website_id,
    private.read_search(search_conversations.query),
    private.read_cursor(search_conversations.cursor),
    search_conversations.size + 1
  );

  return json_build_object(
    'results', private.search_results(page[:search_conversations.size]),
    'nextCursor', case
      when cardinality(page) > search_conversations.size
        then private.write_cursor(page[search_conversations.size].at, page[search_conversations.size].id)
    end
  );
end;
$$;

create function public.search_conversations(
  website_id uuid,
  query text,
  cursor text default null,
  "limit" integer default 20
)
returns json
language sql
stable
set search_path = ''
as $$
  select private.search_conversations(
    search_conversations.website_id,
    search_conversations.query,
    search_conversations.cursor,
    private.page_size(search_conversations."limit", 50)
  );
$$;
comment on function public.search_conversations(uuid, text, text, integer) is
  'The conversations in which all these words stand, each once, latest first, notes included: in one message, in the title (as of the beginning), or in the person''s name and address (as of the latest activity; where thousands have the name, of a while''s many conversations the latest). The last word may be a beginning; case and accents don''t matter.';

grant execute on function
  private.search_conversations(uuid, text, text, integer),
  public.search_conversations(uuid, text, text, integer)
to authenticated;

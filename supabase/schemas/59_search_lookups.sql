-- Looking up words in what was written. The latest messages are read: of words that are not rare, a page of them is found
-- there. What lies before is looked up, from the latest periods back through time, more and more at once.

create type private.search_place as (at timestamptz, id uuid, conversation_id uuid, item_id uuid);
comment on type private.search_place is 'Where words stand: in an item or, without one, in a title or a person''s name or address.';

create function private.moment_of_message(website_id uuid, latest integer)
returns timestamptz
language plpgsql -- keeps its plan
stable
set search_path = ''
as $$
begin
  return (
    select items.created_at
    from public.timeline_items as items
    where items.website_id = moment_of_message.website_id
      and items.type = 'message'
    order by items.created_at desc
    offset latest - 1
    limit 1
  );
end;
$$;
comment on function private.moment_of_message(uuid, integer) is
  'When the last, tenth last, … message of a website was written; null if there are not as many.';

create function private.read_places(website_id uuid, words tsquery, since timestamptz)
returns private.search_place[]
language plpgsql -- keeps its plan
stable
set search_path = ''
as $$
declare
  patterns constant text[] := private.word_patterns(words);
begin
  return array(
    select row(items.created_at, items.id, items.conversation_id, items.id)::private.search_place
    from public.timeline_items as items
    where items.website_id = read_places.website_id
      and items.type = 'message'
      and items.created_at >= since
      and private.has_words(items.text, words, patterns)
    union all
    select row(conversations.created_at, conversations.id, conversations.id, null)::private.search_place
    from public.conversations
    where conversations.website_id = read_places.website_id
      and conversations.created_at >= since
      and private.has_words(conversations.title, words, patterns)
  );
end;
$$;
comment on function private.read_places(uuid, tsquery, timestamptz) is
  'Where words stand in the messages and titles since a moment, each of which is read.';

create function private.are_common(words tsquery, website_id uuid)
returns boolean
language plpgsql -- keeps its plan
stable
set search_path = ''
as $$
declare
  patterns constant text[] := private.word_patterns(words);
begin
  return (
    with sample as materialized (
      select
      from (values (timestamptz 'infinity'), (now() - interval '30 days')) as moments (before)
      cross join lateral (
        select items.text
        from public.timeline_items as items
        where items.website_id = are_common.website_id
          and items.type = 'message'
          and items.created_at < moments.before
        order by items.created_at desc
        limit 250
      ) as items
      where private.has_words(items.text, words, patterns)
    )
    select count(*) = 5
    from (select from sample limit 5) as counted
  );
end;
$$;
comment on function private.are_common(tsquery, uuid) is
  'Whether five of five hundred messages have the words: then more conversations do than are worth collecting. Half of them are a month old, for on a day much may be said of one thing.';

create function private.first_period(website_id uuid)
returns integer
language plpgsql -- keeps its plan
stable
set search_path = ''
as $$
begin
  return private.period_of(least(
    (
      select min(items.created_at)
      from public.timeline_items as items
      where items.website_id = first_period.website_id
        and items.type = 'message'
    ),
    (
      select min(conversations.created_at)
      from public.conversations
      where conversations.website_id = first_period.website_id
    )
  ));
end;
$$;
comment on function private.first_period(uuid) is 'The first period in which a website has messages or titles.';

create function private.written(website_id uuid, marked_words tsquery)
returns table (at timestamptz, id uuid, conversation_id uuid, item_id uuid, text text)
language sql
stable
begin atomic
  -- In a form that no other index serves: those of a website lead to all that it has.
  select items.created_at, items.id, items.conversation_id, items.id, items.text
  from public.timeline_items as items
  where items.website_id is not distinct from written.website_id
    and items.type = 'message'
    and items.text is not null
    and private.marked_words(items.website_id, items.created_at, items.text) @@ written.marked_words
  union all
  select conversations.created_at, conversations.id, conversations.id, null, conversations.title
  from public.conversations
  where conversations.website_id is not distinct from written.website_id
    and conversations.title is not null
    and private.marked_words(conversations.website_id, conversations.created_at, conversations.title) @@ written.marked_words;
end;
comment on function private.written(uuid, tsquery) is 'The messages and titles that a query over `marked_words` finds.';

create function private.are_rare(words tsquery, website_id uuid, oldest integer, newest integer)
returns boolean
language plpgsql -- keeps its plan
stable
set search_path = ''
as $$
begin
  return (
    with found as materialized (
      select
      from private.marked_queries(words, website_id, oldest, newest) as marked,
        private.written(website_id, marked)
    )
    select count(*) < 200
    from (select from found limit 200) as counted
  );
end;
$$;
comment on function private.are_rare(tsquery, uuid, integer, integer) is
  'Whether words are so rare in some periods that all texts with them can be read.';

create function private.words_to_look_up(words tsquery, website_id uuid, oldest integer, newest integer)
returns tsquery
language plpgsql
stable
set search_path = ''
as $$
declare
  whole_words constant tsquery := private.whole_words(words);
begin
  -- Words of which only a letter is known are many. Beside a rare word, they are looked for in the texts.
  if whole_words is not null and private.are_rare(whole_words, website_id, oldest, newest) then
    return whole_words;
  end if;

  return words;
end;
$$;
comment on function private.words_to_look_up(tsquery, uuid, integer, integer) is
  'The words of a query that are best looked up in some periods: all, or the whole ones.';

create function private.written_with(website_id uuid, words tsquery, looked_up tsquery, oldest integer, newest integer)
returns table (at timestamptz, id uuid, conversation_id uuid, item_id uuid)
language sql
stable
begin atomic
  select written.at, written.id, written.conversation_id, written.item_id
  from private.marked_queries(written_with.looked_up, written_with.website_id, written_with.oldest, written_with.newest) as marked,
    private.written(written_with.website_id, marked) as written
  where written_with.looked_up = written_with.words
    or private.has_words(written.text, written_with.words, (select private.word_patterns(written_with.words)));
end;
comment on function private.written_with(uuid, tsquery, tsquery, integer, integer) is
  'The messages and titles of some periods in which words stand, all or some of which are looked up.';

create function private.written_places(website_id uuid, words tsquery, oldest integer, newest integer)
returns private.search_place[]
language plpgsql -- keeps its plan
stable
set search_path = ''
set plan_cache_mode = force_generic_plan -- whatever the words, the index finds them
as $$
declare
  looked_up constant tsquery := private.words_to_look_up(words, website_id, oldest, newest);
begin
  return array(
    select distinct on (written.conversation_id)
      row(written.at, written.id, written.conversation_id, written.item_id)::private.search_place
    from private.written_with(website_id, words, looked_up, oldest, newest) as written
    order by written.conversation_id, written.at desc, written.id desc
  );
end;
$$;
comment on function private.written_places(uuid, tsquery, integer, integer) is
  'The latest place of each conversation where words stand in what was written in some periods.';

create function private.conversations_with_words(website_id uuid, words tsquery, most integer default null)
returns uuid[]
language plpgsql -- keeps its plan
stable
set search_path = ''
set plan_cache_mode = force_generic_plan -- whatever the words, the index finds them
set jit = off
as $$
declare
  oldest integer;
  newest constant integer := private.period_of(now());
  looked_up tsquery;
  ids uuid[];
begin
  if words is null or (most is not null and private.are_common(words, website_id)) then
    return null;
  end if;

  oldest := private.first_period(website_id);
  looked_up := private.words_to_look_up(words, website_id, oldest, newest);
  with found as materialized (
    select written.conversation_id
    from private.written_with(website_id, words, looked_up, oldest, newest) as written
    where written.item_id is not null
  )
  select array(select found.conversation_id from found limit most::bigint + 1) into ids;

  return case when most is null or cardinality(ids) <= most then ids end;
end;
$$;
comment on function private.conversations_with_words(uuid, tsquery, integer) is
  'The conversations where all these words stand in one message, once for each; null where it is more than `most` messages, or seems to be.';

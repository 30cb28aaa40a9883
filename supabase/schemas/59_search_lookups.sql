-- Looking up words in what was written: from the latest periods back through time, more and more at once, as far as
-- somebody needs to know.

create function private.last_period_written(website_id uuid, before integer)
returns integer
language plpgsql -- keeps its plan
stable
set search_path = ''
as $$
declare
  moment constant timestamptz := private.beginning_of_period(last_period_written.before);
begin
  return private.search_period(greatest(
    (
      select max(items.created_at)
      from public.timeline_items as items
      where items.website_id = last_period_written.website_id
        and items.type = 'message'
        and items.created_at < moment
    ),
    (
      select max(conversations.created_at)
      from public.conversations
      where conversations.website_id = last_period_written.website_id
        and conversations.created_at < moment
    )
  ));
end;
$$;
comment on function private.last_period_written(uuid, integer) is
  'The last period before another in which a website has messages or titles; null if there is none.';

create type private.search_place as (at timestamptz, id uuid, conversation_id uuid, item_id uuid);
comment on type private.search_place is 'Where words stand: in an item or, without one, in a title or a person''s name or address.';

create function private.written(website_id uuid, dated_words tsquery)
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
    and private.dated_words(items.website_id, items.created_at, items.text) @@ written.dated_words
  union all
  select conversations.created_at, conversations.id, conversations.id, null, conversations.title
  from public.conversations
  where conversations.website_id is not distinct from written.website_id
    and conversations.title is not null
    and private.dated_words(conversations.website_id, conversations.created_at, conversations.title) @@ written.dated_words;
end;
comment on function private.written(uuid, tsquery) is 'The messages and titles that a query over `dated_words` finds.';

create function private.are_rare(words tsquery, website_id uuid, newest integer)
returns boolean
language plpgsql -- keeps its plan
stable
set search_path = ''
as $$
begin
  return (
    with found as materialized (
      select
      from private.dated_queries(words, website_id, newest - 1, newest) as dated,
        private.written(website_id, dated)
    )
    select count(*) < 20
    from (select from found limit 20) as counted
  );
end;
$$;
comment on function private.are_rare(tsquery, uuid, integer) is
  'Whether words were so rare around a period that all texts with them can be read.';

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
  if newest - oldest > 4 and whole_words is not null and private.are_rare(whole_words, website_id, newest) then
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
  from private.dated_queries(written_with.looked_up, written_with.website_id, written_with.oldest, written_with.newest) as dated,
    private.written(written_with.website_id, dated) as written
  where written_with.looked_up = written_with.words or private.words(written.text) @@ written_with.words;
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

create function private.conversations_with_words(website_id uuid, words tsquery, most integer)
returns uuid[]
language plpgsql -- keeps its plan
stable
strict
set search_path = ''
set plan_cache_mode = force_generic_plan -- whatever the words, the index finds them
as $$
declare
  ids uuid[] := '{}';
  newest integer := private.search_period(now());
  oldest integer;
  periods integer := 1;
  looked_up tsquery;
begin
  while newest is not null loop
    oldest := newest - periods + 1;
    looked_up := private.words_to_look_up(words, website_id, oldest, newest);
    with found as materialized (
      select written.conversation_id
      from private.written_with(website_id, words, looked_up, oldest, newest) as written
      where written.item_id is not null
    )
    select ids || array(select found.conversation_id from found limit most::bigint + 1 - cardinality(ids))
    into ids;
    if cardinality(ids) > most then
      return null;
    end if;

    newest := private.last_period_written(website_id, oldest);
    periods := periods * 2;
  end loop;

  return array(select distinct id from unnest(ids) as id);
end;
$$;
comment on function private.conversations_with_words(uuid, tsquery, integer) is
  'The conversations where all these words stand in one message; null where it is more than `most` messages.';

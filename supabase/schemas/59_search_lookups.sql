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

create function private.written_places(website_id uuid, words tsquery, oldest integer, newest integer)
returns private.search_place[]
language plpgsql -- keeps its plan
stable
set search_path = ''
set plan_cache_mode = force_generic_plan -- whatever the words, the index finds them
as $$
declare
  looked_up tsquery := words;
  whole_words constant tsquery := private.whole_words(words);
begin
  -- Words of which only a letter is known are many. Beside a rare word, they are looked for in the texts.
  if newest - oldest > 4 and whole_words is not null and private.are_rare(whole_words, website_id, newest) then
    looked_up := whole_words;
  end if;

  return array(
    -- The latest message of each conversation, and its title.
    select distinct on (written.conversation_id, written.item_id is null)
      row(written.at, written.id, written.conversation_id, written.item_id)::private.search_place
    from private.dated_queries(looked_up, website_id, oldest, newest) as dated,
      private.written(website_id, dated)
    where looked_up = words or private.words(written.text) @@ words
    order by written.conversation_id, written.item_id is null, written.at desc, written.id desc
  );
end;
$$;
comment on function private.written_places(uuid, tsquery, integer, integer) is
  'Where words stand in what was written in some periods: the latest message of each conversation, and its title.';

create function private.conversations_with_words(website_id uuid, words tsquery, most integer)
returns uuid[]
language plpgsql
stable
strict
set search_path = ''
as $$
declare
  ids uuid[] := '{}';
  newest integer := private.search_period(now());
  oldest integer;
  periods integer := 1;
begin
  while newest is not null loop
    oldest := newest - periods + 1;
    ids := ids || array(
      select place.conversation_id
      from unnest(private.written_places(website_id, words, oldest, newest)) as place
      where place.item_id is not null
    );
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
  'The conversations where all these words stand in one message; null where it is more than `most`.';

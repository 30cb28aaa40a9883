-- Search: what words a text has, and the indexes that find it. There is no copy of any text: what is edited, deleted
-- or erased is gone from here with it. Queries that use these indexes check who asks by themselves, for row security
-- keeps text operators from using an index.

create extension if not exists unaccent with schema extensions;
create extension if not exists btree_gin with schema extensions;

create function private.words(value text)
returns tsvector
language plpgsql -- keeps its plan: it runs for every message
immutable
parallel safe
cost 1000 -- as measured: the planner shall not think that walking through messages costs nothing
set search_path = ''
as $$
begin
  -- Signs inside addresses, links and versions part words, so that each part is found.
  return to_tsvector(
    'simple',
    extensions.unaccent('extensions.unaccent', regexp_replace(words.value, '[@._/\\:''’-]', ' ', 'g'))
  );
end;
$$;
comment on function private.words(text) is 'The words of a text, without case and accents, in no language''s own way.';

create function private.read_search(query text)
returns tsquery
language plpgsql
immutable
set search_path = ''
as $$
declare
  found tsquery;
begin
  if query is null or char_length(query) > 200 then
    perform private.raise_error('invalid_request', 'Search for 1 to 200 characters.');
  end if;

  -- All words, and the last one may still be being typed.
  select to_tsquery(
    'simple',
    string_agg(quote_literal(word.lexeme) || case when word.is_last then ':*' else '' end, ' & ')
  )
  into found
  from (
    select
      words.lexeme,
      words.positions[cardinality(words.positions)] = max(words.positions[cardinality(words.positions)]) over () as is_last
    from unnest(private.words(read_search.query)) as words
  ) as word;

  if found is null then
    perform private.raise_error('invalid_request', 'Search for a word.');
  end if;

  return found;
end;
$$;
comment on function private.read_search(text) is 'What somebody typed, as a query: every word must be there, the last one at least as a beginning.';

create function private.contact_words(team_name text, name text, email text, external_id text)
returns tsvector
language sql
immutable
parallel safe
return private.words(
  coalesce(team_name, '') || ' ' || coalesce(name, '') || ' ' || coalesce(email, '') || ' ' || coalesce(external_id, '')
);
comment on function private.contact_words(text, text, text, text) is 'The words by which a contact is found.';

-- Where words stand in time. The index holds what was written behind a mark of its website and of a few days. So the
-- latest days are looked up first, and a search for common words ends there, however much there is before.

create function private.search_period(at timestamptz)
returns integer
language plpgsql
immutable
parallel safe
set search_path = ''
as $$
begin
  return floor(extract(epoch from search_period.at - timestamptz 'epoch') / 345600);
end;
$$;
comment on function private.search_period(timestamptz) is
  'The number of the four days around a moment: so many that a long history has few of them, and a busy website not too much in one.';

create function private.beginning_of_period(period integer)
returns timestamptz
language sql
immutable
return timestamptz 'epoch' + period * interval '96 hours'; -- a day is not always of 24 hours
comment on function private.beginning_of_period(integer) is 'The first moment of a `search_period`.';

create function private.search_mark(website_id uuid, period integer)
returns text
language sql
immutable
parallel safe
return right(website_id::text, 6) || lpad(to_hex(period), 4, '0');
comment on function private.search_mark(uuid, integer) is
  'What stands before the words of a website''s period. Two websites may have the same: whoever asks the index names the website too.';

create function private.dated_words(website_id uuid, at timestamptz, value text)
returns tsvector
language plpgsql -- keeps its plan, and puts strings together without a query: it runs for every message
immutable
parallel safe
cost 1000 -- as measured: the planner shall not think that reading messages costs nothing
set search_path = ''
as $$
declare
  mark constant text := private.search_mark(dated_words.website_id, private.search_period(dated_words.at));
  words text := array_to_string(tsvector_to_array(private.words(dated_words.value)), ' ');
begin
  if octet_length(words) > 1000 then
    -- A longer word would not fit in behind its mark, and no search is as long.
    words := regexp_replace(words, '(\S{250})\S+', '\1', 'g');
  end if;

  return array_to_tsvector(string_to_array(mark || replace(words, ' ', ' ' || mark), ' '));
end;
$$;
comment on function private.dated_words(uuid, timestamptz, text) is 'The words of a text, each behind the mark of their website and time.';

create function private.dated_queries(words tsquery, website_id uuid, oldest integer, newest integer)
returns setof tsquery
language plpgsql -- keeps its plan
immutable
rows 10
set search_path = ''
as $$
declare
  -- A word costs as often as it is found, and each time as much as the query is long.
  periods_each constant integer := greatest(16 / (numnode(words) + 1), 1);
  -- Words hold neither spaces nor control signs.
  template constant text := regexp_replace(words::text, '(^|& )''', '\1''' || chr(1), 'g');
begin
  return query
  select string_agg(replace(template, chr(1), private.search_mark(dated_queries.website_id, period)), ' | ')::tsquery
  from generate_series(dated_queries.oldest, dated_queries.newest) as period
  group by (dated_queries.newest - period) / periods_each;
end;
$$;
comment on function private.dated_queries(tsquery, uuid, integer, integer) is
  'A query over `dated_words`, for some periods of a website: in pieces, each for a few periods.';

create function private.whole_words(words tsquery)
returns tsquery
language plpgsql -- keeps its plan
immutable
set search_path = ''
as $$
begin
  return (
    select string_agg(word, ' & ')::tsquery
    from regexp_split_to_table(whole_words.words::text, ' & ') as word
    where word not like '%:*'
  );
end;
$$;
comment on function private.whole_words(tsquery) is 'A query without the word that may be a beginning; null if that is all.';

create index timeline_items_by_words
  on public.timeline_items
  using gin (private.dated_words(website_id, created_at, text))
  with (gin_pending_list_limit = 128) -- kB: every lookup reads what waits to be put in
  where type = 'message' and text is not null;
create index timeline_items_latest_messages
  on public.timeline_items (website_id, created_at)
  where type = 'message';
create index conversations_by_words
  on public.conversations
  using gin (private.dated_words(website_id, created_at, title))
  with (gin_pending_list_limit = 128)
  where title is not null;
create index contacts_by_words
  on public.contacts
  using gin (website_id, private.contact_words(team_name, name, email, external_id));

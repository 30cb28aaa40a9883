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

create function private.word_patterns(words tsquery)
returns text[]
language plpgsql
immutable
set search_path = ''
as $$
begin
  return array(
    -- What may be another sign in a text stands for any: what lies beyond ASCII, and k, which kelvins are written with.
    select '%' || regexp_replace(word[1], '[^a-jl-z0-9]', '_', 'g') || '%'
    from regexp_matches(word_patterns.words::text, '''([^'']+)''', 'g') as word
  );
end;
$$;
comment on function private.word_patterns(tsquery) is 'What is `like` all texts that have the words, once they are without accents and capitals.';

create function private.has_words(value text, words tsquery, patterns text[])
returns boolean
language plpgsql -- keeps its plan
immutable
parallel safe
cost 500
set search_path = ''
as $$
begin
  return lower(extensions.unaccent('extensions.unaccent', value) collate "C") like all (patterns)
    and private.words(value) @@ has_words.words;
end;
$$;
comment on function private.has_words(text, tsquery, text[]) is
  'Whether a text has the words, whose `word_patterns` are given: most that don''t are known without a look at each of their words.';

create function private.contact_text(team_name text, name text, email text, external_id text)
returns text
language sql
immutable
parallel safe
return coalesce(team_name, '') || ' ' || coalesce(name, '') || ' ' || coalesce(email, '') || ' ' || coalesce(external_id, '');

create function private.contact_words(team_name text, name text, email text, external_id text)
returns tsvector
language sql
immutable
parallel safe
return private.words(private.contact_text(team_name, name, email, external_id));
comment on function private.contact_words(text, text, text, text) is 'The words by which a contact is found.';

-- Where words stand in time. The index holds what was written behind a mark of its website and of some days. So the
-- latest days are looked up first, and a search for words that are not rare ends there, however much there is before.

create function private.period_of(at timestamptz)
returns integer
language plpgsql
immutable
parallel safe
set search_path = ''
as $$
begin
  return floor(extract(epoch from period_of.at - timestamptz 'epoch') / 2764800);
end;
$$;
comment on function private.period_of(timestamptz) is
  'The number of the 32 days around a moment: so many that years have few of them, and a busy website not too much in one.';

create function private.beginning_of_period(period integer)
returns timestamptz
language sql
immutable
return timestamptz 'epoch' + period * interval '768 hours'; -- a day is not always of 24 hours
comment on function private.beginning_of_period(integer) is 'The first moment of a `period_of`.';

create function private.search_mark(website_id uuid, period integer)
returns text
language sql
immutable
parallel safe
return right(website_id::text, 6) || lpad(to_hex(period), 4, '0');
comment on function private.search_mark(uuid, integer) is
  'What stands before the words of a website''s period. Two websites may have the same: whoever asks the index names the website too.';

create function private.marked_words(website_id uuid, at timestamptz, value text)
returns tsvector
language plpgsql -- keeps its plan, and puts strings together without a query: it runs for every message
immutable
parallel safe
cost 100000 -- never for a lookup, however little there is: a plan made then may be kept for long
set search_path = ''
as $$
declare
  mark constant text := private.search_mark(marked_words.website_id, private.period_of(marked_words.at));
  words text := array_to_string(tsvector_to_array(private.words(marked_words.value)), ' ');
begin
  if octet_length(words) > 1000 then
    -- A longer word would not fit in behind its mark, and no search is as long.
    words := regexp_replace(words, '(\S{250})\S+', '\1', 'g');
  end if;

  return array_to_tsvector(string_to_array(mark || replace(words, ' ', ' ' || mark), ' '));
end;
$$;
comment on function private.marked_words(uuid, timestamptz, text) is 'The words of a text, each behind the mark of their website and time.';

create function private.marked_queries(words tsquery, website_id uuid, oldest integer, newest integer)
returns setof tsquery
language plpgsql -- keeps its plan
immutable
rows 10
set search_path = ''
as $$
declare
  -- Words hold neither spaces nor control signs.
  template constant text := regexp_replace(words::text, '(^|& )''', '\1''' || chr(1), 'g');
begin
  return query
  select replace(template, chr(1), private.search_mark(marked_queries.website_id, period))::tsquery
  from generate_series(marked_queries.oldest, marked_queries.newest) as period;
end;
$$;
comment on function private.marked_queries(tsquery, uuid, integer, integer) is
  'Queries over `marked_words`, one for each of some periods of a website.';

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

-- Words are put in at once: what waits to be put in would be read by every lookup, of which a search makes dozens.
create index timeline_items_by_words
  on public.timeline_items
  using gin (private.marked_words(website_id, created_at, text)) with (fastupdate = off)
  where type = 'message' and text is not null;
create index timeline_items_latest_messages
  on public.timeline_items (website_id, created_at)
  where type = 'message';
create index conversations_by_words
  on public.conversations
  using gin (private.marked_words(website_id, created_at, title)) with (fastupdate = off)
  where title is not null;
create index contacts_by_words
  on public.contacts
  using gin (website_id, private.contact_words(team_name, name, email, external_id)) with (fastupdate = off);

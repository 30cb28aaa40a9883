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
    extensions.unaccent('extensions.unaccent', translate(words.value, E'@._-/\\:''’', '         '))
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

create function private.words_to_look_up(query tsquery)
returns tsquery
language sql
immutable
set search_path = ''
as $$
  select regexp_replace(query::text, ' & ''.{1,2}'':\*|^''.{1,2}'':\* & ', '')::tsquery;
$$;
comment on function private.words_to_look_up(tsquery) is
  'The query without a beginning of one or two letters beside whole words: no index narrows that down.';

create index timeline_items_by_words
  on public.timeline_items
  using gin (website_id, private.words(text))
  where type = 'message' and text is not null;
create index timeline_items_latest_messages
  on public.timeline_items (website_id, created_at desc, id desc)
  where type = 'message';
create index conversations_by_words
  on public.conversations
  using gin (website_id, private.words(title))
  where title is not null;
create index contacts_by_words
  on public.contacts
  using gin (website_id, private.contact_words(team_name, name, email, external_id));

-- A partial index lends the planner no statistics. It needs them to tell rare words, which it looks up, from common ones,
-- for which it walks back in time until it has enough.
create statistics public.timeline_items_words on (private.words(text)) from public.timeline_items;
create statistics public.conversations_words on (private.words(title)) from public.conversations;

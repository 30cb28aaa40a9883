-- Search: the conversations where a word stands, in a message, the title, or the name or address of the person.

create function private.search_hits(website_id uuid, words tsquery, before private.page_cursor, size integer)
returns table (conversation_id uuid, at timestamptz, item_id uuid)
language plpgsql
stable
set search_path = ''
set max_parallel_workers_per_gather = 0 -- helpers would take longer to come than the page takes
as $$
declare
  looked_up tsquery := private.words_to_look_up(words);
begin
  -- Planned with these very words: rare ones are looked up, common ones found by walking back in time.
  return query execute '
    (
      select items.conversation_id, items.created_at, items.id
      from public.timeline_items as items
      where items.website_id = $1
        and items.type = ''message''
        and items.text is not null
        and private.words(items.text) @@ $6' || case
          -- In a form that no index serves.
          when looked_up <> words then ' and (private.words(items.text) @@ $2) is true'
          else ''
        end || '
        and (items.created_at, items.id) < ($3, $4)
      order by items.created_at desc, items.id desc
      limit $5
    )
    union all
    (
      select conversations.id, conversations.last_activity_at, null::uuid
      from public.conversations
      where conversations.website_id = $1
        and conversations.title is not null
        and private.words(conversations.title) @@ $2
        and (conversations.last_activity_at, conversations.id) < ($3, $4)
      order by conversations.last_activity_at desc, conversations.id desc
      limit $5
    )
    union all
    (
      select conversations.id, conversations.last_activity_at, null::uuid
      from public.contacts
      join public.visitors on visitors.website_id = $1 and visitors.contact_id = contacts.id
      join public.conversations on conversations.website_id = $1 and conversations.visitor_id = visitors.id
      where contacts.website_id = $1
        and private.contact_words(contacts.team_name, contacts.name, contacts.email, contacts.external_id) @@ $2
        and (conversations.last_activity_at, conversations.id) < ($3, $4)
      order by conversations.last_activity_at desc, conversations.id desc
      limit $5
    )'
  using
    website_id,
    words,
    coalesce(before.at, 'infinity'),
    coalesce(before.id, 'ffffffff-ffff-ffff-ffff-ffffffffffff'),
    size,
    looked_up;
end;
$$;
comment on function private.search_hits(uuid, tsquery, private.page_cursor, integer) is
  'The latest places before a moment where the words stand; no item where the title or the person matched.';

create function private.search_conversations(website_id uuid, query text, cursor text, size integer)
returns jsonb
language plpgsql
stable
security definer -- row security keeps conditions on words from using an index
set search_path = ''
as $$
declare
  words tsquery;
  before private.page_cursor := private.read_cursor(search_conversations.cursor);
  -- A conversation may hold the words many times: more places than conversations are looked at.
  places constant integer := search_conversations.size * 4;
  answer jsonb;
begin
  perform private.require_visible_website(search_conversations.website_id);
  words := private.read_search(search_conversations.query);

  with hits as materialized (
    select hits.*, coalesce(hits.item_id, hits.conversation_id) as place_id
    from private.search_hits(search_conversations.website_id, words, before, places) as hits
    order by hits.at desc, place_id desc
    limit places
  ),
  firsts as (
    select distinct on (hits.conversation_id) hits.*
    from hits
    order by hits.conversation_id, hits.at desc, hits.place_id desc
  ),
  page as (
    select firsts.*
    from firsts
    order by firsts.at desc, firsts.place_id desc
    limit search_conversations.size
  ),
  ending as (
    -- A full page ends with its last conversation; one of repetitions with the last place that was looked at.
    select case
      when (select count(*) from firsts) > search_conversations.size then (
        select private.write_cursor(page.at, page.place_id) from page order by page.at, page.place_id limit 1
      )
      when (select count(*) from hits) = places then (
        select private.write_cursor(hits.at, hits.place_id) from hits order by hits.at, hits.place_id limit 1
      )
    end as cursor
  )
  select jsonb_build_object(
    'results', coalesce(
      jsonb_agg(
        jsonb_build_object(
          'conversation', private.conversation_for_team(private.current_conversation(page.conversation_id)),
          'item', case
            when page.item_id is not null
              then private.item_for_team(private.find_item(page.conversation_id, page.item_id))
          end
        )
        order by page.at desc, page.place_id desc
      ),
      '[]'
    ),
    'nextCursor', (select ending.cursor from ending)
  )
  into answer
  from page;

  return answer;
end;
$$;

create function public.search_conversations(
  website_id uuid,
  query text,
  cursor text default null,
  "limit" integer default 20
)
returns jsonb
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
  'The conversations in which all these words stand, latest first, notes included: in one message, in the title, or in the person''s name and address. The last word may be a beginning; case and accents don''t matter. A later page may name a conversation again, by an older message.';

grant execute on function
  private.search_conversations(uuid, text, text, integer),
  public.search_conversations(uuid, text, text, integer)
to authenticated;

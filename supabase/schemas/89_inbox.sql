-- The inbox: lists, counts and the open conversation, one round trip each. These run as the agent who asks, so that row
-- security decides what there is. A filter is data: it picks among conditions that stand here, and its values travel
-- as parameters.

create type private.inbox_filter as (
  status public.conversation_status,
  box text, -- inbox, snoozed, spam, archived
  assignee text, -- me, none, someone, or a member's id
  priorities public.conversation_priority[],
  tag_ids uuid[],
  is_unread boolean
);

create function private.read_texts(value jsonb, pattern text)
returns text[]
language plpgsql
immutable
set search_path = ''
as $$
declare
  texts text[];
begin
  if value is null then
    return null;
  elsif jsonb_typeof(value) = 'array' then
    texts := array(select jsonb_array_elements_text(value));
  end if;

  if cardinality(texts) between 1 and 50
    and not exists (select from unnest(texts) as item where (item ~ read_texts.pattern) is not true)
  then
    return texts;
  end if;

  perform private.raise_error('invalid_request', 'A filter''s list has 1 to 50 known values.');
end;
$$;

create function private.read_inbox_filter(filter jsonb)
returns private.inbox_filter
language plpgsql
immutable
set search_path = ''
as $$
declare
  given jsonb := coalesce(filter, '{}');
  uuids constant text := '^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$';
  wanted private.inbox_filter;
begin
  if jsonb_typeof(given) <> 'object' then
    perform private.raise_error('invalid_request', 'A filter is an object.');
  elsif not array(select jsonb_object_keys(given)) <@ '{status,box,assignee,priority,tags,unread}' then
    perform private.raise_error('invalid_request', 'A filter names status, box, assignee, priority, tags or unread.');
  elsif coalesce(given ->> 'status', 'open') not in ('open', 'resolved')
    or coalesce(given ->> 'box', 'inbox') not in ('inbox', 'snoozed', 'spam', 'archived')
    or coalesce(given ->> 'assignee', 'me') !~ ('^(me|none|someone)$|' || uuids)
    or coalesce(given ->> 'unread', 'true') not in ('true', 'false')
  then
    perform private.raise_error('invalid_request', 'A filter''s status is open or resolved, its box inbox, snoozed, spam or archived, its assignee me, none, someone or a member.');
  end if;

  wanted.status := given ->> 'status';
  wanted.box := coalesce(given ->> 'box', 'inbox');
  wanted.assignee := given ->> 'assignee';
  wanted.priorities := private.read_texts(given -> 'priority', '^(low|medium|high|urgent)$');
  wanted.tag_ids := private.read_texts(given -> 'tags', uuids);
  wanted.is_unread := (given ->> 'unread')::boolean;
  return wanted;
end;
$$;
comment on function private.read_inbox_filter(jsonb) is 'A filter as the API takes it, checked word by word.';

create function private.inbox_conditions(wanted private.inbox_filter)
returns text
language sql
immutable
set search_path = ''
as $$
  select concat_ws(
    ' and ',
    case wanted.box
      when 'spam' then 'conversations.spam_at is not null'
      when 'archived' then 'conversations.archived_at is not null and conversations.spam_at is null'
      else 'conversations.spam_at is null and conversations.archived_at is null'
    end,
    case
      when wanted.box = 'snoozed' then 'conversations.snoozed_until > now()'
      when wanted.box = 'inbox' and wanted.status = 'open'
        then '(conversations.snoozed_until is null or conversations.snoozed_until <= now())'
    end,
    case when wanted.status is not null then 'conversations.status = $5.status' end,
    case
      when wanted.assignee = 'me' then 'conversations.assignee_id = $6'
      when wanted.assignee = 'none' then 'conversations.assignee_id is null'
      when wanted.assignee = 'someone' then 'conversations.assignee_id is not null'
      when wanted.assignee is not null then 'conversations.assignee_id = ($5.assignee)::uuid'
    end,
    case when wanted.priorities is not null then 'conversations.priority = any ($5.priorities)' end,
    case when wanted.tag_ids is not null then
      'exists (select from public.conversation_tags as given
        where given.conversation_id = conversations.id and given.tag_id = any ($5.tag_ids))'
    end,
    case when wanted.is_unread is not null then
      '(conversations.visitor_message_count > coalesce((select reads.message_count
        from public.conversation_reads as reads
        where reads.conversation_id = conversations.id and reads.user_id = $6), 0)) = ($5.is_unread)'
    end
  );
$$;
comment on function private.inbox_conditions(private.inbox_filter) is
  'The conditions a filter picks, over $5 (the filter) and $6 (the agent). Nothing of the filter''s own text is in them.';

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

create function public.inbox(
  website_id uuid,
  filter jsonb default '{}',
  cursor text default null,
  "limit" integer default 50
)
returns jsonb
language plpgsql
stable
set search_path = ''
as $$
declare
  wanted private.inbox_filter := private.read_inbox_filter(inbox.filter);
  after private.page_cursor := private.read_cursor(inbox.cursor);
  size integer := private.page_size(inbox."limit", 100);
  page public.conversations[];
begin
  perform private.require_visible_website(inbox.website_id);

  execute format(
    'select array(
      select conversations
      from public.conversations
      where conversations.website_id = $1
        and (conversations.last_activity_at, conversations.id) < ($2, $3)
        and %s
      order by conversations.last_activity_at desc, conversations.id desc
      limit $4
    )',
    private.inbox_conditions(wanted)
  )
  into page
  using
    inbox.website_id,
    coalesce(after.at, 'infinity'),
    coalesce(after.id, 'ffffffff-ffff-ffff-ffff-ffffffffffff'),
    size + 1,
    wanted,
    private.user_id();

  return jsonb_build_object(
    'conversations', (
      select coalesce(jsonb_agg(private.conversation_for_team(page[place]) order by place), '[]')
      from generate_series(1, least(size, cardinality(page))) as place
    ),
    'nextCursor', case
      when cardinality(page) > size then private.write_cursor(page[size].last_activity_at, page[size].id)
    end
  );
end;
$$;
comment on function public.inbox(uuid, jsonb, text, integer) is
  'A page of a website''s conversations, latest activity first. A filter takes status (open, resolved), box (inbox, snoozed, spam, archived), assignee (me, none, someone, an id), priority (a list), tags (a list of ids, any of them) and unread.';

create function public.inbox_counts(website_id uuid)
returns jsonb
language plpgsql
stable
set search_path = ''
as $$
begin
  perform private.require_visible_website(inbox_counts.website_id);

  return (
    select jsonb_build_object(
      'open', count(*) filter (where conversations.status = 'open'),
      'resolved', count(*) filter (where conversations.status = 'resolved'),
      'unread', count(*) filter (
        where conversations.status = 'open'
          and conversations.visitor_message_count > coalesce(reads.message_count, 0)
      )
    )
    from public.conversations
    left join public.conversation_reads as reads
      on reads.conversation_id = conversations.id
      and reads.user_id = private.user_id()
    where conversations.website_id = inbox_counts.website_id
      and conversations.spam_at is null
      and conversations.archived_at is null
      and (conversations.snoozed_until is null or conversations.snoozed_until <= now())
  );
end;
$$;
comment on function public.inbox_counts(uuid) is
  'How many conversations of a website are open, resolved, and open with messages the calling agent has not read; without what is snoozed, spam or archived.';

create function private.get_conversation(id uuid)
returns jsonb
language plpgsql
stable
security definer -- its builders read beyond the one row that was checked
set search_path = ''
as $$
declare
  conversation public.conversations := private.conversation_of_agent(get_conversation.id);
  visitor public.visitors;
  contact public.contacts;
begin
  select visitors.*
  into visitor
  from public.visitors
  where visitors.id = conversation.visitor_id;

  select contacts.*
  into contact
  from public.contacts
  where contacts.id = coalesce(conversation.contact_id, visitor.contact_id);

  return private.timeline_page(conversation.id, 'team', null, 50) || jsonb_build_object(
    'conversation', private.conversation_for_team(conversation),
    'visitor', private.visitor_for_team(visitor),
    'contact', private.contact_for_team(contact)
  );
end;
$$;

create function public.get_conversation(id uuid)
returns jsonb
language sql
stable
set search_path = ''
as $$
  select private.get_conversation(get_conversation.id);
$$;
comment on function public.get_conversation(uuid) is
  'Everything the conversation''s screen shows: the conversation, its visitor and contact, and its newest items.';

grant execute on function
  private.read_inbox_filter(jsonb),
  private.read_texts(jsonb, text),
  private.inbox_conditions(private.inbox_filter),
  private.require_visible_website(uuid),
  private.get_conversation(uuid),
  public.inbox(uuid, jsonb, text, integer),
  public.inbox_counts(uuid),
  public.get_conversation(uuid)
to authenticated;

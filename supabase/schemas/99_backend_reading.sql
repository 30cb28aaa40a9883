-- What the owner's backend reads: conversations as the team sees them.

create function private.find_conversation(key_hash text, id uuid)
returns jsonb
language plpgsql
security definer -- the caller is the edge function's service role, which has no access to private tables
set search_path = ''
as $$
declare
  api_key public.api_keys := private.require_api_key(find_conversation.key_hash, 'conversations:read');
  conversation public.conversations := private.conversation_of_key(api_key, find_conversation.id);
begin
  perform private.spend(api_key);
  return private.opened_conversation(conversation);
end;
$$;

create function private.find_items(key_hash text, conversation_id uuid, before bigint, size integer)
returns jsonb
language plpgsql
security definer -- the caller is the edge function's service role, which has no access to private tables
set search_path = ''
as $$
declare
  api_key public.api_keys := private.require_api_key(find_items.key_hash, 'conversations:read');
  conversation public.conversations := private.conversation_of_key(api_key, find_items.conversation_id);
begin
  perform private.spend(api_key);
  return private.timeline_page(conversation.id, 'team', find_items.before, find_items.size);
end;
$$;

create function private.find_conversations(key_hash text, filter jsonb, before text, size integer)
returns jsonb
language plpgsql
security definer -- the caller is the edge function's service role, which has no access to private tables
set search_path = ''
as $$
declare
  api_key public.api_keys := private.require_api_key(find_conversations.key_hash, 'conversations:read');
  after private.page_cursor := private.read_cursor(find_conversations.before);
  given jsonb := jsonb_strip_nulls(coalesce(find_conversations.filter, '{}'));
  contact public.contacts;
  in_order private.inbox_order;
  page public.conversations[];
begin
  if jsonb_typeof(given) <> 'object'
    or given - '{status,contact}'::text[] <> '{}'
    or coalesce(given ->> 'status', 'open') not in ('open', 'resolved')
  then
    perform private.raise_error('invalid_request', 'A list is of a status (open, resolved) and of a contact, or of all.');
  elsif given ? 'contact' then
    contact := private.contact_of_key(api_key, given -> 'contact');
  end if;

  in_order := private.inbox_order('newest');
  execute format(
    'select array(
      select conversations
      from (%s) as page
      join public.conversations using (id)
      order by page.last_activity_at desc, page.id desc
    )',
    private.walked(
      '{open,snoozed,resolved,test}',
      concat_ws(
        ' and ',
        'conversations.spam_at is null and conversations.archived_at is null',
        case when given ? 'status' then format('conversations.status = %L', given ->> 'status') end,
        case when contact.id is not null then 'conversations.contact_id = $2' end,
        case when after.id is not null then '(conversations.last_activity_at, conversations.id) < ($3.at, $3.id)' end
      ),
      in_order,
      '$4'
    )
  )
  into page
  using api_key.website_id, contact.id, after, find_conversations.size + 1;

  perform private.spend(api_key);
  return jsonb_build_object(
    'conversations', private.conversations_for_team(page[:find_conversations.size]),
    'nextCursor', case
      when cardinality(page) > find_conversations.size then private.write_cursor(
        page[find_conversations.size].last_activity_at, page[find_conversations.size].id
      )
    end
  );
end;
$$;

-- For the edge function alone

create function public.find_conversation(key_hash text, id uuid)
returns jsonb
language sql
set search_path = ''
as $$
  select private.find_conversation(find_conversation.key_hash, find_conversation.id);
$$;
comment on function public.find_conversation(text, uuid) is
  'A conversation with its visitor, contact and newest items, as the team sees it. For the edge function `api`.';

create function public.find_items(key_hash text, conversation_id uuid, before bigint default null, "limit" integer default 50)
returns jsonb
language sql
set search_path = ''
as $$
  select private.find_items(
    find_items.key_hash, find_items.conversation_id, find_items.before, private.page_size(find_items."limit", 200)
  );
$$;
comment on function public.find_items(text, uuid, bigint, integer) is
  'The items of a conversation before an `order`, oldest first, as the team sees them. For the edge function `api`.';

create function public.find_conversations(
  key_hash text,
  filter jsonb default '{}',
  before text default null,
  "limit" integer default 50
)
returns jsonb
language sql
set search_path = ''
as $$
  select private.find_conversations(
    find_conversations.key_hash,
    find_conversations.filter,
    find_conversations.before,
    private.page_size(find_conversations."limit", 100)
  );
$$;
comment on function public.find_conversations(text, jsonb, text, integer) is
  'Conversations that are neither spam nor archived, the latest activity first, of a status and of a contact if asked for. For the edge function `api`.';

grant execute on function
  private.page_size(integer, integer),
  private.find_conversation(text, uuid),
  private.find_items(text, uuid, bigint, integer),
  private.find_conversations(text, jsonb, text, integer),
  public.find_conversation(text, uuid),
  public.find_items(text, uuid, bigint, integer),
  public.find_conversations(text, jsonb, text, integer)
to service_role;

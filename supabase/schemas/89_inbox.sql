-- The inbox: lists, counts and the open conversation, one round trip each. These run as the agent who asks, so that row
-- security decides what there is.

create function private.inbox_status(filter jsonb)
returns public.conversation_status
language plpgsql
immutable
set search_path = ''
as $$
begin
  if jsonb_typeof(coalesce(filter, '{}')) <> 'object'
    or coalesce(filter ->> 'status', 'open') not in ('open', 'resolved')
  then
    perform private.raise_error('invalid_request', 'The filter''s status is open or resolved.');
  end if;

  return (filter ->> 'status')::public.conversation_status;
end;
$$;

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
  wanted public.conversation_status := private.inbox_status(inbox.filter);
  after private.page_cursor := private.read_cursor(inbox.cursor);
  size integer := private.page_size(inbox."limit", 100);
  page public.conversations[];
begin
  perform private.require_visible_website(inbox.website_id);
  after := coalesce(after, row('infinity', 'ffffffff-ffff-ffff-ffff-ffffffffffff')::private.page_cursor);

  if wanted is null then
    page := array(
      select conversations
      from public.conversations
      where conversations.website_id = inbox.website_id
        and (conversations.last_activity_at, conversations.id) < (after.at, after.id)
      order by conversations.last_activity_at desc, conversations.id desc
      limit size + 1
    );
  else
    page := array(
      select conversations
      from public.conversations
      where conversations.website_id = inbox.website_id
        and conversations.status = wanted
        and (conversations.last_activity_at, conversations.id) < (after.at, after.id)
      order by conversations.last_activity_at desc, conversations.id desc
      limit size + 1
    );
  end if;

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
  'A page of a website''s conversations, latest activity first, filtered by `{"status": "open" | "resolved"}`.';

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
  );
end;
$$;
comment on function public.inbox_counts(uuid) is
  'How many conversations of a website are open, resolved, and open with messages the calling agent has not read.';

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
  private.inbox_status(jsonb),
  private.require_visible_website(uuid),
  private.get_conversation(uuid),
  public.inbox(uuid, jsonb, text, integer),
  public.inbox_counts(uuid),
  public.get_conversation(uuid)
to authenticated;

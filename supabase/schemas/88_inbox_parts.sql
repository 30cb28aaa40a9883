-- What the parts of an inbox's filter ask of a conversation, and the inbox's two ways to a page: where a part finds few,
-- they are looked up and put in order; else the boxes are walked in order until the page is full. Which of the two is
-- counted, up to a bound: an estimate that is wrong costs a second.

create function private.inbox_parts(wanted private.inbox_filter)
returns table (name text, condition text, ids text, most integer)
language sql
immutable
set search_path = ''
as $$
  select parts.*
  from (
    values
      (
        'box',
        case
          when wanted.box = 'snoozed' then 'conversations.snoozed_until > now()'
          when wanted.box = 'inbox' and wanted.status = 'open'
            then '(conversations.box = ''open'' or conversations.snoozed_until <= now())'
          when wanted.box <> 'inbox' and wanted.status is not null
            then format('conversations.status = %L', wanted.status)
        end,
        null,
        null
      ),
      (
        'assignee',
        case
          when wanted.assignee = 'none' then 'conversations.assignee_id is null'
          when wanted.assignee = 'someone' then 'conversations.assignee_id is not null'
        end,
        null,
        null
      ),
      (
        'assignee',
        -- An agent's conversations are indexed by organization.
        'conversations.organization_id = (select websites.organization_id from public.websites where websites.id = $1)
          and conversations.assignee_id = ' || case
          when wanted.assignee = 'me' then '$3'
          when wanted.assignee not in ('none', 'someone') then '($2.assignee)::uuid'
        end,
        null,
        10000
      ),
      ('priority', case when wanted.priorities is not null then 'conversations.priority = any ($2.priorities)' end, null, null),
      (
        'tags',
        case when wanted.tag_ids is not null then
          '(select true from public.conversation_tags as given
            where given.conversation_id = conversations.id and given.tag_id = any ($2.tag_ids) limit 1)'
        end,
        'select given.conversation_id from public.conversation_tags as given
          where given.website_id = $1 and given.tag_id = any ($2.tag_ids)',
        5000
      ),
      ('channel', case when wanted.channel is not null then format('conversations.channel = %L', wanted.channel) end, null, null),
      (
        'contact',
        case when wanted.contact_id is not null then
          'conversations.id = any (array(select private.conversations_of_contact($1, $2.contact_id)))'
        end,
        'select private.conversations_of_contact($1, $2.contact_id)',
        5000
      ),
      (
        'created',
        concat_ws(
          ' and ',
          case when wanted.created_from is not null then 'conversations.created_at >= $2.created_from' end,
          case when wanted.created_to is not null then 'conversations.created_at < $2.created_to' end
        ),
        null,
        30000
      ),
      (
        'active',
        concat_ws(
          ' and ',
          case when wanted.active_from is not null then 'conversations.last_activity_at >= $2.active_from' end,
          case when wanted.active_to is not null then 'conversations.last_activity_at < $2.active_to' end
        ),
        null,
        30000
      ),
      (
        'text',
        case when wanted.words is not null then
          'exists (select from public.timeline_items as items
            where items.website_id = $1 and items.conversation_id = conversations.id
              and items.type = ''message'' and items.text is not null and private.words(items.text) @@ ($2.words))'
        end,
        null,
        null
      ),
      (
        'unread',
        case when wanted.is_unread is not null then
          '(conversations.visitor_message_count > coalesce((select reads.message_count
            from public.conversation_reads as reads
            where reads.conversation_id = conversations.id and reads.user_id = $3), 0)) = ($2.is_unread)'
        end,
        null,
        null
      )
  ) as parts (name, condition, ids, most)
  where parts.condition <> ''
  union all
  -- Each by itself, so that the rarest may lead.
  select
    'allTags',
    format(
      '(select true from public.conversation_tags as given
        where given.conversation_id = conversations.id and given.tag_id = $2.all_tag_ids[%s])',
      place
    ),
    format(
      'select given.conversation_id from public.conversation_tags as given
        where given.website_id = $1 and given.tag_id = $2.all_tag_ids[%s]',
      place
    ),
    5000
  from generate_subscripts(wanted.all_tag_ids, 1) as place;
$$;
comment on function private.inbox_parts(private.inbox_filter) is
  'The conditions a filter picks within its boxes, over $1 (the website), $2 (the filter) and $3 (the agent). Nothing of the filter''s own text is in them. A part that may find few says of how many a look-up is quicker than a walk, and, where that is another table, what finds their ids.';

create function private.inbox_conditions(wanted private.inbox_filter)
returns text
language sql
immutable
set search_path = ''
as $$
  select coalesce(string_agg(parts.condition, ' and '), 'true')
  from private.inbox_parts(wanted) as parts;
$$;

create function private.inbox_lookup(website_id uuid, wanted private.inbox_filter, agent_id uuid, sort text)
returns text
language plpgsql
stable
set search_path = ''
as $$
declare
  part record;
  found_ones integer;
begin
  for part in
    select
      parts.*,
      coalesce(
        parts.ids,
        format(
          'select from public.conversations where conversations.website_id = $1 and conversations.box = any (%L) and %s',
          private.inbox_boxes(wanted),
          parts.condition
        )
      ) as finds
    from private.inbox_parts(wanted) as parts
    where parts.most is not null
      -- A walk in this very order begins and ends with the part.
      and not (parts.name = 'active' and inbox_lookup.sort in ('newest', 'oldest'))
  loop
    execute format('select count(*) from (%s limit $4) as few', part.finds)
    into found_ones
    using inbox_lookup.website_id, wanted, inbox_lookup.agent_id, part.most + 1;

    if found_ones <= part.most then
      return coalesce('conversations.id = any (array(' || part.ids || '))', 'true');
    end if;
  end loop;

  return null;
end;
$$;
comment on function private.inbox_lookup(uuid, private.inbox_filter, uuid, text) is
  'The condition that leads to a filter''s few conversations, beside its own; null where it finds many.';

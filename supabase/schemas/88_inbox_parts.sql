-- What the parts of an inbox's filter ask of a conversation, and the inbox's two ways to a page: where a part finds few,
-- they are looked up and put in order; else the boxes are walked in order until the page is full. Which of the two is
-- counted, up to a bound: an estimate that is wrong costs a second.

create type private.inbox_part as (
  name text,
  condition text,
  most integer, -- of how many a look-up is quicker than a walk; null where a look-up never is
  ids text -- what finds their ids, where that is another table
);

create function private.inbox_parts(wanted private.inbox_filter)
returns setof private.inbox_part
language plpgsql -- keeps its plan
immutable
set search_path = ''
as $$
begin
  return query
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
        10000,
        null
      ),
      ('priority', case when wanted.priorities is not null then 'conversations.priority = any ($2.priorities)' end, null, null),
      (
        'tags',
        case when wanted.tag_ids is not null then
          '(select true from public.conversation_tags as given
            where given.conversation_id = conversations.id and given.tag_id = any ($2.tag_ids) limit 1)'
        end,
        5000,
        'select given.conversation_id from public.conversation_tags as given
          where given.website_id = $1 and given.tag_id = any ($2.tag_ids)'
      ),
      ('channel', case when wanted.channel is not null then format('conversations.channel = %L', wanted.channel) end, null, null),
      (
        'contact',
        case when wanted.contact_id is not null then
          'conversations.id = any (array(select private.conversations_of_contact($1, $2.contact_id)))'
        end,
        5000,
        'select private.conversations_of_contact($1, $2.contact_id)'
      ),
      (
        'created',
        concat_ws(
          ' and ',
          case when wanted.created_from is not null then 'conversations.created_at >= $2.created_from' end,
          case when wanted.created_to is not null then 'conversations.created_at < $2.created_to' end
        ),
        30000,
        null
      ),
      (
        'active',
        concat_ws(
          ' and ',
          case when wanted.active_from is not null then 'conversations.last_activity_at >= $2.active_from' end,
          case when wanted.active_to is not null then 'conversations.last_activity_at < $2.active_to' end
        ),
        30000,
        null
      ),
      (
        'text',
        case
          when wanted.conversation_ids is not null then 'conversations.id = any ($2.conversation_ids)'
          when wanted.words is not null then
            'exists (select from public.timeline_items as items
              where items.website_id = $1 and items.conversation_id = conversations.id
                and items.type = ''message'' and items.text is not null and private.words(items.text) @@ ($2.words))'
        end,
        cardinality(wanted.conversation_ids),
        'select unnest($2.conversation_ids)'
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
  ) as parts (name, condition, most, ids)
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
    5000,
    format(
      'select given.conversation_id from public.conversation_tags as given
        where given.website_id = $1 and given.tag_id = $2.all_tag_ids[%s]',
      place
    )
  from generate_subscripts(wanted.all_tag_ids, 1) as place;
end;
$$;
comment on function private.inbox_parts(private.inbox_filter) is
  'The conditions a filter picks within its boxes, over $1 (the website), $2 (the filter) and $3 (the agent). Nothing of the filter''s own text is in them.';

create function private.inbox_conditions(parts private.inbox_part[])
returns text
language plpgsql -- keeps its plan
immutable
set search_path = ''
as $$
begin
  return (select coalesce(string_agg(part.condition, ' and '), 'true') from unnest(inbox_conditions.parts) as part);
end;
$$;

create function private.inbox_lookup(
  parts private.inbox_part[],
  website_id uuid,
  wanted private.inbox_filter,
  agent_id uuid,
  sort text
)
returns text
language plpgsql
stable
set search_path = ''
as $$
declare
  part private.inbox_part;
  found_ones integer;
begin
  foreach part in array inbox_lookup.parts loop
    -- A walk in this very order begins and ends with the time.
    continue when part.most is null or (part.name = 'active' and inbox_lookup.sort in ('newest', 'oldest'));

    execute format(
      'select count(*) from (%s limit $4) as few',
      coalesce(
        part.ids,
        format(
          'select from public.conversations where conversations.website_id = $1 and conversations.box = any (%L) and %s',
          private.inbox_boxes(wanted),
          part.condition
        )
      )
    )
    into found_ones
    using inbox_lookup.website_id, wanted, inbox_lookup.agent_id, part.most + 1;

    if found_ones <= part.most then
      return coalesce('conversations.id = any (array(' || part.ids || '))', 'true');
    end if;
  end loop;

  return null;
end;
$$;
comment on function private.inbox_lookup(private.inbox_part[], uuid, private.inbox_filter, uuid, text) is
  'The condition that leads to a filter''s few conversations, beside its own; null where it finds many.';

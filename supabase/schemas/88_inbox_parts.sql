-- What an inbox's filter asks of a conversation: in which boxes it stands, and its other parts, each with how its few
-- conversations may be found. All is text over $1 (the website), $2 (the filter) and $3 (the agent). Nothing of the filter's own
-- text is in it.

create function private.inbox_boxes(wanted private.inbox_filter)
returns text[]
language sql
immutable
return case
  when wanted.box = 'snoozed' then array['asleep']
  when wanted.box <> 'inbox' then array[wanted.box]
  when wanted.status = 'resolved' then array['resolved']
  when wanted.status = 'open' then array['open', 'due']
  else array['open', 'snoozed', 'resolved']
end;
comment on function private.inbox_boxes(private.inbox_filter) is
  'Where a filter looks. What is snoozed is asleep until its time, then due until it was woken.';

create function private.is_in_box(box text)
returns text
language sql
immutable
return case box
  when 'asleep' then 'conversations.box = ''snoozed'' and conversations.snoozed_until > now()'
  when 'due' then 'conversations.box = ''snoozed'' and conversations.snoozed_until <= now()'
  else format('conversations.box = %L', box)
end;

create function private.is_in_boxes(boxes text[])
returns text
language plpgsql -- keeps its plan
immutable
set search_path = ''
as $$
begin
  return case
    when boxes && '{asleep,due}'
      then '(' || array_to_string(array(select private.is_in_box(box) from unnest(boxes) as box), ' or ') || ')'
    else format('conversations.box = any (%L)', boxes)
  end;
end;
$$;

create type private.inbox_part as (
  name text,
  condition text,
  few integer, -- how many are looked up quicker than walked to, by an index of conversations
  ids text, -- or by their ids, which this finds in another table
  is_elsewhere boolean -- looks into another table, and so is checked last
);

create function private.inbox_parts(wanted private.inbox_filter)
returns setof private.inbox_part
language plpgsql -- keeps its plan
immutable
set search_path = ''
as $$
begin
  return query
  select parts.*, parts.ids is not null or parts.name = 'text'
  from (
    values
      (
        'status',
        case
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
        'conversations.assignee_id = ' || case
          when wanted.assignee = 'me' then '$3'
          when wanted.assignee not in ('none', 'someone') then '($2.assignee)::uuid'
        end,
        1500,
        null
      ),
      ('priority', case when wanted.priorities is not null then 'conversations.priority = any ($2.priorities)' end, null, null),
      (
        'tag marks',
        concat_ws(
          ' and ',
          case when wanted.tag_ids is not null then 'conversations.tag_marks & private.tag_marks($2.tag_ids) <> 0' end,
          case when wanted.all_tag_ids is not null then
            'conversations.tag_marks & private.tag_marks($2.all_tag_ids) = private.tag_marks($2.all_tag_ids)'
          end
        ),
        null,
        null
      ),
      (
        'tags',
        case when wanted.tag_ids is not null then
          '(select true from public.conversation_tags as given
            where given.conversation_id = conversations.id and given.tag_id = any ($2.tag_ids) limit 1)'
        end,
        1500,
        'select given.conversation_id from public.conversation_tags as given
          where given.website_id = $1 and given.tag_id = any ($2.tag_ids)'
      ),
      (
        'allTags',
        case when wanted.all_tag_ids is not null then
          '(select count(*) from public.conversation_tags as given
            where given.conversation_id = conversations.id and given.tag_id = any ($2.all_tag_ids))
            = cardinality($2.all_tag_ids)'
        end,
        1500,
        case
          when cardinality(wanted.all_tag_ids) > 1 then
            'select lists.conversation_id from private.tag_lists as lists
              where lists.website_id = $1 and lists.tag_ids @> $2.all_tag_ids'
          else
            'select given.conversation_id from public.conversation_tags as given
              where given.website_id = $1 and given.tag_id = any ($2.all_tag_ids)'
        end
      ),
      ('channel', case when wanted.channel is not null then format('conversations.channel = %L', wanted.channel) end, null, null),
      (
        'contact',
        case when wanted.contact_id is not null then
          '(conversations.id in (select private.conversations_of_contact($1, $2.contact_id))) is true'
        end,
        1500,
        'select private.conversations_of_contact($1, $2.contact_id)'
      ),
      (
        'created',
        concat_ws(
          ' and ',
          case when wanted.created_from is not null then 'conversations.created_at >= $2.created_from' end,
          case when wanted.created_to is not null then 'conversations.created_at < $2.created_to' end
        ),
        60000,
        null
      ),
      (
        'active',
        concat_ws(
          ' and ',
          case when wanted.active_from is not null then 'conversations.last_activity_at >= $2.active_from' end,
          case when wanted.active_to is not null then 'conversations.last_activity_at < $2.active_to' end
        ),
        10000,
        null
      ),
      (
        'text',
        case
          -- Looked at in a hash: they may be many, and each conversation of a walk is looked for.
          when wanted.conversation_ids is not null
            then '(conversations.id in (select unnest($2.conversation_ids))) is true'
          when wanted.words is not null then
            'exists (select from public.timeline_items as items
              where items.website_id = $1 and items.conversation_id = conversations.id
                and items.type = ''message''
                and private.has_words(items.text, $2.words, (select private.word_patterns($2.words))))'
        end,
        case when wanted.conversation_ids is not null then 1500 end,
        case when wanted.conversation_ids is not null then 'select unnest($2.conversation_ids)' end
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
  ) as parts (name, condition, few, ids)
  where parts.condition <> '';
end;
$$;

-- The inbox as queries: for the ids of the first conversations of a website's boxes that conditions hold of, in order. All is
-- text over $1 (the website), $2 (the filter), $3 (the agent), $4 (how many), $5 (the place where a page ended) and $6 (ids).

create type private.inbox_place as (
  at timestamptz,
  id uuid,
  priority public.conversation_priority
);

create type private.inbox_order as (
  columns text,
  arranged text,
  after text -- what lies after $5
);

create function private.inbox_order(sort text)
returns private.inbox_order
language plpgsql
immutable
set search_path = ''
as $$
begin
  case sort
    when 'newest' then
      return row('last_activity_at, id', 'last_activity_at desc, id desc', '(last_activity_at, id) < ($5.at, $5.id)')::private.inbox_order;
    when 'oldest' then
      return row('last_activity_at, id', 'last_activity_at, id', '(last_activity_at, id) > ($5.at, $5.id)')::private.inbox_order;
    when 'longest_waiting' then
      return row('waiting_since, id', 'waiting_since, id', '(waiting_since, id) > ($5.at, $5.id)')::private.inbox_order;
    when 'priority' then
      return row(
        'priority, last_activity_at, id',
        'priority desc, last_activity_at desc, id desc',
        '(priority, last_activity_at, id) < ($5.priority, $5.at, $5.id)'
      )::private.inbox_order;
    else
      perform private.raise_error('invalid_request', 'An inbox is sorted by newest, oldest, longest_waiting or priority.');
  end case;
end;
$$;

create function private.all_hold(conditions text[])
returns text
language sql
immutable
return coalesce(nullif(array_to_string(conditions, ' and '), ''), 'true');

-- They name no other column than they must: then an index alone answers most.

create function private.walked(boxes text[], conditions text, in_order private.inbox_order, most text)
returns text
language plpgsql -- keeps its plan
immutable
set search_path = ''
as $$
declare
  walks constant text[] := array(
    select format(
      '(
        select %s
        from (select * from public.conversations where conversations.website_id = $1 and %s %s) as conversations
        where %s
        order by %s
        limit %s
      )',
      in_order.columns,
      private.is_in_box(box),
      -- Few, and found by their time.
      case when box = 'due' then 'offset 0' end,
      conditions,
      in_order.arranged,
      most
    )
    from unnest(boxes) as box
  );
begin
  return format(
    'select %s from (%s) as merged order by %s limit %s',
    in_order.columns, array_to_string(walks, ' union all '), in_order.arranged, most
  );
end;
$$;
comment on function private.walked(text[], text, private.inbox_order, text) is 'From each box its first, merged.';

create function private.checked(query text, conditions text[], in_order private.inbox_order)
returns text
language sql
immutable
return format(
  'select %s from (%s) as conversations where %s order by %s limit $4',
  in_order.columns, query, private.all_hold(conditions), in_order.arranged
);
comment on function private.checked(text, text[], private.inbox_order) is
  'Of a query''s conversations, which come in order, the first that conditions hold of: no more are looked at.';

create function private.walk(
  boxes text[],
  conditions text[],
  checked text[],
  in_order private.inbox_order,
  is_dear boolean
)
returns text
language sql
immutable
return format(
  'array(select id from (%s) as page)',
  case
    when checked = '{}' then private.walked(boxes, private.all_hold(conditions), in_order, '$4')
    else private.checked(
      private.walked(boxes, private.all_hold(conditions), in_order, case when is_dear then '1000' else 'all' end),
      checked,
      in_order
    )
  end
);
comment on function private.walk(text[], text[], text[], private.inbox_order, boolean) is
  'The ids of the first that conditions hold of; what is dear to check is checked for a thousand of each box at most.';

create function private.lookup(
  boxes text[],
  part private.inbox_part,
  conditions text[],
  checked text[],
  in_order private.inbox_order
)
returns text
language plpgsql -- keeps its plan
immutable
set search_path = ''
as $$
declare
  found constant text := format(
    'from public.conversations where conversations.website_id = $1 and %s and %s',
    private.is_in_boxes(boxes), part.condition
  );
  page constant text := format(
    'array(select id from (%s) as page)',
    private.checked('select * from fit order by ' || in_order.arranged, checked, in_order)
  );
begin
  return format(
    '(with fit as materialized (select %s %s and %s) select %s)',
    in_order.columns,
    found,
    private.all_hold(conditions),
    case
      when part.ids is not null then page
      else format(
        'case when (select count(*) from (select %1$s limit %2$s + 1) as few) <= %2$s then %3$s end', found, part.few, page
      )
    end
  );
end;
$$;
comment on function private.lookup(text[], private.inbox_part, text[], text[], private.inbox_order) is
  'The same, where one part finds few: these are put in order, which is kept from choosing how they are found. Ids were counted before; where another part finds more than few, null.';

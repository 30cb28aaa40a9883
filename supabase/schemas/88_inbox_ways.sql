-- The inbox's two ways to a page. Where a part of the filter finds few, these are looked up and put in order; else the boxes
-- are walked in order until the page is full, and what stands in other tables is checked row by row, or, where that is
-- quicker, against ids that were collected before. Which it is, is counted up to a bound: an estimate that is wrong costs a second.

create type private.inbox_way as (
  lookup text, -- a condition that leads to few; null for a walk
  conditions text,
  dear text -- one that takes so long to check that not many rows shall be
);

create function private.count_few(query text, website_id uuid, wanted private.inbox_filter, agent_id uuid, most integer)
returns integer
language plpgsql
stable
set search_path = ''
as $$
declare
  found_ones integer;
begin
  execute format('select count(*) from (%s limit $4) as few', count_few.query)
  into found_ones
  using count_few.website_id, wanted, count_few.agent_id, count_few.most + 1;

  return nullif(found_ones, count_few.most + 1);
end;
$$;
comment on function private.count_few(text, uuid, private.inbox_filter, uuid, integer) is
  'How many rows a query has; null for more than asked for.';

create function private.inbox_way(website_id uuid, wanted private.inbox_filter, agent_id uuid, sort text)
returns private.inbox_way
language plpgsql
stable
set search_path = ''
as $$
declare
  parts private.inbox_part[] := array(select part from private.inbox_parts(wanted) as part);
  -- Ids take time to collect: for one part alone it is worth it up to here, and further to find what several have in common.
  most constant integer := case when (select count(part.ids) from unnest(parts) as part) > 1 then 40000 else 12000 end;
  part private.inbox_part;
  way private.inbox_way;
  counted integer;
  least_counted integer;
  ids text;
  collected text[] := '{}';
begin
  select
    coalesce(string_agg(given.condition, ' and ') filter (where not given.is_dear), 'true'),
    string_agg(given.condition, ' and ') filter (where given.is_dear)
  into way.conditions, way.dear
  from (
    select given.condition, given.name = 'text' and given.ids is null as is_dear
    from unnest(parts) as given
  ) as given;

  foreach part in array parts loop
    if part.ids is not null then
      counted := private.count_few(part.ids, inbox_way.website_id, wanted, inbox_way.agent_id, most);
      if counted is not null then
        collected := collected || part.ids;
      end if;
      if counted < coalesce(least_counted, most + 1) then
        least_counted := counted;
        ids := part.ids;
      end if;
    -- A walk in this very order begins and ends with these.
    elsif part.few is not null
      and not (part.name in ('assignee', 'active') and inbox_way.sort in ('newest', 'oldest'))
      and private.count_few(
        format(
          'select from public.conversations where conversations.website_id = $1 and %s and %s',
          private.is_in_boxes(private.inbox_boxes(wanted)),
          part.condition
        ),
        inbox_way.website_id, wanted, inbox_way.agent_id, part.few
      ) is not null
    then
      way.lookup := 'true';
      return way;
    end if;
  end loop;

  if least_counted <= 10000 and cardinality(collected) > 1 then
    ids := (
      select 'select id from ' || string_agg(format('(%s) as %I (id)', source, 'of' || place), ' natural join ')
      from unnest(collected) with ordinality as sources (source, place)
    );
    least_counted := private.count_few(ids, inbox_way.website_id, wanted, inbox_way.agent_id, least_counted);
  end if;

  if least_counted <= 1500 then
    way.lookup := format('conversations.id = any (array(%s))', ids);
  elsif least_counted is not null then
    way.conditions := format('(conversations.id in (%s)) is true and %s', ids, way.conditions);
  end if;

  return way;
end;
$$;

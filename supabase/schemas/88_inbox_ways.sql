-- The inbox's two ways to a page. Where a part of the filter finds few, these are looked up and put in order; else the boxes
-- are walked in order until the page is full. What stands in other tables is then checked for each conversation or, where
-- that is quicker, against ids that were collected before. Which it is, is counted up to a bound: an estimate that is wrong
-- costs a second.

create function private.collect_ids(query text, website_id uuid, wanted private.inbox_filter, agent_id uuid, most integer)
returns uuid[]
language plpgsql
stable
set search_path = ''
set enable_seqscan = off -- a bound makes it look cheap
as $$
declare
  ids uuid[];
begin
  execute format('select array(select id from (%s) as few (id) limit $4)', collect_ids.query)
  into ids
  using collect_ids.website_id, wanted, collect_ids.agent_id, collect_ids.most + 1;

  return case when cardinality(ids) <= collect_ids.most then ids end;
end;
$$;
comment on function private.collect_ids(text, uuid, private.inbox_filter, uuid, integer) is
  'The ids that a query finds; null where these are more than asked for.';

create function private.common_ids(ids uuid[], others uuid[])
returns uuid[]
language plpgsql -- keeps its plan
immutable
set search_path = ''
as $$
begin
  return case
    when ids is null or others is null then coalesce(ids, others)
    when least(cardinality(ids), cardinality(others)) <= 10000
      then array(select unnest(ids) intersect select unnest(others))
    when cardinality(others) < cardinality(ids) then others
    else ids
  end;
end;
$$;
comment on function private.common_ids(uuid[], uuid[]) is
  'Ids among which all are that two lists have in common, of which either may be unknown.';

create function private.ids_of_page(
  query text,
  website_id uuid,
  wanted private.inbox_filter,
  agent_id uuid,
  size integer,
  place private.inbox_place,
  few uuid[]
)
returns uuid[]
language plpgsql
stable
set search_path = ''
set enable_sort = off -- what can be walked in order is, whatever else is thought to be quicker
as $$
declare
  ids uuid[];
begin
  execute 'select ' || ids_of_page.query
  into ids
  using ids_of_page.website_id, wanted, ids_of_page.agent_id, ids_of_page.size, ids_of_page.place, ids_of_page.few;

  return ids;
end;
$$;

create function private.inbox_ids(
  website_id uuid,
  wanted private.inbox_filter,
  agent_id uuid,
  sort text,
  size integer,
  place private.inbox_place
)
returns uuid[]
language plpgsql
stable
set search_path = ''
as $$
declare
  boxes constant text[] := private.inbox_boxes(wanted);
  in_order constant private.inbox_order := private.inbox_order(inbox_ids.sort);
  parts constant private.inbox_part[] := array(select part from private.inbox_parts(wanted) as part);
  conditions text[] := array(select part.condition from unnest(parts) as part where not part.is_elsewhere);
  checked text[] := array(select part.condition from unnest(parts) as part where part.is_elsewhere);
  -- Ids take time to collect: more than are looked up only to find what several parts have in common.
  most constant integer := case when (select count(part.ids) from unnest(parts) as part) > 1 then 40000 end;
  is_dear constant boolean := wanted.words is not null and wanted.conversation_ids is null;
  part private.inbox_part;
  few uuid[];
  ids uuid[];
begin
  if place is not null then
    conditions := conditions || in_order.after;
  end if;

  foreach part in array parts loop
    if part.ids is not null then
      few := private.common_ids(
        few, private.collect_ids(part.ids, inbox_ids.website_id, wanted, inbox_ids.agent_id, coalesce(most, part.few))
      );
      part.condition := 'conversations.id = any ($6)';
    end if;
    continue when part.few is null
      or (part.ids is not null and coalesce(cardinality(few) > part.few, true))
      -- A walk in this very order begins and ends with these.
      or (part.name in ('assignee', 'active') and inbox_ids.sort in ('newest', 'oldest'));

    ids := private.ids_of_page(
      private.lookup(boxes, part, array_remove(conditions, part.condition), checked, in_order),
      inbox_ids.website_id, wanted, inbox_ids.agent_id, inbox_ids.size, place, few
    );
    if ids is not null then
      return ids;
    end if;
  end loop;

  if few is not null then
    checked := array['(conversations.id in (select unnest($6))) is true'] || checked;
  end if;
  ids := private.ids_of_page(
    private.walk(boxes, conditions, checked, in_order, is_dear),
    inbox_ids.website_id, wanted, inbox_ids.agent_id, inbox_ids.size, place, few
  );
  if is_dear and cardinality(ids) < inbox_ids.size then
    -- Many have the words, but few of those that come first.
    wanted.conversation_ids := private.conversations_with_words(inbox_ids.website_id, wanted.words);
    return private.inbox_ids(
      inbox_ids.website_id, wanted, inbox_ids.agent_id, inbox_ids.sort, inbox_ids.size, place
    );
  end if;

  return ids;
end;
$$;
comment on function private.inbox_ids(uuid, private.inbox_filter, uuid, text, integer, private.inbox_place) is
  'The ids of a page: looked up by the first part that finds few, or walked.';

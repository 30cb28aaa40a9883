-- The inbox's two ways to a page. Where a part of the filter finds few, these are looked up and put in order; else the boxes
-- are walked in order until the page is full. What stands in other tables is then checked for each conversation or, where
-- that is quicker, against ids that were collected before. Which it is, is counted up to a bound: an estimate that is wrong
-- costs a second.

create type private.inbox_way as (
  is_lookup boolean,
  conditions text, -- on conversations' own columns
  checked text, -- those that look into other tables, for each conversation that is left
  is_dear boolean, -- whether that takes so long that it is done for a thousand at most
  ids uuid[] -- $6: among these are all that the filter finds; null where that is not known
);

create function private.collect_ids(query text, website_id uuid, wanted private.inbox_filter, agent_id uuid, most integer)
returns uuid[]
language plpgsql
stable
set search_path = ''
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

create function private.finds_few(
  part private.inbox_part,
  website_id uuid,
  wanted private.inbox_filter,
  agent_id uuid
)
returns boolean
language plpgsql
stable
set search_path = ''
as $$
declare
  counted integer;
begin
  execute format(
    'select count(*)
    from (select from public.conversations where conversations.website_id = $1 and %s and %s limit $4) as few',
    private.is_in_boxes(private.inbox_boxes(wanted)),
    part.condition
  )
  into counted
  using finds_few.website_id, wanted, finds_few.agent_id, part.few + 1;

  return counted <= part.few;
end;
$$;

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
  ids uuid[];
begin
  select
    coalesce(string_agg(given.condition, ' and ') filter (where not given.is_elsewhere), 'true'),
    string_agg(given.condition, ' and ') filter (where given.is_elsewhere),
    coalesce(bool_or(given.is_elsewhere and given.ids is null), false)
  into way.conditions, way.checked, way.is_dear
  from (
    select given.condition, given.ids, given.ids is not null or given.name = 'text' as is_elsewhere
    from unnest(parts) as given
  ) as given;

  foreach part in array parts loop
    if part.ids is not null then
      ids := private.collect_ids(part.ids, inbox_way.website_id, wanted, inbox_way.agent_id, most);
      way.ids := case
        when way.ids is null or ids is null then coalesce(way.ids, ids)
        when least(cardinality(way.ids), cardinality(ids)) <= 10000
          then array(select unnest(way.ids) intersect select unnest(ids))
        when cardinality(ids) < cardinality(way.ids) then ids
        else way.ids
      end;
    elsif part.few is not null
      -- A walk in this very order begins and ends with these.
      and not (part.name in ('assignee', 'active') and inbox_way.sort in ('newest', 'oldest'))
      and private.finds_few(part, inbox_way.website_id, wanted, inbox_way.agent_id)
    then
      way.is_lookup := true;
      return way;
    end if;
  end loop;

  way.is_lookup := coalesce(cardinality(way.ids) <= 1500, false);
  if way.is_lookup then
    way.conditions := 'conversations.id = any ($6) and ' || way.conditions;
  elsif way.ids is not null then
    way.checked := '(conversations.id in (select unnest($6))) is true and ' || way.checked;
  end if;

  return way;
end;
$$;

-- The numbers beside saved views. A view may find everything, so at most a thousand of its conversations are looked at: what
-- a number costs does not grow with the website. What few conversations have, such as a rare tag, is found by them.

create function private.view_count(website_id uuid, filter jsonb, agent_id uuid)
returns jsonb
language plpgsql
stable
set search_path = ''
-- It ends at a thousand: what first reads everything, to join or to sort, would grow with the website.
set enable_hashjoin = off
set enable_mergejoin = off
as $$
declare
  most constant integer := 1000;
  wanted private.inbox_filter := private.inbox_filter_of(view_count.website_id, view_count.filter);
  is_unread boolean := wanted.is_unread;
  part private.inbox_part;
  conditions text[] := '{}';
  few uuid[];
  found integer;
  unread integer;
begin
  -- Nothing finds what is unread; among a thousand it is counted.
  wanted.is_unread := null;
  wanted.conversation_ids := private.conversations_with_words(view_count.website_id, wanted.words, 20000);

  for part in
    select parts.*
    from private.inbox_parts(wanted) as parts
  loop
    conditions := conditions || part.condition;
    if part.ids is not null then
      few := private.common_ids(
        few, private.collect_ids(part.ids, view_count.website_id, wanted, view_count.agent_id, 20000)
      );
    end if;
  end loop;
  if few is not null then
    conditions := array['conversations.id = any ($5)'] || conditions;
  end if;

  execute format(
    'select count(*), count(*) filter (where looked_at.is_unread)
    from (
      select conversations.visitor_message_count > coalesce((
        select reads.message_count
        from public.conversation_reads as reads
        where reads.conversation_id = conversations.id and reads.user_id = $3
      ), 0) as is_unread
      from (%s) as conversations
      where %s
      limit $4
    ) as looked_at',
    (
      select string_agg(
        'select * from public.conversations where conversations.website_id = $1 and ' || private.is_in_box(box), ' union all '
      )
      from unnest(private.inbox_boxes(wanted)) as box
    ),
    private.all_hold(conditions)
  )
  into found, unread
  using view_count.website_id, wanted, view_count.agent_id, most, few;

  return jsonb_build_object(
    'count', case
      when is_unread then unread
      when not is_unread then found - unread
      else found
    end,
    'unread', case when not is_unread then 0 else unread end,
    'isCapped', found = most
  );
end;
$$;

create function private.view_counts(website_id uuid, view_ids uuid[])
returns jsonb
language plpgsql
stable
security definer -- row security keeps conditions that aren't leakproof from using indexes
set search_path = ''
as $$
declare
  agent_id uuid := private.require_agent();
  known integer;
  counts jsonb;
begin
  perform private.require_visible_website(view_counts.website_id);
  if view_counts.view_ids is not null then
    perform private.checked_ids(view_counts.view_ids, 200);
  end if;

  select
    count(*),
    coalesce(
      jsonb_agg(
        jsonb_build_object('viewId', views.id)
          || private.view_count(view_counts.website_id, views.filter, agent_id)
        order by views.user_id is not null, views.position, views.id
      ),
      '[]'
    )
  into known, counts
  from public.saved_views as views
  where views.website_id = view_counts.website_id
    and (views.user_id is null or views.user_id = agent_id)
    and (view_counts.view_ids is null or views.id = any (view_counts.view_ids));

  if known < cardinality(view_counts.view_ids) then
    perform private.raise_error('saved_view_not_found');
  end if;

  return jsonb_build_object('counts', counts);
end;
$$;

create function public.view_counts(website_id uuid, view_ids uuid[] default null)
returns jsonb
language sql
stable
set search_path = ''
as $$
  select private.view_counts(view_counts.website_id, view_counts.view_ids);
$$;
comment on function public.view_counts(uuid, uuid[]) is
  'For each saved view, or each of those named: how many conversations it finds, and how many of them have messages that the calling agent has not read. At most 1,000 of a view are looked at; with isCapped there may be more.';

grant execute on function
  private.view_counts(uuid, uuid[]),
  public.view_counts(uuid, uuid[])
to authenticated;

-- Retention: a website may say for how many days resolved conversations are kept after their last activity. Open ones are
-- kept for ever. Visitors without conversations go as well, unless they are blocked; verified contacts stay.

create function private.conversations_to_let_go(website_id uuid, before timestamptz)
returns uuid[]
language sql
stable
set search_path = ''
as $$
  select array(
    select conversations.id
    from unnest(array['resolved', 'archived', 'spam', 'test']) as boxes (box)
    cross join lateral (
      select conversations.id
      from public.conversations
      where conversations.website_id = conversations_to_let_go.website_id
        and conversations.box = boxes.box
        and conversations.status = 'resolved'
        and conversations.last_activity_at < conversations_to_let_go.before
        and conversations.resolved_at < conversations_to_let_go.before
      order by conversations.last_activity_at
      limit 200
    ) as conversations
  );
$$;

create function private.let_go_of_visitors(website_id uuid, before timestamptz)
returns integer
language plpgsql
set search_path = ''
as $$
declare
  gone public.visitors[];
begin
  -- In everybody's order, and so that no label goes that is being merged.
  perform private.lock_contacts(let_go_of_visitors.website_id);
  gone := array(
    select visitors
    from public.visitors
    where visitors.website_id = let_go_of_visitors.website_id
      and (
        visitors.last_seen_at < let_go_of_visitors.before
        or (visitors.last_seen_at is null and visitors.created_at < let_go_of_visitors.before)
      )
      and visitors.blocked_at is null
      and not exists (
        select
        from public.conversations
        where conversations.website_id = visitors.website_id
          and conversations.visitor_id = visitors.id
      )
      -- What they wrote in the conversation of another device keeps its author.
      and not exists (select from public.timeline_items as items where items.visitor_id = visitors.id)
    order by visitors.id
    limit 500
    for update skip locked
  );

  delete from public.visitors
  where visitors.id in (select visitor.id from unnest(gone) as visitor);

  perform private.forget_label(contacts)
  from public.contacts
  where contacts.website_id = let_go_of_visitors.website_id
    and contacts.id in (select visitor.contact_id from unnest(gone) as visitor)
    and not (contacts.is_verified or contacts.is_by_team)
    and not exists (
      select
      from public.visitors
      where visitors.website_id = contacts.website_id
        and visitors.contact_id = contacts.id
    );

  return cardinality(gone);
end;
$$;
comment on function private.let_go_of_visitors(uuid, timestamptz) is
  'Deletes visitors unseen since then who have no conversation, with the labels of theirs.';

create function private.let_go_of_conversations(website_id uuid, before timestamptz)
returns integer
language plpgsql
set search_path = ''
as $$
declare
  ids uuid[] := private.conversations_to_let_go(let_go_of_conversations.website_id, let_go_of_conversations.before);
begin
  -- Held in everybody's order, and looked at again: a visitor may just have written. What is held by others waits.
  ids := array(
    select conversations.id
    from public.conversations
    where conversations.id = any (ids)
      and conversations.status = 'resolved'
      and conversations.last_activity_at < let_go_of_conversations.before
      and conversations.resolved_at < let_go_of_conversations.before
    order by conversations.id
    for update skip locked
  );

  return private.delete_conversations(ids, 5000);
end;
$$;

create function private.enqueue_retention(website_id uuid, run_at timestamptz default now())
returns void
language sql
set search_path = ''
as $$
  select private.enqueue(
    'apply_retention',
    jsonb_build_object('websiteId', enqueue_retention.website_id),
    enqueue_retention.run_at,
    'retention:' || enqueue_retention.website_id
  );
$$;

create function private.keep_retention()
returns void
language sql
set search_path = ''
as $$
  -- Later, for the worker keeps house after all work: what is due at once would keep it at work for ever.
  select private.enqueue_retention(websites.id, now() + interval '1 hour')
  from public.websites
  where websites.retention_days is not null
    and websites.deleted_at is null;
$$;
comment on function private.keep_retention() is 'Has every website''s retention applied hourly, each by jobs of its own; a step of housekeeping.';

create function private.apply_retention(website_id uuid)
returns void
language plpgsql
security definer -- the caller is the edge function's service role
set search_path = ''
as $$
declare
  before timestamptz;
begin
  select now() - make_interval(days => websites.retention_days)
  into before
  from public.websites
  where websites.id = apply_retention.website_id
    and websites.deleted_at is null;

  perform private.tell_none_singly();
  -- Visitors by a job of their own: whoever holds conversations must not wait for contacts.
  if before is not null
    and (
      private.let_go_of_conversations(apply_retention.website_id, before) > 0
      or private.let_go_of_visitors(apply_retention.website_id, before) >= 500
    )
  then
    perform private.enqueue_retention(apply_retention.website_id);
  end if;
end;
$$;

create function public.apply_retention(website_id uuid)
returns void
language sql
set search_path = ''
as $$
  select private.apply_retention(apply_retention.website_id);
$$;
comment on function public.apply_retention(uuid) is
  'Deletes the next part of what a website keeps no longer, and asks for the part after it. For the edge function `worker`.';

grant execute on function
  private.apply_retention(uuid),
  public.apply_retention(uuid)
to service_role;

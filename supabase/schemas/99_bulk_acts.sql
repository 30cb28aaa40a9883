-- Bulk acts: one act on many conversations, on all of them or on none. Each conversation gets exactly what the single act
-- does, for it is the single act that does it: the same events, announcements and refusals.

create function private.is_act(act jsonb)
returns boolean
language sql
stable
set search_path = ''
as $$
  select case act ->> 'type'
    when 'set_status' then act ->> 'status' in ('open', 'resolved') and act - '{type,status}'::text[] = '{}'
    when 'set_priority' then
      act ->> 'priority' in ('low', 'medium', 'high', 'urgent') and act - '{type,priority}'::text[] = '{}'
    when 'assign' then
      (act -> 'userId' = 'null' or private.to_uuid(act ->> 'userId') is not null) and act - '{type,userId}'::text[] = '{}'
    when 'add_tag' then private.to_uuid(act ->> 'tagId') is not null and act - '{type,tagId}'::text[] = '{}'
    when 'remove_tag' then private.to_uuid(act ->> 'tagId') is not null and act - '{type,tagId}'::text[] = '{}'
    when 'snooze' then
      (act -> 'until' = 'null' or private.read_moment(act ->> 'until') is not null) and act - '{type,until}'::text[] = '{}'
    when 'mark_spam' then
      coalesce(jsonb_typeof(act -> 'isSpam'), 'boolean') = 'boolean' and act - '{type,isSpam}'::text[] = '{}'
    when 'archive' then
      coalesce(jsonb_typeof(act -> 'isArchived'), 'boolean') = 'boolean' and act - '{type,isArchived}'::text[] = '{}'
    when 'mark_read' then act - 'type' = '{}'
    when 'mark_unread' then act - 'type' = '{}'
    else false
  end;
$$;
comment on function private.is_act(jsonb) is 'Whether a JSON value is an act as `bulk_act` takes it, with its fields and no others.';

create function private.do_act(conversation_id uuid, act jsonb)
returns jsonb
language plpgsql
set search_path = ''
as $$
declare
  type constant text := act ->> 'type';
begin
  return case
    when type = 'set_status'
      then private.set_status(conversation_id, (act ->> 'status')::public.conversation_status)
    when type = 'set_priority'
      then private.set_priority(conversation_id, (act ->> 'priority')::public.conversation_priority)
    when type = 'assign' then private.assign(conversation_id, (act ->> 'userId')::uuid)
    when type in ('add_tag', 'remove_tag')
      then private.set_tag(conversation_id, (act ->> 'tagId')::uuid, type = 'add_tag')
    when type = 'snooze' then private.snooze(conversation_id, private.read_moment(act ->> 'until'))
    when type = 'mark_spam'
      then private.mark_spam(conversation_id, coalesce((act ->> 'isSpam')::boolean, true))
    when type = 'archive'
      then private.archive(conversation_id, coalesce((act ->> 'isArchived')::boolean, true))
    when type = 'mark_read' then private.mark_read(conversation_id, 9223372036854775807)
    when type = 'mark_unread' then private.mark_unread(conversation_id)
  end;
end;
$$;

create function private.place_of_agent(conversation_id uuid)
returns bigint
language sql
stable
set search_path = ''
as $$
  select reads.team_upto
  from public.conversation_reads as reads
  where reads.conversation_id = place_of_agent.conversation_id
    and reads.user_id = private.user_id();
$$;

create function private.bulk_result(conversation_id uuid, act jsonb)
returns jsonb
language plpgsql
set search_path = ''
as $$
declare
  place bigint := coalesce(private.place_of_agent(bulk_result.conversation_id), 0);
  done jsonb := private.do_act(bulk_result.conversation_id, bulk_result.act);
  is_changed boolean := case
    when done ? 'items' then done -> 'items' <> '[]'
    -- Reading writes no event, but moves the cursor.
    else private.place_of_agent(bulk_result.conversation_id) <> place
  end;
begin
  if not done ? 'items' then
    done := private.team_act(bulk_result.conversation_id);
  end if;

  return done || jsonb_build_object(
    'id', bulk_result.conversation_id,
    'outcome', case when is_changed then 'changed' else 'unchanged' end
  );
end;
$$;

create function private.bulk_act(conversation_ids uuid[], act jsonb)
returns jsonb
language plpgsql
security definer -- conversations are written by the database alone
set search_path = ''
as $$
declare
  ids uuid[] := private.checked_ids(bulk_act.conversation_ids, 200);
  id uuid;
  results jsonb := '{}';
  refusals jsonb := '[]';
begin
  perform private.require_agent();
  if private.is_act(bulk_act.act) is not true then
    perform private.raise_error('invalid_request', 'This is no act, or not with these fields.');
  end if;

  -- Who takes away the tag waits until the end, for they touch conversations in an order of their own.
  perform from public.tags where tags.id = private.to_uuid(act ->> 'tagId') for key share;

  -- A member is held after conversations, as by everybody: so all of these come before the first is given.
  if act ->> 'type' = 'assign' then
    perform
    from public.conversations
    where conversations.id = any (ids)
      and conversations.website_id in (select private.my_website_ids())
    order by conversations.id
    for no key update;
  end if;

  -- Everybody takes conversations in this order, so that nobody deadlocks.
  for id in select asked.id from unnest(ids) as asked (id) order by asked.id
  loop
    begin
      results := results || jsonb_build_object(id::text, private.bulk_result(id, bulk_act.act));
    exception
      when others then
        if sqlstate not like 'PT%' then
          raise;
        end if;
        refusals := refusals || jsonb_build_object('id', id, 'code', sqlerrm);
    end;
  end loop;

  if refusals <> '[]' then
    perform private.raise_error('bulk_refused', jsonb_build_object('refusals', refusals)::text);
  end if;

  return jsonb_build_object('results', (
    select jsonb_agg(results -> asked.id::text order by asked.place)
    from unnest(ids) with ordinality as asked (id, place)
  ));
end;
$$;

create function public.bulk_act(conversation_ids uuid[], act jsonb)
returns jsonb
language sql
set search_path = ''
as $$
  select private.bulk_act(bulk_act.conversation_ids, bulk_act.act);
$$;
comment on function public.bulk_act(uuid[], jsonb) is
  'Does one act on 1 to 200 conversations, on all or on none. An act is {type, …}: set_status {status}, set_priority {priority}, assign {userId or null}, add_tag and remove_tag {tagId}, snooze {until or null}, mark_spam {isSpam}, archive {isArchived}, mark_read, mark_unread. Refused with `bulk_refused`, whose detail lists {id, code} for each conversation that refuses.';

grant execute on function
  private.bulk_act(uuid[], jsonb),
  public.bulk_act(uuid[], jsonb)
to authenticated;

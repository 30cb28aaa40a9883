-- Telling: what a transaction has told, so that it tells each thing once, and one thing for very many. Realtime counts what
-- a project tells, once for each listener, and drops all above 100 a second; see docs/decisions/005.

create function private.was_announced(key text)
returns boolean
language sql
stable
return position(was_announced.key in coalesce(current_setting('support.announced', true), '')) > 0;
comment on function private.was_announced(text) is 'Whether this transaction has announced what the key stands for.';

create function private.is_first_announcement(key text)
returns boolean
language sql
volatile
return case
  when private.was_announced(is_first_announcement.key) then false
  else set_config(
    'support.announced',
    concat(current_setting('support.announced', true), ' ', is_first_announcement.key),
    true
  ) is not null
end;
comment on function private.is_first_announcement(text) is 'True once per key and transaction.';

create function private.announce(topic text, event text, payload jsonb)
returns void
language plpgsql -- keeps its plan
set search_path = ''
as $$
begin
  perform realtime.send(announce.payload, announce.event, announce.topic, true);
end;
$$;
comment on function private.announce(text, text, jsonb) is 'Tells a private topic; delivered after the commit, to whoever listens then.';

create function private.is_told_singly(website_id uuid, subject_id uuid)
returns boolean
language plpgsql
set search_path = ''
as $$
declare
  told text := coalesce(current_setting('support.told_singly', true), '');
begin
  if position(is_told_singly.subject_id::text in told) > 0 then
    return true;
  -- To fifty agents these are a thousand events, of the six thousand that there may be in a minute.
  elsif length(told) < 20 * length(' ' || subject_id) then
    return set_config('support.told_singly', concat(told, ' ', subject_id), true) is not null;
  end if;

  if private.is_first_announcement('many:' || website_id) then
    perform private.announce(
      'inbox:' || is_told_singly.website_id,
      'inbox_changed',
      jsonb_build_object('websiteId', is_told_singly.website_id)
    );
  end if;
  return false;
end;
$$;
comment on function private.is_told_singly(uuid, uuid) is
  'Whether the team is told of this conversation or person by itself. So it is with the first 20 of a transaction; for all others one `inbox_changed` is told here.';

create function private.tell_none_singly()
returns void
language sql
set search_path = ''
as $$
  select set_config('support.told_singly', repeat(' ', 20 * 37), true);
$$;
comment on function private.tell_none_singly() is
  'Makes one `inbox_changed` of all that this transaction changes: for jobs that do much in many parts.';

create function private.could_be_heard(conversation public.conversations)
returns boolean
language sql
stable
set search_path = ''
as $$
  -- A token lives for an hour, and whoever asks for one is seen.
  select exists (
    select
    from public.visitors
    where visitors.id = conversation.visitor_id
      and visitors.last_seen_at > now() - interval '2 hours'
      and visitors.erased_at is null
  ) or exists (
    select
    from public.visitors
    where visitors.website_id = conversation.website_id
      and visitors.contact_id = conversation.contact_id
      and visitors.last_seen_at > now() - interval '2 hours'
      and visitors.erased_at is null
  );
$$;
comment on function private.could_be_heard(public.conversations) is
  'Whether a visitor whose conversation it is may be there. Where very many change, nobody else is told on the visitor''s side.';

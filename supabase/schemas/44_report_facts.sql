-- What reports count of a conversation: facts, each at its moment. All of them follow from the conversation's row, so a
-- change of the row takes the old facts away and brings the new ones, and a recount of the rows gives the same.

create type private.report_measure as enum (
  'started',
  'responded',
  'ai_responded',
  'resolved',
  'closed',
  'reopened',
  'rated',
  -- Of messages, counted from timelines.
  'received',
  'sent',
  'ai_sent'
);

create type private.report_fact as (
  at timestamptz,
  measure private.report_measure,
  agent_id uuid,
  bin smallint,
  total bigint
);

create function private.duration_bin(seconds bigint)
returns smallint
language sql
immutable
return case when seconds < 1 then 0 else least(1 + floor(2 * ln(seconds) / ln(2)), 63) end::smallint;
comment on function private.duration_bin(bigint) is
  'Where a duration stands on a scale of two steps for each doubling: what medians and percentiles are read from.';

create function private.seconds_between(starts timestamptz, ends timestamptz)
returns bigint
language sql
immutable
return greatest(0, floor(date_part('epoch', ends - starts)))::bigint;

create function private.closed_since(conversation public.conversations)
returns timestamptz
language sql
immutable
return least((conversation).resolved_at, (conversation).archived_at);
comment on function private.closed_since(public.conversations) is
  'Since when a conversation is done with, resolved or archived; null while it is open. A snoozed one is open.';

create function private.closed_spans(conversation public.conversations)
returns tstzmultirange
language sql
immutable
return (
  coalesce((conversation).closed_during, '{}')
  + case
    when private.closed_since(conversation) is null then '{}'
    else tstzmultirange(tstzrange(private.closed_since(conversation), null))
  end
) * tstzmultirange(tstzrange((conversation).created_at, null));
comment on function private.closed_spans(public.conversations) is 'When it was done with, from its beginning on.';

create function private.report_facts(conversation public.conversations)
returns setof private.report_fact
language sql
immutable
begin atomic
  select facts.at, facts.measure, facts.agent_id, facts.bin, facts.total
  from (
    -- Each by itself: a list of values would be prepared anew for each conversation, and take twenty times as long.
    select conversation.created_at, 'started'::private.report_measure, null::uuid, 0::smallint, 0::bigint
    union all
    select
      conversation.first_responded_at,
      'responded',
      conversation.first_responded_by,
      private.duration_bin(private.seconds_between(conversation.first_written_at, conversation.first_responded_at)),
      private.seconds_between(conversation.first_written_at, conversation.first_responded_at)
    union all
    select
      conversation.first_ai_responded_at,
      'ai_responded',
      null,
      private.duration_bin(private.seconds_between(conversation.first_written_at, conversation.first_ai_responded_at)),
      private.seconds_between(conversation.first_written_at, conversation.first_ai_responded_at)
    union all
    select
      conversation.resolved_at,
      'resolved',
      conversation.resolved_by,
      private.duration_bin(private.seconds_between(conversation.created_at, conversation.resolved_at)),
      private.seconds_between(conversation.created_at, conversation.resolved_at)
    union all
    select conversation.rated_at, 'rated', conversation.rated_for, conversation.rating, conversation.rating
    union all
    select lower(spans.span), 'closed', null, 0::smallint, 0
    from unnest(private.closed_spans(conversation)) as spans (span)
    union all
    select upper(spans.span), 'reopened', null, 0::smallint, 0
    from unnest(private.closed_spans(conversation)) as spans (span)
    where conversation.closed_during is not null
  ) as facts (at, measure, agent_id, bin, total)
  where facts.at is not null
    and conversation.spam_at is null
    and not conversation.is_test;
end;
comment on function private.report_facts(public.conversations) is
  'What a conversation adds to reports. Spam and tests add nothing; of several resolutions the last one counts.';

-- Stamps

create function private.stamp_report_facts()
returns trigger
language plpgsql
set search_path = ''
as $$
declare
  was_closed_since timestamptz := private.closed_since(old);
  comes_back_at timestamptz := coalesce(private.closed_since(new), now());
begin
  if was_closed_since < comes_back_at and private.closed_since(new) is distinct from was_closed_since then
    new.closed_during := coalesce(new.closed_during, '{}')
      + tstzmultirange(tstzrange(was_closed_since, comes_back_at));
  end if;

  if new.status <> old.status then
    new.resolved_by := case when new.status = 'resolved' then private.user_id() end;
  end if;

  if new.rating is distinct from old.rating then
    new.rated_for := case
      when new.rating is not null then coalesce(new.resolved_by, new.assignee_id, new.first_responded_by)
    end;
  end if;

  return new;
end;
$$;
comment on function private.stamp_report_facts() is
  'Keeps what the row would forget: who resolved it, whose work was rated, and when it was closed before.';

create trigger a_stamp_report_facts
  before update of status, archived_at, rating on public.conversations
  for each row execute function private.stamp_report_facts();

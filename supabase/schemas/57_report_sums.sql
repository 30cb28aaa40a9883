-- Report sums: what reports read. Per website, agent and tag, by day, week and month of the website's time zone, and by
-- quarter hour in UTC, on whose edges the days of every time zone begin. One transaction at a time sums up a website.

create type private.report_scope as enum ('website', 'agent', 'tag');
-- Of the clock are sums of a day, with the hour that a clock on the wall showed as their bin.
create type private.report_grain as enum ('quarter', 'clock', 'day', 'week', 'month');

create table private.report_states (
  -- No foreign key: when a website goes, its sums are taken away in parts, and this at last.
  website_id uuid primary key,
  timezone text not null,
  messages_until timestamptz not null default '-infinity',
  next_timezone text,
  moved_conversation_id uuid,
  messages_moved_until timestamptz,
  constraint report_states_move_conversations_and_messages check (
    num_nonnulls(next_timezone, moved_conversation_id, messages_moved_until) in (0, 3)
  )
);
comment on table private.report_states is 'How far a website''s reports are summed up. Who sums up holds the row.';
comment on column private.report_states.timezone is
  'Whose days the sums are; another one of the website takes effect when all of them have moved (57_reports_moving.sql).';
comment on column private.report_states.messages_until is 'Up to when messages are in the sums; later ones are counted when they are asked for.';
comment on column private.report_states.next_timezone is 'To whose days the sums move, part by part; null while they stay.';
comment on column private.report_states.moved_conversation_id is 'Conversations up to this one are counted by the days of the next time zone.';
comment on column private.report_states.messages_moved_until is 'Messages before that are counted by the days of the next time zone.';

create table private.report_sums (
  -- No foreign key: a rebuild would look the website up for each of millions of sums.
  website_id uuid not null,
  scope private.report_scope not null,
  grain private.report_grain not null,
  measure private.report_measure not null,
  starts timestamp not null,
  scope_id uuid not null,
  bin smallint not null,
  amount bigint not null,
  total bigint not null,
  primary key (website_id, scope, grain, measure, starts, scope_id, bin) include (amount, total)
);
comment on table private.report_sums is 'How many facts of a kind there were, and the total of their seconds or stars.';
comment on column private.report_sums.scope_id is 'The website, the agent or the tag: those that are gone stay, so this is no foreign key.';
comment on column private.report_sums.starts is 'Of a quarter hour in UTC; of all else in the website''s time zone.';

create table private.report_recounts (
  id bigint generated always as identity primary key,
  website_id uuid not null references public.websites (id) on delete cascade,
  starts timestamptz not null,
  ends timestamptz not null
);
comment on table private.report_recounts is 'When messages were written after that time had been counted.';
create index report_recounts_by_website on private.report_recounts (website_id, id);

alter table private.report_states enable row level security;
alter table private.report_sums enable row level security;
alter table private.report_recounts enable row level security;

create function private.quarter_of(moment timestamptz)
returns timestamptz
language sql
immutable
return date_bin(interval '15 minutes', moment, timestamptz '2000-01-01 00:00:00+00');

create function private.mark_report_dirty(website_id uuid, starts timestamptz, ends timestamptz)
returns void
language sql
set search_path = ''
as $$
  insert into private.report_recounts (website_id, starts, ends)
  values (mark_report_dirty.website_id, mark_report_dirty.starts, mark_report_dirty.ends);
$$;
comment on function private.mark_report_dirty(uuid, timestamptz, timestamptz) is
  'For who writes messages of a past time: they are counted anew with the next summing up. Conversations need no mark.';

-- From where facts come

create function private.facts_of_website(
  website_id uuid,
  after_id uuid default '00000000-0000-0000-0000-000000000000',
  last_id uuid default 'ffffffff-ffff-ffff-ffff-ffffffffffff'
)
returns table (at timestamptz, measure private.report_measure, agent_id uuid, tag_id uuid, bin smallint, total bigint)
language sql
stable
begin atomic
  select facts.at, facts.measure, case when given.tag_id is null then facts.agent_id end, given.tag_id, facts.bin, facts.total
  from public.conversations
  cross join lateral (
    select array(
      select tags.tag_id
      from public.conversation_tags as tags
      where tags.conversation_id = conversations.id
    ) as ids
    offset 0 -- looked up once for each conversation, not for each of its facts
  ) as carried
  cross join lateral private.report_facts(conversations) as facts
  -- Once for all, and once for each tag.
  cross join lateral unnest(array[null::uuid] || carried.ids) as given (tag_id)
  where conversations.website_id = facts_of_website.website_id
    and conversations.id > facts_of_website.after_id
    and conversations.id <= facts_of_website.last_id;
end;
comment on function private.facts_of_website(uuid, uuid, uuid) is
  'The facts of its conversations, of all or of those after one up to another: for all together, and for each tag.';

create function private.messages_of_website(website_id uuid, starts timestamptz, ends timestamptz)
returns table (at timestamptz, measure private.report_measure, agent_id uuid, amount bigint)
language sql
stable
begin atomic
  select private.quarter_of(items.created_at), kinds.measure, items.user_id, count(*)
  from public.timeline_items as items
  cross join lateral (
    select case
      when items.visitor_id is not null then 'received'
      when items.user_id is not null then 'sent'
      when items.ai_agent_id is not null then 'ai_sent'
    end::private.report_measure as measure
  ) as kinds
  where items.website_id = messages_of_website.website_id
    and items.type = 'message'
    and items.created_at >= messages_of_website.starts
    and items.created_at < messages_of_website.ends
    and items.visibility = 'public'
    and kinds.measure is not null
    -- All of them are read once, not for each message.
    and items.conversation_id not in (
      select conversations.id
      from public.conversations
      where conversations.website_id = messages_of_website.website_id
        and conversations.box = 'test'
    )
  group by 1, 2, 3;
end;
comment on function private.messages_of_website(uuid, timestamptz, timestamptz) is
  'How many public messages there were in each quarter hour, by author. One that was deleted had been written.';

create function private.summed_messages(website_id uuid, starts timestamptz, ends timestamptz)
returns table (at timestamptz, measure private.report_measure, agent_id uuid, amount bigint)
language sql
stable
begin atomic
  select
    known.starts at time zone 'UTC',
    known.measure,
    case known.scope when 'agent' then known.scope_id end,
    known.amount
  from private.report_sums as known
  where known.website_id = summed_messages.website_id
    and known.grain = 'quarter'
    and (known.scope, known.measure) in (('website', 'received'), ('agent', 'sent'), ('website', 'ai_sent'))
    and known.starts >= summed_messages.starts at time zone 'UTC'
    and known.starts < summed_messages.ends at time zone 'UTC';
end;
comment on function private.summed_messages(uuid, timestamptz, timestamptz) is
  'The same of the sums: also of messages that are deleted with their conversations.';

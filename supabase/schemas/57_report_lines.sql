-- Report lines: every change of what reports count, at once and without waiting for anybody; housekeeping sums them up
-- (57_reports_adding_up.sql). Nothing here runs for a message, but for a conversation's first response.

create table private.report_lines (
  id bigint generated always as identity primary key,
  -- No foreign key: when a website goes, its conversations leave their lines.
  website_id uuid not null,
  conversation_id uuid not null,
  at timestamptz not null,
  measure private.report_measure not null,
  agent_id uuid,
  tag_id uuid,
  bin smallint not null,
  amount integer not null,
  total bigint not null
);
comment on table private.report_lines is
  'What has changed of reports since they were summed up: facts brought (amount 1) and taken away (-1). Those with a tag are of the tag alone.';
create index report_lines_by_website on private.report_lines (website_id, id);

create function private.report_conversation()
returns trigger
language plpgsql
security definer -- whoever acts on a conversation has no access to private tables
set search_path = ''
as $$
declare
  was public.conversations;
begin
  if tg_op = 'UPDATE' then
    was := old;
  end if;

  insert into private.report_lines (website_id, conversation_id, at, measure, agent_id, tag_id, bin, amount, total)
  select
    new.website_id,
    new.id,
    facts.at,
    facts.measure,
    case when given.tag_id is null then facts.agent_id end,
    given.tag_id,
    facts.bin,
    sum(facts.amount),
    sum(facts.amount * facts.total)
  from (
    select brought.*, 1 as amount
    from private.report_facts(new) as brought
    union all
    select taken.*, -1
    from private.report_facts(was) as taken
  ) as facts
  cross join (
    select null::uuid as tag_id
    union all
    select tags.tag_id
    from public.conversation_tags as tags
    where tags.conversation_id = new.id
      -- The tags of a conversation bring its facts when they are given, and a new one has none.
      and tg_op = 'UPDATE'
  ) as given
  group by facts.at, facts.measure, 5, given.tag_id, facts.bin
  having sum(facts.amount) <> 0 or sum(facts.amount * facts.total) <> 0;

  return null;
end;
$$;

create function private.report_deletion()
returns trigger
language plpgsql
security definer -- whoever deletes a conversation has no access to private tables
set search_path = ''
as $$
begin
  insert into private.report_lines (website_id, conversation_id, at, measure, tag_id, bin, amount, total)
  select old.website_id, old.id, now(), 'closed', given.tag_id, 0, 1, 0
  from (
    select null::uuid as tag_id
    union all
    select tags.tag_id
    from public.conversation_tags as tags
    where tags.conversation_id = old.id
  ) as given;

  return old;
end;
$$;
comment on function private.report_deletion() is
  'What is deleted or erased is open no longer; all else that was counted of it stays, and tells nothing of anybody.';

create function private.report_tags()
returns trigger
language plpgsql
security definer -- whoever gives a tag has no access to private tables
set search_path = ''
as $$
declare
  sign integer := case tg_op when 'INSERT' then 1 else -1 end;
begin
  insert into private.report_lines (website_id, conversation_id, at, measure, tag_id, bin, amount, total)
  select
    changed.website_id, changed.conversation_id, facts.at, facts.measure, changed.tag_id, facts.bin, sign, sign * facts.total
  from changed
  join public.conversations on conversations.id = changed.conversation_id
  cross join lateral private.report_facts(conversations) as facts;

  return null;
end;
$$;
comment on function private.report_tags() is 'A conversation counts for the tags it carries, with all that was counted before it carried them.';

create trigger b_report_beginning
  after insert on public.conversations
  for each row execute function private.report_conversation();

create trigger b_report_change
  after update of
    created_at, first_responded_at, first_ai_responded_at, status, resolved_at, archived_at, spam_at, rating, rated_at
  on public.conversations
  for each row
  -- The numbering of messages names some of these each time and changes them once.
  when (
    (
      old.created_at, old.first_responded_at, old.first_ai_responded_at, old.status, old.resolved_at, old.archived_at,
      old.spam_at, old.rating, old.rated_at
    ) is distinct from (
      new.created_at, new.first_responded_at, new.first_ai_responded_at, new.status, new.resolved_at, new.archived_at,
      new.spam_at, new.rating, new.rated_at
    )
  )
  execute function private.report_conversation();

create trigger a_report_deletion
  before delete on public.conversations
  for each row
  when (old.box in ('open', 'snoozed'))
  execute function private.report_deletion();

create trigger b_report_given_tags
  after insert on public.conversation_tags
  referencing new table as changed
  for each statement execute function private.report_tags();

create trigger b_report_taken_tags
  after delete on public.conversation_tags
  referencing old table as changed
  for each statement execute function private.report_tags();

alter table private.report_lines enable row level security;

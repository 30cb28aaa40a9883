-- Tallies: how many conversations stand in each box, for the numbers beside the inbox. A change of a conversation adds
-- lines and never waits for another; housekeeping sums them up. What time alone changes is not counted here.

create table private.inbox_tallies (
  id bigint generated always as identity primary key,
  -- No foreign key: when a website goes, its conversations leave their lines, which sum up to nothing.
  website_id uuid not null,
  box text collate "C" not null,
  assignee_id uuid,
  amount integer not null
);
comment on table private.inbox_tallies is 'Changes of how many conversations a box holds, by assignee: their sum is the number.';
create index inbox_tallies_by_website on private.inbox_tallies (website_id, box, assignee_id) include (amount);

create function private.tally_conversation()
returns trigger
language plpgsql
security definer -- whoever acts on a conversation has no access to private tables
set search_path = ''
as $$
begin
  if tg_op = 'UPDATE'
    and (new.box, new.assignee_id) is not distinct from (old.box, old.assignee_id)
  then
    return null;
  end if;

  if tg_op <> 'INSERT' then
    insert into private.inbox_tallies (website_id, box, assignee_id, amount)
    values (old.website_id, old.box, old.assignee_id, -1);
  end if;

  if tg_op <> 'DELETE' then
    insert into private.inbox_tallies (website_id, box, assignee_id, amount)
    values (new.website_id, new.box, new.assignee_id, 1);
  end if;

  return null;
end;
$$;

create trigger b_tally
  after insert or delete or update of status, assignee_id, snoozed_until, spam_at, archived_at
  on public.conversations
  for each row execute function private.tally_conversation();

create function private.sum_up_tallies()
returns void
language sql
set search_path = ''
as $$
  with taken as (
    delete from private.inbox_tallies
    returning inbox_tallies.*
  )
  insert into private.inbox_tallies (website_id, box, assignee_id, amount)
  select taken.website_id, taken.box, taken.assignee_id, sum(taken.amount)
  from taken
  group by taken.website_id, taken.box, taken.assignee_id
  having sum(taken.amount) <> 0;
$$;
comment on function private.sum_up_tallies() is 'Makes one line of many. Safe at any time, also twice at once.';

create function private.rebuild_inbox()
returns void
language plpgsql
set search_path = ''
as $$
begin
  delete from private.inbox_tallies;

  insert into private.inbox_tallies (website_id, box, assignee_id, amount)
  select conversations.website_id, conversations.box, conversations.assignee_id, count(*)
  from public.conversations
  group by 1, 2, 3;
end;
$$;
comment on function private.rebuild_inbox() is
  'Counts anew, after conversations were loaded past the triggers. Nobody may write conversations meanwhile.';

alter table private.inbox_tallies enable row level security;

-- The numbers beside the inbox: from tallies; only what is unread is counted, up to a thousand, in an index.

create function private.unread_of_agent(website_id uuid, agent_id uuid)
returns bigint
language plpgsql -- keeps its plan
stable
set search_path = ''
-- Conversations and reads lie in the same order: both are gone through side by side, until there are enough.
set enable_hashjoin = off
as $$
declare
  most constant integer := 1000;
begin
  return least(
    (
      select count(*)
      from (
        select
        from public.conversations
        left join public.conversation_reads as reads
          on reads.conversation_id = conversations.id
          and reads.user_id = unread_of_agent.agent_id
        where conversations.website_id = unread_of_agent.website_id
          and conversations.box = 'open'
          and conversations.visitor_message_count > coalesce(reads.message_count, 0)
        limit most
      ) as unread
    ) + (
      -- Due, and not yet woken.
      select count(*)
      from public.conversations
      where conversations.website_id = unread_of_agent.website_id
        and conversations.box = 'snoozed'
        and conversations.snoozed_until <= now()
        and conversations.visitor_message_count > coalesce((
          select reads.message_count
          from public.conversation_reads as reads
          where reads.conversation_id = conversations.id
            and reads.user_id = unread_of_agent.agent_id
        ), 0)
    ),
    most
  );
end;
$$;
comment on function private.unread_of_agent(uuid, uuid) is
  'Open conversations with messages of the visitor that an agent has not read; 1,000 stands for that many or more.';

create function private.inbox_counts(website_id uuid)
returns jsonb
language plpgsql
stable
security definer -- tallies are in private
set search_path = ''
as $$
declare
  agent_id uuid := private.require_agent();
begin
  perform private.require_visible_website(inbox_counts.website_id);

  return (
    select jsonb_build_object(
      'open', coalesce(sum(lines.amount) filter (where lines.box = 'open'), 0),
      'resolved', coalesce(sum(lines.amount) filter (where lines.box = 'resolved'), 0),
      'snoozed', coalesce(sum(lines.amount) filter (where lines.box = 'snoozed'), 0),
      'archived', coalesce(sum(lines.amount) filter (where lines.box = 'archived'), 0),
      'spam', coalesce(sum(lines.amount) filter (where lines.box = 'spam'), 0),
      'test', coalesce(sum(lines.amount) filter (where lines.box = 'test'), 0),
      'unassigned', coalesce(sum(lines.amount) filter (where lines.box = 'open' and lines.assignee_id is null), 0),
      'mine', coalesce(sum(lines.amount) filter (where lines.box = 'open' and lines.assignee_id = agent_id), 0),
      'unread', private.unread_of_agent(inbox_counts.website_id, agent_id)
    )
    from (
      select tallies.box, tallies.assignee_id, tallies.amount
      from private.inbox_tallies as tallies
      where tallies.website_id = inbox_counts.website_id
      union all
      -- What is due moves over, though nobody has woken it yet.
      select moved.box, conversations.assignee_id, moved.amount
      from public.conversations
      cross join (values ('snoozed', -1), ('open', 1)) as moved (box, amount)
      where conversations.website_id = inbox_counts.website_id
        and conversations.box = 'snoozed'
        and conversations.snoozed_until <= now()
    ) as lines
  );
end;
$$;

create function public.inbox_counts(website_id uuid)
returns jsonb
language sql
stable
set search_path = ''
as $$
  select private.inbox_counts(inbox_counts.website_id);
$$;
comment on function public.inbox_counts(uuid) is
  'How many conversations of a website are open, resolved, snoozed, archived, spam and tests; of the open ones, how many nobody is assigned to, how many the calling agent is, and how many have messages that agent has not read, where 1,000 stands for that many or more.';

grant execute on function
  private.inbox_counts(uuid),
  public.inbox_counts(uuid)
to authenticated;

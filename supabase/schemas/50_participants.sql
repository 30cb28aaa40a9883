-- Participants: who of the team took part in a conversation. They stay listed after leaving: their messages need a name.

create table public.conversation_participants (
  id bigint generated always as identity primary key,
  website_id uuid not null,
  conversation_id uuid not null,
  user_id uuid references public.profiles (user_id) on delete cascade,
  ai_agent_id uuid,
  requested_at timestamptz,
  joined_at timestamptz default now(),
  left_at timestamptz,
  constraint conversation_participants_join_once unique nulls not distinct (conversation_id, user_id, ai_agent_id),
  constraint conversation_participants_belong_to_a_conversation foreign key (website_id, conversation_id)
    references public.conversations (website_id, id) on delete cascade,
  constraint conversation_participants_may_be_ai_agents foreign key (website_id, ai_agent_id)
    references public.ai_agents (website_id, id) on delete cascade,
  constraint conversation_participants_were_asked_or_joined check (num_nonnulls(requested_at, joined_at) > 0),
  constraint conversation_participants_leave_what_they_joined check (left_at is null or joined_at is not null),
  constraint conversation_participants_are_one_of_user_and_ai_agent check (num_nonnulls(user_id, ai_agent_id) = 1)
);
comment on table public.conversation_participants is 'People and AI agents of the team who took part in a conversation, or are asked to.';
comment on column public.conversation_participants.joined_at is 'Null for who is only asked: the visitor does not know of them.';
create index conversation_participants_by_conversation on public.conversation_participants (website_id, conversation_id, id);
create index conversation_participants_by_user on public.conversation_participants (user_id) where user_id is not null;
create index conversation_participants_by_ai_agent
  on public.conversation_participants (website_id, ai_agent_id)
  where ai_agent_id is not null;

alter table public.conversation_participants enable row level security;

create policy conversation_participants_read on public.conversation_participants
  for select to authenticated
  using (website_id = any (array(select private.my_website_ids())));

grant select on public.conversation_participants to authenticated, service_role;

-- Routing rules: who takes care of a new conversation, by what is known of it. A website has an ordered list; the first
-- rule whose conditions all hold acts, the others don't. No rules: a conversation stays unassigned, for the team to see.

create type public.routing_assignment as enum ('nobody', 'member', 'round_robin', 'round_robin_of_all');

create table public.routing_rules (
  organization_id uuid not null,
  website_id uuid not null,
  place integer not null,
  keywords text[] not null default '{}',
  keyword_query tsquery,
  tag_id uuid,
  channel public.conversation_channel,
  assignment public.routing_assignment not null default 'nobody',
  member_ids uuid[] not null default '{}',
  participant_ids uuid[] not null default '{}',
  added_tag_ids uuid[] not null default '{}',
  priority public.conversation_priority,
  primary key (website_id, place),
  constraint routing_rules_belong_to_a_website foreign key (organization_id, website_id)
    references public.websites (organization_id, id) on delete cascade,
  constraint routing_rules_ask_for_a_tag_of_the_website foreign key (website_id, tag_id)
    references public.tags (website_id, id) on delete cascade,
  constraint routing_rules_keywords_are_few check (cardinality(keywords) <= 50),
  constraint routing_rules_keyword_query_iff_keywords check ((keyword_query is null) = (keywords = '{}')),
  constraint routing_rules_members_are_few check (cardinality(member_ids) <= 100),
  constraint routing_rules_participants_are_few check (cardinality(participant_ids) <= 20),
  constraint routing_rules_added_tags_are_few check (cardinality(added_tag_ids) <= 20),
  constraint routing_rules_name_members_iff_they_choose_among_them check (
    case assignment
      when 'member' then cardinality(member_ids) = 1
      when 'round_robin' then cardinality(member_ids) >= 1
      else cardinality(member_ids) = 0
    end
  )
);
comment on table public.routing_rules is 'What a website does with new conversations: conditions and acts, in order.';
comment on column public.routing_rules.keywords is 'One of these must stand in the visitor''s first message, as whole words.';
comment on column public.routing_rules.keyword_query is 'The keywords as search understands them.';
comment on column public.routing_rules.tag_id is
  'The conversation must carry this tag. Without the tag there is no such rule: it must not turn into one that always holds.';
comment on column public.routing_rules.member_ids is
  'Without foreign keys, as the other lists: who has left and what was deleted is passed over when the rule acts.';
create index routing_rules_by_tag on public.routing_rules (website_id, tag_id) where tag_id is not null;

create table private.routing_turns (
  website_id uuid not null references public.websites (id) on delete cascade,
  user_id uuid not null references public.profiles (user_id) on delete cascade,
  taken_at timestamptz not null,
  primary key (website_id, user_id)
);
comment on table private.routing_turns is 'When somebody was last given a conversation in turn: the next is who waits longest.';
create index routing_turns_by_user on private.routing_turns (user_id);

alter table public.routing_rules enable row level security;
alter table private.routing_turns enable row level security;

create policy routing_rules_read on public.routing_rules
  for select to authenticated
  using (website_id = any (array(select private.my_website_ids())));

grant select on public.routing_rules to authenticated, service_role;

-- Conversations: one thread between a visitor and the team. It carries two sets of numbers, one per audience: the
-- team's count every item and change, the visitor's only public ones, so that nothing betrays internal notes.

create type public.conversation_status as enum ('open', 'resolved');
create type public.conversation_priority as enum ('low', 'medium', 'high', 'urgent');
create type public.conversation_channel as enum ('widget', 'email', 'api');

create table public.conversations (
  id uuid primary key,
  organization_id uuid not null,
  website_id uuid not null,
  visitor_id uuid not null,
  contact_id uuid,
  status public.conversation_status not null default 'open',
  priority public.conversation_priority not null default 'medium',
  channel public.conversation_channel not null default 'widget',
  is_test boolean not null default false,
  title text,
  assignee_id uuid,
  created_at timestamptz not null default now(),
  last_activity_at timestamptz not null default now(),
  waiting_since timestamptz not null default 'infinity',
  resolved_at timestamptz,
  snoozed_until timestamptz,
  spam_at timestamptz,
  archived_at timestamptz,
  -- No enum: under row security, only text is compared by an index.
  box text collate "C" not null generated always as (
    case
      when is_test then 'test'
      when spam_at is not null then 'spam'
      when archived_at is not null then 'archived'
      when status = 'resolved' then 'resolved'
      when snoozed_until is not null then 'snoozed'
      else 'open'
    end
  ) stored,
  rating smallint,
  rating_comment text,
  rated_at timestamptz,
  rated_for uuid,
  first_written_at timestamptz,
  first_responded_at timestamptz,
  first_responded_by uuid,
  first_ai_responded_at timestamptz,
  resolved_by uuid,
  closed_during tstzmultirange,
  team_last_order bigint not null default 0,
  team_last_change bigint not null default 0,
  team_last_message bigint,
  visitor_last_order bigint not null default 0,
  visitor_last_change bigint not null default 0,
  visitor_last_message bigint,
  visitor_message_count bigint not null default 0,
  team_message_count bigint not null default 0,
  tag_marks bigint not null default 0,
  constraint conversations_website_id_id_key unique (website_id, id),
  constraint conversations_belong_to_a_website foreign key (organization_id, website_id)
    references public.websites (organization_id, id) on delete cascade,
  constraint conversations_belong_to_a_visitor foreign key (website_id, visitor_id)
    references public.visitors (website_id, id) on delete cascade,
  constraint conversations_are_of_a_contact foreign key (website_id, contact_id)
    references public.contacts (website_id, id) on delete set null (contact_id),
  constraint conversations_resolved_at_iff_resolved check ((status = 'resolved') = (resolved_at is not null)),
  constraint conversations_snoozed_ones_are_open check (snoozed_until is null or status = 'open'),
  constraint conversations_rating_is_1_to_5 check (rating between 1 and 5),
  constraint conversations_rated_at_iff_rated check ((rating is null) = (rated_at is null)),
  constraint conversations_rating_comment_is_short check (char_length(rating_comment) between 1 and 2000),
  constraint conversations_title_is_short check (char_length(title) between 1 and 200),
  constraint conversations_visitors_count_no_more_than_the_team check (
    visitor_last_order <= team_last_order and visitor_last_change <= team_last_change
  )
);
comment on table public.conversations is 'A thread between a visitor and the team. Its id is chosen by whoever starts it.';
comment on column public.conversations.contact_id is
  'The verified contact whose history this is, on every device. An unverified one is found at the visitor.';
comment on column public.conversations.is_test is
  'Of a visitor of the test key: it stands in a box of its own and in no number of the team''s.';
comment on column public.conversations.assignee_id is
  'A member of the team. No foreign key: who leaves may have very many, and is taken out of them in parts.';
comment on column public.conversations.last_activity_at is 'When the last public message was written: lists sort by it.';
comment on column public.conversations.waiting_since is
  'Since when the visitor waits for a public answer; `infinity` when nobody waits, so that lists sort those last.';
comment on column public.conversations.snoozed_until is 'Out of the way until then, or until the visitor writes.';
comment on column public.conversations.first_written_at is 'When the visitor''s first message was written.';
comment on column public.conversations.first_responded_at is
  'When a person''s first public message after the visitor''s first one was written; an AI agent''s is kept beside it.';
comment on column public.conversations.first_responded_by is
  'Who wrote it. No foreign key, here and in `resolved_by` and `rated_for`: figures stay with whom they are of.';
comment on column public.conversations.resolved_by is 'The agent who resolved it; null if nobody of the team did, or while it is open.';
comment on column public.conversations.box is
  'Where it stands: open, snoozed, resolved, archived, spam, test. A snoozed one stands there until it was woken, also after its time.';
comment on column public.conversations.rated_for is 'Whose work the rating speaks of: who resolved it, else the assignee, else who first responded.';
comment on column public.conversations.closed_during is 'When it was resolved or archived and came back later; null if it never did.';
comment on column public.conversations.team_last_order is 'Items so far. The next item of any kind takes the next number.';
comment on column public.conversations.team_last_change is 'Changes so far: every insert, edit or delete of an item takes the next number.';
comment on column public.conversations.team_last_message is 'Order of the last message, notes included: the preview in the inbox.';
comment on column public.conversations.visitor_last_order is 'Public items so far.';
comment on column public.conversations.visitor_last_change is 'Changes of public items so far.';
comment on column public.conversations.visitor_last_message is 'Order of the last public message, in the visitor''s numbers.';
comment on column public.conversations.visitor_message_count is 'Messages by visitors: what an agent has to read.';
comment on column public.conversations.team_message_count is
  'Public messages by people and AI agents: what the visitor has to read. Greetings have no author and don''t count.';
comment on column public.conversations.tag_marks is
  'A bit for each tag that it carries or has carried, of 64 that all tags share: where one is missing, the tag is.';
-- The inbox merges its boxes, each from one of these in the order asked for. What most filters ask is answered in them alone,
-- for a walk that looks at each conversation takes ten times as long.
create index conversations_newest
  on public.conversations (website_id, box, last_activity_at desc, id desc)
  include (visitor_message_count, assignee_id, tag_marks);
create index conversations_longest_waiting
  on public.conversations (website_id, box, waiting_since, id)
  include (visitor_message_count, assignee_id, tag_marks);
create index conversations_most_urgent
  on public.conversations (website_id, box, priority desc, last_activity_at desc, id desc)
  include (visitor_message_count, assignee_id, tag_marks);
create index conversations_by_beginning
  on public.conversations (website_id, created_at)
  include (id, box, last_activity_at, waiting_since, priority);
create index conversations_to_answer
  on public.conversations (website_id, id desc) include (visitor_message_count)
  where box = 'open';
create index conversations_of_visitor on public.conversations (website_id, visitor_id, last_activity_at desc, id desc);
create index conversations_of_contact
  on public.conversations (website_id, contact_id, last_activity_at desc, id desc)
  where contact_id is not null;
create index conversations_snoozed on public.conversations (snoozed_until) where snoozed_until is not null;
create index conversations_of_assignee
  on public.conversations (assignee_id, website_id, box, last_activity_at desc, id desc)
  include (waiting_since, priority)
  where assignee_id is not null;

alter table public.conversations enable row level security;

create policy conversations_read on public.conversations
  for select to authenticated
  using (website_id = any (array(select private.my_website_ids())));

grant select on public.conversations to authenticated, service_role;

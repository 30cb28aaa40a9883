-- Access: the questions every function and every live topic asks. Visitors hold role `anon` with claims of our own
-- token; the rows decide, so that blocking or unlinking works at once, not when the token ends. What belongs to a deleted
-- website is nobody's, though its rows go later.

-- Visitors

create function private.require_visitor()
returns public.visitors
language plpgsql
stable
security definer -- visitors have no access to tables
set search_path = ''
as $$
declare
  claims jsonb := nullif(current_setting('request.jwt.claims', true), '')::jsonb;
  visitor public.visitors;
begin
  if claims ->> 'role' = 'anon' then
    select visitors.*
    into visitor
    from public.visitors
    where visitors.id = private.to_uuid(claims ->> 'sub')
      and visitors.website_id = private.to_uuid(claims ->> 'website_id')
      and visitors.erased_at is null
      and exists (
        select
        from public.websites
        where websites.id = visitors.website_id
          and websites.deleted_at is null
      );
  end if;

  if visitor.id is null then
    perform private.raise_error('session_expired');
  elsif visitor.blocked_at is not null then
    perform private.raise_error('visitor_blocked');
  end if;

  return visitor;
end;
$$;
comment on function private.require_visitor() is 'The visitor who is calling; refuses everybody else, and the blocked.';

create function private.calling_visitor()
returns public.visitors
language sql
stable
security definer -- visitors have no access to tables
set search_path = ''
as $$
  select visitors.*
  from public.visitors
  where visitors.id = private.to_uuid(private.claim('sub'))
    and visitors.website_id = private.to_uuid(private.claim('website_id'))
    and private.claim('role') = 'anon'
    and num_nonnulls(visitors.blocked_at, visitors.erased_at) = 0
    and exists (
      select
      from public.websites
      where websites.id = visitors.website_id
        and websites.deleted_at is null
    );
$$;
comment on function private.calling_visitor() is 'The visitor who is calling, or null; for policies, which must not raise.';

create function private.verified_contact_id(visitor public.visitors)
returns uuid
language sql
stable
return case
  -- The claim says that it was verified when the token was made, the row that it still holds.
  when (visitor).contact_id = private.to_uuid(private.claim('contact_id')) then (visitor).contact_id
end;

create function private.contact_of_history(visitor public.visitors)
returns uuid
language sql
stable
set search_path = ''
as $$
  select contacts.id
  from public.contacts
  where contacts.website_id = visitor.website_id
    and contacts.id = visitor.contact_id
    and contacts.is_verified;
$$;
comment on function private.contact_of_history(public.visitors) is
  'The contact that a visitor''s new conversations belong to: a verified one, or none.';

create function private.belongs_to_visitor(conversation public.conversations, visitor public.visitors)
returns boolean
language sql
stable
return coalesce(
  (conversation).website_id = (visitor).website_id
    and (
      (conversation).visitor_id = (visitor).id
      or (conversation).contact_id = private.verified_contact_id(visitor)
    ),
  false
);
comment on function private.belongs_to_visitor(public.conversations, public.visitors) is
  'Whether a conversation is the visitor''s own or, for a verified contact, that contact''s.';

create function private.conversation_of_visitor(conversation_id uuid, visitor public.visitors)
returns public.conversations
language plpgsql
stable
set search_path = ''
as $$
declare
  conversation public.conversations;
begin
  select conversations.*
  into conversation
  from public.conversations
  where conversations.id = conversation_of_visitor.conversation_id;

  if not private.belongs_to_visitor(conversation, visitor) then
    perform private.raise_error('conversation_not_found');
  end if;

  return conversation;
end;
$$;

create function private.require_active_website(website_id uuid)
returns void
language plpgsql
stable
set search_path = ''
as $$
begin
  perform
  from public.websites
  where websites.id = require_active_website.website_id
    and websites.status = 'active';

  if not found then
    perform private.raise_error('website_inactive');
  end if;
end;
$$;

-- Agents

create function private.conversation_of_agent(conversation_id uuid)
returns public.conversations
language plpgsql
stable
security definer -- reads before membership is known
set search_path = ''
as $$
declare
  agent_id uuid := private.require_agent();
  conversation public.conversations;
begin
  select conversations.*
  into conversation
  from public.conversations
  where conversations.id = conversation_of_agent.conversation_id
    and exists (
      select
      from public.websites
      join public.members on members.organization_id = websites.organization_id
      where websites.id = conversations.website_id
        and websites.deleted_at is null
        and members.user_id = agent_id
    );

  if conversation.id is null then
    perform private.raise_error('conversation_not_found');
  end if;

  return conversation;
end;
$$;
comment on function private.conversation_of_agent(uuid) is 'The conversation, if the calling agent works there; else 404.';

create function private.visitor_of_agent(visitor_id uuid)
returns public.visitors
language plpgsql
stable
security definer -- reads before membership is known
set search_path = ''
as $$
declare
  visitor public.visitors;
begin
  perform private.require_agent();

  select visitors.*
  into visitor
  from public.visitors
  where visitors.id = visitor_of_agent.visitor_id
    and visitors.erased_at is null
    and visitors.website_id in (select private.my_website_ids());

  if visitor.id is null then
    perform private.raise_error('visitor_not_found');
  end if;

  return visitor;
end;
$$;
comment on function private.visitor_of_agent(uuid) is 'The visitor, if the calling agent works there; else 404.';

-- Both

create function private.audience()
returns private.audience
language sql
stable
return case when private.user_id() is null then 'visitor' else 'team' end::private.audience;
comment on function private.audience() is 'Whose numbers and words the caller gets. Who is nobody is refused later, as a visitor.';

create function private.require_conversation(conversation_id uuid)
returns public.conversations
language plpgsql
stable
security definer -- visitors have no access to tables
set search_path = ''
as $$
begin
  if private.audience() = 'team' then
    return private.conversation_of_agent(require_conversation.conversation_id);
  end if;

  return private.conversation_of_visitor(require_conversation.conversation_id, private.require_visitor());
end;
$$;
comment on function private.require_conversation(uuid) is 'The conversation, if the caller may see it; else 404.';

create function private.lock_conversation(conversation_id uuid)
returns public.conversations
language plpgsql -- keeps its plan
set search_path = ''
as $$
declare
  conversation public.conversations;
begin
  select conversations.*
  into conversation
  from public.conversations
  where conversations.id = lock_conversation.conversation_id
  for no key update;

  return conversation;
end;
$$;
comment on function private.lock_conversation(uuid) is
  'Holds a conversation''s row until the end of the transaction: whoever changes a timeline does so first.';

create function private.lock_conversation_of_agent(conversation_id uuid)
returns public.conversations
language plpgsql
security definer -- reads before membership is known
set search_path = ''
as $$
declare
  agent_id uuid := private.user_id();
  conversation public.conversations;
begin
  select conversations.*
  into conversation
  from public.conversations
  where conversations.id = lock_conversation_of_agent.conversation_id
    and exists (
      select
      from public.websites
      join public.members on members.organization_id = websites.organization_id
      where websites.id = conversations.website_id
        and websites.deleted_at is null
        and members.user_id = agent_id
    )
  for no key update;

  if conversation.id is null then
    perform private.require_agent();
    perform private.raise_error('conversation_not_found');
  end if;

  return conversation;
end;
$$;
comment on function private.lock_conversation_of_agent(uuid) is
  'The conversation, held until the end of the transaction, if the calling agent works there; else 404.';

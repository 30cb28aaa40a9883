-- Two ends of a conversation: the team begins one, the visitor rates one.

create function private.visitor_seen_last(contact public.contacts)
returns public.visitors
language sql
stable
set search_path = ''
as $$
  select visitors.*
  from public.visitors
  where visitors.website_id = contact.website_id
    and visitors.contact_id = contact.id
  order by visitors.last_seen_at desc nulls last
  limit 1;
$$;

create function private.visitor_of_contact(contact public.contacts)
returns public.visitors
language plpgsql
set search_path = ''
as $$
declare
  visitor public.visitors := private.visitor_seen_last(contact);
begin
  if visitor.id is null then
    perform private.lock_contacts(contact.website_id);
    visitor := private.visitor_seen_last(contact);
  end if;

  -- Somebody known who has not come yet: a visitor without a browser, for the first one that comes to share.
  if visitor.id is null then
    insert into public.visitors (organization_id, website_id, contact_id, is_test)
    select contacts.organization_id, contacts.website_id, contacts.id, contacts.is_test
    from public.contacts
    where contacts.id = contact.id
      and contacts.erased_at is null
    returning visitors.* into visitor;
  end if;

  if visitor.id is null then
    perform private.raise_error('contact_not_found');
  end if;

  return visitor;
end;
$$;
comment on function private.visitor_of_contact(public.contacts) is 'The visitor of a contact that was seen last, made if none has come.';

create function private.visitor_to_write_to(website public.websites, visitor_id uuid, contact_id uuid)
returns public.visitors
language plpgsql
set search_path = ''
as $$
declare
  visitor public.visitors;
  contact public.contacts;
begin
  if num_nonnulls(visitor_to_write_to.visitor_id, visitor_to_write_to.contact_id) <> 1 then
    perform private.raise_error('invalid_request', 'Name a visitor or a contact.');
  elsif visitor_to_write_to.visitor_id is not null then
    visitor := private.visitor_of_agent(visitor_to_write_to.visitor_id);
    if visitor.website_id <> website.id then
      perform private.raise_error('visitor_not_found');
    end if;

    return visitor;
  end if;

  select contacts.*
  into contact
  from public.contacts
  where contacts.website_id = website.id
    and contacts.id = visitor_to_write_to.contact_id
    and contacts.erased_at is null;

  if contact.id is null then
    perform private.raise_error('contact_not_found', 'There is no such contact, or you may not see it.');
  end if;

  return private.visitor_of_contact(contact);
end;
$$;
comment on function private.visitor_to_write_to(public.websites, uuid, uuid) is
  'The visitor that an agent begins a conversation with; of a contact the one seen last.';

create function private.start_conversation(
  website_id uuid,
  conversation_id uuid,
  id uuid,
  text text,
  visitor_id uuid,
  contact_id uuid
)
returns jsonb
language plpgsql
security definer -- conversations are written by the database alone
set search_path = ''
as $$
declare
  website public.websites := private.require_website(start_conversation.website_id);
  visitor public.visitors;
  conversation public.conversations;
begin
  if num_nulls(start_conversation.conversation_id, start_conversation.id) > 0 then
    perform private.raise_error('invalid_request');
  end if;

  visitor := private.visitor_to_write_to(
    website, start_conversation.visitor_id, start_conversation.contact_id
  );

  begin
    insert into public.conversations (id, organization_id, website_id, visitor_id, contact_id, is_test, assignee_id)
    values (
      start_conversation.conversation_id,
      website.organization_id,
      website.id,
      visitor.id,
      private.contact_of_history(visitor),
      visitor.is_test,
      private.user_id()
    )
    on conflict do nothing;
  exception
    when foreign_key_violation then
      -- Erased in this moment.
      perform private.raise_error('visitor_not_found');
  end;

  conversation := private.lock_conversation(start_conversation.conversation_id);
  if conversation.website_id <> website.id
    -- A contact may have come with another browser since the first try.
    or (conversation.visitor_id <> visitor.id and (conversation.contact_id = visitor.contact_id) is not true)
    or (conversation.team_last_order > 0
      and (private.find_item(conversation.id, start_conversation.id)).id is null)
  then
    perform private.raise_error('id_taken');
  end if;

  -- Who begins takes care: an answer must not wait for somebody else to notice it.
  if conversation.team_last_order = 0 then
    perform private.hold_member(website.organization_id, private.user_id());
    perform private.write_event(
      conversation.id,
      'assigned',
      'private',
      by_user => private.user_id(),
      target_user => private.user_id(),
      caused_by => start_conversation.id
    );
  end if;

  return private.send_message(conversation.id, start_conversation.id, start_conversation.text, '[]', 'public');
end;
$$;

create function private.rate_conversation(conversation_id uuid, rating integer, comment text)
returns jsonb
language plpgsql
security definer -- conversations are written by the database alone
set search_path = ''
as $$
declare
  visitor public.visitors := private.require_visitor();
  conversation public.conversations;
  words text := nullif(private.clean_text(rate_conversation.comment), '');
begin
  if rate_conversation.rating is null or rate_conversation.rating not between 1 and 5 or char_length(words) > 2000 then
    perform private.raise_error('invalid_request', 'A rating is 1 to 5, its comment at most 2,000 characters.');
  end if;

  conversation := private.conversation_of_visitor(rate_conversation.conversation_id, visitor);
  conversation := private.lock_conversation(conversation.id);
  if conversation.id is null then
    -- Erased in this moment.
    perform private.raise_error('conversation_not_found');
  end if;

  update public.conversations
  set
    rating = rate_conversation.rating,
    rating_comment = words,
    rated_at = now()
  where conversations.id = conversation.id
    and (conversations.rating, conversations.rating_comment) is distinct from (rate_conversation.rating, words);

  perform private.take_hits(visitor, 'message');
  return private.conversation_for_visitor(private.current_conversation(conversation.id));
end;
$$;

-- The API

create function public.start_conversation(
  website_id uuid,
  conversation_id uuid,
  id uuid,
  text text,
  visitor_id uuid default null,
  contact_id uuid default null
)
returns jsonb
language sql
set search_path = ''
as $$
  select private.start_conversation(
    start_conversation.website_id,
    start_conversation.conversation_id,
    start_conversation.id,
    start_conversation.text,
    start_conversation.visitor_id,
    start_conversation.contact_id
  );
$$;
comment on function public.start_conversation(uuid, uuid, uuid, text, uuid, uuid) is
  'Begins a conversation with a visitor or a contact by the calling agent''s first message, and assigns it to them. The caller chooses both ids.';

create function public.rate_conversation(conversation_id uuid, rating integer, comment text default null)
returns jsonb
language sql
set search_path = ''
as $$
  select private.rate_conversation(
    rate_conversation.conversation_id, rate_conversation.rating, rate_conversation.comment
  );
$$;
comment on function public.rate_conversation(uuid, integer, text) is
  'Says how the visitor found a conversation, from 1 to 5; a later rating takes the place of an earlier one.';

grant execute on function
  private.start_conversation(uuid, uuid, uuid, text, uuid, uuid),
  public.start_conversation(uuid, uuid, uuid, text, uuid, uuid)
to authenticated;

grant execute on function
  private.rate_conversation(uuid, integer, text),
  public.rate_conversation(uuid, integer, text)
to anon;

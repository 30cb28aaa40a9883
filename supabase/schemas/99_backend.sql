-- The owner's backend: who it is, and what it may reach. Every function here is called by the edge function `api` with the
-- hash of a secret key, which is good for one website; what lies outside it does not exist.

create function private.spend(api_key public.api_keys)
returns void
language plpgsql
set search_path = ''
as $$
begin
  perform private.take_hit('api_key', api_key.website_id, api_key.id::text);
  perform private.take_hit('api_website', api_key.website_id, 'all');
  perform private.note_use(api_key);
end;
$$;
comment on function private.spend(public.api_keys) is 'Counts a call of a key. The last step of each, so that its rows are held for a moment only.';

create function private.audit_key(api_key public.api_keys, action text, subject_id uuid, detail jsonb default '{}')
returns void
language sql
set search_path = ''
as $$
  select private.audit(
    api_key.organization_id, audit_key.action, audit_key.subject_id, api_key.website_id,
    audit_key.detail || jsonb_build_object('apiKeyId', api_key.id)
  );
$$;
comment on function private.audit_key(public.api_keys, text, uuid, jsonb) is
  'Adds a line to the audit log in a key''s name: it has no actor, and its detail says which key.';

create function private.conversation_of_key(api_key public.api_keys, conversation_id uuid)
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
  where conversations.id = conversation_of_key.conversation_id
    and conversations.website_id = api_key.website_id;

  if conversation.id is null then
    perform private.raise_error('conversation_not_found');
  end if;

  return conversation;
end;
$$;

create function private.lock_conversation_of_key(api_key public.api_keys, conversation_id uuid)
returns public.conversations
language plpgsql
set search_path = ''
as $$
declare
  conversation public.conversations;
begin
  select conversations.*
  into conversation
  from public.conversations
  where conversations.id = lock_conversation_of_key.conversation_id
    and conversations.website_id = api_key.website_id
  for no key update;

  if conversation.id is null then
    perform private.raise_error('conversation_not_found');
  end if;

  return conversation;
end;
$$;
comment on function private.lock_conversation_of_key(public.api_keys, uuid) is
  'The conversation, held until the end of the transaction, if it is of the key''s website; else 404.';

create function private.contact_of_key(api_key public.api_keys, named jsonb)
returns public.contacts
language plpgsql
stable
set search_path = ''
as $$
declare
  contact public.contacts;
begin
  if jsonb_typeof(named) is distinct from 'object' or num_nonnulls(named ->> 'externalId', named ->> 'email') <> 1 then
    perform private.raise_error('invalid_request', 'A contact is named by its externalId or by its email.');
  end if;

  select contacts.*
  into contact
  from public.contacts
  where contacts.erased_at is null
    and contacts.website_id = api_key.website_id
    and contacts.is_verified
    and not contacts.is_test
    and (contacts.external_id = named ->> 'externalId' or lower(contacts.email) = lower(named ->> 'email'));

  if contact.id is null then
    perform private.raise_error('contact_not_found', 'There is no such contact. Put it there first.');
  end if;

  return contact;
end;
$$;
comment on function private.contact_of_key(public.api_keys, jsonb) is
  'The contact that a backend names: one that it, or a signed identity, has vouched for; else 404.';

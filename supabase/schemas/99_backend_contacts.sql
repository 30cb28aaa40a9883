-- Contacts by the owner's backend, which knows who they are: what it says is verified.

create function private.checked_identity(external_id text, facts jsonb)
returns jsonb
language plpgsql
immutable
set search_path = ''
as $$
declare
  cleaned jsonb;
begin
  if coalesce(char_length(checked_identity.external_id), 0) not between 1 and 255
    or jsonb_typeof(facts) is distinct from 'object'
    or facts - '{email,name,image,metadata}'::text[] <> '{}'
    or jsonb_path_exists(facts, '$.keyvalue() ? (@.key != "metadata" && @.value.type() != "string" && @.value != null)')
    or char_length(facts ->> 'name') > 200
    or char_length(facts ->> 'image') > 2000
  then
    perform private.raise_error('invalid_request', 'A contact has an externalId, an email, a name, an image and metadata.');
  end if;

  cleaned := facts || jsonb_build_object('externalId', checked_identity.external_id);
  if facts ->> 'email' is not null then
    cleaned := cleaned || jsonb_build_object('email', private.checked_email(facts ->> 'email'));
  end if;

  return cleaned;
end;
$$;

create function private.put_contact(key_hash text, external_id text, facts jsonb)
returns jsonb
language plpgsql
security definer -- the caller is the edge function's service role, which has no access to private tables
set search_path = ''
as $$
declare
  api_key public.api_keys := private.require_api_key(put_contact.key_hash, 'contacts:write');
  website public.websites;
  contact public.contacts;
begin
  select websites.*
  into website
  from public.websites
  where websites.id = api_key.website_id;

  contact := private.verified_contact(
    website, private.checked_identity(put_contact.external_id, coalesce(put_contact.facts, '{}')), false
  );
  perform private.spend(api_key);
  return private.contact_for_team(contact);
end;
$$;

create function private.find_contact(key_hash text, external_id text)
returns jsonb
language plpgsql
security definer -- the caller is the edge function's service role, which has no access to private tables
set search_path = ''
as $$
declare
  api_key public.api_keys := private.require_api_key(find_contact.key_hash, 'contacts:read');
  contact public.contacts := private.contact_of_key(
    api_key, jsonb_build_object('externalId', find_contact.external_id)
  );
begin
  perform private.spend(api_key);
  return private.contact_for_team(contact);
end;
$$;

create function private.erase_contact_of_key(key_hash text, external_id text)
returns boolean
language plpgsql
security definer -- the caller is the edge function's service role, which has no access to private tables
set search_path = ''
as $$
declare
  api_key public.api_keys := private.require_api_key(erase_contact_of_key.key_hash, 'contacts:write');
  contact public.contacts;
begin
  perform private.lock_contacts(api_key.website_id);
  select shown.*
  into contact
  from public.contacts
  cross join private.contact_as_shown(contacts.id) as shown
  where contacts.website_id = api_key.website_id
    and contacts.external_id = erase_contact_of_key.external_id
    and contacts.is_verified
    and not contacts.is_test
    and contacts.erased_at is null;

  if contact.id is not null then
    perform private.erase_shown_contact(contact);
    perform private.audit_key(api_key, 'contact_erased', contact.id);
  end if;

  perform private.spend(api_key);
  -- Not a refusal: somebody erased before is gone, and the call may be one sent again.
  return contact.id is not null;
end;
$$;

-- For the edge function alone

create function public.put_contact(key_hash text, external_id text, facts jsonb)
returns jsonb
language sql
set search_path = ''
as $$
  select private.put_contact(put_contact.key_hash, put_contact.external_id, put_contact.facts);
$$;
comment on function public.put_contact(text, text, jsonb) is
  'Makes the contact that the site knows by this id, or changes its email, name, image and metadata; what is left out stays. For the edge function `api`.';

create function public.find_contact(key_hash text, external_id text)
returns jsonb
language sql
set search_path = ''
as $$
  select private.find_contact(find_contact.key_hash, find_contact.external_id);
$$;
comment on function public.find_contact(text, text) is 'The contact that the site knows by this id. For the edge function `api`.';

create function public.erase_contact_of_key(key_hash text, external_id text)
returns boolean
language sql
set search_path = ''
as $$
  select private.erase_contact_of_key(erase_contact_of_key.key_hash, erase_contact_of_key.external_id);
$$;
comment on function public.erase_contact_of_key(text, text) is
  'Erases the contact that the site knows by this id, with all that the team shows as one with it, as `erase_contact` does; answers whether there was one. For the edge function `api`.';

grant execute on function
  private.put_contact(text, text, jsonb),
  private.find_contact(text, text),
  private.erase_contact_of_key(text, text),
  public.put_contact(text, text, jsonb),
  public.find_contact(text, text),
  public.erase_contact_of_key(text, text)
to service_role;

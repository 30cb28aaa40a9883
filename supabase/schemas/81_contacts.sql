-- Contacts as the team keeps them: made, changed and merged by agents. An agent's word is the team's: it is shown to the
-- team, and neither verifies anybody nor lets a browser see more than before.

create function private.contact_of_agent(contact_id uuid)
returns public.contacts
language plpgsql
stable
security definer -- reads before membership is known
set search_path = ''
as $$
declare
  contact public.contacts;
begin
  perform private.require_agent();

  select contacts.*
  into contact
  from public.contacts
  where contacts.id = contact_of_agent.contact_id
    and contacts.erased_at is null
    and contacts.website_id in (select private.my_website_ids());

  if contact.id is null then
    perform private.raise_error('contact_not_found', 'There is no such contact, or you may not see it.');
  end if;

  return contact;
end;
$$;
comment on function private.contact_of_agent(uuid) is 'The contact, if the calling agent works there; else 404.';

create function private.contact_shown_to_agent(contact_id uuid)
returns public.contacts
language sql
stable
set search_path = ''
as $$
  select private.contact_as_shown((private.contact_of_agent(contact_shown_to_agent.contact_id)).id);
$$;
comment on function private.contact_shown_to_agent(uuid) is
  'The contact that stands for an id: itself, or the one it was merged into. 404 for who does not work there.';

create function private.is_contact_field(field text, value jsonb)
returns boolean
language sql
immutable
set search_path = ''
as $$
  select case
    when field in ('id', 'companyId')
      then value = 'null' or (jsonb_typeof(value) = 'string' and private.to_uuid(value #>> '{}') is not null)
    when field = 'metadata' then true
    when jsonb_typeof(value) not in ('string', 'null') then false
    when field = 'externalId' then coalesce(char_length(value #>> '{}'), 1) between 1 and 255
    when field = 'email' then true
    when field = 'name' then coalesce(char_length(value #>> '{}'), 1) between 1 and 200
    when field = 'image'
      then value = 'null' or private.is_link(value #>> '{}')
    else false
  end;
$$;

create function private.read_contact(given jsonb, fields text[])
returns jsonb
language plpgsql
immutable
set search_path = ''
as $$
declare
  wrong text;
begin
  if jsonb_typeof(given) is distinct from 'object' or given = '{}' then
    perform private.raise_error('invalid_request', 'Say something of the contact.');
  end if;

  select string_agg(left(field.key, 64), ', ')
  into wrong
  from jsonb_each(given) as field
  where field.key <> all (fields) or private.is_contact_field(field.key, field.value) is not true;

  if wrong is not null then
    perform private.raise_error('invalid_request', 'These fields don''t exist or don''t take this value: ' || left(wrong, 500) || '.');
  elsif given ->> 'email' is not null then
    given := given || jsonb_build_object('email', private.checked_email(given ->> 'email'));
  end if;

  if given ->> 'name' is not null then
    given := given || jsonb_build_object('name', nullif(private.clean_text(given ->> 'name'), ''));
  end if;

  return given || jsonb_build_object('metadata', private.checked_metadata(given -> 'metadata'));
end;
$$;
comment on function private.read_contact(jsonb, text[]) is 'What an agent says of a contact, checked field by field.';

create function private.require_company(website_id uuid, company_id uuid)
returns void
language plpgsql
stable
set search_path = ''
as $$
begin
  if require_company.company_id is not null and not exists (
    select
    from public.companies
    where companies.website_id = require_company.website_id
      and companies.id = require_company.company_id
  ) then
    perform private.raise_error('company_not_found');
  end if;
end;
$$;

create function private.create_contact(website_id uuid, contact jsonb)
returns jsonb
language plpgsql
security definer -- contacts are written by the database alone
set search_path = ''
as $$
declare
  website public.websites := private.require_website(create_contact.website_id);
  said jsonb := private.read_contact(
    create_contact.contact, '{id,externalId,email,name,image,metadata,companyId}'
  );
  made public.contacts;
begin
  if num_nonnulls(said ->> 'externalId', said ->> 'email') = 0 then
    perform private.raise_error('invalid_request', 'A contact has an externalId or an email.');
  end if;

  -- In turn with sessions that bring the backend's word of the same person.
  perform private.lock_contacts(website.id);
  perform private.require_company(website.id, (said ->> 'companyId')::uuid);

  insert into public.contacts
    (id, organization_id, website_id, external_id, email, team_name, image, team_metadata, company_id, is_by_team)
  values (
    coalesce((said ->> 'id')::uuid, private.uuid_v7()),
    website.organization_id,
    website.id,
    said ->> 'externalId',
    said ->> 'email',
    said ->> 'name',
    said ->> 'image',
    jsonb_strip_nulls(said -> 'metadata'),
    (said ->> 'companyId')::uuid,
    true
  )
  on conflict do nothing
  returning contacts.* into made;

  if made.id is null then
    made := private.contact_made_before(website.id, said);
  end if;

  return private.contact_for_team(made);
end;
$$;

create function private.contact_made_before(website_id uuid, said jsonb)
returns public.contacts
language plpgsql
stable
set search_path = ''
as $$
declare
  contact public.contacts;
begin
  select contacts.*
  into contact
  from public.contacts
  where contacts.id = (said ->> 'id')::uuid;

  if contact.id is null then
    perform private.raise_error('contact_exists');
  elsif contact.website_id <> contact_made_before.website_id or not contact.is_by_team or contact.erased_at is not null then
    perform private.raise_error('id_taken');
  end if;

  return contact;
end;
$$;
comment on function private.contact_made_before(uuid, jsonb) is 'What the first call with this id has made; refuses an id or a name of another.';

create function private.update_contact(id uuid, changes jsonb)
returns jsonb
language plpgsql
security definer -- contacts are written by the database alone
set search_path = ''
as $$
declare
  contact public.contacts := private.contact_shown_to_agent(update_contact.id);
  said jsonb := private.read_contact(update_contact.changes, '{externalId,email,name,image,metadata,companyId}');
begin
  perform private.lock_contacts(contact.website_id);
  contact := private.contact_shown_to_agent(contact.id);
  if said ?| array['externalId', 'email', 'image'] and (contact.is_verified or not contact.is_by_team) then
    perform private.raise_error('contact_not_editable');
  end if;

  perform private.require_company(contact.website_id, (said ->> 'companyId')::uuid);
  contact := private.contact_with_changes(contact, said);
  if num_nonnulls(contact.external_id, contact.email) = 0 then
    perform private.raise_error('invalid_request', 'A contact has an externalId or an email.');
  elsif private.is_flat(contact.team_metadata) is not true then
    perform private.raise_error('metadata_invalid', 'These are too many facts.');
  end if;

  update public.contacts
  set
    external_id = contact.external_id,
    email = contact.email,
    image = contact.image,
    team_name = contact.team_name,
    team_metadata = contact.team_metadata,
    company_id = contact.company_id,
    updated_at = now()
  where contacts.id = contact.id
    and contacts is distinct from contact
  returning contacts.* into contact;

  return private.contact_for_team(private.contact_shown_to_agent(update_contact.id));
exception
  when unique_violation then
    perform private.raise_error('contact_exists');
end;
$$;

create function private.contact_with_changes(contact public.contacts, said jsonb)
returns public.contacts
language plpgsql
immutable
set search_path = ''
as $$
begin
  if said ? 'externalId' then
    contact.external_id := said ->> 'externalId';
  end if;
  if said ? 'email' then
    contact.email := said ->> 'email';
  end if;
  if said ? 'image' then
    contact.image := said ->> 'image';
  end if;
  if said ? 'name' then
    contact.team_name := said ->> 'name';
  end if;
  if said ? 'companyId' then
    contact.company_id := said ->> 'companyId';
  end if;

  -- A fact that is null is one to forget.
  contact.team_metadata := jsonb_strip_nulls(contact.team_metadata || (said -> 'metadata'));
  return contact;
end;
$$;

-- The API

create function public.create_contact(website_id uuid, contact jsonb)
returns jsonb
language sql
set search_path = ''
as $$
  select private.create_contact(create_contact.website_id, create_contact.contact);
$$;
comment on function public.create_contact(uuid, jsonb) is
  'Notes somebody the team knows, by externalId, email or both, with name, image, metadata and companyId. With an `id` of the caller''s own, a repeated call answers as the first. Verifies nobody; when the site''s backend signs the same externalId, or the same email of one without, the contact becomes that verified one.';

create function public.update_contact(id uuid, changes jsonb)
returns jsonb
language sql
set search_path = ''
as $$
  select private.update_contact(update_contact.id, update_contact.changes);
$$;
comment on function public.update_contact(uuid, jsonb) is
  'Changes what the team says of a contact: name, companyId, metadata (merged; null forgets a fact); of one that the team made also externalId, email and image. What changes nothing writes nothing.';

grant execute on function
  private.create_contact(uuid, jsonb),
  private.update_contact(uuid, jsonb),
  public.create_contact(uuid, jsonb),
  public.update_contact(uuid, jsonb)
to authenticated;

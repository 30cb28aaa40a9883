-- Identity: what the site says of a visitor. Signed by its backend it links history across devices; unsigned it is a
-- label on one visitor. Neither lets one person see what another wrote in the same browser.

create function private.is_somebody_else(visitor public.visitors, identity jsonb)
returns boolean
language sql
stable
set search_path = ''
as $$
  select coalesce(
    (
      select case
        when contacts.external_id is not null and identity ->> 'externalId' is not null
          then contacts.external_id <> identity ->> 'externalId'
        when contacts.is_verified
          then lower(contacts.email) <> lower(identity ->> 'email')
      end
      from public.contacts
      where contacts.website_id = visitor.website_id
        and contacts.id = visitor.contact_id
    ),
    false
  );
$$;
comment on function private.is_somebody_else(public.visitors, jsonb) is
  'Whether an identity speaks of another person than the visitor is known as: that person gets a visitor of their own.';

create function private.checked_metadata(metadata jsonb)
returns jsonb
language plpgsql
immutable
set search_path = ''
as $$
begin
  if metadata is null or metadata = 'null' then
    return '{}';
  elsif private.is_flat(metadata) is not true then
    perform private.raise_error('metadata_invalid');
  end if;

  return metadata;
end;
$$;

create function private.verified_contact(website public.websites, identity jsonb, is_test boolean)
returns public.contacts
language plpgsql
set search_path = ''
as $$
declare
  known public.contacts;
  contact public.contacts;
  facts jsonb := private.checked_metadata(identity -> 'metadata');
begin
  -- Two devices that arrive at once must find one contact.
  perform pg_advisory_xact_lock(hashtextextended('contacts of ' || website.id, 0));

  select contacts.*
  into known
  from public.contacts
  where contacts.website_id = website.id
    and contacts.is_verified
    and contacts.is_test = verified_contact.is_test
    and (
      contacts.external_id = identity ->> 'externalId'
      or (contacts.external_id is null and lower(contacts.email) = lower(identity ->> 'email'))
    )
  order by contacts.external_id nulls last
  limit 1;

  -- An address belongs to whom the backend named last.
  update public.contacts
  set email = null, updated_at = now()
  where contacts.website_id = website.id
    and contacts.is_verified
    and contacts.is_test = verified_contact.is_test
    and lower(contacts.email) = lower(identity ->> 'email')
    and contacts.id is distinct from known.id;

  if known.id is null then
    insert into public.contacts
      (organization_id, website_id, is_test, external_id, email, name, image, is_verified, metadata)
    values (
      website.organization_id,
      website.id,
      verified_contact.is_test,
      identity ->> 'externalId',
      identity ->> 'email',
      identity ->> 'name',
      identity ->> 'image',
      true,
      facts
    )
    returning contacts.* into contact;
  else
    update public.contacts
    set
      external_id = coalesce(identity ->> 'externalId', contacts.external_id),
      email = coalesce(identity ->> 'email', contacts.email),
      name = coalesce(identity ->> 'name', contacts.name),
      image = coalesce(identity ->> 'image', contacts.image),
      metadata = contacts.metadata || facts,
      claimed_metadata = contacts.claimed_metadata - array(select jsonb_object_keys(facts)),
      updated_at = now()
    where contacts.id = known.id
    returning contacts.* into contact;
  end if;

  return contact;
end;
$$;
comment on function private.verified_contact(public.websites, jsonb, boolean) is
  'The contact a signed identity names, made or brought up to date.';

create function private.link_visitor(visitor public.visitors, contact public.contacts)
returns void
language plpgsql
set search_path = ''
as $$
declare
  conversation_id uuid;
begin
  -- In the order everybody locks conversations in.
  perform
  from public.conversations
  where conversations.website_id = visitor.website_id
    and conversations.visitor_id = visitor.id
  order by conversations.id
  for no key update;

  update public.visitors
  set contact_id = contact.id
  where visitors.id = visitor.id;

  update public.conversations
  set contact_id = contact.id
  where conversations.website_id = visitor.website_id
    and conversations.visitor_id = visitor.id
    and conversations.contact_id is distinct from contact.id;

  for conversation_id in
    select conversations.id
    from public.conversations
    where conversations.website_id = visitor.website_id
      and conversations.visitor_id = visitor.id
      and conversations.status = 'open'
    order by conversations.id
  loop
    perform private.write_event(conversation_id, 'visitor_identified', 'private', by_visitor => visitor.id);
  end loop;

  -- The label of before has nobody left to label.
  delete from public.contacts
  where contacts.website_id = visitor.website_id
    and contacts.id = visitor.contact_id
    and not contacts.is_verified;
end;
$$;
comment on function private.link_visitor(public.visitors, public.contacts) is
  'Makes a visitor one of a verified contact''s devices: their conversations become the contact''s.';

create function private.label_visitor(visitor public.visitors, identity jsonb)
returns void
language plpgsql
set search_path = ''
as $$
declare
  label_id uuid := visitor.contact_id;
  facts jsonb := private.checked_metadata(identity -> 'metadata');
begin
  if label_id is null then
    insert into public.contacts (organization_id, website_id, is_test, external_id, email, name, image, claimed_metadata)
    values (
      visitor.organization_id,
      visitor.website_id,
      visitor.is_test,
      identity ->> 'externalId',
      identity ->> 'email',
      identity ->> 'name',
      identity ->> 'image',
      facts
    )
    returning contacts.id into label_id;

    update public.visitors
    set contact_id = label_id
    where visitors.id = visitor.id;
  else
    update public.contacts
    set
      external_id = coalesce(identity ->> 'externalId', contacts.external_id),
      email = coalesce(identity ->> 'email', contacts.email),
      name = coalesce(identity ->> 'name', contacts.name),
      image = coalesce(identity ->> 'image', contacts.image),
      claimed_metadata = contacts.claimed_metadata || facts,
      updated_at = now()
    where contacts.id = label_id
      -- Nothing unsigned changes what the backend has vouched for.
      and not contacts.is_verified;
  end if;
end;
$$;
comment on function private.label_visitor(public.visitors, jsonb) is
  'Notes what a browser says of its visitor, for the team to see as unverified. Links and shares nothing.';

create function private.identify_visitor(website public.websites, visitor public.visitors, identity jsonb)
returns public.visitors
language plpgsql
set search_path = ''
as $$
declare
  contact public.contacts;
begin
  if coalesce(jsonb_typeof(identity), 'null') = 'null' then
    return visitor;
  elsif jsonb_typeof(identity) <> 'object' or num_nonnulls(identity ->> 'externalId', identity ->> 'email') = 0 then
    perform private.raise_error('invalid_request', 'An identity names an externalId or an email.');
  end if;

  if (identity ->> 'isVerified')::boolean is true then
    contact := private.verified_contact(website, identity, visitor.is_test);
    if contact.id is distinct from visitor.contact_id then
      perform private.link_visitor(visitor, contact);
    end if;
  elsif website.identity_verification = 'required' then
    perform private.raise_error('identity_token_required');
  else
    perform private.label_visitor(visitor, identity);
  end if;

  select visitors.*
  into visitor
  from public.visitors
  where visitors.id = visitor.id;

  return visitor;
end;
$$;

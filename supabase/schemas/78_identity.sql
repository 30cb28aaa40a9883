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

create function private.contacts_named(website_id uuid, identity jsonb, is_test boolean)
returns public.contacts[]
language sql
stable
set search_path = ''
as $$
  -- By the site's own id before by the address, which names only who has no such id.
  select array(
    select contacts
    from public.contacts
    where contacts.website_id = contacts_named.website_id
      and (contacts.is_verified or contacts.is_by_team)
      and contacts.is_test = contacts_named.is_test
      and (
        contacts.external_id = identity ->> 'externalId'
        or (contacts.external_id is null and lower(contacts.email) = lower(identity ->> 'email'))
      )
    order by contacts.external_id nulls last
  );
$$;
comment on function private.contacts_named(uuid, jsonb, boolean) is
  'The contacts that the backend or the team knows by these names: at most one by the id and one by the address.';

create function private.make_verified_contact(website public.websites, identity jsonb, is_test boolean)
returns public.contacts
language sql
set search_path = ''
as $$
  insert into public.contacts
    (organization_id, website_id, is_test, external_id, email, name, image, is_verified, metadata)
  values (
    website.organization_id,
    website.id,
    make_verified_contact.is_test,
    identity ->> 'externalId',
    identity ->> 'email',
    identity ->> 'name',
    identity ->> 'image',
    true,
    private.checked_metadata(identity -> 'metadata')
  )
  returning contacts.*;
$$;

create function private.renew_contact(known public.contacts, identity jsonb)
returns public.contacts
language plpgsql
set search_path = ''
as $$
declare
  contact public.contacts := known;
  facts jsonb := private.checked_metadata(identity -> 'metadata');
begin
  contact.external_id := coalesce(identity ->> 'externalId', known.external_id);
  contact.email := coalesce(identity ->> 'email', known.email);
  contact.name := coalesce(identity ->> 'name', known.name);
  contact.image := coalesce(identity ->> 'image', known.image);
  contact.is_verified := true;
  contact.metadata := private.merged_metadata(known.metadata, facts);
  contact.claimed_metadata := known.claimed_metadata - array(select jsonb_object_keys(facts));

  -- Most sessions say what is known; those write nothing and tell nobody.
  if contact is distinct from known then
    update public.contacts
    set
      external_id = contact.external_id,
      email = contact.email,
      name = contact.name,
      image = contact.image,
      is_verified = true,
      metadata = contact.metadata,
      claimed_metadata = contact.claimed_metadata,
      updated_at = now()
    where contacts.id = known.id
    returning contacts.* into contact;
  end if;

  -- What the team began with somebody it had noted belongs to the one whom the backend now vouches for.
  if not known.is_verified then
    perform private.give_history(contact);
  end if;

  return contact;
end;
$$;

create function private.verified_contact(website public.websites, identity jsonb, is_test boolean)
returns public.contacts
language plpgsql
set search_path = ''
as $$
declare
  named public.contacts[];
begin
  perform private.lock_contacts(website.id);
  named := private.contacts_named(website.id, identity, verified_contact.is_test);

  -- The id and the address were two people until the backend said that they are one.
  if cardinality(named) > 1 then
    perform private.join_contact(named[2], named[1]);
    named := private.contacts_named(website.id, identity, verified_contact.is_test);
  end if;

  -- An address belongs to whom the backend named last.
  update public.contacts
  set email = null, updated_at = now()
  where contacts.website_id = website.id
    and (contacts.is_verified or contacts.is_by_team)
    and contacts.is_test = verified_contact.is_test
    and lower(contacts.email) = lower(identity ->> 'email')
    and contacts.id is distinct from (named[1]).id;

  if (named[1]).id is null then
    return private.make_verified_contact(website, identity, verified_contact.is_test);
  end if;

  return private.renew_contact(named[1], identity);
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
  perform private.hold_conversations_of(visitor.website_id, array[visitor.id]);

  -- Who was blocked stays so on the next device.
  update public.visitors
  set
    contact_id = contact.id,
    (blocked_at, blocked_by) = (
      select siblings.blocked_at, siblings.blocked_by
      from public.visitors as siblings
      where siblings.website_id = visitor.website_id
        and siblings.contact_id = contact.id
        and siblings.blocked_at is not null
      order by siblings.blocked_at
      limit 1
    )
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
  perform private.forget_label(contacts, contact)
  from public.contacts
  where contacts.website_id = visitor.website_id
    and contacts.id = visitor.contact_id
    and not (contacts.is_verified or contacts.is_by_team);
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
      external_id = said.external_id,
      email = said.email,
      name = said.name,
      image = said.image,
      claimed_metadata = said.claimed_metadata,
      updated_at = now()
    from (
      select
        known.id,
        coalesce(identity ->> 'externalId', known.external_id) as external_id,
        coalesce(identity ->> 'email', known.email) as email,
        coalesce(identity ->> 'name', known.name) as name,
        coalesce(identity ->> 'image', known.image) as image,
        private.merged_metadata(known.claimed_metadata, facts) as claimed_metadata
      from public.contacts as known
      where known.id = label_id
        -- Nothing unsigned changes what the backend has vouched for.
        and not (known.is_verified or known.is_by_team)
    ) as said
    where contacts.id = said.id
      and (contacts.external_id, contacts.email, contacts.name, contacts.image, contacts.claimed_metadata)
        is distinct from (said.external_id, said.email, said.name, said.image, said.claimed_metadata);
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

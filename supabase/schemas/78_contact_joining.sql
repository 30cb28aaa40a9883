-- One person, two rows: what happens when contacts turn out to be the same. The backend's word joins them for good; the
-- team's word (81) only shows them as one.

create function private.lock_contacts(website_id uuid)
returns void
language sql
set search_path = ''
as $$
  select pg_advisory_xact_lock(hashtextextended('contacts of ' || lock_contacts.website_id, 0));
$$;
comment on function private.lock_contacts(uuid) is
  'Holds a website''s contacts until the end of the transaction: two devices that arrive at once must find one contact.';

create function private.forget_label(label public.contacts, heir public.contacts default null)
returns void
language plpgsql
set search_path = ''
as $$
declare
  shown_id uuid := coalesce(
    nullif(heir.merged_into_id, label.id),
    heir.id,
    (
      select contacts.id
      from public.contacts
      where contacts.website_id = label.website_id
        and contacts.merged_into_id = label.id
      order by contacts.id
      limit 1
    )
  );
begin
  -- What the team has merged into it stays together.
  update public.contacts
  set merged_into_id = nullif(shown_id, contacts.id)
  where contacts.website_id = label.website_id
    and contacts.merged_into_id = label.id;

  delete from public.contacts
  where contacts.id = label.id;
end;
$$;
comment on function private.forget_label(public.contacts, public.contacts) is 'Deletes an unverified contact that has nobody left to label.';

create function private.hold_conversations_of(website_id uuid, visitor_ids uuid[])
returns void
language sql
set search_path = ''
as $$
  -- In the order everybody locks conversations in.
  select
  from public.conversations
  where conversations.website_id = hold_conversations_of.website_id
    and conversations.visitor_id = any (hold_conversations_of.visitor_ids)
  order by conversations.id
  for no key update;
$$;

create function private.give_history(contact public.contacts)
returns void
language plpgsql
set search_path = ''
as $$
declare
  visitor_ids uuid[] := array(
    select visitors.id
    from public.visitors
    where visitors.website_id = contact.website_id
      and visitors.contact_id = contact.id
  );
begin
  perform private.hold_conversations_of(contact.website_id, visitor_ids);

  update public.conversations
  set contact_id = contact.id
  where conversations.website_id = contact.website_id
    and conversations.visitor_id = any (visitor_ids)
    and conversations.contact_id is distinct from contact.id;
end;
$$;
comment on function private.give_history(public.contacts) is
  'Makes the conversations of a contact''s visitors its history, which each of its devices may read.';

create function private.join_contact(gone public.contacts, kept public.contacts)
returns void
language plpgsql
set search_path = ''
as $$
begin
  update public.visitors
  set contact_id = kept.id
  where visitors.website_id = gone.website_id
    and visitors.contact_id = gone.id;

  update public.contacts
  set
    name = coalesce(contacts.name, gone.name),
    image = coalesce(contacts.image, gone.image),
    metadata = private.joined_metadata(gone.metadata, contacts.metadata),
    claimed_metadata = private.joined_metadata(gone.claimed_metadata, contacts.claimed_metadata),
    team_name = coalesce(contacts.team_name, gone.team_name),
    team_metadata = private.joined_metadata(gone.team_metadata, contacts.team_metadata),
    company_id = coalesce(contacts.company_id, gone.company_id),
    updated_at = now()
  where contacts.id = kept.id;

  perform private.give_history(kept);
  perform private.forget_label(gone, kept);
end;
$$;
comment on function private.join_contact(public.contacts, public.contacts) is
  'Makes two contacts one, when the site''s backend has named both as the same person.';

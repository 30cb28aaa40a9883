-- Merging by the team: two contacts are shown as one. Only the site's backend can say that two browsers are one person,
-- so a merge moves no visitor and no history: what each browser may see stays exactly as it was. The team sees one
-- contact, with everything of both.

create function private.trust_in(contact public.contacts)
returns integer
language sql
immutable
return case when (contact).is_verified then 2 when (contact).is_by_team then 1 else 0 end;
comment on function private.trust_in(public.contacts) is 'Whose word a contact is: the backend''s 2, the team''s 1, a browser''s 0.';

create function private.merge_contacts(from_id uuid, into_id uuid)
returns jsonb
language plpgsql
security definer -- contacts are written by the database alone
set search_path = ''
as $$
declare
  gone public.contacts := private.contact_of_agent(merge_contacts.from_id);
  kept public.contacts := private.contact_of_agent(merge_contacts.into_id);
begin
  if gone.website_id <> kept.website_id then
    perform private.raise_error('contact_not_found', 'Both contacts must be of one website.');
  elsif gone.id = kept.id then
    perform private.raise_error('invalid_request', 'Name two contacts.');
  end if;

  perform private.lock_contacts(kept.website_id);
  gone := private.contact_shown_to_agent(gone.id);
  kept := private.contact_shown_to_agent(kept.id);

  -- They are one already.
  if gone.id = kept.id then
    return private.contact_for_team(kept);
  elsif private.trust_in(gone) > private.trust_in(kept) then
    perform private.raise_error('merge_not_allowed');
  end if;

  perform private.show_as_one(gone, kept);
  perform private.audit(
    kept.organization_id, 'contacts_merged', kept.id, kept.website_id, jsonb_build_object('fromId', gone.id)
  );
  return private.contact_for_team(private.contact_of_agent(kept.id));
end;
$$;

create function private.show_as_one(gone public.contacts, kept public.contacts)
returns void
language plpgsql
set search_path = ''
as $$
declare
  -- What a browser claims stays a claim of its own; a name that the backend or the team gave may stand for a missing one.
  spare_name text := case when private.trust_in(gone) > 0 then coalesce(gone.team_name, gone.name) else gone.team_name end;
begin
  update public.contacts
  set merged_into_id = kept.id, updated_at = now()
  where contacts.website_id = gone.website_id
    and (contacts.id = gone.id or contacts.merged_into_id = gone.id);

  update public.contacts
  set
    team_name = coalesce(contacts.team_name, case when contacts.name is null then spare_name end),
    team_metadata = private.joined_metadata(gone.team_metadata, contacts.team_metadata),
    company_id = coalesce(contacts.company_id, gone.company_id),
    updated_at = now()
  where contacts.id = kept.id;
end;
$$;
comment on function private.show_as_one(public.contacts, public.contacts) is
  'Hides a contact behind another, with all that was merged into it, and gives that one the team''s words of both.';

-- The API

create function public.merge_contacts(from_id uuid, into_id uuid)
returns jsonb
language sql
set search_path = ''
as $$
  select private.merge_contacts(merge_contacts.from_id, merge_contacts.into_id);
$$;
comment on function public.merge_contacts(uuid, uuid) is
  'Shows two contacts as one to the team: conversations, visitors and facts of the first stand under the second, whose id answers for both. What each browser may see stays as it was.';

grant execute on function
  private.merge_contacts(uuid, uuid),
  public.merge_contacts(uuid, uuid)
to authenticated;

-- What a visitor tells of itself: facts about who they are, and the page they look at.

create function private.update_contact_metadata(metadata jsonb)
returns jsonb
language plpgsql
security definer -- visitors have no access to tables
set search_path = ''
as $$
declare
  visitor public.visitors := private.require_visitor();
  facts jsonb := private.checked_metadata(update_contact_metadata.metadata);
  contact public.contacts;
begin
  update public.contacts
  set
    claimed_metadata = private.merged_metadata(contacts.claimed_metadata, facts),
    updated_at = now()
  where contacts.website_id = visitor.website_id
    and contacts.id = visitor.contact_id
    and not (contacts.metadata || contacts.claimed_metadata) @> facts;

  select contacts.*
  into contact
  from public.contacts
  where contacts.website_id = visitor.website_id
    and contacts.id = visitor.contact_id;

  if contact.id is null then
    perform private.raise_error('contact_not_found');
  end if;

  perform private.take_hit('metadata_visitor', visitor.website_id, visitor.id::text);
  return private.contact_for_visitor(contact);
end;
$$;

create function private.touch_visitor(page jsonb)
returns void
language plpgsql
security definer -- visitors have no access to tables
set search_path = ''
as $$
declare
  visitor public.visitors := private.require_visitor();
  seen public.visitors;
  is_due boolean := coalesce(visitor.last_seen_at < now() - interval '1 minute', true);
begin
  if jsonb_typeof(touch_visitor.page -> 'url') is distinct from 'string' then
    perform private.raise_error('invalid_request', 'A page has a url.');
  end if;

  if not is_due and visitor.page_url is not distinct from left(touch_visitor.page ->> 'url', 2000) then
    return;
  end if;

  seen := private.describe_visitor(visitor.id, jsonb_build_object('page', touch_visitor.page));
  if is_due then
    perform private.announce_visitor_seen(seen);
  end if;
  perform private.take_hit('touch_visitor', visitor.website_id, visitor.id::text);
end;
$$;

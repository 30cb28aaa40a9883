-- Looking people up: one contact with all that belongs to it, a website's contacts, and who is or was on the site.

create function private.visitors_like(visitor public.visitors)
returns jsonb
language sql
stable
set search_path = ''
as $$
  -- A fingerprint is coarse: what more than three others share says nothing of anybody.
  select case when count(*) <= 3 then coalesce(jsonb_agg(others.id order by others.last_seen_at desc), '[]') else '[]' end
  from (
    select visitors.id, visitors.last_seen_at
    from public.visitors
    where visitors.website_id = visitor.website_id
      and visitors.fingerprint = visitor.fingerprint
      and visitors.id <> visitor.id
      and visitors.erased_at is null
    limit 4
  ) as others;
$$;
comment on function private.visitors_like(public.visitors) is
  'Visitors that are probably the same browser: a hint for agents, on which nothing is built.';

create function private.visitor_in_list(visitor public.visitors)
returns jsonb
language sql
stable
set search_path = ''
as $$
  select jsonb_build_object(
    'visitor', private.visitor_for_team(visitor),
    'contact', private.contact_for_team(private.contact_as_shown(visitor.contact_id)),
    'sameBrowserAs', private.visitors_like(visitor)
  );
$$;
comment on function private.visitor_in_list(public.visitors) is 'A visitor with who they are, for the team.';

create function private.conversations_of_contact(website_id uuid, contact_id uuid)
returns setof uuid
language sql
stable
set search_path = ''
as $$
  with own as (
    select contacts.id
    from public.contacts
    where contacts.website_id = conversations_of_contact.website_id
      and (contacts.id = conversations_of_contact.contact_id or contacts.merged_into_id = conversations_of_contact.contact_id)
  )
  select conversations.id
  from public.conversations
  where conversations.website_id = conversations_of_contact.website_id
    and conversations.contact_id in (select own.id from own)
  union
  select conversations.id
  from public.visitors
  join public.conversations
    on conversations.website_id = visitors.website_id
    and conversations.visitor_id = visitors.id
  where visitors.website_id = conversations_of_contact.website_id
    and visitors.contact_id in (select own.id from own);
$$;
comment on function private.conversations_of_contact(uuid, uuid) is
  'The conversations that the team shows under a contact: its own and those of what was merged into it.';

create function private.get_contact(id uuid)
returns jsonb
language plpgsql
stable
security definer -- its builders read beyond the one row that was checked
set search_path = ''
as $$
declare
  contact public.contacts := private.contact_shown_to_agent(get_contact.id);
  ids uuid[] := array(
    select contacts.id
    from public.contacts
    where contacts.website_id = contact.website_id
      and (contacts.id = contact.id or contacts.merged_into_id = contact.id)
  );
begin
  return jsonb_build_object(
    'contact', private.contact_for_team(contact),
    'mergedContacts', (
      select coalesce(jsonb_agg(private.contact_for_team(contacts) order by contacts.id), '[]')
      from public.contacts
      where contacts.website_id = contact.website_id
        and contacts.merged_into_id = contact.id
    ),
    'visitors', (
      select coalesce(jsonb_agg(private.visitor_in_list(own.visitor) order by own.seen_at desc, own.id), '[]')
      from (
        select visitors as visitor, coalesce(visitors.last_seen_at, visitors.created_at) as seen_at, visitors.id
        from public.visitors
        where visitors.website_id = contact.website_id
          and visitors.contact_id = any (ids)
        order by visitors.last_seen_at desc nulls last
        limit 100
      ) as own
    )
  );
end;
$$;

-- Contacts of a website

create function private.read_contact_filter(filter jsonb)
returns jsonb
language plpgsql
immutable
set search_path = ''
as $$
declare
  given jsonb := coalesce(filter, '{}');
begin
  if jsonb_typeof(given) <> 'object'
    or given - array['query', 'companyId', 'isVerified'] <> '{}'
    or jsonb_typeof(given -> 'query') <> 'string'
    or jsonb_typeof(given -> 'isVerified') <> 'boolean'
    or (given ? 'companyId' and private.to_uuid(given ->> 'companyId') is null)
  then
    perform private.raise_error('invalid_request', 'Contacts are filtered by query, companyId and isVerified.');
  end if;

  return given;
end;
$$;

create function private.contact_conditions(filter jsonb)
returns text
language sql
immutable
set search_path = ''
as $$
  select concat_ws(
    ' and ',
    'contacts.merged_into_id is null and contacts.erased_at is null',
    case when filter ? 'companyId' then 'contacts.company_id = $2' end,
    case filter -> 'isVerified' when 'true' then 'contacts.is_verified' when 'false' then 'not contacts.is_verified' end,
    case when filter ? 'query' then
      'private.contact_words(contacts.team_name, contacts.name, contacts.email, contacts.external_id) @@ $3'
    end
  );
$$;
comment on function private.contact_conditions(jsonb) is
  'The conditions a filter picks, over $2 (the company) and $3 (the words). Nothing of the filter''s own text is in them.';

create function private.list_contacts(website_id uuid, filter jsonb, cursor text, size integer)
returns jsonb
language plpgsql
stable
security definer -- row security keeps conditions on words from using an index
set search_path = ''
as $$
declare
  website public.websites := private.require_website(list_contacts.website_id);
  wanted jsonb := private.read_contact_filter(list_contacts.filter);
  after private.page_cursor := private.read_cursor(list_contacts.cursor);
  -- Null for one that is deleted, though some may not have left it yet.
  company_id uuid := (
    select companies.id
    from public.companies
    where companies.website_id = website.id
      and companies.id = private.to_uuid(wanted ->> 'companyId')
  );
  page public.contacts[];
begin
  execute format(
    'select array(
      select contacts
      from public.contacts
      where contacts.website_id = $1
        and %s
        and (contacts.created_at, contacts.id) < ($4, $5)
      order by contacts.created_at desc, contacts.id desc
      limit $6
    )',
    private.contact_conditions(wanted)
  )
  into page
  using
    website.id,
    company_id,
    case when wanted ? 'query' then private.read_search(wanted ->> 'query') end,
    coalesce(after.at, 'infinity'),
    coalesce(after.id, 'ffffffff-ffff-ffff-ffff-ffffffffffff'),
    list_contacts.size + 1;

  return jsonb_build_object(
    'contacts', (
      select coalesce(jsonb_agg(private.contact_for_team(page[place]) order by place), '[]')
      from generate_series(1, least(list_contacts.size, cardinality(page))) as place
    ),
    'nextCursor', case
      when cardinality(page) > list_contacts.size
        then private.write_cursor(page[list_contacts.size].created_at, page[list_contacts.size].id)
    end
  );
end;
$$;

-- Visitors of a website

create function private.list_visitors(website_id uuid, cursor text, size integer)
returns jsonb
language plpgsql
stable
security definer -- asks who is calling once, not for each row
set search_path = ''
as $$
declare
  website public.websites := private.require_website(list_visitors.website_id);
  after private.page_cursor := private.read_cursor(list_visitors.cursor);
  page public.visitors[];
begin
  page := array(
    select visitors
    from public.visitors
    where visitors.website_id = website.id
      and visitors.erased_at is null
      and (visitors.last_seen_at, visitors.id) < (
        coalesce(after.at, 'infinity'),
        coalesce(after.id, 'ffffffff-ffff-ffff-ffff-ffffffffffff')
      )
    order by visitors.last_seen_at desc, visitors.id desc
    limit list_visitors.size + 1
  );

  return jsonb_build_object(
    'visitors', (
      select coalesce(jsonb_agg(private.visitor_in_list(page[place]) order by place), '[]')
      from generate_series(1, least(list_visitors.size, cardinality(page))) as place
    ),
    'nextCursor', case
      when cardinality(page) > list_visitors.size
        then private.write_cursor(page[list_visitors.size].last_seen_at, page[list_visitors.size].id)
    end
  );
end;
$$;

-- The API

create function public.get_contact(id uuid)
returns jsonb
language sql
stable
set search_path = ''
as $$
  select private.get_contact(get_contact.id);
$$;
comment on function public.get_contact(uuid) is
  'A contact, what was merged into it, and its visitors, seen last first (100 at most). The id of a merged one answers with the one it was merged into.';

create function public.list_contacts(
  website_id uuid,
  filter jsonb default '{}',
  cursor text default null,
  "limit" integer default 50
)
returns jsonb
language sql
stable
set search_path = ''
as $$
  select private.list_contacts(
    list_contacts.website_id, list_contacts.filter, list_contacts.cursor, private.page_size(list_contacts."limit", 100)
  );
$$;
comment on function public.list_contacts(uuid, jsonb, text, integer) is
  'A page of a website''s contacts, newest first. A filter takes query (words of name, email and externalId, the last one may be a beginning), companyId and isVerified.';

create function public.list_visitors(website_id uuid, cursor text default null, "limit" integer default 50)
returns jsonb
language sql
stable
set search_path = ''
as $$
  select private.list_visitors(
    list_visitors.website_id, list_visitors.cursor, private.page_size(list_visitors."limit", 100)
  );
$$;
comment on function public.list_visitors(uuid, text, integer) is
  'A page of a website''s visitors, seen last first: online is who was seen within five minutes. Each with who they are, and which others are probably the same browser.';

grant execute on function
  private.get_contact(uuid),
  private.list_contacts(uuid, jsonb, text, integer),
  private.list_visitors(uuid, text, integer),
  public.get_contact(uuid),
  public.list_contacts(uuid, jsonb, text, integer),
  public.list_visitors(uuid, text, integer)
to authenticated;

-- JSON of people and websites: one builder per entity and audience. Functions and announcements both use these, so a
-- live event and a fetch can never differ. protocol holds one schema per builder.

create function private.agents_of_website(website public.websites)
returns jsonb
language sql
stable
set search_path = ''
as $$
  select coalesce(
    jsonb_agg(
      jsonb_build_object(
        'id', profiles.user_id,
        'name', profiles.name,
        'image', profiles.image,
        'lastSeenAt', profiles.last_seen_at
      )
      order by profiles.last_seen_at desc, profiles.user_id
    ),
    '[]'
  )
  from public.members
  join public.profiles on profiles.user_id = members.user_id
  where members.organization_id = website.organization_id
    and private.is_online(profiles);
$$;
comment on function private.agents_of_website(public.websites) is 'The people of a team who are there now, as visitors may know them.';

create function private.organization_for_team(organization public.organizations)
returns jsonb
language sql
stable
return jsonb_build_object('id', (organization).id, 'name', (organization).name, 'slug', (organization).slug);
comment on function private.organization_for_team(public.organizations) is 'An organization as its members see it.';

create function private.member_for_team(member public.members)
returns jsonb
language sql
stable
set search_path = ''
as $$
  select jsonb_build_object(
    'organizationId', member.organization_id,
    'userId', member.user_id,
    'role', member.role,
    'name', profiles.name,
    'image', profiles.image,
    'email', profiles.email,
    'isAway', profiles.is_away,
    'isOnline', private.is_online(profiles),
    'lastSeenAt', profiles.last_seen_at,
    'createdAt', member.created_at
  )
  from public.profiles
  where profiles.user_id = member.user_id;
$$;
comment on function private.member_for_team(public.members) is 'A member as colleagues see them, here or away.';

create function private.website_for_visitor(website public.websites)
returns jsonb
language sql
stable
set search_path = ''
as $$
  select jsonb_build_object(
    'id', website.id,
    'name', website.name,
    'domain', website.domain,
    'description', website.description,
    'logoUrl', website.logo_url,
    'organizationId', website.organization_id,
    'status', website.status,
    'lastOnlineAt', (
      select max(profiles.last_seen_at)
      from public.members
      join public.profiles on profiles.user_id = members.user_id
      where members.organization_id = website.organization_id
    ),
    'availableHumanAgents', private.agents_of_website(website),
    'availableAIAgents', (
      select coalesce(
        jsonb_agg(
          jsonb_build_object('id', agents.id, 'name', agents.name, 'image', agents.image)
          order by agents.created_at, agents.id
        ),
        '[]'
      )
      from public.ai_agents as agents
      where agents.website_id = website.id
        and agents.is_active
    ),
    'defaultMessages', website.default_messages,
    'quickOptions', to_jsonb(website.quick_options),
    'isTypingPreviewEnabled', website.is_typing_preview_enabled
  );
$$;
comment on function private.website_for_visitor(public.websites) is 'What a page that carries the public key may know of a website.';

create function private.website_for_team(website public.websites)
returns jsonb
language sql
stable
set search_path = ''
as $$
  select jsonb_build_object(
    'id', website.id,
    'organizationId', website.organization_id,
    'name', website.name,
    'domain', website.domain,
    'description', website.description,
    'logoUrl', website.logo_url,
    'status', website.status,
    'publicKey', website.public_key,
    'testPublicKey', website.test_public_key,
    'allowedOrigins', to_jsonb(website.allowed_origins),
    'identityVerification', website.identity_verification,
    'defaultMessages', website.default_messages,
    'quickOptions', to_jsonb(website.quick_options),
    'isTypingPreviewEnabled', website.is_typing_preview_enabled,
    'retentionDays', website.retention_days,
    'timezone', website.timezone,
    'createdAt', website.created_at
  );
$$;
comment on function private.website_for_team(public.websites) is 'A website as its team sees it.';

create function private.contact_for_visitor(contact public.contacts)
returns jsonb
language sql
stable
return case when (contact).id is not null then jsonb_build_object(
  'id', (contact).id,
  'name', (contact).name,
  'email', (contact).email,
  'image', (contact).image,
  'metadataHash', private.metadata_hash((contact).metadata || (contact).claimed_metadata),
  'isVerified', (contact).is_verified
) end;
comment on function private.contact_for_visitor(public.contacts) is 'What a visitor may know of who they are.';

create function private.contact_for_team(contact public.contacts)
returns jsonb
language plpgsql -- keeps its plan
stable
set search_path = ''
as $$
begin
  return private.contact_for_visitor(contact) || jsonb_build_object(
    'websiteId', contact.website_id,
    'name', coalesce(contact.team_name, contact.name),
    'externalId', contact.external_id,
    'isTest', contact.is_test,
    'isByTeam', contact.is_by_team,
    'mergedIntoId', contact.merged_into_id,
    -- All in one for a glance: of facts of the same name the one that is vouched for more.
    'metadata', contact.claimed_metadata || contact.team_metadata || contact.metadata,
    'verifiedMetadata', contact.metadata,
    'teamMetadata', contact.team_metadata,
    'claimedMetadata', contact.claimed_metadata,
    'company', (
      select private.company_as_json(companies)
      from public.companies
      where companies.id = contact.company_id
    ),
    'createdAt', contact.created_at,
    'updatedAt', contact.updated_at
  );
end;
$$;
comment on function private.contact_for_team(public.contacts) is
  'Everything the team knows of a contact, told apart by who says so; null for none.';

create function private.contact_as_shown(id uuid)
returns public.contacts
language plpgsql -- keeps its plan
stable
set search_path = ''
as $$
declare
  contact public.contacts;
begin
  -- Most visitors are nobody's.
  if contact_as_shown.id is null then
    return null;
  end if;

  select contacts.*
  into contact
  from public.contacts
  where contacts.id = contact_as_shown.id;

  if contact.merged_into_id is null then
    return contact;
  end if;

  return private.contact_as_shown(contact.merged_into_id);
end;
$$;
comment on function private.contact_as_shown(uuid) is 'The contact, or the one that the team has merged it into.';

create function private.visitor_for_visitor(visitor public.visitors)
returns jsonb
language sql
stable
set search_path = ''
as $$
  select jsonb_build_object(
    'id', visitor.id,
    'isBlocked', visitor.blocked_at is not null,
    'language', visitor.language,
    'timezone', visitor.timezone,
    'contact', (
      select private.contact_for_visitor(contacts)
      from public.contacts
      where contacts.website_id = visitor.website_id
        and contacts.id = visitor.contact_id
    )
  );
$$;
comment on function private.visitor_for_visitor(public.visitors) is 'What a visitor may know of itself.';

create function private.visitor_for_team(visitor public.visitors)
returns jsonb
language plpgsql -- keeps its plan
stable
set search_path = ''
as $$
begin
  return jsonb_build_object(
    'id', visitor.id,
    'websiteId', visitor.website_id,
    'contactId', (
      select coalesce(contacts.merged_into_id, contacts.id)
      from public.contacts
      where contacts.id = visitor.contact_id
    ),
    'isTest', visitor.is_test,
    'isBlocked', visitor.blocked_at is not null,
    'language', visitor.language,
    'timezone', visitor.timezone,
    'browser', visitor.browser,
    'os', visitor.os,
    'deviceType', visitor.device_type,
    'screen', visitor.screen,
    'page', case
      when visitor.page_url is not null
        then jsonb_build_object('url', visitor.page_url, 'title', visitor.page_title)
    end,
    'referrer', visitor.referrer,
    'createdAt', visitor.created_at,
    'lastSeenAt', visitor.last_seen_at
  );
end;
$$;
comment on function private.visitor_for_team(public.visitors) is 'Everything the team knows of a visitor.';

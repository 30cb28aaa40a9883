-- Setting up: organizations, websites and the keys that sign identities.

create function private.slug_of(name text)
returns text
language sql
immutable
set search_path = ''
as $$
  select coalesce(
    nullif(trim(both '-' from left(regexp_replace(lower(slug_of.name), '[^a-z0-9]+', '-', 'g'), 40)), ''),
    'team'
  );
$$;

create function private.hold_organization(organization_id uuid)
returns void
language sql
set search_path = ''
as $$
  select from public.organizations
  where organizations.id = hold_organization.organization_id
  for no key update;
$$;
comment on function private.hold_organization(uuid) is
  'Takes turns among those who change who works in an organization and what websites it has.';

create function private.hold_organization_of_agent(organization_id uuid, allowed public.member_role[])
returns void
language plpgsql
set search_path = ''
as $$
begin
  perform private.require_member(hold_organization_of_agent.organization_id, allowed);
  perform private.hold_organization(hold_organization_of_agent.organization_id);
  -- Once more: until now others may have taken the caller's role, or the organization.
  perform private.require_member(hold_organization_of_agent.organization_id, allowed);
end;
$$;
comment on function private.hold_organization_of_agent(uuid, public.member_role[]) is
  'Holds the organization until the end of the transaction, if the calling agent has an allowed role there; else 404 or 403.';

create function private.create_organization(name text)
returns jsonb
language plpgsql
security definer -- the caller is not yet a member of what it makes
set search_path = ''
as $$
declare
  profile public.profiles := private.ensure_profile();
  organization public.organizations;
  name text := private.checked_name(create_organization.name);
  slug text := private.slug_of(name);
begin
  insert into public.organizations (name, slug)
  values (name, slug)
  on conflict on constraint organizations_slug_is_unique do nothing
  returning organizations.* into organization;

  if organization.id is null then
    insert into public.organizations (name, slug)
    values (name, slug || '-' || encode(extensions.gen_random_bytes(4), 'hex'))
    returning organizations.* into organization;
  end if;

  insert into public.members (organization_id, user_id, role)
  values (organization.id, profile.user_id, 'owner');

  perform private.audit(organization.id, 'organization_created', organization.id);
  perform private.take_hit_of_no_website('organization_user', profile.user_id::text);
  return private.organization_for_team(organization);
end;
$$;

create function private.update_organization(id uuid, name text)
returns jsonb
language plpgsql
security definer -- organizations are written by the database alone
set search_path = ''
as $$
declare
  organization public.organizations;
begin
  perform private.hold_organization_of_agent(update_organization.id, '{owner,admin}');

  update public.organizations
  set name = private.checked_name(update_organization.name)
  where organizations.id = update_organization.id
  returning organizations.* into organization;

  perform private.audit(
    organization.id, 'organization_updated', organization.id, null, jsonb_build_object('name', organization.name)
  );
  return private.organization_for_team(organization);
end;
$$;

create function private.checked_origins(origins text[], domain text)
returns text[]
language plpgsql
immutable
set search_path = ''
as $$
declare
  cleaned text[] := array(
    select distinct rtrim(lower(private.clean_text(origin)), '/')
    from unnest(origins) as origin
  );
begin
  -- Nothing said means the site itself, which is safer than everybody.
  if cardinality(cleaned) = 0 then
    return case
      when domain = 'localhost' then array['http://localhost:*', 'http://127.0.0.1:*']
      else array['https://' || domain, 'https://*.' || domain]
    end;
  elsif private.are_origin_patterns(cleaned) is not true then
    perform private.raise_error('origin_invalid');
  end if;

  return cleaned;
end;
$$;

create function private.checked_domain(domain text)
returns text
language plpgsql
immutable
set search_path = ''
as $$
declare
  cleaned text := lower(private.clean_text(checked_domain.domain));
begin
  if private.is_domain(cleaned) is not true then
    perform private.raise_error('domain_invalid');
  end if;

  return cleaned;
end;
$$;

create function private.create_website(organization_id uuid, name text, domain text, allowed_origins text[])
returns jsonb
language plpgsql
security definer -- websites are written by the database alone
set search_path = ''
as $$
declare
  domain text;
  website public.websites;
begin
  perform private.hold_organization_of_agent(create_website.organization_id, '{owner,admin}');
  domain := private.checked_domain(create_website.domain);

  if (
    select count(*) >= 500
    from public.websites
    where websites.organization_id = create_website.organization_id
      and websites.deleted_at is null
  ) then
    perform private.raise_error('limit_reached', 'An organization has at most 500 websites.');
  end if;

  insert into public.websites (organization_id, name, domain, allowed_origins)
  values (
    create_website.organization_id,
    private.checked_name(create_website.name),
    domain,
    private.checked_origins(create_website.allowed_origins, domain)
  )
  returning websites.* into website;

  perform private.audit(website.organization_id, 'website_created', website.id, website.id);
  return private.website_for_team(website);
end;
$$;

create function private.create_identity_secret(website_id uuid)
returns jsonb
language plpgsql
security definer -- secrets are out of everybody's reach
set search_path = ''
as $$
declare
  website public.websites := private.hold_website(create_identity_secret.website_id, '{owner,admin}');
  kid text := encode(extensions.gen_random_bytes(6), 'hex');
  secret bytea := extensions.gen_random_bytes(32);
begin
  if (
    select count(*) >= 20
    from private.website_secrets as secrets
    where secrets.website_id = website.id
      and secrets.revoked_at is null
  ) then
    perform private.raise_error('limit_reached', 'A website has at most 20 identity secrets that are not revoked.');
  end if;

  insert into private.website_secrets (website_id, kid, secret)
  values (website.id, kid, secret);

  perform private.audit(
    website.organization_id,
    'identity_secret_created',
    website.id,
    website.id,
    jsonb_build_object('kid', kid)
  );
  return jsonb_build_object('kid', kid, 'secret', kid || '.' || private.to_base64url(secret));
end;
$$;

-- The API

create function public.create_organization(name text)
returns jsonb
language sql
set search_path = ''
as $$
  select private.create_organization(create_organization.name);
$$;
comment on function public.create_organization(text) is 'Makes an organization with the calling agent as its owner.';

create function public.update_organization(id uuid, name text)
returns jsonb
language sql
set search_path = ''
as $$
  select private.update_organization(update_organization.id, update_organization.name);
$$;
comment on function public.update_organization(uuid, text) is 'Renames an organization; its slug stays. For owners and admins.';

create function public.create_website(
  organization_id uuid,
  name text,
  domain text,
  allowed_origins text[] default '{}'
)
returns jsonb
language sql
set search_path = ''
as $$
  select private.create_website(
    create_website.organization_id,
    create_website.name,
    create_website.domain,
    create_website.allowed_origins
  );
$$;
comment on function public.create_website(uuid, text, text, text[]) is
  'Adds a website; without allowed origins, pages of its domain may open sessions. For owners and admins.';

create function public.create_identity_secret(website_id uuid)
returns jsonb
language sql
set search_path = ''
as $$
  select private.create_identity_secret(create_identity_secret.website_id);
$$;
comment on function public.create_identity_secret(uuid) is
  'Makes a key for signing identity tokens and answers it, this once. Older keys stay good, for rotation.';

grant execute on function
  private.create_organization(text),
  private.update_organization(uuid, text),
  private.create_website(uuid, text, text, text[]),
  private.create_identity_secret(uuid),
  public.create_organization(text),
  public.update_organization(uuid, text),
  public.create_website(uuid, text, text, text[]),
  public.create_identity_secret(uuid)
to authenticated;

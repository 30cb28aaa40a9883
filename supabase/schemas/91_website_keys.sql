-- A website's keys: what pages carry, what signs identities, what its owner's backend calls with. For owners and admins;
-- every change leaves a line in the audit log.

create function private.rotate_public_key(website_id uuid, grace_hours integer, kind public.public_key_kind)
returns jsonb
language plpgsql
security definer -- websites and keys are written by the database alone
set search_path = ''
as $$
declare
  website public.websites := private.hold_website(rotate_public_key.website_id, '{owner,admin}');
begin
  if rotate_public_key.grace_hours is null or rotate_public_key.grace_hours not between 0 and 8760 then
    perform private.raise_error('invalid_request', 'The old key may work for 0 to 8,760 hours.');
  elsif rotate_public_key.kind is null then
    perform private.raise_error('invalid_request', 'Name a kind of key: live or test.');
  end if;

  insert into private.retired_public_keys (key, website_id, ends_at)
  values (
    case rotate_public_key.kind when 'live' then website.public_key else website.test_public_key end,
    website.id,
    now() + make_interval(hours => rotate_public_key.grace_hours)
  );

  update public.websites
  set
    public_key = case
      when rotate_public_key.kind = 'live' then 'pk_' || private.random_token(18)
      else websites.public_key
    end,
    test_public_key = case
      when rotate_public_key.kind = 'test' then 'pk_test_' || private.random_token(18)
      else websites.test_public_key
    end
  where websites.id = website.id
  returning websites.* into website;

  perform private.audit(
    website.organization_id, 'public_key_rotated', website.id, website.id,
    jsonb_build_object('kind', rotate_public_key.kind)
  );
  return private.website_for_team(website);
end;
$$;

create function private.list_identity_secrets(website_id uuid)
returns jsonb
language plpgsql
stable
security definer -- secrets are out of everybody's reach
set search_path = ''
as $$
declare
  website public.websites := private.require_website(list_identity_secrets.website_id, '{owner,admin}');
begin
  return (
    select coalesce(
      jsonb_agg(
        jsonb_build_object('kid', secrets.kid, 'createdAt', secrets.created_at, 'revokedAt', secrets.revoked_at)
        order by secrets.created_at
      ),
      '[]'
    )
    from private.website_secrets as secrets
    where secrets.website_id = website.id
  );
end;
$$;

create function private.revoke_identity_secret(website_id uuid, kid text)
returns jsonb
language plpgsql
security definer -- secrets are out of everybody's reach
set search_path = ''
as $$
declare
  website public.websites := private.require_website(revoke_identity_secret.website_id, '{owner,admin}');
begin
  update private.website_secrets as secrets
  set revoked_at = now()
  where secrets.website_id = website.id
    and secrets.kid = revoke_identity_secret.kid
    and secrets.revoked_at is null;

  if found then
    perform private.audit(
      website.organization_id, 'identity_secret_revoked', website.id, website.id,
      jsonb_build_object('kid', revoke_identity_secret.kid)
    );
  end if;

  return private.list_identity_secrets(website.id);
end;
$$;

create function private.api_key_as_json(api_key public.api_keys)
returns jsonb
language sql
stable
return jsonb_build_object(
  'id', (api_key).id,
  'name', (api_key).name,
  'hint', (api_key).hint,
  'scopes', to_jsonb((api_key).scopes),
  'expiresAt', (api_key).expires_at
);

create function private.create_api_key(
  website_id uuid,
  name text,
  scopes public.api_scope[],
  expires_at timestamptz
)
returns jsonb
language plpgsql
security definer -- keys are written by the database alone
set search_path = ''
as $$
declare
  website public.websites := private.hold_website(create_api_key.website_id, '{owner,admin}');
  secret text := 'sk_' || private.random_token(24);
  api_key public.api_keys;
begin
  if create_api_key.scopes = '{}' or array_position(create_api_key.scopes, null) > 0 then
    perform private.raise_error('invalid_request', 'A key has at least one scope.');
  elsif not isfinite(create_api_key.expires_at) or create_api_key.expires_at <= now() then
    perform private.raise_error('invalid_request', 'A key ends at a later moment, or not by itself.');
  elsif (
    select count(*) >= 500
    from public.api_keys
    where api_keys.website_id = website.id
      and api_keys.revoked_at is null
  ) then
    perform private.raise_error('limit_reached', 'A website has at most 500 API keys that are not revoked.');
  end if;

  insert into public.api_keys (organization_id, website_id, name, hint, scopes, expires_at, created_by)
  values (
    website.organization_id,
    website.id,
    private.checked_name(create_api_key.name),
    right(secret, 4),
    -- In one order, and each once.
    array(
      select distinct unnest(coalesce(create_api_key.scopes, enum_range(null::public.api_scope))) as scope
      order by scope
    ),
    create_api_key.expires_at,
    private.user_id()
  )
  returning api_keys.* into api_key;

  insert into private.api_key_hashes (website_id, api_key_id, hash)
  values (website.id, api_key.id, sha256(convert_to(secret, 'utf8')));

  perform private.audit(
    website.organization_id, 'api_key_created', api_key.id, website.id, jsonb_build_object('scopes', api_key.scopes)
  );
  return private.api_key_as_json(api_key) || jsonb_build_object('key', secret);
end;
$$;

create function private.revoke_api_key(id uuid)
returns void
language plpgsql
security definer -- keys are written by the database alone
set search_path = ''
as $$
declare
  api_key public.api_keys;
begin
  perform private.require_agent();

  select api_keys.*
  into api_key
  from public.api_keys
  where api_keys.id = revoke_api_key.id
    and api_keys.organization_id in (select private.my_administered_organization_ids())
    and api_keys.website_id in (select private.my_website_ids());

  if api_key.id is null then
    perform private.raise_error('api_key_not_found');
  end if;

  update public.api_keys
  set revoked_at = now()
  where api_keys.id = api_key.id
    and api_keys.revoked_at is null;

  if found then
    perform private.audit(api_key.organization_id, 'api_key_revoked', api_key.id, api_key.website_id);
  end if;
end;
$$;

create function private.resolve_api_key(key_hash text)
returns jsonb
language plpgsql
security definer -- the caller is the edge function's service role, which has no access to private tables
set search_path = ''
as $$
declare
  api_key public.api_keys := private.require_api_key(resolve_api_key.key_hash);
begin
  perform private.spend(api_key);
  return private.api_key_as_json(api_key)
    || jsonb_build_object('websiteId', api_key.website_id, 'organizationId', api_key.organization_id);
end;
$$;

-- The API of 91, for owners and admins, and for the edge function that answers their backends.

create function public.update_website(website_id uuid, changes jsonb)
returns jsonb
language sql
set search_path = ''
as $$
  select private.update_website(update_website.website_id, update_website.changes);
$$;
comment on function public.update_website(uuid, jsonb) is
  'Changes settings of a website: name, domain, description, logoUrl, status, allowedOrigins, identityVerification, defaultMessages, quickOptions, isTypingPreviewEnabled, timezone, retentionDays. What is left out stays.';

create function public.rotate_public_key(
  website_id uuid,
  grace_hours integer default 168,
  kind public.public_key_kind default 'live'
)
returns jsonb
language sql
set search_path = ''
as $$
  select private.rotate_public_key(
    rotate_public_key.website_id, rotate_public_key.grace_hours, rotate_public_key.kind
  );
$$;
comment on function public.rotate_public_key(uuid, integer, public.public_key_kind) is
  'Gives a website a new public key, live or test; the old one works on for some hours, a week if nothing is said.';

create function public.list_identity_secrets(website_id uuid)
returns jsonb
language sql
stable
set search_path = ''
as $$
  select private.list_identity_secrets(list_identity_secrets.website_id);
$$;
comment on function public.list_identity_secrets(uuid) is 'The names (`kid`) and ages of a website''s identity secrets, never the secrets.';

create function public.revoke_identity_secret(website_id uuid, kid text)
returns jsonb
language sql
set search_path = ''
as $$
  select private.revoke_identity_secret(revoke_identity_secret.website_id, revoke_identity_secret.kid);
$$;
comment on function public.revoke_identity_secret(uuid, text) is 'Ends an identity secret: what it signed is no longer believed.';

create function public.create_api_key(
  website_id uuid,
  name text,
  scopes public.api_scope[] default null,
  expires_at timestamptz default null
)
returns jsonb
language sql
set search_path = ''
as $$
  select private.create_api_key(
    create_api_key.website_id, create_api_key.name, create_api_key.scopes, create_api_key.expires_at
  );
$$;
comment on function public.create_api_key(uuid, text, public.api_scope[], timestamptz) is
  'Makes a secret key for the owner''s backend and answers it, this once. Good for all scopes and for ever unless less is said.';

create function public.revoke_api_key(id uuid)
returns void
language sql
set search_path = ''
as $$
  select private.revoke_api_key(revoke_api_key.id);
$$;
comment on function public.revoke_api_key(uuid) is 'Ends a secret key at once.';

create function public.resolve_api_key(key_hash text)
returns jsonb
language sql
set search_path = ''
as $$
  select private.resolve_api_key(resolve_api_key.key_hash);
$$;
comment on function public.resolve_api_key(text) is
  'What a secret key is good for, by the key''s SHA-256 in hex. For the edge function `api`.';

grant execute on function
  private.update_website(uuid, jsonb),
  private.rotate_public_key(uuid, integer, public.public_key_kind),
  private.list_identity_secrets(uuid),
  private.revoke_identity_secret(uuid, text),
  private.create_api_key(uuid, text, public.api_scope[], timestamptz),
  private.revoke_api_key(uuid),
  public.update_website(uuid, jsonb),
  public.rotate_public_key(uuid, integer, public.public_key_kind),
  public.list_identity_secrets(uuid),
  public.revoke_identity_secret(uuid, text),
  public.create_api_key(uuid, text, public.api_scope[], timestamptz),
  public.revoke_api_key(uuid)
to authenticated;

grant execute on function
  private.resolve_api_key(text),
  public.resolve_api_key(text)
to service_role;

-- The story that development, the demo and the journeys share. For local use: everybody knows these passwords and keys.
--   Acme    Ada Lovelace (owner) and Grace Hopper answer visitors of the demo shop on localhost
--   Globex  Eve works next door and must never see anything of Acme
-- Runs again without harm.

create temporary table seed_people (id uuid, email text, name text);

insert into seed_people (id, email, name)
values
  ('0a0a0a0a-0000-4000-8000-00000000ada1', 'ada@acme.test', 'Ada Lovelace'),
  ('0a0a0a0a-0000-4000-8000-00000009ace1', 'grace@acme.test', 'Grace Hopper'),
  ('0a0a0a0a-0000-4000-8000-0000000e7e01', 'eve@globex.test', 'Eve');

-- Auth reads the token columns as text and stumbles over nulls.
insert into auth.users (
  instance_id, id, aud, role, email, encrypted_password, email_confirmed_at,
  raw_app_meta_data, raw_user_meta_data, created_at, updated_at,
  confirmation_token, recovery_token, email_change_token_new, email_change
)
select
  '00000000-0000-0000-0000-000000000000',
  seed_people.id,
  'authenticated',
  'authenticated',
  seed_people.email,
  extensions.crypt('acme-demo-password', extensions.gen_salt('bf', 10)),
  now(),
  '{"provider": "email", "providers": ["email"]}',
  jsonb_build_object('name', seed_people.name),
  now(),
  now(),
  '',
  '',
  '',
  ''
from seed_people
on conflict (id) do nothing;

insert into auth.identities (id, provider_id, user_id, identity_data, provider, last_sign_in_at, created_at, updated_at)
select
  seed_people.id,
  seed_people.id::text,
  seed_people.id,
  jsonb_build_object('sub', seed_people.id, 'email', seed_people.email, 'email_verified', true, 'phone_verified', false),
  'email',
  now(),
  now(),
  now()
from seed_people
on conflict (id) do nothing;

insert into public.profiles (user_id, name, email)
select seed_people.id, seed_people.name, seed_people.email
from seed_people
on conflict (user_id) do nothing;

insert into public.organizations (id, name, slug)
values
  ('0b0b0b0b-0000-4000-8000-00000000ac3e', 'Acme', 'acme'),
  ('0b0b0b0b-0000-4000-8000-0000000610be', 'Globex', 'globex')
on conflict (id) do nothing;

insert into public.members (organization_id, user_id, role)
values
  ('0b0b0b0b-0000-4000-8000-00000000ac3e', '0a0a0a0a-0000-4000-8000-00000000ada1', 'owner'),
  ('0b0b0b0b-0000-4000-8000-00000000ac3e', '0a0a0a0a-0000-4000-8000-00000009ace1', 'member'),
  ('0b0b0b0b-0000-4000-8000-0000000610be', '0a0a0a0a-0000-4000-8000-0000000e7e01', 'owner')
on conflict (organization_id, user_id) do nothing;

insert into public.websites (id, organization_id, name, domain, description, public_key, allowed_origins)
values
  (
    '0c0c0c0c-0000-4000-8000-00000000ac3e',
    '0b0b0b0b-0000-4000-8000-00000000ac3e',
    'Acme',
    'localhost',
    'Good things for the workshop',
    'pk_demo_acme_7Q2mVx',
    array['http://localhost:*', 'http://127.0.0.1:*']
  ),
  (
    '0c0c0c0c-0000-4000-8000-0000000610be',
    '0b0b0b0b-0000-4000-8000-0000000610be',
    'Globex',
    'localhost',
    null,
    'pk_demo_globex_9Xw4Rt',
    array['http://localhost:*', 'http://127.0.0.1:*']
  )
on conflict (id) do nothing;

-- As one text: demo.YWNtZS1kZW1vLWlkZW50aXR5LXNlY3JldC1mb3ItbG9jYWwtdXNl
insert into private.website_secrets (website_id, kid, secret)
values ('0c0c0c0c-0000-4000-8000-00000000ac3e', 'demo', convert_to('acme-demo-identity-secret-for-local-use', 'utf8'))
on conflict (website_id, kid) do nothing;

drop table seed_people;

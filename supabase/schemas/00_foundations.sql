-- Foundations: the two schemas, what nobody may do until a line allows it, and the small words later chapters use.
--   public   tables under row security and invoker functions: the API
--   private  helpers, privileged steps, secrets, jobs: never exposed

create schema if not exists extensions;
create extension if not exists pgcrypto with schema extensions;

create schema private;
comment on schema private is 'Helpers, privileged steps, secrets and jobs. Never exposed by the API.';

-- Nothing is given until a line gives it: neither by Postgres' defaults nor by an older project's.
alter default privileges revoke execute on functions from public;
alter default privileges in schema public revoke all on tables from anon, authenticated, service_role;
alter default privileges in schema public revoke all on sequences from anon, authenticated, service_role;
alter default privileges in schema public revoke all on functions from anon, authenticated, service_role;

revoke all on schema private from public;
-- Public functions run as their caller and step into private ones; tables in private are granted to nobody.
grant usage on schema private to anon, authenticated, service_role;

-- Types

create type private.audience as enum ('team', 'visitor');

create type private.page_cursor as (at timestamptz, id uuid);

-- Values. A body after `return` is bound when the function is made, so it needs no search path, and the planner can put
-- it in the place of the call: that is for small words on hot paths.

create function private.to_uuid(value text)
returns uuid
language sql
immutable
return case
  when value ~* '^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$' then value::uuid
end;
comment on function private.to_uuid(text) is 'The UUID a text spells, or null: malformed names of topics and paths must not raise.';

create function private.uuid_v7()
returns uuid
language sql
volatile
return encode(
  set_bit(
    set_bit(
      overlay(
        uuid_send(gen_random_uuid())
        placing substring(int8send((extract(epoch from clock_timestamp()) * 1000)::bigint) from 3)
        from 1 for 6
      ),
      52, 1
    ),
    53, 1
  ),
  'hex'
)::uuid;
comment on function private.uuid_v7() is 'A UUID that orders by time, for rows the database itself writes.';

create function private.clean_text(value text)
returns text
language sql
immutable
return regexp_replace(
  regexp_replace(
    replace(clean_text.value, E'\r\n', E'\n'),
    '[\x01-\x08\x0b\x0c\x0e-\x1f\x7f]', '', 'g'
  ),
  '^\s+|\s+$', '', 'g'
);
comment on function private.clean_text(text) is 'Text as it is stored: without control characters, trimmed.';

create function private.to_base64url(value bytea)
returns text
language sql
immutable
set search_path = ''
as $$
  select translate(replace(encode(to_base64url.value, 'base64'), E'\n', ''), '+/=', '-_');
$$;

create function private.random_token(bytes integer)
returns text
language sql
volatile
set search_path = ''
as $$
  select private.to_base64url(extensions.gen_random_bytes(random_token.bytes));
$$;
comment on function private.random_token(integer) is 'Random bytes as base64url, for keys and secrets.';

create function private.is_link(value text)
returns boolean
language sql
immutable
return value ~ '^https?://[^[:space:]]+$' and char_length(value) <= 2000;
comment on function private.is_link(text) is 'Whether a text is an address that a browser may load from: http or https, at most 2,000 characters.';

create function private.page_size(asked integer, most integer)
returns integer
language sql
immutable
return least(greatest(coalesce(page_size.asked, page_size.most), 1), page_size.most);
comment on function private.page_size(integer, integer) is 'How many rows a page holds: what was asked for, within reason.';

-- Who is calling. PostgREST, Realtime and Storage put the verified token's claims here; nobody else can.

create function private.claim(name text)
returns text
language sql
stable
return nullif(current_setting('request.jwt.claims', true), '')::jsonb ->> claim.name;
comment on function private.claim(text) is 'One claim of the caller''s verified token, or null.';

create function private.user_id()
returns uuid
language sql
stable
return case when private.claim('role') = 'authenticated' then private.to_uuid(private.claim('sub')) end;
comment on function private.user_id() is 'The signed-in agent who is calling, or null.';

grant execute on function
  private.to_uuid(text),
  private.claim(text),
  private.user_id()
to anon, authenticated;
grant execute on function private.page_size(integer, integer) to authenticated;

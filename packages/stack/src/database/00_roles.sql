-- The roles of a hosted project, with the same powers: above all, `postgres` is not a superuser.
-- :password is replaced by the checkout's own.

create role postgres
  login createdb createrole replication bypassrls
  password :password;

create role anon nologin noinherit;
create role authenticated nologin noinherit;
create role service_role nologin noinherit bypassrls;

create role authenticator login noinherit password :password;
grant anon, authenticated, service_role to authenticator;

create role supabase_auth_admin login noinherit createrole password :password;
create role supabase_storage_admin login noinherit createrole password :password;
create role supabase_realtime_admin nologin noinherit;
create role dashboard_user nologin createdb createrole replication;

grant anon, authenticated, service_role to supabase_storage_admin;
grant anon, authenticated, service_role, authenticator to postgres with admin option;
grant pg_monitor, pg_signal_backend, pg_read_all_data to postgres;

alter role anon set statement_timeout = '3s';
alter role authenticated set statement_timeout = '8s';
alter role authenticator set statement_timeout = '8s';
alter role authenticator set lock_timeout = '8s';
alter role supabase_auth_admin set search_path = auth;
alter role supabase_auth_admin set idle_in_transaction_session_timeout = '60s';
alter role supabase_storage_admin set search_path = storage;
alter role postgres set search_path = "$user", public, extensions;
alter role supabase_admin set search_path = "$user", public, auth, extensions;

alter database postgres owner to postgres;
grant connect, temporary on database postgres to public;
grant all on database postgres to dashboard_user;

-- Extensions live beside the tables of the product, not among them.
create schema extensions authorization postgres;
grant usage on schema extensions to anon, authenticated, service_role, dashboard_user;
create extension pgcrypto with schema extensions;
create extension "uuid-ossp" with schema extensions;
create extension pg_stat_statements with schema extensions;
grant execute on all functions in schema extensions to postgres, anon, authenticated, service_role;

-- Nothing in public belongs to the API until a migration grants it.
grant usage on schema public to anon, authenticated, service_role;

create publication supabase_realtime;
alter publication supabase_realtime owner to postgres;

-- `postgres` gives what it holds with grant option, as on hosted projects, and nothing else: a `grant` or `revoke` of more
-- is a warning there, not an error. Here it inherits from the owners (90_guard.sql), so what went too far is taken back.

create table stack_guard.known_grants (
  relation oid not null,
  name text not null,
  grantee oid not null,
  privilege text not null,
  is_grantable boolean not null,
  primary key (relation, grantee, privilege)
);

create view stack_guard.current_grants as
  select classes.oid as relation, classes.relname::text as name,
    grants.grantee, grants.privilege_type as privilege, grants.is_grantable
  from pg_catalog.pg_class as classes
  cross join lateral aclexplode(classes.relacl) as grants
  where classes.relnamespace in ('auth'::regnamespace, 'storage'::regnamespace, 'realtime'::regnamespace)
    and classes.relkind in ('r', 'p', 'v');

create function stack_guard.may_grant(relation oid, privilege text)
returns boolean
language sql
stable
as $$
  select exists (
    select from stack_guard.known_grants
    where known_grants.relation = may_grant.relation
      and known_grants.privilege = may_grant.privilege
      and known_grants.grantee = 'postgres'::regrole
      and known_grants.is_grantable
  );
$$;

create function stack_guard.apply_grant(verb text, changed stack_guard.known_grants)
returns void
language plpgsql
as $$
begin
  execute format(
    '%s %s on %s %s %s %s',
    verb, changed.privilege, changed.relation::regclass,
    case verb when 'grant' then 'to' else 'from' end,
    case changed.grantee when 0 then 'public' else changed.grantee::regrole::text end,
    case when verb = 'revoke' then 'cascade' when changed.is_grantable then 'with grant option' else '' end
  );
end;
$$;

create function stack_guard.take_back_grants()
returns void
language plpgsql
security definer -- undoes what only the owners may do
set search_path = ''
as $$
declare
  changed stack_guard.known_grants;
  given stack_guard.known_grants[];
  taken stack_guard.known_grants[];
  refused text;
begin
  select array_agg(fresh) into given
  from (table stack_guard.current_grants except table stack_guard.known_grants) as fresh;
  select array_agg(gone) into taken
  from (table stack_guard.known_grants except table stack_guard.current_grants) as gone;

  foreach changed in array coalesce(given, '{}') loop
    continue when stack_guard.may_grant(changed.relation, changed.privilege);
    perform stack_guard.apply_grant('revoke', changed);
    refused := format('no privileges were granted for "%s"', changed.name);
  end loop;
  foreach changed in array coalesce(taken, '{}') loop
    continue when stack_guard.may_grant(changed.relation, changed.privilege)
      or to_regclass(changed.relation::regclass::text) is null;
    perform stack_guard.apply_grant('grant', changed);
    refused := coalesce(refused, format('no privileges could be revoked for "%s"', changed.name));
  end loop;

  if refused is not null then
    raise warning using
      message = refused,
      errcode = case when refused like '%granted%' then '01007' else '01006' end;
  end if;
end;
$$;

create function stack_guard.refuse_grants()
returns event_trigger
language plpgsql
as $$
begin
  if current_user = 'postgres' then
    perform stack_guard.take_back_grants();
  end if;
end;
$$;

insert into stack_guard.known_grants table stack_guard.current_grants;

create event trigger stack_refuse_grants
  on ddl_command_end
  when tag in ('GRANT', 'REVOKE')
  execute function stack_guard.refuse_grants();

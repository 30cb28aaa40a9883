-- What a hosted project refuses in a migration is refused here, with the same words.
--
-- Hosted lets `postgres` write policies on tables it does not own. Plain Postgres has no such privilege, so here
-- `postgres` inherits from the owners, and an event trigger takes back everything but policies (and triggers,
-- which the grants allow on hosted).

grant supabase_auth_admin, supabase_storage_admin, supabase_realtime_admin
  to postgres with inherit true, set false;

-- Without it Postgres would ask for this privilege before the guard can ask whose table an index is for. Functions then
-- have to be their services' own, as on hosted: a superuser's would be refused as such, not as the schema's.
grant create on schema auth, storage, realtime to postgres;
do $$
declare
  found record;
begin
  for found in
    select procedures.oid::regprocedure as name, namespaces.nspname as schema
    from pg_catalog.pg_proc as procedures
    join pg_catalog.pg_namespace as namespaces on namespaces.oid = procedures.pronamespace
    where namespaces.nspname in ('auth', 'storage', 'realtime')
      and not procedures.prosecdef
  loop
    execute format('alter routine %s owner to %I', found.name, format('supabase_%s_admin', found.schema));
  end loop;
end
$$;

create schema stack_guard authorization supabase_admin;
grant usage on schema stack_guard to public;

create function stack_guard.must_be_owner(kind text, identity text)
returns void
language plpgsql
as $$
begin
  raise exception 'must be owner of % %',
    kind, regexp_replace(
      regexp_replace(identity, '\(.*$', ''), case kind when 'function' then '^$' else '^.*\.' end, ''
    )
    using errcode = '42501';
end;
$$;

create function stack_guard.refuse_changes()
returns event_trigger
language plpgsql
as $$
declare
  command record;
begin
  if current_user <> 'postgres' then
    return;
  end if;
  for command in select * from pg_event_trigger_ddl_commands() loop
    if command.schema_name in ('auth', 'storage', 'realtime')
      and command.object_type not in ('policy', 'trigger')
    then
      if command.command_tag like 'CREATE %' and command.object_type not in ('index', 'rule') then
        raise exception 'permission denied for schema %', command.schema_name
          using errcode = '42501';
      end if;
      perform stack_guard.must_be_owner(
        case
          when command.command_tag = 'CREATE INDEX' then 'table'
          when command.object_type in ('table', 'table column') then 'table'
          else command.object_type
        end,
        case
          when command.command_tag = 'CREATE INDEX' then (
            select indexes.tablename
            from pg_catalog.pg_indexes as indexes
            where format('%I.%I', indexes.schemaname, indexes.indexname) = command.object_identity
          )
          when command.object_type = 'table column' then regexp_replace(command.object_identity, '\.[^.]*$', '')
          else command.object_identity
        end
      );
    end if;
  end loop;
end;
$$;

create function stack_guard.refuse_drops()
returns event_trigger
language plpgsql
as $$
declare
  dropped record;
begin
  if current_user <> 'postgres' then
    return;
  end if;
  for dropped in select * from pg_event_trigger_dropped_objects() where original loop
    if dropped.schema_name in ('auth', 'storage', 'realtime')
      and dropped.object_type not in ('policy', 'trigger')
    then
      perform stack_guard.must_be_owner(
        case when dropped.object_type = 'table column' then 'table' else dropped.object_type end,
        case dropped.object_type
          when 'function' then dropped.object_identity
          else coalesce(dropped.object_name, dropped.object_identity)
        end
      );
    end if;
  end loop;
end;
$$;

-- REST reads the catalog once; it is told when the catalog changes, as on hosted projects.
create function stack_guard.announce_ddl()
returns event_trigger
language plpgsql
as $$
begin
  notify pgrst, 'reload schema';
end;
$$;

create event trigger stack_refuse_changes on ddl_command_end execute function stack_guard.refuse_changes();
create event trigger stack_refuse_drops on sql_drop execute function stack_guard.refuse_drops();
create event trigger pgrst_ddl_watch on ddl_command_end execute function stack_guard.announce_ddl();
create event trigger pgrst_drop_watch on sql_drop execute function stack_guard.announce_ddl();

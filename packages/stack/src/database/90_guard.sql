-- What a hosted project refuses in a migration is refused here, with the same words.
--
-- Hosted lets `postgres` write policies on tables it does not own. Plain Postgres has no such privilege, so here
-- `postgres` inherits from the owners, and an event trigger takes back everything but policies (and triggers,
-- which the grants allow on hosted).

grant supabase_auth_admin, supabase_storage_admin, supabase_realtime_admin
  to postgres with inherit true, set false;

create schema stack_guard authorization supabase_admin;
grant usage on schema stack_guard to public;

create function stack_guard.must_be_owner(kind text, identity text)
returns void
language plpgsql
as $$
begin
  raise exception 'must be owner of % %',
    kind, regexp_replace(regexp_replace(identity, '\(.*$', ''), '^.*\.', '')
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
        coalesce(dropped.object_name, dropped.object_identity)
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

import { writeFileSync } from "node:fs";
import { join } from "node:path";
import postgres from "postgres";
import { describe, expect, it } from "vitest";
import { pushMigrations } from "../postgres/migrate.ts";
import { copyProject } from "../test-support/copy-project.ts";
import { useStack } from "../test-support/use-stack.ts";

const project = copyProject();
const test = useStack({ projectDir: project, functions: false });

describe("a migration", () => {
	it("runs as a role that is not a superuser, as on hosted", async () => {
		const [role] = await test.sql`
			select rolname, rolsuper, rolcreatedb, rolcreaterole, rolreplication, rolbypassrls
			from pg_catalog.pg_roles where rolname = current_user`;

		expect(role).toEqual({
			rolname: "postgres",
			rolsuper: false,
			rolcreatedb: true,
			rolcreaterole: true,
			rolreplication: true,
			rolbypassrls: true,
		});
	});

	it.each([
		["alter table realtime.messages enable row level security", "must be owner of table messages"],
		["alter table storage.objects enable row level security", "must be owner of table objects"],
		["alter table storage.objects add column mine text", "must be owner of table objects"],
		["alter table auth.users add column mine text", "must be owner of table users"],
		["alter table auth.users disable row level security", "must be owner of table users"],
		["comment on table storage.objects is 'mine'", "must be owner of table objects"],
		["drop table storage.objects", "must be owner of table objects"],
		["create index mine on auth.users (email)", "must be owner of table users"],
		["create index mine on storage.objects (name)", "must be owner of table objects"],
		["create index mine on realtime.messages (topic)", "must be owner of table messages"],
		["create table storage.mine as select 1 as id", "permission denied for schema storage"],
		["create sequence auth.mine", "permission denied for schema auth"],
		["create type realtime.mine as enum ('a')", "permission denied for schema realtime"],
		["create table auth.mine (id integer)", "permission denied for schema auth"],
		["create table storage.mine (id integer)", "permission denied for schema storage"],
		["create table realtime.mine (id integer)", "permission denied for schema realtime"],
		["create view auth.mine as select 1", "permission denied for schema auth"],
		[
			"create function realtime.mine() returns void language sql as ''",
			"permission denied for schema realtime",
		],
		[
			"create or replace function auth.uid() returns uuid language sql as 'select null::uuid'",
			"permission denied for schema auth",
		],
		["drop function auth.uid() cascade", "must be owner of function auth.uid"],
		["drop schema storage cascade", "must be owner of schema storage"],
		["alter system set work_mem = '1MB'", 'permission denied to set parameter "work_mem"'],
		["create role mine superuser", "permission denied to create role"],
		["alter role supabase_admin password 'mine'", "permission denied to alter role"],
		["set role supabase_storage_admin", 'permission denied to set role "supabase_storage_admin"'],
		["set session authorization supabase_admin", "permission denied to set session authorization"],
		[
			"copy (select 1) to program 'true'",
			"permission denied to COPY to or from an external program",
		],
		["create extension file_fdw", 'permission denied to create extension "file_fdw"'],
		["select pg_read_file('/etc/hostname')", "permission denied for function pg_read_file"],
	])("is refused: %s", async (statement, message) => {
		await expect(test.sql.unsafe(statement)).rejects.toThrow(message);
	});

	it.each([
		"create policy mine on storage.objects for select to anon using (false)",
		"alter policy mine on storage.objects using (true)",
		"drop policy mine on storage.objects",
		"create policy mine on realtime.messages for insert to anon with check (false)",
		"drop policy mine on realtime.messages",
		"create function public.on_user() returns trigger language plpgsql as 'begin return new; end'",
		"create trigger mine after insert on auth.users for each row execute function public.on_user()",
		"create table public.profiles (id uuid primary key references auth.users on delete cascade)",
		"create extension pg_trgm with schema extensions",
		"create extension citext with schema extensions",
		"create publication mine for table public.profiles",
		"alter publication supabase_realtime add table public.profiles",
		"grant usage on schema realtime to service_role",
		"insert into storage.buckets (id, name) values ('mine', 'mine') on conflict do nothing",
		"drop table public.profiles",
	])("may: %s", async (statement) => {
		await expect(test.sql.unsafe(statement)).resolves.toBeDefined();
	});

	it.each([
		["grant update on auth.users to anon", 'no privileges were granted for "users"', "01007"],
		[
			"grant delete on realtime.messages to anon",
			'no privileges were granted for "messages"',
			"01007",
		],
		[
			"grant insert on auth.users to postgres with grant option",
			'no privileges were granted for "users"',
			"01007",
		],
		[
			"revoke update on realtime.messages from anon",
			'no privileges could be revoked for "messages"',
			"01006",
		],
	])("is warned, and changes nothing: %s", async (statement, message, code) => {
		const notices: postgres.Notice[] = [];
		const sql = postgres(test.stack.databaseUrl, { max: 1, onnotice: (one) => notices.push(one) });
		const grants = () => sql`select oid, relacl::text[] from pg_catalog.pg_class order by oid`;
		const before = (await grants()).map((row) => ({ ...row, relacl: row.relacl?.toSorted() }));

		await sql.unsafe(statement);

		const after = (await grants()).map((row) => ({ ...row, relacl: row.relacl?.toSorted() }));
		await sql.end();
		expect(notices).toMatchObject([{ severity: "WARNING", message, code }]);
		expect(after).toEqual(before);
	});

	it.each([
		["auth.users", "select"],
		["storage.objects", "delete"],
		["realtime.messages", "insert"],
	])("gives on %s what it may give: %s", async (table, privilege) => {
		const holds = async () => {
			const [row] = await test.sql`
				select has_table_privilege('authenticator', ${table}, ${privilege}) as holds`;
			return row?.holds;
		};
		await test.sql.unsafe(`grant ${privilege} on ${table} to authenticator`);
		expect(await holds()).toBe(true);

		await test.sql.unsafe(`revoke ${privilege} on ${table} from authenticator`);
		expect(await holds()).toBe(false);
	});

	it("that is refused leaves nothing behind, by the official command", async () => {
		writeFileSync(
			join(project, "supabase", "migrations", "20260102000000_forbidden.sql"),
			"create table public.half (id integer);\nalter table storage.objects enable row level security;\n",
		);

		const push = pushMigrations({
			root: project,
			databaseUrl: test.stack.databaseUrl,
			seed: false,
			log: () => {},
		});

		await expect(push).rejects.toThrow("must be owner of table objects");
		const [half] = await test.sql`select to_regclass('public.half') as found`;
		expect(half?.found).toBeNull();
	});
});

describe("the API's roles", () => {
	it("get nothing on a new table or its rows by themselves", async () => {
		await test.sql`create table public.plain (id integer primary key)`;

		const grants = await test.sql`
			select grantee from information_schema.role_table_grants
			where table_name = 'plain' and grantee in ('anon', 'authenticated', 'service_role')`;

		expect(grants).toHaveLength(0);
	});

	it("have the time limits of a hosted project", async () => {
		const rows = await test.sql`
			select rolname, rolconfig from pg_catalog.pg_roles
			where rolname in ('anon', 'authenticated', 'authenticator') order by rolname`;

		expect(rows.map(({ rolname, rolconfig }) => [rolname, rolconfig[0]])).toEqual([
			["anon", "statement_timeout=3s"],
			["authenticated", "statement_timeout=8s"],
			["authenticator", "statement_timeout=8s"],
		]);
	});

	it("cannot log in, and cannot create anything", async () => {
		await expect(
			test.sql.begin(async (sql) => {
				await sql`set local role anon`;
				await sql`create table public.mine (id integer)`;
			}),
		).rejects.toThrow("permission denied for schema public");
	});
});

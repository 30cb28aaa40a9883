import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { ERRORS } from "@cossistant/protocol";
import { afterAll, describe, expect, it } from "vitest";
import { routinesOf, tablesOf } from "./support/catalog.ts";
import { SERVED_OTHERWISE } from "./support/exceptions.ts";
import { connect } from "./support/stack.ts";

const sql = connect();
afterAll(() => sql.end());

const chapters = join(import.meta.dirname, "../schemas");
const PRODUCT = ["public", "private"];

/** Every code that some chapter raises. */
function raisedCodes(): string[] {
	const text = readdirSync(chapters).map((name) => readFileSync(join(chapters, name), "utf8"));
	const raised = text.flatMap((chapter) => [...chapter.matchAll(/raise_error\(\s*'(\w+)'/g)]);
	return [...new Set(raised.map(([, code = ""]) => code))];
}

describe("every table", () => {
	it("has row security", async () => {
		const open = await sql`
			select oid::regclass::text as name from pg_catalog.pg_class
			where relnamespace in ('public'::regnamespace, 'private'::regnamespace)
				and relkind in ('r', 'p') and not relrowsecurity`;
		expect(open.map(({ name }) => name)).toEqual([]);
	});

	it("has a primary key and a comment", async () => {
		const bare = await sql`
			select oid::regclass::text as name from pg_catalog.pg_class
			where relnamespace in ('public'::regnamespace, 'private'::regnamespace)
				and relkind in ('r', 'p')
				and (
					obj_description(oid, 'pg_class') is null
					or not exists (select from pg_catalog.pg_constraint where conrelid = pg_class.oid and contype = 'p')
				)`;
		expect(bare.map(({ name }) => name)).toEqual([]);
	});

	it("says in each reference what happens on delete, and serves it by an index", async () => {
		const references = await sql`
			select conname as name, conrelid::regclass::text as table, confdeltype as action,
				exists (
					select from pg_catalog.pg_index
					where indrelid = conrelid
						and (indkey::int2[])[0:cardinality(conkey) - 1] = conkey
				) as served
			from pg_catalog.pg_constraint
			where contype = 'f' and connamespace = any ('{public,private}'::regnamespace[])`;
		expect(references.filter(({ action }) => action === "a").map(({ name }) => name)).toEqual([]);
		const unserved = references.filter(({ served }) => !served).map(({ name }) => name);
		expect(unserved.sort()).toEqual(Object.keys(SERVED_OTHERWISE).sort());
	});

	it("belongs to a tenant", async () => {
		const tables = await tablesOf(sql, PRODUCT);
		const tenants = await sql`
			select distinct table_schema || '.' || table_name as name from information_schema.columns
			where column_name in ('organization_id', 'website_id')`;
		const owned = new Set(tenants.map(({ name }) => name));
		const shared = tables
			.map(({ schema, name }) => `${schema}.${name}`)
			.filter((n) => !owned.has(n));
		expect(shared).toEqual([
			"private.invitation_secrets", // by its invitation
			"private.jobs", // the machine's own list
			"private.notification_marks", // an agent's, over all their organizations
			"public.organizations", // the tenant
			"public.profiles", // a person may work in several organizations
		]);
	});
});

describe("every index of words or lists", () => {
	it("takes them in at once: what waited would be read by each lookup", async () => {
		const waiting = await sql`
			select pg_class.oid::regclass::text as name
			from pg_catalog.pg_class
			join pg_catalog.pg_am on pg_am.oid = relam
			where amname = 'gin' and relnamespace in ('public'::regnamespace, 'private'::regnamespace)
				and not coalesce(reloptions, '{}') @> '{fastupdate=off}'`;
		expect(waiting.map(({ name }) => name)).toEqual([]);
	});
});

describe("every private function", () => {
	it("is called by another, by a trigger, a policy or a constraint", () => {
		const statements = readdirSync(chapters)
			.map((name) => readFileSync(join(chapters, name), "utf8").replace(/^\s*--.*$/gm, ""))
			.join("\n")
			.replace(/^(comment on|grant) [^;]*;/gm, "")
			.split(/^(?=(?:create|alter|do) )/m);
		const names = statements.flatMap(
			(text) => /^create function private\.(\w+)/.exec(text)?.[1] ?? [],
		);
		expect(names.length).toBeGreaterThan(300);

		const isCalled = (name: string) =>
			statements.some(
				(text) =>
					text.includes(`private.${name}(`) && !text.startsWith(`create function private.${name}(`),
			);
		// Whoever loads rows past the triggers rebuilds by hand what these keep.
		const idle = names.filter((name) => !isCalled(name) && !name.startsWith("rebuild_"));
		expect(idle).toEqual([]);
	});
});

describe("every function", () => {
	it("fixes its search path, or was bound to what it names when it was made", async () => {
		const loose = (await routinesOf(sql, PRODUCT)).filter(
			({ settings, isBound }) => !isBound && !settings?.includes('search_path=""'),
		);
		expect(loose.map(({ signature }) => signature)).toEqual([]);
	});

	it("is nobody's to call until a line grants it", async () => {
		const open = (await routinesOf(sql, PRODUCT)).filter(({ grantees }) =>
			grantees.includes("public"),
		);
		expect(open.map(({ signature }) => signature)).toEqual([]);
	});

	it("in public runs as its caller and says what it is for", async () => {
		const wrong = (await routinesOf(sql, ["public"])).filter(
			({ isDefiner, comment }) => isDefiner || !comment,
		);
		expect(wrong.map(({ signature }) => signature)).toEqual([]);
	});
});

describe("every policy", () => {
	it("is for one command and names its roles", async () => {
		const wide = await sql`
			select tablename || '.' || policyname as name from pg_catalog.pg_policies
			where schemaname = any (${[...PRODUCT, "realtime", "storage"]})
				and (cmd = 'ALL' or 'public' = any (roles))`;
		expect(wide.map(({ name }) => name)).toEqual([]);
	});
});

describe("schema private", () => {
	it("has no table that a role of the API could reach", async () => {
		const reachable = await sql`
			select table_name as name, grantee from information_schema.role_table_grants
			where table_schema = 'private' and grantee in ('anon', 'authenticated', 'service_role', 'PUBLIC')`;
		expect(reachable).toEqual([]);
	});
});

describe("role anon", () => {
	it("may touch no table of the product", async () => {
		const reachable = await sql`
			select table_name as name from information_schema.role_table_grants
			where table_schema = any (${PRODUCT}) and grantee in ('anon', 'PUBLIC')`;
		expect(reachable).toEqual([]);
	});
});

describe("no role of the API", () => {
	it("writes a table: every change goes through a function", async () => {
		const writable = await sql`
			select table_name as name, grantee, privilege_type from information_schema.role_table_grants
			where table_schema = any (${PRODUCT})
				and grantee in ('anon', 'authenticated', 'service_role', 'PUBLIC')
				and privilege_type <> 'SELECT'`;
		expect(writable).toEqual([]);
	});
});

describe("errors", () => {
	it("raised in SQL have the code and the status that protocol lists", () => {
		const text = readFileSync(join(chapters, "05_errors.sql"), "utf8");
		const known = [...text.matchAll(/^ {6}\('(\w+)', (\d{3}),/gm)].map(([, code, status]) => [
			code,
			Number(status),
		]);
		expect(known.length).toBeGreaterThan(20);
		for (const [code, status] of known) {
			expect([code, ERRORS[code as keyof typeof ERRORS]?.[0]]).toEqual([code, status]);
		}

		const listed = new Set(known.map(([code]) => code));
		expect(raisedCodes().filter((code) => !listed.has(code))).toEqual([]);
	});

	it("are each seen in a test", () => {
		const tests = readdirSync(import.meta.dirname)
			.filter((name) => name.endsWith(".test.ts"))
			.map((name) => readFileSync(join(import.meta.dirname, name), "utf8"))
			.join();
		expect(raisedCodes().filter((code) => !tests.includes(`"${code}"`))).toEqual([]);
	});
});

import type { Sql } from "./stack.ts";

export type Table = { schema: string; name: string };

/** Every table of the product. */
export async function tablesOf(sql: Sql, schemas: string[]): Promise<Table[]> {
	return sql<Table[]>`
		select nspname as schema, relname as name
		from pg_catalog.pg_class
		join pg_catalog.pg_namespace on pg_namespace.oid = relnamespace
		where nspname = any (${schemas}) and relkind in ('r', 'p')
		order by 1, 2`;
}

export type Routine = {
	schema: string;
	name: string;
	signature: string;
	isDefiner: boolean;
	settings: string[] | null;
	/** Its body was bound to what it names when it was made (`return …`): no search path can change it. */
	isBound: boolean;
	comment: string | null;
	/** Roles that may execute it, `public` for everybody. */
	grantees: string[];
};

/** Every function of the product. */
export async function routinesOf(sql: Sql, schemas: string[]): Promise<Routine[]> {
	return sql<Routine[]>`
		select
			nspname as schema,
			proname as name,
			pg_proc.oid::regprocedure::text as signature,
			prosecdef as "isDefiner",
			proconfig as settings,
			prosqlbody is not null as "isBound",
			obj_description(pg_proc.oid, 'pg_proc') as comment,
			array(
				select coalesce(nullif(grantee, 0)::regrole::text, 'public')
				from aclexplode(coalesce(proacl, acldefault('f', proowner)))
				where grantee <> proowner and privilege_type = 'EXECUTE'
				order by 1
			) as grantees
		from pg_catalog.pg_proc
		join pg_catalog.pg_namespace on pg_namespace.oid = pronamespace
		where nspname = any (${schemas})
		order by 1, 2`;
}

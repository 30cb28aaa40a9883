import type { Sql } from "postgres";

/** One way to break the database, and how to mend it again. */
export type Mutant = {
	name: string;
	/** Functions of the API: first their lines of `function-access.test.ts` are tried. */
	calls?: string[];
	files: string[];
	break: string;
	mend: string;
};

type Policy = {
	schema: string;
	table: string;
	name: string;
	command: string;
	roles: string[];
	using: string | null;
	check: string | null;
};

/** The tests that must notice, by the schema whose rows a policy guards. */
const NOTICED_BY: Record<string, string[]> = {
	public: ["table-access.test.ts"],
	realtime: ["live-topics.test.ts"],
	storage: ["attachments.test.ts"],
};

/** Each policy of the product, dropped and opened to everybody of its roles. */
export async function policyMutants(sql: Sql): Promise<Mutant[]> {
	const policies = await sql<Policy[]>`
		select schemaname as schema, tablename as table, policyname as name, cmd as command, roles::text[] as roles,
			qual as using, with_check as check
		from pg_catalog.pg_policies
		where schemaname = any (${Object.keys(NOTICED_BY)})
		order by 1, 2, 3`;
	return policies.flatMap(mutantsOf);
}

function mutantsOf(policy: Policy): Mutant[] {
	const { schema, table, name, using, check } = policy;
	const on = `policy "${name}" on "${schema}"."${table}"`;
	const files = NOTICED_BY[schema] ?? [];
	const opened = [using && "using (true)", check && "with check (true)"].filter(Boolean).join(" ");
	return [
		{
			name: `${schema}.${table}: ${name} dropped`,
			files,
			break: `drop ${on}`,
			mend: create(policy, on),
		},
		{
			name: `${schema}.${table}: ${name} open`,
			files,
			break: `alter ${on} ${opened}`,
			mend: `drop ${on}; ${create(policy, on)}`,
		},
	];
}

function create({ command, roles, using, check }: Policy, on: string): string {
	return [
		`create ${on} for ${command} to ${roles.join(", ")}`,
		using && `using (${using})`,
		check && `with check (${check})`,
	]
		.filter(Boolean)
		.join(" ");
}

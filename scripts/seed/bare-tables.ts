import type { TransactionSql } from "postgres";
import { COLUMNS } from "./rows.ts";

const TABLES = Object.keys(COLUMNS).map((name) => `public.${name}`);

const LOCK_TRIES = 100;

/**
 * Holds all tables, against writers or, when their indexes are to go, against everybody. It takes all or none at once
 * and gives way to whoever is at work, for two that wait for each other would both lose.
 */
export async function holdTables(
	sql: TransactionSql,
	mode: "share row exclusive" | "access exclusive",
): Promise<void> {
	await sql`set local lock_timeout = '100ms'`;
	for (let tries = 1; ; tries++) {
		try {
			await sql.savepoint((inner) =>
				inner.unsafe(`lock table ${TABLES.join(", ")} in ${mode} mode`),
			);
			await sql`set local lock_timeout = 0`;
			return;
		} catch (error) {
			const isHeld = (error as { code?: string }).code === "55P03";
			if (!isHeld || tries === LOCK_TRIES) throw error;
		}
	}
}

/**
 * Switches off what triggers do for each row, until the answer is called in the same transaction: rows come with their
 * numbers, and nobody is told of them one by one.
 */
export async function withoutTriggers(sql: TransactionSql): Promise<() => Promise<void>> {
	for (const table of TABLES) await sql.unsafe(`alter table ${table} disable trigger user`);
	return async () => {
		for (const table of TABLES) await sql.unsafe(`alter table ${table} enable trigger user`);
	};
}

/** A step of making again what was taken away. */
export type Remake = { name: string; run(): Promise<void> };

/**
 * Takes away foreign keys and those indexes that no constraint needs: over many rows they are made faster than kept.
 * Answers with how to make them again, which checks all rows, in the same transaction.
 */
export async function withoutIndexes(sql: TransactionSql): Promise<Remake[]> {
	const keys = await sql<{ table: string; name: string; definition: string }[]>`
		select conrelid::regclass::text as table, quote_ident(conname) as name, pg_get_constraintdef(oid) as definition
		from pg_catalog.pg_constraint
		where contype = 'f' and conrelid = any (${TABLES}::regclass[])
		order by conrelid, conname`;
	const indexes = await sql<{ name: string; definition: string; comment: string | null }[]>`
		select indexrelid::regclass::text as name, pg_get_indexdef(indexrelid) as definition
		from pg_catalog.pg_index
		where indrelid = any (${TABLES}::regclass[])
			and not exists (select from pg_catalog.pg_constraint where conindid = indexrelid)
		order by indrelid, indexrelid`;

	for (const { table, name } of keys) {
		await sql.unsafe(`alter table ${table} drop constraint ${name}`);
	}
	for (const { name } of indexes) await sql.unsafe(`drop index ${name}`);

	const remakes = [
		...indexes.map(({ name, definition }) => ({ name, statement: definition })),
		...keys.map(({ table, name, definition }) => ({
			name,
			statement: `alter table ${table} add constraint ${name} ${definition}`,
		})),
	];
	return remakes.map(({ name, statement }) => ({
		name: name.replace(/^public\./, ""),
		run: async () => void (await sql.unsafe(statement)),
	}));
}

/** Counts anew whatever the triggers would have counted: every `private.rebuild_…()`. */
export async function rebuildCounts(sql: TransactionSql): Promise<void> {
	// Without knowing how much there is by now, the planner would go through it row by row.
	for (const table of TABLES) await sql.unsafe(`analyze ${table}`);
	const rebuilds = await sql<{ call: string }[]>`
		select pg_proc.oid::regprocedure::text as call
		from pg_catalog.pg_proc
		where pronamespace = 'private'::regnamespace and proname like 'rebuild\\_%' and pronargs = 0
		order by proname`;
	for (const { call } of rebuilds) await sql.unsafe(`select ${call}`);
}

/** Tells the planner what there is, and which pages need no second look. */
export const vacuums = (): string[] => TABLES.map((table) => `vacuum (analyze) ${table}`);

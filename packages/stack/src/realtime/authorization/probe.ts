import { randomUUID } from "node:crypto";
import type postgres from "postgres";
import { databaseError } from "../database/database-error.ts";
import type { Claims } from "../tokens/verifier.ts";

type Sql = ReturnType<typeof postgres>;
type Transaction = postgres.TransactionSql;

export type Extension = "broadcast" | "presence";
export type Permissions = Partial<Record<Extension, boolean>>;

/** Who asks, for which topic, and from where: what policies may look at. */
export type Asker = { topic: string; claims: Claims; headers: Record<string, string> };

/**
 * Asks the database what may be read: rows are written as superuser, then looked for as the asker, in a transaction
 * that is rolled back. A visible row is a permission.
 */
export function probeRead(sql: Sql, asker: Asker, extensions: Extension[]): Promise<Permissions> {
	return rolledBack(sql, async (tx) => {
		const rows = extensions.map((extension) => ({ id: randomUUID(), extension }));
		for (const row of rows) await insertProbe(tx, asker.topic, row);
		await become(tx, asker);
		const visible = await tx`
			select id from realtime.messages where id in ${tx(rows.map((row) => row.id))}
		`;
		const ids = new Set(visible.map((row) => row.id as string));
		return Object.fromEntries(rows.map((row) => [row.extension, ids.has(row.id)]));
	});
}

/** Asks the database what may be written: a row is inserted as the asker and rolled back. */
export function probeWrite(sql: Sql, asker: Asker): Promise<Permissions> {
	return rolledBack(sql, async (tx) => {
		await become(tx, asker);
		const permissions: Permissions = {};
		for (const extension of ["broadcast", "presence"] as const) {
			permissions[extension] = await mayInsert(tx, asker.topic, extension);
		}
		return permissions;
	});
}

async function mayInsert(tx: Transaction, topic: string, extension: Extension): Promise<boolean> {
	try {
		await tx.savepoint((step) => insertProbe(step, topic, { id: randomUUID(), extension }));
		return true;
	} catch (error) {
		if ((error as { code?: string }).code === "42501") return false;
		throw error;
	}
}

async function insertProbe(
	tx: Transaction,
	topic: string,
	{ id, extension }: { id: string; extension: Extension },
): Promise<void> {
	await tx`
		insert into realtime.messages (id, topic, extension, inserted_at, updated_at)
		values (${id}, ${topic}, ${extension}, now() at time zone 'utc', now() at time zone 'utc')
	`;
}

async function become(tx: Transaction, { topic, claims, headers }: Asker): Promise<void> {
	await tx`
		select
			set_config('role', ${claims.role}, true),
			set_config('realtime.topic', ${topic}, true),
			set_config('request.jwt.claims', ${JSON.stringify(claims)}, true),
			set_config('request.jwt.claim.sub', ${String(claims.sub ?? "")}, true),
			set_config('request.jwt.claim.role', ${claims.role}, true),
			set_config('request.headers', ${JSON.stringify(headers)}, true)
	`;
}

const ROLL_BACK = Symbol("roll back");

async function rolledBack<Result>(
	sql: Sql,
	ask: (tx: Transaction) => Promise<Result>,
): Promise<Result> {
	let answer: { value: Result } | undefined;
	try {
		await sql.begin(async (tx) => {
			answer = { value: await ask(tx) };
			throw ROLL_BACK;
		});
	} catch (error) {
		if (error !== ROLL_BACK) throw databaseError(error);
	}
	return (answer as { value: Result }).value;
}

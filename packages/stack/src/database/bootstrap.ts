import { readFileSync } from "node:fs";
import { join } from "node:path";
import type postgres from "postgres";

type Sql = ReturnType<typeof postgres>;

/** Lays the ground a hosted project offers: roles, schemas auth, storage and realtime, and the guard around them. */
export async function bootstrapDatabase(
	sql: Sql,
	options: {
		password: string;
		installRealtime: (sql: Sql) => Promise<void>;
	},
): Promise<void> {
	await runFile(sql, "00_roles.sql", options.password);
	await runFile(sql, "10_auth.sql");
	await runFile(sql, "20_storage.sql");
	await options.installRealtime(sql);
	await runFile(sql, "90_guard.sql");
	await runFile(sql, "95_grants_guard.sql");
}

async function runFile(sql: Sql, name: string, password = ""): Promise<void> {
	const text = readFileSync(join(import.meta.dirname, name), "utf8");
	await sql.unsafe(text.replaceAll(":password", `'${password}'`)).simple();
}

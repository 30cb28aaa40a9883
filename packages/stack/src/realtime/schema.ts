import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type postgres from "postgres";
import { ensurePartitions } from "./database/partitions.ts";

type Sql = ReturnType<typeof postgres>;

/** Lays out schema `realtime` as a superuser, with the partitions of these days; may be run again, to bring it up to date. */
export async function installRealtimeSchema(sql: Sql): Promise<void> {
	const text = readFileSync(join(import.meta.dirname, "schema.sql"), "utf8");
	const version = createHash("sha256").update(text).digest("hex").slice(0, 16);
	const comment = `Realtime, version ${version} of its schema`;
	const [found] = await sql`
		select obj_description(oid, 'pg_namespace') as comment
		from pg_catalog.pg_namespace
		where nspname = 'realtime'
	`;
	if (found?.comment !== comment) {
		await sql.unsafe(`${text}\ncomment on schema realtime is '${comment}';`).simple();
	}
	await ensurePartitions(sql, Date.now());
}

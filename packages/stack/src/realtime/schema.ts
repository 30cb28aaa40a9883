import { readFileSync } from "node:fs";
import { join } from "node:path";
import type postgres from "postgres";
import { ensurePartitions } from "./database/partitions.ts";

type Sql = ReturnType<typeof postgres>;

/** Lays out schema `realtime` as a superuser, with the partitions of these days; may be run again. */
export async function installRealtimeSchema(sql: Sql): Promise<void> {
	const text = readFileSync(join(import.meta.dirname, "schema.sql"), "utf8");
	await sql.unsafe(text).simple();
	await ensurePartitions(sql, Date.now());
}

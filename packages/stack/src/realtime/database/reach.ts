import { setTimeout as pause } from "node:timers/promises";
import type { Project } from "../project.ts";
import { databaseError } from "./database-error.ts";

/**
 * Makes sure the database answers and its rows flow before a client is told that it has joined. Hosted projects answer
 * before the slot is there; here the first join waits for it, so that a test's first broadcast is not lost.
 */
export async function reachDatabase(project: Project): Promise<void> {
	const { replication, delays, sql } = project;
	if (replication.ready()) return;
	const limit = new AbortController();
	const ready = replication.start().then(() => true);
	const timeout = pause(delays.slotReadyMs, false, { signal: limit.signal, ref: false });
	timeout.catch(() => {});
	const isReady = await Promise.race([ready, timeout, isDown(sql)]);
	limit.abort();
	if (isReady) return;
	try {
		await sql`select 1`;
	} catch (error) {
		throw databaseError(error);
	}
}

/** Settles, with false, only when the database does not answer at all. */
function isDown(sql: Project["sql"]): Promise<boolean> {
	return new Promise((resolve) => {
		sql`select 1`.catch(() => resolve(false));
	});
}

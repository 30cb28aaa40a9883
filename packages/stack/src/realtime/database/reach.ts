import { setTimeout as pause } from "node:timers/promises";
import type { Project } from "../project.ts";
import { databaseError } from "./database-error.ts";

/**
 * Makes sure the database answers and its rows flow before a client is told that it has joined. Hosted projects answer
 * before the slot is there; here the first joins wait for it, so that a test's first broadcast is not lost.
 */
export async function reachDatabase(project: Project): Promise<void> {
	const { replication, delays, sql, now } = project;
	if (replication.ready()) return;
	try {
		await sql`select 1`;
	} catch (error) {
		throw databaseError(error);
	}
	const flowing = replication.start();
	const patience = replication.startedAt() + delays.slotReadyMs - now();
	if (patience <= 0) return;
	const limit = new AbortController();
	const enough = pause(patience, undefined, { signal: limit.signal, ref: false }).catch(() => {});
	await Promise.race([flowing, enough]);
	limit.abort();
}

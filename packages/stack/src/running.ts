import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { findCheckout } from "./base/checkout.ts";
import { loadKeys } from "./base/keys.ts";
import { LOOPBACK } from "./base/ports.ts";
import { readRun } from "./base/run-record.ts";
import { keptFolder, RUN_RECORD } from "./postgres/database.ts";

/** The local Supabase of this checkout that keeps its data, if it runs. */
export function findRunning(): { url: string; databaseUrl: string } | undefined {
	const checkout = findCheckout();
	const folder = keptFolder(checkout);
	const run = readRun(join(folder, RUN_RECORD));
	// Postgres itself writes down its port, on the fourth line.
	const pidFile = join(folder, "postgres", "postmaster.pid");
	if (!run || !existsSync(pidFile)) return undefined;
	const port = readFileSync(pidFile, "utf8").split("\n")[3];
	const { databasePassword } = loadKeys(join(checkout.stateDir, "keys.json"));
	return {
		url: run.url,
		databaseUrl: `postgresql://postgres:${databasePassword}@${LOOPBACK}:${port}/postgres`,
	};
}

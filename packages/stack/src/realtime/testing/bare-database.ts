import { randomBytes } from "node:crypto";
import { chmodSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import postgres from "postgres";
import { findCheckout } from "../../base/checkout.ts";
import { freePort } from "../../base/ports.ts";
import { startWatchdog } from "../../base/watchdog.ts";
import { findBinaries } from "../../postgres/binaries.ts";
import { createCluster, SUPERUSER, startCluster, stopCluster } from "../../postgres/cluster.ts";
import { installRealtimeSchema } from "../schema.ts";

/** A Postgres with the platform's roles and schema `realtime`, and nothing of the product. */
export type BareDatabase = {
	adminUrl: string;
	url: string;
	/** Ends Postgres as a crash does; `revive` starts it again on the same port. */
	crash(): Promise<void>;
	revive(): Promise<void>;
	stop(): Promise<void>;
};

/** Starts one in a folder of its own; if this process is killed, both end with it. */
export async function startBareDatabase(): Promise<BareDatabase> {
	const checkout = findCheckout();
	const machine = { binaries: await findBinaries(checkout), user: checkout.user, log: () => {} };
	const folder = mkdtempSync(join(tmpdir(), "realtime-"));
	const watchdog = startWatchdog();
	watchdog.remove(folder);
	const dataDir = join(folder, "data");
	const password = randomBytes(12).toString("hex");
	// The database's user must be able to walk to its files.
	if (machine.user) chmodSync(folder, 0o755);
	await createCluster(machine, { dataDir, password });
	const port = await freePort();
	const start = async () => {
		const started = await startCluster(machine, { dataDir, port, durable: false });
		watchdog.watch(started.pid);
		return started;
	};
	let child = await start();
	const urlOf = (role: string) => `postgresql://${role}:${password}@127.0.0.1:${port}/postgres`;
	await layOut(urlOf(SUPERUSER), password);
	return {
		adminUrl: urlOf(SUPERUSER),
		url: urlOf("postgres"),
		async crash() {
			await child.stop({ signal: "SIGKILL", graceMs: 1_000 });
			watchdog.forget(child.pid);
		},
		async revive() {
			child = await start();
		},
		async stop() {
			await stopCluster(child);
			rmSync(folder, { recursive: true, force: true });
			watchdog.stop();
		},
	};
}

async function layOut(adminUrl: string, password: string): Promise<void> {
	const sql = postgres(adminUrl, { max: 1, onnotice: () => {} });
	const roles = resolve(import.meta.dirname, "../../database/00_roles.sql");
	await sql.unsafe(readFileSync(roles, "utf8").replaceAll(":password", `'${password}'`)).simple();
	await installRealtimeSchema(sql);
	await sql`grant supabase_realtime_admin to postgres with inherit true, set false`;
	await sql.end();
}

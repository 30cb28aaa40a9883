import { existsSync, mkdirSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { isAlive } from "../base/alive.ts";
import type { Checkout } from "../base/checkout.ts";
import type { Child } from "../base/child.ts";
import type { Log } from "../base/log.ts";
import { freePort, isPortTaken, LOOPBACK } from "../base/ports.ts";
import { StackError } from "../base/stack-error.ts";
import type { Watchdog } from "../base/watchdog.ts";
import { findBinaries } from "./binaries.ts";
import { type Machine, SUPERUSER, startCluster, stopCluster } from "./cluster.ts";
import { clearOrphan } from "./orphan.ts";
import { copyDataDir, ensureTemplate } from "./template.ts";

export type Database = {
	/** Role `postgres`, which owns the product's tables and is not a superuser. */
	url: string;
	/** Any other login role of the cluster. */
	urlOf(role: string): string;
	process: Child;
	/** Where Storage keeps the contents of objects. */
	filesFolder: string;
	stop(): Promise<void>;
};

export type DatabaseOptions = {
	checkout: Checkout;
	password: string;
	ephemeral: boolean;
	seed: boolean;
	dataDir?: string | undefined;
	watchdog: Watchdog;
	log: Log;
};

const USUAL_PORT = 54322;

/** Starts the database: a throw-away copy of the template, or the one that keeps its data between runs. */
export async function openDatabase(options: DatabaseOptions): Promise<Database> {
	const { checkout, password, ephemeral, seed, log, watchdog } = options;
	const binaries = await findBinaries(checkout);
	const machine: Machine = { binaries, user: checkout.user, log };
	const folder = options.dataDir ?? folderOf(checkout, ephemeral);
	const dataDir = join(folder, "postgres");
	const isOurs = ephemeral && options.dataDir === undefined;
	if (isOurs) watchdog.remove(folder);
	else await clearOrphan(dataDir, log);
	if (!existsSync(join(dataDir, "PG_VERSION"))) {
		copyDataDir(await ensureTemplate({ ...checkout, machine, password, seed }), dataDir);
	}
	const { process: child, port } = await startOnFreePort(machine, { dataDir, ephemeral });
	watchdog.watch(child.pid);
	const urlOf = (role: string) => `postgresql://${role}:${password}@${LOOPBACK}:${port}/postgres`;

	return {
		url: urlOf("postgres"),
		urlOf,
		process: child,
		filesFolder: join(folder, "files"),
		async stop() {
			await stopCluster(child);
			watchdog.forget(child.pid);
			if (isOurs) rmSync(folder, { recursive: true, force: true });
		},
	};
}

/** The superuser's URL, for tests and for what the platform itself does. */
export function adminUrl(database: Database): string {
	return database.urlOf(SUPERUSER);
}

async function startOnFreePort(
	machine: Machine,
	{ dataDir, ephemeral }: { dataDir: string; ephemeral: boolean },
): Promise<{ process: Child; port: number }> {
	const usual = !ephemeral && !(await isPortTaken(USUAL_PORT));
	for (let attempt = 1; ; attempt++) {
		const port = usual && attempt === 1 ? USUAL_PORT : await freePort();
		try {
			return {
				process: await startCluster(machine, { dataDir, port, throwAway: ephemeral }),
				port,
			};
		} catch (error) {
			// Between finding a free port and taking it, somebody else may have.
			const lostRace =
				error instanceof StackError && error.message.includes("Address already in use");
			if (!lostRace || attempt === 5) throw error;
		}
	}
}

function folderOf(checkout: Checkout, ephemeral: boolean): string {
	if (!ephemeral) return join(checkout.stateDir, "data");
	const folder = join(checkout.stateDir, "ephemeral");
	mkdirSync(folder, { recursive: true });
	sweep(folder);
	return join(folder, `${process.pid}-${Math.random().toString(36).slice(2, 10)}`);
}

/** Removes what runs left behind whose process and watchdog were both killed. */
function sweep(folder: string): void {
	for (const name of readdirSync(folder)) {
		if (!isAlive(Number.parseInt(name, 10))) {
			rmSync(join(folder, name), { recursive: true, force: true });
		}
	}
}

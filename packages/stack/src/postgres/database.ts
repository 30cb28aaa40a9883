import { existsSync, rmSync } from "node:fs";
import { join } from "node:path";
import type { Checkout } from "../base/checkout.ts";
import type { Child } from "../base/child.ts";
import type { Log } from "../base/log.ts";
import { freePort, isPortTaken, LOOPBACK } from "../base/ports.ts";
import { claimRun } from "../base/run-record.ts";
import { messageOf } from "../base/stack-error.ts";
import type { Watchdog } from "../base/watchdog.ts";
import { findBinaries } from "./binaries.ts";
import {
	type ClusterOptions,
	type Machine,
	SUPERUSER,
	startCluster,
	stopCluster,
} from "./cluster.ts";
import { ephemeralFolder } from "./ephemeral.ts";
import { hasNewMigrations, recordSources } from "./kept-data.ts";
import { pushMigrations } from "./migrate.ts";
import { clearOrphan } from "./orphan.ts";
import { readSources } from "./sources.ts";
import { copyDataDir, ensureTemplate } from "./template.ts";

export type Database = {
	/** Role `postgres`, which owns the product's tables and is not a superuser. */
	url: string;
	/** Any other login role of the cluster. */
	urlOf(role: string): string;
	process: Child;
	/** Holds the database's files and those of Storage. */
	folder: string;
	/** Where Storage keeps the contents of objects. */
	filesFolder: string;
	stop(): Promise<void>;
};

export type DatabaseOptions = {
	checkout: Checkout;
	password: string;
	ephemeral: boolean;
	durable: boolean;
	settings: Record<string, string> | undefined;
	seed: boolean;
	dataDir?: string | undefined;
	/** Where the stack answers: told to a second run that wants the same data. */
	url: string;
	watchdog: Watchdog;
	log: Log;
};

const USUAL_PORT = 54322;

/** In the folder of data that stays: who works with it. */
export const RUN_RECORD = "run.json";

/** Starts the database: a throw-away copy of the template, or the one that keeps its data between runs. */
export async function openDatabase(options: DatabaseOptions): Promise<Database> {
	const { checkout, log } = options;
	const machine = { binaries: await findBinaries(checkout), user: checkout.user, log };
	const isKept = !options.ephemeral || options.dataDir !== undefined;
	const folder = options.dataDir ?? (await folderOf(options));
	const letGo = isKept
		? claimRun(join(folder, RUN_RECORD), options.url)
		: throwAway(folder, options.watchdog);
	try {
		const prepared = await prepare(machine, { options, folder, isKept });
		return await start(machine, { options, folder, isKept, letGo, ...prepared });
	} catch (error) {
		letGo();
		throw error;
	}
}

/** The superuser's URL, for tests and for what the platform itself does. */
export function adminUrl(database: Database): string {
	return database.urlOf(SUPERUSER);
}

/** The folder of the data that stays between runs. */
export function keptFolder({ stateDir }: Checkout): string {
	return join(stateDir, "data");
}

async function folderOf({ checkout, ephemeral }: DatabaseOptions): Promise<string> {
	return ephemeral ? ephemeralFolder(checkout.stateDir) : keptFolder(checkout);
}

function throwAway(folder: string, watchdog: Watchdog): () => void {
	watchdog.remove(folder);
	return () => rmSync(folder, { recursive: true, force: true });
}

type Place = { options: DatabaseOptions; folder: string; isKept: boolean };
type Prepared = { isNew: boolean; isBehind: boolean };

/** Sees to it that there is a data directory nobody else uses. */
async function prepare(machine: Machine, { options, folder, isKept }: Place): Promise<Prepared> {
	const { checkout, password, seed, log } = options;
	const dataDir = join(folder, "postgres");
	if (isKept) await clearOrphan(dataDir, log);
	const isNew = !existsSync(dataDir);
	const isBehind = isKept && !isNew && hasNewMigrations(folder, checkout);
	if (isNew) copyDataDir(await ensureTemplate({ ...checkout, machine, password, seed }), dataDir);
	return { isNew, isBehind };
}

async function start(
	machine: Machine,
	{ options, folder, isKept, letGo, isNew, isBehind }: Place & Prepared & { letGo: () => void },
): Promise<Database> {
	const { checkout, password, watchdog, log } = options;
	const dataDir = join(folder, "postgres");
	const { process: child, port } = await startOnFreePort(machine, { ...options, dataDir });
	watchdog.watch(child.pid);
	const urlOf = (role: string) => `postgresql://${role}:${password}@${LOOPBACK}:${port}/postgres`;
	const database: Database = {
		url: urlOf("postgres"),
		urlOf,
		process: child,
		folder,
		filesFolder: join(folder, "files"),
		async stop() {
			await stopCluster(child);
			watchdog.forget(child.pid);
			letGo();
		},
	};
	try {
		const { root } = checkout;
		if (isBehind) await pushMigrations({ root, databaseUrl: database.url, seed: false, log });
		if (isKept && (isNew || isBehind)) recordSources(folder, readSources(checkout));
	} catch (error) {
		await database.stop();
		throw error;
	}
	return database;
}

async function startOnFreePort(
	machine: Machine,
	{ ephemeral, ...options }: Omit<ClusterOptions, "port"> & { ephemeral: boolean },
): Promise<{ process: Child; port: number }> {
	const usual = !ephemeral && !(await isPortTaken(USUAL_PORT));
	for (let attempt = 1; ; attempt++) {
		const port = usual && attempt === 1 ? USUAL_PORT : await freePort();
		try {
			return { process: await startCluster(machine, { ...options, port }), port };
		} catch (error) {
			if (!isPassing(error) || attempt === 10) throw error;
			await new Promise((resolve) => setTimeout(resolve, 100 * attempt));
		}
	}
}

/** Somebody took the port in the meantime, or the processes of a killed Postgres are still ending. */
function isPassing(error: unknown): boolean {
	return /Address already in use|pre-existing shared memory block/.test(messageOf(error));
}

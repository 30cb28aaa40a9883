import { execFileSync } from "node:child_process";
import {
	existsSync,
	mkdirSync,
	readdirSync,
	renameSync,
	rmSync,
	statSync,
	utimesSync,
} from "node:fs";
import { dirname, join } from "node:path";
import postgres from "postgres";
import { freePort, LOOPBACK } from "../base/ports.ts";
import { bootstrapDatabase } from "../database/bootstrap.ts";
import { installRealtimeSchema } from "../realtime/index.ts";
import { createCluster, type Machine, SUPERUSER, startCluster, stopCluster } from "./cluster.ts";
import { withFolderLock } from "./folder-lock.ts";
import { pushMigrations } from "./migrate.ts";
import { fingerprintOf, readSources } from "./sources.ts";

export type TemplateOptions = {
	machine: Machine;
	root: string;
	supabaseDir: string;
	stateDir: string;
	password: string;
	seed: boolean;
};

const KEPT_TEMPLATES = 5;

/** A stopped data directory with every migration applied; built when the sources changed, then copied. */
export async function ensureTemplate(options: TemplateOptions): Promise<string> {
	const folder = join(options.stateDir, "templates");
	const template = join(folder, fingerprintOf(readSources(options), options.seed));
	if (existsSync(template)) {
		// Those in use are the last to be forgotten.
		utimesSync(template, new Date(), new Date());
		return template;
	}
	mkdirSync(folder, { recursive: true });
	await withFolderLock(`${template}.lock`, async () => {
		if (existsSync(template)) return;
		options.machine.log("stack", "Preparing the database: first start, or its sources changed.");
		await buildTemplate(options, template);
		forgetOldTemplates(folder);
	});
	return template;
}

/** Copies a data directory; where the file system can, without copying a byte. */
export function copyDataDir(from: string, to: string): void {
	mkdirSync(dirname(to), { recursive: true });
	const flags = process.platform === "darwin" ? ["-c", "-Rp"] : ["-a", "--reflink=auto"];
	rmSync(`${to}.copying`, { recursive: true, force: true });
	execFileSync("cp", [...flags, from, `${to}.copying`], { stdio: "pipe" });
	renameSync(`${to}.copying`, to);
}

async function buildTemplate(options: TemplateOptions, template: string): Promise<void> {
	const dataDir = `${template}.building`;
	const { machine, password } = options;
	rmSync(dataDir, { recursive: true, force: true });
	await createCluster(machine, { dataDir, password });
	const port = await freePort();
	const server = await startCluster(machine, { dataDir, port, durable: false });
	try {
		await fillDatabase(options, port);
	} finally {
		await stopCluster(server);
	}
	renameSync(dataDir, template);
}

async function fillDatabase(options: TemplateOptions, port: number): Promise<void> {
	const { password, root, seed, machine } = options;
	const url = (user: string) => `postgresql://${user}:${password}@${LOOPBACK}:${port}/postgres`;
	const sql = postgres(url(SUPERUSER), { max: 1, onnotice: () => {} });
	try {
		await bootstrapDatabase(sql, { password, installRealtime: installRealtimeSchema });
	} finally {
		await sql.end();
	}
	if (Object.keys(readSources(options).migrations).length === 0) return;
	await pushMigrations({ root, databaseUrl: url("postgres"), seed, log: machine.log });
}

function forgetOldTemplates(folder: string): void {
	const templates = readdirSync(folder)
		.filter((name) => /^[0-9a-f]{16}$/.test(name))
		.map((name) => join(folder, name))
		.sort((one, other) => statSync(other).mtimeMs - statSync(one).mtimeMs);
	for (const old of templates.slice(KEPT_TEMPLATES)) rmSync(old, { recursive: true, force: true });
}

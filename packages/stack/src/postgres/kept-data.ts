import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { StackError } from "../base/stack-error.ts";
import { readSources, type Sources } from "./sources.ts";

const RECORD = "sources.json";

/** Writes down, beside data that stays, what its database was made of. */
export function recordSources(folder: string, sources: Sources): void {
	writeFileSync(join(folder, RECORD), `${JSON.stringify(sources, null, "\t")}\n`);
}

/**
 * Compares data that stayed with the sources of today: answers whether new migrations wait, and throws where data
 * cannot follow because something it was made of has changed.
 */
export function hasNewMigrations(folder: string, project: { supabaseDir: string }): boolean {
	const file = join(folder, RECORD);
	const now = readSources(project);
	if (!existsSync(file)) return true;
	const then = JSON.parse(readFileSync(file, "utf8")) as Sources;
	const changed = Object.keys(then.migrations).find(
		(name) => then.migrations[name] !== now.migrations[name],
	);
	if (changed !== undefined || then.ground !== now.ground) {
		throw new StackError(
			"data_is_of_another_schema",
			`The data in ${folder} was made by ${
				changed === undefined
					? "an older version of the local stack"
					: `another version of ${changed}`
			}, and cannot be carried over. Make it anew: \`npm run reset\`.`,
		);
	}
	return Object.keys(now.migrations).some((name) => !(name in then.migrations));
}

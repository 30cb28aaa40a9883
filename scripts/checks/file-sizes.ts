import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "../bootstrap/paths.mjs";
import type { Check } from "./check.ts";

/** Biome counts the lines of TypeScript and CSS; this counts those of SQL, which it does not read. */
export const sqlSizes: Check = {
	name: "sql sizes",
	run: async () =>
		sqlFiles()
			.filter((file) => !GENERATED.test(file))
			.flatMap(tooLong),
};

const MOST_LINES = 400;
const GENERATED = /_baseline\.sql$/;

function sqlFiles(): string[] {
	const list = [
		"ls-files",
		"--cached",
		"--others",
		"--exclude-standard",
		"--deduplicate",
		"supabase/*.sql",
	];
	return execFileSync("git", list, { cwd: root, encoding: "utf8" }).split("\n").filter(Boolean);
}

function tooLong(file: string): string[] {
	const lines = readFileSync(join(root, file), "utf8").trimEnd().split("\n").length;
	return lines <= MOST_LINES
		? []
		: [`${file} has ${lines} lines; ${MOST_LINES} are the most. Split the subject, not the kinds.`];
}

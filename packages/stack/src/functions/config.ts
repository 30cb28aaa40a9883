import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

export type FunctionConfig = { name: string; folder: string; entry: string; verifyJwt: boolean };

/** The functions of the project: each folder with an index.ts, and what config.toml says of it. */
export function readFunctions(supabaseDir: string): FunctionConfig[] {
	const folder = join(supabaseDir, "functions");
	if (!existsSync(folder)) return [];
	const settings = readSections(join(supabaseDir, "config.toml"));
	return readdirSync(folder, { withFileTypes: true })
		.filter((entry) => entry.isDirectory() && !entry.name.startsWith("_"))
		.map(({ name }) => ({
			name,
			folder: join(folder, name),
			entry: join(folder, name, "index.ts"),
			verifyJwt: settings.get(`functions.${name}`)?.verify_jwt !== "false",
			enabled: settings.get(`functions.${name}`)?.enabled !== "false",
		}))
		.filter(({ entry, enabled }) => enabled && existsSync(entry));
}

/** Reads supabase/functions/.env: the local stand-in for `supabase secrets set`. */
export function readSecrets(supabaseDir: string): Record<string, string> {
	const file = join(supabaseDir, "functions", ".env");
	if (!existsSync(file)) return {};
	const secrets: Record<string, string> = {};
	for (const line of readFileSync(file, "utf8").split(/\r?\n/)) {
		const pair = /^\s*(?:export\s+)?([A-Za-z_][A-Za-z0-9_]*)\s*=\s*(.*?)\s*$/.exec(line);
		if (pair) secrets[pair[1] as string] = (pair[2] as string).replace(/^(["'])(.*)\1$/, "$2");
	}
	return secrets;
}

/** The plain `key = value` lines of a TOML file by section; all this needs of the format. */
function readSections(file: string): Map<string, Record<string, string>> {
	const sections = new Map<string, Record<string, string>>();
	let current: Record<string, string> = {};
	if (!existsSync(file)) return sections;
	for (const line of readFileSync(file, "utf8").split(/\r?\n/)) {
		const section = /^\s*\[([^[\]]+)\]\s*(?:#.*)?$/.exec(line)?.[1];
		const pair = /^\s*([A-Za-z0-9_]+)\s*=\s*([^#]*?)\s*(?:#.*)?$/.exec(line);
		if (section !== undefined) {
			current = {};
			sections.set(section.trim(), current);
		} else if (pair) {
			current[pair[1] as string] = pair[2] as string;
		}
	}
	return sections;
}

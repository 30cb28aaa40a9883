import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { readProjectConfig } from "../base/project-config.ts";

export type FunctionConfig = { name: string; folder: string; entry: string; verifyJwt: boolean };

/** The functions of the project: each folder with an index.ts, and what config.toml says of it. */
export function readFunctions(supabaseDir: string): FunctionConfig[] {
	const folder = join(supabaseDir, "functions");
	if (!existsSync(folder)) return [];
	const config = readProjectConfig(supabaseDir);
	return readdirSync(folder, { withFileTypes: true })
		.filter((entry) => entry.isDirectory() && !entry.name.startsWith("_"))
		.map(({ name }) => ({
			name,
			folder: join(folder, name),
			entry: join(folder, name, "index.ts"),
			verifyJwt: config.flag(`functions.${name}`, "verify_jwt", true),
			enabled: config.flag(`functions.${name}`, "enabled", true),
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

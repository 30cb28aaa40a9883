import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { startStack } from "@cossistant/stack";
import { root } from "../bootstrap/paths.mjs";

/** Where the types of the database lie: `import type { Database } from "@cossistant/protocol/database"`. */
export const databaseTypesFile = join(root, "packages", "protocol", "src", "database.types.ts");

const HEADER =
	"// The tables and functions of schema public, written by `npm run types` from the migrations.\n\n";

/** The types as the official CLI reads them from a database that has the migrations. */
export async function databaseTypes(): Promise<string> {
	const stack = await startStack({ ephemeral: true, port: 0, functions: false });
	try {
		return format(HEADER + generate(stack.databaseUrl));
	} finally {
		await stack.stop();
	}
}

function generate(databaseUrl: string): string {
	const cli = join(root, "packages", "stack", "node_modules", ".bin", "supabase");
	const command = [
		"gen",
		"types",
		"--lang=typescript",
		"--schema=public",
		`--remote=${databaseUrl}`,
	];
	const output = execFileSync(cli, command, {
		cwd: root,
		encoding: "utf8",
		stdio: ["ignore", "pipe", "pipe"],
	});
	// The CLI greets on stdout first.
	return output.slice(output.indexOf("export type Json"));
}

function format(text: string): string {
	const biome = ["format", "--stdin-file-path=types.ts"];
	return execFileSync("biome", biome, { cwd: root, input: text, encoding: "utf8" });
}

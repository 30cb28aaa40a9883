import { createRequire } from "node:module";
import { dirname, join } from "node:path";
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
		env: {
			...process.env,
			DO_NOT_TRACK: "1",
			SUPABASE_TELEMETRY_DISABLED: "1",
			NO_COLOR: "1",
			// The server of this machine speaks no TLS; without this the CLI tries and warns.
			PGSSLMODE: "disable",
		},
		log: options.log,
	});
}

function cli(): string {
	const require = createRequire(import.meta.url);
	return join(dirname(require.resolve("supabase/package.json")), "dist", "supabase.js");
}

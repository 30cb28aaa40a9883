import { existsSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { type Child, startChild } from "../base/child.ts";
import type { Log } from "../base/log.ts";
import { freePort } from "../base/ports.ts";
import type { Watchdog } from "../base/watchdog.ts";
import type { FunctionConfig } from "./config.ts";
import { denoBinary, denoEnvironment } from "./deno.ts";

export type RunningFunction = { port: number; child: Child };

export type FunctionProcessOptions = {
	config: FunctionConfig;
	/** What Deno.env shows the function. */
	environment: Record<string, string>;
	cacheDir: string;
	watchdog: Watchdog;
	log: Log;
};

// Hosted functions reach the network and their own files, and start no other program.
const PERMISSIONS = [
	"--allow-net",
	"--allow-env",
	"--allow-read",
	"--allow-sys",
	"--allow-import",
	"--allow-write=/tmp",
];

/** Starts one function in a Deno of its own and resolves when it listens, or with nothing when it ended before. */
export async function startFunction(
	options: FunctionProcessOptions,
): Promise<RunningFunction | undefined> {
	const { config, watchdog, log } = options;
	const port = await freePort();
	let ready = () => {};
	const listening = new Promise<"ready">((resolve) => {
		ready = () => resolve("ready");
	});
	const child = await startChild({
		name: `function ${config.name}`,
		command: denoBinary(),
		args: denoArguments(config),
		cwd: config.folder,
		env: {
			...denoEnvironment(options.cacheDir),
			...options.environment,
			SUPABASE_FUNCTION_SLUG: config.name,
			STACK_FUNCTION_PORT: String(port),
			STACK_FUNCTION_ENTRY: pathToFileURL(config.entry).href,
		},
		holdInput: true,
		log: (part, line) => {
			if (line !== READY) log(part, line);
		},
		onLine: (line) => {
			if (line === READY) ready();
		},
	});
	watchdog.watch(child.pid);
	child.exited.then(() => watchdog.forget(child.pid));
	const outcome = await Promise.race([listening, child.exited]);
	return outcome === "ready" ? { port, child } : undefined;
}

const READY = "stack:function-ready";

function denoArguments(config: FunctionConfig): string[] {
	const settings = ["deno.json", "deno.jsonc"]
		.map((name) => join(config.folder, name))
		.find((file) => existsSync(file));
	return [
		"run",
		"--quiet",
		"--no-lock",
		"--node-modules-dir=none",
		...(settings ? [`--config=${settings}`] : ["--no-config"]),
		...PERMISSIONS,
		join(import.meta.dirname, "runtime", "serve.ts"),
	];
}

import { type FSWatcher, watch } from "node:fs";
import type { Log } from "../base/log.ts";
import type { Watchdog } from "../base/watchdog.ts";
import { type FunctionConfig, readFunctions, readSecrets } from "./config.ts";
import { type RunningFunction, startFunction } from "./function-process.ts";

export type FunctionsOptions = {
	supabaseDir: string;
	/** Variables of the platform, which win over the secrets. */
	environment: Record<string, string>;
	secrets: Record<string, string>;
	cacheDir: string;
	/** Folders whose changes end the running functions; the next request starts the new code. */
	watchFolders: readonly string[];
	watchdog: Watchdog;
	log: Log;
};

export type FunctionsService = {
	name: "functions";
	find(name: string): FunctionConfig | undefined;
	/** The port the function listens on, starting it first if need be; nothing when it does not start. */
	portOf(config: FunctionConfig): Promise<number | undefined>;
	/** Ends every running function; the next request starts it anew. */
	reload(): Promise<void>;
	stop(): Promise<void>;
};

/** Runs the project's edge functions, each in a process of its own, started by its first request. */
export function createFunctions(options: FunctionsOptions): FunctionsService {
	const running = new Map<string, Promise<RunningFunction | undefined>>();
	const watchers = options.watchFolders.map((folder) => watchFolder(folder, () => reload()));

	function start(config: FunctionConfig): Promise<RunningFunction | undefined> {
		const environment = {
			...readSecrets(options.supabaseDir),
			...options.secrets,
			...options.environment,
		};
		const { cacheDir, watchdog, log } = options;
		const started = startFunction({ config, environment, cacheDir, watchdog, log });
		running.set(config.name, started);
		const forget = () => {
			if (running.get(config.name) === started) running.delete(config.name);
		};
		started.then((one) => (one ? one.child.exited.then(forget) : forget()), forget);
		return started;
	}

	async function reload(): Promise<void> {
		const ending = [...running.values()];
		running.clear();
		await Promise.all(
			ending.map(async (started) => {
				const one = await started.catch(() => undefined);
				await one?.child.stop({ signal: "SIGTERM", graceMs: 1_000 });
			}),
		);
	}

	return {
		name: "functions",
		find: (name) => readFunctions(options.supabaseDir).find((config) => config.name === name),
		async portOf(config) {
			return (await (running.get(config.name) ?? start(config)))?.port;
		},
		reload,
		async stop() {
			for (const watcher of watchers) watcher.close();
			await reload();
		},
	};
}

function watchFolder(folder: string, onChange: () => void): FSWatcher {
	let timer: NodeJS.Timeout | undefined;
	return watch(folder, { recursive: true }, () => {
		clearTimeout(timer);
		timer = setTimeout(onChange, 80);
	});
}

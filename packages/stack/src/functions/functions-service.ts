import { existsSync, type FSWatcher, watch } from "node:fs";
import type { Log } from "../base/log.ts";
import type { Watchdog } from "../base/watchdog.ts";
import { type FunctionConfig, readFunctions, readSecrets } from "./config.ts";
import { type RunningFunction, startFunction } from "./function-process.ts";

export type FunctionsOptions = {
	supabaseDir: string;
	/** Variables of the platform, which win over the secrets. */
	environment: Record<string, string>;
	secrets: Record<string, string>;
	/** What holds unless supabase/functions/.env says otherwise. */
	defaults?: Record<string, string>;
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
	/** Ends one function; its next request starts it anew. */
	restart(name: string): Promise<void>;
	/** Ends every running function; the next request starts it anew. */
	reload(): Promise<void>;
	stop(): Promise<void>;
};

/** What a function in the middle of its work gets to finish it. */
const GRACE_MS = 2_000;

/** Runs the project's edge functions, each in a process of its own, started by its first request. */
export function createFunctions(options: FunctionsOptions): FunctionsService {
	const running = new Map<string, Promise<RunningFunction | undefined>>();
	const watchers = options.watchFolders
		.filter((folder) => existsSync(folder))
		.map((folder) => watchFolder(folder, () => reload()));

	function start(config: FunctionConfig): Promise<RunningFunction | undefined> {
		const environment = {
			...options.defaults,
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

	async function restart(name: string): Promise<void> {
		const started = running.get(name);
		running.delete(name);
		const one = await started?.catch(() => undefined);
		await one?.child.stop({ signal: "SIGTERM", graceMs: GRACE_MS });
	}

	async function reload(): Promise<void> {
		await Promise.all([...running.keys()].map(restart));
	}

	return {
		name: "functions",
		find: (name) => readFunctions(options.supabaseDir).find((config) => config.name === name),
		async portOf(config) {
			return (await (running.get(config.name) ?? start(config)))?.port;
		},
		restart,
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

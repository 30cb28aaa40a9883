import { type ChildProcess, spawn } from "node:child_process";
import { createRequire } from "node:module";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { root } from "../bootstrap/paths.mjs";
import { Problem } from "../bootstrap/problem.mjs";
import { holdOnLeash } from "./leash.ts";
import { until } from "./until.ts";

/** A part that ended by itself, with its last words. */
export type Crash = { part: string; tail: string };

/** A Next.js app, starting or running. */
export type App = {
	name: string;
	url: string;
	/** Resolves when the app answers. */
	ready: Promise<void>;
	/** Resolves when the app ends without having been told to. */
	crashed: Promise<Crash>;
	/** Ends every process of the app; may be called twice. */
	stop(): Promise<void>;
};

export type AppOptions = {
	name: string;
	/** `next dev`, or `next start` for what `buildApp` built. */
	mode: "dev" | "start";
	port: number;
	env: Record<string, string>;
	log?: (line: string) => void;
};

const TAIL_LINES = 40;
const READY_WITHIN_MS = 180_000;

/** Starts an app of `apps/`. */
export function startApp({ name, mode, port, env, log }: AppOptions): App {
	const url = `http://127.0.0.1:${port}`;
	const child = spawnNext(name, [mode, "--port", String(port), "--hostname", "127.0.0.1"], env);
	const tail = keepTail(child, log);
	const ended = new Promise<void>((resolve) => child.once("close", () => resolve()));
	let isStopping = false;
	const crashed = new Promise<Crash>((resolve) => {
		ended.then(() => isStopping || resolve({ part: name, tail: tail.join("\n") }));
	});

	return {
		name,
		url,
		ready: Promise.race([untilItAnswers(name, url, tail), crashed.then(failBecauseOf)]),
		crashed,
		stop() {
			isStopping = true;
			return endGroup(child, ended);
		},
	};
}

async function untilItAnswers(name: string, url: string, tail: string[]): Promise<void> {
	try {
		await until(() => answersAt(url), { within: READY_WITHIN_MS, what: `${name} to answer` });
	} catch (error) {
		throw new Problem(String(error), "Its last words are above.", tail.join("\n"));
	}
}

function failBecauseOf({ part, tail }: Crash): never {
	throw new Problem(`The ${part} ended before it answered.`, "Its last words are above.", tail);
}

/** Builds an app of `apps/` for production. */
export async function buildApp(name: string, env: Record<string, string>): Promise<void> {
	const child = spawnNext(name, ["build"], env);
	const output = keepTail(child);
	const code = await new Promise((resolve) => child.once("close", resolve));
	if (code !== 0)
		throw new Problem(
			`Building the ${name} failed.`,
			"Its last words are above.",
			output.join("\n"),
		);
}

/** In a process group of its own: Ctrl-C then reaches only us, and one signal reaches all of it. */
function spawnNext(name: string, args: string[], env: Record<string, string>): ChildProcess {
	const cwd = join(root, "apps", name);
	const cli = createRequire(join(cwd, "package.json")).resolve("next/dist/bin/next");
	const child = spawn(process.execPath, [cli, ...args], {
		cwd,
		env: { ...process.env, ...env },
		stdio: ["ignore", "pipe", "pipe"],
		detached: true,
	});
	if (child.pid !== undefined) holdOnLeash(child.pid);
	return child;
}

function keepTail(child: ChildProcess, log?: (line: string) => void): string[] {
	const lines: string[] = [];
	for (const stream of [child.stdout, child.stderr]) {
		if (stream === null) continue;
		createInterface({ input: stream }).on("line", (line) => {
			lines.push(line);
			if (lines.length > TAIL_LINES) lines.shift();
			log?.(line);
		});
	}
	return lines;
}

async function answersAt(url: string): Promise<boolean> {
	try {
		return (await fetch(url, { signal: AbortSignal.timeout(60_000) })).status < 500;
	} catch {
		return false;
	}
}

async function endGroup(child: ChildProcess, ended: Promise<void>): Promise<void> {
	const signal = (name: NodeJS.Signals) => {
		try {
			if (child.pid !== undefined) process.kill(-child.pid, name);
		} catch {} // the whole group is gone
	};
	signal("SIGTERM");
	const force = setTimeout(() => signal("SIGKILL"), 5_000);
	await ended;
	clearTimeout(force);
	signal("SIGKILL"); // whoever of the group outlived its leader
}

import { type ChildProcess, spawn } from "node:child_process";
import { createTail, type Log, lineSplitter } from "./log.ts";
import { StackError } from "./stack-error.ts";

export type ChildOptions = {
	name: string;
	command: string;
	args: readonly string[];
	log: Log;
	cwd?: string;
	env?: Record<string, string | undefined>;
	uid?: number;
	gid?: number;
	onLine?: (line: string) => void;
	/** Holds its input open for as long as this process lives: a child that reads it learns of the parent's end. */
	holdInput?: boolean;
};

export type Exit = { code: number | null; signal: NodeJS.Signals | null };

export type Child = {
	name: string;
	pid: number;
	exited: Promise<Exit>;
	running(): boolean;
	/** The last lines it wrote. */
	tail(): string;
	signal(signal: NodeJS.Signals): void;
	/** Asks it to end, insists after the grace period, and resolves when it is gone. */
	stop(options: { signal: NodeJS.Signals; graceMs: number }): Promise<Exit>;
};

/**
 * Starts a process in a group of its own, so that Ctrl-C reaches only the parent, which then ends its
 * children in the right order.
 */
export async function startChild(options: ChildOptions): Promise<Child> {
	const tail = createTail();
	const process_ = spawn(options.command, [...options.args], {
		cwd: options.cwd,
		env: options.env as NodeJS.ProcessEnv,
		stdio: [options.holdInput ? "pipe" : "ignore", "pipe", "pipe"],
		detached: true,
		...(options.uid === undefined ? {} : { uid: options.uid }),
		...(options.gid === undefined ? {} : { gid: options.gid }),
	});
	const exited = exitOf(process_);
	const onLine = (line: string) => {
		tail.add(line);
		options.log(options.name, line);
		options.onLine?.(line);
	};
	process_.stdout?.on("data", lineSplitter(onLine));
	process_.stderr?.on("data", lineSplitter(onLine));
	await spawned(process_, options);

	return {
		name: options.name,
		pid: process_.pid as number,
		exited,
		running: () => process_.exitCode === null && process_.signalCode === null,
		tail: tail.text,
		signal: (signal) => void process_.kill(signal),
		async stop({ signal, graceMs }) {
			process_.kill(signal);
			const insist = setTimeout(() => process_.kill("SIGKILL"), graceMs);
			const exit = await exited;
			clearTimeout(insist);
			return exit;
		},
	};
}

function exitOf(child: ChildProcess): Promise<Exit> {
	return new Promise((resolve) => {
		child.once("close", (code, signal) => resolve({ code, signal }));
	});
}

function spawned(child: ChildProcess, { name, command }: ChildOptions): Promise<void> {
	return new Promise((resolve, reject) => {
		child.once("spawn", resolve);
		child.once("error", (cause) => {
			reject(
				new StackError("cannot_start", `${name} cannot be started (${command}): ${cause.message}`, {
					cause,
				}),
			);
		});
	});
}

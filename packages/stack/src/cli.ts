#!/usr/bin/env node
import { rmSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { findCheckout } from "./base/checkout.ts";
import { poll } from "./base/poll.ts";
import { isSameAlive } from "./base/process-info.ts";
import { type RunRecord, readRun } from "./base/run-record.ts";
import { messageOf, StackError } from "./base/stack-error.ts";
import { keptFolder, RUN_RECORD } from "./postgres/database.ts";
import { clearOrphan } from "./postgres/orphan.ts";
import { startStack } from "./stack.ts";
import type { Stack } from "./types.ts";

const HELP = `The local Supabase, for development.

  cossistant-stack start [--port 54321] [--quiet]   runs it until Ctrl-C
  cossistant-stack stop                             ends the one that runs
  cossistant-stack status                           says whether and where it runs
  cossistant-stack reset                            forgets its data; the next start makes a new database

  --project <folder>   another folder than this checkout that holds supabase/
`;

const { values, positionals } = parseArgs({
	allowPositionals: true,
	options: {
		port: { type: "string", default: "54321" },
		project: { type: "string" },
		host: { type: "string" },
		quiet: { type: "boolean", default: false },
	},
});

const COMMANDS: Record<string, () => Promise<void> | void> = { start, stop, status, reset };

try {
	const command = COMMANDS[positionals[0] ?? ""];
	if (command) await command();
	else console.log(HELP);
} catch (error) {
	console.error(error instanceof StackError ? `\n${error.message}\n` : error);
	process.exitCode = 1;
}

async function start(): Promise<void> {
	const begun = Date.now();
	const stack = await startStack({
		port: Number(values.port),
		watchFunctions: true,
		...(values.project === undefined ? {} : { projectDir: values.project }),
		...(values.host === undefined ? {} : { host: values.host }),
		log: values.quiet ? () => {} : (part, line) => console.log(`${part.padEnd(12)} ${line}`),
	});
	const told = new Promise<"told">((resolve) => {
		for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => resolve("told"));
	});
	// Whoever reads this may end it at once.
	console.log(tableOf(stack, Date.now() - begun));
	const end = await Promise.race([told, stack.crashed]);
	await stack.stop();
	if (end !== "told") {
		throw new StackError("crashed", `${end.part} ended by itself. Its last words:\n${end.tail}`);
	}
}

function tableOf(stack: Stack, elapsedMs: number): string {
	return `
The local Supabase runs, for development only (${(elapsedMs / 1000).toFixed(1)} s).

  API               ${stack.url}
  Publishable key   ${stack.publishableKey}
  Secret key        ${stack.secretKey}
  Database          ${stack.databaseUrl}
  Mail              ${stack.mailUrl}
  Data              ${stack.dataFolder}

Ctrl-C ends it; data stays.
`;
}

async function stop(): Promise<void> {
	const run = currentRun();
	if (!run) {
		await clearOrphan(join(keptFolder(findCheckout(values.project)), "postgres"), (_, line) =>
			console.log(line),
		);
		console.log("The local Supabase does not run.");
		return;
	}
	process.kill(run.pid, "SIGTERM");
	await poll(() => (isSameAlive(run) ? undefined : true), {
		timeoutMs: 30_000,
		everyMs: 50,
		what: `process ${run.pid} to end`,
	}).catch((error) => {
		throw new StackError(
			"does_not_stop",
			`${messageOf(error)} End it: \`kill -9 ${run.pid}\`; the next start cleans up.`,
		);
	});
	console.log("The local Supabase has ended; its data stays.");
}

function status(): void {
	const run = currentRun();
	if (run) console.log(`The local Supabase runs at ${run.url}, as process ${run.pid}.`);
	else {
		console.log("The local Supabase does not run.");
		process.exitCode = 1;
	}
}

async function reset(): Promise<void> {
	const run = currentRun();
	if (run) {
		throw new StackError(
			"already_running",
			`The local Supabase runs (process ${run.pid}). End it first: \`cossistant-stack stop\`.`,
		);
	}
	const folder = keptFolder(findCheckout(values.project));
	await clearOrphan(join(folder, "postgres"), (_, line) => console.log(line));
	rmSync(folder, { recursive: true, force: true });
	console.log("The data is gone; the next start makes a new database, with the seed.");
}

function currentRun(): RunRecord | undefined {
	return readRun(join(keptFolder(findCheckout(values.project)), RUN_RECORD));
}

import { randomUUID } from "node:crypto";
import { chownSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Child, startChild } from "../base/child.ts";
import type { Log } from "../base/log.ts";
import { LOOPBACK } from "../base/ports.ts";
import { run } from "../base/run.ts";
import { StackError } from "../base/stack-error.ts";
import type { Binaries } from "./binaries.ts";
import type { UserIds } from "./database-user.ts";

export type Machine = { binaries: Binaries; user: UserIds | undefined; log: Log };

/** The superuser, named as on hosted projects, where `postgres` is not one. */
export const SUPERUSER = "supabase_admin";

const SETTINGS = {
	listen_addresses: LOOPBACK,
	unix_socket_directories: "",
	wal_level: "logical",
	max_connections: "200",
	shared_buffers: "64MB",
	jit: "off",
	timezone: "UTC",
	log_timezone: "UTC",
	lc_messages: "C",
	log_checkpoints: "off",
	log_line_prefix: "",
};

// A test's database need not survive a power cut. synchronous_commit stays on: Realtime reads what is flushed.
const THROW_AWAY_SETTINGS = { fsync: "off", full_page_writes: "off" };

export type ClusterOptions = {
	dataDir: string;
	port: number;
	durable: boolean;
	/** Laid over the usual ones. */
	settings?: Record<string, string> | undefined;
};

/** Lays out an empty database cluster. */
export async function createCluster(
	machine: Machine,
	{ dataDir, password }: { dataDir: string; password: string },
): Promise<void> {
	const passwordFile = join(tmpdir(), `stack-${randomUUID()}`);
	mkdirSync(dataDir, { recursive: true, mode: 0o700 });
	writeFileSync(passwordFile, password, { mode: 0o600 });
	if (machine.user) {
		chownSync(dataDir, machine.user.uid, machine.user.gid);
		chownSync(passwordFile, machine.user.uid, machine.user.gid);
	}
	try {
		await run({
			name: "initdb",
			command: machine.binaries.initdb,
			args: [
				`--pgdata=${dataDir}`,
				`--username=${SUPERUSER}`,
				`--pwfile=${passwordFile}`,
				"--auth=scram-sha-256",
				"--encoding=UTF8",
				"--locale-provider=builtin",
				"--builtin-locale=C.UTF-8",
				"--locale=C",
				"--wal-segsize=4",
				"--no-sync",
			],
			env: { ...process.env, LC_ALL: "C" },
			log: machine.log,
			...machine.user,
		});
	} finally {
		rmSync(passwordFile, { force: true });
	}
}

/** Starts Postgres on a data directory and resolves when it takes connections. */
export async function startCluster(
	machine: Machine,
	{ dataDir, port, durable, settings: others = {} }: ClusterOptions,
): Promise<Child> {
	const settings = { ...SETTINGS, ...(durable ? {} : THROW_AWAY_SETTINGS), ...others };
	const flags = Object.entries(settings).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
	let ready = () => {};
	const isReady = new Promise<"ready">((resolve) => {
		ready = () => resolve("ready");
	});
	const child = await startChild({
		name: "postgres",
		command: machine.binaries.postgres,
		args: ["-D", dataDir, "-p", String(port), ...flags],
		env: { ...process.env, LC_ALL: "C" },
		log: withoutRoutine(machine.log),
		onLine: (line) => {
			if (line.includes("database system is ready to accept connections")) ready();
		},
		...machine.user,
	});
	if ((await Promise.race([isReady, child.exited])) === "ready") return child;
	throw new StackError("postgres_failed", `Postgres did not start:\n${child.tail()}`);
}

/** Passes on warnings and errors with what follows them; what Postgres says of its daily round stays in the tail. */
function withoutRoutine(log: Log): Log {
	let isRoutine = false;
	return (part, line) => {
		const level = /^([A-Z]+): {2}/.exec(line)?.[1];
		if (level !== undefined && !CONTINUATIONS.includes(level)) isRoutine = level === "LOG";
		if (!isRoutine) log(part, line);
	};
}

const CONTINUATIONS = ["DETAIL", "HINT", "STATEMENT", "CONTEXT", "QUERY", "LOCATION"];

/** Ends Postgres: running statements are cancelled, committed work is written. */
export async function stopCluster(child: Child): Promise<void> {
	if (child.running()) await child.stop({ signal: "SIGINT", graceMs: 10_000 });
}

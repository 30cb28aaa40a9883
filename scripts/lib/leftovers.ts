import { readdirSync, readFileSync } from "node:fs";
import { describeProcess } from "../bootstrap/processes.mjs";

const MARK = "COSSISTANT_RUN";

/** Marks this process, so that all it starts can be recognised by the environment they inherit. */
export function markRun(): string {
	const mark = `${process.pid}-${Date.now()}`;
	process.env[MARK] = mark;
	return mark;
}

/** What a marked run started and did not end. Only Linux tells the environment of a process. */
export function leftovers(mark: string): { pid: number; command: string }[] {
	if (process.platform !== "linux") return [];
	const begun = Number(describeProcess(process.pid)?.startedAt);
	return readdirSync("/proc")
		.filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid)
		.flatMap((name) => describeProcess(Number(name)) ?? [])
		.filter(({ startedAt }) => Number(startedAt) >= begun)
		.filter(({ pid, command }) => isMarked(pid, mark) || isOrphanedDatabase(command));
}

function isMarked(pid: number, mark: string): boolean {
	try {
		const variables = readFileSync(`/proc/${pid}/environ`, "utf8").split("\0");
		return variables.includes(`${MARK}=${mark}`);
	} catch {
		return false; // it just ended, or belongs to another user
	}
}

/** Postgres writes over its environment; the folder of a throw-away database names who started it. */
function isOrphanedDatabase(command: string): boolean {
	const owner = command.match(/\/ephemeral\/(\d+)-/)?.[1];
	return owner !== undefined && describeProcess(Number(owner)) === undefined;
}

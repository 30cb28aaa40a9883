import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { describeProcess } from "../base/process-info.ts";

/** The processes a process has started and that live. */
export function childrenOf(pid: number): number[] {
	return process.platform === "linux" ? childrenInProc(pid) : childrenByPs(pid);
}

/** The Postgres that a process has started. */
export function postgresOf(parent: number): number {
	const found = childrenOf(parent).find((pid) => programOf(pid) === "postgres");
	if (found === undefined) throw new Error("no Postgres");
	return found;
}

/** The name of the program a process runs. */
export function programOf(pid: number): string | undefined {
	return describeProcess(pid)?.command.split(" ")[0]?.split("/").at(-1);
}

function childrenInProc(pid: number): number[] {
	return readdirSync("/proc")
		.map(Number)
		.filter((child) => Number.isInteger(child) && parentInProc(child) === pid);
}

function parentInProc(pid: number): number | undefined {
	try {
		const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
		const [state, parent] = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
		return state === "Z" ? undefined : Number(parent);
	} catch {
		return undefined; // ended in the meantime
	}
}

function childrenByPs(pid: number): number[] {
	return execFileSync("ps", ["-A", "-o", "pid=,ppid=,state="], { encoding: "utf8" })
		.split("\n")
		.map((line) => line.trim().split(/\s+/))
		.filter(([, parent, state]) => Number(parent) === pid && !state?.startsWith("Z"))
		.map(([child]) => Number(child));
}

import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync, readlinkSync } from "node:fs";

/** A process as it can be recognised later: numbers are used again, start times are not. */
export type ProcessInfo = { pid: number; startedAt: string; command: string };

/** Describes a living process; nothing when there is none of that number. */
export function describeProcess(pid: number): ProcessInfo | undefined {
	if (!Number.isInteger(pid) || pid <= 0) return undefined;
	try {
		return process.platform === "linux" ? fromProc(pid) : fromPs(pid);
	} catch {
		return undefined;
	}
}

/** Whether the very process that was described earlier still lives. */
export function isSameAlive({ pid, startedAt }: Pick<ProcessInfo, "pid" | "startedAt">): boolean {
	return describeProcess(pid)?.startedAt === startedAt;
}

/** Who listens on a port of this machine, as far as this user may see it. */
export function portOwner(port: number): ProcessInfo | undefined {
	try {
		const pid = process.platform === "linux" ? listenerInProc(port) : listenerByLsof(port);
		return pid === undefined ? undefined : describeProcess(pid);
	} catch {
		return undefined;
	}
}

function fromProc(pid: number): ProcessInfo | undefined {
	const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
	// The name in parentheses may hold spaces; fields are counted after it. A zombie is not alive.
	const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
	if (fields[0] === "Z") return undefined;
	const command = readFileSync(`/proc/${pid}/cmdline`, "utf8").replaceAll("\0", " ").trim();
	return { pid, startedAt: fields[19] ?? "", command };
}

function fromPs(pid: number): ProcessInfo {
	const args = ["-o", "lstart=,command=", "-p", String(pid)];
	const line = execFileSync("ps", args, { encoding: "utf8", stdio: "pipe" }).trim();
	// lstart has a fixed width: "Mon Jan  5 10:00:00 2026".
	return { pid, startedAt: line.slice(0, 24), command: line.slice(24).trim() };
}

const LISTENING = "0A";

function listenerInProc(port: number): number | undefined {
	const wanted = `:${port.toString(16).toUpperCase().padStart(4, "0")}`;
	const sockets = readFileSync("/proc/net/tcp", "utf8")
		.split("\n")
		.map((line) => line.trim().split(/\s+/))
		.filter(([, local, , state]) => local?.endsWith(wanted) && state === LISTENING)
		.map((columns) => `socket:[${columns[9]}]`);
	if (sockets.length === 0) return undefined;
	const pids = readdirSync("/proc").map(Number).filter(Number.isInteger);
	return pids.find((pid) => openFiles(pid).some((file) => sockets.includes(file)));
}

function openFiles(pid: number): string[] {
	try {
		return readdirSync(`/proc/${pid}/fd`).map((fd) => linkTarget(`/proc/${pid}/fd/${fd}`));
	} catch {
		return []; // another user's process, or one that just ended
	}
}

function linkTarget(path: string): string {
	try {
		return readlinkSync(path);
	} catch {
		return ""; // closed in the meantime
	}
}

function listenerByLsof(port: number): number | undefined {
	const args = ["-nP", `-iTCP:${port}`, "-sTCP:LISTEN", "-t"];
	const pid = Number(
		execFileSync("lsof", args, { encoding: "utf8", stdio: "pipe" }).split("\n")[0],
	);
	return pid > 0 ? pid : undefined;
}

import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync, readlinkSync } from "node:fs";

/**
 * A process as people and other processes can recognise it: numbers are used again, start times not.
 * @typedef {{ pid: number, startedAt: string, command: string }} ProcessInfo
 */

/**
 * Describes a living process.
 * @param {number} pid
 * @returns {ProcessInfo | undefined} undefined when there is none
 */
export function describeProcess(pid) {
	try {
		return process.platform === "linux" ? fromProc(pid) : fromPs(pid);
	} catch {
		return undefined;
	}
}

/**
 * Whether the very process that was described earlier still lives.
 * @param {Pick<ProcessInfo, "pid" | "startedAt">} known
 */
export function isAlive({ pid, startedAt }) {
	return describeProcess(pid)?.startedAt === startedAt;
}

/**
 * The process that listens on a port of this machine.
 * @param {number} port
 * @returns {ProcessInfo | undefined} undefined when it is free or its owner may not be seen
 */
export function portOwner(port) {
	const pid = process.platform === "linux" ? listenerFromProc(port) : listenerFromLsof(port);
	return pid === undefined ? undefined : describeProcess(pid);
}

function fromProc(/** @type {number} */ pid) {
	const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
	// The name in parentheses may hold spaces; fields are counted after it. A zombie is not alive.
	const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
	if (fields[0] === "Z") return undefined;
	const command = readFileSync(`/proc/${pid}/cmdline`, "utf8").replaceAll("\0", " ").trim();
	return { pid, startedAt: fields[19] ?? "", command };
}

function fromPs(/** @type {number} */ pid) {
	const line = execFileSync("ps", ["-o", "lstart=,command=", "-p", String(pid)], {
		encoding: "utf8",
	}).trim();
	// lstart has a fixed width: "Mon Jan  5 10:00:00 2026".
	return { pid, startedAt: line.slice(0, 24), command: line.slice(24).trim() };
}

function listenerFromProc(/** @type {number} */ port) {
	const inodes = ["/proc/net/tcp", "/proc/net/tcp6"].flatMap((table) =>
		listeningInodes(table, port),
	);
	if (inodes.length === 0) return undefined;
	const pids = readdirSync("/proc")
		.filter((name) => /^\d+$/.test(name))
		.map(Number);
	return pids.find((pid) => openSockets(pid).some((inode) => inodes.includes(inode)));
}

function listeningInodes(/** @type {string} */ table, /** @type {number} */ port) {
	const wanted = `:${port.toString(16).toUpperCase().padStart(4, "0")}`;
	return lines(table)
		.map((line) => line.trim().split(/\s+/))
		.filter(([, local, , state]) => local?.endsWith(wanted) && state === "0A")
		.map((columns) => columns[9]);
}

function lines(/** @type {string} */ file) {
	try {
		return readFileSync(file, "utf8").split("\n").slice(1);
	} catch {
		return []; // a kernel without IPv6
	}
}

function openSockets(/** @type {number} */ pid) {
	try {
		return readdirSync(`/proc/${pid}/fd`).map((fd) => socketInode(`/proc/${pid}/fd/${fd}`));
	} catch {
		return []; // another user's process, or one that just ended
	}
}

function socketInode(/** @type {string} */ link) {
	try {
		return readlinkSync(link).match(/^socket:\[(\d+)\]$/)?.[1];
	} catch {
		return undefined;
	}
}

function listenerFromLsof(/** @type {number} */ port) {
	try {
		const found = execFileSync("lsof", ["-nP", "-t", `-iTCP:${port}`, "-sTCP:LISTEN"], {
			encoding: "utf8",
		});
		return Number.parseInt(found, 10) || undefined;
	} catch {
		return undefined;
	}
}

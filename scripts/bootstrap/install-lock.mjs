import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { toolsDir } from "./paths.mjs";
import { describeProcess, isAlive } from "./processes.mjs";

const lock = join(toolsDir, "install.lock");

/**
 * Runs one installation at a time; a second one waits, then finds everything in place.
 * @template Result
 * @param {() => Promise<Result>} act
 * @returns {Promise<Result>}
 */
export async function withInstallLock(act) {
	mkdirSync(toolsDir, { recursive: true });
	let hasToldToWait = false;
	while (!takeLock()) {
		const holder = readHolder();
		if (holder !== undefined && isAlive(holder)) {
			if (!hasToldToWait)
				process.stderr.write(`  Waiting for the installation of process ${holder.pid} …\n`);
			hasToldToWait = true;
			await pause(500);
		} else {
			rmSync(lock, { force: true }); // its run was killed
		}
	}
	try {
		return await act();
	} finally {
		rmSync(lock, { force: true });
	}
}

/** Written aside and linked, so that whoever sees the lock can read its holder. */
function takeLock() {
	const draft = `${lock}.${process.pid}`;
	writeFileSync(draft, JSON.stringify(describeProcess(process.pid)));
	try {
		linkSync(draft, lock);
		return true;
	} catch (error) {
		if (/** @type {NodeJS.ErrnoException} */ (error).code === "EEXIST") return false;
		throw error;
	} finally {
		rmSync(draft, { force: true });
	}
}

function readHolder() {
	try {
		return JSON.parse(readFileSync(lock, "utf8"));
	} catch {
		return undefined; // it was just given back
	}
}

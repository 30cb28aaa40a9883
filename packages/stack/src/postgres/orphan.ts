import { existsSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { isAlive } from "../base/alive.ts";
import type { Log } from "../base/log.ts";
import { poll } from "../base/poll.ts";

/**
 * Ends a Postgres that an earlier run left on this data directory, and removes the note of one that died. The
 * caller has made sure that no live stack owns the directory.
 */
export async function clearOrphan(dataDir: string, log: Log): Promise<void> {
	const note = join(dataDir, "postmaster.pid");
	if (!existsSync(note)) return;
	const pid = Number(readFileSync(note, "utf8").split("\n")[0]);
	if (isAlive(pid) && isPostgres(pid)) {
		log("stack", `Ending the Postgres (process ${pid}) that an earlier run left behind.`);
		process.kill(pid, "SIGINT");
		await poll(() => (isAlive(pid) ? undefined : true), {
			timeoutMs: 15_000,
			what: `the old Postgres (process ${pid}) to end`,
		});
	}
	rmSync(note, { force: true });
}

/** The id may have gone to another program since; where the system does not tell, the note is believed. */
function isPostgres(pid: number): boolean {
	try {
		return readFileSync(`/proc/${pid}/cmdline`, "utf8").includes("postgres");
	} catch {
		return process.platform !== "linux";
	}
}

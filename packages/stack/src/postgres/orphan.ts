import { existsSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import type { Log } from "../base/log.ts";
import { poll } from "../base/poll.ts";
import { describeProcess, isSameAlive } from "../base/process-info.ts";

/**
 * Ends a Postgres that an earlier run left on this data directory, and removes the note of one that died. The
 * caller has made sure that no live stack owns the directory.
 */
export async function clearOrphan(dataDir: string, log: Log): Promise<void> {
	const note = join(dataDir, "postmaster.pid");
	if (!existsSync(note)) return;
	const pid = Number(readFileSync(note, "utf8").split("\n")[0]);
	const orphan = describeProcess(pid);
	// The number may have gone to another program since.
	if (orphan?.command.includes(dataDir)) {
		log("stack", `Ending the Postgres (process ${pid}) that an earlier run left behind.`);
		process.kill(pid, "SIGINT");
		await poll(() => (isSameAlive(orphan) ? undefined : true), {
			timeoutMs: 15_000,
			what: `the old Postgres (process ${pid}) to end`,
		});
	}
	rmSync(note, { force: true });
}

import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { poll } from "../base/poll.ts";
import { describeProcess } from "../base/process-info.ts";

/** Does the work while no other process of this machine does; a lock whose holder died is taken over. */
export async function withFolderLock(folder: string, work: () => Promise<void>): Promise<void> {
	const holder = join(folder, "pid");
	await poll(() => (take(folder, holder) ? true : undefined), {
		timeoutMs: 120_000,
		everyMs: 50,
		what: `another process to let go of ${folder}`,
	});
	try {
		await work();
	} finally {
		rmSync(folder, { recursive: true, force: true });
	}
}

function take(folder: string, holder: string): boolean {
	try {
		mkdirSync(folder);
		writeFileSync(holder, String(process.pid));
		return true;
	} catch {
		if (!holderLives(holder)) rmSync(folder, { recursive: true, force: true });
		return false;
	}
}

function holderLives(holder: string): boolean {
	try {
		return describeProcess(Number(readFileSync(holder, "utf8"))) !== undefined;
	} catch {
		// Taken a moment ago, the name not yet written.
		return true;
	}
}

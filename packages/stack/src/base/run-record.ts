import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { describeProcess, isSameAlive } from "./process-info.ts";
import { StackError } from "./stack-error.ts";

/** What a running stack leaves for others to find: its process, and where it answers. */
export type RunRecord = { pid: number; startedAt: string; url: string };

/** The run that lives according to this file, if it does. */
export function readRun(file: string): RunRecord | undefined {
	if (!existsSync(file)) return undefined;
	try {
		const record = JSON.parse(readFileSync(file, "utf8")) as RunRecord;
		return isSameAlive(record) ? record : undefined;
	} catch {
		return undefined; // half written by a run that was killed
	}
}

/** Takes the file for this process; throws when another run holds it. Answers with how to let go. */
export function claimRun(file: string, url: string): () => void {
	const other = readRun(file);
	if (other) {
		throw new StackError(
			"already_running",
			`The local Supabase of this checkout already runs at ${other.url}, as process ${other.pid}. ` +
				"Use it, or end it: `npm run tool -- cossistant-stack stop`.",
		);
	}
	const self = describeProcess(process.pid);
	const record: RunRecord = { pid: process.pid, startedAt: self?.startedAt ?? "", url };
	mkdirSync(dirname(file), { recursive: true });
	writeFileSync(file, JSON.stringify(record));
	return () => rmSync(file, { force: true });
}

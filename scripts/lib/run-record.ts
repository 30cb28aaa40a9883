import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { root } from "../bootstrap/paths.mjs";
import { Problem } from "../bootstrap/problem.mjs";
import { describeProcess, isAlive } from "../bootstrap/processes.mjs";

const file = join(root, ".tools", "dev.json");

/** Writes down that this process is the one `npm run dev` of this checkout; refuses to be a second. */
export function recordRun(): () => void {
	const previous = readRecord();
	if (previous !== undefined && isAlive(previous)) {
		throw new Problem(
			`A previous \`npm run dev\` is still alive, as process ${previous.pid}, since ${previous.since}.`,
			`Use it, or end it with Ctrl-C in its terminal, or \`kill ${previous.pid}\`.`,
		);
	}
	mkdirSync(dirname(file), { recursive: true });
	writeFileSync(file, JSON.stringify({ ...describeProcess(process.pid), since: clockTime() }));
	return () => rmSync(file, { force: true });
}

function readRecord(): { pid: number; startedAt: string; since: string } | undefined {
	if (!existsSync(file)) return undefined;
	try {
		return JSON.parse(readFileSync(file, "utf8"));
	} catch {
		return undefined; // half written by a run that was killed
	}
}

function clockTime(): string {
	return new Date().toTimeString().slice(0, 5);
}

import { randomUUID } from "node:crypto";
import { mkdirSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { describeProcess, isSameAlive } from "../base/process-info.ts";
import { clearOrphan } from "./orphan.ts";

/** A place for one throw-away database; what dead runs left beside it is removed. */
export async function ephemeralFolder(stateDir: string): Promise<string> {
	const all = join(stateDir, "ephemeral");
	mkdirSync(all, { recursive: true });
	await sweep(all);
	return join(all, `${ownerMark()}.${randomUUID().slice(0, 8)}`);
}

/** The name says who owns the folder, so that there is no moment at which it belongs to nobody. */
function ownerMark(): string {
	const { startedAt } = describeProcess(process.pid) ?? { startedAt: "" };
	return `${process.pid}.${Buffer.from(startedAt).toString("base64url")}`;
}

/** Finds something only after a kill -9 of both a run and its watchdog. */
async function sweep(all: string): Promise<void> {
	for (const name of readdirSync(all)) {
		const [pid, mark = ""] = name.split(".");
		const startedAt = Buffer.from(mark, "base64url").toString();
		if (isSameAlive({ pid: Number(pid), startedAt })) continue;
		await clearOrphan(join(all, name, "postgres"), () => {});
		rmSync(join(all, name), { recursive: true, force: true });
	}
}

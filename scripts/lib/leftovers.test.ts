import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { afterEach, expect, it, onTestFinished } from "vitest";
import { leftovers, markRun } from "./leftovers.ts";

// Elsewhere there is nothing to find; a skipped test would count as failed.
const itOnLinux: typeof it | (() => void) = process.platform === "linux" ? it : () => {};
const before = process.env.COSSISTANT_RUN;

afterEach(() => {
	if (before === undefined) delete process.env.COSSISTANT_RUN;
	else process.env.COSSISTANT_RUN = before;
});

it("marks what it starts", () => {
	const mark = markRun();
	expect(execFileSync("sh", ["-c", "echo $COSSISTANT_RUN"], { encoding: "utf8" }).trim()).toBe(
		mark,
	);
});

itOnLinux("finds what a run has left behind", async () => {
	const mark = markRun();
	const child = spawn("sleep", ["60"], { detached: true });
	onTestFinished(() => endGroup(child));
	await once(child, "spawn");

	expect(leftovers(mark)).toMatchObject([{ pid: child.pid, command: "sleep 60" }]);

	child.kill();
	await once(child, "close");
	expect(leftovers(mark)).toEqual([]);
});

itOnLinux("finds a throw-away database whose owner is gone", async () => {
	const nobody = 4_194_305; // above the highest number Linux gives
	const child = spawn("sh", ["-c", "sleep 60; true", `/ephemeral/${nobody}-x`], { detached: true });
	onTestFinished(() => endGroup(child));
	await once(child, "spawn");

	expect(leftovers("no run")).toMatchObject([{ pid: child.pid }]);
});

function endGroup(child: ChildProcess): void {
	try {
		process.kill(-(child.pid ?? 0), "SIGKILL");
	} catch {} // it has ended
}

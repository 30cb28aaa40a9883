import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { expect, it, onTestFinished } from "vitest";
import { describeProcess } from "../bootstrap/processes.mjs";
import { until } from "./until.ts";

it.each([
	["ends by itself", ""],
	["does not listen to SIGTERM", "trap '' TERM; "],
])(
	"ends a group that %s, although its owner was killed",
	async (_, deafness) => {
		const owner = startOwner(`${deafness}sleep 60 & sleep 60`);
		onTestFinished(() => void owner.kill("SIGKILL"));
		const [line] = await once(createInterface({ input: owner.stdout }), "line");
		const leader = Number(line);
		onTestFinished(() => killGroup(leader));
		expect(describeProcess(leader)).toBeDefined();

		owner.kill("SIGKILL");

		await until(() => !isGroupAlive(leader), { within: 10_000, what: "the group to end" });
	},
	15_000,
);

/** A process that holds a shell on its leash and says who it is. */
function startOwner(script: string) {
	const code = `
		import { spawn } from "node:child_process";
		import { holdOnLeash } from ${JSON.stringify(join(import.meta.dirname, "leash.ts"))};
		const child = spawn("sh", ["-c", ${JSON.stringify(script)}], { detached: true, stdio: "ignore" });
		holdOnLeash(child.pid);
		console.log(child.pid);
		setInterval(() => {}, 1000);`;
	return spawn(process.execPath, ["--input-type=module", "-e", code], {
		stdio: ["ignore", "pipe", "inherit"],
	});
}

function isGroupAlive(leader: number): boolean {
	try {
		return process.kill(-leader, 0);
	} catch {
		return false;
	}
}

function killGroup(leader: number): void {
	try {
		process.kill(-leader, "SIGKILL");
	} catch {} // it has ended
}

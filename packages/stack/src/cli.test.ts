import { type ChildProcess, spawn } from "node:child_process";
import { resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { copyProject } from "./test-support/copy-project.ts";

const project = copyProject();

type Ended = { code: number | null; output: string };

/** Runs the command line on the project; `until` resolves early, with the process still running. */
function cli(...args: string[]): {
	child: ChildProcess;
	ended: Promise<Ended>;
	says(text: string): Promise<void>;
} {
	const program = resolve(import.meta.dirname, "cli.ts");
	const child = spawn(process.execPath, [program, ...args, "--project", project], {
		stdio: ["ignore", "pipe", "pipe"],
	});
	let output = "";
	const waiting: { text: string; resolve(): void }[] = [];
	for (const stream of [child.stdout, child.stderr]) {
		stream.on("data", (data) => {
			output += data;
			for (const one of waiting) if (output.includes(one.text)) one.resolve();
		});
	}
	const ended = new Promise<Ended>((resolve) => {
		child.once("close", (code) => resolve({ code, output }));
	});
	return {
		child,
		ended,
		says: (text) =>
			Promise.race([
				new Promise<void>((resolve) => waiting.push({ text, resolve })),
				ended.then(({ output }) =>
					Promise.reject(new Error(`It ended without "${text}":\n${output}`)),
				),
			]),
	};
}

describe("the command line", () => {
	it("starts, tells where, refuses a second start and a reset, and stops", async () => {
		const running = cli("start", "--port", "0", "--quiet");
		await running.says("Ctrl-C ends it");

		const status = await cli("status").ended;
		const second = await cli("start", "--port", "0").ended;
		const reset = await cli("reset").ended;
		const stop = await cli("stop").ended;
		const { code, output } = await running.ended;

		expect(output).toContain("for development only");
		expect(status).toMatchObject({
			code: 0,
			output: expect.stringContaining("runs at http://127.0.0.1:"),
		});
		expect(second).toMatchObject({ code: 1, output: expect.stringContaining("already runs at") });
		expect(reset).toMatchObject({ code: 1, output: expect.stringContaining("End it first") });
		expect(stop).toMatchObject({ code: 0, output: expect.stringContaining("has ended") });
		expect(code).toBe(0);
	});

	it("ends on Ctrl-C, and says when nothing runs", async () => {
		const running = cli("start", "--port", "0", "--quiet");
		await running.says("Ctrl-C ends it");

		running.child.kill("SIGINT");

		expect((await running.ended).code).toBe(0);
		expect(await cli("status").ended).toMatchObject({ code: 1 });
		expect((await cli("stop").ended).output).toContain("does not run");
	});

	it("forgets the data on reset", async () => {
		const { code, output } = await cli("reset").ended;

		expect(code).toBe(0);
		expect(output).toContain("The data is gone");
	});

	it("explains itself", async () => {
		expect((await cli("help").ended).output).toContain("cossistant-stack start");
	});
});

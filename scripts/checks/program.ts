import { spawn } from "node:child_process";
import { root } from "../bootstrap/paths.mjs";

/** Runs a program at the root of the repository and keeps what it says. */
export function runProgram(
	command: readonly string[],
): Promise<{ isGood: boolean; output: string }> {
	const [file = "", ...args] = command;
	return new Promise((resolve, reject) => {
		const child = spawn(file, args, { cwd: root, stdio: ["ignore", "pipe", "pipe"] });
		let output = "";
		for (const stream of [child.stdout, child.stderr]) {
			stream.on("data", (chunk: Buffer) => {
				output += chunk;
			});
		}
		child.once("error", reject);
		child.once("close", (code) => resolve({ isGood: code === 0, output: output.trim() }));
	});
}

/** A check that is a program: what it says is the finding, if it ends badly. */
export async function findingsOf(command: readonly string[]): Promise<string[]> {
	const { isGood, output } = await runProgram(command);
	return isGood ? [] : [output];
}

import { spawn } from "node:child_process";
import { problemFromOutput } from "./problem.mjs";

/**
 * Runs a tool to its end with no stdin, keeps its output, and fails with a problem that says why.
 * @param {string} what the step in words, as "installing the packages"
 * @param {string[]} command
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv }} [options]
 * @returns {Promise<string>} everything it printed
 */
export function run(what, command, { cwd, env = process.env } = {}) {
	const [file = "", ...args] = command;
	return new Promise((resolve, reject) => {
		const child = spawn(file, args, { cwd, env, stdio: ["ignore", "pipe", "pipe"] });
		let output = "";
		const keep = (/** @type {Buffer} */ chunk) => {
			output += chunk;
		};
		child.stdout.on("data", keep);
		child.stderr.on("data", keep);
		child.on("error", (error) => reject(problemFromOutput(what, `${file}: ${error.message}`)));
		child.on("close", (code) => {
			if (code === 0) resolve(output);
			else reject(problemFromOutput(what, `${output}\n${file} ended with code ${code}`));
		});
	});
}

/** npm as we call it: it talks when it fails (even under `npm run --silent`), and gives up soon. */
export const npmInstall = [
	"npm",
	"install",
	"--loglevel=error",
	"--no-audit",
	"--no-fund",
	"--fetch-retries=2",
	"--fetch-retry-mintimeout=1000",
	"--fetch-retry-maxtimeout=5000",
];

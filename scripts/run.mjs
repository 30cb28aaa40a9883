// The entry of every `npm run …`: makes sure that what the task needs is here, then hands over to
// `scripts/<task>.ts`. Plain Node 20 without dependencies, for it runs before anything is installed.
import { spawn } from "node:child_process";
import { existsSync, readdirSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import { ensureChromium } from "./bootstrap/chromium.mjs";
import { withInstallLock } from "./bootstrap/install-lock.mjs";
import { ensurePackages } from "./bootstrap/packages.mjs";
import { root, toolsDir } from "./bootstrap/paths.mjs";
import { assertSupported, thisPlatform } from "./bootstrap/platform.mjs";
import { Problem } from "./bootstrap/problem.mjs";
import { printProblem, seconds, step } from "./bootstrap/report.mjs";
import { ensureTools, neededTools, nodeBinary } from "./bootstrap/tools.mjs";

const NEED_BROWSER = ["test", "journeys"];

try {
	const [task = "", ...args] = process.argv.slice(2);
	const command = commandOf(task, args);
	const { node, env } = await withInstallLock(() => prepare(task, command));
	process.exitCode = await handOver(node, command, env);
} catch (error) {
	printProblem(error);
	process.exitCode = 1;
}

/** What a task runs; `tool` runs any program of the workspace, as in `npm run tool -- pnpm add x`. */
function commandOf(/** @type {string} */ task, /** @type {string[]} */ args) {
	if (task === "tool" && args.length > 0) return args;
	const script = join(root, "scripts", `${task}.ts`);
	if (existsSync(script)) return ["node", script, ...args];
	const tasks = readdirSync(join(root, "scripts"))
		.filter((name) => name.endsWith(".ts") && !name.endsWith(".test.ts"))
		.map((name) => name.replace(/\.ts$/, ""));
	throw new Problem(`There is no task "${task}".`, `Choose one of: ${tasks.join(", ")}, tool.`);
}

/** Brings in what is missing and answers with the Node and the environment that tasks run in. */
async function prepare(/** @type {string} */ task, /** @type {string[]} */ command) {
	const started = Date.now();
	const platform = thisPlatform();
	assertSupported(platform);

	const tools = neededTools(platform, process.versions.node);
	await step("Tools", () => ensureTools(tools));
	const node = nodeBinary(tools);
	const env = environment(node);
	// pnpm itself must run before the packages are right: it is what repairs them.
	if (command[0] !== "pnpm") await step("Packages", () => ensurePackages({ platform, env }));
	if (NEED_BROWSER.includes(task)) {
		env.CHROMIUM_PATH = await step("Chromium", () => ensureChromium({ node, env }));
	}
	process.stderr.write(`  Ready to ${task} after ${seconds(started)}\n\n`);
	return { node, env };
}

/** @returns {NodeJS.ProcessEnv} */
function environment(/** @type {string} */ node) {
	const path = [
		dirname(node),
		join(root, "node_modules", ".bin"),
		join(toolsDir, "node_modules", ".bin"),
		process.env.PATH,
	];
	return {
		...process.env,
		PATH: path.join(delimiter),
		NEXT_TELEMETRY_DISABLED: "1",
		DO_NOT_TRACK: "1",
	};
}

/**
 * Runs the task and ends as it ends. A terminal sends Ctrl-C to the task as well, so this process
 * only waits; a signal sent to this process alone is passed on. Should this process be killed, the
 * channel between the two closes, by which the task knows that it must end.
 */
function handOver(
	/** @type {string} */ node,
	/** @type {string[]} */ [file = "", ...args],
	/** @type {NodeJS.ProcessEnv} */ env,
) {
	const isNode = file === "node";
	const child = spawn(isNode ? node : file, args, {
		env,
		stdio: ["inherit", "inherit", "inherit", ...(isNode ? /** @type {const} */ (["ipc"]) : [])],
	});
	process.on("SIGINT", () => {});
	for (const signal of /** @type {const} */ (["SIGTERM", "SIGHUP"])) {
		process.on(signal, () => child.kill(signal));
	}
	return new Promise((resolve, reject) => {
		child.on("error", (error) =>
			reject(new Problem(`${file}: ${error.message}`, "Check the name of the tool.")),
		);
		child.on("close", (code, signal) => resolve(code ?? (signal === "SIGINT" ? 130 : 1)));
	});
}

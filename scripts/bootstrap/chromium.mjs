import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { delimiter, join } from "node:path";
import { run } from "./command.mjs";
import { root } from "./paths.mjs";
import { Problem } from "./problem.mjs";

const fromE2e = createRequire(join(root, "apps", "e2e", "package.json"));
const NAMES = ["chromium", "chromium-browser", "google-chrome-stable", "google-chrome"];
const MAC_APPS = [
	"/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
	"/Applications/Chromium.app/Contents/MacOS/Chromium",
];

/**
 * Finds a Chromium for the journeys, or installs one.
 * @param {{ node: string, env: NodeJS.ProcessEnv }} options
 * @returns {Promise<string>} its path
 */
export async function ensureChromium({ node, env }) {
	const found = findChromium(env);
	if (found !== undefined) return found;

	await installChromium({ node, env });
	const installed = findChromium(env);
	if (installed !== undefined) return installed;
	throw new Problem(
		"Chromium was installed but cannot be found.",
		"Set CHROMIUM_PATH to the binary of a Chromium or Chrome and run the same command again.",
	);
}

/**
 * A Chromium that is already here: the one the person names, the system's, Playwright's.
 * @param {NodeJS.ProcessEnv} env
 */
export function findChromium(env) {
	if (env.CHROMIUM_PATH) {
		if (existsSync(env.CHROMIUM_PATH)) return env.CHROMIUM_PATH;
		throw new Problem(
			`CHROMIUM_PATH names ${env.CHROMIUM_PATH}, which does not exist.`,
			"Correct or unset it.",
		);
	}
	const folders = (env.PATH ?? "").split(delimiter);
	const inPath = NAMES.flatMap((name) => folders.map((folder) => join(folder, name)));
	return [...inPath, ...MAC_APPS, playwrightChromium()].find(
		(path) => path !== "" && existsSync(path),
	);
}

/** Where Playwright keeps, or would keep, its own Chromium. */
function playwrightChromium() {
	try {
		return fromE2e("@playwright/test").chromium.executablePath();
	} catch {
		return "";
	}
}

async function installChromium(
	/** @type {{ node: string, env: NodeJS.ProcessEnv }} */ { node, env },
) {
	if (isDebianAsRoot()) {
		const quiet = { env: { ...env, DEBIAN_FRONTEND: "noninteractive" } };
		await run("asking Debian for its package lists", ["apt-get", "update"], quiet);
		const install = ["apt-get", "install", "-y", "--no-install-recommends"];
		await run("installing Chromium", [...install, "chromium", "fonts-liberation"], quiet);
		return;
	}
	const cli = fromE2e.resolve("@playwright/test/cli");
	await run("taking Playwright's Chromium", [node, cli, "install", "chromium"], { env });
}

/** Ubuntu does not count: its chromium package is a snap, which does not run in containers. */
function isDebianAsRoot() {
	const release = existsSync("/etc/os-release") ? readFileSync("/etc/os-release", "utf8") : "";
	return process.getuid?.() === 0 && /^ID=debian$/m.test(release);
}

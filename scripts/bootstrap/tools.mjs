import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { npmInstall, run } from "./command.mjs";
import { root, toolsDir } from "./paths.mjs";
import { Problem } from "./problem.mjs";

/**
 * Whether this Node can run the TypeScript of this repository as it is, types stripped.
 * @param {string} version as in `process.versions.node`
 */
export function runsTypeScript(version) {
	const [major = 0, minor = 0] = version.split(".").map(Number);
	return major >= 24 || (major === 22 && minor >= 18);
}

/** Exact versions, from the file that version managers read as well. */
export function pinnedVersions() {
	const lines = readFileSync(join(root, ".tool-versions"), "utf8").trim().split("\n");
	const versions = Object.fromEntries(lines.map((line) => line.split(" ")));
	return { node: String(versions.nodejs), pnpm: String(versions.pnpm) };
}

/**
 * What to take from npm for this machine: package name -> exact version.
 * @param {{ os: string, arch: string }} platform
 * @param {string} nodeVersion the Node that runs now
 */
export function neededTools({ os, arch }, nodeVersion) {
	const pinned = pinnedVersions();
	const tools = { pnpm: pinned.pnpm };
	return runsTypeScript(nodeVersion) ? tools : { [`node-${os}-${arch}`]: pinned.node, ...tools };
}

/**
 * Puts the tools into `.tools`, if one of them is missing there.
 * @param {Record<string, string>} tools
 * @returns {Promise<string>} what was done
 */
export async function ensureTools(tools) {
	const names = Object.entries(tools)
		.map(([name, version]) => `${name} ${version}`)
		.join(", ");
	const isMissing = Object.entries(tools).some(
		([name, version]) => installedVersion(name) !== version,
	);
	if (!isMissing) return names;

	mkdirSync(toolsDir, { recursive: true });
	const manifest = { name: "tools", private: true, dependencies: tools };
	writeFileSync(join(toolsDir, "package.json"), `${JSON.stringify(manifest, null, "\t")}\n`);
	await install(names);
	return `${names}, taken from npm`;
}

/**
 * The Node that runs the tasks: the one of `.tools` if this one is too old.
 * @param {Record<string, string>} tools
 */
export function nodeBinary(tools) {
	const name = Object.keys(tools).find((tool) => tool.startsWith("node-"));
	return name ? join(toolsDir, "node_modules", name, "bin", "node") : process.execPath;
}

async function install(/** @type {string} */ names) {
	try {
		await run(`taking ${names} from npm`, [...npmInstall, "--prefix", toolsDir]);
	} catch (error) {
		if (!(error instanceof Problem) || !/E404|ETARGET|notarget/.test(error.details)) throw error;
		throw new Problem(
			`npm has no ${names} for this machine.`,
			"Install Node 24 by hand (nodejs.org, or a version manager), then run the same command again.",
			error.details,
		);
	}
}

function installedVersion(/** @type {string} */ name) {
	const manifest = join(toolsDir, "node_modules", name, "package.json");
	return existsSync(manifest) ? JSON.parse(readFileSync(manifest, "utf8")).version : undefined;
}

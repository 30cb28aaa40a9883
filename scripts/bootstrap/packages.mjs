import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { addMissingBinaries } from "./binaries.mjs";
import { run } from "./command.mjs";
import { root, toolsDir } from "./paths.mjs";

/** Without these pnpm tries each of some hundred packages for minutes before it says "no network". */
const giveUpSoon = {
	pnpm_config_fetch_retries: "2",
	pnpm_config_fetch_retry_mintimeout: "500",
	pnpm_config_fetch_retry_maxtimeout: "1000",
};

/** Inside node_modules, so that deleting the one forgets the other. */
const stamp = join(root, "node_modules", ".bootstrap-stamp");

/**
 * Installs exactly what the lockfile says, if it or a package.json changed since the last time.
 * @param {{ platform: import("./platform.mjs").Platform, env: NodeJS.ProcessEnv }} options
 * @returns {Promise<string>} what was done
 */
export async function ensurePackages({ platform, env }) {
	const wanted = fingerprint(platform);
	const isInstalled = existsSync(stamp) && readFileSync(stamp, "utf8") === wanted;
	if (isInstalled && workspaceFolders().every(hasModules)) return "up to date";

	const pnpm = join(toolsDir, "node_modules", ".bin", "pnpm");
	await run("installing the packages", [pnpm, "install", "--frozen-lockfile"], {
		cwd: root,
		env: { ...env, ...giveUpSoon },
	});
	const added = await addMissingBinaries(platform);
	writeFileSync(stamp, wanted);
	return added.length === 0 ? "installed" : `installed, with ${added.join(", ")} for this machine`;
}

/** Changes when a new install is due. */
function fingerprint(/** @type {import("./platform.mjs").Platform} */ platform) {
	const hash = createHash("sha256").update(JSON.stringify(platform));
	const manifests = workspaceFolders().map((folder) => join(folder, "package.json"));
	for (const file of ["pnpm-lock.yaml", "pnpm-workspace.yaml", "package.json", ...manifests]) {
		hash.update(file).update(readFileSync(join(root, file)));
	}
	return hash.digest("hex");
}

function workspaceFolders() {
	return ["packages", "apps"].flatMap((parent) =>
		readdirSync(join(root, parent))
			.map((name) => join(parent, name))
			.filter((folder) => existsSync(join(root, folder, "package.json"))),
	);
}

function hasModules(/** @type {string} */ folder) {
	const manifest = JSON.parse(readFileSync(join(root, folder, "package.json"), "utf8"));
	const needsModules = Boolean(manifest.dependencies ?? manifest.devDependencies);
	return !needsModules || existsSync(join(root, folder, "node_modules"));
}

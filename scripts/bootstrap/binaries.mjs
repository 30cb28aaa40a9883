import {
	cpSync,
	existsSync,
	mkdirSync,
	mkdtempSync,
	readdirSync,
	readFileSync,
	rmSync,
} from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { npmInstall, run } from "./command.mjs";
import { root } from "./paths.mjs";

/**
 * A lockfile written on one platform may lack the binaries of another, where the registry it was
 * written against did not list them. The wrapper packages name them all the same, with exact
 * versions, so what is missing here can be added without touching the lockfile.
 */
const WRAPPERS = [
	"@biomejs/biome",
	"@tailwindcss/oxide",
	"deno",
	"esbuild",
	"lightningcss",
	"next",
	"rolldown",
	"supabase",
];

/** pnpm hoists to this folder; every package finds by `require` what lies here. */
const hoisted = join(root, "node_modules", ".pnpm", "node_modules");

/**
 * Adds the binaries of this machine that the lockfile does not know.
 * @param {import("./platform.mjs").Platform} platform
 * @returns {Promise<string[]>} what was added, as name@version
 */
export async function addMissingBinaries(platform) {
	const missing = installedWrappers().flatMap((folder) => missingBinaries(folder, platform));
	if (missing.length === 0) return [];

	const work = mkdtempSync(join(tmpdir(), "cossistant-binaries-"));
	try {
		const command = [...npmInstall, "--prefix", work, "--no-save", ...missing];
		await run(`taking ${missing.join(", ")} from npm`, command);
		for (const spec of missing) {
			const name = spec.slice(0, spec.lastIndexOf("@"));
			mkdirSync(join(hoisted, name), { recursive: true });
			cpSync(join(work, "node_modules", name), join(hoisted, name), { recursive: true });
		}
	} finally {
		rmSync(work, { recursive: true, force: true });
	}
	return missing;
}

/**
 * The one optional dependency of a wrapper that is made for a platform, if any.
 * @param {Record<string, string>} optionalDependencies
 * @param {import("./platform.mjs").Platform} platform
 * @returns {string | undefined}
 */
export function binaryFor(optionalDependencies, { os, arch, libc }) {
	const endings = [`${os}-${arch}`, `${os}-${arch}-glibc`, `${os}-${arch}-gnu`];
	return Object.keys(optionalDependencies).find(
		(name) =>
			!name.startsWith("@img/") &&
			endings.some((ending) => name.endsWith(ending)) &&
			libc !== "musl",
	);
}

function missingBinaries(
	/** @type {string} */ folder,
	/** @type {import("./platform.mjs").Platform} */ platform,
) {
	const { optionalDependencies = {} } = JSON.parse(
		readFileSync(join(folder, "package.json"), "utf8"),
	);
	const name = binaryFor(optionalDependencies, platform);
	if (name === undefined || canFind(name, folder)) return [];
	return [`${name}@${optionalDependencies[name]}`];
}

function canFind(/** @type {string} */ name, /** @type {string} */ from) {
	const places = createRequire(join(from, "package.json")).resolve.paths(name) ?? [];
	return places.some((place) => existsSync(join(place, name, "package.json")));
}

/** Folders of the wrapper packages, as pnpm lays them out. */
function installedWrappers() {
	const store = join(root, "node_modules", ".pnpm");
	return readdirSync(store).flatMap((entry) =>
		WRAPPERS.filter((name) => entry.startsWith(`${name.replace("/", "+")}@`)).map((name) =>
			join(store, entry, "node_modules", name),
		),
	);
}

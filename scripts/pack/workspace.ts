import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "../bootstrap/paths.mjs";

/** Where an entry leads: one file, or one per condition. */
export type Exports = string | { [condition: string]: Exports };

/** What a package.json says, as far as packing must know it. */
export type Manifest = {
	name: string;
	version: string;
	private?: boolean;
	exports: Record<string, Exports>;
	dependencies?: Record<string, string>;
	devDependencies?: Record<string, string>;
};

/** A package of this repository that is meant for others. */
export type Package = { folder: string; manifest: Manifest };

/** Every package that other projects may install. */
export function publishablePackages(): Package[] {
	return readdirSync(join(root, "packages"))
		.map((name) => join(root, "packages", name))
		.filter((folder) => existsSync(join(folder, "package.json")))
		.map((folder) => ({ folder, manifest: readManifest(folder) }))
		.filter(({ manifest }) => manifest.private !== true);
}

/** The files that exports lead to, each once. */
export function entryFiles(exports: Exports): string[] {
	const files =
		typeof exports === "string" ? [exports] : Object.values(exports).flatMap(entryFiles);
	return [...new Set(files)];
}

function readManifest(folder: string): Manifest {
	return JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
}

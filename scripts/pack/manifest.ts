import type { Exports, Manifest } from "./workspace.ts";

/**
 * The package.json as others get it. Entries lead to what was built, and siblings to the tarballs in the same folder:
 * by name and version a package manager would ask the npm registry, where these names belong to somebody else.
 */
export function packedManifest(manifest: Manifest, siblings: readonly Manifest[]): Manifest {
	const { devDependencies: _, ...kept } = manifest;
	const tarballs = new Map(siblings.map((sibling) => [sibling.name, tarballName(sibling)]));
	return {
		...kept,
		exports: mapValues(manifest.exports, builtExports),
		dependencies: mapValues(manifest.dependencies ?? {}, (range, name) => {
			if (!range.startsWith("workspace:")) return range;
			const tarball = tarballs.get(name);
			if (tarball === undefined)
				throw new Error(`${manifest.name} needs ${name}, which is private.`);
			return `file:./${tarball}`;
		}),
	};
}

/** The file that `npm pack` makes of a package. */
export function tarballName({ name, version }: Pick<Manifest, "name" | "version">): string {
	return `${name.replace("@", "").replace("/", "-")}-${version}.tgz`;
}

function builtExports(exports: Exports): Exports {
	return typeof exports === "string" ? builtFile(exports) : mapValues(exports, builtExports);
}

/** TypeScript finds `x.d.ts` beside `x.js` by itself. */
function builtFile(source: string): string {
	return source.replace(/^\.\/src\//, "./dist/").replace(/\.tsx?$/, ".js");
}

function mapValues<From, To>(
	record: Record<string, From>,
	change: (value: From, key: string) => To,
): Record<string, To> {
	return Object.fromEntries(
		Object.entries(record).map(([key, value]) => [key, change(value, key)]),
	);
}

import { execFileSync } from "node:child_process";
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { root } from "../bootstrap/paths.mjs";
import { buildPackage } from "./build.ts";
import { packedManifest, tarballName } from "./manifest.ts";
import { type Manifest, type Package, publishablePackages } from "./workspace.ts";

/** Builds every package that others may install and writes its tarball; answers package name -> tarball. */
export function packAll(destination: string): Map<string, string> {
	const packages = publishablePackages();
	const siblings = packages.map(({ manifest }) => manifest);
	const stage = mkdtempSync(join(tmpdir(), "cossistant-pack-"));
	try {
		const folders = packages.map((each) => layOut(each, { siblings, stage }));
		mkdirSync(destination, { recursive: true });
		const pack = ["pack", "--silent", "--ignore-scripts", "--pack-destination", destination];
		execFileSync("npm", [...pack, ...folders], { stdio: ["ignore", "ignore", "inherit"] });
	} finally {
		rmSync(stage, { recursive: true, force: true });
	}
	return new Map(siblings.map((each) => [each.name, join(destination, tarballName(each))]));
}

/** Puts together what a tarball holds, away from the sources: nothing is left behind in the checkout. */
function layOut(
	each: Package,
	{ siblings, stage }: { siblings: readonly Manifest[]; stage: string },
): string {
	const folder = join(stage, basename(each.folder));
	buildPackage(each, join(folder, "dist"));
	const manifest = packedManifest(each.manifest, siblings);
	writeFileSync(join(folder, "package.json"), `${JSON.stringify(manifest, null, "\t")}\n`);
	copyFileSync(join(root, "LICENSE"), join(folder, "LICENSE"));
	const readme = join(each.folder, "README.md");
	if (existsSync(readme)) copyFileSync(readme, join(folder, "README.md"));
	return folder;
}

// `npm run pack [-- <folder>]`: makes the packages installable in any other project.
import { join, resolve } from "node:path";
import { root } from "./bootstrap/paths.mjs";
import { printProblem } from "./bootstrap/report.mjs";
import { packAll } from "./pack/tarballs.ts";

try {
	const [, , folder] = process.argv;
	const tarballs = packAll(folder ? resolve(folder) : join(root, "dist-packages"));
	console.log(
		`  Wrote ${tarballs.size} packages. In the other project run the one line that fits it:\n`,
	);
	for (const [site, name] of [
		["Next.js", "@cossistant/next"],
		["React", "@cossistant/react"],
		["a backend", "@cossistant/node"],
	] as const) {
		console.log(`    ${site.padEnd(10)} npm install "${tarballs.get(name)}"`);
	}
} catch (error) {
	printProblem(error);
	process.exitCode = 1;
}

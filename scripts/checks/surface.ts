import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { apiSurfaces, surfaceFolder } from "../lib/api-surface.ts";
import type { Check } from "./check.ts";

/** Public names change on purpose: what is written down is what the packages offer now. */
export const surface: Check = {
	name: "surface",
	async run() {
		const wanted = apiSurfaces();
		const written = existsSync(surfaceFolder) ? readdirSync(surfaceFolder) : [];
		const changed = [...wanted].filter(([file, text]) => read(file) !== text).map(([file]) => file);
		const gone = written.filter((file) => !wanted.has(file));
		return [...changed, ...gone].map(
			(file) =>
				`api-surface/${file} is not what the package offers now: run \`npm run surface\`, and commit it if the change is meant.`,
		);
	},
};

function read(file: string): string | undefined {
	const path = join(surfaceFolder, file);
	return existsSync(path) ? readFileSync(path, "utf8") : undefined;
}

// `npm run surface`: writes down what each package offers to others.
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { apiSurfaces, surfaceFolder } from "./lib/api-surface.ts";

rmSync(surfaceFolder, { recursive: true, force: true });
mkdirSync(surfaceFolder);
for (const [file, text] of apiSurfaces()) {
	writeFileSync(join(surfaceFolder, file), text);
	console.log(`Wrote api-surface/${file}`);
}

// `npm run baseline`: writes the one migration from the chapters of supabase/schemas.
import { writeFileSync } from "node:fs";
import { relative } from "node:path";
import { root } from "./bootstrap/paths.mjs";
import { baselineFile, baselineText } from "./lib/baseline.ts";

writeFileSync(baselineFile, baselineText());
console.log(`Wrote ${relative(root, baselineFile)}`);

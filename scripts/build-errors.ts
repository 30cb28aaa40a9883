// `npm run errors`: writes docs/errors.md from the chapters and from protocol.
import { writeFileSync } from "node:fs";
import { relative } from "node:path";
import { root } from "./bootstrap/paths.mjs";
import { errorDocsFile, errorDocsText } from "./lib/error-docs.ts";

writeFileSync(errorDocsFile, errorDocsText());
console.log(`Wrote ${relative(root, errorDocsFile)}`);

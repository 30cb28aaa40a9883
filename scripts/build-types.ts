// `npm run types`: writes the types of the database from the migrations.
import { writeFileSync } from "node:fs";
import { relative } from "node:path";
import { root } from "./bootstrap/paths.mjs";
import { databaseTypes, databaseTypesFile } from "./lib/database-types.ts";

writeFileSync(databaseTypesFile, await databaseTypes());
console.log(`Wrote ${relative(root, databaseTypesFile)}`);

import { existsSync, readFileSync } from "node:fs";
import { databaseTypes, databaseTypesFile } from "../lib/database-types.ts";
import type { Check } from "./check.ts";

/** The committed types of the database are those of the migrations. */
export const freshTypes: Check = {
	name: "sql types",
	async run() {
		const written = existsSync(databaseTypesFile) ? readFileSync(databaseTypesFile, "utf8") : "";
		return written === (await databaseTypes())
			? []
			: ["The types of the database are not those of the migrations: run `npm run types`."];
	},
};

import { existsSync, readFileSync } from "node:fs";
import { baselineFile, baselineText } from "../lib/baseline.ts";
import type { Check } from "./check.ts";

/** The baseline migration is what the chapters say now. */
export const baseline: Check = {
	name: "baseline",
	async run() {
		const written = existsSync(baselineFile) ? readFileSync(baselineFile, "utf8") : "";
		return written === baselineText()
			? []
			: ["The baseline migration is not what supabase/schemas say: run `npm run baseline`."];
	},
};

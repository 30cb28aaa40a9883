import { existsSync, readFileSync } from "node:fs";
import { errorDocsFile, errorDocsText } from "../lib/error-docs.ts";
import type { Check } from "./check.ts";

/** The page of errors says what the chapters raise now. */
export const errorDocs: Check = {
	name: "error docs",
	async run() {
		const written = existsSync(errorDocsFile) ? readFileSync(errorDocsFile, "utf8") : "";
		return written === errorDocsText()
			? []
			: ["docs/errors.md is not what the chapters raise: run `npm run errors`."];
	},
};

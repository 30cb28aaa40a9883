import { seconds } from "../bootstrap/report.mjs";
import { baseline } from "./baseline.ts";
import type { Check } from "./check.ts";
import { freshTypes } from "./database-types.ts";
import { errorDocs } from "./error-docs.ts";
import { sqlSizes } from "./file-sizes.ts";
import { findingsOf } from "./program.ts";
import { surface } from "./surface.ts";
import { types } from "./types.ts";
import { weights } from "./weights.ts";

const CHECKS: Check[] = [
	{
		name: "format, lint",
		run: () =>
			findingsOf([
				"biome",
				"check",
				"--colors=off",
				"--error-on-warnings",
				"--max-diagnostics=50",
				".",
			]),
	},
	{
		name: "boundaries",
		run: () =>
			findingsOf([
				"depcruise",
				"--config",
				".dependency-cruiser.cjs",
				"packages",
				"apps",
				"scripts",
				"supabase",
			]),
	},
	types,
	sqlSizes,
	baseline,
	freshTypes,
	errorDocs,
	surface,
	weights,
];

/** Runs every check, in the order in which a person wants to hear of them. */
export async function runChecks(): Promise<{ passed: number; failed: number }> {
	let failed = 0;
	for (const check of CHECKS) {
		const begun = Date.now();
		const findings = await check.run().catch((error: unknown) => [String(error)]);
		if (findings.length > 0) failed += 1;
		const mark = findings.length === 0 ? "✓" : "✗";
		console.log(`  ${mark} ${check.name.padEnd(12)} (${seconds(begun)})`);
		for (const finding of findings) console.log(`\n${finding.replace(/^/gm, "    ")}\n`);
	}
	return { passed: CHECKS.length - failed, failed };
}

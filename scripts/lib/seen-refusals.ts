import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { refusalsOfFunctions } from "./refusals.ts";
import type { Tally } from "./tally.ts";

export type SeenRefusals = {
	/** What the tests need to note what they see. */
	env: Record<string, string>;
	/** Counts the refusals that a test has seen; names those that none has, and forgets all. */
	tally: () => Tally;
};

/** Watches which function of the API refuses with which code while the tests run: each must, once at least. */
export function watchRefusals(): SeenRefusals {
	const folder = mkdtempSync(join(tmpdir(), "cossistant-refusals-"));
	const file = join(folder, "seen.txt");
	return {
		env: { SUPPORT_REFUSALS_FILE: file },
		tally() {
			const seen = new Set(existsSync(file) ? readFileSync(file, "utf8").split("\n") : []);
			rmSync(folder, { recursive: true, force: true });
			const all = [...refusalsOfFunctions()].flatMap(([name, codes]) =>
				codes.map((code) => `${name} ${code}`),
			);
			const unseen = all.filter((refusal) => !seen.has(refusal));
			for (const refusal of unseen) console.error(`  ✗ no test has seen: ${refusal}`);
			return { passed: all.length - unseen.length, failed: unseen.length };
		},
	};
}

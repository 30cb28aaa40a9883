import { join } from "node:path";
import { root } from "../bootstrap/paths.mjs";
import { runToReport } from "./run-to-report.ts";
import { type PlaywrightReport, type Tally, tallyPlaywright } from "./tally.ts";

const folder = join(root, "apps", "e2e");

/** Runs the browser journeys; `args` go to Playwright, as a file name or `--headed`. */
export function runJourneys(args: readonly string[] = []): Promise<Tally> {
	return runToReport<PlaywrightReport>({
		cwd: folder,
		command: () => [join(folder, "node_modules", ".bin", "playwright"), "test", ...args],
		env: (reportFile) => ({ PLAYWRIGHT_JSON_OUTPUT_FILE: reportFile }),
		tally: tallyPlaywright,
	});
}

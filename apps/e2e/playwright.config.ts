import { tmpdir } from "node:os";
import { join } from "node:path";
import { defineConfig } from "@playwright/test";

const isCi = process.env.CI !== undefined;

/** Outside of the repository: traces and pictures of one run, overwritten by the next. */
const outputDir = process.env.JOURNEYS_OUTPUT ?? join(tmpdir(), "cossistant-journeys");

export default defineConfig({
	testDir: "journeys",
	outputDir: join(outputDir, "results"),
	globalSetup: "./src/setup/global-setup.ts",
	// All journeys share one Supabase and two cores.
	workers: 1,
	// A journey that passes only at times has not passed.
	retries: 0,
	forbidOnly: isCi,
	timeout: 60_000,
	expect: { timeout: 10_000 },
	reporter: [["list"], ["json"]],
	use: {
		locale: "en-US",
		timezoneId: "Europe/Berlin",
		actionTimeout: 10_000,
		trace: "retain-on-failure",
		screenshot: "only-on-failure",
		launchOptions: {
			...(process.env.CHROMIUM_PATH === undefined
				? {}
				: { executablePath: process.env.CHROMIUM_PATH }),
			args: ["--no-sandbox"],
		},
	},
});

/** How many things held and how many did not. */
export type Tally = { passed: number; failed: number };

/** The sum of several tallies. */
export function sum(tallies: readonly Tally[]): Tally {
	return tallies.reduce(
		(total, { passed, failed }) => ({
			passed: total.passed + passed,
			failed: total.failed + failed,
		}),
		{ passed: 0, failed: 0 },
	);
}

/** The part of vitest's JSON report that counts. */
export type VitestReport = {
	numPassedTests: number;
	numFailedTests: number;
	numPendingTests: number;
	numTodoTests: number;
	testResults: { status: string; assertionResults: unknown[] }[];
};

/** Counts tests; a file that could not be read is a failure too, and so is a test that is skipped. */
export function tallyVitest(report: VitestReport): Tally {
	const { numPassedTests, numFailedTests, numPendingTests, numTodoTests, testResults } = report;
	const brokenFiles = testResults.filter(
		({ status, assertionResults }) => status === "failed" && assertionResults.length === 0,
	).length;
	return {
		passed: numPassedTests,
		failed: numFailedTests + numPendingTests + numTodoTests + brokenFiles,
	};
}

/** The part of Playwright's JSON report that counts. */
export type PlaywrightReport = {
	stats: { expected: number; unexpected: number; flaky: number; skipped: number };
	errors: unknown[];
};

/** Counts journeys; one that passes only at times, or is skipped, has not passed. */
export function tallyPlaywright({ stats, errors }: PlaywrightReport): Tally {
	const { expected, unexpected, flaky, skipped } = stats;
	return { passed: expected, failed: unexpected + flaky + skipped + errors.length };
}

/** A program that ended badly failed, whatever its report says. */
export function withExitCode(tally: Tally, code: number): Tally {
	return code === 0 || tally.failed > 0 ? tally : { ...tally, failed: 1 };
}

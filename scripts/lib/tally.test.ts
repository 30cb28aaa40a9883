import { expect, it } from "vitest";
import { sum, tallyPlaywright, tallyVitest, type VitestReport, withExitCode } from "./tally.ts";

const allGood: VitestReport = {
	numPassedTests: 7,
	numFailedTests: 0,
	numPendingTests: 0,
	numTodoTests: 0,
	testResults: [{ status: "passed", assertionResults: [{}] }],
};

it("adds up", () => {
	expect(
		sum([
			{ passed: 1, failed: 2 },
			{ passed: 3, failed: 4 },
		]),
	).toEqual({ passed: 4, failed: 6 });
	expect(sum([])).toEqual({ passed: 0, failed: 0 });
});

it("counts the tests of vitest", () => {
	expect(tallyVitest(allGood)).toEqual({ passed: 7, failed: 0 });
	expect(tallyVitest({ ...allGood, numFailedTests: 2 })).toEqual({ passed: 7, failed: 2 });
});

it("counts a test file that could not be loaded", () => {
	const testResults = [{ status: "failed", assertionResults: [] }];

	expect(tallyVitest({ ...allGood, testResults })).toEqual({ passed: 7, failed: 1 });
});

it("counts skipped and unwritten tests as failed", () => {
	expect(tallyVitest({ ...allGood, numPendingTests: 1, numTodoTests: 1 }).failed).toBe(2);
	expect(
		tallyPlaywright({ stats: { expected: 3, unexpected: 0, flaky: 0, skipped: 1 }, errors: [] }),
	).toEqual({
		passed: 3,
		failed: 1,
	});
});

it("counts a journey that passes only at times, and an error outside of journeys", () => {
	const stats = { expected: 3, unexpected: 1, flaky: 1, skipped: 0 };

	expect(tallyPlaywright({ stats, errors: [{}] })).toEqual({ passed: 3, failed: 3 });
});

it("does not believe a good report of a program that ended badly", () => {
	expect(withExitCode({ passed: 5, failed: 0 }, 1)).toEqual({ passed: 5, failed: 1 });
	expect(withExitCode({ passed: 5, failed: 2 }, 1)).toEqual({ passed: 5, failed: 2 });
	expect(withExitCode({ passed: 5, failed: 0 }, 0)).toEqual({ passed: 5, failed: 0 });
});

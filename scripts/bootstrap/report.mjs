import { Problem } from "./problem.mjs";

/**
 * Runs one step and prints what it did and how long it took.
 * @template Result
 * @param {string} title
 * @param {() => Result | Promise<Result>} act
 * @param {(result: Result) => string} [describe] the result in a few words
 * @returns {Promise<Result>}
 */
export async function step(title, act, describe = String) {
	const started = Date.now();
	// Only a terminal can take a line back; a log would keep both.
	const takeBack = process.stderr.isTTY ? "\r\x1b[K" : "";
	if (process.stderr.isTTY) process.stderr.write(`  … ${title}`);
	try {
		const result = await act();
		const took = `${describe(result)} (${seconds(started)})`;
		process.stderr.write(`${takeBack}  ✓ ${title.padEnd(12)} ${took}\n`);
		return result;
	} catch (error) {
		process.stderr.write(`${takeBack}  ✗ ${title}\n`);
		throw error;
	}
}

/**
 * Time since `started`, for people.
 * @param {number} started
 */
export function seconds(started) {
	return `${((Date.now() - started) / 1000).toFixed(1)} s`;
}

/**
 * Prints why a run ended: cause first, then the way out; a stack trace only for our own mistakes.
 * @param {unknown} error
 */
export function printProblem(error) {
	if (error instanceof Problem) {
		const details = error.details === "" ? "" : `${error.details.replace(/^/gm, "    ")}\n\n`;
		process.stderr.write(`\n${details}  ✗ ${error.message}\n    ${error.wayOut}\n\n`);
	} else if (error instanceof Error && error.name === "StackError") {
		process.stderr.write(`\n  ✗ ${error.message}\n\n`); // it says the way out itself
	} else {
		console.error(error);
	}
}

// `npm test`: every check and every test, the browser journeys included.
import { seconds } from "./bootstrap/report.mjs";
import { runChecks } from "./checks/index.ts";
import { runJourneys } from "./lib/journeys.ts";
import { leftovers, markRun } from "./lib/leftovers.ts";
import { runToReport } from "./lib/run-to-report.ts";
import { type SeenRefusals, watchRefusals } from "./lib/seen-refusals.ts";
import { sum, type Tally, tallyVitest, type VitestReport } from "./lib/tally.ts";
import { until } from "./lib/until.ts";

const mark = markRun();
const refusals = watchRefusals();
const tallies = [
	await part("Checks", runChecks),
	await part("Tests", () => runTests(refusals)),
	await part("Refusals", async () => refusals.tally()),
	await part("Journeys", runJourneys),
	await part("Leftovers", findLeftovers),
];
const { passed, failed } = sum(tallies);
process.exitCode = failed === 0 ? 0 : 1;
console.log(`${passed} passed, ${failed} failed`);

async function part(name: string, run: () => Promise<Tally>): Promise<Tally> {
	const begun = Date.now();
	console.log(`\n${name}\n`);
	try {
		const tally = await run();
		console.log(`\n  ${name}: ${tally.passed} passed, ${tally.failed} failed, ${seconds(begun)}\n`);
		return tally;
	} catch (error) {
		console.error(error);
		return { passed: 0, failed: 1 };
	}
}

function runTests({ env }: SeenRefusals): Promise<Tally> {
	return runToReport<VitestReport>({
		env: () => env,
		command: (file) => [
			"vitest",
			"run",
			"--reporter=default",
			"--reporter=json",
			`--outputFile.json=${file}`,
		],
		tally: tallyVitest,
	});
}

/** A run that leaves processes behind has failed, and must not disturb the next one. */
async function findLeftovers(): Promise<Tally> {
	try {
		await until(() => leftovers(mark).length === 0, { within: 10_000, what: "processes to end" });
		return { passed: 1, failed: 0 };
	} catch {
		for (const { pid, command } of leftovers(mark)) {
			console.error(`  ✗ still alive, and ended now: ${pid} ${command}`);
			process.kill(pid, "SIGKILL");
		}
		return { passed: 0, failed: 1 };
	}
}

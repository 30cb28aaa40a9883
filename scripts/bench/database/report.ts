import type { Time } from "./callers.ts";
import type { Case } from "./cases.ts";

/** Times round by round: of the large database, of the small one, and of the large one's owner. */
export type Measured = {
	one: Case;
	large: Time[];
	small: Time[];
	owner: Time[];
	scans: string[];
};

const MOST_GROWTH = 1.5;
const MOST_ROW_SECURITY = 1.3;
/** Below this a ratio tells of the clock, not of the query. */
const LEAST_DIFFERENCE_MS = 0.3;

/** Prints the table; answers whether every case keeps its budget, its ratios and its plan. */
export function report(measured: readonly Measured[]): boolean {
	console.log(
		`${"".padEnd(46)}${["p50", "p95", "budget", "CPU p50", "CPU p95", "small CPU", "growth", "as owner"].map((head) => head.padStart(10)).join("")}`,
	);
	const failures: string[] = [];
	for (const row of measured) {
		const { line, problems } = judge(row);
		console.log(line);
		failures.push(...problems.map((problem) => `${row.one.name}: ${problem}`));
	}
	console.log(
		failures.length === 0
			? `\nAll ${measured.length} cases keep their budgets.`
			: `\n${failures.length} misses:\n${failures.map((failure) => `  ${failure}`).join("\n")}`,
	);
	return failures.length === 0;
}

function judge({ one, large, small, owner, scans }: Measured): {
	line: string;
	problems: string[];
} {
	const wall = large.map((time) => time.wall);
	const p95 = quantile(wall, 0.95);
	const growth = ratioOf(large, small);
	const rowSecurity = ratioOf(large, owner);
	const problems: string[] = [];
	if (p95 > one.budgetMs) problems.push(`p95 ${p95.toFixed(1)} ms of ${one.budgetMs} ms`);
	if (growth.isMore(MOST_GROWTH)) problems.push(`${growth.text} times the small database`);
	if (rowSecurity.isMore(MOST_ROW_SECURITY)) problems.push(`${rowSecurity.text} times its owner`);
	for (const table of scans) problems.push(`reads all of ${table}`);
	const cells = [
		quantile(wall, 0.5).toFixed(2),
		p95.toFixed(2),
		String(one.budgetMs),
		cpuAt(large, 0.5).toFixed(2),
		cpuAt(large, 0.95).toFixed(2),
		cpuAt(small, 0.5).toFixed(2),
		growth.text,
		rowSecurity.text,
	];
	const line = `${one.name.padEnd(46)}${cells.map((cell) => cell.padStart(10)).join("")}`;
	return { line: problems.length > 0 ? `${line}  ✗` : line, problems };
}

const cpuAt = (times: Time[], share: number) =>
	quantile(
		times.map(({ cpu }) => cpu),
		share,
	);

/** Of what was computed, for that is what others on the machine disturb least. */
function ratioOf(above: Time[], below: Time[]) {
	const [more, less] = [cpuAt(above, 0.5), cpuAt(below, 0.5)];
	return {
		text: (more / less).toFixed(2),
		isMore: (most: number) => more / less > most && more - less > LEAST_DIFFERENCE_MS,
	};
}

export function quantile(values: number[], share: number): number {
	const sorted = [...values].sort((one, other) => one - other);
	return sorted[Math.min(Math.floor(sorted.length * share), sorted.length - 1)] ?? Number.NaN;
}

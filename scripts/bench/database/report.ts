import type { Time } from "./callers.ts";
import type { Case } from "./cases.ts";

/** Times round by round. */
export type Measured = {
	one: Case;
	large: Time[];
	/** The large database's, without row security. */
	owner: Time[];
	small: Time[];
	/** The large one's again, for as many rows as the small one answers. */
	alike: Time[];
	scans: string[];
};

const MOST_GROWTH = 1.5;
const MOST_ROW_SECURITY = 1.3;
/** Below this a ratio tells of the clock, not of the query. */
const LEAST_DIFFERENCE_MS = 0.3;

const HEADS = [
	...["p50", "p95", "budget", "rows", "trip p50", "trip p95", "as owner"],
	...["as many", "p50", "small p50", "growth"],
];
const lineOf = (name: string, cells: string[]) =>
	name.padEnd(46) + cells.map((cell) => cell.padStart(10)).join("");

export const printHeads = () => console.log(lineOf("", HEADS));

/** Prints the line of a case; answers what it misses of its budget, its ratios and its plan. */
export function report(measured: Measured): string[] {
	const { line, problems } = judge(measured);
	console.log(line);
	return problems.map((problem) => `${measured.one.name}: ${problem}`);
}

function judge({ one, large, small, owner, alike, scans }: Measured): {
	line: string;
	problems: string[];
} {
	const p95 = cpuAt(large, 0.95);
	const trips = large.map((time) => time.wall);
	const growth = ratioOf(alike, small);
	const rowSecurity = ratioOf(large, owner);
	const problems: string[] = [];
	if (p95 > one.budgetMs) problems.push(`p95 ${p95.toFixed(1)} ms of ${one.budgetMs} ms`);
	if (growth.isMore(one.mostGrowth ?? MOST_GROWTH))
		problems.push(`${growth.text} times the small database`);
	if (rowSecurity.isMore(MOST_ROW_SECURITY)) problems.push(`${rowSecurity.text} times its owner`);
	for (const table of scans) problems.push(`reads all of ${table}`);
	const line = lineOf(one.name, [
		...[digits(cpuAt(large, 0.5)), digits(p95), String(one.budgetMs), rowsOf(large)],
		...[digits(quantile(trips, 0.5)), digits(quantile(trips, 0.95)), rowSecurity.text],
		...[rowsOf(alike), digits(cpuAt(alike, 0.5)), digits(cpuAt(small, 0.5)), growth.text],
	]);
	return { line: problems.length > 0 ? `${line}  ✗` : line, problems };
}

/** A dash where nothing was measured: of lists that are empty in the small database. */
const digits = (value: number) => (Number.isNaN(value) ? "–" : value.toFixed(2));

const cpuAt = (times: Time[], share: number) =>
	quantile(
		times.map(({ cpu }) => cpu),
		share,
	);

const rowsOf = (times: Time[]) =>
	digits(
		quantile(
			times.map(({ rows }) => rows),
			0.5,
		),
	).replace(".00", "");

function ratioOf(above: Time[], below: Time[]) {
	const [more, less] = [cpuAt(above, 0.5), cpuAt(below, 0.5)];
	return {
		text: digits(more / less),
		isMore: (most: number) => more / less > most && more - less > LEAST_DIFFERENCE_MS,
	};
}

export function quantile(values: number[], share: number): number {
	const sorted = [...values].sort((one, other) => one - other);
	return sorted[Math.ceil(sorted.length * share) - 1] ?? Number.NaN;
}

// `npm run bench -- database [--conversations 1000000] [--rounds 20] [--only inbox]`: how fast the database answers an
// agent, with row security, at size; beside the same calls in a database of 10,000 conversations, and by the owner.
// What takes little is asked in more rounds: a p95 of twenty tells of the machine.
import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import type { Stack } from "@cossistant/stack";
import { endSignal } from "../../lib/end-signal.ts";
import { type CallerOfCase, openCaller, type Time } from "./callers.ts";
import { CASES, type Case } from "./cases.ts";
import { openSeeded, type Seeded } from "./databases.ts";
import { type Measured, printHeads, quantile, report } from "./report.ts";

const { values } = parseArgs({
	options: {
		conversations: { type: "string", default: "1000000" },
		small: { type: "string", default: "10000" },
		rounds: { type: "string", default: "20" },
		only: { type: "string", default: "" },
		dir: { type: "string", default: tmpdir() },
		// Databases that were seeded before, to measure again after a change.
		"large-url": { type: "string" },
		"small-url": { type: "string" },
	},
});

/** Figures of two machines, or of a rented one in two hours, compare by how long each takes for this. */
const YARDSTICK: Case = {
	...{ name: "count to a million", budgetMs: Number.POSITIVE_INFINITY, args: () => [] },
	statement: "select count(*) from generate_series(1, 1000000)",
};
const MOST_ROUNDS = Math.max(100, Number(values.rounds));
const LONG_ENOUGH_MS = 3000;

const folder = mkdtempSync(join(values.dir, "bench-database-"));
// Where root runs this, Postgres is somebody else, who has to get through.
chmodSync(folder, 0o755);
const stacks: Stack[] = [];
const end = endSignal().then(() => "told to end" as const);
try {
	process.exitCode = (await Promise.race([bench(), end])) === true ? 0 : 1;
} finally {
	await Promise.all(stacks.map((stack) => stack.stop()));
	rmSync(folder, { recursive: true, force: true });
}
process.exit();

async function bench(): Promise<boolean> {
	const place = { folder, onStart: (stack: Stack) => void stacks.push(stack) };
	const small = await openSeeded("small", {
		...{ conversations: values.small, url: values["small-url"] },
		...place,
	});
	const large = await openSeeded("large", {
		...{ conversations: values.conversations, url: values["large-url"] },
		...place,
	});
	const cases = CASES.filter(({ name }) => name.includes(values.only));
	const agent = { large: await agentOf(large), small: await agentOf(small) };
	const owner = await openCaller(large.databaseUrl, { world: large.world, as: "owner" });

	console.log(
		`\nRound trips over loopback, one connection each, prepared and warm, ${values.rounds} rounds; role authenticated with row security.\n` +
			"Budgets and ratios are of what the database computes for a call, from its arrival to its commit;\n" +
			"the round trip also has the way there and back, and what else this machine does.\n",
	);
	const misses: string[] = [];
	await printYardstick(owner);
	printHeads();
	for (const one of cases) {
		const times = await measure(one, { large: agent.large, small: agent.small, owner });
		misses.push(...report({ one, ...times, scans: await agent.large.scans(one) }));
	}
	await printYardstick(owner);
	await Promise.all([agent.large, agent.small, owner].map((caller) => caller.end()));
	console.log(
		misses.length === 0
			? `\nAll ${cases.length} cases keep their budgets.`
			: `\n${misses.length} misses:\n${misses.map((miss) => `  ${miss}`).join("\n")}`,
	);
	return misses.length === 0;
}

type Callers = Record<"large" | "small" | "owner", CallerOfCase>;
type Times = Omit<Measured, "one" | "scans">;

/** Round by round, the three beside each other and in turns, so that what disturbs the machine disturbs all alike. */
async function measure(one: Case, callers: Callers): Promise<Times> {
	const times: Times = { large: [], owner: [], small: [], alike: [] };
	const warmUps = 3;
	let end = Number.POSITIVE_INFINITY;
	for (let round = 0; round < MOST_ROUNDS + warmUps; round++) {
		if (round === warmUps) end = performance.now() + LONG_ENOUGH_MS;
		if (round >= Number(values.rounds) + warmUps && performance.now() > end) break;
		const { large, owner, small } = await takeTurns(one, round, callers);
		const rows = one.page && Math.min(large.rows, small.rows);
		const asMany = (caller: CallerOfCase, time: Time) =>
			rows === undefined || time.rows === rows ? time : caller.time(one, round, rows);
		if (round < warmUps) continue;
		times.large.push(large);
		times.owner.push(owner);
		if (rows === 0) continue;
		times.alike.push(await asMany(callers.large, large));
		times.small.push(await asMany(callers.small, small));
	}
	return times;
}

/** Who begins changes with the round. */
async function takeTurns(
	one: Case,
	round: number,
	callers: Callers,
): Promise<Record<keyof Callers, Time>> {
	const inTurn = Object.entries(callers) as [keyof Callers, CallerOfCase][];
	const times: [keyof Callers, Time][] = [];
	for (const [name, caller] of [...inTurn.slice(round % 3), ...inTurn.slice(0, round % 3)]) {
		times.push([name, await caller.time(one, round)]);
	}
	return Object.fromEntries(times) as Record<keyof Callers, Time>;
}

async function printYardstick(caller: CallerOfCase): Promise<void> {
	const times: number[] = [];
	for (let round = 0; round < 9; round++) times.push((await caller.time(YARDSTICK, round)).cpu);
	console.log(`To count to a million takes ${quantile(times, 0.5).toFixed(0)} ms.\n`);
}

function agentOf({ databaseUrl, world }: Seeded) {
	return openCaller(databaseUrl, { world, as: "authenticated" });
}

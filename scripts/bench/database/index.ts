// `npm run bench -- database [--conversations 1000000] [--rounds 20] [--only inbox]`: how fast the database answers an
// agent, with row security, at size; beside the same calls in a database of 10,000 conversations, and by the owner.
import { chmodSync, mkdtempSync, rmSync, statfsSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { type Stack, startStack } from "@cossistant/stack";
import postgres from "postgres";
import { endSignal } from "../../lib/end-signal.ts";
import { readOptions } from "../../seed/options.ts";
import { count, createProgress, duration } from "../../seed/progress.ts";
import { seedDatabase } from "../../seed/seed-database.ts";
import { openCaller } from "./callers.ts";
import { CASES, type Case } from "./cases.ts";
import { type Measured, report } from "./report.ts";
import { readWorld, type World } from "./world.ts";

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
const BYTES_PER_CONVERSATION = 20_000;

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
	const small = await openSeeded("small", {
		conversations: values.small,
		url: values["small-url"],
	});
	const large = await openSeeded("large", {
		conversations: values.conversations,
		url: values["large-url"],
	});
	const cases = CASES.filter(({ name }) => name.includes(values.only));
	const agent = { large: await agentOf(large), small: await agentOf(small) };
	const owner = await openCaller(large.databaseUrl, { world: large.world, as: "owner" });

	console.log(
		`\nRound trips over loopback, one connection each, prepared and warm, ${values.rounds} rounds; role authenticated with row security.\n` +
			"Budgets are held against the round trip, ratios taken of what the database computed meanwhile.\n",
	);
	const measured: Measured[] = [];
	for (const one of cases) {
		measured.push({
			one,
			...(await measure(one, { large: agent.large, small: agent.small, owner })),
			scans: await agent.large.scans(one),
		});
	}
	await Promise.all([agent.large, agent.small, owner].map((caller) => caller.end()));
	return report(measured);
}

type Callers = Record<"large" | "small" | "owner", Awaited<ReturnType<typeof openCaller>>>;

/** Round by round, the three beside each other, so that what disturbs the machine disturbs all alike. */
async function measure(one: Case, callers: Callers): Promise<Pick<Measured, keyof Callers>> {
	const times: Pick<Measured, keyof Callers> = { large: [], small: [], owner: [] };
	const warmUps = 3;
	for (let round = 0; round < Number(values.rounds) + warmUps; round++) {
		for (const name of ["large", "owner", "small"] as const) {
			const time = await callers[name].time(one, round);
			if (round >= warmUps) times[name].push(time);
		}
	}
	return times;
}

type Seeded = { databaseUrl: string; world: World };

function agentOf({ databaseUrl, world }: Seeded) {
	return openCaller(databaseUrl, { world, as: "authenticated" });
}

async function openSeeded(
	name: string,
	{ conversations, url }: { conversations: string; url: string | undefined },
): Promise<Seeded> {
	const databaseUrl = url ?? (await startIn(join(folder, name), conversations));
	const sql = postgres(databaseUrl, { max: 1, onnotice: () => {} });
	// The same long conversation in both: what it costs must not depend on what is beside it.
	const { plan, owner } = readOptions(
		["--conversations", conversations, "--long", "100000"],
		Date.now(),
	);
	const begun = Date.now();
	const { tell } = createProgress(process.stderr, Date.now);
	if (url === undefined) {
		const { rows } = await seedDatabase(sql, { plan, owner, isBare: true, tell });
		const [size] = await sql`select pg_size_pretty(pg_database_size(current_database())) as text`;
		console.log(
			`${name}: ${count(plan.conversations)} conversations, ${count(rows)} rows, ${size?.text}, seeded in ${duration(Date.now() - begun)}.`,
		);
	}
	const world = await readWorld(sql);
	await sql.end();
	return { databaseUrl, world };
}

async function startIn(dataDir: string, conversations: string): Promise<string> {
	refuseWithoutRoom(Number(conversations));
	const options = { ephemeral: true, port: 0, functions: false, seed: true, dataDir };
	const stack = await startStack(options);
	stacks.push(stack);
	return stack.databaseUrl;
}

function refuseWithoutRoom(conversations: number): void {
	const { bavail, bsize } = statfsSync(folder);
	const needed = conversations * BYTES_PER_CONVERSATION;
	if (bavail * bsize > needed) return;
	throw new Error(
		`${folder} has too little room: ${count(Math.round(needed / 1e9))} GB are needed. Name another folder with --dir.`,
	);
}

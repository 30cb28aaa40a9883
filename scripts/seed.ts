// `npm run seed -- --conversations 1000000`: fills a database with believable support talk.
import { findRunning } from "@cossistant/stack";
import postgres from "postgres";
import { Problem } from "./bootstrap/problem.mjs";
import { printProblem } from "./bootstrap/report.mjs";
import { endSignal } from "./lib/end-signal.ts";
import { readOptions, type SeedOptions, USAGE } from "./seed/options.ts";
import { count, createProgress, duration } from "./seed/progress.ts";
import { seedDatabase } from "./seed/seed-database.ts";

/** From here on indexes are made after the rows. */
const MANY = 2000;

const args = process.argv.slice(2);
const stopped = endSignal().then(() => "stopped" as const);
if (args.includes("--help")) console.log(USAGE);
else {
	try {
		await seed(readOptions(args, Date.now()));
	} catch (error) {
		printProblem(error);
		process.exitCode = 1;
	}
}
process.exit();

async function seed({ plan, owner, url }: SeedOptions): Promise<void> {
	const begun = Date.now();
	const databaseUrl = url ?? process.env.DATABASE_URL ?? findRunning()?.databaseUrl;
	if (databaseUrl === undefined) {
		throw new Problem(
			"There is no database to fill: the local Supabase does not run.",
			"Run `npm run dev` in another terminal, or name a database with --url or DATABASE_URL.",
		);
	}
	const sql = postgres(databaseUrl, { max: 1, onnotice: () => {} });
	const progress = createProgress(process.stderr, Date.now);
	try {
		const work = seedDatabase(sql, {
			plan,
			owner,
			isBare: plan.conversations >= MANY,
			tell: progress.tell,
		});
		const seeded = await Promise.race([work, stopped]);
		progress.end();
		if (seeded === "stopped") {
			process.exitCode = 130;
			console.error("\n  Stopped. Nothing was kept.");
			return;
		}
		console.log(
			`  ✓ ${count(plan.conversations)} conversations, ${count(seeded.rows)} rows in ${duration(Date.now() - begun)}.`,
		);
		if (!seeded.hasOwner) {
			console.log(
				`    There is no account ${owner}: name one with --owner to see them in the dashboard.`,
			);
		}
	} catch (error) {
		progress.end();
		throw problemOf(error, plan.seed);
	} finally {
		await sql.end({ timeout: 0 });
	}
}

function problemOf(error: unknown, seed: number): unknown {
	const { code, message } = error as { code?: string; message: string };
	if (code === "23505") {
		return new Problem(
			`This database holds rows of seed ${seed} already.`,
			"Choose another with --seed. Nothing was changed.",
		);
	}
	if (code === "55P03") {
		return new Problem(
			"Others write to this database without a pause.",
			"Try again when it is quieter. Nothing was changed.",
		);
	}
	if (code === "ECONNREFUSED" || code === "ENOTFOUND" || code === "28P01") {
		return new Problem(`The database can't be reached: ${message}`, "Check --url or DATABASE_URL.");
	}
	return error;
}

import { statfsSync } from "node:fs";
import { join } from "node:path";
import { type Stack, startStack } from "@cossistant/stack";
import postgres, { type Sql } from "postgres";
import { readOptions } from "../../seed/options.ts";
import { count, createProgress, duration } from "../../seed/progress.ts";
import { seedDatabase } from "../../seed/seed-database.ts";
import { readWorld, type World } from "./world.ts";

/** A database to measure, filled and warm. */
export type Seeded = { databaseUrl: string; world: World };

const BYTES_PER_CONVERSATION = 20_000;

/** What Postgres has on a hosted project with 8 GB, which a million conversations ask for. */
const HOSTED_SETTINGS = { shared_buffers: "2GB", effective_cache_size: "6GB" };

/** Starts and fills a database in a folder, or takes the one that a URL names, and warms it. */
export async function openSeeded(
	name: string,
	options: {
		conversations: string;
		url: string | undefined;
		folder: string;
		onStart(stack: Stack): void;
	},
): Promise<Seeded> {
	const { conversations, url } = options;
	const stack = url === undefined ? await startIn(join(options.folder, name), options) : undefined;
	const databaseUrl = url ?? stack?.databaseUrl ?? "";
	const sql = postgres(databaseUrl, { max: 1, onnotice: () => {} });
	if (stack) await fill(sql, { name, conversations });
	const warmed = await warm(stack?.adminDatabaseUrl ?? databaseUrl);
	console.log(`${name}: ${await settingsOf(sql)}; ${warmed}.`);
	const world = await readWorld(sql);
	await sql.end();
	return { databaseUrl, world };
}

async function startIn(
	dataDir: string,
	{ conversations, folder, onStart }: Parameters<typeof openSeeded>[1],
): Promise<Stack> {
	refuseWithoutRoom(folder, Number(conversations));
	const options = { ephemeral: true, port: 0, functions: false, seed: true, dataDir };
	const stack = await startStack({ ...options, databaseSettings: HOSTED_SETTINGS });
	onStart(stack);
	return stack;
}

async function fill(
	sql: Sql,
	{ name, conversations }: { name: string; conversations: string },
): Promise<void> {
	// The same long conversation in both: what it costs must not depend on what is beside it.
	const { plan, owner } = readOptions(
		["--conversations", conversations, "--long", "100000"],
		Date.now(),
	);
	const begun = Date.now();
	const { tell } = createProgress(process.stderr, Date.now);
	const { rows } = await seedDatabase(sql, { plan, owner, isBare: true, tell });
	const [size] = await sql`select pg_size_pretty(pg_database_size(current_database())) as text`;
	console.log(
		`${name}: ${count(plan.conversations)} conversations, ${count(rows)} rows, ${size?.text}, seeded in ${duration(Date.now() - begun)}.`,
	);
}

/** What of Postgres decides how fast it reads. */
async function settingsOf(sql: Sql): Promise<string> {
	const names = ["shared_buffers", "effective_cache_size", "work_mem", "random_page_cost"];
	const settings = await sql<{ name: string; value: string }[]>`
		select name, current_setting(name) as value from unnest(${names}::text[]) as name`;
	return settings.map(({ name, value }) => `${name} ${value}`).join(", ");
}

/** Reads every table and index once, as a project that has run for a day has; says what it read. */
async function warm(url: string): Promise<string> {
	const sql = postgres(url, { max: 1, onnotice: () => {} });
	const canPrewarm = await sql`create extension if not exists pg_prewarm`.then(
		() => true,
		() => false,
	);
	const tables = await sql<{ name: string; kind: string }[]>`
		select oid::regclass::text as name, relkind as kind from pg_catalog.pg_class
		where relnamespace in ('public'::regnamespace, 'private'::regnamespace)
			and relkind = any (${canPrewarm ? ["r", "i", "t"] : ["r"]})
		-- Where not all has room, what is read last stays: the indexes, and of them the small ones.
		order by relkind = 'i', relpages desc`;
	for (const { name } of tables) {
		if (canPrewarm) await sql`select pg_prewarm(${name}::regclass)`;
		else await sql.unsafe(`select count(*) from ${name}`);
	}
	await sql.end();
	return canPrewarm ? "every table and index read once" : "every table read once";
}

function refuseWithoutRoom(folder: string, conversations: number): void {
	const { bavail, bsize } = statfsSync(folder);
	const needed = conversations * BYTES_PER_CONVERSATION;
	if (bavail * bsize > needed) return;
	throw new Error(
		`${folder} has too little room: ${count(Math.round(needed / 1e9))} GB are needed. Name another folder with --dir.`,
	);
}

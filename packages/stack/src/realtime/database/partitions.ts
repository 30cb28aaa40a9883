import type postgres from "postgres";

type Sql = ReturnType<typeof postgres>;

const DAY_MS = 86_400_000;
const DAYS_AHEAD = 3;
const KEPT_MS = 3 * DAY_MS;

/** Creates the partitions of yesterday and of the days to come, and drops those older than 72 hours. */
export async function ensurePartitions(sql: Sql, now: number): Promise<void> {
	const existing = new Set(await partitionNames(sql));
	for (const day of daysAround(now)) {
		if (!existing.has(nameOf(day))) await createPartition(sql, day);
	}
	for (const name of existing) {
		const day = dayOf(name);
		if (day !== undefined && day + DAY_MS + KEPT_MS <= now) {
			await sql`drop table if exists realtime.${sql(name)}`;
		}
	}
}

/** Takes today's and all later partitions away, so that every insert fails; returns what puts them back. */
export async function withholdPartitions(sql: Sql): Promise<() => Promise<void>> {
	const names = await partitionNames(sql);
	for (const name of names) {
		await sql`alter table realtime.messages detach partition realtime.${sql(name)}`;
	}
	return async () => {
		for (const name of names) {
			const day = dayOf(name) as number;
			await sql.unsafe(
				`alter table realtime.messages attach partition realtime.${name} ${boundsOf(day)}`,
			);
		}
	};
}

async function createPartition(sql: Sql, day: number): Promise<void> {
	const name = nameOf(day);
	await sql.unsafe(
		`create table if not exists realtime.${name} partition of realtime.messages ${boundsOf(day)};
		 alter table realtime.${name} owner to supabase_realtime_admin;`,
	);
}

async function partitionNames(sql: Sql): Promise<string[]> {
	const rows = await sql<{ name: string }[]>`
		select child.relname as name
		from pg_catalog.pg_inherits
		join pg_catalog.pg_class as child on child.oid = inhrelid
		where inhparent = 'realtime.messages'::regclass
	`;
	return rows.map((row) => row.name).filter((name) => dayOf(name) !== undefined);
}

function daysAround(now: number): number[] {
	const today = Math.floor(now / DAY_MS) * DAY_MS;
	return Array.from({ length: DAYS_AHEAD + 2 }, (_, index) => today + (index - 1) * DAY_MS);
}

function dateOf(day: number): string {
	return new Date(day).toISOString().slice(0, 10);
}

function nameOf(day: number): string {
	return `messages_${dateOf(day).replaceAll("-", "_")}`;
}

function dayOf(name: string): number | undefined {
	const date = /^messages_(\d{4})_(\d{2})_(\d{2})$/.exec(name);
	return date ? Date.UTC(Number(date[1]), Number(date[2]) - 1, Number(date[3])) : undefined;
}

function boundsOf(day: number): string {
	return `for values from ('${dateOf(day)}') to ('${dateOf(day + DAY_MS)}')`;
}

import { readFileSync } from "node:fs";
import postgres, { type Sql } from "postgres";
import type { Case, Role } from "./cases.ts";
import type { World } from "./world.ts";

/** What a call took, in milliseconds: the round trip, and what of it the database computed; and how many rows it answered. */
export type Time = { wall: number; cpu: number; rows: number };

/** One connection that asks in an agent's name. */
export type CallerOfCase = {
	/** A list answers a page, or as few rows as are asked for. */
	time(one: Case, round: number, rows?: number): Promise<Time>;
	/** The big tables that a call read from end to end, though they have indexes. */
	scans(one: Case): Promise<string[]>;
	end(): Promise<void>;
};

/** Tables that grow with the number of conversations. */
export const BIG_TABLES = [
	...["contacts", "visitors", "conversations", "timeline_items", "conversation_reads"],
	...[
		"conversation_tags",
		"tag_lists",
		"conversation_participants",
		"attachments",
		"notifications",
		"jobs",
	],
];

/**
 * Opens a connection as the API has it, in role `authenticated` with row security; or as the tables' owner, whom no
 * policy concerns, with the same claims.
 */
export async function openCaller(
	databaseUrl: string,
	{ world, as }: { world: World; as: Role },
): Promise<CallerOfCase> {
	const sql = postgres(databaseUrl, { max: 1, onnotice: () => {}, connection: { jit: "off" } });
	let agentId = "";
	const [{ pid } = {}] = await sql`select pg_backend_pid() as pid`;
	if (as === "authenticated") await sql`set role authenticated`;

	async function become(round: number): Promise<void> {
		const next = world.agentIds[round % world.agentIds.length] ?? "";
		if (next === agentId) return;
		agentId = next;
		const claims = JSON.stringify({ role: "authenticated", sub: agentId });
		await sql`select set_config('request.jwt.claims', ${claims}, false)`;
	}

	const valuesOf = ({ args }: Case, round: number, rows: number | undefined) =>
		[...args(world, round, as), ...(rows === undefined ? [] : [rows])] as string[];

	return {
		async time(one, round, rows = one.page) {
			await become(round);
			const values = valuesOf(one, round, rows);
			const [begun, cpuBefore] = [performance.now(), cpuTime(pid)];
			const answer = await sql.unsafe(one.statement, values, { prepare: true });
			const wall = performance.now() - begun;
			const cpu = cpuTime(pid) - cpuBefore;
			return { wall, cpu: Number.isNaN(cpu) ? wall : cpu, rows: rowsIn(answer) };
		},
		async scans(one) {
			await become(0);
			return findScans(sql, { ...one, values: valuesOf(one, 0, one.page) });
		},
		end: () => sql.end(),
	};
}

/** A function answers one row of JSON, with what it lists in its first array. */
function rowsIn(answer: readonly Record<string, unknown>[]): number {
	const [json] = Object.values(answer[0] ?? {});
	const isJson = answer.length === 1 && typeof json === "object" && json !== null;
	const list = isJson ? Object.values(json).find(Array.isArray) : answer;
	return list?.length ?? 0;
}

/** Milliseconds that a process of this machine has computed; where the system doesn't tell, not a number. */
function cpuTime(pid: number): number {
	try {
		return Number(readFileSync(`/proc/${pid}/schedstat`, "utf8").split(" ")[0]) / 1e6;
	} catch {
		return Number.NaN;
	}
}

async function findScans(
	sql: Sql,
	{ statement, values }: { statement: string; values: string[] },
): Promise<string[]> {
	const takeBack = new Error("taken back");
	let found: string[] = [];
	await sql
		.begin(async (transaction) => {
			await transaction.unsafe(statement, values);
			const rows = await transaction<{ name: string }[]>`
				select relname as name from pg_catalog.pg_stat_xact_user_tables
				where seq_scan > 0 and relname = any (${BIG_TABLES})
				order by 1`;
			found = rows.map(({ name }) => name);
			throw takeBack;
		})
		.catch((error) => {
			if (error !== takeBack) throw error;
		});
	return found;
}

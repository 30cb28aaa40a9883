import type { Sql, TransactionSql } from "postgres";
import {
	holdTables,
	rebuildCounts,
	vacuums,
	withoutIndexes,
	withoutTriggers,
} from "./bare-tables.ts";
import { copyRows } from "./copy.ts";
import { createCrowd, type Team } from "./people.ts";
import { type Plan, visitorCount } from "./plan.ts";
import { addStory, COLUMNS, contactRow, type Rows, type Value, visitorRow } from "./rows.ts";
import { tellLongStory, tellStory } from "./story.ts";
import { writeTeam } from "./write-team.ts";

/** Told as the work goes on: how much of a part is done. */
export type Tell = (part: string, progress: { done: number; of: number; rows: number }) => void;

export type Order = {
	plan: Plan;
	/** The address of an account that shall own the organization. */
	owner: string;
	/** Makes indexes and foreign keys after the rows: faster for many. Nobody can read meanwhile. */
	isBare: boolean;
	tell: Tell;
};

export type Seeded = { team: Team; rows: number; hasOwner: boolean };

const CONVERSATIONS_AT_ONCE = 1000;
const PEOPLE_AT_ONCE = 10_000;

/** Writes all rows of a plan in one transaction: whoever stops it leaves nothing behind. Others can't write meanwhile. */
export async function seedDatabase(sql: Sql, order: Order): Promise<Seeded> {
	const { tell } = order;
	const seeded = await sql.begin(async (transaction) => {
		await transaction`set local statement_timeout = 0`;
		await transaction`set local maintenance_work_mem = '512MB'`;
		return write(transaction, order);
	});
	const statements = vacuums();
	for (const [place, statement] of statements.entries()) {
		tell("tidying", { done: place, of: statements.length, rows: seeded.rows });
		await sql.unsafe(statement);
	}
	tell("tidying", { done: 1, of: 1, rows: seeded.rows });
	return seeded;
}

async function write(sql: TransactionSql, { plan, owner, isBare, tell }: Order): Promise<Seeded> {
	await holdTables(sql, isBare ? "access exclusive" : "share row exclusive");
	const { team, hasOwner } = await writeTeam(sql, { plan, owner });
	const switchOn = await withoutTriggers(sql);
	const remakes = isBare ? await withoutIndexes(sql) : [];

	let rows = 0;
	for (const { part, done, of, batch } of batches(plan, team)) {
		rows += await copyRows(sql, batch);
		tell(part, { done, of, rows });
	}
	for (const [place, remake] of remakes.entries()) {
		tell("indexes and keys", { done: place, of: remakes.length, rows });
		await remake.run();
	}
	tell("counts", { done: 0, of: 1, rows });
	await rebuildCounts(sql);
	await switchOn();
	return { team, rows, hasOwner };
}

type Batch = { part: string; done: number; of: number; batch: Rows };

/** All rows, people first, a handful at a time. */
function* batches(plan: Plan, team: Team): Generator<Batch> {
	const crowd = createCrowd(plan);
	yield* inBatches("contacts", { of: plan.contacts, size: PEOPLE_AT_ONCE }, (numbers) => ({
		contacts: numbers.map((number) => contactRow(plan, team, crowd, number)),
	}));
	yield* inBatches("visitors", { of: visitorCount(plan), size: PEOPLE_AT_ONCE }, (numbers) => ({
		visitors: numbers.map((number) => visitorRow(plan, team, crowd, number)),
	}));
	const world = { plan, team, crowd };
	if (plan.long > 0) {
		const batch = noRows();
		addStory(batch, team, tellLongStory(world));
		yield { part: "the long conversation", done: 1, of: 1, batch };
	}
	const size = CONVERSATIONS_AT_ONCE;
	yield* inBatches("conversations", { of: plan.conversations, size }, (numbers) => {
		const batch = noRows();
		for (const number of numbers) addStory(batch, team, tellStory(world, number));
		return batch;
	});
}

function* inBatches(
	part: string,
	{ of, size }: { of: number; size: number },
	make: (numbers: number[]) => Rows,
): Generator<Batch> {
	for (let start = 0; start < of; start += size) {
		const count = Math.min(size, of - start);
		const batch = make(Array.from({ length: count }, (_, place) => start + place));
		yield { part, done: start + count, of, batch };
	}
}

function noRows(): Required<Rows> {
	const tables = Object.keys(COLUMNS).map((table) => [table, [] as Value[][]]);
	return Object.fromEntries(tables) as Required<Rows>;
}

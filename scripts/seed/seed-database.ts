import { setImmediate } from "node:timers/promises";
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
/** Then the event loop has its turn. */
const MADE_AT_A_TIME = 20;

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
	// What is told at the end of a transaction is told here: a table with something left to tell can't be altered.
	await sql`set constraints all immediate`;
	const switchOn = await withoutTriggers(sql);
	const remakes = isBare ? await withoutIndexes(sql) : [];

	let rows = 0;
	let copying: Promise<unknown> = Promise.resolve();
	for (const { part, done, of, make } of parts(plan, team)) {
		// What comes next is made while the database takes what was made before.
		const [made] = await Promise.all([make(), copying]);
		copying = copyRows(sql, made).then((copied) => {
			rows += copied;
			tell(part, { done, of, rows });
		});
	}
	await copying;
	for (const [place, remake] of remakes.entries()) {
		tell("indexes and keys", { done: place, of: remakes.length, rows });
		await remake.run();
	}
	tell("counts", { done: 0, of: 1, rows });
	await rebuildCounts(sql);
	await switchOn();
	return { team, rows, hasOwner };
}

type Part = { part: string; done: number; of: number; make: () => Promise<Rows> };

/** All rows, people first, a handful at a time. */
function* parts(plan: Plan, team: Team): Generator<Part> {
	const crowd = createCrowd(plan);
	const world = { plan, team, crowd };
	yield* inParts("contacts", { of: plan.contacts, size: PEOPLE_AT_ONCE }, (rows, number) => {
		rows.contacts.push(contactRow(plan, team, crowd, number));
	});
	yield* inParts("visitors", { of: visitorCount(plan), size: PEOPLE_AT_ONCE }, (rows, number) => {
		rows.visitors.push(visitorRow(plan, team, crowd, number));
	});
	yield* inParts("the long conversation", { of: Math.min(plan.long, 1), size: 1 }, (rows) => {
		addStory(rows, team, tellLongStory(world));
	});
	const size = CONVERSATIONS_AT_ONCE;
	yield* inParts("conversations", { of: plan.conversations, size }, (rows, number) => {
		addStory(rows, team, tellStory(world, number));
	});
}

function* inParts(
	part: string,
	{ of, size }: { of: number; size: number },
	add: (rows: Required<Rows>, number: number) => void,
): Generator<Part> {
	for (let start = 0; start < of; start += size) {
		const done = Math.min(start + size, of);
		const make = async () => {
			const rows = noRows();
			for (let number = start; number < done; number++) {
				add(rows, number);
				// Lets the rows before these go on to the database.
				if (number % MADE_AT_A_TIME === 0) await setImmediate();
			}
			return rows;
		};
		yield { part, done, of, make };
	}
}

function noRows(): Required<Rows> {
	const tables = Object.keys(COLUMNS).map((table) => [table, [] as Value[][]]);
	return Object.fromEntries(tables) as Required<Rows>;
}

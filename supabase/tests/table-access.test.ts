import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Cast, openCast } from "./isolation/cast.ts";
import { callerNames, expectationsOf, subjectsOf } from "./isolation/expected.ts";
import { populate } from "./isolation/populate.ts";
import { rowsOf } from "./isolation/rows.ts";
import type { Caller } from "./support/caller.ts";
import { tablesOf } from "./support/catalog.ts";

const tables = subjectsOf("select");
let cast: Cast;

beforeAll(async () => {
	cast = await openCast();
	await populate(cast);
});
afterAll(() => cast.close());

function callerOf(name: string): Caller {
	const caller = cast.callers[name];
	if (!caller) throw new Error(`Nobody is called ${name}.`);
	return caller;
}

/** Acme's rows of a table, as the owner of all of them sees them. */
function rows(table: string) {
	const { column, values } = rowsOf(table, cast);
	const { sql } = cast;
	return sql`
		select * from ${sql(`public.${table}`)} as row where ${sql(column)} = any (${values}) order by row::text`;
}

it("covers every table", async () => {
	expect(tables).toEqual((await tablesOf(cast.sql, ["public"])).map(({ name }) => name));
});

describe("reading a table", () => {
	it.each(expectationsOf("select"))(
		"$on as $caller: $expected",
		async ({ on, caller, expected }) => {
			const { column, values } = rowsOf(on, cast);
			const total = (await rows(on)).length;
			expect(total).toBeGreaterThan(0);

			const { data, error } = await callerOf(caller)
				.client.from(on)
				.select(column)
				.in(column, values);

			if (expected === "closed") expect(error).toMatchObject({ code: "42501" });
			else expect([error, data?.length]).toEqual([null, expected === "all" ? total : 0]);
		},
	);
});

/** Each way to write: every one of them must leave the rows as they are, whatever it answers. */
const WRITE: Record<
	string,
	(caller: Caller, table: string) => PromiseLike<{ error: { code: string } | null }>
> = {
	insert: ({ client }, table) => client.from(table).insert(someRowOf(table)),
	update: ({ client }, table) =>
		client
			.from(table)
			.update(someRowOf(table))
			.in(...placeOf(table)),
	delete: ({ client }, table) =>
		client
			.from(table)
			.delete()
			.in(...placeOf(table)),
};

function placeOf(table: string): [string, string[]] {
	const { column, values } = rowsOf(table, cast);
	return [column, values];
}

function someRowOf(table: string) {
	const { column, values } = rowsOf(table, cast);
	return { [column]: values[0] };
}

describe.each(Object.keys(WRITE))("to %s rows", (verb) => {
	it.each(expectationsOf(verb, tables))(
		"of $on as $caller: $expected",
		async ({ on, caller, expected }) => {
			const before = await rows(on);

			const answer = await WRITE[verb]?.(callerOf(caller), on);

			expect(answer?.error?.code === "42501" ? "closed" : answer?.error).toBe(expected);
			expect(await rows(on)).toEqual(before);
		},
	);
});

describe("schema private", () => {
	it.each(callerNames)("is out of the reach of %s", async (caller) => {
		const { error } = await callerOf(caller).client.schema("private").from("jobs").select();
		expect(error?.code).toBe("PGRST106");
	});
});

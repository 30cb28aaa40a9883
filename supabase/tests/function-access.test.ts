import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { calls } from "./isolation/calls/index.ts";
import { type Cast, openCast, restore } from "./isolation/cast.ts";
import { expectationsOf, subjectsOf } from "./isolation/expected.ts";
import { digestOf } from "./isolation/rows.ts";
import { type Caller, createCaller, Refused } from "./support/caller.ts";
import { routinesOf } from "./support/catalog.ts";

let cast: Cast;
beforeAll(async () => {
	cast = await openCast();
});
afterAll(() => cast.close());

it("covers every function", async () => {
	const names = (await routinesOf(cast.sql, ["public"])).map(({ name }) => name).sort();

	expect(subjectsOf("call")).toEqual(names);
	expect(Object.keys(calls).sort()).toEqual(names);
});

/** What somebody gets from a function, in the table's words. */
async function outcomeOf(caller: Caller | undefined, name: string, args?: Record<string, unknown>) {
	const answer = await caller?.rpc(name, args).catch((error: unknown) => error);
	if (!(answer instanceof Error)) return "ok";
	if (!(answer instanceof Refused)) throw answer;
	return answer.code === "42501" ? "closed" : answer.code;
}

describe("calling a function", () => {
	it.each(expectationsOf("call"))("$on as $caller: $expected", async ({ on, caller, expected }) => {
		await restore(cast);
		const args = await calls[on]?.(cast);
		const before = await digestOf(subjectsOf("select"), cast);

		const outcome = await outcomeOf(cast.callers[caller], on, args);

		expect(outcome).toBe(expected);
		if (outcome !== "ok") expect(await digestOf(subjectsOf("select"), cast)).toBe(before);
	});
});

describe("an agent's token without a user", () => {
	it.each(expectationsOf("call").filter(({ caller }) => caller === "eve"))(
		"opens nothing: $on",
		async ({ on, expected }) => {
			const ghost = await createCaller({ role: "authenticated", sub: "ada" });

			expect(await outcomeOf(ghost, on, await calls[on]?.(cast))).toBe(
				expected === "closed" ? "closed" : "PT401",
			);
		},
	);
});

import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { calls } from "./isolation/calls/index.ts";
import { type Cast, openCast, restore } from "./isolation/cast.ts";
import { expectationsOf, subjectsOf } from "./isolation/expected.ts";
import { digestOf } from "./isolation/rows.ts";
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

describe("calling a function", () => {
	it.each(expectationsOf("call"))("$on as $caller: $expected", async ({ on, caller, expected }) => {
		await restore(cast);
		const args = await calls[on]?.(cast);
		const before = await digestOf(subjectsOf("select"), cast);

		const { error } = (await cast.callers[caller]?.client.rpc(on, args)) ?? {};

		const outcome = error === null ? "ok" : error?.code === "42501" ? "closed" : error?.code;
		expect(outcome).toBe(expected);
		if (outcome !== "ok") expect(await digestOf(subjectsOf("select"), cast)).toBe(before);
	});
});

import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { calls } from "./isolation/calls/index.ts";
import { type Cast, openCast, restore } from "./isolation/cast.ts";
import { expectationsOf, subjectsOf } from "./isolation/expected.ts";
import { digestOf } from "./isolation/rows.ts";
import { signToken, stack } from "./support/stack.ts";

/** What no client would send, by the type that an argument has. */
const HOSTILE: Record<string, unknown[]> = {
	text: [
		"x".repeat(20_000),
		"a\u0000b",
		"\ud800",
		"\u202eevil\u202c",
		"'); drop table public.visitors; --",
		"",
		{ a: 1 },
		["a"],
		7,
		null,
	],
	uuid: ["1 or 1=1", "a\u0000b", 7, {}, [], "", null],
	jsonb: [
		"text",
		7,
		true,
		[],
		[[["deep"]]],
		{},
		{ nobody: "knows this" },
		{ constructor: "\ud800", name: "a\u0000b", text: { a: 1 }, type: 7, id: [] },
		null,
	],
	integer: ["x", 2 ** 70, -1, 1.5, {}, null],
	bigint: ["x", 2 ** 70, -1, 1.5, {}, null],
	boolean: ["maybe", 7, {}, null],
	timestamp: ["tomorrow", "2026-02-31T00:00:00Z", "infinity", 7, {}, null],
	list: ["text", 7, {}, [null], [{}], ["1 or 1=1"], ["a\u0000b"], Array(10_000).fill("x"), null],
	other: ["'); drop table public.visitors; --", "\u0000", 7, {}, null],
};

/** What a refusal of ours or of the API's own reading of types looks like; a constraint's or a bug's does not. */
const REFUSAL = /^(PT4\d\d|PGRST\d+|22\w{3}|42501)$/;

let cast: Cast;
beforeAll(async () => {
	cast = await openCast();
});
afterAll(() => cast.close());

/** Whoever gets an answer from a function when nothing is wrong. */
const callers = new Map(
	expectationsOf("call")
		.filter(({ expected }) => expected === "ok")
		.reverse()
		.map(({ on, caller }) => [on, caller]),
);

async function argumentTypes(name: string): Promise<Record<string, string>> {
	const rows = await cast.sql<{ argument: string; type: string; category: string }[]>`
		select argument, pg_type.oid::regtype::text as type, typcategory as category
		from pg_catalog.pg_proc, unnest(proargnames, proargtypes::oid[]) as given (argument, type_id)
		join pg_catalog.pg_type on pg_type.oid = type_id
		where pronamespace = 'public'::regnamespace and proname = ${name}`;
	return Object.fromEntries(
		rows.map(({ argument, type, category }) => [
			argument,
			category === "A" ? "list" : category === "D" ? "timestamp" : type in HOSTILE ? type : "other",
		]),
	);
}

/** A call as bytes, for a client would not let everything through. */
async function post(name: string, caller: string, body: string) {
	const claims = cast.callers[caller]?.claims;
	const key = caller === "service" ? stack.secretKey : stack.publishableKey;
	const response = await fetch(`${stack.url}/rest/v1/rpc/${name}`, {
		method: "POST",
		headers: {
			apikey: key,
			"content-type": "application/json",
			...(claims && { authorization: `Bearer ${await signToken(claims)}` }),
		},
		body,
	});
	return { status: response.status, body: await response.json().catch(() => null) };
}

/** Sends a hostile call; what is refused must be refused in words and change nothing. */
async function survives(name: string, body: string) {
	const before = await digestOf(subjectsOf("select"), cast);
	const answer = await post(name, callers.get(name) ?? "nobody", body);
	if (answer.status < 300) return restore(cast);

	const what = `${body.slice(0, 200)} → ${answer.status} ${JSON.stringify(answer.body)}`;
	expect(answer.status, what).toBeGreaterThanOrEqual(400);
	expect(answer.status, what).toBeLessThan(500);
	expect(answer.body?.code, what).toMatch(REFUSAL);
	expect(await digestOf(subjectsOf("select"), cast), what).toBe(before);
}

describe("a hostile argument is refused in words, or harmless", () => {
	it.each(subjectsOf("call"))("of %s", async (name) => {
		for (const [argument, type] of Object.entries(await argumentTypes(name))) {
			for (const value of HOSTILE[type] ?? []) {
				const args = await calls[name]?.(cast);
				await survives(name, JSON.stringify({ ...args, [argument]: value }));
			}
		}
	});
});

describe("a body that is no call is refused in words", () => {
	it.each(subjectsOf("call"))("by %s", async (name) => {
		const args = await calls[name]?.(cast);
		for (const body of ["", "null", "7", '"text"', "{", JSON.stringify({ ...args, nobody: 1 })]) {
			await survives(name, body);
		}
	});

	it("though it has ten megabytes", async () => {
		const value = "x".repeat(10 * 1024 * 1024);
		const sent = JSON.stringify({
			conversation_id: cast.conversationId,
			id: randomUUID(),
			text: value,
		});

		expect(await post("send_visitor_message", "vera", sent)).toMatchObject({
			status: 422,
			body: { message: "message_too_long" },
		});
	});
});

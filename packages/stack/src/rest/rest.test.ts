import { describe, expect, it } from "vitest";
import { poll } from "../base/poll.ts";
import { useStack } from "../test-support/use-stack.ts";

const VERA = "2f6ad9a0-0000-4000-8000-000000000001";
const test = useStack({ functions: false });

describe("a caller", () => {
	it("cannot read a table that was granted to nobody", async () => {
		const { error, status } = await test.nobody().from("closed").select();

		expect(error).toMatchObject({ code: "42501", message: "permission denied for table closed" });
		expect(status).toBe(401);
	});

	it("is not let into a table by the secret key alone, where no line grants it", async () => {
		const { error, status } = await test.backend().from("closed").select();

		expect(error?.code).toBe("42501");
		expect(status).toBe(403);
	});

	it("does not reach a schema that is not exposed", async () => {
		const { error, status } = await test.backend().schema("private").from("secrets").select();

		expect(error?.code).toBe("PGRST106");
		expect(status).toBe(406);
	});

	it("hears 404 for a table and a function that do not exist", async () => {
		const table = await test.nobody().from("nothing").select();
		const call = await test.nobody().rpc("nothing");

		expect(table).toMatchObject({ status: 404, error: { code: "PGRST205" } });
		expect(call).toMatchObject({ status: 404, error: { code: "PGRST202" } });
	});
});

describe("row security", () => {
	it("shows a visitor the rows his claims allow, and nobody none", async () => {
		await test.sql`insert into public.notes (id, website_id, body) values (1, 'w1', 'mine'), (2, 'w2', 'not mine')`;
		const vera = await test.visitor({ website_id: "w1", sub: VERA });

		expect((await vera.from("notes").select("id, body")).data).toEqual([{ id: 1, body: "mine" }]);
		expect((await test.nobody().from("notes").select()).data).toEqual([]);
	});

	it("knows the caller's id in defaults and policies", async () => {
		const vera = await test.visitor({ website_id: "w3", sub: VERA });
		await vera.from("notes").insert({ id: 3, website_id: "w3", body: "by Vera" });

		const { data } = await vera.from("notes").select("owner_id").eq("id", 3).single();

		expect(data?.owner_id).toBe(VERA);
	});

	it("takes no row it does not allow", async () => {
		const { error } = await test.nobody().from("closed").insert({ id: 1 });

		expect(error?.code).toBe("42501");
	});
});

describe("a function of the database", () => {
	it("runs as the caller's role and sees claims, headers, method and path", async () => {
		const vera = await test.visitor({ website_id: "w1", sub: VERA });

		const { data } = await vera.rpc("whoami");

		expect(data).toMatchObject({
			role: "anon",
			claims: { role: "anon", website_id: "w1", sub: VERA },
			headers: { "x-client-info": expect.stringContaining("supabase-js") },
			method: "POST",
			path: "/rpc/whoami",
		});
	});

	it.each([
		["publishable", "anon", "3s"],
		["secret", "service_role", "8s"],
	] as const)("has the role and time limit of the %s key", async (key, role, timeout) => {
		const client = key === "secret" ? test.backend() : test.nobody();

		const { data } = await client.rpc("whoami");

		expect(data).toMatchObject({ role, timeout, claims: { role } });
	});

	it.each([
		["a plain word", "hello"],
		["a number as text", "1"],
		["an object as text", '{"a": 1}'],
		["nothing", ""],
		["quotes", 'say "hi"'],
		["an object", { a: "1" }],
		["a list", [1, "2"]],
		["a number", 1],
		["null", null],
	])("takes %s for a JSON argument as what it is", async (_, value) => {
		for (const name of ["echo_json", "echo_jsonb"]) {
			const { data, error } = await test.nobody().rpc(name, { value, note: "text" });

			expect([data, error]).toEqual([value === null ? null : { value, note: "text" }, null]);
		}
	});

	it("refuses in words what is no value of its argument's type", async () => {
		for (const value of [7, { a: 1 }]) {
			const { error, status } = await test.nobody().rpc("echo_words", { words: value });

			expect([status, error?.code]).toEqual([400, "22P02"]);
		}
	});

	it("answers PTnnn with that status, its code and its words", async () => {
		const { error, status } = await test.nobody().rpc("fail_with", { status: "PT409" });

		expect(status).toBe(409);
		expect(error).toMatchObject({
			code: "PT409",
			message: "conversation_closed",
			details: "A closed conversation takes no messages.",
			hint: "Reopen it first.",
		});
	});

	it.each([
		["P0001", 400],
		["23505", 409],
		["22023", 400],
		["40001", 500],
		["57014", 500],
		["53300", 503],
	])("answers SQLSTATE %s with %d", async (state, expected) => {
		const { error, status } = await test.nobody().rpc("fail_with", { status: state });

		expect({ status, code: error?.code }).toEqual({ status: expected, code: state });
	});

	it("is cancelled after the three seconds an anonymous caller has", async () => {
		const begun = Date.now();

		const { error, status } = await test.nobody().rpc("sleep_for", { seconds: 10 });

		expect(error).toMatchObject({
			code: "57014",
			message: "canceling statement due to statement timeout",
		});
		expect(status).toBe(500);
		expect(Date.now() - begun).toBeGreaterThan(2_900);
		expect(Date.now() - begun).toBeLessThan(7_500);
	});
});

describe("a token", () => {
	it("is refused when it has expired, and by its own words", async () => {
		const token = await test.token({ exp: 0 }, "-2 minutes");

		const response = await select("notes", token);

		expect(response.status).toBe(401);
		expect(await response.json()).toMatchObject({ code: "PGRST303", message: "JWT expired" });
	});

	it("is refused when somebody else signed it", async () => {
		const token = await test.token({ role: "service_role" });

		const response = await select("notes", `${token.slice(0, -4)}AAAA`);

		expect(response.status).toBe(401);
		expect(await response.json()).toMatchObject({ code: "PGRST301" });
	});

	it("cannot name a role it was not made for", async () => {
		const response = await select("notes", await test.token({ role: "supabase_admin" }));

		expect(response.status).toBe(403);
	});
});

describe("the catalog", () => {
	it("is read again after a change of tables", async () => {
		await test.sql`create table public.added (id integer primary key)`;
		await test.sql`grant select on public.added to anon`;

		const answer = await poll(
			async () => {
				const { data } = await test.nobody().from("added").select();
				return data ?? undefined;
			},
			{ timeoutMs: 5_000, what: "the new table" },
		);

		expect(answer).toEqual([]);
	});
});

function select(table: string, token: string): Promise<Response> {
	return fetch(`${test.stack.url}/rest/v1/${table}`, {
		headers: { apikey: test.stack.publishableKey, authorization: `Bearer ${token}` },
	});
}

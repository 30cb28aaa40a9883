import postgres from "postgres";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Bench, type BenchServer, startBench } from "../testing/server.ts";

let bench: Bench;
let server: BenchServer;

/** What a policy saw is raised as an error, which the server logs. */
beforeAll(async () => {
	bench = await startBench();
	server = await bench.serve();
	await bench.sql.unsafe(`
		create function public.saw(row_event text, row_payload jsonb, row_private boolean, extension text)
		returns boolean language plpgsql as $$
		begin
			raise exception 'saw %', jsonb_build_object(
				'role', current_user,
				'topic', realtime.topic(),
				'extension', extension,
				'event', row_event,
				'payload', row_payload,
				'private', row_private,
				'claims', current_setting('request.jwt.claims')::jsonb,
				'sub', current_setting('request.jwt.claim.sub'),
				'headers', current_setting('request.headers')::jsonb
			);
		end;
		$$;
		create policy spy_read on realtime.messages for select to authenticated
			using (realtime.topic() like 'spied:read%' and public.saw(event, payload, private, extension));
		create policy spy_let_in on realtime.messages for select to authenticated
			using (realtime.topic() = 'spied:write');
		create policy spy_write on realtime.messages for insert to authenticated
			with check (realtime.topic() = 'spied:write' and public.saw(event, payload, private, extension));
	`);
});
afterAll(() => bench?.stop());

function sightings(): Record<string, unknown>[] {
	return server.logged
		.map((line) => /RlsPolicyError: saw (.*)$/.exec(line)?.[1])
		.filter((seen) => seen !== undefined)
		.map((seen) => JSON.parse(seen));
}

describe("a policy is asked", () => {
	const SUB = "5b0c9a4e-0000-4000-8000-000000000001";
	const row = { event: null, payload: null, private: false };

	it("for reading with the topic, the extension, the claims and the x- headers", async () => {
		const socket = await server.connect({ headers: { "x-region": "eu", other: "hidden" } });
		const token = await bench.token({ sub: SUB, website_id: "w" });
		await socket.join("realtime:spied:read", { private: true }, { token });
		expect(sightings().at(-1)).toMatchObject({
			...row,
			role: "authenticated",
			topic: "spied:read",
			extension: "broadcast",
			claims: { sub: SUB, website_id: "w", role: "authenticated" },
			sub: SUB,
		});
		expect(sightings().at(-1)?.headers).toEqual({ "x-region": "eu" });
	});

	it("for writing at the first broadcast, and not before", async () => {
		const socket = await server.connect();
		const token = await bench.token({ sub: SUB });
		const reply = await socket.join("realtime:spied:write", { private: true }, { token });
		expect(reply.status).toBe("ok");
		const before = sightings().length;
		socket.send(["1", "2", "realtime:spied:write", "broadcast", { event: "e", payload: {} }]);
		socket.send(["1", "3", "realtime:spied:write", "presence", { event: "untrack" }]);
		await socket.next({ ref: "3" });
		expect(sightings().slice(before)).toMatchObject([{ ...row, extension: "broadcast", sub: SUB }]);
	});

	it("once for each token, and for presence only where it is wanted", async () => {
		const admin = postgres(bench.database.adminUrl, { max: 1 });
		await admin.unsafe(`
			create sequence public.asked;
			grant usage on sequence public.asked to authenticated;
			create policy counted on realtime.messages for select to authenticated
				using (realtime.topic() = 'counted' and nextval('public.asked') > 0);
			create policy counted_write on realtime.messages for insert to authenticated
				with check (realtime.topic() = 'counted' and nextval('public.asked') > 0);
		`);
		const asked = async () => Number((await admin`select nextval('public.asked') - 1 as n`)[0]?.n);
		const socket = await server.connect();
		const token = await bench.token();
		const config = { private: true, broadcast: { ack: true } };
		await socket.join("realtime:counted", config, { token });
		expect(await asked()).toBe(1);
		for (const ref of ["2", "3"]) {
			socket.send(["1", ref, "realtime:counted", "broadcast", { event: "e", payload: {} }]);
			await socket.next({ ref });
		}
		// Writing was asked once, for both extensions.
		expect(await asked()).toBe(1 + 1 + 2);
		await admin.end();
	});
});

describe("the probe's rows", () => {
	it("are never stored and never sent", async () => {
		const socket = await server.connect({ apikey: "sb_secret_bench" });
		const config = { private: true, broadcast: { ack: true } };
		await socket.join("realtime:clean", config);
		socket.send(["1", "2", "realtime:clean", "broadcast", { event: "e", payload: {} }]);
		await socket.next({ ref: "2" });
		const [stored] = await bench.sql`
			select count(*)::int from realtime.messages where topic = 'clean'
		`;
		expect(stored?.count).toBe(0);
		await bench.sql`select realtime.send('{}', 'real', 'clean')`;
		expect((await socket.next({ event: "broadcast" })).payload.event).toBe("real");
	});
});

import postgres from "postgres";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";

const admin = postgres(inject("stack").adminDatabaseUrl, { max: 1, onnotice: () => {} });
afterAll(() => admin.end());

type Sql = postgres.TransactionSql;

/** Inside a transaction that is taken back: pg_net and Vault, as a project that has them shows them. */
async function withNetwork<Answer>(secrets: object, work: (sql: Sql) => Promise<Answer>) {
	let answer: Answer | undefined;
	const undo = new Error("undo");
	await admin
		.begin(async (sql) => {
			await sql.unsafe(`
				create schema net; create schema vault;
				grant usage on schema net, vault to postgres;
				create table net.http_request_queue (url text, body jsonb, headers jsonb);
				create function net.http_post(
					url text, body jsonb default '{}', params jsonb default '{}', headers jsonb default '{}',
					timeout_milliseconds int default 5000
				) returns bigint language sql as
					'insert into net.http_request_queue values (url, body, headers) returning 1::bigint';
				create table vault.decrypted_secrets (name text, decrypted_secret text);
				grant all on all tables in schema net, vault to postgres;`);
			for (const [name, secret] of Object.entries(secrets)) {
				await sql`insert into vault.decrypted_secrets values (${name}, ${secret})`;
			}
			answer = await work(sql);
			throw undo;
		})
		.catch((error) => {
			if (error !== undo) throw error;
		});
	return answer as Answer;
}
const told = {
	support_worker_url: "https://abc.supabase.co/functions/v1/worker",
	support_worker_key: "sb_secret_x",
};
const calls = (sql: Sql) => sql`select * from net.http_request_queue`;

describe("where pg_net and Vault are", () => {
	it("new jobs call the worker once per transaction, with the key of the Vault", async () => {
		const posts = await withNetwork(told, async (sql) => {
			await sql`select private.enqueue('test_job')`;
			await sql`select private.enqueue('test_job')`;
			return calls(sql);
		});

		expect([...posts]).toEqual([
			{
				url: told.support_worker_url,
				body: {},
				headers: { apikey: "sb_secret_x", "content-type": "application/json" },
			},
		]);
	});

	it("a job for later calls nobody, and the tick after its time does", async () => {
		const [before, after] = await withNetwork(told, async (sql) => {
			await sql`update private.jobs set run_at = now() + interval '1 day'`;
			await sql`update public.conversations set snoozed_until = null`;
			await sql`select private.enqueue('test_job', run_at => now() + interval '1 hour')`;
			await sql`select private.tick_worker()`;
			const early = await calls(sql);
			await sql`update private.jobs set run_at = now()`;
			await sql`select private.tick_worker()`;
			return [early, await calls(sql)];
		});

		expect([before?.length, after?.length]).toEqual([0, 1]);
	});

	it("jobs are kept where the Vault doesn't say whom to call, and where the call fails", async () => {
		const untold = await withNetwork({}, async (sql) => {
			await sql`select private.enqueue('test_job')`;
			return calls(sql);
		});
		const jobs = await withNetwork(told, async (sql) => {
			await sql`drop function net.http_post`;
			await sql`select private.enqueue('kept_job')`;
			return sql`select from private.jobs where kind = 'kept_job'`;
		});

		expect([untold.length, jobs.length]).toEqual([0, 1]);
	});
});

describe("whoever listens", () => {
	const heard: string[] = [];
	const listener = postgres(inject("stack").databaseUrl, { max: 1, onnotice: () => {} });
	beforeAll(async () => {
		await listener.listen("support_jobs", (payload) => heard.push(payload));
	});
	afterAll(() => listener.end());

	it("hears of a committed job once, and nothing of one that was taken back", async () => {
		heard.length = 0;
		await withNetwork({}, (sql) => sql`select private.enqueue('test_job')`);
		await admin.begin(async (sql) => {
			await sql`select private.enqueue('test_job')`;
			await sql`select private.enqueue('test_job')`;
		});

		await expect.poll(() => heard.length).toBe(1);
		await admin`delete from private.jobs where kind = 'test_job' and payload = '{}'`;
	});
});

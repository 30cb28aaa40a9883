import { createClient } from "@supabase/supabase-js";
import postgres from "postgres";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startStack } from "../../../packages/stack/src/stack.ts";
import { childrenOf, programOf } from "../../../packages/stack/src/test-support/processes.ts";
import type { Stack } from "../../../packages/stack/src/types.ts";

const PATIENTLY = { timeout: 15_000, interval: 20 };
let stack: Stack;
let sql: ReturnType<typeof postgres>;

beforeAll(async () => {
	stack = await startStack({ ephemeral: true, port: 0, clock: true });
	sql = postgres(stack.databaseUrl, { max: 2, onnotice: () => {} });
	// The first request starts Deno.
	await callWorker();
});
afterAll(async () => {
	await sql?.end();
	await stack?.stop();
});

function callWorker(apikey = stack.secretKey): Promise<Response> {
	return fetch(`${stack.url}/functions/v1/worker`, {
		method: "POST",
		headers: { apikey },
		body: "{}",
	});
}
async function mailsTo(address: string): Promise<{ subject: string; text: string }[]> {
	const response = await fetch(`${stack.mailUrl}/api/messages?to=${encodeURIComponent(address)}`);
	return response.json();
}
const jobOf = async (mark: string) =>
	(await sql`select * from private.jobs where payload ->> 'mark' = ${mark}`)[0];
/** A job that nobody can do: that it was tried shows. */
const enqueue = (mark: string, runAt = new Date().toISOString()) => sql`
	select private.enqueue('unheard_of', ${sql.json({ mark })}, ${runAt}::timestamptz)`;

/** Ada, who has an organization, and invites by mail. */
async function ada() {
	const client = createClient(stack.url, stack.publishableKey, { auth: { persistSession: false } });
	const email = `${crypto.randomUUID()}@acme.test`;
	await client.auth.signUp({
		email,
		password: "correct horse",
		options: { data: { name: "Ada" } },
	});
	const { data } = await client.rpc("create_organization", { name: "Acme" });
	return {
		client,
		organizationId: data.id as string,
		invite: async (address: string) => {
			const { data: invitation, error } = await client.rpc("invite_member", {
				organization_id: data.id,
				email: address,
				role: "member",
			});
			if (error) throw error;
			return invitation as { id: string; token: string };
		},
	};
}

describe("an invitation", () => {
	it("is in the mail after its commit, without waiting for a tick", async () => {
		const { invite } = await ada();
		const address = `${crypto.randomUUID()}@new.test`;
		// A clock that finds no such function only listens.
		await sql`alter function private.tick_worker() rename to no_tick`;

		const { token } = await invite(address);

		await expect.poll(() => mailsTo(address), PATIENTLY).toHaveLength(1);
		await sql`alter function private.no_tick() rename to tick_worker`;
		const [mail] = await mailsTo(address);
		expect(mail?.text).toContain(`/invitations/accept?token=${token}`);
		await expect.poll(() => sql`select from private.jobs`, PATIENTLY).toHaveLength(0);
	});

	it("that was taken back before its mail went out is not mailed", async () => {
		await stack.services.clock.stop();
		const { client, invite } = await ada();
		const address = `${crypto.randomUUID()}@new.test`;
		const { id } = await invite(address);
		await client.rpc("revoke_invitation", { id });
		await stack.services.clock.start();

		await expect
			.poll(() => sql`select from private.jobs where kind = 'invitation_mail'`, PATIENTLY)
			.toHaveLength(0);
		expect(await mailsTo(address)).toHaveLength(0);
	});
});

describe("a deleted website", () => {
	it("goes away with all its rows, job by job", async () => {
		const { client, organizationId } = await ada();
		const { data: website } = await client.rpc("create_website", {
			organization_id: organizationId,
			name: "Shop",
			domain: "shop.example",
		});
		await sql`
			insert into public.visitors (organization_id, website_id) values (${organizationId}, ${website.id})`;

		await client.rpc("delete_website", { id: website.id });

		await expect
			.poll(() => sql`select from public.websites where id = ${website.id}`, PATIENTLY)
			.toHaveLength(0);
		await expect.poll(() => sql`select from private.jobs`, PATIENTLY).toHaveLength(0);
	});
});

describe("another time zone", () => {
	it("is that of the website's reports when a job has moved them", async () => {
		const { client, organizationId } = await ada();
		const { data: website } = await client.rpc("create_website", {
			organization_id: organizationId,
			name: "Shop",
			domain: "shop.example",
		});
		await sql`select private.sum_up_reports()`;
		const counted = async () =>
			(await sql`select timezone from private.report_states where website_id = ${website.id}`)[0];
		expect(await counted()).toEqual({ timezone: "UTC" });

		await client.rpc("update_website", {
			website_id: website.id,
			changes: { timezone: "Asia/Kathmandu" },
		});

		await expect.poll(counted, PATIENTLY).toEqual({ timezone: "Asia/Kathmandu" });
		await expect.poll(() => sql`select from private.jobs`, PATIENTLY).toHaveLength(0);
	});
});

describe("the clock", () => {
	it("does nothing for a job whose transaction is rolled back, and does the next", async () => {
		await sql
			.begin(async (transaction) => {
				await transaction`select private.enqueue('unheard_of', '{"mark": "rolled-back"}')`;
				throw new Error("no");
			})
			.catch(() => {});
		await enqueue("after-rollback");

		await expect.poll(() => jobOf("after-rollback"), PATIENTLY).toMatchObject({ attempts: 1 });
		expect(await jobOf("rolled-back")).toBeUndefined();
	});

	it("does a job for later then, not before", async () => {
		const at = new Date(Date.now() + 1_500);
		await enqueue("later", at.toISOString());

		await expect.poll(() => jobOf("later"), PATIENTLY).toMatchObject({ attempts: 1 });
		expect(Date.now()).toBeGreaterThanOrEqual(at.getTime());
	});

	it("gives a job up that nobody can do, after ten attempts, with a sentence", async () => {
		await enqueue("hopeless");
		for (let n = 1; n <= 10; n++) {
			await expect
				.poll(() => jobOf("hopeless"), PATIENTLY)
				.toMatchObject({ attempts: n, claimed_until: null });
			await sql`update private.jobs set run_at = now() where payload ->> 'mark' = 'hopeless'`;
			if (n < 10) await callWorker();
		}

		expect(await jobOf("hopeless")).toMatchObject({
			attempts: 10,
			failed_at: expect.any(Date),
			last_error: expect.stringContaining('kind "unheard_of"'),
		});
	});

	it("finds a job again whose Deno was killed, when its claim ends", async () => {
		const { invite } = await ada();
		const address = `${crypto.randomUUID()}@slow.test`;
		const undo = stack.faults.slow("/mail/emails", 60_000);
		await invite(address);
		await expect
			.poll(() => sql`select from private.jobs where claimed_until > now()`, PATIENTLY)
			.toHaveLength(1);

		for (const pid of childrenOf(process.pid)) {
			if (programOf(pid) === "deno") process.kill(pid, "SIGKILL");
		}
		undo();
		expect(await mailsTo(address)).toHaveLength(0);
		await sql`update private.jobs set claimed_until = now() where claimed_until is not null`;

		await expect.poll(() => mailsTo(address), PATIENTLY).toHaveLength(1);
	});
});

it("is for the holder of the secret key", async () => {
	expect((await callWorker(stack.publishableKey)).status).toBe(401);
});

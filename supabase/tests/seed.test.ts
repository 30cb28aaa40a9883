import { readFileSync } from "node:fs";
import { join } from "node:path";
import { createClient } from "@supabase/supabase-js";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createService } from "./support/caller.ts";
import { connect, stack } from "./support/stack.ts";

const sql = connect();
const seed = readFileSync(join(import.meta.dirname, "../seed.sql"), "utf8");

beforeAll(async () => {
	await sql.unsafe(seed).simple();
});
afterAll(() => sql.end());

const signIn = async (email: string) => {
	const client = createClient(stack.url, stack.publishableKey, {
		auth: { persistSession: false, autoRefreshToken: false },
	});
	const { error } = await client.auth.signInWithPassword({ email, password: "acme-demo-password" });
	if (error) throw error;
	return client;
};

describe("the seed", () => {
	it("runs again without harm", async () => {
		await sql.unsafe(seed).simple();

		const [row] =
			await sql`select count(*)::int as count from auth.users where email like '%@acme.test' and email in ('ada@acme.test', 'grace@acme.test')`;
		expect(row?.count).toBe(2);
	});

	it("lets Ada and Grace sign in to Acme, and Eve to Globex", async () => {
		const names = async (email: string) => {
			const { data } = await (await signIn(email))
				.from("websites")
				.select("name, publicKey:public_key");
			return data?.filter(({ publicKey }) => publicKey.startsWith("pk_demo_"));
		};

		const acme = [{ name: "Acme", publicKey: "pk_demo_acme_7Q2mVx" }];
		expect(await names("ada@acme.test")).toEqual(acme);
		expect(await names("grace@acme.test")).toEqual(acme);
		expect(await names("eve@globex.test")).toEqual([
			{ name: "Globex", publicKey: "pk_demo_globex_9Xw4Rt" },
		]);
	});

	it("gives the demo its identity secret, and lets its pages in from any port of this machine", async () => {
		const service = createService();

		const secrets = await service.rpc("identity_secrets", { public_key: "pk_demo_acme_7Q2mVx" });

		expect(secrets).toEqual([
			{ kid: "demo", secret: "YWNtZS1kZW1vLWlkZW50aXR5LXNlY3JldC1mb3ItbG9jYWwtdXNl" },
		]);
		for (const origin of ["http://localhost:3001", "http://127.0.0.1:4000"]) {
			const { website } = await service.rpc("open_visitor_session", {
				request: {
					publicKey: "pk_demo_acme_7Q2mVx",
					origin,
					ipHash: "demo",
					newRefreshSecretHash: crypto.randomUUID(),
				},
			});
			expect(website.name).toBe("Acme");
		}
	});
});

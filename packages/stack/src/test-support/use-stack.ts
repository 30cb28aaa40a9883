import { resolve } from "node:path";
import { createClient, type SupabaseClient } from "@supabase/supabase-js";
import { SignJWT } from "jose";
import postgres from "postgres";
import { afterAll, beforeAll } from "vitest";
import { startStack } from "../stack.ts";
import type { Stack, StackOptions } from "../types.ts";

/** A project with a table, policies, a bucket and functions, made for these tests. */
export const FIXTURE_PROJECT = resolve(import.meta.dirname, "../../fixtures/project");

export type TestStack = {
	readonly stack: Stack;
	readonly sql: ReturnType<typeof postgres>;
	/** Somebody with the publishable key and no token. */
	nobody(): SupabaseClient;
	/** The owner's backend, with the secret key. */
	backend(): SupabaseClient;
	/** A visitor: role anon, with claims of his own. */
	visitor(claims: object): Promise<SupabaseClient>;
	token(claims: object, validFor?: string): Promise<string>;
};

/** One throw-away stack of the fixture project for a test file. */
export function useStack(options: StackOptions = {}): TestStack {
	let running: Stack | undefined;
	let sql: ReturnType<typeof postgres> | undefined;

	beforeAll(async () => {
		running = await startStack({
			ephemeral: true,
			port: 0,
			projectDir: FIXTURE_PROJECT,
			...options,
		});
		sql = postgres(running.databaseUrl, { max: 2, onnotice: () => {} });
	});
	afterAll(async () => {
		await sql?.end();
		await running?.stop();
	});

	const test: TestStack = {
		get stack() {
			return running as Stack;
		},
		get sql() {
			return sql as ReturnType<typeof postgres>;
		},
		nobody: () => createClient(test.stack.url, test.stack.publishableKey, UNKEPT),
		backend: () => createClient(test.stack.url, test.stack.secretKey, UNKEPT),
		async visitor(claims) {
			const token = await test.token(claims);
			return createClient(test.stack.url, test.stack.publishableKey, {
				accessToken: async () => token,
			});
		},
		token: (claims, validFor = "1h") =>
			new SignJWT({ role: "anon", ...claims })
				.setProtectedHeader({ alg: "HS256", typ: "JWT" })
				.setIssuedAt()
				.setExpirationTime(validFor)
				.sign(new TextEncoder().encode(test.stack.jwtSecret)),
	};
	return test;
}

const UNKEPT = { auth: { persistSession: false, autoRefreshToken: false } };

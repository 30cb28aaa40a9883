import { SignJWT } from "jose";
import postgres from "postgres";
import { inject } from "vitest";
import type { StackInfo } from "../../../packages/stack/src/types.ts";

declare module "vitest" {
	interface ProvidedContext {
		stack: StackInfo;
	}
}

export type Sql = ReturnType<typeof postgres>;

/** What a token says of its bearer; null for a request that carries the publishable key alone. */
export type Claims = { role: "anon" | "authenticated"; sub: string } & Record<string, unknown>;

/** The stack this run shares. */
export const stack: StackInfo = inject("stack");

/** Connects as `postgres`, which owns the product's tables and, as on hosted projects, is no superuser. */
export function connect(): Sql {
	return postgres(stack.databaseUrl, { max: 4, onnotice: () => {} });
}

/** Signs what Auth or the function visitor-session would sign. */
export function signToken(claims: Claims): Promise<string> {
	return new SignJWT(claims)
		.setProtectedHeader({ alg: "HS256", typ: "JWT" })
		.setIssuedAt()
		.setExpirationTime("1h")
		.sign(new TextEncoder().encode(stack.jwtSecret));
}

/** Runs statements as the API would for a bearer of these claims, and takes everything back at the end. */
export async function actAs<Result>(
	sql: Sql,
	claims: Claims | null,
	work: (sql: postgres.TransactionSql) => Promise<Result>,
): Promise<Result> {
	const rollback = new Error("rolled back on purpose");
	let result: { value: Result } | undefined;
	await sql
		.begin(async (transaction) => {
			await transaction`select set_config('request.jwt.claims', ${JSON.stringify(claims ?? { role: "anon" })}, true)`;
			await transaction`select set_config('role', ${claims?.role ?? "anon"}, true)`;
			result = { value: await work(transaction) };
			throw rollback;
		})
		.catch((error) => {
			if (error !== rollback) throw error;
		});
	if (!result) throw new Error("The work did not end.");
	return result.value;
}

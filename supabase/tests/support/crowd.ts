import postgres from "postgres";
import { type Claims, stack } from "./stack.ts";

/** A database connection of its own, on which somebody calls one function after the other, each its own commit. */
export type Connection = {
	/** Calls a function with these claims; a refusal is thrown as Postgres says it. */
	// biome-ignore lint/suspicious/noExplicitAny: what a function answers is what each test is about
	call(claims: Claims, name: string, args: Record<string, unknown>): Promise<any>;
};

export type Crowd = { connections: Connection[]; close(): Promise<unknown> };

/** So many connections at once: the API's own pool would let only a few through at a time. */
export function openCrowd(size: number): Crowd {
	const clients = Array.from({ length: size }, () =>
		postgres(stack.databaseUrl, { max: 1, onnotice: () => {} }),
	);
	return {
		connections: clients.map((sql) => ({
			call: (claims, name, args) =>
				sql.begin(async (transaction) => {
					await transaction`select set_config('request.jwt.claims', ${JSON.stringify(claims)}, true)`;
					await transaction`select set_config('role', ${claims.role}, true)`;
					const [row] = await transaction.unsafe(
						callOf(name, args),
						Object.values(args) as never[],
					);
					return row?.answer;
				}),
		})),
		close: () => Promise.all(clients.map((sql) => sql.end())),
	};
}

function callOf(name: string, args: Record<string, unknown>): string {
	const given = Object.keys(args).map((key, place) => `"${key}" => $${place + 1}`);
	return `select public.${name}(${given.join(", ")}) as answer`;
}

/** What came of calls that ran at once: answers, and the codes of refusals. Anything but a refusal of ours is thrown. */
export async function outcomesOf<Answer>(calls: Promise<Answer>[]) {
	const answers: Answer[] = [];
	const refusals: string[] = [];
	for (const outcome of await Promise.allSettled(calls)) {
		if (outcome.status === "fulfilled") answers.push(outcome.value);
		else if (/^PT\d{3}$/.test(outcome.reason.code)) refusals.push(outcome.reason.message);
		else throw outcome.reason;
	}
	return { answers, refusals };
}

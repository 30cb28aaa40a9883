import { setTimeout as wait } from "node:timers/promises";
import postgres from "postgres";
import { type Claims, stack } from "./stack.ts";

/** A database connection of its own, on which somebody calls one function after the other, each its own commit. */
export type Connection = {
	/** Calls a function with these claims; a refusal is thrown as Postgres says it. */
	// biome-ignore lint/suspicious/noExplicitAny: what a function answers is what each test is about
	call(claims: Claims, name: string, args: Record<string, unknown>): Promise<any>;
};

export type Call = { name: string; claims: Claims; args: Record<string, unknown> };

export type Crowd = { connections: Connection[]; close(): Promise<unknown> };

/** So many connections at once: the API's own pool would let only a few through at a time. */
export function openCrowd(size: number): Crowd {
	const clients = Array.from({ length: size }, () =>
		postgres(stack.databaseUrl, { max: 1, onnotice: () => {} }),
	);
	return {
		connections: clients.map((sql) => ({
			call: (claims, name, args) =>
				sql.begin((transaction) => callIn(transaction, { claims, name, args })),
		})),
		close: () => Promise.all(clients.map((sql) => sql.end())),
	};
}

async function callIn(transaction: postgres.TransactionSql, { name, claims, args }: Call) {
	await transaction`select set_config('request.jwt.claims', ${JSON.stringify(claims)}, true)`;
	await transaction`select set_config('role', ${claims.role}, true)`;
	const [row] = await transaction.unsafe(callOf(name, args), Object.values(args) as never[]);
	return row?.answer;
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

/**
 * Makes the second call while the first is done but not committed. Answers what becomes of the second after that: `ok`,
 * the code of a refusal, or what Postgres says.
 */
export async function outcomeAfter(first: Call, second: Call): Promise<string> {
	const { connections, close } = openCrowd(1);
	const sql = postgres(stack.databaseUrl, { max: 1, onnotice: () => {} });
	let outcome: Promise<string> | undefined;
	await sql.begin(async (transaction) => {
		await callIn(transaction, first);
		await transaction`reset role`;
		outcome = connections[0]?.call(second.claims, second.name, second.args).then(
			() => "ok",
			({ code, message }) => (/^PT\d{3}$/.test(code) ? message : `${code} ${message}`),
		);
		await waitsFor(transaction, 1, outcome);
	});
	const answer = await outcome;
	await Promise.all([close(), sql.end()]);
	return String(answer);
}

/** Resolves when so many wait for a transaction, or for those who do; also when the last of them is over instead. */
export async function waitsFor(
	transaction: postgres.TransactionSql,
	count: number,
	last: PromiseLike<unknown> = new Promise(() => {}),
): Promise<void> {
	let isOver = false;
	const end = () => {
		isOver = true;
	};
	last.then(end, end);
	while (!isOver && (await waiting(transaction)) < count) await wait(10);
}

async function waiting(transaction: postgres.TransactionSql): Promise<number> {
	const [row] = await transaction`
		with recursive waiting (pid) as (
			select pg_backend_pid()
			union
			select locks.pid
			from waiting
			join pg_catalog.pg_locks as locks
				on not locks.granted and waiting.pid = any (pg_blocking_pids(locks.pid))
		)
		select count(*)::int - 1 as count from waiting`;
	return row?.count;
}

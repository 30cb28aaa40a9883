import postgres from "postgres";
import type { Log } from "../base/log.ts";
import { messageOf } from "../base/stack-error.ts";
import { createKicks } from "./kicks.ts";

export type ClockOptions = {
	databaseUrl: string;
	/** Calls the worker; throws when it can't be reached or fails. */
	callWorker(signal: AbortSignal): Promise<void>;
	log: Log;
};

export type Clock = { stop(): Promise<void> };

/** What the database says on this channel after a commit that brought work. */
const CHANNEL = "support_jobs";
const TICK_MS = 2_000;
const RETRY_MS = 500;

/**
 * Stands in for pg_cron and pg_net: calls the worker when the database says that there is work, and lets the database
 * look every two seconds whether something has come due. A project without such a clock's functions has no ticks.
 */
export async function startClock({ databaseUrl, callWorker, log }: ClockOptions): Promise<Clock> {
	let stopped = false;
	let timer: NodeJS.Timeout | undefined;
	const say = (error: unknown) => {
		if (!stopped) log("clock", messageOf(error));
	};
	const kicks = createKicks({ call: callWorker, report: say });
	const sql = postgres(databaseUrl, {
		max: 1,
		idle_timeout: 0,
		max_lifetime: null,
		onnotice: () => {},
		onnotify: () => kicks.kick(),
		connection: { application_name: "clock" },
	} as postgres.Options<Record<string, never>>);

	// The listening is said anew with each tick: whoever lost the connection hears again with the next one.
	async function tick(): Promise<void> {
		await sql`listen ${sql(CHANNEL)}`;
		const [found] = await sql`select to_regprocedure('private.tick_worker()') is not null as ticks`;
		if (found?.ticks) await sql`select private.tick_worker()`;
	}
	function again(afterMs: number): void {
		if (stopped) return;
		timer = setTimeout(() => {
			tick().then(
				() => again(TICK_MS),
				(error) => {
					say(error);
					again(RETRY_MS);
				},
			);
		}, afterMs);
	}
	await tick();
	again(TICK_MS);

	return {
		async stop() {
			stopped = true;
			clearTimeout(timer);
			await kicks.stop();
			await sql.end({ timeout: 1 });
		},
	};
}

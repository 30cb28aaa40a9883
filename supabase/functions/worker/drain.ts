import type { Job } from "./database.ts";
import type { Deps } from "./handler.ts";

/** How many jobs are worked on at once. */
const BATCH = 10;
/** No new jobs are taken after that, so that a run ends well before the platform ends it, and before its claims do. */
const TAKES_JOBS_FOR_MS = 25_000;
const JOB_TAKES_AT_MOST_MS = 20_000;

/** What one run did. */
export type Drained = { done: number; failed: number };

/** Works on what is due until nothing is, or the run's time is over; what is left stays for the next. */
export async function drain(deps: Deps): Promise<Drained> {
	const { database, now } = deps;
	const drained: Drained = { done: 0, failed: 0 };
	const end = now() + TAKES_JOBS_FOR_MS;
	while (now() < end) {
		const jobs = await database.claim(BATCH);
		if (jobs.length === 0) break;
		const outcomes = await Promise.all(jobs.map((job) => settle(job, deps)));
		for (const outcome of outcomes) drained[outcome] += 1;
	}
	return drained;
}

/** Does one job and writes down how it ended; never throws, so that one job doesn't take others with it. */
async function settle(job: Job, { database, handlers, report }: Deps): Promise<keyof Drained> {
	try {
		await perform(job, handlers);
		await database.complete(job);
		return "done";
	} catch (thrown) {
		report(thrown);
		// If that fails too, the job is free again when its claim ends.
		await database.fail(job, sentenceOf(thrown)).catch(report);
		return "failed";
	}
}

async function perform(job: Job, handlers: Deps["handlers"]): Promise<void> {
	const work = Object.hasOwn(handlers, job.kind) ? handlers[job.kind] : undefined;
	if (work === undefined) {
		throw new Error(
			`Nobody knows how to do a job of kind "${job.kind}". Deploy the function worker that does, or delete the job.`,
		);
	}
	const signal = AbortSignal.timeout(JOB_TAKES_AT_MOST_MS);
	await Promise.race([work(job, { signal }), expiry(signal)]);
}

function expiry(signal: AbortSignal): Promise<never> {
	return new Promise((_, reject) => {
		const seconds = JOB_TAKES_AT_MOST_MS / 1_000;
		signal.addEventListener("abort", () => {
			reject(new Error(`The job took longer than ${seconds} seconds.`));
		});
	});
}

function sentenceOf(thrown: unknown): string {
	return thrown instanceof Error ? thrown.message : String(thrown);
}

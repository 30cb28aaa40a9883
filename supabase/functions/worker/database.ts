import type { Rpc } from "../_shared/rest-rpc.ts";

/** Work that was claimed: nobody else gets it for five minutes. */
export type Job = { id: number; kind: string; payload: Record<string, unknown>; attempt: number };

/** What the worker asks of the database. */
export type Database = {
	claim(limit: number): Promise<Job[]>;
	complete(job: Job): Promise<void>;
	fail(job: Job, error: string): Promise<void>;
	keepHouse(): Promise<void>;
};

/** Asks over the REST API. */
export function createDatabase(rpc: Rpc): Database {
	return {
		claim: async (limit) => (await rpc("claim_jobs", { limit })) as Job[],
		complete: async ({ id, attempt }) => void (await rpc("complete_job", { id, attempt })),
		fail: async ({ id, attempt }, error) => void (await rpc("fail_job", { id, attempt, error })),
		keepHouse: async () => void (await rpc("run_housekeeping", {})),
	};
}

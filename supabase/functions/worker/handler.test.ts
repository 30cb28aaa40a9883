import { describe, expect, it, vi } from "vitest";
import type { Job } from "./database.ts";
import { type Deps, handle } from "./handler.ts";

const job = (id: number, kind = "good"): Job => ({ id, kind, payload: {}, attempt: 1 });

/** The worker's world, with these batches of due jobs. */
function world(batches: Job[][], rest: Partial<Deps> = {}) {
	const database = {
		claim: vi.fn(async () => batches.shift() ?? []),
		complete: vi.fn(async (_job: Job) => {}),
		fail: vi.fn(async (_job: Job, _error: string) => {}),
		keepHouse: vi.fn(async () => {}),
	};
	const handlers = {
		good: async () => {},
		bad: async () => {
			throw new Error("The mail service answered 500.");
		},
	};
	const deps: Deps = {
		database,
		handlers,
		secretKey: "sb_secret_x",
		now: () => 0,
		report: vi.fn(),
		...rest,
	};
	return { deps, database };
}
const call = (deps: Deps, apikey = "sb_secret_x") =>
	handle(new Request("http://x/worker", { method: "POST", headers: { apikey }, body: "{}" }), deps);

describe("the worker", () => {
	it.each(["", "sb_publishable_x", "sb_secret_", "sb_secret_xx"])(
		"does nothing for the key %j",
		async (key) => {
			const { deps, database } = world([[job(1)]]);

			expect((await call(deps, key)).status).toBe(401);
			expect(database.claim).not.toHaveBeenCalled();
		},
	);

	it("drains what is due, then keeps house", async () => {
		const { deps, database } = world([[job(1), job(2)], [job(3)]]);

		const response = await call(deps);

		expect(await response.json()).toEqual({ done: 3, failed: 0 });
		expect(database.complete.mock.calls.map(([{ id }]) => id)).toEqual([1, 2, 3]);
		expect(database.keepHouse).toHaveBeenCalledOnce();
	});

	it("lets no bad job take others with it", async () => {
		const { deps, database } = world([[job(1, "bad"), job(2), job(3, "bad")], [job(4)]]);

		expect(await (await call(deps)).json()).toEqual({ done: 2, failed: 2 });
		expect(database.fail.mock.calls).toEqual([
			[job(1, "bad"), "The mail service answered 500."],
			[job(3, "bad"), "The mail service answered 500."],
		]);
	});

	it.each(["unheard_of", "constructor"])("says that nobody knows the kind %s", async (kind) => {
		const { deps, database } = world([[job(1, kind), job(2)]]);

		expect(await (await call(deps)).json()).toEqual({ done: 1, failed: 1 });
		expect(database.fail.mock.calls[0]?.[1]).toContain(`kind "${kind}"`);
	});

	it("goes on when the database can't take a failure down", async () => {
		const { deps, database } = world([[job(1, "bad"), job(2)]]);
		database.fail.mockRejectedValue(new Error("gone"));

		expect(await (await call(deps)).json()).toEqual({ done: 1, failed: 1 });
	});

	it("takes no more jobs when its time is over", async () => {
		let elapsed = 0;
		const batches = Array.from({ length: 10 }, (_, n) => [job(n)]);
		const { deps } = world(batches, { now: () => (elapsed += 6_000) });

		await call(deps);

		expect(batches.length).toBe(6);
	});

	it("gives a job up that takes too long", async () => {
		vi.useFakeTimers();
		vi.spyOn(AbortSignal, "timeout").mockImplementation((ms) => {
			const controller = new AbortController();
			setTimeout(() => controller.abort(), ms);
			return controller.signal;
		});
		const begun = Promise.withResolvers<void>();
		const slow = () => {
			begun.resolve();
			return new Promise<void>(() => {});
		};
		const handlers = { slow };
		const { deps, database } = world([[job(1, "slow")]], { handlers });

		const answer = call(deps);
		await begun.promise;
		await vi.advanceTimersByTimeAsync(20_000);

		expect(await (await answer).json()).toEqual({ done: 0, failed: 1 });
		expect(database.fail.mock.calls[0]?.[1]).toBe("The job took longer than 20 seconds.");
		vi.useRealTimers();
		vi.restoreAllMocks();
	});
});

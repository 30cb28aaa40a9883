import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { waitsFor } from "./support/crowd.ts";
import { openStory, type Story } from "./support/story.ts";

let story: Story;

beforeAll(async () => {
	story = await openStory();
});
afterAll(() => story.close());

/** Work of this test's own, due before everything that other tests have left. */
async function enqueued(dedupeKey: string | null = null): Promise<string> {
	const mark = randomUUID();
	await story.sql`
		select private.enqueue('test_job', ${story.sql.json({ mark })}, '2000-01-01', ${dedupeKey})`;
	return mark;
}
type Job = { id: number; kind: string; payload: { mark?: string }; attempt: number };

/** Claims until a job of this mark comes. */
async function claimed(mark: string): Promise<Job> {
	const jobs: Job[] = await story.service.rpc("claim_jobs", { limit: 100 });
	const job = jobs.find(({ payload }) => payload.mark === mark);
	if (!job) throw new Error("The job was not claimed.");
	return job;
}
const rowOf = async (mark: string) =>
	(await story.sql`select * from private.jobs where payload ->> 'mark' = ${mark}`)[0];
const due = (mark: string) => story.sql`
	update private.jobs set run_at = '2000-01-01', claimed_until = null where payload ->> 'mark' = ${mark}`;

describe("a job", () => {
	it("is given to one worker, however many ask at once", async () => {
		const mark = await enqueued();

		const answers: Job[][] = await Promise.all(
			Array.from({ length: 8 }, () => story.service.rpc("claim_jobs", { limit: 100 })),
		);

		const mine = answers.flat().filter(({ payload }) => payload.mark === mark);
		expect(mine).toMatchObject([{ kind: "test_job", attempt: 1 }]);
	});

	it("that somebody holds is passed over, not waited for", async () => {
		const mark = await enqueued();

		const jobs: Job[] = await story.sql.begin(async (holder) => {
			await holder`select from private.jobs where payload ->> 'mark' = ${mark} for update`;
			return story.service.rpc("claim_jobs", { limit: 100 });
		});

		expect(jobs.some(({ payload }) => payload.mark === mark)).toBe(false);
	});

	it("is taken in its turn, so that work that goes on part by part keeps nobody waiting", async () => {
		const marks = [randomUUID(), randomUUID(), randomUUID()];
		for (const [turn, mark] of [...marks.entries()].reverse()) {
			await story.sql`
				select private.enqueue('test_job', ${story.sql.json({ mark })}, ${`1990-01-0${turn + 1}`})`;
		}

		const taken: (string | undefined)[] = [];
		for (const _ of marks) {
			const [job]: Job[] = await story.service.rpc("claim_jobs", { limit: 1 });
			taken.push(job?.payload.mark);
		}

		expect(taken).toEqual(marks);
	});

	it("is gone when it is done", async () => {
		const mark = await enqueued();
		const { id, attempt } = await claimed(mark);

		await story.service.rpc("complete_job", { id, attempt });

		expect(await rowOf(mark)).toBeUndefined();
	});

	it("that failed waits, longer each time, and is given up after ten attempts", async () => {
		const mark = await enqueued();
		const waits: number[] = [];
		for (let n = 1; n <= 10; n++) {
			const { id, attempt } = await claimed(mark);
			expect(attempt).toBe(n);
			await story.service.rpc("fail_job", { id, attempt, error: `No answer ${n}` });
			const row = await rowOf(mark);
			waits.push(row?.run_at.getTime() - Date.now());
			await due(mark);
		}

		expect(waits).toEqual([...waits].sort((a, b) => a - b));
		expect(await rowOf(mark)).toMatchObject({
			last_error: "No answer 10",
			failed_at: expect.any(Date),
		});
		await expect(claimed(mark)).rejects.toThrow("not claimed");
	});

	it("whose worker died is free after its claim", async () => {
		const mark = await enqueued();
		const first = await claimed(mark);
		await story.sql`
			update private.jobs set claimed_until = now() - interval '1 second' where id = ${first.id}`;

		const second = await claimed(mark);
		await story.service.rpc("complete_job", { id: first.id, attempt: first.attempt });

		expect(await rowOf(mark)).toMatchObject({ attempts: second.attempt });
	});

	it("that takes its worker down each time is given up after ten attempts", async () => {
		const mark = await enqueued();
		for (let n = 1; n <= 10; n++) {
			expect((await claimed(mark)).attempt).toBe(n);
			await story.sql`
				update private.jobs set claimed_until = now() - interval '1 second' where payload ->> 'mark' = ${mark}`;
		}

		await expect(claimed(mark)).rejects.toThrow("not claimed");
		expect(await rowOf(mark)).toMatchObject({
			attempts: 10,
			last_error: expect.stringContaining("worker"),
			failed_at: expect.any(Date),
		});
	});

	it("asked for twice waits once; asked for again while it fails, it stands for both", async () => {
		const key = randomUUID();
		const first = await enqueued(key);
		const second = await enqueued(key);
		expect(await rowOf(second)).toBeUndefined();

		const { id, attempt } = await claimed(first);
		const third = await enqueued(key);
		await story.service.rpc("fail_job", { id, attempt, error: "No answer" });

		expect(await rowOf(first)).toBeUndefined();
		expect(await rowOf(third)).toBeDefined();
	});
});

describe("housekeeping", () => {
	it("wakes conversations whose time has come, and leaves the others", async () => {
		const snoozed = async (until: string) => {
			const vera = await story.enters();
			const { conversation } = await vera.writes("Hello");
			await story.sql`
				update public.conversations set snoozed_until = now() + ${until}::interval where id = ${conversation.id}`;
			return conversation.id;
		};
		const [now, later] = [await snoozed("-1 second"), await snoozed("1 hour")];

		await story.service.rpc("run_housekeeping");

		const open = (id: string) => story.ada.rpc("get_conversation", { id });
		expect((await open(now)).conversation.snoozedUntil).toBeNull();
		expect((await open(now)).items.at(-1)).toMatchObject({
			visibility: "private",
			userId: null,
			parts: [{ eventType: "status_changed", message: "awake" }],
		});
		expect((await open(later)).conversation.snoozedUntil).toEqual(expect.any(String));
	});

	it("clears secrets that have run out, and no others", async () => {
		const vera = await story.enters();
		const again = await story.enters({ as: vera });
		await story.sql`
			update private.visitor_secrets set expires_at = now() - interval '1 second'
			where visitor_id = ${vera.id} and hash = ${vera.secretHash}`;

		await story.service.rpc("run_housekeeping");

		const left =
			await story.sql`select hash from private.visitor_secrets where visitor_id = ${vera.id}`;
		expect(left.map(({ hash }) => hash)).toEqual([again.secretHash]);
	});

	it.each([
		[
			"windows of limits",
			() => story.sql`
				insert into private.rate_limits (kind, website_id, subject, window_started_at, hits)
				select 'message_visitor', ${story.acme.websiteId}, 'old ' || n, now() - interval '3 days', 1
				from generate_series(1, 10050) as n`,
			() => story.sql`select from private.rate_limits where subject like 'old %'`,
		],
		[
			"secrets",
			(visitor_id: string) => story.sql`
				insert into private.visitor_secrets (website_id, visitor_id, hash, expires_at)
				select ${story.acme.websiteId}, ${visitor_id}, 'old ' || n, now() - interval '1 day'
				from generate_series(1, 10050) as n`,
			() => story.sql`select from private.visitor_secrets where hash like 'old %'`,
		],
	])("clears at most ten thousand %s at a time", async (_, fill, left) => {
		const vera = await story.enters();
		const amounts: number[] = [];
		await story.sql
			.begin(async (open) => {
				await open`${fill(vera.id)}`;
				for (let run = 1; run <= 2; run += 1) {
					await open`select public.run_housekeeping()`;
					amounts.push((await open`${left()}`).length);
				}
				throw new Error("taken back");
			})
			.catch(({ message }) => expect(message).toBe("taken back"));

		expect(amounts[0]).toBeGreaterThanOrEqual(50);
		expect(amounts[1]).toBe(0);
	});

	it("waits for nobody who holds what has run out", async () => {
		const vera = await story.enters();
		await vera.writes("Hello");
		await story.sql`
			update private.visitor_secrets set expires_at = now() - interval '1 second' where visitor_id = ${vera.id}`;
		await story.sql`
			update private.rate_limits set window_started_at = now() - interval '3 days' where subject = ${vera.id}`;

		await story.sql.begin(async (holder) => {
			await holder`select from private.visitor_secrets where visitor_id = ${vera.id} for update`;
			await holder`select from private.rate_limits where subject = ${vera.id} for update`;
			await story.service.rpc("run_housekeeping");
		});
	});

	it("wakes conversations last, so that nobody waits for them while it works", async () => {
		const vera = await story.enters();
		const { conversation } = await vera.writes("Hello");
		await story.sql`
			update public.conversations set snoozed_until = now() - interval '1 second' where id = ${conversation.id}`;
		await story.ada.rpc("update_website", {
			website_id: story.acme.websiteId,
			changes: { retentionDays: 3650 },
		});

		let housekeeping: Promise<unknown> | undefined;
		await story.sql.begin(async (holder) => {
			await holder`select private.enqueue_retention(${story.acme.websiteId})`;
			housekeeping = story.service.rpc("run_housekeeping");
			await waitsFor(holder, 1, housekeeping);
			await story.sql`select from public.conversations where id = ${conversation.id} for update nowait`;
		});
		await housekeeping;
	});
});

import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { movesTo } from "./support/past.ts";
import { daysAgo } from "./support/report-acts.ts";
import { expectTheTruth } from "./support/report-truth.ts";
import { openStory, type Story } from "./support/story.ts";

let story: Story;

beforeAll(async () => {
	story = await openStory();
});
afterAll(() => story.close());

const always = { from: daysAgo(320), to: daysAgo(-20) };

const report = (asked: Record<string, unknown>) =>
	story.ada.rpc("report", { website_id: story.acme.websiteId, ...asked });

const sumUp = () => story.sql`select private.sum_up_report(${story.acme.websiteId})`;

/** One part only: as many lines, and so many messages. */
const sumUpSome = (part: number) =>
	story.sql`select private.sum_up_report(${story.acme.websiteId}, ${part}, '-infinity')`;

const moveTo = (timezone: string) =>
	story.ada.rpc("update_website", { website_id: story.acme.websiteId, changes: { timezone } });

describe("the figures of a report", () => {
	it("are the same after each part of summing up", async () => {
		const visitor = await story.enters();
		const { conversation } = await visitor.writes("hello");
		await story.ada.replies(conversation.id, "hi");
		await story.ada.rpc("set_status", { conversation_id: conversation.id, status: "resolved" });
		const asked = { ...always, granularity: "week" };
		const before = await report(asked);
		const lines = () =>
			story.sql`select from private.report_lines where website_id = ${story.acme.websiteId}`;

		const left = [(await lines()).length];
		while (left.at(-1) !== 0) {
			await sumUpSome(2);
			left.push((await lines()).length);
			expect(await report(asked)).toEqual(before);
		}

		expect(left).toEqual([4, 2, 0]);
	});

	it("are right when messages of the past were counted part by part", async () => {
		await sumUp();
		for (const days of [90, 80, 70]) {
			const { conversation } = await (await story.enters()).writes("hello");
			await movesTo(story.sql, conversation.id, `${daysAgo(days)}T12:00:00Z`);
		}
		const left = () =>
			story.sql`select from private.report_recounts where website_id = ${story.acme.websiteId}`;

		let parts = 0;
		while ((await left()).length > 0) {
			await sumUpSome(1);
			parts++;
		}

		expect(parts).toBeGreaterThan(2);
		await sumUp();
		await expectTheTruth(story, [{ from: daysAgo(100), to: daysAgo(60), granularity: "day" }]);
	});

	it("are right when people act while they are counted anew", async () => {
		const { conversation } = await (await story.enters()).writes("hello");
		await story.sql.begin(async (transaction) => {
			await transaction`select private.rebuild_report(${story.acme.websiteId})`;
			await story.ada.replies(conversation.id, "hi");
			await story.ada.rpc("set_status", { conversation_id: conversation.id, status: "resolved" });
		});
		await story.sql.begin(async (transaction) => {
			await transaction`
				update public.conversations set rating = 5, rated_at = now() where id = ${conversation.id}`;
			await story.sql`select private.rebuild_report(${story.acme.websiteId})`;
		});
		await sumUp();

		await expectTheTruth(story, [{ ...always, granularity: "month" }]);
	});

	it("are right when people act while the website moves to another time zone", async () => {
		await moveTo("UTC");
		for (let n = 0; n < 8; n++) await (await story.enters()).writes("hello");
		const [first] = await story.sql`
			select id from public.conversations where website_id = ${story.acme.websiteId} order by id limit 1`;
		await movesTo(story.sql, first?.id, `${daysAgo(100)}T12:00:00Z`);
		await sumUp();

		await moveTo("Asia/Kathmandu");
		await sumUpSome(20);
		await movesTo(story.sql, first?.id, `${daysAgo(110)}T21:00:00Z`);
		await sumUpSome(20);

		const [state] = await story.sql`
			select timezone, next_timezone, moved_conversation_id >= ${first?.id} as "isMoved"
			from private.report_states where website_id = ${story.acme.websiteId}`;
		expect(state).toEqual({ timezone: "UTC", next_timezone: "Asia/Kathmandu", isMoved: true });
		await sumUp();
		await expectTheTruth(story, [{ from: daysAgo(120), to: daysAgo(95), granularity: "day" }]);
	});

	describe("that are not summed up at once", () => {
		const itsJobs = () =>
			story.sql`kind = 'sum_up_report' and payload ->> 'websiteId' = ${story.acme.websiteId}`;
		const waiting = () => story.sql`select from private.jobs where ${itsJobs()}`;
		const takeJob = () => story.sql`delete from private.jobs where ${itsJobs()}`;
		const asked = { from: daysAgo(100), to: daysAgo(60), granularity: "week" } as const;

		/** So many weeks of messages that a part does not reach them all. */
		async function weeksOfMessages(): Promise<void> {
			for (const days of [90, 80, 70]) {
				const { conversation } = await (await story.enters()).writes("hello");
				await movesTo(story.sql, conversation.id, `${daysAgo(days)}T12:00:00Z`);
			}
			await moveTo("UTC");
			await sumUp();
			await takeJob();
		}

		it("tell of everything once while a job after the other moves them to another time zone", async () => {
			await weeksOfMessages();
			const before = await report(asked);

			await moveTo("Asia/Kathmandu");
			let parts = 0;
			while ((await waiting()).length > 0) {
				await takeJob();
				await story.sql`select private.go_on_with_report(${story.acme.websiteId}, '-infinity')`;
				parts++;

				const { summary, series } = await report(asked);
				expect(summary).toEqual(before.summary);
				for (const figure of ["started", "messagesReceived"]) {
					const steps = series.map((step: Record<string, number>) => step[figure] ?? 0);
					expect(steps.reduce((sum: number, n: number) => sum + n, 0)).toBe(summary[figure]);
				}
			}

			expect(before.summary.messagesReceived).toBeGreaterThan(2);
			expect(parts).toBeGreaterThan(2);
			await expectTheTruth(story, [asked]);
		});

		it("are begun by housekeeping and finished by a job", async () => {
			await weeksOfMessages();
			await moveTo("America/St_Johns");
			await takeJob();

			await story.service.rpc("run_housekeeping");
			expect(await waiting()).toHaveLength(1);
			await takeJob();
			await story.service.rpc("sum_up_report", { website_id: story.acme.websiteId });

			expect(await waiting()).toHaveLength(0);
			await expectTheTruth(story, [asked]);
		});
	});
});

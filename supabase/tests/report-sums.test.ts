import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Asked } from "./support/counted-report.ts";
import { movesTo } from "./support/past.ts";
import { acts, daysAgo, dice, someMoment, ZONES } from "./support/report-acts.ts";
import { expectTheTruth } from "./support/report-truth.ts";
import { openStory, type Story } from "./support/story.ts";

let story: Story;

beforeAll(async () => {
	story = await openStory();
});
afterAll(() => story.close());

const sumUp = () => story.sql`select private.sum_up_report(${story.acme.websiteId})`;

/** One part only: as many lines, and so many messages. */
const sumUpSome = (part: number) =>
	story.sql`select private.sum_up_report(${story.acme.websiteId}, ${part}, '-infinity')`;

const moveTo = (timezone: string | undefined) =>
	story.ada.rpc("update_website", { website_id: story.acme.websiteId, changes: { timezone } });

async function sums() {
	return [
		...(await story.sql`
			select scope, grain, measure, starts::text, scope_id, bin, amount, total
			from private.report_sums
			where website_id = ${story.acme.websiteId} and (amount <> 0 or total <> 0)
			order by 1, 2, 3, 4, 5, 6`),
	];
}

const FROM = daysAgo(300);
const TO = daysAgo(-2);
/** A period that holds it all, whatever the time zone. */
const always = { from: daysAgo(320), to: daysAgo(-20) };

/** How many are open at the end of the last step that has begun. */
const openNow = ({ series }: { series: { open: number | null }[] }): number =>
	series.findLast(({ open }) => open !== null)?.open ?? Number.NaN;

const report = (asked: Record<string, unknown>) =>
	story.ada.rpc("report", { website_id: story.acme.websiteId, ...asked });

/** Some periods, long and short, in steps of every length, of all, of agents and of tags. */
function questions(tags: string[], roll: (sides: number) => number): Asked[] {
	const period = (most: number) => {
		const days = 1 + roll(most);
		const ends = roll(300);
		return { from: daysAgo(ends + days - 1), to: daysAgo(ends - 2) };
	};
	const whose = [{}, { agent_id: story.ada.id }, { agent_id: story.grace.id }];
	return [
		{ ...period(20), granularity: "hour" },
		{ from: FROM, to: TO, granularity: "month" },
		...[...whose, ...tags.map((tag_id) => ({ tag_id }))].flatMap((one) => [
			{ ...period(40), granularity: "day" as const, ...one },
			{ ...period(120), granularity: "week" as const, ...one },
			{ ...period(290), granularity: "month" as const, ...one },
		]),
	];
}

describe("the figures of a report", () => {
	it.each([1, 2, 4])(
		"are those of the rows, after any acts (%i)",
		async (seed) => {
			const roll = dice(seed);
			await moveTo(ZONES[seed % ZONES.length]);
			const tags = await Promise.all(
				["billing", "shipping"].map(
					async (name) =>
						(await story.ada.rpc("create_tag", { website_id: story.acme.websiteId, name })).id,
				),
			);
			const visitors = await Promise.all(Array.from({ length: 5 }, () => story.enters()));
			const ids = await Promise.all(
				visitors.map(async (visitor) => (await visitor.writes("hello")).conversation.id as string),
			);
			await sumUp();
			for (let n = 0; n < 48; n++) {
				const [moves, ...others] = acts(story, { tags, visitors, ids }, roll);
				// Messages that are moved are counted anew with the next summing up; all else at once.
				const isLate = n % 16 > 9;
				if (n % 16 === 4) await moveTo(ZONES[roll(ZONES.length)]);
				if (n % 16 === 10) await sumUp();
				else if (roll(2)) await sumUpSome(1 + roll(5));
				await (isLate || roll(6) ? others[roll(others.length)] : moves)?.();
				if (n % 16 === 15) await expectTheTruth(story, questions(tags, roll));
			}
			for (const id of ids) await movesTo(story.sql, id, someMoment(roll));
			await sumUp();
			await expectTheTruth(story, questions(tags, roll));

			const before = await sums();
			await story.sql`select private.rebuild_report(${story.acme.websiteId})`;

			expect(before.length).toBeGreaterThan(50);
			expect(await sums()).toEqual(before);
		},
		120_000,
	);

	it.each([
		["quarter", "hour"],
		["clock", "day"],
		["day", "day"],
		["week", "week"],
		["month", "month"],
	] as const)("are seen to be wrong when a sum of a %s is", async (grain, granularity) => {
		const { conversation } = await (await story.enters()).writes("hello");
		await movesTo(story.sql, conversation.id, `${daysAgo(100)}T12:00:00Z`);
		await sumUp();
		const asked = { from: daysAgo(115), to: daysAgo(85), granularity };
		const longer = { from: daysAgo(160), to: daysAgo(40), granularity };
		const period = granularity === "month" ? longer : asked;
		await expectTheTruth(story, [period]);

		const its = story.sql`
			website_id = ${story.acme.websiteId} and scope = 'website' and grain = ${grain} and measure = 'received'`;
		await story.sql`
			update private.report_sums set amount = amount + 1
			where ${its} and starts = (
				select max(starts) from private.report_sums where ${its} and starts <= ${daysAgo(100)}::date + interval '12 hours'
			)`;

		await expect(expectTheTruth(story, [period])).rejects.toThrow("to deeply equal");
		await story.sql`select private.rebuild_report(${story.acme.websiteId})`;
	});

	it("are the same before and after they are summed up", async () => {
		const visitor = await story.enters();
		const { conversation } = await visitor.writes("hello");
		await story.ada.replies(conversation.id, "hi");
		await story.ada.rpc("set_status", { conversation_id: conversation.id, status: "resolved" });
		const asked = { ...always, granularity: "week" };
		const before = await report(asked);

		await Promise.all([1, 2, 3].map(sumUp));

		expect(await report(asked)).toEqual(before);
		expect(
			await story.sql`select from private.report_lines where website_id = ${story.acme.websiteId}`,
		).toHaveLength(0);
	});

	it("stay when conversations are deleted, and nothing of them is open", async () => {
		const visitor = await story.enters();
		const { conversation } = await visitor.writes("hello");
		const tag = await story.ada.rpc("create_tag", {
			website_id: story.acme.websiteId,
			name: "erased",
		});
		await story.ada.rpc("add_tag", { conversation_id: conversation.id, tag_id: tag.id });
		const asked = { ...always, granularity: "month" };
		const before = await report(asked);
		const ofTag = await report({ ...asked, tag_id: tag.id });

		await story.sql`delete from public.conversations where id = ${conversation.id}`;

		const after = await report(asked);
		expect(after.summary.started).toBe(before.summary.started);
		expect(openNow(after)).toBe(openNow(before) - 1);
		expect(openNow(ofTag)).toBe(1);
		expect(openNow(await report({ ...asked, tag_id: tag.id }))).toBe(0);
	});

	it("of first responses are found again in timelines", async () => {
		const visitor = await story.enters();
		const { conversation } = await visitor.writes("hello");
		await story.grace.notes(conversation.id, "who takes it?");
		await story.ada.replies(conversation.id, "hi");
		await story.grace.replies(conversation.id, "hi too");
		const stamps = async () => [
			...(await story.sql`
				select first_written_at, first_responded_at, first_responded_by, first_ai_responded_at
				from public.conversations where website_id = ${story.acme.websiteId}
				order by id = ${conversation.id}, id`),
		];
		const before = await stamps();
		await story.sql`
			update public.conversations
			set first_written_at = null, first_responded_at = null, first_responded_by = null
			where website_id = ${story.acme.websiteId}`;

		await story.sql`select private.restamp_responses(${story.acme.websiteId})`;

		expect(before.at(-1)).toMatchObject({ first_responded_by: story.ada.id });
		expect(await stamps()).toEqual(before);
	});

	it("leave nothing of a website that is gone", async () => {
		const team = story.globex;
		const kept = () => story.sql`
			select distinct 'sums' as what from private.report_sums where website_id = ${team.websiteId}
			union all
			select distinct 'lines' from private.report_lines where website_id = ${team.websiteId}
			union all
			select 'state' from private.report_states where website_id = ${team.websiteId}
			union all
			select distinct 'recounts' from private.report_recounts where website_id = ${team.websiteId}`;
		await (await story.enters({ at: team })).writes("hello");
		await story.sql`select private.sum_up_reports()`;
		await story.sql`select private.mark_report_dirty(${team.websiteId}, now(), now())`;
		await (await story.enters({ at: team })).writes("hello");
		const before = (await kept()).map(({ what }) => what);
		expect(before).toEqual(["sums", "lines", "state", "recounts"]);

		await story.sql`delete from public.websites where id = ${team.websiteId}`;
		await story.sql`select private.sum_up_reports()`;

		expect(await kept()).toHaveLength(0);
	});
});

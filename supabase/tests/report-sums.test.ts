import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { movesTo } from "./support/past.ts";
import { openStory, type Story, type Visitor } from "./support/story.ts";

let story: Story;

beforeAll(async () => {
	story = await openStory();
});
afterAll(() => story.close());

const ZONES = ["Asia/Kathmandu", "America/St_Johns", "Europe/Berlin", "UTC"];

/** The same numbers for the same seed: what fails can be seen again. */
function dice(seed: number) {
	let state = seed;
	return (sides: number) => {
		state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
		return Math.floor((state / 2_147_483_648) * sides);
	};
}

const sumUp = () => story.sql`select private.sum_up_report(${story.acme.websiteId})`;

async function sums() {
	return [
		...(await story.sql`
			select scope, grain, measure, starts::text, scope_id, bin, amount, total
			from private.report_sums
			where website_id = ${story.acme.websiteId} and (amount <> 0 or total <> 0)
			order by 1, 2, 3, 4, 5, 6`),
	];
}

/** A day some days ago, or to come. */
const daysAgo = (days: number) =>
	new Date(Date.now() - days * 86_400_000).toISOString().slice(0, "2026-01-31".length);

const FROM = daysAgo(300);
const TO = daysAgo(-2);
/** A period that holds it all, whatever the time zone. */
const always = { from: daysAgo(320), to: daysAgo(-20) };

/** How many are open at the end of the last step that has begun. */
const openNow = ({ series }: { series: { open: number | null }[] }): number =>
	series.findLast(({ open }) => open !== null)?.open ?? Number.NaN;

const report = (rest: Record<string, unknown> = {}) =>
	story.ada.rpc("report", {
		website_id: story.acme.websiteId,
		from: FROM,
		to: TO,
		granularity: "day",
		...rest,
	});

/** The same figures, row by row, from conversations, tags and messages. */
async function countedByRow(scope: { agent_id?: string; tag_id?: string } = {}) {
	const { agent_id: agent = null, tag_id: tag = null } = scope;
	const [row] = await story.sql`
		with zone as (select timezone from public.websites where id = ${story.acme.websiteId}),
		mine as (
			select conversations.* from public.conversations
			where website_id = ${story.acme.websiteId} and spam_at is null
				and (${tag}::uuid is null or exists (
					select from public.conversation_tags as given
					where given.conversation_id = conversations.id and given.tag_id = ${tag}
				))
		),
		messages as (
			select items.* from public.timeline_items as items, zone
			where website_id = ${story.acme.websiteId} and type = 'message' and visibility = 'public'
				and (items.created_at at time zone timezone)::date between ${FROM} and ${TO}
		)
		select
			count(*) filter (where (created_at at time zone timezone)::date between ${FROM} and ${TO})::integer as started,
			count(*) filter (
				where (first_responded_at at time zone timezone)::date between ${FROM} and ${TO}
					and (${agent}::uuid is null or first_responded_by = ${agent})
			)::integer as responded,
			count(*) filter (
				where (resolved_at at time zone timezone)::date between ${FROM} and ${TO}
					and (${agent}::uuid is null or resolved_by = ${agent})
			)::integer as resolved,
			round(avg(floor(extract(epoch from resolved_at - created_at))) filter (
				where (resolved_at at time zone timezone)::date between ${FROM} and ${TO}
					and (${agent}::uuid is null or resolved_by = ${agent})
			))::integer as "averageResolution",
			coalesce(sum(rating) filter (
				where (rated_at at time zone timezone)::date between ${FROM} and ${TO}
					and (${agent}::uuid is null or rated_for = ${agent})
			), 0)::integer as stars,
			count(*) filter (where status = 'open' and archived_at is null)::integer as open,
			(select count(*) from messages where visitor_id is not null)::integer as received,
			(select count(*) from messages where user_id is not null
				and (${agent}::uuid is null or user_id = ${agent}))::integer as sent
		from mine, zone`;
	return { ...row };
}

/** What a report says of the same. */
// biome-ignore lint/suspicious/noExplicitAny: the answer is parsed by another test
function saidBy(said: any) {
	const { started, firstResponse, resolution, rating, messagesReceived, messagesSent } =
		said.summary;
	return {
		started,
		responded: firstResponse.count,
		resolved: resolution.count,
		averageResolution: resolution.average,
		stars: rating.stars.reduce((sum: number, n: number, star: number) => sum + n * (star + 1), 0),
		open: openNow(said),
		received: messagesReceived,
		sent: messagesSent,
	};
}

async function expectTheTruth(tags: string[]) {
	expect(saidBy(await report())).toEqual(await countedByRow());
	for (const tag_id of tags) {
		const { received: _r, sent: _s, ...counted } = await countedByRow({ tag_id });
		expect(saidBy(await report({ tag_id }))).toMatchObject(counted);
	}
	for (const agent of [story.ada, story.grace]) {
		const {
			started: _s,
			open: _o,
			received: _r,
			...counted
		} = await countedByRow({
			agent_id: agent.id,
		});
		expect(saidBy(await report({ agent_id: agent.id }))).toMatchObject(counted);
	}
}

/** Everything that moves a figure, by somebody who may do it. */
function acts(tags: string[], visitors: Visitor[], ids: string[], roll: (sides: number) => number) {
	const which = () => roll(ids.length);
	const agent = () => (roll(2) ? story.ada : story.grace);
	const on = (name: string, args: object = {}) =>
		agent().rpc(name, { conversation_id: ids[which()], ...args });
	return [
		() => agent().replies(ids[which()] ?? "", "an answer"),
		() => agent().notes(ids[which()] ?? "", "a note"),
		async () => {
			const n = which();
			await visitors[n]?.writes("more", { conversationId: ids[n] ?? "" });
		},
		async () => {
			const n = which();
			await visitors[n]?.rpc("rate_conversation", {
				conversation_id: ids[n],
				rating: 1 + roll(5),
			});
		},
		() => on("set_status", { status: "resolved" }),
		() => on("set_status", { status: "resolved" }),
		() => on("set_status", { status: "open" }),
		() => on("assign", { user_id: story.grace.id }),
		() => on("archive", { is_archived: roll(2) === 0 }),
		() => on("mark_spam", { is_spam: roll(3) === 0 }),
		() => on("add_tag", { tag_id: tags[roll(tags.length)] }),
		() => on("add_tag", { tag_id: tags[roll(tags.length)] }),
		() => on("remove_tag", { tag_id: tags[roll(tags.length)] }),
		() => {
			const time = `${String(roll(24)).padStart(2, "0")}:${String(roll(60)).padStart(2, "0")}:00Z`;
			return movesTo(story.sql, ids[which()] ?? "", `${daysAgo(2 + roll(295))}T${time}`);
		},
	];
}

describe("the figures of a report", () => {
	it.each([1, 2])(
		"are those of the rows, after any acts (%i)",
		async (seed) => {
			const roll = dice(seed);
			await story.ada.rpc("update_website", {
				website_id: story.acme.websiteId,
				changes: { timezone: ZONES[seed % ZONES.length] },
			});
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
				const all = acts(tags, visitors, ids, roll);
				await all[roll(all.length)]?.();
				if (n % 18 === 7) await sumUp();
				if (n % 24 === 23) await sumUp().then(() => expectTheTruth(tags));
			}
			for (const id of ids) await movesTo(story.sql, id, `${daysAgo(2 + roll(290))}T23:50:00Z`);
			await sumUp();
			await expectTheTruth(tags);

			const before = await sums();
			await story.sql`select private.rebuild_report(${story.acme.websiteId})`;

			expect(before.length).toBeGreaterThan(50);
			expect(await sums()).toEqual(before);
		},
		120_000,
	);

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
		await (await story.enters({ at: team })).writes("hello");
		await story.sql`select private.sum_up_reports()`;
		await story.sql`delete from public.websites where id = ${team.websiteId}`;
		await story.sql`select private.sum_up_reports()`;

		const left = await story.sql`
			select website_id from private.report_sums where website_id = ${team.websiteId}
			union all
			select website_id from private.report_lines where website_id = ${team.websiteId}`;
		expect(left).toHaveLength(0);
	});
});

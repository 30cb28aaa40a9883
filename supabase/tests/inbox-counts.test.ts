import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openStory, type Story, type Team } from "./support/story.ts";

let story: Story;

beforeAll(async () => {
	story = await openStory();
});
afterAll(() => story.close());

const counts = (team: Team = story.acme) =>
	story.ada.rpc("inbox_counts", { website_id: team.websiteId });

/** The same numbers, counted row by row. */
async function countedByRow(team: Team = story.acme) {
	const [row] = await story.sql`
		with placed as (
			select
				conversations.assignee_id,
				case
					when is_test then 'test'
					when spam_at is not null then 'spam'
					when archived_at is not null then 'archived'
					when status = 'resolved' then 'resolved'
					when snoozed_until > now() then 'snoozed'
					else 'open'
				end as box,
				visitor_message_count > coalesce(reads.message_count, 0) as is_unread
			from public.conversations
			left join public.conversation_reads as reads
				on reads.conversation_id = conversations.id and reads.user_id = ${story.ada.id}
			where conversations.website_id = ${team.websiteId}
		)
		select
			count(*) filter (where box = 'open')::integer as open,
			count(*) filter (where box = 'resolved')::integer as resolved,
			count(*) filter (where box = 'snoozed')::integer as snoozed,
			count(*) filter (where box = 'archived')::integer as archived,
			count(*) filter (where box = 'spam')::integer as spam,
			count(*) filter (where box = 'test')::integer as test,
			count(*) filter (where box = 'open' and assignee_id is null)::integer as unassigned,
			count(*) filter (where box = 'open' and assignee_id = ${story.ada.id})::integer as mine,
			count(*) filter (where box = 'open' and is_unread)::integer as unread
		from placed`;
	return { ...row };
}

const later = () => new Date(Date.now() + 3_600_000).toISOString();

/** Everything that moves a conversation between boxes. */
const ACTS: readonly [name: string, args: () => object][] = [
	["set_status", () => ({ status: "resolved" })],
	["set_status", () => ({ status: "open" })],
	["assign", () => ({ user_id: story.ada.id })],
	["assign", () => ({ user_id: story.grace.id })],
	["assign", () => ({ user_id: null })],
	["snooze", () => ({ until: later() })],
	["snooze", () => ({ until: null })],
	["mark_spam", () => ({ is_spam: true })],
	["mark_spam", () => ({ is_spam: false })],
	["archive", () => ({ is_archived: true })],
	["archive", () => ({ is_archived: false })],
	["mark_read", () => ({ upto: 99 })],
	["mark_unread", () => ({})],
];

/** The same numbers for the same seed: what fails can be seen again. */
function dice(seed: number) {
	let state = seed;
	return (sides: number) => {
		state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
		return Math.floor((state / 2_147_483_648) * sides);
	};
}

describe("the counts of an inbox", () => {
	it.each([1, 2, 3])("are those of its rows, after any acts (%i)", async (seed) => {
		const roll = dice(seed);
		const visitors = await Promise.all(Array.from({ length: 6 }, () => story.enters()));
		const ids = await Promise.all(
			visitors.map(async (visitor) => (await visitor.writes("hello")).conversation.id as string),
		);
		for (let n = 0; n < 60; n++) {
			const which = roll(ids.length);
			const [name, args] = ACTS[roll(ACTS.length + 1)] ?? [];
			if (name === undefined) {
				await visitors[which]?.writes("more", { conversationId: ids[which] ?? "" });
			} else {
				// What makes no sense now is refused, and must change nothing.
				await story.ada
					.rpc(name, { conversation_id: ids[which], ...args?.() })
					.catch((refused: Error) => expect(refused.message).toBe("invalid_request"));
			}
			if (n % 20 === 7) await story.sql`select private.sum_up_tallies()`;
			if (n % 10 === 0) expect(await counts()).toEqual(await countedByRow());
		}

		expect(await counts()).toEqual(await countedByRow());
	});

	it("move by time alone: what is due counts as open before anybody has woken it", async () => {
		const { conversation } = await (await story.enters()).writes("later");
		await story.ada.rpc("snooze", { conversation_id: conversation.id, until: later() });
		const before = await counts();
		await story.sql`
			update public.conversations set snoozed_until = now() - interval '1 second'
			where id = ${conversation.id}`;

		const due = await counts();
		await story.service.rpc("run_housekeeping");

		expect(due).toMatchObject({ open: before.open + 1, snoozed: before.snoozed - 1 });
		expect(due).toEqual(await countedByRow());
		expect(await counts()).toEqual(due);
	});

	it("forget whoever leaves the team, and what is deleted", async () => {
		const { conversation } = await (await story.enters()).writes("hello");
		const gone = await (await story.enters()).writes("bye");
		await story.ada.rpc("assign", { conversation_id: conversation.id, user_id: story.adam.id });
		await story.ada.rpc("remove_member", {
			organization_id: story.acme.organizationId,
			user_id: story.adam.id,
		});
		await story.sql`delete from public.conversations where id = ${gone.conversation.id}`;

		expect(await counts()).toEqual(await countedByRow());
	});

	it("are one line for each kind once summed up, and the same when counted anew", async () => {
		const before = await counts();
		await Promise.all([1, 2, 3].map(() => story.sql`select private.sum_up_tallies()`));
		const [lines] = await story.sql`
			select count(*) = count(distinct (box, assignee_id)) as are_one_each
			from private.inbox_tallies where website_id = ${story.acme.websiteId}`;

		expect(lines).toEqual({ are_one_each: true });
		expect(await counts()).toEqual(before);
	});

	it("stop at a thousand that are unread", async () => {
		const { conversation } = await (await story.enters()).writes("the first of many");
		await story.sql`
			insert into public.conversations (id, organization_id, website_id, visitor_id, visitor_message_count)
			select gen_random_uuid(), organization_id, website_id, visitor_id, 1
			from public.conversations, generate_series(1, 1000)
			where id = ${conversation.id}`;

		expect(await counts()).toMatchObject({ unread: 1000 });
		expect((await countedByRow()).unread).toBeGreaterThan(1000);
	});

	it("leave nothing of a website that is gone", async () => {
		const team = story.globex;
		await (await story.enters({ at: team })).writes("hello");
		await story.sql`delete from public.websites where id = ${team.websiteId}`;
		await story.sql`select private.sum_up_tallies()`;

		expect(
			await story.sql`select from private.inbox_tallies where website_id = ${team.websiteId}`,
		).toHaveLength(0);
	});
});

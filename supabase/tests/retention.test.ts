import { topics } from "@cossistant/protocol";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { outcomeAfter } from "./support/crowd.ts";
import { announcedOn } from "./support/live.ts";
import type { Claims } from "./support/stack.ts";
import { openStory, type Story, type Team, type Visitor } from "./support/story.ts";

let story: Story;
let team: Team;

beforeAll(async () => {
	story = await openStory();
});
beforeEach(async () => {
	const { id, publicKey } = await story.ada.rpc("create_website", {
		organization_id: story.acme.organizationId,
		name: "Shop",
		domain: "shop.example",
	});
	team = { organizationId: story.acme.organizationId, websiteId: id, publicKey };
	await keep(30);
});
afterAll(() => story.close());

const keep = (retentionDays: unknown) =>
	story.ada.rpc("update_website", { website_id: team.websiteId, changes: { retentionDays } });

/** A conversation whose last activity, and whose visitor's, was days ago. */
async function conversation(
	daysAgo: number,
	{ isResolved = true, visitor = null as Visitor | null } = {},
) {
	const author = visitor ?? (await story.enters({ at: team }));
	const { id } = (await author.writes("Hello")).conversation;
	if (isResolved) await story.ada.rpc("set_status", { conversation_id: id, status: "resolved" });
	await story.sql`
		update public.conversations
		set last_activity_at = now() - make_interval(days => ${daysAgo}),
			resolved_at = resolved_at - make_interval(days => ${daysAgo})
		where id = ${id}`;
	await unseenFor(author, daysAgo);
	return { id, visitor: author };
}
const unseenFor = (visitor: Visitor, days: number) => story.sql`
	update public.visitors set last_seen_at = now() - make_interval(days => ${days}) where id = ${visitor.id}`;
const left = async (table: "conversations" | "visitors" | "contacts") =>
	(
		await story.sql`select id from ${story.sql(`public.${table}`)} where website_id = ${team.websiteId} order by id`
	).map(({ id }) => id);
/** Does what housekeeping asks for of this website, job by job; answers how many those were. */
async function keepHouse(): Promise<number> {
	await story.service.rpc("run_housekeeping");
	let parts = 0;
	for (;;) {
		const waiting = await story.sql`
			delete from private.jobs where dedupe_key = ${`retention:${team.websiteId}`} returning id`;
		if (waiting.length === 0) return parts;
		await story.service.rpc("apply_retention", { website_id: team.websiteId });
		parts += 1;
	}
}

describe("retention", () => {
	it("deletes what was resolved and quiet for longer, with its items and visitor; nothing else", async () => {
		const old = await conversation(31);
		const [recent, open] = [await conversation(29), await conversation(400, { isResolved: false })];

		await keepHouse();

		expect(await left("conversations")).toEqual([recent.id, open.id].sort());
		expect(await left("visitors")).toEqual([recent.visitor.id, open.visitor.id].sort());
		const items = await story.sql`
			select from public.timeline_items where conversation_id = ${old.id}`;
		expect(items).toHaveLength(0);
		expect(await announcedOn(story.sql, [topics.inbox(team.websiteId)])).toContainEqual({
			topic: topics.inbox(team.websiteId),
			event: "inbox_changed",
			payload: { websiteId: team.websiteId },
		});
	});

	it("is looked after once an hour, and leaves the worker in peace until then", async () => {
		const waiting = () => story.sql`
			select id, run_at between now() + interval '50 minutes' and now() + interval '1 hour' as is_later
			from private.jobs where dedupe_key = ${`retention:${team.websiteId}`}`;
		await story.service.rpc("run_housekeeping");
		const first = await waiting();
		await story.service.rpc("run_housekeeping");

		expect(await waiting()).toEqual(first);
		expect(first).toMatchObject([{ is_later: true }]);
	});

	it("keeps everything where no days are set", async () => {
		await keep(null);
		const { id } = await conversation(4_000);

		await keepHouse();

		expect(await left("conversations")).toEqual([id]);
	});

	it("keeps what was quiet for long but resolved lately, and takes what was put away", async () => {
		const [lately, archived] = [await conversation(31), await conversation(31)];
		await story.sql`update public.conversations set resolved_at = now() where id = ${lately.id}`;
		await story.sql`update public.conversations set archived_at = now() where id = ${archived.id}`;

		await keepHouse();

		expect(await left("conversations")).toEqual([lately.id]);
	});

	it("keeps the numbers beside the inbox right, and asks for the files to be deleted", async () => {
		const { id } = await conversation(31);
		await conversation(1);
		const path = `${team.websiteId}/${id}/a.png`;
		await story.sql`insert into storage.objects (bucket_id, name) values ('attachments', ${path})`;

		await keepHouse();

		expect(await story.ada.rpc("inbox_counts", { website_id: team.websiteId })).toMatchObject({
			resolved: 1,
		});
		const [job] = await story.sql`
			select payload from private.jobs where kind = 'delete_files' and payload::text like ${`%${id}%`}`;
		expect(job?.payload).toEqual({ bucket: "attachments", paths: [path] });
	});

	it("forgets visitors without conversations and their labels, not the blocked nor verified contacts", async () => {
		const enters = (isVerified: boolean) =>
			story.enters({ at: team, identity: { isVerified, externalId: crypto.randomUUID() } });
		const [anonymous, claim, verified, blocked, here] = [
			await story.enters({ at: team }),
			await enters(false),
			await enters(true),
			await story.enters({ at: team }),
			await story.enters({ at: team }),
		];
		for (const visitor of [anonymous, claim, verified, blocked]) await unseenFor(visitor, 31);
		await story.ada.rpc("block_visitor", { visitor_id: blocked.id });

		await keepHouse();

		expect(await left("visitors")).toEqual([blocked.id, here.id].sort());
		expect(await left("contacts")).toEqual([verified.visitor.contact?.id]);
	});

	it("takes a long past in parts, by a job", async () => {
		const { id, visitor } = await conversation(31);
		await story.sql`
			insert into public.conversations
				(id, organization_id, website_id, visitor_id, status, resolved_at, last_activity_at)
			select gen_random_uuid(), organization_id, website_id, visitor_id, status, resolved_at, last_activity_at
			from public.conversations, generate_series(1, 300)
			where id = ${id}`;

		await story.service.rpc("apply_retention", { website_id: team.websiteId });
		const afterOne = (await left("conversations")).length;
		const parts = await keepHouse();

		expect(afterOne).toBeGreaterThan(0);
		// The others, nothing more, and the visitors.
		expect(parts).toBeGreaterThan(1);
		expect(await left("conversations")).toEqual([]);
		expect(await left("visitors")).not.toContain(visitor.id);
	});

	it("forgets no label that is merged at that moment into one that goes", async () => {
		const claims = () =>
			story.enters({ at: team, identity: { isVerified: false, externalId: crypto.randomUUID() } });
		const [gone, here] = [await claims(), await claims()];
		await unseenFor(gone, 31);
		const merges = {
			name: "merge_contacts",
			claims: story.ada.claims as Claims,
			args: { from_id: here.visitor.contact?.id, into_id: gone.visitor.contact?.id },
		};
		const applies = {
			name: "apply_retention",
			claims: { role: "service_role" as Claims["role"], sub: "service" },
			args: { website_id: team.websiteId },
		};

		expect(await outcomeAfter(merges, applies)).toBe("ok");

		expect(await left("visitors")).toEqual([here.id]);
		expect(await left("contacts")).toEqual([here.visitor.contact?.id]);
	});

	it("leaves alone what a visitor is writing in at that moment", async () => {
		const { id, visitor } = await conversation(31);

		await Promise.all([visitor.writes("Still there?", { conversationId: id }), keepHouse()]);

		const { conversations } = await visitor.rpc("list_conversations");
		expect(conversations).toMatchObject([{ id, status: "open" }]);
	});

	it.each([6, 3_651, 0, -1, 30.5, "30", true, [], 1e20])("is not set to %j", async (days) => {
		await expect(keep(days)).rejects.toMatchObject({ message: "invalid_request" });
	});

	it("is a setting that the team reads", async () => {
		expect((await keep(7)).retentionDays).toBe(7);
		expect((await keep(3_650)).retentionDays).toBe(3_650);
		expect((await keep(null)).retentionDays).toBeNull();
	});
});

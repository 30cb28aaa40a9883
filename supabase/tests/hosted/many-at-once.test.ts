import { topics } from "@cossistant/protocol";
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { listens } from "../support/live.ts";
import { openStory, type Story, type Visitor } from "../support/story.ts";

/*
 * With the limits of a hosted project: whatever changes thousands of conversations, a conversation in which somebody
 * writes at that moment stays live.
 */

let story: Story;
let vera: Visitor;
/** Where Vera and Ada talk. */
let id: string;
/** Two thousand of somebody who left long ago. */
let many: string[];

beforeAll(async () => {
	story = await openStory();
});
beforeEach(async () => {
	const { sql, acme } = story;
	vera = await story.enters();
	id = (await vera.writes("Hello")).conversation.id;
	const vic = await story.enters();
	await sql`update public.visitors set last_seen_at = now() - interval '1 year' where id = ${vic.id}`;
	const rows = await sql`
		insert into public.conversations (id, organization_id, website_id, visitor_id)
		select gen_random_uuid(), ${acme.organizationId}, ${acme.websiteId}, ${vic.id}
		from generate_series(1, 2000)
		returning id`;
	many = rows.map((row) => row.id);
	// Everybody on the team looks at the inbox.
	await Promise.all(
		[story.ada, story.adam, story.grace].map((agent) =>
			listens(agent, topics.inbox(acme.websiteId)),
		),
	);
});
afterAll(() => story.close());

/** Ada writes for longer than Realtime takes to notice that too much is told; Vera hears each word at once. */
async function talkStaysLive(): Promise<void> {
	const heard = await listens(vera, topics.conversation(id));
	for (const end = Date.now() + 6_500; Date.now() < end; ) {
		const word = crypto.randomUUID();
		await story.ada.replies(id, word);
		await vi.waitFor(() => expect(JSON.stringify(heard)).toContain(word), {
			timeout: 5_000,
			interval: 100,
		});
		await new Promise((later) => setTimeout(later, 500));
	}
}

/** How many seconds something takes. */
async function seconds(work: () => Promise<unknown>): Promise<number> {
	const begun = Date.now();
	await work();
	return (Date.now() - begun) / 1_000;
}

const left = async (condition: ReturnType<Story["sql"]>) =>
	(await story.sql`select from public.conversations where id = any (${many}) and ${condition}`)
		.length;

describe("a conversation stays live while", () => {
	it("a tag is deleted that stands on 2,000 others, which takes seconds", async () => {
		const { ada, acme, sql } = story;
		const tag = await ada.rpc("create_tag", { website_id: acme.websiteId, name: "sale" });
		await sql`
			insert into public.conversation_tags (website_id, conversation_id, tag_id)
			select ${acme.websiteId}, conversation_id, ${tag.id} from unnest(${many}::uuid[]) as conversation_id`;

		expect(await seconds(() => ada.rpc("delete_tag", { id: tag.id }))).toBeLessThan(10);

		expect(await sql`select from public.conversation_tags where tag_id = ${tag.id}`).toEqual([]);
		await talkStaysLive();
	});

	it("somebody leaves who was given 2,000 others", async () => {
		const { ada, acme, sql, service } = story;
		const nora = await story.signsUp("Nora");
		const membership = { organization_id: acme.organizationId, user_id: nora.id };
		await sql`insert into public.members ${sql(membership)}`;
		await sql`update public.conversations set assignee_id = ${nora.id} where id = any (${many})`;

		await ada.rpc("remove_member", membership);
		for (let part = 1; part < 10; part += 1) await service.rpc("unassign_member", membership);

		expect(await left(sql`assignee_id is not null`)).toBe(0);
		await talkStaysLive();
	});

	it("a website lets 2,000 others go", async () => {
		const { acme, sql, service } = story;
		await sql`
			update public.conversations
			set status = 'resolved', resolved_at = now() - interval '40 days', last_activity_at = now() - interval '40 days'
			where id = any (${many})`;
		await sql`update public.websites set retention_days = 30 where id = ${acme.websiteId}`;

		const here = { website_id: acme.websiteId };
		for (let part = 0; part < 10; part += 1) await service.rpc("apply_retention", here);

		expect(await left(sql`true`)).toBe(0);
		await talkStaysLive();
	});
});

import { topics } from "@cossistant/protocol";
import { inboxChanged } from "@cossistant/protocol/schemas";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { announcedOn } from "./support/live.ts";
import { openStory, type Story, type Visitor } from "./support/story.ts";

/*
 * Realtime drops what a project tells above its limit. So where very many conversations change at once, the team is told
 * that, not each, and on the visitors' side only those are told who may be there.
 */

let story: Story;
let vera: Visitor;

beforeAll(async () => {
	story = await openStory();
});
beforeEach(async () => {
	vera = await story.enters();
});
afterAll(() => story.close());

/** So many conversations of Vera's, given to nobody or to somebody; answers their ids in order. */
async function conversations(amount: number, assigneeId: string | null = null): Promise<string[]> {
	const rows = await story.sql`
		insert into public.conversations (id, organization_id, website_id, visitor_id, assignee_id)
		select gen_random_uuid(), ${story.acme.organizationId}, ${story.acme.websiteId}, ${vera.id}, ${assigneeId}
		from generate_series(1, ${amount})
		returning id`;
	return rows.map(({ id }) => id).sort();
}

/** How often each event is told on some topics while something happens. */
async function during(names: string[], work: () => Promise<unknown>) {
	const before = (await announcedOn(story.sql, names)).length;
	await work();
	const told = (await announcedOn(story.sql, names)).slice(before);
	const counts: Record<string, number> = {};
	for (const { event } of told) counts[event] = (counts[event] ?? 0) + 1;
	return { counts, told };
}

const inbox = () => [topics.inbox(story.acme.websiteId)];
const resolve = (ids: string[]) => () =>
	story.ada.rpc("bulk_act", {
		conversation_ids: ids,
		act: { type: "set_status", status: "resolved" },
	});
const wasSeen = (visitor: Visitor, ago: string) => story.sql`
	update public.visitors set last_seen_at = now() - ${ago}::interval where id = ${visitor.id}`;

describe("an act on many conversations", () => {
	it("tells the inbox each of 20", async () => {
		const { counts } = await during(inbox(), resolve(await conversations(20)));

		expect(counts).toEqual({ conversation_changed: 20 });
	});

	it("tells the inbox 20, and of all others once that there are more", async () => {
		const ids = await conversations(60);

		const { counts, told } = await during(inbox(), resolve(ids));

		expect(counts).toEqual({ conversation_changed: 20, inbox_changed: 1 });
		const news = told.find(({ event }) => event === "inbox_changed");
		expect(inboxChanged.strict().parse(news?.payload)).toEqual({ websiteId: story.acme.websiteId });
	});

	it("tells who looks at one of the others by the inbox alone", async () => {
		const ids = await conversations(60);
		const teams = [ids[0], ids[59]].map((id) => topics.conversationTeam(id ?? ""));

		const { told } = await during(teams, resolve(ids));

		expect(told.map(({ topic }) => topic)).toEqual([teams[0]]);
	});

	it("tells a visitor who may be there of each, and of what was written in it", async () => {
		const ids = await conversations(60);
		const last = topics.conversation(ids[59] ?? "");

		const { counts } = await during([topics.visitor(vera.id), last], resolve(ids));

		expect(counts).toEqual({ conversation_changed: 60, items_changed: 1 });
	});

	it("tells a visitor who left long ago of no more than the team", async () => {
		await wasSeen(vera, "3 hours");

		const { counts } = await during([topics.visitor(vera.id)], resolve(await conversations(60)));

		expect(counts).toEqual({ conversation_changed: 20 });
	});

	it("tells a contact's other device, which is there", async () => {
		const identity = { isVerified: true, externalId: crypto.randomUUID() };
		vera = await story.enters({ identity });
		const contactId = vera.visitor.contact?.id ?? "";
		const ids = await conversations(60);
		await story.sql`update public.conversations set contact_id = ${contactId} where id = any (${ids})`;
		await story.enters({ identity });
		await wasSeen(vera, "3 hours");

		const { counts } = await during([topics.contact(contactId)], resolve(ids));

		expect(counts).toEqual({ conversation_changed: 60 });
	});

	it("keeps no list of them all", async () => {
		const ids = await conversations(200);
		await wasSeen(vera, "3 hours");

		const size = await story.sql.begin(async (sql) => {
			await sql`update public.conversations set title = 'Sale' where id = any (${ids})`;
			await sql`set constraints all immediate`;
			const [row] = await sql`
				select length(
					current_setting('support.announced') || current_setting('support.told_singly')
				) as size`;
			return row?.size;
		});

		expect(size).toBeLessThan(20 * 300);
	});
});

describe("a part of work that has many parts", () => {
	it("tells the inbox once, however little it does", async () => {
		const nora = await story.signsUp("Nora");
		await conversations(3, nora.id);

		const { counts } = await during(inbox(), () =>
			story.service.rpc("unassign_member", {
				organization_id: story.acme.organizationId,
				user_id: nora.id,
			}),
		);

		expect(counts).toEqual({ inbox_changed: 1 });
	});

	it("tells nothing when there is nothing to do", async () => {
		const { counts } = await during(inbox(), () =>
			story.service.rpc("apply_retention", { website_id: story.acme.websiteId }),
		);

		expect(counts).toEqual({});
	});
});

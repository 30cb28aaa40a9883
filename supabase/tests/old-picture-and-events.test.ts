import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { calls } from "./isolation/calls/index.ts";
import { type Cast, openCast, restore } from "./isolation/cast.ts";
import { expectationsOf } from "./isolation/expected.ts";
import { announcedOn } from "./support/live.ts";
import { apply, type Picture, teamPicture, topicsOf, visitorPicture } from "./support/pictures.ts";
import type { Visitor } from "./support/story.ts";

let cast: Cast;
let vera2: Visitor;
let tagId: string;

beforeAll(async () => {
	cast = await openCast();
	const { ada, grace, acme, conversationId } = cast;
	vera2 = cast.callers.vera2 as Visitor;
	const tag = await ada.rpc("create_tag", { website_id: acme.websiteId, name: "billing" });
	tagId = tag.id;
	const here = { conversation_id: conversationId };
	await ada.rpc("add_tag", { ...here, tag_id: tagId });
	await ada.replies(conversationId, "Hi");
	await grace.replies(conversationId, "Hello from me too");
	await ada.rpc("assign", { ...here, user_id: grace.id });
	await cast.vera.rpc("mark_read", { ...here, upto: 2 });
});
afterAll(() => cast.close());

/** Somebody who watches: what they fetch, and which topics they listen to. */
type Watcher = { name: string; fetch: () => Promise<Picture>; topics: () => string[] };

const WATCHERS: Watcher[] = [
	{
		name: "Grace in the dashboard",
		fetch: () => teamPicture(cast.grace, cast.acme.websiteId, cast.conversationId),
		topics: () => topicsOf.team(cast.grace, cast.acme.websiteId, cast.conversationId),
	},
	{
		name: "Vera in the widget",
		fetch: () => visitorPicture(cast.vera, cast.conversationId),
		topics: () => topicsOf.visitor(cast.vera, cast.conversationId),
	},
	{
		name: "Vera on her second device",
		fetch: () => visitorPicture(vera2, cast.conversationId),
		topics: () => topicsOf.visitor(vera2, cast.conversationId),
	},
];

/** Does something and sees that what each watcher held, with what they heard, is what they would fetch. */
async function keepsPicturesTrue(act: () => Promise<unknown>): Promise<void> {
	const before = await Promise.all(
		WATCHERS.map(async ({ fetch, topics }) => ({
			picture: await fetch(),
			heard: (await announcedOn(cast.sql, topics())).length,
		})),
	);
	await act();
	for (const [at, { name, fetch, topics }] of WATCHERS.entries()) {
		const { picture, heard } = before[at] ?? {};
		if (!picture) throw new Error("Nothing was held.");
		const events = (await announcedOn(cast.sql, topics())).slice(heard);
		expect(await apply(picture, events, fetch), name).toEqual(await fetch());
	}
}

/** Everybody whose calls count, each with every function that answers them. */
const answered = expectationsOf("call").filter(
	({ caller, expected }) => expected === "ok" && ["vera", "ada", "service"].includes(caller),
);

describe("the old picture and the events make the fresh one", () => {
	it.each(answered)("after $on by $caller", async ({ on, caller }) => {
		await restore(cast);
		const args = await calls[on]?.(cast);

		await keepsPicturesTrue(() => cast.callers[caller]?.rpc(on, args) ?? Promise.reject());
	});

	const here = () => ({ conversation_id: cast.conversationId });
	it.each<[string, () => Promise<unknown>]>([
		[
			"an agent's new name and face",
			() =>
				cast.grace.rpc("update_profile", {
					name: "Amazing Grace",
					image: "https://acme.test/g.png",
				}),
		],
		["a tag's new name", () => cast.ada.rpc("update_tag", { id: tagId, name: "invoices" })],
		["a note", () => cast.ada.notes(cast.conversationId, "Careful")],
		[
			"a resolved conversation",
			() => cast.ada.rpc("set_status", { ...here(), status: "resolved" }),
		],
		[
			"a visitor's message that reopens it",
			() => cast.vera.writes("Again", { conversationId: cast.conversationId }),
		],
		[
			"the second device's message",
			() => vera2.writes("From my phone", { conversationId: cast.conversationId }),
		],
		["what the visitor has read", () => vera2.rpc("mark_read", { ...here(), upto: 99 })],
		[
			"a snoozed conversation",
			() =>
				cast.ada.rpc("snooze", {
					...here(),
					until: new Date(Date.now() + 3_600_000).toISOString(),
				}),
		],
		[
			"a snoozed conversation's return",
			async () => {
				await cast.sql`
				update public.conversations set snoozed_until = now() - interval '1 second' where id = ${cast.conversationId}`;
				await cast.service.rpc("run_housekeeping");
			},
		],
		[
			"a conversation that nobody has any more",
			() => cast.ada.rpc("assign", { ...here(), user_id: null }),
		],
		[
			"a visitor's rating",
			() => cast.vera.rpc("rate_conversation", { ...here(), rating: 2, comment: "Slow" }),
		],
		["the visitor's new conversation", () => cast.vera.writes("Something else")],
		["a tag that is deleted", () => cast.ada.rpc("delete_tag", { id: tagId })],
		[
			"an assignee who was removed",
			async () => {
				await cast.ada.rpc("assign", { ...here(), user_id: cast.adam.id });
				await cast.ada.rpc("remove_member", {
					organization_id: cast.acme.organizationId,
					user_id: cast.adam.id,
				});
			},
		],
	])("after %s", async (_, act) => {
		await keepsPicturesTrue(act);
	});

	describe("of more conversations than are told one by one", () => {
		let many: string[];
		beforeEach(async () => {
			const { acme, vera, grace, sql } = cast;
			const rows = await sql`
				insert into public.conversations (id, organization_id, website_id, visitor_id, contact_id, assignee_id)
				select gen_random_uuid(), ${acme.organizationId}, ${acme.websiteId}, ${vera.id},
					${vera.visitor.contact?.id ?? null}, ${grace.id}
				from generate_series(1, 60)
				returning id`;
			many = [...rows.map(({ id }) => id), cast.conversationId];
		});

		it("after an act on all of them", async () => {
			const act = { type: "set_status", status: "resolved" };

			await keepsPicturesTrue(() => cast.ada.rpc("bulk_act", { conversation_ids: many, act }));
		});

		it("after their assignee has left", async () => {
			const { acme, adam } = cast;
			await cast.sql`update public.conversations set assignee_id = ${adam.id} where id = any (${many})`;

			await keepsPicturesTrue(() =>
				cast.sql`delete from public.members where user_id = ${adam.id}`.then(() =>
					cast.service.rpc("unassign_member", {
						organization_id: acme.organizationId,
						user_id: adam.id,
					}),
				),
			);
		});

		it("after the website has let them go", async () => {
			const { acme, sql, service } = cast;
			await sql`
				update public.conversations
				set status = 'resolved', resolved_at = now() - interval '40 days', last_activity_at = now() - interval '40 days'
				where id = any (${many.slice(0, 60)})`;
			await sql`update public.websites set retention_days = 30 where id = ${acme.websiteId}`;

			await keepsPicturesTrue(() => service.rpc("apply_retention", { website_id: acme.websiteId }));
		});
	});
});

import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type Connection, type Crowd, openCrowd, outcomesOf } from "./support/crowd.ts";
import type { Claims } from "./support/stack.ts";
import {
	type Agent,
	openStory,
	type Story,
	sessionRequest,
	type Visitor,
} from "./support/story.ts";

const SERVICE: Claims = { role: "service_role" as Claims["role"], sub: "service" };

let story: Story;
let crowd: Crowd;

beforeAll(async () => {
	story = await openStory();
	crowd = openCrowd(24);
	await story.sql`
		insert into private.rate_limit_rules (kind, website_id, hits, seconds)
		select kind, ${story.acme.websiteId}, 100000, 60
		from unnest(array['message_visitor', 'message_website', 'session_visitor']) as kind`;
});
afterAll(async () => {
	await crowd.close();
	await story.close();
});

const range = (length: number) => Array.from({ length }, (_, index) => index + 1);
const claimsOf = ({ claims }: Agent | Visitor) => claims as Claims;
const rotated = <One>(all: One[], by: number): One[] => [
	...all.slice(by % all.length),
	...all.slice(0, by % all.length),
];

type Act = (on: Connection, place: Place) => Promise<unknown>;
type Place = { id: string; visitor: Visitor };

/** What everybody does to each conversation, in an order of their own. */
function actsOf(tagId: string): Act[] {
	const ada = claimsOf(story.ada);
	const grace = claimsOf(story.grace);
	const act =
		(name: string, args: Record<string, unknown>, claims = ada): Act =>
		(on, { id }) =>
			on.call(claims, name, { conversation_id: id, ...args });
	return [
		act("assign", { user_id: story.grace.id }),
		act("set_status", { status: "resolved" }, grace),
		act("add_tag", { tag_id: tagId }),
		act("remove_tag", { tag_id: tagId }, grace),
		act("set_priority", { priority: "urgent" }, grace),
		act("mark_read", { upto: 1 }),
		(on, { id, visitor }) =>
			on.call(claimsOf(visitor), "send_visitor_message", {
				conversation_id: id,
				id: randomUUID(),
				text: "Again",
			}),
		(on, { id }) =>
			on.call(grace, "send_message", { conversation_id: id, id: randomUUID(), text: "Hi" }),
		(on, { visitor }) => on.call(ada, "block_visitor", { visitor_id: visitor.id }),
		(on, { visitor }) => on.call(grace, "unblock_visitor", { visitor_id: visitor.id }),
	];
}

/** The visitor proves who they are: their conversations join the contact. */
const identify: Act = (on, { visitor }) =>
	on.call(SERVICE, "open_visitor_session", {
		request: {
			...sessionRequest(story.acme),
			visitor: { id: visitor.id, refreshSecretHash: visitor.secretHash },
			identity: { isVerified: true, externalId: `shop-${visitor.id}` },
		},
	});

const bulk =
	(places: Place[]): Act =>
	(on) =>
		on.call(claimsOf(story.ada), "bulk_act", {
			conversation_ids: places.map(({ id }) => id),
			act: { type: "set_priority", priority: "low" },
		});

it("acts on many conversations in different orders never wait for each other in a circle, and leave the numbers whole", async () => {
	const visitors = await Promise.all(range(3).map(() => story.enters()));
	const places: Place[] = [];
	for (const visitor of visitors)
		for (const text of ["One", "Two", "Three", "Four"])
			places.push({ id: (await visitor.writes(text)).conversation.id, visitor });
	const tag = await story.ada.rpc("create_tag", {
		website_id: story.acme.websiteId,
		name: randomUUID(),
	});
	const acts = actsOf(tag.id);

	const { answers } = await outcomesOf(
		crowd.connections.map(async (on, n) => {
			const mine = rotated(n % 2 ? places : [...places].reverse(), n);
			const refused: string[] = [];
			for (const [step, place] of mine.entries()) {
				const act = [...acts, bulk(rotated(mine, step)), identify][(n + step) % (acts.length + 2)];
				refused.push(...(await outcomesOf([(act as Act)(on, place)])).refusals);
			}
			return refused;
		}),
	);

	// Whoever is blocked just then is told so, and nobody is told anything else.
	expect(answers).toHaveLength(24);
	expect(answers.flat().filter((code) => code !== "visitor_blocked")).toEqual([]);
	const rows = await story.sql`
		select
			conversations.id,
			team_last_order = max(team_order) and team_last_order = count(*) as team,
			visitor_last_order = coalesce(max(visitor_order), 0) and visitor_last_order = count(visitor_order) as visitor
		from public.conversations join public.timeline_items on conversation_id = conversations.id
		where conversations.id = any (${places.map(({ id }) => id)})
		group by conversations.id`;
	expect(rows.map(({ team, visitor }) => team && visitor)).toEqual(Array(12).fill(true));
});

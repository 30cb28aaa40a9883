import { topics } from "@cossistant/protocol";
import * as protocol from "@cossistant/protocol/schemas";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { z } from "zod";
import { type Announcement, announcedOn } from "./support/live.ts";
import { openStory, type Story, type Visitor } from "./support/story.ts";

let story: Story;
let vera: Visitor;
let id: string;
let externalId: string;

beforeAll(async () => {
	story = await openStory();
});
beforeEach(async () => {
	externalId = crypto.randomUUID();
	vera = await story.enters({ identity: { isVerified: true, externalId, name: "Vera" } });
	id = (await vera.writes("Hello")).conversation.id;
});
afterAll(() => story.close());

const topicsOfVisitor = () => [
	topics.conversation(id),
	topics.visitor(vera.id),
	topics.contact(String(vera.visitor.contact?.id)),
];
const topicsOfTeam = () => [topics.conversationTeam(id), topics.inbox(story.acme.websiteId)];

/** What is announced while something happens, about this conversation. */
async function during(work: () => Promise<unknown>): Promise<Announcement[]> {
	const all = () => announcedOn(story.sql, [...topicsOfVisitor(), ...topicsOfTeam()]);
	const before = (await all()).length;
	await work();
	return (await all()).slice(before);
}

/** `topic event`, with the conversation's and people's ids left out. */
const told = (announcements: Announcement[]) =>
	announcements
		.map(({ topic, event }) => `${topic.replaceAll(/:[0-9a-f-]{36}/g, "")} ${event}`)
		.sort();

const on = (announcements: Announcement[], name: string, event: string) =>
	announcements
		.filter((one) => one.topic === name && one.event === event)
		.map((one) => one.payload);

const onVisitorsSide = ["contact conversation_changed", "visitor conversation_changed"];

describe("each act is told once to each topic that it concerns", () => {
	it("a visitor's message", async () => {
		const announced = await during(() => vera.writes("More", { conversationId: id }));

		expect(told(announced)).toEqual([
			...onVisitorsSide.slice(0, 1),
			"conversation items_changed",
			"conversation:team items_changed",
			"inbox conversation_changed",
			...onVisitorsSide.slice(1),
		]);
	});

	it("a note: to the team alone", async () => {
		const announced = await during(() => story.ada.notes(id, "Careful"));

		expect(told(announced)).toEqual([
			// Who writes a note has read what stands above it.
			"contact conversation_changed",
			"conversation conversation_read",
			"conversation:team items_changed",
			"inbox conversation_changed",
			"visitor conversation_changed",
		]);
		expect(
			JSON.stringify(announced.filter(({ topic }) => topicsOfVisitor().includes(topic))),
		).not.toContain("Careful");

		const second = await during(() => story.ada.notes(id, "Really"));
		// The header beside the note tells how far its author has read.
		expect(told(second)).toEqual(["conversation:team items_changed", "inbox conversation_changed"]);
	});

	it("a repeated message: to nobody", async () => {
		const letter = { conversationId: id, id: crypto.randomUUID() };
		await vera.writes("More", letter);

		expect(await during(() => vera.writes("More", letter))).toEqual([]);
	});

	it("a refused message: to nobody", async () => {
		const announced = await during(() => vera.writes(" ", { conversationId: id }).catch(() => {}));

		expect(announced).toEqual([]);
	});

	it("reading again what was read: to nobody", async () => {
		await vera.rpc("mark_read", { conversation_id: id, upto: 1 });

		expect(await during(() => vera.rpc("mark_read", { conversation_id: id, upto: 1 }))).toEqual([]);
	});

	it("a session: to the inbox, at most once a minute", async () => {
		const { acme, sql } = story;
		const seen = async () =>
			(await announcedOn(sql, [topics.inbox(acme.websiteId)])).filter(
				({ event, payload }) => event === "visitor_seen" && payload.visitorId === vera.id,
			);
		expect(await seen()).toHaveLength(1);

		const again = await story.enters({ as: vera });
		expect(await seen()).toHaveLength(1);

		await sql`update public.visitors set last_seen_at = now() - interval '2 minutes' where id = ${vera.id}`;
		await story.enters({ as: again });
		expect(await seen()).toHaveLength(2);
		protocol.visitorSeen.strict().parse((await seen())[0]?.payload);
	});
});

describe("acts of one transaction", () => {
	it("are each told, and the last header is what a fetch answers", async () => {
		const announced = await during(() =>
			story.sql.begin(async (sql) => {
				await sql`select set_config('request.jwt.claims', ${JSON.stringify(story.ada.claims)}, true)`;
				await sql`set local role authenticated`;
				await sql`select public.send_message(${id}, gen_random_uuid(), 'One')`;
				await sql`select public.set_title(${id}, 'Shoes')`;
				await sql`select public.send_message(${id}, gen_random_uuid(), 'Two')`;
				await sql`select public.set_priority(${id}, 'high')`;
			}),
		);

		const texts = on(announced, topics.conversationTeam(id), "items_changed").map(({ items }) =>
			(items as { text: string | null }[]).map(({ text }) => text),
		);
		// That Ada joins, with her first message; another one, and the new priority.
		expect(texts).toEqual([[null, "One"], ["Two"], [null]]);
		const { conversation } = await story.grace.rpc("get_conversation", { id });
		expect(
			on(announced, topics.inbox(story.acme.websiteId), "conversation_changed").at(-1),
		).toEqual({
			conversation,
		});
		const [shown] = (await vera.rpc("list_conversations")).conversations;
		expect(on(announced, topics.visitor(vera.id), "conversation_changed").at(-1)).toEqual({
			conversation: shown,
		});
	});
});

describe("a payload", () => {
	it("parses as the protocol says, on every topic and for every event", async () => {
		await story.ada.replies(id, "Hi");
		await story.ada.notes(id, "Careful");
		await vera.rpc("mark_read", { conversation_id: id, upto: 3 });
		await story.grace.rpc("set_status", { conversation_id: id, status: "resolved" });
		await vera.writes("Again", { conversationId: id });

		const forTeam: Record<string, z.ZodType> = {
			items_changed: protocol.teamItemsChanged.strict(),
			conversation_read: protocol.conversationRead.strict(),
			conversation_changed: protocol.teamConversationChanged.strict(),
			visitor_seen: protocol.visitorSeen.strict(),
			access_ended: protocol.accessEnded.strict(),
		};
		const forVisitor: Record<string, z.ZodType> = {
			items_changed: protocol.itemsChanged.strict(),
			conversation_read: protocol.conversationRead.strict(),
			conversation_changed: protocol.conversationChanged.strict(),
		};
		const parse = (schemas: Record<string, z.ZodType>, announced: Announcement[]) => {
			for (const { event, payload } of announced) schemas[event]?.parse(payload);
			return new Set(announced.map(({ event }) => event));
		};

		expect(parse(forVisitor, await announcedOn(story.sql, topicsOfVisitor()))).toEqual(
			new Set(Object.keys(forVisitor)),
		);
		expect(parse(forTeam, await announcedOn(story.sql, topicsOfTeam()))).toContain("items_changed");
	});

	it("is what a fetch answers at that moment, for both audiences", async () => {
		for (const act of [
			() => story.ada.replies(id, "Hi"),
			() => story.ada.rpc("set_status", { conversation_id: id, status: "resolved" }),
			() => vera.writes("Again", { conversationId: id }),
		]) {
			const announced = await during(act);

			const [conversation] = (await vera.rpc("list_conversations")).conversations;
			const { items } = await vera.rpc("list_timeline", { conversation_id: id });
			const newest = (all: unknown[], { items }: Announcement["payload"] = { items: [] }) =>
				all.slice(-(items as unknown[]).length);
			const events = on(announced, topics.conversation(id), "items_changed");
			expect(events).toEqual([{ items: newest(items, events[0]), conversation }]);
			expect(on(announced, topics.visitor(vera.id), "conversation_changed")).toEqual([
				{ conversation },
			]);

			const screen = await story.grace.rpc("get_conversation", { id });
			const teamEvents = on(announced, topics.conversationTeam(id), "items_changed");
			expect(teamEvents).toEqual([
				{ items: newest(screen.items, teamEvents[0]), conversation: screen.conversation },
			]);
			expect(on(announced, topics.inbox(story.acme.websiteId), "conversation_changed")).toEqual([
				{ conversation: screen.conversation },
			]);
		}
	});

	it("of a read is what the header says", async () => {
		const announced = await during(() => vera.rpc("mark_read", { conversation_id: id, upto: 1 }));

		const [{ reads }] = (await vera.rpc("list_conversations")).conversations;
		expect(on(announced, topics.conversation(id), "conversation_read")).toEqual([
			{ conversationId: id, read: reads[0] },
		]);
		const screen = await story.ada.rpc("get_conversation", { id });
		expect(on(announced, topics.conversationTeam(id), "conversation_read")).toEqual([
			{ conversationId: id, read: screen.conversation.reads[0] },
		]);
	});

	it("tells the team a visitor's new name, and that they were blocked", async () => {
		const inboxAfter = async (work: () => Promise<unknown>) =>
			on(await during(work), topics.inbox(story.acme.websiteId), "conversation_changed").map(
				({ conversation }) => conversation,
			);

		const named = await inboxAfter(() =>
			story.enters({ as: vera, identity: { isVerified: true, externalId, name: "Vera Rubin" } }),
		);
		const blocked = await inboxAfter(() => story.ada.rpc("block_visitor", { visitor_id: vera.id }));

		expect(named).toMatchObject([{ id, visitorName: "Vera Rubin" }]);
		expect(blocked).toMatchObject([{ id, isVisitorBlocked: true }]);
	});
});

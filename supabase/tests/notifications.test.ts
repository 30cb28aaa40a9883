import { randomUUID } from "node:crypto";
import { topics } from "@cossistant/protocol";
import * as protocol from "@cossistant/protocol/schemas";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { announcedOn } from "./support/live.ts";
import { type Agent, messageOf, openStory, type Story, type Visitor } from "./support/story.ts";

let story: Story;
let vera: Visitor;
let id: string;
/** A member of Acme, new for each test. */
let nora: Agent;

beforeAll(async () => {
	story = await openStory();
});
beforeEach(async () => {
	vera = await story.enters();
	id = (await vera.writes("Hello")).conversation.id;
	nora = await story.signsUp("Nora");
	await joins(nora);
});
afterAll(() => story.close());

const joins = ({ id: user_id }: Agent) => story.sql`
	insert into public.members ${story.sql({ organization_id: story.acme.organizationId, user_id })}`;

async function mention(text = "Look", agent = story.ada) {
	const act = await agent.rpc("send_message", {
		conversation_id: id,
		id: randomUUID(),
		text,
		visibility: "private",
		mentions: [nora.id],
	});
	return messageOf(act);
}
/** So many mentions of Nora, in a long conversation of its own. */
async function mentions(amount: number) {
	const { conversation } = await vera.writes("A long story");
	await story.sql.begin(async (past) => {
		// Numbered here, and told to nobody.
		await past`select set_config('support.importing', 'on', true)`;
		await past`
			insert into public.timeline_items
				(website_id, conversation_id, id, type, visibility, text, user_id, team_order, team_change)
			select ${story.acme.websiteId}, ${conversation.id}, gen_random_uuid(), 'message', 'private', 'x', ${story.ada.id}, place, place
			from generate_series(2, 1 + ${amount}::int) as place`;
		await past`alter table public.notifications disable trigger z_announce`;
		await past`
			insert into public.notifications (organization_id, website_id, conversation_id, item_id, user_id, kind)
			select ${story.acme.organizationId}, website_id, conversation_id, id, ${nora.id}, 'mention'
			from public.timeline_items where conversation_id = ${conversation.id} and team_order > 1`;
		await past`alter table public.notifications enable trigger z_announce`;
	});
}
const assign = (user_id: string | null, agent = story.ada) =>
	agent.rpc("assign", { conversation_id: id, user_id });
const list = async (args = {}) =>
	protocol.notificationPage.strict().parse(await nora.rpc("list_notifications", args));
const mark = async (args: Record<string, unknown>) =>
	protocol.unreadNotifications.strict().parse(await nora.rpc("mark_notifications_read", args));

describe("who is given a conversation", () => {
	it("is told by whom and whose it is", async () => {
		const act = await assign(nora.id);

		expect((await list()).notifications).toMatchObject([
			{
				kind: "assigned",
				conversationId: id,
				itemId: act.items[0].id,
				actorName: "Ada Lovelace",
				text: null,
				visitorName: null,
				readAt: null,
			},
		]);
	});

	it("is told the name that the inbox shows", async () => {
		const identity = { isVerified: true, externalId: randomUUID(), name: "V. 123" };
		const victor = await story.enters({ identity });
		id = (await victor.writes("Hello")).conversation.id;
		await story.ada.rpc("update_contact", {
			id: victor.visitor.contact?.id,
			changes: { name: "Victor" },
		});

		const { conversation } = await assign(nora.id);

		expect(conversation.visitorName).toBe("Victor");
		expect((await list()).notifications).toMatchObject([{ visitorName: "Victor" }]);
	});

	it("is told once, and not of taking it or losing it", async () => {
		await assign(nora.id);
		await assign(nora.id);
		await assign(null);
		await assign(nora.id, nora);

		expect((await list()).unreadCount).toBe(1);
	});
});

describe("a list", () => {
	it("pages by key, newest first, and counts what is unread", async () => {
		for (const text of ["one", "two", "three"]) await mention(text);

		const first = await list({ limit: 2 });
		const second = await list({ limit: 2, cursor: first.nextCursor });

		expect(first.notifications.map(({ text }) => text)).toEqual(["three", "two"]);
		expect(second).toMatchObject({ notifications: [{ text: "one" }], nextCursor: null });
		expect([first.unreadCount, second.unreadCount]).toEqual([3, 3]);
	});

	it("shows what is unread alone, if asked", async () => {
		await mention("one");
		await mention("two");
		const [, one] = (await list()).notifications;
		await mark({ ids: [one?.id] });

		expect(await list({ unread: true })).toMatchObject({
			notifications: [{ text: "two" }],
			unreadCount: 1,
		});
		expect((await list()).notifications).toHaveLength(2);
	});

	it("counts no further than 100", async () => {
		await mentions(120);

		expect((await list()).unreadCount).toBe(100);
		expect(await mark({ upto: "infinity" })).toEqual({ unreadCount: 0 });
	});

	it.each([
		["list_notifications", "a cursor of nobody", { cursor: "garbage" }],
		["list_notifications", "a limit that is none", { limit: "x" }],
		["mark_notifications_read", "nothing", {}],
		["mark_notifications_read", "an id that is none", { ids: ["x"] }],
		["mark_notifications_read", "a moment that is none", { upto: "soon" }],
		["mark_notifications_read", "both at once", { ids: [], upto: "2026-01-01" }],
		["mark_notifications_read", "too many", { ids: Array(1001).fill(randomUUID()) }],
	])("%s refuses %s", async (name, _, args) => {
		await mention();

		expect((await nora.client.rpc(name, args)).status).toBe(400);
		expect((await list()).unreadCount).toBe(1);
	});
});

describe("reading", () => {
	it("up to a moment leaves what came after it", async () => {
		await mention("before");
		const [before] = (await list()).notifications;
		await mention("after");

		expect(await mark({ upto: before?.createdAt })).toEqual({ unreadCount: 1 });
		expect((await list({ unread: true })).notifications).toMatchObject([{ text: "after" }]);
	});

	it("tens of thousands writes some of them, and all are read at once", async () => {
		await mentions(30_000);
		const { notifications } = await list();
		const [newest] = notifications;
		await mention("after");

		expect(await mark({ upto: newest?.createdAt })).toEqual({ unreadCount: 1 });

		expect(await list({ unread: true })).toMatchObject({ notifications: [{ text: "after" }] });
		const written = () => story.sql`
			select from public.notifications where user_id = ${nora.id} and read_at is not null`;
		expect(await written()).toHaveLength(2_000);
		const [oldest] = await story.sql`
			select private.notification_for_agent(notifications) ->> 'readAt' as "readAt"
			from public.notifications where user_id = ${nora.id} order by created_at limit 1`;

		const marks = () =>
			story.sql`select from private.notification_marks where user_id = ${nora.id}`;
		for (let runs = 0; (await marks()).length > 0; runs++) {
			expect(runs).toBeLessThan(20);
			await story.service.rpc("run_housekeeping");
		}
		expect(await written()).toHaveLength(30_000);
		const told = (await announcedOn(story.sql, [topics.user(nora.id)])).flatMap(
			({ event, payload }) => (event === "notifications_read" ? [payload] : []),
		);
		expect(told.flatMap(({ ids }) => ids)).toHaveLength(30_000);
		expect(new Set(told.map(({ readAt }) => readAt))).toEqual(new Set([oldest?.readAt]));
		expect((await list()).unreadCount).toBe(1);
	}, 60_000);

	it("the conversation is reading its notifications, up to where one reads", async () => {
		const { order } = await mention("read");
		await mention("not yet");

		await nora.rpc("mark_read", { conversation_id: id, upto: order });

		expect(await list({ unread: true })).toMatchObject({
			notifications: [{ text: "not yet" }],
			unreadCount: 1,
		});
	});

	it("is one's own: a colleague's reading, or ids of others, change nothing", async () => {
		await mention();
		const [{ id: notificationId } = { id: "" }] = (await list()).notifications;

		await story.grace.rpc("mark_read", { conversation_id: id, upto: 99 });
		await story.grace.rpc("mark_notifications_read", { ids: [notificationId] });
		await story.eve.rpc("mark_notifications_read", { upto: new Date("2100-01-01") });

		expect((await list()).unreadCount).toBe(1);
	});

	it("by two screens at once ends well", async () => {
		for (let count = 0; count < 5; count++) await mention();
		const ids = (await list()).notifications.map(({ id }) => id);

		await Promise.all([
			...[ids, [...ids].reverse(), ids].map((ids) => mark({ ids })),
			nora.rpc("mark_read", { conversation_id: id, upto: 99 }),
		]);

		const read = await announcedOn(story.sql, [topics.user(nora.id)]);
		const told = read.flatMap(({ event, payload }) =>
			event === "notifications_read" ? (payload.ids as string[]) : [],
		);
		expect(told.sort()).toEqual([...ids].sort());
	});
});

describe("a notification", () => {
	it("is its agent's alone, through the table too", async () => {
		await mention();
		const rows = async ({ client }: Agent) =>
			(await client.from("notifications").select("id").eq("conversation_id", id)).data?.length;

		expect(await Promise.all([nora, story.ada, story.grace, story.eve].map(rows))).toEqual([
			1, 0, 0, 0,
		]);
	});

	it("goes with the membership, and does not come back with it", async () => {
		await mention();
		const membership = { organization_id: story.acme.organizationId, user_id: nora.id };
		await story.ada.rpc("remove_member", membership);
		expect(await list()).toMatchObject({ notifications: [], unreadCount: 0 });

		await joins(nora);
		expect((await list()).notifications).toEqual([]);
	});

	it("is forgotten 90 days after it was read, and never unread", async () => {
		await mention("old");
		await mention("fresh");
		await mark({ upto: "infinity" });
		await mention("unread");
		await story.sql`
			update public.notifications set read_at = read_at - interval '91 days'
			where user_id = ${nora.id} and item_id in (
				select id from public.timeline_items where conversation_id = ${id} and text = 'old'
			)`;
		await story.sql`
			update public.notifications set created_at = created_at - interval '1 year'
			where user_id = ${nora.id} and read_at is null`;

		await story.service.rpc("run_housekeeping");

		expect((await list()).notifications.map(({ text }) => text)).toEqual(["fresh", "unread"]);
	});
});

describe("an agent's topic", () => {
	it("keeps an old picture in step, whatever happens", async () => {
		await mention("zero");
		let picture = (await list()).notifications;
		let unread = (await list()).unreadCount;
		const seen = (await announcedOn(story.sql, [topics.user(nora.id)])).length;

		const { id: itemId } = await mention("one");
		await assign(nora.id);
		await story.ada.rpc("edit_message", { conversation_id: id, id: itemId, text: "edited" });
		await mark({ ids: [picture[0]?.id] });
		await mention("two");
		await nora.rpc("mark_read", { conversation_id: id, upto: 3 });
		await story.ada.rpc("delete_message", { conversation_id: id, id: itemId });

		for (const { event, payload } of (await announcedOn(story.sql, [topics.user(nora.id)])).slice(
			seen,
		)) {
			if (event === "notification_changed") {
				const { notification } = protocol.notificationChanged.strict().parse(payload);
				const isKnown = picture.some(({ id }) => id === notification.id);
				if (!isKnown) unread++;
				picture = isKnown
					? picture.map((one) => (one.id === notification.id ? notification : one))
					: [notification, ...picture];
			} else {
				const { ids, readAt } = protocol.notificationsRead.strict().parse(payload);
				unread -= ids.length;
				picture = picture.map((one) => (ids.includes(one.id) ? { ...one, readAt } : one));
			}
		}

		const fresh = await list();
		expect(picture).toEqual(fresh.notifications);
		expect(unread).toBe(fresh.unreadCount);
	});

	it("is silent to everybody else, the visitor above all", async () => {
		const others = [
			topics.conversation(id),
			topics.visitor(vera.id),
			topics.user(story.ada.id),
			topics.user(story.grace.id),
		];
		const before = await announcedOn(story.sql, others);
		const seenByVera = async () => [
			await vera.rpc("list_timeline", { conversation_id: id }),
			await vera.rpc("sync_conversation", { conversation_id: id, after: 0 }),
		];
		// Ada reads by writing: that is told before, not by the mention.
		await story.ada.notes(id, "First");
		const after = await announcedOn(story.sql, others);
		const picture = await seenByVera();

		await mention("secret");
		await assign(nora.id);
		await mark({ upto: "infinity" });

		expect(await announcedOn(story.sql, others)).toEqual(after);
		expect(await seenByVera()).toEqual(picture);
		expect(JSON.stringify([before, after, picture])).not.toMatch(/mention|assign|Nora/);
	});
});

import { topics } from "@cossistant/protocol";
import type { Announcement } from "./live.ts";
import type { Agent, Visitor } from "./story.ts";

type Json = Record<string, unknown>;
type ById = Record<string, Json>;

/** What a client holds: rows by id, as it fetched them or as events have left them. */
export type Picture = { conversations: ById; items: ById; views: ById; notifications: ById };

/** What the team's screens show: the inbox, one open conversation, its own views and notifications. */
export async function teamPicture(
	agent: Agent,
	websiteId: string,
	openId: string,
): Promise<Picture> {
	const boxes = await Promise.all(
		["inbox", "snoozed", "spam", "archived"].map((box) =>
			pages(agent, "inbox", { website_id: websiteId, filter: { box } }, "cursor"),
		),
	);
	return {
		conversations: byId(boxes.flat()),
		items: byId(await itemsOf(agent, openId)),
		views: byId((await agent.rpc("list_saved_views", { website_id: websiteId })).views),
		notifications: byId((await agent.rpc("list_notifications")).notifications),
	};
}

/** What the widget shows: the visitor's conversations, and one open. */
export async function visitorPicture(visitor: Visitor, openId: string): Promise<Picture> {
	return {
		conversations: byId(await pages(visitor, "list_conversations", {}, "before")),
		items: byId(await itemsOf(visitor, openId)),
		views: {},
		notifications: {},
	};
}

/** The topics that feed each picture. */
export const topicsOf = {
	team: (agent: Agent, websiteId: string, openId: string) => [
		topics.inbox(websiteId),
		topics.conversationTeam(openId),
		topics.user(agent.id),
	],
	visitor: (visitor: Visitor, openId: string) => [
		topics.conversation(openId),
		topics.visitor(visitor.id),
		...(visitor.visitor.contact ? [topics.contact(visitor.visitor.contact.id)] : []),
	],
};

/** What each event does to a picture. An event that is not here tells nothing that a picture holds. */
const APPLY: Record<string, (picture: Picture, payload: Json) => void> = {
	conversation_changed: ({ conversations }, { conversation }) => put(conversations, conversation),
	conversation_deleted: ({ conversations }, { conversationId }) => {
		delete conversations[String(conversationId)];
	},
	items_changed({ conversations, items }, { conversation, items: changed }) {
		put(conversations, conversation);
		for (const item of changed as Json[]) put(items, item);
	},
	conversation_read({ conversations }, { conversationId, read }) {
		const known = conversations[String(conversationId)];
		if (known) known.reads = withRead(known.reads as Json[], read as Json);
	},
	saved_view_changed: ({ views }, { view }) => put(views, view),
	saved_view_deleted: ({ views }, { viewId }) => {
		delete views[String(viewId)];
	},
	notification_changed: ({ notifications }, { notification }) => put(notifications, notification),
	notifications_read({ notifications }, { ids, readAt }) {
		for (const id of ids as string[]) {
			if (notifications[id]) notifications[id].readAt = readAt;
		}
	},
	tag_changed: ({ conversations }, { tag }) =>
		eachTagged(conversations, tag as Json, (tags, at) => tags.splice(at, 1, tag as Json)),
	tag_deleted: ({ conversations }, { tagId }) =>
		eachTagged(conversations, { id: tagId }, (tags, at) => tags.splice(at, 1)),
	agent_changed({ conversations }, { member }) {
		const { userId, name, image } = member as Json;
		for (const { participants } of Object.values(conversations)) {
			for (const one of participants as Json[]) {
				if (one.id === userId) Object.assign(one, { name, image });
			}
		}
	},
};

/** The picture after some events, one of which may ask to fetch it anew. */
export async function apply(
	picture: Picture,
	announcements: Announcement[],
	fetch: () => Promise<Picture>,
): Promise<Picture> {
	let next = structuredClone(picture);
	for (const { event, payload } of announcements) {
		if (event === "inbox_changed") next = await fetch();
		else APPLY[event]?.(next, payload);
	}
	return next;
}

function eachTagged(conversations: ById, tag: Json, change: (tags: Json[], at: number) => void) {
	for (const { tags } of Object.values(conversations)) {
		const at = (tags as Json[]).findIndex(({ id }) => id === tag.id);
		if (at >= 0) change(tags as Json[], at);
	}
}

function withRead(reads: Json[], read: Json): Json[] {
	const isSame = (one: Json) =>
		one.readerType === read.readerType && one.readerId === read.readerId;
	return reads.some(isSame) ? reads.map((one) => (isSame(one) ? read : one)) : [...reads, read];
}

function put(rows: ById, row: unknown): void {
	const { id } = row as Json;
	rows[String(id)] = row as Json;
}

function byId(rows: Json[]): ById {
	return Object.fromEntries(rows.map((row) => [String(row.id), row]));
}

async function pages(
	{ rpc }: Agent | Visitor,
	name: string,
	args: Json,
	cursorName: string,
): Promise<Json[]> {
	const all: Json[] = [];
	let cursor: string | null = null;
	do {
		const page = await rpc(name, { ...args, [cursorName]: cursor });
		all.push(...page.conversations);
		cursor = page.nextCursor;
	} while (cursor);
	return all;
}

async function itemsOf({ rpc }: Agent | Visitor, openId: string): Promise<Json[]> {
	return (await rpc("sync_conversation", { conversation_id: openId, after: 0, limit: 1000 })).items;
}

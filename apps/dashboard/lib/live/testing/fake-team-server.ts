import { type SupportError, unavailable } from "@cossistant/core/parts";
import type {
	ConversationStatus,
	TeamConversation,
	Visibility,
	VisitorDetails,
} from "@cossistant/protocol";
import type { FunctionName } from "../../api/functions.ts";
import type { Rpc } from "../../api/rpc.ts";
import { compareRows, unreadOf } from "../inbox-picture.ts";
import { ADA, type Announce, createFakeRows, type FakeRows, WEBSITE } from "./fake-rows.ts";

type InboxArgs = { filter: { status: string }; cursor: string | null; limit: number };
type OlderArgs = { conversation_id: string; before: number; limit: number };
type SyncArgs = { conversation_id: string; after: number; limit: number };
type SendArgs = { conversation_id: string; id: string; text: string; visibility: Visibility };
type StatusArgs = { conversation_id: string; status: ConversationStatus };

type Handlers = Record<string, (args: never) => unknown>;

/** The database as the team calls it. */
export function createFakeTeamServer(world: { now: () => number; announce: Announce }) {
	const rows = createFakeRows(world);
	const handlers: Handlers = { ...listFunctions(rows), ...conversationFunctions(rows) };
	const calls: FunctionName[] = [];
	const failing = new Map<FunctionName, SupportError>();
	let isReachable = true;

	const rpc: Rpc = async (name, args) => {
		calls.push(name);
		// A call takes time: what it does is not seen before its caller has gone on.
		await null;
		if (!isReachable) throw unavailable();
		const error = failing.get(name);
		if (error !== undefined) throw error;
		const handle = handlers[name];
		if (handle === undefined) throw new Error(`No handler for ${name}.`);
		return structuredClone(handle(args as never)) as never;
	};

	return {
		...rows,
		rpc,
		calls,
		/** Makes a function fail until told otherwise. */
		fail: (name: FunctionName, error: SupportError | null) =>
			error === null ? failing.delete(name) : failing.set(name, error),
		setReachable(reachable: boolean) {
			isReachable = reachable;
		},
	};
}

function listFunctions({ all }: FakeRows): Handlers {
	const headers = () => [...all.values()].map(({ header }) => header);
	return {
		inbox({ filter, cursor, limit }: InboxArgs) {
			const matching = headers()
				.filter(({ status }) => status === filter.status)
				.sort(compareRows);
			const from = cursor === null ? 0 : matching.findIndex(({ id }) => id === cursor) + 1;
			const conversations = matching.slice(from, from + limit);
			const hasMore = from + limit < matching.length;
			return { conversations, nextCursor: hasMore ? (conversations.at(-1)?.id ?? null) : null };
		},
		inbox_counts() {
			const open = headers().filter(({ status }) => status === "open");
			const unread = open.filter((header) => unreadOf(header, ADA.id) > 0).length;
			return { open: open.length, resolved: all.size - open.length, unread };
		},
	};
}

function conversationFunctions({ find, ...rows }: FakeRows): Handlers {
	return {
		get_conversation({ id }: { id: string }) {
			const { header, items } = find(id);
			const page = items.slice(-50);
			const hasMore = items.length > page.length;
			const visitor = newVisitor(header);
			return { conversation: header, visitor, contact: null, items: page, hasMore };
		},
		list_timeline({ conversation_id, before, limit }: OlderArgs) {
			const older = find(conversation_id).items.filter(({ order }) => order < before);
			const items = older.slice(-limit);
			return { items, hasMore: older.length > items.length };
		},
		sync_conversation({ conversation_id, after, limit }: SyncArgs) {
			const { header, items } = find(conversation_id);
			const changed = items
				.filter(({ change }) => change > after)
				.sort((a, b) => a.change - b.change);
			const page = changed.slice(0, limit);
			return { conversation: header, items: page, hasMore: changed.length > page.length };
		},
		mark_read: ({ conversation_id, upto }: { conversation_id: string; upto: number }) =>
			rows.markRead(conversation_id, upto),
		send_message: ({ conversation_id, id, text, visibility }: SendArgs) =>
			rows.teamSays(conversation_id, { id, text, visibility }),
		set_status: ({ conversation_id, status }: StatusArgs) =>
			rows.setStatus(conversation_id, status),
	};
}

function newVisitor({ visitorId }: TeamConversation): VisitorDetails {
	return {
		id: visitorId,
		websiteId: WEBSITE,
		contactId: null,
		isTest: false,
		isBlocked: false,
		language: null,
		timezone: null,
		browser: null,
		os: null,
		deviceType: "unknown",
		screen: null,
		page: null,
		referrer: null,
		createdAt: "2026-11-20T12:00:00+00:00",
		lastSeenAt: null,
	};
}

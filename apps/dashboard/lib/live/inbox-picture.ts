import { mergeConversation, mergeRead, type SupportError } from "@cossistant/core/parts";
import type {
	ConversationStatus,
	InboxCounts,
	InboxPage,
	Read,
	TeamConversation,
} from "@cossistant/protocol";
import { microsOf } from "./moments.ts";

/** How far one view has been loaded. */
export type InboxWindow = {
	phase: "idle" | "loading" | "ready" | "failed";
	error: SupportError | null;
	/** The last row loaded; rows after it exist but are not known without holes. Null: there are none. */
	edge: TeamConversation | null;
	nextCursor: string | null;
	isLoadingMore: boolean;
};

/** Every conversation header known of one website, and how far each view reaches into them. */
export type InboxPicture = {
	byId: ReadonlyMap<string, TeamConversation>;
	windows: Readonly<Record<ConversationStatus, InboxWindow>>;
	counts: InboxCounts | null;
};

const untouched: InboxWindow = {
	phase: "idle",
	error: null,
	edge: null,
	nextCursor: null,
	isLoadingMore: false,
};

export const emptyInbox: InboxPicture = {
	byId: new Map(),
	windows: { open: untouched, resolved: untouched },
	counts: null,
};

/** The rows of a view, newest activity first, without holes. */
export function rowsOf(
	{ byId, windows }: Pick<InboxPicture, "byId" | "windows">,
	status: ConversationStatus,
): readonly TeamConversation[] {
	const { edge } = windows[status];
	return [...byId.values()]
		.filter((row) => row.status === status && !row.isTest)
		.filter((row) => edge === null || compareRows(row, edge) <= 0)
		.sort(compareRows);
}

/** Where rows stand: the latest activity first, and never by chance. */
export function compareRows(a: TeamConversation, b: TeamConversation): number {
	return activityOf(b) - activityOf(a) || (a.id < b.id ? 1 : a.id > b.id ? -1 : 0);
}

const activities = new WeakMap<TeamConversation, number>();

/** Reading a moment costs more than comparing two, and lists are sorted at each event. */
function activityOf(row: TeamConversation): number {
	const known = activities.get(row) ?? microsOf(row.lastActivityAt);
	activities.set(row, known);
	return known;
}

/** How many of the visitor's messages an agent has not read. */
export function unreadOf(
	{ visitorMessageCount, reads }: TeamConversation,
	agentId: string,
): number {
	const own = reads.find((read) => read.readerType === "user" && read.readerId === agentId);
	return Math.max(0, visitorMessageCount - (own?.messageCount ?? 0));
}

/** The picture with what is now known of one conversation; an older picture of it changes nothing. */
export function withHeader(picture: InboxPicture, header: TeamConversation): InboxPicture {
	const known = picture.byId.get(header.id);
	const merged = mergeConversation(known, header);
	return {
		...picture,
		byId: new Map(picture.byId).set(header.id, merged),
		counts: merged.isTest ? picture.counts : withMove(picture.counts, known?.status, merged.status),
	};
}

/** The picture without a conversation that is gone. */
export function withoutHeader(picture: InboxPicture, conversationId: string): InboxPicture {
	if (!picture.byId.has(conversationId)) return picture;
	const byId = new Map(picture.byId);
	byId.delete(conversationId);
	return { ...picture, byId };
}

/** The picture after somebody has read on in a conversation. */
export function withReadOf(
	picture: InboxPicture,
	conversationId: string,
	read: Read,
): InboxPicture {
	const known = picture.byId.get(conversationId);
	if (known === undefined) return picture;
	return { ...picture, byId: new Map(picture.byId).set(conversationId, mergeRead(known, read)) };
}

/**
 * The picture with a page of a view: from its top, or from the row `after`. Rows that should be among the fresh ones and
 * are not have left; one that changed since the question was asked (`before`) is spared, because the answer may be older.
 */
export function withFreshRows(
	picture: InboxPicture,
	{
		status,
		page,
		before,
		after = null,
	}: {
		status: ConversationStatus;
		page: InboxPage;
		before: InboxPicture;
		after?: TeamConversation | null;
	},
): InboxPicture {
	const fresh = new Set(page.conversations.map((row) => row.id));
	const end = page.nextCursor === null ? null : (page.conversations.at(-1) ?? null);
	const byId = new Map(picture.byId);
	for (const row of picture.byId.values()) {
		const isCovered =
			row.status === status &&
			(after === null || compareRows(row, after) > 0) &&
			(end === null || compareRows(row, end) <= 0);
		const isAsAsked = before.byId.get(row.id) === row;
		if (isCovered && isAsAsked && !fresh.has(row.id)) byId.delete(row.id);
	}
	return withWindow(withRows({ ...picture, byId }, page.conversations), status, reached(page));
}

/** The picture with rows as they have been read. */
export function withRows(picture: InboxPicture, rows: readonly TeamConversation[]): InboxPicture {
	const byId = new Map(picture.byId);
	for (const row of rows) byId.set(row.id, mergeConversation(byId.get(row.id), row));
	return { ...picture, byId };
}

/** Whether a page read anew says just what is known already. */
export function isAsKnown(
	picture: InboxPicture,
	status: ConversationStatus,
	page: InboxPage,
): boolean {
	const known = rowsOf(picture, status);
	return page.conversations.every((row, index) => {
		const before = known[index];
		return (
			before?.id === row.id &&
			before.lastChange === row.lastChange &&
			before.visitorName === row.visitorName &&
			before.isVisitorBlocked === row.isVisitorBlocked
		);
	});
}

/** The picture with a view's state changed. */
export function withWindow(
	picture: InboxPicture,
	status: ConversationStatus,
	change: Partial<InboxWindow>,
): InboxPicture {
	const window = { ...picture.windows[status], ...change };
	return { ...picture, windows: { ...picture.windows, [status]: window } };
}

function reached({ conversations, nextCursor }: InboxPage): InboxWindow {
	const edge = nextCursor === null ? null : (conversations.at(-1) ?? null);
	return { ...untouched, phase: "ready", edge, nextCursor };
}

/** The counts follow a move that is seen at once; the server's own come soon after. */
function withMove(
	counts: InboxCounts | null,
	from: ConversationStatus | undefined,
	to: ConversationStatus,
): InboxCounts | null {
	if (counts === null || from === undefined || from === to) return counts;
	return { ...counts, [from]: Math.max(0, counts[from] - 1), [to]: counts[to] + 1 };
}

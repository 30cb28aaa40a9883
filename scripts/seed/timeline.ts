/** Who wrote an item; nobody for greetings and the system. */
export type Author = { visitorId: string } | { userId: string } | { aiAgentId: string } | null;

export type Item = {
	id: string;
	type: "message" | "event";
	isPublic: boolean;
	text: string | null;
	parts: readonly unknown[];
	author: Author;
	causedBy: string | null;
	at: number;
	editedAt: number | null;
	deletedAt: number | null;
	teamOrder: number;
	teamChange: number;
	visitorOrder: number | null;
	visitorChange: number | null;
};

export type NewItem = Pick<Item, "id" | "type" | "isPublic" | "text" | "author" | "at"> &
	Partial<Pick<Item, "parts" | "causedBy">>;

export type Timeline = ReturnType<typeof createTimeline>;

/**
 * A conversation's items with their numbers, and its counters, as the triggers of 45_timeline_items.sql leave them;
 * the two are held together by a test.
 */
export function createTimeline(createdAt: number) {
	const items: Item[] = [];
	const counters = createCounters(createdAt);

	function add({ parts = [], causedBy = null, ...given }: NewItem): Item {
		counters.teamLastOrder++;
		counters.teamLastChange++;
		if (given.isPublic) {
			counters.visitorLastOrder++;
			counters.visitorLastChange++;
		}
		const item: Item = {
			...given,
			parts,
			causedBy,
			editedAt: null,
			deletedAt: null,
			teamOrder: counters.teamLastOrder,
			teamChange: counters.teamLastChange,
			visitorOrder: given.isPublic ? counters.visitorLastOrder : null,
			visitorChange: given.isPublic ? counters.visitorLastChange : null,
		};
		if (item.type === "message") countMessage(counters, item);
		items.push(item);
		return item;
	}

	function changed(item: Item): void {
		item.teamChange = ++counters.teamLastChange;
		if (item.isPublic) item.visitorChange = ++counters.visitorLastChange;
	}

	return {
		items,
		counters,
		add,
		edit(item: Item, text: string, at: number): void {
			Object.assign(item, { text, editedAt: at });
			changed(item);
		},
		remove(item: Item, at: number): void {
			Object.assign(item, { text: null, parts: [], deletedAt: at });
			changed(item);
		},
		/** What resolving does to who waits. */
		endWaiting(): void {
			counters.waitingSince = null;
		},
	};
}

type Counters = ReturnType<typeof createCounters>;

function createCounters(createdAt: number) {
	return {
		teamLastOrder: 0,
		teamLastChange: 0,
		teamLastMessage: null as number | null,
		visitorLastOrder: 0,
		visitorLastChange: 0,
		visitorLastMessage: null as number | null,
		visitorMessageCount: 0,
		teamMessageCount: 0,
		lastActivityAt: createdAt,
		/** Null when nobody waits. */
		waitingSince: null as number | null,
		firstWrittenAt: null as number | null,
		firstResponse: null as { at: number; userId: string } | null,
		firstAiRespondedAt: null as number | null,
	};
}

function countMessage(counters: Counters, item: Item): void {
	counters.teamLastMessage = item.teamOrder;
	if (!item.isPublic) return;
	counters.visitorLastMessage = item.visitorOrder;
	counters.lastActivityAt = Math.max(counters.lastActivityAt, item.at);
	if (isByVisitor(item)) {
		counters.visitorMessageCount++;
		counters.waitingSince = Math.min(counters.waitingSince ?? item.at, item.at);
		counters.firstWrittenAt ??= item.at;
	} else if (item.author !== null) {
		counters.teamMessageCount++;
		counters.waitingSince = null;
		if (counters.firstWrittenAt !== null) countResponse(counters, item);
	}
}

function countResponse(counters: Counters, { author, at }: Item): void {
	if (author === null) return;
	if ("userId" in author) counters.firstResponse ??= { at, userId: author.userId };
	if ("aiAgentId" in author) counters.firstAiRespondedAt ??= at;
}

export function isByVisitor({ author }: Item): boolean {
	return author !== null && "visitorId" in author;
}

export type Reading = {
	userId: string | null;
	teamUpto: number;
	visitorUpto: number;
	messageCount: number;
	at: number;
};

/** How far a reader has come who has read up to an order in the team's numbers; null is the visitor's side. */
export function readUpto(
	{ items }: Timeline,
	{ userId, teamUpto, at }: Pick<Reading, "userId" | "teamUpto" | "at">,
): Reading {
	let visitorUpto = 0;
	let messageCount = 0;
	for (let place = 0; place < teamUpto; place++) {
		const item = items[place];
		if (!item?.isPublic) continue;
		visitorUpto++;
		if (item.type !== "message" || item.author === null) continue;
		if (isByVisitor(item) === (userId !== null)) messageCount++;
	}
	return { userId, teamUpto, visitorUpto, messageCount, at };
}

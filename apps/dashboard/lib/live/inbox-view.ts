import {
	createStore,
	isTransient,
	type SupportError,
	toSupportError,
} from "@cossistant/core/parts";
import type { ConversationStatus, InboxCounts, InboxPage } from "@cossistant/protocol";
import type { Connection } from "./connection.ts";
import {
	emptyInbox,
	type InboxPicture,
	withFreshRows,
	withRows,
	withWindow,
} from "./inbox-picture.ts";
import type { InboxReader } from "./inbox-reader.ts";

export type InboxState = InboxPicture & { connection: Connection };

export type InboxStart = { status: ConversationStatus; page: InboxPage; counts: InboxCounts };

/** Holds the picture of one website's lists, and reads more of it. */
export function createInboxView(reader: InboxReader, start: InboxStart | null) {
	const store = createStore<InboxState>(firstState(start));
	let shown: ConversationStatus = start?.status ?? "open";
	/** Views of which anything may have changed unheard, deep in the list too. */
	const doubted = new Set<ConversationStatus>();

	function draw(change: Partial<InboxState>): void {
		store.set({ ...store.get(), ...change });
	}

	function fail(error: SupportError, status = shown): void {
		draw(withWindow(store.get(), status, { phase: "failed", error }));
	}

	/** Reads the shown view anew; answers whether that brought anything. */
	async function readAgain(): Promise<boolean> {
		const status = shown;
		const before = store.get();
		const isThorough = doubted.delete(status);
		try {
			const { top, page, counts, isChanged } = await reader.readAgain(status, before, {
				isThorough,
			});
			if (page !== null) draw(withFreshRows(store.get(), { status, page, before }));
			else draw(withRows(store.get(), top));
			draw({ counts });
			return isChanged;
		} catch (thrown) {
			if (isThorough) doubted.add(status);
			throw thrown;
		}
	}

	async function loadMore(): Promise<void> {
		const status = shown;
		const before = store.get();
		const { phase, nextCursor, isLoadingMore, edge: after } = before.windows[status];
		if (phase !== "ready" || nextCursor === null || isLoadingMore) return;
		draw(withWindow(store.get(), status, { isLoadingMore: true }));
		try {
			const page = await reader.page(status, nextCursor);
			draw(withFreshRows(store.get(), { status, page, before, after }));
		} catch (thrown) {
			draw(withWindow(store.get(), status, { isLoadingMore: false }));
			const error = toSupportError(thrown);
			// Scrolling on asks again; only what can't pass by itself is worth a word.
			if (!isTransient(error)) fail(error, status);
		}
	}

	/** Turns to a view; answers whether that is another one. */
	function turnTo(status: ConversationStatus): boolean {
		if (status === shown) return false;
		shown = status;
		const isNew = store.get().windows[status].phase === "idle";
		if (isNew) draw(withWindow(store.get(), status, { phase: "loading" }));
		return true;
	}

	return {
		get: store.get,
		subscribe: store.subscribe,
		draw,
		fail,
		readAgain,
		loadMore,
		turnTo,
		doubt: () => void doubted.add("open").add("resolved"),
		startOver: () => draw(withWindow(store.get(), shown, { phase: "loading", error: null })),
	};
}

function firstState(start: InboxStart | null): InboxState {
	if (start === null) {
		return { ...withWindow(emptyInbox, "open", { phase: "loading" }), connection: "connecting" };
	}
	const { status, page, counts } = start;
	const empty = { ...emptyInbox, counts };
	return { ...withFreshRows(empty, { status, page, before: empty }), connection: "connecting" };
}

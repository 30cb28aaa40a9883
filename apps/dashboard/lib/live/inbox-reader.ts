import type {
	ConversationStatus,
	InboxCounts,
	InboxPage,
	TeamConversation,
} from "@cossistant/protocol";
import type { Rpc } from "../api/rpc.ts";
import { type InboxPicture, isAsKnown, rowsOf } from "./inbox-picture.ts";

const PAGE_SIZE = 50;
const LARGE_PAGE_SIZE = 100;

/** What reading a view anew brought: its top, and all that was loaded of it, or null when the top says that this stands. */
type Reading = {
	counts: InboxCounts;
	top: readonly TeamConversation[];
	page: InboxPage | null;
	isChanged: boolean;
};

export type InboxReader = ReturnType<typeof createInboxReader>;

/** What is asked of the server about the lists of one website. */
export function createInboxReader({ rpc, websiteId }: { rpc: Rpc; websiteId: string }) {
	function page(status: ConversationStatus, cursor: string | null, limit = PAGE_SIZE) {
		return rpc("inbox", { website_id: websiteId, filter: { status }, cursor, limit });
	}

	const counts = () => rpc("inbox_counts", { website_id: websiteId });

	/** Goes on from the first page until as many rows as were loaded before have been read again. */
	async function walk(
		status: ConversationStatus,
		first: InboxPage,
		depth: number,
	): Promise<InboxPage> {
		let { conversations, nextCursor } = first;
		while (nextCursor !== null && conversations.length < depth) {
			const next = await page(status, nextCursor, LARGE_PAGE_SIZE);
			conversations = [...conversations, ...next.conversations];
			nextCursor = next.nextCursor;
		}
		return { conversations, nextCursor };
	}

	/**
	 * Reads a view anew from its top. All that is loaded of it is read when the top or the counts say that something
	 * changed, or when the caller suspects it (`isThorough`).
	 */
	async function readAgain(
		status: ConversationStatus,
		before: InboxPicture,
		{ isThorough }: { isThorough: boolean },
	): Promise<Reading> {
		const [first, nowCounts] = await Promise.all([page(status, null), counts()]);
		const isSame =
			isAsKnown(before, status, first) &&
			JSON.stringify(nowCounts) === JSON.stringify(before.counts);
		const isFirst = before.windows[status].phase !== "ready";
		const isWhole = isFirst || isThorough || !isSame;
		const depth = isFirst ? 0 : rowsOf(before, status).length;
		return {
			counts: nowCounts,
			top: first.conversations,
			page: isWhole ? await walk(status, first, depth) : null,
			isChanged: !isSame,
		};
	}

	return { page, counts, readAgain };
}

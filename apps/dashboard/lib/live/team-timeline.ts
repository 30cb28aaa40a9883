import type { Delivery, SupportError, Timeline, Typist } from "@cossistant/core/parts";
import type {
	ContactDetails,
	OpenedConversation,
	TeamConversation,
	TimelineItem,
	VisitorDetails,
} from "@cossistant/protocol";
import type { Connection } from "./connection.ts";
import type { TeamEntry } from "./outbox-entries.ts";

export type TeamTimeline = Timeline<TeamConversation>;

/** An item with how it stands: confirmed, on its way, or refused. */
export type TeamItem = TimelineItem & { delivery: Delivery };

/** What the visitor types now; the text where the website allows it. */
export type VisitorTyping = { preview: string | null };

/** Everything the screen of one conversation draws. */
export type ConversationState = {
	phase: "loading" | "ready" | "failed";
	error: SupportError | null;
	conversation: TeamConversation | null;
	visitor: VisitorDetails | null;
	contact: ContactDetails | null;
	items: readonly TeamItem[];
	hasOlder: boolean;
	isLoadingOlder: boolean;
	/** Colleagues who type now. */
	typists: readonly Typist[];
	visitorTyping: VisitorTyping | null;
	connection: Connection;
};

export const nothingYet: ConversationState = {
	phase: "loading",
	error: null,
	conversation: null,
	visitor: null,
	contact: null,
	items: [],
	hasOlder: false,
	isLoadingOlder: false,
	typists: [],
	visitorTyping: null,
	connection: "idle",
};

/** The timeline as one answer of `get_conversation` gives it: complete up to the conversation's last change. */
export function openedTimeline({
	conversation,
	items,
	hasMore,
}: Pick<OpenedConversation, "conversation" | "items" | "hasMore">): TeamTimeline {
	return {
		conversation,
		items,
		below: [],
		hasOlder: hasMore,
		lastChange: conversation.lastChange,
	};
}

/** The confirmed items with what is on its way laid over them, last. */
export function withPending(
	items: readonly TimelineItem[],
	pending: readonly TeamEntry[],
): readonly TeamItem[] {
	const confirmed = items.map(asSent);
	const known = new Set(items.map((item) => item.id));
	const waiting = pending.filter((entry) => !known.has(entry.id));
	return waiting.length === 0 ? confirmed : [...confirmed, ...waiting.map(pendingItem)];
}

const sentItems = new WeakMap<TimelineItem, TeamItem>();

/** One object per item as long as the item is the same, so that lists redraw only what changed. */
function asSent(item: TimelineItem): TeamItem {
	const known = sentItems.get(item) ?? { ...item, delivery: { state: "sent" } };
	sentItems.set(item, known);
	return known;
}

function pendingItem(entry: TeamEntry): TeamItem {
	const { id, conversationId, visibility, text, authorId, createdAt, refusal } = entry;
	return {
		id,
		conversationId,
		type: "message",
		visibility,
		order: 0,
		change: 0,
		text,
		parts: [{ type: "text", text }],
		visitorId: null,
		userId: authorId,
		aiAgentId: null,
		createdAt,
		editedAt: null,
		deletedAt: null,
		delivery: refusal === null ? { state: "sending" } : { state: "failed", error: refusal },
	};
}

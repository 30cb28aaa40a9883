import { createSyncLoop, type Realtime, type Topic, type World } from "@cossistant/core/parts";
import {
	type AccessEnded,
	type ConversationDeleted,
	type ConversationStatus,
	type Read,
	type TeamConversation,
	type TeamConversationChanged,
	topics,
	type VisitorSeen,
} from "@cossistant/protocol";
import type { Rpc } from "../api/rpc.ts";
import { withHeader, withoutHeader, withReadOf } from "./inbox-picture.ts";
import { createInboxReader } from "./inbox-reader.ts";
import { createInboxView, type InboxStart } from "./inbox-view.ts";
import { atMostEvery } from "./throttle.ts";

/** However many events come, the counts are asked for this often at most. */
const COUNTS = { pauseMs: 1_500 };
/** The same for reading everything anew, and not with all colleagues at once. */
const READING = { pauseMs: 2_000, spreadMs: 4_000 };

export type InboxParts = {
	world: World;
	rpc: Rpc;
	realtime: Realtime;
	websiteId: string;
	/** What the server rendered with, if anything. */
	start: InboxStart | null;
	on: {
		conversation(conversation: TeamConversation): void;
		visitorSeen(event: VisitorSeen): void;
		/** Any conversation may be another one now. */
		manyChanged(): void;
		accessEnded(event: AccessEnded): void;
	};
};

export type Inbox = ReturnType<typeof createInbox>;

/** Keeps the lists of one website in step while they are watched. */
export function createInbox({ world, rpc, realtime, websiteId, start, on }: InboxParts) {
	const reader = createInboxReader({ rpc, websiteId });
	const view = createInboxView(reader, start);
	let topic: Topic | null = null;
	const loop = createSyncLoop({
		world,
		sync: view.readAgain,
		onConnection: (connection) => view.draw({ connection }),
		onRefused: (error) => view.fail(error),
	});
	const countSoon = atMostEvery(COUNTS, world, async () => {
		if (loop.isOn()) view.draw({ counts: await reader.counts() });
	});
	const readSoon = atMostEvery(READING, world, () => {
		// Whoever comes back to the page reads everything anew.
		if (!loop.isOn() || !world.isVisible()) return;
		loop.hurry();
		on.manyChanged();
	});

	function hear(event: string, payload: unknown): void {
		if (event === "access_ended") on.accessEnded(payload as AccessEnded);
		if (event === "visitor_seen") on.visitorSeen(payload as VisitorSeen);
		if (event === "conversation_deleted") drop(payload as ConversationDeleted);
		if (event === "inbox_changed") doubt();
		if (event !== "conversation_changed") return;
		const { conversation } = payload as TeamConversationChanged;
		take(conversation);
		on.conversation(conversation);
	}

	function drop({ conversationId }: ConversationDeleted): void {
		view.draw(withoutHeader(view.get(), conversationId));
		countSoon();
	}

	/** So much has changed that it was not told. */
	function doubt(): void {
		view.doubt();
		readSoon();
	}

	/** Takes what is known of one conversation, from wherever it came. */
	function take(conversation: TeamConversation): void {
		if (conversation.websiteId !== websiteId) return;
		view.draw(withHeader(view.get(), conversation));
		countSoon();
	}

	function begin(): void {
		topic = realtime.join(topics.inbox(websiteId), { onEvent: hear, onUp, onDown: loop.down });
		loop.start();
	}

	/** Whatever happened until now was not heard. */
	function onUp(): void {
		view.doubt();
		loop.up();
	}

	const wake = () => (loop.isOn() ? loop.hurry() : loop.start());

	return {
		get: view.get,
		subscribe: view.subscribe,
		start: begin,
		stop() {
			topic?.leave();
			topic = null;
			loop.stop();
		},
		wake,
		announce: loop.announce,
		/** Shows a view, and reads it anew. */
		show: (status: ConversationStatus) => view.turnTo(status) && wake(),
		retry() {
			view.startOver();
			wake();
		},
		loadMore: view.loadMore,
		take,
		read(conversationId: string, read: Read) {
			view.draw(withReadOf(view.get(), conversationId, read));
			countSoon();
		},
	};
}

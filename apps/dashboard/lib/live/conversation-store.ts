import { createSyncLoop, type Realtime, type World } from "@cossistant/core/parts";
import type {
	AccessEnded,
	OpenedConversation,
	TeamAct,
	TeamConversation,
	TeamItemsChanged,
	VisitorDetails,
} from "@cossistant/protocol";
import type { Rpc } from "../api/rpc.ts";
import { createConversationEars } from "./conversation-ears.ts";
import { type ConversationPicture, createConversationPicture } from "./conversation-picture.ts";
import { createReadMarker } from "./read-marker.ts";
import type { TeamOutbox } from "./team-outbox.ts";

const PAGE_SIZE = 50;
const SYNC_SIZE = 200;

/** What a conversation is kept in step with. */
export type ConversationParts = {
	world: World;
	rpc: Rpc;
	realtime: Realtime;
	outbox: Pick<TeamOutbox, "get" | "subscribe">;
	me: { id: string; name: string };
	on: {
		conversation(conversation: TeamConversation): void;
		accessEnded(event: AccessEnded): void;
	};
};

export type ConversationStore = ReturnType<typeof createConversationStore>;

/** Keeps the screen of one conversation in step while it is watched. */
export function createConversationStore(
	{ world, rpc, realtime, outbox, me, on }: ConversationParts,
	{ conversationId, start }: { conversationId: string; start: OpenedConversation | null },
) {
	const picture = createConversationPicture({
		conversationId,
		outbox,
		start,
		onConversation: on.conversation,
	});
	const { older, sync } = createAsker({ rpc, conversationId, picture });
	const loop = createSyncLoop({
		world,
		sync() {
			ears.listen();
			return sync();
		},
		onConnection: (connection) => picture.change({ connection }),
		onRefused(error) {
			ears.leave();
			picture.change({ phase: "failed", error });
		},
	});
	const ears = createConversationEars({
		world,
		realtime,
		conversationId,
		me,
		on: {
			up: loop.up,
			down: loop.down,
			items: takeEvent,
			read: picture.read,
			// To ask for it says so.
			deleted: loop.hurry,
			accessEnded: on.accessEnded,
			typists: (typists) => picture.change({ typists }),
			visitorTyping: (visitorTyping) => picture.change({ visitorTyping }),
		},
	});

	/** One that does not join on shows that others are missing. */
	function takeEvent(event: TeamItemsChanged): void {
		if (!picture.event(event)) loop.hurry();
	}

	function stop(): void {
		loop.stop();
		ears.leave();
	}

	return {
		get: picture.get,
		subscribe: picture.subscribe,
		typing: ears.typing,
		header: picture.header,
		loadOlder: older,
		markRead: createReadMarker({ rpc, conversationId, agentId: me.id, picture }),
		start: loop.start,
		stop,
		wake: () => loop.isOn() && loop.hurry(),
		retry() {
			picture.change({ phase: picture.isLoaded() ? "ready" : "loading", error: null });
			loop.start();
		},
		/** The answer to an act of this agent. */
		acted({ conversation, items }: TeamAct): void {
			if (!picture.isLoaded()) return;
			takeEvent({ items: [...items].sort((a, b) => a.change - b.change), conversation });
		},
		visitorChanged: (visitor: VisitorDetails) => picture.change({ visitor }),
		/** Brings the visitor's and contact's facts up to date. */
		async refreshPeople(): Promise<void> {
			const { visitor, contact } = await rpc("get_conversation", { id: conversationId });
			picture.change({ visitor, contact });
		},
		/** Ends it for good: nothing will draw it any more. */
		forget() {
			stop();
			picture.stop();
		},
	};
}

/** What is asked of the server about one conversation. */
function createAsker({
	rpc,
	conversationId,
	picture,
}: {
	rpc: Rpc;
	conversationId: string;
	picture: ConversationPicture;
}) {
	let loadingOlder: Promise<void> | null = null;

	/** Everything the first time, later what changed since; answers whether that was anything. */
	async function sync(): Promise<boolean> {
		if (!picture.isLoaded()) {
			picture.opened(await rpc("get_conversation", { id: conversationId }));
			return true;
		}
		const before = picture.timeline().lastChange;
		let hasMore = true;
		while (hasMore) {
			const after = picture.timeline().lastChange;
			const args = { conversation_id: conversationId, after, limit: SYNC_SIZE };
			const changes = await rpc("sync_conversation", args);
			picture.changes(changes);
			hasMore = changes.hasMore && changes.items.length > 0;
		}
		picture.change({ phase: "ready", error: null });
		return picture.timeline().lastChange !== before;
	}

	async function loadBefore(order: number): Promise<void> {
		picture.change({ isLoadingOlder: true });
		try {
			const args = { conversation_id: conversationId, before: order, limit: PAGE_SIZE };
			picture.older(await rpc("list_timeline", args));
		} finally {
			picture.change({ isLoadingOlder: false });
		}
	}

	async function older(): Promise<void> {
		const { items, hasOlder } = picture.timeline();
		const first = items[0];
		if (first === undefined || !hasOlder) return;
		loadingOlder ??= loadBefore(first.order).finally(() => {
			loadingOlder = null;
		});
		await loadingOlder;
	}

	return { sync, older };
}

import type {
	AccessEnded,
	Conversation,
	ConversationChanges,
	ConversationRead,
	ItemsChanged,
	SentMessage,
	TimelinePage,
} from "@cossistant/protocol";
import { visitorGone } from "../errors.ts";
import type { Shell } from "../shell.ts";
import { createConversationTopics } from "./conversation-topics.ts";
import { createPicture, type Picture } from "./picture.ts";
import type { Reads } from "./reads.ts";
import type { Realtime } from "./realtime.ts";
import { createSyncLoop } from "./sync-loop.ts";
import type { Views } from "./views.ts";

const PAGE_SIZE = 50;

export type ConversationSync = ReturnType<typeof createConversationSync>;

/** Keeps the picture of one conversation in step while it is watched. */
export function createConversationSync({
	shell,
	views,
	realtime,
	reads,
	conversationId,
	on,
}: {
	shell: Shell;
	views: Views;
	realtime: Realtime;
	reads: Reads;
	conversationId: string;
	on: {
		conversation(conversation: Conversation): void;
		accessEnded(event: AccessEnded): void;
		typing(isTyping: boolean): void;
	};
}) {
	const { unborn, world } = shell;
	let isWatched = false;
	const picture = createPicture({ views, reads, conversationId, onConversation: on.conversation });
	const loader = createPageLoader({ shell, conversationId, picture });
	const topics = createConversationTopics({
		shell,
		realtime,
		conversationId,
		onTypists(typists) {
			views.change(conversationId, { typists });
			on.typing(typists.length > 0);
		},
	});
	const loop = createSyncLoop({
		world,
		sync,
		onConnection: (connection) => views.change(conversationId, { connection }),
		onRefused(error) {
			topics.leave();
			const isExpected = error.code === "conversation_not_found" && isUnborn();
			views.change(conversationId, { isLoading: false, error: isExpected ? null : error });
		},
	});

	/** Its first message is still on its way: it can't be found yet. */
	const isUnborn = () => !picture.isLoaded() && views.hasItems(conversationId);

	async function sync(): Promise<boolean> {
		const before = picture.timeline().lastChange;
		if (!picture.isLoaded()) await loader.newest();
		if (loop.isOn()) topics.join({ onEvent: hear, onUp: loop.up, onDown: loop.down });
		await loader.changes();
		reads.flush();
		return picture.timeline().lastChange !== before;
	}

	function hear(event: string, payload: unknown): void {
		if (event === "access_ended") on.accessEnded(payload as AccessEnded);
		if (event === "conversation_read") picture.read((payload as ConversationRead).read);
		if (event === "conversation_deleted") loop.hurry();
		if (event === "items_changed") hearItems(payload as ItemsChanged);
	}

	function hearItems(change: ItemsChanged): void {
		for (const { userId, aiAgentId } of change.items) {
			topics.typists.remove(userId ?? aiAgentId ?? "");
		}
		if (!picture.event(change)) loop.hurry();
	}

	function start(): void {
		isWatched = true;
		if (unborn.has(conversationId)) return;
		if (!picture.isLoaded()) views.change(conversationId, { isLoading: true, error: null });
		loop.start();
	}

	/** Leaves the topics; the picture stays, for the next time. */
	function stop(): void {
		isWatched = false;
		loop.stop();
		topics.leave();
	}

	return {
		picture,
		start,
		stop,
		loadOlder: loader.older,
		/** In step again without waiting out a pause. */
		wake: () => (loop.isOn() ? loop.hurry() : start()),
		/** The network went: says so. */
		announce: loop.announce,
		/** The server's answer to a message of this conversation. */
		sent(answer: SentMessage) {
			unborn.delete(conversationId);
			topics.ownTyping.stop();
			if (!picture.sent(answer)) loop.hurry();
			if (isWatched) start();
		},
		setTyping(text: string | null) {
			if (text === null) topics.ownTyping.stop();
			else if (loop.isOn()) topics.ownTyping.key(text);
		},
	};
}

/** Asks for what the picture lacks. An answer that comes when the visitor is gone is drawn for nobody. */
function createPageLoader({
	shell: { rpc, session },
	conversationId,
	picture,
}: {
	shell: Shell;
	conversationId: string;
	picture: Picture;
}) {
	let olderPage: Promise<void> | null = null;

	async function ask<Answer>(
		name: string,
		args: Record<string, unknown>,
		draw: (answer: Answer) => void,
	) {
		const asked = session.epoch();
		const answer = await rpc<Answer>(name, { conversation_id: conversationId, ...args });
		if (asked !== session.epoch()) throw visitorGone();
		draw(answer);
		return answer;
	}

	return {
		newest: () => ask<TimelinePage>("list_timeline", { limit: PAGE_SIZE }, picture.newest),
		async changes() {
			let answer: ConversationChanges;
			do {
				const after = picture.timeline().lastChange;
				answer = await ask("sync_conversation", { after }, picture.changes);
			} while (answer.hasMore && answer.items.length > 0);
		},
		async older() {
			const { items, hasOlder } = picture.timeline();
			if (!hasOlder || !items[0]) return;
			const before = items[0].order;
			olderPage ??= ask<TimelinePage>("list_timeline", { before, limit: PAGE_SIZE }, picture.older)
				.then(() => {})
				.finally(() => {
					olderPage = null;
				});
			await olderPage;
		},
	};
}

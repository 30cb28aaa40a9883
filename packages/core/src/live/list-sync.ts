import {
	type AccessEnded,
	type Conversation,
	type ConversationChanged,
	type ConversationDeleted,
	type ConversationPage,
	type PublicVisitor,
	topics,
} from "@cossistant/protocol";
import { visitorGone } from "../errors.ts";
import type { Shell } from "../shell.ts";
import type { ListPicture } from "./list-picture.ts";
import type { Topic } from "./membership.ts";
import type { Reads } from "./reads.ts";
import type { Realtime } from "./realtime.ts";
import { createSyncLoop } from "./sync-loop.ts";

const PAGE_SIZE = 20;
const MAX_PAGE_SIZE = 100;

export type ListSync = ReturnType<typeof createListSync>;

/** Keeps the list of conversations in step while it is watched. */
export function createListSync({
	shell,
	realtime,
	reads,
	picture,
	on,
}: {
	shell: Shell;
	realtime: Realtime;
	reads: Reads;
	picture: ListPicture;
	on: {
		conversation(conversation: Conversation): void;
		accessEnded(event: AccessEnded): void;
	};
}) {
	const { session, list, world } = shell;
	let isWatched = false;
	let heard: { name: string; topic: Topic } | null = null;
	const pages = createPages({ shell, picture, onConversation: on.conversation });

	const loop = createSyncLoop({
		world,
		sync,
		onConnection() {},
		onRefused(error) {
			leave();
			list.set({ ...list.get(), isLoading: false, error });
		},
	});

	async function sync(): Promise<boolean> {
		if (loop.isOn()) listen();
		const isChanged = await pages.again();
		reads.flush();
		return isChanged;
	}

	function listen(): void {
		const { visitor } = session.state.get();
		if (!visitor || heard?.name === topicOf(visitor)) return;
		leave();
		const name = topicOf(visitor);
		heard = {
			name,
			topic: realtime.join(name, { onEvent: hear, onUp: loop.up, onDown: loop.down }),
		};
	}

	function leave(): void {
		heard?.topic.leave();
		heard = null;
	}

	function hear(event: string, payload: unknown): void {
		if (event === "access_ended") on.accessEnded(payload as AccessEnded);
		if (event === "conversation_deleted") {
			picture.drop((payload as ConversationDeleted).conversationId);
		}
		if (event !== "conversation_changed") return;
		const { conversation } = payload as ConversationChanged;
		take(conversation);
		on.conversation(conversation);
	}

	/** Takes what is known of one conversation, from wherever it came. */
	function take(conversation: Conversation): void {
		const isCounted = picture.take(conversation);
		if (!session.record()?.hasConversations) session.patch({ hasConversations: true });
		start();
		// Whether a conversation never heard of is in the count already, only the server can tell.
		if (!isCounted) loop.hurry();
	}

	function start(): void {
		if (!isWatched || loop.isOn() || !session.record()?.hasConversations) return;
		list.set({ ...list.get(), isLoading: picture.size() === 0, error: null });
		loop.start();
	}

	function stop(): void {
		loop.stop();
		leave();
	}

	return {
		take,
		loadMore: pages.more,
		stop,
		watch() {
			isWatched = true;
			start();
		},
		unwatch() {
			isWatched = false;
			stop();
		},
		/** In step again without waiting out a pause; also when the visitor has become a known contact. */
		wake: () => (loop.isOn() ? loop.hurry() : start()),
	};
}

/** A verified contact hears of every device's conversations, anybody else of this browser's. */
export function topicOf({ id, contact }: PublicVisitor): string {
	return contact?.isVerified ? topics.contact(contact.id) : topics.visitor(id);
}

/** Asks for pages of the list. */
function createPages({
	shell: { rpc, session, list },
	picture,
	onConversation,
}: {
	shell: Shell;
	picture: ListPicture;
	onConversation: (conversation: Conversation) => void;
}) {
	let morePage: Promise<boolean> | null = null;

	async function load(before: string | null, limit: number): Promise<boolean> {
		const asked = session.epoch();
		const known = before === null ? picture.asOfNow() : undefined;
		const page = await rpc<ConversationPage>("list_conversations", { before, limit });
		if (asked !== session.epoch()) throw visitorGone();
		const isChanged = picture.page(page, known);
		page.conversations.forEach(onConversation);
		list.set({ ...list.get(), isLoading: false, error: null });
		session.patch({ hasConversations: picture.size() > 0, unreadCount: page.unreadCount });
		return isChanged;
	}

	return {
		/** The newest ones again, as many as are shown. */
		again: () => load(null, Math.min(MAX_PAGE_SIZE, Math.max(PAGE_SIZE, picture.size()))),
		async more(): Promise<void> {
			const cursor = picture.cursor();
			if (cursor === null) return;
			list.set({ ...list.get(), isLoading: true });
			morePage ??= load(cursor, PAGE_SIZE).finally(() => {
				morePage = null;
				list.set({ ...list.get(), isLoading: false });
			});
			await morePage;
		},
	};
}

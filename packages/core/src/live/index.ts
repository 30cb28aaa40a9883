import type { AccessEnded, PublicVisitor } from "@cossistant/protocol";
import { unavailable } from "../errors.ts";
import type { Rpc } from "../rpc.ts";
import type { Live, Shell, WakeReason } from "../shell.ts";
import { type ConversationSync, createConversationSync } from "./conversation-sync.ts";
import { createLingering } from "./lingering.ts";
import { createListPicture } from "./list-picture.ts";
import { createListSync, topicOf } from "./list-sync.ts";
import { createOutbox } from "./outbox.ts";
import { createSender } from "./outbox-sender.ts";
import { createReads } from "./reads.ts";
import { createRealtime } from "./realtime.ts";
import { createLiveViews } from "./views.ts";

/** The part of the client that loads when there is something to follow: timelines, sending, Realtime. */
export function createLive(outer: Shell): Live {
	const { world, session } = outer;
	const ending = createEnding(outer.rpc);
	const shell: Shell = { ...outer, rpc: ending.rpc };
	const parts = createParts(shell);
	const { outbox, realtime, reads, list, listPicture, sender, syncs, syncOf } = parts;
	const isBlocked = () => session.state.get().visitor?.isBlocked === true;

	const conversations = createLingering<string>(world, {
		onStart(id) {
			const header = listPicture.get(id);
			if (header) syncOf(id).picture.header(header);
			if (!isBlocked()) syncOf(id).start();
		},
		onEnd: (id) => syncs.get(id)?.stop(),
	});
	const lists = createLingering<"list">(world, {
		onStart: () => !isBlocked() && list.watch(),
		onEnd: list.unwatch,
	});

	function wake(reason: WakeReason): void {
		if (isBlocked()) return;
		for (const id of conversations.keys()) syncOf(id).wake();
		if (lists.has("list")) list.watch();
		list.wake();
		sender.flush();
		realtime.wake(reason);
	}

	/** Nothing is read or heard for a blocked visitor. */
	function pause(): void {
		for (const sync of syncs.values()) sync.stop();
		list.unwatch();
		realtime.close();
	}

	const stopFollowing = followStanding(shell, { pause, resume: () => wake("visible") });

	return {
		watch: conversations.watch,
		unwatch: conversations.unwatch,
		watchList: () => lists.watch("list"),
		unwatchList: () => lists.unwatch("list"),
		flush: sender.flush,
		settled: outbox.settled,
		retry(itemId) {
			outbox.retry(itemId);
			sender.flush();
		},
		discard: outbox.discard,
		outboxChanged: () => void outbox.read(),
		clearOutbox: outbox.clear,
		wake,
		announce() {
			for (const id of conversations.keys()) syncOf(id).announce();
		},
		loadOlder: (id) => syncOf(id).loadOlder(),
		loadMore: list.loadMore,
		async markRead(id) {
			const { items, conversation } = syncOf(id).picture.timeline();
			const known = conversation ?? listPicture.get(id);
			const newest = Math.max(items.at(-1)?.order ?? 0, known?.lastItem?.order ?? 0);
			if (known) await reads.mark(known, newest);
		},
		setTyping: (id, text) => syncOf(id).setTyping(text),
		forget: parts.forget,
		close() {
			ending.end();
			stopFollowing();
			conversations.clear();
			lists.clear();
			parts.forget();
			sender.close();
		},
	};
}

/** Calls whose answers come to nobody once the live part has ended: another may draw by then. */
function createEnding(rpc: Rpc) {
	let isEnded = false;
	const guarded: Rpc = async (name, args) => {
		const answer = await rpc<never>(name, args);
		if (isEnded) throw unavailable();
		return answer;
	};
	return {
		rpc: guarded,
		end() {
			isEnded = true;
		},
	};
}

/** Builds the parts and ties them together: what one learns of a conversation, the others show. */
function createParts(shell: Shell) {
	const { session } = shell;
	const syncs = new Map<string, ConversationSync>();
	const outbox = createOutbox(shell.entries);
	const views = createLiveViews(shell, outbox);
	const url = `${shell.apiUrl.replace(/^http/, "ws")}/realtime/v1`;
	const realtime = createRealtime({ ...shell, url });
	const reads = createReads({
		rpc: shell.rpc,
		onChange(id) {
			syncs.get(id)?.picture.draw();
			listPicture.draw();
		},
		onTold: (id, read) => syncs.get(id)?.picture.read(read),
	});
	const listPicture = createListPicture({
		list: shell.list,
		reads,
		countAtFirst: () => session.record()?.unreadCount ?? 0,
	});
	const list = createListSync({
		shell,
		realtime,
		reads,
		picture: listPicture,
		on: { conversation: (one) => syncs.get(one.id)?.picture.header(one), accessEnded },
	});
	const sender = createSender({
		shell,
		outbox,
		onSent(answer) {
			syncOf(answer.conversation.id).sent(answer);
			list.take(answer.conversation);
		},
	});

	function accessEnded({ reason, subjectId }: AccessEnded): void {
		// Who was erased is somebody new with the next call.
		if (reason === "visitor_blocked" && subjectId === session.record()?.visitor.id)
			session.markBlocked();
	}

	function syncOf(conversationId: string): ConversationSync {
		const found = syncs.get(conversationId);
		if (found) return found;
		const on = {
			conversation: list.take,
			accessEnded,
			typing: (isTyping: boolean) => listPicture.setTyping(conversationId, isTyping),
		};
		const made = createConversationSync({ shell, views, realtime, reads, conversationId, on });
		syncs.set(conversationId, made);
		return made;
	}

	function forget(): void {
		for (const sync of syncs.values()) sync.stop();
		list.stop();
		realtime.close();
		syncs.clear();
		views.clear();
		sender.forget();
		reads.forget();
		listPicture.forget();
	}

	return { outbox, realtime, reads, list, listPicture, sender, syncs, syncOf, forget };
}

/** Watches who the visitor is: another one, a known contact, blocked or free again. */
function followStanding(
	{ session }: Shell,
	{ pause, resume }: { pause: () => void; resume: () => void },
): () => void {
	const standingOf = (visitor: PublicVisitor | null) =>
		visitor && `${topicOf(visitor)} ${visitor.isBlocked}`;
	let standing = standingOf(session.state.get().visitor);
	return session.state.subscribe(() => {
		const { phase, visitor } = session.state.get();
		if (phase !== "ready" || standingOf(visitor) === standing) return;
		standing = standingOf(visitor);
		if (visitor?.isBlocked) pause();
		else resume();
	});
}

import { toSupportError, uuidv7, type World } from "@cossistant/core/parts";
import type { ConversationStatus, TeamConversation, Visibility } from "@cossistant/protocol";
import type { Rpc } from "../api/rpc.ts";
import type { createConversationCache } from "./conversation-cache.ts";
import type { Inbox } from "./inbox-store.ts";
import type { TeamOutbox } from "./team-outbox.ts";

/** What an agent does; each act shows in every list and on the open screen. */
export function createDeskActs({
	world,
	rpc,
	inbox,
	cache,
	outbox,
}: {
	world: World;
	rpc: Rpc;
	inbox: Inbox;
	cache: ReturnType<typeof createConversationCache>;
	outbox: TeamOutbox;
}) {
	function take(conversation: TeamConversation): void {
		cache.header(conversation);
		inbox.take(conversation);
	}

	return {
		/** Shows the outcome at once; puts things back when it is refused. */
		async setStatus(id: string, status: ConversationStatus): Promise<void> {
			const before = cache.peek(id)?.get().conversation ?? inbox.get().byId.get(id) ?? null;
			if (before === null || before.status === status) return;
			const resolvedAt = status === "resolved" ? new Date(world.now()).toISOString() : null;
			take({ ...before, status, resolvedAt });
			try {
				const act = await rpc("set_status", { conversation_id: id, status });
				cache.peek(id)?.acted(act);
				inbox.take(act.conversation);
			} catch (thrown) {
				take(before);
				throw toSupportError(thrown);
			}
		},

		async setBlocked(
			{ visitorId, id }: { visitorId: string; id: string },
			isBlocked: boolean,
		): Promise<void> {
			const name = isBlocked ? "block_visitor" : "unblock_visitor";
			const visitor = await rpc(name, { visitor_id: visitorId });
			cache.peek(id)?.visitorChanged(visitor);
		},

		send(conversationId: string, message: { text: string; visibility: Visibility }): void {
			const now = world.now();
			cache.peek(conversationId)?.typing.stop();
			const createdAt = new Date(now).toISOString();
			outbox.add({ id: uuidv7(now), conversationId, createdAt, ...message });
		},

		async markRead(conversationId: string): Promise<void> {
			const read = await cache.peek(conversationId)?.markRead();
			if (read) inbox.read(conversationId, read);
		},
	};
}

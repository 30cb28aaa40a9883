import type { Read } from "@cossistant/protocol";
import type { Rpc } from "../api/rpc.ts";
import type { ConversationPicture } from "./conversation-picture.ts";

/** Tells the server how far this agent has read: each step once, again after a failure. */
export function createReadMarker({
	rpc,
	conversationId,
	agentId,
	picture,
}: {
	rpc: Rpc;
	conversationId: string;
	agentId: string;
	picture: ConversationPicture;
}) {
	let told = 0;

	return async function markRead(): Promise<Read | null> {
		const { items, conversation } = picture.timeline();
		const own = conversation?.reads.find(({ readerId }) => readerId === agentId);
		const upto = items.at(-1)?.order ?? 0;
		const known = own?.upto ?? 0;
		if (upto <= Math.max(known, told)) return null;
		told = upto;
		try {
			const read = await rpc("mark_read", { conversation_id: conversationId, upto });
			picture.read(read);
			return read;
		} catch {
			// What can't be told now is told the next time something is read.
			told = known;
			return null;
		}
	};
}

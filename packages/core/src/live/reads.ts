import type { Conversation, Read } from "@cossistant/protocol";
import { isTransient, toSupportError } from "../errors.ts";
import type { Rpc } from "../rpc.ts";
import { asRead } from "./headers.ts";

export type Reads = ReturnType<typeof createReads>;

/** How far this visitor has read: known here at once, told to the server once, again after a failure. */
export function createReads({
	rpc,
	onChange,
	onTold,
}: {
	rpc: Rpc;
	onChange: (conversationId: string) => void;
	onTold: (conversationId: string, read: Read) => void;
}) {
	const reached = new Map<string, number>();
	const told = new Map<string, number>();

	async function tell(conversationId: string): Promise<void> {
		const upto = reached.get(conversationId) ?? 0;
		const before = told.get(conversationId) ?? 0;
		if (upto <= before) return;
		told.set(conversationId, upto);
		try {
			onTold(
				conversationId,
				await rpc<Read>("mark_read", { conversation_id: conversationId, upto }),
			);
		} catch (thrown) {
			if (told.get(conversationId) === upto) told.set(conversationId, before);
			throw thrown;
		}
	}

	return {
		/** Marks up to `upto`. What can't be told now is told by the next `flush`. */
		async mark(conversation: Conversation, upto: number): Promise<void> {
			const { id, reads } = conversation;
			const known = reads.find((read) => read.readerType === "visitor")?.upto ?? 0;
			if (upto <= Math.max(known, reached.get(id) ?? 0)) return;
			reached.set(id, upto);
			onChange(id);
			await tell(id).catch((thrown) => {
				if (!isTransient(toSupportError(thrown))) throw thrown;
			});
		},
		/** The conversation as the visitor of this page knows it. */
		laidOver: (conversation: Conversation) =>
			asRead(conversation, reached.get(conversation.id) ?? 0),
		flush() {
			for (const id of reached.keys()) void tell(id).catch(() => {});
		},
		forget() {
			reached.clear();
			told.clear();
		},
	};
}

"use client";

import { toSupportError } from "@cossistant/core/parts";
import type { ConversationStatus } from "@cossistant/protocol";
import { useDesk } from "../desk/desk-context.tsx";
import { toasts } from "../ui/toaster.tsx";

/** Resolves an open conversation, reopens a resolved one; the toast takes it back. */
export function useStatusToggle(conversationId: string): () => void {
	const { conversation, setStatus } = useDesk();

	async function set(status: ConversationStatus, isUndo: boolean): Promise<void> {
		const before: ConversationStatus = status === "open" ? "resolved" : "open";
		const word = status === "open" ? "Reopened." : "Resolved.";
		const undo = { label: "Undo", run: () => void set(before, true) };
		const id = toasts.show(word, isUndo ? {} : { action: undo });
		try {
			await setStatus(conversationId, status);
		} catch (thrown) {
			toasts.dismiss(id);
			toasts.show(toSupportError(thrown).message, { tone: "danger" });
		}
	}

	return () => {
		const now = conversation(conversationId).get().conversation?.status;
		if (now !== undefined) void set(now === "open" ? "resolved" : "open", false);
	};
}

import type { ConversationState } from "@cossistant/core";
import { useEffect, useMemo } from "react";
import { PENDING_CONVERSATION_ID } from "../state/navigation.ts";
import { useStore } from "../state/use-store.ts";
import { useSupportContext } from "../support-context.ts";
import { nothingYet } from "./nothing-yet.ts";

/** Null for a conversation that has no id yet. */
export function realId(conversationId: string | null | undefined): string | null {
	return conversationId && conversationId !== PENDING_CONVERSATION_ID ? conversationId : null;
}

/** The whole picture of one conversation, kept in step while the component is mounted. */
export function useConversationState(
	conversationId: string | null | undefined,
	{ enabled = true }: { enabled?: boolean | undefined } = {},
): ConversationState {
	const { client } = useSupportContext("useConversationState");
	const id = realId(conversationId);
	const store = useMemo(() => (id === null ? nothingYet : client.conversation(id)), [client, id]);

	useEffect(
		() => (id !== null && enabled ? client.watchConversation(id) : undefined),
		[client, id, enabled],
	);
	return useStore(store);
}

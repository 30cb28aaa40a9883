import type { OutgoingMessage } from "@cossistant/core";
import type { Conversation } from "@cossistant/protocol";
import { useCallback } from "react";
import { useSupportContext } from "../support-context.ts";
import { type Mutation, useMutation } from "../use-mutation.ts";

/** Starts conversations with their first message. */
export function useCreateConversation(): Mutation<OutgoingMessage, Conversation> {
	const { client } = useSupportContext("useCreateConversation");
	return useMutation(
		useCallback((first: OutgoingMessage) => client.conversations.create(first), [client]),
	);
}

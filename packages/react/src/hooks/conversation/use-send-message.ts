import type { OutgoingMessage } from "@cossistant/core";
import { useCallback } from "react";
import { useSupportContext } from "../support-context.ts";
import { type Mutation, useMutation } from "../use-mutation.ts";

export type SendMessageVariables = { conversationId: string; message: string | OutgoingMessage };

/** Sends messages to conversations. */
export function useSendMessage(): Mutation<
	SendMessageVariables,
	{ conversationId: string; itemId: string }
> {
	const { client } = useSupportContext("useSendMessage");
	return useMutation(
		useCallback(
			({ conversationId, message }: SendMessageVariables) =>
				client.sendMessage(
					conversationId,
					typeof message === "string" ? { text: message } : message,
				),
			[client],
		),
	);
}

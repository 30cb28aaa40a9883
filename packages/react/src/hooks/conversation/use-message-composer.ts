import type { CossistantClient } from "@cossistant/core";
import { type DefaultMessage, MESSAGE_MAX_LENGTH } from "@cossistant/protocol";
import { useCallback, useEffect, useState } from "react";
import { PENDING_CONVERSATION_ID } from "../state/navigation.ts";
import { useLatest } from "../use-latest.ts";
import { realId } from "./use-conversation-state.ts";

export type UseMessageComposerOptions = {
	client: CossistantClient;
	/** Null before the first message. */
	conversationId: string | null;
	/** Default messages that stand on screen: kept with a first message. */
	greetings?: readonly DefaultMessage[] | undefined;
	/** A first message gives the conversation its id, before it is sent. */
	onConversationStart?: ((conversationId: string) => void) | undefined;
	/** The server has the message. */
	onMessageSent?: ((conversationId: string, itemId: string) => void) | undefined;
	/** The message was refused; it stays on screen, with retry and discard. */
	onError?: ((error: Error) => void) | undefined;
};

export type UseMessageComposerResult = {
	message: string;
	setMessage: (message: string) => void;
	/** Sends what is typed; does nothing while `canSubmit` is false. */
	submit: () => void;
	/** Sends these words, leaving what is typed alone. */
	send: (text: string) => void;
	canSubmit: boolean;
	/** Whether a message of this composer is on its way. */
	isSubmitting: boolean;
	/** How many characters too long it is. */
	excess: number;
	error: Error | null;
	reset: () => void;
};

/** What the visitor types: kept over a reload, told to the team, sent as a message. */
export function useMessageComposer(options: UseMessageComposerOptions): UseMessageComposerResult {
	const { client } = options;
	const conversationId = realId(options.conversationId);
	const { message, setMessage } = useDraft(client, conversationId);
	const { send, isSubmitting, error, forgetError } = useSending(options, conversationId);
	const excess = Math.max(0, message.trim().length - MESSAGE_MAX_LENGTH);
	const canSubmit = message.trim() !== "" && excess === 0;

	return {
		message,
		setMessage,
		submit: useCallback(() => {
			if (!canSubmit) return;
			setMessage("");
			send(message.trim());
		}, [canSubmit, message, setMessage, send]),
		send,
		canSubmit,
		isSubmitting,
		excess,
		error,
		reset: useCallback(() => {
			setMessage("");
			forgetError();
		}, [setMessage, forgetError]),
	};
}

/** The words typed so far, in step with what the client keeps for this conversation. */
function useDraft(client: CossistantClient, conversationId: string | null) {
	const key = conversationId ?? PENDING_CONVERSATION_ID;
	const [draft, setDraft] = useState(() => ({ key, text: client.draft(key) }));
	if (draft.key !== key) setDraft({ key, text: client.draft(key) });

	useEffect(() => {
		if (conversationId === null) return;
		return () => client.setTyping(conversationId, null);
	}, [client, conversationId]);

	const setMessage = useCallback(
		(text: string) => {
			setDraft({ key, text });
			client.saveDraft(key, text);
			if (conversationId !== null) client.setTyping(conversationId, text === "" ? null : text);
		},
		[client, key, conversationId],
	);
	return { message: draft.text, setMessage };
}

function useSending(options: UseMessageComposerOptions, conversationId: string | null) {
	const { client } = options;
	const latest = useLatest(options);
	const [underWay, setUnderWay] = useState(0);
	const [error, setError] = useState<Error | null>(null);

	const send = useCallback(
		(text: string) => {
			const id = conversationId ?? client.newConversationId();
			const greetings = conversationId === null ? latest.current.greetings : undefined;
			setError(null);
			setUnderWay((count) => count + 1);
			client
				.sendMessage(id, { text }, greetings && { greetings })
				.then(
					({ itemId }) => latest.current.onMessageSent?.(id, itemId),
					(refused: Error) => {
						setError(refused);
						latest.current.onError?.(refused);
					},
				)
				.finally(() => setUnderWay((count) => count - 1));
			if (conversationId === null) latest.current.onConversationStart?.(id);
		},
		[client, conversationId, latest],
	);
	return {
		send,
		isSubmitting: underWay > 0,
		error,
		forgetError: useCallback(() => setError(null), []),
	};
}

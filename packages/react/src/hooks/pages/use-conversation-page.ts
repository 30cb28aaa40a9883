import type { ConversationState, ShownItem, SupportErrorShape } from "@cossistant/core";
import type { Conversation } from "@cossistant/protocol";
import { useCallback, useEffect, useMemo, useRef } from "react";
import { useConversationAutoSeen } from "../conversation/use-conversation-auto-seen.ts";
import { realId, useConversationState } from "../conversation/use-conversation-state.ts";
import { useDefaultMessages } from "../conversation/use-default-messages.ts";
import {
	type UseMessageComposerResult,
	useMessageComposer,
} from "../conversation/use-message-composer.ts";
import { withGreetings } from "../conversation/with-greetings.ts";
import { useSupportContext } from "../support-context.ts";
import { useStartContent } from "../use-start-content.ts";
import { useSupportState } from "../use-support-state.ts";

export type UseConversationPageOptions = {
	/** `__pending__` before the first message. */
	conversationId: string;
	/** Sent once on arrival. */
	initialMessage?: string | undefined;
	/** The first message has given the conversation its id. */
	onConversationIdChange?: ((conversationId: string) => void) | undefined;
	/** Shown in place of the conversation's own items. */
	items?: readonly ShownItem[] | undefined;
	autoSeenEnabled?: boolean | undefined;
};

export type UseConversationPageResult = Pick<
	ConversationState,
	"typists" | "hasOlder" | "connection"
> & {
	conversationId: string;
	isPending: boolean;
	conversation: Conversation | null;
	items: readonly ShownItem[];
	isLoading: boolean;
	error: SupportErrorShape | null;
	composer: UseMessageComposerResult;
	hasItems: boolean;
	lastTimelineItem: ShownItem | null;
	loadOlder: () => void;
	/** Loads again after an error. */
	refetch: () => void;
	/** Sends a failed message again. */
	retryMessage: (itemId: string) => void;
	/** Takes a failed message away; its words go back into an empty composer. */
	discardMessage: (itemId: string) => void;
};

/** What the conversation page shows and does. */
export function useConversationPage(
	options: UseConversationPageOptions,
): UseConversationPageResult {
	const { conversationId, autoSeenEnabled = true } = options;
	const { client } = useSupportContext("useConversationPage");
	const isWidgetOpen = useSupportState("useConversationPage", ({ config }) => config.isOpen);
	const state = useConversationState(conversationId);
	const greetings = useDefaultMessages(conversationId);
	const isPending = realId(conversationId) === null;
	const own = options.items ?? state.items;
	const items = useMemo(
		() => (isPending || own.length > 0 ? withGreetings(own, greetings) : own),
		[isPending, own, greetings],
	);
	const lastTimelineItem = items.at(-1) ?? null;
	const composer = useMessageComposer({
		client,
		conversationId: realId(conversationId),
		greetings: useStartContent().defaultMessages,
		onConversationStart: options.onConversationIdChange,
	});

	useInitialMessage(options.initialMessage, composer.send);
	useConversationAutoSeen({
		client,
		conversationId,
		lastTimelineItem: state.items.at(-1) ?? null,
		enabled: autoSeenEnabled,
		isWidgetOpen,
	});

	return {
		conversationId,
		isPending,
		conversation: state.conversation,
		items,
		isLoading: state.isLoading,
		error: state.error,
		typists: state.typists,
		hasOlder: state.hasOlder,
		connection: state.connection,
		composer,
		hasItems: items.length > 0,
		lastTimelineItem,
		...useTimelineVerbs(conversationId, composer),
	};
}

/** Sends the words a page was opened with, once however often it is drawn. */
function useInitialMessage(message: string | undefined, send: (text: string) => void) {
	const sent = useRef<string | null>(null);
	useEffect(() => {
		if (!message?.trim() || sent.current === message) return;
		sent.current = message;
		send(message.trim());
	}, [message, send]);
}

function useTimelineVerbs(conversationId: string, composer: UseMessageComposerResult) {
	const { client } = useSupportContext("useConversationPage");
	const { message, setMessage } = composer;
	const id = realId(conversationId);
	const ignore = () => {}; // Its failure is told by the conversation's own state.

	return {
		loadOlder: useCallback(() => {
			if (id !== null) client.loadOlder(id).catch(ignore);
		}, [client, id]),
		refetch: useCallback(() => {
			if (id !== null) client.conversations.get(id).catch(ignore);
		}, [client, id]),
		retryMessage: client.retryMessage,
		discardMessage: useCallback(
			(itemId: string) => {
				const words = client.discardMessage(itemId);
				if (words !== null && message.trim() === "") setMessage(words);
			},
			[client, message, setMessage],
		),
	};
}

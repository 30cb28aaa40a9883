import type { Conversation, Participant } from "@cossistant/protocol";
import { useStore } from "../state/use-store.ts";
import { useSupportContext } from "../support-context.ts";
import { useSupportText } from "../text/use-support-text.ts";
import { senderOf, type TimelineSender } from "./sender.ts";

export type ConversationPreview = {
	title: string;
	lastMessage: {
		text: string;
		isFromVisitor: boolean;
		sender: TimelineSender;
		senderName: string;
		createdAt: Date;
	} | null;
	/** Whoever of the team takes part first. */
	assignedAgent: Participant | null;
	typing: { isTyping: boolean; names: readonly string[]; label: string | null };
};

/** What a list shows of one conversation. */
export function useConversationPreview({
	conversation,
}: {
	conversation: Conversation;
}): ConversationPreview {
	const { client } = useSupportContext("useConversationPreview");
	const typists = useStore(client.conversation(conversation.id), (state) => state.typists);
	const text = useSupportText();
	const someone = text("common.fallbacks.supportTeam");
	const names = typists.map(({ actorName }) => actorName ?? someone);

	return {
		title: conversation.title ?? text("component.conversationButtonLink.fallbackTitle"),
		lastMessage: lastMessageOf(conversation, someone),
		assignedAgent: conversation.participants[0] ?? null,
		typing: {
			isTyping: names.length > 0,
			names,
			label: names[0] ? text("component.conversationButtonLink.typing", { name: names[0] }) : null,
		},
	};
}

function lastMessageOf({ lastItem, participants }: Conversation, someone: string) {
	if (lastItem === null) return null;
	const sender = senderOf(lastItem);

	return {
		text: lastItem.text ?? "",
		isFromVisitor: sender.type === "visitor",
		sender,
		senderName: participants.find(({ id }) => id === sender.id)?.name ?? someone,
		createdAt: new Date(lastItem.createdAt),
	};
}

import type { ShownItem } from "@cossistant/core";
import type { DefaultMessage, PublicWebsite } from "@cossistant/protocol";
import { useMemo } from "react";
import { useStore } from "../state/use-store.ts";
import { useSupportContext } from "../support-context.ts";
import { useStartContent } from "../use-start-content.ts";

/** The default messages as items, for a conversation that nobody has written in yet. */
export function useDefaultMessages(conversationId: string): readonly ShownItem[] {
	const { client } = useSupportContext("useDefaultMessages");
	const website = useStore(client.session, (session) => session.website);
	const { defaultMessages } = useStartContent();

	return useMemo(() => {
		const createdAt = new Date().toISOString();
		return defaultMessages.map((message, index) => ({
			...blankItem,
			...actorOf(message, website),
			id: `default-message-${index}`,
			conversationId,
			text: message.content,
			parts: [
				{ type: "text", text: message.content },
				{ type: "metadata", source: "greeting" },
			],
			createdAt,
		}));
	}, [conversationId, defaultMessages, website]);
}

const blankItem: Omit<ShownItem, "id" | "conversationId" | "text" | "parts" | "createdAt"> = {
	type: "message",
	visibility: "public",
	order: 0,
	change: 0,
	visitorId: null,
	userId: null,
	aiAgentId: null,
	editedAt: null,
	deletedAt: null,
	delivery: { state: "sent" },
};

/** Who says a default message: the one it names, else the first there is of its kind, else the team as a whole. */
export function actorOf(
	{ senderType, senderId }: DefaultMessage,
	website: PublicWebsite | null,
): { userId: string | null; aiAgentId: string | null } {
	if (senderType === "ai") {
		return { userId: null, aiAgentId: senderId ?? website?.availableAIAgents[0]?.id ?? null };
	}
	return { userId: senderId ?? website?.availableHumanAgents[0]?.id ?? null, aiAgentId: null };
}

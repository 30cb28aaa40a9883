type Known = {
	at: string;
	ids: Record<"item" | "agent" | "website" | "conversation" | "organization", string>;
	aiAgent: object;
	visitorMetadata: object;
	teamConversation: object;
};

/** Examples of what the owner's backend sends and gets, about the rows of the others. */
export function backendExamples({ at, ids, aiAgent, visitorMetadata, teamConversation }: Known) {
	const toolPart = {
		type: "tool-find_order",
		toolCallId: "call-1",
		toolName: "find_order",
		input: { number: 7 },
		output: { status: "sent" },
		state: "result",
	};
	const newItem = {
		id: ids.item,
		type: "message",
		author: { type: "contact" },
		text: "Where is my order?",
		createdAt: at,
	};
	const conversationBase = {
		id: ids.conversation,
		contact: { externalId: "user-1" },
		title: "Order 7",
		priority: "high",
		tags: ["billing"],
	};
	const teamAIAgent = { ...aiAgent, websiteId: ids.website, isActive: true, createdAt: at };
	const apiKey = {
		id: ids.item,
		name: "Backend",
		hint: "x7Qz",
		scopes: ["conversations:read", "conversations:write"],
		expiresAt: null,
	};

	return {
		toolPart,
		author: { type: "ai", id: ids.agent },
		newItem,
		contactName: { externalId: "user-1" },
		newConversation: { ...conversationBase, message: newItem },
		conversationChange: { status: "resolved", assigneeId: null, addTags: ["billing"] },
		contactFacts: { email: "vera@example.com", name: "Vera", metadata: visitorMetadata },
		conversationImport: {
			...conversationBase,
			createdAt: at,
			status: "resolved",
			items: [newItem],
		},
		importedConversation: {
			conversation: teamConversation,
			items: [{ id: ids.item, order: 1 }],
		},
		teamAIAgent,
		aiAgentList: { agents: [teamAIAgent] },
		apiScope: "contacts:write",
		createdApiKey: { ...apiKey, key: "sk_x" },
		resolvedApiKey: { ...apiKey, websiteId: ids.website, organizationId: ids.organization },
	};
}

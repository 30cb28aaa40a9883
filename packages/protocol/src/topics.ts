/** Names of the Realtime topics, as the policies on `realtime.messages` read them. */
export const topics = {
	conversation: (conversationId: string) => `conversation:${conversationId}`,
	conversationTeam: (conversationId: string) => `conversation:${conversationId}:team`,
	typingVisitor: (conversationId: string) => `conversation:${conversationId}:typing:visitor`,
	typingTeam: (conversationId: string) => `conversation:${conversationId}:typing:team`,
	visitor: (visitorId: string) => `visitor:${visitorId}`,
	contact: (contactId: string) => `contact:${contactId}`,
	inbox: (websiteId: string) => `inbox:${websiteId}`,
	user: (userId: string) => `user:${userId}`,
} as const;

// Every public name, written by `npm run surface`. A change here is a change of the product.

// @cossistant/protocol

export const ERRORS: {
	readonly invalid_request: readonly [400, "The request is not understood. Check its fields."];
	readonly address_not_found: readonly [404, "There is nothing at this address."];
	readonly method_not_allowed: readonly [405, "This address takes POST requests only."];
	readonly request_too_large: readonly [413, "The request is too large. Send less at once."];
	readonly public_key_invalid: readonly [
		401,
		"This public key is not known. Copy it again from the dashboard.",
	];
	readonly api_key_invalid: readonly [
		401,
		"This API key is not known. Copy it again, or create a new one in the dashboard.",
	];
	readonly session_expired: readonly [401, "This session has ended. Start a new one."];
	readonly refresh_secret_invalid: readonly [
		401,
		"This browser can't prove which visitor it is. A new visitor is started.",
	];
	readonly identity_token_invalid: readonly [
		401,
		"The identity token is not valid. Sign it with the website's identity secret.",
	];
	readonly identity_token_expired: readonly [
		401,
		"The identity token has expired. Sign a fresh one.",
	];
	readonly identity_token_required: readonly [
		403,
		"This website accepts only identities signed by its backend.",
	];
	readonly origin_not_allowed: readonly [
		403,
		"This origin is not allowed. Add it to the website's allowed origins.",
	];
	readonly website_inactive: readonly [403, "Support is switched off for this website."];
	readonly visitor_blocked: readonly [403, "You can't write to this team."];
	readonly scope_missing: readonly [
		403,
		"This API key is not good for that. Use a key with this scope.",
	];
	readonly ai_agent_inactive: readonly [403, "This AI agent is switched off."];
	readonly not_allowed: readonly [403, "You are not allowed to do this."];
	readonly not_signed_in: readonly [401, "Sign in first."];
	readonly organization_not_found: readonly [
		404,
		"There is no such organization, or you are not a member of it.",
	];
	readonly website_not_found: readonly [404, "There is no such website, or you may not see it."];
	readonly conversation_not_found: readonly [
		404,
		"There is no such conversation, or you may not see it.",
	];
	readonly visitor_not_found: readonly [404, "There is no such visitor, or you may not see it."];
	readonly contact_not_found: readonly [404, "Identify the visitor first."];
	readonly ai_agent_not_found: readonly [404, "There is no such AI agent, or you may not see it."];
	readonly company_not_found: readonly [404, "There is no such company, or you may not see it."];
	readonly invitation_not_found: readonly [
		404,
		"There is no such invitation, or it has ended. Ask for a new one.",
	];
	readonly member_not_found: readonly [404, "There is no such member."];
	readonly api_key_not_found: readonly [404, "There is no such API key, or you may not see it."];
	readonly tag_not_found: readonly [404, "There is no such tag, or you may not see it."];
	readonly saved_view_not_found: readonly [404, "There is no such view, or you may not see it."];
	readonly item_not_found: readonly [404, "There is no such message, or you may not see it."];
	readonly attachment_not_found: readonly [404, "There is no such file, or you may not see it."];
	readonly attachment_not_uploaded: readonly [
		409,
		"This file has not been uploaded. Upload it first.",
	];
	readonly id_taken: readonly [409, "This id is already in use. Choose a new one."];
	readonly slug_taken: readonly [409, "This name is already taken. Choose another."];
	readonly name_taken: readonly [409, "There is one of this name already. Choose another."];
	readonly limit_reached: readonly [
		409,
		"There are as many of these as there may be. Delete one first.",
	];
	readonly contact_exists: readonly [
		409,
		"There is a contact of this external id or email already. Change that one instead.",
	];
	readonly contact_not_editable: readonly [
		409,
		"What the site's backend or a browser says of a contact is not the team's to change.",
	];
	readonly merge_not_allowed: readonly [
		409,
		"A contact can't be merged into one that is vouched for less. Merge them the other way round.",
	];
	readonly visitor_identified: readonly [
		409,
		"This visitor is known as a contact. Erase the contact instead.",
	];
	readonly already_member: readonly [
		409,
		"This person is a member already. Change their role instead.",
	];
	readonly bulk_refused: readonly [
		409,
		"Some of these conversations refuse the act, so none was changed.",
	];
	readonly organization_not_empty: readonly [
		409,
		"This organization still has websites. Delete them first; large ones take a while to go.",
	];
	readonly last_owner: readonly [
		409,
		"An organization needs an owner. Make somebody else owner first.",
	];
	readonly file_too_large: readonly [413, "This file is too large. Choose a smaller one."];
	readonly file_type_not_allowed: readonly [415, "Send an image, a PDF, a ZIP or plain text."];
	readonly file_refused: readonly [422, "The content of this file is not what it was said to be."];
	readonly too_many_files: readonly [422, "Too many files wait to be sent. Send those first."];
	readonly message_empty: readonly [422, "Write something first."];
	readonly message_too_long: readonly [
		422,
		"A message may have at most 10,000 characters. Split it into several.",
	];
	readonly parts_invalid: readonly [422, "The parts of this message are not valid."];
	readonly mentions_invalid: readonly [
		422,
		"Only notes mention colleagues: a visitor would read it.",
	];
	readonly routing_invalid: readonly [
		422,
		"These rules are not valid. Check the fields of each rule.",
	];
	readonly metadata_invalid: readonly [
		422,
		"Metadata takes flat values only: text, numbers, true, false or null.",
	];
	readonly name_invalid: readonly [422, "Give a name of 1 to 100 characters."];
	readonly email_invalid: readonly [422, "Give an email address such as ada@example.com."];
	readonly domain_invalid: readonly [422, "Give a domain such as example.com."];
	readonly origin_invalid: readonly [422, "Give an origin such as https://example.com."];
	readonly rate_limited: readonly [429, "Too many requests. Try again later."];
	readonly unavailable: readonly [
		503,
		"The service can't be reached. Your message is kept and sent later.",
	];
	readonly internal: readonly [500, "Something went wrong on our side. Try again."];
};
export const MESSAGE_MAX_LENGTH: 10000;
export const topics: {
	readonly conversation: (conversationId: string) => string;
	readonly conversationTeam: (conversationId: string) => string;
	readonly typingVisitor: (conversationId: string) => string;
	readonly typingTeam: (conversationId: string) => string;
	readonly visitor: (visitorId: string) => string;
	readonly contact: (contactId: string) => string;
	readonly inbox: (websiteId: string) => string;
	readonly user: (userId: string) => string;
};
export type AIAgent = z.infer<typeof aiAgent>;
export type AIAgentList = z.infer<typeof aiAgentList>;
export type AccessEnded = z.infer<typeof accessEnded>;
export type AgentChanged = z.infer<typeof agentChanged>;
export type ApiScope = z.infer<typeof apiScope>;
export type Attachment = z.infer<typeof attachment>;
export type AttachmentLink = z.infer<typeof attachmentLink>;
export type Author = z.infer<typeof author>;
export type BulkAct = z.infer<typeof bulkAct>;
export type BulkRefusals = z.infer<typeof bulkRefusals>;
export type BulkResults = z.infer<typeof bulkResults>;
export type Company = z.infer<typeof company>;
export type CompanyChanged = z.infer<typeof companyChanged>;
export type CompanyDeleted = z.infer<typeof companyDeleted>;
export type CompanyPage = z.infer<typeof companyPage>;
export type ContactChanged = z.infer<typeof contactChanged>;
export type ContactDeleted = z.infer<typeof contactDeleted>;
export type ContactDetails = z.infer<typeof contactDetails>;
export type ContactFacts = z.infer<typeof contactFacts>;
export type ContactName = z.infer<typeof contactName>;
export type ContactPage = z.infer<typeof contactPage>;
export type Conversation = z.infer<typeof conversation>;
export type ConversationChange = z.infer<typeof conversationChange>;
export type ConversationChanged = z.infer<typeof conversationChanged>;
export type ConversationChanges = z.infer<typeof conversationChanges>;
export type ConversationDeleted = z.infer<typeof conversationDeleted>;
export type ConversationImport = z.infer<typeof conversationImport>;
export type ConversationPage = z.infer<typeof conversationPage>;
export type ConversationPriority = z.infer<typeof conversationPriority>;
export type ConversationRead = z.infer<typeof conversationRead>;
export type ConversationStatus = z.infer<typeof conversationStatus>;
export type CreatedApiKey = z.infer<typeof createdApiKey>;
export type CreatedIdentitySecret = z.infer<typeof createdIdentitySecret>;
export type CreatedOrganization = z.infer<typeof createdOrganization>;
export type DefaultMessage = z.infer<typeof defaultMessage>;
export type Device = z.infer<typeof device>;
export type ErrorBody = {
	code: ErrorCode;
	message: string;
	hint?: string;
	retryAfterSeconds?: number;
};
export type ErrorCode = keyof typeof ERRORS;
export type EventPart = z.infer<typeof eventPart>;
export type EventType = z.infer<typeof eventType>;
export type ExportPage = z.infer<typeof exportPage>;
export type ExportedPerson = z.infer<typeof exportedPerson>;
export type HumanAgent = z.infer<typeof humanAgent>;
export type IdentifyParams = z.infer<typeof identifyParams>;
export type IdentityClaims = z.infer<typeof identityClaims>;
export type ImportedConversation = z.infer<typeof importedConversation>;
export type InboxChanged = z.infer<typeof inboxChanged>;
export type InboxCounts = z.infer<typeof inboxCounts>;
export type InboxPage = z.infer<typeof inboxPage>;
export type InboxSort = z.infer<typeof inboxSort>;
export type ItemType = z.infer<typeof itemType>;
export type ItemsChanged = z.infer<typeof itemsChanged>;
export type KnownVisitor = z.infer<typeof knownVisitor>;
export type Member = z.infer<typeof member>;
export type MemberList = z.infer<typeof memberList>;
export type MentionPart = z.infer<typeof mentionPart>;
export type NewConversation = z.infer<typeof newConversation>;
export type NewItem = z.infer<typeof newItem>;
export type Notification = z.infer<typeof notification>;
export type NotificationChanged = z.infer<typeof notificationChanged>;
export type NotificationKind = z.infer<typeof notificationKind>;
export type NotificationPage = z.infer<typeof notificationPage>;
export type NotificationsRead = z.infer<typeof notificationsRead>;
export type OpenedContact = z.infer<typeof openedContact>;
export type OpenedConversation = z.infer<typeof openedConversation>;
export type Participant = z.infer<typeof participant>;
export type PublicContact = z.infer<typeof publicContact>;
export type PublicVisitor = z.infer<typeof publicVisitor>;
export type PublicWebsite = z.infer<typeof publicWebsite>;
export type PublicWebsiteResponse = z.infer<typeof publicWebsiteResponse>;
export type Read = z.infer<typeof read>;
export type Report = z.infer<typeof report>;
export type ResolvedApiKey = z.infer<typeof resolvedApiKey>;
export type Routing = z.infer<typeof routing>;
export type RoutingRule = z.infer<typeof routingRule>;
export type SavedView = z.infer<typeof savedView>;
export type SavedViewChanged = z.infer<typeof savedViewChanged>;
export type SavedViewDeleted = z.infer<typeof savedViewDeleted>;
export type SavedViewList = z.infer<typeof savedViewList>;
export type SearchPage = z.infer<typeof searchPage>;
export type SentMessage = z.infer<typeof sentMessage>;
export type Tag = z.infer<typeof tag>;
export type TagChanged = z.infer<typeof tagChanged>;
export type TagDeleted = z.infer<typeof tagDeleted>;
export type TeamAIAgent = z.infer<typeof teamAIAgent>;
export type TeamAct = z.infer<typeof teamAct>;
export type TeamConversation = z.infer<typeof teamConversation>;
export type TeamConversationChanged = z.infer<typeof teamConversationChanged>;
export type TeamConversationChanges = z.infer<typeof teamConversationChanges>;
export type TeamItemsChanged = z.infer<typeof teamItemsChanged>;
export type TeamParticipant = z.infer<typeof teamParticipant>;
export type TeamWebsite = z.infer<typeof teamWebsite>;
export type TimelineItem = z.infer<typeof timelineItem>;
export type TimelinePage = z.infer<typeof timelinePage>;
export type TimelinePart = z.infer<typeof timelinePart>;
export type ToolPart = z.infer<typeof toolPart>;
export type Typing = z.infer<typeof typing>;
export type UnreadNotifications = z.infer<typeof unreadNotifications>;
export type ViewCount = z.infer<typeof viewCount>;
export type ViewCounts = z.infer<typeof viewCounts>;
export type Visibility = z.infer<typeof visibility>;
export type VisitorChanged = z.infer<typeof visitorChanged>;
export type VisitorClaims = {
	role: "anon";
	sub: string;
	website_id: string;
	organization_id: string;
	contact_id?: string;
	is_blocked?: true;
	ip_hash: string;
	exp: number;
	iat: number;
};
export type VisitorDeleted = z.infer<typeof visitorDeleted>;
export type VisitorDetails = z.infer<typeof visitorDetails>;
export type VisitorMetadata = z.infer<typeof visitorMetadata>;
export type VisitorPage = z.infer<typeof visitorPage>;
export type VisitorSeen = z.infer<typeof visitorSeen>;
export type VisitorSession = z.infer<typeof visitorSession>;
export type VisitorSessionRequest = z.input<typeof visitorSessionRequest>;
export type WebsiteDeleted = z.infer<typeof websiteDeleted>;

// @cossistant/protocol/schemas

export const accessEnded: ZodType<{
	reason: "visitor_blocked" | "visitor_erased" | "member_removed";
	subjectId: string;
}>;
export const agentChanged: ZodType<{
	member: {
		organizationId: string;
		userId: string;
		role: "member" | "owner" | "admin";
		name: string;
		image: string | null;
		email: string | null;
		isAway: boolean;
		isOnline: boolean;
		lastSeenAt: string | null;
		createdAt: string;
	};
}>;
export const aiAgent: ZodType<{ id: string; name: string; image: string | null }>;
export const aiAgentList: ZodType<{
	agents: {
		id: string;
		websiteId: string;
		name: string;
		image: string | null;
		isActive: boolean;
		createdAt: string;
	}[];
}>;
export const apiScope: ZodType<
	"conversations:read" | "conversations:write" | "contacts:read" | "contacts:write"
>;
export const attachment: ZodType<{
	id: string;
	conversationId: string;
	path: string;
	fileName: string;
	mediaType: string;
	size: number;
	state: "pending" | "checked" | "refused";
}>;
export const attachmentLink: ZodType<{
	attachment: {
		id: string;
		conversationId: string;
		path: string;
		fileName: string;
		mediaType: string;
		size: number;
		state: "pending" | "checked" | "refused";
	};
	link: string;
	expiresIn: number;
}>;
export const attachmentLinkRequest: ZodType<{ path: string }>;
export const attachmentState: ZodType<"pending" | "checked" | "refused">;
export const author: ZodType<
	{ type: "contact" } | { type: "user"; id: string } | { type: "ai"; id: string }
>;
export const bulkAct: ZodType<
	| { type: "set_status"; status: "open" | "resolved" }
	| { type: "set_priority"; priority: "low" | "medium" | "high" | "urgent" }
	| { type: "assign"; userId: string | null }
	| { type: "add_tag"; tagId: string }
	| { type: "remove_tag"; tagId: string }
	| { type: "snooze"; until: string | null }
	| { type: "mark_spam"; isSpam?: boolean | undefined }
	| { type: "archive"; isArchived?: boolean | undefined }
	| { type: "mark_read" }
	| { type: "mark_unread" }
>;
export const bulkRefusals: ZodType<{ refusals: { id: string; code: string }[] }>;
export const bulkResults: ZodType<{
	results: {
		conversation: {
			participants: {
				id: string;
				type: "user" | "ai";
				name: string;
				image: string | null;
				status: "requested" | "joined" | "left";
			}[];
			organizationId: string;
			visitorId: string;
			contactId: string | null;
			priority: "low" | "medium" | "high" | "urgent";
			channel: "email" | "widget" | "api";
			isTest: boolean;
			assigneeId: string | null;
			waitingSince: string | null;
			snoozedUntil: string | null;
			spamAt: string | null;
			archivedAt: string | null;
			rating: number | null;
			ratingComment: string | null;
			tags: { id: string; name: string; color: string | null }[];
			visitorMessageCount: number;
			visitorName: string | null;
			visitorImage: string | null;
			isVisitorBlocked: boolean;
			id: string;
			websiteId: string;
			status: "open" | "resolved";
			title: string | null;
			createdAt: string;
			lastActivityAt: string;
			resolvedAt: string | null;
			lastItem: {
				id: string;
				conversationId: string;
				type: "message" | "tool" | "identification" | "event";
				visibility: "public" | "private";
				order: number;
				change: number;
				text: string | null;
				parts: (
					| {
							type: "image";
							url: string;
							mediaType: string;
							fileName?: string | undefined;
							size?: number | undefined;
							width?: number | undefined;
							height?: number | undefined;
					  }
					| {
							type: "file";
							url: string;
							mediaType: string;
							fileName?: string | undefined;
							size?: number | undefined;
					  }
					| {
							type: `tool-${string}`;
							toolCallId: string;
							toolName: string;
							input: unknown;
							state: "error" | "partial" | "result";
							output?: unknown;
							errorText?: string | undefined;
					  }
					| { type: "text"; text: string }
					| {
							type: "event";
							eventType:
								| "visitor_blocked"
								| "visitor_identified"
								| "resolved"
								| "assigned"
								| "unassigned"
								| "participant_requested"
								| "participant_joined"
								| "participant_left"
								| "status_changed"
								| "priority_changed"
								| "tag_added"
								| "tag_removed"
								| "reopened"
								| "visitor_unblocked";
							actorUserId: string | null;
							actorAiAgentId: string | null;
							targetUserId: string | null;
							targetAiAgentId: string | null;
							message?: string | undefined;
					  }
					| { type: "mention"; userId: string; name: string }
					| { type: "metadata"; source: "email" | "widget" | "api" | "greeting" }
				)[];
				visitorId: string | null;
				userId: string | null;
				aiAgentId: string | null;
				createdAt: string;
				editedAt: string | null;
				deletedAt: string | null;
			} | null;
			lastChange: number;
			reads: {
				readerType: "user" | "visitor";
				readerId: string | null;
				upto: number;
				messageCount: number;
				readAt: string;
			}[];
		};
		items: {
			id: string;
			conversationId: string;
			type: "message" | "tool" | "identification" | "event";
			visibility: "public" | "private";
			order: number;
			change: number;
			text: string | null;
			parts: (
				| {
						type: "image";
						url: string;
						mediaType: string;
						fileName?: string | undefined;
						size?: number | undefined;
						width?: number | undefined;
						height?: number | undefined;
				  }
				| {
						type: "file";
						url: string;
						mediaType: string;
						fileName?: string | undefined;
						size?: number | undefined;
				  }
				| {
						type: `tool-${string}`;
						toolCallId: string;
						toolName: string;
						input: unknown;
						state: "error" | "partial" | "result";
						output?: unknown;
						errorText?: string | undefined;
				  }
				| { type: "text"; text: string }
				| {
						type: "event";
						eventType:
							| "visitor_blocked"
							| "visitor_identified"
							| "resolved"
							| "assigned"
							| "unassigned"
							| "participant_requested"
							| "participant_joined"
							| "participant_left"
							| "status_changed"
							| "priority_changed"
							| "tag_added"
							| "tag_removed"
							| "reopened"
							| "visitor_unblocked";
						actorUserId: string | null;
						actorAiAgentId: string | null;
						targetUserId: string | null;
						targetAiAgentId: string | null;
						message?: string | undefined;
				  }
				| { type: "mention"; userId: string; name: string }
				| { type: "metadata"; source: "email" | "widget" | "api" | "greeting" }
			)[];
			visitorId: string | null;
			userId: string | null;
			aiAgentId: string | null;
			createdAt: string;
			editedAt: string | null;
			deletedAt: string | null;
		}[];
		id: string;
		outcome: "changed" | "unchanged";
	}[];
}>;
export const company: ZodType<{
	id: string;
	websiteId: string;
	name: string;
	externalId: string | null;
	createdAt: string;
}>;
export const companyChanged: ZodType<{
	company: {
		id: string;
		websiteId: string;
		name: string;
		externalId: string | null;
		createdAt: string;
	};
}>;
export const companyDeleted: ZodType<{ companyId: string; websiteId: string }>;
export const companyPage: ZodType<{
	companies: {
		id: string;
		websiteId: string;
		name: string;
		externalId: string | null;
		createdAt: string;
	}[];
	nextCursor: string | null;
}>;
export const contactChanged: ZodType<{
	contact: {
		id: string;
		name: string | null;
		email: string | null;
		image: string | null;
		isVerified: boolean;
		websiteId: string;
		externalId: string | null;
		isTest: boolean;
		isByTeam: boolean;
		mergedIntoId: string | null;
		metadata: Record<string, string | number | boolean | null>;
		verifiedMetadata: Record<string, string | number | boolean | null>;
		teamMetadata: Record<string, string | number | boolean | null>;
		claimedMetadata: Record<string, string | number | boolean | null>;
		company: {
			id: string;
			websiteId: string;
			name: string;
			externalId: string | null;
			createdAt: string;
		} | null;
		createdAt: string;
		updatedAt: string;
		metadataHash?: string | undefined;
	};
}>;
export const contactDeleted: ZodType<{ contactId: string; websiteId: string }>;
export const contactDetails: ZodType<{
	id: string;
	name: string | null;
	email: string | null;
	image: string | null;
	isVerified: boolean;
	websiteId: string;
	externalId: string | null;
	isTest: boolean;
	isByTeam: boolean;
	mergedIntoId: string | null;
	metadata: Record<string, string | number | boolean | null>;
	verifiedMetadata: Record<string, string | number | boolean | null>;
	teamMetadata: Record<string, string | number | boolean | null>;
	claimedMetadata: Record<string, string | number | boolean | null>;
	company: {
		id: string;
		websiteId: string;
		name: string;
		externalId: string | null;
		createdAt: string;
	} | null;
	createdAt: string;
	updatedAt: string;
	metadataHash?: string | undefined;
}>;
export const contactFacts: ZodType<{
	email?: string | null | undefined;
	name?: string | null | undefined;
	image?: string | null | undefined;
	metadata?: Record<string, string | number | boolean | null> | undefined;
}>;
export const contactName: ZodType<{ externalId: string } | { email: string }>;
export const contactPage: ZodType<{
	contacts: {
		id: string;
		name: string | null;
		email: string | null;
		image: string | null;
		isVerified: boolean;
		websiteId: string;
		externalId: string | null;
		isTest: boolean;
		isByTeam: boolean;
		mergedIntoId: string | null;
		metadata: Record<string, string | number | boolean | null>;
		verifiedMetadata: Record<string, string | number | boolean | null>;
		teamMetadata: Record<string, string | number | boolean | null>;
		claimedMetadata: Record<string, string | number | boolean | null>;
		company: {
			id: string;
			websiteId: string;
			name: string;
			externalId: string | null;
			createdAt: string;
		} | null;
		createdAt: string;
		updatedAt: string;
		metadataHash?: string | undefined;
	}[];
	nextCursor: string | null;
}>;
export const conversation: ZodType<{
	unreadCount: number;
	id: string;
	websiteId: string;
	status: "open" | "resolved";
	title: string | null;
	createdAt: string;
	lastActivityAt: string;
	resolvedAt: string | null;
	lastItem: {
		id: string;
		conversationId: string;
		type: "message" | "tool" | "identification" | "event";
		visibility: "public" | "private";
		order: number;
		change: number;
		text: string | null;
		parts: (
			| {
					type: "image";
					url: string;
					mediaType: string;
					fileName?: string | undefined;
					size?: number | undefined;
					width?: number | undefined;
					height?: number | undefined;
			  }
			| {
					type: "file";
					url: string;
					mediaType: string;
					fileName?: string | undefined;
					size?: number | undefined;
			  }
			| {
					type: `tool-${string}`;
					toolCallId: string;
					toolName: string;
					input: unknown;
					state: "error" | "partial" | "result";
					output?: unknown;
					errorText?: string | undefined;
			  }
			| { type: "text"; text: string }
			| {
					type: "event";
					eventType:
						| "visitor_blocked"
						| "visitor_identified"
						| "resolved"
						| "assigned"
						| "unassigned"
						| "participant_requested"
						| "participant_joined"
						| "participant_left"
						| "status_changed"
						| "priority_changed"
						| "tag_added"
						| "tag_removed"
						| "reopened"
						| "visitor_unblocked";
					actorUserId: string | null;
					actorAiAgentId: string | null;
					targetUserId: string | null;
					targetAiAgentId: string | null;
					message?: string | undefined;
			  }
			| { type: "mention"; userId: string; name: string }
			| { type: "metadata"; source: "email" | "widget" | "api" | "greeting" }
		)[];
		visitorId: string | null;
		userId: string | null;
		aiAgentId: string | null;
		createdAt: string;
		editedAt: string | null;
		deletedAt: string | null;
	} | null;
	lastChange: number;
	participants: { id: string; type: "user" | "ai"; name: string; image: string | null }[];
	reads: {
		readerType: "user" | "visitor";
		readerId: string | null;
		upto: number;
		messageCount: number;
		readAt: string;
	}[];
}>;
export const conversationChange: ZodType<{
	status?: "open" | "resolved" | undefined;
	priority?: "low" | "medium" | "high" | "urgent" | undefined;
	title?: string | null | undefined;
	assigneeId?: string | null | undefined;
	addTags?: string[] | undefined;
	removeTags?: string[] | undefined;
}>;
export const conversationChanged: ZodType<{
	conversation: {
		unreadCount: number;
		id: string;
		websiteId: string;
		status: "open" | "resolved";
		title: string | null;
		createdAt: string;
		lastActivityAt: string;
		resolvedAt: string | null;
		lastItem: {
			id: string;
			conversationId: string;
			type: "message" | "tool" | "identification" | "event";
			visibility: "public" | "private";
			order: number;
			change: number;
			text: string | null;
			parts: (
				| {
						type: "image";
						url: string;
						mediaType: string;
						fileName?: string | undefined;
						size?: number | undefined;
						width?: number | undefined;
						height?: number | undefined;
				  }
				| {
						type: "file";
						url: string;
						mediaType: string;
						fileName?: string | undefined;
						size?: number | undefined;
				  }
				| {
						type: `tool-${string}`;
						toolCallId: string;
						toolName: string;
						input: unknown;
						state: "error" | "partial" | "result";
						output?: unknown;
						errorText?: string | undefined;
				  }
				| { type: "text"; text: string }
				| {
						type: "event";
						eventType:
							| "visitor_blocked"
							| "visitor_identified"
							| "resolved"
							| "assigned"
							| "unassigned"
							| "participant_requested"
							| "participant_joined"
							| "participant_left"
							| "status_changed"
							| "priority_changed"
							| "tag_added"
							| "tag_removed"
							| "reopened"
							| "visitor_unblocked";
						actorUserId: string | null;
						actorAiAgentId: string | null;
						targetUserId: string | null;
						targetAiAgentId: string | null;
						message?: string | undefined;
				  }
				| { type: "mention"; userId: string; name: string }
				| { type: "metadata"; source: "email" | "widget" | "api" | "greeting" }
			)[];
			visitorId: string | null;
			userId: string | null;
			aiAgentId: string | null;
			createdAt: string;
			editedAt: string | null;
			deletedAt: string | null;
		} | null;
		lastChange: number;
		participants: { id: string; type: "user" | "ai"; name: string; image: string | null }[];
		reads: {
			readerType: "user" | "visitor";
			readerId: string | null;
			upto: number;
			messageCount: number;
			readAt: string;
		}[];
	};
}>;
export const conversationChanges: ZodType<{
	conversation: {
		unreadCount: number;
		id: string;
		websiteId: string;
		status: "open" | "resolved";
		title: string | null;
		createdAt: string;
		lastActivityAt: string;
		resolvedAt: string | null;
		lastItem: {
			id: string;
			conversationId: string;
			type: "message" | "tool" | "identification" | "event";
			visibility: "public" | "private";
			order: number;
			change: number;
			text: string | null;
			parts: (
				| {
						type: "image";
						url: string;
						mediaType: string;
						fileName?: string | undefined;
						size?: number | undefined;
						width?: number | undefined;
						height?: number | undefined;
				  }
				| {
						type: "file";
						url: string;
						mediaType: string;
						fileName?: string | undefined;
						size?: number | undefined;
				  }
				| {
						type: `tool-${string}`;
						toolCallId: string;
						toolName: string;
						input: unknown;
						state: "error" | "partial" | "result";
						output?: unknown;
						errorText?: string | undefined;
				  }
				| { type: "text"; text: string }
				| {
						type: "event";
						eventType:
							| "visitor_blocked"
							| "visitor_identified"
							| "resolved"
							| "assigned"
							| "unassigned"
							| "participant_requested"
							| "participant_joined"
							| "participant_left"
							| "status_changed"
							| "priority_changed"
							| "tag_added"
							| "tag_removed"
							| "reopened"
							| "visitor_unblocked";
						actorUserId: string | null;
						actorAiAgentId: string | null;
						targetUserId: string | null;
						targetAiAgentId: string | null;
						message?: string | undefined;
				  }
				| { type: "mention"; userId: string; name: string }
				| { type: "metadata"; source: "email" | "widget" | "api" | "greeting" }
			)[];
			visitorId: string | null;
			userId: string | null;
			aiAgentId: string | null;
			createdAt: string;
			editedAt: string | null;
			deletedAt: string | null;
		} | null;
		lastChange: number;
		participants: { id: string; type: "user" | "ai"; name: string; image: string | null }[];
		reads: {
			readerType: "user" | "visitor";
			readerId: string | null;
			upto: number;
			messageCount: number;
			readAt: string;
		}[];
	};
	items: {
		id: string;
		conversationId: string;
		type: "message" | "tool" | "identification" | "event";
		visibility: "public" | "private";
		order: number;
		change: number;
		text: string | null;
		parts: (
			| {
					type: "image";
					url: string;
					mediaType: string;
					fileName?: string | undefined;
					size?: number | undefined;
					width?: number | undefined;
					height?: number | undefined;
			  }
			| {
					type: "file";
					url: string;
					mediaType: string;
					fileName?: string | undefined;
					size?: number | undefined;
			  }
			| {
					type: `tool-${string}`;
					toolCallId: string;
					toolName: string;
					input: unknown;
					state: "error" | "partial" | "result";
					output?: unknown;
					errorText?: string | undefined;
			  }
			| { type: "text"; text: string }
			| {
					type: "event";
					eventType:
						| "visitor_blocked"
						| "visitor_identified"
						| "resolved"
						| "assigned"
						| "unassigned"
						| "participant_requested"
						| "participant_joined"
						| "participant_left"
						| "status_changed"
						| "priority_changed"
						| "tag_added"
						| "tag_removed"
						| "reopened"
						| "visitor_unblocked";
					actorUserId: string | null;
					actorAiAgentId: string | null;
					targetUserId: string | null;
					targetAiAgentId: string | null;
					message?: string | undefined;
			  }
			| { type: "mention"; userId: string; name: string }
			| { type: "metadata"; source: "email" | "widget" | "api" | "greeting" }
		)[];
		visitorId: string | null;
		userId: string | null;
		aiAgentId: string | null;
		createdAt: string;
		editedAt: string | null;
		deletedAt: string | null;
	}[];
	hasMore: boolean;
}>;
export const conversationDeleted: ZodType<{ conversationId: string; websiteId: string }>;
export const conversationImport: ZodType<{
	items: (
		| {
				type: "message";
				id: string;
				author: { type: "contact" } | { type: "user"; id: string } | { type: "ai"; id: string };
				parts?:
					| (
							| {
									type: "image";
									url: string;
									mediaType: string;
									fileName?: string | undefined;
									size?: number | undefined;
									width?: number | undefined;
									height?: number | undefined;
							  }
							| {
									type: "file";
									url: string;
									mediaType: string;
									fileName?: string | undefined;
									size?: number | undefined;
							  }
					  )[]
					| undefined;
				visibility?: "public" | "private" | undefined;
				text?: string | null | undefined;
				createdAt?: string | undefined;
		  }
		| {
				type: "tool";
				parts: [
					{
						type: `tool-${string}`;
						toolCallId: string;
						toolName: string;
						input: unknown;
						state: "error" | "partial" | "result";
						output?: unknown;
						errorText?: string | undefined;
					},
				];
				id: string;
				author: { type: "contact" } | { type: "user"; id: string } | { type: "ai"; id: string };
				visibility?: "public" | "private" | undefined;
				text?: string | null | undefined;
				createdAt?: string | undefined;
		  }
		| {
				type: "identification";
				id: string;
				author: { type: "contact" } | { type: "user"; id: string } | { type: "ai"; id: string };
				visibility?: "public" | "private" | undefined;
				text?: string | null | undefined;
				createdAt?: string | undefined;
		  }
	)[];
	id: string;
	createdAt?: string | undefined;
	status?: "open" | "resolved" | undefined;
	channel?: "email" | "widget" | "api" | undefined;
	isUnread?: boolean | undefined;
	contact?: { externalId: string } | { email: string } | undefined;
	visitorId?: string | undefined;
	title?: string | null | undefined;
	priority?: "low" | "medium" | "high" | "urgent" | undefined;
	tags?: string[] | undefined;
}>;
export const conversationPage: ZodType<{
	conversations: {
		unreadCount: number;
		id: string;
		websiteId: string;
		status: "open" | "resolved";
		title: string | null;
		createdAt: string;
		lastActivityAt: string;
		resolvedAt: string | null;
		lastItem: {
			id: string;
			conversationId: string;
			type: "message" | "tool" | "identification" | "event";
			visibility: "public" | "private";
			order: number;
			change: number;
			text: string | null;
			parts: (
				| {
						type: "image";
						url: string;
						mediaType: string;
						fileName?: string | undefined;
						size?: number | undefined;
						width?: number | undefined;
						height?: number | undefined;
				  }
				| {
						type: "file";
						url: string;
						mediaType: string;
						fileName?: string | undefined;
						size?: number | undefined;
				  }
				| {
						type: `tool-${string}`;
						toolCallId: string;
						toolName: string;
						input: unknown;
						state: "error" | "partial" | "result";
						output?: unknown;
						errorText?: string | undefined;
				  }
				| { type: "text"; text: string }
				| {
						type: "event";
						eventType:
							| "visitor_blocked"
							| "visitor_identified"
							| "resolved"
							| "assigned"
							| "unassigned"
							| "participant_requested"
							| "participant_joined"
							| "participant_left"
							| "status_changed"
							| "priority_changed"
							| "tag_added"
							| "tag_removed"
							| "reopened"
							| "visitor_unblocked";
						actorUserId: string | null;
						actorAiAgentId: string | null;
						targetUserId: string | null;
						targetAiAgentId: string | null;
						message?: string | undefined;
				  }
				| { type: "mention"; userId: string; name: string }
				| { type: "metadata"; source: "email" | "widget" | "api" | "greeting" }
			)[];
			visitorId: string | null;
			userId: string | null;
			aiAgentId: string | null;
			createdAt: string;
			editedAt: string | null;
			deletedAt: string | null;
		} | null;
		lastChange: number;
		participants: { id: string; type: "user" | "ai"; name: string; image: string | null }[];
		reads: {
			readerType: "user" | "visitor";
			readerId: string | null;
			upto: number;
			messageCount: number;
			readAt: string;
		}[];
	}[];
	nextCursor: string | null;
	unreadCount: number;
}>;
export const conversationPriority: ZodType<"low" | "medium" | "high" | "urgent">;
export const conversationRead: ZodType<{
	conversationId: string;
	read: {
		readerType: "user" | "visitor";
		readerId: string | null;
		upto: number;
		messageCount: number;
		readAt: string;
	};
}>;
export const conversationStatus: ZodType<"open" | "resolved">;
export const createdApiKey: ZodType<{
	id: string;
	name: string;
	hint: string;
	scopes: ("conversations:read" | "conversations:write" | "contacts:read" | "contacts:write")[];
	expiresAt: string | null;
	key: string;
}>;
export const createdIdentitySecret: ZodType<{ kid: string; secret: string }>;
export const createdOrganization: ZodType<{ id: string; name: string; slug: string }>;
export const defaultMessage: ZodType<{
	content: string;
	senderType: "ai" | "visitor" | "team_member";
	senderId?: string | undefined;
}>;
export const device: ZodType<{
	language?: string | undefined;
	timezone?: string | undefined;
	screen?: string | undefined;
	referrer?: string | undefined;
	page?: { url: string; title: string | null } | undefined;
}>;
export const eventPart: ZodType<{
	type: "event";
	eventType:
		| "visitor_blocked"
		| "visitor_identified"
		| "resolved"
		| "assigned"
		| "unassigned"
		| "participant_requested"
		| "participant_joined"
		| "participant_left"
		| "status_changed"
		| "priority_changed"
		| "tag_added"
		| "tag_removed"
		| "reopened"
		| "visitor_unblocked";
	actorUserId: string | null;
	actorAiAgentId: string | null;
	targetUserId: string | null;
	targetAiAgentId: string | null;
	message?: string | undefined;
}>;
export const eventType: ZodType<
	| "visitor_blocked"
	| "visitor_identified"
	| "resolved"
	| "assigned"
	| "unassigned"
	| "participant_requested"
	| "participant_joined"
	| "participant_left"
	| "status_changed"
	| "priority_changed"
	| "tag_added"
	| "tag_removed"
	| "reopened"
	| "visitor_unblocked"
>;
export const exportPage: ZodType<{
	person: {
		contact: {
			id: string;
			name: string | null;
			email: string | null;
			image: string | null;
			isVerified: boolean;
			websiteId: string;
			externalId: string | null;
			isTest: boolean;
			isByTeam: boolean;
			mergedIntoId: string | null;
			metadata: Record<string, string | number | boolean | null>;
			verifiedMetadata: Record<string, string | number | boolean | null>;
			teamMetadata: Record<string, string | number | boolean | null>;
			claimedMetadata: Record<string, string | number | boolean | null>;
			company: {
				id: string;
				websiteId: string;
				name: string;
				externalId: string | null;
				createdAt: string;
			} | null;
			createdAt: string;
			updatedAt: string;
			metadataHash?: string | undefined;
		};
		mergedContacts: {
			id: string;
			name: string | null;
			email: string | null;
			image: string | null;
			isVerified: boolean;
			websiteId: string;
			externalId: string | null;
			isTest: boolean;
			isByTeam: boolean;
			mergedIntoId: string | null;
			metadata: Record<string, string | number | boolean | null>;
			verifiedMetadata: Record<string, string | number | boolean | null>;
			teamMetadata: Record<string, string | number | boolean | null>;
			claimedMetadata: Record<string, string | number | boolean | null>;
			company: {
				id: string;
				websiteId: string;
				name: string;
				externalId: string | null;
				createdAt: string;
			} | null;
			createdAt: string;
			updatedAt: string;
			metadataHash?: string | undefined;
		}[];
		visitors: {
			id: string;
			isBlocked: boolean;
			language: string | null;
			timezone: string | null;
			websiteId: string;
			contactId: string | null;
			isTest: boolean;
			browser: string | null;
			os: string | null;
			deviceType: "unknown" | "desktop" | "mobile" | "tablet";
			screen: string | null;
			page: { url: string; title: string | null } | null;
			referrer: string | null;
			createdAt: string;
			lastSeenAt: string | null;
			fingerprint: string | null;
		}[];
		auditLog: {
			action: string;
			actorUserId: string | null;
			subjectId: string;
			detail: Record<string, unknown>;
			createdAt: string;
		}[];
	} | null;
	conversations: {
		conversationId: string;
		conversation: {
			participants: {
				id: string;
				type: "user" | "ai";
				name: string;
				image: string | null;
				status: "requested" | "joined" | "left";
			}[];
			organizationId: string;
			visitorId: string;
			contactId: string | null;
			priority: "low" | "medium" | "high" | "urgent";
			channel: "email" | "widget" | "api";
			isTest: boolean;
			assigneeId: string | null;
			waitingSince: string | null;
			snoozedUntil: string | null;
			spamAt: string | null;
			archivedAt: string | null;
			rating: number | null;
			ratingComment: string | null;
			tags: { id: string; name: string; color: string | null }[];
			visitorMessageCount: number;
			visitorName: string | null;
			visitorImage: string | null;
			isVisitorBlocked: boolean;
			id: string;
			websiteId: string;
			status: "open" | "resolved";
			title: string | null;
			createdAt: string;
			lastActivityAt: string;
			resolvedAt: string | null;
			lastItem: {
				id: string;
				conversationId: string;
				type: "message" | "tool" | "identification" | "event";
				visibility: "public" | "private";
				order: number;
				change: number;
				text: string | null;
				parts: (
					| {
							type: "image";
							url: string;
							mediaType: string;
							fileName?: string | undefined;
							size?: number | undefined;
							width?: number | undefined;
							height?: number | undefined;
					  }
					| {
							type: "file";
							url: string;
							mediaType: string;
							fileName?: string | undefined;
							size?: number | undefined;
					  }
					| {
							type: `tool-${string}`;
							toolCallId: string;
							toolName: string;
							input: unknown;
							state: "error" | "partial" | "result";
							output?: unknown;
							errorText?: string | undefined;
					  }
					| { type: "text"; text: string }
					| {
							type: "event";
							eventType:
								| "visitor_blocked"
								| "visitor_identified"
								| "resolved"
								| "assigned"
								| "unassigned"
								| "participant_requested"
								| "participant_joined"
								| "participant_left"
								| "status_changed"
								| "priority_changed"
								| "tag_added"
								| "tag_removed"
								| "reopened"
								| "visitor_unblocked";
							actorUserId: string | null;
							actorAiAgentId: string | null;
							targetUserId: string | null;
							targetAiAgentId: string | null;
							message?: string | undefined;
					  }
					| { type: "mention"; userId: string; name: string }
					| { type: "metadata"; source: "email" | "widget" | "api" | "greeting" }
				)[];
				visitorId: string | null;
				userId: string | null;
				aiAgentId: string | null;
				createdAt: string;
				editedAt: string | null;
				deletedAt: string | null;
			} | null;
			lastChange: number;
			reads: {
				readerType: "user" | "visitor";
				readerId: string | null;
				upto: number;
				messageCount: number;
				readAt: string;
			}[];
		} | null;
		files: string[];
		items: {
			id: string;
			conversationId: string;
			type: "message" | "tool" | "identification" | "event";
			visibility: "public" | "private";
			order: number;
			change: number;
			text: string | null;
			parts: (
				| {
						type: "image";
						url: string;
						mediaType: string;
						fileName?: string | undefined;
						size?: number | undefined;
						width?: number | undefined;
						height?: number | undefined;
				  }
				| {
						type: "file";
						url: string;
						mediaType: string;
						fileName?: string | undefined;
						size?: number | undefined;
				  }
				| {
						type: `tool-${string}`;
						toolCallId: string;
						toolName: string;
						input: unknown;
						state: "error" | "partial" | "result";
						output?: unknown;
						errorText?: string | undefined;
				  }
				| { type: "text"; text: string }
				| {
						type: "event";
						eventType:
							| "visitor_blocked"
							| "visitor_identified"
							| "resolved"
							| "assigned"
							| "unassigned"
							| "participant_requested"
							| "participant_joined"
							| "participant_left"
							| "status_changed"
							| "priority_changed"
							| "tag_added"
							| "tag_removed"
							| "reopened"
							| "visitor_unblocked";
						actorUserId: string | null;
						actorAiAgentId: string | null;
						targetUserId: string | null;
						targetAiAgentId: string | null;
						message?: string | undefined;
				  }
				| { type: "mention"; userId: string; name: string }
				| { type: "metadata"; source: "email" | "widget" | "api" | "greeting" }
			)[];
			visitorId: string | null;
			userId: string | null;
			aiAgentId: string | null;
			createdAt: string;
			editedAt: string | null;
			deletedAt: string | null;
		}[];
	}[];
	nextCursor: string | null;
}>;
export const exportedPerson: ZodType<{
	contact: {
		id: string;
		name: string | null;
		email: string | null;
		image: string | null;
		isVerified: boolean;
		websiteId: string;
		externalId: string | null;
		isTest: boolean;
		isByTeam: boolean;
		mergedIntoId: string | null;
		metadata: Record<string, string | number | boolean | null>;
		verifiedMetadata: Record<string, string | number | boolean | null>;
		teamMetadata: Record<string, string | number | boolean | null>;
		claimedMetadata: Record<string, string | number | boolean | null>;
		company: {
			id: string;
			websiteId: string;
			name: string;
			externalId: string | null;
			createdAt: string;
		} | null;
		createdAt: string;
		updatedAt: string;
		metadataHash?: string | undefined;
	};
	mergedContacts: {
		id: string;
		name: string | null;
		email: string | null;
		image: string | null;
		isVerified: boolean;
		websiteId: string;
		externalId: string | null;
		isTest: boolean;
		isByTeam: boolean;
		mergedIntoId: string | null;
		metadata: Record<string, string | number | boolean | null>;
		verifiedMetadata: Record<string, string | number | boolean | null>;
		teamMetadata: Record<string, string | number | boolean | null>;
		claimedMetadata: Record<string, string | number | boolean | null>;
		company: {
			id: string;
			websiteId: string;
			name: string;
			externalId: string | null;
			createdAt: string;
		} | null;
		createdAt: string;
		updatedAt: string;
		metadataHash?: string | undefined;
	}[];
	visitors: {
		id: string;
		isBlocked: boolean;
		language: string | null;
		timezone: string | null;
		websiteId: string;
		contactId: string | null;
		isTest: boolean;
		browser: string | null;
		os: string | null;
		deviceType: "unknown" | "desktop" | "mobile" | "tablet";
		screen: string | null;
		page: { url: string; title: string | null } | null;
		referrer: string | null;
		createdAt: string;
		lastSeenAt: string | null;
		fingerprint: string | null;
	}[];
	auditLog: {
		action: string;
		actorUserId: string | null;
		subjectId: string;
		detail: Record<string, unknown>;
		createdAt: string;
	}[];
}>;
export const filePart: ZodType<{
	type: "file";
	url: string;
	mediaType: string;
	fileName?: string | undefined;
	size?: number | undefined;
}>;
export const humanAgent: ZodType<{
	id: string;
	name: string;
	image: string | null;
	lastSeenAt: string | null;
}>;
export const id: ZodType<string>;
export const identifyParams: ZodType<{
	externalId?: string | undefined;
	email?: string | undefined;
	name?: string | null | undefined;
	image?: string | null | undefined;
	metadata?: Record<string, string | number | boolean | null> | null | undefined;
}>;
export const identityClaims: ZodType<{
	sub: string;
	aud: string | string[];
	exp: number;
	iat?: number | undefined;
	email?: string | undefined;
	name?: string | null | undefined;
	image?: string | null | undefined;
	metadata?: Record<string, string | number | boolean | null> | null | undefined;
}>;
export const imagePart: ZodType<{
	type: "image";
	url: string;
	mediaType: string;
	fileName?: string | undefined;
	size?: number | undefined;
	width?: number | undefined;
	height?: number | undefined;
}>;
export const importedConversation: ZodType<{
	conversation: {
		participants: {
			id: string;
			type: "user" | "ai";
			name: string;
			image: string | null;
			status: "requested" | "joined" | "left";
		}[];
		organizationId: string;
		visitorId: string;
		contactId: string | null;
		priority: "low" | "medium" | "high" | "urgent";
		channel: "email" | "widget" | "api";
		isTest: boolean;
		assigneeId: string | null;
		waitingSince: string | null;
		snoozedUntil: string | null;
		spamAt: string | null;
		archivedAt: string | null;
		rating: number | null;
		ratingComment: string | null;
		tags: { id: string; name: string; color: string | null }[];
		visitorMessageCount: number;
		visitorName: string | null;
		visitorImage: string | null;
		isVisitorBlocked: boolean;
		id: string;
		websiteId: string;
		status: "open" | "resolved";
		title: string | null;
		createdAt: string;
		lastActivityAt: string;
		resolvedAt: string | null;
		lastItem: {
			id: string;
			conversationId: string;
			type: "message" | "tool" | "identification" | "event";
			visibility: "public" | "private";
			order: number;
			change: number;
			text: string | null;
			parts: (
				| {
						type: "image";
						url: string;
						mediaType: string;
						fileName?: string | undefined;
						size?: number | undefined;
						width?: number | undefined;
						height?: number | undefined;
				  }
				| {
						type: "file";
						url: string;
						mediaType: string;
						fileName?: string | undefined;
						size?: number | undefined;
				  }
				| {
						type: `tool-${string}`;
						toolCallId: string;
						toolName: string;
						input: unknown;
						state: "error" | "partial" | "result";
						output?: unknown;
						errorText?: string | undefined;
				  }
				| { type: "text"; text: string }
				| {
						type: "event";
						eventType:
							| "visitor_blocked"
							| "visitor_identified"
							| "resolved"
							| "assigned"
							| "unassigned"
							| "participant_requested"
							| "participant_joined"
							| "participant_left"
							| "status_changed"
							| "priority_changed"
							| "tag_added"
							| "tag_removed"
							| "reopened"
							| "visitor_unblocked";
						actorUserId: string | null;
						actorAiAgentId: string | null;
						targetUserId: string | null;
						targetAiAgentId: string | null;
						message?: string | undefined;
				  }
				| { type: "mention"; userId: string; name: string }
				| { type: "metadata"; source: "email" | "widget" | "api" | "greeting" }
			)[];
			visitorId: string | null;
			userId: string | null;
			aiAgentId: string | null;
			createdAt: string;
			editedAt: string | null;
			deletedAt: string | null;
		} | null;
		lastChange: number;
		reads: {
			readerType: "user" | "visitor";
			readerId: string | null;
			upto: number;
			messageCount: number;
			readAt: string;
		}[];
	};
	items: { id: string; order: number }[];
}>;
export const inboxChanged: ZodType<{ websiteId: string }>;
export const inboxCounts: ZodType<{
	open: number;
	resolved: number;
	snoozed: number;
	archived: number;
	spam: number;
	test: number;
	unassigned: number;
	mine: number;
	unread: number;
}>;
export const inboxPage: ZodType<{
	conversations: {
		participants: {
			id: string;
			type: "user" | "ai";
			name: string;
			image: string | null;
			status: "requested" | "joined" | "left";
		}[];
		organizationId: string;
		visitorId: string;
		contactId: string | null;
		priority: "low" | "medium" | "high" | "urgent";
		channel: "email" | "widget" | "api";
		isTest: boolean;
		assigneeId: string | null;
		waitingSince: string | null;
		snoozedUntil: string | null;
		spamAt: string | null;
		archivedAt: string | null;
		rating: number | null;
		ratingComment: string | null;
		tags: { id: string; name: string; color: string | null }[];
		visitorMessageCount: number;
		visitorName: string | null;
		visitorImage: string | null;
		isVisitorBlocked: boolean;
		id: string;
		websiteId: string;
		status: "open" | "resolved";
		title: string | null;
		createdAt: string;
		lastActivityAt: string;
		resolvedAt: string | null;
		lastItem: {
			id: string;
			conversationId: string;
			type: "message" | "tool" | "identification" | "event";
			visibility: "public" | "private";
			order: number;
			change: number;
			text: string | null;
			parts: (
				| {
						type: "image";
						url: string;
						mediaType: string;
						fileName?: string | undefined;
						size?: number | undefined;
						width?: number | undefined;
						height?: number | undefined;
				  }
				| {
						type: "file";
						url: string;
						mediaType: string;
						fileName?: string | undefined;
						size?: number | undefined;
				  }
				| {
						type: `tool-${string}`;
						toolCallId: string;
						toolName: string;
						input: unknown;
						state: "error" | "partial" | "result";
						output?: unknown;
						errorText?: string | undefined;
				  }
				| { type: "text"; text: string }
				| {
						type: "event";
						eventType:
							| "visitor_blocked"
							| "visitor_identified"
							| "resolved"
							| "assigned"
							| "unassigned"
							| "participant_requested"
							| "participant_joined"
							| "participant_left"
							| "status_changed"
							| "priority_changed"
							| "tag_added"
							| "tag_removed"
							| "reopened"
							| "visitor_unblocked";
						actorUserId: string | null;
						actorAiAgentId: string | null;
						targetUserId: string | null;
						targetAiAgentId: string | null;
						message?: string | undefined;
				  }
				| { type: "mention"; userId: string; name: string }
				| { type: "metadata"; source: "email" | "widget" | "api" | "greeting" }
			)[];
			visitorId: string | null;
			userId: string | null;
			aiAgentId: string | null;
			createdAt: string;
			editedAt: string | null;
			deletedAt: string | null;
		} | null;
		lastChange: number;
		reads: {
			readerType: "user" | "visitor";
			readerId: string | null;
			upto: number;
			messageCount: number;
			readAt: string;
		}[];
	}[];
	nextCursor: string | null;
}>;
export const inboxSort: ZodType<"priority" | "newest" | "oldest" | "longest_waiting">;
export const itemType: ZodType<"message" | "tool" | "identification" | "event">;
export const itemsChanged: ZodType<{
	items: {
		id: string;
		conversationId: string;
		type: "message" | "tool" | "identification" | "event";
		visibility: "public" | "private";
		order: number;
		change: number;
		text: string | null;
		parts: (
			| {
					type: "image";
					url: string;
					mediaType: string;
					fileName?: string | undefined;
					size?: number | undefined;
					width?: number | undefined;
					height?: number | undefined;
			  }
			| {
					type: "file";
					url: string;
					mediaType: string;
					fileName?: string | undefined;
					size?: number | undefined;
			  }
			| {
					type: `tool-${string}`;
					toolCallId: string;
					toolName: string;
					input: unknown;
					state: "error" | "partial" | "result";
					output?: unknown;
					errorText?: string | undefined;
			  }
			| { type: "text"; text: string }
			| {
					type: "event";
					eventType:
						| "visitor_blocked"
						| "visitor_identified"
						| "resolved"
						| "assigned"
						| "unassigned"
						| "participant_requested"
						| "participant_joined"
						| "participant_left"
						| "status_changed"
						| "priority_changed"
						| "tag_added"
						| "tag_removed"
						| "reopened"
						| "visitor_unblocked";
					actorUserId: string | null;
					actorAiAgentId: string | null;
					targetUserId: string | null;
					targetAiAgentId: string | null;
					message?: string | undefined;
			  }
			| { type: "mention"; userId: string; name: string }
			| { type: "metadata"; source: "email" | "widget" | "api" | "greeting" }
		)[];
		visitorId: string | null;
		userId: string | null;
		aiAgentId: string | null;
		createdAt: string;
		editedAt: string | null;
		deletedAt: string | null;
	}[];
	conversation: {
		unreadCount: number;
		id: string;
		websiteId: string;
		status: "open" | "resolved";
		title: string | null;
		createdAt: string;
		lastActivityAt: string;
		resolvedAt: string | null;
		lastItem: {
			id: string;
			conversationId: string;
			type: "message" | "tool" | "identification" | "event";
			visibility: "public" | "private";
			order: number;
			change: number;
			text: string | null;
			parts: (
				| {
						type: "image";
						url: string;
						mediaType: string;
						fileName?: string | undefined;
						size?: number | undefined;
						width?: number | undefined;
						height?: number | undefined;
				  }
				| {
						type: "file";
						url: string;
						mediaType: string;
						fileName?: string | undefined;
						size?: number | undefined;
				  }
				| {
						type: `tool-${string}`;
						toolCallId: string;
						toolName: string;
						input: unknown;
						state: "error" | "partial" | "result";
						output?: unknown;
						errorText?: string | undefined;
				  }
				| { type: "text"; text: string }
				| {
						type: "event";
						eventType:
							| "visitor_blocked"
							| "visitor_identified"
							| "resolved"
							| "assigned"
							| "unassigned"
							| "participant_requested"
							| "participant_joined"
							| "participant_left"
							| "status_changed"
							| "priority_changed"
							| "tag_added"
							| "tag_removed"
							| "reopened"
							| "visitor_unblocked";
						actorUserId: string | null;
						actorAiAgentId: string | null;
						targetUserId: string | null;
						targetAiAgentId: string | null;
						message?: string | undefined;
				  }
				| { type: "mention"; userId: string; name: string }
				| { type: "metadata"; source: "email" | "widget" | "api" | "greeting" }
			)[];
			visitorId: string | null;
			userId: string | null;
			aiAgentId: string | null;
			createdAt: string;
			editedAt: string | null;
			deletedAt: string | null;
		} | null;
		lastChange: number;
		participants: { id: string; type: "user" | "ai"; name: string; image: string | null }[];
		reads: {
			readerType: "user" | "visitor";
			readerId: string | null;
			upto: number;
			messageCount: number;
			readAt: string;
		}[];
	};
}>;
export const knownVisitor: ZodType<{
	visitor: {
		id: string;
		isBlocked: boolean;
		language: string | null;
		timezone: string | null;
		websiteId: string;
		contactId: string | null;
		isTest: boolean;
		browser: string | null;
		os: string | null;
		deviceType: "unknown" | "desktop" | "mobile" | "tablet";
		screen: string | null;
		page: { url: string; title: string | null } | null;
		referrer: string | null;
		createdAt: string;
		lastSeenAt: string | null;
	};
	contact: {
		id: string;
		name: string | null;
		email: string | null;
		image: string | null;
		isVerified: boolean;
		websiteId: string;
		externalId: string | null;
		isTest: boolean;
		isByTeam: boolean;
		mergedIntoId: string | null;
		metadata: Record<string, string | number | boolean | null>;
		verifiedMetadata: Record<string, string | number | boolean | null>;
		teamMetadata: Record<string, string | number | boolean | null>;
		claimedMetadata: Record<string, string | number | boolean | null>;
		company: {
			id: string;
			websiteId: string;
			name: string;
			externalId: string | null;
			createdAt: string;
		} | null;
		createdAt: string;
		updatedAt: string;
		metadataHash?: string | undefined;
	} | null;
	sameBrowserAs: string[];
}>;
export const member: ZodType<{
	organizationId: string;
	userId: string;
	role: "member" | "owner" | "admin";
	name: string;
	image: string | null;
	email: string | null;
	isAway: boolean;
	isOnline: boolean;
	lastSeenAt: string | null;
	createdAt: string;
}>;
export const memberList: ZodType<{
	members: {
		organizationId: string;
		userId: string;
		role: "member" | "owner" | "admin";
		name: string;
		image: string | null;
		email: string | null;
		isAway: boolean;
		isOnline: boolean;
		lastSeenAt: string | null;
		createdAt: string;
	}[];
}>;
export const mentionPart: ZodType<{ type: "mention"; userId: string; name: string }>;
export const metadataPart: ZodType<{
	type: "metadata";
	source: "email" | "widget" | "api" | "greeting";
}>;
export const moment: ZodType<string>;
export const newConversation: ZodType<{
	message:
		| {
				type: "message";
				id: string;
				author: { type: "contact" } | { type: "user"; id: string } | { type: "ai"; id: string };
				parts?:
					| (
							| {
									type: "image";
									url: string;
									mediaType: string;
									fileName?: string | undefined;
									size?: number | undefined;
									width?: number | undefined;
									height?: number | undefined;
							  }
							| {
									type: "file";
									url: string;
									mediaType: string;
									fileName?: string | undefined;
									size?: number | undefined;
							  }
					  )[]
					| undefined;
				visibility?: "public" | "private" | undefined;
				text?: string | null | undefined;
				createdAt?: string | undefined;
		  }
		| {
				type: "tool";
				parts: [
					{
						type: `tool-${string}`;
						toolCallId: string;
						toolName: string;
						input: unknown;
						state: "error" | "partial" | "result";
						output?: unknown;
						errorText?: string | undefined;
					},
				];
				id: string;
				author: { type: "contact" } | { type: "user"; id: string } | { type: "ai"; id: string };
				visibility?: "public" | "private" | undefined;
				text?: string | null | undefined;
				createdAt?: string | undefined;
		  }
		| {
				type: "identification";
				id: string;
				author: { type: "contact" } | { type: "user"; id: string } | { type: "ai"; id: string };
				visibility?: "public" | "private" | undefined;
				text?: string | null | undefined;
				createdAt?: string | undefined;
		  };
	id: string;
	contact?: { externalId: string } | { email: string } | undefined;
	visitorId?: string | undefined;
	title?: string | null | undefined;
	priority?: "low" | "medium" | "high" | "urgent" | undefined;
	tags?: string[] | undefined;
}>;
export const newItem: ZodType<
	| {
			type: "message";
			id: string;
			author: { type: "contact" } | { type: "user"; id: string } | { type: "ai"; id: string };
			parts?:
				| (
						| {
								type: "image";
								url: string;
								mediaType: string;
								fileName?: string | undefined;
								size?: number | undefined;
								width?: number | undefined;
								height?: number | undefined;
						  }
						| {
								type: "file";
								url: string;
								mediaType: string;
								fileName?: string | undefined;
								size?: number | undefined;
						  }
				  )[]
				| undefined;
			visibility?: "public" | "private" | undefined;
			text?: string | null | undefined;
			createdAt?: string | undefined;
	  }
	| {
			type: "tool";
			parts: [
				{
					type: `tool-${string}`;
					toolCallId: string;
					toolName: string;
					input: unknown;
					state: "error" | "partial" | "result";
					output?: unknown;
					errorText?: string | undefined;
				},
			];
			id: string;
			author: { type: "contact" } | { type: "user"; id: string } | { type: "ai"; id: string };
			visibility?: "public" | "private" | undefined;
			text?: string | null | undefined;
			createdAt?: string | undefined;
	  }
	| {
			type: "identification";
			id: string;
			author: { type: "contact" } | { type: "user"; id: string } | { type: "ai"; id: string };
			visibility?: "public" | "private" | undefined;
			text?: string | null | undefined;
			createdAt?: string | undefined;
	  }
>;
export const notification: ZodType<{
	id: string;
	kind: "assigned" | "mention" | "requested";
	websiteId: string;
	conversationId: string;
	itemId: string;
	actorId: string | null;
	actorName: string | null;
	text: string | null;
	visitorName: string | null;
	createdAt: string;
	readAt: string | null;
}>;
export const notificationChanged: ZodType<{
	notification: {
		id: string;
		kind: "assigned" | "mention" | "requested";
		websiteId: string;
		conversationId: string;
		itemId: string;
		actorId: string | null;
		actorName: string | null;
		text: string | null;
		visitorName: string | null;
		createdAt: string;
		readAt: string | null;
	};
}>;
export const notificationKind: ZodType<"assigned" | "mention" | "requested">;
export const notificationPage: ZodType<{
	notifications: {
		id: string;
		kind: "assigned" | "mention" | "requested";
		websiteId: string;
		conversationId: string;
		itemId: string;
		actorId: string | null;
		actorName: string | null;
		text: string | null;
		visitorName: string | null;
		createdAt: string;
		readAt: string | null;
	}[];
	nextCursor: string | null;
	unreadCount: number;
}>;
export const notificationsRead: ZodType<{ ids: string[]; readAt: string }>;
export const openedContact: ZodType<{
	contact: {
		id: string;
		name: string | null;
		email: string | null;
		image: string | null;
		isVerified: boolean;
		websiteId: string;
		externalId: string | null;
		isTest: boolean;
		isByTeam: boolean;
		mergedIntoId: string | null;
		metadata: Record<string, string | number | boolean | null>;
		verifiedMetadata: Record<string, string | number | boolean | null>;
		teamMetadata: Record<string, string | number | boolean | null>;
		claimedMetadata: Record<string, string | number | boolean | null>;
		company: {
			id: string;
			websiteId: string;
			name: string;
			externalId: string | null;
			createdAt: string;
		} | null;
		createdAt: string;
		updatedAt: string;
		metadataHash?: string | undefined;
	};
	mergedContacts: {
		id: string;
		name: string | null;
		email: string | null;
		image: string | null;
		isVerified: boolean;
		websiteId: string;
		externalId: string | null;
		isTest: boolean;
		isByTeam: boolean;
		mergedIntoId: string | null;
		metadata: Record<string, string | number | boolean | null>;
		verifiedMetadata: Record<string, string | number | boolean | null>;
		teamMetadata: Record<string, string | number | boolean | null>;
		claimedMetadata: Record<string, string | number | boolean | null>;
		company: {
			id: string;
			websiteId: string;
			name: string;
			externalId: string | null;
			createdAt: string;
		} | null;
		createdAt: string;
		updatedAt: string;
		metadataHash?: string | undefined;
	}[];
	visitors: {
		visitor: {
			id: string;
			isBlocked: boolean;
			language: string | null;
			timezone: string | null;
			websiteId: string;
			contactId: string | null;
			isTest: boolean;
			browser: string | null;
			os: string | null;
			deviceType: "unknown" | "desktop" | "mobile" | "tablet";
			screen: string | null;
			page: { url: string; title: string | null } | null;
			referrer: string | null;
			createdAt: string;
			lastSeenAt: string | null;
		};
		contact: {
			id: string;
			name: string | null;
			email: string | null;
			image: string | null;
			isVerified: boolean;
			websiteId: string;
			externalId: string | null;
			isTest: boolean;
			isByTeam: boolean;
			mergedIntoId: string | null;
			metadata: Record<string, string | number | boolean | null>;
			verifiedMetadata: Record<string, string | number | boolean | null>;
			teamMetadata: Record<string, string | number | boolean | null>;
			claimedMetadata: Record<string, string | number | boolean | null>;
			company: {
				id: string;
				websiteId: string;
				name: string;
				externalId: string | null;
				createdAt: string;
			} | null;
			createdAt: string;
			updatedAt: string;
			metadataHash?: string | undefined;
		} | null;
		sameBrowserAs: string[];
	}[];
}>;
export const openedConversation: ZodType<{
	conversation: {
		participants: {
			id: string;
			type: "user" | "ai";
			name: string;
			image: string | null;
			status: "requested" | "joined" | "left";
		}[];
		organizationId: string;
		visitorId: string;
		contactId: string | null;
		priority: "low" | "medium" | "high" | "urgent";
		channel: "email" | "widget" | "api";
		isTest: boolean;
		assigneeId: string | null;
		waitingSince: string | null;
		snoozedUntil: string | null;
		spamAt: string | null;
		archivedAt: string | null;
		rating: number | null;
		ratingComment: string | null;
		tags: { id: string; name: string; color: string | null }[];
		visitorMessageCount: number;
		visitorName: string | null;
		visitorImage: string | null;
		isVisitorBlocked: boolean;
		id: string;
		websiteId: string;
		status: "open" | "resolved";
		title: string | null;
		createdAt: string;
		lastActivityAt: string;
		resolvedAt: string | null;
		lastItem: {
			id: string;
			conversationId: string;
			type: "message" | "tool" | "identification" | "event";
			visibility: "public" | "private";
			order: number;
			change: number;
			text: string | null;
			parts: (
				| {
						type: "image";
						url: string;
						mediaType: string;
						fileName?: string | undefined;
						size?: number | undefined;
						width?: number | undefined;
						height?: number | undefined;
				  }
				| {
						type: "file";
						url: string;
						mediaType: string;
						fileName?: string | undefined;
						size?: number | undefined;
				  }
				| {
						type: `tool-${string}`;
						toolCallId: string;
						toolName: string;
						input: unknown;
						state: "error" | "partial" | "result";
						output?: unknown;
						errorText?: string | undefined;
				  }
				| { type: "text"; text: string }
				| {
						type: "event";
						eventType:
							| "visitor_blocked"
							| "visitor_identified"
							| "resolved"
							| "assigned"
							| "unassigned"
							| "participant_requested"
							| "participant_joined"
							| "participant_left"
							| "status_changed"
							| "priority_changed"
							| "tag_added"
							| "tag_removed"
							| "reopened"
							| "visitor_unblocked";
						actorUserId: string | null;
						actorAiAgentId: string | null;
						targetUserId: string | null;
						targetAiAgentId: string | null;
						message?: string | undefined;
				  }
				| { type: "mention"; userId: string; name: string }
				| { type: "metadata"; source: "email" | "widget" | "api" | "greeting" }
			)[];
			visitorId: string | null;
			userId: string | null;
			aiAgentId: string | null;
			createdAt: string;
			editedAt: string | null;
			deletedAt: string | null;
		} | null;
		lastChange: number;
		reads: {
			readerType: "user" | "visitor";
			readerId: string | null;
			upto: number;
			messageCount: number;
			readAt: string;
		}[];
	};
	visitor: {
		id: string;
		isBlocked: boolean;
		language: string | null;
		timezone: string | null;
		websiteId: string;
		contactId: string | null;
		isTest: boolean;
		browser: string | null;
		os: string | null;
		deviceType: "unknown" | "desktop" | "mobile" | "tablet";
		screen: string | null;
		page: { url: string; title: string | null } | null;
		referrer: string | null;
		createdAt: string;
		lastSeenAt: string | null;
	};
	contact: {
		id: string;
		name: string | null;
		email: string | null;
		image: string | null;
		isVerified: boolean;
		websiteId: string;
		externalId: string | null;
		isTest: boolean;
		isByTeam: boolean;
		mergedIntoId: string | null;
		metadata: Record<string, string | number | boolean | null>;
		verifiedMetadata: Record<string, string | number | boolean | null>;
		teamMetadata: Record<string, string | number | boolean | null>;
		claimedMetadata: Record<string, string | number | boolean | null>;
		company: {
			id: string;
			websiteId: string;
			name: string;
			externalId: string | null;
			createdAt: string;
		} | null;
		createdAt: string;
		updatedAt: string;
		metadataHash?: string | undefined;
	} | null;
	items: {
		id: string;
		conversationId: string;
		type: "message" | "tool" | "identification" | "event";
		visibility: "public" | "private";
		order: number;
		change: number;
		text: string | null;
		parts: (
			| {
					type: "image";
					url: string;
					mediaType: string;
					fileName?: string | undefined;
					size?: number | undefined;
					width?: number | undefined;
					height?: number | undefined;
			  }
			| {
					type: "file";
					url: string;
					mediaType: string;
					fileName?: string | undefined;
					size?: number | undefined;
			  }
			| {
					type: `tool-${string}`;
					toolCallId: string;
					toolName: string;
					input: unknown;
					state: "error" | "partial" | "result";
					output?: unknown;
					errorText?: string | undefined;
			  }
			| { type: "text"; text: string }
			| {
					type: "event";
					eventType:
						| "visitor_blocked"
						| "visitor_identified"
						| "resolved"
						| "assigned"
						| "unassigned"
						| "participant_requested"
						| "participant_joined"
						| "participant_left"
						| "status_changed"
						| "priority_changed"
						| "tag_added"
						| "tag_removed"
						| "reopened"
						| "visitor_unblocked";
					actorUserId: string | null;
					actorAiAgentId: string | null;
					targetUserId: string | null;
					targetAiAgentId: string | null;
					message?: string | undefined;
			  }
			| { type: "mention"; userId: string; name: string }
			| { type: "metadata"; source: "email" | "widget" | "api" | "greeting" }
		)[];
		visitorId: string | null;
		userId: string | null;
		aiAgentId: string | null;
		createdAt: string;
		editedAt: string | null;
		deletedAt: string | null;
	}[];
	hasMore: boolean;
}>;
export const participant: ZodType<{
	id: string;
	type: "user" | "ai";
	name: string;
	image: string | null;
}>;
export const publicContact: ZodType<{
	id: string;
	name: string | null;
	email: string | null;
	image: string | null;
	isVerified: boolean;
	metadataHash?: string | undefined;
}>;
export const publicVisitor: ZodType<{
	id: string;
	isBlocked: boolean;
	language: string | null;
	timezone: string | null;
	contact: {
		id: string;
		name: string | null;
		email: string | null;
		image: string | null;
		isVerified: boolean;
		metadataHash?: string | undefined;
	} | null;
}>;
export const publicWebsite: ZodType<{
	id: string;
	name: string;
	domain: string;
	description: string | null;
	logoUrl: string | null;
	organizationId: string;
	status: "active" | "inactive";
	lastOnlineAt: string | null;
	availableHumanAgents: {
		id: string;
		name: string;
		image: string | null;
		lastSeenAt: string | null;
	}[];
	availableAIAgents: { id: string; name: string; image: string | null }[];
	defaultMessages: {
		content: string;
		senderType: "ai" | "visitor" | "team_member";
		senderId?: string | undefined;
	}[];
	quickOptions: string[];
	isTypingPreviewEnabled: boolean;
}>;
export const publicWebsiteResponse: ZodType<{
	id: string;
	name: string;
	domain: string;
	description: string | null;
	logoUrl: string | null;
	organizationId: string;
	status: "active" | "inactive";
	lastOnlineAt: string | null;
	availableHumanAgents: {
		id: string;
		name: string;
		image: string | null;
		lastSeenAt: string | null;
	}[];
	availableAIAgents: { id: string; name: string; image: string | null }[];
	defaultMessages: {
		content: string;
		senderType: "ai" | "visitor" | "team_member";
		senderId?: string | undefined;
	}[];
	quickOptions: string[];
	isTypingPreviewEnabled: boolean;
	visitor: {
		id: string;
		isBlocked: boolean;
		language: string | null;
		timezone: string | null;
		contact: {
			id: string;
			name: string | null;
			email: string | null;
			image: string | null;
			isVerified: boolean;
			metadataHash?: string | undefined;
		} | null;
	};
}>;
export const read: ZodType<{
	readerType: "user" | "visitor";
	readerId: string | null;
	upto: number;
	messageCount: number;
	readAt: string;
}>;
export const report: ZodType<{
	websiteId: string;
	timezone: string;
	from: string;
	to: string;
	granularity: "hour" | "day" | "week" | "month";
	summary: {
		started: number | null;
		closed: number | null;
		reopened: number | null;
		messagesReceived: number | null;
		messagesSent: number | null;
		messagesSentByAI: number | null;
		firstResponse: {
			count: number;
			average: number | null;
			median: number | null;
			ninetiethPercentile: number | null;
		};
		firstResponseByAI: {
			count: number;
			average: number | null;
			median: number | null;
			ninetiethPercentile: number | null;
		} | null;
		resolution: {
			count: number;
			average: number | null;
			median: number | null;
			ninetiethPercentile: number | null;
		};
		rating: { count: number; average: number | null; stars: number[] };
	};
	before: {
		started: number | null;
		closed: number | null;
		reopened: number | null;
		messagesReceived: number | null;
		messagesSent: number | null;
		messagesSentByAI: number | null;
		firstResponse: {
			count: number;
			average: number | null;
			median: number | null;
			ninetiethPercentile: number | null;
		};
		firstResponseByAI: {
			count: number;
			average: number | null;
			median: number | null;
			ninetiethPercentile: number | null;
		} | null;
		resolution: {
			count: number;
			average: number | null;
			median: number | null;
			ninetiethPercentile: number | null;
		};
		rating: { count: number; average: number | null; stars: number[] };
	};
	series: {
		started: number | null;
		closed: number | null;
		reopened: number | null;
		messagesReceived: number | null;
		messagesSent: number | null;
		messagesSentByAI: number | null;
		firstResponse: {
			count: number;
			average: number | null;
			median: number | null;
			ninetiethPercentile: number | null;
		};
		firstResponseByAI: {
			count: number;
			average: number | null;
			median: number | null;
			ninetiethPercentile: number | null;
		} | null;
		resolution: {
			count: number;
			average: number | null;
			median: number | null;
			ninetiethPercentile: number | null;
		};
		rating: { count: number; average: number | null; stars: number[] };
		startsAt: string;
		open: number | null;
	}[];
	agents: {
		started: number | null;
		closed: number | null;
		reopened: number | null;
		messagesReceived: number | null;
		messagesSent: number | null;
		messagesSentByAI: number | null;
		firstResponse: {
			count: number;
			average: number | null;
			median: number | null;
			ninetiethPercentile: number | null;
		};
		firstResponseByAI: {
			count: number;
			average: number | null;
			median: number | null;
			ninetiethPercentile: number | null;
		} | null;
		resolution: {
			count: number;
			average: number | null;
			median: number | null;
			ninetiethPercentile: number | null;
		};
		rating: { count: number; average: number | null; stars: number[] };
		agent: { id: string; name: string; image: string | null };
	}[];
	tags: {
		started: number | null;
		closed: number | null;
		reopened: number | null;
		messagesReceived: number | null;
		messagesSent: number | null;
		messagesSentByAI: number | null;
		firstResponse: {
			count: number;
			average: number | null;
			median: number | null;
			ninetiethPercentile: number | null;
		};
		firstResponseByAI: {
			count: number;
			average: number | null;
			median: number | null;
			ninetiethPercentile: number | null;
		} | null;
		resolution: {
			count: number;
			average: number | null;
			median: number | null;
			ninetiethPercentile: number | null;
		};
		rating: { count: number; average: number | null; stars: number[] };
		tag: { id: string; name: string; color: string | null };
	}[];
	busiestHours: number[][] | null;
}>;
export const resolvedApiKey: ZodType<{
	id: string;
	name: string;
	hint: string;
	scopes: ("conversations:read" | "conversations:write" | "contacts:read" | "contacts:write")[];
	expiresAt: string | null;
	websiteId: string;
	organizationId: string;
}>;
export const routing: ZodType<{
	websiteId: string;
	rules: {
		keywords: string[];
		tagId: string | null;
		channel: "email" | "widget" | "api" | null;
		assignment: "member" | "nobody" | "round_robin" | "round_robin_of_all";
		memberIds: string[];
		participantIds: string[];
		addedTagIds: string[];
		priority: "low" | "medium" | "high" | "urgent" | null;
	}[];
}>;
export const routingRule: ZodType<{
	keywords: string[];
	tagId: string | null;
	channel: "email" | "widget" | "api" | null;
	assignment: "member" | "nobody" | "round_robin" | "round_robin_of_all";
	memberIds: string[];
	participantIds: string[];
	addedTagIds: string[];
	priority: "low" | "medium" | "high" | "urgent" | null;
}>;
export const savedView: ZodType<{
	id: string;
	websiteId: string;
	isShared: boolean;
	createdBy: string | null;
	name: string;
	icon: string | null;
	color: string | null;
	filter: Record<string, unknown>;
	sort: "priority" | "newest" | "oldest" | "longest_waiting";
	position: number;
	createdAt: string;
}>;
export const savedViewChanged: ZodType<{
	view: {
		id: string;
		websiteId: string;
		isShared: boolean;
		createdBy: string | null;
		name: string;
		icon: string | null;
		color: string | null;
		filter: Record<string, unknown>;
		sort: "priority" | "newest" | "oldest" | "longest_waiting";
		position: number;
		createdAt: string;
	};
}>;
export const savedViewDeleted: ZodType<{ viewId: string; websiteId: string }>;
export const savedViewList: ZodType<{
	views: {
		id: string;
		websiteId: string;
		isShared: boolean;
		createdBy: string | null;
		name: string;
		icon: string | null;
		color: string | null;
		filter: Record<string, unknown>;
		sort: "priority" | "newest" | "oldest" | "longest_waiting";
		position: number;
		createdAt: string;
	}[];
}>;
export const searchPage: ZodType<{
	results: {
		conversation: {
			participants: {
				id: string;
				type: "user" | "ai";
				name: string;
				image: string | null;
				status: "requested" | "joined" | "left";
			}[];
			organizationId: string;
			visitorId: string;
			contactId: string | null;
			priority: "low" | "medium" | "high" | "urgent";
			channel: "email" | "widget" | "api";
			isTest: boolean;
			assigneeId: string | null;
			waitingSince: string | null;
			snoozedUntil: string | null;
			spamAt: string | null;
			archivedAt: string | null;
			rating: number | null;
			ratingComment: string | null;
			tags: { id: string; name: string; color: string | null }[];
			visitorMessageCount: number;
			visitorName: string | null;
			visitorImage: string | null;
			isVisitorBlocked: boolean;
			id: string;
			websiteId: string;
			status: "open" | "resolved";
			title: string | null;
			createdAt: string;
			lastActivityAt: string;
			resolvedAt: string | null;
			lastItem: {
				id: string;
				conversationId: string;
				type: "message" | "tool" | "identification" | "event";
				visibility: "public" | "private";
				order: number;
				change: number;
				text: string | null;
				parts: (
					| {
							type: "image";
							url: string;
							mediaType: string;
							fileName?: string | undefined;
							size?: number | undefined;
							width?: number | undefined;
							height?: number | undefined;
					  }
					| {
							type: "file";
							url: string;
							mediaType: string;
							fileName?: string | undefined;
							size?: number | undefined;
					  }
					| {
							type: `tool-${string}`;
							toolCallId: string;
							toolName: string;
							input: unknown;
							state: "error" | "partial" | "result";
							output?: unknown;
							errorText?: string | undefined;
					  }
					| { type: "text"; text: string }
					| {
							type: "event";
							eventType:
								| "visitor_blocked"
								| "visitor_identified"
								| "resolved"
								| "assigned"
								| "unassigned"
								| "participant_requested"
								| "participant_joined"
								| "participant_left"
								| "status_changed"
								| "priority_changed"
								| "tag_added"
								| "tag_removed"
								| "reopened"
								| "visitor_unblocked";
							actorUserId: string | null;
							actorAiAgentId: string | null;
							targetUserId: string | null;
							targetAiAgentId: string | null;
							message?: string | undefined;
					  }
					| { type: "mention"; userId: string; name: string }
					| { type: "metadata"; source: "email" | "widget" | "api" | "greeting" }
				)[];
				visitorId: string | null;
				userId: string | null;
				aiAgentId: string | null;
				createdAt: string;
				editedAt: string | null;
				deletedAt: string | null;
			} | null;
			lastChange: number;
			reads: {
				readerType: "user" | "visitor";
				readerId: string | null;
				upto: number;
				messageCount: number;
				readAt: string;
			}[];
		};
		item: {
			id: string;
			conversationId: string;
			type: "message" | "tool" | "identification" | "event";
			visibility: "public" | "private";
			order: number;
			change: number;
			text: string | null;
			parts: (
				| {
						type: "image";
						url: string;
						mediaType: string;
						fileName?: string | undefined;
						size?: number | undefined;
						width?: number | undefined;
						height?: number | undefined;
				  }
				| {
						type: "file";
						url: string;
						mediaType: string;
						fileName?: string | undefined;
						size?: number | undefined;
				  }
				| {
						type: `tool-${string}`;
						toolCallId: string;
						toolName: string;
						input: unknown;
						state: "error" | "partial" | "result";
						output?: unknown;
						errorText?: string | undefined;
				  }
				| { type: "text"; text: string }
				| {
						type: "event";
						eventType:
							| "visitor_blocked"
							| "visitor_identified"
							| "resolved"
							| "assigned"
							| "unassigned"
							| "participant_requested"
							| "participant_joined"
							| "participant_left"
							| "status_changed"
							| "priority_changed"
							| "tag_added"
							| "tag_removed"
							| "reopened"
							| "visitor_unblocked";
						actorUserId: string | null;
						actorAiAgentId: string | null;
						targetUserId: string | null;
						targetAiAgentId: string | null;
						message?: string | undefined;
				  }
				| { type: "mention"; userId: string; name: string }
				| { type: "metadata"; source: "email" | "widget" | "api" | "greeting" }
			)[];
			visitorId: string | null;
			userId: string | null;
			aiAgentId: string | null;
			createdAt: string;
			editedAt: string | null;
			deletedAt: string | null;
		} | null;
	}[];
	nextCursor: string | null;
}>;
export const senderType: ZodType<"ai" | "visitor" | "team_member">;
export const sentMessage: ZodType<{
	conversation: {
		unreadCount: number;
		id: string;
		websiteId: string;
		status: "open" | "resolved";
		title: string | null;
		createdAt: string;
		lastActivityAt: string;
		resolvedAt: string | null;
		lastItem: {
			id: string;
			conversationId: string;
			type: "message" | "tool" | "identification" | "event";
			visibility: "public" | "private";
			order: number;
			change: number;
			text: string | null;
			parts: (
				| {
						type: "image";
						url: string;
						mediaType: string;
						fileName?: string | undefined;
						size?: number | undefined;
						width?: number | undefined;
						height?: number | undefined;
				  }
				| {
						type: "file";
						url: string;
						mediaType: string;
						fileName?: string | undefined;
						size?: number | undefined;
				  }
				| {
						type: `tool-${string}`;
						toolCallId: string;
						toolName: string;
						input: unknown;
						state: "error" | "partial" | "result";
						output?: unknown;
						errorText?: string | undefined;
				  }
				| { type: "text"; text: string }
				| {
						type: "event";
						eventType:
							| "visitor_blocked"
							| "visitor_identified"
							| "resolved"
							| "assigned"
							| "unassigned"
							| "participant_requested"
							| "participant_joined"
							| "participant_left"
							| "status_changed"
							| "priority_changed"
							| "tag_added"
							| "tag_removed"
							| "reopened"
							| "visitor_unblocked";
						actorUserId: string | null;
						actorAiAgentId: string | null;
						targetUserId: string | null;
						targetAiAgentId: string | null;
						message?: string | undefined;
				  }
				| { type: "mention"; userId: string; name: string }
				| { type: "metadata"; source: "email" | "widget" | "api" | "greeting" }
			)[];
			visitorId: string | null;
			userId: string | null;
			aiAgentId: string | null;
			createdAt: string;
			editedAt: string | null;
			deletedAt: string | null;
		} | null;
		lastChange: number;
		participants: { id: string; type: "user" | "ai"; name: string; image: string | null }[];
		reads: {
			readerType: "user" | "visitor";
			readerId: string | null;
			upto: number;
			messageCount: number;
			readAt: string;
		}[];
	};
	items: {
		id: string;
		conversationId: string;
		type: "message" | "tool" | "identification" | "event";
		visibility: "public" | "private";
		order: number;
		change: number;
		text: string | null;
		parts: (
			| {
					type: "image";
					url: string;
					mediaType: string;
					fileName?: string | undefined;
					size?: number | undefined;
					width?: number | undefined;
					height?: number | undefined;
			  }
			| {
					type: "file";
					url: string;
					mediaType: string;
					fileName?: string | undefined;
					size?: number | undefined;
			  }
			| {
					type: `tool-${string}`;
					toolCallId: string;
					toolName: string;
					input: unknown;
					state: "error" | "partial" | "result";
					output?: unknown;
					errorText?: string | undefined;
			  }
			| { type: "text"; text: string }
			| {
					type: "event";
					eventType:
						| "visitor_blocked"
						| "visitor_identified"
						| "resolved"
						| "assigned"
						| "unassigned"
						| "participant_requested"
						| "participant_joined"
						| "participant_left"
						| "status_changed"
						| "priority_changed"
						| "tag_added"
						| "tag_removed"
						| "reopened"
						| "visitor_unblocked";
					actorUserId: string | null;
					actorAiAgentId: string | null;
					targetUserId: string | null;
					targetAiAgentId: string | null;
					message?: string | undefined;
			  }
			| { type: "mention"; userId: string; name: string }
			| { type: "metadata"; source: "email" | "widget" | "api" | "greeting" }
		)[];
		visitorId: string | null;
		userId: string | null;
		aiAgentId: string | null;
		createdAt: string;
		editedAt: string | null;
		deletedAt: string | null;
	}[];
}>;
export const sequence: ZodType<number>;
export const tag: ZodType<{ id: string; name: string; color: string | null }>;
export const tagChanged: ZodType<{ tag: { id: string; name: string; color: string | null } }>;
export const tagDeleted: ZodType<{ tagId: string; websiteId: string }>;
export const teamAIAgent: ZodType<{
	id: string;
	websiteId: string;
	name: string;
	image: string | null;
	isActive: boolean;
	createdAt: string;
}>;
export const teamAct: ZodType<{
	conversation: {
		participants: {
			id: string;
			type: "user" | "ai";
			name: string;
			image: string | null;
			status: "requested" | "joined" | "left";
		}[];
		organizationId: string;
		visitorId: string;
		contactId: string | null;
		priority: "low" | "medium" | "high" | "urgent";
		channel: "email" | "widget" | "api";
		isTest: boolean;
		assigneeId: string | null;
		waitingSince: string | null;
		snoozedUntil: string | null;
		spamAt: string | null;
		archivedAt: string | null;
		rating: number | null;
		ratingComment: string | null;
		tags: { id: string; name: string; color: string | null }[];
		visitorMessageCount: number;
		visitorName: string | null;
		visitorImage: string | null;
		isVisitorBlocked: boolean;
		id: string;
		websiteId: string;
		status: "open" | "resolved";
		title: string | null;
		createdAt: string;
		lastActivityAt: string;
		resolvedAt: string | null;
		lastItem: {
			id: string;
			conversationId: string;
			type: "message" | "tool" | "identification" | "event";
			visibility: "public" | "private";
			order: number;
			change: number;
			text: string | null;
			parts: (
				| {
						type: "image";
						url: string;
						mediaType: string;
						fileName?: string | undefined;
						size?: number | undefined;
						width?: number | undefined;
						height?: number | undefined;
				  }
				| {
						type: "file";
						url: string;
						mediaType: string;
						fileName?: string | undefined;
						size?: number | undefined;
				  }
				| {
						type: `tool-${string}`;
						toolCallId: string;
						toolName: string;
						input: unknown;
						state: "error" | "partial" | "result";
						output?: unknown;
						errorText?: string | undefined;
				  }
				| { type: "text"; text: string }
				| {
						type: "event";
						eventType:
							| "visitor_blocked"
							| "visitor_identified"
							| "resolved"
							| "assigned"
							| "unassigned"
							| "participant_requested"
							| "participant_joined"
							| "participant_left"
							| "status_changed"
							| "priority_changed"
							| "tag_added"
							| "tag_removed"
							| "reopened"
							| "visitor_unblocked";
						actorUserId: string | null;
						actorAiAgentId: string | null;
						targetUserId: string | null;
						targetAiAgentId: string | null;
						message?: string | undefined;
				  }
				| { type: "mention"; userId: string; name: string }
				| { type: "metadata"; source: "email" | "widget" | "api" | "greeting" }
			)[];
			visitorId: string | null;
			userId: string | null;
			aiAgentId: string | null;
			createdAt: string;
			editedAt: string | null;
			deletedAt: string | null;
		} | null;
		lastChange: number;
		reads: {
			readerType: "user" | "visitor";
			readerId: string | null;
			upto: number;
			messageCount: number;
			readAt: string;
		}[];
	};
	items: {
		id: string;
		conversationId: string;
		type: "message" | "tool" | "identification" | "event";
		visibility: "public" | "private";
		order: number;
		change: number;
		text: string | null;
		parts: (
			| {
					type: "image";
					url: string;
					mediaType: string;
					fileName?: string | undefined;
					size?: number | undefined;
					width?: number | undefined;
					height?: number | undefined;
			  }
			| {
					type: "file";
					url: string;
					mediaType: string;
					fileName?: string | undefined;
					size?: number | undefined;
			  }
			| {
					type: `tool-${string}`;
					toolCallId: string;
					toolName: string;
					input: unknown;
					state: "error" | "partial" | "result";
					output?: unknown;
					errorText?: string | undefined;
			  }
			| { type: "text"; text: string }
			| {
					type: "event";
					eventType:
						| "visitor_blocked"
						| "visitor_identified"
						| "resolved"
						| "assigned"
						| "unassigned"
						| "participant_requested"
						| "participant_joined"
						| "participant_left"
						| "status_changed"
						| "priority_changed"
						| "tag_added"
						| "tag_removed"
						| "reopened"
						| "visitor_unblocked";
					actorUserId: string | null;
					actorAiAgentId: string | null;
					targetUserId: string | null;
					targetAiAgentId: string | null;
					message?: string | undefined;
			  }
			| { type: "mention"; userId: string; name: string }
			| { type: "metadata"; source: "email" | "widget" | "api" | "greeting" }
		)[];
		visitorId: string | null;
		userId: string | null;
		aiAgentId: string | null;
		createdAt: string;
		editedAt: string | null;
		deletedAt: string | null;
	}[];
}>;
export const teamConversation: ZodType<{
	participants: {
		id: string;
		type: "user" | "ai";
		name: string;
		image: string | null;
		status: "requested" | "joined" | "left";
	}[];
	organizationId: string;
	visitorId: string;
	contactId: string | null;
	priority: "low" | "medium" | "high" | "urgent";
	channel: "email" | "widget" | "api";
	isTest: boolean;
	assigneeId: string | null;
	waitingSince: string | null;
	snoozedUntil: string | null;
	spamAt: string | null;
	archivedAt: string | null;
	rating: number | null;
	ratingComment: string | null;
	tags: { id: string; name: string; color: string | null }[];
	visitorMessageCount: number;
	visitorName: string | null;
	visitorImage: string | null;
	isVisitorBlocked: boolean;
	id: string;
	websiteId: string;
	status: "open" | "resolved";
	title: string | null;
	createdAt: string;
	lastActivityAt: string;
	resolvedAt: string | null;
	lastItem: {
		id: string;
		conversationId: string;
		type: "message" | "tool" | "identification" | "event";
		visibility: "public" | "private";
		order: number;
		change: number;
		text: string | null;
		parts: (
			| {
					type: "image";
					url: string;
					mediaType: string;
					fileName?: string | undefined;
					size?: number | undefined;
					width?: number | undefined;
					height?: number | undefined;
			  }
			| {
					type: "file";
					url: string;
					mediaType: string;
					fileName?: string | undefined;
					size?: number | undefined;
			  }
			| {
					type: `tool-${string}`;
					toolCallId: string;
					toolName: string;
					input: unknown;
					state: "error" | "partial" | "result";
					output?: unknown;
					errorText?: string | undefined;
			  }
			| { type: "text"; text: string }
			| {
					type: "event";
					eventType:
						| "visitor_blocked"
						| "visitor_identified"
						| "resolved"
						| "assigned"
						| "unassigned"
						| "participant_requested"
						| "participant_joined"
						| "participant_left"
						| "status_changed"
						| "priority_changed"
						| "tag_added"
						| "tag_removed"
						| "reopened"
						| "visitor_unblocked";
					actorUserId: string | null;
					actorAiAgentId: string | null;
					targetUserId: string | null;
					targetAiAgentId: string | null;
					message?: string | undefined;
			  }
			| { type: "mention"; userId: string; name: string }
			| { type: "metadata"; source: "email" | "widget" | "api" | "greeting" }
		)[];
		visitorId: string | null;
		userId: string | null;
		aiAgentId: string | null;
		createdAt: string;
		editedAt: string | null;
		deletedAt: string | null;
	} | null;
	lastChange: number;
	reads: {
		readerType: "user" | "visitor";
		readerId: string | null;
		upto: number;
		messageCount: number;
		readAt: string;
	}[];
}>;
export const teamConversationChanged: ZodType<{
	conversation: {
		participants: {
			id: string;
			type: "user" | "ai";
			name: string;
			image: string | null;
			status: "requested" | "joined" | "left";
		}[];
		organizationId: string;
		visitorId: string;
		contactId: string | null;
		priority: "low" | "medium" | "high" | "urgent";
		channel: "email" | "widget" | "api";
		isTest: boolean;
		assigneeId: string | null;
		waitingSince: string | null;
		snoozedUntil: string | null;
		spamAt: string | null;
		archivedAt: string | null;
		rating: number | null;
		ratingComment: string | null;
		tags: { id: string; name: string; color: string | null }[];
		visitorMessageCount: number;
		visitorName: string | null;
		visitorImage: string | null;
		isVisitorBlocked: boolean;
		id: string;
		websiteId: string;
		status: "open" | "resolved";
		title: string | null;
		createdAt: string;
		lastActivityAt: string;
		resolvedAt: string | null;
		lastItem: {
			id: string;
			conversationId: string;
			type: "message" | "tool" | "identification" | "event";
			visibility: "public" | "private";
			order: number;
			change: number;
			text: string | null;
			parts: (
				| {
						type: "image";
						url: string;
						mediaType: string;
						fileName?: string | undefined;
						size?: number | undefined;
						width?: number | undefined;
						height?: number | undefined;
				  }
				| {
						type: "file";
						url: string;
						mediaType: string;
						fileName?: string | undefined;
						size?: number | undefined;
				  }
				| {
						type: `tool-${string}`;
						toolCallId: string;
						toolName: string;
						input: unknown;
						state: "error" | "partial" | "result";
						output?: unknown;
						errorText?: string | undefined;
				  }
				| { type: "text"; text: string }
				| {
						type: "event";
						eventType:
							| "visitor_blocked"
							| "visitor_identified"
							| "resolved"
							| "assigned"
							| "unassigned"
							| "participant_requested"
							| "participant_joined"
							| "participant_left"
							| "status_changed"
							| "priority_changed"
							| "tag_added"
							| "tag_removed"
							| "reopened"
							| "visitor_unblocked";
						actorUserId: string | null;
						actorAiAgentId: string | null;
						targetUserId: string | null;
						targetAiAgentId: string | null;
						message?: string | undefined;
				  }
				| { type: "mention"; userId: string; name: string }
				| { type: "metadata"; source: "email" | "widget" | "api" | "greeting" }
			)[];
			visitorId: string | null;
			userId: string | null;
			aiAgentId: string | null;
			createdAt: string;
			editedAt: string | null;
			deletedAt: string | null;
		} | null;
		lastChange: number;
		reads: {
			readerType: "user" | "visitor";
			readerId: string | null;
			upto: number;
			messageCount: number;
			readAt: string;
		}[];
	};
}>;
export const teamConversationChanges: ZodType<{
	items: {
		id: string;
		conversationId: string;
		type: "message" | "tool" | "identification" | "event";
		visibility: "public" | "private";
		order: number;
		change: number;
		text: string | null;
		parts: (
			| {
					type: "image";
					url: string;
					mediaType: string;
					fileName?: string | undefined;
					size?: number | undefined;
					width?: number | undefined;
					height?: number | undefined;
			  }
			| {
					type: "file";
					url: string;
					mediaType: string;
					fileName?: string | undefined;
					size?: number | undefined;
			  }
			| {
					type: `tool-${string}`;
					toolCallId: string;
					toolName: string;
					input: unknown;
					state: "error" | "partial" | "result";
					output?: unknown;
					errorText?: string | undefined;
			  }
			| { type: "text"; text: string }
			| {
					type: "event";
					eventType:
						| "visitor_blocked"
						| "visitor_identified"
						| "resolved"
						| "assigned"
						| "unassigned"
						| "participant_requested"
						| "participant_joined"
						| "participant_left"
						| "status_changed"
						| "priority_changed"
						| "tag_added"
						| "tag_removed"
						| "reopened"
						| "visitor_unblocked";
					actorUserId: string | null;
					actorAiAgentId: string | null;
					targetUserId: string | null;
					targetAiAgentId: string | null;
					message?: string | undefined;
			  }
			| { type: "mention"; userId: string; name: string }
			| { type: "metadata"; source: "email" | "widget" | "api" | "greeting" }
		)[];
		visitorId: string | null;
		userId: string | null;
		aiAgentId: string | null;
		createdAt: string;
		editedAt: string | null;
		deletedAt: string | null;
	}[];
	hasMore: boolean;
	conversation: {
		participants: {
			id: string;
			type: "user" | "ai";
			name: string;
			image: string | null;
			status: "requested" | "joined" | "left";
		}[];
		organizationId: string;
		visitorId: string;
		contactId: string | null;
		priority: "low" | "medium" | "high" | "urgent";
		channel: "email" | "widget" | "api";
		isTest: boolean;
		assigneeId: string | null;
		waitingSince: string | null;
		snoozedUntil: string | null;
		spamAt: string | null;
		archivedAt: string | null;
		rating: number | null;
		ratingComment: string | null;
		tags: { id: string; name: string; color: string | null }[];
		visitorMessageCount: number;
		visitorName: string | null;
		visitorImage: string | null;
		isVisitorBlocked: boolean;
		id: string;
		websiteId: string;
		status: "open" | "resolved";
		title: string | null;
		createdAt: string;
		lastActivityAt: string;
		resolvedAt: string | null;
		lastItem: {
			id: string;
			conversationId: string;
			type: "message" | "tool" | "identification" | "event";
			visibility: "public" | "private";
			order: number;
			change: number;
			text: string | null;
			parts: (
				| {
						type: "image";
						url: string;
						mediaType: string;
						fileName?: string | undefined;
						size?: number | undefined;
						width?: number | undefined;
						height?: number | undefined;
				  }
				| {
						type: "file";
						url: string;
						mediaType: string;
						fileName?: string | undefined;
						size?: number | undefined;
				  }
				| {
						type: `tool-${string}`;
						toolCallId: string;
						toolName: string;
						input: unknown;
						state: "error" | "partial" | "result";
						output?: unknown;
						errorText?: string | undefined;
				  }
				| { type: "text"; text: string }
				| {
						type: "event";
						eventType:
							| "visitor_blocked"
							| "visitor_identified"
							| "resolved"
							| "assigned"
							| "unassigned"
							| "participant_requested"
							| "participant_joined"
							| "participant_left"
							| "status_changed"
							| "priority_changed"
							| "tag_added"
							| "tag_removed"
							| "reopened"
							| "visitor_unblocked";
						actorUserId: string | null;
						actorAiAgentId: string | null;
						targetUserId: string | null;
						targetAiAgentId: string | null;
						message?: string | undefined;
				  }
				| { type: "mention"; userId: string; name: string }
				| { type: "metadata"; source: "email" | "widget" | "api" | "greeting" }
			)[];
			visitorId: string | null;
			userId: string | null;
			aiAgentId: string | null;
			createdAt: string;
			editedAt: string | null;
			deletedAt: string | null;
		} | null;
		lastChange: number;
		reads: {
			readerType: "user" | "visitor";
			readerId: string | null;
			upto: number;
			messageCount: number;
			readAt: string;
		}[];
	};
}>;
export const teamItemsChanged: ZodType<{
	items: {
		id: string;
		conversationId: string;
		type: "message" | "tool" | "identification" | "event";
		visibility: "public" | "private";
		order: number;
		change: number;
		text: string | null;
		parts: (
			| {
					type: "image";
					url: string;
					mediaType: string;
					fileName?: string | undefined;
					size?: number | undefined;
					width?: number | undefined;
					height?: number | undefined;
			  }
			| {
					type: "file";
					url: string;
					mediaType: string;
					fileName?: string | undefined;
					size?: number | undefined;
			  }
			| {
					type: `tool-${string}`;
					toolCallId: string;
					toolName: string;
					input: unknown;
					state: "error" | "partial" | "result";
					output?: unknown;
					errorText?: string | undefined;
			  }
			| { type: "text"; text: string }
			| {
					type: "event";
					eventType:
						| "visitor_blocked"
						| "visitor_identified"
						| "resolved"
						| "assigned"
						| "unassigned"
						| "participant_requested"
						| "participant_joined"
						| "participant_left"
						| "status_changed"
						| "priority_changed"
						| "tag_added"
						| "tag_removed"
						| "reopened"
						| "visitor_unblocked";
					actorUserId: string | null;
					actorAiAgentId: string | null;
					targetUserId: string | null;
					targetAiAgentId: string | null;
					message?: string | undefined;
			  }
			| { type: "mention"; userId: string; name: string }
			| { type: "metadata"; source: "email" | "widget" | "api" | "greeting" }
		)[];
		visitorId: string | null;
		userId: string | null;
		aiAgentId: string | null;
		createdAt: string;
		editedAt: string | null;
		deletedAt: string | null;
	}[];
	conversation: {
		participants: {
			id: string;
			type: "user" | "ai";
			name: string;
			image: string | null;
			status: "requested" | "joined" | "left";
		}[];
		organizationId: string;
		visitorId: string;
		contactId: string | null;
		priority: "low" | "medium" | "high" | "urgent";
		channel: "email" | "widget" | "api";
		isTest: boolean;
		assigneeId: string | null;
		waitingSince: string | null;
		snoozedUntil: string | null;
		spamAt: string | null;
		archivedAt: string | null;
		rating: number | null;
		ratingComment: string | null;
		tags: { id: string; name: string; color: string | null }[];
		visitorMessageCount: number;
		visitorName: string | null;
		visitorImage: string | null;
		isVisitorBlocked: boolean;
		id: string;
		websiteId: string;
		status: "open" | "resolved";
		title: string | null;
		createdAt: string;
		lastActivityAt: string;
		resolvedAt: string | null;
		lastItem: {
			id: string;
			conversationId: string;
			type: "message" | "tool" | "identification" | "event";
			visibility: "public" | "private";
			order: number;
			change: number;
			text: string | null;
			parts: (
				| {
						type: "image";
						url: string;
						mediaType: string;
						fileName?: string | undefined;
						size?: number | undefined;
						width?: number | undefined;
						height?: number | undefined;
				  }
				| {
						type: "file";
						url: string;
						mediaType: string;
						fileName?: string | undefined;
						size?: number | undefined;
				  }
				| {
						type: `tool-${string}`;
						toolCallId: string;
						toolName: string;
						input: unknown;
						state: "error" | "partial" | "result";
						output?: unknown;
						errorText?: string | undefined;
				  }
				| { type: "text"; text: string }
				| {
						type: "event";
						eventType:
							| "visitor_blocked"
							| "visitor_identified"
							| "resolved"
							| "assigned"
							| "unassigned"
							| "participant_requested"
							| "participant_joined"
							| "participant_left"
							| "status_changed"
							| "priority_changed"
							| "tag_added"
							| "tag_removed"
							| "reopened"
							| "visitor_unblocked";
						actorUserId: string | null;
						actorAiAgentId: string | null;
						targetUserId: string | null;
						targetAiAgentId: string | null;
						message?: string | undefined;
				  }
				| { type: "mention"; userId: string; name: string }
				| { type: "metadata"; source: "email" | "widget" | "api" | "greeting" }
			)[];
			visitorId: string | null;
			userId: string | null;
			aiAgentId: string | null;
			createdAt: string;
			editedAt: string | null;
			deletedAt: string | null;
		} | null;
		lastChange: number;
		reads: {
			readerType: "user" | "visitor";
			readerId: string | null;
			upto: number;
			messageCount: number;
			readAt: string;
		}[];
	};
}>;
export const teamParticipant: ZodType<{
	id: string;
	type: "user" | "ai";
	name: string;
	image: string | null;
	status: "requested" | "joined" | "left";
}>;
export const teamWebsite: ZodType<{
	id: string;
	status: "active" | "inactive";
	name: string;
	organizationId: string;
	domain: string;
	description: string | null;
	logoUrl: string | null;
	defaultMessages: {
		content: string;
		senderType: "ai" | "visitor" | "team_member";
		senderId?: string | undefined;
	}[];
	quickOptions: string[];
	isTypingPreviewEnabled: boolean;
	publicKey: string;
	testPublicKey: string;
	allowedOrigins: string[];
	identityVerification: "optional" | "required";
	retentionDays: number | null;
	timezone: string;
	createdAt: string;
}>;
export const textPart: ZodType<{ type: "text"; text: string }>;
export const timelineItem: ZodType<{
	id: string;
	conversationId: string;
	type: "message" | "tool" | "identification" | "event";
	visibility: "public" | "private";
	order: number;
	change: number;
	text: string | null;
	parts: (
		| {
				type: "image";
				url: string;
				mediaType: string;
				fileName?: string | undefined;
				size?: number | undefined;
				width?: number | undefined;
				height?: number | undefined;
		  }
		| {
				type: "file";
				url: string;
				mediaType: string;
				fileName?: string | undefined;
				size?: number | undefined;
		  }
		| {
				type: `tool-${string}`;
				toolCallId: string;
				toolName: string;
				input: unknown;
				state: "error" | "partial" | "result";
				output?: unknown;
				errorText?: string | undefined;
		  }
		| { type: "text"; text: string }
		| {
				type: "event";
				eventType:
					| "visitor_blocked"
					| "visitor_identified"
					| "resolved"
					| "assigned"
					| "unassigned"
					| "participant_requested"
					| "participant_joined"
					| "participant_left"
					| "status_changed"
					| "priority_changed"
					| "tag_added"
					| "tag_removed"
					| "reopened"
					| "visitor_unblocked";
				actorUserId: string | null;
				actorAiAgentId: string | null;
				targetUserId: string | null;
				targetAiAgentId: string | null;
				message?: string | undefined;
		  }
		| { type: "mention"; userId: string; name: string }
		| { type: "metadata"; source: "email" | "widget" | "api" | "greeting" }
	)[];
	visitorId: string | null;
	userId: string | null;
	aiAgentId: string | null;
	createdAt: string;
	editedAt: string | null;
	deletedAt: string | null;
}>;
export const timelinePage: ZodType<{
	items: {
		id: string;
		conversationId: string;
		type: "message" | "tool" | "identification" | "event";
		visibility: "public" | "private";
		order: number;
		change: number;
		text: string | null;
		parts: (
			| {
					type: "image";
					url: string;
					mediaType: string;
					fileName?: string | undefined;
					size?: number | undefined;
					width?: number | undefined;
					height?: number | undefined;
			  }
			| {
					type: "file";
					url: string;
					mediaType: string;
					fileName?: string | undefined;
					size?: number | undefined;
			  }
			| {
					type: `tool-${string}`;
					toolCallId: string;
					toolName: string;
					input: unknown;
					state: "error" | "partial" | "result";
					output?: unknown;
					errorText?: string | undefined;
			  }
			| { type: "text"; text: string }
			| {
					type: "event";
					eventType:
						| "visitor_blocked"
						| "visitor_identified"
						| "resolved"
						| "assigned"
						| "unassigned"
						| "participant_requested"
						| "participant_joined"
						| "participant_left"
						| "status_changed"
						| "priority_changed"
						| "tag_added"
						| "tag_removed"
						| "reopened"
						| "visitor_unblocked";
					actorUserId: string | null;
					actorAiAgentId: string | null;
					targetUserId: string | null;
					targetAiAgentId: string | null;
					message?: string | undefined;
			  }
			| { type: "mention"; userId: string; name: string }
			| { type: "metadata"; source: "email" | "widget" | "api" | "greeting" }
		)[];
		visitorId: string | null;
		userId: string | null;
		aiAgentId: string | null;
		createdAt: string;
		editedAt: string | null;
		deletedAt: string | null;
	}[];
	hasMore: boolean;
}>;
export const timelinePart: ZodType<
	| {
			type: "image";
			url: string;
			mediaType: string;
			fileName?: string | undefined;
			size?: number | undefined;
			width?: number | undefined;
			height?: number | undefined;
	  }
	| {
			type: "file";
			url: string;
			mediaType: string;
			fileName?: string | undefined;
			size?: number | undefined;
	  }
	| {
			type: `tool-${string}`;
			toolCallId: string;
			toolName: string;
			input: unknown;
			state: "error" | "partial" | "result";
			output?: unknown;
			errorText?: string | undefined;
	  }
	| { type: "text"; text: string }
	| {
			type: "event";
			eventType:
				| "visitor_blocked"
				| "visitor_identified"
				| "resolved"
				| "assigned"
				| "unassigned"
				| "participant_requested"
				| "participant_joined"
				| "participant_left"
				| "status_changed"
				| "priority_changed"
				| "tag_added"
				| "tag_removed"
				| "reopened"
				| "visitor_unblocked";
			actorUserId: string | null;
			actorAiAgentId: string | null;
			targetUserId: string | null;
			targetAiAgentId: string | null;
			message?: string | undefined;
	  }
	| { type: "mention"; userId: string; name: string }
	| { type: "metadata"; source: "email" | "widget" | "api" | "greeting" }
>;
export const toolPart: ZodType<{
	type: `tool-${string}`;
	toolCallId: string;
	toolName: string;
	input: unknown;
	state: "error" | "partial" | "result";
	output?: unknown;
	errorText?: string | undefined;
}>;
export const typing: ZodType<{
	isTyping: boolean;
	actorId: string;
	actorName?: string | undefined;
	preview?: string | undefined;
}>;
export const unreadNotifications: ZodType<{ unreadCount: number }>;
export const viewCount: ZodType<{
	viewId: string;
	count: number;
	unread: number;
	isCapped: boolean;
}>;
export const viewCounts: ZodType<{
	counts: { viewId: string; count: number; unread: number; isCapped: boolean }[];
}>;
export const visibility: ZodType<"public" | "private">;
export const visitorChanged: ZodType<{
	visitor: {
		id: string;
		isBlocked: boolean;
		language: string | null;
		timezone: string | null;
		websiteId: string;
		contactId: string | null;
		isTest: boolean;
		browser: string | null;
		os: string | null;
		deviceType: "unknown" | "desktop" | "mobile" | "tablet";
		screen: string | null;
		page: { url: string; title: string | null } | null;
		referrer: string | null;
		createdAt: string;
		lastSeenAt: string | null;
	};
}>;
export const visitorDeleted: ZodType<{ visitorId: string; websiteId: string }>;
export const visitorDetails: ZodType<{
	id: string;
	isBlocked: boolean;
	language: string | null;
	timezone: string | null;
	websiteId: string;
	contactId: string | null;
	isTest: boolean;
	browser: string | null;
	os: string | null;
	deviceType: "unknown" | "desktop" | "mobile" | "tablet";
	screen: string | null;
	page: { url: string; title: string | null } | null;
	referrer: string | null;
	createdAt: string;
	lastSeenAt: string | null;
}>;
export const visitorMetadata: ZodType<Record<string, string | number | boolean | null>>;
export const visitorPage: ZodType<{
	visitors: {
		visitor: {
			id: string;
			isBlocked: boolean;
			language: string | null;
			timezone: string | null;
			websiteId: string;
			contactId: string | null;
			isTest: boolean;
			browser: string | null;
			os: string | null;
			deviceType: "unknown" | "desktop" | "mobile" | "tablet";
			screen: string | null;
			page: { url: string; title: string | null } | null;
			referrer: string | null;
			createdAt: string;
			lastSeenAt: string | null;
		};
		contact: {
			id: string;
			name: string | null;
			email: string | null;
			image: string | null;
			isVerified: boolean;
			websiteId: string;
			externalId: string | null;
			isTest: boolean;
			isByTeam: boolean;
			mergedIntoId: string | null;
			metadata: Record<string, string | number | boolean | null>;
			verifiedMetadata: Record<string, string | number | boolean | null>;
			teamMetadata: Record<string, string | number | boolean | null>;
			claimedMetadata: Record<string, string | number | boolean | null>;
			company: {
				id: string;
				websiteId: string;
				name: string;
				externalId: string | null;
				createdAt: string;
			} | null;
			createdAt: string;
			updatedAt: string;
			metadataHash?: string | undefined;
		} | null;
		sameBrowserAs: string[];
	}[];
	nextCursor: string | null;
}>;
export const visitorSeen: ZodType<{ visitorId: string; websiteId: string }>;
export const visitorSession: ZodType<{
	token: string;
	expiresAt: string;
	refreshSecret: string;
	publishableKey: string;
	website: {
		id: string;
		name: string;
		domain: string;
		description: string | null;
		logoUrl: string | null;
		organizationId: string;
		status: "active" | "inactive";
		lastOnlineAt: string | null;
		availableHumanAgents: {
			id: string;
			name: string;
			image: string | null;
			lastSeenAt: string | null;
		}[];
		availableAIAgents: { id: string; name: string; image: string | null }[];
		defaultMessages: {
			content: string;
			senderType: "ai" | "visitor" | "team_member";
			senderId?: string | undefined;
		}[];
		quickOptions: string[];
		isTypingPreviewEnabled: boolean;
	};
	visitor: {
		id: string;
		isBlocked: boolean;
		language: string | null;
		timezone: string | null;
		contact: {
			id: string;
			name: string | null;
			email: string | null;
			image: string | null;
			isVerified: boolean;
			metadataHash?: string | undefined;
		} | null;
	};
	hasConversations: boolean;
	unreadCount: number;
}>;
export const visitorSessionRequest: ZodType<{
	publicKey: string;
	device: {
		language?: string | undefined;
		timezone?: string | undefined;
		screen?: string | undefined;
		referrer?: string | undefined;
		page?: { url: string; title: string | null } | undefined;
	};
	visitor?: { id: string; refreshSecret: string } | undefined;
	identity?:
		| {
				externalId?: string | undefined;
				email?: string | undefined;
				name?: string | null | undefined;
				image?: string | null | undefined;
				metadata?: Record<string, string | number | boolean | null> | null | undefined;
		  }
		| { token: string }
		| undefined;
}>;
export const websiteDeleted: ZodType<{ websiteId: string }>;
export type AIAgent = z.infer<typeof aiAgent>;
export type AIAgentList = z.infer<typeof aiAgentList>;
export type AccessEnded = z.infer<typeof accessEnded>;
export type AgentChanged = z.infer<typeof agentChanged>;
export type ApiScope = z.infer<typeof apiScope>;
export type Attachment = z.infer<typeof attachment>;
export type AttachmentLink = z.infer<typeof attachmentLink>;
export type Author = z.infer<typeof author>;
export type BulkAct = z.infer<typeof bulkAct>;
export type BulkRefusals = z.infer<typeof bulkRefusals>;
export type BulkResults = z.infer<typeof bulkResults>;
export type Company = z.infer<typeof company>;
export type CompanyChanged = z.infer<typeof companyChanged>;
export type CompanyDeleted = z.infer<typeof companyDeleted>;
export type CompanyPage = z.infer<typeof companyPage>;
export type ContactChanged = z.infer<typeof contactChanged>;
export type ContactDeleted = z.infer<typeof contactDeleted>;
export type ContactDetails = z.infer<typeof contactDetails>;
export type ContactFacts = z.infer<typeof contactFacts>;
export type ContactName = z.infer<typeof contactName>;
export type ContactPage = z.infer<typeof contactPage>;
export type Conversation = z.infer<typeof conversation>;
export type ConversationChange = z.infer<typeof conversationChange>;
export type ConversationChanged = z.infer<typeof conversationChanged>;
export type ConversationChanges = z.infer<typeof conversationChanges>;
export type ConversationDeleted = z.infer<typeof conversationDeleted>;
export type ConversationImport = z.infer<typeof conversationImport>;
export type ConversationPage = z.infer<typeof conversationPage>;
export type ConversationPriority = z.infer<typeof conversationPriority>;
export type ConversationRead = z.infer<typeof conversationRead>;
export type ConversationStatus = z.infer<typeof conversationStatus>;
export type CreatedApiKey = z.infer<typeof createdApiKey>;
export type CreatedIdentitySecret = z.infer<typeof createdIdentitySecret>;
export type CreatedOrganization = z.infer<typeof createdOrganization>;
export type DefaultMessage = z.infer<typeof defaultMessage>;
export type Device = z.infer<typeof device>;
export type EventPart = z.infer<typeof eventPart>;
export type EventType = z.infer<typeof eventType>;
export type ExportPage = z.infer<typeof exportPage>;
export type ExportedPerson = z.infer<typeof exportedPerson>;
export type HumanAgent = z.infer<typeof humanAgent>;
export type IdentifyParams = z.infer<typeof identifyParams>;
export type IdentityClaims = z.infer<typeof identityClaims>;
export type ImportedConversation = z.infer<typeof importedConversation>;
export type InboxChanged = z.infer<typeof inboxChanged>;
export type InboxCounts = z.infer<typeof inboxCounts>;
export type InboxPage = z.infer<typeof inboxPage>;
export type InboxSort = z.infer<typeof inboxSort>;
export type ItemType = z.infer<typeof itemType>;
export type ItemsChanged = z.infer<typeof itemsChanged>;
export type KnownVisitor = z.infer<typeof knownVisitor>;
export type Member = z.infer<typeof member>;
export type MemberList = z.infer<typeof memberList>;
export type MentionPart = z.infer<typeof mentionPart>;
export type NewConversation = z.infer<typeof newConversation>;
export type NewItem = z.infer<typeof newItem>;
export type Notification = z.infer<typeof notification>;
export type NotificationChanged = z.infer<typeof notificationChanged>;
export type NotificationKind = z.infer<typeof notificationKind>;
export type NotificationPage = z.infer<typeof notificationPage>;
export type NotificationsRead = z.infer<typeof notificationsRead>;
export type OpenedContact = z.infer<typeof openedContact>;
export type OpenedConversation = z.infer<typeof openedConversation>;
export type Participant = z.infer<typeof participant>;
export type PublicContact = z.infer<typeof publicContact>;
export type PublicVisitor = z.infer<typeof publicVisitor>;
export type PublicWebsite = z.infer<typeof publicWebsite>;
export type PublicWebsiteResponse = z.infer<typeof publicWebsiteResponse>;
export type Read = z.infer<typeof read>;
export type Report = z.infer<typeof report>;
export type ResolvedApiKey = z.infer<typeof resolvedApiKey>;
export type Routing = z.infer<typeof routing>;
export type RoutingRule = z.infer<typeof routingRule>;
export type SavedView = z.infer<typeof savedView>;
export type SavedViewChanged = z.infer<typeof savedViewChanged>;
export type SavedViewDeleted = z.infer<typeof savedViewDeleted>;
export type SavedViewList = z.infer<typeof savedViewList>;
export type SearchPage = z.infer<typeof searchPage>;
export type SentMessage = z.infer<typeof sentMessage>;
export type Tag = z.infer<typeof tag>;
export type TagChanged = z.infer<typeof tagChanged>;
export type TagDeleted = z.infer<typeof tagDeleted>;
export type TeamAIAgent = z.infer<typeof teamAIAgent>;
export type TeamAct = z.infer<typeof teamAct>;
export type TeamConversation = z.infer<typeof teamConversation>;
export type TeamConversationChanged = z.infer<typeof teamConversationChanged>;
export type TeamConversationChanges = z.infer<typeof teamConversationChanges>;
export type TeamItemsChanged = z.infer<typeof teamItemsChanged>;
export type TeamParticipant = z.infer<typeof teamParticipant>;
export type TeamWebsite = z.infer<typeof teamWebsite>;
export type TimelineItem = z.infer<typeof timelineItem>;
export type TimelinePage = z.infer<typeof timelinePage>;
export type TimelinePart = z.infer<typeof timelinePart>;
export type ToolPart = z.infer<typeof toolPart>;
export type Typing = z.infer<typeof typing>;
export type UnreadNotifications = z.infer<typeof unreadNotifications>;
export type ViewCount = z.infer<typeof viewCount>;
export type ViewCounts = z.infer<typeof viewCounts>;
export type Visibility = z.infer<typeof visibility>;
export type VisitorChanged = z.infer<typeof visitorChanged>;
export type VisitorClaims = {
	role: "anon";
	sub: string;
	website_id: string;
	organization_id: string;
	contact_id?: string;
	is_blocked?: true;
	ip_hash: string;
	exp: number;
	iat: number;
};
export type VisitorDeleted = z.infer<typeof visitorDeleted>;
export type VisitorDetails = z.infer<typeof visitorDetails>;
export type VisitorMetadata = z.infer<typeof visitorMetadata>;
export type VisitorPage = z.infer<typeof visitorPage>;
export type VisitorSeen = z.infer<typeof visitorSeen>;
export type VisitorSession = z.infer<typeof visitorSession>;
export type VisitorSessionRequest = z.input<typeof visitorSessionRequest>;
export type WebsiteDeleted = z.infer<typeof websiteDeleted>;

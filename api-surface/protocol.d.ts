// Every public name, written by `npm run surface`. A change here is a change of the product.

// @cossistant/protocol

export const ERRORS: {
	readonly invalid_request: readonly [400, "The request is not understood. Check its fields."];
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
	readonly invitation_not_found: readonly [
		404,
		"There is no such invitation, or it has ended. Ask for a new one.",
	];
	readonly member_not_found: readonly [404, "There is no such member."];
	readonly api_key_not_found: readonly [404, "There is no such API key, or you may not see it."];
	readonly tag_not_found: readonly [404, "There is no such tag, or you may not see it."];
	readonly item_not_found: readonly [404, "There is no such message, or you may not see it."];
	readonly id_taken: readonly [409, "This id is already in use. Choose a new one."];
	readonly slug_taken: readonly [409, "This name is already taken. Choose another."];
	readonly name_taken: readonly [409, "There is one of this name already. Choose another."];
	readonly already_member: readonly [
		409,
		"This person is a member already. Change their role instead.",
	];
	readonly last_owner: readonly [
		409,
		"An organization needs an owner. Make somebody else owner first.",
	];
	readonly message_empty: readonly [422, "Write something first."];
	readonly message_too_long: readonly [
		422,
		"A message may have at most 10,000 characters. Split it into several.",
	];
	readonly parts_invalid: readonly [422, "The parts of this message are not valid."];
	readonly metadata_invalid: readonly [
		422,
		"Metadata takes flat values only: text, numbers, true, false or null.",
	];
	readonly name_invalid: readonly [422, "Give a name of 1 to 100 characters."];
	readonly email_invalid: readonly [422, "Give an email address such as ada@example.com."];
	readonly domain_invalid: readonly [422, "Give a domain such as example.com."];
	readonly origin_invalid: readonly [422, "Give an origin such as https://example.com."];
	readonly rate_limited: readonly [429, "Too many requests. Try again in a moment."];
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
};
export type AIAgent = z.infer<typeof aiAgent>;
export type AccessEnded = z.infer<typeof accessEnded>;
export type ContactDetails = z.infer<typeof contactDetails>;
export type Conversation = z.infer<typeof conversation>;
export type ConversationChanged = z.infer<typeof conversationChanged>;
export type ConversationChanges = z.infer<typeof conversationChanges>;
export type ConversationPage = z.infer<typeof conversationPage>;
export type ConversationPriority = z.infer<typeof conversationPriority>;
export type ConversationRead = z.infer<typeof conversationRead>;
export type ConversationStatus = z.infer<typeof conversationStatus>;
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
export type HumanAgent = z.infer<typeof humanAgent>;
export type IdentifyParams = z.infer<typeof identifyParams>;
export type IdentityClaims = z.infer<typeof identityClaims>;
export type InboxCounts = z.infer<typeof inboxCounts>;
export type InboxPage = z.infer<typeof inboxPage>;
export type ItemChanged = z.infer<typeof itemChanged>;
export type ItemType = z.infer<typeof itemType>;
export type OpenedConversation = z.infer<typeof openedConversation>;
export type Participant = z.infer<typeof participant>;
export type PublicContact = z.infer<typeof publicContact>;
export type PublicVisitor = z.infer<typeof publicVisitor>;
export type PublicWebsite = z.infer<typeof publicWebsite>;
export type PublicWebsiteResponse = z.infer<typeof publicWebsiteResponse>;
export type Read = z.infer<typeof read>;
export type SentMessage = z.infer<typeof sentMessage>;
export type TeamAct = z.infer<typeof teamAct>;
export type TeamConversation = z.infer<typeof teamConversation>;
export type TeamConversationChanged = z.infer<typeof teamConversationChanged>;
export type TeamConversationChanges = z.infer<typeof teamConversationChanges>;
export type TeamItemChanged = z.infer<typeof teamItemChanged>;
export type TeamWebsite = z.infer<typeof teamWebsite>;
export type TimelineItem = z.infer<typeof timelineItem>;
export type TimelinePage = z.infer<typeof timelinePage>;
export type TimelinePart = z.infer<typeof timelinePart>;
export type Typing = z.infer<typeof typing>;
export type Visibility = z.infer<typeof visibility>;
export type VisitorClaims = {
	role: "anon";
	sub: string;
	website_id: string;
	organization_id: string;
	contact_id?: string;
	is_blocked?: true;
	exp: number;
	iat: number;
};
export type VisitorDetails = z.infer<typeof visitorDetails>;
export type VisitorMetadata = z.infer<typeof visitorMetadata>;
export type VisitorSeen = z.infer<typeof visitorSeen>;
export type VisitorSession = z.infer<typeof visitorSession>;
export type VisitorSessionRequest = z.input<typeof visitorSessionRequest>;

// @cossistant/protocol/schemas

export const accessEnded: z.ZodObject<
	{
		reason: z.ZodEnum<{ visitor_blocked: "visitor_blocked"; member_removed: "member_removed" }>;
		subjectId: z.ZodUUID;
	},
	z.core.$strip
>;
export const aiAgent: z.ZodObject<
	{ id: z.ZodUUID; name: z.ZodString; image: z.ZodNullable<z.ZodString> },
	z.core.$strip
>;
export const contactDetails: z.ZodObject<
	{
		id: z.ZodUUID;
		name: z.ZodNullable<z.ZodString>;
		email: z.ZodNullable<z.ZodString>;
		image: z.ZodNullable<z.ZodString>;
		metadataHash: z.ZodOptional<z.ZodString>;
		isVerified: z.ZodBoolean;
		externalId: z.ZodNullable<z.ZodString>;
		metadata: z.ZodRecord<
			z.ZodString,
			z.ZodUnion<readonly [z.ZodString, z.ZodNumber, z.ZodBoolean, z.ZodNull]>
		>;
		createdAt: z.ZodISODateTime;
		updatedAt: z.ZodISODateTime;
	},
	z.core.$strip
>;
export const conversation: z.ZodObject<
	{
		unreadCount: z.ZodInt;
		id: z.ZodUUID;
		websiteId: z.ZodUUID;
		status: z.ZodEnum<{ open: "open"; resolved: "resolved" }>;
		title: z.ZodNullable<z.ZodString>;
		createdAt: z.ZodISODateTime;
		lastActivityAt: z.ZodISODateTime;
		resolvedAt: z.ZodNullable<z.ZodISODateTime>;
		lastItem: z.ZodNullable<
			z.ZodObject<
				{
					id: z.ZodUUID;
					conversationId: z.ZodUUID;
					type: z.ZodEnum<{
						message: "message";
						event: "event";
						identification: "identification";
						tool: "tool";
					}>;
					visibility: z.ZodEnum<{ public: "public"; private: "private" }>;
					order: z.ZodInt;
					change: z.ZodInt;
					text: z.ZodNullable<z.ZodString>;
					parts: z.ZodArray<
						z.ZodDiscriminatedUnion<
							[
								z.ZodObject<{ type: z.ZodLiteral<"text">; text: z.ZodString }, z.core.$strip>,
								z.ZodObject<
									{
										type: z.ZodLiteral<"image">;
										url: z.ZodString;
										mediaType: z.ZodString;
										fileName: z.ZodOptional<z.ZodString>;
										size: z.ZodOptional<z.ZodInt>;
										width: z.ZodOptional<z.ZodInt>;
										height: z.ZodOptional<z.ZodInt>;
									},
									z.core.$strip
								>,
								z.ZodObject<
									{
										type: z.ZodLiteral<"file">;
										url: z.ZodString;
										mediaType: z.ZodString;
										fileName: z.ZodOptional<z.ZodString>;
										size: z.ZodOptional<z.ZodInt>;
									},
									z.core.$strip
								>,
								z.ZodObject<
									{
										type: z.ZodLiteral<"event">;
										eventType: z.ZodEnum<{
											visitor_blocked: "visitor_blocked";
											resolved: "resolved";
											assigned: "assigned";
											unassigned: "unassigned";
											participant_requested: "participant_requested";
											participant_joined: "participant_joined";
											participant_left: "participant_left";
											status_changed: "status_changed";
											priority_changed: "priority_changed";
											tag_added: "tag_added";
											tag_removed: "tag_removed";
											reopened: "reopened";
											visitor_unblocked: "visitor_unblocked";
											visitor_identified: "visitor_identified";
										}>;
										actorUserId: z.ZodNullable<z.ZodUUID>;
										actorAiAgentId: z.ZodNullable<z.ZodUUID>;
										targetUserId: z.ZodNullable<z.ZodUUID>;
										targetAiAgentId: z.ZodNullable<z.ZodUUID>;
										message: z.ZodOptional<z.ZodString>;
									},
									z.core.$strip
								>,
								z.ZodObject<
									{
										type: z.ZodLiteral<"metadata">;
										source: z.ZodEnum<{
											widget: "widget";
											email: "email";
											api: "api";
											greeting: "greeting";
										}>;
									},
									z.core.$strip
								>,
							],
							"type"
						>
					>;
					visitorId: z.ZodNullable<z.ZodUUID>;
					userId: z.ZodNullable<z.ZodUUID>;
					aiAgentId: z.ZodNullable<z.ZodUUID>;
					createdAt: z.ZodISODateTime;
					editedAt: z.ZodNullable<z.ZodISODateTime>;
					deletedAt: z.ZodNullable<z.ZodISODateTime>;
				},
				z.core.$strip
			>
		>;
		lastChange: z.ZodInt;
		participants: z.ZodArray<
			z.ZodObject<
				{
					id: z.ZodUUID;
					type: z.ZodEnum<{ ai: "ai"; user: "user" }>;
					name: z.ZodString;
					image: z.ZodNullable<z.ZodString>;
				},
				z.core.$strip
			>
		>;
		reads: z.ZodArray<
			z.ZodObject<
				{
					readerType: z.ZodEnum<{ visitor: "visitor"; user: "user" }>;
					readerId: z.ZodNullable<z.ZodUUID>;
					upto: z.ZodInt;
					messageCount: z.ZodInt;
					readAt: z.ZodISODateTime;
				},
				z.core.$strip
			>
		>;
	},
	z.core.$strip
>;
export const conversationChanged: z.ZodObject<
	{
		conversation: z.ZodObject<
			{
				unreadCount: z.ZodInt;
				id: z.ZodUUID;
				websiteId: z.ZodUUID;
				status: z.ZodEnum<{ open: "open"; resolved: "resolved" }>;
				title: z.ZodNullable<z.ZodString>;
				createdAt: z.ZodISODateTime;
				lastActivityAt: z.ZodISODateTime;
				resolvedAt: z.ZodNullable<z.ZodISODateTime>;
				lastItem: z.ZodNullable<
					z.ZodObject<
						{
							id: z.ZodUUID;
							conversationId: z.ZodUUID;
							type: z.ZodEnum<{
								message: "message";
								event: "event";
								identification: "identification";
								tool: "tool";
							}>;
							visibility: z.ZodEnum<{ public: "public"; private: "private" }>;
							order: z.ZodInt;
							change: z.ZodInt;
							text: z.ZodNullable<z.ZodString>;
							parts: z.ZodArray<
								z.ZodDiscriminatedUnion<
									[
										z.ZodObject<{ type: z.ZodLiteral<"text">; text: z.ZodString }, z.core.$strip>,
										z.ZodObject<
											{
												type: z.ZodLiteral<"image">;
												url: z.ZodString;
												mediaType: z.ZodString;
												fileName: z.ZodOptional<z.ZodString>;
												size: z.ZodOptional<z.ZodInt>;
												width: z.ZodOptional<z.ZodInt>;
												height: z.ZodOptional<z.ZodInt>;
											},
											z.core.$strip
										>,
										z.ZodObject<
											{
												type: z.ZodLiteral<"file">;
												url: z.ZodString;
												mediaType: z.ZodString;
												fileName: z.ZodOptional<z.ZodString>;
												size: z.ZodOptional<z.ZodInt>;
											},
											z.core.$strip
										>,
										z.ZodObject<
											{
												type: z.ZodLiteral<"event">;
												eventType: z.ZodEnum<{
													visitor_blocked: "visitor_blocked";
													resolved: "resolved";
													assigned: "assigned";
													unassigned: "unassigned";
													participant_requested: "participant_requested";
													participant_joined: "participant_joined";
													participant_left: "participant_left";
													status_changed: "status_changed";
													priority_changed: "priority_changed";
													tag_added: "tag_added";
													tag_removed: "tag_removed";
													reopened: "reopened";
													visitor_unblocked: "visitor_unblocked";
													visitor_identified: "visitor_identified";
												}>;
												actorUserId: z.ZodNullable<z.ZodUUID>;
												actorAiAgentId: z.ZodNullable<z.ZodUUID>;
												targetUserId: z.ZodNullable<z.ZodUUID>;
												targetAiAgentId: z.ZodNullable<z.ZodUUID>;
												message: z.ZodOptional<z.ZodString>;
											},
											z.core.$strip
										>,
										z.ZodObject<
											{
												type: z.ZodLiteral<"metadata">;
												source: z.ZodEnum<{
													widget: "widget";
													email: "email";
													api: "api";
													greeting: "greeting";
												}>;
											},
											z.core.$strip
										>,
									],
									"type"
								>
							>;
							visitorId: z.ZodNullable<z.ZodUUID>;
							userId: z.ZodNullable<z.ZodUUID>;
							aiAgentId: z.ZodNullable<z.ZodUUID>;
							createdAt: z.ZodISODateTime;
							editedAt: z.ZodNullable<z.ZodISODateTime>;
							deletedAt: z.ZodNullable<z.ZodISODateTime>;
						},
						z.core.$strip
					>
				>;
				lastChange: z.ZodInt;
				participants: z.ZodArray<
					z.ZodObject<
						{
							id: z.ZodUUID;
							type: z.ZodEnum<{ ai: "ai"; user: "user" }>;
							name: z.ZodString;
							image: z.ZodNullable<z.ZodString>;
						},
						z.core.$strip
					>
				>;
				reads: z.ZodArray<
					z.ZodObject<
						{
							readerType: z.ZodEnum<{ visitor: "visitor"; user: "user" }>;
							readerId: z.ZodNullable<z.ZodUUID>;
							upto: z.ZodInt;
							messageCount: z.ZodInt;
							readAt: z.ZodISODateTime;
						},
						z.core.$strip
					>
				>;
			},
			z.core.$strip
		>;
	},
	z.core.$strip
>;
export const conversationChanges: z.ZodObject<
	{
		conversation: z.ZodObject<
			{
				unreadCount: z.ZodInt;
				id: z.ZodUUID;
				websiteId: z.ZodUUID;
				status: z.ZodEnum<{ open: "open"; resolved: "resolved" }>;
				title: z.ZodNullable<z.ZodString>;
				createdAt: z.ZodISODateTime;
				lastActivityAt: z.ZodISODateTime;
				resolvedAt: z.ZodNullable<z.ZodISODateTime>;
				lastItem: z.ZodNullable<
					z.ZodObject<
						{
							id: z.ZodUUID;
							conversationId: z.ZodUUID;
							type: z.ZodEnum<{
								message: "message";
								event: "event";
								identification: "identification";
								tool: "tool";
							}>;
							visibility: z.ZodEnum<{ public: "public"; private: "private" }>;
							order: z.ZodInt;
							change: z.ZodInt;
							text: z.ZodNullable<z.ZodString>;
							parts: z.ZodArray<
								z.ZodDiscriminatedUnion<
									[
										z.ZodObject<{ type: z.ZodLiteral<"text">; text: z.ZodString }, z.core.$strip>,
										z.ZodObject<
											{
												type: z.ZodLiteral<"image">;
												url: z.ZodString;
												mediaType: z.ZodString;
												fileName: z.ZodOptional<z.ZodString>;
												size: z.ZodOptional<z.ZodInt>;
												width: z.ZodOptional<z.ZodInt>;
												height: z.ZodOptional<z.ZodInt>;
											},
											z.core.$strip
										>,
										z.ZodObject<
											{
												type: z.ZodLiteral<"file">;
												url: z.ZodString;
												mediaType: z.ZodString;
												fileName: z.ZodOptional<z.ZodString>;
												size: z.ZodOptional<z.ZodInt>;
											},
											z.core.$strip
										>,
										z.ZodObject<
											{
												type: z.ZodLiteral<"event">;
												eventType: z.ZodEnum<{
													visitor_blocked: "visitor_blocked";
													resolved: "resolved";
													assigned: "assigned";
													unassigned: "unassigned";
													participant_requested: "participant_requested";
													participant_joined: "participant_joined";
													participant_left: "participant_left";
													status_changed: "status_changed";
													priority_changed: "priority_changed";
													tag_added: "tag_added";
													tag_removed: "tag_removed";
													reopened: "reopened";
													visitor_unblocked: "visitor_unblocked";
													visitor_identified: "visitor_identified";
												}>;
												actorUserId: z.ZodNullable<z.ZodUUID>;
												actorAiAgentId: z.ZodNullable<z.ZodUUID>;
												targetUserId: z.ZodNullable<z.ZodUUID>;
												targetAiAgentId: z.ZodNullable<z.ZodUUID>;
												message: z.ZodOptional<z.ZodString>;
											},
											z.core.$strip
										>,
										z.ZodObject<
											{
												type: z.ZodLiteral<"metadata">;
												source: z.ZodEnum<{
													widget: "widget";
													email: "email";
													api: "api";
													greeting: "greeting";
												}>;
											},
											z.core.$strip
										>,
									],
									"type"
								>
							>;
							visitorId: z.ZodNullable<z.ZodUUID>;
							userId: z.ZodNullable<z.ZodUUID>;
							aiAgentId: z.ZodNullable<z.ZodUUID>;
							createdAt: z.ZodISODateTime;
							editedAt: z.ZodNullable<z.ZodISODateTime>;
							deletedAt: z.ZodNullable<z.ZodISODateTime>;
						},
						z.core.$strip
					>
				>;
				lastChange: z.ZodInt;
				participants: z.ZodArray<
					z.ZodObject<
						{
							id: z.ZodUUID;
							type: z.ZodEnum<{ ai: "ai"; user: "user" }>;
							name: z.ZodString;
							image: z.ZodNullable<z.ZodString>;
						},
						z.core.$strip
					>
				>;
				reads: z.ZodArray<
					z.ZodObject<
						{
							readerType: z.ZodEnum<{ visitor: "visitor"; user: "user" }>;
							readerId: z.ZodNullable<z.ZodUUID>;
							upto: z.ZodInt;
							messageCount: z.ZodInt;
							readAt: z.ZodISODateTime;
						},
						z.core.$strip
					>
				>;
			},
			z.core.$strip
		>;
		items: z.ZodArray<
			z.ZodObject<
				{
					id: z.ZodUUID;
					conversationId: z.ZodUUID;
					type: z.ZodEnum<{
						message: "message";
						event: "event";
						identification: "identification";
						tool: "tool";
					}>;
					visibility: z.ZodEnum<{ public: "public"; private: "private" }>;
					order: z.ZodInt;
					change: z.ZodInt;
					text: z.ZodNullable<z.ZodString>;
					parts: z.ZodArray<
						z.ZodDiscriminatedUnion<
							[
								z.ZodObject<{ type: z.ZodLiteral<"text">; text: z.ZodString }, z.core.$strip>,
								z.ZodObject<
									{
										type: z.ZodLiteral<"image">;
										url: z.ZodString;
										mediaType: z.ZodString;
										fileName: z.ZodOptional<z.ZodString>;
										size: z.ZodOptional<z.ZodInt>;
										width: z.ZodOptional<z.ZodInt>;
										height: z.ZodOptional<z.ZodInt>;
									},
									z.core.$strip
								>,
								z.ZodObject<
									{
										type: z.ZodLiteral<"file">;
										url: z.ZodString;
										mediaType: z.ZodString;
										fileName: z.ZodOptional<z.ZodString>;
										size: z.ZodOptional<z.ZodInt>;
									},
									z.core.$strip
								>,
								z.ZodObject<
									{
										type: z.ZodLiteral<"event">;
										eventType: z.ZodEnum<{
											visitor_blocked: "visitor_blocked";
											resolved: "resolved";
											assigned: "assigned";
											unassigned: "unassigned";
											participant_requested: "participant_requested";
											participant_joined: "participant_joined";
											participant_left: "participant_left";
											status_changed: "status_changed";
											priority_changed: "priority_changed";
											tag_added: "tag_added";
											tag_removed: "tag_removed";
											reopened: "reopened";
											visitor_unblocked: "visitor_unblocked";
											visitor_identified: "visitor_identified";
										}>;
										actorUserId: z.ZodNullable<z.ZodUUID>;
										actorAiAgentId: z.ZodNullable<z.ZodUUID>;
										targetUserId: z.ZodNullable<z.ZodUUID>;
										targetAiAgentId: z.ZodNullable<z.ZodUUID>;
										message: z.ZodOptional<z.ZodString>;
									},
									z.core.$strip
								>,
								z.ZodObject<
									{
										type: z.ZodLiteral<"metadata">;
										source: z.ZodEnum<{
											widget: "widget";
											email: "email";
											api: "api";
											greeting: "greeting";
										}>;
									},
									z.core.$strip
								>,
							],
							"type"
						>
					>;
					visitorId: z.ZodNullable<z.ZodUUID>;
					userId: z.ZodNullable<z.ZodUUID>;
					aiAgentId: z.ZodNullable<z.ZodUUID>;
					createdAt: z.ZodISODateTime;
					editedAt: z.ZodNullable<z.ZodISODateTime>;
					deletedAt: z.ZodNullable<z.ZodISODateTime>;
				},
				z.core.$strip
			>
		>;
		hasMore: z.ZodBoolean;
	},
	z.core.$strip
>;
export const conversationPage: z.ZodObject<
	{
		conversations: z.ZodArray<
			z.ZodObject<
				{
					unreadCount: z.ZodInt;
					id: z.ZodUUID;
					websiteId: z.ZodUUID;
					status: z.ZodEnum<{ open: "open"; resolved: "resolved" }>;
					title: z.ZodNullable<z.ZodString>;
					createdAt: z.ZodISODateTime;
					lastActivityAt: z.ZodISODateTime;
					resolvedAt: z.ZodNullable<z.ZodISODateTime>;
					lastItem: z.ZodNullable<
						z.ZodObject<
							{
								id: z.ZodUUID;
								conversationId: z.ZodUUID;
								type: z.ZodEnum<{
									message: "message";
									event: "event";
									identification: "identification";
									tool: "tool";
								}>;
								visibility: z.ZodEnum<{ public: "public"; private: "private" }>;
								order: z.ZodInt;
								change: z.ZodInt;
								text: z.ZodNullable<z.ZodString>;
								parts: z.ZodArray<
									z.ZodDiscriminatedUnion<
										[
											z.ZodObject<{ type: z.ZodLiteral<"text">; text: z.ZodString }, z.core.$strip>,
											z.ZodObject<
												{
													type: z.ZodLiteral<"image">;
													url: z.ZodString;
													mediaType: z.ZodString;
													fileName: z.ZodOptional<z.ZodString>;
													size: z.ZodOptional<z.ZodInt>;
													width: z.ZodOptional<z.ZodInt>;
													height: z.ZodOptional<z.ZodInt>;
												},
												z.core.$strip
											>,
											z.ZodObject<
												{
													type: z.ZodLiteral<"file">;
													url: z.ZodString;
													mediaType: z.ZodString;
													fileName: z.ZodOptional<z.ZodString>;
													size: z.ZodOptional<z.ZodInt>;
												},
												z.core.$strip
											>,
											z.ZodObject<
												{
													type: z.ZodLiteral<"event">;
													eventType: z.ZodEnum<{
														visitor_blocked: "visitor_blocked";
														resolved: "resolved";
														assigned: "assigned";
														unassigned: "unassigned";
														participant_requested: "participant_requested";
														participant_joined: "participant_joined";
														participant_left: "participant_left";
														status_changed: "status_changed";
														priority_changed: "priority_changed";
														tag_added: "tag_added";
														tag_removed: "tag_removed";
														reopened: "reopened";
														visitor_unblocked: "visitor_unblocked";
														visitor_identified: "visitor_identified";
													}>;
													actorUserId: z.ZodNullable<z.ZodUUID>;
													actorAiAgentId: z.ZodNullable<z.ZodUUID>;
													targetUserId: z.ZodNullable<z.ZodUUID>;
													targetAiAgentId: z.ZodNullable<z.ZodUUID>;
													message: z.ZodOptional<z.ZodString>;
												},
												z.core.$strip
											>,
											z.ZodObject<
												{
													type: z.ZodLiteral<"metadata">;
													source: z.ZodEnum<{
														widget: "widget";
														email: "email";
														api: "api";
														greeting: "greeting";
													}>;
												},
												z.core.$strip
											>,
										],
										"type"
									>
								>;
								visitorId: z.ZodNullable<z.ZodUUID>;
								userId: z.ZodNullable<z.ZodUUID>;
								aiAgentId: z.ZodNullable<z.ZodUUID>;
								createdAt: z.ZodISODateTime;
								editedAt: z.ZodNullable<z.ZodISODateTime>;
								deletedAt: z.ZodNullable<z.ZodISODateTime>;
							},
							z.core.$strip
						>
					>;
					lastChange: z.ZodInt;
					participants: z.ZodArray<
						z.ZodObject<
							{
								id: z.ZodUUID;
								type: z.ZodEnum<{ ai: "ai"; user: "user" }>;
								name: z.ZodString;
								image: z.ZodNullable<z.ZodString>;
							},
							z.core.$strip
						>
					>;
					reads: z.ZodArray<
						z.ZodObject<
							{
								readerType: z.ZodEnum<{ visitor: "visitor"; user: "user" }>;
								readerId: z.ZodNullable<z.ZodUUID>;
								upto: z.ZodInt;
								messageCount: z.ZodInt;
								readAt: z.ZodISODateTime;
							},
							z.core.$strip
						>
					>;
				},
				z.core.$strip
			>
		>;
		nextCursor: z.ZodNullable<z.ZodString>;
		unreadCount: z.ZodInt;
	},
	z.core.$strip
>;
export const conversationPriority: z.ZodEnum<{
	low: "low";
	medium: "medium";
	high: "high";
	urgent: "urgent";
}>;
export const conversationRead: z.ZodObject<
	{
		conversationId: z.ZodUUID;
		read: z.ZodObject<
			{
				readerType: z.ZodEnum<{ visitor: "visitor"; user: "user" }>;
				readerId: z.ZodNullable<z.ZodUUID>;
				upto: z.ZodInt;
				messageCount: z.ZodInt;
				readAt: z.ZodISODateTime;
			},
			z.core.$strip
		>;
	},
	z.core.$strip
>;
export const conversationStatus: z.ZodEnum<{ open: "open"; resolved: "resolved" }>;
export const createdIdentitySecret: z.ZodObject<
	{ kid: z.ZodString; secret: z.ZodString },
	z.core.$strip
>;
export const createdOrganization: z.ZodObject<
	{ id: z.ZodUUID; name: z.ZodString; slug: z.ZodString },
	z.core.$strip
>;
export const defaultMessage: z.ZodObject<
	{
		content: z.ZodString;
		senderType: z.ZodEnum<{ visitor: "visitor"; team_member: "team_member"; ai: "ai" }>;
		senderId: z.ZodOptional<z.ZodString>;
	},
	z.core.$strip
>;
export const device: z.ZodObject<
	{
		language: z.ZodOptional<z.ZodString>;
		timezone: z.ZodOptional<z.ZodString>;
		screen: z.ZodOptional<z.ZodString>;
		referrer: z.ZodOptional<z.ZodString>;
		page: z.ZodOptional<
			z.ZodObject<{ url: z.ZodString; title: z.ZodNullable<z.ZodString> }, z.core.$strip>
		>;
	},
	z.core.$strip
>;
export const eventPart: z.ZodObject<
	{
		type: z.ZodLiteral<"event">;
		eventType: z.ZodEnum<{
			visitor_blocked: "visitor_blocked";
			resolved: "resolved";
			assigned: "assigned";
			unassigned: "unassigned";
			participant_requested: "participant_requested";
			participant_joined: "participant_joined";
			participant_left: "participant_left";
			status_changed: "status_changed";
			priority_changed: "priority_changed";
			tag_added: "tag_added";
			tag_removed: "tag_removed";
			reopened: "reopened";
			visitor_unblocked: "visitor_unblocked";
			visitor_identified: "visitor_identified";
		}>;
		actorUserId: z.ZodNullable<z.ZodUUID>;
		actorAiAgentId: z.ZodNullable<z.ZodUUID>;
		targetUserId: z.ZodNullable<z.ZodUUID>;
		targetAiAgentId: z.ZodNullable<z.ZodUUID>;
		message: z.ZodOptional<z.ZodString>;
	},
	z.core.$strip
>;
export const eventType: z.ZodEnum<{
	visitor_blocked: "visitor_blocked";
	resolved: "resolved";
	assigned: "assigned";
	unassigned: "unassigned";
	participant_requested: "participant_requested";
	participant_joined: "participant_joined";
	participant_left: "participant_left";
	status_changed: "status_changed";
	priority_changed: "priority_changed";
	tag_added: "tag_added";
	tag_removed: "tag_removed";
	reopened: "reopened";
	visitor_unblocked: "visitor_unblocked";
	visitor_identified: "visitor_identified";
}>;
export const filePart: z.ZodObject<
	{
		type: z.ZodLiteral<"file">;
		url: z.ZodString;
		mediaType: z.ZodString;
		fileName: z.ZodOptional<z.ZodString>;
		size: z.ZodOptional<z.ZodInt>;
	},
	z.core.$strip
>;
export const humanAgent: z.ZodObject<
	{
		id: z.ZodUUID;
		name: z.ZodString;
		image: z.ZodNullable<z.ZodString>;
		lastSeenAt: z.ZodNullable<z.ZodISODateTime>;
	},
	z.core.$strip
>;
export const id: z.ZodUUID;
export const identifyParams: z.ZodObject<
	{
		externalId: z.ZodOptional<z.ZodString>;
		email: z.ZodOptional<z.ZodEmail>;
		name: z.ZodOptional<z.ZodNullable<z.ZodString>>;
		image: z.ZodOptional<z.ZodNullable<z.ZodString>>;
		metadata: z.ZodOptional<
			z.ZodNullable<
				z.ZodRecord<
					z.ZodString,
					z.ZodUnion<readonly [z.ZodString, z.ZodNumber, z.ZodBoolean, z.ZodNull]>
				>
			>
		>;
	},
	z.core.$strip
>;
export const identityClaims: z.ZodObject<
	{
		sub: z.ZodString;
		aud: z.ZodUnion<readonly [z.ZodString, z.ZodArray<z.ZodString>]>;
		exp: z.ZodInt;
		iat: z.ZodOptional<z.ZodInt>;
		email: z.ZodOptional<z.ZodEmail>;
		name: z.ZodOptional<z.ZodNullable<z.ZodString>>;
		image: z.ZodOptional<z.ZodNullable<z.ZodString>>;
		metadata: z.ZodOptional<
			z.ZodNullable<
				z.ZodRecord<
					z.ZodString,
					z.ZodUnion<readonly [z.ZodString, z.ZodNumber, z.ZodBoolean, z.ZodNull]>
				>
			>
		>;
	},
	z.core.$strip
>;
export const imagePart: z.ZodObject<
	{
		type: z.ZodLiteral<"image">;
		url: z.ZodString;
		mediaType: z.ZodString;
		fileName: z.ZodOptional<z.ZodString>;
		size: z.ZodOptional<z.ZodInt>;
		width: z.ZodOptional<z.ZodInt>;
		height: z.ZodOptional<z.ZodInt>;
	},
	z.core.$strip
>;
export const inboxCounts: z.ZodObject<
	{ open: z.ZodInt; resolved: z.ZodInt; unread: z.ZodInt },
	z.core.$strip
>;
export const inboxPage: z.ZodObject<
	{
		conversations: z.ZodArray<
			z.ZodObject<
				{
					organizationId: z.ZodUUID;
					visitorId: z.ZodUUID;
					contactId: z.ZodNullable<z.ZodUUID>;
					priority: z.ZodEnum<{ low: "low"; medium: "medium"; high: "high"; urgent: "urgent" }>;
					channel: z.ZodEnum<{ widget: "widget"; email: "email"; api: "api" }>;
					assigneeId: z.ZodNullable<z.ZodUUID>;
					visitorMessageCount: z.ZodInt;
					visitorName: z.ZodNullable<z.ZodString>;
					visitorImage: z.ZodNullable<z.ZodString>;
					isVisitorBlocked: z.ZodBoolean;
					id: z.ZodUUID;
					websiteId: z.ZodUUID;
					status: z.ZodEnum<{ open: "open"; resolved: "resolved" }>;
					title: z.ZodNullable<z.ZodString>;
					createdAt: z.ZodISODateTime;
					lastActivityAt: z.ZodISODateTime;
					resolvedAt: z.ZodNullable<z.ZodISODateTime>;
					lastItem: z.ZodNullable<
						z.ZodObject<
							{
								id: z.ZodUUID;
								conversationId: z.ZodUUID;
								type: z.ZodEnum<{
									message: "message";
									event: "event";
									identification: "identification";
									tool: "tool";
								}>;
								visibility: z.ZodEnum<{ public: "public"; private: "private" }>;
								order: z.ZodInt;
								change: z.ZodInt;
								text: z.ZodNullable<z.ZodString>;
								parts: z.ZodArray<
									z.ZodDiscriminatedUnion<
										[
											z.ZodObject<{ type: z.ZodLiteral<"text">; text: z.ZodString }, z.core.$strip>,
											z.ZodObject<
												{
													type: z.ZodLiteral<"image">;
													url: z.ZodString;
													mediaType: z.ZodString;
													fileName: z.ZodOptional<z.ZodString>;
													size: z.ZodOptional<z.ZodInt>;
													width: z.ZodOptional<z.ZodInt>;
													height: z.ZodOptional<z.ZodInt>;
												},
												z.core.$strip
											>,
											z.ZodObject<
												{
													type: z.ZodLiteral<"file">;
													url: z.ZodString;
													mediaType: z.ZodString;
													fileName: z.ZodOptional<z.ZodString>;
													size: z.ZodOptional<z.ZodInt>;
												},
												z.core.$strip
											>,
											z.ZodObject<
												{
													type: z.ZodLiteral<"event">;
													eventType: z.ZodEnum<{
														visitor_blocked: "visitor_blocked";
														resolved: "resolved";
														assigned: "assigned";
														unassigned: "unassigned";
														participant_requested: "participant_requested";
														participant_joined: "participant_joined";
														participant_left: "participant_left";
														status_changed: "status_changed";
														priority_changed: "priority_changed";
														tag_added: "tag_added";
														tag_removed: "tag_removed";
														reopened: "reopened";
														visitor_unblocked: "visitor_unblocked";
														visitor_identified: "visitor_identified";
													}>;
													actorUserId: z.ZodNullable<z.ZodUUID>;
													actorAiAgentId: z.ZodNullable<z.ZodUUID>;
													targetUserId: z.ZodNullable<z.ZodUUID>;
													targetAiAgentId: z.ZodNullable<z.ZodUUID>;
													message: z.ZodOptional<z.ZodString>;
												},
												z.core.$strip
											>,
											z.ZodObject<
												{
													type: z.ZodLiteral<"metadata">;
													source: z.ZodEnum<{
														widget: "widget";
														email: "email";
														api: "api";
														greeting: "greeting";
													}>;
												},
												z.core.$strip
											>,
										],
										"type"
									>
								>;
								visitorId: z.ZodNullable<z.ZodUUID>;
								userId: z.ZodNullable<z.ZodUUID>;
								aiAgentId: z.ZodNullable<z.ZodUUID>;
								createdAt: z.ZodISODateTime;
								editedAt: z.ZodNullable<z.ZodISODateTime>;
								deletedAt: z.ZodNullable<z.ZodISODateTime>;
							},
							z.core.$strip
						>
					>;
					lastChange: z.ZodInt;
					participants: z.ZodArray<
						z.ZodObject<
							{
								id: z.ZodUUID;
								type: z.ZodEnum<{ ai: "ai"; user: "user" }>;
								name: z.ZodString;
								image: z.ZodNullable<z.ZodString>;
							},
							z.core.$strip
						>
					>;
					reads: z.ZodArray<
						z.ZodObject<
							{
								readerType: z.ZodEnum<{ visitor: "visitor"; user: "user" }>;
								readerId: z.ZodNullable<z.ZodUUID>;
								upto: z.ZodInt;
								messageCount: z.ZodInt;
								readAt: z.ZodISODateTime;
							},
							z.core.$strip
						>
					>;
				},
				z.core.$strip
			>
		>;
		nextCursor: z.ZodNullable<z.ZodString>;
	},
	z.core.$strip
>;
export const itemChanged: z.ZodObject<
	{
		item: z.ZodObject<
			{
				id: z.ZodUUID;
				conversationId: z.ZodUUID;
				type: z.ZodEnum<{
					message: "message";
					event: "event";
					identification: "identification";
					tool: "tool";
				}>;
				visibility: z.ZodEnum<{ public: "public"; private: "private" }>;
				order: z.ZodInt;
				change: z.ZodInt;
				text: z.ZodNullable<z.ZodString>;
				parts: z.ZodArray<
					z.ZodDiscriminatedUnion<
						[
							z.ZodObject<{ type: z.ZodLiteral<"text">; text: z.ZodString }, z.core.$strip>,
							z.ZodObject<
								{
									type: z.ZodLiteral<"image">;
									url: z.ZodString;
									mediaType: z.ZodString;
									fileName: z.ZodOptional<z.ZodString>;
									size: z.ZodOptional<z.ZodInt>;
									width: z.ZodOptional<z.ZodInt>;
									height: z.ZodOptional<z.ZodInt>;
								},
								z.core.$strip
							>,
							z.ZodObject<
								{
									type: z.ZodLiteral<"file">;
									url: z.ZodString;
									mediaType: z.ZodString;
									fileName: z.ZodOptional<z.ZodString>;
									size: z.ZodOptional<z.ZodInt>;
								},
								z.core.$strip
							>,
							z.ZodObject<
								{
									type: z.ZodLiteral<"event">;
									eventType: z.ZodEnum<{
										visitor_blocked: "visitor_blocked";
										resolved: "resolved";
										assigned: "assigned";
										unassigned: "unassigned";
										participant_requested: "participant_requested";
										participant_joined: "participant_joined";
										participant_left: "participant_left";
										status_changed: "status_changed";
										priority_changed: "priority_changed";
										tag_added: "tag_added";
										tag_removed: "tag_removed";
										reopened: "reopened";
										visitor_unblocked: "visitor_unblocked";
										visitor_identified: "visitor_identified";
									}>;
									actorUserId: z.ZodNullable<z.ZodUUID>;
									actorAiAgentId: z.ZodNullable<z.ZodUUID>;
									targetUserId: z.ZodNullable<z.ZodUUID>;
									targetAiAgentId: z.ZodNullable<z.ZodUUID>;
									message: z.ZodOptional<z.ZodString>;
								},
								z.core.$strip
							>,
							z.ZodObject<
								{
									type: z.ZodLiteral<"metadata">;
									source: z.ZodEnum<{
										widget: "widget";
										email: "email";
										api: "api";
										greeting: "greeting";
									}>;
								},
								z.core.$strip
							>,
						],
						"type"
					>
				>;
				visitorId: z.ZodNullable<z.ZodUUID>;
				userId: z.ZodNullable<z.ZodUUID>;
				aiAgentId: z.ZodNullable<z.ZodUUID>;
				createdAt: z.ZodISODateTime;
				editedAt: z.ZodNullable<z.ZodISODateTime>;
				deletedAt: z.ZodNullable<z.ZodISODateTime>;
			},
			z.core.$strip
		>;
		conversation: z.ZodObject<
			{
				unreadCount: z.ZodInt;
				id: z.ZodUUID;
				websiteId: z.ZodUUID;
				status: z.ZodEnum<{ open: "open"; resolved: "resolved" }>;
				title: z.ZodNullable<z.ZodString>;
				createdAt: z.ZodISODateTime;
				lastActivityAt: z.ZodISODateTime;
				resolvedAt: z.ZodNullable<z.ZodISODateTime>;
				lastItem: z.ZodNullable<
					z.ZodObject<
						{
							id: z.ZodUUID;
							conversationId: z.ZodUUID;
							type: z.ZodEnum<{
								message: "message";
								event: "event";
								identification: "identification";
								tool: "tool";
							}>;
							visibility: z.ZodEnum<{ public: "public"; private: "private" }>;
							order: z.ZodInt;
							change: z.ZodInt;
							text: z.ZodNullable<z.ZodString>;
							parts: z.ZodArray<
								z.ZodDiscriminatedUnion<
									[
										z.ZodObject<{ type: z.ZodLiteral<"text">; text: z.ZodString }, z.core.$strip>,
										z.ZodObject<
											{
												type: z.ZodLiteral<"image">;
												url: z.ZodString;
												mediaType: z.ZodString;
												fileName: z.ZodOptional<z.ZodString>;
												size: z.ZodOptional<z.ZodInt>;
												width: z.ZodOptional<z.ZodInt>;
												height: z.ZodOptional<z.ZodInt>;
											},
											z.core.$strip
										>,
										z.ZodObject<
											{
												type: z.ZodLiteral<"file">;
												url: z.ZodString;
												mediaType: z.ZodString;
												fileName: z.ZodOptional<z.ZodString>;
												size: z.ZodOptional<z.ZodInt>;
											},
											z.core.$strip
										>,
										z.ZodObject<
											{
												type: z.ZodLiteral<"event">;
												eventType: z.ZodEnum<{
													visitor_blocked: "visitor_blocked";
													resolved: "resolved";
													assigned: "assigned";
													unassigned: "unassigned";
													participant_requested: "participant_requested";
													participant_joined: "participant_joined";
													participant_left: "participant_left";
													status_changed: "status_changed";
													priority_changed: "priority_changed";
													tag_added: "tag_added";
													tag_removed: "tag_removed";
													reopened: "reopened";
													visitor_unblocked: "visitor_unblocked";
													visitor_identified: "visitor_identified";
												}>;
												actorUserId: z.ZodNullable<z.ZodUUID>;
												actorAiAgentId: z.ZodNullable<z.ZodUUID>;
												targetUserId: z.ZodNullable<z.ZodUUID>;
												targetAiAgentId: z.ZodNullable<z.ZodUUID>;
												message: z.ZodOptional<z.ZodString>;
											},
											z.core.$strip
										>,
										z.ZodObject<
											{
												type: z.ZodLiteral<"metadata">;
												source: z.ZodEnum<{
													widget: "widget";
													email: "email";
													api: "api";
													greeting: "greeting";
												}>;
											},
											z.core.$strip
										>,
									],
									"type"
								>
							>;
							visitorId: z.ZodNullable<z.ZodUUID>;
							userId: z.ZodNullable<z.ZodUUID>;
							aiAgentId: z.ZodNullable<z.ZodUUID>;
							createdAt: z.ZodISODateTime;
							editedAt: z.ZodNullable<z.ZodISODateTime>;
							deletedAt: z.ZodNullable<z.ZodISODateTime>;
						},
						z.core.$strip
					>
				>;
				lastChange: z.ZodInt;
				participants: z.ZodArray<
					z.ZodObject<
						{
							id: z.ZodUUID;
							type: z.ZodEnum<{ ai: "ai"; user: "user" }>;
							name: z.ZodString;
							image: z.ZodNullable<z.ZodString>;
						},
						z.core.$strip
					>
				>;
				reads: z.ZodArray<
					z.ZodObject<
						{
							readerType: z.ZodEnum<{ visitor: "visitor"; user: "user" }>;
							readerId: z.ZodNullable<z.ZodUUID>;
							upto: z.ZodInt;
							messageCount: z.ZodInt;
							readAt: z.ZodISODateTime;
						},
						z.core.$strip
					>
				>;
			},
			z.core.$strip
		>;
	},
	z.core.$strip
>;
export const itemType: z.ZodEnum<{
	message: "message";
	event: "event";
	identification: "identification";
	tool: "tool";
}>;
export const metadataPart: z.ZodObject<
	{
		type: z.ZodLiteral<"metadata">;
		source: z.ZodEnum<{ widget: "widget"; email: "email"; api: "api"; greeting: "greeting" }>;
	},
	z.core.$strip
>;
export const moment: z.ZodISODateTime;
export const openedConversation: z.ZodObject<
	{
		conversation: z.ZodObject<
			{
				organizationId: z.ZodUUID;
				visitorId: z.ZodUUID;
				contactId: z.ZodNullable<z.ZodUUID>;
				priority: z.ZodEnum<{ low: "low"; medium: "medium"; high: "high"; urgent: "urgent" }>;
				channel: z.ZodEnum<{ widget: "widget"; email: "email"; api: "api" }>;
				assigneeId: z.ZodNullable<z.ZodUUID>;
				visitorMessageCount: z.ZodInt;
				visitorName: z.ZodNullable<z.ZodString>;
				visitorImage: z.ZodNullable<z.ZodString>;
				isVisitorBlocked: z.ZodBoolean;
				id: z.ZodUUID;
				websiteId: z.ZodUUID;
				status: z.ZodEnum<{ open: "open"; resolved: "resolved" }>;
				title: z.ZodNullable<z.ZodString>;
				createdAt: z.ZodISODateTime;
				lastActivityAt: z.ZodISODateTime;
				resolvedAt: z.ZodNullable<z.ZodISODateTime>;
				lastItem: z.ZodNullable<
					z.ZodObject<
						{
							id: z.ZodUUID;
							conversationId: z.ZodUUID;
							type: z.ZodEnum<{
								message: "message";
								event: "event";
								identification: "identification";
								tool: "tool";
							}>;
							visibility: z.ZodEnum<{ public: "public"; private: "private" }>;
							order: z.ZodInt;
							change: z.ZodInt;
							text: z.ZodNullable<z.ZodString>;
							parts: z.ZodArray<
								z.ZodDiscriminatedUnion<
									[
										z.ZodObject<{ type: z.ZodLiteral<"text">; text: z.ZodString }, z.core.$strip>,
										z.ZodObject<
											{
												type: z.ZodLiteral<"image">;
												url: z.ZodString;
												mediaType: z.ZodString;
												fileName: z.ZodOptional<z.ZodString>;
												size: z.ZodOptional<z.ZodInt>;
												width: z.ZodOptional<z.ZodInt>;
												height: z.ZodOptional<z.ZodInt>;
											},
											z.core.$strip
										>,
										z.ZodObject<
											{
												type: z.ZodLiteral<"file">;
												url: z.ZodString;
												mediaType: z.ZodString;
												fileName: z.ZodOptional<z.ZodString>;
												size: z.ZodOptional<z.ZodInt>;
											},
											z.core.$strip
										>,
										z.ZodObject<
											{
												type: z.ZodLiteral<"event">;
												eventType: z.ZodEnum<{
													visitor_blocked: "visitor_blocked";
													resolved: "resolved";
													assigned: "assigned";
													unassigned: "unassigned";
													participant_requested: "participant_requested";
													participant_joined: "participant_joined";
													participant_left: "participant_left";
													status_changed: "status_changed";
													priority_changed: "priority_changed";
													tag_added: "tag_added";
													tag_removed: "tag_removed";
													reopened: "reopened";
													visitor_unblocked: "visitor_unblocked";
													visitor_identified: "visitor_identified";
												}>;
												actorUserId: z.ZodNullable<z.ZodUUID>;
												actorAiAgentId: z.ZodNullable<z.ZodUUID>;
												targetUserId: z.ZodNullable<z.ZodUUID>;
												targetAiAgentId: z.ZodNullable<z.ZodUUID>;
												message: z.ZodOptional<z.ZodString>;
											},
											z.core.$strip
										>,
										z.ZodObject<
											{
												type: z.ZodLiteral<"metadata">;
												source: z.ZodEnum<{
													widget: "widget";
													email: "email";
													api: "api";
													greeting: "greeting";
												}>;
											},
											z.core.$strip
										>,
									],
									"type"
								>
							>;
							visitorId: z.ZodNullable<z.ZodUUID>;
							userId: z.ZodNullable<z.ZodUUID>;
							aiAgentId: z.ZodNullable<z.ZodUUID>;
							createdAt: z.ZodISODateTime;
							editedAt: z.ZodNullable<z.ZodISODateTime>;
							deletedAt: z.ZodNullable<z.ZodISODateTime>;
						},
						z.core.$strip
					>
				>;
				lastChange: z.ZodInt;
				participants: z.ZodArray<
					z.ZodObject<
						{
							id: z.ZodUUID;
							type: z.ZodEnum<{ ai: "ai"; user: "user" }>;
							name: z.ZodString;
							image: z.ZodNullable<z.ZodString>;
						},
						z.core.$strip
					>
				>;
				reads: z.ZodArray<
					z.ZodObject<
						{
							readerType: z.ZodEnum<{ visitor: "visitor"; user: "user" }>;
							readerId: z.ZodNullable<z.ZodUUID>;
							upto: z.ZodInt;
							messageCount: z.ZodInt;
							readAt: z.ZodISODateTime;
						},
						z.core.$strip
					>
				>;
			},
			z.core.$strip
		>;
		visitor: z.ZodObject<
			{
				id: z.ZodUUID;
				isBlocked: z.ZodBoolean;
				language: z.ZodNullable<z.ZodString>;
				timezone: z.ZodNullable<z.ZodString>;
				websiteId: z.ZodUUID;
				contactId: z.ZodNullable<z.ZodUUID>;
				browser: z.ZodNullable<z.ZodString>;
				os: z.ZodNullable<z.ZodString>;
				deviceType: z.ZodEnum<{
					unknown: "unknown";
					desktop: "desktop";
					mobile: "mobile";
					tablet: "tablet";
				}>;
				screen: z.ZodNullable<z.ZodString>;
				page: z.ZodNullable<
					z.ZodObject<{ url: z.ZodString; title: z.ZodNullable<z.ZodString> }, z.core.$strip>
				>;
				referrer: z.ZodNullable<z.ZodString>;
				createdAt: z.ZodISODateTime;
				lastSeenAt: z.ZodNullable<z.ZodISODateTime>;
			},
			z.core.$strip
		>;
		contact: z.ZodNullable<
			z.ZodObject<
				{
					id: z.ZodUUID;
					name: z.ZodNullable<z.ZodString>;
					email: z.ZodNullable<z.ZodString>;
					image: z.ZodNullable<z.ZodString>;
					metadataHash: z.ZodOptional<z.ZodString>;
					isVerified: z.ZodBoolean;
					externalId: z.ZodNullable<z.ZodString>;
					metadata: z.ZodRecord<
						z.ZodString,
						z.ZodUnion<readonly [z.ZodString, z.ZodNumber, z.ZodBoolean, z.ZodNull]>
					>;
					createdAt: z.ZodISODateTime;
					updatedAt: z.ZodISODateTime;
				},
				z.core.$strip
			>
		>;
		items: z.ZodArray<
			z.ZodObject<
				{
					id: z.ZodUUID;
					conversationId: z.ZodUUID;
					type: z.ZodEnum<{
						message: "message";
						event: "event";
						identification: "identification";
						tool: "tool";
					}>;
					visibility: z.ZodEnum<{ public: "public"; private: "private" }>;
					order: z.ZodInt;
					change: z.ZodInt;
					text: z.ZodNullable<z.ZodString>;
					parts: z.ZodArray<
						z.ZodDiscriminatedUnion<
							[
								z.ZodObject<{ type: z.ZodLiteral<"text">; text: z.ZodString }, z.core.$strip>,
								z.ZodObject<
									{
										type: z.ZodLiteral<"image">;
										url: z.ZodString;
										mediaType: z.ZodString;
										fileName: z.ZodOptional<z.ZodString>;
										size: z.ZodOptional<z.ZodInt>;
										width: z.ZodOptional<z.ZodInt>;
										height: z.ZodOptional<z.ZodInt>;
									},
									z.core.$strip
								>,
								z.ZodObject<
									{
										type: z.ZodLiteral<"file">;
										url: z.ZodString;
										mediaType: z.ZodString;
										fileName: z.ZodOptional<z.ZodString>;
										size: z.ZodOptional<z.ZodInt>;
									},
									z.core.$strip
								>,
								z.ZodObject<
									{
										type: z.ZodLiteral<"event">;
										eventType: z.ZodEnum<{
											visitor_blocked: "visitor_blocked";
											resolved: "resolved";
											assigned: "assigned";
											unassigned: "unassigned";
											participant_requested: "participant_requested";
											participant_joined: "participant_joined";
											participant_left: "participant_left";
											status_changed: "status_changed";
											priority_changed: "priority_changed";
											tag_added: "tag_added";
											tag_removed: "tag_removed";
											reopened: "reopened";
											visitor_unblocked: "visitor_unblocked";
											visitor_identified: "visitor_identified";
										}>;
										actorUserId: z.ZodNullable<z.ZodUUID>;
										actorAiAgentId: z.ZodNullable<z.ZodUUID>;
										targetUserId: z.ZodNullable<z.ZodUUID>;
										targetAiAgentId: z.ZodNullable<z.ZodUUID>;
										message: z.ZodOptional<z.ZodString>;
									},
									z.core.$strip
								>,
								z.ZodObject<
									{
										type: z.ZodLiteral<"metadata">;
										source: z.ZodEnum<{
											widget: "widget";
											email: "email";
											api: "api";
											greeting: "greeting";
										}>;
									},
									z.core.$strip
								>,
							],
							"type"
						>
					>;
					visitorId: z.ZodNullable<z.ZodUUID>;
					userId: z.ZodNullable<z.ZodUUID>;
					aiAgentId: z.ZodNullable<z.ZodUUID>;
					createdAt: z.ZodISODateTime;
					editedAt: z.ZodNullable<z.ZodISODateTime>;
					deletedAt: z.ZodNullable<z.ZodISODateTime>;
				},
				z.core.$strip
			>
		>;
		hasMore: z.ZodBoolean;
	},
	z.core.$strip
>;
export const participant: z.ZodObject<
	{
		id: z.ZodUUID;
		type: z.ZodEnum<{ ai: "ai"; user: "user" }>;
		name: z.ZodString;
		image: z.ZodNullable<z.ZodString>;
	},
	z.core.$strip
>;
export const publicContact: z.ZodObject<
	{
		id: z.ZodUUID;
		name: z.ZodNullable<z.ZodString>;
		email: z.ZodNullable<z.ZodString>;
		image: z.ZodNullable<z.ZodString>;
		metadataHash: z.ZodOptional<z.ZodString>;
		isVerified: z.ZodBoolean;
	},
	z.core.$strip
>;
export const publicVisitor: z.ZodObject<
	{
		id: z.ZodUUID;
		isBlocked: z.ZodBoolean;
		language: z.ZodNullable<z.ZodString>;
		timezone: z.ZodNullable<z.ZodString>;
		contact: z.ZodNullable<
			z.ZodObject<
				{
					id: z.ZodUUID;
					name: z.ZodNullable<z.ZodString>;
					email: z.ZodNullable<z.ZodString>;
					image: z.ZodNullable<z.ZodString>;
					metadataHash: z.ZodOptional<z.ZodString>;
					isVerified: z.ZodBoolean;
				},
				z.core.$strip
			>
		>;
	},
	z.core.$strip
>;
export const publicWebsite: z.ZodObject<
	{
		id: z.ZodUUID;
		name: z.ZodString;
		domain: z.ZodString;
		description: z.ZodNullable<z.ZodString>;
		logoUrl: z.ZodNullable<z.ZodString>;
		organizationId: z.ZodUUID;
		status: z.ZodEnum<{ active: "active"; inactive: "inactive" }>;
		lastOnlineAt: z.ZodNullable<z.ZodISODateTime>;
		availableHumanAgents: z.ZodArray<
			z.ZodObject<
				{
					id: z.ZodUUID;
					name: z.ZodString;
					image: z.ZodNullable<z.ZodString>;
					lastSeenAt: z.ZodNullable<z.ZodISODateTime>;
				},
				z.core.$strip
			>
		>;
		availableAIAgents: z.ZodArray<
			z.ZodObject<
				{ id: z.ZodUUID; name: z.ZodString; image: z.ZodNullable<z.ZodString> },
				z.core.$strip
			>
		>;
		defaultMessages: z.ZodArray<
			z.ZodObject<
				{
					content: z.ZodString;
					senderType: z.ZodEnum<{ visitor: "visitor"; team_member: "team_member"; ai: "ai" }>;
					senderId: z.ZodOptional<z.ZodString>;
				},
				z.core.$strip
			>
		>;
		quickOptions: z.ZodArray<z.ZodString>;
		isTypingPreviewEnabled: z.ZodBoolean;
	},
	z.core.$strip
>;
export const publicWebsiteResponse: z.ZodObject<
	{
		id: z.ZodUUID;
		name: z.ZodString;
		domain: z.ZodString;
		description: z.ZodNullable<z.ZodString>;
		logoUrl: z.ZodNullable<z.ZodString>;
		organizationId: z.ZodUUID;
		status: z.ZodEnum<{ active: "active"; inactive: "inactive" }>;
		lastOnlineAt: z.ZodNullable<z.ZodISODateTime>;
		availableHumanAgents: z.ZodArray<
			z.ZodObject<
				{
					id: z.ZodUUID;
					name: z.ZodString;
					image: z.ZodNullable<z.ZodString>;
					lastSeenAt: z.ZodNullable<z.ZodISODateTime>;
				},
				z.core.$strip
			>
		>;
		availableAIAgents: z.ZodArray<
			z.ZodObject<
				{ id: z.ZodUUID; name: z.ZodString; image: z.ZodNullable<z.ZodString> },
				z.core.$strip
			>
		>;
		defaultMessages: z.ZodArray<
			z.ZodObject<
				{
					content: z.ZodString;
					senderType: z.ZodEnum<{ visitor: "visitor"; team_member: "team_member"; ai: "ai" }>;
					senderId: z.ZodOptional<z.ZodString>;
				},
				z.core.$strip
			>
		>;
		quickOptions: z.ZodArray<z.ZodString>;
		isTypingPreviewEnabled: z.ZodBoolean;
		visitor: z.ZodObject<
			{
				id: z.ZodUUID;
				isBlocked: z.ZodBoolean;
				language: z.ZodNullable<z.ZodString>;
				timezone: z.ZodNullable<z.ZodString>;
				contact: z.ZodNullable<
					z.ZodObject<
						{
							id: z.ZodUUID;
							name: z.ZodNullable<z.ZodString>;
							email: z.ZodNullable<z.ZodString>;
							image: z.ZodNullable<z.ZodString>;
							metadataHash: z.ZodOptional<z.ZodString>;
							isVerified: z.ZodBoolean;
						},
						z.core.$strip
					>
				>;
			},
			z.core.$strip
		>;
	},
	z.core.$strip
>;
export const read: z.ZodObject<
	{
		readerType: z.ZodEnum<{ visitor: "visitor"; user: "user" }>;
		readerId: z.ZodNullable<z.ZodUUID>;
		upto: z.ZodInt;
		messageCount: z.ZodInt;
		readAt: z.ZodISODateTime;
	},
	z.core.$strip
>;
export const senderType: z.ZodEnum<{ visitor: "visitor"; team_member: "team_member"; ai: "ai" }>;
export const sentMessage: z.ZodObject<
	{
		conversation: z.ZodObject<
			{
				unreadCount: z.ZodInt;
				id: z.ZodUUID;
				websiteId: z.ZodUUID;
				status: z.ZodEnum<{ open: "open"; resolved: "resolved" }>;
				title: z.ZodNullable<z.ZodString>;
				createdAt: z.ZodISODateTime;
				lastActivityAt: z.ZodISODateTime;
				resolvedAt: z.ZodNullable<z.ZodISODateTime>;
				lastItem: z.ZodNullable<
					z.ZodObject<
						{
							id: z.ZodUUID;
							conversationId: z.ZodUUID;
							type: z.ZodEnum<{
								message: "message";
								event: "event";
								identification: "identification";
								tool: "tool";
							}>;
							visibility: z.ZodEnum<{ public: "public"; private: "private" }>;
							order: z.ZodInt;
							change: z.ZodInt;
							text: z.ZodNullable<z.ZodString>;
							parts: z.ZodArray<
								z.ZodDiscriminatedUnion<
									[
										z.ZodObject<{ type: z.ZodLiteral<"text">; text: z.ZodString }, z.core.$strip>,
										z.ZodObject<
											{
												type: z.ZodLiteral<"image">;
												url: z.ZodString;
												mediaType: z.ZodString;
												fileName: z.ZodOptional<z.ZodString>;
												size: z.ZodOptional<z.ZodInt>;
												width: z.ZodOptional<z.ZodInt>;
												height: z.ZodOptional<z.ZodInt>;
											},
											z.core.$strip
										>,
										z.ZodObject<
											{
												type: z.ZodLiteral<"file">;
												url: z.ZodString;
												mediaType: z.ZodString;
												fileName: z.ZodOptional<z.ZodString>;
												size: z.ZodOptional<z.ZodInt>;
											},
											z.core.$strip
										>,
										z.ZodObject<
											{
												type: z.ZodLiteral<"event">;
												eventType: z.ZodEnum<{
													visitor_blocked: "visitor_blocked";
													resolved: "resolved";
													assigned: "assigned";
													unassigned: "unassigned";
													participant_requested: "participant_requested";
													participant_joined: "participant_joined";
													participant_left: "participant_left";
													status_changed: "status_changed";
													priority_changed: "priority_changed";
													tag_added: "tag_added";
													tag_removed: "tag_removed";
													reopened: "reopened";
													visitor_unblocked: "visitor_unblocked";
													visitor_identified: "visitor_identified";
												}>;
												actorUserId: z.ZodNullable<z.ZodUUID>;
												actorAiAgentId: z.ZodNullable<z.ZodUUID>;
												targetUserId: z.ZodNullable<z.ZodUUID>;
												targetAiAgentId: z.ZodNullable<z.ZodUUID>;
												message: z.ZodOptional<z.ZodString>;
											},
											z.core.$strip
										>,
										z.ZodObject<
											{
												type: z.ZodLiteral<"metadata">;
												source: z.ZodEnum<{
													widget: "widget";
													email: "email";
													api: "api";
													greeting: "greeting";
												}>;
											},
											z.core.$strip
										>,
									],
									"type"
								>
							>;
							visitorId: z.ZodNullable<z.ZodUUID>;
							userId: z.ZodNullable<z.ZodUUID>;
							aiAgentId: z.ZodNullable<z.ZodUUID>;
							createdAt: z.ZodISODateTime;
							editedAt: z.ZodNullable<z.ZodISODateTime>;
							deletedAt: z.ZodNullable<z.ZodISODateTime>;
						},
						z.core.$strip
					>
				>;
				lastChange: z.ZodInt;
				participants: z.ZodArray<
					z.ZodObject<
						{
							id: z.ZodUUID;
							type: z.ZodEnum<{ ai: "ai"; user: "user" }>;
							name: z.ZodString;
							image: z.ZodNullable<z.ZodString>;
						},
						z.core.$strip
					>
				>;
				reads: z.ZodArray<
					z.ZodObject<
						{
							readerType: z.ZodEnum<{ visitor: "visitor"; user: "user" }>;
							readerId: z.ZodNullable<z.ZodUUID>;
							upto: z.ZodInt;
							messageCount: z.ZodInt;
							readAt: z.ZodISODateTime;
						},
						z.core.$strip
					>
				>;
			},
			z.core.$strip
		>;
		items: z.ZodArray<
			z.ZodObject<
				{
					id: z.ZodUUID;
					conversationId: z.ZodUUID;
					type: z.ZodEnum<{
						message: "message";
						event: "event";
						identification: "identification";
						tool: "tool";
					}>;
					visibility: z.ZodEnum<{ public: "public"; private: "private" }>;
					order: z.ZodInt;
					change: z.ZodInt;
					text: z.ZodNullable<z.ZodString>;
					parts: z.ZodArray<
						z.ZodDiscriminatedUnion<
							[
								z.ZodObject<{ type: z.ZodLiteral<"text">; text: z.ZodString }, z.core.$strip>,
								z.ZodObject<
									{
										type: z.ZodLiteral<"image">;
										url: z.ZodString;
										mediaType: z.ZodString;
										fileName: z.ZodOptional<z.ZodString>;
										size: z.ZodOptional<z.ZodInt>;
										width: z.ZodOptional<z.ZodInt>;
										height: z.ZodOptional<z.ZodInt>;
									},
									z.core.$strip
								>,
								z.ZodObject<
									{
										type: z.ZodLiteral<"file">;
										url: z.ZodString;
										mediaType: z.ZodString;
										fileName: z.ZodOptional<z.ZodString>;
										size: z.ZodOptional<z.ZodInt>;
									},
									z.core.$strip
								>,
								z.ZodObject<
									{
										type: z.ZodLiteral<"event">;
										eventType: z.ZodEnum<{
											visitor_blocked: "visitor_blocked";
											resolved: "resolved";
											assigned: "assigned";
											unassigned: "unassigned";
											participant_requested: "participant_requested";
											participant_joined: "participant_joined";
											participant_left: "participant_left";
											status_changed: "status_changed";
											priority_changed: "priority_changed";
											tag_added: "tag_added";
											tag_removed: "tag_removed";
											reopened: "reopened";
											visitor_unblocked: "visitor_unblocked";
											visitor_identified: "visitor_identified";
										}>;
										actorUserId: z.ZodNullable<z.ZodUUID>;
										actorAiAgentId: z.ZodNullable<z.ZodUUID>;
										targetUserId: z.ZodNullable<z.ZodUUID>;
										targetAiAgentId: z.ZodNullable<z.ZodUUID>;
										message: z.ZodOptional<z.ZodString>;
									},
									z.core.$strip
								>,
								z.ZodObject<
									{
										type: z.ZodLiteral<"metadata">;
										source: z.ZodEnum<{
											widget: "widget";
											email: "email";
											api: "api";
											greeting: "greeting";
										}>;
									},
									z.core.$strip
								>,
							],
							"type"
						>
					>;
					visitorId: z.ZodNullable<z.ZodUUID>;
					userId: z.ZodNullable<z.ZodUUID>;
					aiAgentId: z.ZodNullable<z.ZodUUID>;
					createdAt: z.ZodISODateTime;
					editedAt: z.ZodNullable<z.ZodISODateTime>;
					deletedAt: z.ZodNullable<z.ZodISODateTime>;
				},
				z.core.$strip
			>
		>;
	},
	z.core.$strip
>;
export const sequence: z.ZodInt;
export const teamAct: z.ZodObject<
	{
		conversation: z.ZodObject<
			{
				organizationId: z.ZodUUID;
				visitorId: z.ZodUUID;
				contactId: z.ZodNullable<z.ZodUUID>;
				priority: z.ZodEnum<{ low: "low"; medium: "medium"; high: "high"; urgent: "urgent" }>;
				channel: z.ZodEnum<{ widget: "widget"; email: "email"; api: "api" }>;
				assigneeId: z.ZodNullable<z.ZodUUID>;
				visitorMessageCount: z.ZodInt;
				visitorName: z.ZodNullable<z.ZodString>;
				visitorImage: z.ZodNullable<z.ZodString>;
				isVisitorBlocked: z.ZodBoolean;
				id: z.ZodUUID;
				websiteId: z.ZodUUID;
				status: z.ZodEnum<{ open: "open"; resolved: "resolved" }>;
				title: z.ZodNullable<z.ZodString>;
				createdAt: z.ZodISODateTime;
				lastActivityAt: z.ZodISODateTime;
				resolvedAt: z.ZodNullable<z.ZodISODateTime>;
				lastItem: z.ZodNullable<
					z.ZodObject<
						{
							id: z.ZodUUID;
							conversationId: z.ZodUUID;
							type: z.ZodEnum<{
								message: "message";
								event: "event";
								identification: "identification";
								tool: "tool";
							}>;
							visibility: z.ZodEnum<{ public: "public"; private: "private" }>;
							order: z.ZodInt;
							change: z.ZodInt;
							text: z.ZodNullable<z.ZodString>;
							parts: z.ZodArray<
								z.ZodDiscriminatedUnion<
									[
										z.ZodObject<{ type: z.ZodLiteral<"text">; text: z.ZodString }, z.core.$strip>,
										z.ZodObject<
											{
												type: z.ZodLiteral<"image">;
												url: z.ZodString;
												mediaType: z.ZodString;
												fileName: z.ZodOptional<z.ZodString>;
												size: z.ZodOptional<z.ZodInt>;
												width: z.ZodOptional<z.ZodInt>;
												height: z.ZodOptional<z.ZodInt>;
											},
											z.core.$strip
										>,
										z.ZodObject<
											{
												type: z.ZodLiteral<"file">;
												url: z.ZodString;
												mediaType: z.ZodString;
												fileName: z.ZodOptional<z.ZodString>;
												size: z.ZodOptional<z.ZodInt>;
											},
											z.core.$strip
										>,
										z.ZodObject<
											{
												type: z.ZodLiteral<"event">;
												eventType: z.ZodEnum<{
													visitor_blocked: "visitor_blocked";
													resolved: "resolved";
													assigned: "assigned";
													unassigned: "unassigned";
													participant_requested: "participant_requested";
													participant_joined: "participant_joined";
													participant_left: "participant_left";
													status_changed: "status_changed";
													priority_changed: "priority_changed";
													tag_added: "tag_added";
													tag_removed: "tag_removed";
													reopened: "reopened";
													visitor_unblocked: "visitor_unblocked";
													visitor_identified: "visitor_identified";
												}>;
												actorUserId: z.ZodNullable<z.ZodUUID>;
												actorAiAgentId: z.ZodNullable<z.ZodUUID>;
												targetUserId: z.ZodNullable<z.ZodUUID>;
												targetAiAgentId: z.ZodNullable<z.ZodUUID>;
												message: z.ZodOptional<z.ZodString>;
											},
											z.core.$strip
										>,
										z.ZodObject<
											{
												type: z.ZodLiteral<"metadata">;
												source: z.ZodEnum<{
													widget: "widget";
													email: "email";
													api: "api";
													greeting: "greeting";
												}>;
											},
											z.core.$strip
										>,
									],
									"type"
								>
							>;
							visitorId: z.ZodNullable<z.ZodUUID>;
							userId: z.ZodNullable<z.ZodUUID>;
							aiAgentId: z.ZodNullable<z.ZodUUID>;
							createdAt: z.ZodISODateTime;
							editedAt: z.ZodNullable<z.ZodISODateTime>;
							deletedAt: z.ZodNullable<z.ZodISODateTime>;
						},
						z.core.$strip
					>
				>;
				lastChange: z.ZodInt;
				participants: z.ZodArray<
					z.ZodObject<
						{
							id: z.ZodUUID;
							type: z.ZodEnum<{ ai: "ai"; user: "user" }>;
							name: z.ZodString;
							image: z.ZodNullable<z.ZodString>;
						},
						z.core.$strip
					>
				>;
				reads: z.ZodArray<
					z.ZodObject<
						{
							readerType: z.ZodEnum<{ visitor: "visitor"; user: "user" }>;
							readerId: z.ZodNullable<z.ZodUUID>;
							upto: z.ZodInt;
							messageCount: z.ZodInt;
							readAt: z.ZodISODateTime;
						},
						z.core.$strip
					>
				>;
			},
			z.core.$strip
		>;
		items: z.ZodArray<
			z.ZodObject<
				{
					id: z.ZodUUID;
					conversationId: z.ZodUUID;
					type: z.ZodEnum<{
						message: "message";
						event: "event";
						identification: "identification";
						tool: "tool";
					}>;
					visibility: z.ZodEnum<{ public: "public"; private: "private" }>;
					order: z.ZodInt;
					change: z.ZodInt;
					text: z.ZodNullable<z.ZodString>;
					parts: z.ZodArray<
						z.ZodDiscriminatedUnion<
							[
								z.ZodObject<{ type: z.ZodLiteral<"text">; text: z.ZodString }, z.core.$strip>,
								z.ZodObject<
									{
										type: z.ZodLiteral<"image">;
										url: z.ZodString;
										mediaType: z.ZodString;
										fileName: z.ZodOptional<z.ZodString>;
										size: z.ZodOptional<z.ZodInt>;
										width: z.ZodOptional<z.ZodInt>;
										height: z.ZodOptional<z.ZodInt>;
									},
									z.core.$strip
								>,
								z.ZodObject<
									{
										type: z.ZodLiteral<"file">;
										url: z.ZodString;
										mediaType: z.ZodString;
										fileName: z.ZodOptional<z.ZodString>;
										size: z.ZodOptional<z.ZodInt>;
									},
									z.core.$strip
								>,
								z.ZodObject<
									{
										type: z.ZodLiteral<"event">;
										eventType: z.ZodEnum<{
											visitor_blocked: "visitor_blocked";
											resolved: "resolved";
											assigned: "assigned";
											unassigned: "unassigned";
											participant_requested: "participant_requested";
											participant_joined: "participant_joined";
											participant_left: "participant_left";
											status_changed: "status_changed";
											priority_changed: "priority_changed";
											tag_added: "tag_added";
											tag_removed: "tag_removed";
											reopened: "reopened";
											visitor_unblocked: "visitor_unblocked";
											visitor_identified: "visitor_identified";
										}>;
										actorUserId: z.ZodNullable<z.ZodUUID>;
										actorAiAgentId: z.ZodNullable<z.ZodUUID>;
										targetUserId: z.ZodNullable<z.ZodUUID>;
										targetAiAgentId: z.ZodNullable<z.ZodUUID>;
										message: z.ZodOptional<z.ZodString>;
									},
									z.core.$strip
								>,
								z.ZodObject<
									{
										type: z.ZodLiteral<"metadata">;
										source: z.ZodEnum<{
											widget: "widget";
											email: "email";
											api: "api";
											greeting: "greeting";
										}>;
									},
									z.core.$strip
								>,
							],
							"type"
						>
					>;
					visitorId: z.ZodNullable<z.ZodUUID>;
					userId: z.ZodNullable<z.ZodUUID>;
					aiAgentId: z.ZodNullable<z.ZodUUID>;
					createdAt: z.ZodISODateTime;
					editedAt: z.ZodNullable<z.ZodISODateTime>;
					deletedAt: z.ZodNullable<z.ZodISODateTime>;
				},
				z.core.$strip
			>
		>;
	},
	z.core.$strip
>;
export const teamConversation: z.ZodObject<
	{
		organizationId: z.ZodUUID;
		visitorId: z.ZodUUID;
		contactId: z.ZodNullable<z.ZodUUID>;
		priority: z.ZodEnum<{ low: "low"; medium: "medium"; high: "high"; urgent: "urgent" }>;
		channel: z.ZodEnum<{ widget: "widget"; email: "email"; api: "api" }>;
		assigneeId: z.ZodNullable<z.ZodUUID>;
		visitorMessageCount: z.ZodInt;
		visitorName: z.ZodNullable<z.ZodString>;
		visitorImage: z.ZodNullable<z.ZodString>;
		isVisitorBlocked: z.ZodBoolean;
		id: z.ZodUUID;
		websiteId: z.ZodUUID;
		status: z.ZodEnum<{ open: "open"; resolved: "resolved" }>;
		title: z.ZodNullable<z.ZodString>;
		createdAt: z.ZodISODateTime;
		lastActivityAt: z.ZodISODateTime;
		resolvedAt: z.ZodNullable<z.ZodISODateTime>;
		lastItem: z.ZodNullable<
			z.ZodObject<
				{
					id: z.ZodUUID;
					conversationId: z.ZodUUID;
					type: z.ZodEnum<{
						message: "message";
						event: "event";
						identification: "identification";
						tool: "tool";
					}>;
					visibility: z.ZodEnum<{ public: "public"; private: "private" }>;
					order: z.ZodInt;
					change: z.ZodInt;
					text: z.ZodNullable<z.ZodString>;
					parts: z.ZodArray<
						z.ZodDiscriminatedUnion<
							[
								z.ZodObject<{ type: z.ZodLiteral<"text">; text: z.ZodString }, z.core.$strip>,
								z.ZodObject<
									{
										type: z.ZodLiteral<"image">;
										url: z.ZodString;
										mediaType: z.ZodString;
										fileName: z.ZodOptional<z.ZodString>;
										size: z.ZodOptional<z.ZodInt>;
										width: z.ZodOptional<z.ZodInt>;
										height: z.ZodOptional<z.ZodInt>;
									},
									z.core.$strip
								>,
								z.ZodObject<
									{
										type: z.ZodLiteral<"file">;
										url: z.ZodString;
										mediaType: z.ZodString;
										fileName: z.ZodOptional<z.ZodString>;
										size: z.ZodOptional<z.ZodInt>;
									},
									z.core.$strip
								>,
								z.ZodObject<
									{
										type: z.ZodLiteral<"event">;
										eventType: z.ZodEnum<{
											visitor_blocked: "visitor_blocked";
											resolved: "resolved";
											assigned: "assigned";
											unassigned: "unassigned";
											participant_requested: "participant_requested";
											participant_joined: "participant_joined";
											participant_left: "participant_left";
											status_changed: "status_changed";
											priority_changed: "priority_changed";
											tag_added: "tag_added";
											tag_removed: "tag_removed";
											reopened: "reopened";
											visitor_unblocked: "visitor_unblocked";
											visitor_identified: "visitor_identified";
										}>;
										actorUserId: z.ZodNullable<z.ZodUUID>;
										actorAiAgentId: z.ZodNullable<z.ZodUUID>;
										targetUserId: z.ZodNullable<z.ZodUUID>;
										targetAiAgentId: z.ZodNullable<z.ZodUUID>;
										message: z.ZodOptional<z.ZodString>;
									},
									z.core.$strip
								>,
								z.ZodObject<
									{
										type: z.ZodLiteral<"metadata">;
										source: z.ZodEnum<{
											widget: "widget";
											email: "email";
											api: "api";
											greeting: "greeting";
										}>;
									},
									z.core.$strip
								>,
							],
							"type"
						>
					>;
					visitorId: z.ZodNullable<z.ZodUUID>;
					userId: z.ZodNullable<z.ZodUUID>;
					aiAgentId: z.ZodNullable<z.ZodUUID>;
					createdAt: z.ZodISODateTime;
					editedAt: z.ZodNullable<z.ZodISODateTime>;
					deletedAt: z.ZodNullable<z.ZodISODateTime>;
				},
				z.core.$strip
			>
		>;
		lastChange: z.ZodInt;
		participants: z.ZodArray<
			z.ZodObject<
				{
					id: z.ZodUUID;
					type: z.ZodEnum<{ ai: "ai"; user: "user" }>;
					name: z.ZodString;
					image: z.ZodNullable<z.ZodString>;
				},
				z.core.$strip
			>
		>;
		reads: z.ZodArray<
			z.ZodObject<
				{
					readerType: z.ZodEnum<{ visitor: "visitor"; user: "user" }>;
					readerId: z.ZodNullable<z.ZodUUID>;
					upto: z.ZodInt;
					messageCount: z.ZodInt;
					readAt: z.ZodISODateTime;
				},
				z.core.$strip
			>
		>;
	},
	z.core.$strip
>;
export const teamConversationChanged: z.ZodObject<
	{
		conversation: z.ZodObject<
			{
				organizationId: z.ZodUUID;
				visitorId: z.ZodUUID;
				contactId: z.ZodNullable<z.ZodUUID>;
				priority: z.ZodEnum<{ low: "low"; medium: "medium"; high: "high"; urgent: "urgent" }>;
				channel: z.ZodEnum<{ widget: "widget"; email: "email"; api: "api" }>;
				assigneeId: z.ZodNullable<z.ZodUUID>;
				visitorMessageCount: z.ZodInt;
				visitorName: z.ZodNullable<z.ZodString>;
				visitorImage: z.ZodNullable<z.ZodString>;
				isVisitorBlocked: z.ZodBoolean;
				id: z.ZodUUID;
				websiteId: z.ZodUUID;
				status: z.ZodEnum<{ open: "open"; resolved: "resolved" }>;
				title: z.ZodNullable<z.ZodString>;
				createdAt: z.ZodISODateTime;
				lastActivityAt: z.ZodISODateTime;
				resolvedAt: z.ZodNullable<z.ZodISODateTime>;
				lastItem: z.ZodNullable<
					z.ZodObject<
						{
							id: z.ZodUUID;
							conversationId: z.ZodUUID;
							type: z.ZodEnum<{
								message: "message";
								event: "event";
								identification: "identification";
								tool: "tool";
							}>;
							visibility: z.ZodEnum<{ public: "public"; private: "private" }>;
							order: z.ZodInt;
							change: z.ZodInt;
							text: z.ZodNullable<z.ZodString>;
							parts: z.ZodArray<
								z.ZodDiscriminatedUnion<
									[
										z.ZodObject<{ type: z.ZodLiteral<"text">; text: z.ZodString }, z.core.$strip>,
										z.ZodObject<
											{
												type: z.ZodLiteral<"image">;
												url: z.ZodString;
												mediaType: z.ZodString;
												fileName: z.ZodOptional<z.ZodString>;
												size: z.ZodOptional<z.ZodInt>;
												width: z.ZodOptional<z.ZodInt>;
												height: z.ZodOptional<z.ZodInt>;
											},
											z.core.$strip
										>,
										z.ZodObject<
											{
												type: z.ZodLiteral<"file">;
												url: z.ZodString;
												mediaType: z.ZodString;
												fileName: z.ZodOptional<z.ZodString>;
												size: z.ZodOptional<z.ZodInt>;
											},
											z.core.$strip
										>,
										z.ZodObject<
											{
												type: z.ZodLiteral<"event">;
												eventType: z.ZodEnum<{
													visitor_blocked: "visitor_blocked";
													resolved: "resolved";
													assigned: "assigned";
													unassigned: "unassigned";
													participant_requested: "participant_requested";
													participant_joined: "participant_joined";
													participant_left: "participant_left";
													status_changed: "status_changed";
													priority_changed: "priority_changed";
													tag_added: "tag_added";
													tag_removed: "tag_removed";
													reopened: "reopened";
													visitor_unblocked: "visitor_unblocked";
													visitor_identified: "visitor_identified";
												}>;
												actorUserId: z.ZodNullable<z.ZodUUID>;
												actorAiAgentId: z.ZodNullable<z.ZodUUID>;
												targetUserId: z.ZodNullable<z.ZodUUID>;
												targetAiAgentId: z.ZodNullable<z.ZodUUID>;
												message: z.ZodOptional<z.ZodString>;
											},
											z.core.$strip
										>,
										z.ZodObject<
											{
												type: z.ZodLiteral<"metadata">;
												source: z.ZodEnum<{
													widget: "widget";
													email: "email";
													api: "api";
													greeting: "greeting";
												}>;
											},
											z.core.$strip
										>,
									],
									"type"
								>
							>;
							visitorId: z.ZodNullable<z.ZodUUID>;
							userId: z.ZodNullable<z.ZodUUID>;
							aiAgentId: z.ZodNullable<z.ZodUUID>;
							createdAt: z.ZodISODateTime;
							editedAt: z.ZodNullable<z.ZodISODateTime>;
							deletedAt: z.ZodNullable<z.ZodISODateTime>;
						},
						z.core.$strip
					>
				>;
				lastChange: z.ZodInt;
				participants: z.ZodArray<
					z.ZodObject<
						{
							id: z.ZodUUID;
							type: z.ZodEnum<{ ai: "ai"; user: "user" }>;
							name: z.ZodString;
							image: z.ZodNullable<z.ZodString>;
						},
						z.core.$strip
					>
				>;
				reads: z.ZodArray<
					z.ZodObject<
						{
							readerType: z.ZodEnum<{ visitor: "visitor"; user: "user" }>;
							readerId: z.ZodNullable<z.ZodUUID>;
							upto: z.ZodInt;
							messageCount: z.ZodInt;
							readAt: z.ZodISODateTime;
						},
						z.core.$strip
					>
				>;
			},
			z.core.$strip
		>;
	},
	z.core.$strip
>;
export const teamConversationChanges: z.ZodObject<
	{
		items: z.ZodArray<
			z.ZodObject<
				{
					id: z.ZodUUID;
					conversationId: z.ZodUUID;
					type: z.ZodEnum<{
						message: "message";
						event: "event";
						identification: "identification";
						tool: "tool";
					}>;
					visibility: z.ZodEnum<{ public: "public"; private: "private" }>;
					order: z.ZodInt;
					change: z.ZodInt;
					text: z.ZodNullable<z.ZodString>;
					parts: z.ZodArray<
						z.ZodDiscriminatedUnion<
							[
								z.ZodObject<{ type: z.ZodLiteral<"text">; text: z.ZodString }, z.core.$strip>,
								z.ZodObject<
									{
										type: z.ZodLiteral<"image">;
										url: z.ZodString;
										mediaType: z.ZodString;
										fileName: z.ZodOptional<z.ZodString>;
										size: z.ZodOptional<z.ZodInt>;
										width: z.ZodOptional<z.ZodInt>;
										height: z.ZodOptional<z.ZodInt>;
									},
									z.core.$strip
								>,
								z.ZodObject<
									{
										type: z.ZodLiteral<"file">;
										url: z.ZodString;
										mediaType: z.ZodString;
										fileName: z.ZodOptional<z.ZodString>;
										size: z.ZodOptional<z.ZodInt>;
									},
									z.core.$strip
								>,
								z.ZodObject<
									{
										type: z.ZodLiteral<"event">;
										eventType: z.ZodEnum<{
											visitor_blocked: "visitor_blocked";
											resolved: "resolved";
											assigned: "assigned";
											unassigned: "unassigned";
											participant_requested: "participant_requested";
											participant_joined: "participant_joined";
											participant_left: "participant_left";
											status_changed: "status_changed";
											priority_changed: "priority_changed";
											tag_added: "tag_added";
											tag_removed: "tag_removed";
											reopened: "reopened";
											visitor_unblocked: "visitor_unblocked";
											visitor_identified: "visitor_identified";
										}>;
										actorUserId: z.ZodNullable<z.ZodUUID>;
										actorAiAgentId: z.ZodNullable<z.ZodUUID>;
										targetUserId: z.ZodNullable<z.ZodUUID>;
										targetAiAgentId: z.ZodNullable<z.ZodUUID>;
										message: z.ZodOptional<z.ZodString>;
									},
									z.core.$strip
								>,
								z.ZodObject<
									{
										type: z.ZodLiteral<"metadata">;
										source: z.ZodEnum<{
											widget: "widget";
											email: "email";
											api: "api";
											greeting: "greeting";
										}>;
									},
									z.core.$strip
								>,
							],
							"type"
						>
					>;
					visitorId: z.ZodNullable<z.ZodUUID>;
					userId: z.ZodNullable<z.ZodUUID>;
					aiAgentId: z.ZodNullable<z.ZodUUID>;
					createdAt: z.ZodISODateTime;
					editedAt: z.ZodNullable<z.ZodISODateTime>;
					deletedAt: z.ZodNullable<z.ZodISODateTime>;
				},
				z.core.$strip
			>
		>;
		hasMore: z.ZodBoolean;
		conversation: z.ZodObject<
			{
				organizationId: z.ZodUUID;
				visitorId: z.ZodUUID;
				contactId: z.ZodNullable<z.ZodUUID>;
				priority: z.ZodEnum<{ low: "low"; medium: "medium"; high: "high"; urgent: "urgent" }>;
				channel: z.ZodEnum<{ widget: "widget"; email: "email"; api: "api" }>;
				assigneeId: z.ZodNullable<z.ZodUUID>;
				visitorMessageCount: z.ZodInt;
				visitorName: z.ZodNullable<z.ZodString>;
				visitorImage: z.ZodNullable<z.ZodString>;
				isVisitorBlocked: z.ZodBoolean;
				id: z.ZodUUID;
				websiteId: z.ZodUUID;
				status: z.ZodEnum<{ open: "open"; resolved: "resolved" }>;
				title: z.ZodNullable<z.ZodString>;
				createdAt: z.ZodISODateTime;
				lastActivityAt: z.ZodISODateTime;
				resolvedAt: z.ZodNullable<z.ZodISODateTime>;
				lastItem: z.ZodNullable<
					z.ZodObject<
						{
							id: z.ZodUUID;
							conversationId: z.ZodUUID;
							type: z.ZodEnum<{
								message: "message";
								event: "event";
								identification: "identification";
								tool: "tool";
							}>;
							visibility: z.ZodEnum<{ public: "public"; private: "private" }>;
							order: z.ZodInt;
							change: z.ZodInt;
							text: z.ZodNullable<z.ZodString>;
							parts: z.ZodArray<
								z.ZodDiscriminatedUnion<
									[
										z.ZodObject<{ type: z.ZodLiteral<"text">; text: z.ZodString }, z.core.$strip>,
										z.ZodObject<
											{
												type: z.ZodLiteral<"image">;
												url: z.ZodString;
												mediaType: z.ZodString;
												fileName: z.ZodOptional<z.ZodString>;
												size: z.ZodOptional<z.ZodInt>;
												width: z.ZodOptional<z.ZodInt>;
												height: z.ZodOptional<z.ZodInt>;
											},
											z.core.$strip
										>,
										z.ZodObject<
											{
												type: z.ZodLiteral<"file">;
												url: z.ZodString;
												mediaType: z.ZodString;
												fileName: z.ZodOptional<z.ZodString>;
												size: z.ZodOptional<z.ZodInt>;
											},
											z.core.$strip
										>,
										z.ZodObject<
											{
												type: z.ZodLiteral<"event">;
												eventType: z.ZodEnum<{
													visitor_blocked: "visitor_blocked";
													resolved: "resolved";
													assigned: "assigned";
													unassigned: "unassigned";
													participant_requested: "participant_requested";
													participant_joined: "participant_joined";
													participant_left: "participant_left";
													status_changed: "status_changed";
													priority_changed: "priority_changed";
													tag_added: "tag_added";
													tag_removed: "tag_removed";
													reopened: "reopened";
													visitor_unblocked: "visitor_unblocked";
													visitor_identified: "visitor_identified";
												}>;
												actorUserId: z.ZodNullable<z.ZodUUID>;
												actorAiAgentId: z.ZodNullable<z.ZodUUID>;
												targetUserId: z.ZodNullable<z.ZodUUID>;
												targetAiAgentId: z.ZodNullable<z.ZodUUID>;
												message: z.ZodOptional<z.ZodString>;
											},
											z.core.$strip
										>,
										z.ZodObject<
											{
												type: z.ZodLiteral<"metadata">;
												source: z.ZodEnum<{
													widget: "widget";
													email: "email";
													api: "api";
													greeting: "greeting";
												}>;
											},
											z.core.$strip
										>,
									],
									"type"
								>
							>;
							visitorId: z.ZodNullable<z.ZodUUID>;
							userId: z.ZodNullable<z.ZodUUID>;
							aiAgentId: z.ZodNullable<z.ZodUUID>;
							createdAt: z.ZodISODateTime;
							editedAt: z.ZodNullable<z.ZodISODateTime>;
							deletedAt: z.ZodNullable<z.ZodISODateTime>;
						},
						z.core.$strip
					>
				>;
				lastChange: z.ZodInt;
				participants: z.ZodArray<
					z.ZodObject<
						{
							id: z.ZodUUID;
							type: z.ZodEnum<{ ai: "ai"; user: "user" }>;
							name: z.ZodString;
							image: z.ZodNullable<z.ZodString>;
						},
						z.core.$strip
					>
				>;
				reads: z.ZodArray<
					z.ZodObject<
						{
							readerType: z.ZodEnum<{ visitor: "visitor"; user: "user" }>;
							readerId: z.ZodNullable<z.ZodUUID>;
							upto: z.ZodInt;
							messageCount: z.ZodInt;
							readAt: z.ZodISODateTime;
						},
						z.core.$strip
					>
				>;
			},
			z.core.$strip
		>;
	},
	z.core.$strip
>;
export const teamItemChanged: z.ZodObject<
	{
		item: z.ZodObject<
			{
				id: z.ZodUUID;
				conversationId: z.ZodUUID;
				type: z.ZodEnum<{
					message: "message";
					event: "event";
					identification: "identification";
					tool: "tool";
				}>;
				visibility: z.ZodEnum<{ public: "public"; private: "private" }>;
				order: z.ZodInt;
				change: z.ZodInt;
				text: z.ZodNullable<z.ZodString>;
				parts: z.ZodArray<
					z.ZodDiscriminatedUnion<
						[
							z.ZodObject<{ type: z.ZodLiteral<"text">; text: z.ZodString }, z.core.$strip>,
							z.ZodObject<
								{
									type: z.ZodLiteral<"image">;
									url: z.ZodString;
									mediaType: z.ZodString;
									fileName: z.ZodOptional<z.ZodString>;
									size: z.ZodOptional<z.ZodInt>;
									width: z.ZodOptional<z.ZodInt>;
									height: z.ZodOptional<z.ZodInt>;
								},
								z.core.$strip
							>,
							z.ZodObject<
								{
									type: z.ZodLiteral<"file">;
									url: z.ZodString;
									mediaType: z.ZodString;
									fileName: z.ZodOptional<z.ZodString>;
									size: z.ZodOptional<z.ZodInt>;
								},
								z.core.$strip
							>,
							z.ZodObject<
								{
									type: z.ZodLiteral<"event">;
									eventType: z.ZodEnum<{
										visitor_blocked: "visitor_blocked";
										resolved: "resolved";
										assigned: "assigned";
										unassigned: "unassigned";
										participant_requested: "participant_requested";
										participant_joined: "participant_joined";
										participant_left: "participant_left";
										status_changed: "status_changed";
										priority_changed: "priority_changed";
										tag_added: "tag_added";
										tag_removed: "tag_removed";
										reopened: "reopened";
										visitor_unblocked: "visitor_unblocked";
										visitor_identified: "visitor_identified";
									}>;
									actorUserId: z.ZodNullable<z.ZodUUID>;
									actorAiAgentId: z.ZodNullable<z.ZodUUID>;
									targetUserId: z.ZodNullable<z.ZodUUID>;
									targetAiAgentId: z.ZodNullable<z.ZodUUID>;
									message: z.ZodOptional<z.ZodString>;
								},
								z.core.$strip
							>,
							z.ZodObject<
								{
									type: z.ZodLiteral<"metadata">;
									source: z.ZodEnum<{
										widget: "widget";
										email: "email";
										api: "api";
										greeting: "greeting";
									}>;
								},
								z.core.$strip
							>,
						],
						"type"
					>
				>;
				visitorId: z.ZodNullable<z.ZodUUID>;
				userId: z.ZodNullable<z.ZodUUID>;
				aiAgentId: z.ZodNullable<z.ZodUUID>;
				createdAt: z.ZodISODateTime;
				editedAt: z.ZodNullable<z.ZodISODateTime>;
				deletedAt: z.ZodNullable<z.ZodISODateTime>;
			},
			z.core.$strip
		>;
		conversation: z.ZodObject<
			{
				organizationId: z.ZodUUID;
				visitorId: z.ZodUUID;
				contactId: z.ZodNullable<z.ZodUUID>;
				priority: z.ZodEnum<{ low: "low"; medium: "medium"; high: "high"; urgent: "urgent" }>;
				channel: z.ZodEnum<{ widget: "widget"; email: "email"; api: "api" }>;
				assigneeId: z.ZodNullable<z.ZodUUID>;
				visitorMessageCount: z.ZodInt;
				visitorName: z.ZodNullable<z.ZodString>;
				visitorImage: z.ZodNullable<z.ZodString>;
				isVisitorBlocked: z.ZodBoolean;
				id: z.ZodUUID;
				websiteId: z.ZodUUID;
				status: z.ZodEnum<{ open: "open"; resolved: "resolved" }>;
				title: z.ZodNullable<z.ZodString>;
				createdAt: z.ZodISODateTime;
				lastActivityAt: z.ZodISODateTime;
				resolvedAt: z.ZodNullable<z.ZodISODateTime>;
				lastItem: z.ZodNullable<
					z.ZodObject<
						{
							id: z.ZodUUID;
							conversationId: z.ZodUUID;
							type: z.ZodEnum<{
								message: "message";
								event: "event";
								identification: "identification";
								tool: "tool";
							}>;
							visibility: z.ZodEnum<{ public: "public"; private: "private" }>;
							order: z.ZodInt;
							change: z.ZodInt;
							text: z.ZodNullable<z.ZodString>;
							parts: z.ZodArray<
								z.ZodDiscriminatedUnion<
									[
										z.ZodObject<{ type: z.ZodLiteral<"text">; text: z.ZodString }, z.core.$strip>,
										z.ZodObject<
											{
												type: z.ZodLiteral<"image">;
												url: z.ZodString;
												mediaType: z.ZodString;
												fileName: z.ZodOptional<z.ZodString>;
												size: z.ZodOptional<z.ZodInt>;
												width: z.ZodOptional<z.ZodInt>;
												height: z.ZodOptional<z.ZodInt>;
											},
											z.core.$strip
										>,
										z.ZodObject<
											{
												type: z.ZodLiteral<"file">;
												url: z.ZodString;
												mediaType: z.ZodString;
												fileName: z.ZodOptional<z.ZodString>;
												size: z.ZodOptional<z.ZodInt>;
											},
											z.core.$strip
										>,
										z.ZodObject<
											{
												type: z.ZodLiteral<"event">;
												eventType: z.ZodEnum<{
													visitor_blocked: "visitor_blocked";
													resolved: "resolved";
													assigned: "assigned";
													unassigned: "unassigned";
													participant_requested: "participant_requested";
													participant_joined: "participant_joined";
													participant_left: "participant_left";
													status_changed: "status_changed";
													priority_changed: "priority_changed";
													tag_added: "tag_added";
													tag_removed: "tag_removed";
													reopened: "reopened";
													visitor_unblocked: "visitor_unblocked";
													visitor_identified: "visitor_identified";
												}>;
												actorUserId: z.ZodNullable<z.ZodUUID>;
												actorAiAgentId: z.ZodNullable<z.ZodUUID>;
												targetUserId: z.ZodNullable<z.ZodUUID>;
												targetAiAgentId: z.ZodNullable<z.ZodUUID>;
												message: z.ZodOptional<z.ZodString>;
											},
											z.core.$strip
										>,
										z.ZodObject<
											{
												type: z.ZodLiteral<"metadata">;
												source: z.ZodEnum<{
													widget: "widget";
													email: "email";
													api: "api";
													greeting: "greeting";
												}>;
											},
											z.core.$strip
										>,
									],
									"type"
								>
							>;
							visitorId: z.ZodNullable<z.ZodUUID>;
							userId: z.ZodNullable<z.ZodUUID>;
							aiAgentId: z.ZodNullable<z.ZodUUID>;
							createdAt: z.ZodISODateTime;
							editedAt: z.ZodNullable<z.ZodISODateTime>;
							deletedAt: z.ZodNullable<z.ZodISODateTime>;
						},
						z.core.$strip
					>
				>;
				lastChange: z.ZodInt;
				participants: z.ZodArray<
					z.ZodObject<
						{
							id: z.ZodUUID;
							type: z.ZodEnum<{ ai: "ai"; user: "user" }>;
							name: z.ZodString;
							image: z.ZodNullable<z.ZodString>;
						},
						z.core.$strip
					>
				>;
				reads: z.ZodArray<
					z.ZodObject<
						{
							readerType: z.ZodEnum<{ visitor: "visitor"; user: "user" }>;
							readerId: z.ZodNullable<z.ZodUUID>;
							upto: z.ZodInt;
							messageCount: z.ZodInt;
							readAt: z.ZodISODateTime;
						},
						z.core.$strip
					>
				>;
			},
			z.core.$strip
		>;
	},
	z.core.$strip
>;
export const teamWebsite: z.ZodObject<
	{
		id: z.ZodUUID;
		name: z.ZodString;
		status: z.ZodEnum<{ active: "active"; inactive: "inactive" }>;
		organizationId: z.ZodUUID;
		domain: z.ZodString;
		description: z.ZodNullable<z.ZodString>;
		logoUrl: z.ZodNullable<z.ZodString>;
		defaultMessages: z.ZodArray<
			z.ZodObject<
				{
					content: z.ZodString;
					senderType: z.ZodEnum<{ visitor: "visitor"; team_member: "team_member"; ai: "ai" }>;
					senderId: z.ZodOptional<z.ZodString>;
				},
				z.core.$strip
			>
		>;
		quickOptions: z.ZodArray<z.ZodString>;
		isTypingPreviewEnabled: z.ZodBoolean;
		publicKey: z.ZodString;
		allowedOrigins: z.ZodArray<z.ZodString>;
		identityVerification: z.ZodEnum<{ optional: "optional"; required: "required" }>;
		createdAt: z.ZodISODateTime;
	},
	z.core.$strip
>;
export const textPart: z.ZodObject<
	{ type: z.ZodLiteral<"text">; text: z.ZodString },
	z.core.$strip
>;
export const timelineItem: z.ZodObject<
	{
		id: z.ZodUUID;
		conversationId: z.ZodUUID;
		type: z.ZodEnum<{
			message: "message";
			event: "event";
			identification: "identification";
			tool: "tool";
		}>;
		visibility: z.ZodEnum<{ public: "public"; private: "private" }>;
		order: z.ZodInt;
		change: z.ZodInt;
		text: z.ZodNullable<z.ZodString>;
		parts: z.ZodArray<
			z.ZodDiscriminatedUnion<
				[
					z.ZodObject<{ type: z.ZodLiteral<"text">; text: z.ZodString }, z.core.$strip>,
					z.ZodObject<
						{
							type: z.ZodLiteral<"image">;
							url: z.ZodString;
							mediaType: z.ZodString;
							fileName: z.ZodOptional<z.ZodString>;
							size: z.ZodOptional<z.ZodInt>;
							width: z.ZodOptional<z.ZodInt>;
							height: z.ZodOptional<z.ZodInt>;
						},
						z.core.$strip
					>,
					z.ZodObject<
						{
							type: z.ZodLiteral<"file">;
							url: z.ZodString;
							mediaType: z.ZodString;
							fileName: z.ZodOptional<z.ZodString>;
							size: z.ZodOptional<z.ZodInt>;
						},
						z.core.$strip
					>,
					z.ZodObject<
						{
							type: z.ZodLiteral<"event">;
							eventType: z.ZodEnum<{
								visitor_blocked: "visitor_blocked";
								resolved: "resolved";
								assigned: "assigned";
								unassigned: "unassigned";
								participant_requested: "participant_requested";
								participant_joined: "participant_joined";
								participant_left: "participant_left";
								status_changed: "status_changed";
								priority_changed: "priority_changed";
								tag_added: "tag_added";
								tag_removed: "tag_removed";
								reopened: "reopened";
								visitor_unblocked: "visitor_unblocked";
								visitor_identified: "visitor_identified";
							}>;
							actorUserId: z.ZodNullable<z.ZodUUID>;
							actorAiAgentId: z.ZodNullable<z.ZodUUID>;
							targetUserId: z.ZodNullable<z.ZodUUID>;
							targetAiAgentId: z.ZodNullable<z.ZodUUID>;
							message: z.ZodOptional<z.ZodString>;
						},
						z.core.$strip
					>,
					z.ZodObject<
						{
							type: z.ZodLiteral<"metadata">;
							source: z.ZodEnum<{
								widget: "widget";
								email: "email";
								api: "api";
								greeting: "greeting";
							}>;
						},
						z.core.$strip
					>,
				],
				"type"
			>
		>;
		visitorId: z.ZodNullable<z.ZodUUID>;
		userId: z.ZodNullable<z.ZodUUID>;
		aiAgentId: z.ZodNullable<z.ZodUUID>;
		createdAt: z.ZodISODateTime;
		editedAt: z.ZodNullable<z.ZodISODateTime>;
		deletedAt: z.ZodNullable<z.ZodISODateTime>;
	},
	z.core.$strip
>;
export const timelinePage: z.ZodObject<
	{
		items: z.ZodArray<
			z.ZodObject<
				{
					id: z.ZodUUID;
					conversationId: z.ZodUUID;
					type: z.ZodEnum<{
						message: "message";
						event: "event";
						identification: "identification";
						tool: "tool";
					}>;
					visibility: z.ZodEnum<{ public: "public"; private: "private" }>;
					order: z.ZodInt;
					change: z.ZodInt;
					text: z.ZodNullable<z.ZodString>;
					parts: z.ZodArray<
						z.ZodDiscriminatedUnion<
							[
								z.ZodObject<{ type: z.ZodLiteral<"text">; text: z.ZodString }, z.core.$strip>,
								z.ZodObject<
									{
										type: z.ZodLiteral<"image">;
										url: z.ZodString;
										mediaType: z.ZodString;
										fileName: z.ZodOptional<z.ZodString>;
										size: z.ZodOptional<z.ZodInt>;
										width: z.ZodOptional<z.ZodInt>;
										height: z.ZodOptional<z.ZodInt>;
									},
									z.core.$strip
								>,
								z.ZodObject<
									{
										type: z.ZodLiteral<"file">;
										url: z.ZodString;
										mediaType: z.ZodString;
										fileName: z.ZodOptional<z.ZodString>;
										size: z.ZodOptional<z.ZodInt>;
									},
									z.core.$strip
								>,
								z.ZodObject<
									{
										type: z.ZodLiteral<"event">;
										eventType: z.ZodEnum<{
											visitor_blocked: "visitor_blocked";
											resolved: "resolved";
											assigned: "assigned";
											unassigned: "unassigned";
											participant_requested: "participant_requested";
											participant_joined: "participant_joined";
											participant_left: "participant_left";
											status_changed: "status_changed";
											priority_changed: "priority_changed";
											tag_added: "tag_added";
											tag_removed: "tag_removed";
											reopened: "reopened";
											visitor_unblocked: "visitor_unblocked";
											visitor_identified: "visitor_identified";
										}>;
										actorUserId: z.ZodNullable<z.ZodUUID>;
										actorAiAgentId: z.ZodNullable<z.ZodUUID>;
										targetUserId: z.ZodNullable<z.ZodUUID>;
										targetAiAgentId: z.ZodNullable<z.ZodUUID>;
										message: z.ZodOptional<z.ZodString>;
									},
									z.core.$strip
								>,
								z.ZodObject<
									{
										type: z.ZodLiteral<"metadata">;
										source: z.ZodEnum<{
											widget: "widget";
											email: "email";
											api: "api";
											greeting: "greeting";
										}>;
									},
									z.core.$strip
								>,
							],
							"type"
						>
					>;
					visitorId: z.ZodNullable<z.ZodUUID>;
					userId: z.ZodNullable<z.ZodUUID>;
					aiAgentId: z.ZodNullable<z.ZodUUID>;
					createdAt: z.ZodISODateTime;
					editedAt: z.ZodNullable<z.ZodISODateTime>;
					deletedAt: z.ZodNullable<z.ZodISODateTime>;
				},
				z.core.$strip
			>
		>;
		hasMore: z.ZodBoolean;
	},
	z.core.$strip
>;
export const timelinePart: z.ZodDiscriminatedUnion<
	[
		z.ZodObject<{ type: z.ZodLiteral<"text">; text: z.ZodString }, z.core.$strip>,
		z.ZodObject<
			{
				type: z.ZodLiteral<"image">;
				url: z.ZodString;
				mediaType: z.ZodString;
				fileName: z.ZodOptional<z.ZodString>;
				size: z.ZodOptional<z.ZodInt>;
				width: z.ZodOptional<z.ZodInt>;
				height: z.ZodOptional<z.ZodInt>;
			},
			z.core.$strip
		>,
		z.ZodObject<
			{
				type: z.ZodLiteral<"file">;
				url: z.ZodString;
				mediaType: z.ZodString;
				fileName: z.ZodOptional<z.ZodString>;
				size: z.ZodOptional<z.ZodInt>;
			},
			z.core.$strip
		>,
		z.ZodObject<
			{
				type: z.ZodLiteral<"event">;
				eventType: z.ZodEnum<{
					visitor_blocked: "visitor_blocked";
					resolved: "resolved";
					assigned: "assigned";
					unassigned: "unassigned";
					participant_requested: "participant_requested";
					participant_joined: "participant_joined";
					participant_left: "participant_left";
					status_changed: "status_changed";
					priority_changed: "priority_changed";
					tag_added: "tag_added";
					tag_removed: "tag_removed";
					reopened: "reopened";
					visitor_unblocked: "visitor_unblocked";
					visitor_identified: "visitor_identified";
				}>;
				actorUserId: z.ZodNullable<z.ZodUUID>;
				actorAiAgentId: z.ZodNullable<z.ZodUUID>;
				targetUserId: z.ZodNullable<z.ZodUUID>;
				targetAiAgentId: z.ZodNullable<z.ZodUUID>;
				message: z.ZodOptional<z.ZodString>;
			},
			z.core.$strip
		>,
		z.ZodObject<
			{
				type: z.ZodLiteral<"metadata">;
				source: z.ZodEnum<{ widget: "widget"; email: "email"; api: "api"; greeting: "greeting" }>;
			},
			z.core.$strip
		>,
	],
	"type"
>;
export const typing: z.ZodObject<
	{
		isTyping: z.ZodBoolean;
		actorId: z.ZodUUID;
		actorName: z.ZodOptional<z.ZodString>;
		preview: z.ZodOptional<z.ZodString>;
	},
	z.core.$strip
>;
export const visibility: z.ZodEnum<{ public: "public"; private: "private" }>;
export const visitorDetails: z.ZodObject<
	{
		id: z.ZodUUID;
		isBlocked: z.ZodBoolean;
		language: z.ZodNullable<z.ZodString>;
		timezone: z.ZodNullable<z.ZodString>;
		websiteId: z.ZodUUID;
		contactId: z.ZodNullable<z.ZodUUID>;
		browser: z.ZodNullable<z.ZodString>;
		os: z.ZodNullable<z.ZodString>;
		deviceType: z.ZodEnum<{
			unknown: "unknown";
			desktop: "desktop";
			mobile: "mobile";
			tablet: "tablet";
		}>;
		screen: z.ZodNullable<z.ZodString>;
		page: z.ZodNullable<
			z.ZodObject<{ url: z.ZodString; title: z.ZodNullable<z.ZodString> }, z.core.$strip>
		>;
		referrer: z.ZodNullable<z.ZodString>;
		createdAt: z.ZodISODateTime;
		lastSeenAt: z.ZodNullable<z.ZodISODateTime>;
	},
	z.core.$strip
>;
export const visitorMetadata: z.ZodRecord<
	z.ZodString,
	z.ZodUnion<readonly [z.ZodString, z.ZodNumber, z.ZodBoolean, z.ZodNull]>
>;
export const visitorSeen: z.ZodObject<
	{ visitorId: z.ZodUUID; websiteId: z.ZodUUID },
	z.core.$strip
>;
export const visitorSession: z.ZodObject<
	{
		token: z.ZodString;
		expiresAt: z.ZodISODateTime;
		refreshSecret: z.ZodString;
		publishableKey: z.ZodString;
		website: z.ZodObject<
			{
				id: z.ZodUUID;
				name: z.ZodString;
				domain: z.ZodString;
				description: z.ZodNullable<z.ZodString>;
				logoUrl: z.ZodNullable<z.ZodString>;
				organizationId: z.ZodUUID;
				status: z.ZodEnum<{ active: "active"; inactive: "inactive" }>;
				lastOnlineAt: z.ZodNullable<z.ZodISODateTime>;
				availableHumanAgents: z.ZodArray<
					z.ZodObject<
						{
							id: z.ZodUUID;
							name: z.ZodString;
							image: z.ZodNullable<z.ZodString>;
							lastSeenAt: z.ZodNullable<z.ZodISODateTime>;
						},
						z.core.$strip
					>
				>;
				availableAIAgents: z.ZodArray<
					z.ZodObject<
						{ id: z.ZodUUID; name: z.ZodString; image: z.ZodNullable<z.ZodString> },
						z.core.$strip
					>
				>;
				defaultMessages: z.ZodArray<
					z.ZodObject<
						{
							content: z.ZodString;
							senderType: z.ZodEnum<{ visitor: "visitor"; team_member: "team_member"; ai: "ai" }>;
							senderId: z.ZodOptional<z.ZodString>;
						},
						z.core.$strip
					>
				>;
				quickOptions: z.ZodArray<z.ZodString>;
				isTypingPreviewEnabled: z.ZodBoolean;
			},
			z.core.$strip
		>;
		visitor: z.ZodObject<
			{
				id: z.ZodUUID;
				isBlocked: z.ZodBoolean;
				language: z.ZodNullable<z.ZodString>;
				timezone: z.ZodNullable<z.ZodString>;
				contact: z.ZodNullable<
					z.ZodObject<
						{
							id: z.ZodUUID;
							name: z.ZodNullable<z.ZodString>;
							email: z.ZodNullable<z.ZodString>;
							image: z.ZodNullable<z.ZodString>;
							metadataHash: z.ZodOptional<z.ZodString>;
							isVerified: z.ZodBoolean;
						},
						z.core.$strip
					>
				>;
			},
			z.core.$strip
		>;
		hasConversations: z.ZodBoolean;
		unreadCount: z.ZodInt;
	},
	z.core.$strip
>;
export const visitorSessionRequest: z.ZodObject<
	{
		publicKey: z.ZodString;
		visitor: z.ZodOptional<
			z.ZodObject<{ id: z.ZodUUID; refreshSecret: z.ZodString }, z.core.$strip>
		>;
		identity: z.ZodOptional<
			z.ZodUnion<
				readonly [
					z.ZodObject<{ token: z.ZodString }, z.core.$strip>,
					z.ZodObject<
						{
							externalId: z.ZodOptional<z.ZodString>;
							email: z.ZodOptional<z.ZodEmail>;
							name: z.ZodOptional<z.ZodNullable<z.ZodString>>;
							image: z.ZodOptional<z.ZodNullable<z.ZodString>>;
							metadata: z.ZodOptional<
								z.ZodNullable<
									z.ZodRecord<
										z.ZodString,
										z.ZodUnion<readonly [z.ZodString, z.ZodNumber, z.ZodBoolean, z.ZodNull]>
									>
								>
							>;
						},
						z.core.$strip
					>,
				]
			>
		>;
		device: z.ZodDefault<
			z.ZodObject<
				{
					language: z.ZodOptional<z.ZodString>;
					timezone: z.ZodOptional<z.ZodString>;
					screen: z.ZodOptional<z.ZodString>;
					referrer: z.ZodOptional<z.ZodString>;
					page: z.ZodOptional<
						z.ZodObject<{ url: z.ZodString; title: z.ZodNullable<z.ZodString> }, z.core.$strip>
					>;
				},
				z.core.$strip
			>
		>;
	},
	z.core.$strip
>;
export type AIAgent = z.infer<typeof aiAgent>;
export type AccessEnded = z.infer<typeof accessEnded>;
export type ContactDetails = z.infer<typeof contactDetails>;
export type Conversation = z.infer<typeof conversation>;
export type ConversationChanged = z.infer<typeof conversationChanged>;
export type ConversationChanges = z.infer<typeof conversationChanges>;
export type ConversationPage = z.infer<typeof conversationPage>;
export type ConversationPriority = z.infer<typeof conversationPriority>;
export type ConversationRead = z.infer<typeof conversationRead>;
export type ConversationStatus = z.infer<typeof conversationStatus>;
export type CreatedIdentitySecret = z.infer<typeof createdIdentitySecret>;
export type CreatedOrganization = z.infer<typeof createdOrganization>;
export type DefaultMessage = z.infer<typeof defaultMessage>;
export type Device = z.infer<typeof device>;
export type EventPart = z.infer<typeof eventPart>;
export type EventType = z.infer<typeof eventType>;
export type HumanAgent = z.infer<typeof humanAgent>;
export type IdentifyParams = z.infer<typeof identifyParams>;
export type IdentityClaims = z.infer<typeof identityClaims>;
export type InboxCounts = z.infer<typeof inboxCounts>;
export type InboxPage = z.infer<typeof inboxPage>;
export type ItemChanged = z.infer<typeof itemChanged>;
export type ItemType = z.infer<typeof itemType>;
export type OpenedConversation = z.infer<typeof openedConversation>;
export type Participant = z.infer<typeof participant>;
export type PublicContact = z.infer<typeof publicContact>;
export type PublicVisitor = z.infer<typeof publicVisitor>;
export type PublicWebsite = z.infer<typeof publicWebsite>;
export type PublicWebsiteResponse = z.infer<typeof publicWebsiteResponse>;
export type Read = z.infer<typeof read>;
export type SentMessage = z.infer<typeof sentMessage>;
export type TeamAct = z.infer<typeof teamAct>;
export type TeamConversation = z.infer<typeof teamConversation>;
export type TeamConversationChanged = z.infer<typeof teamConversationChanged>;
export type TeamConversationChanges = z.infer<typeof teamConversationChanges>;
export type TeamItemChanged = z.infer<typeof teamItemChanged>;
export type TeamWebsite = z.infer<typeof teamWebsite>;
export type TimelineItem = z.infer<typeof timelineItem>;
export type TimelinePage = z.infer<typeof timelinePage>;
export type TimelinePart = z.infer<typeof timelinePart>;
export type Typing = z.infer<typeof typing>;
export type Visibility = z.infer<typeof visibility>;
export type VisitorClaims = {
	role: "anon";
	sub: string;
	website_id: string;
	organization_id: string;
	contact_id?: string;
	is_blocked?: true;
	exp: number;
	iat: number;
};
export type VisitorDetails = z.infer<typeof visitorDetails>;
export type VisitorMetadata = z.infer<typeof visitorMetadata>;
export type VisitorSeen = z.infer<typeof visitorSeen>;
export type VisitorSession = z.infer<typeof visitorSession>;
export type VisitorSessionRequest = z.input<typeof visitorSessionRequest>;

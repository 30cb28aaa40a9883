export { ERRORS, type ErrorBody, type ErrorCode, MESSAGE_MAX_LENGTH } from "./error-codes.ts";
export type { Attachment, AttachmentLink } from "./schemas/attachments.ts";
export type {
	AIAgentList,
	Author,
	ContactFacts,
	ContactName,
	ConversationChange,
	ConversationImport,
	ImportedConversation,
	NewConversation,
	NewItem,
	TeamAIAgent,
} from "./schemas/backend.ts";
export type { BulkAct, BulkRefusals, BulkResults } from "./schemas/bulk.ts";
export type { DefaultMessage, VisitorMetadata } from "./schemas/common.ts";
export type {
	Conversation,
	ConversationChanges,
	ConversationPage,
	ConversationPriority,
	ConversationStatus,
	ExportPage,
	InboxCounts,
	InboxPage,
	OpenedConversation,
	Read,
	SearchPage,
	SentMessage,
	Tag,
	TeamAct,
	TeamConversation,
	TeamConversationChanges,
	TimelinePage,
} from "./schemas/conversation.ts";
export type {
	AccessEnded,
	AgentChanged,
	CompanyChanged,
	CompanyDeleted,
	ContactChanged,
	ContactDeleted,
	ConversationChanged,
	ConversationDeleted,
	ConversationRead,
	InboxChanged,
	ItemsChanged,
	TagChanged,
	TagDeleted,
	TeamConversationChanged,
	TeamItemsChanged,
	Typing,
	VisitorChanged,
	VisitorDeleted,
	VisitorSeen,
	WebsiteDeleted,
} from "./schemas/events.ts";
export type {
	Notification,
	NotificationChanged,
	NotificationKind,
	NotificationPage,
	NotificationsRead,
	UnreadNotifications,
} from "./schemas/notification.ts";
export type {
	AIAgent,
	Company,
	CompanyPage,
	ContactDetails,
	ContactPage,
	ExportedPerson,
	HumanAgent,
	KnownVisitor,
	Member,
	MemberList,
	OpenedContact,
	Participant,
	PublicContact,
	PublicVisitor,
	TeamParticipant,
	VisitorDetails,
	VisitorPage,
} from "./schemas/people.ts";
export type { Report } from "./schemas/report.ts";
export type { Routing, RoutingRule } from "./schemas/routing.ts";
export type {
	Device,
	IdentifyParams,
	IdentityClaims,
	VisitorClaims,
	VisitorSession,
	VisitorSessionRequest,
} from "./schemas/session.ts";
export type {
	EventPart,
	EventType,
	ItemType,
	MentionPart,
	TimelineItem,
	TimelinePart,
	ToolPart,
	Visibility,
} from "./schemas/timeline.ts";
export type {
	InboxSort,
	SavedView,
	SavedViewChanged,
	SavedViewDeleted,
	SavedViewList,
	ViewCount,
	ViewCounts,
} from "./schemas/views.ts";
export type {
	ApiScope,
	CreatedApiKey,
	CreatedIdentitySecret,
	CreatedOrganization,
	PublicWebsite,
	PublicWebsiteResponse,
	ResolvedApiKey,
	TeamWebsite,
} from "./schemas/website.ts";
export { topics } from "./topics.ts";

import { backendExamples } from "./backend-examples.ts";

/** One example of every shape, as the real answers look; keyed by the schema's name. For tests and mocks. */

import { reportExample } from "./examples-of-reports.ts";

const at = "2026-11-21T12:00:00.123456+00:00";
const ids = {
	organization: "0199a000-0000-7000-8000-000000000001",
	website: "0199a000-0000-7000-8000-000000000002",
	visitor: "0199a000-0000-7000-8000-000000000003",
	contact: "0199a000-0000-7000-8000-000000000004",
	conversation: "0199a000-0000-7000-8000-000000000005",
	item: "0199a000-0000-7000-8000-000000000006",
	ada: "0199a000-0000-4000-8000-000000000007",
	agent: "0199a000-0000-7000-8000-000000000008",
	tag: "0199a000-0000-7000-8000-000000000009",
	view: "0199a000-0000-7000-8000-00000000000a",
	notification: "0199a000-0000-7000-8000-00000000000a",
	company: "0199a000-0000-7000-8000-00000000000c",
};

const textPart = { type: "text", text: "Where is my order?" };
const metadataPart = { type: "metadata", source: "widget" };
const imagePart = {
	type: "image",
	url: "website/conversation/a.png",
	mediaType: "image/png",
	fileName: "a.png",
	size: 1_024,
	width: 640,
	height: 480,
};
const filePart = {
	type: "file",
	url: "website/conversation/a.pdf",
	mediaType: "application/pdf",
	fileName: "a.pdf",
	size: 2_048,
};
const path = `${ids.website}/${ids.conversation}/${ids.item}.pdf`;
const attachment = {
	id: ids.item,
	conversationId: ids.conversation,
	path,
	fileName: "a.pdf",
	mediaType: "application/pdf",
	size: 2_048,
	state: "checked",
};
const eventPart = {
	type: "event",
	eventType: "resolved",
	actorUserId: ids.ada,
	actorAiAgentId: null,
	targetUserId: null,
	targetAiAgentId: null,
	message: "Resolved",
};

const mentionPart = { type: "mention", userId: ids.ada, name: "Ada Lovelace" };

const timelineItem = {
	id: ids.item,
	conversationId: ids.conversation,
	type: "message",
	visibility: "public",
	order: 1,
	change: 1,
	text: "Where is my order?",
	parts: [textPart, metadataPart],
	visitorId: ids.visitor,
	userId: null,
	aiAgentId: null,
	createdAt: at,
	editedAt: null,
	deletedAt: null,
};

const humanAgent = { id: ids.ada, name: "Ada Lovelace", image: null, lastSeenAt: at };
const aiAgent = { id: ids.agent, name: "Acme's helper", image: null };
const participant = { id: ids.ada, type: "user", name: "Ada Lovelace", image: null };
const visitorMetadata = { plan: "pro", seats: 3, isTrial: false, company: null };

const teamParticipant = { ...participant, status: "joined" };
const routingRule = {
	keywords: ["refund", "money back"],
	tagId: null,
	channel: "widget",
	assignment: "round_robin",
	memberIds: [ids.ada],
	participantIds: [],
	addedTagIds: [ids.tag],
	priority: "high",
};

const publicContact = {
	id: ids.contact,
	name: "Vera",
	email: "vera@example.com",
	image: null,
	metadataHash: "44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a",
	isVerified: true,
};
const company = {
	id: ids.company,
	websiteId: ids.website,
	name: "Rubin & Sons",
	externalId: "company-1",
	createdAt: at,
};
const contactDetails = {
	...publicContact,
	websiteId: ids.website,
	externalId: "user-1",
	isTest: false,
	isByTeam: false,
	mergedIntoId: null,
	metadata: visitorMetadata,
	verifiedMetadata: { plan: "pro", seats: 3 },
	teamMetadata: { company: null },
	claimedMetadata: { isTrial: false },
	company,
	createdAt: at,
	updatedAt: at,
};
const publicVisitor = {
	id: ids.visitor,
	isBlocked: false,
	language: "en-GB",
	timezone: "Europe/London",
	contact: publicContact,
};
const { contact: _, ...visitorBase } = publicVisitor;
const visitorDetails = {
	...visitorBase,
	websiteId: ids.website,
	contactId: ids.contact,
	isTest: false,
	browser: "Chrome 149",
	os: "Windows",
	deviceType: "desktop",
	screen: "1920x1080",
	page: { url: "https://shop.example/cart", title: "Cart" },
	referrer: null,
	createdAt: at,
	lastSeenAt: at,
};

const knownVisitor = { visitor: visitorDetails, contact: contactDetails, sameBrowserAs: [] };

const read = { readerType: "user", readerId: ids.ada, upto: 1, messageCount: 1, readAt: at };
const header = {
	id: ids.conversation,
	websiteId: ids.website,
	status: "open",
	title: null,
	createdAt: at,
	lastActivityAt: at,
	resolvedAt: null,
	lastItem: timelineItem,
	lastChange: 1,
	participants: [participant],
	reads: [read],
};
const tag = { id: ids.tag, name: "billing", color: null };
const conversation = { ...header, unreadCount: 0 };
const teamConversation = {
	...header,
	participants: [teamParticipant],
	organizationId: ids.organization,
	visitorId: ids.visitor,
	contactId: ids.contact,
	priority: "medium",
	channel: "widget",
	isTest: false,
	assigneeId: null,
	waitingSince: at,
	snoozedUntil: null,
	spamAt: null,
	archivedAt: null,
	rating: null,
	ratingComment: null,
	tags: [tag],
	visitorMessageCount: 1,
	visitorName: "Vera",
	visitorImage: null,
	isVisitorBlocked: false,
};

const defaultMessage = { content: "Hi! How can we help?", senderType: "team_member" };
const websiteBase = {
	id: ids.website,
	name: "Acme",
	domain: "shop.example",
	description: null,
	logoUrl: null,
	organizationId: ids.organization,
	status: "active",
	defaultMessages: [defaultMessage],
	quickOptions: ["Where is my order?"],
	isTypingPreviewEnabled: true,
};
const publicWebsite = {
	...websiteBase,
	lastOnlineAt: at,
	availableHumanAgents: [humanAgent],
	availableAIAgents: [aiAgent],
};

const device = {
	language: "en-GB",
	timezone: "Europe/London",
	screen: "1920x1080",
	referrer: "https://search.example/",
	page: { url: "https://shop.example/cart", title: "Cart" },
};
const identifyParams = {
	externalId: "user-1",
	email: "vera@example.com",
	name: "Vera",
	image: null,
	metadata: visitorMetadata,
};

const member = {
	organizationId: ids.organization,
	userId: ids.ada,
	role: "owner",
	name: "Ada Lovelace",
	image: null,
	email: "ada@acme.test",
	isAway: false,
	isOnline: true,
	lastSeenAt: at,
	createdAt: at,
};

const savedView = {
	id: ids.view,
	websiteId: ids.website,
	isShared: true,
	createdBy: ids.ada,
	name: "Urgent refunds",
	icon: "flame",
	color: "red",
	filter: { status: "open", assignee: "me", priority: ["urgent"] },
	sort: "longest_waiting",
	position: 1,
	createdAt: at,
};
const notification = {
	id: ids.notification,
	kind: "mention",
	websiteId: ids.website,
	conversationId: ids.conversation,
	itemId: ids.item,
	actorId: ids.ada,
	actorName: "Ada Lovelace",
	text: "Could you have a look?",
	visitorName: "Vera",
	createdAt: at,
	readAt: null,
};

export const examples: Record<string, unknown> = {
	id: ids.item,
	moment: at,
	sequence: 0,
	visitorMetadata,
	senderType: "visitor",
	defaultMessage,
	humanAgent,
	aiAgent,
	participant,
	teamParticipant,
	routingRule,
	routing: { websiteId: ids.website, rules: [routingRule] },
	publicContact,
	publicVisitor,
	visitorDetails,
	company,
	contactDetails,
	knownVisitor,
	openedContact: { contact: contactDetails, mergedContacts: [], visitors: [knownVisitor] },
	contactPage: { contacts: [contactDetails], nextCursor: null },
	visitorPage: { visitors: [knownVisitor], nextCursor: "1.x" },
	companyPage: { companies: [company], nextCursor: null },
	itemType: "message",
	visibility: "private",
	eventType: "reopened",
	attachmentState: "checked",
	attachment,
	attachmentLinkRequest: { path },
	attachmentLink: {
		attachment,
		link: `/storage/v1/object/sign/attachments/${path}?token=ey.Jh.bG&download=a.pdf`,
		expiresIn: 300,
	},
	textPart,
	imagePart,
	filePart,
	eventPart,
	mentionPart,
	metadataPart,
	...backendExamples({ at, ids, aiAgent, visitorMetadata, teamConversation }),
	timelinePart: imagePart,
	timelineItem,
	conversationStatus: "resolved",
	conversationPriority: "urgent",
	read,
	conversation,
	teamConversation,
	conversationPage: { conversations: [conversation], nextCursor: "1.x", unreadCount: 0 },
	inboxPage: { conversations: [teamConversation], nextCursor: null },
	timelinePage: { items: [timelineItem], hasMore: false },
	conversationChanges: { conversation, items: [timelineItem], hasMore: false },
	teamConversationChanges: {
		conversation: teamConversation,
		items: [timelineItem],
		hasMore: true,
	},
	sentMessage: { conversation, items: [timelineItem] },
	teamAct: { conversation: teamConversation, items: [timelineItem] },
	openedConversation: {
		conversation: teamConversation,
		visitor: visitorDetails,
		contact: contactDetails,
		items: [timelineItem],
		hasMore: false,
	},
	inboxCounts: {
		open: 2,
		resolved: 1,
		snoozed: 0,
		archived: 0,
		spam: 0,
		test: 0,
		unassigned: 1,
		mine: 1,
		unread: 1,
	},
	report: reportExample({ website: ids.website, ada: ids.ada, tag, at }),
	tag,
	searchPage: { results: [{ conversation: teamConversation, item: null }], nextCursor: null },
	bulkAct: { type: "assign", userId: ids.ada },
	bulkResults: {
		results: [
			{
				id: ids.conversation,
				outcome: "changed",
				conversation: teamConversation,
				items: [timelineItem],
			},
		],
	},
	bulkRefusals: { refusals: [{ id: ids.conversation, code: "conversation_not_found" }] },
	member,
	memberList: { members: [member] },
	agentChanged: { member },
	tagChanged: { tag },
	tagDeleted: { tagId: tag.id, websiteId: ids.website },
	viewCount: { viewId: ids.view, count: 12, unread: 3, isCapped: false },
	viewCounts: { counts: [{ viewId: ids.view, count: 1_000, unread: 37, isCapped: true }] },
	inboxSort: "newest",
	savedView,
	savedViewList: { views: [savedView] },
	savedViewChanged: { view: savedView },
	savedViewDeleted: { viewId: ids.view, websiteId: ids.website },
	notificationKind: "assigned",
	notification,
	notificationPage: { notifications: [notification], nextCursor: null, unreadCount: 1 },
	unreadNotifications: { unreadCount: 0 },
	notificationChanged: { notification },
	notificationsRead: { ids: [ids.notification], readAt: at },
	itemChanged: { item: timelineItem, conversation },
	teamItemChanged: { item: timelineItem, conversation: teamConversation },
	conversationRead: { conversationId: ids.conversation, read },
	conversationChanged: { conversation },
	teamConversationChanged: { conversation: teamConversation },
	websiteDeleted: { websiteId: ids.website },
	conversationDeleted: { conversationId: ids.conversation, websiteId: ids.website },
	visitorChanged: { visitor: visitorDetails },
	visitorDeleted: { visitorId: ids.visitor, websiteId: ids.website },
	contactChanged: { contact: contactDetails },
	contactDeleted: { contactId: ids.contact, websiteId: ids.website },
	companyChanged: { company },
	companyDeleted: { companyId: ids.company, websiteId: ids.website },
	visitorSeen: { visitorId: ids.visitor, websiteId: ids.website },
	accessEnded: { reason: "visitor_blocked", subjectId: ids.visitor },
	typing: { isTyping: true, actorId: ids.ada, actorName: "Ada Lovelace", preview: "Hel" },
	device,
	identifyParams,
	identityClaims: {
		...identifyParams,
		externalId: undefined,
		sub: "user-1",
		aud: "pk_demo",
		iat: 1_795_262_400,
		exp: 1_795_266_000,
	},
	visitorSessionRequest: {
		publicKey: "pk_demo",
		visitor: { id: ids.visitor, refreshSecret: "x" },
		identity: { token: "x.y.z" },
		device,
	},
	visitorSession: {
		token: "x.y.z",
		expiresAt: at,
		refreshSecret: "x",
		publishableKey: "sb_publishable_x",
		website: publicWebsite,
		visitor: publicVisitor,
		hasConversations: true,
		unreadCount: 1,
	},
	publicWebsite,
	publicWebsiteResponse: { ...publicWebsite, visitor: publicVisitor },
	teamWebsite: {
		...websiteBase,
		publicKey: "pk_demo",
		testPublicKey: "pk_test_demo",
		allowedOrigins: ["https://shop.example"],
		identityVerification: "optional",
		timezone: "Europe/Berlin",
		createdAt: at,
	},
	createdOrganization: { id: ids.organization, name: "Acme", slug: "acme" },
	createdIdentitySecret: { kid: "demo", secret: "demo.c2VjcmV0" },
};

import type {
	ConversationStatus,
	InboxCounts,
	InboxPage,
	OpenedConversation,
	Read,
	TeamAct,
	TeamConversationChanges,
	TimelinePage,
	TimelinePart,
	Visibility,
	VisitorDetails,
} from "@cossistant/protocol";

/** A website as its team sees it. */
export type Website = {
	id: string;
	organizationId: string;
	name: string;
	domain: string;
	publicKey: string;
	allowedOrigins: string[];
};

export type Organization = { id: string; name: string; slug: string };

/** A key that signs identity tokens. `secret` is answered once and never again. */
export type IdentitySecret = { kid: string; secret: string };

type Fn<Args, Answer> = { args: Args; answer: Answer };

/** The database functions this app calls: their arguments by name, and what they answer. */
export type Functions = {
	inbox: Fn<
		{
			website_id: string;
			filter: { status?: ConversationStatus };
			cursor: string | null;
			limit: number;
		},
		InboxPage
	>;
	inbox_counts: Fn<{ website_id: string }, InboxCounts>;
	get_conversation: Fn<{ id: string }, OpenedConversation>;
	list_timeline: Fn<
		{ conversation_id: string; before: number | null; limit: number },
		TimelinePage
	>;
	sync_conversation: Fn<
		{ conversation_id: string; after: number; limit: number },
		TeamConversationChanges
	>;
	mark_read: Fn<{ conversation_id: string; upto: number }, Read>;
	send_message: Fn<
		{
			conversation_id: string;
			id: string;
			text: string;
			parts: TimelinePart[];
			visibility: Visibility;
		},
		TeamAct
	>;
	set_status: Fn<{ conversation_id: string; status: ConversationStatus }, TeamAct>;
	block_visitor: Fn<{ visitor_id: string }, VisitorDetails>;
	unblock_visitor: Fn<{ visitor_id: string }, VisitorDetails>;
	create_organization: Fn<{ name: string }, Organization>;
	accept_invitation: Fn<{ token: string }, Organization>;
	create_website: Fn<
		{ organization_id: string; name: string; domain: string; allowed_origins: string[] },
		Website
	>;
	create_identity_secret: Fn<{ website_id: string }, IdentitySecret>;
	touch_agent: Fn<Record<string, never>, null>;
};

export type FunctionName = keyof Functions;
export type Args<Name extends FunctionName> = Functions[Name]["args"];
export type Answer<Name extends FunctionName> = Functions[Name]["answer"];

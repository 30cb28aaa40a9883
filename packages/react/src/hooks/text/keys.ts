import type { AIAgent, HumanAgent, PublicVisitor, PublicWebsite } from "@cossistant/protocol";
import type { TextUtils } from "./text-utils.ts";
import type { bubbleWords } from "./words/bubble.ts";
import type { en } from "./words/en.ts";

/** Every text of the widget by name. */
export type SupportTextKey = keyof typeof en | keyof (typeof bubbleWords)["en"];

type Actor = { actorName: string };
type Counted = { count: number };

/** What a text is given to speak with; keys that are not here need nothing. */
export type SupportTextVariables = {
	"common.labels.supportOnline": { names: readonly string[] };
	"component.bubble.unread": Counted;
	"component.conversationButtonLink.lastMessage.agent": { name: string; text: string };
	"component.conversationButtonLink.lastMessage.visitor": { text: string };
	"component.conversationButtonLink.typing": { name: string };
	"component.conversationButtonLink.unread": Counted;
	"component.conversationEvent.assigned": Actor;
	"component.conversationEvent.default": Actor;
	"component.conversationEvent.participantJoined": Actor;
	"component.conversationEvent.participantLeft": Actor;
	"component.conversationEvent.participantRequested": Actor;
	"component.conversationEvent.priorityChanged": Actor;
	"component.conversationEvent.reopened": Actor;
	"component.conversationEvent.resolved": Actor;
	"component.conversationEvent.statusChanged": Actor;
	"component.conversationEvent.tagAdded": Actor;
	"component.conversationEvent.tagRemoved": Actor;
	"component.conversationEvent.unassigned": Actor;
	"component.conversationEvent.visitorBlocked": Actor;
	"component.conversationEvent.visitorIdentified": Actor;
	"component.conversationEvent.visitorUnblocked": Actor;
	"component.identificationTool.eventLog": Actor;
	"component.message.failed.rateLimited": { seconds: number };
	"component.message.heldBack": { seconds: number };
	"component.message.seenBy": { names: readonly string[] };
	"component.message.tooLong": { over: number };
	"component.timeline.newMessages": Counted;
	"component.timeline.typing": { names: readonly string[] };
	"component.window.label": { websiteName: string };
	"page.home.history.more": Counted;
};

/** What `Key` is given. Any string goes, so that the words themselves may name this type. */
export type VariablesOf<Key extends string> = Key extends keyof SupportTextVariables
	? SupportTextVariables[Key]
	: Record<string, unknown>;

/** Who speaks with whom, for texts that name them. */
export type SupportTextContext = {
	website: PublicWebsite | null;
	visitor: PublicVisitor | null;
	humanAgents: readonly HumanAgent[];
	aiAgents: readonly AIAgent[];
};

export type SupportTextInput<Key extends string = string> = {
	variables: VariablesOf<Key>;
	context: SupportTextContext;
	utils: TextUtils;
};

/**
 * A text: words, or a function that writes them. In words `{count}` stands for a variable, numbers and lists being
 * written as the language does, and `{count:message|messages}` for one form or the other, by how many there are.
 */
export type SupportTextValue<Key extends string = string> =
	| string
	| ((input: SupportTextInput<Key>) => string);

/** Languages the widget speaks by itself; `content` can teach it any other. */
export type SupportLocale = "en" | "fr" | "es";

/** Texts of your own by key: for every language, or per language. */
export type SupportTextContentOverrides<Locale extends string = string> = {
	[Key in SupportTextKey]?:
		| SupportTextValue<Key>
		| { readonly [Code in Locale]?: SupportTextValue<Key> };
};

/** All texts of the widget. */
export type SupportTextContent = Required<SupportTextContentOverrides>;

/** What one language says to `Key`. */
export type Words<Key extends SupportTextKey> = { readonly [K in Key]: SupportTextValue<K> };

import { describe, expect, it } from "vitest";
import * as everything from "./index.ts";
import * as primitives from "./primitives/index.ts";

/** The documents' names that are there; a name that goes breaks somebody's site. */
const NAMES = [
	"Button",
	"CONVERSATION_AUTO_SEEN_DELAY_MS",
	"Header",
	"IdentifySupportVisitor",
	"PENDING_CONVERSATION_ID",
	"Page",
	"Primitives",
	"SenderType",
	"Support",
	"SupportConfig",
	"SupportContext",
	"SupportProvider",
	"SupportTextProvider",
	"Text",
	"default",
	"useClient",
	"useConversation",
	"useConversationAutoSeen",
	"useConversationHistoryPage",
	"useConversationLifecycle",
	"useConversationPage",
	"useConversationPreview",
	"useConversationSeen",
	"useConversationTimeline",
	"useConversationTimelineItems",
	"useConversationTyping",
	"useConversations",
	"useCreateConversation",
	"useDefaultMessages",
	"useGroupedMessages",
	"useHomePage",
	"useLanguage",
	"useMessageComposer",
	"useSendMessage",
	"useSupport",
	"useSupportConfig",
	"useSupportNavigation",
	"useSupportStore",
	"useSupportText",
	"useVisitor",
	"useWindowVisibilityFocus",
];

const PRIMITIVES = [
	"Avatar",
	"AvatarFallback",
	"AvatarImage",
	"Bubble",
	"Button",
	"Config",
	"ConversationTimeline",
	"ConversationTimelineContainer",
	"ConversationTimelineEmpty",
	"ConversationTimelineLoading",
	"Input",
	"MultimodalInput",
	"Page",
	"PageRegistryProvider",
	"RichText",
	"Router",
	"TimelineItem",
	"TimelineItemContent",
	"TimelineItemGroup",
	"TimelineItemGroupAvatar",
	"TimelineItemGroupContent",
	"TimelineItemGroupHeader",
	"TimelineItemGroupReadIndicator",
	"TimelineItemGroupSeenIndicator",
	"TimelineItemTimestamp",
	"TypingIndicator",
	"Window",
	"usePageRegistry",
	"useRegisterPage",
];

describe("the package", () => {
	it("offers its documented names", () => {
		expect(Object.keys(everything).sort()).toEqual(NAMES);
		expect(everything.default).toBe(everything.Support);
	});

	it("offers its parts, by themselves and in a namespace", () => {
		expect(Object.keys(primitives).sort()).toEqual(PRIMITIVES);
		expect(Object.keys(everything.Primitives).sort()).toEqual(PRIMITIVES);
		expect(primitives.Input).toBe(primitives.MultimodalInput);
		expect(primitives.Config).toBe(everything.SupportConfig);
	});

	it("names senders as values", () => {
		expect(everything.SenderType).toEqual({
			VISITOR: "visitor",
			TEAM_MEMBER: "team_member",
			AI: "ai",
		});
	});
});

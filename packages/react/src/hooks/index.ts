"use client";

export type { ConfigurationError } from "./configuration-error.ts";
export type { TimelineRow } from "./conversation/group-timeline.ts";
export type { LastSeen } from "./conversation/last-seen-item.ts";
export type { TimelineSender } from "./conversation/sender.ts";
export { type UseConversationResult, useConversation } from "./conversation/use-conversation.ts";
export {
	type UseConversationAutoSeenOptions,
	useConversationAutoSeen,
} from "./conversation/use-conversation-auto-seen.ts";
export {
	type UseConversationLifecycleResult,
	useConversationLifecycle,
} from "./conversation/use-conversation-lifecycle.ts";
export {
	type ConversationPreview,
	useConversationPreview,
} from "./conversation/use-conversation-preview.ts";
export { useConversationSeen } from "./conversation/use-conversation-seen.ts";
export {
	type UseConversationTimelineResult,
	useConversationTimeline,
} from "./conversation/use-conversation-timeline.ts";
export {
	type UseConversationTimelineItemsResult,
	useConversationTimelineItems,
} from "./conversation/use-conversation-timeline-items.ts";
export { useConversationTyping } from "./conversation/use-conversation-typing.ts";
export { type UseConversationsResult, useConversations } from "./conversation/use-conversations.ts";
export { useCreateConversation } from "./conversation/use-create-conversation.ts";
export { useDefaultMessages } from "./conversation/use-default-messages.ts";
export { useGroupedMessages } from "./conversation/use-grouped-messages.ts";
export {
	type UseMessageComposerOptions,
	type UseMessageComposerResult,
	useMessageComposer,
} from "./conversation/use-message-composer.ts";
export { type SendMessageVariables, useSendMessage } from "./conversation/use-send-message.ts";
export type { DefaultMessageInput } from "./default-message.ts";
export {
	IdentifySupportVisitor,
	type IdentifySupportVisitorProps,
} from "./identify-support-visitor.tsx";
export {
	type UseConversationHistoryPageOptions,
	type UseConversationHistoryPageResult,
	useConversationHistoryPage,
} from "./pages/use-conversation-history-page.ts";
export {
	type UseConversationPageOptions,
	type UseConversationPageResult,
	useConversationPage,
} from "./pages/use-conversation-page.ts";
export { type UseHomePageResult, useHomePage } from "./pages/use-home-page.ts";
export type {
	DefaultRoutes,
	NavigationState,
	NavigationTarget,
	SupportPage,
} from "./state/navigation.ts";
export type { SupportSize } from "./state/support-store.ts";
export { SupportConfig, type SupportConfigProps } from "./support-config.tsx";
export { SupportContext, type SupportContextValue } from "./support-context.ts";
export { SupportProvider, type SupportProviderProps } from "./support-provider.tsx";
export type {
	SupportLocale,
	SupportTextContent,
	SupportTextContentOverrides,
	SupportTextKey,
	SupportTextValue,
} from "./text/keys.ts";
export { Text, type TextProps } from "./text/text.tsx";
export { SupportTextProvider } from "./text/text-settings.tsx";
export { useLanguage } from "./text/use-language.ts";
export { useSupportText } from "./text/use-support-text.ts";
export { useClient } from "./use-client.ts";
export type { Mutation } from "./use-mutation.ts";
export { type SupportVisitor, type UseSupportResult, useSupport } from "./use-support.ts";
export { type UseSupportConfigResult, useSupportConfig } from "./use-support-config.ts";
export { type UseSupportNavigationResult, useSupportNavigation } from "./use-support-navigation.ts";
export { type UseSupportStoreResult, useSupportStore } from "./use-support-store.ts";
export { type UseVisitorResult, useVisitor } from "./use-visitor.ts";
export { useWindowVisibilityFocus } from "./use-window-visibility-focus.ts";

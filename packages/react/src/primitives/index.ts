"use client";

export { Avatar, type AvatarProps } from "./avatar/avatar.tsx";
export type { AvatarImageStatus } from "./avatar/avatar-context.ts";
export { AvatarFallback, type AvatarFallbackProps } from "./avatar/avatar-fallback.tsx";
export { AvatarImage, type AvatarImageProps } from "./avatar/avatar-image.tsx";
export { Bubble, type BubbleProps, type BubbleState } from "./bubble.tsx";
export { Button, type ButtonProps } from "./button.tsx";
export { Config, type ConfigProps } from "./config.ts";
export {
	MultimodalInput,
	MultimodalInput as Input,
	type MultimodalInputProps,
} from "./multimodal-input.tsx";
export { Page, type PageProps } from "./router/page.tsx";
export {
	type PageComponent,
	type PageRegistry,
	PageRegistryProvider,
	usePageRegistry,
	useRegisterPage,
} from "./router/page-registry.tsx";
export { Router, type RouterProps } from "./router/router.tsx";
export {
	ConversationTimeline,
	type ConversationTimelineProps,
} from "./timeline/conversation-timeline.tsx";
export {
	ConversationTimelineContainer,
	ConversationTimelineEmpty,
	ConversationTimelineLoading,
	type ConversationTimelinePartProps,
} from "./timeline/conversation-timeline-parts.tsx";
export { RichText } from "./timeline/rich-text.tsx";
export type { ConversationTimelineState } from "./timeline/timeline-context.ts";
export { TimelineItem, type TimelineItemProps } from "./timeline/timeline-item.tsx";
export type { TimelineItemState } from "./timeline/timeline-item-context.ts";
export { TimelineItemGroup, type TimelineItemGroupProps } from "./timeline/timeline-item-group.tsx";
export type { TimelineItemGroupState } from "./timeline/timeline-item-group-context.ts";
export {
	TimelineItemGroupAvatar,
	type TimelineItemGroupAvatarProps,
	TimelineItemGroupContent,
	TimelineItemGroupHeader,
	type TimelineItemGroupHeaderProps,
	type TimelineItemGroupHeaderState,
	TimelineItemGroupReadIndicator,
	type TimelineItemGroupReadIndicatorProps,
	type TimelineItemGroupReadState,
	TimelineItemGroupSeenIndicator,
	type TimelineItemGroupSeenState,
} from "./timeline/timeline-item-group-parts.tsx";
export {
	TimelineItemContent,
	type TimelineItemContentProps,
	TimelineItemTimestamp,
	type TimelineItemTimestampProps,
} from "./timeline/timeline-item-parts.tsx";
export {
	TypingIndicator,
	type TypingIndicatorProps,
	type TypingParticipant,
} from "./typing-indicator.tsx";
export { Window, type WindowProps, type WindowState } from "./window/window.tsx";

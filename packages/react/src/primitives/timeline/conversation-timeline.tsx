import type { TimelineItem } from "@cossistant/protocol";
import { type CSSProperties, type ReactNode, useRef } from "react";
import { composeHandlers } from "../compose-handlers.ts";
import { type PartProps, part } from "../part.tsx";
import { provideInside } from "../provide-inside.ts";
import { TimelineContext } from "./timeline-context.ts";
import { useTimelineScroll } from "./use-timeline-scroll.ts";

type Item = Pick<TimelineItem, "id">;

export type ConversationTimelineProps = PartProps<
	"div",
	{
		/** Oldest first. */
		items?: readonly (Item & Partial<TimelineItem>)[] | undefined;
		isLoading?: boolean | undefined;
		/** Whether older items exist. */
		hasMore?: boolean | undefined;
		/** Stays at the end while the reader is there. */
		autoScroll?: boolean | undefined;
		/** The reader is at the oldest item: time to load more. */
		onScrollStart?: (() => void) | undefined;
		/** The reader is back at the newest item. */
		onScrollEnd?: (() => void) | undefined;
		onPinnedChange?: ((isPinned: boolean) => void) | undefined;
		/** How near to the start counts as being there. */
		scrollStartThreshold?: number | undefined;
		/** Nodes, or a function that draws one item. */
		// biome-ignore lint/suspicious/noExplicitAny: the function takes what `items` holds, which a part can't be generic over
		children?: ReactNode | ((item: any) => ReactNode);
	}
>;

/**
 * The messages of a conversation, read out as they come. Name it with `aria-label`.
 * @example
 * <ConversationTimeline items={items}>{(item) => <TimelineItem {...item} />}</ConversationTimeline>
 */
export const ConversationTimeline = part(
	"div",
	function ConversationTimeline(props: ConversationTimelineProps) {
		const { items = [], isLoading = false, hasMore = false, children, ...others } = props;
		const { autoScroll = true, scrollStartThreshold = 2, ...events } = others;
		const { onScrollStart, onScrollEnd, onPinnedChange, ...rest } = events;
		const element = useRef<HTMLDivElement>(null);
		const state = { itemCount: items.length, isLoading, hasMore, isEmpty: items.length === 0 };
		const onScroll = useTimelineScroll(element, {
			firstKey: items[0]?.id,
			lastKey: items.at(-1)?.id,
			autoScroll,
			startWithinPx: scrollStartThreshold,
			onScrollStart,
			onScrollEnd,
			onPinnedChange,
		});
		const content = typeof children === "function" ? items.map(children) : children;

		return {
			role: "log",
			"aria-live": "polite",
			"aria-busy": isLoading,
			tabIndex: 0,
			"data-empty": state.isEmpty ? "" : undefined,
			"data-loading": isLoading ? "" : undefined,
			"data-more": hasMore ? "" : undefined,
			...rest,
			style: { ...anchorless, ...rest.style },
			onScroll: composeHandlers(rest.onScroll, onScroll),
			ref: element,
			children: provideInside(TimelineContext, state, { children: content, asChild: rest.asChild }),
		};
	},
);

/** The part keeps its place by itself; a browser that did so too would move it twice. */
const anchorless: CSSProperties = { overflowAnchor: "none" };

import { type RefObject, useCallback, useEffect, useRef } from "react";
import { useIsomorphicLayoutEffect } from "../../hooks/use-isomorphic-layout-effect.ts";
import { useLatest } from "../../hooks/use-latest.ts";

/** Closer than this to the end counts as being there. */
const PINNED_WITHIN_PX = 12;

export type TimelineScrollOptions = {
	firstKey: string | undefined;
	lastKey: string | undefined;
	autoScroll: boolean;
	/** How near to the start counts as being there. */
	startWithinPx: number;
	onScrollStart: (() => void) | undefined;
	onScrollEnd: (() => void) | undefined;
	onPinnedChange: ((isPinned: boolean) => void) | undefined;
};

/**
 * Keeps a timeline at its end while the reader is there, and what they read in place when older items come before it.
 * Answers the handler for the element's scroll event.
 */
export function useTimelineScroll(
	element: RefObject<HTMLElement | null>,
	options: TimelineScrollOptions,
): () => void {
	const { firstKey, lastKey, autoScroll } = options;
	const latest = useLatest(options);
	const seen = useRef({ isPinned: true, height: 0, firstKey, lastKey });

	const settle = useCallback(() => {
		const root = element.current;
		if (root === null) return;
		if (autoScroll && seen.current.isPinned) root.scrollTop = root.scrollHeight;
		seen.current.height = root.scrollHeight;
	}, [element, autoScroll]);

	useIsomorphicLayoutEffect(() => {
		const root = element.current;
		if (root === null) return;
		const before = seen.current;
		const isPrepended = before.firstKey !== firstKey && before.lastKey === lastKey;
		if (isPrepended && !before.isPinned) root.scrollTop += root.scrollHeight - before.height;
		before.firstKey = firstKey;
		before.lastKey = lastKey;
		settle();
		if (isAtStart(root, latest.current)) latest.current.onScrollStart?.();
	}, [element, firstKey, lastKey, settle, latest]);

	useSettleOnResize(element, settle);

	return useCallback(() => {
		const root = element.current;
		if (root === null) return;
		const isPinned = root.scrollHeight - root.scrollTop - root.clientHeight <= PINNED_WITHIN_PX;
		const { onScrollStart, onScrollEnd, onPinnedChange } = latest.current;
		if (isPinned !== seen.current.isPinned) {
			seen.current.isPinned = isPinned;
			onPinnedChange?.(isPinned);
			if (isPinned) onScrollEnd?.();
		}
		seen.current.height = root.scrollHeight;
		if (isAtStart(root, latest.current)) onScrollStart?.();
	}, [element, latest]);
}

function isAtStart(root: HTMLElement, { startWithinPx }: TimelineScrollOptions): boolean {
	return root.scrollTop <= startWithinPx;
}

/** A picture that arrives or a keyboard that opens must not push the newest message out of sight. */
function useSettleOnResize(element: RefObject<HTMLElement | null>, settle: () => void) {
	useEffect(() => {
		const root = element.current;
		if (root === null || typeof ResizeObserver === "undefined") return;
		const observer = new ResizeObserver(settle);
		observer.observe(root);
		for (const child of root.children) observer.observe(child);
		return () => observer.disconnect();
	}, [element, settle]);
}

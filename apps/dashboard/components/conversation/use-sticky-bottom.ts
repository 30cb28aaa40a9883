"use client";

import { type RefObject, useEffect, useLayoutEffect, useRef, useState } from "react";
import type { TeamItem } from "../../lib/live/team-timeline.ts";

/** This near the end counts as being there. */
const AT_BOTTOM_PX = 40;
/** This near the top, what comes before is loaded. */
const NEAR_TOP_PX = 400;

type Sticky = { items: readonly TeamItem[]; onNearTop: (() => void) | null };

/**
 * Keeps the end in sight while the reader is there, and what they read in place while older items come above it.
 * Coming near the top asks for older items. Answers whether the end is in sight, and how to go there.
 */
export function useStickyBottom(
	scroller: RefObject<HTMLElement | null>,
	{ items, onNearTop }: Sticky,
) {
	const [isAtBottom, setIsAtBottom] = useState(true);
	const position = useRef({ isAtBottom: true, fromBottom: 0 });
	const before = useRef({ firstId: items[0]?.id, lastId: items.at(-1)?.id });
	const nearTop = useRef(onNearTop);

	// Before the paint, so that nothing is seen to jump.
	useLayoutEffect(() => {
		nearTop.current = onNearTop;
		const element = scroller.current;
		const last = items.at(-1);
		const { firstId, lastId } = before.current;
		before.current = { firstId: items[0]?.id, lastId: last?.id };
		if (element === null) return;
		// Who has just written wants to see it.
		const isOwn = last?.id !== lastId && last?.delivery.state === "sending";
		if (position.current.isAtBottom || isOwn) toBottom(element);
		else if (firstId !== undefined && firstId !== items[0]?.id) {
			element.scrollTop = element.scrollHeight - position.current.fromBottom;
		}
	}, [items, onNearTop, scroller]);

	useEffect(() => {
		const element = scroller.current;
		if (element === null) return;
		return follow(element, (fromBottom) => {
			const isNow = fromBottom - element.clientHeight < AT_BOTTOM_PX;
			position.current = { isAtBottom: isNow, fromBottom };
			setIsAtBottom(isNow);
			if (element.scrollTop < NEAR_TOP_PX) nearTop.current?.();
			return isNow;
		});
	}, [scroller]);

	return { isAtBottom, toBottom: () => scroller.current && toBottom(scroller.current) };
}

/** Watches scrolling and growth; `onMove` answers whether to stay at the end when the content grows. */
function follow(element: HTMLElement, onMove: (fromBottom: number) => boolean): () => void {
	let staysAtBottom = true;

	function note() {
		staysAtBottom = onMove(element.scrollHeight - element.scrollTop);
	}

	// Pictures, the typing line and a growing composer change heights without a new item.
	const observer = new ResizeObserver(() => staysAtBottom && toBottom(element));
	observer.observe(element);
	for (const child of element.children) observer.observe(child);
	element.addEventListener("scroll", note, { passive: true });
	return () => {
		observer.disconnect();
		element.removeEventListener("scroll", note);
	};
}

function toBottom(element: HTMLElement): void {
	element.scrollTop = element.scrollHeight;
}

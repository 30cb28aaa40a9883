"use client";

import { type RefObject, useEffect, useLayoutEffect, useRef } from "react";

/** This near the end counts as being there. */
const AT_BOTTOM_PX = 40;
/** This near the top, what comes before is loaded. */
const NEAR_TOP_PX = 400;

type Item = { id: string };

/**
 * Keeps the end in sight while the reader is there, and what they read in place while older items come above it.
 * Coming near the top asks for older items.
 */
export function useStickyBottom(
	scroller: RefObject<HTMLElement | null>,
	{ items, onNearTop }: { items: readonly Item[]; onNearTop: (() => void) | null },
): void {
	const isAtBottom = useRef(true);
	const fromBottom = useRef(0);
	const firstId = useRef(items[0]?.id);
	const nearTop = useRef(onNearTop);

	useLayoutEffect(() => {
		nearTop.current = onNearTop;
	});

	// Before the paint, so that nothing is seen to jump.
	useLayoutEffect(() => {
		const element = scroller.current;
		if (element === null) return;
		const isGrownAbove = firstId.current !== undefined && firstId.current !== items[0]?.id;
		firstId.current = items[0]?.id;
		if (isAtBottom.current) element.scrollTop = element.scrollHeight;
		else if (isGrownAbove) element.scrollTop = element.scrollHeight - fromBottom.current;
	}, [items, scroller]);

	useEffect(() => {
		const element = scroller.current;
		if (element === null) return;

		function note() {
			if (element === null) return;
			fromBottom.current = element.scrollHeight - element.scrollTop;
			isAtBottom.current = fromBottom.current - element.clientHeight < AT_BOTTOM_PX;
			if (element.scrollTop < NEAR_TOP_PX) nearTop.current?.();
		}

		// Pictures, the typing line and a growing composer change heights without a new item.
		const observer = new ResizeObserver(() => {
			if (isAtBottom.current) element.scrollTop = element.scrollHeight;
		});
		observer.observe(element);
		for (const child of element.children) observer.observe(child);
		element.addEventListener("scroll", note, { passive: true });
		return () => {
			observer.disconnect();
			element.removeEventListener("scroll", note);
		};
	}, [scroller]);
}

"use client";

import { type RefObject, useEffect, useState } from "react";

/** Rows drawn above and below what is seen, so that keys and fast scrolling meet no hole. */
const OVERSCAN = 10;
/** Before the height is known: what a tall screen shows. */
const FIRST_ROWS = 24;

type Rows = { first: number; last: number };

/** Which rows of a long list to draw: the ones in sight and a few around them. */
export function useWindowedRows(
	scroller: RefObject<HTMLElement | null>,
	{ count, rowHeight }: { count: number; rowHeight: number },
): Rows {
	const [range, setRange] = useState<Rows>({ first: 0, last: FIRST_ROWS });

	// Not before the paint: the scroller is a parent, whose ref is set after its children have laid out.
	useEffect(() => {
		const element = scroller.current;
		if (element === null) return;

		function measure() {
			if (element === null) return;
			const first = Math.floor(element.scrollTop / rowHeight) - OVERSCAN;
			const last = Math.ceil((element.scrollTop + element.clientHeight) / rowHeight) + OVERSCAN;
			// By steps, so that most scrolling draws nothing new.
			const next = { first: floorTo(first, 5), last: floorTo(last, 5) + 5 };
			setRange((now) => (now.first === next.first && now.last === next.last ? now : next));
		}

		measure();
		const observer = new ResizeObserver(measure);
		observer.observe(element);
		element.addEventListener("scroll", measure, { passive: true });
		return () => {
			observer.disconnect();
			element.removeEventListener("scroll", measure);
		};
	}, [scroller, rowHeight]);

	return { first: Math.max(0, range.first), last: Math.min(count, range.last) };
}

function floorTo(value: number, step: number): number {
	return Math.floor(value / step) * step;
}

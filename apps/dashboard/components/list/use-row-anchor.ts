"use client";

import { type RefObject, useLayoutEffect, useRef } from "react";

type Row = { id: string };

/** Keeps what is being read in place when rows come or go above it; at the top, new rows push in. */
export function useRowAnchor(
	scroller: RefObject<HTMLElement | null>,
	{ rows, rowHeight }: { rows: readonly Row[]; rowHeight: number },
): void {
	const before = useRef(rows);

	useLayoutEffect(() => {
		const element = scroller.current;
		const former = before.current;
		before.current = rows;
		if (element === null || former === rows || element.scrollTop < rowHeight / 2) return;
		const index = Math.floor(element.scrollTop / rowHeight);
		const anchor = former[index];
		const now = anchor === undefined ? -1 : rows.findIndex(({ id }) => id === anchor.id);
		if (now !== -1 && now !== index) element.scrollTop += (now - index) * rowHeight;
	}, [rows, rowHeight, scroller]);
}

"use client";

import { type RefObject, useEffect, useRef, useState } from "react";
import { ROW_HEIGHT } from "./conversation-row.tsx";

type Row = { id: string };

export type ListCursor = ReturnType<typeof useListCursor>;

/** Moves the focus through a windowed list: the row is brought into the window first, then focused. */
export function useListCursor({
	rows,
	scroller,
	openId,
}: {
	rows: readonly Row[];
	scroller: RefObject<HTMLElement | null>;
	openId: string | null;
}) {
	const [wanted, setWanted] = useState<{ id: string } | null>(null);
	/** Where the cursor was last, for when its row has left the list. */
	const lastIndex = useRef(-1);

	useEffect(() => {
		if (wanted === null) return;
		const row = scroller.current?.querySelector<HTMLElement>(rowSelector(wanted.id));
		row?.focus({ preventScroll: true });
	}, [wanted, scroller]);

	function indexOf(id: string | null | undefined): number {
		return rows.findIndex((row) => row.id === id);
	}

	function currentIndex(): number {
		const focused = document.activeElement?.getAttribute("data-row");
		const found = indexOf(focused);
		return found === -1 ? indexOf(openId) : found;
	}

	function focusAt(index: number): void {
		const row = rows[index];
		const element = scroller.current;
		if (row === undefined || element === null) return;
		lastIndex.current = index;
		reveal(element, index);
		// After the window has moved: a row far away is drawn by the scroll that this caused.
		requestAnimationFrame(() => setWanted({ id: row.id }));
	}

	return {
		/** To the next row or the one before. */
		move(step: 1 | -1): void {
			const now = currentIndex();
			// The row is gone, resolved perhaps: what took its place is next.
			const from = now === -1 ? lastIndex.current - (step === 1 ? 1 : 0) : now;
			const to = Math.max(0, Math.min(rows.length - 1, now === -1 && from < 0 ? 0 : from + step));
			focusAt(to);
		},
		/** To one row, if it is there. */
		focus(id: string | null): void {
			const index = indexOf(id);
			if (index !== -1) focusAt(index);
		},
	};
}

function reveal(element: HTMLElement, index: number): void {
	const top = index * ROW_HEIGHT;
	const bottom = top + ROW_HEIGHT;
	if (top < element.scrollTop) element.scrollTop = top;
	else if (bottom > element.scrollTop + element.clientHeight) {
		element.scrollTop = bottom - element.clientHeight;
	}
}

function rowSelector(id: string): string {
	return `[data-row="${CSS.escape(id)}"]`;
}

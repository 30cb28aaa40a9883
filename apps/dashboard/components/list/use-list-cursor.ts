"use client";

import { type RefObject, useEffect, useRef, useState } from "react";
import { ROW_HEIGHT } from "./conversation-row.tsx";

type Row = { id: string };

type CursorProps = {
	rows: readonly Row[];
	scroller: RefObject<HTMLElement | null>;
	openId: string | null;
};

export type ListCursor = ReturnType<typeof useListCursor>;

/** Moves the focus through a windowed list. A row that is not drawn yet gets it as soon as it is. */
export function useListCursor({ rows, scroller, openId }: CursorProps) {
	/** A row on its way into the window. */
	const [awaited, setAwaited] = useState<string | null>(null);
	/** Where the cursor stands: keys may come faster than rows are drawn. */
	const cursor = useRef<{ id: string; index: number } | null>(null);

	useEffect(() => {
		if (awaited !== null && focusRow(scroller.current, awaited)) setAwaited(null);
	});

	const indexOf = (id: string | null | undefined) => rows.findIndex((row) => row.id === id);

	function currentIndex(): number {
		const focused = document.activeElement?.getAttribute("data-row");
		const id = awaited ?? focused ?? openId ?? cursor.current?.id;
		return indexOf(id);
	}

	function focusAt(index: number): void {
		const row = rows[index];
		if (row === undefined || scroller.current === null) return;
		cursor.current = { id: row.id, index };
		reveal(scroller.current, index);
		setAwaited(focusRow(scroller.current, row.id) ? null : row.id);
	}

	return {
		/** To the next row or the one before. */
		move(step: 1 | -1): void {
			const now = currentIndex();
			const gone = cursor.current?.index;
			// The row has left, resolved perhaps: what took its place is next.
			const from = now !== -1 ? now + step : gone === undefined ? 0 : gone + (step === 1 ? 0 : -1);
			focusAt(Math.max(0, Math.min(rows.length - 1, from)));
		},
		/** To one row, or, when it has left, to the list itself. */
		focus(id: string): void {
			const index = indexOf(id);
			if (index === -1) scroller.current?.focus({ preventScroll: true });
			else focusAt(index);
		},
	};
}

function focusRow(scroller: HTMLElement | null, id: string): boolean {
	const row = scroller?.querySelector<HTMLElement>(`[data-row="${CSS.escape(id)}"]`);
	row?.focus({ preventScroll: true });
	return row !== null && row !== undefined;
}

function reveal(element: HTMLElement, index: number): void {
	const top = index * ROW_HEIGHT;
	const bottom = top + ROW_HEIGHT;
	if (top < element.scrollTop) element.scrollTop = top;
	else if (bottom > element.scrollTop + element.clientHeight) {
		element.scrollTop = bottom - element.clientHeight;
	}
}

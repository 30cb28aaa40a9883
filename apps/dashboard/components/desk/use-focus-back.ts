"use client";

import { useEffect, useRef } from "react";

/** When a conversation is left, by key, button or the browser's history, the focus returns to its row. */
export function useFocusBack(
	conversationId: string | null,
	focus: (conversationId: string) => void,
): void {
	const before = useRef(conversationId);

	useEffect(() => {
		const left = before.current;
		before.current = conversationId;
		if (left !== null && conversationId === null) focus(left);
	});
}

"use client";

import { useEffect } from "react";
import { useDesk } from "../desk/desk-context.tsx";

/** A glance in passing is not reading. */
const READ_AFTER_MS = 800;

/** Marks the conversation as read while it is open on a page that is visible and has the focus. */
export function useAutoRead(conversationId: string, lastOrder: number): void {
	const { markRead } = useDesk();

	useEffect(() => {
		if (lastOrder === 0) return;
		let timer: ReturnType<typeof setTimeout> | undefined;

		function look() {
			clearTimeout(timer);
			const isSeen = document.visibilityState === "visible" && document.hasFocus();
			if (isSeen) timer = setTimeout(() => void markRead(conversationId), READ_AFTER_MS);
		}

		look();
		document.addEventListener("visibilitychange", look);
		window.addEventListener("focus", look);
		window.addEventListener("blur", look);
		return () => {
			clearTimeout(timer);
			document.removeEventListener("visibilitychange", look);
			window.removeEventListener("focus", look);
			window.removeEventListener("blur", look);
		};
	}, [conversationId, lastOrder, markRead]);
}

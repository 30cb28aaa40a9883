"use client";

import { useEffect } from "react";
import { usePart } from "../../lib/live/use-store.ts";
import { visitorName } from "../../lib/text/people.ts";
import { useDesk, useWorkplace } from "./desk-context.tsx";

/** Says in the tab what waits and what is open. */
export function useDeskTitle(conversationId: string | null): void {
	const { inbox } = useDesk();
	const { website } = useWorkplace();
	const unread = usePart(inbox, ({ counts }) => counts?.unread ?? 0);
	const name = usePart(inbox, ({ byId }) => {
		const conversation = conversationId === null ? undefined : byId.get(conversationId);
		return conversation === undefined ? null : visitorName(conversation);
	});

	useEffect(() => {
		const count = unread > 0 ? `(${unread}) ` : "";
		document.title = `${count}${name ?? "Inbox"} · ${website.name}`;
	}, [unread, name, website.name]);
}

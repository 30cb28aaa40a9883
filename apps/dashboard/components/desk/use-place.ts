"use client";

import { usePathname } from "next/navigation";
import { useCallback, useMemo } from "react";
import { type Place, pathOf, readPlace } from "../../lib/desk/place.ts";

/** Marks an entry of the history that was made by opening a conversation from its list. */
const FROM_LIST = { isFromList: true };

export type Navigation = {
	place: Place;
	/** Goes somewhere on this desk, without asking the server for a page. */
	go: (change: Partial<Place>) => void;
	/** Back to the list, by the browser's history where that leads there. */
	back: () => void;
};

/** Where the agent is, as the address bar says it. */
export function usePlace(fallback: Place): Navigation {
	const pathname = usePathname();
	const { websiteId, view, conversationId } = readPlace(pathname) ?? fallback;
	const place = useMemo(
		() => ({ websiteId, view, conversationId }),
		[websiteId, view, conversationId],
	);

	const go = useCallback(
		(change: Partial<Place>) => {
			const path = pathOf({ ...place, ...change });
			if (path === window.location.pathname) return;
			const isFromList = place.conversationId === null && Boolean(change.conversationId);
			window.history.pushState(isFromList ? FROM_LIST : null, "", path);
		},
		[place],
	);

	const back = useCallback(() => {
		if (window.history.state?.isFromList === true) window.history.back();
		else window.history.pushState(null, "", pathOf({ ...place, conversationId: null }));
	}, [place]);

	return { place, go, back };
}

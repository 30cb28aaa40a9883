import type { ConversationStatus } from "@cossistant/protocol";

/** Where the agent is: a website's view, and perhaps a conversation in front of it. */
export type Place = { websiteId: string; view: ConversationStatus; conversationId: string | null };

/** Reads a place from the path of a URL; null for a path of other pages. */
export function readPlace(pathname: string): Place | null {
	const [, root, websiteId, view, conversationId, ...rest] = pathname.split("/");
	if (root !== "w" || !websiteId || !isView(view) || rest.length > 0) return null;
	return { websiteId, view, conversationId: conversationId || null };
}

/** The path of a place. */
export function pathOf({ websiteId, view, conversationId }: Place): string {
	const path = `/w/${websiteId}/${view}`;
	return conversationId === null ? path : `${path}/${conversationId}`;
}

/** Whether a path's segment names a view. */
export function isView(view: string | undefined): view is ConversationStatus {
	return view === "open" || view === "resolved";
}

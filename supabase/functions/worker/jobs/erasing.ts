import type { Handler, HandlerDeps } from "./index.ts";

/** Deletes the next part of somebody who was erased; the database asks for the part after it by itself. */
export function createEraser({ rpc }: HandlerDeps): Handler {
	return async ({ payload: { websiteId, contactId, visitorId } }) => {
		await rpc("erase_more", {
			website_id: websiteId,
			contact_id: contactId,
			visitor_id: visitorId,
		});
	};
}

/** Deletes what Realtime keeps of somebody who was erased. */
export function createForgetting({ rpc }: HandlerDeps): Handler {
	return async ({ payload: { websiteId, conversationIds, personIds } }) => {
		await rpc("forget_announcements", {
			website_id: websiteId,
			conversation_ids: conversationIds,
			person_ids: personIds,
		});
	};
}

/** Deletes the next part of what a website keeps no longer. */
export function createRetention({ rpc }: HandlerDeps): Handler {
	return async ({ payload: { websiteId } }) => {
		await rpc("apply_retention", { website_id: websiteId });
	};
}

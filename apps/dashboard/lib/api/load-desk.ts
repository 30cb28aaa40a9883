import { toSupportError } from "@cossistant/core/parts";
import type { Place } from "../desk/place.ts";
import type { DeskStart } from "../live/desk.ts";
import type { InboxStart } from "../live/inbox-view.ts";
import { serverClient } from "../supabase/server.ts";
import { createRpc, type Rpc } from "./rpc.ts";

const PAGE_SIZE = 50;

/**
 * Reads what the first paint of the desk shows, in one round trip. What can't be had is left out: the browser asks
 * for it again and says what is wrong.
 */
export async function loadDesk({ websiteId, view, conversationId }: Place): Promise<DeskStart> {
	const rpc = createRpc(await serverClient());
	const [inbox, conversation] = await Promise.all([
		orNull(readInbox(rpc, { websiteId, view })),
		conversationId === null ? null : orNull(rpc("get_conversation", { id: conversationId })),
	]);
	return { inbox, conversation };
}

async function readInbox(
	rpc: Rpc,
	{ websiteId, view }: Pick<Place, "websiteId" | "view">,
): Promise<InboxStart> {
	const [page, counts] = await Promise.all([
		rpc("inbox", {
			website_id: websiteId,
			filter: { status: view },
			cursor: null,
			limit: PAGE_SIZE,
		}),
		rpc("inbox_counts", { website_id: websiteId }),
	]);
	return { status: view, page, counts };
}

function orNull<Answer>(asked: Promise<Answer>): Promise<Answer | null> {
	return asked.catch((thrown) => {
		const { code } = toSupportError(thrown);
		if (code === "internal") console.error("The desk can't be rendered with its data:", thrown);
		return null;
	});
}

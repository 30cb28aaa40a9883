import { randomUUID } from "node:crypto";
import type { Cast, MakeArguments } from "../cast.ts";

const atAcme = ({ acme }: Cast) => ({ website_id: acme.websiteId });

const newView = (cast: Cast) => ({ ...atAcme(cast), id: randomUUID(), name: randomUUID() });

/** A view that Ada shares. */
const sharedView = async (cast: Cast): Promise<string> =>
	(await cast.ada.rpc("create_saved_view", { ...newView(cast), is_shared: true })).id;

/** One that is gone once it was called for, so that the list never fills. */
async function withoutOthers(cast: Cast): Promise<string> {
	await cast.sql`delete from public.saved_views where website_id = ${cast.acme.websiteId}`;
	return sharedView(cast);
}

export const viewCalls: Record<string, MakeArguments> = {
	create_saved_view: newView,
	delete_saved_view: async (cast) => ({ id: await withoutOthers(cast) }),
	list_saved_views: atAcme,
	reorder_saved_views: async (cast) => ({
		...atAcme(cast),
		ids: [await withoutOthers(cast), await sharedView(cast)].reverse(),
	}),
	update_saved_view: async (cast) => ({
		id: await withoutOthers(cast),
		changes: { name: randomUUID() },
	}),
	view_counts: async (cast) => ({ ...atAcme(cast), view_ids: [await withoutOthers(cast)] }),
};

import type { Progress } from "../live/first-visit.ts";
import type { DashboardClient } from "../supabase/client.ts";
import { createRpc } from "./rpc.ts";

/** How far a website has come, seen from the database. */
export async function readProgress(client: DashboardClient, websiteId: string): Promise<Progress> {
	const [page, visitors] = await Promise.all([
		createRpc(client)("inbox", {
			website_id: websiteId,
			filter: {},
			cursor: null,
			limit: 1,
		}),
		client.from("visitors").select("id").eq("website_id", websiteId).limit(1),
	]);
	const first = page.conversations[0];
	if (first !== undefined) return { step: "written", conversationId: first.id };
	return { step: (visitors.data ?? []).length > 0 ? "visited" : "waiting" };
}

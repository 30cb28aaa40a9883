import { randomUUID } from "node:crypto";
import type { SavedView } from "@cossistant/protocol";
import { savedView, savedViewList } from "@cossistant/protocol/schemas";
import type { Agent, Story } from "./story.ts";

/** A website of Acme's own, so that its lists of views are short. */
export type Shelf = Awaited<ReturnType<typeof openShelf>>;

export async function openShelf({ ada, acme }: Story) {
	const { organizationId } = acme;
	const { id: websiteId } = await ada.rpc("create_website", {
		organization_id: organizationId,
		name: "Shop",
		domain: "shop.example",
	});
	const newView = (args: Record<string, unknown>) => ({
		website_id: websiteId,
		id: randomUUID(),
		name: `View ${randomUUID()}`,
		...args,
	});
	return {
		organizationId,
		websiteId: websiteId as string,
		saves: async (agent: Agent, args: Record<string, unknown> = {}): Promise<SavedView> =>
			savedView.strict().parse(await agent.rpc("create_saved_view", newView(args))),
		refusesToSave: (agent: Agent, args: Record<string, unknown> = {}) =>
			agent.refusal("create_saved_view", newView(args)),
		list: async (agent: Agent): Promise<SavedView[]> =>
			savedViewList.strict().parse(await agent.rpc("list_saved_views", { website_id: websiteId }))
				.views,
	};
}

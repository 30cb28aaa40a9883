import { teamConversation } from "@cossistant/protocol/schemas";
import type { Story, Team } from "./story.ts";

/** A website of Acme with rules of its own, whose team is all there. */
export type Routed = Awaited<ReturnType<typeof openRouted>>;

export async function openRouted(story: Story) {
	const { ada, acme, sql } = story;
	const { id: website_id, publicKey } = await ada.rpc("create_website", {
		organization_id: acme.organizationId,
		name: "Shop",
		domain: "shop.example",
	});
	const team: Team = { ...acme, websiteId: website_id, publicKey };
	await sql`update public.profiles set last_seen_at = now(), is_away = false`;

	async function writes(text = "Hello") {
		const visitor = await story.enters({ at: team });
		return { visitor, ...(await visitor.writes(text)) };
	}
	async function screenOf(id: string) {
		const screen = await ada.rpc("get_conversation", { id });
		teamConversation.strict().parse(screen.conversation);
		return screen;
	}
	return {
		team,
		writes,
		screenOf,
		rules: (...rules: Record<string, unknown>[]) => ada.rpc("set_routing", { website_id, rules }),
		/** What the team sees of a new conversation that begins with some words. */
		routed: async (text?: string) =>
			(await screenOf((await writes(text)).conversation.id)).conversation,
		newTag: (name: string): Promise<{ id: string }> => ada.rpc("create_tag", { website_id, name }),
	};
}

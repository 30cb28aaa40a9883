import { randomUUID } from "node:crypto";
import { newAttachment } from "./calls/attachments.ts";
import type { Cast } from "./cast.ts";

/** Gives every table a row of Acme, through the API wherever it has a way. */
export async function populate(cast: Cast): Promise<void> {
	const { ada, grace, acme, conversationId, sql } = cast;
	await ada.replies(conversationId, "Hi");
	await ada.rpc("send_message", {
		conversation_id: conversationId,
		id: randomUUID(),
		text: "Look",
		visibility: "private",
		mentions: [grace.id],
	});
	await ada.rpc("create_api_key", { website_id: acme.websiteId, name: "Backend" });
	const tag = await ada.rpc("create_tag", { website_id: acme.websiteId, name: "billing" });
	await ada.rpc("add_tag", { conversation_id: conversationId, tag_id: tag.id });
	await ada.rpc("create_company", { website_id: acme.websiteId, name: "Rubin & Sons" });
	await ada.rpc("invite_member", {
		organization_id: acme.organizationId,
		email: "invited@acme.test",
	});
	await ada.rpc("create_saved_view", {
		website_id: acme.websiteId,
		id: randomUUID(),
		name: "Shared",
		is_shared: true,
	});
	await newAttachment(cast);
	await sql`
		insert into public.ai_agents (organization_id, website_id, name)
		values (${acme.organizationId}, ${acme.websiteId}, 'Aida')`;
	await ada.rpc("set_routing", { website_id: acme.websiteId, rules: [{ keywords: ["refund"] }] });
}

import { randomUUID } from "node:crypto";
import { item, openBackend } from "../../support/backend.ts";
import type { Cast, MakeArguments } from "../cast.ts";

const withKey = async (cast: Cast) => ({ key_hash: (await openBackend(cast)).keyHash });
const withVera = () => ({ id: randomUUID(), contact: { externalId: "vera" } });

export const backendCalls: Record<string, MakeArguments> = {
	add_item: async (cast) => ({
		...(await withKey(cast)),
		conversation_id: cast.conversationId,
		item: item(),
	}),
	change_conversation: async (cast) => ({
		...(await withKey(cast)),
		id: cast.conversationId,
		changes: { title: "Title" },
	}),
	create_ai_agent: ({ acme }) => ({ website_id: acme.websiteId, name: "Helper" }),
	create_conversation: async (cast) => ({
		...(await withKey(cast)),
		request: { ...withVera(), message: item() },
	}),
	erase_contact_of_key: async (cast) => {
		const external_id = randomUUID();
		const key = await withKey(cast);
		await cast.service.rpc("put_contact", { ...key, external_id, facts: {} });
		return { ...key, external_id };
	},
	find_contact: async (cast) => ({ ...(await withKey(cast)), external_id: "vera" }),
	find_conversation: async (cast) => ({ ...(await withKey(cast)), id: cast.conversationId }),
	find_conversations: withKey,
	find_items: async (cast) => ({
		...(await withKey(cast)),
		conversation_id: cast.conversationId,
	}),
	import_conversation: async (cast) => ({
		...(await withKey(cast)),
		request: { ...withVera(), items: [] },
	}),
	list_ai_agents: ({ acme }) => ({ website_id: acme.websiteId }),
	put_contact: async (cast) => ({
		...(await withKey(cast)),
		external_id: "vera",
		facts: { name: "Vera" },
	}),
	update_ai_agent: async ({ ada, acme }) => {
		const { id } = await ada.rpc("create_ai_agent", { website_id: acme.websiteId, name: "Robo" });
		return { id, changes: { name: "Robot" } };
	},
};

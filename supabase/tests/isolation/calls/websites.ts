import type { Cast, MakeArguments } from "../cast.ts";

const atAcme = ({ acme }: Cast) => ({ website_id: acme.websiteId });

const shop = ({ acme }: Cast) => ({
	organization_id: acme.organizationId,
	name: "Two",
	domain: "two.example",
});

export const websiteCalls: Record<string, MakeArguments> = {
	create_api_key: (cast) => ({ ...atAcme(cast), name: "Backend" }),
	create_identity_secret: atAcme,
	create_website: shop,
	delete_website: async (cast) => ({ id: (await cast.ada.rpc("create_website", shop(cast))).id }),
	get_routing: atAcme,
	list_identity_secrets: atAcme,
	report: (cast) => ({ ...atAcme(cast), from: "2026-11-01", to: "2026-11-30" }),
	revoke_api_key: async (cast) => ({
		id: (await cast.ada.rpc("create_api_key", { ...atAcme(cast), name: "Ended" })).id,
	}),
	revoke_identity_secret: (cast) => ({ ...atAcme(cast), kid: "none" }),
	rotate_public_key: async (cast) => ({
		// Not Acme's own, by which visitors of later calls come in.
		website_id: (await cast.ada.rpc("create_website", shop(cast))).id,
		grace_hours: 0,
	}),
	set_routing: (cast) => ({ ...atAcme(cast), rules: [{ keywords: ["refund"] }] }),
	update_website: (cast) => ({ ...atAcme(cast), changes: { name: "Acme" } }),
};

import { randomUUID } from "node:crypto";
import type { Cast, MakeArguments } from "../cast.ts";

const atAcme = ({ acme }: Cast) => ({ website_id: acme.websiteId });

/** A contact of Acme that no other call has. */
async function newContact({ ada, acme }: Cast): Promise<string> {
	const contact = { externalId: randomUUID() };
	return (await ada.rpc("create_contact", { website_id: acme.websiteId, contact })).id;
}

async function newCompany({ ada, acme }: Cast): Promise<string> {
	return (await ada.rpc("create_company", { website_id: acme.websiteId, name: randomUUID() })).id;
}

export const contactCalls: Record<string, MakeArguments> = {
	create_company: (cast) => ({ ...atAcme(cast), name: randomUUID() }),
	create_contact: (cast) => ({ ...atAcme(cast), contact: { externalId: randomUUID() } }),
	delete_company: async (cast) => ({ id: await newCompany(cast) }),
	erase_contact: async (cast) => ({ id: await newContact(cast) }),
	erase_visitor: async (cast) => ({ id: (await cast.enters()).id }),
	export_contact: async (cast) => ({ id: await newContact(cast) }),
	get_contact: ({ vera }) => ({ id: vera.visitor.contact?.id }),
	list_companies: atAcme,
	list_contacts: atAcme,
	list_visitors: atAcme,
	merge_contacts: async (cast) => ({
		from_id: await newContact(cast),
		into_id: cast.vera.visitor.contact?.id,
	}),
	update_company: async (cast) => ({ id: await newCompany(cast), changes: { name: randomUUID() } }),
	update_contact: async (cast) => ({ id: await newContact(cast), changes: { name: "Vera" } }),
};

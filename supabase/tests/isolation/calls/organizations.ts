import { randomUUID } from "node:crypto";
import type { Cast, MakeArguments } from "../cast.ts";

const atAcme = ({ acme }: Cast) => ({ organization_id: acme.organizationId });

/** Nora, as a member of Acme again. */
async function noraAtAcme(cast: Cast) {
	await cast.sql`
		insert into public.members (organization_id, user_id)
		values (${cast.acme.organizationId}, ${cast.nora.id})
		on conflict on constraint members_pkey do update set role = 'member'
		where members.role <> 'member'`;
	return { ...atAcme(cast), user_id: cast.nora.id };
}

const invitation = (cast: Cast) => ({ ...atAcme(cast), email: `${randomUUID()}@acme.test` });

export const organizationCalls: Record<string, MakeArguments> = {
	accept_invitation: () => ({ token: "none" }),
	change_member_role: async (cast) => ({ ...(await noraAtAcme(cast)), role: "admin" }),
	create_organization: () => ({ name: "New" }),
	delete_organization: ({ acme }) => ({ id: acme.organizationId }),
	invite_member: invitation,
	leave_organization: atAcme,
	list_members: atAcme,
	list_notifications: () => ({}),
	mark_notifications_read: () => ({ upto: new Date() }),
	remove_member: noraAtAcme,
	revoke_invitation: async (cast) => ({
		id: (await cast.ada.rpc("invite_member", invitation(cast))).id,
	}),
	touch_agent: () => ({}),
	transfer_ownership: (cast) => ({ ...atAcme(cast), user_id: cast.ada.id }),
	update_organization: ({ acme }) => ({ id: acme.organizationId, name: "Acme" }),
	update_profile: () => ({}),
};

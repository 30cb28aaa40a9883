import { createHash, randomUUID } from "node:crypto";
import { sessionRequest } from "../../support/story.ts";
import type { MakeArguments } from "../cast.ts";

export const serviceCalls: Record<string, MakeArguments> = {
	// No claim here: the jobs belong to the test of the worker.
	claim_jobs: () => ({ limit: 0 }),
	apply_retention: ({ acme }) => ({ website_id: acme.websiteId }),
	erase_more: ({ acme, victor }) => ({
		website_id: acme.websiteId,
		contact_id: null,
		visitor_id: victor.id,
	}),
	forget_announcements: ({ acme }) => ({
		website_id: acme.websiteId,
		conversation_ids: [],
		person_ids: [],
	}),
	complete_job: () => ({ id: 0, attempt: 0 }),
	fail_job: () => ({ id: 0, attempt: 0, error: "x" }),
	identity_secrets: ({ acme }) => ({ public_key: acme.publicKey }),
	invitation_to_mail: () => ({ id: randomUUID(), token: "none" }),
	// Nobody's, so nobody leaves.
	leave_company: ({ acme }) => ({ website_id: acme.websiteId, company_id: randomUUID() }),
	open_visitor_session: ({ acme }) => ({ request: sessionRequest(acme) }),
	// Not deleted, so nothing of it goes.
	purge_website: ({ acme }) => ({ id: acme.websiteId }),
	purge_organization: ({ acme }) => ({ id: acme.organizationId }),
	resolve_api_key: async ({ ada, acme }) => {
		const { key } = await ada.rpc("create_api_key", { website_id: acme.websiteId, name: "Kept" });
		return { key_hash: createHash("sha256").update(key).digest("hex") };
	},
	run_housekeeping: () => ({}),
	sum_up_report: ({ acme }) => ({ website_id: acme.websiteId }),
	// Nobody's, so nothing is taken.
	untag: ({ acme }) => ({ website_id: acme.websiteId, tag_id: randomUUID() }),
	// Still a member, so nothing is taken.
	unassign_member: ({ acme, grace }) => ({
		organization_id: acme.organizationId,
		user_id: grace.id,
	}),
};

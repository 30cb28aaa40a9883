import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type Call, outcomeAfter } from "./support/crowd.ts";
import type { Claims } from "./support/stack.ts";
import { type Agent, openStory, type Story } from "./support/story.ts";

/*
 * What becomes of an act of the team that arrives while another is done and not yet committed: it must be looked at as
 * things are then.
 */

let story: Story;
/** An organization of Ada's own, where Adam is admin and Grace a member, and its website. */
let organization_id: string;
let website_id: string;

beforeAll(async () => {
	story = await openStory();
});
beforeEach(async () => {
	const { ada, adam, grace, sql } = story;
	organization_id = (await ada.rpc("create_organization", { name: `Lab ${ada.id.slice(0, 8)}` }))
		.id;
	await sql`
		insert into public.members (organization_id, user_id, role)
		values (${organization_id}, ${adam.id}, 'admin'), (${organization_id}, ${grace.id}, 'member')`;
	const site = { organization_id, name: "Shop", domain: "shop.example" };
	website_id = (await ada.rpc("create_website", site)).id;
});
afterAll(() => story.close());

const by = ({ claims }: Agent, name: string, args: Record<string, unknown>): Call => ({
	name,
	args,
	claims: claims as Claims,
});
const changes = (agent: Agent, changes: Record<string, unknown>) =>
	by(agent, "update_website", { website_id, changes });
const rolesOf = async (...agents: Agent[]) => {
	const rows = await story.sql`
		select user_id, role from public.members where organization_id = ${organization_id}`;
	return agents.map(({ id }) => rows.find(({ user_id }) => user_id === id)?.role ?? null);
};
const deletesOrganization = async () => {
	await story.sql`delete from public.websites where id = ${website_id}`;
	return by(story.ada, "delete_organization", { id: organization_id });
};

describe("settings of a website", () => {
	it("that two change at once are both kept", async () => {
		const { ada, adam, sql } = story;

		expect(
			await outcomeAfter(changes(ada, { name: "Store" }), changes(adam, { retentionDays: 7 })),
		).toBe("ok");

		expect(
			await sql`select name, retention_days from public.websites where id = ${website_id}`,
		).toMatchObject([{ name: "Store", retention_days: 7 }]);
	});

	it("of one that is being deleted are no longer there, and never open it again", async () => {
		const { ada, adam } = story;
		const deletes = by(ada, "delete_website", { id: website_id });

		expect(await outcomeAfter(deletes, changes(adam, { status: "active" }))).toBe(
			"website_not_found",
		);
	});

	it("that stand beside it are no longer there when it is being deleted", async () => {
		const { ada, adam } = story;
		const view = await adam.rpc("create_saved_view", {
			website_id,
			id: randomUUID(),
			name: "Mine",
		});
		const calls = [
			by(adam, "set_routing", { website_id, rules: [] }),
			by(adam, "create_saved_view", { website_id, id: randomUUID(), name: "Late" }),
			by(adam, "reorder_saved_views", { website_id, ids: [view.id] }),
		];
		for (const call of calls) {
			await story.sql`
				update public.websites set status = 'active', deleted_at = null where id = ${website_id}`;

			expect(await outcomeAfter(by(ada, "delete_website", { id: website_id }), call)).toBe(
				"website_not_found",
			);
		}
	});

	it("rotate one key after the other, and every old one works on", async () => {
		const { ada, adam, sql } = story;
		const rotates = (agent: Agent) => by(agent, "rotate_public_key", { website_id });

		expect(await outcomeAfter(rotates(ada), rotates(adam))).toBe("ok");

		expect(
			await sql`select from private.retired_public_keys where website_id = ${website_id}`,
		).toHaveLength(2);
	});
});

describe("a role", () => {
	it("that is being taken gives nothing any more", async () => {
		const { ada, adam, grace } = story;
		const demotes = by(ada, "change_member_role", {
			organization_id,
			user_id: adam.id,
			role: "member",
		});
		const site = { organization_id, name: "Store", domain: "store.example" };
		for (const call of [
			by(adam, "remove_member", { organization_id, user_id: grace.id }),
			by(adam, "invite_member", { organization_id, email: "new@acme.test" }),
			by(adam, "change_member_role", { organization_id, user_id: grace.id, role: "admin" }),
			by(adam, "create_website", site),
		]) {
			expect(await outcomeAfter(demotes, call)).toBe("not_allowed");
			await ada.rpc("change_member_role", { organization_id, user_id: adam.id, role: "admin" });
		}

		expect(await rolesOf(ada, adam, grace)).toEqual(["owner", "admin", "member"]);
	});

	it("of an owner who is being demoted is not handed on", async () => {
		const { ada, adam, grace } = story;
		await ada.rpc("change_member_role", { organization_id, user_id: grace.id, role: "owner" });
		const demotes = by(grace, "change_member_role", {
			organization_id,
			user_id: ada.id,
			role: "member",
		});

		expect(
			await outcomeAfter(
				demotes,
				by(ada, "transfer_ownership", { organization_id, user_id: adam.id }),
			),
		).toBe("not_allowed");

		expect(await rolesOf(ada, adam, grace)).toEqual(["member", "admin", "owner"]);
	});
});

describe("who is being taken out of the team", () => {
	it("keeps no view any more", async () => {
		const { ada, grace } = story;
		const removes = by(ada, "remove_member", { organization_id, user_id: grace.id });
		const keeps = by(grace, "create_saved_view", { website_id, id: randomUUID(), name: "Mine" });

		expect(await outcomeAfter(removes, keeps)).toBe("website_not_found");
	});

	it.each([
		["changes no view of their own", { is_shared: false }, { name: "Ours" }],
		["takes no view from the team", { is_shared: true }, { isShared: false }],
	])("%s", async (_, shared, changes) => {
		const { ada, grace } = story;
		const view = { website_id, id: randomUUID(), name: "Mine", ...shared };
		await grace.rpc("create_saved_view", view);
		const removes = by(ada, "remove_member", { organization_id, user_id: grace.id });

		expect(
			await outcomeAfter(removes, by(grace, "update_saved_view", { id: view.id, changes })),
		).toBe("saved_view_not_found");
	});
});

describe("an organization that is being deleted", () => {
	it.each([
		["create_website", () => ({ organization_id, name: "Store", domain: "store.example" })],
		["invite_member", () => ({ organization_id, email: "new@acme.test" })],
		["update_organization", () => ({ id: organization_id, name: "Late" })],
	])("takes no %s", async (name, args) => {
		expect(await outcomeAfter(await deletesOrganization(), by(story.adam, name, args()))).toBe(
			"organization_not_found",
		);
	});

	it("lets nobody in", async () => {
		const nora = await story.signsUp("Nora");
		const { token } = await story.ada.rpc("invite_member", {
			organization_id,
			email: nora.claims?.email,
		});

		expect(
			await outcomeAfter(await deletesOrganization(), by(nora, "accept_invitation", { token })),
		).toBe("invitation_not_found");
	});
});

import { randomUUID } from "node:crypto";
import { createdOrganization } from "@cossistant/protocol/schemas";
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { type Agent, openStory, type Story } from "./support/story.ts";

let story: Story;

beforeAll(async () => {
	story = await openStory();
});
afterAll(() => story.close());

const refused = (status: number, message: string) => ({ status, message });
const roleOf = async (agent: Agent) => {
	const [row] = await story.sql`
		select role from public.members
		where organization_id = ${story.acme.organizationId} and user_id = ${agent.id}`;
	return row?.role ?? null;
};
const inAcme = (args: Record<string, unknown> = {}) => ({
	organization_id: story.acme.organizationId,
	...args,
});

describe("an invitation", () => {
	const newcomer = () => story.signsUp("Nora");
	const invite = (agent: Agent, role = "member", by = story.ada) =>
		by.rpc("invite_member", inAcme({ email: String(agent.claims?.email).toUpperCase(), role }));

	it("goes by mail with a token, which makes its reader a member", async () => {
		const nora = await newcomer();

		const { id, token, ...invitation } = await invite(nora, "admin");

		expect(invitation).toMatchObject({
			email: nora.claims?.email,
			role: "admin",
			invitedBy: story.ada.id,
			acceptedAt: null,
		});
		const [job] = await story.sql`
			select payload from private.jobs where kind = 'invitation_mail' and payload ->> 'invitationId' = ${id}`;
		expect(job?.payload).toEqual({ invitationId: id, token });
		const kept =
			await story.sql`select token_hash from private.invitation_secrets where invitation_id = ${id}`;
		expect(JSON.stringify(kept)).not.toContain(token);

		const organization = await nora.rpc("accept_invitation", { token });
		expect(createdOrganization.strict().parse(organization).id).toBe(story.acme.organizationId);
		expect(await roleOf(nora)).toBe("admin");
		// A second click answers as the first.
		expect(await nora.rpc("accept_invitation", { token })).toEqual(organization);
	});

	it("is for its address alone", async () => {
		const { token } = await invite(await newcomer());

		expect(await story.eve.refusal("accept_invitation", { token })).toMatchObject(
			refused(403, "not_allowed"),
		);
	});

	it("can be sent again, which ends the token of before", async () => {
		const nora = await newcomer();
		const first = await invite(nora);
		const second = await invite(nora, "admin", story.adam);

		expect(second.id).toBe(first.id);
		expect(await nora.refusal("accept_invitation", { token: first.token })).toMatchObject(
			refused(404, "invitation_not_found"),
		);
		await nora.rpc("accept_invitation", { token: second.token });
		expect(await roleOf(nora)).toBe("admin");
	});

	it.each([
		["revoked", async (id: string) => void (await story.adam.rpc("revoke_invitation", { id }))],
		[
			"out of time",
			async (id: string) =>
				void (await story.sql`update public.invitations set expires_at = now() where id = ${id}`),
		],
	])("that is %s opens nothing", async (_, end) => {
		const nora = await newcomer();
		const { id, token } = await invite(nora);

		await end(id);

		expect(await nora.refusal("accept_invitation", { token })).toMatchObject(
			refused(404, "invitation_not_found"),
		);
		expect(await roleOf(nora)).toBeNull();
	});

	it("that was used does not let somebody back in who was removed", async () => {
		const nora = await newcomer();
		const { token } = await invite(nora);
		await nora.rpc("accept_invitation", { token });
		await story.ada.rpc("remove_member", inAcme({ user_id: nora.id }));

		expect(await nora.refusal("accept_invitation", { token })).toMatchObject(
			refused(404, "invitation_not_found"),
		);
	});

	it("is refused for members, for no address, and by those who may not invite", async () => {
		const nora = await newcomer();
		const ask = (args: Record<string, unknown>, by = story.ada) =>
			by.refusal("invite_member", inAcme({ email: "x@acme.test", ...args }));

		expect(await ask({ email: story.grace.claims?.email })).toMatchObject(
			refused(409, "already_member"),
		);
		for (const email of ["", "nora", "a b@c.d", "a@b", null]) {
			expect(await ask({ email })).toMatchObject(refused(422, "email_invalid"));
		}
		expect(await ask({ role: null })).toMatchObject(refused(400, "invalid_request"));
		expect(await ask({ role: "owner" }, story.adam)).toMatchObject(refused(403, "not_allowed"));
		expect(await ask({}, story.grace)).toMatchObject(refused(403, "not_allowed"));
		expect(await ask({}, nora)).toMatchObject(refused(404, "organization_not_found"));
		expect(
			await story.eve.refusal("revoke_invitation", { id: (await invite(nora)).id }),
		).toMatchObject(refused(404, "invitation_not_found"));
	});

	/** As if so much had been done in this window. */
	const spend = (kind: string, subject: string, hits: number) => story.sql`
		insert into private.rate_limits (kind, website_id, subject, window_started_at, hits)
		select kind, '00000000-0000-0000-0000-000000000000', ${subject},
			date_bin(make_interval(secs => seconds), clock_timestamp(), timestamptz 'epoch'), ${hits}
		from private.rate_limit_rules where kind = ${kind} and website_id is null
		on conflict on constraint rate_limits_pkey do update set hits = excluded.hits`;
	const tooMany = refused(429, "rate_limited");

	it("is one of a hundred an hour that an organization sends", async () => {
		const { id } = await story.eve.rpc("create_organization", { name: "Flood" });
		const ask = (organization_id: string) => ({ organization_id, email: `${randomUUID()}@b.test` });
		await spend("invitation_organization", id, 99);

		await story.eve.rpc("invite_member", ask(id));
		expect(await story.eve.refusal("invite_member", ask(id))).toMatchObject(tooMany);
		await story.eve.rpc("invite_member", ask(story.globex.organizationId));
	});

	it("is one of three hundred an hour that somebody sends, of whatever organization", async () => {
		const nora = await newcomer();
		const found = async () => (await nora.rpc("create_organization", { name: "Flood" })).id;
		const ask = (organization_id: string) => ({ organization_id, email: `${randomUUID()}@b.test` });
		await spend("invitation_user", nora.id, 299);

		await nora.rpc("invite_member", ask(await found()));
		expect(await nora.refusal("invite_member", ask(await found()))).toMatchObject(tooMany);
	});

	it("is one of twenty a day that its address gets, from whomever, and writes nothing beyond", async () => {
		const name = randomUUID();
		const ask = (email: string, team = story.globex) => ({
			organization_id: team.organizationId,
			email,
		});
		for (let count = 0; count < 20; count++)
			await story.eve.rpc("invite_member", ask(`${name}+${count}@b.test`));

		expect(
			await story.ada.refusal("invite_member", ask(`${name}@b.test`, story.acme)),
		).toMatchObject(tooMany);
		expect(
			await story.sql`select from public.invitations where email = ${`${name}@b.test`}`,
		).toHaveLength(0);
		await story.ada.rpc("invite_member", ask(`${name}.more@b.test`, story.acme));
	});

	it("lets nobody in beyond a thousand members", async () => {
		const [nora, { id }] = [
			await newcomer(),
			await story.ada.rpc("create_organization", { name: "Crowd" }),
		];
		const { token } = await story.ada.rpc("invite_member", {
			organization_id: id,
			email: nora.claims?.email,
		});
		await story.sql`
			with accounts as (insert into auth.users (id) select gen_random_uuid() from generate_series(1, 999) returning id),
				people as (insert into public.profiles (user_id, name) select id, 'One of many' from accounts returning user_id)
			insert into public.members (organization_id, user_id) select ${id}, user_id from people`;

		expect(await nora.refusal("accept_invitation", { token })).toMatchObject(
			refused(409, "limit_reached"),
		);
	});
});

describe("a member", () => {
	let nora: Agent;

	beforeEach(async () => {
		nora = await story.signsUp("Nora");
		await story.sql`
			insert into public.members (organization_id, user_id) values (${story.acme.organizationId}, ${nora.id})`;
	});

	it("gets another role from owners and admins, within what these may give", async () => {
		const change = (by: Agent, user: Agent, role: string | null) =>
			by.refusal("change_member_role", inAcme({ user_id: user.id, role }));

		expect(
			await story.adam.rpc("change_member_role", inAcme({ user_id: nora.id, role: "admin" })),
		).toMatchObject({ userId: nora.id, role: "admin" });
		expect(await change(story.adam, nora, "owner")).toMatchObject(refused(403, "not_allowed"));
		expect(await change(story.adam, story.ada, "member")).toMatchObject(
			refused(403, "not_allowed"),
		);
		expect(await change(story.grace, nora, "member")).toMatchObject(refused(403, "not_allowed"));
		expect(await change(story.eve, nora, "member")).toMatchObject(
			refused(404, "organization_not_found"),
		);
		expect(await change(story.ada, story.eve, "member")).toMatchObject(
			refused(404, "member_not_found"),
		);
		expect(await change(story.ada, story.ada, "member")).toMatchObject(refused(409, "last_owner"));
	});

	it("can be removed by owners and admins, not by others and not from above", async () => {
		const remove = (by: Agent, user: Agent) =>
			by.refusal("remove_member", inAcme({ user_id: user.id }));

		expect(await remove(story.grace, nora)).toMatchObject(refused(403, "not_allowed"));
		expect(await remove(story.adam, story.ada)).toMatchObject(refused(403, "not_allowed"));
		expect(await remove(story.ada, story.ada)).toMatchObject(refused(409, "last_owner"));
		expect(await remove(story.ada, story.eve)).toMatchObject(refused(404, "member_not_found"));
		expect(await remove(story.eve, nora)).toMatchObject(refused(404, "organization_not_found"));

		await story.adam.rpc("remove_member", inAcme({ user_id: nora.id }));
		expect(await nora.refusal("inbox", { website_id: story.acme.websiteId })).toMatchObject({
			status: 404,
		});
	});

	it("may leave; the last owner can't", async () => {
		await nora.rpc("leave_organization", inAcme());

		expect(await roleOf(nora)).toBeNull();
		expect(await nora.refusal("leave_organization", inAcme())).toMatchObject(
			refused(404, "organization_not_found"),
		);
		expect(await story.ada.refusal("leave_organization", inAcme())).toMatchObject(
			refused(409, "last_owner"),
		);
	});

	it("can be made the owner by the owner, who becomes an admin", async () => {
		expect(
			await story.adam.refusal("transfer_ownership", inAcme({ user_id: nora.id })),
		).toMatchObject(refused(403, "not_allowed"));

		await story.ada.rpc("transfer_ownership", inAcme({ user_id: nora.id }));

		expect([await roleOf(nora), await roleOf(story.ada)]).toEqual(["owner", "admin"]);
		await nora.rpc("transfer_ownership", inAcme({ user_id: story.ada.id }));
		expect([await roleOf(nora), await roleOf(story.ada)]).toEqual(["admin", "owner"]);
	});

	it("who is an owner beside another can't leave together with them", async () => {
		await story.ada.rpc("change_member_role", inAcme({ user_id: nora.id, role: "owner" }));

		const waits = () => story.sql`
			select from pg_catalog.pg_stat_activity
			where wait_event_type = 'Lock' and query like '%leave_organization%' and pid <> pg_backend_pid()`;
		let second: Promise<unknown> | undefined;
		await story.sql.begin(async (first) => {
			await first`select set_config('request.jwt.claims', ${JSON.stringify(nora.claims)}, true)`;
			await first`select private.leave_organization(${story.acme.organizationId})`;
			second = story.ada.refusal("leave_organization", inAcme());
			await vi.waitUntil(async () => (await waits()).length > 0, 5_000);
		});

		expect(await second).toMatchObject(refused(409, "last_owner"));
		const owners = await story.sql`
			select user_id from public.members
			where organization_id = ${story.acme.organizationId} and role = 'owner'`;
		expect(owners.map(({ user_id }) => user_id)).toEqual([story.ada.id]);
	});
});

describe("a profile", () => {
	it("says how an agent appears, and keeps what is not said", async () => {
		const nora = await story.signsUp("Nora");

		expect(
			await nora.rpc("update_profile", { name: " Nora N. ", image: "https://x.test/n.png" }),
		).toMatchObject({
			id: nora.id,
			name: "Nora N.",
			image: "https://x.test/n.png",
			isAway: false,
		});
		expect(await nora.rpc("update_profile", { is_away: true })).toMatchObject({
			name: "Nora N.",
			image: "https://x.test/n.png",
			isAway: true,
		});
		expect(await nora.rpc("update_profile", { image: "" })).toMatchObject({ image: null });
		expect(await nora.refusal("update_profile", { name: "" })).toMatchObject(
			refused(422, "name_invalid"),
		);
	});

	it("takes somebody who is away off the list that visitors see", async () => {
		const listed = async () =>
			(
				await story.service.rpc("open_visitor_session", {
					request: {
						publicKey: story.globex.publicKey,
						origin: "https://shop.example",
						ipHash: randomUUID(),
						newRefreshSecretHash: randomUUID(),
					},
				})
			).website.availableHumanAgents.length;
		expect(await listed()).toBe(1);

		await story.eve.rpc("update_profile", { is_away: true });

		expect(await listed()).toBe(0);
	});
});

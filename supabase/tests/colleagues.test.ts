import { type Member, topics } from "@cossistant/protocol";
import { agentChanged, createdOrganization, memberList } from "@cossistant/protocol/schemas";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { createCaller } from "./support/caller.ts";
import { announcedOn } from "./support/live.ts";
import { type Agent, openStory, type Story } from "./support/story.ts";

let story: Story;
let nora: Agent;

beforeAll(async () => {
	story = await openStory();
});
beforeEach(async () => {
	nora = await story.signsUp("Nora");
	await story.sql`
		insert into public.members (organization_id, user_id) values (${story.acme.organizationId}, ${nora.id})`;
});
afterAll(() => story.close());

const refused = (status: number, message: string) => ({ status, message });
const list = async (agent: Agent = story.grace): Promise<Member[]> =>
	memberList
		.strict()
		.parse(await agent.rpc("list_members", { organization_id: story.acme.organizationId })).members;
const listed = async (agent: Agent) => (await list()).find(({ userId }) => userId === agent.id);
const told = async () =>
	(await announcedOn(story.sql, [topics.inbox(story.acme.websiteId)]))
		.filter(({ event }) => event === "agent_changed")
		.map(({ payload }) => agentChanged.strict().parse(payload).member);
/** What is told of Nora while something happens. */
async function toldDuring(work: () => Promise<unknown>) {
	const before = (await told()).length;
	await work();
	return (await told()).slice(before);
}
const silentFor = (minutes: number) =>
	story.sql`
		update public.profiles set last_seen_at = now() - ${minutes} * interval '1 minute'
		where user_id = ${nora.id}`;

describe("the members of an organization", () => {
	it("are listed for each other, with their profiles", async () => {
		const members = await list();

		expect(members.map(({ name, role }) => [name, role])).toContainEqual(["Ada Lovelace", "owner"]);
		expect(members.find(({ userId }) => userId === nora.id)).toMatchObject({
			organizationId: story.acme.organizationId,
			name: "Nora",
			role: "member",
			email: nora.claims?.email,
			isAway: false,
			isOnline: true,
		});
		expect(members.map(({ userId }) => userId)).not.toContain(story.eve.id);
	});

	it("are nobody else's business", async () => {
		const args = { organization_id: story.acme.organizationId };

		expect(await story.eve.refusal("list_members", args)).toMatchObject(
			refused(404, "organization_not_found"),
		);
		expect((await (await story.enters()).refusal("list_members", args)).code).toBe("42501");
	});

	it("are online by a heartbeat within five minutes, unless away by choice", async () => {
		await silentFor(4);
		expect(await listed(nora)).toMatchObject({ isOnline: true });
		await silentFor(6);
		expect(await listed(nora)).toMatchObject({ isOnline: false, isAway: false });
		await nora.rpc("touch_agent");
		expect(await listed(nora)).toMatchObject({ isOnline: true });
		await nora.rpc("update_profile", { is_away: true });
		expect(await listed(nora)).toMatchObject({ isOnline: false, isAway: true });
	});
});

describe("what colleagues are told", () => {
	it("makes an old list a new one", async () => {
		const picture = new Map((await list()).map((member) => [member.userId, member]));
		const membership = { organization_id: story.acme.organizationId, user_id: nora.id };
		await silentFor(10);
		const acts = [
			() => nora.rpc("touch_agent"),
			() => nora.rpc("update_profile", { name: "Nora N.", image: "https://acme.test/n.png" }),
			() => nora.rpc("update_profile", { is_away: true }),
			() => nora.rpc("update_profile", { is_away: false }),
			() => story.ada.rpc("change_member_role", { ...membership, role: "admin" }),
		];
		for (const act of acts) {
			const events = await toldDuring(act);
			expect(events.map(({ userId }) => userId)).toEqual([nora.id]);
			for (const member of events) picture.set(member.userId, member);
			expect([...picture.values()]).toEqual(await list());
		}
	});

	it("is nothing of a heartbeat that changes nothing", async () => {
		await nora.rpc("touch_agent");

		expect(await toldDuring(() => nora.rpc("touch_agent"))).toEqual([]);
		expect(await toldDuring(() => nora.rpc("update_profile", { name: "Nora" }))).toEqual([]);
	});

	it("is that somebody has joined, on every website of the organization", async () => {
		const website = await story.ada.rpc("create_website", {
			organization_id: story.acme.organizationId,
			name: "Second",
			domain: "second.example",
		});
		const nina = await story.signsUp("Nina");
		const { token } = await story.ada.rpc("invite_member", {
			organization_id: story.acme.organizationId,
			email: nina.claims?.email,
		});

		const events = await toldDuring(() => nina.rpc("accept_invitation", { token }));

		expect(events).toEqual([await listed(nina)]);
		const elsewhere = await announcedOn(story.sql, [topics.inbox(website.id)]);
		expect(elsewhere.map(({ payload }) => payload)).toEqual([{ member: events[0] }]);
		expect(await announcedOn(story.sql, [topics.inbox(story.globex.websiteId)])).toEqual([]);
	});
});

describe("the image of a profile", () => {
	it.each([
		["javascript:alert(1)"],
		["data:image/svg+xml,<svg/>"],
		["//acme.test/n.png"],
		["https://"],
		["https://acme.test/n .png"],
		["https://acme.test\n/n.png"],
		[`https://acme.test/${"n".repeat(20_000)}`],
	])("can't be %j", async (image) => {
		const before = await listed(nora);

		expect(await nora.refusal("update_profile", { image })).toMatchObject(
			refused(400, "invalid_request"),
		);
		expect(await listed(nora)).toEqual(before);
	});

	it("of an account is left out when it is no link", async () => {
		const { sub, ...claims } = { ...nora.claims };
		await story.sql`delete from public.profiles where user_id = ${nora.id}`;
		const again = await createCaller({
			...claims,
			sub: sub ?? "",
			role: "authenticated",
			user_metadata: { name: "Nora", avatar_url: "javascript:alert(1)" },
		});

		await again.rpc("touch_agent");

		expect(await again.rpc("update_profile")).toMatchObject({ name: "Nora", image: null });
	});
});

describe("an organization's name", () => {
	it("is changed by owners and admins, and its slug stays", async () => {
		const rename = { id: story.acme.organizationId, name: "  Acme & Co " };
		const { data: before } = await story.ada.client
			.from("organizations")
			.select("slug")
			.eq("id", rename.id)
			.single();

		const renamed = createdOrganization
			.strict()
			.parse(await story.adam.rpc("update_organization", rename));

		expect(renamed).toEqual({ id: rename.id, name: "Acme & Co", slug: before?.slug });
		const { data: lines } = await story.ada.client
			.from("audit_log")
			.select("actor:actor_user_id, detail")
			.eq("action", "organization_updated");
		expect(lines).toEqual([{ actor: story.adam.id, detail: { name: "Acme & Co" } }]);
		expect(await story.grace.refusal("update_organization", rename)).toMatchObject(
			refused(403, "not_allowed"),
		);
		expect(await story.eve.refusal("update_organization", rename)).toMatchObject(
			refused(404, "organization_not_found"),
		);
	});

	it.each([[""], [null], ["x".repeat(101)]])("can't be %j", async (name) => {
		expect(
			await story.ada.refusal("update_organization", { id: story.acme.organizationId, name }),
		).toMatchObject(refused(422, "name_invalid"));
	});
});

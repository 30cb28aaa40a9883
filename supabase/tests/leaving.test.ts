import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { outcomeAfter } from "./support/crowd.ts";
import type { Claims } from "./support/stack.ts";
import { type Agent, openStory, type Story, type Visitor } from "./support/story.ts";

/*
 * Who leaves may have been given more conversations than one call can take them out of: access ends at once, the
 * conversations follow in parts.
 */

let story: Story;
let vera: Visitor;
/** A member of Acme, new for each test. */
let nora: Agent;
let membership: { organization_id: string; user_id: string };

beforeAll(async () => {
	story = await openStory();
	vera = await story.enters();
});
beforeEach(async () => {
	nora = await story.signsUp("Nora");
	membership = { organization_id: story.acme.organizationId, user_id: nora.id };
	await story.sql`insert into public.members ${story.sql(membership)}`;
});
afterAll(() => story.close());

async function isGiven({ open = 0, resolved = 0 }) {
	await story.sql`
		insert into public.conversations
			(id, organization_id, website_id, visitor_id, assignee_id, status, resolved_at)
		select gen_random_uuid(), ${story.acme.organizationId}, ${story.acme.websiteId}, ${vera.id}, ${nora.id},
			status::public.conversation_status, case status when 'resolved' then now() end
		from (
			select 'resolved' as status from generate_series(1, ${resolved})
			union all select 'open' from generate_series(1, ${open})
		) as given`;
}
const given = async () => {
	const rows = await story.sql`
		select status, count(*)::int from public.conversations where assignee_id = ${nora.id} group by status`;
	return Object.fromEntries(rows.map(({ status, count }) => [status, count]));
};
const jobs = () => story.sql`
	select payload from private.jobs
	where kind = 'unassign_member' and payload ->> 'userId' = ${nora.id} and claimed_until is null`;
/** Does the job as often as it is asked for. */
async function works() {
	for (let runs = 0; (await jobs()).length > 0; runs += 1) {
		expect(runs).toBeLessThan(5);
		await story.sql`delete from private.jobs where kind = 'unassign_member' and payload ->> 'userId' = ${nora.id}`;
		await story.service.rpc("unassign_member", membership);
	}
}

describe("who is taken out of the team", () => {
	it("is at once taken out of what is open, and of the rest by jobs", async () => {
		await isGiven({ resolved: 430, open: 20 });

		await story.ada.rpc("remove_member", membership);

		expect(await given()).toEqual({ resolved: 250 });
		expect((await jobs()).map(({ payload }) => payload)).toEqual([
			{ organizationId: membership.organization_id, userId: nora.id },
		]);
		await works();
		expect(await given()).toEqual({});
	});

	it("needs no job for what one call does", async () => {
		await isGiven({ open: 5 });

		await nora.rpc("leave_organization", { organization_id: membership.organization_id });

		expect(await given()).toEqual({});
		expect(await jobs()).toHaveLength(0);
	});

	it("by the end of their account, is taken out by jobs alone", async () => {
		await isGiven({ open: 5 });

		await story.sql`delete from auth.users where id = ${nora.id}`;

		await works();
		expect(await given()).toEqual({});
	});

	it("keeps what is left when they are back before the job", async () => {
		await isGiven({ resolved: 210 });
		await story.ada.rpc("remove_member", membership);
		await story.sql`insert into public.members ${story.sql(membership)}`;

		await works();

		expect(await given()).toEqual({ resolved: 10 });
	});

	it("is given nothing that they begin in that moment", async () => {
		const conversation_id = crypto.randomUUID();

		const outcome = await outcomeAfter(
			{ name: "remove_member", claims: story.ada.claims as Claims, args: membership },
			{
				name: "start_conversation",
				claims: nora.claims as Claims,
				args: {
					website_id: story.acme.websiteId,
					visitor_id: vera.id,
					conversation_id,
					id: crypto.randomUUID(),
					text: "Hi",
				},
			},
		);

		expect(outcome).toBe("member_not_found");
	});
});

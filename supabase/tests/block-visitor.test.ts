import { topics } from "@cossistant/protocol";
import { accessEnded, visitorDetails } from "@cossistant/protocol/schemas";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { outcomeAfter } from "./support/crowd.ts";
import { announcedOn } from "./support/live.ts";
import type { Claims } from "./support/stack.ts";
import { openStory, type Story, sessionRequest } from "./support/story.ts";

let story: Story;

beforeAll(async () => {
	story = await openStory();
});
afterAll(() => story.close());

async function blocked() {
	const bob = await story.enters();
	const { conversation } = await bob.writes("Buy this");
	const details = await story.grace.rpc("block_visitor", { visitor_id: bob.id });
	return { bob, id: conversation.id, details: visitorDetails.strict().parse(details) };
}

const endedOn = async (topic: string) =>
	(await announcedOn(story.sql, [topic]))
		.filter(({ event }) => event === "access_ended")
		.map(({ payload }) => accessEnded.strict().parse(payload));

describe("blocking a visitor", () => {
	it("works at once, under the token they hold", async () => {
		const { bob, id, details } = await blocked();

		expect(details).toMatchObject({ id: bob.id, isBlocked: true });
		for (const [name, args] of [
			["send_visitor_message", { conversation_id: id, id: crypto.randomUUID(), text: "Hey" }],
			["list_conversations", {}],
			["list_timeline", { conversation_id: id }],
			["sync_conversation", { conversation_id: id, after: 0 }],
			["mark_read", { conversation_id: id, upto: 1 }],
			["touch_visitor", { page: { url: "https://shop.example/" } }],
			["update_contact_metadata", { metadata: {} }],
		] as const) {
			expect(await bob.refusal(name, args)).toMatchObject({
				status: 403,
				message: "visitor_blocked",
			});
		}
	});

	it("is told to the live channels, by whom it concerns", async () => {
		const { bob, id } = await blocked();
		const ended = [{ reason: "visitor_blocked", subjectId: bob.id }];

		expect(await endedOn(topics.visitor(bob.id))).toEqual(ended);
		expect(await endedOn(topics.conversation(id))).toEqual(ended);
	});

	it("leaves an event for the team and a line in the audit log, once", async () => {
		const { bob, id } = await blocked();
		await story.ada.rpc("block_visitor", { visitor_id: bob.id });

		const { items } = await story.ada.rpc("get_conversation", { id });
		expect(items.slice(1)).toMatchObject([
			{
				visibility: "private",
				userId: story.grace.id,
				parts: [{ eventType: "visitor_blocked" }],
			},
		]);
		const lines = await story.sql`
			select action, actor_user_id from public.audit_log where subject_id = ${bob.id}`;
		expect([...lines]).toEqual([{ action: "visitor_blocked", actor_user_id: story.grace.id }]);
	});

	it("tells in the latest two hundred conversations, however many they have begun", async () => {
		const bob = await story.enters();
		const first = await bob.writes("Buy this");
		for (let n = 0; n < 5; n += 1) {
			await story.sql`
				insert into public.conversations (id, organization_id, website_id, visitor_id, last_activity_at)
				select gen_random_uuid(), ${story.acme.organizationId}, ${story.acme.websiteId}, ${bob.id},
					now() + n * interval '1 second'
				from generate_series(1, 50) as n`;
		}
		await story.sql`delete from realtime.messages where topic = ${topics.inbox(story.acme.websiteId)}`;

		await story.grace.rpc("block_visitor", { visitor_id: bob.id });

		const events = await story.sql`
			select conversation_id from public.timeline_items
			join public.conversations on conversations.id = conversation_id
			where conversations.visitor_id = ${bob.id} and type = 'event'`;
		expect(events).toHaveLength(200);
		expect(events.map(({ conversation_id }) => conversation_id)).not.toContain(
			first.conversation.id,
		);
		const told = await announcedOn(story.sql, [topics.inbox(story.acme.websiteId)]);
		const others = told.filter(({ event }) => event !== "conversation_changed");
		expect(others.map(({ event }) => event).sort()).toEqual(["inbox_changed", "visitor_changed"]);
		expect(await bob.refusal("list_conversations")).toMatchObject({ message: "visitor_blocked" });
	});

	it("can be taken back", async () => {
		const { bob, id } = await blocked();

		const details = await story.ada.rpc("unblock_visitor", { visitor_id: bob.id });

		expect(visitorDetails.strict().parse(details).isBlocked).toBe(false);
		await bob.writes("Sorry", { conversationId: id });
		const { items } = await story.ada.rpc("get_conversation", { id });
		expect(items[2]).toMatchObject({ parts: [{ eventType: "visitor_unblocked" }] });
	});

	it("of a visitor who does not exist is refused", async () => {
		for (const name of ["block_visitor", "unblock_visitor"]) {
			expect(await story.ada.refusal(name, { visitor_id: crypto.randomUUID() })).toMatchObject({
				status: 404,
				message: "visitor_not_found",
			});
		}
	});
});

describe("removing a member", () => {
	it("is told to the inbox of every website, by whom it concerns", async () => {
		const { sql, acme, adam, ada } = story;
		const { id: second } = await ada.rpc("create_website", {
			organization_id: acme.organizationId,
			name: "Second",
			domain: "second.example",
		});

		await sql`
			delete from public.members
			where organization_id = ${acme.organizationId} and user_id = ${adam.id}`;

		const ended = [{ reason: "member_removed", subjectId: adam.id }];
		expect(await endedOn(topics.inbox(acme.websiteId))).toEqual(ended);
		expect(await endedOn(topics.inbox(second))).toEqual(ended);
		expect(await adam.refusal("inbox", { website_id: acme.websiteId })).toMatchObject({
			status: 404,
		});
	});
});

describe("blocking somebody who has several devices", () => {
	const enters = (isVerified: boolean, externalId: string) =>
		story.enters({ identity: { isVerified, externalId } });

	it("shuts a verified contact out on each, and on the next one", async () => {
		const externalId = crypto.randomUUID();
		const [phone, laptop] = [await enters(true, externalId), await enters(true, externalId)];
		await phone.writes("Buy this");

		await story.grace.rpc("block_visitor", { visitor_id: laptop.id });

		const tablet = await enters(true, externalId);
		expect(tablet.visitor.isBlocked).toBe(true);
		for (const device of [phone, laptop, tablet]) {
			expect(await device.refusal("list_conversations")).toMatchObject({
				message: "visitor_blocked",
			});
		}
		await story.grace.rpc("unblock_visitor", { visitor_id: phone.id });
		for (const device of [phone, laptop, tablet]) {
			expect((await device.rpc("list_conversations")).conversations).toHaveLength(1);
		}
	});

	it("shuts out one that signs in at the same moment", async () => {
		const identity = { isVerified: true, externalId: crypto.randomUUID() };
		const phone = await story.enters({ identity });
		const request = { ...sessionRequest(story.acme), identity };

		const outcome = await outcomeAfter(
			{
				name: "open_visitor_session",
				claims: { role: "service_role" as Claims["role"], sub: "service" },
				args: { request },
			},
			{
				name: "block_visitor",
				claims: story.grace.claims as Claims,
				args: { visitor_id: phone.id },
			},
		);

		expect(outcome).toBe("ok");
		const devices = await story.sql`
			select blocked_at is not null as blocked from public.visitors
			where contact_id = ${String(phone.visitor.contact?.id)}`;
		expect([...devices]).toEqual([{ blocked: true }, { blocked: true }]);
	});

	it("shuts out no other browser that only claims to be the same", async () => {
		const externalId = crypto.randomUUID();
		const [bob, vera] = [await enters(false, externalId), await enters(false, externalId)];

		await story.grace.rpc("block_visitor", { visitor_id: bob.id });

		expect((await vera.rpc("list_conversations")).conversations).toEqual([]);
	});
});

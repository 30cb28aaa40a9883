import { teamAct } from "@cossistant/protocol/schemas";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type Agent, openStory, type Story, type Visitor } from "./support/story.ts";

let story: Story;
let vera: Visitor;
let id: string;

beforeAll(async () => {
	story = await openStory();
});
beforeEach(async () => {
	vera = await story.enters();
	id = (await vera.writes("Hello")).conversation.id;
});
afterAll(() => story.close());

async function act(name: string, args: Record<string, unknown> = {}, agent: Agent = story.ada) {
	const answer = await agent.rpc(name, { conversation_id: id, ...args });
	teamAct.strict().parse(answer);
	return answer;
}
const refuses = (name: string, args: Record<string, unknown> = {}) =>
	story.ada.refusal(name, { conversation_id: id, ...args });

/** What the visitor can see of it all. */
async function seenByVera() {
	const [conversation] = (await vera.rpc("list_conversations")).conversations;
	const { items } = await vera.rpc("list_timeline", { conversation_id: id });
	return { conversation, items };
}

/** An act that is the team's alone: an event for the team, nothing at all for the visitor, once. */
async function isPrivate(
	name: string,
	args: Record<string, unknown>,
	part: Record<string, unknown>,
) {
	const before = await seenByVera();

	const first = await act(name, args);
	expect(first.items).toMatchObject([
		{ type: "event", visibility: "private", userId: story.ada.id, parts: [part] },
	]);
	expect((await act(name, args)).items).toEqual([]);

	expect(await seenByVera()).toEqual(before);
	return first.conversation;
}

describe("assigning", () => {
	it("is the team's business", async () => {
		const conversation = await isPrivate(
			"assign",
			{ user_id: story.grace.id },
			{ eventType: "assigned", actorUserId: story.ada.id, targetUserId: story.grace.id },
		);
		expect(conversation.assigneeId).toBe(story.grace.id);

		const back = await isPrivate(
			"assign",
			{ user_id: null },
			{ eventType: "unassigned", targetUserId: story.grace.id },
		);
		expect(back.assigneeId).toBeNull();
	});

	it("takes members only", async () => {
		for (const user_id of [story.eve.id, crypto.randomUUID(), vera.id]) {
			expect(await refuses("assign", { user_id })).toMatchObject({
				status: 404,
				message: "member_not_found",
			});
		}
	});

	it("ends with the membership", async () => {
		const nora = await story.signsUp("Nora");
		const membership = { organization_id: story.acme.organizationId, user_id: nora.id };
		await story.sql`insert into public.members ${story.sql(membership)}`;
		await act("assign", { user_id: nora.id });

		await story.ada.rpc("remove_member", membership);

		expect((await story.ada.rpc("get_conversation", { id })).conversation.assigneeId).toBeNull();
	});
});

describe("the priority", () => {
	it("is the team's business", async () => {
		const conversation = await isPrivate(
			"set_priority",
			{ priority: "urgent" },
			{ eventType: "priority_changed", message: "urgent" },
		);
		expect(conversation.priority).toBe("urgent");
	});

	it.each([[null], ["asap"]])("can't be %j", async (priority) => {
		expect((await refuses("set_priority", { priority })).status).toBe(400);
	});
});

describe("a title", () => {
	it("is for both sides", async () => {
		expect((await act("set_title", { title: "  A refund " })).conversation.title).toBe("A refund");
		expect((await seenByVera()).conversation.title).toBe("A refund");
		expect((await act("set_title", { title: " " })).conversation.title).toBeNull();
		expect(await refuses("set_title", { title: "x".repeat(201) })).toMatchObject({
			status: 400,
			message: "invalid_request",
		});
	});
});

describe("taking part", () => {
	it("is public, coming and going, each once", async () => {
		const joined = await act("join_conversation", {}, story.grace);
		expect(joined.items).toMatchObject([
			{ visibility: "public", parts: [{ eventType: "participant_joined" }] },
		]);
		expect((await act("join_conversation", {}, story.grace)).items).toEqual([]);

		const left = await act("leave_conversation", {}, story.grace);
		expect(left.items).toMatchObject([
			{ visibility: "public", parts: [{ eventType: "participant_left" }] },
		]);
		expect((await act("leave_conversation", {}, story.grace)).items).toEqual([]);

		// Who wrote something keeps a name.
		const { conversation, items } = await seenByVera();
		expect(conversation.participants).toMatchObject([{ name: "Grace Hopper" }]);
		expect(items).toHaveLength(3);
	});

	it("again after having left is told again", async () => {
		await act("join_conversation", {}, story.grace);
		await act("leave_conversation", {}, story.grace);

		const { items } = await story.grace.replies(id, "Back");

		expect(items).toMatchObject([
			{ parts: [{ eventType: "participant_joined" }] },
			{ text: "Back" },
		]);
	});
});

describe("snoozing", () => {
	const later = () => new Date(Date.now() + 3_600_000).toISOString();

	it("is the team's business, and ends by itself when the visitor writes", async () => {
		const until = later();
		const conversation = await isPrivate(
			"snooze",
			{ until },
			{ eventType: "status_changed", message: "snoozed" },
		);
		expect(new Date(conversation.snoozedUntil).toISOString()).toBe(until);

		await vera.writes("Are you there?", { conversationId: id });

		expect((await story.ada.rpc("get_conversation", { id })).conversation.snoozedUntil).toBeNull();
	});

	it("can be taken back, and ends with resolving", async () => {
		await act("snooze", { until: later() });
		expect((await act("snooze")).conversation.snoozedUntil).toBeNull();

		await act("snooze", { until: later() });
		expect((await act("set_status", { status: "resolved" })).conversation.snoozedUntil).toBeNull();
	});

	it("is for open conversations and later moments", async () => {
		expect((await refuses("snooze", { until: "2020-01-01" })).status).toBe(400);
		await act("set_status", { status: "resolved" });
		expect(await refuses("snooze", { until: later() })).toMatchObject({
			message: "invalid_request",
		});
	});
});

describe("spam and archive", () => {
	it.each([
		["mark_spam", "is_spam", "spamAt", "spam", "not_spam"],
		["archive", "is_archived", "archivedAt", "archived", "unarchived"],
	])("%s is the team's business", async (name, flag, moment, on, off) => {
		const put = await isPrivate(
			name,
			{ [flag]: true },
			{ eventType: "status_changed", message: on },
		);
		expect(put[moment]).toEqual(expect.any(String));

		const back = await isPrivate(
			name,
			{ [flag]: false },
			{ eventType: "status_changed", message: off },
		);
		expect(back[moment]).toBeNull();
		expect(await refuses(name, { [flag]: null })).toMatchObject({ message: "invalid_request" });
	});

	it("the visitor's message brings an archived conversation back, and leaves spam where it is", async () => {
		await act("archive");
		await act("mark_spam");

		await vera.writes("Hello?", { conversationId: id });

		const { conversation } = await story.ada.rpc("get_conversation", { id });
		expect(conversation).toMatchObject({ archivedAt: null, spamAt: expect.any(String) });
	});
});

describe("tags", () => {
	const create = (name: string, agent: Agent = story.grace) =>
		agent.rpc("create_tag", { website_id: story.acme.websiteId, name, color: "red" });

	it("are given and taken, for the team alone", async () => {
		const tag = await create("Billing");
		expect(tag).toEqual({ id: expect.any(String), name: "Billing", color: "red" });

		const given = await isPrivate(
			"add_tag",
			{ tag_id: tag.id },
			{ eventType: "tag_added", message: "Billing" },
		);
		expect(given.tags).toEqual([tag]);

		const taken = await isPrivate(
			"remove_tag",
			{ tag_id: tag.id },
			{ eventType: "tag_removed", message: "Billing" },
		);
		expect(taken.tags).toEqual([]);
	});

	it("of the same name are one", async () => {
		expect(await create("  VIP ")).toEqual(await create("vip"));
	});

	it("are renamed and deleted by owners and admins", async () => {
		const tag = await create("Shiping");
		const other = await create("Other");
		await act("add_tag", { tag_id: tag.id });

		expect(await story.adam.rpc("update_tag", { id: tag.id, name: "Shipping" })).toEqual({
			...tag,
			name: "Shipping",
		});
		expect(await story.ada.refusal("update_tag", { id: tag.id, name: other.name })).toMatchObject({
			status: 409,
			message: "name_taken",
		});
		expect(await story.grace.refusal("delete_tag", { id: tag.id })).toMatchObject({
			status: 403,
			message: "not_allowed",
		});

		await story.ada.rpc("delete_tag", { id: tag.id });
		expect((await story.ada.rpc("get_conversation", { id })).conversation.tags).toEqual([]);
	});

	it("of another website are none of this one", async () => {
		const second = await story.ada.rpc("create_website", {
			organization_id: story.acme.organizationId,
			name: "Second",
			domain: "second.example",
		});
		const tag = await story.ada.rpc("create_tag", { website_id: second.id, name: "Billing" });

		for (const tag_id of [tag.id, crypto.randomUUID()]) {
			expect(await refuses("add_tag", { tag_id })).toMatchObject({
				status: 404,
				message: "tag_not_found",
			});
		}
	});

	it.each([
		["name_invalid", { name: "" }],
		["name_invalid", { name: "x".repeat(51) }],
		["invalid_request", { name: "x", color: "url(javascript:1)" }],
	])("are refused with %s", async (message, args) => {
		expect(
			await story.ada.refusal("create_tag", { website_id: story.acme.websiteId, ...args }),
		).toMatchObject({ message });
	});
});

import { randomUUID } from "node:crypto";
import { conversation as conversationSchema, teamAct } from "@cossistant/protocol/schemas";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { outcomeAfter } from "./support/crowd.ts";
import type { Claims } from "./support/stack.ts";
import { openStory, type Story } from "./support/story.ts";

let story: Story;

beforeAll(async () => {
	story = await openStory();
});
afterAll(() => story.close());

const letter = (args: Record<string, unknown>) => ({
	website_id: story.acme.websiteId,
	conversation_id: randomUUID(),
	id: randomUUID(),
	text: "May I help?",
	...args,
});

describe("an agent begins a conversation", () => {
	it("with a visitor, who finds it unread", async () => {
		const vera = await story.enters();
		const args = letter({ visitor_id: vera.id });

		const act = await story.ada.rpc("start_conversation", args);

		teamAct.strict().parse(act);
		expect(act.conversation).toMatchObject({ id: args.conversation_id, visitorId: vera.id });
		expect(await vera.rpc("list_conversations")).toMatchObject({
			unreadCount: 1,
			conversations: [{ id: args.conversation_id, lastItem: { text: "May I help?" } }],
		});
		expect(await story.ada.rpc("start_conversation", args)).toEqual(act);
	});

	it("with a verified contact, who finds it on every device", async () => {
		const identity = { isVerified: true, externalId: randomUUID() };
		const laptop = await story.enters({ identity });
		const phone = await story.enters({ identity });

		await story.ada.rpc("start_conversation", letter({ contact_id: laptop.visitor.contact?.id }));

		for (const device of [laptop, phone]) {
			expect((await device.rpc("list_conversations")).unreadCount).toBe(1);
		}
	});

	it("with a contact who has not come yet", async () => {
		const externalId = randomUUID();
		const [contact] = await story.sql`
			insert into public.contacts (organization_id, website_id, external_id, is_verified)
			values (${story.acme.organizationId}, ${story.acme.websiteId}, ${externalId}, true) returning id`;

		await story.ada.rpc("start_conversation", letter({ contact_id: contact?.id }));

		const vera = await story.enters({ identity: { isVerified: true, externalId } });
		expect((await vera.rpc("list_conversations")).unreadCount).toBe(1);
	});

	it("with a contact who has not come yet, twice at once, and has begun one", async () => {
		const contact = await story.ada.rpc("create_contact", {
			website_id: story.acme.websiteId,
			contact: { externalId: randomUUID() },
		});
		const call = {
			name: "start_conversation",
			claims: story.ada.claims as Claims,
			args: letter({ contact_id: contact.id }),
		};

		expect(await outcomeAfter(call, call)).toBe("ok");

		const visitors = await story.sql`select from public.visitors where contact_id = ${contact.id}`;
		expect(visitors).toHaveLength(1);
	});

	it("with nobody, somebody elsewhere, or under a taken id is refused", async () => {
		const vera = await story.enters();
		const victor = await story.enters();
		const vic = await story.enters({ at: story.globex });
		const { conversation } = await victor.writes("Hello");
		const ask = (args: Record<string, unknown>) =>
			story.ada.refusal("start_conversation", letter(args));

		expect(await ask({})).toMatchObject({ status: 400, message: "invalid_request" });
		expect(await ask({ visitor_id: vera.id, contact_id: randomUUID() })).toMatchObject({
			status: 400,
		});
		expect(await ask({ visitor_id: vera.id, id: null })).toMatchObject({ status: 400 });
		expect(await ask({ visitor_id: vic.id })).toMatchObject({
			status: 404,
			message: "visitor_not_found",
		});
		expect(await ask({ contact_id: randomUUID() })).toMatchObject({
			status: 404,
			message: "contact_not_found",
		});
		for (const visitor_id of [vera.id, victor.id]) {
			expect(await ask({ visitor_id, conversation_id: conversation.id })).toMatchObject({
				status: 409,
				message: "id_taken",
			});
		}
	});
});

describe("a conversation that is there already", () => {
	it("is not taken for one with somebody else", async () => {
		const vera = await story.enters();
		const victor = await story.enters();
		const args = letter({ visitor_id: victor.id });
		await story.ada.rpc("start_conversation", args);

		expect(
			await story.ada.refusal("start_conversation", { ...args, visitor_id: vera.id }),
		).toMatchObject({ status: 409, message: "id_taken" });
	});
});

describe("a conversation with somebody whom nobody vouches for", () => {
	it("belongs to no contact, whoever begins it", async () => {
		const vera = await story.enters({
			identity: { isVerified: false, externalId: randomUUID() },
		});
		await vera.writes("Hello");
		await story.ada.rpc("start_conversation", {
			website_id: story.acme.websiteId,
			conversation_id: randomUUID(),
			id: randomUUID(),
			text: "Hi",
			visitor_id: vera.id,
		});

		const rows = await story.sql`
			select contact_id from public.conversations where visitor_id = ${vera.id}`;
		expect(rows.map(({ contact_id }) => contact_id)).toEqual([null, null]);
	});
});

describe("a rating", () => {
	it("is the visitor's, for the team to see, and can be changed", async () => {
		const vera = await story.enters();
		const { conversation } = await vera.writes("Hello");
		const rate = (rating: unknown, comment?: string) =>
			vera.rpc("rate_conversation", { conversation_id: conversation.id, rating, comment });

		conversationSchema.strict().parse(await rate(2, " Slow "));
		const screen = async () =>
			(await story.ada.rpc("get_conversation", { id: conversation.id })).conversation;
		expect(await screen()).toMatchObject({ rating: 2, ratingComment: "Slow" });

		await rate(5);
		expect(await screen()).toMatchObject({ rating: 5, ratingComment: null });
	});

	it.each([
		[0, undefined],
		[6, undefined],
		[null, undefined],
		[3, "x".repeat(2001)],
	])("can't be %j %.5j", async (rating, comment) => {
		const vera = await story.enters();
		const { conversation } = await vera.writes("Hello");

		expect(
			await vera.refusal("rate_conversation", {
				conversation_id: conversation.id,
				rating,
				comment,
			}),
		).toMatchObject({ status: 400, message: "invalid_request" });
	});
});

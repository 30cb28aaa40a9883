import { randomUUID } from "node:crypto";
import {
	inboxPage,
	openedConversation,
	teamAct,
	teamConversation,
} from "@cossistant/protocol/schemas";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Backend, item, openBackend } from "./support/backend.ts";
import { openStory, type Story } from "./support/story.ts";

let story: Story;
let backend: Backend;

beforeAll(async () => {
	story = await openStory();
	backend = await openBackend(story);
	await backend.call("put_contact", { external_id: "vera", facts: { email: "Vera@acme.test" } });
});
afterAll(() => story.close());

const withVera = (change: Record<string, unknown> = {}) => ({
	id: randomUUID() as string,
	contact: { externalId: "vera" },
	message: item(),
	...change,
});
const create = async (change: Record<string, unknown> = {}) =>
	teamAct.parse(await backend.call("create_conversation", { request: withVera(change) }));
/** Vera on a device of hers, proven by an identity token. */
const vera = () => story.enters({ identity: { isVerified: true, externalId: "vera" } });

describe("a conversation by the backend", () => {
	it("begins with the contact's words, and is the contact's own on every device", async () => {
		const { conversation, items } = await create({
			title: "Order 7",
			priority: "high",
			tags: ["billing", "BILLING", "vip"],
		});

		expect(conversation).toMatchObject({ channel: "api", title: "Order 7", priority: "high" });
		expect(conversation.tags.map(({ name }) => name)).toEqual(["billing", "vip"]);
		expect(conversation.waitingSince).not.toBeNull();
		expect(items.map(({ text }) => text)).toEqual(["Hello"]);
		const seen = await (await vera()).rpc("list_conversations");
		expect(seen.conversations.map((row: { id: string }) => row.id)).toContain(conversation.id);
	});

	it("may be found by an address, whatever its case, and be with a visitor", async () => {
		const byAddress = await create({ contact: { email: "vera@ACME.test" } });
		const visitor = await story.enters();
		const withVisitor = await create({ contact: undefined, visitorId: visitor.id });

		expect(byAddress.conversation.contactId).not.toBeNull();
		expect(withVisitor.conversation.visitorId).toBe(visitor.id);
	});

	it("with a visitor whom nobody vouches for belongs to no contact", async () => {
		const visitor = await story.enters({
			identity: { isVerified: false, externalId: randomUUID() },
		});

		const { conversation } = await create({ contact: undefined, visitorId: visitor.id });
		const [stored] = await story.sql`
			select contact_id from public.conversations where id = ${conversation.id}`;
		expect(stored?.contact_id).toBeNull();
	});

	it("is one, however often it is asked for", async () => {
		const request = withVera();
		const answers = await Promise.all(
			Array.from({ length: 5 }, () => backend.call("create_conversation", { request })),
		);

		for (const answer of answers) expect(answer.items).toEqual(answers[0].items);
		const page = await backend.call("find_items", { conversation_id: request.id });
		expect(page.items).toHaveLength(1);
		const refusal = await backend.refusal("create_conversation", {
			request: { ...request, message: item() },
		});
		expect(refusal.message).toBe("id_taken");
	});

	it("of somebody else is not taken over by its id", async () => {
		const { conversation } = await (await story.enters()).writes("Mine");

		const refusal = await backend.refusal("create_conversation", {
			request: withVera({ id: conversation.id }),
		});
		expect(refusal).toMatchObject({ status: 409, message: "id_taken" });
	});

	it("of a test visitor is a test", async () => {
		const [website] = await story.sql`
			select test_public_key from public.websites where id = ${story.acme.websiteId}`;
		const tester = await story.enters({
			at: { ...story.acme, publicKey: website?.test_public_key },
		});

		const { conversation } = await create({ contact: undefined, visitorId: tester.id });
		expect(conversation.isTest).toBe(true);
	});
});

describe("a conversation that the backend changes", () => {
	it("has events without an author, and a line in the audit log that names the key", async () => {
		const { conversation } = await create({ tags: ["old"] });
		const id = conversation.id;
		const changes = {
			status: "resolved",
			priority: "urgent",
			title: "Done",
			assigneeId: story.grace.id,
			addTags: ["fresh"],
			removeTags: ["old", "never-there"],
		};
		const answer = await backend.call("change_conversation", { id, changes });

		expect(teamConversation.parse(answer.conversation)).toMatchObject({
			status: "resolved",
			priority: "urgent",
			title: "Done",
			assigneeId: story.grace.id,
			waitingSince: null,
		});
		expect(answer.conversation.tags.map((tag: { name: string }) => tag.name)).toEqual(["fresh"]);
		const { items } = await backend.call("find_items", { conversation_id: id });
		const events = items.filter((row: { type: string }) => row.type === "event");
		expect(
			events.map((row: { parts: { eventType: string }[] }) => row.parts[0]?.eventType),
		).toEqual([
			"tag_added",
			"priority_changed",
			"assigned",
			"tag_added",
			"tag_removed",
			"resolved",
		]);
		expect(new Set(events.map((row: { userId: string | null }) => row.userId))).toEqual(
			new Set([null]),
		);
		const [line] = await story.sql`
			select * from public.audit_log where subject_id = ${id} and action = 'conversation_changed'`;
		expect(line).toMatchObject({
			actor_user_id: null,
			detail: { ...changes, apiKeyId: backend.id },
		});
	});

	it("stays as it is when it is so already", async () => {
		const { conversation } = await create();
		const changes = { status: "open", priority: "medium", assigneeId: null };
		const answer = await backend.call("change_conversation", { id: conversation.id, changes });

		expect(answer.conversation.lastChange).toBe(1);
	});

	it.each<[string, unknown, string]>([
		["nothing", {}, "invalid_request"],
		["what is not the backend's to change", { rating: 5 }, "invalid_request"],
		["a status that is none", { status: "closed" }, "invalid_request"],
		["a stranger as assignee", { assigneeId: randomUUID(), title: "x" }, "member_not_found"],
		["a tag without a name", { title: "x", addTags: [""] }, "name_invalid"],
		["tags as text", { addTags: "billing" }, "invalid_request"],
		["a tag as a number", { addTags: [7] }, "invalid_request"],
		["an endless title", { priority: "low", title: "x".repeat(201) }, "invalid_request"],
		["a list", [], "invalid_request"],
	])("by %s is not changed at all", async (_, changes, code) => {
		const { conversation } = await create();

		const refusal = await backend.refusal("change_conversation", { id: conversation.id, changes });

		expect(refusal.message).toBe(code);
		const opened = await backend.call("find_conversation", { id: conversation.id });
		expect(opened.conversation).toMatchObject({ title: null, priority: "medium", lastChange: 1 });
	});
});

describe("what the backend reads", () => {
	it("is the conversation as the team sees it", async () => {
		const { conversation } = await create();
		const opened = openedConversation.parse(
			await backend.call("find_conversation", { id: conversation.id }),
		);

		expect(opened.contact?.externalId).toBe("vera");
		expect(opened.items).toHaveLength(1);
	});

	it("comes page by page, of a status and of a contact", async () => {
		await backend.call("put_contact", { external_id: "paul", facts: {} });
		const ids: string[] = [];
		for (let n = 0; n < 5; n += 1) {
			ids.unshift((await create({ contact: { externalId: "paul" } })).conversation.id);
		}
		await backend.call("change_conversation", { id: ids[4], changes: { status: "resolved" } });
		const filter = { contact: { externalId: "paul" }, status: "open" };
		const first = inboxPage.parse(await backend.call("find_conversations", { filter, limit: 3 }));
		const second = inboxPage.parse(
			await backend.call("find_conversations", { filter, limit: 3, before: first.nextCursor }),
		);

		const pages = [...first.conversations, ...second.conversations];
		expect(pages.map(({ id }) => id)).toEqual(ids.slice(0, 4));
		expect(second.nextCursor).toBeNull();
	});

	it.each([[{ status: "spam" }], [{ tag: "x" }], [[]], [{ contact: "vera" }], [{ contact: {} }]])(
		"takes no filter such as %j",
		async (filter) => {
			expect((await backend.refusal("find_conversations", { filter })).message).toBe(
				"invalid_request",
			);
		},
	);
});

describe("a key", () => {
	const calls = (id: string): [string, Record<string, unknown>, string][] => [
		["create_conversation", { request: withVera() }, "conversations:write"],
		["add_item", { conversation_id: id, item: item() }, "conversations:write"],
		["change_conversation", { id, changes: { title: "x" } }, "conversations:write"],
		["import_conversation", { request: withVera({ items: [] }) }, "conversations:write"],
		["find_conversation", { id }, "conversations:read"],
		["find_conversations", {}, "conversations:read"],
		["find_items", { conversation_id: id }, "conversations:read"],
		["put_contact", { external_id: "scoped", facts: {} }, "contacts:write"],
		["find_contact", { external_id: "vera" }, "contacts:read"],
		["erase_contact_of_key", { external_id: "vera" }, "contacts:write"],
	];

	it("does nothing outside its scopes", async () => {
		const { conversation } = await create();
		const all = [...new Set(calls("").map(([, , scope]) => scope))];
		for (const [name, args, scope] of calls(conversation.id)) {
			const scopes = all.filter((other) => other !== scope);
			const narrow = await openBackend(story, { scopes });
			expect(await narrow.refusal(name, args)).toMatchObject({
				status: 403,
				message: "scope_missing",
			});
		}
	});

	it("does nothing once it is revoked, and nothing as the key of another website", async () => {
		const { conversation } = await create();
		const revoked = await openBackend(story);
		await story.ada.rpc("revoke_api_key", { id: revoked.id });
		const globex = await openBackend(story, { at: story.globex, by: story.eve });

		for (const [name, args] of calls(conversation.id)) {
			expect((await revoked.refusal(name, args)).message).toBe("api_key_invalid");
			if (name === "find_conversations") {
				expect((await globex.call(name, args)).conversations).toEqual([]);
			} else if (name === "erase_contact_of_key") {
				expect(await globex.call(name, args)).toBe(false);
			} else if (name !== "put_contact") {
				expect((await globex.refusal(name, args)).status).toBe(404);
			}
		}
		const visitor = await story.enters();
		const request = { ...withVera(), contact: undefined, visitorId: visitor.id };
		expect((await globex.refusal("create_conversation", { request })).message).toBe(
			"visitor_not_found",
		);
		await globex.call("put_contact", { external_id: "vera", facts: {} });
		const taken = { ...withVera(), id: conversation.id };
		expect((await globex.refusal("create_conversation", { request: taken })).message).toBe(
			"id_taken",
		);
	});

	it("is told to wait when it asks too much", async () => {
		const busy = await openBackend(story);
		await story.sql`
			insert into private.rate_limits (kind, website_id, subject, window_started_at, hits)
			values ('api_key', ${story.acme.websiteId}, ${busy.id}, date_bin('60 s', now() + interval '1 minute', 'epoch'), 5000)`;

		expect(await busy.refusal("find_conversations")).toMatchObject({
			status: 429,
			message: "rate_limited",
		});
		expect((await backend.call("find_conversations", { limit: 1 })).conversations).toHaveLength(1);
	});
});

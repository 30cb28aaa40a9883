import { randomUUID } from "node:crypto";
import { teamAct, timelinePage } from "@cossistant/protocol/schemas";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Backend, item, openBackend } from "./support/backend.ts";
import { openStory, type Story } from "./support/story.ts";

let story: Story;
let backend: Backend;
let helper: { id: string };

beforeAll(async () => {
	story = await openStory();
	backend = await openBackend(story);
	helper = await story.ada.rpc("create_ai_agent", {
		website_id: story.acme.websiteId,
		name: "Helper",
	});
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
const add = async (conversation_id: string, change: Record<string, unknown> = {}) =>
	teamAct.parse(await backend.call("add_item", { conversation_id, item: item(change) }));
const byAda = () => ({ author: { type: "user", id: story.ada.id } });
const byHelper = () => ({ author: { type: "ai", id: helper.id } });
/** Vera on a device of hers, proven by an identity token. */
const vera = () => story.enters({ identity: { isVerified: true, externalId: "vera" } });

describe("an item by the backend", () => {
	it("of a member joins and answers, of an AI agent too, and a note stays inside", async () => {
		const { conversation } = await create();
		await add(conversation.id, { ...byAda(), text: "Looking" });
		await add(conversation.id, { ...byHelper(), text: "Found" });
		const { conversation: after } = await add(conversation.id, {
			...byHelper(),
			text: "Angry customer",
			visibility: "private",
		});

		expect(after.waitingSince).toBeNull();
		expect(after.participants.map(({ type, name }) => [type, name])).toEqual([
			["user", "Ada Lovelace"],
			["ai", "Helper"],
		]);
		const page = await (await vera()).rpc("list_timeline", { conversation_id: conversation.id });
		const shown = timelinePage.parse(page).items;
		expect(shown.map(({ text }) => text)).toEqual(["Hello", null, "Looking", "Found"]);
		expect(shown.map(({ order }) => order)).toEqual([1, 2, 3, 4]);
		expect(JSON.stringify(page)).not.toContain("Angry");
	});

	it("of the contact opens what was resolved", async () => {
		const { conversation } = await create();
		await story.ada.rpc("set_status", { conversation_id: conversation.id, status: "resolved" });

		const act = await add(conversation.id, { text: "Not yet" });

		expect(act.conversation.status).toBe("open");
		expect(act.items.map(({ type }) => type)).toEqual(["message", "event"]);
	});

	it("answers as before when its id comes again, and is not another's", async () => {
		const { conversation } = await create();
		const id = randomUUID();
		const first = await add(conversation.id, { id, ...byAda() });
		const again = await add(conversation.id, { id, ...byAda(), text: "Changed" });

		expect(again.items).toEqual(first.items);
		const refusal = await backend.refusal("add_item", {
			conversation_id: conversation.id,
			item: item({ id }),
		});
		expect(refusal.message).toBe("id_taken");
	});

	it("is a tool that says how it went on, once", async () => {
		const { conversation } = await create();
		const call = { type: "tool-find_order", toolCallId: "1", toolName: "find_order", input: {} };
		const tool = { id: randomUUID(), type: "tool", text: undefined, ...byHelper() };
		await add(conversation.id, { ...tool, parts: [{ ...call, state: "partial" }] });
		const ended = [{ ...call, state: "result", output: { status: "sent" } }];
		const done = await add(conversation.id, { ...tool, parts: ended });
		const late = await add(conversation.id, {
			...tool,
			parts: [{ ...call, state: "error", errorText: "too late" }],
		});

		expect(done.items[0]).toMatchObject({ type: "tool", parts: ended });
		expect(late.items).toEqual(done.items);
		const page = await (await vera()).rpc("sync_conversation", {
			conversation_id: conversation.id,
			after: 0,
		});
		const changes = page.items.map((row: { change: number }) => row.change);
		expect(changes).toEqual([...changes].sort((a, b) => a - b));
		expect(page.conversation.lastChange).toBe(Math.max(...changes));
	});

	it("asks who the visitor is", async () => {
		const { conversation } = await create();
		const { items } = await add(conversation.id, {
			type: "identification",
			text: undefined,
			...byHelper(),
		});

		expect(items[0]).toMatchObject({ type: "identification", text: null, parts: [] });
	});

	it("may be of before, never of later", async () => {
		const { conversation } = await create();
		const { items } = await add(conversation.id, { createdAt: "2020-01-01T00:00:00Z" });
		expect(items[0]?.createdAt).toBe("2020-01-01T00:00:00+00:00");

		const createdAt = new Date(Date.now() + 6 * 60_000).toISOString();
		const refusal = await backend.refusal("add_item", {
			conversation_id: conversation.id,
			item: item({ createdAt }),
		});
		expect(refusal.message).toBe("invalid_request");
	});

	it("of an AI agent that is switched off is refused; what it has written stays, and may be brought along", async () => {
		const { conversation } = await create();
		const robot = await story.ada.rpc("create_ai_agent", {
			website_id: story.acme.websiteId,
			name: "Robot",
		});
		const byRobot = { id: randomUUID(), author: { type: "ai", id: robot.id } };
		const before = await add(conversation.id, byRobot);
		await story.ada.rpc("update_ai_agent", { id: robot.id, changes: { isActive: false } });

		expect((await add(conversation.id, byRobot)).items).toEqual(before.items);
		const another = item({ ...byRobot, id: randomUUID(), createdAt: "2020-01-01T00:00:00Z" });
		expect(
			await backend.refusal("add_item", { conversation_id: conversation.id, item: another }),
		).toMatchObject({ status: 403, message: "ai_agent_inactive" });
		expect(
			await backend.refusal("create_conversation", { request: withVera({ message: another }) }),
		).toMatchObject({ status: 403, message: "ai_agent_inactive" });
		const request = withVera({ id: conversation.id, items: [another], message: undefined });
		expect((await backend.call("import_conversation", { request })).items).toHaveLength(1);
	});

	it("of a blocked contact is refused", async () => {
		const visitor = await story.enters();
		const { conversation } = await visitor.writes("Hello");
		await story.ada.rpc("block_visitor", { visitor_id: visitor.id });

		const refusal = await backend.refusal("add_item", {
			conversation_id: conversation.id,
			item: item(),
		});
		expect(refusal.message).toBe("visitor_blocked");
	});

	it.each<[string, Record<string, unknown>, string]>([
		["no author", { author: null }, "invalid_request"],
		["an author of no kind", { author: { type: "system" } }, "invalid_request"],
		["an author as text", { author: "ada" }, "invalid_request"],
		["a stranger for a member", { author: { type: "user", id: randomUUID() } }, "member_not_found"],
		["no AI agent", { author: { type: "ai", id: randomUUID() } }, "ai_agent_not_found"],
		["an id that is none", { id: "1" }, "invalid_request"],
		["a type that clients don't write", { type: "event" }, "invalid_request"],
		["a visibility that is none", { visibility: "secret" }, "invalid_request"],
		["a note by the contact", { visibility: "private" }, "invalid_request"],
		["a tool by the contact", { type: "tool", parts: [{ type: "tool-x" }] }, "parts_invalid"],
		["no text", { text: " " }, "message_empty"],
		["text as a number", { text: 7 }, "invalid_request"],
		["endless text", { text: "x".repeat(10_001) }, "message_too_long"],
		["a file of elsewhere", { parts: [{ type: "file", url: "x/y/z" }] }, "parts_invalid"],
		["a moment that is none", { createdAt: "yesterday" }, "invalid_request"],
		["the end of time", { createdAt: "infinity" }, "invalid_request"],
		["a list", Object.assign([], { 0: "x" }) as never, "invalid_request"],
	])("with %s changes nothing", async (_, change, code) => {
		const { conversation } = await create();
		const given = Array.isArray(change) ? change : item(change);

		const refusal = await backend.refusal("add_item", {
			conversation_id: conversation.id,
			item: given,
		});

		expect(refusal.message).toBe(code);
		expect(refusal.status).toBeLessThan(500);
		const page = await backend.call("find_items", { conversation_id: conversation.id });
		expect(page.items).toHaveLength(1);
	});

	it.each<[string, Record<string, unknown>]>([
		["another name than its type", { toolName: "other" }],
		["a name that is none", { type: "tool-a b", toolName: "a b" }],
		["no call", { toolCallId: "" }],
		["an output before its end", { state: "partial" }],
		["an error without a text", { state: "error", output: undefined }],
		["a field too many", { providerMetadata: {} }],
		["an endless input", { input: Array(9_000).fill(Math.PI) }],
	])("is no tool with %s", async (_, change) => {
		const { conversation } = await create();
		const part = {
			type: "tool-x",
			toolName: "x",
			toolCallId: "1",
			input: null,
			output: 1,
			state: "result",
			...change,
		};

		const refusal = await backend.refusal("add_item", {
			conversation_id: conversation.id,
			item: item({ type: "tool", ...byHelper(), parts: [part] }),
		});
		expect(refusal).toMatchObject({ status: 422, message: "parts_invalid" });
	});
});

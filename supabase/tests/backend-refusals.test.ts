import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Backend, item, openBackend } from "./support/backend.ts";
import { openStory, type Story } from "./support/story.ts";

let story: Story;
let backend: Backend;
let blockedId: string;

beforeAll(async () => {
	story = await openStory();
	backend = await openBackend(story);
	await backend.call("put_contact", { external_id: "vera", facts: {} });
	blockedId = (await story.enters()).id;
	await story.ada.rpc("block_visitor", { visitor_id: blockedId });
});
afterAll(() => story.close());

const by = (type: string) => ({ author: { type, id: randomUUID() } });

describe("a conversation that the backend can't begin", () => {
	it.each<[what: string, change: () => Record<string, unknown>, code: string]>([
		["an id that is none", () => ({ id: "1" }), "invalid_request"],
		["nobody", () => ({ contact: undefined }), "invalid_request"],
		["two people", () => ({ visitorId: randomUUID() }), "invalid_request"],
		["an endless title", () => ({ title: "x".repeat(201) }), "invalid_request"],
		["a priority that is none", () => ({ priority: "now" }), "invalid_request"],
		["tags as text", () => ({ tags: "billing" }), "invalid_request"],
		["a tag without a name", () => ({ tags: [" "] }), "name_invalid"],
		["an endless tag", () => ({ tags: ["x".repeat(51)] }), "name_invalid"],
		["somebody unknown", () => ({ contact: { externalId: "nobody" } }), "contact_not_found"],
		[
			"a visitor of nobody",
			() => ({ contact: undefined, visitorId: randomUUID() }),
			"visitor_not_found",
		],
		["a blocked visitor", () => ({ contact: undefined, visitorId: blockedId }), "visitor_blocked"],
		["no message", () => ({ message: undefined }), "invalid_request"],
		["no words", () => ({ message: item({ text: " " }) }), "message_empty"],
		["a book", () => ({ message: item({ text: "x".repeat(10_001) }) }), "message_too_long"],
		["a stranger for a member", () => ({ message: item(by("user")) }), "member_not_found"],
		["no AI agent", () => ({ message: item(by("ai")) }), "ai_agent_not_found"],
		[
			"a file of elsewhere",
			() => ({ message: item({ parts: [{ type: "file", url: "x/y/z" }] }) }),
			"parts_invalid",
		],
	])("is not there after %s", async (_, change, code) => {
		const id = randomUUID();
		const request = { id, contact: { externalId: "vera" }, message: item(), ...change() };

		expect(await backend.refusal("create_conversation", { request })).toMatchObject({
			message: code,
		});

		expect((await backend.refusal("find_conversation", { id })).message).toBe(
			"conversation_not_found",
		);
	});
});

describe("a contact that the backend names", () => {
	it("has an id", async () => {
		expect(await backend.refusal("find_contact", { external_id: null })).toMatchObject({
			status: 400,
			message: "invalid_request",
		});
	});

	it("is known, for a list of conversations", async () => {
		const filter = { contact: { externalId: "nobody" } };

		expect(await backend.refusal("find_conversations", { filter })).toMatchObject({
			status: 404,
			message: "contact_not_found",
		});
	});
});

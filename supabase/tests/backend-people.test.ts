import { randomUUID } from "node:crypto";
import { aiAgentList, contactDetails, teamAIAgent } from "@cossistant/protocol/schemas";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Backend, openBackend } from "./support/backend.ts";
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

describe("a contact by the backend", () => {
	const put = (external_id: string, facts: unknown) =>
		backend.call("put_contact", { external_id, facts });

	it("is verified, made once and brought up to date", async () => {
		const facts = { email: "New@acme.test", name: "New", metadata: { plan: "free", seats: 2 } };
		const made = contactDetails.parse(await put("new", facts));
		const again = contactDetails.parse(await put("new", { metadata: { plan: "pro" } }));

		expect(made).toMatchObject({ isVerified: true, email: "new@acme.test", externalId: "new" });
		expect(again).toMatchObject({ id: made.id, name: "New", metadata: { plan: "pro", seats: 2 } });
		expect(await backend.call("find_contact", { external_id: "new" })).toEqual(again);
	});

	it("is one, when many say so at once", async () => {
		const answers = await Promise.all(Array.from({ length: 8 }, () => put("crowd", {})));

		expect(new Set(answers.map(({ id }) => id)).size).toBe(1);
	});

	it.each<[string, string, unknown, string]>([
		["no id", "", {}, "invalid_request"],
		["an endless id", "x".repeat(256), {}, "invalid_request"],
		["a list", "odd", [], "invalid_request"],
		["a field too many", "odd", { isVerified: false }, "invalid_request"],
		["a name as a number", "odd", { name: 7 }, "invalid_request"],
		["an endless name", "odd", { name: "x".repeat(201) }, "invalid_request"],
		["an address that is none", "odd", { email: "odd" }, "email_invalid"],
		["deep metadata", "odd", { metadata: { a: { b: 1 } } }, "metadata_invalid"],
	])("is not made of %s", async (_, external_id, facts, code) => {
		expect((await backend.refusal("put_contact", { external_id, facts })).message).toBe(code);
		expect((await backend.refusal("find_contact", { external_id: "odd" })).message).toBe(
			"contact_not_found",
		);
	});
});

describe("an AI agent", () => {
	it("is made and changed by owners and admins, and seen by the team", async () => {
		const website_id = story.acme.websiteId;
		const made = teamAIAgent.parse(
			await story.adam.rpc("create_ai_agent", { website_id, name: " Robo " }),
		);
		const changed = await story.adam.rpc("update_ai_agent", {
			id: made.id,
			changes: { name: "Robot", image: "https://acme.test/r.png", isActive: false },
		});

		expect(made).toMatchObject({ name: "Robo", isActive: true });
		expect(changed).toMatchObject({ name: "Robot", isActive: false });
		const { agents } = aiAgentList.parse(await story.grace.rpc("list_ai_agents", { website_id }));
		expect(agents).toContainEqual(changed);
		expect((await story.enters()).visitor).toBeTruthy();
	});

	it.each<[string, unknown, string]>([
		["nothing", {}, "invalid_request"],
		["no name", { name: "" }, "name_invalid"],
		["a script for an image", { image: "javascript:alert(1)" }, "invalid_request"],
		["a field too many", { websiteId: randomUUID() }, "invalid_request"],
		["text for a boolean", { isActive: "no" }, "invalid_request"],
	])("is not changed by %s", async (_, changes, code) => {
		const refusal = await story.ada.refusal("update_ai_agent", { id: helper.id, changes });
		expect(refusal.message).toBe(code);
	});
});

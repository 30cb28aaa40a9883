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

describe("a contact that the backend erases", () => {
	const erase = (external_id: string | null) =>
		backend.call("erase_contact_of_key", { external_id });
	const erasures = async () => {
		const lines = await story.sql`
			select from public.audit_log where action = 'contact_erased' and website_id = ${story.acme.websiteId}`;
		return lines.length;
	};
	const openErased = async () => {
		const externalId = randomUUID();
		const vera = await story.enters({ identity: { isVerified: true, externalId } });
		const { conversation } = await vera.writes("Hello");
		return { externalId, vera, conversation, id: String(vera.visitor.contact?.id) };
	};

	it("is gone at once with what was said, and the audit log says which key did it", async () => {
		const { externalId, vera, conversation, id } = await openErased();

		expect(await erase(externalId)).toBe(true);

		expect((await backend.refusal("find_contact", { external_id: externalId })).message).toBe(
			"contact_not_found",
		);
		expect((await vera.refusal("list_conversations")).message).toBe("session_expired");
		expect((await story.ada.refusal("get_conversation", { id: conversation.id })).status).toBe(404);
		const lines = await story.sql`
			select actor_user_id, detail from public.audit_log
			where subject_id = ${id} and action = 'contact_erased'`;
		expect([...lines]).toEqual([{ actor_user_id: null, detail: { apiKeyId: backend.id } }]);
	});

	it("is erased once, and of somebody unknown there is nothing to erase", async () => {
		const linesBefore = await erasures();
		const { externalId } = await openErased();

		expect(await erase(externalId)).toBe(true);
		expect(await erase(externalId)).toBe(false);
		expect(await erase(null)).toBe(false);
		expect(await erasures()).toBe(linesBefore + 1);
	});

	it("goes with all that the team shows as one with it", async () => {
		const [one, other] = [await openErased(), await openErased()];
		await story.ada.rpc("merge_contacts", { from_id: one.id, into_id: other.id });

		expect(await erase(one.externalId)).toBe(true);

		for (const { vera } of [one, other]) {
			expect((await vera.refusal("list_conversations")).message).toBe("session_expired");
		}
		expect(await erase(other.externalId)).toBe(false);
	});

	it("is not one that only a browser claims to be", async () => {
		const { externalId } = await openErased();
		const claim = await story.enters({ identity: { isVerified: false, externalId } });

		await erase(externalId);

		expect(await claim.rpc("list_conversations")).toMatchObject({ conversations: [] });
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
		["an address with spaces", { image: "https://acme.test/a b" }, "invalid_request"],
		["a field too many", { websiteId: randomUUID() }, "invalid_request"],
		["text for a boolean", { isActive: "no" }, "invalid_request"],
	])("is not changed by %s", async (_, changes, code) => {
		const refusal = await story.ada.refusal("update_ai_agent", { id: helper.id, changes });
		expect(refusal.message).toBe(code);
	});
});

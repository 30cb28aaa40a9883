import { randomUUID } from "node:crypto";
import { createSupportClient, type SupportClient } from "@cossistant/node";
import {
	contactDetails,
	importedConversation,
	openedConversation,
	resolvedApiKey,
	teamAct,
} from "@cossistant/protocol/schemas";
import { createClient } from "@supabase/supabase-js";
import { beforeAll, describe, expect, inject, it } from "vitest";

const stack = inject("stack");
const ada = createClient(stack.url, stack.publishableKey, { auth: { persistSession: false } });
let support: SupportClient;
let websiteId: string;
let adaId: string;

async function rpc(name: string, args: object) {
	const { data, error } = await ada.rpc(name, args);
	if (error) throw error;
	return data;
}
const clientOf = (apiKey: string) => createSupportClient({ url: stack.url, apiKey });
const newKey = async (rest: object = {}) =>
	rpc("create_api_key", { website_id: websiteId, name: "Backend", ...rest });

beforeAll(async () => {
	const email = `${randomUUID()}@acme.test`;
	const { data } = await ada.auth.signUp({ email, password: "correct horse" });
	adaId = data.user?.id ?? "";
	const organization = await rpc("create_organization", { name: `Acme ${adaId.slice(0, 8)}` });
	const site = { organization_id: organization.id, name: "Acme", domain: "shop.example" };
	websiteId = (await rpc("create_website", site)).id;
	support = clientOf((await newKey()).key);
});

const message = (text: string, change: object = {}) =>
	({ id: randomUUID(), type: "message", author: { type: "contact" }, text, ...change }) as const;

describe("the owner's backend, over the API", () => {
	it("knows what its key is good for", async () => {
		expect(resolvedApiKey.parse(await support.getKey())).toMatchObject({ websiteId });
	});

	it("leads a conversation from the first word to the last", async () => {
		const contact = contactDetails.parse(
			await support.putContact("user/7 ü", { name: "Vera", metadata: { plan: "pro" } }),
		);
		expect(await support.getContact("user/7 ü")).toEqual(contact);
		const id = randomUUID();
		const first = message("Where is my order?");
		const begin = { id, contact: { externalId: "user/7 ü" }, message: first };
		const act = teamAct.parse(await support.createConversation(begin));
		expect((await support.createConversation(begin)).items).toEqual(act.items);

		await support.addItem(id, message("On its way", { author: { type: "user", id: adaId } }));
		const { conversation } = await support.updateConversation(id, {
			status: "resolved",
			addTags: ["shipping"],
		});

		expect(conversation).toMatchObject({ status: "resolved", visitorName: "Vera" });
		const opened = openedConversation.parse(await support.getConversation(id));
		const words = opened.items.flatMap(({ text }) => text ?? []);
		expect(words).toEqual(["Where is my order?", "On its way"]);
		expect((await support.listItems(id, { before: 2 })).items.map((item) => item.id)).toEqual([
			first.id,
		]);
		const list = await support.listConversations({ contact: { externalId: "user/7 ü" } });
		expect(list.conversations.map((row) => row.id)).toEqual([id]);
	});

	it("brings 500 items of before at once, and once", async () => {
		await support.putContact("import", {});
		const items = Array.from({ length: 500 }, (_, n) =>
			message("x".repeat(1_000), { createdAt: new Date(Date.UTC(2020, 0, 1, 0, n)).toISOString() }),
		);
		const request = { id: randomUUID(), contact: { externalId: "import" }, items };

		const first = importedConversation.parse(await support.importConversation(request));
		expect(first.items.at(-1)).toEqual({ id: items.at(-1)?.id, order: 500 });
		expect(first.conversation.visitorMessageCount).toBe(0);
		expect(await support.importConversation(request)).toEqual(first);
	});

	it("is told why it may not, by a code", async () => {
		const reader = clientOf((await newKey({ scopes: ["conversations:read"] })).key);
		const revoked = await newKey();
		await rpc("revoke_api_key", { id: revoked.id });

		await expect(reader.putContact("7", {})).rejects.toMatchObject({
			code: "scope_missing",
			status: 403,
		});
		await expect(clientOf(revoked.key).getKey()).rejects.toMatchObject({
			code: "api_key_invalid",
			status: 401,
		});
		await expect(support.getConversation(randomUUID())).rejects.toMatchObject({
			code: "conversation_not_found",
			status: 404,
		});
	});

	it("erases a contact for good", async () => {
		const contact = { externalId: "erased/1 ü" };
		await support.putContact(contact.externalId, { name: "Paul" });
		const id = randomUUID();
		await support.createConversation({ id, contact, message: message("Forget me") });
		const reading = clientOf((await newKey({ scopes: ["contacts:read"] })).key);
		await expect(reading.eraseContact(contact.externalId)).rejects.toMatchObject({
			code: "scope_missing",
			status: 403,
		});

		expect(await support.eraseContact(contact.externalId)).toBe(true);

		expect(await support.eraseContact(contact.externalId)).toBe(false);
		await expect(support.getContact(contact.externalId)).rejects.toMatchObject({ status: 404 });
		await expect(support.getConversation(id)).rejects.toMatchObject({ status: 404 });
	});

	it.each([
		["no JSON", "{"],
		["NUL in a key", '{"\\u0000":1}'],
		["ten megabytes", `{"name":"${"x".repeat(10_485_760)}"}`],
		["a list of lists", "[[[[]]]]"],
		["SQL for a field", `{"name\\"; drop table contacts; --":1}`],
	])("gets an answer to %s", async (_, body) => {
		const { key } = await newKey();
		const response = await fetch(`${stack.url}/functions/v1/api/v1/contacts/odd`, {
			method: "PUT",
			headers: { authorization: `Bearer ${key}` },
			body,
		});

		expect(response.status).toBeGreaterThanOrEqual(400);
		expect(response.status).toBeLessThan(500);
		expect((await response.json()).code).toBeTruthy();
		await expect(support.getContact("odd")).rejects.toMatchObject({ code: "contact_not_found" });
	});
});

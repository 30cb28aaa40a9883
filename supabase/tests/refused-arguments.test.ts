import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { calls } from "./isolation/calls/index.ts";
import { type Cast, type MakeArguments, openCast } from "./isolation/cast.ts";

let cast: Cast;
let tagId: string;

beforeAll(async () => {
	cast = await openCast();
	tagId = (await cast.ada.rpc("create_tag", { website_id: cast.acme.websiteId, name: "billing" }))
		.id;
});
afterAll(() => cast.close());

const conversation = () => ({ conversation_id: cast.conversationId });
const website = () => ({ website_id: cast.acme.websiteId });
const organization = () => ({ organization_id: cast.acme.organizationId });
/** A contact that the team made. */
const contact = async () => {
	const { id } = await cast.ada.rpc("create_contact", {
		...website(),
		contact: { externalId: randomUUID() },
	});
	return { id };
};
const firstMessage = (text: string) => ({
	...website(),
	conversation_id: randomUUID(),
	id: randomUUID(),
	visitor_id: cast.victor.id,
	text,
});

/** What Ada, who owns Acme, is refused because of what she gives. */
const REFUSED: [name: string, what: string, args: MakeArguments, code: string][] = [
	[
		"add_tag",
		"a conversation of nobody",
		() => ({ conversation_id: randomUUID(), tag_id: tagId }),
		"conversation_not_found",
	],
	[
		"remove_tag",
		"a conversation of nobody",
		() => ({ conversation_id: randomUUID(), tag_id: tagId }),
		"conversation_not_found",
	],
	[
		"list_notifications",
		"a cursor that is none",
		() => ({ cursor: "yesterday" }),
		"invalid_request",
	],
	["mark_notifications_read", "nothing said", () => ({}), "invalid_request"],
	[
		"snooze",
		"an end that is never",
		() => ({ ...conversation(), until: "infinity" }),
		"invalid_request",
	],
	[
		"add_tag",
		"a tag of nobody",
		() => ({ ...conversation(), tag_id: randomUUID() }),
		"tag_not_found",
	],
	[
		"remove_tag",
		"a tag of nobody",
		() => ({ ...conversation(), tag_id: randomUUID() }),
		"tag_not_found",
	],
	[
		"update_tag",
		"a color that is none",
		() => ({ id: tagId, color: "No color!" }),
		"invalid_request",
	],
	["update_tag", "a name of spaces", () => ({ id: tagId, name: "   " }), "name_invalid"],
	[
		"change_member_role",
		"no role",
		() => ({ ...organization(), user_id: cast.grace.id, role: null }),
		"invalid_request",
	],
	[
		"transfer_ownership",
		"somebody who works elsewhere",
		() => ({ ...organization(), user_id: cast.eve.id }),
		"member_not_found",
	],
	["create_api_key", "a name of spaces", () => ({ ...website(), name: " " }), "name_invalid"],
	[
		"create_ai_agent",
		"a script for an image",
		() => ({ ...website(), name: "Robot", image: "javascript:alert(1)" }),
		"invalid_request",
	],
	["create_ai_agent", "a name of spaces", () => ({ ...website(), name: " " }), "name_invalid"],
	[
		"list_companies",
		"a beginning longer than a name",
		() => ({ ...website(), query: "x".repeat(101) }),
		"invalid_request",
	],
	[
		"list_companies",
		"a cursor that is none",
		() => ({ ...website(), cursor: "yesterday" }),
		"invalid_request",
	],
	[
		"list_visitors",
		"a cursor that is none",
		() => ({ ...website(), cursor: "yesterday" }),
		"invalid_request",
	],
	[
		"update_contact",
		"a field that isn't the team's",
		async () => ({ ...(await contact()), changes: { isVerified: true } }),
		"invalid_request",
	],
	[
		"update_contact",
		"neither an id nor an address left",
		async () => ({ ...(await contact()), changes: { externalId: null } }),
		"invalid_request",
	],
	[
		"update_contact",
		"an address that is none",
		async () => ({ ...(await contact()), changes: { email: "vera" } }),
		"email_invalid",
	],
	["start_conversation", "no words", () => firstMessage(" "), "message_empty"],
	["start_conversation", "a book", () => firstMessage("x".repeat(10_001)), "message_too_long"],
];

describe("a call is refused", () => {
	it.each(REFUSED)("%s with %s", async (name, _what, args, code) => {
		expect(await cast.ada.refusal(name, await args(cast))).toMatchObject({ message: code });
	});

	it("update_saved_view with a name of spaces", async () => {
		const view = { ...website(), id: randomUUID(), name: "Mine" };
		await cast.ada.rpc("create_saved_view", view);

		expect(
			await cast.ada.refusal("update_saved_view", { id: view.id, changes: { name: "  " } }),
		).toMatchObject({ message: "name_invalid" });
	});

	it("complete_attachment_check of a file of nobody", async () => {
		const args = await calls.complete_attachment_check?.(cast);

		expect(
			await cast.service.refusal("complete_attachment_check", { ...args, path: "no/such/file" }),
		).toMatchObject({ message: "attachment_not_found" });
	});
});

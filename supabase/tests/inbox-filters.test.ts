import { randomUUID } from "node:crypto";
import type { InboxPage } from "@cossistant/protocol";
import { inboxPage } from "@cossistant/protocol/schemas";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openStory, type Story } from "./support/story.ts";

let story: Story;
const ids: Record<string, string> = {};
let billing: string;
let bugs: string;

/** One conversation of each kind, under its name. */
beforeAll(async () => {
	story = await openStory();
	const { ada, acme, grace } = story;
	const names = [
		"plain",
		"mine",
		"graces",
		"urgent",
		"tagged",
		"read",
		"resolved",
		"snoozed",
		"spam",
		"archived",
	];
	for (const name of names) ids[name] = (await (await story.enters()).writes(name)).conversation.id;
	const tag = (name: string) => ada.rpc("create_tag", { website_id: acme.websiteId, name });
	billing = (await tag("billing")).id;
	bugs = (await tag("bugs")).id;
	const act = (name: string, args: Record<string, unknown>, on: string) =>
		ada.rpc(name, { conversation_id: ids[on], ...args });
	await act("assign", { user_id: ada.id }, "mine");
	await act("assign", { user_id: grace.id }, "graces");
	await act("set_priority", { priority: "urgent" }, "urgent");
	await act("add_tag", { tag_id: billing }, "tagged");
	await act("mark_read", { upto: 99 }, "read");
	await act("set_status", { status: "resolved" }, "resolved");
	await act("snooze", { until: new Date(Date.now() + 3_600_000).toISOString() }, "snoozed");
	await act("mark_spam", {}, "spam");
	await act("archive", {}, "archived");
});
afterAll(() => story.close());

const ask = async (filter: unknown): Promise<InboxPage> =>
	inboxPage
		.strict()
		.parse(await story.ada.rpc("inbox", { website_id: story.acme.websiteId, filter }));

/** Names of what a filter finds, in the order of the story. */
async function finds(filter: unknown): Promise<string[]> {
	const found = new Set((await ask(filter)).conversations.map(({ id }) => id));
	return Object.keys(ids).filter((name) => found.has(ids[name] ?? ""));
}

describe("a filter of the inbox", () => {
	const open = ["plain", "mine", "graces", "urgent", "tagged", "read"];

	it("by status leaves out what is put away", async () => {
		expect(await finds({ status: "open" })).toEqual(open);
		expect(await finds({ status: "resolved" })).toEqual(["resolved"]);
		expect(await finds({})).toEqual([...open, "resolved", "snoozed"]);
	});

	it("by box finds what is put away", async () => {
		expect(await finds({ box: "snoozed" })).toEqual(["snoozed"]);
		expect(await finds({ box: "spam" })).toEqual(["spam"]);
		expect(await finds({ box: "archived" })).toEqual(["archived"]);
	});

	it("by assignee", async () => {
		expect(await finds({ assignee: "me" })).toEqual(["mine"]);
		expect(await finds({ assignee: story.grace.id })).toEqual(["graces"]);
		expect(await finds({ assignee: "someone" })).toEqual(["mine", "graces"]);
		expect(await finds({ status: "open", assignee: "none" })).toEqual([
			"plain",
			"urgent",
			"tagged",
			"read",
		]);
	});

	it("by priority and tags, any of those given", async () => {
		expect(await finds({ priority: ["urgent", "high"] })).toEqual(["urgent"]);
		expect(await finds({ tags: [bugs, billing] })).toEqual(["tagged"]);
		expect(await finds({ tags: [bugs] })).toEqual([]);
	});

	it("by tags, all of those given", async () => {
		await story.ada.rpc("add_tag", { conversation_id: ids.urgent, tag_id: bugs });
		await story.ada.rpc("add_tag", { conversation_id: ids.urgent, tag_id: billing });

		expect(await finds({ tags: [bugs, billing] })).toEqual(["urgent", "tagged"]);
		expect(await finds({ allTags: [bugs, billing, bugs] })).toEqual(["urgent"]);
		expect(await finds({ allTags: [billing] })).toEqual(["urgent", "tagged"]);
		const others = await Promise.all(
			["third", "fourth", "fifth"].map(async (name) => {
				const tag = await story.ada.rpc("create_tag", { website_id: story.acme.websiteId, name });
				return tag.id as string;
			}),
		);
		const all = [bugs, billing, ...others];
		expect(await finds({ allTags: all })).toEqual([]);
		for (const tag_id of others) {
			await story.ada.rpc("add_tag", { conversation_id: ids.urgent, tag_id });
		}
		expect(await finds({ allTags: all })).toEqual(["urgent"]);

		await story.ada.rpc("remove_tag", { conversation_id: ids.urgent, tag_id: bugs });
		await story.ada.rpc("remove_tag", { conversation_id: ids.urgent, tag_id: billing });
	});

	it("by channel and contact", async () => {
		const known = await story.enters({
			identity: { isVerified: true, externalId: randomUUID(), name: "Kim" },
		});
		ids.known = (await known.writes("hi")).conversation.id;
		const contactId = (await story.ada.rpc("get_conversation", { id: ids.known })).contact.id;

		expect(await finds({ contact: contactId })).toEqual(["known"]);
		expect(await finds({ contact: randomUUID() })).toEqual([]);
		expect(await finds({ channel: "email" })).toEqual([]);
		expect(await finds({ channel: "widget", contact: contactId })).toEqual(["known"]);
		await story.ada.rpc("mark_spam", { conversation_id: ids.known });
	});

	it("by when it began and when it was last active, the end excluded", async () => {
		await story.sql`
			update public.conversations
			set created_at = '2020-01-01T08:00:00Z', last_activity_at = '2020-03-01T08:00:00Z'
			where id = ${ids.plain ?? ""}`;

		expect(await finds({ createdTo: "2021-01-01" })).toEqual(["plain"]);
		expect(await finds({ createdFrom: "2020-01-01T08:00:00Z", createdTo: "2020-01-02" })).toEqual([
			"plain",
		]);
		expect(await finds({ createdTo: "2020-01-01T08:00:00Z" })).toEqual([]);
		expect(await finds({ activeFrom: "2020-03-01", activeTo: "2020-03-02" })).toEqual(["plain"]);
		expect(
			await finds({ activeFrom: "2020-03-01T08:00:00.000001Z", activeTo: "2021-01-01" }),
		).toEqual([]);
	});

	it("by words of a message, notes included", async () => {
		await story.adam.notes(ids.mine ?? "", "She means the Zürich warehouse");

		expect(await finds({ text: "zurich WARE" })).toEqual(["mine"]);
		expect(await finds({ text: "zurich harbour" })).toEqual([]);
		expect(await finds({ text: "urgent", status: "open" })).toEqual(["urgent"]);
	});

	it("by what the agent has not read", async () => {
		expect(await finds({ status: "open", unread: false })).toEqual(["read"]);
		expect(await finds({ status: "open", unread: true })).toEqual(
			open.filter((name) => name !== "read"),
		);
	});

	it("by several at once", async () => {
		expect(await finds({ status: "open", assignee: "me", priority: ["medium"] })).toEqual(["mine"]);
		expect(await finds({ status: "resolved", assignee: "me" })).toEqual([]);
	});

	it("finds a snoozed conversation in the inbox again when its time has come", async () => {
		await story.sql`
			update public.conversations set snoozed_until = now() - interval '1 second'
			where id = ${ids.snoozed ?? ""}`;

		expect(await finds({ status: "open" })).toEqual([...open, "snoozed"]);
		expect(await finds({ box: "snoozed" })).toEqual([]);
	});

	it.each([
		[{ status: "closed" }],
		[{ box: "trash" }],
		[{ assignee: "ada" }],
		[{ assignee: "me' or true --" }],
		[{ assignee: {} }],
		[{ priority: "urgent" }],
		[{ priority: [] }],
		[{ priority: ["asap"] }],
		[{ tags: ["billing"] }],
		[{ tags: Array.from({ length: 51 }, () => randomUUID()) }],
		[{ unread: "maybe" }],
		[{ website: "x" }],
		[{ channel: "pigeon" }],
		[{ contact: "kim" }],
		[{ createdFrom: "yesterday" }],
		[{ createdFrom: "2026-02-31" }],
		[{ activeTo: "infinity" }],
		[{ text: "" }],
		[{ text: "?!" }],
		[{ text: "a".repeat(201) }],
		[[]],
		[7],
	])("can't be %j", async (filter) => {
		expect(
			await story.ada.refusal("inbox", { website_id: story.acme.websiteId, filter }),
		).toMatchObject({ status: 400, message: "invalid_request" });
	});
});

describe("the counts", () => {
	it("leave out what is put away", async () => {
		const counts = await story.grace.rpc("inbox_counts", { website_id: story.acme.websiteId });

		expect(counts).toMatchObject({ open: 7, resolved: 1, unread: 7 });
	});
});

import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { item, openBackend } from "./support/backend.ts";
import { createCaller, type Refused } from "./support/caller.ts";
import { type Connection, openCrowd } from "./support/crowd.ts";
import type { Claims } from "./support/stack.ts";
import { openStory, type Story, sessionRequest, type Team, type Visitor } from "./support/story.ts";

let story: Story;
/** A website of its own for each test: limits and hits are counted per website. */
let team: Team;

beforeAll(async () => {
	story = await openStory();
});
beforeEach(async () => {
	const { id, publicKey } = await story.ada.rpc("create_website", {
		organization_id: story.acme.organizationId,
		name: "Limited",
		domain: "shop.example",
	});
	team = { organizationId: story.acme.organizationId, websiteId: id, publicKey };
});
afterAll(() => story.close());

/** Another rule for this website: a window of a day, so that no test meets its end. */
const limit = (kind: string, hits: number) => story.sql`
	insert into private.rate_limit_rules (kind, website_id, hits, seconds)
	values (${kind}, ${team.websiteId}, ${hits}, 86400)`;

const open = (change: Record<string, unknown> = {}) =>
	story.service.rpc("open_visitor_session", { request: { ...sessionRequest(team), ...change } });

const refusalOf = (work: Promise<unknown>): Promise<Refused> =>
	work.then(
		() => Promise.reject(new Error("It was expected to be refused.")),
		(refused) => refused,
	);

function expectLimited(refused: Refused) {
	expect(refused).toMatchObject({ status: 429, code: "PT429", message: "rate_limited" });
	const { retryAfterSeconds } = JSON.parse(String(refused.details));
	expect(retryAfterSeconds).toBeGreaterThan(0);
	expect(retryAfterSeconds).toBeLessThanOrEqual(86_400);
}

describe("sessions", () => {
	it("are limited per address", async () => {
		await limit("session_ip", 2);
		const ipHash = randomUUID();

		await open({ ipHash });
		await open({ ipHash });

		expectLimited(await refusalOf(open({ ipHash })));
		await open({ ipHash: randomUUID() });
	});

	it("are limited per visitor", async () => {
		await limit("session_visitor", 2);
		const vera = await story.enters({ at: team });
		await story.enters({ at: team, as: vera });
		await story.enters({ at: team, as: vera });

		expectLimited(await refusalOf(story.enters({ at: team, as: vera })));
		await story.enters({ at: team });
	});

	it("are limited per website, which leaves other websites alone", async () => {
		await limit("session_website", 2);
		await open();
		await open();

		expectLimited(await refusalOf(open()));
		await story.enters();
	});
});

describe("messages", () => {
	it("are limited per visitor; a refused one writes nothing, a repeated one is free", async () => {
		await limit("message_visitor", 2);
		const vera = await story.enters({ at: team });
		const letter = { conversationId: randomUUID(), id: randomUUID() };
		await vera.writes("1", letter);
		await vera.writes("1", letter);
		await vera.writes("1", letter);
		await vera.writes("2", { conversationId: letter.conversationId });

		expectLimited(await refusalOf(vera.writes("3", { conversationId: letter.conversationId })));

		const { items } = await vera.rpc("list_timeline", { conversation_id: letter.conversationId });
		expect(items.map(({ text }: { text: string }) => text)).toEqual(["1", "2"]);
		await (await story.enters({ at: team })).writes("Another visitor");
	});

	it("are limited per address over all visitors who share it, and over no others", async () => {
		await limit("message_ip", 2);
		const from = async (ip_hash: string | undefined) => {
			const { claims } = await story.enters({ at: team });
			const caller = await createCaller({ ...(claims as Claims), ip_hash });
			return () =>
				caller.rpc("send_visitor_message", {
					conversation_id: randomUUID(),
					id: randomUUID(),
					text: "Hello",
				});
		};
		await (await from("office"))();
		await (await from("office"))();

		expectLimited(await refusalOf((await from("office"))()));
		await (await from("home"))();
		// A token that names no address is held by the other limits alone.
		const unnamed = await from(undefined);
		for (const _ of [1, 2, 3]) await unnamed();
	});

	it("are limited per website", async () => {
		await limit("message_website", 1);
		await (await story.enters({ at: team })).writes("1");

		expectLimited(await refusalOf((await story.enters({ at: team })).writes("2")));
	});

	it("are counted per website over all connections, which don't wait for one another", async () => {
		await limit("message_website", 5);
		const crowd = openCrowd(4);
		const vera = await story.enters({ at: team });
		const others = await Promise.all(crowd.connections.map(() => story.enters({ at: team })));
		const send = (on: Connection, { claims }: Visitor) =>
			on.call(claims as Claims, "send_visitor_message", {
				conversation_id: randomUUID(),
				id: randomUUID(),
				text: "Hello",
			});
		let answers: Promise<unknown>[] = [];

		await story.sql.begin(async (uncommitted) => {
			// Or somebody who waits would wait for ever.
			await uncommitted`set local idle_in_transaction_session_timeout = '10s'`;
			await uncommitted`select private.take_hit('message_website', ${team.websiteId}, 'all')`;
			answers = crowd.connections.map((on, n) => send(on, others[n] as Visitor));
			// Of some connections the slot may be the same.
			await Promise.any(answers);
		});
		await Promise.all(answers);

		for (const on of crowd.connections)
			await expect(send(on, vera)).rejects.toThrow("rate_limited");
		await crowd.close();
	});

	it("are limited with their changes and ratings, which write nothing then", async () => {
		await limit("message_visitor", 1);
		const vera = await story.enters({ at: team });
		const { conversation, items } = await vera.writes("Hello");
		const here = { conversation_id: conversation.id };
		const message = { ...here, id: items[0]?.id };

		expectLimited(await vera.refusal("edit_message", { ...message, text: "Hi" }));
		expectLimited(await vera.refusal("delete_message", message));
		expectLimited(await vera.refusal("rate_conversation", { ...here, rating: 5 }));

		const after = await vera.rpc("list_timeline", here);
		expect(after.items).toEqual(items);
	});

	it("raced by many are counted to the last", async () => {
		await limit("message_visitor", 5);
		const vera = await story.enters({ at: team });

		const outcomes = await Promise.allSettled(Array.from({ length: 12 }, () => vera.writes("x")));

		expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(5);
	});
});

describe("metadata", () => {
	it("is limited per visitor", async () => {
		await limit("metadata_visitor", 1);
		const vera = await story.enters({
			at: team,
			identity: { isVerified: false, email: "vera@shop.example" },
		});
		await vera.rpc("update_contact_metadata", { metadata: { n: 1 } });

		expectLimited(await vera.refusal("update_contact_metadata", { metadata: { n: 2 } }));
	});
});

describe("what a widget tells by itself", () => {
	it("is limited per visitor: which page they look at", async () => {
		await limit("touch_visitor", 2);
		const [vera, paul] = [await story.enters({ at: team }), await story.enters({ at: team })];
		const look = (url: string) => ({ page: { url: `https://shop.example/${url}` } });
		await vera.rpc("touch_visitor", look("a"));
		// What is known counts for nothing.
		await vera.rpc("touch_visitor", look("a"));
		await vera.rpc("touch_visitor", look("b"));

		expectLimited(await vera.refusal("touch_visitor", look("c")));

		const [row] = await story.sql`select page_url from public.visitors where id = ${vera.id}`;
		expect(row?.page_url).toBe("https://shop.example/b");
		await paul.rpc("touch_visitor", look("c"));
	});

	it("is limited per visitor: how far they have read; the team is not", async () => {
		await limit("read_visitor", 2);
		const vera = await story.enters({ at: team });
		const { conversation } = await vera.writes("Hello");
		await story.ada.replies(conversation.id, "Hi");
		const read = (upto: number) => ({ conversation_id: conversation.id, upto });
		await vera.rpc("mark_read", read(1));
		await vera.rpc("mark_read", read(1));

		expectLimited(await vera.refusal("mark_read", read(3)));

		const { conversations } = await vera.rpc("list_conversations");
		expect(conversations[0].unreadCount).toBe(1);
		for (const upto of [1, 2, 3]) await story.ada.rpc("mark_read", read(upto));
	});
});

describe("calls of the owner's backend", () => {
	const vera = { contact: { externalId: "vera" } };
	const createdAt = "2020-01-01T08:00:00Z";
	const begun = () => ({ ...vera, id: randomUUID(), message: item() });

	/** A key that has spent what it had, and a conversation that another key began before. */
	async function openBusy() {
		const other = await openBackend(story, { at: team });
		await other.call("put_contact", { external_id: "vera", facts: {} });
		const { conversation } = await other.call("create_conversation", { request: begun() });
		await limit("api_key", 1);
		const busy = await openBackend(story, { at: team });
		await busy.call("resolve_api_key");
		return { busy, id: conversation.id as string };
	}

	it.each<[name: string, args: (id: string) => Record<string, unknown>]>([
		["resolve_api_key", () => ({})],
		["put_contact", () => ({ external_id: "paul", facts: {} })],
		["find_contact", () => ({ external_id: "vera" })],
		["erase_contact_of_key", () => ({ external_id: "vera" })],
		["create_conversation", () => ({ request: begun() })],
		["import_conversation", () => ({ request: { ...begun(), createdAt, items: [] } })],
		["change_conversation", (id) => ({ id, changes: { title: "Order 7" } })],
		["add_item", (conversation_id) => ({ conversation_id, item: item() })],
		["find_conversation", (id) => ({ id })],
		["find_conversations", () => ({})],
		["find_items", (conversation_id) => ({ conversation_id })],
	])("are limited per key, and write nothing then: %s", async (name, args) => {
		const { busy, id } = await openBusy();
		const rows = () => story.sql`
			select to_jsonb(conversations) as row from public.conversations
			where website_id = ${team.websiteId}
			union all
			select to_jsonb(contacts) from public.contacts where website_id = ${team.websiteId}
			order by 1`;
		const before = await rows();

		expectLimited(await busy.refusal(name, args(id)));

		expect(await rows()).toEqual(before);
	});
});

describe("a window", () => {
	it("that has passed begins anew", async () => {
		await limit("message_visitor", 1);
		const vera = await story.enters({ at: team });
		await vera.writes("1");
		expectLimited(await refusalOf(vera.writes("2")));

		await story.sql`
			update private.rate_limits set window_started_at = window_started_at - interval '1 day'
			where website_id = ${team.websiteId}`;

		await vera.writes("2");
	});
});

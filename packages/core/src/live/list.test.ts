import { describe, expect, it } from "vitest";
import { fakeJwt, noNetwork } from "../testing/fake-server.ts";
import { anotherBrowser, pass, settle, useStoppedClock, world } from "../testing/setup.ts";
import { uuidv7 } from "../uuid.ts";

useStoppedClock();

async function story({ conversations = 1 } = {}) {
	const { server, browser } = world();
	const tab = browser.open();
	tab.client.start();
	await tab.client.ready();
	const ids: string[] = [];
	for (let i = 0; i < conversations; i += 1) {
		const id = tab.client.newConversationId();
		ids.push(id);
		await tab.client.sendMessage(id, { text: `hello ${i}` });
		await pass(1_000);
	}
	const list = () => tab.client.conversationList.get();
	return { server, browser, ...tab, ids, id: ids[0] ?? "", list };
}

describe("L1: a visitor without conversations", () => {
	it("loads nothing and opens no socket, though the list is watched", async () => {
		const { server, browser } = world();
		const { client } = browser.open();
		client.start();
		client.watchConversationList();
		client.watchConversation(client.newConversationId());
		await pass(60 * 60_000);
		expect(server.calls.map(({ name }) => name)).toEqual(["session"]);
		expect(server.realtime.sockets.size).toBe(0);
		expect(client.conversationList.get()).toMatchObject({ conversations: [], isLoading: false });
	});

	it("is followed from the first message on", async () => {
		const { server, browser } = world();
		const { client } = browser.open();
		client.start();
		client.watchConversationList();
		await client.ready();
		const id = client.newConversationId();
		await client.sendMessage(id, { text: "hello" });
		await pass(1_000);
		expect(client.conversationList.get()).toMatchObject({
			conversations: [{ id }],
			unreadCount: 0,
		});
		server.database.agentSays(id, "hi");
		await settle();
		expect(client.conversationList.get().unreadCount).toBe(1);
	});
});

describe("L2: the list", () => {
	it("is complete by pages, newest activity first", async () => {
		const { browser, ids, server } = await story({ conversations: 45 });
		const { client } = browser.open();
		client.start();
		client.watchConversationList();
		expect(client.conversationList.get().isLoading).toBe(true);
		await pass(1_000);
		const shown = () => client.conversationList.get().conversations.map(({ id }) => id);
		expect(client.conversationList.get()).toMatchObject({ isLoading: false, hasMore: true });
		expect(shown()).toEqual([...ids].reverse().slice(0, 20));
		await client.loadMoreConversations();
		await client.loadMoreConversations();
		expect(shown()).toEqual([...ids].reverse());
		expect(client.conversationList.get().hasMore).toBe(false);
		server.database.agentSays(ids[3] ?? "", "hi");
		await settle();
		expect(shown()[0]).toBe(ids[3]);
		expect(shown()).toHaveLength(45);
	});

	it("shows a conversation that the team has started", async () => {
		const { client, server, list } = await story();
		client.watchConversationList();
		await pass(1_000);
		const id = server.database.begin(uuidv7(Date.now()), client.session.get().visitor?.id ?? "");
		server.database.agentSays(id, "We have news for you");
		await settle();
		expect(list().conversations[0]?.id).toBe(id);
		expect(list().unreadCount).toBe(1);
	});

	it("says what went wrong, and tries again when it is looked at again", async () => {
		const { client, server, list, show } = await story();
		server.between((call, proceed) =>
			call.name === "list_conversations"
				? Response.json({ code: "PT403", message: "not_allowed", details: "No." }, { status: 403 })
				: proceed(),
		);
		client.watchConversationList();
		await settle();
		expect(list()).toMatchObject({ isLoading: false, error: { code: "not_allowed" } });
		server.clear();
		show(true);
		await settle();
		expect(list()).toMatchObject({ error: null, conversations: [{ status: "open" }] });
	});

	it("is asked for while Realtime can't be had", async () => {
		const { client, server, list, id } = await story();
		client.watchConversationList();
		await pass(1_000);
		server.realtime.stop();
		await pass(1_000);
		server.database.agentSays(id, "hi");
		await pass(2_500);
		expect(list().unreadCount).toBe(1);
	});

	it("lets go of its topic when nobody watches", async () => {
		const { client, server } = await story();
		const stop = client.watchConversationList();
		await pass(1_000);
		expect(server.realtime.topics()).toHaveLength(1);
		stop();
		await pass(5_000);
		expect(server.realtime.topics()).toHaveLength(0);
	});
});

describe("L3: the unread count", () => {
	it("is there with the session, before anything is loaded", async () => {
		const { browser, server, id, close } = await story();
		server.database.agentSays(id, "1");
		server.database.agentSays(id, "2");
		close();
		await pass(2 * 3_600_000);
		const { client } = browser.open({ loadLive: () => new Promise(() => {}) });
		client.start();
		await settle();
		expect(client.conversationList.get().unreadCount).toBe(2);
	});

	it("is over all conversations, the ones not loaded included", async () => {
		const { browser, server, ids } = await story({ conversations: 25 });
		server.database.agentReads(ids[0] ?? "", 1);
		for (const id of ids) server.database.agentSays(id, "hi");
		const { client } = browser.open();
		client.start();
		client.watchConversationList();
		await pass(1_000);
		expect(client.conversationList.get().conversations).toHaveLength(20);
		expect(client.conversationList.get().unreadCount).toBe(25);
		// One that is not loaded changes: its messages are counted once.
		const hidden = ids.find((id) =>
			client.conversationList.get().conversations.every((one) => one.id !== id),
		);
		server.database.agentSays(hidden ?? "", "again");
		await settle();
		expect(client.conversationList.get().unreadCount).toBe(26);
	});

	it("counts each message once, whichever topics tell of it", async () => {
		const { client, server, id, list } = await story();
		client.watchConversationList();
		client.watchConversation(id);
		await pass(1_000);
		for (let i = 1; i <= 5; i += 1) {
			server.database.agentSays(id, `${i}`);
			await settle();
			expect(list().unreadCount).toBe(i);
			expect(client.conversation(id).get().conversation?.unreadCount).toBe(i);
		}
	});
});

describe("L4: marking read", () => {
	async function unread() {
		const one = await story();
		one.client.watchConversationList();
		one.client.watchConversation(one.id);
		await pass(1_000);
		one.server.database.agentSays(one.id, "1");
		one.server.database.agentSays(one.id, "2");
		await settle();
		one.server.calls.length = 0;
		return one;
	}

	it("shows at once, and is told once", async () => {
		const { client, server, id, list } = await unread();
		const done = Promise.all([client.markRead(id), client.markRead(id)]);
		await Promise.resolve().then(() => {});
		expect(list().unreadCount).toBe(0);
		expect(client.conversation(id).get().conversation?.unreadCount).toBe(0);
		await done;
		await client.markRead(id);
		expect(server.callsOf("mark_read")).toMatchObject([{ body: { conversation_id: id, upto: 3 } }]);
		expect(list()).toMatchObject({ unreadCount: 0, conversations: [{ unreadCount: 0 }] });
	});

	it("covers what is there, not what comes", async () => {
		const { client, server, id, list } = await unread();
		await client.markRead(id);
		server.database.agentSays(id, "3");
		await settle();
		expect(list().unreadCount).toBe(1);
		await client.markRead(id);
		expect(list().unreadCount).toBe(0);
		expect(server.callsOf("mark_read").map(({ body }) => body.upto)).toEqual([3, 4]);
	});

	it("is not undone by news that left before it arrived", async () => {
		const { client, server, id, list } = await unread();
		const stale = structuredClone(server.database.header(id));
		await client.markRead(id);
		server.realtime.broadcast(
			`visitor:${client.session.get().visitor?.id}`,
			"conversation_changed",
			{
				conversation: stale,
			},
		);
		await settle();
		expect(list().unreadCount).toBe(0);
	});

	it("is told again after a failure, by itself", async () => {
		const { client, server, id, list } = await unread();
		server.between((call, proceed) => (call.name === "mark_read" ? noNetwork() : proceed()));
		await client.markRead(id);
		expect(list().unreadCount).toBe(0);
		expect(server.database.header(id).unreadCount).toBe(2);
		server.clear();
		server.realtime.stop();
		await pass(4_000);
		expect(server.database.header(id).unreadCount).toBe(0);
	});

	it("says when it is refused", async () => {
		const { client, server, id } = await unread();
		server.between((call, proceed) =>
			call.name === "mark_read"
				? Response.json({ code: "PT403", message: "not_allowed" }, { status: 403 })
				: proceed(),
		);
		await expect(client.markRead(id)).rejects.toMatchObject({ code: "not_allowed" });
	});

	it("costs nothing when all is read already", async () => {
		const { browser, server, client, id } = await unread();
		await client.markRead(id);
		const second = browser.open().client;
		second.start();
		second.watchConversation(id);
		await pass(1_000);
		server.calls.length = 0;
		await second.markRead(id);
		expect(server.calls).toEqual([]);
	});

	it("on another device shows here", async () => {
		const { browser, client, id, list } = await unread();
		const second = browser.open().client;
		second.start();
		second.watchConversation(id);
		await pass(1_000);
		await second.markRead(id);
		await settle();
		expect(list().unreadCount).toBe(0);
		expect(client.conversation(id).get().conversation?.unreadCount).toBe(0);
	});
});

describe("L5: a verified contact", () => {
	const token = fakeJwt({ sub: "vera", aud: "pk_test" });

	it("sees the conversations of every device, live", async () => {
		const { client, server, id } = await story();
		await client.identify({ token });
		const phone = anotherBrowser(server).open().client;
		phone.start();
		phone.watchConversationList();
		await phone.ready();
		expect(phone.conversationList.get().conversations).toEqual([]);
		await phone.identify({ token });
		await pass(1_000);
		expect(phone.conversationList.get().conversations.map((one) => one.id)).toEqual([id]);
		expect(server.realtime.topics()).toContain("contact:contact of vera");
		server.database.agentSays(id, "hi");
		await settle();
		expect(phone.conversationList.get().unreadCount).toBe(1);
	});

	it("unverified, sees nothing of it", async () => {
		const { client, server } = await story();
		await client.identify({ token });
		const phone = anotherBrowser(server).open().client;
		phone.start();
		phone.watchConversationList();
		await phone.identify({ externalId: "vera" });
		await pass(1_000);
		expect(phone.conversationList.get().conversations).toEqual([]);
		expect(server.realtime.joins.map(({ topic }) => topic).join()).not.toContain("contact:");
	});
});

describe("the documents' names", () => {
	it("do what they say", async () => {
		const { browser } = world();
		const { client } = browser.open();
		const first = await client.conversations.create({ text: "hello" });
		expect(first).toMatchObject({ status: "open", lastItem: { text: "hello" } });
		const { itemId } = await client.conversations.sendMessage(first.id, "again");
		expect(await client.conversations.get(first.id)).toMatchObject({ lastItem: { id: itemId } });
		expect((await client.conversations.list()).map(({ id }) => id)).toEqual([first.id]);
		await client.conversations.markAsRead(first.id);
		await expect(client.conversations.get(uuidv7(0))).rejects.toMatchObject({
			code: "conversation_not_found",
		});
		const ids = await client.visitors.identify({ email: "vera@acme.test" });
		expect(ids.visitorId).toBe(client.session.get().visitor?.id);
		const visitor = await client.visitors.updateMetadata({ plan: "pro" });
		expect(visitor.contact?.id).toBe(ids.contactId);
	});
});

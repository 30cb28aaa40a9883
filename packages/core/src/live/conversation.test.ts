import { describe, expect, it, vi } from "vitest";
import { noNetwork } from "../testing/fake-server.ts";
import { anotherBrowser, pass, settle, useStoppedClock, world } from "../testing/setup.ts";

useStoppedClock();

/** Vera has written to Acme and looks at the conversation. */
async function story({ messages = 1, options = {} } = {}) {
	const { server, browser } = world();
	const tab = browser.open(options);
	tab.client.start();
	await tab.client.ready();
	const id = tab.client.newConversationId();
	await tab.client.sendMessage(id, { text: "hello" });
	for (let i = 1; i < messages; i += 1) server.database.agentSays(id, `m${i}`);
	const stop = tab.client.watchConversation(id);
	await pass(100);
	server.calls.length = 0;
	const state = () => tab.client.conversation(id).get();
	const texts = () => state().items.map(({ text }) => text);
	return { server, browser, ...tab, id, stop, state, texts };
}

describe("T4: opening a conversation", () => {
	it("loads the newest page only, and older ones up to the first item ever", async () => {
		const { server, browser, id } = await story({ messages: 130 });
		const { client } = anotherTab(browser);
		client.watchConversation(id);
		expect(client.conversation(id).get()).toMatchObject({ isLoading: true, items: [] });
		await pass(100);
		const state = () => client.conversation(id).get();
		expect(state()).toMatchObject({ isLoading: false, hasOlder: true, connection: "live" });
		expect(state().items.map(({ order }) => order)).toEqual(range(81, 130));
		expect(server.callsOf("list_timeline")).toHaveLength(1);

		await Promise.all([client.loadOlder(id), client.loadOlder(id)]);
		expect(state().items.map(({ order }) => order)).toEqual(range(31, 130));
		await client.loadOlder(id);
		expect(state().items.map(({ order }) => order)).toEqual(range(1, 130));
		expect(state().hasOlder).toBe(false);
		await client.loadOlder(id);
		expect(server.callsOf("list_timeline")).toHaveLength(3);
	});

	it("shows an item that changed while its page was on its way as it is now", async () => {
		const { server, browser, id } = await story({ messages: 60 });
		const { client } = anotherTab(browser);
		client.watchConversation(id);
		await pass(100);
		const old = server.database.items(id)[3];
		let release = (): void => {};
		server.between(async (call, proceed) => {
			const answer = proceed();
			if (call.name === "list_timeline")
				await new Promise<void>((resolve) => {
					release = resolve;
				});
			return answer;
		});
		const older = client.loadOlder(id);
		await settle();
		server.database.edit(id, old?.id ?? "", "edited");
		await settle();
		release();
		await older;
		expect(client.conversation(id).get().items[3]?.text).toBe("edited");
	});

	it("keeps the picture for the next time, and then asks for the rest only", async () => {
		const { server, client, id, stop, texts } = await story();
		stop();
		await pass(5_000);
		expect(client.conversation(id).get().connection).toBe("idle");
		server.database.agentSays(id, "while you were away");
		client.watchConversation(id);
		expect(texts()).toEqual(["hello"]);
		await pass(100);
		expect(texts()).toEqual(["hello", "while you were away"]);
		expect(server.callsOf("list_timeline")).toHaveLength(0);
	});
});

describe("T3: a live change", () => {
	it("is shown without asking", async () => {
		const { server, id, texts, state } = await story();
		const before = state().items[0];
		const reply = server.database.agentSays(id, "hi");
		server.database.edit(id, reply.id, "hi Vera");
		await settle();
		expect(texts()).toEqual(["hello", "hi Vera"]);
		expect(server.calls).toHaveLength(0);
		expect(state().items[0]).toBe(before);
	});

	it("that is not the next makes the client ask, until nothing is left", async () => {
		const { server, id, texts } = await story();
		server.realtime.mute(true);
		const { broadcast } = server.realtime;
		const lost = vi.spyOn(server.realtime, "broadcast").mockImplementation(() => {});
		for (let i = 0; i < 450; i += 1) server.database.agentSays(id, `${i}`);
		lost.mockImplementation(broadcast);
		server.database.agentSays(id, "last");
		await settle();
		expect(texts()).toHaveLength(452);
		expect(texts().at(-1)).toBe("last");
		expect(server.callsOf("sync_conversation")).toHaveLength(3);
	});

	it("that shows a gap while the client asks makes it ask once more", async () => {
		const { server, id, texts, show } = await story();
		let release = (): void => {};
		server.between(async (call, proceed) => {
			const answer = proceed();
			if (call.name === "sync_conversation")
				await new Promise<void>((resolve) => {
					release = resolve;
				});
			return answer;
		});
		show(true);
		await settle();
		const { broadcast } = server.realtime;
		const lost = vi.spyOn(server.realtime, "broadcast").mockImplementation(() => {});
		server.database.agentSays(id, "missed");
		lost.mockImplementation(broadcast);
		server.database.agentSays(id, "heard");
		await settle();
		server.clear();
		release();
		await settle();
		expect(texts()).toEqual(["hello", "missed", "heard"]);
	});

	it("is asked for when the answer to a message shows that one is missing", async () => {
		const { server, client, id, texts } = await story();
		vi.spyOn(server.realtime, "broadcast").mockImplementation(() => {});
		server.database.agentSays(id, "missed");
		await client.sendMessage(id, { text: "mine" });
		await settle();
		expect(texts()).toEqual(["hello", "missed", "mine"]);
	});

	it("of the conversation travels with its items", async () => {
		const { server, id, state } = await story();
		server.database.resolve(id);
		await settle();
		expect(state().conversation?.status).toBe("resolved");
		server.database.agentReads(id, 2);
		await settle();
		expect(state().conversation?.reads).toMatchObject([{ readerType: "user", upto: 2 }]);
	});
});

describe("T6: an unknown conversation", () => {
	it("is an error", async () => {
		const { client } = await story();
		client.watchConversation("00000000-0000-7000-8000-00000000dead");
		await settle();
		expect(client.conversation("00000000-0000-7000-8000-00000000dead").get()).toMatchObject({
			isLoading: false,
			error: { code: "conversation_not_found", status: 404 },
			connection: "idle",
		});
	});

	it("of another visitor is unknown too", async () => {
		const { server, id } = await story();
		const { client } = anotherTab(anotherBrowser(server));
		client.watchConversation(id);
		await settle();
		expect(client.conversation(id).get()).toMatchObject({
			items: [],
			error: { code: "conversation_not_found" },
		});
		expect(server.realtime.joins.filter(({ topic }) => topic.includes(id))).toHaveLength(2);
	});

	it("that was just made here is none: it costs no request and no socket", async () => {
		const { server, browser } = world();
		const { client } = browser.open();
		client.start();
		await client.ready();
		const id = client.newConversationId();
		client.watchConversation(id);
		await pass(60_000);
		expect(client.conversation(id).get()).toMatchObject({ isLoading: false, error: null });
		expect(server.calls.map(({ name }) => name)).toEqual(["session"]);
		expect(server.realtime.sockets.size).toBe(0);
	});
});

describe("T2: what is shown", () => {
	it("has each item once, whichever way it came first", async () => {
		const { server, client, id, texts, state } = await story();
		let release = (): void => {};
		server.between(async (call, proceed) => {
			const answer = proceed();
			if (call.name === "send_visitor_message")
				await new Promise<void>((resolve) => {
					release = resolve;
				});
			return answer;
		});
		void client.sendMessage(id, { text: "again" });
		await settle();
		expect(state().items.map(({ delivery }) => delivery.state)).toEqual(["sent", "sent"]);
		release();
		await settle();
		expect(texts()).toEqual(["hello", "again"]);
	});

	it("has pending messages last, until they have their place", async () => {
		const { server, client, id, texts } = await story();
		let isDown = true;
		server.between((call, proceed) =>
			call.name === "send_visitor_message" && isDown ? noNetwork() : proceed(),
		);
		void client.sendMessage(id, { text: "mine" });
		await settle();
		server.database.agentSays(id, "theirs");
		await settle();
		expect(texts()).toEqual(["hello", "theirs", "mine"]);
		isDown = false;
		await pass(5_000);
		server.database.agentSays(id, "later");
		await settle();
		expect(texts()).toEqual(["hello", "theirs", "mine", "later"]);
	});

	it("is the same object as long as nothing changed, however often the client asks", async () => {
		const { server, client, id, state } = await story();
		client.watchConversationList();
		await client.markRead(id);
		server.realtime.stop();
		await pass(10_000);
		const before = [state(), client.conversationList.get()];
		const changed = vi.fn();
		client.conversation(id).subscribe(changed);
		client.conversationList.subscribe(changed);
		server.calls.length = 0;
		await pass(5 * 60_000);
		expect(server.calls.length).toBeGreaterThan(10);
		expect([state(), client.conversationList.get()]).toEqual(before);
		expect(changed).not.toHaveBeenCalled();
	});
});

describe("R7: two watchers", () => {
	it("share one picture and one topic, which are left when nobody watches", async () => {
		const { server, client, id, stop } = await story();
		const other = client.watchConversation(id);
		stop();
		stop();
		await pass(5_000);
		server.database.agentSays(id, "hi");
		await settle();
		expect(client.conversation(id).get().items).toHaveLength(2);
		other();
		await pass(5_000);
		expect(server.realtime.topics().filter((topic) => topic.includes(id))).toEqual([]);
		client.watchConversation(id);
		await pass(5_000);
		expect(server.realtime.topics().filter((topic) => topic.includes(id))).toHaveLength(2);
		expect(client.conversation(id).get().connection).toBe("live");
	});

	it.each([
		["at once", 0],
		["before its topics are left", 900],
		["while its topics are left", 1_001],
	])("a conversation that is looked at again %s is live", async (_name, pause) => {
		const { server, client, id, stop } = await story();
		stop();
		await pass(pause);
		client.watchConversation(id);
		await pass(3_000);
		expect(client.conversation(id).get().connection).toBe("live");
		server.database.agentSays(id, "hi");
		await settle();
		expect(client.conversation(id).get().items).toHaveLength(2);
	});
});

function anotherTab(browser: ReturnType<typeof anotherBrowser>) {
	const tab = browser.open();
	tab.client.start();
	return tab;
}

function range(from: number, to: number): number[] {
	return Array.from({ length: to - from + 1 }, (_, place) => from + place);
}

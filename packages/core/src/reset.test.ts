import { describe, expect, it, vi } from "vitest";
import { noNetwork } from "./testing/fake-server.ts";
import { pass, settle, useStoppedClock, world } from "./testing/setup.ts";

useStoppedClock();

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

describe("S10: reset", () => {
	it("forgets everything and starts anew", async () => {
		const { server, browser } = world();
		const { client } = browser.open();
		client.start();
		await client.ready();
		const before = client.session.get().visitor?.id;
		const id = client.newConversationId();
		client.watchConversation(id);
		client.watchConversationList();
		await client.sendMessage(id, { text: "hello" });
		client.saveDraft(id, "and");
		await settle();
		expect(client.conversation(id).get().items).toHaveLength(1);

		const done = client.reset();
		expect(client.conversation(id).get().items).toHaveLength(0);
		expect(client.conversationList.get().conversations).toHaveLength(0);
		expect(client.draft(id)).toBe("");
		expect(JSON.stringify([...browser.stored])).not.toContain(before);
		await done;
		expect(client.session.get().phase).toBe("ready");
		expect(client.session.get().visitor?.id).not.toBe(before);
		expect(server.database.visitors.size).toBe(2);
		await pass(5_000);
		expect(server.realtime.topics().join()).not.toContain(before);
	});

	it("forgets what an ended client has drawn and stored", async () => {
		const { server, browser } = world();
		const { client } = browser.open();
		const stop = client.start();
		const id = client.newConversationId();
		client.watchConversation(id);
		await client.sendMessage(id, { text: "hello" });
		server.between(noNetwork);
		void client.sendMessage(id, { text: "secret" });
		await settle();
		stop();
		await client.reset();
		expect(client.conversation(id).get().items).toEqual([]);
		expect([...browser.stored.keys()]).toEqual([]);
	});

	it("is followed by every other tab", async () => {
		const { browser } = world();
		const tabs = [browser.open(), browser.open()] as const;
		for (const { client } of tabs) client.start();
		await settle();
		const before = tabs[1].client.session.get().visitor?.id;
		const id = tabs[1].client.newConversationId();
		tabs[1].client.watchConversation(id);
		await tabs[1].client.sendMessage(id, { text: "hello" });
		await tabs[0].client.reset();
		await settle();
		expect(tabs[1].client.conversation(id).get().items).toHaveLength(0);
		const ids = tabs.map(({ client }) => client.session.get().visitor?.id);
		expect(ids[0]).toBe(ids[1]);
		expect(ids[1]).not.toBe(before);
	});

	it("lets no answer meant for the former visitor come through", async () => {
		const { server, browser } = world();
		const { client } = browser.open();
		let release = (): void => {};
		server.between(async (call, proceed) => {
			const answer = proceed();
			if (call.name === "session" && server.callsOf("session").length === 1)
				await new Promise<void>((resolve) => {
					release = resolve;
				});
			return answer;
		});
		client.start();
		await settle();
		const done = client.reset();
		release();
		await done;
		expect(server.callsOf("session")).toHaveLength(2);
		const visitors = [...server.database.visitors.keys()];
		expect(client.session.get().visitor?.id).toBe(visitors[1]);
		expect(JSON.stringify([...browser.stored])).not.toContain(visitors[0]);
	});
});

describe("S11: starting", () => {
	it("twice is once, and ends with the last stop", async () => {
		const { server, browser } = world();
		const { client, events } = browser.open();
		const stops = [client.start(), client.start()];
		await settle();
		expect(server.calls).toHaveLength(1);
		stops[0]?.();
		stops[0]?.();
		server.between(noNetwork);
		await pass(2 * HOUR);
		stops[1]?.();
		void client.reset();
		const before = server.calls.length;
		events.dispatchEvent(new Event("online"));
		await pass(HOUR);
		expect(server.calls).toHaveLength(before);
		expect(vi.getTimerCount()).toBe(0);
	});

	it("ends with it, though an answer is on its way", async () => {
		const { server, browser } = world();
		const { client } = browser.open();
		client.start();
		const id = client.newConversationId();
		await client.sendMessage(id, { text: "hello" });
		const waiting: (() => void)[] = [];
		server.between(async (_call, proceed) => {
			const answer = proceed();
			await new Promise<void>((resolve) => waiting.push(resolve));
			return answer;
		});
		client.watchConversationList();
		client.watchConversation(id);
		void client.sendMessage(id, { text: "again" });
		await settle();
		server.calls.length = 0;
		client.destroy();
		for (const answer of waiting) answer();
		await pass(HOUR);
		expect(server.calls).toEqual([]);
		expect(server.realtime.sockets.size).toBe(0);
		expect(vi.getTimerCount()).toBe(0);
	});

	it("again while an answer to the former start is on its way draws what came last", async () => {
		const { server, browser } = world();
		const { client } = browser.open();
		const stop = client.start();
		const id = client.newConversationId();
		await client.sendMessage(id, { text: "1" });
		let release = (): void => {};
		server.between(async (call, proceed) => {
			const answer = proceed();
			if (call.name === "sync_conversation")
				await new Promise<void>((resolve) => {
					release = resolve;
				});
			return answer;
		});
		client.watchConversation(id);
		await settle();
		stop();
		server.clear();
		client.start();
		server.database.agentSays(id, "2");
		await pass(1_000);
		const state = client.conversation(id).get();
		expect(state.items.map(({ text }) => text)).toEqual(["1", "2"]);
		release();
		await settle();
		expect(client.conversation(id).get()).toBe(state);
	});

	it("again after a stop, as React's strict mode does, works as before", async () => {
		const { server, browser } = world();
		const { client } = browser.open();
		client.start()();
		client.start();
		const id = client.newConversationId();
		client.watchConversation(id)();
		client.watchConversation(id);
		await client.ready();
		await client.sendMessage(id, { text: "hello" });
		await pass(2_000);
		expect(client.conversation(id).get()).toMatchObject({
			connection: "live",
			items: [{ delivery: { state: "sent" } }],
		});
		expect(server.callsOf("session")).toHaveLength(1);
		expect(
			server.realtime.joins.filter(({ topic }) => topic === `conversation:${id}`),
		).toHaveLength(1);
	});

	it("is what begins everything: creating a client does nothing", async () => {
		const { server, browser } = world();
		const { client } = browser.open();
		client.conversation(client.newConversationId()).get();
		await pass(MINUTE);
		expect(server.calls).toHaveLength(0);
		expect(browser.stored.size).toBe(0);
		expect(client.session.get()).toEqual({ phase: "idle", website: null, visitor: null });
	});
});

describe("S12: storage that refuses", () => {
	const refuse = () => {
		throw new DOMException("denied", "SecurityError");
	};

	it("is replaced by memory", async () => {
		const { server, browser } = world();
		const { client } = browser.open({
			storage: { getItem: refuse, setItem: refuse, removeItem: refuse },
		});
		client.start();
		await client.ready();
		client.saveDraft("c", "typed");
		expect(client.draft("c")).toBe("typed");
		await client.sendMessage(client.newConversationId(), { text: "hello" });
		await client.reset();
		expect(client.draft("c")).toBe("");
		expect(server.callsOf("session")).toHaveLength(2);
	});

	it("or is full, or holds nonsense, costs nothing either", async () => {
		const { browser } = world();
		const { client } = browser.open({
			storage: { getItem: () => "{nonsense", setItem: refuse, removeItem: () => {} },
		});
		client.start();
		await client.ready();
		client.saveDraft("c", "typed");
		expect(client.draft("c")).toBe("typed");
	});
});

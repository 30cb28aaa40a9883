import { describe, expect, it, vi } from "vitest";
import { noNetwork } from "./testing/fake-server.ts";
import { opened, refuse } from "./testing/opened.ts";
import { pass, settle, useStoppedClock, world } from "./testing/setup.ts";

useStoppedClock();

describe("O5: after a reload", () => {
	it("sending goes on, without anybody looking at the conversation", async () => {
		const { client, id, close, browser, texts } = await opened();
		browser.goOffline();
		for (const text of ["1", "2", "3"]) void client.sendMessage(id, { text });
		await settle();
		close();
		const second = browser.open();
		second.client.start();
		second.client.watchConversation(id);
		await settle();
		expect(second.client.conversation(id).get()).toMatchObject({
			error: null,
			items: [{ text: "1", delivery: { state: "sending" } }, { text: "2" }, { text: "3" }],
		});
		second.close();
		browser.goOnline();
		browser.open().client.start();
		await settle();
		expect(texts()).toEqual(["1", "2", "3"]);
	});

	it("a first message that is still on its way is no error", async () => {
		const { client, id, close, browser, server } = await opened();
		browser.goOffline();
		void client.sendMessage(id, { text: "hello" });
		close();
		browser.goOnline();
		server.between((call, proceed) =>
			call.name === "send_visitor_message" ? refuse(503, "unavailable") : proceed(),
		);
		const second = browser.open().client;
		second.start();
		second.watchConversation(id);
		await pass(3_000);
		expect(second.conversation(id).get()).toMatchObject({
			error: null,
			isLoading: false,
			items: [{ text: "hello", delivery: { state: "sending" } }],
		});
		server.clear();
		await pass(30_000);
		expect(second.conversation(id).get()).toMatchObject({
			connection: "live",
			items: [{ text: "hello", delivery: { state: "sent" } }],
		});
	});
});

describe("O6: two tabs", () => {
	it("add to one outbox, and each message is sent by one of them", async () => {
		const { client, id, browser, server, texts } = await opened();
		const other = browser.open().client;
		other.start();
		await settle();
		browser.goOffline();
		void client.sendMessage(id, { text: "1" });
		void other.sendMessage(id, { text: "2" });
		void client.sendMessage(id, { text: "3" });
		await pass(30_000);
		server.calls.length = 0;
		browser.goOnline();
		await pass(60_000);
		expect(texts()).toEqual(["1", "2", "3"]);
		expect(server.callsOf("send_visitor_message")).toHaveLength(3);
	});

	it("show each other's messages on their way", async () => {
		const { client, id, browser } = await opened();
		await client.sendMessage(id, { text: "1" });
		const other = browser.open().client;
		other.start();
		other.watchConversation(id);
		await pass(1_000);
		browser.goOffline();
		const sent = client.sendMessage(id, { text: "2" });
		expect(
			other
				.conversation(id)
				.get()
				.items.map(({ text, delivery }) => [text, delivery.state]),
		).toEqual([
			["1", "sent"],
			["2", "sending"],
		]);
		browser.goOnline();
		await sent;
		await settle();
		expect(other.conversation(id).get().items[1]).toMatchObject({ delivery: { state: "sent" } });
	});

	it.each([
		["that has loaded little", false],
		["that is at work", true],
	])("the one %s sends what the other left", async (_name, isAtWork) => {
		const { client, id, browser, close, texts, server } = await opened();
		const other = browser.open().client;
		other.start();
		if (isAtWork) other.watchConversation(other.newConversationId());
		await settle();
		server.between((call, proceed) =>
			call.name === "send_visitor_message" ? noNetwork() : proceed(),
		);
		void client.sendMessage(id, { text: "1" });
		await settle();
		close();
		server.clear();
		await pass(11_000);
		expect(texts()).toEqual(["1"]);
	});
});

describe("O7: a visitor who can't be proven any more", () => {
	it("loses no message: it opens a conversation of the new visitor", async () => {
		const { client, id, browser, server } = await opened();
		await client.sendMessage(id, { text: "before" });
		browser.goOffline();
		void client.sendMessage(id, { text: "1" });
		void client.sendMessage(id, { text: "2" });
		await pass(2 * 3_600_000);
		server.forgetSecrets();
		browser.goOnline();
		await pass(60_000);
		const visitorId = client.session.get().visitor?.id ?? "";
		const [home = ""] = server.database.conversationsOf(visitorId);
		expect(home).not.toBe(id);
		expect(server.database.items(home).map(({ text }) => text)).toEqual(["1", "2"]);
		expect(server.database.items(id).map(({ text }) => text)).toEqual(["before"]);
	});

	it("keeps the conversation whose first message had not arrived", async () => {
		const { client, id, browser, server, texts } = await opened();
		browser.goOffline();
		void client.sendMessage(id, { text: "first" });
		await pass(2 * 3_600_000);
		server.forgetSecrets();
		browser.goOnline();
		await pass(60_000);
		expect(texts()).toEqual(["first"]);
	});
});

describe("O8: signing out", () => {
	it("sends nothing of the former visitor any more", async () => {
		const { client, id, browser, server } = await opened();
		browser.goOffline();
		const outcome = client.sendMessage(id, { text: "secret" });
		await settle();
		const done = client.reset();
		browser.goOnline();
		await done;
		await pass(60_000);
		await expect(outcome).rejects.toMatchObject({ code: "session_expired" });
		expect(server.callsOf("send_visitor_message")).toHaveLength(0);
	});

	it("draws no answer for the next visitor", async () => {
		const { client, id, server } = await opened();
		let release = (): void => {};
		server.between(async (call, proceed) => {
			const answer = proceed();
			if (call.name === "send_visitor_message")
				await new Promise<void>((resolve) => {
					release = resolve;
				});
			return answer;
		});
		void client.sendMessage(id, { text: "secret" });
		await settle();
		const done = client.reset();
		release();
		await done;
		await pass(5_000);
		expect(client.conversation(id).get()).toMatchObject({ items: [], conversation: null });
		expect(client.conversationList.get().conversations).toEqual([]);
	});
});

it("W2: a live part that can't be loaded is tried again, and the message waits for it", async () => {
	const { server, browser } = world();
	const live = await import("./live/index.ts");
	const loadLive = vi
		.fn<() => Promise<typeof live>>()
		.mockRejectedValueOnce(new TypeError("Failed to fetch dynamically imported module"))
		.mockRejectedValueOnce(new TypeError("Failed to fetch dynamically imported module"))
		.mockResolvedValue(live);
	const { client } = browser.open({ loadLive });
	client.start();
	await client.ready();
	const id = client.newConversationId();
	const sent = client.sendMessage(id, { text: "hello" });
	await settle();
	expect(loadLive).toHaveBeenCalledTimes(1);
	await pass(5_000);
	await sent;
	expect(loadLive).toHaveBeenCalledTimes(3);
	expect(server.database.items(id)).toHaveLength(1);
});

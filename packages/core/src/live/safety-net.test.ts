import { describe, expect, it, vi } from "vitest";
import { pass, settle, useStoppedClock, world } from "../testing/setup.ts";

useStoppedClock();

/** A visitor who looks at a conversation and the list, live; from here on Realtime drops what it is told. */
async function story() {
	const { server, browser } = world();
	const tab = browser.open();
	tab.client.start();
	await tab.client.ready();
	const id = tab.client.newConversationId();
	await tab.client.sendMessage(id, { text: "hello" });
	const unwatch = tab.client.watchConversation(id);
	tab.client.watchConversationList();
	await pass(100);
	expect(tab.client.conversation(id).get().connection).toBe("live");
	const drop = vi.spyOn(server.realtime, "broadcast").mockImplementation(() => {});
	server.calls.length = 0;
	const texts = () =>
		tab.client
			.conversation(id)
			.get()
			.items.map(({ text }) => text);
	const listed = () => tab.client.conversationList.get().conversations.map((one) => one.id);
	return { server, ...tab, id, texts, listed, unwatch, hear: () => drop.mockRestore() };
}

/** The longest minute between two questions. */
const MINUTE = 66_000;

describe("R8: what was told last and got lost", () => {
	it("is in the conversation a minute later", async () => {
		const { server, client, id, texts } = await story();
		server.database.agentSays(id, "lost");
		await settle();
		expect(texts()).toEqual(["hello"]);
		await pass(MINUTE);
		expect(texts()).toEqual(["hello", "lost"]);
		expect(client.conversation(id).get().connection).toBe("live");
	});

	it("is in the list and its count a minute later, without the conversation being open", async () => {
		const { server, client, id, unwatch } = await story();
		unwatch();
		server.database.agentSays(id, "lost");
		await pass(MINUTE);
		expect(client.conversationList.get()).toMatchObject({
			unreadCount: 1,
			conversations: [{ lastItem: { text: "lost" } }],
		});
	});

	it("is asked for once a minute, with one question for each picture", async () => {
		const { server } = await story();
		await pass(10 * MINUTE);
		expect(server.callsOf("sync_conversation").length).toBeOneOf([10, 11, 12]);
		expect(server.callsOf("list_conversations").length).toBeOneOf([10, 11, 12]);
	});

	it("is not asked for by a page that nobody sees, and at once when it is seen again", async () => {
		const { server, show, id, texts } = await story();
		show(false);
		server.database.agentSays(id, "lost");
		await pass(10 * MINUTE);
		const calls = server.calls.filter(({ name }) => name !== "session");
		expect(calls).toEqual([]);
		show(true);
		await settle();
		expect(texts()).toEqual(["hello", "lost"]);
	});

	it("is gone from the list a minute later when it was deleted, and said to be where it is open", async () => {
		const { server, client, id, listed } = await story();
		expect(listed()).toEqual([id]);
		server.database.erase(id);
		await pass(MINUTE);
		expect(listed()).toEqual([]);
		expect(client.conversation(id).get().error).toMatchObject({ code: "conversation_not_found" });
	});
});

describe("T6: a conversation that is deleted while it is open", () => {
	it("is said to be gone at once", async () => {
		const { server, client, id, hear } = await story();
		hear();
		server.database.erase(id);
		await settle();
		expect(client.conversation(id).get().error).toMatchObject({ code: "conversation_not_found" });
	});
});

describe("L2: a list that is read anew", () => {
	it("keeps what was begun while the answer was on its way", async () => {
		const { server, client, id, listed } = await story();
		let answer = () => {};
		server.between((call, proceed) => {
			if (call.name !== "list_conversations") return proceed();
			const old = proceed();
			return new Promise((resolve) => {
				answer = () => resolve(old);
			});
		});
		await pass(MINUTE);
		const later = client.newConversationId();
		await client.sendMessage(later, { text: "another" });
		answer();
		await settle();
		expect(listed()).toEqual([later, id]);
	});
});

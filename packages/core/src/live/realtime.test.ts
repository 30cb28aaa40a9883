import { describe, expect, it, vi } from "vitest";
import { noNetwork } from "../testing/fake-server.ts";
import { pass, settle, storedToken, useStoppedClock, world } from "../testing/setup.ts";

useStoppedClock();

const HOUR = 3_600_000;

async function story(options = {}, serverOptions = {}) {
	const { server, browser } = world(serverOptions);
	const tab = browser.open(options);
	tab.client.start();
	await tab.client.ready();
	const id = tab.client.newConversationId();
	await tab.client.sendMessage(id, { text: "hello" });
	tab.client.watchConversation(id);
	tab.client.watchConversationList();
	await pass(100);
	server.calls.length = 0;
	const state = () => tab.client.conversation(id).get();
	const texts = () => state().items.map(({ text }) => text);
	return { server, browser, ...tab, id, state, texts };
}

describe("R1: joining", () => {
	it("is private and carries the visitor's token from the first time on", async () => {
		const { server, client, id, state } = await story();
		expect(state().connection).toBe("live");
		const visitorId = client.session.get().visitor?.id;
		expect(server.realtime.joins.map(({ topic }) => topic).sort()).toEqual(
			[`conversation:${id}`, `conversation:${id}:typing:team`, `visitor:${visitorId}`].sort(),
		);
		expect(server.realtime.joins.every(({ token }) => token?.includes("."))).toBe(true);
		expect(server.realtime.sockets.size).toBe(1);
	});
});

describe("R2: a topic that the server has closed", () => {
	it("is joined anew, and what was missed is asked for", async () => {
		const { server, id, state, texts } = await story();
		server.realtime.closeChannels("You no longer have permission to read from this Channel topic");
		await settle();
		expect(state().connection).toBe("polling");
		server.database.agentSays(id, "missed");
		await pass(2_000);
		expect(state().connection).toBe("live");
		expect(texts()).toEqual(["hello", "missed"]);
		server.database.agentSays(id, "heard");
		await settle();
		expect(texts()).toEqual(["hello", "missed", "heard"]);
	});

	it("for its token is joined with a fresh one, whatever this machine's clock says", async () => {
		const { server, browser, state } = await story();
		const before = storedToken(browser);
		server.revoke(before);
		server.realtime.closeChannels("Token has expired 1 seconds ago");
		await pass(3_000);
		expect(state().connection).toBe("live");
		expect(storedToken(browser)).not.toBe(before);
		expect(server.realtime.joins.at(-1)?.token).toBe(storedToken(browser));
		expect(server.callsOf("session")).toHaveLength(1);
	});

	it("for its token, though the API still takes it, is joined with a fresh one", async () => {
		const { server, browser, state } = await story();
		server.distrust(storedToken(browser));
		server.realtime.closeChannels("Token has expired 1 seconds ago");
		await pass(3_000);
		expect(state().connection).toBe("live");
		expect(server.callsOf("session")).toHaveLength(1);
	});

	it("is refused with growing pauses, and nothing else stops working", async () => {
		const { server, id, state, texts } = await story();
		server.between((call, proceed) => (call.name === "session" ? noNetwork() : proceed()));
		const visitorId = [...server.database.visitors.keys()][0] ?? "";
		const visitor = server.database.visitors.get(visitorId);
		server.database.visitors.delete(visitorId);
		server.realtime.closeChannels("Unauthorized");
		const joins = server.realtime.joins.length;
		await pass(5 * 60_000);
		const tries = (server.realtime.joins.length - joins) / 3;
		expect(tries).toBeGreaterThan(8);
		expect(tries).toBeLessThan(25);
		if (visitor) server.database.visitors.set(visitorId, visitor);
		server.database.agentSays(id, "hi");
		await pass(31_000);
		expect(state().connection).toBe("live");
		expect(texts()).toEqual(["hello", "hi"]);
	});

	it("keeps its rights over hours: tokens are renewed in time", async () => {
		const { server, id, state, texts } = await story();
		await pass(5 * HOUR);
		expect(state().connection).toBe("live");
		expect(server.callsOf("session").length).toBeGreaterThanOrEqual(5);
		expect(server.callsOf("session").length).toBeLessThan(8);
		server.database.agentSays(id, "still there?");
		await settle();
		expect(texts()).toEqual(["hello", "still there?"]);
	});
});

describe("R3: on every way back", () => {
	it("the client asks for what it missed", async () => {
		const { server, id, state, texts } = await story();
		server.realtime.stop();
		server.database.agentSays(id, "1");
		await pass(1_000);
		server.realtime.restart();
		await pass(60_000);
		expect(state().connection).toBe("live");
		expect(texts()).toEqual(["hello", "1"]);
	});

	it("as on becoming visible", async () => {
		const { server, show } = await story();
		show(false);
		await settle();
		expect(server.calls).toEqual([]);
		show(true);
		await settle();
		expect(server.callsOf("sync_conversation")).toHaveLength(1);
		expect(server.callsOf("list_conversations")).toHaveLength(1);
	});

	it("as when the network is back, over a new socket", async () => {
		const { server, browser, id, state, texts } = await story();
		browser.goOffline();
		expect(state().connection).toBe("offline");
		server.database.agentSays(id, "1");
		await pass(10 * 60_000);
		expect(state().connection).toBe("offline");
		browser.goOnline();
		await settle();
		expect(texts()).toEqual(["hello", "1"]);
		await pass(1_000);
		expect(state().connection).toBe("live");
	});

	it("even if the network's going was never noticed", async () => {
		const { server, events, id, texts } = await story();
		// The socket looks open, but nothing comes through it any more.
		for (const socket of server.realtime.sockets) socket.topics.clear();
		server.database.agentSays(id, "1");
		events.dispatchEvent(new Event("online"));
		await pass(1_000);
		expect(texts()).toEqual(["hello", "1"]);
		server.database.agentSays(id, "2");
		await settle();
		expect(texts()).toEqual(["hello", "1", "2"]);
	});

	it("again while asking fails, though Realtime is up", async () => {
		const { server, id, texts, show, state } = await story();
		server.between((call, proceed) =>
			call.name === "sync_conversation" ? noNetwork() : proceed(),
		);
		vi.spyOn(server.realtime, "broadcast").mockImplementation(() => {});
		server.database.agentSays(id, "1");
		show(true);
		await pass(10_000);
		expect(texts()).toEqual(["hello"]);
		expect(state().connection).toBe("offline");
		server.clear();
		await pass(10_000);
		expect(texts()).toEqual(["hello", "1"]);
		expect(state().connection).toBe("live");
	});
});

describe("R4: without Realtime", () => {
	it("what is on screen is asked for, soon at first, seldom at last", async () => {
		const { server, id, state, texts } = await story();
		server.realtime.stop();
		await settle();
		expect(state().connection).toBe("polling");
		server.calls.length = 0;
		const times: number[] = [];
		for (let second = 0; second < 240; second += 1) {
			const before = server.callsOf("sync_conversation").length;
			await pass(1_000);
			if (server.callsOf("sync_conversation").length > before) times.push(second);
		}
		const pauses = times.slice(1).map((time, place) => time - (times[place] ?? 0));
		expect(times[0]).toBeLessThanOrEqual(2);
		expect(pauses[0]).toBeLessThanOrEqual(3);
		expect(pauses.at(-1)).toBe(30);
		expect([...pauses].sort((a, b) => a - b)).toEqual(pauses);

		server.database.agentSays(id, "1");
		await pass(30_000);
		expect(texts()).toEqual(["hello", "1"]);
		server.database.agentSays(id, "2");
		await pass(2_500);
		expect(texts()).toEqual(["hello", "1", "2"]);
	});

	it("goes back to live by itself, and asks once a minute from then on", async () => {
		const { server, state } = await story();
		server.realtime.stop();
		await pass(30_000);
		server.realtime.restart();
		await pass(31_000);
		expect(state().connection).toBe("live");
		server.calls.length = 0;
		await pass(5 * 66_000);
		expect(server.callsOf("sync_conversation").length).toBeOneOf([5, 6]);
		expect(server.callsOf("list_conversations").length).toBeOneOf([5, 6]);
	});

	it("asks seldom while nobody can see it", async () => {
		const { server, show } = await story();
		show(false);
		server.realtime.stop();
		await settle();
		server.calls.length = 0;
		await pass(5 * 60_000);
		expect(server.callsOf("sync_conversation").length).toBeLessThanOrEqual(11);
	});

	it("stands in for a server that does not answer", async () => {
		const { server, browser, id } = await story();
		server.realtime.mute(true);
		const { client } = browser.open();
		client.start();
		client.watchConversation(id);
		await pass(100);
		expect(client.conversation(id).get()).toMatchObject({
			connection: "connecting",
			items: [{ text: "hello" }],
		});
		await pass(4_000);
		expect(client.conversation(id).get().connection).toBe("polling");
		server.realtime.mute(false);
		await pass(40_000);
		expect(client.conversation(id).get().connection).toBe("live");
	});

	it("works in a browser that forbids sockets", async () => {
		const forbidden = class {
			constructor() {
				throw new DOMException("Refused to connect", "SecurityError");
			}
		} as unknown as typeof WebSocket;
		const { server, id, state, texts } = await story({ WebSocket: forbidden });
		await pass(5_000);
		expect(state().connection).toBe("polling");
		server.database.agentSays(id, "1");
		await pass(31_000);
		expect(texts()).toEqual(["hello", "1"]);
	});
});

describe("R5: a blocked visitor", () => {
	it("is told so at once, and hears and asks nothing more", async () => {
		const { server, client, id, texts } = await story();
		server.block(client.session.get().visitor?.id ?? "");
		await settle();
		expect(client.session.get()).toMatchObject({ phase: "ready", visitor: { isBlocked: true } });
		server.database.agentSays(id, "for the record");
		await pass(10 * 60_000);
		expect(texts()).toEqual(["hello"]);
		expect(server.realtime.topics()).toEqual([]);
		expect(server.calls).toEqual([]);
	});

	it("ignores that another visitor was blocked", async () => {
		const { server, client, id, texts } = await story();
		server.realtime.broadcast(`conversation:${id}`, "access_ended", {
			reason: "visitor_blocked",
			subjectId: "somebody else",
		});
		await settle();
		expect(client.session.get().visitor?.isBlocked).toBe(false);
		server.database.agentSays(id, "hi");
		await settle();
		expect(texts()).toEqual(["hello", "hi"]);
	});

	it("is noticed when a message is refused for it", async () => {
		const { server, client, id, state } = await story();
		const visitorId = client.session.get().visitor?.id ?? "";
		const visitor = server.database.visitors.get(visitorId);
		if (visitor) server.database.visitors.set(visitorId, { ...visitor, isBlocked: true });
		await expect(client.sendMessage(id, { text: "hey" })).rejects.toMatchObject({
			code: "visitor_blocked",
			status: 403,
		});
		expect(client.session.get().visitor?.isBlocked).toBe(true);
		expect(state().items.at(-1)?.delivery.state).toBe("failed");
	});

	it("is let in again when a renewed session says so", async () => {
		const { server, client, id, state } = await story();
		const visitorId = client.session.get().visitor?.id ?? "";
		server.block(visitorId);
		await pass(2 * HOUR);
		const visitor = server.database.visitors.get(visitorId);
		if (visitor) server.database.visitors.set(visitorId, { ...visitor, isBlocked: false });
		await client.ready();
		await pass(1_000);
		expect(client.session.get().visitor?.isBlocked).toBe(false);
		expect(state().connection).toBe("live");
		await client.sendMessage(id, { text: "thanks" });
	});
});

describe("R6: onConnect and onDisconnect", () => {
	it("tell when topics are heard, once each time", async () => {
		const onConnect = vi.fn();
		const onDisconnect = vi.fn();
		const { server } = await story({ onConnect, onDisconnect });
		expect(onConnect).toHaveBeenCalledTimes(1);
		expect(onDisconnect).not.toHaveBeenCalled();
		server.realtime.stop();
		await settle();
		expect(onDisconnect).toHaveBeenCalledTimes(1);
		server.realtime.restart();
		await pass(60_000);
		expect(onConnect).toHaveBeenCalledTimes(2);
	});
});

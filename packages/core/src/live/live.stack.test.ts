import { describe, expect, it, vi } from "vitest";
import { eventually, replaceToken, texts, useRealStory } from "../testing/real-story.ts";

const { ada, veraHasWritten } = useRealStory();

describe("a long conversation", () => {
	it("T4: opens with its newest page and leads to its first item", async () => {
		const { browser, client, id } = await veraHasWritten();
		for (let i = 1; i < 70; i += 1) await ada().replies(id, `${i}`);
		browser.close(client);
		const second = browser.open();
		second.watchConversation(id);
		await eventually(() => expect(second.conversation(id).get().connection).toBe("live"));
		expect(texts(second, id)).toHaveLength(50);
		await second.loadOlder(id);
		expect(texts(second, id)).toEqual([
			"Hello",
			...Array.from({ length: 69 }, (_, i) => `${i + 1}`),
		]);
		expect(second.conversation(id).get().hasOlder).toBe(false);
	});
});

describe("Realtime", () => {
	it("R3, T3: what was missed while the sockets were cut is there afterwards", async () => {
		const { browser, client, id } = await veraHasWritten();
		browser.network.hasSockets = false;
		browser.cutSockets();
		for (const text of ["1", "2", "3"]) await ada().replies(id, text);
		browser.network.hasSockets = true;
		await eventually(() => {
			expect(texts(client, id)).toEqual(["Hello", "1", "2", "3"]);
			expect(client.conversation(id).get().connection).toBe("live");
		});
	});

	it("R4: without it everything still arrives within seconds, and it comes back by itself", async () => {
		const { browser, client, id } = await veraHasWritten();
		browser.network.hasSockets = false;
		browser.cutSockets();
		await eventually(() => expect(client.conversation(id).get().connection).toBe("polling"));
		await ada().replies(id, "by asking");
		await eventually(() => expect(texts(client, id)).toEqual(["Hello", "by asking"]));
		expect(client.conversation(id).get().connection).toBe("polling");
		browser.network.hasSockets = true;
		await eventually(() => expect(client.conversation(id).get().connection).toBe("live"));
		await ada().replies(id, "live again");
		await eventually(() => expect(texts(client, id)).toContain("live again"));
	});

	it("R2: a topic that ends with its token is joined anew with a fresh one", async () => {
		const { browser, client, id } = await veraHasWritten();
		browser.close(client);
		// The token ends in 3 s; the browser believes that it lives for an hour.
		await replaceToken(browser, { from: -60, to: 3 });
		const onDisconnect = vi.fn();
		const second = browser.open({ onDisconnect });
		second.watchConversation(id);
		await eventually(() => expect(second.conversation(id).get().connection).toBe("live"));
		await eventually(() => expect(onDisconnect).toHaveBeenCalled());
		await eventually(() => expect(second.conversation(id).get().connection).toBe("live"));
		await ada().replies(id, "still there?");
		await eventually(() => expect(texts(second, id)).toEqual(["Hello", "still there?"]));
	});

	it("R5: a blocked visitor is told at once, and unblocked can go on", async () => {
		const { client, id } = await veraHasWritten();
		const visitorId = client.session.get().visitor?.id;
		await ada().rpc("block_visitor", { visitor_id: visitorId });
		await eventually(() => expect(client.session.get().visitor?.isBlocked).toBe(true));
		await expect(client.sendMessage(id, { text: "hey" })).rejects.toMatchObject({
			code: "visitor_blocked",
			status: 403,
		});
	});
});

describe("typing", () => {
	it("Y1, Y3: is seen by both sides", async () => {
		const { client, id } = await veraHasWritten();
		const heard: unknown[] = [];
		const team = ada().client;
		await team.realtime.setAuth();
		const join = (topic: string) =>
			new Promise<ReturnType<typeof team.channel>>((resolve) => {
				const channel = team.channel(topic, { config: { private: true } });
				channel
					.on("broadcast", { event: "typing" }, ({ payload }) => heard.push(payload))
					.subscribe((status) => status === "SUBSCRIBED" && resolve(channel));
			});
		const own = await join(`conversation:${id}:typing:team`);
		await join(`conversation:${id}:typing:visitor`);

		client.setTyping(id, "What about");
		const actorId = client.session.get().visitor?.id;
		await eventually(() => expect(heard).toMatchObject([{ isTyping: true, actorId }]));
		client.setTyping(id, null);
		await eventually(() => expect(heard.at(-1)).toMatchObject({ isTyping: false, actorId }));

		const word = { isTyping: true, actorId: ada().id, actorName: "Ada" };
		await own.send({ type: "broadcast", event: "typing", payload: word });
		await eventually(() =>
			expect(client.conversation(id).get().typists).toEqual([
				{ actorId: ada().id, actorName: "Ada" },
			]),
		);
		await ada().replies(id, "Yes?");
		await eventually(() => expect(texts(client, id)).toContain("Yes?"));
		expect(client.conversation(id).get().typists).toEqual([]);
		await team.removeAllChannels();
	});
});

describe("list and reads", () => {
	it("L2, L4: follows what happens, and marking read reaches every tab", async () => {
		const { browser, client, id } = await veraHasWritten();
		const other = browser.open();
		other.watchConversationList();
		await eventually(() => expect(other.conversationList.get().conversations).toHaveLength(1));
		await ada().replies(id, "1");
		await ada().replies(id, "2");
		await eventually(() => {
			expect(client.conversationList.get().unreadCount).toBe(2);
			expect(other.conversationList.get().unreadCount).toBe(2);
		});
		const done = client.markRead(id);
		await done;
		expect(client.conversationList.get().unreadCount).toBe(0);
		await eventually(() => expect(other.conversationList.get().unreadCount).toBe(0));
		const { conversation } = await ada().rpc("get_conversation", { id });
		expect(conversation.reads).toContainEqual(
			expect.objectContaining({ readerType: "visitor", readerId: null }),
		);
	});

	it("T5: shows that the team has read", async () => {
		const { client, id } = await veraHasWritten();
		await ada().rpc("mark_read", { conversation_id: id, upto: 1 });
		await eventually(() =>
			expect(client.conversation(id).get().conversation?.reads).toContainEqual(
				expect.objectContaining({ readerType: "user", readerId: ada().id, upto: 1 }),
			),
		);
	});
});

describe("T1: old picture + events = fresh picture", () => {
	it("after everything that can happen to a conversation", async () => {
		const { browser, client, id } = await veraHasWritten();
		for (let round = 0; round < 4; round += 1) {
			await ada().replies(id, `reply ${round}`);
			await ada().notes(id, `note ${round}`);
			await ada().rpc("set_status", { conversation_id: id, status: "resolved" });
			if (round === 1) browser.cutSockets();
			await client.sendMessage(id, { text: `message ${round}` });
			if (round === 2) await client.markRead(id);
			await ada().rpc("mark_read", { conversation_id: id, upto: round + 1 });
		}
		const fresh = browser.open();
		fresh.watchConversation(id);
		await eventually(() => {
			const [one, two] = [client, fresh].map((each) => each.conversation(id).get());
			expect(two?.connection).toBe("live");
			expect(one?.connection).toBe("live");
			expect(one?.items).toEqual(two?.items);
			expect(one?.conversation).toEqual({
				...two?.conversation,
				reads: expect.arrayContaining(two?.conversation?.reads ?? []),
			});
			expect(one?.items.map(({ order }) => order)).toEqual(
				Array.from({ length: one?.items.length ?? 0 }, (_, place) => place + 1),
			);
		});
	});
});

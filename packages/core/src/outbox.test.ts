import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { noNetwork } from "./testing/fake-server.ts";
import { opened, refuse } from "./testing/opened.ts";
import { pass, settle, useStoppedClock, world } from "./testing/setup.ts";

useStoppedClock();

describe("O1: a message", () => {
	it("is on screen and in storage before anything is sent", async () => {
		const { client, id, shown, browser, server } = await opened();
		void client.sendMessage(id, { text: "hello" });
		expect(shown()).toEqual(["hello sending"]);
		expect(JSON.stringify([...browser.stored])).toContain("hello");
		expect(server.callsOf("send_visitor_message")).toHaveLength(0);
		await settle();
		expect(shown()).toEqual(["hello sent"]);
		expect(JSON.stringify([...browser.stored])).not.toContain("hello");
	});

	it("keeps its id from the first moment to the last, and resolves when the server has it", async () => {
		const { client, id, server } = await opened();
		const sent = client.sendMessage(id, { text: "hello" });
		const [item] = client.conversation(id).get().items;
		expect(await sent).toEqual({ conversationId: id, itemId: item?.id });
		expect(server.database.items(id)[0]?.id).toBe(item?.id);
		expect(client.conversation(id).get().items[0]).toMatchObject({ id: item?.id, order: 1 });
	});

	it("is refused at once when it is empty: nothing would be lost", async () => {
		const { client, id, shown } = await opened();
		await expect(client.sendMessage(id, { text: " \n" })).rejects.toMatchObject({
			code: "message_empty",
		});
		expect(shown()).toEqual([]);
	});

	it("takes its draft with it", async () => {
		const { client, id } = await opened();
		client.saveDraft(id, "hel");
		void client.sendMessage(id, { text: "hello" });
		expect(client.draft(id)).toBe("");
	});

	it("brings the greetings that stood on screen", async () => {
		const { client, id, texts } = await opened();
		const greetings = [{ content: "How can we help?", senderType: "team_member" as const }];
		await client.sendMessage(id, { text: "hello" }, { greetings });
		await settle();
		expect(texts()).toEqual(["How can we help?", "hello"]);
		expect(
			client
				.conversation(id)
				.get()
				.items.map(({ text }) => text),
		).toEqual(texts());
	});
});

describe("O2: exactly once and in order", () => {
	it("when the answer gets lost", async () => {
		const { client, id, shown, server, texts } = await opened();
		let lost = 0;
		server.between((call, proceed) => {
			const answer = proceed();
			if (call.name !== "send_visitor_message" || lost === 2) return answer;
			lost += 1;
			return noNetwork();
		});
		const sent = client.sendMessage(id, { text: "hello" });
		await settle();
		expect(texts()).toEqual(["hello"]);
		await pass(60_000);
		await sent;
		expect(texts()).toEqual(["hello"]);
		expect(shown()).toEqual(["hello sent"]);
		expect(server.callsOf("send_visitor_message")).toHaveLength(3);
	});

	it("and with one call each, without Web Locks too", async () => {
		const { client, id, server, texts } = await opened({ locks: null });
		for (const text of ["1", "2", "3"]) void client.sendMessage(id, { text });
		await settle();
		expect(texts()).toEqual(["1", "2", "3"]);
		expect(server.callsOf("send_visitor_message")).toHaveLength(3);
	});

	it("whatever fails in between, over reloads and two tabs", async () => {
		const outcome = fc.constantFrom("fine", "fine", "lost", "unreached", "busy", "limited");
		const event = fc.oneof(
			{
				weight: 4,
				arbitrary: fc.record({ do: fc.constant("send" as const), tab: fc.nat(1), in: fc.nat(1) }),
			},
			{
				weight: 3,
				arbitrary: fc.record({
					do: fc.constant("wait" as const),
					ms: fc.constantFrom(0, 300, 4_000, 40_000),
				}),
			},
			{ weight: 1, arbitrary: fc.record({ do: fc.constant("reload" as const), tab: fc.nat(1) }) },
			{
				weight: 1,
				arbitrary: fc.record({ do: fc.constant("cut" as const), ms: fc.constantFrom(100, 9_000) }),
			},
			{ weight: 1, arbitrary: fc.constant({ do: "expire" as const }) },
		);
		await fc.assert(
			fc.asyncProperty(
				fc.array(event, { maxLength: 25 }),
				fc.array(outcome, { maxLength: 40 }),
				async (events, outcomes) => {
					const { server, browser } = world();
					const tabs = [browser.open(), browser.open()];
					for (const { client } of tabs) client.start();
					await settle();
					const ids = [0, 1].map(() => tabs[0]?.client.newConversationId() ?? "");
					const written: string[][] = [[], []];
					let next = 0;
					server.between((call, proceed) => {
						if (call.name !== "send_visitor_message") return proceed();
						const fate = outcomes[next++] ?? "fine";
						if (fate === "unreached") return noNetwork();
						if (fate === "busy") return refuse(503, "unavailable");
						if (fate === "limited")
							return refuse(429, "rate_limited", { details: '{"retryAfterSeconds":3}' });
						const answer = proceed();
						return fate === "lost" ? noNetwork() : answer;
					});
					for (const one of events) {
						if (one.do === "send") {
							const text = `${written[one.in]?.length}`;
							written[one.in]?.push(text);
							void tabs[one.tab]?.client.sendMessage(ids[one.in] ?? "", { text });
						}
						if (one.do === "wait") await pass(one.ms);
						if (one.do === "reload") {
							tabs[one.tab]?.close();
							tabs[one.tab] = browser.open();
							tabs[one.tab]?.client.start();
							await settle();
						}
						if (one.do === "cut") {
							browser.goOffline();
							await pass(one.ms);
							browser.goOnline();
						}
						if (one.do === "expire") await pass(3_600_000);
					}
					await pass(3_600_000);
					for (const place of [0, 1]) {
						const got = server.database.items(ids[place] ?? "").map(({ text }) => text);
						expect(got).toEqual(written[place]);
					}
					browser.closeAll();
				},
			),
			{ numRuns: 200 },
		);
	}, 60_000);
});

describe("O3: what may pass by itself", () => {
	it.each([
		["no answer", () => noNetwork()],
		["a server that is busy", () => refuse(503, "unavailable")],
		["a server with a bug", () => Response.json({}, { status: 500 })],
	])("keeps the message sending and tries again with growing pauses: %s", async (_name, fail) => {
		const { client, id, shown, server } = await opened();
		server.between((call, proceed) => (call.name === "send_visitor_message" ? fail() : proceed()));
		void client.sendMessage(id, { text: "hello" });
		const times: number[] = [];
		for (let second = 0; second < 120; second += 1) {
			const before = server.callsOf("send_visitor_message").length;
			await pass(1_000);
			if (server.callsOf("send_visitor_message").length > before) times.push(second);
		}
		expect(shown()).toEqual(["hello sending"]);
		expect(times.length).toBeGreaterThan(5);
		expect(times.length).toBeLessThan(12);
		server.clear();
		await pass(31_000);
		expect(shown()).toEqual(["hello sent"]);
	});

	it("waits as long as the server says", async () => {
		const { client, id, server } = await opened();
		server.between((call, proceed) =>
			call.name === "send_visitor_message"
				? refuse(429, "rate_limited", { details: '{"retryAfterSeconds":40}' })
				: proceed(),
		);
		void client.sendMessage(id, { text: "hello" });
		await pass(39_000);
		expect(server.callsOf("send_visitor_message")).toHaveLength(1);
		expect(client.conversation(id).get().items.at(-1)?.delivery).toMatchObject({
			state: "sending",
			heldBack: { code: "rate_limited", retryAfterSeconds: 40 },
		});
		await pass(2_000);
		expect(server.callsOf("send_visitor_message")).toHaveLength(2);
	});

	it("is tried at once when the network is back", async () => {
		const { client, id, shown, browser, texts } = await opened();
		browser.goOffline();
		for (const text of ["1", "2", "3"]) void client.sendMessage(id, { text });
		await pass(10 * 60_000);
		expect(shown()).toEqual(["1 sending", "2 sending", "3 sending"]);
		browser.goOnline();
		await settle();
		expect(texts()).toEqual(["1", "2", "3"]);
		expect(shown()).toEqual(["1 sent", "2 sent", "3 sent"]);
	});
});

describe("O4: a refusal", () => {
	async function refused() {
		const one = await opened();
		one.server.between((call, proceed) =>
			call.body.text === "bad" ? refuse(422, "message_too_long") : proceed(),
		);
		const outcome = one.client.sendMessage(one.id, { text: "bad" });
		void one.client.sendMessage(one.id, { text: "good" });
		await settle();
		return { ...one, outcome };
	}

	it("stays on screen with its error, and lets the next one pass", async () => {
		const { client, id, shown, outcome } = await refused();
		await expect(outcome).rejects.toMatchObject({ code: "message_too_long" });
		expect(shown()).toEqual(["good sent", "bad failed"]);
		expect(client.conversation(id).get().items[1]?.delivery).toMatchObject({
			error: { code: "message_too_long", message: "About message_too_long.", status: 422 },
		});
	});

	it("survives a reload as such, and is not tried by itself", async () => {
		const { browser, id, server, close } = await refused();
		close();
		const calls = server.callsOf("send_visitor_message").length;
		const { client } = browser.open();
		client.start();
		client.watchConversation(id);
		await pass(60_000);
		expect(client.conversation(id).get().items[1]).toMatchObject({
			text: "bad",
			delivery: { state: "failed", error: { code: "message_too_long" } },
		});
		expect(server.callsOf("send_visitor_message")).toHaveLength(calls);
	});

	it("can be sent again, under the same id", async () => {
		const { client, id, shown, server } = await refused();
		const itemId = client.conversation(id).get().items[1]?.id ?? "";
		server.clear();
		client.retryMessage(itemId);
		await settle();
		expect(shown()).toEqual(["good sent", "bad sent"]);
		expect(server.database.items(id)[1]?.id).toBe(itemId);
	});

	it("can be discarded for its text; what is on its way can't", async () => {
		const { client, id, shown, server } = await refused();
		const itemId = client.conversation(id).get().items[1]?.id ?? "";
		expect(client.discardMessage(itemId)).toBe("bad");
		expect(client.discardMessage(itemId)).toBeNull();
		expect(shown()).toEqual(["good sent"]);
		server.between(noNetwork);
		void client.sendMessage(id, { text: "later" });
		const last = client.conversation(id).get().items.at(-1)?.id ?? "";
		expect(client.discardMessage(last)).toBeNull();
		expect(shown()).toEqual(["good sent", "later sending"]);
	});
});

import { beforeEach, describe, expect, it, vi } from "vitest";
import type { Typist } from "../client-types.ts";
import { pass, settle, useStoppedClock, world } from "../testing/setup.ts";
import { createWorld } from "../world.ts";
import { createTypingSignal, createTypists } from "./typing.ts";

useStoppedClock();

const fakeWorld = () => createWorld({});

describe("Y1: when typing is told", () => {
	let said: string[] = [];
	const started = Date.parse("2026-01-01T00:00:00Z");
	const signal = () =>
		createTypingSignal({
			world: fakeWorld(),
			say: ({ isTyping, text }) => said.push(`${Date.now() - started} ${isTyping ? text : "end"}`),
		});

	beforeEach(() => {
		said = [];
	});

	it("at the first key, then every 2 s, and 5 s after the last", async () => {
		const { key } = signal();
		for (const text of ["h", "he", "hel", "hell", "hello"]) {
			key(text);
			await pass(700);
		}
		await pass(20_000);
		expect(said).toEqual(["0 h", "2000 hel", "4000 hello", "7800 end"]);
	});

	it("again at once after a silence", async () => {
		const { key } = signal();
		key("a");
		await pass(6_000);
		key("b");
		expect(said).toEqual(["0 a", "5000 end", "6000 b"]);
	});

	it("as ended when it is stopped, once", async () => {
		const { key, stop } = signal();
		stop();
		key("a");
		await pass(500);
		key("ab");
		stop();
		stop();
		await pass(20_000);
		expect(said).toEqual(["0 a", "500 end"]);
	});
});

describe("Y3: a typist", () => {
	const ada = { actorId: "ada", actorName: "Ada", isTyping: true };

	function heard() {
		let now: readonly Typist[] = [];
		const onChange = vi.fn((typists: readonly Typist[]) => {
			now = typists;
		});
		return { ...createTypists({ world: fakeWorld(), onChange }), onChange, now: () => now };
	}

	it("is shown until 5 s without a word", async () => {
		const { hear, now, onChange } = heard();
		hear(ada);
		await pass(4_000);
		hear(ada);
		await pass(4_900);
		expect(now()).toEqual([{ actorId: "ada", actorName: "Ada" }]);
		expect(onChange).toHaveBeenCalledTimes(1);
		await pass(200);
		expect(now()).toEqual([]);
	});

	it("is gone when they say so, or their message is there", async () => {
		const { hear, remove, now } = heard();
		hear(ada);
		hear({ actorId: "grace", isTyping: true });
		expect(now()).toEqual([
			{ actorId: "ada", actorName: "Ada" },
			{ actorId: "grace", actorName: null },
		]);
		hear({ ...ada, isTyping: false });
		expect(now()).toEqual([{ actorId: "grace", actorName: null }]);
		remove("grace");
		expect(now()).toEqual([]);
		await pass(10_000);
		expect(now()).toEqual([]);
	});
});

describe("in a conversation", () => {
	async function story() {
		const { server, browser } = world();
		const { client } = browser.open();
		client.start();
		const id = client.newConversationId();
		await client.sendMessage(id, { text: "hello" });
		client.watchConversation(id);
		client.watchConversationList();
		await pass(100);
		return { server, client, id };
	}

	it("Y1: the topic is joined at the first key, whose word is not lost", async () => {
		const { server, client, id } = await story();
		const topic = `conversation:${id}:typing:visitor`;
		expect(server.realtime.topics()).not.toContain(topic);
		client.setTyping(id, "h");
		await settle();
		expect(server.realtime.topics()).toContain(topic);
		expect(server.realtime.said).toEqual([
			{
				topic,
				event: "typing",
				payload: { isTyping: true, actorId: client.session.get().visitor?.id, preview: "h" },
			},
		]);
		client.setTyping(id, null);
		await settle();
		expect(server.realtime.said.at(-1)?.payload).toMatchObject({ isTyping: false });
		expect(server.realtime.said.at(-1)?.payload).not.toHaveProperty("preview");
	});

	it("Y1: ends with the message", async () => {
		const { server, client, id } = await story();
		client.setTyping(id, "hello");
		await settle();
		await client.sendMessage(id, { text: "hello?" });
		await settle();
		expect(server.realtime.said.map(({ payload }) => payload.isTyping)).toEqual([true, false]);
	});

	it("Y2: the text goes along only where the website allows it", async () => {
		const { server, browser } = world();
		server.between(async (call, proceed) => {
			const answer = await proceed().json();
			if (call.name === "session") answer.website.isTypingPreviewEnabled = false;
			return Response.json(answer);
		});
		const { client } = browser.open();
		client.start();
		const id = client.newConversationId();
		await client.sendMessage(id, { text: "hello" });
		client.watchConversation(id);
		await pass(100);
		client.setTyping(id, "my secret");
		await settle();
		expect(server.realtime.said).toHaveLength(1);
		expect(JSON.stringify(server.realtime.said)).not.toContain("secret");
	});

	it("Y2: and never more of it than 500 characters, with the name where it is known", async () => {
		const { server, client, id } = await story();
		await client.identify({ externalId: "vera", name: "Vera" });
		client.setTyping(id, "x".repeat(9_000));
		await settle();
		expect(server.realtime.said[0]?.payload).toMatchObject({
			actorName: "Vera",
			preview: "x".repeat(500),
		});
	});

	it("Y3: a typing agent is shown there and in the list, until their message is there", async () => {
		const { server, client, id } = await story();
		server.realtime.broadcast(`conversation:${id}:typing:team`, "typing", {
			isTyping: true,
			actorId: "ada",
			actorName: "Ada",
		});
		await settle();
		expect(client.conversation(id).get().typists).toEqual([{ actorId: "ada", actorName: "Ada" }]);
		expect(client.conversationList.get().isTyping).toBe(true);
		server.database.agentSays(id, "hi", "ada");
		await settle();
		expect(client.conversation(id).get().typists).toEqual([]);
		expect(client.conversationList.get().isTyping).toBe(false);
	});

	it("nothing is told of a conversation that nobody has written in yet", async () => {
		const { server, browser } = world();
		const { client } = browser.open();
		client.start();
		await client.ready();
		const id = client.newConversationId();
		client.watchConversation(id);
		await settle();
		client.setTyping(id, "h");
		await pass(10_000);
		expect(server.realtime.sockets.size).toBe(0);
	});
});

import { SupportError } from "@cossistant/core/parts";
import { array, assert, asyncProperty, constantFrom, integer, record } from "fast-check";
import { describe, expect, it } from "vitest";
import { ADA } from "./testing/fake-rows.ts";
import { setUp } from "./testing/setup.ts";

type Setup = ReturnType<typeof setUp>;

const ID = "c1";
const textsShown = ({ cache }: Setup) =>
	cache
		.get(ID)
		.get()
		.items.map(({ text }) => text);
const textsThere = ({ server }: Setup) => server.find(ID).items.map(({ text }) => text);

async function opened(messages = 1): Promise<Setup> {
	const setup = setUp();
	for (let n = 1; n <= messages; n += 1) setup.server.visitorSays(ID, `${n}`);
	setup.cache.watch(ID);
	await setup.settle();
	return setup;
}

describe("an open conversation", () => {
	it("opens in one call, and needs no second one to be up to date", async () => {
		const setup = setUp();
		setup.server.visitorSays(ID, "Hello");
		setup.cache.watch(ID);
		await setup.settle();
		expect(setup.cache.get(ID).get()).toMatchObject({ phase: "ready", connection: "live" });
		expect(setup.server.calls.filter((name) => name === "get_conversation")).toHaveLength(1);
	});

	it("takes the next change from its event, without asking", async () => {
		const setup = await opened();
		setup.server.calls.length = 0;
		setup.server.visitorSays(ID, "Two");
		expect(textsShown(setup)).toEqual(["1", "Two"]);
		expect(setup.server.calls).toEqual([]);
	});

	it("asks for what is missing when an event is not the next", async () => {
		const setup = await opened();
		setup.wire.loseEvents(true);
		setup.server.visitorSays(ID, "Lost");
		setup.wire.loseEvents(false);
		setup.server.visitorSays(ID, "Heard");
		await setup.settle();
		expect(textsShown(setup)).toEqual(["1", "Lost", "Heard"]);
	});

	it("loads older messages down to the first, each once, with later edits", async () => {
		const setup = await opened(120);
		const store = setup.cache.get(ID);
		expect(store.get().items).toHaveLength(50);
		setup.server.edit(ID, 3, "3, edited");
		await store.loadOlder();
		setup.server.calls.length = 0;
		await Promise.all([store.loadOlder(), store.loadOlder()]);
		expect(setup.server.calls).toEqual(["list_timeline"]);
		expect(store.get().hasOlder).toBe(false);
		expect(textsShown(setup)).toEqual(textsThere(setup));
	});

	it("keeps looking while Realtime is away", async () => {
		const setup = await opened();
		setup.wire.setUp(false);
		setup.server.visitorSays(ID, "Unheard");
		await setup.pass(5_000);
		expect(textsShown(setup)).toEqual(["1", "Unheard"]);
	});

	it("marks as read only upwards, and again when telling failed", async () => {
		const setup = await opened(2);
		const store = setup.cache.get(ID);
		setup.server.fail("mark_read", new SupportError("unavailable", "Away."));
		await store.markRead();
		setup.server.fail("mark_read", null);
		setup.server.calls.length = 0;
		await store.markRead();
		await store.markRead();
		expect(setup.server.calls).toEqual(["mark_read"]);
		expect(setup.server.find(ID).header.reads[0]).toMatchObject({ readerId: ADA.id, upto: 2 });
	});

	it("shows who types until the message is there", async () => {
		const setup = await opened();
		const store = setup.cache.get(ID);
		const type = (topic: string, actorId: string, preview?: string) =>
			setup.wire.announce(`conversation:${ID}:typing:${topic}`, "typing", {
				isTyping: true,
				actorId,
				actorName: actorId,
				preview,
			});
		type("visitor", "vera", "I would");
		type("team", "grace");
		type("team", ADA.id);
		expect(store.get().visitorTyping).toEqual({ preview: "I would" });
		expect(store.get().typists.map(({ actorId }) => actorId)).toEqual(["grace"]);
		setup.server.visitorSays(ID, "I would like a refund");
		expect(store.get().visitorTyping).toBeNull();
		await setup.pass(6_000);
		expect(store.get().typists).toEqual([]);
	});

	it("leaves its topics a while after it is left, and not when it is entered again at once", async () => {
		const setup = setUp();
		setup.server.visitorSays(ID, "Hello");
		const topic = `conversation:${ID}:team`;
		setup.cache.watch(ID)();
		const leave = setup.cache.watch(ID);
		await setup.pass(3_000);
		expect(setup.wire.isListening(topic)).toBe(true);
		leave();
		await setup.pass(3_000);
		expect(setup.wire.isListening(topic)).toBe(false);
	});

	it("says that it can't be shown, and can be asked again", async () => {
		const setup = setUp();
		setup.cache.watch(ID);
		await setup.settle();
		const store = setup.cache.get(ID);
		expect(store.get()).toMatchObject({
			phase: "failed",
			error: { code: "conversation_not_found" },
		});
		setup.server.visitorSays(ID, "Here now");
		store.retry();
		await setup.settle();
		expect(store.get().phase).toBe("ready");
	});

	it("is, whatever happened and whatever was lost, what somebody sees who opens it now", async () => {
		const step = record({
			act: constantFrom("say", "answer", "edit", "resolve", "lose", "hear", "older", "down", "up"),
			n: integer({ min: 1, max: 80 }),
		});
		await assert(
			asyncProperty(array(step, { maxLength: 30 }), async (steps) => {
				const setup = await opened(70);
				const store = setup.cache.get(ID);
				for (const [index, { act, n }] of steps.entries()) {
					if (act === "say") setup.server.visitorSays(ID, `said ${index}`);
					if (act === "answer") {
						setup.server.teamSays(ID, { id: `a${index}`, text: "answer", visibility: "public" });
					}
					if (act === "edit") setup.server.edit(ID, n, `edited ${index}`);
					if (act === "resolve") setup.server.setStatus(ID, "resolved");
					if (act === "lose" || act === "hear") setup.wire.loseEvents(act === "lose");
					if (act === "older") await store.loadOlder();
					if (act === "down" || act === "up") setup.wire.setUp(act === "up");
					await setup.settle();
				}
				setup.wire.loseEvents(false);
				setup.wire.setUp(true);
				await setup.settle();
				while (store.get().hasOlder) await store.loadOlder();
				expect(textsShown(setup)).toEqual(textsThere(setup));
				expect(store.get().conversation).toEqual(setup.server.find(ID).header);
			}),
			{ numRuns: 60 },
		);
	});
});
